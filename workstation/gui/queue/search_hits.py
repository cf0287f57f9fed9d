"""What a search over every page ever read has found; a press opens the page at the hit."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QKeyEvent, Qt
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from workstation.gui.kit.buttons import IconButton
from workstation.gui.kit.frames import Label, Panel, row
from workstation.gui.kit.theme import Role
from workstation.gui.kit.tokens import Space
from workstation.services.views import Hit


class SearchHits(Panel):
    """`opened`: a `Hit`. `closed`: Esc."""

    opened = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", (), parent)
        self._hits: tuple[Hit, ...] = ()
        self._title = Label("", Role.TITLE, "text", QFont.Weight.DemiBold)
        close = IconButton(self.tr("Close search"), "close", "Esc")
        self._list = QListWidget()
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setAccessibleName(self.tr("Hits"))
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addLayout(row(self._title, None, close, margins=(Space.L, Space.M, Space.M, Space.M)))
        body.addWidget(self._list, 1)
        self._list.itemActivated.connect(self._open)
        self._list.itemClicked.connect(self._open)
        close.clicked.connect(self.closed)

    def show_hits(self, text: str, hits: tuple[Hit, ...], numbers: dict[str, str]) -> None:
        """Show what was found; `numbers` are the readable numbers of cases."""
        self._hits = hits
        said = self.tr("%n page(s) with “%1”", "", len(hits)).replace("%1", text)
        self._title.setText(said if hits else self.tr("No page has “%1”.").replace("%1", text))
        self._list.clear()
        for hit in hits:
            page = self.tr("p %1").replace("%1", str(hit.page_number))
            where = " ".join(part for part in (numbers.get(hit.case_id, ""), page) if part)
            self._list.addItem(QListWidgetItem(f"{where}   {hit.context}"))
        if hits:
            self._list.setCurrentRow(0)
            self._list.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(self._hits[self._list.row(item)])
