"""Keys, mouse and files reach the window as a person's do: through its native window, to what has the focus."""

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QWindow,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

LOOK_EVERY_MS: Final = 15
HELD: Final = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}
NAMED: Final = {
    "Down": Qt.Key.Key_Down,
    "Up": Qt.Key.Key_Up,
    "Left": Qt.Key.Key_Left,
    "Right": Qt.Key.Key_Right,
    "Home": Qt.Key.Key_Home,
    "PgDown": Qt.Key.Key_PageDown,
    "PgUp": Qt.Key.Key_PageUp,
    "Ins": Qt.Key.Key_Insert,
    "Tab": Qt.Key.Key_Tab,
    "Return": Qt.Key.Key_Return,
    "F1": Qt.Key.Key_F1,
    "Escape": Qt.Key.Key_Escape,
}
PATIENCE: Final = 20.0


class StuckError(RuntimeError):
    """Something that should have appeared on the screen did not."""


class Hands:
    """Acts on one window and on what opens above it."""

    def __init__(self, window: QWidget) -> None:
        self.window = window

    # Waiting

    def until(self, seen: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
        """Let the window live until `seen()` is true. Raises StuckError, naming `what`, after `seconds`."""
        end = time.monotonic() + seconds
        if seen():
            return
        loop, looking = QEventLoop(), QTimer()
        looking.setInterval(LOOK_EVERY_MS)

        def look() -> None:
            if seen() or time.monotonic() > end:
                loop.quit()

        looking.timeout.connect(look)
        looking.start()
        loop.exec()
        looking.stop()
        if not seen():
            raise StuckError(what)

    def rest(self, seconds: float) -> None:
        """Look at the screen for a while: for pictures, and for what needs to stand on it."""
        end = time.monotonic() + seconds
        self.until(lambda: time.monotonic() >= end, "time", seconds + 5)

    # Keys

    def press(self, *chords: str) -> None:
        """Press keys one after the other: "Ctrl+F", "Down", "B"."""
        for chord in chords:
            *held, key = chord.split("+")
            modifiers = Qt.KeyboardModifier.NoModifier
            for name in held:
                modifiers |= HELD[name]
            code = NAMED.get(key) or Qt.Key(ord(key))
            QTest.keyClick(self._keyboard(), code, modifiers)

    def type(self, text: str) -> None:
        """Type text into what has the focus."""
        for letter in text:
            key, shift = ord(letter.upper()), letter.isupper()
            held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
            for way in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QCoreApplication.sendEvent(self._keyboard(), QKeyEvent(way, key, held, letter))

    def _keyboard(self) -> QWindow:
        """Where keys go now. Off-screen no window manager gives them back when a pop-up closes: we do."""
        focus = QGuiApplication.focusWindow()
        if focus is None or not focus.isVisible():
            self.window.activateWindow()
            self.until(self.window.isActiveWindow, "the window does not become active")
            focus = _native(self.window)
        return focus

    # Mouse

    def click(
        self,
        widget: QWidget,
        at: QPoint | None = None,
        button: Qt.MouseButton = Qt.MouseButton.LeftButton,
    ) -> None:
        """Click on a widget, in its middle unless a place is given. Raises StuckError where it can't be seen."""
        if not widget.isVisible():
            raise StuckError(f"{widget.accessibleName() or type(widget).__name__} is not on the screen")
        place = widget.mapTo(widget.window(), at or widget.rect().center())
        QTest.mouseClick(_native(widget), button, Qt.KeyboardModifier.NoModifier, place)

    def point(self, widget: QWidget, at: QPointF) -> None:
        """Move the pointer over a place of a widget."""
        QTest.mouseMove(_native(widget), widget.mapTo(widget.window(), at.toPoint()))

    def drag(self, widget: QWidget, start: QPointF, end: QPointF) -> None:
        """Press at `start`, move over several places to `end`, let go."""
        native, none = _native(widget), Qt.KeyboardModifier.NoModifier
        places = [start + (end - start) * step / 4 for step in range(5)]
        spots = [widget.mapTo(widget.window(), place.toPoint()) for place in places]
        QTest.mouseMove(native, spots[0])
        QTest.mousePress(native, Qt.MouseButton.LeftButton, none, spots[0])
        for spot in spots[1:]:
            QTest.mouseMove(native, spot)
        QTest.mouseRelease(native, Qt.MouseButton.LeftButton, none, spots[-1])

    # Files

    def drop(self, widget: QWidget, paths: Iterable[Path]) -> None:
        """Drag files over a widget and let them fall on its middle."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        centre = widget.rect().center()
        kind, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        over = QDragEnterEvent(centre, kind, mime, left, none)
        QCoreApplication.sendEvent(widget, over)
        if not over.isAccepted():
            raise StuckError("the files are not wanted here")
        QCoreApplication.sendEvent(widget, QDragMoveEvent(centre, kind, mime, left, none))
        QCoreApplication.sendEvent(widget, QDropEvent(QPointF(centre), kind, mime, left, none))


def _native(widget: QWidget) -> QWindow:
    native = widget.window().windowHandle()
    if native is None:
        raise StuckError("the window is not shown")
    return native
