"""A known problem that no place of its own took: it lies above the status bar until it is closed."""

from PySide6.QtCore import QEvent, QObject, QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from workstation.gui.kit.buttons import SecondaryButton
from workstation.gui.kit.current import Role, tokens
from workstation.gui.kit.frames import Label
from workstation.gui.kit.icons import paint_icon
from workstation.gui.kit.messages import announce
from workstation.gui.kit.tokens import Height, Radius, Space


class Notice(QFrame):
    """One sentence and a button that closes it. A second problem replaces the first."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        over.installEventFilter(self)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(Space.L + 24, Space.S, Space.S, Space.S)
        row.setSpacing(Space.M)
        self._label = Label("", Role.BODY, "text", wrap=True)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.close_button = SecondaryButton(self.tr("Close"), "", "")
        self.close_button.clicked.connect(self.hide)
        row.addWidget(self._label, 1)
        row.addWidget(self.close_button)
        self.hide()

    def say(self, text: str) -> None:
        """Show the sentence."""
        self._label.setText(text)
        self.setAccessibleName(text)
        self.close_button.setText(self.tr("Close"))
        self._place()
        self.show()
        self.raise_()
        announce(self, text)

    def text(self) -> str:
        """The sentence shown."""
        return self._label.text()

    def _place(self) -> None:
        width = min(720, self._over.width() - 2 * Space.XL)
        height = max(self._row.heightForWidth(width), self.sizeHint().height())
        x = (self._over.width() - width) // 2
        self.setGeometry(x, self._over.height() - height - Height.STATUS_BAR - Space.L, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(t.not_met), 1))
        painter.setBrush(QColor(t.not_met_tint))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, Radius.FLOATING, Radius.FLOATING)
        spot = QRectF(Space.L, self.height() / 2 - 8, 16, 16)
        paint_icon(painter, spot, "warning", QColor(t.not_met))
