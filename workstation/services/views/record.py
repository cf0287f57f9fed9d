"""The record: findings with their sources, the form, what a change did."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workstation.criteria.verdicts import RecommendationKind as RecommendationKind
from workstation.domain.dates import ClinicalDate
from workstation.domain.facts import CaseFacts
from workstation.domain.fields import Field, GroupKind, Section
from workstation.domain.findings import ConflictDecision, Finding, FindingGroup, LineOverride
from workstation.domain.geometry import Box, Quad
from workstation.domain.messages import Message
from workstation.domain.warnings import RecordWarning


@dataclass(frozen=True, slots=True)
class NewEvidence:
    page_id: str
    quads: tuple[Quad, ...]
    quote: str
    polarity: str
    reading_version: str | None
    confidence: float | None


@dataclass(frozen=True, slots=True)
class EvidenceSpot:
    """Where a finding's evidence is, in the words of a pill: "Path p 1"."""

    evidence_id: str
    document_id: str
    document_type: str
    document_date: ClinicalDate | None
    page_id: str
    page_number: int
    quads: tuple[Quad, ...]
    bounds: Box
    quote: str
    polarity: str
    confidence: float | None


class RowMark(StrEnum):
    """The one mark a form row shows at its right edge."""

    NONE = "none"
    CONFIRMED = "confirmed"
    NO_SOURCE = "no_source"
    DOUBTFUL = "doubtful"
    CONFLICT = "conflict"
    NOT_FOUND = "not_found"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class FormValue:
    finding: Finding
    shown_en: str
    shown_zh: str
    spots: tuple[EvidenceSpot, ...]


@dataclass(frozen=True, slots=True)
class FormRow:
    field: Field
    group_id: str | None
    values: tuple[FormValue, ...]  # 2+ = conflict until decided
    decision: ConflictDecision | None
    mark: RowMark
    warnings: tuple[RecordWarning, ...]
    explanation: Message | None  # of a derived row
    comments: int


@dataclass(frozen=True, slots=True)
class FormGroup:
    kind: GroupKind
    group: FindingGroup
    title_en: str
    title_zh: str
    line: Message | None  # "Line 1" with the rule that put it there, for episodes
    line_label: Message | None  # "Line 1" alone
    override: LineOverride | None
    rows: tuple[FormRow, ...]


@dataclass(frozen=True, slots=True)
class FormSection:
    section: Section
    rows: tuple[FormRow, ...]
    groups: tuple[FormGroup, ...]
    answered: int
    decisive: int


@dataclass(frozen=True, slots=True)
class FormView:
    case_id: str
    review_id: str
    sections: tuple[FormSection, ...]
    facts: CaseFacts
    open_conflicts: int
    unsupported: int
    saved_at: datetime | None
    may_undo: bool
    may_redo: bool
    row_version: int


@dataclass(frozen=True, slots=True)
class UndoOutcome:
    """What undo or redo did, or the sentence that says why it stopped. `page_ids`: pages whose words or state it
    changed. `documents`: whether it changed documents, their pages or their links. `turned`: pages that lie another
    way now."""

    done: bool
    message: Message
    field_id: str | None = None
    group_id: str | None = None
    form: FormView | None = None
    page_ids: tuple[str, ...] = ()
    documents: bool = False
    turned: tuple[str, ...] = ()
