"""The assessment: suitability, recommendation, versions, signatures, discussion, history, checks."""

from dataclasses import dataclass
from datetime import date, datetime

from workstation.criteria.routing import Routing
from workstation.criteria.verdicts import RecommendationKind as RecommendationKind
from workstation.criteria.verdicts import SetVerdict
from workstation.domain.facts import CaseFacts, UnknownReason
from workstation.domain.messages import Message
from workstation.services.views.record import FormView


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
    unread: tuple[str, ...] = ()  # page ids that could not be read and that nobody has read by eye


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
    kind: str
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
