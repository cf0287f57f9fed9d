"""The pages of a document as one record: its list, changed as a whole; and what hangs on a document."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, or_, select

from workstation.domain.errors import NotFoundError
from workstation.store import files
from workstation.store.store import ReadTx, WriteTx
from workstation.store.tables.files import Document, DocumentLink, DocumentPage, ViewState

KIND = DocumentPage.__tablename__
Snapshot = dict[str, Any]


def snapshot(tx: ReadTx, document_id: str) -> Snapshot | None:
    """The page list as the audit trail and undo keep it; None when the document has no page."""
    pages = list(files.page_ids(tx, document_id))
    return {"id": document_id, "pages": pages} if pages else None


def write(tx: WriteTx, chain: str, document_id: str, wanted: Mapping[str, Any] | None) -> None:
    """Puts a page list in the place of another one, with its event. Whoever saw the old list has an old version
    of the document."""
    before = snapshot(tx, document_id)
    pages: Sequence[str] = wanted["pages"] if wanted is not None else ()
    tx.session.execute(delete(DocumentPage).where(DocumentPage.document_id == document_id))
    for position, page_id in enumerate(pages, start=1):
        tx.session.add(DocumentPage(document_id=document_id, position=position, page_id=page_id))
    row = tx.session.get(Document, document_id)
    tx.session.flush()
    if row is not None and before is not None and wanted is not None:
        with tx.changing(chain, "set_pages", row):
            row.row_version = row.row_version + 1
    tx.record(chain, "set_pages", KIND, document_id, _told(before), _told(wanted))


def _told(pages: Mapping[str, Any] | None) -> Snapshot | None:
    return None if pages is None else {"pages": list(pages["pages"])}


def forget_views(tx: WriteTx, document_id: str) -> None:
    """Forgets where users were in a document that goes."""
    tx.session.execute(delete(ViewState).where(ViewState.document_id == document_id))


def links(tx: ReadTx, case_id: str) -> tuple[DocumentLink, ...]:
    """The links between documents of a case, as they were made."""
    query = select(DocumentLink).where(DocumentLink.case_id == case_id).order_by(DocumentLink.id)
    return tuple(tx.session.scalars(query))


def links_of(tx: ReadTx, document_id: str) -> tuple[DocumentLink, ...]:
    """The links that a document has to others, or others to it."""
    either = or_(DocumentLink.document_id == document_id, DocumentLink.other_id == document_id)
    return tuple(tx.session.scalars(select(DocumentLink).where(either).order_by(DocumentLink.id)))


def link(tx: ReadTx, link_id: str) -> DocumentLink:
    """The link; NotFoundError when there is none."""
    row = tx.session.get(DocumentLink, link_id)
    if row is None:
        raise NotFoundError("documents.no_such_link")
    return row
