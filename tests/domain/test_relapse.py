"""Relapse timing from worked courses: classes, anchors, definitions, and what would decide."""

import pytest

from tests.domain.records import Draft, r_chop, salvage
from workstation.domain.dates import Length
from workstation.domain.events import EventDate
from workstation.domain.messages import Message
from workstation.domain.relapse import Anchor, RelapseTiming
from workstation.domain.relapse_class import RelapseClass
from workstation.domain.ternary import Ternary

YES, NO, UNKNOWN = Ternary.YES, Ternary.NO, Ternary.UNKNOWN


def timing_of(draft: Draft) -> RelapseTiming:
    return draft.facts().timing


def answers(timing: RelapseTiming) -> dict[str, Ternary]:
    return {reading.definition: reading.answer for reading in timing.readings}


def test_without_treatment_there_is_nothing_to_time() -> None:
    timing = timing_of(Draft())
    assert timing.classes == (RelapseClass.NO_TREATMENT,)
    assert set(answers(timing).values()) == {UNKNOWN}
    assert set(answers(timing)) == set(answers(timing_of(_treated())))


def _treated() -> Draft:
    draft = Draft()
    r_chop(draft)
    return draft


def test_relapse_at_seven_months() -> None:
    draft = Draft()
    r_chop(draft)
    draft.relapse(biopsy="2024-11-26", imaging="2024-11-10", suspected="2024-11-01", report="2024-12-02")
    timing = timing_of(draft)
    assert timing.classes == (RelapseClass.EARLY,)
    span = timing.span(Anchor.LAST_DOSE)
    assert span is not None and span.span is not None
    assert span.event_date is EventDate.BIOPSY
    assert span.span.shortest == span.span.longest == Length(7, 2)
    assert answers(timing)["EARLY"] is YES and answers(timing)["LATE"] is NO
    assert answers(timing)["REF-ZUMA7"] is NO
    assert {s.event_date for s in timing.spans if s.anchor is Anchor.LAST_DOSE} == set(EventDate)


def test_late_relapse() -> None:
    draft = Draft()
    r_chop(draft)
    draft.relapse(biopsy="2026-03-01")
    timing = timing_of(draft)
    assert timing.classes == (RelapseClass.LATE,) and timing.needs is None
    assert answers(timing)["EARLY-BELINDA"] is NO


@pytest.mark.parametrize(("day", "expected"), [("2025-04-24", YES), ("2025-04-25", NO)])
def test_twelve_months_include_the_day(day: str, expected: Ternary) -> None:
    draft = Draft()
    r_chop(draft)
    draft.relapse(biopsy=day)
    assert answers(timing_of(draft))["EARLY"] is expected


def test_belinda_counts_days_where_a_leap_year_makes_a_difference() -> None:
    draft = Draft()
    r_chop(draft, start="2023-06-01", last_dose="2023-09-15")
    draft.relapse(biopsy="2024-09-15")
    found = answers(timing_of(draft))
    assert found["EARLY"] is YES and found["EARLY-BELINDA"] is NO


def test_a_month_that_straddles_the_limit_is_not_decided_but_named() -> None:
    draft = Draft()
    r_chop(draft, last_dose="2024-04")
    draft.relapse(biopsy="2025-04-15")
    timing = timing_of(draft)
    assert set(timing.classes) == {RelapseClass.EARLY, RelapseClass.LATE}
    assert timing.borderline
    assert timing.needs is not None and timing.needs.id == "timing.needs_day"
    assert timing.needs.params["what"] == timing_name("anchor.last_dose")


def test_when_both_dates_are_months_either_may_be_needed() -> None:
    draft = Draft()
    r_chop(draft, last_dose="2024-04")
    draft.relapse(biopsy="2025-04")
    needs = timing_of(draft).needs
    assert needs is not None and needs.params["what"] == timing_both("anchor.last_dose", "event.biopsy")


def test_an_ambiguous_order_of_day_and_month_asks_which_date_is_right() -> None:
    draft = Draft()
    r_chop(draft, last_dose="03/04/2024")
    draft.relapse(biopsy="2025-03-20")
    timing = timing_of(draft)
    assert answers(timing)["EARLY"] is UNKNOWN
    assert timing.needs is not None and timing.needs.id == "timing.needs_choice"


def test_an_ambiguous_order_that_makes_no_difference_is_decided() -> None:
    draft = Draft()
    r_chop(draft, last_dose="03/04/2024")
    draft.relapse(biopsy="2024-12-20")
    assert timing_of(draft).classes == (RelapseClass.EARLY,)


def test_two_documents_with_different_last_doses_are_two_possibilities() -> None:
    draft = Draft()
    episode = r_chop(draft)
    draft.say("episode_last_dose", "2024-05-20", episode)
    draft.relapse(biopsy="2025-05-01")
    assert answers(timing_of(draft))["EARLY"] is UNKNOWN
    draft.relapse(biopsy="2025-04-20")
    assert answers(timing_of(draft))["EARLY"] is YES


def test_a_missing_last_dose_is_asked_for() -> None:
    draft = Draft()
    r_chop(draft, last_dose="")
    draft.relapse(biopsy="2025-05-01")
    timing = timing_of(draft)
    assert timing.needs is not None and timing.needs.id == "timing.needs_date"
    assert timing.span(Anchor.FIRST_LINE_START) is not None


def test_partial_response_at_the_end_is_refractory_by_some_definitions_only() -> None:
    draft = Draft()
    r_chop(draft, best_response="pr", response_method="pet_ct", deauville="4")
    timing = timing_of(draft)
    found = answers(timing)
    assert timing.classes == (RelapseClass.PARTIAL_AT_END,)
    assert found["REF-ZUMA7"] is found["REF-BELINDA"] is found["REF-TRANSFORM"] is found["PTF-REFINE"] is YES
    assert found["REF-SCHOLAR1"] is found["REF-BOCK24"] is NO
    zuma7 = timing.reading("REF-ZUMA7")
    assert zuma7 is not None and zuma7.borderline and zuma7.mark == "K"


def test_a_biopsy_of_the_residual_settles_what_uptake_only_suggests() -> None:
    proven, refuted = Draft(), Draft()
    r_chop(proven, best_response="pr", residual="biopsied_positive")
    r_chop(refuted, best_response="pr", residual="biopsied_negative")
    reading = timing_of(proven).reading("REF-ZUMA7")
    assert reading is not None and reading.answer is YES and not reading.borderline
    assert answers(timing_of(refuted))["REF-ZUMA7"] is UNKNOWN


def test_interim_partial_response_is_not_yet_an_answer() -> None:
    draft = Draft()
    r_chop(draft, best_response="pr", response_timing="interim")
    timing = timing_of(draft)
    assert timing.classes == (RelapseClass.NOT_ASSESSED,)
    assert answers(timing)["REF-ZUMA7"] is UNKNOWN


@pytest.mark.parametrize("response", ["sd", "pd"])
def test_primary_refractory_under_every_definition(response: str) -> None:
    draft = Draft()
    r_chop(
        draft, best_response=response, end_reason="progression" if response == "pd" else "inadequate_response"
    )
    timing = timing_of(draft)
    found = answers(timing)
    assert timing.classes == (RelapseClass.PRIMARY_REFRACTORY,)
    for name in ("REF-SCHOLAR1", "REF-ZUMA7", "REF-BELINDA", "REF-TRANSFORM", "REF-BOCK24", "PTF-REFINE"):
        assert found[name] is YES, name


def test_scholar_asks_for_more_than_four_cycles() -> None:
    draft = Draft()
    r_chop(draft, best_response="pd", end_reason="progression", cycles=2)
    assert answers(timing_of(draft))["REF-SCHOLAR1"] is UNKNOWN
    assert answers(timing_of(draft))["REF-BOCK24"] is YES


def test_progression_before_the_last_dose_is_primary_refractory() -> None:
    draft = Draft()
    r_chop(draft, end_reason="")
    draft.relapse("progression", imaging="2024-03-30")
    timing = timing_of(draft)
    assert timing.classes == (RelapseClass.PRIMARY_REFRACTORY,)
    assert answers(timing)["EARLY"] is YES


def test_a_short_complete_response_counts_in_transform_and_refine() -> None:
    draft = Draft()
    r_chop(draft, response_date="2024-06-01")
    draft.relapse(biopsy="2024-08-31")
    found = answers(timing_of(draft))
    assert found["REF-TRANSFORM"] is found["PTF-REFINE"] is YES and found["REF-ZUMA7"] is NO
    draft.findings = [f for f in draft.findings if f.field_id != "relapse_biopsy"]
    draft.say("relapse_biopsy", "2024-09-01", draft.groups[-1].id)
    assert answers(timing_of(draft))["REF-TRANSFORM"] is NO


def test_anchors_that_disagree_are_flagged() -> None:
    draft = Draft()
    r_chop(draft)
    draft.relapse(biopsy="2025-03-01")
    timing = timing_of(draft)
    start = timing.span(Anchor.FIRST_LINE_START)
    assert start is not None and start.within_12_months is NO
    assert timing.classes == (RelapseClass.EARLY,) and timing.borderline
    early = timing.reading("EARLY")
    assert early is not None and early.borderline


def test_end_of_radiotherapy_and_pet_stand_beside_the_last_dose() -> None:
    draft = Draft()
    r_chop(draft, response_date="2024-06-05", response_method="pet_ct")
    draft.episode("rt", start="2024-07-01", last_dose="2024-07-20", intent="consolidation")
    draft.relapse(biopsy="2025-07-01")
    timing = timing_of(draft)
    within = {anchor: span.within_12_months for anchor in Anchor if (span := timing.span(anchor)) is not None}
    assert within == {
        Anchor.LAST_DOSE: NO,
        Anchor.END_PET: NO,
        Anchor.END_RADIOTHERAPY: YES,
        Anchor.FIRST_LINE_START: NO,
    }
    assert timing.classes == (RelapseClass.LATE,) and timing.borderline


def test_maintenance_does_not_move_the_last_dose() -> None:
    draft = Draft()
    r_chop(draft)
    draft.episode("len_mono", start="2024-06-01", last_dose="2026-01-01", intent="maintenance")
    draft.relapse(biopsy="2026-03-01")
    assert timing_of(draft).classes == (RelapseClass.LATE,)


def test_still_on_first_line_and_stopped_for_another_reason() -> None:
    running, stopped = Draft(), Draft()
    r_chop(running, last_dose="", end_reason="ongoing", best_response="")
    r_chop(stopped, end_reason="toxicity", best_response="not_assessed", response_timing="")
    assert timing_of(running).classes == (RelapseClass.ON_FIRST_LINE,)
    assert timing_of(stopped).classes == (RelapseClass.STOPPED_OTHER,)


def test_an_unknown_response_is_asked_for() -> None:
    draft = Draft()
    r_chop(draft, best_response="", response_timing="")
    timing = timing_of(draft)
    assert timing.classes == ()
    assert timing.needs is not None and timing.needs.id == "timing.needs_response"


def test_relapse_after_transplant_within_twelve_months() -> None:
    draft = Draft()
    r_chop(draft)
    draft.relapse(biopsy="2024-11-26")
    salvage(draft)
    draft.transplant("2025-03-08")
    draft.relapse(imaging="2025-12-01")
    timing = timing_of(draft)
    assert timing.classes == (RelapseClass.AFTER_TRANSPLANT,)
    assert answers(timing)["POST-ASCT"] is YES and answers(timing)["REF-SCHOLAR1"] is YES
    assert answers(timing)["EARLY"] is YES


def test_a_planned_transplant_did_not_happen() -> None:
    draft = Draft()
    r_chop(draft)
    draft.transplant("2025-03-08", status="refused")
    draft.relapse(imaging="2025-12-01")
    assert answers(timing_of(draft))["POST-ASCT"] is NO
    assert timing_of(draft).classes == (RelapseClass.LATE,)


def test_after_two_lines_the_most_recent_is_read_for_the_class_and_first_line_for_the_definitions() -> None:
    draft = Draft()
    r_chop(draft, best_response="pd", end_reason="progression")
    salvage(draft, best_response="pr", response_timing="end_of_treatment")
    timing = timing_of(draft)
    assert timing.classes == (RelapseClass.PARTIAL_AT_END,)
    assert timing.reason == Message("timing.latest.partial_at_end")
    assert answers(timing)["REF-ZUMA7"] is YES
    assert answers(timing)["REF-ZUMA1"] is NO


AFTER_RELAPSE = "2024-11-26"


@pytest.mark.parametrize(
    ("course", "expected"),
    [
        ({"best_response": "cr", "end_reason": "completed"}, RelapseClass.IN_REMISSION),
        ({"best_response": "pr", "response_timing": "interim"}, RelapseClass.NOT_ASSESSED),
        ({"best_response": "not_assessed"}, RelapseClass.NOT_ASSESSED),
        ({"end_reason": "ongoing"}, RelapseClass.NOT_ASSESSED),
        ({"best_response": "cr", "end_reason": "toxicity"}, RelapseClass.STOPPED_OTHER),
        ({"best_response": "sd"}, RelapseClass.AFTER_SECOND_LINE),
        ({"best_response": "pd"}, RelapseClass.AFTER_SECOND_LINE),
        ({"end_reason": "progression"}, RelapseClass.AFTER_SECOND_LINE),
    ],
)
def test_two_lines_given_are_no_relapse_after_the_second(
    course: dict[str, str], expected: RelapseClass
) -> None:
    draft = Draft()
    r_chop(draft)
    draft.relapse(biopsy=AFTER_RELAPSE)
    salvage(draft, **course)
    assert timing_of(draft).classes == (expected,)


def test_a_response_to_second_line_that_nobody_stated_is_asked_for() -> None:
    draft = Draft()
    r_chop(draft)
    draft.relapse(biopsy=AFTER_RELAPSE)
    salvage(draft)
    timing = timing_of(draft)
    assert timing.classes == ()
    assert timing.needs == Message("timing.needs_response", {"regimen": "R-DHAP"})


def test_a_relapse_after_the_second_line_counts_whatever_its_response_was() -> None:
    for response in ("cr", "pr", ""):
        draft = Draft()
        r_chop(draft)
        draft.relapse(biopsy=AFTER_RELAPSE)
        salvage(draft, best_response=response)
        draft.relapse(imaging="2025-08-04")
        assert timing_of(draft).classes == (RelapseClass.AFTER_SECOND_LINE,), response


def test_the_relapse_that_second_line_was_given_for_is_not_one_after_it() -> None:
    """Suspected before, proven on the day it began and reported later."""
    draft = Draft()
    r_chop(draft)
    draft.relapse(suspected="2024-12-01", biopsy="2024-12-10", report="2024-12-14")
    salvage(draft, best_response="cr")
    assert timing_of(draft).classes == (RelapseClass.IN_REMISSION,)


@pytest.mark.parametrize(("start", "event"), [("", "2024-11-26"), ("2024-12", "2024-12"), ("", "")])
def test_dates_that_leave_the_order_open_leave_the_class_open(start: str, event: str) -> None:
    draft = Draft()
    r_chop(draft)
    draft.relapse(**({"biopsy": event} if event else {}))
    salvage(draft, start=start, best_response="cr")
    timing = timing_of(draft)
    assert set(timing.classes) == {RelapseClass.AFTER_SECOND_LINE, RelapseClass.IN_REMISSION}
    assert timing.needs is not None and timing.needs.id == "timing.needs_order"
    assert answers(timing)["REF-ZUMA1"] is not YES


def test_remission_after_a_third_line_for_a_relapse_after_transplant() -> None:
    draft = Draft()
    r_chop(draft)
    draft.relapse(biopsy=AFTER_RELAPSE)
    salvage(draft, best_response="cr")
    draft.transplant("2025-03-08")
    draft.relapse(biopsy="2025-12-01")
    salvage(draft, "pola_br", start="2026-01-10", last_dose="2026-05-20", best_response="cr")
    assert timing_of(draft).classes == (RelapseClass.IN_REMISSION,)
    draft.relapse(imaging="2026-09-01")
    assert timing_of(draft).classes == (RelapseClass.AFTER_TRANSPLANT,)


def test_treatment_of_an_earlier_indolent_lymphoma_is_not_the_first_line() -> None:
    draft = Draft()
    draft.say("transformed_from", "fl")
    draft.episode("br", start="2019-01-10", last_dose="2019-06-10", disease="indolent", best_response="cr")
    r_chop(draft, disease="lbcl")
    draft.relapse(biopsy="2024-11-26")
    span = timing_of(draft).span(Anchor.LAST_DOSE)
    assert span is not None and span.start.raw == "2024-04-24"


def test_no_relapse_recorded_is_not_no_relapse() -> None:
    draft = Draft()
    r_chop(draft)
    early = timing_of(draft).reading("EARLY")
    assert early is not None and early.answer is UNKNOWN
    assert early.needs is not None and early.needs.id == "timing.needs_relapse"


def timing_name(key: str) -> Message:
    return Message(f"timing.{key}")


def timing_both(first: str, second: str) -> Message:
    return Message(
        "timing.both", {"first": Message(f"timing.{first}"), "second": Message(f"timing.{second}")}
    )


def test_a_relapse_in_the_month_of_the_last_dose_may_be_progression_on_treatment() -> None:
    draft = Draft()
    r_chop(draft, last_dose="2024-04", best_response="", response_timing="", end_reason="")
    draft.relapse(biopsy="2024-04-20")
    assert set(timing_of(draft).classes) == {RelapseClass.PRIMARY_REFRACTORY, RelapseClass.EARLY}


def test_the_time_after_a_transplant_does_not_blur_the_time_after_first_line() -> None:
    draft = Draft()
    r_chop(draft)
    draft.relapse(biopsy="2024-11-26")
    salvage(draft)
    draft.transplant("2025-03-08")
    draft.relapse(biopsy="2026-06-01")
    timing = timing_of(draft)
    assert answers(timing)["POST-ASCT"] is NO and not timing.borderline


def test_radiotherapy_for_the_relapse_is_no_end_of_first_line() -> None:
    draft = Draft()
    r_chop(draft)
    draft.relapse(biopsy="2025-06-01")
    draft.episode("rt", start="2025-06-10", last_dose="2025-07-01", intent="palliative")
    assert timing_of(draft).span(Anchor.END_RADIOTHERAPY) is None
