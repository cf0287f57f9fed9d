"""What an evaluation answers: frozen, with every sentence as a message and every mark beside its verdict."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workstation.criteria.rules import Mark
from workstation.domain.facts import UnknownReason
from workstation.domain.messages import Message
from workstation.domain.ternary import Ternary
from workstation.domain.values import Value


class Layer(StrEnum):
    """In the order they are shown; disease state and line position (the label) lead."""

    LABEL = "label"
    TRIAL = "trial"
    GUIDELINE = "guideline"
    FITNESS = "fitness"
    TIMING = "timing"


class Severity(StrEnum):
    ADVISORY = "advisory"
    SOFT_EXCLUSION = "soft_exclusion"
    HARD_STOP = "hard_stop"


class Result(StrEnum):
    """About the requirement as worded: an exclusion is worded as what must be true."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, answer: Ternary) -> "Result":
        return {Ternary.YES: cls.MET, Ternary.NO: cls.NOT_MET, Ternary.UNKNOWN: cls.UNKNOWN}[answer]


class Applicability(StrEnum):
    APPLICABLE = "applicable"
    NOT_APPLICABLE = "not_applicable"
    NOT_MET_NEEDS_LINES = "not_met_needs_lines"


class RecommendationKind(StrEnum):
    MATCHES = "matches"
    DOES_NOT_MATCH = "does_not_match"
    INFORMATION_MISSING = "information_missing"
    NEEDS_DISCUSSION = "needs_discussion"


@dataclass(frozen=True)
class FactUsed:
    """A fact a verdict stands on: several `values` = possibilities; `unknown` None = known."""

    field_id: str
    group_id: str | None
    values: tuple[Value, ...]
    unknown: UnknownReason | None
    finding_ids: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """What would decide an open criterion: if all of `needs` held, the result would be this."""

    needs: tuple[Message, ...]
    result: Result
    borderline: bool


@dataclass(frozen=True)
class Verdict:
    """One criterion answered. `sentence` is generated from the rule; `message` says why the answer is what it
    is; `mark` is the weakest confidence of what decided; `approved_by` None = not approved by a clinician."""

    criterion_id: str
    topic: Message
    layer: Layer
    severity: Severity
    result: Result
    borderline: bool
    reason: UnknownReason | None
    message: Message
    sentence: Message
    facts: tuple[FactUsed, ...]
    changes: tuple[Change, ...]
    source_key: str
    locator: str
    retrieved: date
    mark: Mark
    mark_message: Message
    approved_by: str | None
    approval: Message
    note: Message | None = None


@dataclass(frozen=True)
class LayerSummary:
    """How a layer stands: `result` None = the set has no criterion here."""

    layer: Layer
    result: Result | None
    borderline: bool
    met: int
    unknown: int
    not_met: int

    @property
    def total(self) -> int:
        return self.met + self.unknown + self.not_met


@dataclass(frozen=True)
class Recommendation:
    kind: RecommendationKind
    message: Message


@dataclass(frozen=True)
class SetVerdict:
    """A whole set answered. `recommendation` is computed from the label layer alone and None when the set is
    not applicable by line; `applicability_reason` also says when the disease is outside; `cautions` name what
    is not met in fitness and safety."""

    set_id: str
    set_version: str
    name: Message
    applicability: Applicability
    applicability_reason: Message | None
    layers: tuple[LayerSummary, ...]
    verdicts: tuple[Verdict, ...]
    recommendation: Recommendation | None
    cautions: tuple[Message, ...] = ()

    def layer(self, layer: Layer) -> LayerSummary:
        return next(summary for summary in self.layers if summary.layer is layer)

    def verdict(self, criterion_id: str) -> Verdict:
        """Raises StopIteration when the set has no such criterion."""
        return next(verdict for verdict in self.verdicts if verdict.criterion_id == criterion_id)
