"""The rows of the documents panel: a head for each document, a thumbnail for each page of one that is unfolded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from workstation.domain.documents import LinkKind
from workstation.gui.desk.pages.document_names import DocumentNames
from workstation.services.views import DocumentView, PageState, PageView

Index = QModelIndex | QPersistentModelIndex
Key = tuple[str, str]
"""What a row stands for: document id, and page id or "" for the head."""


@dataclass(frozen=True)
class Head:
    """A document's lines; `open` when its pages are shown under it. `name`, `short`: its type as words, told apart
    from others. `links`: how it belongs to others, in words and, for where these have no room, in one. `other`:
    another patient whom a page of it names."""

    document: DocumentView
    open: bool
    name: str
    short: str
    links: tuple[tuple[str, str], ...] = ()
    other: str = ""

    @property
    def key(self) -> Key:
        return self.document.id, ""


@dataclass(frozen=True)
class Thumb:
    """A page under its document, which is compared once, in its head, and not with each of its pages. `other`: another
    patient whom it names."""

    document: DocumentView = field(compare=False)
    page: PageView
    other: str = ""

    @property
    def key(self) -> Key:
        return self.document.id, self.page.id


Row = Head | Thumb


class DocumentsModel(QAbstractListModel):
    """Heads and thumbnails in the order of the documents; `RowRole` gives the row itself. `look_changed`: rows are to
    be painted anew where they lie."""

    look_changed = Signal()
    RowRole = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._documents: tuple[DocumentView, ...] = ()
        self._called = DocumentNames()
        self._open: set[str] = set()
        self._others: Mapping[str, str] = {}
        self._rows: list[Row] = []
        self._is_rail = False

    @property
    def documents(self) -> tuple[DocumentView, ...]:
        """The documents, as last shown."""
        return self._documents

    @property
    def rows(self) -> Sequence[Row]:
        """What is shown, from the top."""
        return self._rows

    def show_documents(self, documents: Sequence[DocumentView]) -> None:
        """Show these documents; those that were unfolded stay so. Rows are only rebuilt where they are others."""
        self._documents = tuple(documents)
        self._called = DocumentNames(self._documents)
        self._renew()

    def name_others(self, others: Mapping[str, str]) -> None:
        """The pages that name another patient than the case's, and whom."""
        self._others = others
        self._renew()

    def show_rail(self, is_rail: bool) -> None:
        """Show the heads alone, where nothing else has room."""
        if is_rail != self._is_rail:
            self._is_rail = is_rail
            self._renew()

    def unfold(self, document_id: str) -> None:
        """Show the pages of a document."""
        if document_id not in self._open:
            self._open.add(document_id)
            self._renew()

    def toggle(self, document_id: str) -> None:
        """Fold or unfold a document."""
        self._open ^= {document_id}
        self._renew()

    def is_open(self, document_id: str) -> bool:
        """Whether the pages of a document are shown."""
        return document_id in self._open

    def row_of(self, key: Key) -> int | None:
        """Where a row stands; None while it is folded away, or not there."""
        return next((at for at, row in enumerate(self._rows) if row.key == key), None)

    def holder_of(self, page_id: str) -> str | None:
        """The document that a page stands in."""
        return next((d.id for d in self._documents if any(page.id == page_id for page in d.pages)), None)

    def row_of_page(self, page_id: str) -> int | None:
        """Where a page's thumbnail stands, None while its document is folded."""
        return next(
            (at for at, row in enumerate(self._rows) if isinstance(row, Thumb) and row.page.id == page_id),
            None,
        )

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == self.RowRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._told(row)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, Head):
            document = row.document
            return "\n".join(part for part in (self._told(row), document.hospital, document.author) if part)
        return None

    def name_of(self, document: DocumentView) -> str:
        """What a document is called: "Pathology, 24 Nov 2024"."""
        return self._called.name_of(document)

    def _told(self, row: Row) -> str:
        if isinstance(row, Head):
            parts = [self.name_of(row.document), self.tr("%n page(s)", "", len(row.document.pages))]
            if row.document.set_aside is not None:
                parts.append(self.tr("another patient's, set aside"))
            elif row.other:
                parts.append(self._names(row.other))
            return ", ".join((*parts, *(said for said, _ in row.links)))
        page = row.page
        parts = [self.tr("Page %1").replace("%1", str(page.number))]
        parts.append(self.tr("seen") if page.seen else self.tr("not seen"))
        if page.cited:
            parts.append(self.tr("%n source(s)", "", page.cited))
        state = {
            PageState.FAILED: self.tr("could not be read"),
            PageState.BY_EYE: self.tr("unreadable, reviewed by eye"),
            PageState.NOT_READ: self.tr("not read yet"),
            PageState.READING: self.tr("being read"),
        }.get(page.state)
        if state is not None:
            parts.append(state)
        if row.document.set_aside is not None:
            parts.append(self.tr("another patient's, set aside"))
        elif row.other:
            parts.append(self._names(row.other))
        return ", ".join(parts)

    def _names(self, name: str) -> str:
        return self.tr("names another patient: %1").replace("%1", name)

    def _links(self) -> dict[str, list[tuple[str, str]]]:
        """How each document belongs to others, said at both ends."""
        known = {document.id: document for document in self._documents}
        there = {
            LinkKind.COPY_OF: (self.tr("copy of %1"), self.tr("copy")),
            LinkKind.TRANSLATION_OF: (self.tr("translation of %1"), self.tr("translation")),
            LinkKind.SUPERSEDES: (self.tr("newer version of %1"), self.tr("newer")),
        }
        back = {
            LinkKind.COPY_OF: (self.tr("its copy: %1"), self.tr("has a copy")),
            LinkKind.TRANSLATION_OF: (self.tr("its translation: %1"), self.tr("translated")),
            LinkKind.SUPERSEDES: (self.tr("its newer version: %1"), self.tr("has a newer")),
        }
        said: dict[str, list[tuple[str, str]]] = {}
        for link in (link for document in self._documents for link in document.links):
            if link.other_id in known:
                one, other = known[link.document_id], known[link.other_id]
                for end, words, beside in ((one, there, other), (other, back, one)):
                    told, short = words[link.kind]
                    said.setdefault(end.id, []).append((told.replace("%1", self.name_of(beside)), short))
        return said

    def _made(self) -> list[Row]:
        links = self._links()
        rows: list[Row] = []
        for document in self._documents:
            opened = document.id in self._open and not self._is_rail
            named = {} if document.set_aside is not None else self._others
            others = [named[page.id] for page in document.pages if page.id in named]
            named_so = self._called.type_of(document), self._called.short_type_of(document)
            told = tuple(links.get(document.id, ()))
            rows.append(Head(document, opened, *named_so, told, (others or [""])[0]))
            if opened:
                rows += [Thumb(document, page, named.get(page.id, "")) for page in document.pages]
        return rows

    def _renew(self) -> None:
        rows = self._made()
        if rows == self._rows:
            return
        if [_shape(row) for row in rows] == [_shape(row) for row in self._rows]:
            self._rows = rows
            self.look_changed.emit()  # a list that hears of data places every row anew
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()


def _shape(row: Row) -> object:
    """What the place of a row depends on."""
    if isinstance(row, Head):
        return row.key, row.open, len(row.links), row.document.set_aside is None, not row.other
    return row.key, row.page.turn, row.page.width, row.page.height
