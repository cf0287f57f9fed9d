"""Case facts: conflicts, not found, and everything derived."""

from datetime import date
from decimal import Decimal

import pytest

from tests.domain.records import Answer, Draft, r_chop, salvage
from workstation.domain.dates import Length, read_date
from workstation.domain.derived_facts import ages, months_of
from workstation.domain.fact import Fact, UnknownReason
from workstation.domain.findings import Standing
from workstation.domain.values import Coded, Count, Quantity, Text


def umol(number: str, day: str = "2026-10-20") -> Quantity:
    return Quantity("", Decimal(number), "umol/L", read_date(day))


def kg(number: str) -> Quantity:
    return Quantity("", Decimal(number), "kg", read_date("2026-10-20"))


def test_one_value_is_known_with_its_finding() -> None:
    draft = Draft()
    name = draft.say("diagnosis_certainty", "definite")
    fact = draft.facts().get("diagnosis_certainty")
    assert fact.value == Coded("definite", "definite") and fact.finding_ids == (name,)


def test_nobody_answered_is_missing() -> None:
    fact = Draft().facts().get("ecog")
    assert fact.unknown is UnknownReason.MISSING and fact.values == ()


def test_looked_for_and_not_found_is_its_own_answer() -> None:
    draft = Draft()
    draft.not_found("fish_myc", 7)
    fact = draft.facts().get("fish_myc")
    assert fact.unknown is UnknownReason.NOT_FOUND
    assert fact.explanation is not None and fact.explanation.params == {"count": 7}


def test_a_conflict_is_unknown_and_keeps_every_value() -> None:
    draft = Draft()
    draft.say("cell_of_origin", "gcb")
    draft.say("cell_of_origin", "non_gcb")
    fact = draft.facts().get("cell_of_origin")
    assert fact.unknown is UnknownReason.CONFLICTING and fact.value is None
    assert [v.code for v in fact.values if isinstance(v, Coded)] == ["gcb", "non_gcb"]
    assert len(fact.finding_ids) == 2


def test_what_was_set_aside_no_longer_counts() -> None:
    draft = Draft()
    draft.say("cell_of_origin", "gcb", standing=Standing.SET_ASIDE)
    draft.say("cell_of_origin", "non_gcb")
    assert draft.facts().get("cell_of_origin").value == Coded("non_gcb", "non_gcb")


def test_two_documents_that_say_the_same_are_no_conflict() -> None:
    draft = Draft()
    draft.say("cell_of_origin", Coded("gcb", "GCB"))
    draft.say("cell_of_origin", Coded("gcb", "生发中心型"))
    fact = draft.facts().get("cell_of_origin")
    assert fact.is_known and len(fact.finding_ids) == 2


def test_the_latest_sample_stands_and_overlapping_ones_conflict() -> None:
    draft = Draft()
    draft.say("creatinine", umol("80", "2026-09-01"))
    draft.say("creatinine", umol("140", "2026-10-20"))
    value = draft.facts().get("creatinine").value
    assert isinstance(value, Quantity) and value.number == 140
    draft.say("creatinine", umol("95", "Oct 2026"))
    fact = draft.facts().get("creatinine")
    assert fact.unknown is UnknownReason.CONFLICTING and len(fact.values) == 2


@pytest.mark.parametrize(
    ("field", "answer", "reason"),
    [
        ("creatinine", Quantity("", Decimal(80), ""), UnknownReason.UNIT_MISSING),
        ("creatinine", Quantity("", Decimal(80), "kg"), UnknownReason.UNIT_MISSING),
        ("biopsy_sampling_date", "31 Feb 2026", UnknownReason.DATE_IMPRECISE),
        ("creatinine", Text("normal"), UnknownReason.AMBIGUOUS_TERM),
        ("ecog", Coded(None, "good"), UnknownReason.AMBIGUOUS_TERM),
    ],
)
def test_a_value_that_no_rule_can_use_is_kept_and_says_why(
    field: str, answer: Answer, reason: UnknownReason
) -> None:
    draft = Draft()
    draft.say(field, answer)
    fact = draft.facts().get(field)
    assert fact.unknown is reason and len(fact.values) == 1


def test_facts_of_groups_come_in_order() -> None:
    draft = Draft()
    first, second = r_chop(draft), salvage(draft)
    facts = draft.facts()
    assert [fact.group_id for fact in facts.every("episode_start")] == [first, second]
    assert facts.groups["episode"] == (first, second)
    assert facts.get("episode_cycles", second).value == Count(2)


def test_line_count_and_position() -> None:
    draft = Draft()
    assert draft.facts().get("line_count").unknown is UnknownReason.MISSING
    r_chop(draft)
    facts = draft.facts()
    assert facts.get("line_count").value == Count(1)
    assert facts.get("line_position").value == Coded("after_one_line", "")
    salvage(draft)
    assert draft.facts().get("line_position").value == Coded("after_two_or_more", "")


def test_a_first_line_that_goes_on_is_still_the_first() -> None:
    draft = Draft()
    r_chop(draft, end_reason="ongoing", best_response="", last_dose="")
    assert draft.facts().get("line_position").value == Coded("on_first_line", "")


def test_an_open_line_count_keeps_every_number() -> None:
    draft = Draft()
    r_chop(draft, last_dose="2024-03-01", best_response="", end_reason="")
    draft.episode("r_gemox", start="2024-04-05", last_dose="2024-06-01")
    fact = draft.facts().get("line_count")
    assert fact.values == (Count(1), Count(2)) and fact.unknown is UnknownReason.NOT_SPECIFIED


def test_classes_of_drugs_come_from_the_drugs_first() -> None:
    draft = Draft()
    draft.episode(
        "r_ceop_epi", drugs=("rituximab", "cyclophosphamide", "etoposide", "vincristine", "prednisone")
    )
    facts = draft.facts()
    assert facts.get("anthracycline_given").value == Coded("no", "no")
    assert facts.get("anti_cd20_given").value == Coded("yes", "yes")


def test_a_regimen_name_with_two_meanings_leaves_the_anthracycline_open() -> None:
    draft = Draft()
    draft.episode("R-CEOP", start="2024-01-10", last_dose="2024-05-01")
    fact = draft.facts().get("anthracycline_given")
    assert fact.unknown is UnknownReason.NOT_SPECIFIED and fact.values == ()
    assert draft.facts().get("anti_cd20_given").value == Coded("yes", "yes")


def test_an_unknown_drug_leaves_open_what_no_other_drug_shows() -> None:
    draft = Draft()
    draft.episode(drugs=("rituximab", "drug of a trial"), start="2024-01-10")
    facts = draft.facts()
    assert facts.get("anti_cd20_given").value == Coded("yes", "yes")
    assert facts.get("anthracycline_given").value is None


def test_a_planned_anthracycline_was_not_given() -> None:
    draft = Draft()
    r_chop(draft, status="planned")
    assert draft.facts().get("anthracycline_given").value == Coded("no", "no")


def test_mitoxantrone_is_no_anthracycline() -> None:
    draft = Draft()
    draft.episode(drugs=("mitoxantrone", "etoposide"), start="2024-01-10")
    assert draft.facts().get("anthracycline_given").value == Coded("no", "no")


def test_age_keeps_what_an_imprecise_birth_date_allows() -> None:
    assert ages(read_date("1961-11-02"), date(2026, 11, 1)) == (64,)
    assert ages(read_date("1961-11-01"), date(2026, 11, 1)) == (65,)
    assert ages(read_date("1961"), date(2026, 11, 1)) == (64, 65)
    assert ages(None, date(2026, 11, 1)) == ()
    fact = Draft(birth=read_date("1961")).facts().get("age")
    assert fact.values == (Count(64), Count(65)) and fact.unknown is UnknownReason.DATE_IMPRECISE


def clearance(draft: Draft) -> Fact:
    return draft.facts().get("creatinine_clearance")


def test_creatinine_clearance_by_sex_and_unit() -> None:
    man = Draft(birth=read_date("1966-01-01"), sex="male")
    man.say("weight", kg("72"))
    man.say("creatinine", umol("88.4"))
    assert clearance(man).value == Quantity("", Decimal("80.00"), "mL/min", read_date("2026-10-20"))
    woman = Draft(birth=read_date("1966-01-01"), sex="female")
    woman.say("weight", kg("72"))
    woman.say("creatinine", Quantity("", Decimal("1.0"), "mg/dL"))
    value = clearance(woman).value
    assert isinstance(value, Quantity) and value.number == Decimal("68.00")


def test_clearance_without_sex_shows_both_results() -> None:
    draft = Draft(birth=read_date("1966-01-01"))
    draft.say("weight", kg("72"))
    draft.say("creatinine", umol("88.4"))
    fact = clearance(draft)
    assert [v.number for v in fact.values if isinstance(v, Quantity)] == [Decimal("68.00"), Decimal("80.00")]
    assert fact.unknown is UnknownReason.NOT_SPECIFIED


def test_clearance_says_what_it_needs() -> None:
    draft = Draft(birth=read_date("1966-01-01"), sex="male")
    draft.say("creatinine", Quantity("", Decimal(80), ""))
    fact = clearance(draft)
    assert fact.explanation is not None and fact.explanation.id == "facts.clearance_needs_weight"
    draft.say("weight", kg("72"))
    assert clearance(draft).unknown is UnknownReason.UNIT_MISSING
    bound = Draft(birth=read_date("1966-01-01"), sex="male")
    bound.say("weight", kg("72"))
    bound.say("creatinine", Quantity("<", Decimal(30), "umol/L"))
    assert clearance(bound).value is None


def test_spans_are_facts_that_a_limit_can_be_held_against() -> None:
    draft = Draft()
    r_chop(draft)
    draft.relapse(biopsy="2025-04-25")
    facts = draft.facts()
    value = facts.get("last_dose_to_relapse").value
    assert isinstance(value, Quantity) and value.unit == "months" and 12 < value.number < 13
    assert facts.get("relapse_class").value == Coded("late", "")
    assert facts.get("refractory_to_first_line", "REF-ZUMA7").value == Coded("no", "no")
    assert facts.get("refractory_to_first_line", "LATE").value == Coded("yes", "yes")
    assert months_of(Length(12, 0)) == 12


def test_an_imprecise_span_keeps_both_ends() -> None:
    draft = Draft()
    r_chop(draft, last_dose="2024-04")
    draft.relapse(biopsy="2025-04-15")
    fact = draft.facts().get("last_dose_to_relapse")
    numbers = [value.number for value in fact.values if isinstance(value, Quantity)]
    assert fact.unknown is UnknownReason.DATE_IMPRECISE
    assert numbers[0] <= 12 < numbers[1]
    assert draft.facts().get("relapse_class").unknown is UnknownReason.NOT_SPECIFIED


def test_a_fact_checks_itself() -> None:
    with pytest.raises(ValueError, match="no conflict"):
        Fact("x", None, (Count(1),), UnknownReason.CONFLICTING)
    with pytest.raises(ValueError, match="reason"):
        Fact("x", None, (), None)
