"""What is proposed about the pages of a case: documents made of them, and how those belong together."""

from dataclasses import dataclass

from workstation.domain.dates import ClinicalDate
from workstation.domain.documents import LinkKind
from workstation.domain.geometry import Box
from workstation.domain.messages import Message


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was read: `page` as `PageText.number`, the line on it (from 0), its box and its words."""

    page: int
    line: int
    box: Box
    quote: str


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text that was read, and where."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date that was read, and where. An ambiguous one keeps its alternatives."""

    date: ClinicalDate
    place: Place


@dataclass(frozen=True, slots=True)
class DocumentProposal:
    """Pages that make one document, in its own order, and what it says of itself.

    `pages`: `PageText.number` of each. `type`: one of `DOCUMENT_TYPES`. `language`: "en", "zh" or "" where
    nothing was read. `patients`: every name of a patient in the heads and feet of the pages. `reasons`: why these
    pages belong together, and where the values come from.
    """

    pages: tuple[int, ...]
    type: str
    language: str
    title: ReadText | None
    date: ReadDate | None
    hospital: ReadText | None
    author: ReadText | None
    report_number: ReadText | None
    patient_name: ReadText | None
    patient_id: ReadText | None
    patients: tuple[ReadText, ...]
    reasons: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class LinkProposal:
    """Document `document` is a copy, a translation or a newer version of document `other`: places in the
    sequence of proposals that was asked about."""

    document: int
    other: int
    kind: LinkKind
    reasons: tuple[Message, ...]
