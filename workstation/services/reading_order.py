"""Which pages are read next, who may come first, and how long all of it will take."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workstation.services.views import (
    CaseReading,
    FileReading,
    OnScreen,
    Pace,
    PageTask,
    Progress,
    ReadingList,
)
from workstation.services.workspace import Workspace
from workstation.store import cases, files, reading_order, readings
from workstation.store.reading_order import FileCounts, WaitingPage
from workstation.store.store import ReadTx

MOST_SHOWN = 200
MOST_FILES = 100
LANGUAGES = {"zh": ("chi_sim", "eng"), "en": ("eng", "chi_sim")}


def next_pages(
    ws: Workspace, on_screen: OnScreen | None = None, limit: int = 1, only_case: str = ""
) -> tuple[PageTask, ...]:
    """Pages that wait, the next first.

    The page on screen and the rest of its document, what somebody asked to be read next, the rest of the case
    on screen, then every case by its urgency.
    """
    with ws.read() as tx:
        return tuple(
            PageTask(
                page.page_id,
                page.file_id,
                page.index,
                page.has_text,
                page.case_id,
                _languages(tx, page),
            )
            for page in _waiting(tx, on_screen, only_case, limit)
        )


def _waiting(
    tx: ReadTx, on_screen: OnScreen | None, only_case: str = "", limit: int | None = None
) -> tuple[WaitingPage, ...]:
    if on_screen is None:
        return reading_order.waiting_pages(tx, only_case=only_case, limit=limit)
    shown = _document_from(tx, on_screen)[:MOST_SHOWN]
    return reading_order.waiting_pages(tx, shown, on_screen.case_id, only_case, limit)


def _document_from(tx: ReadTx, on_screen: OnScreen) -> Sequence[str]:
    """The pages of the document on screen, from the page that is shown on, then those before it."""
    places = files.places_of_page(tx, on_screen.page_id)
    own = next((document.id for document, _ in places if document.case_id == on_screen.case_id), None)
    if own is None:
        return ()
    pages = files.page_ids(tx, own)
    here = pages.index(on_screen.page_id)
    return (*pages[here:], *pages[:here])


def _languages(tx: ReadTx, page: WaitingPage) -> tuple[str, ...]:
    """Tesseract's names of what may stand on a page, the likeliest first; one alone where somebody asked for it."""
    if page.language:
        return LANGUAGES[page.language][:1]
    said = next((document.language for document, _ in files.places_of_page(tx, page.page_id)), "")
    return LANGUAGES.get(said, LANGUAGES["en"])


def read_next(ws: Workspace, case_id: str, file_id: str = "") -> None:
    """This case, or this file of it, is read next; what was asked before it comes after. A restart keeps it."""
    with ws.write() as tx:
        reading_order.put_first(tx, case_id, file_id)


def progress_and_time(ws: Workspace, case_id: str | None, on_screen: OnScreen | None, pace: Pace) -> Progress:
    """Pages read of a case, or of all cases, and how long the rest takes at this pace, what comes before included."""
    with ws.read() as tx:
        done, total, failed = readings.progress(tx, case_id)
        waiting = _waiting(tx, on_screen) if done < total else ()
    left = [seconds for page, seconds in _times(waiting, pace) if case_id in (None, page.case_id)]
    return Progress(done, total, failed, _latest(left) if left else None)


def reading_list(ws: Workspace, on_screen: OnScreen | None, pace: Pace) -> ReadingList:
    """All that waits in the order in which it comes, and when each file will be done at this pace."""
    with ws.read() as tx:
        queued = _queued(_waiting(tx, on_screen), pace)
        rows = _file_rows(tx, queued[:MOST_FILES], ws.being_read)
        by_case: dict[str, list[FileReading]] = {}
        for row in rows:
            by_case.setdefault(row.case_id, []).append(row)
        listed = tuple(_case_row(tx, case_id, tuple(files)) for case_id, files in by_case.items())
        done, total, failed = readings.progress(tx, None)
    return ReadingList(
        listed, done, total, failed, _latest([each.seconds_left for each in queued]), len(queued) - len(rows)
    )


@dataclass(slots=True)
class _Queued:
    """A file and those of its pages that wait; `seconds_left` until the last of them is done."""

    case_id: str
    file_id: str
    pages: set[str]
    seconds_left: float | None = None


def _queued(waiting: Sequence[WaitingPage], pace: Pace) -> list[_Queued]:
    """Files in the order of the first of their pages."""
    found: dict[tuple[str, str], _Queued] = {}
    for page, seconds in _times(waiting, pace):
        place = (page.case_id, page.file_id)
        queued = found.setdefault(place, _Queued(*place, set()))
        queued.pages.add(page.page_id)
        queued.seconds_left = seconds
    return list(found.values())


def _times(waiting: Sequence[WaitingPage], pace: Pace) -> Iterator[tuple[WaitingPage, float | None]]:
    """Each page, and how long it takes until it is done."""
    scans = texts = 0
    for page in waiting:
        texts, scans = texts + page.has_text, scans + (not page.has_text)
        yield page, pace.seconds(scans, texts)


def _file_rows(tx: ReadTx, queued: Sequence[_Queued], being_read: frozenset[str]) -> list[FileReading]:
    counts = reading_order.file_counts(tx, [each.file_id for each in queued])
    names = reading_order.file_names(tx, [each.file_id for each in queued])
    return [
        _file_row(each, counts[each.file_id], names.get((each.case_id, each.file_id), ""), being_read)
        for each in queued
    ]


def _file_row(queued: _Queued, counts: FileCounts, name: str, being_read: frozenset[str]) -> FileReading:
    return FileReading(
        queued.case_id,
        queued.file_id,
        name,
        counts.total - counts.waiting,
        counts.total,
        counts.failed,
        bool(queued.pages & being_read),
        queued.seconds_left,
    )


def _case_row(tx: ReadTx, case_id: str, rows: tuple[FileReading, ...]) -> CaseReading:
    done, total, failed = readings.progress(tx, case_id)
    (number,) = cases.numbers(tx, [case_id])
    return CaseReading(
        case_id, number, done, total, failed, _latest([row.seconds_left for row in rows]), rows
    )


def _latest(times: Sequence[float | None]) -> float | None:
    """When the last is done; None where that is not known of one."""
    known = [each for each in times if each is not None]
    return max(known, default=0.0) if len(known) == len(times) else None
