"""Clinical dates keep what was written: as an interval of the stated precision, or as alternatives."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self


class Precision(StrEnum):
    DAY = "day"
    PART = "part"
    MONTH = "month"
    YEAR = "year"
    NONE = "none"


class DayOrder(StrEnum):
    DMY = "dmy"
    MDY = "mdy"


@dataclass(frozen=True, slots=True, order=True)
class DateInterval:
    """Every day from `earliest` to `latest`, both included."""

    earliest: date
    latest: date

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            raise ValueError(f"interval ends before it starts: {self.earliest} > {self.latest}")

    @property
    def is_day(self) -> bool:
        return self.earliest == self.latest


@dataclass(frozen=True, slots=True)
class ClinicalDate:
    """A date as written. `alternatives`: none = not a date (kept as typed, used by no rule); one = the days
    it may be; two or more = readings that exclude each other (order of day and month unknown), never merged.
    `precision` NONE exactly when there is no alternative.
    """

    raw: str
    alternatives: tuple[DateInterval, ...]
    precision: Precision

    def __post_init__(self) -> None:
        if bool(self.alternatives) == (self.precision is Precision.NONE):
            raise ValueError(f"precision {self.precision} does not fit {len(self.alternatives)} alternatives")
        if list(self.alternatives) != sorted(set(self.alternatives)):
            raise ValueError(f"alternatives must be sorted and different: {self.alternatives}")

    @property
    def is_known(self) -> bool:
        """It is a date at all."""
        return bool(self.alternatives)

    @property
    def is_exact(self) -> bool:
        """One single day."""
        return len(self.alternatives) == 1 and self.alternatives[0].is_day

    @property
    def is_ambiguous(self) -> bool:
        """Several readings that exclude each other."""
        return len(self.alternatives) > 1

    @property
    def hull(self) -> DateInterval | None:
        """From the first possible day to the last; for sorting and drawing, not for deciding."""
        if not self.alternatives:
            return None
        latest = max(interval.latest for interval in self.alternatives)
        return DateInterval(self.alternatives[0].earliest, latest)

    def to_json(self) -> dict[str, Any]:
        return {
            "raw": self.raw,
            "precision": self.precision.value,
            "alternatives": [[i.earliest.isoformat(), i.latest.isoformat()] for i in self.alternatives],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        intervals = tuple(
            DateInterval(date.fromisoformat(first), date.fromisoformat(last))
            for first, last in data["alternatives"]
        )
        return cls(data["raw"], intervals, Precision(data["precision"]))

    @classmethod
    def of_day(cls, day: date) -> Self:
        """A date known to the day, written in ISO form."""
        return cls(day.isoformat(), (DateInterval(day, day),), Precision.DAY)


@dataclass(frozen=True, slots=True, order=True)
class Length:
    """A duration in whole calendar months and the days left over."""

    months: int
    days: int

    def __post_init__(self) -> None:
        if self.days < 0 or self.days > 30:
            raise ValueError(f"days left over are within 0..30, got {self.days}")


@dataclass(frozen=True, slots=True)
class Span:
    """Every duration that is possible: the shortest and the longest in calendar months and days, and in
    days.
    """

    shortest: Length
    longest: Length
    days: tuple[int, int]

    def __post_init__(self) -> None:
        if self.shortest > self.longest or self.days[0] > self.days[1]:
            raise ValueError(f"span is turned around: {self}")

    @property
    def is_exact(self) -> bool:
        return self.days[0] == self.days[1]
