"""Case facts: what the findings amount to, with conflicts kept and derived values explained."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from workstation.domain.messages import Message
from workstation.domain.relapse import RelapseTiming
from workstation.domain.therapy import Lines, TreatmentEpisode
from workstation.domain.values import Value
from workstation.domain.warnings import RecordWarning


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
    `unknown`: why it is not known, None exactly when one value stands."""

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


@dataclass(frozen=True)
class CaseFacts:
    """Everything criteria may ask. `groups`: the group ids of each kind in the reviewer's order."""

    as_of: date
    facts: tuple[Fact, ...]
    episodes: tuple[TreatmentEpisode, ...]
    lines: Lines
    timing: RelapseTiming
    warnings: tuple[RecordWarning, ...] = ()
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def get(self, field_id: str, group_id: str | None = None) -> Fact:
        """The fact, or an unknown one (MISSING) when nobody has answered the field."""
        for fact in self.facts:
            if fact.field_id == field_id and fact.group_id == group_id:
                return fact
        return Fact(field_id, group_id, (), UnknownReason.MISSING)

    def every(self, field_id: str) -> tuple[Fact, ...]:
        """The fact of each group that has one, in the order of the groups."""
        return tuple(fact for fact in self.facts if fact.field_id == field_id)
