"""What no longer fits the pages it was made on, as a list to act on: corrections, and sources that read otherwise."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from workstation.gui.kit.buttons import IconButton, SecondaryButton
from workstation.gui.kit.frames import Label, Panel, row
from workstation.gui.kit.theme import Role, scaled
from workstation.gui.kit.tokens import Space
from workstation.services.anchors import LooseSource, OutOfPlace
from workstation.services.views import CorrectionView

MOST_ROWS = 5
ROW_HEIGHT = 28
NOTHING = OutOfPlace((), ())


class LooseList(Panel):
    """`picked`: (page id, quads, evidence id or "") to be shown. `withdrawn`: a `CorrectionView`. `left`: Esc."""

    picked = Signal(str, object, str)
    withdrawn = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", ("bottom",), parent)
        self._rows: tuple[CorrectionView | LooseSource, ...] = ()
        said = self.tr("These do not fit what is read now. They are kept until you decide.")
        self._withdraw = SecondaryButton(self.tr("Withdraw correction"), "bin", "Del")
        close = IconButton(self.tr("Close"), "close", "Esc")
        self._list = QListWidget()
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setAccessibleName(self.tr("What no longer fits"))
        body = QVBoxLayout(self)
        body.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        body.setSpacing(Space.S)
        body.addLayout(row(Label(said, Role.BODY, "text2"), None, self._withdraw, close))
        body.addWidget(self._list)
        self._list.currentRowChanged.connect(self._go)
        self._list.itemClicked.connect(lambda _item: self._go(self._list.currentRow()))
        self._withdraw.clicked.connect(self._give_back)
        close.clicked.connect(self.left)
        self.hide()

    def show_things(self, things: OutOfPlace, where: Callable[[str], str]) -> None:
        """Show what there is, `where` names a page; an empty list closes."""
        at = max(self._list.currentRow(), 0)
        self._rows = (*things.corrections, *things.sources)
        self._list.blockSignals(True)
        self._list.clear()
        for each in self._rows:
            item = QListWidgetItem(f"{where(each.page_id)}   {self._told(each)}")
            item.setSizeHint(QSize(0, scaled(ROW_HEIGHT)))
            self._list.addItem(item)
        self._list.setCurrentRow(min(at, len(self._rows) - 1))
        self._list.blockSignals(False)
        self._list.setFixedHeight(scaled(ROW_HEIGHT) * min(len(self._rows), MOST_ROWS) + 4)
        self._explain()
        if not self._rows and not self.isHidden():
            self.left.emit()

    def open_list(self) -> None:
        """Show the list with the keys on it, and the place of its first row."""
        self.show()
        self._list.setFocus()
        self._go(self._list.currentRow())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self._give_back()
        else:
            super().keyPressEvent(event)

    def _told(self, each: CorrectionView | LooseSource) -> str:
        if isinstance(each, CorrectionView):
            said = self.tr("Correction by %1: “%2” instead of “%3”").replace("%1", each.made_by)
            return said.replace("%2", each.new_text or "–").replace("%3", each.old_text or "–")
        said = self.tr("Source “%1” reads “%2” now")
        return said.replace("%2", each.reads_now or "–").replace("%1", each.quote)

    def _go(self, at: int) -> None:
        self._explain()
        if not 0 <= at < len(self._rows):
            return
        each, had_keys = self._rows[at], self._list.hasFocus()
        if isinstance(each, CorrectionView):
            self.picked.emit(each.page_id, (each.quad,), "")
        else:
            self.picked.emit(each.page_id, each.quads, each.evidence_id)
        if had_keys:  # the field that a source belongs to is shown, and the keys stay here
            self._list.setFocus()

    def _give_back(self) -> None:
        at = self._list.currentRow()
        each = self._rows[at] if 0 <= at < len(self._rows) else None
        if isinstance(each, CorrectionView):
            self.withdrawn.emit(each)

    def _explain(self) -> None:
        at = self._list.currentRow()
        correction = 0 <= at < len(self._rows) and isinstance(self._rows[at], CorrectionView)
        self._withdraw.explain("" if correction else self.tr("A source is removed at its value."))
