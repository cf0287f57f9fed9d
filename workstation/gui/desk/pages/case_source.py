"""Where pictures of pages come from: the store for what is kept, the page worker for what is drawn.

Parts of pages are read again through it too, since it holds the files.
"""

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from functools import partial
from typing import Generic, TypeVar

from workstation.domain.geometry import Box
from workstation.gui.client import Client
from workstation.reading import ReadingPool, RenderedImage, SourceFile, Word
from workstation.services import pages
from workstation.services.open_files import has_failed, is_open
from workstation.services.region import Spot, Way, read_spot
from workstation.services.views import PageView

T = TypeVar("T")

OPEN_FILES = 8
OPEN_BYTES = 600 * 1024 * 1024


class CaseSource:
    """Pictures of the pages of a case; keeps the last few files open for the page worker."""

    def __init__(self, client: Client, pool: ReadingPool) -> None:
        self._client = client
        self._pool = pool
        self._files: dict[str, Future[SourceFile]] = {}

    def coarse(self, page: PageView) -> "Future[bytes]":
        """The stored JPEG of a page."""
        return self._client.future(pages.page_picture, page.id)

    def sharp(self, page: PageView, scale: float, clip: Box | None, priority: int) -> "Future[RenderedImage]":
        """Pixels of the page from the page worker, which turns them too: that takes too long for the window."""

        def render(source: SourceFile) -> "Future[RenderedImage]":
            return self._pool.render(
                source, page.index, scale=scale, clip=clip, turn=page.turn, priority=priority
            )

        return self._ask(page.file_id, render)

    def again(self, spot: Spot, way: Way) -> "Future[tuple[Word, ...]]":
        """The words of a part of a page, read by itself."""
        return self._ask(spot.page.file_id, lambda source: read_spot(self._pool, source, spot, way))

    def close(self) -> None:
        """Let go of the files."""
        while self._files:
            self._let_go()

    def _file(self, file_id: str) -> "Future[SourceFile]":
        opened = self._files.pop(file_id, None)
        if opened is not None and has_failed(opened):
            self._client.files.give_back(file_id)
            opened = None
        self._files[file_id] = opened = opened or self._client.files.borrow(file_id)
        while len(self._files) > 1 and (len(self._files) > OPEN_FILES or self._bytes() > OPEN_BYTES):
            self._let_go()
        return opened

    def _let_go(self) -> None:
        """Of the file that was looked at longest ago."""
        oldest = next(iter(self._files))
        del self._files[oldest]
        self._client.files.give_back(oldest)

    def _bytes(self) -> int:
        return sum(_size(opened) for opened in self._files.values())

    def _ask(self, file_id: str, work: "Callable[[SourceFile], Future[T]]") -> "Future[T]":
        answer: _Answer[T] = _Answer()
        self._file(file_id).add_done_callback(partial(_begin, answer, work))
        return answer


class _Answer(Future[T], Generic[T]):
    """What is given back before the file is open; cancelling it reaches the work it waits for."""

    work: "Future[T] | None" = None

    def cancel(self) -> bool:
        return super().cancel() if self.work is None else self.work.cancel()


def _begin(
    answer: "_Answer[T]", work: "Callable[[SourceFile], Future[T]]", opened: "Future[SourceFile]"
) -> None:
    if not answer.set_running_or_notify_cancel():
        return
    error = opened.exception()
    if error is not None:
        answer.set_exception(error)
        return
    answer.work = work(opened.result())
    answer.work.add_done_callback(partial(_pass_on, answer))


def _pass_on(answer: "_Answer[T]", done: "Future[T]") -> None:
    answer.work = None  # else the two would hold each other, and the pixels, until garbage is collected
    if done.cancelled():
        answer.set_exception(CancelledError())
        return
    error = done.exception()
    if error is not None:
        answer.set_exception(error)
    else:
        answer.set_result(done.result())


def _size(opened: "Future[SourceFile]") -> int:
    return opened.result().size if is_open(opened) else 0
