"""Documents as they are proposed: nothing of it is stored before somebody accepts it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from workstation.domain.documents import LinkKind
from workstation.domain.geometry import Box
from workstation.domain.messages import Message
from workstation.services.views.pages import DocumentFacts


@dataclass(frozen=True, slots=True)
class ReadOn:
    """Where a proposed value was read: the page, the box around the line, and the line."""

    page_id: str
    box: Box
    quote: str


@dataclass(frozen=True, slots=True)
class ProposedDocument:
    """Pages that make one document, in its own order, and what it says of itself.

    `facts`: what the reviewer would accept; what was not read is empty. `read_on`: the place of each value, by its
    name in `facts` and of "report_number", "patient_name" and "patient_id". `stands_as`: the document that has
    exactly these pages in this order already. `others`: pages of it that name another patient than the case's, with
    that name. `reasons`: that first, then why these pages, which nobody asks of a settled document; sentences call a
    page by its number in its file, and by the file where the case has several.
    """

    page_ids: tuple[str, ...]
    facts: DocumentFacts
    report_number: str
    patient_name: str
    patient_id: str
    read_on: Mapping[str, ReadOn]
    others: Mapping[str, str]
    reasons: tuple[Message, ...]
    stands_as: str | None


@dataclass(frozen=True, slots=True)
class ProposedLink:
    """One document is a copy, a translation or a newer version of the other. Each is told by its pages: it may
    stand already or be proposed itself."""

    page_ids: tuple[str, ...]
    other_page_ids: tuple[str, ...]
    kind: LinkKind
    reasons: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class DocumentProposals:
    """What is proposed for a case.

    `page_ids`: the pages of documents that nobody has described or divided yet, all of them read, as they lie.
    `documents`: what they make. `described`: what each document that stands says of itself, by its id; none of
    a document that makes several. `seen`: the versions of the documents whose pages are proposed anew, for
    accepting. `others`: the pages that name another patient than the case's, with that name, those of settled
    documents too; nothing is set aside for it.
    """

    page_ids: tuple[str, ...] = ()
    documents: tuple[ProposedDocument, ...] = ()
    described: Mapping[str, ProposedDocument] = field(default_factory=dict)
    links: tuple[ProposedLink, ...] = ()
    others: Mapping[str, str] = field(default_factory=dict)
    seen: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        """Accepting would divide, join or order the pages otherwise than they are."""
        return any(document.stands_as is None for document in self.documents)


@dataclass(frozen=True, slots=True)
class AcceptedDocument:
    """A document as a reviewer accepts it: its pages in order, and what it is."""

    page_ids: tuple[str, ...]
    facts: DocumentFacts
