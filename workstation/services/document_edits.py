"""What a reviewer does with documents by hand: divide, join, order, describe, and set aside as another patient's.

Each is one step of undo. Pages are named by id, documents by id with the version that was seen (`seen`); all raise
StaleError when one of these documents has changed since, NotFoundError, and NotAllowedError with the reason when the
case may not be changed by the signed-in user.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from workstation.domain.documents import DOCUMENT_TYPES
from workstation.domain.errors import InputError, NotFoundError, StaleError
from workstation.services.document_places import (
    Place,
    arrange,
    concerned,
    describe,
    require_once,
    set_reason,
    standing,
)
from workstation.services.editing import Edit, editing_case
from workstation.services.views import DocumentFacts, FormChange
from workstation.services.workspace import Workspace
from workstation.store import files
from workstation.store.store import check_version


def split_document(ws: Workspace, case_id: str, page_id: str, seen: Mapping[str, int]) -> FormChange:
    """Begins a new document at a page of the one document in `seen`, right behind what is left of it.

    Raises InputError for its first page and for a page of another document.
    """
    with editing_case(ws, case_id, "split_document") as edit:
        places = standing(edit)
        (place,) = concerned(places, seen).values()
        require_once([page_id], [place])
        cut = place.page_ids.index(page_id)
        if cut == 0:
            raise InputError("pages.cannot_split", page=1)
        begun = _new(place, place.page_ids[cut:])
        place.page_ids = place.page_ids[:cut]
        places.insert(places.index(place) + 1, begun)
        arrange(edit, places)
    return edit.change


def merge_documents(
    ws: Workspace, case_id: str, document_ids: Sequence[str], seen: Mapping[str, int]
) -> FormChange:
    """Appends the pages of documents, in this order, to the first of them, which stays what it is; the others go,
    and their links with them.

    Raises InputError when some of them are set aside and others are not.
    """
    with editing_case(ws, case_id, "merge_documents") as edit:
        places = standing(edit)
        found = concerned(places, seen)
        first, *others = (found[document_id] for document_id in document_ids)
        for other in others:
            _require_alike(first, other)
            first.page_ids += other.page_ids
            places.remove(other)
        arrange(edit, places)
    return edit.change


def move_pages(
    ws: Workspace,
    case_id: str,
    page_ids: Sequence[str],
    document_id: str,
    before: str | None,
    seen: Mapping[str, int],
) -> FormChange:
    """Puts pages, in this order, before a page of a document (None: at its end). `seen`: that document and those
    the pages come from; one that gives its last page away goes.

    Raises InputError for pages that stand in none or several of these documents, and between a document that is set
    aside and one that is not.
    """
    with editing_case(ws, case_id, "move_pages") as edit:
        places = standing(edit)
        found = concerned(places, seen)
        target = found[document_id]
        for home in _lift(found, page_ids):
            _require_alike(home, target)
        if before is not None and before not in target.page_ids:
            raise StaleError("store.stale")
        at = len(target.page_ids) if before is None else target.page_ids.index(before)
        target.page_ids = (*target.page_ids[:at], *page_ids, *target.page_ids[at:])
        arrange(edit, places)
    return edit.change


def part_pages(
    ws: Workspace, case_id: str, page_ids: Sequence[str], before: str | None, seen: Mapping[str, int]
) -> FormChange:
    """Makes pages, in this order, a document of their own, before another document (None: at the end of the case).

    Raises InputError for pages that stand in none or several of the documents in `seen`, and when some of those are
    set aside and others are not.
    """
    with editing_case(ws, case_id, "part_pages") as edit:
        places = standing(edit)
        homes = _lift(concerned(places, seen), page_ids)
        for home in homes:
            _require_alike(homes[0], home)
        made = _new(homes[0], tuple(page_ids))
        places.insert(_index(places, before), made)
        _live_on(places, homes[0], made)
        arrange(edit, places)
    return edit.change


def move_documents(
    ws: Workspace, case_id: str, document_ids: Sequence[str], before: str | None, seen: Mapping[str, int]
) -> FormChange:
    """Puts documents, in this order, before another one (None: at the end of the case)."""
    with editing_case(ws, case_id, "move_document") as edit:
        places = standing(edit)
        found = concerned(places, seen)
        moved = [found[document_id] for document_id in document_ids]
        places = [place for place in places if place not in moved]
        at = _index(places, before)
        arrange(edit, [*places[:at], *moved, *places[at:]])
    return edit.change


def set_pages_aside(
    ws: Workspace, case_id: str, page_ids: Sequence[str], reason: str, seen: Mapping[str, int]
) -> FormChange:
    """Makes pages a document of their own behind the one they come from, and takes it out of every calculation,
    search and export.

    Raises InputError without a reason, for pages that stand in none or several of the documents in `seen`, and for
    documents that are set aside already.
    """
    with editing_case(ws, case_id, "set_aside") as edit:
        said = _said(reason)
        places = standing(edit)
        homes = _lift(concerned(places, seen), page_ids)
        if any(home.aside is not None for home in homes):
            raise InputError("documents.set_aside")
        made = _new(homes[0], tuple(page_ids))
        places.insert(places.index(homes[0]) + 1, made)
        _live_on(places, homes[0], made)
        made.aside = said
        arrange(edit, places)
    return edit.change


def set_aside(ws: Workspace, case_id: str, reason: str, seen: Mapping[str, int]) -> FormChange:
    """Takes the documents in `seen` out of every calculation, search and export. Raises InputError without a
    reason."""
    with editing_case(ws, case_id, "set_aside") as edit:
        _set_reason(edit, _said(reason), seen)
    return edit.change


def take_back(ws: Workspace, case_id: str, seen: Mapping[str, int]) -> FormChange:
    """Uses the documents in `seen` again that were set aside."""
    with editing_case(ws, case_id, "take_back") as edit:
        _set_reason(edit, None, seen)
    return edit.change


def retype_document(ws: Workspace, document_id: str, facts: DocumentFacts, row_version: int) -> FormChange:
    """Says what a document is: type, title, date, hospital, author, language, grade. Raises InputError for a type
    that there is not."""
    _require_type(facts.type)
    with ws.read() as tx:
        case_id = files.document(tx, document_id).case_id
    with editing_case(ws, case_id, "retype_document") as edit:
        row = files.document(edit.tx, document_id)
        check_version(row, row_version)
        with edit.step.changing(row):
            describe(row, facts)
            row.language, row.grade = facts.language, facts.grade
    return edit.change


def set_type(ws: Workspace, case_id: str, kind: str, seen: Mapping[str, int]) -> FormChange:
    """Says the type of the documents in `seen` and leaves the rest of what they are. Raises InputError for a type
    that there is not."""
    _require_type(kind)
    with editing_case(ws, case_id, "retype_document") as edit:
        for place in concerned(standing(edit), seen).values():
            if place.row is not None:
                with edit.step.changing(place.row):
                    place.row.type = kind
    return edit.change


def _require_type(kind: str) -> None:
    if kind not in DOCUMENT_TYPES:
        raise InputError("pages.unknown_type", type=kind)


def _said(reason: str) -> str:
    if not reason.strip():
        raise InputError("queue.reason_missing")
    return reason.strip()


def _set_reason(edit: Edit, reason: str | None, seen: Mapping[str, int]) -> None:
    for place in concerned(standing(edit), seen).values():
        if place.row is not None:
            with edit.step.changing(place.row):
                set_reason(edit, place.row, reason)


def _require_alike(one: Place, other: Place) -> None:
    if (one.aside is None) != (other.aside is None):
        raise InputError("documents.set_aside_differs")


def _lift(found: Mapping[str, Place], page_ids: Sequence[str]) -> list[Place]:
    """Takes pages out of these documents; answers the documents they stood in, that of the first page first."""
    if not page_ids:
        raise InputError("documents.no_pages")
    require_once(page_ids, found.values())
    homes = [next(place for place in found.values() if page_id in place.page_ids) for page_id in page_ids]
    for place in homes:
        place.page_ids = tuple(page_id for page_id in place.page_ids if page_id not in page_ids)
    return list(dict.fromkeys(homes))


def _new(origin: Place, page_ids: tuple[str, ...]) -> Place:
    """A document yet to be made of pages of another one: nothing is known of it but their language."""
    language = "" if origin.row is None else origin.row.language
    return replace(origin, row=None, page_ids=page_ids, facts=DocumentFacts("other", language=language))


def _live_on(places: list[Place], origin: Place, made: Place) -> None:
    """A document that gave all its pages away lives on as the new one: it stays what it is."""
    if not origin.page_ids:
        places.remove(origin)
        made.row, made.facts = origin.row, None


def _index(places: Sequence[Place], before: str | None) -> int:
    """Where a document stands; the end for None."""
    if before is None:
        return len(places)
    found = (at for at, place in enumerate(places) if place.row is not None and place.row.id == before)
    at = next(found, None)
    if at is None:
        raise NotFoundError("store.no_such_document")
    return at
