"""What the app says: inline under the thing concerned, a toast for what can be undone, an empty state."""

from typing import Final

from PySide6.QtCore import (
    QEasingCurve,
    QEvent,
    QObject,
    QPoint,
    QPropertyAnimation,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from workstation.gui.kit.buttons import Button, IconButton, SecondaryButton
from workstation.gui.kit.current import Role, reduced_motion, scaled, tokens
from workstation.gui.kit.frames import Label
from workstation.gui.kit.icons import paint_icon
from workstation.gui.kit.tokens import Motion, Radius, Space, Tokens


def announce(widget: QWidget, text: str) -> None:
    """Tell a screen reader what changed."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def show_if(widget: QWidget, wanted: bool) -> None:
    """Show or hide a widget that has a parent; one without is only hidden, never shown as a window."""
    if not wanted:
        widget.hide()
    elif widget.parentWidget() is not None:
        widget.show()


ACTION_BESIDE_FROM: Final = 320
"""Width of a message, at 100 %, from which its actions stand beside the sentence."""

_KINDS: Final = {
    "problem": ("warning", "not_met", "not_met_tint"),
    "warning": ("warning", "borderline", "borderline_tint"),
    "note": ("discussion", "on_tint", "tint"),
    "good": ("check", "met", "met_tint"),
    "quiet": ("", "text2", "bg"),
}


class InlineMessage(QFrame):
    """A sentence under what it concerns, and what can be done.

    Kinds: problem, warning, note, good, quiet.
    """

    def __init__(self, kind: str = "note", text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        self._row.setSpacing(Space.S)
        self._label = Label("", Role.BODY, "text", wrap=True)
        self._row.addWidget(self._label, 1)
        self._buttons: list[Button] = []
        self._close: IconButton | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.say(kind, text)

    def say(self, kind: str, text: str) -> None:
        """Show another sentence; "" hides the message. Actions are removed."""
        self._kind = kind
        self._label.setText(text)
        self.setAccessibleName(text)
        for button in self._buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self._buttons.clear()
        self._close = None
        self._lie()
        show_if(self, bool(text))
        if text and self.window().isVisible():
            announce(self, text)
        self.update()

    def text(self) -> str:
        """The sentence shown."""
        return self._label.text()

    def add_action(self, text: str, key: str = "") -> Button:
        """Add an outlined button at the right end; connect its `clicked`."""
        button = SecondaryButton(text, "", key)
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self._buttons.append(button)
        return button

    def add_close(self, label: str) -> None:
        """Add a cross that ends the message, as Esc does while the keys are in it."""
        self._close = IconButton(label, "close", "Esc", self)
        self._close.clicked.connect(self.leave)
        self._close.show()
        self._buttons.append(self._close)
        self._lie()

    @property
    def can_be_closed(self) -> bool:
        """Whether it has a cross and is shown."""
        return self.isVisible() and self._close is not None

    def leave(self) -> None:
        """Say no more; the keys go on to what comes next."""
        if self.isAncestorOf(QApplication.focusWidget() or self.window()):
            self.focusNextChild()
        self.say(self._kind, "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.can_be_closed:
            self.leave()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lie()
        super().resizeEvent(event)

    @property
    def _beside(self) -> bool:
        return self.width() >= scaled(ACTION_BESIDE_FROM)

    def _lie(self) -> None:
        """Where a sentence beside its button would be a column of single words, the button goes under it; icon and
        cross then have a line of their own."""
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if self._beside else ways.TopToBottom)
        left, right = (24 if _KINDS[self._kind][0] else 0), 0
        top = 0
        if self._close is not None:
            size = self._close.sizeHint()
            self._close.setGeometry(
                self.width() - size.width() - Space.XS, Space.XS, size.width(), size.height()
            )
            left, right, top = (left, size.width(), 0) if self._beside else (0, 0, size.height() - Space.XS)
        self._row.setContentsMargins(Space.M + left, Space.S + top, Space.M + right, Space.S)

    def paintEvent(self, _event: QPaintEvent) -> None:
        icon, ink, ground = _KINDS[self._kind]
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(t, ground)))
        painter.drawRoundedRect(QRectF(self.rect()), Radius.CONTROL, Radius.CONTROL)
        if icon:
            line = self._label.geometry()
            top = line.top() + max((min(line.height(), self._label.fontMetrics().height()) - 16) / 2, 0)
            if line.height() < 2 * self._label.fontMetrics().height():
                top = line.center().y() - 7.5
            if self._close is not None and not self._beside:
                top = self._close.geometry().center().y() - 7.5
            paint_icon(painter, QRectF(Space.M, top, 16, 16), icon, QColor(getattr(t, ink)))


class Toast(QFrame):
    """One undoable success, bottom centre of its pane; stays 6 s, longer while pointed at or focused."""

    undone = Signal()
    gone = Signal()

    def __init__(self, pane: QWidget) -> None:
        super().__init__(pane)
        self._pane = pane
        pane.installEventFilter(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.S, Space.S)
        row.setSpacing(Space.M)
        self._label = Label("", Role.BODY, "surface")
        self._undo = _ToastButton(self.tr("Undo"), "", "")
        row.addWidget(self._label)
        row.addWidget(self._undo)
        self._undo.clicked.connect(self._take_back)
        self._timer = QTimer(self, singleShot=True, interval=Motion.TOAST_STAYS)
        self._timer.timeout.connect(self.leave)
        self._slide = QPropertyAnimation(self, b"pos", self)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._slide.finished.connect(self._settled)
        self._leaving = False
        self.hide()

    def set_key(self, key: str) -> None:
        """The key that undoes, printed on the button."""
        self._undo.set_key(key)

    def show_text(self, text: str, undoable: bool = True) -> None:
        """Say `text`, replacing what is said now."""
        self._label.setText(text)
        self._undo.setVisible(undoable)
        self.setAccessibleName(text)
        self._leaving = False
        self.adjustSize()
        self.show()
        self.raise_()
        self._move_to(self._place(), Motion.TOAST_IN, from_below=True)
        self._timer.start()
        announce(self, text)

    def text(self) -> str:
        """What is said."""
        return self._label.text()

    def leave(self) -> None:
        """Go now."""
        self._timer.stop()
        self._leaving = True
        self._move_to(self._below(), Motion.TOAST_OUT)

    def _take_back(self) -> None:
        self.undone.emit()
        self.leave()

    def _place(self) -> QPoint:
        pane = self._pane.rect()
        return QPoint((pane.width() - self.width()) // 2, pane.height() - self.height() - Space.L)

    def _below(self) -> QPoint:
        return QPoint(self._place().x(), self._pane.height() + 4)

    def _move_to(self, where: QPoint, duration: int, from_below: bool = False) -> None:
        self._slide.stop()
        if reduced_motion():
            self.move(where)
            self._settled()
            return
        self._slide.setDuration(duration)
        self._slide.setStartValue(self._below() if from_below else self.pos())
        self._slide.setEndValue(where)
        self._slide.start()

    def _settled(self) -> None:
        if self._leaving:
            self.hide()
            self.gone.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._pane and event.type() == QEvent.Type.Resize and self.isVisible():
            self._slide.stop()
            self.move(self._place())
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Enter:
            self._timer.stop()
        elif event.type() == QEvent.Type.Leave and not self._undo.hasFocus():
            self._timer.start()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.text))
        painter.drawRoundedRect(QRectF(self.rect()), Radius.FLOATING, Radius.FLOATING)


class _ToastButton(Button):
    """Reads on the toast's reversed ground."""

    def _colours(self, t: Tokens) -> tuple[QColor | None, QColor | None, QColor]:
        ground = QColor(t.surface)
        ground.setAlpha(60 if self.underMouse() else 0)
        return ground, None, QColor(t.surface)


class EmptyState(QWidget):
    """One sentence and one action, no picture."""

    acted = Signal()

    def __init__(self, sentence: str, action: str = "", key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.M)
        self._label = Label(sentence, Role.BODY, "text2", wrap=True)
        self._label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._button = SecondaryButton(action, "", key)
        self._button.clicked.connect(self.acted)
        self.setFocusProxy(self._button)
        column.addStretch(2)
        column.addWidget(self._label)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.say(sentence, action, key)

    def say(self, sentence: str, action: str = "", key: str = "") -> None:
        """Show another sentence and action; "" shows no button."""
        self._label.setText(sentence)
        self._button.setText(action)
        self._button.set_key(key)
        self._button.setVisible(bool(action))
        self.setAccessibleName(sentence)

    def text(self) -> str:
        """The sentence shown."""
        return self._label.text()
