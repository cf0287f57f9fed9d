"""The queue: cases, filters, patients, the head of a case."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from workstation.criteria.verdicts import RecommendationKind as RecommendationKind
from workstation.domain.case import CaseStatus
from workstation.domain.dates import ClinicalDate
from workstation.domain.messages import Message
from workstation.services.views.people import UserView


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
    BIN = "bin"


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
    """Pages read of pages to read; `failed` pages are counted as done. `seconds_left`: None where nobody knows."""

    done: int
    total: int
    failed: int = 0
    seconds_left: float | None = None


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
    total: int  # cases in the workspace that are not in the bin; in the bin's view, those that are
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
