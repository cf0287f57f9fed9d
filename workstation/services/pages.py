"""The pages of a case: documents, words, what was seen, and finding a text in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workstation.domain.dates import ClinicalDate
from workstation.domain.documents import LinkKind
from workstation.domain.messages import Message
from workstation.services.corrections import corrections_shown
from workstation.services.views import (
    ByEye,
    DocumentsAsLeft,
    DocumentView,
    LinkView,
    PageState,
    PageText,
    PageView,
)
from workstation.services.workspace import Workspace
from workstation.store import cases, citations, document_pages, files, page_text, people, readings, undo
from workstation.store.store import ReadTx
from workstation.store.tables.files import Document, DocumentPage, Page, PageTurn
from workstation.store.tables.readings import PageByEye, Reading, ReadingTask

TURNS = (0, 90, 180, 270)


@dataclass(frozen=True)
class _Known:
    """What is known of the pages of a case, gathered with one query each."""

    readings: Mapping[str, Reading]
    tasks: Mapping[str, ReadingTask]
    turns: Mapping[str, int]
    cited: Mapping[str, int]
    seen: frozenset[str]
    being_read: frozenset[str]
    names: Mapping[str, str]
    links: Mapping[str, list[LinkView]]
    by_eye: Mapping[str, ByEye]


def case_documents(ws: Workspace, case_id: str) -> tuple[DocumentView, ...]:
    """The documents of a case in their order, each with its pages."""
    with ws.read() as tx:
        rows = files.documents(tx, case_id)
        placed = files.document_pages(tx, [row.id for row in rows])
        known = _gather(ws, tx, case_id, [page.id for _, page in placed])
        pages: dict[str, list[PageView]] = {row.id: [] for row in rows}
        for place, page in placed:
            pages[place.document_id].append(_page_view(known, place, page))
        return tuple(_document_view(row, tuple(pages[row.id]), known) for row in rows)


def _gather(ws: Workspace, tx: ReadTx, case_id: str, page_ids: Sequence[str]) -> _Known:
    return _Known(
        readings.current_readings(tx, page_ids),
        readings.tasks(tx, page_ids),
        files.turns(tx, page_ids),
        citations.cited_counts(tx, cases.current_review(tx, case_id).id, page_ids),
        files.seen_pages(tx, case_id, ws.user.id),
        ws.being_read,
        files.file_names(tx, case_id),
        _links(tx, case_id),
        {page_id: _by_eye(tx, row) for page_id, row in readings.by_eye(tx, case_id, page_ids).items()},
    )


def _links(tx: ReadTx, case_id: str) -> dict[str, list[LinkView]]:
    found: dict[str, list[LinkView]] = {}
    for row in document_pages.links(tx, case_id):
        link = LinkView(row.id, row.document_id, row.other_id, LinkKind(row.kind), row.row_version)
        found.setdefault(row.document_id, []).append(link)
    return found


def _by_eye(tx: ReadTx, row: PageByEye) -> ByEye:
    return ByEye(people.user(tx, row.reviewed_by).printed_name, row.reviewed_at, row.row_version)


def _page_view(known: _Known, place: DocumentPage, page: Page) -> PageView:
    reading, task = known.readings.get(page.id), known.tasks.get(page.id)
    failed = task is not None and task.state == readings.FAILED
    return PageView(
        id=page.id,
        file_id=page.file_id,
        index=page.index,
        number=place.position,
        width=page.width,
        height=page.height,
        turn=known.turns.get(page.id, reading.turn if reading is not None else 0),
        state=_state(known, page.id, failed),
        problem=Message.from_json(task.problem) if failed and task and task.problem else None,
        seen=page.id in known.seen,
        cited=known.cited.get(page.id, 0),
        confidence=reading.confidence if reading is not None else None,
        engine=reading.engine if reading is not None else "",
        conditions=tuple(reading.conditions) if reading is not None else (),
        by_eye=known.by_eye.get(page.id),
    )


def _state(known: _Known, page_id: str, failed: bool) -> PageState:
    if page_id in known.being_read:
        return PageState.READING
    if page_id in known.by_eye:
        return PageState.BY_EYE
    if failed:
        return PageState.FAILED
    return PageState.READ if page_id in known.readings else PageState.NOT_READ


def _document_view(row: Document, pages: tuple[PageView, ...], known: _Known) -> DocumentView:
    aside = row.set_aside_reason
    return DocumentView(
        id=row.id,
        type=row.type,
        title=row.title,
        date=ClinicalDate.from_json(row.date) if row.date is not None else None,
        hospital=row.hospital,
        author=row.author,
        language=row.language,
        grade=row.grade,
        set_aside=Message("pages.set_aside", {"reason": aside}) if aside is not None else None,
        file_name=known.names.get(pages[0].file_id, "") if pages else "",
        pages=pages,
        row_version=row.row_version,
        links=tuple(known.links.get(row.id, ())),
    )


def page_picture(ws: Workspace, page_id: str) -> bytes:
    """The small JPEG of a page; empty when it could not be drawn."""
    with ws.read() as tx:
        return files.picture(tx, page_id)


def page_words(ws: Workspace, page_id: str) -> PageText:
    """The words of the last reading of a page as corrected; none while it has not been read."""
    with ws.read() as tx:
        reading = readings.current_reading(tx, page_id)
        version = readings.reading_version(reading) if reading is not None else None
        laid, rows = page_text.laid(tx, page_id), page_text.corrections(tx, [page_id]).get(page_id, [])
        made = corrections_shown(tx, rows, laid)
        text = reading.text if reading is not None and not made else page_text.plain_text(laid.words)
        return PageText(page_id, version, laid.words, text, made)


def mark_seen(ws: Workspace, case_id: str, page_ids: Sequence[str]) -> int:
    """Notes that the user has had these pages on screen; answers how many were new."""
    with ws.write() as tx:
        return files.add_seen(tx, case_id, page_ids)


def turn_pages(ws: Workspace, case_id: str, turns: Mapping[str, int]) -> None:
    """Turns the view of pages, each to so many degrees clockwise (0, 90, 180, 270), as one step of undo; files and
    boxes stay. Whoever may look at the case may do so."""
    if not set(turns.values()) <= set(TURNS):
        raise ValueError(f"a page is turned by quarters, not to {sorted(set(turns.values()))}")
    with ws.write() as tx:
        cases.case(tx, case_id)
        with undo.step(tx, case_id, "turn_page") as step:
            for page_id, turn in turns.items():
                row = files.turn_of(tx, files.page(tx, page_id).id)
                if row is None:
                    step.add(PageTurn(page_id=page_id, turn=turn))
                else:
                    with step.changing(row):
                        row.turn = turn


def remember_view(ws: Workspace, case_id: str, document_id: str, state: dict[str, object]) -> None:
    """Keeps where the user is in a document: page, zoom, scroll."""
    with ws.write() as tx:
        files.remember_view(tx, case_id, document_id, state)


def documents_as_left(ws: Workspace, case_id: str) -> DocumentsAsLeft:
    """The documents of a case, and where the user was in them."""
    return DocumentsAsLeft(case_documents(ws, case_id), view_states(ws, case_id))


def view_states(ws: Workspace, case_id: str) -> dict[str, dict[str, object]]:
    """Where the user was in each document of a case, the last visited first; empty at the first visit."""
    with ws.read() as tx:
        return files.view_states(tx, ws.user.id, case_id)
