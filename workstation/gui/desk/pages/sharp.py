"""Sharp pictures of the pages that one canvas shows: those on screen at once, their neighbours when there is time.

Pixels come from the page worker; they become images on the threads that bring them.
"""

from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QImage
from shiboken6 import isValid

from workstation.domain.errors import WorkstationError
from workstation.domain.geometry import Box
from workstation.gui.desk.pages.pictures import Key, Pictures, key_of
from workstation.reading import PixelFormat, RenderedImage
from workstation.services.views import PageView

MEMORY = 32 * 1024 * 1024
LARGEST_WHOLE_PAGE = 9_000_000
NOW, LATER = 0, 10
_FORMATS = {
    PixelFormat.GREY8: QImage.Format.Format_Grayscale8,
    PixelFormat.RGB888: QImage.Format.Format_RGB888,
}
_WHOLE = QRectF(0, 0, 1, 1)


@dataclass(frozen=True)
class Picture:
    """An image of a part of a page (in fractions of the source page), already turned as it is shown."""

    image: QImage
    part: QRectF
    scale: float

    @property
    def is_whole(self) -> bool:
        return self.part == _WHOLE

    def serves(self, scale: float, visible: Box) -> bool:
        """Whether it shows `visible` at `scale`."""
        held = QRectF(visible.left, visible.top, visible.width, visible.height)
        return abs(self.scale - scale) < 1e-6 and (self.is_whole or self.part.contains(held))


@dataclass(frozen=True)
class _Wish:
    page: PageView
    scale: float
    clip: Box | None

    def covers(self, scale: float, visible: Box) -> bool:
        return self.scale == scale and (self.clip is None or _holds(self.clip, visible))


class SharpPictures(QObject):
    """`ready`: the page whose sharp picture came. What cannot be drawn is told to the case's pictures."""

    ready = Signal(str)
    _drawn = Signal(object, object)

    def __init__(self, pictures: Pictures, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._kept: OrderedDict[Key, Picture] = OrderedDict()
        self._running: dict[Key, tuple[_Wish, Future[RenderedImage]]] = {}
        self._seen: set[Key] = set()
        self._near: list[_Wish] = []
        self._drawn.connect(self._take)
        pictures.failed.connect(self._drop_given_up)

    def picture(self, page: PageView) -> Picture | None:
        """The sharp picture in hand, whatever its scale."""
        key = key_of(page)
        picture = self._kept.get(key)
        if picture is not None:
            self._kept.move_to_end(key)
        return picture

    def want(self, scale: float, seen: Sequence[tuple[PageView, Box]], near: Sequence[PageView]) -> None:
        """Have pictures at `scale` device px a point: of the pages `seen` with what is visible of each, whole
        pages unless they are huge; when these are in hand, of the pages `near`. All else that was asked is dropped.
        """
        self._seen = {key_of(page) for page, _ in seen}
        self._near = [_Wish(page, scale, None) for page in near if not _is_huge(page, scale)]
        missing = [(page, visible) for page, visible in seen if self._is_missing(page, scale, visible)]
        kept = self._seen if missing else self._seen | {key_of(wish.page) for wish in self._near}
        for key, (wish, _) in list(self._running.items()):
            if key not in kept or wish.scale != scale:
                self._drop(key)
        for page, visible in missing:
            running = self._running.get(key_of(page))
            if running is None or not running[0].covers(scale, visible):
                self._ask(_Wish(page, scale, _padded(visible) if _is_huge(page, scale) else None), NOW)
        self._go_on()

    def close(self) -> None:
        """Cancel everything under way."""
        self._near.clear()
        for key in list(self._running):
            self._drop(key)

    def _is_missing(self, page: PageView, scale: float, visible: Box) -> bool:
        have = self._kept.get(key_of(page))
        return self._can_be_drawn(page) and (have is None or not have.serves(scale, visible))

    def _can_be_drawn(self, page: PageView) -> bool:
        return self._pictures.problem(page) is None and not self._pictures.is_given_up(page)

    def _go_on(self) -> None:
        """Draw the neighbours, one after the other, while nothing on screen waits."""
        while self._near and not self._running:
            wish = self._near.pop(0)
            have = self._kept.get(key_of(wish.page))
            if have is None or have.scale != wish.scale:
                self._ask(wish, LATER)

    def _ask(self, wish: _Wish, priority: int) -> None:
        page, key = wish.page, key_of(wish.page)
        self._drop(key)
        if self._can_be_drawn(page):
            future = self._pictures.source.sharp(page, wish.scale, wish.clip, priority)
            self._running[key] = wish, future
            future.add_done_callback(partial(self._develop, wish))

    def _drop(self, key: Key) -> None:
        running = self._running.pop(key, None)
        if running is not None:
            running[1].cancel()

    def _drop_given_up(self) -> None:
        for key, (wish, _) in list(self._running.items()):
            if self._pictures.is_given_up(wish.page):
                self._drop(key)

    def _develop(self, wish: _Wish, future: "Future[RenderedImage]") -> None:
        """On whatever thread brings the pixels."""
        if future.cancelled():
            return
        # Raised here, an error would hold this frame, which holds the future, which holds the error.
        outcome = future.exception() or _picture(future.result(), wish)
        if isValid(self) and not isinstance(outcome, CancelledError):
            self._drawn.emit(wish, outcome)

    def _take(self, wish: _Wish, outcome: Picture | BaseException) -> None:
        key = key_of(wish.page)
        running = self._running.get(key)
        if running is None or running[0] is not wish:
            return
        del self._running[key]
        if isinstance(outcome, Picture):
            self._kept[key] = outcome
            self._kept.move_to_end(key)
            self._shrink()
            self.ready.emit(wish.page.id)
        elif isinstance(outcome, WorkstationError):
            self._pictures.note(wish.page, outcome)
        else:
            raise outcome
        self._go_on()

    def _shrink(self) -> None:
        used = sum(picture.image.sizeInBytes() for picture in self._kept.values())
        for key in [key for key in self._kept if key not in self._seen]:
            if used <= MEMORY:
                break
            used -= self._kept.pop(key).image.sizeInBytes()


def _is_huge(page: PageView, scale: float) -> bool:
    return page.width * page.height * scale * scale > LARGEST_WHOLE_PAGE


def _picture(rendered: RenderedImage, wish: _Wish) -> Picture:
    size = rendered.width, rendered.height, rendered.stride
    image = QImage(rendered.pixels, *size, _FORMATS[rendered.format]).copy()
    clip = wish.clip
    part = _WHOLE if clip is None else QRectF(clip.left, clip.top, clip.width, clip.height)
    return Picture(image, part, wish.scale)


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
