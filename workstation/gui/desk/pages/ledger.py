"""The ledger of pages seen: a page counts when enough of it was on screen, long enough and large enough to be read."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from workstation.domain.geometry import Box

TICK_MS = 250
LONG_ENOUGH_MS = 1000
ENOUGH = 0.6
"""Of the cells of a page: margins and a foot without text need not have been looked at."""
ROWS, COLUMNS = 16, 8
_TICKS = LONG_ENOUGH_MS // TICK_MS

Parts = Mapping[str, Box]
"""Pages on screen now, each with the part of it that is visible (fractions of the page)."""


class SeenLedger(QObject):
    """Looks four times a second at what is on screen. `seen`: pages that count from now on.

    What was on screen bit by bit, as at a deep zoom, adds up. `parts` answers what is on screen, nothing where the
    pages are too small to be read or nobody can see them.
    """

    seen = Signal(list)

    def __init__(self, parts: Callable[[], Parts], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._ticks: dict[str, list[int]] = {}
        self._counted: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.look)

    def open(self) -> None:
        """Begin to look, with nothing counted yet."""
        self._ticks.clear()
        self._counted.clear()
        self._timer.start()

    def close(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """One look at what is on screen now."""
        fresh = []
        for page_id, part in self._parts().items():
            if page_id not in self._counted and self._add(page_id, part):
                self._counted.add(page_id)
                del self._ticks[page_id]
                fresh.append(page_id)
        if fresh:
            self.seen.emit(fresh)

    def _add(self, page_id: str, part: Box) -> bool:
        ticks = self._ticks.setdefault(page_id, [0] * (ROWS * COLUMNS))
        for row in _covered(part.top, part.bottom, ROWS):
            for column in _covered(part.left, part.right, COLUMNS):
                ticks[row * COLUMNS + column] += 1
        return sum(count >= _TICKS for count in ticks) >= ENOUGH * len(ticks)


def _covered(start: float, end: float, cells: int) -> range:
    """The cells whose middle lies between two places."""
    return range(max(0, round(start * cells)), min(cells, round(end * cells)))
