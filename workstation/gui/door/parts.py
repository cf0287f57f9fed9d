"""What the door and the lock share: a centred column on plain ground, and the count of tries."""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from workstation.gui.kit.current import Role
from workstation.gui.kit.frames import Label, Panel
from workstation.gui.kit.tokens import Space

TRIES: Final = 5
PAUSE_SECONDS: Final = 30


class Tries(QObject):
    """Counts wrong passwords; after five the door stays shut for half a minute.

    The pause slows a person at the keyboard. What protects the data is the cost of deriving the key.
    """

    reopened = Signal()

    def __init__(self, parent: QObject | None = None, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._now = now
        self._left = TRIES
        self._until = 0.0
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.begin_again)

    def left(self) -> int:
        """How many tries remain before the pause."""
        return self._left

    def miss(self) -> int:
        """One more wrong password; returns the tries left."""
        self._left = max(0, self._left - 1)
        if not self._left:
            self._until = self._now() + PAUSE_SECONDS
            self._timer.start(PAUSE_SECONDS * 1000)
        return self._left

    def seconds_to_wait(self) -> int:
        """How long the door stays shut; 0 when it is open."""
        return max(0, round(self._until - self._now())) if not self._left else 0

    def begin_again(self) -> None:
        """Open the door again, and tell."""
        self._timer.stop()
        self._left = TRIES
        self._until = 0.0
        self.reopened.emit()


class Vestibule(Panel):
    """Plain ground with one narrow column in its middle: heading, a quiet line, then `column`."""

    WIDTH: Final = 360

    def __init__(self, heading: str, line: str) -> None:
        super().__init__("bg")
        self.heading = Label(heading, Role.HEADING)
        self.line = Label(line, Role.BODY, "text2", wrap=True)
        inner = QWidget()
        inner.setFixedWidth(self.WIDTH)
        inner.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(Space.M)
        self.column.addWidget(self.heading)
        self.column.addWidget(self.line)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        outer.addStretch(2)
        outer.addWidget(inner, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)
        self.inner = inner
