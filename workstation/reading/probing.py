"""What a file holds: opened once, then asked page by page, so that a bad page costs only itself."""

import time

from workstation.reading.channel import Claims, FalseClaimError
from workstation.reading.crew import Crew
from workstation.reading.encoded import jpeg_size
from workstation.reading.pages import (
    MAX_PAGES,
    MAX_PICTURE_BYTES,
    PICTURE_SIDE_PX,
    FileKind,
    FileReport,
    PageReport,
)
from workstation.reading.problems import FileProblem
from workstation.reading.source import SourceFile
from workstation.reading.worker import Role

OPEN_SECONDS = 12.0
PAGE_SECONDS = 8.0
PATIENCE_SECONDS = 10.0
"""Time that pages which fail may cost together, before the rest of the file is given up; and that slow ones may cost
beyond what a page may, before the rest comes without pictures."""
FAIR_SECONDS = 0.4

_LARGEST_SIDE_PX = PICTURE_SIDE_PX + 2
"""Sides are rounded up."""

_FALLBACK_SIZE = (595.0, 842.0)


def probe(crew: Crew, source: SourceFile) -> FileReport:
    opened = crew.ask(Role.SCREEN, {"task": "open"}, OPEN_SECONDS, source)
    try:
        kind = FileKind(opened.text("kind"))
        count = opened.whole("pages", 1, MAX_PAGES)
        repaired, cut, moving = opened.flag("repaired"), opened.flag("cut"), opened.flag("moving")
    except (FalseClaimError, ValueError) as error:
        raise crew.disbelieve(Role.SCREEN, source) from error
    pages, problems = _pages(crew, source, count)
    if cut or len(pages) < count:
        problems.append(FileProblem("reading.damaged_after", file=source.name, page=len(pages)))
    elif repaired:
        problems.append(FileProblem("reading.repaired", file=source.name))
    if moving:
        problems.append(FileProblem("reading.first_picture", file=source.name))
    return FileReport(kind, tuple(pages), tuple(problems))


def _pages(crew: Crew, source: SourceFile, count: int) -> tuple[list[PageReport], list[FileProblem]]:
    """Every page up to the last that can be drawn. Raises the first page's problem where none can."""
    pages: list[PageReport] = []
    problems: list[FileProblem] = []
    failed: list[FileProblem] = []
    patience = leisure = PATIENCE_SECONDS
    for index in range(count):
        started = time.monotonic()
        try:
            answer = _ask_page(crew, source, index, min(PAGE_SECONDS, patience), drawn=leisure > 0)
        except FileProblem as problem:
            failed.append(problem)
            patience -= time.monotonic() - started
            if patience <= 0:
                break
            continue
        leisure -= max(0.0, time.monotonic() - started - FAIR_SECONDS)
        pages.extend([_without_picture(len(pages) + place) for place in range(len(failed))])
        problems.extend(failed)
        failed.clear()
        pages.append(_believed(crew, source, index, answer))
        problems.extend(_notes(source, index, answer))
    if not pages:
        raise _of_file(failed[0])
    return pages, problems


def _of_file(problem: FileProblem) -> FileProblem:
    """Where no page can be drawn, the file is what is damaged."""
    if problem.message_id != "reading.page_unreadable":
        return problem
    return FileProblem("reading.damaged", file=problem.params["file"])


def _ask_page(crew: Crew, source: SourceFile, index: int, seconds: float, drawn: bool) -> Claims:
    request = {"task": "picture", "index": index, "drawn": drawn}
    return crew.ask(Role.SCREEN, request, seconds, source, index + 1)


def _without_picture(index: int) -> PageReport:
    width, height = _FALLBACK_SIZE
    return PageReport(index, width, height, b"", has_text=False)


def _believed(crew: Crew, source: SourceFile, index: int, answer: Claims) -> PageReport:
    try:
        picture = crew.canvas.read(answer.whole("length", 0, MAX_PICTURE_BYTES))
        if picture and max(jpeg_size(picture)) > _LARGEST_SIDE_PX:
            raise FalseClaimError("picture")
        width, height = answer.number("width", 0.1, 1e6), answer.number("height", 0.1, 1e6)
        return PageReport(index, width, height, picture, answer.flag("has_text"))
    except (FalseClaimError, ValueError) as error:
        raise crew.disbelieve(Role.SCREEN, source) from error


def _notes(source: SourceFile, index: int, answer: Claims) -> list[FileProblem]:
    told = [note for note in ("reduced", "too_large") if note in answer]
    return [FileProblem(f"reading.page_{note}", file=source.name, page=index + 1) for note in told]
