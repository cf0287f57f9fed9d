"""Readings of pages, the words in them, and the pages that wait to be read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, insert, select

from workstation.store import audit
from workstation.store.store import ReadTx, WriteTx
from workstation.store.tables.cases import Case
from workstation.store.tables.files import Document, DocumentPage
from workstation.store.tables.readings import PageByEye, Reading, ReadingTask, Word

WAITING = "waiting"
FAILED = "failed"


@dataclass(frozen=True, slots=True)
class WordRecord:
    """A word to be stored: corners in millionths of the page, confidence 0..1, `borders` between its letters in
    millionths of its length."""

    text: str
    quad: list[int]
    confidence: float
    line: int
    block: int
    engine: str
    borders: list[int] | None = None


def reading_version(reading: Reading) -> str:
    """How evidence names a reading: engine and version."""
    return f"{reading.engine} {reading.engine_version}"


def current_reading(tx: ReadTx, page_id: str) -> Reading | None:
    """The last reading of a page."""
    query = (
        select(Reading).where(Reading.page_id == page_id).order_by(Reading.read_at.desc(), Reading.id.desc())
    )
    return tx.session.scalar(query.limit(1))


def current_readings(tx: ReadTx, page_ids: Sequence[str]) -> dict[str, Reading]:
    """The last reading of each page that has one."""
    query = select(Reading).where(Reading.page_id.in_(page_ids)).order_by(Reading.read_at, Reading.id)
    return {reading.page_id: reading for reading in tx.session.scalars(query)}


def words(tx: ReadTx, reading_id: str) -> tuple[Word, ...]:
    """The words of a reading in reading order."""
    return tuple(
        tx.session.scalars(select(Word).where(Word.reading_id == reading_id).order_by(Word.position))
    )


def lines_below(tx: ReadTx, reading_ids: Sequence[str], confidence: float) -> dict[str, set[int]]:
    """For each of these readings, the lines in which a word was read with less confidence."""
    query = select(Word.reading_id, Word.line).where(
        Word.reading_id.in_(reading_ids), Word.confidence < confidence
    )
    found: dict[str, set[int]] = {}
    for reading_id, line in tx.session.execute(query.distinct()):
        found.setdefault(reading_id, set()).add(line)
    return found


def words_of_lines(tx: ReadTx, reading_id: str, lines: Iterable[int]) -> tuple[Word, ...]:
    """The words of some lines of a reading, in reading order."""
    chosen = Word.line.in_(sorted(lines))
    query = select(Word).where(Word.reading_id == reading_id, chosen).order_by(Word.position)
    return tuple(tx.session.scalars(query))


def word_lines(tx: ReadTx, reading_id: str) -> list[tuple[str, int]]:
    """Text and line of the words of a reading, in reading order: enough to search in."""
    query = select(Word.text, Word.line).where(Word.reading_id == reading_id).order_by(Word.position)
    return [(text, line) for text, line in tx.session.execute(query)]


def words_on_lines(tx: ReadTx, reading_id: str, positions: Sequence[int], reach: int) -> tuple[Word, ...]:
    """The words of the lines that some words stand on, in reading order, no more than `reach` words away from them."""
    lines = select(Word.line).where(Word.reading_id == reading_id, Word.position.in_(positions))
    chosen = select(Word).where(
        Word.reading_id == reading_id,
        Word.position.between(min(positions) - reach, max(positions) + reach),
        Word.line.in_(lines),
    )
    return tuple(tx.session.scalars(chosen.order_by(Word.position)))


def store_reading(tx: WriteTx, page_id: str, facts: dict[str, Any], found: Sequence[WordRecord]) -> Reading:
    """Stores what one engine version read, in place of what the same version read before.

    The page leaves the list of pages to read. `facts`: the columns of the reading.
    """
    chosen = select(Reading).where(
        Reading.page_id == page_id,
        Reading.engine == facts["engine"],
        Reading.engine_version == facts["engine_version"],
    )
    row = tx.session.scalar(chosen)
    if row is None:
        row = Reading(page_id=page_id, read_at=tx.now, **facts)
        tx.add(audit.WORKSPACE, "read_page", row)
    else:
        with tx.changing(audit.WORKSPACE, "read_page", row):
            row.read_at = tx.now
            for name, value in facts.items():
                setattr(row, name, value)
    _replace_words(tx, row.id, found)
    tx.session.execute(delete(ReadingTask).where(ReadingTask.page_id == page_id))
    tx.session.expire_all()
    return row


def _replace_words(tx: WriteTx, reading_id: str, found: Sequence[WordRecord]) -> None:
    tx.session.execute(delete(Word).where(Word.reading_id == reading_id))
    if found:
        rows = [
            {
                "reading_id": reading_id,
                "position": position,
                "text": word.text,
                "quad": word.quad,
                "confidence": word.confidence,
                "line": word.line,
                "block": word.block,
                "engine": word.engine,
                "borders": word.borders,
            }
            for position, word in enumerate(found)
        ]
        tx.session.execute(insert(Word), rows)


def add_tasks(tx: WriteTx, page_ids: Sequence[str], language: str = "") -> None:
    """Puts pages on the list of pages to read, in a language where one is asked for; one that failed before is tried
    again."""
    for page_id in page_ids:
        task = ReadingTask(page_id=page_id, state=WAITING, problem=None, added_at=tx.now, language=language)
        tx.session.merge(task)
    tx.session.flush()


def add_failure(tx: WriteTx, page_id: str, problem: dict[str, Any]) -> None:
    """The page could not be read; it waits no longer, until somebody tries again."""
    tx.session.merge(ReadingTask(page_id=page_id, state=FAILED, problem=problem, added_at=tx.now))
    tx.session.flush()


def tasks(tx: ReadTx, page_ids: Sequence[str]) -> dict[str, ReadingTask]:
    """Of these pages, those that wait or failed."""
    query = select(ReadingTask).where(ReadingTask.page_id.in_(page_ids))
    return {row.page_id: row for row in tx.session.scalars(query)}


def by_eye(tx: ReadTx, case_id: str, page_ids: Sequence[str]) -> dict[str, PageByEye]:
    """Of these pages, those that were read by eye in a case."""
    query = select(PageByEye).where(PageByEye.case_id == case_id, PageByEye.page_id.in_(page_ids))
    return {row.page_id: row for row in tx.session.scalars(query)}


def unread_pages(tx: ReadTx, case_id: str) -> tuple[str, ...]:
    """Pages of a case that could not be read and that nobody has read by eye, in the order of the case."""
    query = (
        select(DocumentPage.page_id)
        .join(Document, Document.id == DocumentPage.document_id)
        .join(ReadingTask, ReadingTask.page_id == DocumentPage.page_id)
        .where(
            Document.case_id == case_id,
            Document.set_aside_reason.is_(None),
            ReadingTask.state == FAILED,
            ~_is_settled(case_id),
        )
        .order_by(Document.position, DocumentPage.position)
    )
    return tuple(dict.fromkeys(tx.session.scalars(query)))


def states(tx: ReadTx, case_id: str) -> tuple[str, ...]:
    """The states of the pages of a case that wait or failed; pages read by eye are dealt with."""
    pages = select(DocumentPage.page_id).join(Document, Document.id == DocumentPage.document_id)
    query = select(ReadingTask.state).where(
        ReadingTask.page_id.in_(pages.where(Document.case_id == case_id)), ~_is_settled(case_id)
    )
    return tuple(tx.session.scalars(query))


def _is_settled(case_id: str | None) -> ColumnElement[bool]:
    """The page of a task failed, and somebody has read it by eye, in this case or in any."""
    seen = select(PageByEye.id).where(PageByEye.page_id == ReadingTask.page_id)
    by_eye = seen if case_id is None else seen.where(PageByEye.case_id == case_id)
    return and_(ReadingTask.state == FAILED, by_eye.exists())


def progress(tx: ReadTx, case_id: str | None) -> tuple[int, int, int]:
    """Pages read or failed, all pages, and the failed ones; of a case, or of all cases outside the bin.

    A page that failed and was read by eye counts as read.
    """
    pages = (
        select(DocumentPage.page_id)
        .join(Document, Document.id == DocumentPage.document_id)
        .join(Case, Case.id == Document.case_id)
        .where(Case.id == case_id if case_id else Case.in_bin_since.is_(None))
        .distinct()
        .subquery()
    )
    by_state = dict(
        tx.session.execute(
            select(ReadingTask.state, func.count())
            .join(pages, pages.c.page_id == ReadingTask.page_id)
            .where(~_is_settled(case_id))
            .group_by(ReadingTask.state)
        ).all()
    )
    total = tx.session.scalar(select(func.count()).select_from(pages)) or 0
    return total - by_state.get(WAITING, 0), total, by_state.get(FAILED, 0)
