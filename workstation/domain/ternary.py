"""Three-valued logic (Kleene): unknown is an answer of its own and never turns into no."""

from collections.abc import Iterable
from enum import StrEnum


class Ternary(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, value: bool | None) -> "Ternary":
        if value is None:
            return cls.UNKNOWN
        return cls.YES if value else cls.NO

    def and_(self, other: "Ternary") -> "Ternary":
        if Ternary.NO in (self, other):
            return Ternary.NO
        return Ternary.UNKNOWN if Ternary.UNKNOWN in (self, other) else Ternary.YES

    def or_(self, other: "Ternary") -> "Ternary":
        if Ternary.YES in (self, other):
            return Ternary.YES
        return Ternary.UNKNOWN if Ternary.UNKNOWN in (self, other) else Ternary.NO

    def not_(self) -> "Ternary":
        if self is Ternary.UNKNOWN:
            return self
        return Ternary.NO if self is Ternary.YES else Ternary.YES


def all_of(values: Iterable[Ternary]) -> Ternary:
    """AND over many; YES for none."""
    result = Ternary.YES
    for value in values:
        result = result.and_(value)
    return result


def any_of(values: Iterable[Ternary]) -> Ternary:
    """OR over many; NO for none."""
    result = Ternary.NO
    for value in values:
        result = result.or_(value)
    return result


def agreement(values: Iterable[Ternary]) -> Ternary:
    """The verdict on which every possibility agrees; UNKNOWN for none or when they differ."""
    seen = set(values)
    return seen.pop() if len(seen) == 1 else Ternary.UNKNOWN
