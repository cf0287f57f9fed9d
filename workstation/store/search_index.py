"""The full-text index: made per dialect, called from migrations, fed with text prepared by `search_text`.

The index is contentless: it holds no page text of its own, only which word stands on which page.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select, text

from workstation.store.search_letters import RULES, Letters, Term, letters_of, may_hold
from workstation.store.search_text import index_text, match_expression, units
from workstation.store.store import ReadTx, WriteTx
from workstation.store.tables.files import Document, DocumentPage
from workstation.store.tables.readings import PageIndex

INDEX = "page_text"
# What autogenerate must not see: the virtual table and the tables FTS5 keeps behind it.
INDEX_TABLES = frozenset({INDEX, *(f"{INDEX}_{part}" for part in ("data", "idx", "docsize", "config"))})

_SQLITE = (
    f"""
CREATE VIRTUAL TABLE {INDEX} USING fts5(
  text, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2")
""",
    f"""
CREATE TRIGGER page_index_leaves AFTER DELETE ON page_index
BEGIN DELETE FROM {INDEX} WHERE rowid = OLD.key; END
""",
)


def make_search_index(connection: Connection) -> None:
    """Makes the index and the trigger that empties it; called from a migration."""
    if connection.dialect.name != "sqlite":
        raise ValueError(f"no search index is written for {connection.dialect.name}")
    for statement in _SQLITE:
        connection.exec_driver_sql(statement)


def index_page(tx: WriteTx, page_id: str, words: Sequence[tuple[str, int]]) -> None:
    """Replaces what the index knows of a page; words as (text, line) in reading order."""
    tx.session.execute(delete(PageIndex).where(PageIndex.page_id == page_id))
    found = units(words)
    letters = letters_of(found)
    row = PageIndex(
        page_id=page_id, rules=RULES, written=letters.written, alike=letters.alike, starts=letters.pack()
    )
    tx.session.add(row)
    tx.session.flush()
    statement = text(f"INSERT INTO {INDEX}(rowid, text) VALUES (:key, :text)")
    tx.session.execute(statement, {"key": row.key, "text": index_text(found)})


def taken_apart_before(tx: ReadTx) -> tuple[str, ...]:
    """Pages that older rules took apart: they are to be indexed again."""
    return tuple(tx.session.scalars(select(PageIndex.page_id).where(PageIndex.rules != RULES)))


@dataclass(frozen=True, slots=True)
class SearchedPage:
    """A page of a case in its place."""

    page_id: str
    document_id: str
    number: int
    is_read: bool


def searched_pages(tx: ReadTx, case_id: str) -> list[SearchedPage]:
    """The pages of a case that are searched, in their order, each once; documents set aside are left out."""
    query = (
        select(DocumentPage.page_id, DocumentPage.document_id, DocumentPage.position, PageIndex.key)
        .join(Document, Document.id == DocumentPage.document_id)
        .outerjoin(PageIndex, PageIndex.page_id == DocumentPage.page_id)
        .where(Document.case_id == case_id, Document.set_aside_reason.is_(None))
        .order_by(Document.position, Document.id, DocumentPage.position)
    )
    found: dict[str, SearchedPage] = {}
    for page_id, document_id, number, key in tx.session.execute(query):
        found.setdefault(page_id, SearchedPage(page_id, document_id, number, key is not None))
    return list(found.values())


def pages_that_may_hold(tx: ReadTx, page_ids: Sequence[str], terms: Sequence[Term]) -> set[str]:
    """Those pages among whose like letters are those of any of the terms: the only ones worth a closer look."""
    query = select(PageIndex.page_id, PageIndex.alike).where(PageIndex.page_id.in_(page_ids))
    return {page_id for page_id, alike in tx.session.execute(query) if may_hold(alike, terms)}


def letters_of_pages(tx: ReadTx, page_ids: Sequence[str]) -> dict[str, Letters]:
    """What the pages hold, taken apart; pages that were not read are left out."""
    columns = (PageIndex.page_id, PageIndex.written, PageIndex.alike, PageIndex.starts)
    query = select(*columns).where(PageIndex.page_id.in_(page_ids))
    return {
        page_id: Letters.unpack(written, alike, starts)
        for page_id, written, alike, starts in tx.session.execute(query)
    }


def pages_with(tx: ReadTx, query: str, document_ids: Sequence[str] | None, limit: int) -> tuple[str, ...]:
    """Pages on which the query stands, newest first; `document_ids` None searches every document."""
    expression = match_expression(query)
    if expression is None:
        return ()
    keys = text(f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH :query").bindparams(query=expression)
    pages = select(PageIndex.page_id).where(PageIndex.key.in_(keys.columns(PageIndex.key)))
    if document_ids is not None:
        inside = select(DocumentPage.page_id).where(DocumentPage.document_id.in_(document_ids))
        pages = pages.where(PageIndex.page_id.in_(inside))
    return tuple(tx.session.scalars(pages.order_by(PageIndex.key.desc()).limit(limit)))
