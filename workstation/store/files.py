"""Files, pages and documents: what services look up and add."""

import hashlib
from collections.abc import Iterator, Sequence

from sqlalchemy import func, select

from workstation.domain.errors import NotFoundError
from workstation.store import audit
from workstation.store.store import ReadTx, WriteTx
from workstation.store.tables.cases import Case
from workstation.store.tables.files import (
    CaseFile,
    Document,
    DocumentPage,
    File,
    FileChunk,
    Page,
    PagePicture,
    PageSeen,
    PageTurn,
    ViewState,
)

CHUNK_BYTES = 1024 * 1024


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def file(tx: ReadTx, file_id: str) -> File:
    """The file's record without its bytes; NotFoundError when there is none."""
    row = tx.session.get(File, file_id)
    if row is None:
        raise NotFoundError("store.no_such_file")
    return row


def file_by_hash(tx: ReadTx, digest: str) -> File | None:
    return tx.session.scalar(select(File).where(File.sha256 == digest))


def case_files(tx: ReadTx, file_id: str) -> tuple[CaseFile, ...]:
    """Every case a file is in."""
    return tuple(tx.session.scalars(select(CaseFile).where(CaseFile.file_id == file_id)))


def add_file(tx: WriteTx, data: bytes, media: str, password: str | None) -> File:
    """Stores the bytes unchanged, in chunks, with their record."""
    row = File(sha256=sha256(data), size=len(data), media=media, password=password, added_at=tx.now)
    tx.add(audit.WORKSPACE, "add_file", row)
    for position, start in enumerate(range(0, len(data), CHUNK_BYTES)):
        tx.session.add(FileChunk(file_id=row.id, position=position, data=data[start : start + CHUNK_BYTES]))
        tx.session.flush()
    return row


def chunks(tx: ReadTx, file_id: str) -> Iterator[bytes]:
    """The bytes of a file in order, a mebibyte at a time."""
    count = tx.session.scalar(select(func.count()).where(FileChunk.file_id == file_id)) or 0
    for position in range(count):
        chosen = select(FileChunk.data).where(FileChunk.file_id == file_id, FileChunk.position == position)
        yield tx.session.scalars(chosen).one()


def add_page(
    tx: WriteTx, file_id: str, index: int, size: tuple[float, float], has_text: bool, picture: bytes
) -> Page:
    """Adds page `index` of a file with its small JPEG (empty when it cannot be drawn)."""
    row = Page(file_id=file_id, index=index, width=size[0], height=size[1], has_text=has_text)
    tx.session.add(row)
    tx.session.flush()
    if picture:
        tx.session.add(PagePicture(page_id=row.id, data=picture))
    return row


def page(tx: ReadTx, page_id: str) -> Page:
    """The page; NotFoundError when there is none."""
    row = tx.session.get(Page, page_id)
    if row is None:
        raise NotFoundError("store.no_such_page")
    return row


def pages_of_file(tx: ReadTx, file_id: str) -> tuple[Page, ...]:
    return tuple(tx.session.scalars(select(Page).where(Page.file_id == file_id).order_by(Page.index)))


def picture(tx: ReadTx, page_id: str) -> bytes:
    """The small JPEG of a page; empty when the page could not be drawn."""
    row = tx.session.get(PagePicture, page_id)
    return row.data if row else b""


def add_document(
    tx: WriteTx, case_id: str, page_ids: Sequence[str], *, position: int | None = None, language: str = ""
) -> Document:
    """Adds a document of these pages, at the end of the case unless a position is given."""
    if position is None:
        last = tx.session.scalar(select(func.max(Document.position)).where(Document.case_id == case_id))
        position = (last or 0) + 1
    row = Document(case_id=case_id, position=position, date=None, set_aside_reason=None, language=language)
    tx.add(case_id, "add_document", row)
    for position, page_id in enumerate(page_ids, start=1):
        tx.session.add(DocumentPage(document_id=row.id, position=position, page_id=page_id))
    tx.record(case_id, "set_pages", "document_page", row.id, None, {"pages": list(page_ids)})
    return row


def document(tx: ReadTx, document_id: str) -> Document:
    """The document; NotFoundError when there is none."""
    row = tx.session.get(Document, document_id)
    if row is None:
        raise NotFoundError("store.no_such_document")
    return row


def documents(tx: ReadTx, case_id: str) -> tuple[Document, ...]:
    """The documents of a case in their order."""
    query = select(Document).where(Document.case_id == case_id).order_by(Document.position, Document.id)
    return tuple(tx.session.scalars(query))


def document_pages(tx: ReadTx, document_ids: Sequence[str]) -> tuple[tuple[DocumentPage, Page], ...]:
    """The pages of documents, by document and place."""
    query = (
        select(DocumentPage, Page)
        .join(Page, Page.id == DocumentPage.page_id)
        .where(DocumentPage.document_id.in_(document_ids))
        .order_by(DocumentPage.document_id, DocumentPage.position)
    )
    return tuple((place, page) for place, page in tx.session.execute(query))


def page_ids(tx: ReadTx, document_id: str) -> tuple[str, ...]:
    """The pages of a document in their order."""
    query = select(DocumentPage.page_id).where(DocumentPage.document_id == document_id)
    return tuple(tx.session.scalars(query.order_by(DocumentPage.position)))


def places_of_page(tx: ReadTx, page_id: str) -> tuple[tuple[Document, int], ...]:
    """Every document outside the bin that a page is in, with its number there."""
    query = (
        select(Document, DocumentPage.position)
        .join(DocumentPage, DocumentPage.document_id == Document.id)
        .join(Case, Case.id == Document.case_id)
        .where(DocumentPage.page_id == page_id, Case.in_bin_since.is_(None))
        .order_by(Document.position)
    )
    return tuple((document, position) for document, position in tx.session.execute(query))


def cases_of_page(tx: ReadTx, page_id: str) -> tuple[str, ...]:
    """Every case that shows a page, those in the bin too."""
    query = (
        select(Document.case_id)
        .join(DocumentPage, DocumentPage.document_id == Document.id)
        .where(DocumentPage.page_id == page_id)
        .distinct()
    )
    return tuple(tx.session.scalars(query))


def file_names(tx: ReadTx, case_id: str) -> dict[str, str]:
    """Under which name each file was put into a case, by file id."""
    return {
        row.file_id: row.name
        for row in tx.session.scalars(select(CaseFile).where(CaseFile.case_id == case_id))
    }


def seen_pages(tx: ReadTx, case_id: str, user_id: str | None = None) -> frozenset[str]:
    """Pages of a case that somebody (or this user) has had on screen."""
    query = select(PageSeen.page_id).where(PageSeen.case_id == case_id)
    if user_id is not None:
        query = query.where(PageSeen.user_id == user_id)
    return frozenset(tx.session.scalars(query))


def add_seen(tx: WriteTx, case_id: str, page_ids: Sequence[str]) -> int:
    """Marks pages as seen by this user; answers how many were new."""
    known = seen_pages(tx, case_id, tx.user_id)
    new = [page_id for page_id in dict.fromkeys(page_ids) if page_id not in known]
    for page_id in new:
        tx.session.add(PageSeen(case_id=case_id, page_id=page_id, user_id=tx.user_id, seen_at=tx.now))
    tx.session.flush()
    return len(new)


def turns(tx: ReadTx, page_ids: Sequence[str]) -> dict[str, int]:
    """The reviewer's turn of pages that have one, degrees clockwise."""
    query = select(PageTurn).where(PageTurn.page_id.in_(page_ids))
    return {row.page_id: row.turn for row in tx.session.scalars(query)}


def turn_of(tx: ReadTx, page_id: str) -> PageTurn | None:
    """The reviewer's turn of a page, if it has one."""
    return tx.session.get(PageTurn, page_id)


def view_states(tx: ReadTx, user_id: str, case_id: str) -> dict[str, dict[str, object]]:
    """Where a user was in each document of a case, the last visited first."""
    mine = select(ViewState).where(ViewState.user_id == user_id, ViewState.case_id == case_id)
    rows = tx.session.scalars(mine.order_by(ViewState.saved_at.desc()))
    return {row.document_id: row.state for row in rows}


def remember_view(tx: WriteTx, case_id: str, document_id: str, state: dict[str, object]) -> None:
    """Keeps where this user is in a document; no part of the record, so without an audit event."""
    row = ViewState(
        user_id=tx.user_id, document_id=document_id, case_id=case_id, state=state, saved_at=tx.now
    )
    tx.session.merge(row)
