"""Pages: documents, words, hits, what became of imported files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workstation.criteria.verdicts import RecommendationKind as RecommendationKind
from workstation.domain.dates import ClinicalDate
from workstation.domain.documents import LinkKind
from workstation.domain.geometry import Quad
from workstation.domain.messages import Message
from workstation.domain.page_words import PageWord

WordView = PageWord


class PageState(StrEnum):
    NOT_READ = "not_read"
    READING = "reading"
    READ = "read"
    FAILED = "failed"
    BY_EYE = "by_eye"


@dataclass(frozen=True, slots=True)
class ByEye:
    """Who said of a page that it is unreadable, and read it by eye."""

    name: str
    at: datetime
    row_version: int


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
    conditions: tuple[str, ...] = ()  # what makes it hard to read, as the reading room names it
    by_eye: ByEye | None = None


@dataclass(frozen=True, slots=True)
class LinkView:
    """`document_id` is a copy, a translation or a newer version of `other_id`."""

    id: str
    document_id: str
    other_id: str
    kind: LinkKind
    row_version: int


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document of a case. `links`: what it is of other documents; theirs to it stand at them."""

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
    links: tuple[LinkView, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentsAsLeft:
    """The documents of a case, and by the id of a document where the user was in it, the last visited first."""

    documents: tuple[DocumentView, ...]
    states: Mapping[str, Mapping[str, object]]


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
class CorrectionView:
    """A reviewer's text for a spot of a page. `placed`: it fits what is read there now."""

    id: str
    case_id: str
    page_id: str
    quad: Quad
    old_text: str
    new_text: str
    made_by: str
    made_at: datetime
    placed: bool
    row_version: int


@dataclass(frozen=True, slots=True)
class PageText:
    """The words of a page as corrected, and its corrections, placed or not."""

    page_id: str
    reading_version: str | None
    words: tuple[WordView, ...]
    text: str
    corrections: tuple[CorrectionView, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubtful word. `place`: its place among the words of its page. `kind`: why it decides a case if it is
    misread ("drug", "date", "marker", "number"), "" where it does not."""

    page_id: str
    place: int
    word: WordView
    kind: str


@dataclass(frozen=True, slots=True)
class PageTask:
    """A page to be read. `has_text`: it has a text layer of its own, good or not."""

    page_id: str
    file_id: str
    index: int
    has_text: bool
    case_id: str
    languages: tuple[str, ...]


class ImportState(StrEnum):
    ADDED = "added"
    PARTLY = "partly"
    ALREADY_HERE = "already_here"
    ELSEWHERE = "elsewhere"
    NEEDS_PASSWORD = "needs_password"
    FAILED = "failed"
    NOTED = "noted"
    """Nothing to add, something to say: of an e-mail whose attachments came by themselves."""


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    name: str
    state: ImportState
    message: Message | None
    file_id: str | None = None
    document_id: str | None = None
    pages: int = 0
