"""What a reviewer decides about documents: which pages make one, and how two belong together."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workstation.domain.documents import DOCUMENT_TYPES, LinkKind
from workstation.domain.errors import InputError, NotFoundError, StaleError
from workstation.services.editing import Edit, editing_case
from workstation.services.views import AcceptedDocument, DocumentFacts, FormChange, LinkView, ProposedLink
from workstation.services.workspace import Workspace
from workstation.store import document_pages, files
from workstation.store.store import check_version
from workstation.store.tables.files import Document, DocumentLink


@dataclass
class _Place:
    """A document as it will stand: its row (None until it is made), its pages, and what it is (None: as it was)."""

    row: Document | None
    page_ids: tuple[str, ...]
    facts: DocumentFacts | None


def accept_documents(
    ws: Workspace,
    case_id: str,
    accepted: Sequence[AcceptedDocument],
    seen: Mapping[str, int],
    links: Sequence[ProposedLink] = (),
) -> FormChange:
    """Makes documents of pages as a reviewer accepted them; pages left over stay together where they were. One step
    of undo. Pages, their boxes and everything cited on them stay as they are: only the lists of pages change.

    `seen`: the documents that the pages are taken from, with the versions that were seen. `links`: how documents
    that then stand belong together. Raises InputError for a page named twice, in none of them or in a document set
    aside, and for a link of pages that make no document; StaleError when one of the documents has changed since;
    NotFoundError, NotAllowedError.
    """
    with editing_case(ws, case_id, "accept_documents") as edit:
        sources = _sources(edit, seen)
        pages = {key: files.page_ids(edit.tx, key) for key in sources}
        _check(accepted, pages)
        places = _arranged(files.documents(edit.tx, case_id), sources, pages, accepted)
        kept = {place.row.id for place in places if place.row is not None}
        for place in places:
            _take_out(edit, place, pages)
        for row in sources.values():
            if row.id not in kept:
                _remove(edit, row)
        for position, place in enumerate(places, start=1):
            _put(edit, place, position)
        for link in links:
            ends = [_standing(edit, page_ids) for page_ids in (link.page_ids, link.other_page_ids)]
            _link(edit, ends[0], ends[1], link.kind)
    return edit.change


def _standing(edit: Edit, page_ids: tuple[str, ...]) -> str:
    for document, _ in files.places_of_page(edit.tx, page_ids[0]):
        if document.case_id == edit.case.id and files.page_ids(edit.tx, document.id) == page_ids:
            return document.id
    raise InputError("documents.link_without_document")


def _sources(edit: Edit, seen: Mapping[str, int]) -> dict[str, Document]:
    sources = {}
    for document_id, version in seen.items():
        row = files.document(edit.tx, document_id)
        if row.case_id != edit.case.id:
            raise NotFoundError("store.no_such_document")
        check_version(row, version)
        if row.set_aside_reason is not None:
            raise InputError("documents.set_aside")
        sources[document_id] = row
    return sources


def _check(accepted: Sequence[AcceptedDocument], pages: Mapping[str, tuple[str, ...]]) -> None:
    named = Counter(page_id for document in accepted for page_id in document.page_ids)
    there = Counter(page_id for page_ids in pages.values() for page_id in page_ids)
    if not all(document.page_ids for document in accepted):
        raise InputError("documents.no_pages")
    if any(count > 1 or there[page_id] != 1 for page_id, count in named.items()):
        raise InputError("documents.page_elsewhere")
    for document in accepted:
        if document.facts.type not in DOCUMENT_TYPES:
            raise InputError("pages.unknown_type", type=document.facts.type)


def _arranged(
    rows: Iterable[Document],
    sources: Mapping[str, Document],
    pages: Mapping[str, tuple[str, ...]],
    accepted: Sequence[AcceptedDocument],
) -> list[_Place]:
    """The documents of the case in their new order: what is accepted stands where its first page came from, behind
    what is left of that document. A document of which nothing is left lives on as the first that has a page of it.
    """
    taken = {page_id for document in accepted for page_id in document.page_ids}
    home = {page_id: key for key, page_ids in pages.items() for page_id in page_ids}
    left = {key: tuple(p for p in page_ids if p not in taken) for key, page_ids in pages.items()}
    free = {key for key in sources if not left[key]}
    made: list[tuple[str, _Place]] = []
    for document in accepted:
        candidates = [
            key for key in dict.fromkeys(home[page_id] for page_id in document.page_ids) if key in free
        ]
        row = sources[candidates[0]] if candidates else None
        free -= set(candidates[:1])
        made.append((home[document.page_ids[0]], _Place(row, document.page_ids, document.facts)))
    places: list[_Place] = []
    for standing in rows:
        if standing.id not in sources:
            places.append(_Place(standing, (), None))
            continue
        if left[standing.id]:
            places.append(_Place(standing, left[standing.id], None))
        places += [place for key, place in made if key == standing.id]
    return places


def _take_out(edit: Edit, place: _Place, pages: Mapping[str, tuple[str, ...]]) -> None:
    """Documents give up pages before others get them."""
    if place.row is not None and place.row.id in pages:
        edit.step.set_pages(place.row, place.page_ids)


def _put(edit: Edit, place: _Place, position: int) -> None:
    if place.row is None:
        row = Document(case_id=edit.case.id, position=position, date=None, set_aside_reason=None)
        _describe(row, place.facts)
        edit.step.add(row)
        edit.step.set_pages(row, place.page_ids)
        return
    with edit.step.changing(place.row):
        place.row.position = position
        _describe(place.row, place.facts)


def _describe(row: Document, facts: DocumentFacts | None) -> None:
    if facts is None:
        return
    row.type, row.title, row.hospital = facts.type, facts.title, facts.hospital
    row.author, row.language = facts.author, facts.language or row.language or ""
    row.grade = facts.grade or row.grade or ""
    row.date = None if facts.date is None else facts.date.to_json()


def _remove(edit: Edit, row: Document) -> None:
    """A document without pages goes, and its links with it."""
    for link in document_pages.links_of(edit.tx, row.id):
        edit.step.delete(link)
    document_pages.forget_views(edit.tx, row.id)
    edit.step.set_pages(row, ())
    edit.step.delete(row)


def document_links(ws: Workspace, case_id: str) -> tuple[LinkView, ...]:
    """How documents of a case belong together, as reviewers said."""
    with ws.read() as tx:
        return tuple(
            LinkView(row.id, row.document_id, row.other_id, LinkKind(row.kind), row.row_version)
            for row in document_pages.links(tx, case_id)
        )


def link_documents(
    ws: Workspace, case_id: str, document_id: str, other_id: str, kind: LinkKind
) -> FormChange:
    """Says that a document is a copy, a translation or a newer version of another one of the case.

    Raises InputError for a document and itself, StaleError when the two are linked already, NotFoundError,
    NotAllowedError.
    """
    with editing_case(ws, case_id, "link_documents") as edit:
        _link(edit, document_id, other_id, kind)
    return edit.change


def _link(edit: Edit, document_id: str, other_id: str, kind: LinkKind) -> None:
    if document_id == other_id:
        raise InputError("documents.link_itself")
    if any(files.document(edit.tx, each).case_id != edit.case.id for each in (document_id, other_id)):
        raise NotFoundError("store.no_such_document")
    linked = [{row.document_id, row.other_id} for row in document_pages.links_of(edit.tx, document_id)]
    if {document_id, other_id} in linked:
        raise StaleError("documents.linked_already")
    edit.step.add(
        DocumentLink(
            case_id=edit.case.id,
            document_id=document_id,
            other_id=other_id,
            kind=kind.value,
            linked_by=edit.ws.user.id,
            linked_at=edit.tx.now,
        )
    )


def unlink_documents(ws: Workspace, link_id: str, row_version: int) -> FormChange:
    """Takes a link away. Raises StaleError when it has changed since, NotFoundError, NotAllowedError."""
    with ws.read() as tx:
        case_id = document_pages.link(tx, link_id).case_id
    with editing_case(ws, case_id, "unlink_documents") as edit:
        edit.step.delete(document_pages.link(edit.tx, link_id), row_version)
    return edit.change
