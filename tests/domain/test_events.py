"""Relapses and transplants in the order of time, by the preferred of their dates."""

import pytest

from tests.domain.records import Draft
from workstation.domain.dates import read_date
from workstation.domain.events import EventDate, given_status, read_relapses, read_transplants
from workstation.domain.ternary import Ternary


def test_the_biopsy_sampling_date_is_preferred_and_the_report_comes_last() -> None:
    draft = Draft()
    dates = {
        "report": "2025-03-09",
        "suspected": "2025-02-01",
        "imaging": "2025-02-20",
        "biopsy": "2025-03-01",
    }
    for expected, name in (
        (EventDate.BIOPSY, "biopsy"),
        (EventDate.IMAGING, "imaging"),
        (EventDate.SUSPICION, "suspected"),
        (EventDate.REPORT, "report"),
    ):
        draft = Draft()
        draft.relapse(**dates)
        (event,) = read_relapses(draft.record())
        assert event.chosen == (expected, read_date(dates.pop(name)))


def test_a_date_that_is_none_is_passed_over() -> None:
    draft = Draft()
    draft.relapse(biopsy="31 Feb 2025", imaging="2025-02-20")
    (event,) = read_relapses(draft.record())
    assert event.chosen == (EventDate.IMAGING, read_date("2025-02-20"))


def test_relapses_are_in_order_and_undated_ones_last() -> None:
    draft = Draft()
    undated = draft.relapse()
    second = draft.relapse(biopsy="2026-01-01")
    first = draft.relapse(imaging="2025-06")
    assert [event.group_id for event in read_relapses(draft.record())] == [first, second, undated]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (("given",), Ternary.YES),
        (("planned",), Ternary.NO),
        (("refused", "cancelled"), Ternary.NO),
        (("given", "planned"), Ternary.UNKNOWN),
        ((), Ternary.UNKNOWN),
        (("",), Ternary.UNKNOWN),
    ],
)
def test_what_was_given(status: tuple[str, ...], expected: Ternary) -> None:
    assert given_status(status) is expected


def test_transplants_say_whether_they_took_place() -> None:
    draft = Draft()
    draft.transplant("2025-05-01", status="planned")
    draft.transplant("2024-05-01")
    assert [transplant.given for transplant in read_transplants(draft.record())] == [Ternary.YES, Ternary.NO]
