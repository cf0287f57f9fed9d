"""Where pictures of pages come from: the store for what is kept, the page worker for what is drawn."""

from concurrent.futures import CancelledError, Future
from functools import partial

from workstation.domain.geometry import Box
from workstation.gui.client import Client
from workstation.reading import ReadingPool, RenderedImage, SourceFile
from workstation.services import intake, pages
from workstation.services.views import PageView

OPEN_FILES = 3


class CaseSource:
    """Pictures of the pages of a case; keeps the last few files open for the page worker."""

    def __init__(self, client: Client, pool: ReadingPool) -> None:
        self._client = client
        self._pool = pool
        self._files: dict[str, Future[SourceFile]] = {}

    def coarse(self, page: PageView) -> "Future[bytes]":
        """The stored JPEG of a page."""
        return self._client.future(pages.page_picture, page.id)

    def sharp(self, page: PageView, scale: float, clip: Box | None) -> "Future[RenderedImage]":
        """Pixels of the page from the page worker, which turns them too: that takes too long for the window."""
        answer = _Answer()
        self._file(page.file_id).add_done_callback(partial(self._render, page, scale, clip, answer))
        return answer

    def close(self) -> None:
        """Let go of the files."""
        for opened in self._files.values():
            opened.add_done_callback(_close)
        self._files.clear()

    def _file(self, file_id: str) -> "Future[SourceFile]":
        opened = self._files.pop(file_id, None) or self._client.future(intake.open_source, file_id)
        self._files[file_id] = opened
        while len(self._files) > OPEN_FILES:
            oldest = next(iter(self._files))
            self._files.pop(oldest).add_done_callback(_close)
        return opened

    def _render(
        self,
        page: PageView,
        scale: float,
        clip: Box | None,
        answer: "_Answer",
        opened: "Future[SourceFile]",
    ) -> None:
        if not answer.set_running_or_notify_cancel():
            return
        error = opened.exception()
        if error is not None:
            answer.set_exception(error)
            return
        source, turn = opened.result(), page.turn
        answer.rendered = self._pool.render(source, page.index, scale=scale, clip=clip, turn=turn)
        answer.rendered.add_done_callback(partial(_pass_on, answer))


class _Answer(Future[RenderedImage]):
    """What `sharp` gives back before its file is open; cancelling it reaches the render it waits for."""

    rendered: Future[RenderedImage] | None = None

    def cancel(self) -> bool:
        return super().cancel() if self.rendered is None else self.rendered.cancel()


def _pass_on(answer: "Future[RenderedImage]", rendered: "Future[RenderedImage]") -> None:
    if rendered.cancelled():
        answer.set_exception(CancelledError())
        return
    error = rendered.exception()
    if error is not None:
        answer.set_exception(error)
    else:
        answer.set_result(rendered.result())


def _close(opened: "Future[SourceFile]") -> None:
    if not opened.cancelled() and opened.exception() is None:
        opened.result().close()
