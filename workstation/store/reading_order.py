"""Pages that wait to be read, in the order in which they come."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy import case as sql_case

from workstation.store.readings import FAILED, WAITING
from workstation.store.store import ReadTx, WriteTx
from workstation.store.tables.cases import Case
from workstation.store.tables.files import CaseFile, Document, DocumentPage, Page
from workstation.store.tables.queue import QueueEntry
from workstation.store.tables.readings import ReadingTask


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """`has_text`: it has a text layer of its own, which is quick to read. `language`: en or zh where somebody asked
    for it, else ""."""

    page_id: str
    file_id: str
    index: int
    has_text: bool
    case_id: str
    language: str


def waiting_pages(
    tx: ReadTx,
    shown: Sequence[str] = (),
    near_case: str = "",
    only_case: str = "",
    limit: int | None = None,
) -> tuple[WaitingPage, ...]:
    """Pages to read next: those `shown`, in that order; those somebody asked for, the last asked first; those of
    the case that is near; then by the urgency of their case and their place in it.
    """
    places = {page_id: place for place, page_id in enumerate(shown)}
    named = [sql_case(places, value=Page.id, else_=len(places))] if places else []
    in_reach: list[ColumnElement[bool]] = [ReadingTask.state == WAITING, Case.in_bin_since.is_(None)]
    if only_case:
        in_reach.append(Case.id == only_case)
    query = (
        select(
            Page.id, Page.file_id, Page.index, Page.has_text, func.min(Document.case_id), ReadingTask.language
        )
        .join(ReadingTask, ReadingTask.page_id == Page.id)
        .join(DocumentPage, DocumentPage.page_id == Page.id)
        .join(Document, Document.id == DocumentPage.document_id)
        .join(Case, Case.id == Document.case_id)
        .outerjoin(QueueEntry, QueueEntry.case_id == Case.id)
        .where(*in_reach)
        .group_by(Page.id, Page.file_id, Page.index, Page.has_text)
        .order_by(
            *named,
            func.max(ReadingTask.wanted).desc(),
            func.max(Case.id == near_case).desc(),
            func.min(QueueEntry.urgency_rank),
            func.min(QueueEntry.due_on).is_(None),
            func.min(QueueEntry.due_on),
            func.min(Case.number),
            func.min(Document.position),
            func.min(DocumentPage.position),
        )
        .limit(limit)
    )
    return tuple(WaitingPage(*row) for row in tx.session.execute(query))


def put_first(tx: WriteTx, case_id: str, file_id: str = "") -> None:
    """The pages of a case that wait, or of one file in it, come before all that were asked for till now."""
    last = tx.session.scalar(select(func.max(ReadingTask.wanted)))
    pages = (
        select(DocumentPage.page_id)
        .join(Document, Document.id == DocumentPage.document_id)
        .join(Page, Page.id == DocumentPage.page_id)
        .where(Document.case_id == case_id)
    )
    if file_id:
        pages = pages.where(Page.file_id == file_id)
    tx.session.execute(
        update(ReadingTask)
        .where(ReadingTask.state == WAITING, ReadingTask.page_id.in_(pages))
        .values(wanted=(last or 0) + 1)
    )


@dataclass(frozen=True, slots=True)
class FileCounts:
    """Pages of a file: all, those that wait, those that could not be read."""

    total: int
    waiting: int
    failed: int


def file_counts(tx: ReadTx, file_ids: Sequence[str]) -> dict[str, FileCounts]:
    query = (
        select(
            Page.file_id,
            func.count(),
            func.count().filter(ReadingTask.state == WAITING),
            func.count().filter(ReadingTask.state == FAILED),
        )
        .outerjoin(ReadingTask, ReadingTask.page_id == Page.id)
        .where(Page.file_id.in_(file_ids))
        .group_by(Page.file_id)
    )
    return {row[0]: FileCounts(*row[1:]) for row in tx.session.execute(query)}


def file_names(tx: ReadTx, file_ids: Sequence[str]) -> dict[tuple[str, str], str]:
    """What files are called in the cases they are in, by case and file."""
    query = select(CaseFile.case_id, CaseFile.file_id, CaseFile.name).where(CaseFile.file_id.in_(file_ids))
    return {(case_id, file_id): name for case_id, file_id, name in tx.session.execute(query)}
