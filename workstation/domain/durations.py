"""Durations between clinical dates, as every possibility.

The rule of calendar months: *n* months after a day is the same day of the month *n* months on, or the last
day of that month where it is shorter (31 Jan + 1 month = 28 or 29 Feb). A limit in months includes that
day: within 12 months of 15 Mar 2024 means up to and with 15 Mar 2025. A limit in days counts days.
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self

from workstation.domain.date_types import ClinicalDate, DateInterval
from workstation.domain.ternary import Ternary, agreement


@dataclass(frozen=True, slots=True, order=True)
class Length:
    """A duration in whole calendar months and the days left over (0..30)."""

    months: int
    days: int

    def __post_init__(self) -> None:
        if self.months < 0 or not 0 <= self.days <= 30:
            raise ValueError(f"not a length: {self.months} months {self.days} days")


@dataclass(frozen=True, slots=True)
class Span:
    """Every duration that is possible: the shortest and the longest, in calendar months and in days."""

    shortest: Length
    longest: Length
    days: tuple[int, int]

    def __post_init__(self) -> None:
        if self.shortest > self.longest or not 0 <= self.days[0] <= self.days[1]:
            raise ValueError(f"span is turned around: {self}")

    @property
    def is_exact(self) -> bool:
        return self.days[0] == self.days[1]

    def to_json(self) -> dict[str, Any]:
        return {
            "shortest": [self.shortest.months, self.shortest.days],
            "longest": [self.longest.months, self.longest.days],
            "days": list(self.days),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        first, last = data["days"]
        return cls(Length(*data["shortest"]), Length(*data["longest"]), (first, last))


def add_months(day: date, months: int) -> date:
    """The day `months` calendar months on (or back), clamped to the end of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def length_between(start: date, end: date) -> Length:
    """Whole calendar months from `start` to `end` and the days left over. Raises ValueError for end <
    start.
    """
    if end < start:
        raise ValueError(f"{end} is before {start}")
    months = (end.year - start.year) * 12 + end.month - start.month
    if add_months(start, months) > end:
        months -= 1
    return Length(months, (end - add_months(start, months)).days)


def _pairs(start: ClinicalDate, end: ClinicalDate) -> tuple[tuple[DateInterval, DateInterval], ...]:
    return tuple((first, last) for first in start.alternatives for last in end.alternatives)


def span_between(start: ClinicalDate, end: ClinicalDate) -> Span | None:
    """Every possible duration from `start` to `end`. Possibilities in which the end comes first are left
    out; None when nothing is left or one of the two is not a date."""
    ends: list[tuple[date, date]] = []
    for first, last in _pairs(start, end):
        if last.latest < first.earliest:
            continue
        ends.append((first.earliest, last.latest))
        # Intervals that share a day may be no time apart.
        overlap = last.earliest <= first.latest
        ends.append((first.latest, first.latest) if overlap else (first.latest, last.earliest))
    if not ends:
        return None
    lengths = [length_between(a, b) for a, b in ends]
    days = [(b - a).days for a, b in ends]
    return Span(min(lengths), max(lengths), (min(days), max(days)))


def within_months(start: ClinicalDate, end: ClinicalDate, months: int) -> Ternary:
    """Is `end` at most `months` calendar months after `start`, that day included? UNKNOWN unless every
    possibility agrees, when one is not a date, and when the end may come first."""
    return agreement(
        _within(first, last, add_months(first.earliest, months), add_months(first.latest, months))
        for first, last in _pairs(start, end)
    )


def sooner_than_months(start: ClinicalDate, end: ClinicalDate, months: int) -> Ternary:
    """Is `end` less than `months` calendar months after `start`, that day excluded? As `within_months`."""
    day = timedelta(days=1)
    return agreement(
        _within(first, last, add_months(first.earliest, months) - day, add_months(first.latest, months) - day)
        for first, last in _pairs(start, end)
    )


def within_days(start: ClinicalDate, end: ClinicalDate, days: int) -> Ternary:
    """Is `end` at most `days` days after `start`? As `within_months`."""
    limit = timedelta(days=days)
    return agreement(
        _within(first, last, first.earliest + limit, first.latest + limit)
        for first, last in _pairs(start, end)
    )


def _within(start: DateInterval, end: DateInterval, earliest_limit: date, latest_limit: date) -> Ternary:
    if end.latest < start.earliest:
        return Ternary.UNKNOWN
    if end.latest <= earliest_limit:
        return Ternary.YES
    return Ternary.NO if end.earliest > latest_limit else Ternary.UNKNOWN


def is_before(first: ClinicalDate, second: ClinicalDate) -> Ternary:
    """Is `first` an earlier day than `second`? UNKNOWN unless every possibility agrees."""
    return agreement(
        Ternary.YES if a.latest < b.earliest else Ternary.NO if a.earliest >= b.latest else Ternary.UNKNOWN
        for a, b in _pairs(first, second)
    )


def straddles(start: ClinicalDate, end: ClinicalDate, months: int) -> bool:
    """Some possibilities lie within the limit and some beyond it."""
    return span_between(start, end) is not None and within_months(start, end, months) is Ternary.UNKNOWN
