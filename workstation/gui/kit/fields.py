"""Where words are typed: a line with an icon and a key cap, a line, several lines, a choice."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from workstation.gui.kit.current import Role, role_font, scaled, tokens
from workstation.gui.kit.icons import paint_icon
from workstation.gui.kit.paint import key_hint_width, paint_key_hint
from workstation.gui.kit.tokens import Height, Radius, Space


class LineField(QLineEdit):
    """One line of text, 30 px high."""

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), scaled(Height.CONTROL))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), scaled(Height.CONTROL))


class PasswordField(LineField):
    """A line that shows dots and is never remembered by an input method."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, "", parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)


class SearchField(LineField):
    """A line with a magnifier and its key at the right; Esc empties it, then leaves."""

    left = Signal()

    _ICON: Final = 16

    def __init__(self, placeholder: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(placeholder, placeholder, parent)
        self._key = key
        self._fit()
        self.textChanged.connect(self._fit)

    def set_key(self, key: str) -> None:
        """Print another key."""
        self._key = key
        self._fit()
        self.update()

    def _fit(self) -> None:
        hint = round(key_hint_width(self._key)) + 6 if self._key and not self.text() else 0
        self.setTextMargins(Space.S + self._ICON - 2, 0, hint, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        t = tokens()
        painter = QPainter(self)
        spot = QRectF(9, (self.height() - self._ICON) / 2, self._ICON, self._ICON)
        paint_icon(painter, spot, "search", QColor(t.text2))
        if self._key and not self.text():
            width = key_hint_width(self._key)
            rect = QRectF(self.width() - width - 7, 0, width, self.height())
            paint_key_hint(painter, rect, self._key, t.text2, QColor(t.line), QColor(t.bg))


class TextArea(QPlainTextEdit):
    """Several lines in a rounded border; Tab leaves it."""

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(Space.S)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(t.edge if self.isEnabled() else t.line), 1))
        painter.setBrush(QColor(t.surface if self.isEnabled() and not self.isReadOnly() else t.bg))
        box = QRectF(self.viewport().rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, Radius.CONTROL, Radius.CONTROL)
        painter.end()
        super().paintEvent(event)


class Choice(QComboBox):
    """One of a few; the wheel scrolls what lies around it and never changes the choice."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.view().setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFont(role_font(Role.BODY))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
