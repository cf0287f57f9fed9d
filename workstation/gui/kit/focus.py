"""The focus ring: 2 px accent, 1 px gap, around whichever control has the keyboard."""

from typing import Final

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFocusFrame,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from workstation.gui.kit.current import tokens
from workstation.gui.kit.tokens import Radius

GAP: Final = 1
WIDTH: Final = 2
MARGIN: Final = GAP + WIDTH

_RINGED: Final = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QTextEdit)


class FocusFollower(QObject):
    """Keeps one ring around the focused control of `app`.

    A widget opts out, or in, with the dynamic property `ring`; `radius` gives its corner when it is not 6.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._ring = FocusRing()
        app.focusChanged.connect(self._move)

    def _move(self, _old: QWidget | None, new: QWidget | None) -> None:
        if not isValid(self._ring):  # it dies with the window it stood in
            self._ring = FocusRing()
        self._ring.setWidget(new if new is not None and _wants_ring(new) else None)  # type: ignore[arg-type]


class FocusRing(QFocusFrame):
    """The drawn ring itself."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        widget = self.widget()
        if widget is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens().accent), WIDTH))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = widget.property("radius")
        corner = (radius if isinstance(radius, int) else Radius.CONTROL) + GAP
        half = WIDTH / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), corner, corner)


def _wants_ring(widget: QWidget) -> bool:
    wish = widget.property("ring")
    if isinstance(wish, bool):
        return wish
    return isinstance(widget, _RINGED)
