"""Pauses that Python itself makes, kept away from somebody who works at the window.

A full collection of garbage stops every thread for a tenth of a second or more, and a thread that computes gives way
only after the switch interval, each time the window needs its turn: for a single frame that is many times.
"""

import gc
import sys
from typing import Final

SWITCH_SECONDS: Final = 0.0005
NEVER: Final = 1_000_000_000


class Pauses:
    """From its making to `close`: threads take turns quickly, and old objects are collected only when asked."""

    def __init__(self) -> None:
        self._interval, self._threshold = sys.getswitchinterval(), gc.get_threshold()
        sys.setswitchinterval(SWITCH_SECONDS)
        gc.set_threshold(*self._threshold[:2], NEVER)

    def settle(self) -> None:
        """What is there now (code, rules, a session's own things) stays: no collection looks at it again."""
        gc.freeze()

    def collect(self) -> None:
        """Collect everything; for a moment at which nobody waits."""
        gc.collect()

    def close(self) -> None:
        """As it was before."""
        sys.setswitchinterval(self._interval)
        gc.set_threshold(*self._threshold)
        gc.unfreeze()
