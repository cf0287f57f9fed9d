"""Pictures of pages: the stored coarse one at once, the sharp one when its worker has drawn it.

Nothing is rendered on the GUI thread: sharp pixels come from the page worker, coarse pictures are small
JPEGs. Memory is bounded; what was not looked at for longest goes first.
"""

from collections import OrderedDict
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QImage, QTransform

from workstation.domain.errors import WorkstationError
from workstation.domain.geometry import Box
from workstation.reading import PixelFormat, RenderedImage
from workstation.services.views import PageView

MEMORY = 160 * 1024 * 1024
COARSE_MEMORY = 96 * 1024 * 1024
LARGEST_WHOLE_PAGE = 9_000_000
_FORMATS = {
    PixelFormat.GREY8: QImage.Format.Format_Grayscale8,
    PixelFormat.RGB888: QImage.Format.Format_RGB888,
}


class PageSource(Protocol):
    """Where pictures come from: the store for coarse ones, the page worker for sharp ones."""

    def coarse(self, page: PageView) -> "Future[bytes]":
        """The stored JPEG of a page, long side 1,000 px; empty when it could not be drawn."""

    def sharp(self, page: PageView, scale: float, clip: Box | None) -> "Future[RenderedImage]":
        """Pixels of the page, turned as it is shown, at `scale` px a point, whole or a clip of it."""


@dataclass(frozen=True)
class Picture:
    """An image of a part of a page (in fractions of the source page), already turned as it is shown."""

    image: QImage
    part: QRectF
    scale: float


@dataclass(frozen=True)
class _Wish:
    page_id: str
    scale: float
    clip: Box | None


class Pictures(QObject):
    """The pictures in hand. `ready`: the page whose picture came. `failed`: the page and why none will."""

    ready = Signal(str)
    failed = Signal(str, object)
    _coarse_came = Signal(object, object)
    _sharp_came = Signal(object, object, object)

    def __init__(self, source: PageSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._coarse: OrderedDict[str, QImage] = OrderedDict()
        self._sharp: OrderedDict[str, Picture] = OrderedDict()
        self._turns: dict[str, int] = {}
        self._asked_coarse: set[str] = set()
        self._wishes: dict[str, _Wish] = {}
        self._running: dict[str, Future[RenderedImage]] = {}
        self._problems: dict[str, WorkstationError] = {}
        self._coarse_came.connect(self._take_coarse)
        self._sharp_came.connect(self._take_sharp)

    def coarse(self, page: PageView) -> QImage | None:
        """The stored picture, turned; asks for it when it is not in hand."""
        self._notice_turn(page)
        image = self._coarse.get(page.id)
        if image is not None:
            self._coarse.move_to_end(page.id)
        elif page.id not in self._asked_coarse:
            self._asked_coarse.add(page.id)
            self._source.coarse(page).add_done_callback(partial(self._coarse_came.emit, page))
        return image

    def sharp(self, page: PageView) -> Picture | None:
        """The sharpest picture in hand, whatever its scale."""
        self._notice_turn(page)
        picture = self._sharp.get(page.id)
        if picture is not None:
            self._sharp.move_to_end(page.id)
        return picture

    def problem(self, page: PageView) -> WorkstationError | None:
        """Why the page cannot be drawn."""
        return self._problems.get(page.id)

    def want(self, page: PageView, scale: float, visible: Box) -> None:
        """Ask for a picture at `scale` device px a point: the whole page, or what one sees of a huge one."""
        whole = page.width * page.height * scale * scale
        clip = _padded(visible) if whole > LARGEST_WHOLE_PAGE else None
        have = self._sharp.get(page.id)
        if page.id in self._problems or (have is not None and _serves(have, scale, visible)):
            return
        wish = self._wishes.get(page.id)
        if wish is not None and wish.scale == scale and (wish.clip is None or _holds(wish.clip, visible)):
            return
        self._drop_running(page.id)
        wish = _Wish(page.id, scale, clip)
        self._wishes[page.id] = wish
        future = self._source.sharp(page, scale, clip)
        self._running[page.id] = future
        future.add_done_callback(partial(self._sharp_came.emit, page, wish))

    def forget_wishes(self, but: set[str]) -> None:
        """Cancel the renders of pages that are no longer wanted."""
        for page_id in [page_id for page_id in self._running if page_id not in but]:
            self._drop_running(page_id)

    def try_again(self, page: PageView) -> None:
        """Forget what went wrong with a page, so that it is drawn anew."""
        self._problems.pop(page.id, None)
        self._asked_coarse.discard(page.id)
        self.ready.emit(page.id)

    def close(self) -> None:
        """Cancel everything under way."""
        self.forget_wishes(set())

    def _drop_running(self, page_id: str) -> None:
        self._wishes.pop(page_id, None)
        running = self._running.pop(page_id, None)
        if running is not None:
            running.cancel()

    def _take_coarse(self, page: PageView, future: "Future[bytes]") -> None:
        if future.cancelled():
            self._asked_coarse.discard(page.id)
            return
        image = QImage.fromData(future.result())
        self._coarse[page.id] = _turned(image, page.turn)
        used = sum(kept.sizeInBytes() for kept in self._coarse.values())
        while used > COARSE_MEMORY and len(self._coarse) > 1:
            dropped, kept = self._coarse.popitem(last=False)
            self._asked_coarse.discard(dropped)
            used -= kept.sizeInBytes()
        self.ready.emit(page.id)

    def _take_sharp(self, page: PageView, wish: _Wish, future: "Future[RenderedImage]") -> None:
        if self._wishes.get(page.id) is not wish:
            return
        self._running.pop(page.id, None)
        del self._wishes[page.id]
        try:
            rendered = future.result()
        except CancelledError:
            return
        except WorkstationError as problem:
            self._problems[page.id] = problem
            self.failed.emit(page.id, problem)
            return
        image = QImage(
            rendered.pixels, rendered.width, rendered.height, rendered.stride, _FORMATS[rendered.format]
        ).copy()
        clip = wish.clip
        part = QRectF(0, 0, 1, 1) if clip is None else QRectF(clip.left, clip.top, clip.width, clip.height)
        self._sharp[page.id] = Picture(image, part, wish.scale)
        self._sharp.move_to_end(page.id)
        self._shrink()
        self.ready.emit(page.id)

    def _shrink(self) -> None:
        used = sum(picture.image.sizeInBytes() for picture in self._sharp.values())
        while used > MEMORY and len(self._sharp) > 1:
            _, picture = self._sharp.popitem(last=False)
            used -= picture.image.sizeInBytes()

    def _notice_turn(self, page: PageView) -> None:
        if self._turns.setdefault(page.id, page.turn) != page.turn:
            self._turns[page.id] = page.turn
            self._coarse.pop(page.id, None)
            self._sharp.pop(page.id, None)
            self._asked_coarse.discard(page.id)
            self._drop_running(page.id)


def _turned(image: QImage, turn: int) -> QImage:
    return image.transformed(QTransform().rotate(turn)) if turn else image


def _serves(picture: Picture, scale: float, visible: Box) -> bool:
    part = picture.part
    held = QRectF(visible.left, visible.top, visible.width, visible.height)
    return abs(picture.scale - scale) < 1e-6 and (part.contains(held) or part == QRectF(0, 0, 1, 1))


def _holds(clip: Box, visible: Box) -> bool:
    return (
        clip.left <= visible.left
        and clip.top <= visible.top
        and clip.right >= visible.right
        and clip.bottom >= visible.bottom
    )


def _padded(box: Box) -> Box:
    """A clip with a third more on every side, so that small scrolls need no new one."""
    wide, high = box.width / 3, box.height / 3
    return Box(
        max(0.0, box.left - wide),
        max(0.0, box.top - high),
        min(1.0, box.right + wide),
        min(1.0, box.bottom + high),
    )
