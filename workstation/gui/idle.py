"""Tells when nobody has touched keyboard or pointer for a while."""

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


class IdleWatch(QObject):
    """`idle` once when `minutes` have passed without a touch; the next touch starts it again.

    It listens at the native window, where each touch passes once, not at every widget.
    """

    idle = Signal()

    def __init__(self, window: QWidget, minutes: float) -> None:
        super().__init__(window)
        self._window = window
        self._seconds = minutes * 60
        self._last = time.monotonic()
        self._told = False
        self._timer = QTimer(self, interval=max(50, min(5000, round(self._seconds * 100))))
        self._timer.timeout.connect(self._look)

    def watch(self) -> None:
        """Begin; call it when the window is shown and has a native window."""
        handle = self._window.windowHandle()
        if handle is not None:
            handle.removeEventFilter(self)
            handle.installEventFilter(self)
        self._last = time.monotonic()
        self._timer.start()

    def _look(self) -> None:
        if not self._told and time.monotonic() - self._last >= self._seconds:
            self._told = True
            self.idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self._last = time.monotonic()
            self._told = False
        return False
