"""The pixels of answers, cut from their pages by the page worker and kept while they are shown."""

from concurrent.futures import CancelledError, Future
from functools import partial
from math import hypot

from PySide6.QtCore import QObject, QRectF, QSizeF, Signal
from PySide6.QtGui import QImage
from shiboken6 import isValid

from workstation.domain.errors import WorkstationError
from workstation.gui.desk.pages.case_source import CaseSource
from workstation.gui.desk.pages.frame import PageFrame
from workstation.gui.desk.pages.pixels import image_of
from workstation.reading import RenderedImage
from workstation.services.views import Answer, PageView

BEHIND_THE_PAGE = 5  # lower is drawn first: what the page shows goes before, its neighbours come after
SHARPEST = 4.0


class AnswerPictures(QObject):
    """`ready`: an answer whose picture came, or of which there is none."""

    ready = Signal(object)
    _drawn = Signal(object, object)

    def __init__(self, source: CaseSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._images: dict[Answer, QImage] = {}
        self._running: dict[Answer, Future[RenderedImage]] = {}
        self._drawn.connect(self._take)

    def picture(self, answer: Answer, page: PageView, high: float) -> QImage | None:
        """The picture, a line of print so high in device px; null where it cannot be drawn. None when it is not in
        hand: then it is asked for."""
        image = self._images.get(answer)
        if image is None and answer not in self._running:
            scale = min(scale_of(answer, page, high), SHARPEST)
            future = self._source.sharp(page, scale, answer.clip, BEHIND_THE_PAGE)
            self._running[answer] = future
            future.add_done_callback(partial(self._develop, answer))
        return image

    def drop(self) -> None:
        """Forget all pictures and cancel what is under way."""
        self._images.clear()
        running, self._running = self._running, {}
        for future in running.values():
            future.cancel()

    def _develop(self, answer: Answer, future: "Future[RenderedImage]") -> None:
        """On whatever thread brings the pixels."""
        try:
            image = image_of(future.result())
        except CancelledError:
            return
        except WorkstationError:
            image = QImage()
        if isValid(self):
            self._drawn.emit(answer, image)

    def _take(self, answer: Answer, image: QImage) -> None:
        if self._running.pop(answer, None) is not None:
            self._images[answer] = image
            self.ready.emit(answer)


def scale_of(answer: Answer, page: PageView, high: float) -> float:
    """From the unit of the page to px, so that the line of the hit is so high, however long it is."""
    hit = answer.quads[0]
    line = hypot((hit.x3 - hit.x0) * page.width, (hit.y3 - hit.y0) * page.height)
    return high / max(line, 1.0)


def turned_size(answer: Answer, page: PageView) -> QSizeF:
    """The size of an answer's clip as it is shown, in the unit of the page."""
    clip = answer.clip
    size = QSizeF(clip.width * page.width, clip.height * page.height)
    return size.transposed() if page.turn in (90, 270) else size


def frame_around(answer: Answer, turn: int, lies_in: QRectF) -> PageFrame:
    """The frame of the whole page in which the answer's clip lies exactly in a rectangle."""
    unit = PageFrame(QRectF(0, 0, 1, 1), turn).rect_of(answer.clip)
    wide, high = lies_in.width() / unit.width(), lies_in.height() / unit.height()
    left, top = lies_in.left() - unit.left() * wide, lies_in.top() - unit.top() * high
    return PageFrame(QRectF(left, top, wide, high), turn)
