"""The types of a clinical date: an interval of the precision that was written, or alternatives."""

from collections.abc import Iterable, Mapping
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
    def unreadable(cls, raw: str) -> Self:
        """Kept as typed, not a date, used by no rule."""
        return cls(raw, (), Precision.NONE)

    @classmethod
    def of(cls, raw: str, intervals: Iterable[DateInterval], precision: Precision) -> Self:
        """A date of these possible intervals; unreadable when there is none."""
        found = tuple(sorted(set(intervals)))
        return cls(raw, found, precision) if found else cls.unreadable(raw)

    @classmethod
    def of_day(cls, day: date) -> Self:
        """A date known to the day, written in ISO form."""
        return cls(day.isoformat(), (DateInterval(day, day),), Precision.DAY)
