"""The full-text index: made per dialect, called from migrations, fed with text prepared by `search_text`.

The index is contentless: it holds no page text of its own, only which word stands on which page.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, select, text

from workstation.store.search_text import index_text, match_expression
from workstation.store.store import ReadTx, WriteTx
from workstation.store.tables.files import DocumentPage
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
    row = PageIndex(page_id=page_id)
    tx.session.add(row)
    tx.session.flush()
    statement = text(f"INSERT INTO {INDEX}(rowid, text) VALUES (:key, :text)")
    tx.session.execute(statement, {"key": row.key, "text": index_text(words)})


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
