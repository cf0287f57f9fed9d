"""The bar that floats at the foot of the page while something is chosen: cite it for the focused field."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from workstation.gui.kit.buttons import IconButton, PrimaryButton, SecondaryButton
from workstation.gui.kit.frames import ElidedLabel, Label
from workstation.gui.kit.theme import Role, tokens
from workstation.gui.kit.tokens import Radius, Space

SHADOW = 8


class CiteBar(QFrame):
    """`cited`: the polarity ("supports", "contradicts") to cite the choice with. `dismissed`: the cross."""

    cited = Signal(str)
    dismissed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._field = ElidedLabel("", Role.BODY, "text")
        self._lead = Label(self.tr("Cite for"), Role.BODY, "text2")
        self._supports = PrimaryButton(self.tr("Supports"), "cite", "Ctrl ↵")
        self._contradicts = SecondaryButton(self.tr("Contradicts"))
        close = IconButton(self.tr("Drop the selection"), "close", "Esc")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.L + SHADOW, Space.S + SHADOW, Space.S + SHADOW, Space.S + SHADOW)
        layout.setSpacing(Space.S)
        for widget in (self._lead, self._field, self._supports, self._contradicts, close):
            layout.addWidget(widget)
        self._supports.clicked.connect(lambda: self.cited.emit("supports"))
        self._contradicts.clicked.connect(lambda: self.cited.emit("contradicts"))
        close.clicked.connect(self.dismissed)
        for button in (self._supports, self._contradicts, close):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide()

    def aim(self, label: str, reason: str = "") -> None:
        """Name the field that would be cited; "" with a reason when there is none to cite for."""
        self._lead.setText(self.tr("Cite for") if label else reason)
        self._field.setText(label)
        self._field.setVisible(bool(label))
        self._supports.explain("" if label else reason)
        self._contradicts.explain("" if label else reason)
        self.adjustSize()

    def place(self, choice: QRectF | None) -> None:
        """Lie at the foot of the page, or at its head where the foot would cover the choice."""
        parent = self.parentWidget()
        if parent is None:
            return
        self.adjustSize()
        width = min(self.sizeHint().width(), parent.width() - 2 * Space.S)
        high = self.sizeHint().height()
        left, low = (parent.width() - width) // 2, parent.height() - high - Space.S
        free = QRectF(left, low, width, high)
        covers = choice is not None and choice.intersects(free)
        self.setGeometry(left, Space.S if covers else low, width, high)
        self.raise_()

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
