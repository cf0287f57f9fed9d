"""What stands on the screen: every frame that the page paints, with the time at which it was painted."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from workstation.gui.desk.pages import scrolling
from workstation.gui.desk.pages.frame import PageFrame
from workstation.gui.desk.pages.prints import Print
from workstation.gui.desk.pages.scrolling import ScrollingPages
from workstation.gui.desk.pages.sharp import Picture
from workstation.services.views import PageView

_ROUNDING_PX = 2


@dataclass(frozen=True, slots=True)
class Paper:
    """A page in a frame. `picture`: any picture stands there; `sharp`: one drawn pixel for pixel, all over."""

    page_id: str
    top: int
    picture: bool
    sharp: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """What one paint event left on the screen; `at`: when it was done, by the monotonic clock."""

    at: float
    papers: tuple[Paper, ...]

    @property
    def shown(self) -> bool:
        """There are pages, and none of them is blank."""
        return bool(self.papers) and all(paper.picture for paper in self.papers)

    @property
    def sharp(self) -> bool:
        return bool(self.papers) and all(paper.sharp for paper in self.papers)

    @property
    def page_ids(self) -> set[str]:
        return {paper.page_id for paper in self.papers}

    @property
    def place(self) -> tuple[tuple[str, int], ...]:
        """Which pages, and where."""
        return tuple((paper.page_id, paper.top) for paper in self.papers)


class Eye:
    """Sees every frame of every page canvas made after it. The painting itself is the application's own."""

    def __init__(self) -> None:
        self.frames: list[Frame] = []
        self._papers: list[Paper] = []
        self._watch_frames()
        self._watch_papers()

    def _watch_frames(self) -> None:
        paint = ScrollingPages.paintEvent

        def seen(canvas: ScrollingPages, event: Any) -> None:
            self._papers = []
            paint(canvas, event)
            self.frames.append(Frame(time.monotonic(), tuple(self._papers)))

        ScrollingPages.paintEvent = seen  # type: ignore[method-assign, assignment]

    def _watch_papers(self) -> None:
        paint: Callable[..., None] = scrolling.paint_paper  # type: ignore[attr-defined]

        def seen(painter: QPainter, frame: PageFrame, page: PageView, shown: Print) -> None:
            paint(painter, frame, page, shown)
            self._papers.append(_paper(QRectF(painter.window()), frame, page, shown))

        scrolling.paint_paper = seen  # type: ignore[attr-defined]

    @property
    def last(self) -> Frame | None:
        return self.frames[-1] if self.frames else None

    def since(self, moment: float) -> list[Frame]:
        """Frames painted after a moment."""
        first = len(self.frames)
        while first and self.frames[first - 1].at > moment:
            first -= 1
        return self.frames[first:]


def _paper(view: QRectF, frame: PageFrame, page: PageView, shown: Print) -> Paper:
    sharp = shown.sharp
    is_sharp = sharp is not None and _pixel_for_pixel(frame, sharp) and _covers(frame, sharp, view)
    return Paper(page.id, round(frame.rect.top()), not shown.is_blank, is_sharp)


def _pixel_for_pixel(frame: PageFrame, sharp: Picture) -> bool:
    part = frame.transform.mapRect(sharp.part)
    wide, high = abs(part.width() - sharp.image.width()), abs(part.height() - sharp.image.height())
    return wide <= _ROUNDING_PX and high <= _ROUNDING_PX


def _covers(frame: PageFrame, sharp: Picture, view: QRectF) -> bool:
    seen = frame.rect.intersected(view)
    return frame.transform.mapRect(sharp.part).adjusted(-1, -1, 1, 1).contains(seen)
