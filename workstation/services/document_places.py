"""The documents of a case as a list of places, and making the case's documents what such a list says."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from workstation.domain.errors import InputError, NotFoundError
from workstation.services.editing import Edit
from workstation.services.views import DocumentFacts
from workstation.store import document_pages, files
from workstation.store.store import check_version
from workstation.store.tables.files import Document


@dataclass(eq=False)
class Place:
    """A document as it will stand: its row (None until it is made), its pages, what it is (None: as it was), and
    why it is set aside."""

    row: Document | None
    page_ids: tuple[str, ...]
    facts: DocumentFacts | None = None
    aside: str | None = None


def standing(edit: Edit) -> list[Place]:
    """The documents of the case in their order."""
    rows = files.documents(edit.tx, edit.case.id)
    pages: dict[str, list[str]] = {row.id: [] for row in rows}
    for placed, page in files.document_pages(edit.tx, list(pages)):
        pages[placed.document_id].append(page.id)
    return [Place(row, tuple(pages[row.id]), aside=row.set_aside_reason) for row in rows]


def concerned(places: Sequence[Place], seen: Mapping[str, int]) -> dict[str, Place]:
    """The documents of a change, by id, in the order of the case. `seen`: their versions that were seen. Raises
    StaleError, NotFoundError."""
    found = {}
    for place in places:
        if place.row is not None and place.row.id in seen:
            check_version(place.row, seen[place.row.id])
            found[place.row.id] = place
    if len(found) < len(seen):
        raise NotFoundError("store.no_such_document")
    return found


def require_once(page_ids: Sequence[str], places: Collection[Place]) -> None:
    """Raises InputError for a page named twice, or that does not stand exactly once in these documents."""
    there = Counter(page_id for place in places for page_id in place.page_ids)
    if any(count > 1 or there[page_id] != 1 for page_id, count in Counter(page_ids).items()):
        raise InputError("documents.page_elsewhere")


def arrange(edit: Edit, places: Sequence[Place]) -> None:
    """Makes these the documents of the case, in this order; a document without pages goes, and its links with
    it. Pages, their boxes and everything cited on them stay as they are: only the lists of pages change."""
    stand = [place for place in places if place.page_ids]
    kept = {place.row.id for place in stand if place.row is not None}
    for place in stand:
        if place.row is not None:
            edit.step.set_pages(place.row, place.page_ids)
    for row in files.documents(edit.tx, edit.case.id):
        if row.id not in kept:
            _remove(edit, row)
    for position, place in enumerate(stand, start=1):
        _put(edit, place, position)


def describe(row: Document, facts: DocumentFacts) -> None:
    """Says of a document what it is; its language and grade stay where none is said."""
    row.type, row.title, row.hospital = facts.type, facts.title, facts.hospital
    row.author, row.language = facts.author, facts.language or row.language or ""
    row.grade = facts.grade or row.grade or ""
    row.date = None if facts.date is None else facts.date.to_json()


def set_reason(edit: Edit, row: Document, reason: str | None) -> None:
    """Sets a document aside for a reason, by the signed-in user; None uses it again."""
    if row.set_aside_reason != reason:
        row.set_aside_reason = reason
        row.set_aside_by = None if reason is None else edit.ws.user.id


def _put(edit: Edit, place: Place, position: int) -> None:
    if place.row is None:
        row = Document(case_id=edit.case.id, position=position, date=None, set_aside_reason=None)
        describe(row, place.facts or DocumentFacts("other"))
        set_reason(edit, row, place.aside)
        edit.step.add(row)
        edit.step.set_pages(row, place.page_ids)
        return
    with edit.step.changing(place.row):
        place.row.position = position
        set_reason(edit, place.row, place.aside)
        if place.facts is not None:
            describe(place.row, place.facts)


def _remove(edit: Edit, row: Document) -> None:
    for link in document_pages.links_of(edit.tx, row.id):
        edit.step.delete(link)
    document_pages.forget_views(edit.tx, row.id)
    edit.step.set_pages(row, ())
    edit.step.delete(row)
