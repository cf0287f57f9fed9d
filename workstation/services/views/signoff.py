"""Sign-off: built from the record of a version alone."""

from dataclasses import dataclass

from workstation.criteria.verdicts import RecommendationKind as RecommendationKind
from workstation.domain.geometry import Quad
from workstation.domain.messages import Label, Message
from workstation.services.views.assessment import VersionView
from workstation.services.views.record import RowMark


@dataclass(frozen=True, slots=True)
class SignoffSource:
    """A place a value was read from: "A1", the document in words, the crop by SHA-256 ('' = none)."""

    evidence_id: str
    page: str
    page_id: str
    document: Label
    document_type: str
    quads: tuple[Quad, ...]
    quote: str
    polarity: str
    confidence: float | None
    crop_sha256: str


@dataclass(frozen=True, slots=True)
class SignoffValue:
    shown: Label
    raw: str
    sources: tuple[SignoffSource, ...]


@dataclass(frozen=True, slots=True)
class SignoffRow:
    field_id: str
    group_id: str | None
    section: Label
    group_title: Label
    label: Label
    mark: RowMark
    values: tuple[SignoffValue, ...]
    notes: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class AttentionItem:
    """Something to look at first. `kind`: conflict, doubtful, borderline, override, warning, no_source, missing."""

    kind: str
    title: Label
    note: Label
    row: SignoffRow | None


@dataclass(frozen=True, slots=True)
class SignoffFact:
    """A deciding fact with its pages ("A1") and the evidence it rests on."""

    field_id: str
    group_id: str | None
    label: Label
    shown: Label
    pages: tuple[str, ...]
    confidence: float | None
    mark: RowMark


@dataclass(frozen=True, slots=True)
class SignoffCriterion:
    """A criterion as it was shown: its topic, what it asks, and why it stands so."""

    topic: Label
    verdict: str  # met, not_met, unknown
    borderline: bool
    sentence: Label
    reason: Label


@dataclass(frozen=True, slots=True)
class SignoffLayer:
    id: str
    title: Label
    verdict: str  # met, not_met, unknown
    borderline: bool
    met: int
    of: int
    open_criteria: tuple[SignoffCriterion, ...]  # what is not met or unknown


@dataclass(frozen=True, slots=True)
class SignoffSet:
    set_id: str
    name: Label
    verdict: str  # met, not_met, unknown, not_applicable
    reason: Label
    layers: tuple[SignoffLayer, ...]


@dataclass(frozen=True, slots=True)
class SignoffView:
    """The submitted version as a supervisor reads it; `closed` says why the user may not decide, if so."""

    version: VersionView
    case_number: str
    patient_name: str
    patient_line: Label
    question: str
    kind: RecommendationKind
    set_ids: tuple[str, ...]  # the sets the recommendation names
    sentence: Label
    rationale: str
    differing_reason: str
    computed: Label | None
    computed_kind: RecommendationKind | None
    agrees: bool
    submitted_shown: str
    as_of_shown: Label
    attention: tuple[AttentionItem, ...]
    deciding: tuple[SignoffFact, ...]
    rows: tuple[SignoffRow, ...]
    sets: tuple[SignoffSet, ...]
    overrides: int
    pages_seen: int
    pages: int
    findings: int
    sources: int
    files: int
    closed: Message | None
    case_row_version: int
