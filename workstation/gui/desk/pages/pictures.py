"""What is known of the pictures of a case's pages: the stored coarse ones, and which pages cannot be drawn.

Nothing is decoded on the GUI thread. Memory is bounded; what was not looked at for longest goes first.
"""

from collections import Counter, OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Protocol

from PySide6.QtCore import QBuffer, QByteArray, QObject, Signal
from PySide6.QtGui import QImage, QImageReader, QTransform
from shiboken6 import isValid

from workstation.domain.errors import WorkstationError
from workstation.domain.geometry import Box
from workstation.reading import RenderedImage
from workstation.services.views import PageView

MEMORY = 24 * 1024 * 1024
AT_ONCE = 3
MOST_WAITING = 128
DEATHS_BORNE = 10
DEATHS = frozenset(
    {
        "reading.page_worker_died",
        "reading.page_timed_out",
        "reading.worker_died",
        "reading.timed_out",
        "reading.worker_lied",
    }
)
"""Problems after which a worker had to be replaced."""

Key = tuple[str, int]


def key_of(page: PageView) -> Key:
    """A picture belongs to a page and the way it lies."""
    return page.id, page.turn


class PageSource(Protocol):
    """Where pictures come from: the store for coarse ones, the page worker for sharp ones."""

    def coarse(self, page: PageView) -> "Future[bytes]":
        """The stored JPEG of a page, long side 1,000 px; empty when it could not be drawn."""

    def sharp(self, page: PageView, scale: float, clip: Box | None, priority: int) -> "Future[RenderedImage]":
        """Pixels of the page, turned as it is shown, at `scale` px a point, whole or a clip of it; lower
        `priority` first."""


class Pictures(QObject):
    """The stored pictures, and what went wrong with drawing.

    `ready`: the page whose coarse picture came. `failed`: the page and why it cannot be drawn. `retried`: a page
    that is to be drawn after all.
    """

    ready = Signal(str)
    failed = Signal(str, object)
    retried = Signal(str)
    _decoded = Signal(object, object)

    def __init__(self, source: PageSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.source = source
        self._workshop = workshop = ThreadPoolExecutor(1, "pictures")
        self.destroyed.connect(lambda: workshop.shutdown(wait=False, cancel_futures=True))
        self._coarse: OrderedDict[Key, QImage] = OrderedDict()
        self._waiting: OrderedDict[Key, PageView] = OrderedDict()
        self._asked: dict[Key, Future[bytes]] = {}
        self._problems: dict[str, WorkstationError] = {}
        self._deaths: Counter[str] = Counter()
        self._decoded.connect(self._take)

    # Coarse pictures

    def coarse(self, page: PageView) -> QImage | None:
        """The stored picture, turned, Grayscale8 or RGB888; null where there is none. None when it is not in hand:
        then it is asked for, before what was asked for earlier."""
        key = key_of(page)
        image = self._coarse.get(key)
        if image is not None:
            self._coarse.move_to_end(key)
        elif key not in self._asked:
            self._waiting[key] = page
            self._waiting.move_to_end(key)
            self._ask()
        return image

    def fetch(self, pages: Sequence[PageView]) -> None:
        """Have pictures in hand before they are shown, the first page first."""
        for page in reversed(pages):
            self.coarse(page)

    def _ask(self) -> None:
        while len(self._waiting) > MOST_WAITING:
            self._waiting.popitem(last=False)
        while self._waiting and len(self._asked) < AT_ONCE:
            key, page = self._waiting.popitem()
            future = self._asked[key] = self.source.coarse(page)
            future.add_done_callback(partial(self._hand_over, key))

    def _hand_over(self, key: Key, answer: "Future[bytes]") -> None:
        if isValid(self):
            self.work(self._decode, key, answer)

    def _decode(self, key: Key, answer: "Future[bytes]") -> None:
        outcome: QImage | BaseException | None = None
        if not answer.cancelled():
            outcome = answer.exception() or _decoded(answer.result(), key[1])
        if isValid(self):
            self._decoded.emit(key, outcome)

    def _take(self, key: Key, outcome: QImage | BaseException | None) -> None:
        self._asked.pop(key, None)
        self._ask()
        if isinstance(outcome, BaseException):
            raise outcome
        if outcome is not None:
            self._coarse[key] = outcome
            self._shrink()
            self.ready.emit(key[0])

    def _shrink(self) -> None:
        used = sum(kept.sizeInBytes() for kept in self._coarse.values())
        while used > MEMORY and len(self._coarse) > 1:
            _, dropped = self._coarse.popitem(last=False)
            used -= dropped.sizeInBytes()

    def work(self, act: Callable[..., None], *about: object) -> None:
        """Do what takes longer than a few milliseconds on a thread of its own, one after the other."""
        self._workshop.submit(act, *about)

    # What cannot be drawn

    def problem(self, page: PageView) -> WorkstationError | None:
        """Why the page cannot be drawn."""
        return self._problems.get(page.id)

    def is_given_up(self, page: PageView) -> bool:
        """Whether the file of the page has cost so many workers that only its stored pictures are shown."""
        return self._deaths[page.file_id] >= DEATHS_BORNE

    def note(self, page: PageView, problem: WorkstationError) -> None:
        """The page could not be drawn."""
        self._problems[page.id] = problem
        self._deaths[page.file_id] += problem.message_id in DEATHS
        self.failed.emit(page.id, problem)

    def try_again(self, page: PageView) -> None:
        """Forget what went wrong with a page, so that it is drawn anew; a file that was given up gets one more
        worker."""
        self._problems.pop(page.id, None)
        self._deaths[page.file_id] = min(self._deaths[page.file_id], DEATHS_BORNE - 1)
        coarse = self._coarse.get(key_of(page))
        if coarse is not None and coarse.isNull():
            del self._coarse[key_of(page)]
        self.retried.emit(page.id)

    def close(self) -> None:
        """Drop what is under way."""
        self._waiting.clear()
        for future in list(self._asked.values()):
            future.cancel()


def _decoded(jpeg: bytes, turn: int) -> QImage:
    if not jpeg:
        return QImage()
    data = QByteArray(jpeg)
    buffer = QBuffer()
    buffer.setData(data)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    # A reader lets other threads run while it decodes, QImage.fromData does not.
    image = QImageReader(buffer, QByteArray(b"jpeg")).read()
    if image.format() != QImage.Format.Format_Grayscale8:
        image = image.convertToFormat(QImage.Format.Format_RGB888)
    return image.transformed(QTransform().rotate(turn)) if turn else image
