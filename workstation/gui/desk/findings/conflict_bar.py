"""What can be done about two values, in place under them: keep one, or explain and leave both."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from workstation.gui.kit.buttons import SecondaryButton
from workstation.gui.kit.fields import LineField
from workstation.gui.kit.frames import row
from workstation.gui.kit.tokens import Space


class ConflictBar(QWidget):
    """`resolved`: keep the chosen value, for the reason typed. `explained`: both stay, explained. `left`: Esc."""

    resolved = Signal(str)
    explained = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._why = LineField(self.tr("Reason"), self.tr("Why this one, or why both stay"))
        self._keep = SecondaryButton(self.tr("Keep chosen"), "check")
        self._leave = SecondaryButton(self.tr("Leave open, explained"))
        self.setLayout(row(self._why, self._keep, self._leave, margins=(Space.L, 6, Space.S, 6)))
        self._keep.clicked.connect(lambda: self.resolved.emit(self._why.text().strip()))
        self._leave.clicked.connect(lambda: self.explained.emit(self._why.text().strip()))
        self._why.textChanged.connect(self._enable)
        self._why.returnPressed.connect(self._keep.click)
        self._chosen = False
        self._about = ("", "")
        self._enable()
        self.hide()

    def show_for(self, key: str, chosen: bool, explanation: str) -> None:
        """Open for the conflict `key`. `chosen`: one of its values is. An earlier explanation stands in the line;
        what is being typed for the same conflict stays."""
        self._chosen = chosen
        if (key, explanation) != self._about:
            self._about = (key, explanation)
            self._why.setText(explanation)
        self._enable()
        self.show()

    def focus_reason(self) -> None:
        """Put the cursor into the reason."""
        self._why.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _enable(self) -> None:
        typed = bool(self._why.text().strip())
        reason = "" if typed else self.tr("Say why this one.")
        self._keep.explain(reason if self._chosen else self.tr("Choose a value first."))
        self._leave.explain("" if typed else self.tr("Say why both stay."))
