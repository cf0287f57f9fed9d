"""What one canvas shows of its pages: coarse pictures at once, sharp ones after, all as its document looks."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from shiboken6 import isValid

from workstation.domain.geometry import Box
from workstation.gui.desk.pages.look import Look, is_quick, looked
from workstation.gui.desk.pages.pictures import Pictures
from workstation.gui.desk.pages.sharp import Picture, SharpPictures
from workstation.services.views import PageView

MEMORY = 96 * 1024 * 1024
PICTURE_SIDE_PX = 1000
"""The long side of a stored picture."""


@dataclass(frozen=True)
class Print:
    """What there is to show of a page; `failed`: it is known that it cannot be drawn."""

    coarse: QImage | None
    sharp: Picture | None
    failed: bool

    @property
    def is_blank(self) -> bool:
        """No picture at all."""
        return self.sharp is None and (self.coarse is None or self.coarse.isNull())


class Prints(QObject):
    """`ready`: a page has another picture than before."""

    ready = Signal(str)
    _made = Signal(object, object, object, str)

    def __init__(self, pictures: Pictures, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._sharp = SharpPictures(pictures, self)
        self._look = Look()
        self._scale = 0.0
        self._looked: OrderedDict[int, QImage] = OrderedDict()
        self._making: set[int] = set()
        self._made.connect(self._take)
        self._sharp.ready.connect(self.ready)
        pictures.ready.connect(self.ready)
        pictures.failed.connect(lambda page_id, _problem: self.ready.emit(page_id))

    @property
    def look(self) -> Look:
        return self._look

    def set_look(self, look: Look) -> None:
        """Show all pages this way from now on."""
        self._look = look
        self._looked.clear()
        self._making.clear()

    def of(self, page: PageView) -> Print:
        """What to paint now. A colour picture is shown plain until it looks as it should."""
        sharp = self._sharp.picture(page)
        coarse = None if self._is_enough(sharp) else self._pictures.coarse(page)
        if sharp is not None and coarse is not None and sharp.is_whole and _is_larger(coarse, sharp.image):
            sharp = None
        if not self._look.is_plain:
            if sharp is not None:
                sharp = replace(sharp, image=self._as_it_looks(page, sharp.image))
            if coarse is not None and not coarse.isNull():
                coarse = self._as_it_looks(page, coarse)
        return Print(coarse, sharp, self._pictures.problem(page) is not None)

    def _is_enough(self, sharp: Picture | None) -> bool:
        """Whether nothing else is needed to show the page, also where the scale was changed since."""
        if sharp is None or not sharp.is_whole:
            return False
        return sharp.scale == self._scale or max(sharp.image.width(), sharp.image.height()) >= PICTURE_SIDE_PX

    def has_picture(self, page: PageView) -> bool:
        """Whether there is anything of the page to be seen."""
        if self._sharp.picture(page) is not None:
            return True
        coarse = self._pictures.coarse(page)
        return coarse is not None and not coarse.isNull()

    def is_sharp(self, page: PageView, scale: float, visible: Box) -> bool:
        """Whether a picture at this scale of all that is visible is in hand."""
        picture = self._sharp.picture(page)
        return picture is not None and picture.serves(scale, visible)

    def fetch(self, pages: Sequence[PageView]) -> None:
        """Have coarse pictures in hand before they are shown."""
        self._pictures.fetch(pages)

    def want(self, scale: float, seen: Sequence[tuple[PageView, Box]], near: Sequence[PageView]) -> None:
        """Have sharp pictures of the pages `seen`, then of those `near`; see `SharpPictures.want`."""
        self._scale = scale
        self._sharp.want(scale, seen, near)

    def close(self) -> None:
        """Nothing is shown any more."""
        self._sharp.close()

    def _as_it_looks(self, page: PageView, image: QImage) -> QImage:
        key = image.cacheKey()
        shown = self._looked.get(key)
        if shown is not None:
            self._looked.move_to_end(key)
            return shown
        if is_quick(image):
            return self._keep(key, looked(image, self._look))
        if key not in self._making:
            self._making.add(key)
            self._pictures.work(self._make, image, self._look, page.id)
        return image

    def _make(self, image: QImage, look: Look, page_id: str) -> None:
        shown = looked(image, look)
        if isValid(self):
            self._made.emit(image, look, shown, page_id)

    def _take(self, image: QImage, look: Look, shown: QImage, page_id: str) -> None:
        if look == self._look:
            self._making.discard(image.cacheKey())
            self._keep(image.cacheKey(), shown)
            self.ready.emit(page_id)

    def _keep(self, key: int, shown: QImage) -> QImage:
        self._looked[key] = shown
        used = sum(image.sizeInBytes() for image in self._looked.values())
        while used > MEMORY and len(self._looked) > 1:
            _, dropped = self._looked.popitem(last=False)
            used -= dropped.sizeInBytes()
        return shown


def _is_larger(one: QImage, other: QImage) -> bool:
    return one.width() * one.height() > other.width() * other.height()
