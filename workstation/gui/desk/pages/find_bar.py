"""Find on the pages of the case: "3 of 18", Enter and Shift+Enter move, all hits listed with their line."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QVBoxLayout, QWidget

from workstation.gui.kit.buttons import IconButton
from workstation.gui.kit.frames import Label, Panel, row
from workstation.gui.kit.theme import Role
from workstation.gui.kit.tokens import Space
from workstation.services.views import Hit

TYPING_PAUSE_MS = 120
MOST_ROWS = 7


class FindBar(Panel):
    """`asked`: search for this text. `hit_changed`: the hit to show, counted from 0. `closed`: Esc."""

    asked = Signal(str)
    hit_changed = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", ("bottom",), parent)
        self._hits: tuple[Hit, ...] = ()
        self._at = 0
        self._field = QLineEdit()
        self._field.setPlaceholderText(self.tr("Find in this case"))
        self._field.setAccessibleName(self.tr("Find in this case"))
        self._count = Label("", Role.CAPTION, "text3")
        previous = IconButton(self.tr("Previous hit"), "back", "Shift F3")
        following = IconButton(self.tr("Next hit"), "forward", "F3")
        close = IconButton(self.tr("Close find"), "close", "Esc")
        self._list = QListWidget()
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setAccessibleName(self.tr("Hits"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE_MS)
        body = QVBoxLayout(self)
        body.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        body.setSpacing(Space.S)
        body.addLayout(row(self._field, self._count, previous, following, close))
        body.addWidget(self._list)
        self._list.hide()
        self._field.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self._ask)
        previous.clicked.connect(self.previous)
        following.clicked.connect(self.next)
        close.clicked.connect(self.close_bar)
        self._list.currentRowChanged.connect(self._row_chosen)

    def open_bar(self, text: str = "") -> None:
        """Show the bar with the cursor in it; `text` (a selection) is looked for at once."""
        self.show()
        if text:
            self._field.setText(text)
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def close_bar(self) -> None:
        """Hide the bar and forget its hits."""
        self.hide()
        self.show_hits(())
        self.closed.emit()

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """The answer to `asked`."""
        self._hits, self._at = tuple(hits), 0
        self._list.blockSignals(True)
        self._list.clear()
        for hit in self._hits:
            page = self.tr("p %1").replace("%1", str(hit.page_number))
            self._list.addItem(f"{page}   {hit.context}")
        self._list.blockSignals(False)
        shown = self._list.sizeHintForRow(0) * min(len(self._hits), MOST_ROWS) if self._hits else 0
        self._list.setFixedHeight(shown + 2)
        self._list.setVisible(bool(self._hits))
        self._show_count()
        if self._hits:
            self._go(0)

    @property
    def hits(self) -> tuple[Hit, ...]:
        return self._hits

    @property
    def current(self) -> int:
        """The hit shown, counted from 0."""
        return self._at

    @property
    def count_text(self) -> str:
        return self._count.text()

    def next(self) -> None:
        self._go(self._at + 1)

    def previous(self) -> None:
        self._go(self._at - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._pause.isActive():
                self._ask()
            elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.previous()
            else:
                self.next()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        self._pause.stop()
        self.asked.emit(self._field.text().strip())

    def _row_chosen(self, at: int) -> None:
        if at >= 0:
            self._go(at)

    def _go(self, at: int) -> None:
        if not self._hits:
            return
        self._at = at % len(self._hits)
        self._list.blockSignals(True)
        self._list.setCurrentRow(self._at)
        self._list.blockSignals(False)
        self._show_count()
        self.hit_changed.emit(self._at)

    def _show_count(self) -> None:
        if self._hits:
            said = self.tr("%1 of %2")
            self._count.setText(said.replace("%1", str(self._at + 1)).replace("%2", str(len(self._hits))))
        else:
            self._count.setText(self.tr("no hits") if self._field.text().strip() else "")
