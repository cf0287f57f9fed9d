"""What floats over the page: a card with a shadow that never covers what it is about."""

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from workstation.gui.kit.theme import tokens
from workstation.gui.kit.tokens import Radius, Space

SHADOW = 8


class Floating(QFrame):
    """A card that is a child of the page; `SHADOW` px around its content are its shadow.

    While something in it has the keys, the single keys of the page do not act.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()

    def lie_at_edge(self, choice: QRectF | None) -> None:
        """Lie at the foot of the page, or at its head where the foot would cover more of the choice."""
        parent = self.parentWidget()
        if parent is None:
            return
        wanted = self.sizeHint().boundedTo(self.maximumSize()).expandedTo(self.minimumSize())
        width = min(wanted.width(), parent.width() - 2 * Space.S)
        high = self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()
        left, low = (parent.width() - width) // 2, parent.height() - high - Space.S
        foot, head = QRectF(left, low, width, high), QRectF(left, Space.S, width, high)
        at = foot if choice is None or _shared(choice, foot) <= _shared(choice, head) else head
        self.setGeometry(at.toRect())
        self.raise_()

    def lie_under(self, choice: QRectF) -> None:
        """Lie under the choice with its left edges in line, or above it where there is no room; held within the
        page."""
        parent = self.parentWidget()
        if parent is None:
            return
        width, high = self.sizeHint().width(), self.sizeHint().height()
        left = min(max(round(choice.left()) - SHADOW, 0), max(parent.width() - width, 0))
        under, above = round(choice.bottom()), round(choice.top()) - high
        self.setGeometry(left, under if under + high <= parent.height() else max(above, 0), width, high)
        self.raise_()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_plain(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        painter.setPen(Qt.PenStyle.NoPen)
        for spread, alpha in ((6, 8), (4, 12), (2, 16)):
            painter.setBrush(QColor(0, 0, 0, alpha))
            radius = Radius.FLOATING + spread
            painter.drawRoundedRect(rect.adjusted(-spread, -spread + 2, spread, spread), radius, radius)
        painter.setPen(QPen(QColor(tokens().line), 1))
        painter.setBrush(QColor(tokens().surface))
        painter.drawRoundedRect(rect, Radius.FLOATING, Radius.FLOATING)


def _shared(one: QRectF, other: QRectF) -> float:
    """The height that two places have in common, where they meet."""
    return max(one.intersected(other).height(), 0.0)


def _is_plain(event: QKeyEvent) -> bool:
    """A key without Ctrl, Alt or Meta that is no function key."""
    held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    return held == Qt.KeyboardModifier.NoModifier and not Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35
