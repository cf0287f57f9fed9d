"""What is said over the page when a key can do nothing yet: it takes no room and goes with the next thing done."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QHBoxLayout

from workstation.gui.desk.pages.floating import SHADOW, Floating
from workstation.gui.kit.frames import Label
from workstation.gui.kit.messages import announce
from workstation.gui.kit.theme import Role
from workstation.gui.kit.tokens import Motion, Space

_ACTS: Final = frozenset(
    {
        QEvent.Type.ShortcutOverride,  # every key, before it is known what it does
        QEvent.Type.MouseButtonPress,
        QEvent.Type.FocusOut,
        QEvent.Type.Wheel,
    }
)


class Hint(Floating):
    """Lies over the head of `canvas`, or over its foot where it would cover what is chosen. It takes neither keys nor
    clicks, and goes by itself like a toast."""

    def __init__(self, canvas: QAbstractScrollArea) -> None:
        super().__init__(canvas)
        self._sentence = Label("", Role.BODY, "text", wrap=True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        body = QHBoxLayout(self)
        body.setContentsMargins(Space.L + SHADOW, Space.S + SHADOW, Space.L + SHADOW, Space.S + SHADOW)
        body.addWidget(self._sentence)
        self._stay = QTimer(self, singleShot=True, interval=Motion.TOAST_STAYS)
        self._stay.timeout.connect(self.hide)
        for watched in (canvas, canvas.viewport()):
            watched.installEventFilter(self)

    @property
    def text(self) -> str:
        """What is said now, "" when nothing is."""
        return "" if self.isHidden() else self._sentence.text()

    def say(self, sentence: str, chosen: QRectF | None) -> None:
        """Say why a key did nothing. `chosen`: where what is chosen lies in the viewport."""
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self._lie(chosen)
        self.show()
        self.raise_()
        self._stay.start()
        announce(self, sentence)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ACTS:
            self.hide()
        return super().eventFilter(watched, event)

    def _lie(self, chosen: QRectF | None) -> None:
        canvas, layout = self.parentWidget(), self.layout()
        if canvas is None or layout is None:
            return
        margins = layout.contentsMargins()
        line = self._sentence.fontMetrics().horizontalAdvance(self._sentence.text()) + Space.XS
        width = min(canvas.width() - 2 * Space.S, line + margins.left() + margins.right())
        high = layout.heightForWidth(width)
        head = QRectF((canvas.width() - width) / 2, 0, width, high)
        foot = head.translated(0, canvas.height() - high)
        self.setGeometry((foot if chosen is not None and chosen.intersects(head) else head).toRect())
