"""How long pages take: a moving mean over those read last, by kind; silent until enough is known."""

from collections import deque

from workstation.services.views import Pace

RECENT = 12
LEAST = 3
"""Pages of a kind: the mean is over so many at most, and nothing is said before there are so many at least."""


class Measured:
    """Hears of each page that is done. `at_once`: pages that are read at the same time.

    The first page of each worker is left out, since the worker itself is started for it.
    """

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._cold = at_once
        self._scans: deque[float] = deque(maxlen=RECENT)
        self._texts: deque[float] = deque(maxlen=RECENT)

    def start_again(self) -> None:
        """The workers were ended: new ones will be started."""
        self._cold = self._at_once

    def note(self, has_text: bool, seconds: float) -> None:
        """A page took so long, from being handed over to being stored."""
        if self._cold:
            self._cold -= 1
            return
        (self._texts if has_text else self._scans).append(seconds)

    def pace(self) -> Pace:
        return Pace(self._mean(self._scans), self._mean(self._texts))

    def _mean(self, times: deque[float]) -> float | None:
        known = tuple(times)
        return sum(known) / len(known) / self._at_once if len(known) >= LEAST else None
