"""The number of the page on screen, typed over to go to another page."""

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from workstation.gui.kit.theme import scaled

WIDTH = 38


class PageNumber(QLineEdit):
    """`asked`: Enter, with a page of the document, counted from 1: what is beyond its ends is held to them. `left`:
    Enter without a number, or Esc. Without the keys it always says which page is on screen.
    """

    asked = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = self._count = 0
        self.setFixedWidth(scaled(WIDTH))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setValidator(QRegularExpressionValidator(QRegularExpression(r"\d{0,4}"), self))
        self.setAccessibleName(self.tr("Page number"))

    def show_page(self, number: int, count: int) -> None:
        """The page on screen, of how many; what is being typed stays."""
        self._number, self._count = number, count
        if not self.hasFocus():
            self._say()

    def ask(self) -> None:
        """Take the keys, with the number chosen so that typing replaces it."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._say()

    def _enter(self) -> None:
        if self.text() and self._count:
            self.asked.emit(min(max(int(self.text()), 1), self._count))
        else:
            self.left.emit()

    def _say(self) -> None:
        self.setText(str(self._number) if self._count else "")
