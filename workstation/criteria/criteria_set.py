"""Criteria sets as they are evaluated: frozen, versioned, each criterion with its source."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workstation.criteria.rules import Mark, Rule
from workstation.criteria.verdicts import Layer, Severity
from workstation.domain.messages import Label


class LinePosition(StrEnum):
    """The line of therapy an indication is for."""

    SECOND = "second"
    THIRD_OR_LATER = "third_or_later"


@dataclass(frozen=True, slots=True)
class Source:
    """A key of the source list, the place in the document, and the day it was read."""

    key: str
    locator: str
    retrieved: date


@dataclass(frozen=True)
class Criterion:
    """One requirement, worded as what must be true. `topic` heads it; the sentence is made from `rule`."""

    id: str
    layer: Layer
    severity: Severity
    topic: Label
    rule: Rule
    source: Source
    mark: Mark
    note: Label | None = None
    clinically_approved_by: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A published figure with its source; for the card of a set, never beside one patient."""

    text: Label
    source_key: str
    mark: Mark


@dataclass(frozen=True)
class WorkedCase:
    """Facts and the verdicts expected of them, kept in the set's own file. `facts` as written in the file."""

    name: str
    facts: dict[str, object]
    applicability: str
    recommendation: str | None
    layers: dict[str, str]
    verdicts: dict[str, str]


@dataclass(frozen=True)
class CriteriaSet:
    """A published version of the criteria of one product, jurisdiction and line; never edited afterwards."""

    id: str
    version: str
    name: Label
    product: Label
    country: Label
    jurisdiction: str
    line: LinePosition
    line_name: Label
    line_mark: Mark
    criteria: tuple[Criterion, ...]
    outcomes: tuple[Outcome, ...]
    worked_cases: tuple[WorkedCase, ...]

    def in_layer(self, layer: Layer) -> tuple[Criterion, ...]:
        return tuple(criterion for criterion in self.criteria if criterion.layer is layer)

    def criterion(self, criterion_id: str) -> Criterion:
        """Raises KeyError when the set has no such criterion."""
        for criterion in self.criteria:
            if criterion.id == criterion_id:
                return criterion
        raise KeyError(criterion_id)
