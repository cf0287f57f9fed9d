"""One fact: the values that are possible, and why it is unknown where it is."""

from dataclasses import dataclass
from enum import StrEnum

from workstation.domain.messages import Message
from workstation.domain.values import Value


class UnknownReason(StrEnum):
    MISSING = "missing"
    NOT_FOUND = "not_found"
    CONFLICTING = "conflicting"
    ILLEGIBLE = "illegible"
    TOO_OLD = "too_old"
    UNIT_MISSING = "unit_missing"
    DATE_IMPRECISE = "date_imprecise"
    AMBIGUOUS_TERM = "ambiguous_term"
    NOT_SPECIFIED = "not_specified"
    SOURCE_UNVERIFIED = "source_unverified"


@dataclass(frozen=True)
class Fact:
    """`values`: one = known; two or more = possibilities that exclude each other; none = nothing known.
    `unknown`: why it is not known, None exactly when one value stands without a doubt."""

    field_id: str
    group_id: str | None
    values: tuple[Value, ...]
    unknown: UnknownReason | None
    finding_ids: tuple[str, ...] = ()
    explanation: Message | None = None

    def __post_init__(self) -> None:
        if len(self.values) == 1 and self.unknown is UnknownReason.CONFLICTING:
            raise ValueError("one value is no conflict")
        if len(self.values) != 1 and self.unknown is None:
            raise ValueError(f"{self.field_id}: unknown needs a reason")

    @property
    def is_known(self) -> bool:
        return self.unknown is None

    @property
    def value(self) -> Value | None:
        """The value when exactly one stands and nothing makes it unknown."""
        return self.values[0] if self.unknown is None else None
