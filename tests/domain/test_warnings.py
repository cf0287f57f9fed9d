"""Doubts are shown; nothing is changed."""

from decimal import Decimal

from tests.domain.records import Draft, dictionary, r_chop
from workstation.domain.dates import read_date
from workstation.domain.values import Quantity, Text
from workstation.domain.warnings import RecordWarning, check


def doubts(draft: Draft) -> list[str]:
    return [warning.message.id.removeprefix("warnings.") for warning in check(draft.record(), dictionary())]


def first(draft: Draft) -> RecordWarning:
    return check(draft.record(), dictionary())[0]


def measured(number: str, unit: str) -> Quantity:
    return Quantity("", Decimal(number), unit)


def test_a_sound_record_has_no_warning() -> None:
    draft = Draft(birth=read_date("1961-05-01"))
    draft.say("biopsy_sampling_date", "2024-01-02")
    r_chop(draft, response_date="2024-05-20")
    draft.relapse(biopsy="2025-01-02", suspected="2024-12-01")
    draft.say("platelets", measured("180", "10^9/L"))
    assert doubts(draft) == []


def test_what_is_no_date_is_named_as_written() -> None:
    draft = Draft()
    name = draft.say("biopsy_sampling_date", "31 Feb 2026")
    warning = first(draft)
    assert warning.message.params == {"written": "31 Feb 2026"} and warning.finding_ids == (name,)
    draft.say("creatinine", Quantity("", Decimal(80), "umol/L", read_date("32.1.2026")))
    assert doubts(draft) == ["not_a_date", "not_a_date"]


def test_dates_in_the_future_or_before_birth() -> None:
    draft = Draft(birth=read_date("1961"))
    draft.say("biopsy_sampling_date", "2027-01-01")
    draft.say("bispecific_last_dose", "1959-01-01")
    assert doubts(draft) == ["in_the_future", "before_birth"]


def test_a_planned_episode_may_lie_in_the_future() -> None:
    draft = Draft()
    draft.episode("r_dhap", status="planned", start="2026-12-01")
    assert doubts(draft) == []
    draft.episode("r_dhap", status="given", start="2026-12-01")
    assert doubts(draft) == ["in_the_future"]


def test_relapse_before_diagnosis() -> None:
    draft = Draft()
    draft.say("biopsy_sampling_date", "2024-01-02")
    group = draft.relapse(biopsy="2023-05-01")
    warning = first(draft)
    assert warning.message.id == "warnings.relapse_before_diagnosis"
    assert (warning.field_id, warning.group_id) == ("relapse_biopsy", group)


def test_a_suspicion_may_precede_the_biopsy_of_the_relapse() -> None:
    draft = Draft()
    draft.say("biopsy_sampling_date", "2024-11-26")
    draft.relapse(biopsy="2024-11-26", suspected="2024-11-01")
    assert doubts(draft) == []


def test_end_and_response_before_start() -> None:
    draft = Draft()
    r_chop(draft, start="2024-05-10", last_dose="2024-04-24", response_date="2024-05-01")
    assert doubts(draft) == ["end_before_start", "response_before_start"]


def test_months_that_may_be_in_order_are_not_warned_about() -> None:
    draft = Draft()
    r_chop(draft, start="2024-04-10", last_dose="2024-04")
    assert doubts(draft) == []


def test_numbers_far_from_the_usual() -> None:
    for number, unit, expected in (
        ("9000000", "10^9/L", "ten_times"),
        ("880", "10^9/L", "unusual"),
        ("180000", "10^9/L", "other_unit"),
        ("180", "", "unit_missing"),
        ("180", "g/L", "unit_does_not_fit"),
    ):
        draft = Draft()
        draft.say("platelets", measured(number, unit))
        assert doubts(draft) == [expected], number


def test_what_is_no_number_is_named_as_written() -> None:
    draft = Draft()
    draft.say("platelets", Text("about normal"))
    assert doubts(draft) == ["not_a_number"]


def test_the_unit_that_would_fit_is_named() -> None:
    draft = Draft()
    draft.say("creatinine", measured("1.1", "umol/L"))
    assert first(draft).message.params["other"] == "mg/dL"


def test_high_ldh_is_common_in_these_patients() -> None:
    draft = Draft()
    draft.say("ldh", measured("2600", "U/L"))
    assert doubts(draft) == []
