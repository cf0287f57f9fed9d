"""Where the pages of a document lie under continuous scroll: one column, centred, each at the same scale."""

from bisect import bisect_left
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF, QSizeF

from workstation.gui.desk.pages.frame import PageFrame

PX_PER_POINT = 96 / 72
GAP = 16.0
MARGIN = 20.0
A4 = (595.0, 842.0)
SMALLEST_SHEET = 72.0
NARROWEST = 0.01
"""The least share of its long side that the short side of a sheet has."""
WIDEST = 4.0
"""How many times as wide as the middle one a page may be for fit width to follow it."""
SMALLEST, LARGEST = 0.1, 8.0
"""What the zoom is held within; a sheet that does not fit the window at the smallest may be smaller."""


class Fit(Enum):
    """What the zoom follows when the window changes its size."""

    WIDTH = auto()
    PAGE = auto()
    FREE = auto()


@dataclass(frozen=True)
class PageSize:
    """A source page in points and the turn in which it is shown."""

    width: float
    height: float
    turn: int

    @cached_property
    def shown(self) -> QSizeF:
        """Points, as it lies after the turn; a sheet that can be seen also where the page has no size to speak of."""
        width, height = (self.width, self.height) if max(self.width, self.height) > 0 else A4
        enlarged = max(1.0, SMALLEST_SHEET / max(width, height))
        least = max(width, height) * NARROWEST
        width, height = max(width, least) * enlarged, max(height, least) * enlarged
        return QSizeF(height, width) if self.turn in (90, 270) else QSizeF(width, height)


class Column:
    """The pages of one document at one zoom (1.0 = 96 px an inch), in content px from the top."""

    def __init__(self, sizes: tuple[PageSize, ...], zoom: float, viewport: QSizeF) -> None:
        self.zoom = zoom
        self.sizes = sizes
        scale = zoom * PX_PER_POINT
        shown = [size.shown * scale for size in sizes]
        widest = max((size.width() for size in shown), default=0.0)
        self.width = max(viewport.width(), widest + 2 * MARGIN)
        self.frames: list[PageFrame] = []
        top = GAP
        for size, page in zip(shown, sizes, strict=True):
            rect = QRectF((self.width - size.width()) / 2, top, size.width(), size.height())
            self.frames.append(PageFrame(rect, page.turn))
            top += size.height() + GAP
        self.height = top
        self._bottoms = [frame.rect.bottom() for frame in self.frames]

    def visible(self, area: QRectF) -> range:
        """Places (0-based) of the pages that meet an area of the content."""
        first = bisect_left(self._bottoms, area.top())
        last = first
        while last < len(self.frames) and self.frames[last].rect.top() < area.bottom():
            last += 1
        return range(first, last)

    def page_at(self, point: QPointF) -> int | None:
        """The page under a content point, or None beside the pages."""
        place = bisect_left(self._bottoms, point.y())
        if place < len(self.frames) and self.frames[place].rect.contains(point):
            return place
        return None

    def nearest(self, y: float) -> int:
        """The page at, or next below, a height of the content."""
        return min(bisect_left(self._bottoms, y), max(0, len(self.frames) - 1))


def fitting_zoom(sizes: tuple[PageSize, ...], current: int, fit: Fit, viewport: QSizeF) -> float:
    """The zoom at which the widest page (WIDTH) or the whole current page (PAGE) fits the viewport.

    A page out of all proportion to the others makes these no smaller: it is scrolled sideways.
    """
    if not sizes:
        return 1.0
    room_x = max(40.0, viewport.width() - 2 * MARGIN)
    if fit is Fit.PAGE:
        page = sizes[current].shown
        room_y = max(40.0, viewport.height() - 2 * GAP)
        return min(room_x / page.width() / PX_PER_POINT, room_y / page.height() / PX_PER_POINT, LARGEST)
    widths = sorted(size.shown.width() for size in sizes)
    return min(room_x / min(widths[-1], WIDEST * widths[len(widths) // 2]) / PX_PER_POINT, LARGEST)


def held(zoom: float, least: float = SMALLEST) -> float:
    """A zoom within what is allowed, where one that shows the whole page is `least`."""
    return min(max(zoom, min(least, SMALLEST)), LARGEST)
