"""What the verbs give back: frozen views, safe to hand to another thread, never live records.

Times are aware UTC datetimes; the workspace's zone is applied where they are shown. Boxes are fractions of
the source page with the origin at the top left. Sentences are `Message` (id and parameters), rendered where
they are shown.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from workstation.criteria.routing import Routing
from workstation.criteria.verdicts import RecommendationKind as RecommendationKind
from workstation.criteria.verdicts import SetVerdict
from workstation.domain.case import CaseStatus, Role
from workstation.domain.dates import ClinicalDate
from workstation.domain.facts import CaseFacts, UnknownReason
from workstation.domain.fields import Field, GroupKind, Section
from workstation.domain.findings import ConflictDecision, Finding, FindingGroup, LineOverride
from workstation.domain.geometry import Box, Quad
from workstation.domain.messages import Label, Message
from workstation.domain.warnings import RecordWarning

# Who


@dataclass(frozen=True, slots=True)
class UserView:
    id: str
    login: str
    printed_name: str
    initials: str
    roles: frozenset[Role]
    active: bool
    row_version: int


@dataclass(frozen=True, slots=True)
class NewUser:
    """A person to be added. The password never leaves this object but to derive a key."""

    login: str
    printed_name: str
    initials: str
    roles: frozenset[Role]
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class DemoUser:
    """A user of a demo workspace with the password its own door may show."""

    login: str
    printed_name: str
    password: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class DoorView:
    """What can be known of a workspace before anybody has signed in."""

    name: str
    demo_users: tuple[DemoUser, ...]
    problem: Message | None


# Queue


class Urgency(StrEnum):
    URGENT = "urgent"
    HIGH = "high"
    NORMAL = "normal"


class QueueViewName(StrEnum):
    """The saved views every workspace has."""

    MINE = "mine"
    UNASSIGNED = "unassigned"
    AWAITING_SIGNOFF = "awaiting_signoff"
    RETURNED = "returned"
    OVERDUE = "overdue"
    WAITING = "waiting"
    ALL_OPEN = "all_open"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """A view narrowed by what the chips above the table say; an empty field does not narrow."""

    view: QueueViewName = QueueViewName.ALL_OPEN
    statuses: frozenset[CaseStatus] = frozenset()
    urgencies: frozenset[Urgency] = frozenset()
    owner_id: str | None = None
    text: str = ""
    sort: str = "urgency"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """Pages read of pages to read; `failed` pages are counted as done."""

    done: int
    total: int
    failed: int = 0


@dataclass(frozen=True, slots=True)
class PatientView:
    id: str
    name: str
    birth: ClinicalDate | None
    sex: str | None
    record_number: str
    aliases: tuple[str, ...]
    age: int | None
    row_version: int


@dataclass(frozen=True, slots=True)
class NewPatient:
    """A patient as typed. `birth` and `sex` may be unknown; aliases are other spellings of the name."""

    name: str
    birth: ClinicalDate | None = None
    sex: str | None = None
    record_number: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewCase:
    """A question that came in. `patient`: a new one, or the id of one already known."""

    patient: NewPatient | str
    question: str = ""
    referrer: str = ""
    referrer_place: str = ""
    urgency: Urgency = Urgency.NORMAL
    urgency_reason: str = ""
    received_at: datetime | None = None  # None = now
    due_on: date | None = None
    number: int | None = None  # a number the case brings along; None = the next one


@dataclass(frozen=True, slots=True)
class QueueRow:
    case_id: str
    number: str
    patient_name: str
    sex: str | None
    age: int | None
    question: str
    status: CaseStatus
    urgency: Urgency
    urgency_reason: str
    owner_id: str | None
    owner_initials: str
    received_at: datetime
    due_on: date | None
    documents: int
    pages: int
    reading: Progress
    missing: int
    conflicts: int
    computed: str | None  # recommendation kind of the computed reading; None = nothing to compute from
    computed_for: Message | None
    row_version: int
    deferred_until: date | None = None


@dataclass(frozen=True, slots=True)
class QueueView:
    rows: tuple[QueueRow, ...]
    total: int  # cases in the workspace that are not in the bin
    hidden: int  # cases the filter hides
    counts: dict[QueueViewName, int] = field(default_factory=dict)
    done_today: int = 0


@dataclass(frozen=True, slots=True)
class CaseHeader:
    case_id: str
    number: str
    patient: PatientView
    question: str
    referrer: str
    referrer_place: str
    status: CaseStatus
    urgency: Urgency
    urgency_reason: str
    owner: UserView | None
    received_at: datetime
    due_on: date | None
    waiting_for: tuple[str, ...]
    review_id: str
    as_of: date
    may_edit: bool
    locked_reason: Message | None  # why it can't be edited, by whom, and what one may do
    row_version: int


# Pages


class PageState(StrEnum):
    NOT_READ = "not_read"
    READING = "reading"
    READ = "read"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class PageView:
    """A page of a document: `number` is its place in it, `file_id` and `index` where its pixels are."""

    id: str
    file_id: str
    index: int
    number: int
    width: float
    height: float
    turn: int  # degrees clockwise the view turns it: the reviewer's turn, else the reading's
    state: PageState
    problem: Message | None
    seen: bool
    cited: int
    confidence: float | None
    engine: str


@dataclass(frozen=True, slots=True)
class DocumentView:
    id: str
    type: str  # pathology, treatment_history, discharge_summary, pet_ct, laboratory, echocardiogram, other
    title: str
    date: ClinicalDate | None
    hospital: str
    author: str
    language: str
    grade: str
    set_aside: Message | None
    file_name: str
    pages: tuple[PageView, ...]
    row_version: int


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What a reviewer says a document is; `type` is one of those listed at `DocumentView`."""

    type: str
    title: str = ""
    date: ClinicalDate | None = None
    hospital: str = ""
    author: str = ""
    language: str = ""
    grade: str = ""


@dataclass(frozen=True, slots=True)
class WordView:
    text: str
    quad: Quad
    confidence: float
    line: int
    block: int


@dataclass(frozen=True, slots=True)
class PageText:
    page_id: str
    reading_version: str | None
    words: tuple[WordView, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A found passage: a line of context with the hit between `start` and `end`."""

    case_id: str
    document_id: str
    page_id: str
    page_number: int
    context: str
    start: int
    end: int
    quads: tuple[Quad, ...]


@dataclass(frozen=True, slots=True)
class PageTask:
    page_id: str
    file_id: str
    index: int
    case_id: str
    languages: tuple[str, ...]


class ImportState(StrEnum):
    ADDED = "added"
    PARTLY = "partly"
    ALREADY_HERE = "already_here"
    ELSEWHERE = "elsewhere"
    NEEDS_PASSWORD = "needs_password"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    name: str
    state: ImportState
    message: Message | None
    file_id: str | None = None
    document_id: str | None = None
    pages: int = 0


# Findings


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
    """What undo or redo did, or the sentence that says why it stopped."""

    done: bool
    message: Message
    field_id: str | None = None
    group_id: str | None = None
    form: FormView | None = None


# Assessment


@dataclass(frozen=True, slots=True)
class MissingFact:
    """A fact that leaves criteria open: why it is unknown, in how many criteria, of which sets."""

    field_id: str
    group_id: str | None
    reason: UnknownReason
    sentence: Message
    decides: int
    set_ids: tuple[str, ...]
    decides_label: bool


@dataclass(frozen=True, slots=True)
class ComputedReading:
    """What the rules say of the whole case: the kind, the sets that say so, the sentence, the first set's name."""

    kind: RecommendationKind
    set_ids: tuple[str, ...]
    message: Message
    name: Message


@dataclass(frozen=True, slots=True)
class SuitabilityView:
    """How every criteria set stands on the live draft; `computed` None = there is nothing to compute from."""

    as_of: date
    verdicts: tuple[SetVerdict, ...]
    missing: tuple[MissingFact, ...]  # what decides most first
    computed: ComputedReading | None
    facts: CaseFacts
    review_id: str
    row_version: int  # of the review, for set_as_of
    outside: Routing | None = None  # the disease is no large B-cell lymphoma: where it belongs


@dataclass(frozen=True, slots=True)
class AssessmentView:
    """The reviewer's draft recommendation."""

    review_id: str
    kind: RecommendationKind | None
    set_ids: tuple[str, ...]
    rationale: str
    differing_reason: str
    row_version: int


@dataclass(frozen=True, slots=True)
class SubmissionCheck:
    unseen: tuple[str, ...]  # page ids never opened
    conflicts: int
    unsupported: int
    blocking: tuple[Message, ...]
    advisory: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class SignatureView:
    printed_name: str
    login: str
    meaning: str
    signed_at: datetime
    shown_time: str  # local, with offset
    public_key: str
    valid: bool


@dataclass(frozen=True, slots=True)
class VersionView:
    id: str
    case_id: str
    number: int
    sha256: str
    author: str
    author_id: str
    submitted_at: datetime
    state: str  # submitted, returned, signed
    signature: SignatureView | None


@dataclass(frozen=True, slots=True)
class NewComment:
    text: str
    field_id: str | None = None
    group_id: str | None = None
    page_id: str | None = None


@dataclass(frozen=True, slots=True)
class CommentView:
    id: str
    author: str
    initials: str
    at: datetime
    text: str
    field_id: str | None
    group_id: str | None
    page_id: str | None
    settled: bool
    row_version: int = 1


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    seq: int
    at: datetime
    who: str
    verb: str
    summary: Message
    field_id: str | None
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Check:
    """One thing `verify` looked at."""

    name: str
    ok: bool
    message: Message


@dataclass(frozen=True, slots=True)
class FormChange:
    """What a verb did to the record: the fresh form, the place it touched, what is odd about what was typed."""

    form: FormView
    field_id: str | None = None
    group_id: str | None = None
    finding_id: str | None = None
    warning: Message | None = None


# Sign-off: built from the record of a version alone


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
