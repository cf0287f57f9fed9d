"""Durations: the rule of calendar months, and every possibility kept."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.domain.dates import (
    ClinicalDate,
    DateInterval,
    Length,
    Precision,
    Span,
    add_months,
    length_between,
    read_date,
    show_span,
    sooner_than_months,
    span_between,
    straddles,
    within_days,
    within_months,
)
from workstation.domain.deciding import what_decides
from workstation.domain.messages import Message
from workstation.domain.ternary import Ternary, agreement

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@st.composite
def intervals(draw: st.DrawFn) -> DateInterval:
    first = draw(DAYS)
    return DateInterval(first, first + timedelta(days=draw(st.integers(0, 60))))


@st.composite
def clinical_dates(draw: st.DrawFn) -> ClinicalDate:
    return ClinicalDate.of("x", draw(st.lists(intervals(), min_size=1, max_size=2)), Precision.DAY)


def days_of(value: ClinicalDate) -> list[date]:
    return [
        interval.earliest + timedelta(days=offset)
        for interval in value.alternatives
        for offset in range((interval.latest - interval.earliest).days + 1)
    ]


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 11, 30), 3, date(2025, 2, 28)),
        (date(2024, 3, 15), -3, date(2023, 12, 15)),
    ],
)
def test_months_on_is_the_same_day_or_the_last(start: date, months: int, expected: date) -> None:
    assert add_months(start, months) == expected


@given(DAYS, DAYS)
def test_a_length_leads_back_to_its_end(one: date, other: date) -> None:
    start, end = sorted((one, other))
    length = length_between(start, end)
    assert add_months(start, length.months) + timedelta(days=length.days) == end


@given(DAYS, DAYS, DAYS)
def test_lengths_grow_with_the_end_and_shrink_with_the_start(one: date, two: date, three: date) -> None:
    first, middle, last = sorted((one, two, three))
    assert length_between(first, middle) <= length_between(first, last)
    assert length_between(middle, last) <= length_between(first, last)


def test_a_length_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="before"):
        length_between(date(2024, 2, 1), date(2024, 1, 1))


@given(clinical_dates(), clinical_dates())
def test_a_span_holds_every_possible_length_and_nothing_wider(start: ClinicalDate, end: ClinicalDate) -> None:
    span = span_between(start, end)
    found = [(b - a).days for a in days_of(start) for b in days_of(end) if b >= a]
    if not found:
        assert span is None
        return
    assert span is not None
    assert span.days == (min(found), max(found))
    assert span.shortest <= span.longest


@given(clinical_dates(), clinical_dates(), st.integers(0, 24))
def test_within_agrees_with_every_single_day(start: ClinicalDate, end: ClinicalDate, months: int) -> None:
    answer = within_months(start, end, months)
    pairs = [(a, b) for a in days_of(start)[::9] for b in days_of(end)[::9] if b >= a]
    single = agreement(Ternary.of(b <= add_months(a, months)) for a, b in pairs)
    if answer is not Ternary.UNKNOWN and pairs:
        assert single is answer


@given(clinical_dates(), clinical_dates(), st.integers(0, 23))
def test_a_longer_limit_never_turns_yes_into_no(start: ClinicalDate, end: ClinicalDate, months: int) -> None:
    if within_months(start, end, months) is Ternary.YES:
        assert within_months(start, end, months + 1) is Ternary.YES
    if within_months(start, end, months + 1) is Ternary.NO:
        assert within_months(start, end, months) is Ternary.NO


@given(clinical_dates(), DAYS, st.integers(1, 24))
def test_alternatives_are_never_merged(start: ClinicalDate, end: date, months: int) -> None:
    each = [
        within_months(ClinicalDate.of("x", [interval], Precision.DAY), ClinicalDate.of_day(end), months)
        for interval in start.alternatives
    ]
    assert within_months(start, ClinicalDate.of_day(end), months) is agreement(each)


def test_days_between_two_readings_are_no_possibility() -> None:
    """3 April or 4 March: the end of March lies between, yet it may not decide anything."""
    start = read_date("03/04/2023")
    span = span_between(start, read_date("2024-03-20"))
    assert span is not None and span.shortest == Length(11, 17) and span.longest == Length(12, 16)
    assert within_months(start, read_date("2024-03-20"), 12) is Ternary.UNKNOWN
    assert within_months(start, read_date("2024-03-04"), 12) is Ternary.YES


def test_twelve_months_and_365_days_part_in_a_leap_year() -> None:
    start, end = read_date("2023-09-15"), read_date("2024-09-15")
    assert within_months(start, end, 12) is Ternary.YES
    assert within_days(start, end, 365) is Ternary.NO
    assert within_days(start, end, 366) is Ternary.YES


def test_less_than_excludes_the_day() -> None:
    start = read_date("2024-06-01")
    assert sooner_than_months(start, read_date("2024-08-31"), 3) is Ternary.YES
    assert sooner_than_months(start, read_date("2024-09-01"), 3) is Ternary.NO


def test_what_is_no_date_and_what_comes_first_are_unknown() -> None:
    known, none = read_date("2024-06-01"), read_date("31 Feb 2024")
    assert span_between(known, none) is None and within_months(none, known, 12) is Ternary.UNKNOWN
    assert span_between(known, read_date("2023-01-01")) is None
    assert within_months(known, read_date("2023-01-01"), 12) is Ternary.UNKNOWN


def test_the_same_month_may_be_no_time_at_all() -> None:
    span = span_between(read_date("2024-06"), read_date("2024-06"))
    assert span is not None and span.days == (0, 29)


def test_straddling() -> None:
    assert straddles(read_date("2024-04"), read_date("2025-04-15"), 12)
    assert not straddles(read_date("2024-04"), read_date("2025-03-15"), 12)


def test_spans_are_shown_in_both_languages() -> None:
    span = span_between(read_date("2025-08-25"), read_date("2026-03-27"))
    assert span is not None and show_span(span, "en") == "7 mo 2 d" and show_span(span, "zh") == "7 个月 2 天"
    open_span = Span(Length(5, 29), Length(7, 2), (181, 214))
    assert show_span(open_span, "en") == "5 mo 29 d to 7 mo 2 d"
    assert show_span(open_span, "zh") == "5 个月 29 天至 7 个月 2 天"
    assert show_span(Span(Length(0, 0), Length(12, 0), (0, 366)), "en") == "0 d to 12 mo"
    assert Span.from_json(open_span.to_json()) == open_span


def test_spans_and_lengths_check_themselves() -> None:
    with pytest.raises(ValueError, match="not a length"):
        Length(1, 31)
    with pytest.raises(ValueError, match="turned around"):
        Span(Length(2, 0), Length(1, 0), (1, 2))


DOSE, BIOPSY = Message("dose"), Message("biopsy")


def decides(start: str, end: str) -> Message | None:
    return what_decides(read_date(start), DOSE, read_date(end), BIOPSY, 12)


def test_the_date_that_would_decide_is_named() -> None:
    assert decides("2024-04-10", "2025-01-01") is None
    month = decides("2024-04", "2025-04-15")
    assert month is not None and month.id == "timing.needs_day" and month.params["what"] == DOSE
    year = decides("2024-04-10", "2025")
    assert year is not None and year.params["what"] == BIOPSY
    missing = decides("31 Feb 2024", "2025-04-15")
    assert missing is not None and missing.id == "timing.needs_date" and missing.params["what"] == DOSE
    order = decides("03/04/2024", "2025-03-20")
    assert order is not None and order.id == "timing.needs_choice"
    enough = decides("2024-04", "03/06/2025")
    assert enough is not None and enough.id == "timing.needs_choice" and enough.params["what"] == BIOPSY
    backwards = decides("2024-04-10", "2023-01-01")
    assert backwards is not None and backwards.id == "timing.event_before_anchor"
