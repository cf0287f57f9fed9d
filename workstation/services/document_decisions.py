"""What a reviewer decides about documents: which pages make one, and how two belong together."""

from collections.abc import Collection, Mapping, Sequence

from workstation.domain.documents import DOCUMENT_TYPES, LinkKind
from workstation.domain.errors import InputError, NotFoundError, StaleError
from workstation.services.document_places import Place, arrange, concerned, require_once, standing
from workstation.services.editing import Edit, editing_case
from workstation.services.views import AcceptedDocument, FormChange, ProposedLink
from workstation.services.workspace import Workspace
from workstation.store import document_pages, files
from workstation.store.tables.files import DocumentLink


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
        places = standing(edit)
        sources = concerned(places, seen)
        _check(accepted, sources.values())
        arrange(edit, _arranged(places, sources, accepted))
        for link in links:
            ends = [_standing(edit, page_ids) for page_ids in (link.page_ids, link.other_page_ids)]
            _link(edit, ends[0], ends[1], link.kind)
    return edit.change


def _standing(edit: Edit, page_ids: tuple[str, ...]) -> str:
    for document, _ in files.places_of_page(edit.tx, page_ids[0]):
        if document.case_id == edit.case.id and files.page_ids(edit.tx, document.id) == page_ids:
            return document.id
    raise InputError("documents.link_without_document")


def _check(accepted: Sequence[AcceptedDocument], sources: Collection[Place]) -> None:
    if any(place.aside is not None for place in sources):
        raise InputError("documents.set_aside")
    if not all(document.page_ids for document in accepted):
        raise InputError("documents.no_pages")
    require_once([page_id for document in accepted for page_id in document.page_ids], sources)
    for document in accepted:
        if document.facts.type not in DOCUMENT_TYPES:
            raise InputError("pages.unknown_type", type=document.facts.type)


def _arranged(
    places: Sequence[Place], sources: Mapping[str, Place], accepted: Sequence[AcceptedDocument]
) -> list[Place]:
    """The documents of the case in their new order: what is accepted stands where its first page came from, behind
    what is left of that document. A document of which nothing is left lives on as the first that has a page of it.
    """
    taken = {page_id for document in accepted for page_id in document.page_ids}
    home = {page_id: key for key, place in sources.items() for page_id in place.page_ids}
    free = {key for key, place in sources.items() if taken.issuperset(place.page_ids)}
    made: dict[str, list[Place]] = {key: [] for key in sources}
    for document in accepted:
        key = next((key for key in (home[page_id] for page_id in document.page_ids) if key in free), None)
        free.discard(key or "")
        row = None if key is None else sources[key].row
        made[home[document.page_ids[0]]].append(Place(row, document.page_ids, document.facts))
    arranged: list[Place] = []
    for place in places:
        key = "" if place.row is None else place.row.id
        left = tuple(page_id for page_id in place.page_ids if page_id not in taken or key not in sources)
        arranged += (
            [Place(place.row, left, aside=place.aside), *made.get(key, ())] if left else made.get(key, ())
        )
    return arranged


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
