"""Pauses that Python itself makes, kept away from somebody who works at the window.

A full collection of garbage stops every thread for a tenth of a second or more, and a thread that computes gives way
only after the switch interval, each time the window needs its turn: for a single frame that is many times.
"""

import gc
import os
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer

SWITCH_SECONDS: Final = 0.0005
NEVER: Final = 1_000_000_000
LOOK_MS: Final = 2_000
MOST_GROWN: Final = 96 * 1024 * 1024
_MEMORY: Final = Path("/proc/self/statm")


class Pauses(QObject):
    """From its making to `close`: threads take turns quickly, and old objects are collected only when asked, or where
    memory has grown by `MOST_GROWN` bytes since. Where the system does not tell of memory, they are as before."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._interval, self._threshold = sys.getswitchinterval(), gc.get_threshold()
        sys.setswitchinterval(SWITCH_SECONDS)
        self._last = _resident()
        self._looking = QTimer(self, interval=LOOK_MS)
        self._looking.timeout.connect(self.look)
        if self._last:
            gc.set_threshold(*self._threshold[:2], NEVER)
            self._looking.start()

    def settle(self) -> None:
        """What is there now (code, rules, a session's own things) stays: no collection looks at it again."""
        gc.freeze()

    def collect(self) -> None:
        """Collect everything; for a moment at which nobody waits."""
        gc.collect()
        self._last = _resident()

    def look(self) -> None:
        """Collect where much has come since the last time, for part of it may be garbage."""
        now = _resident()
        self._last = min(self._last, now)
        if now - self._last > MOST_GROWN:
            self.collect()

    def close(self) -> None:
        """As it was before."""
        self._looking.stop()
        sys.setswitchinterval(self._interval)
        gc.set_threshold(*self._threshold)
        gc.unfreeze()


def _resident() -> int:
    """Bytes of this process that are in use; 0 where the system does not tell."""
    try:
        return int(_MEMORY.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
