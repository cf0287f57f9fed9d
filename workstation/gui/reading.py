"""The background reading as the window sees it: what is on screen goes first, and a signal per page."""

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QObject, Signal

from workstation.reading import FileProblem, ReadingPool
from workstation.services.reader import Reader
from workstation.services.thread import StoreThread
from workstation.services.views import OnScreen, Pace


class LazyPool:
    """The reading workers, started when they are first needed."""

    def __init__(self) -> None:
        self._made: ReadingPool | None = None

    def __call__(self) -> ReadingPool:
        if self._made is None:
            self._made = ReadingPool()
        return self._made

    def close(self) -> None:
        """End the workers that were started."""
        if self._made is not None:
            self._made.close()
            self._made = None


class BackgroundReading(QObject):
    """Starts the reader on demand. `page_read(page_id)` comes on the GUI thread, also for a failed page.

    `stopped`: the problem for which nothing can be stored any more; `resume` tries again. `layers_known`: the layers
    that seal the workers, as far as some have started; `no_workers`: the problem for which none starts.
    """

    page_read = Signal(str)
    stopped = Signal(object)
    layers_known = Signal(object)
    no_workers = Signal(object)
    paused_changed = Signal()

    def __init__(
        self, thread: StoreThread, pool: Callable[[], ReadingPool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._thread, self._pool = thread, pool
        self._reader: Reader | None = None
        self._closed = False
        self._warm_up: Future[None] | None = None
        self._tell_no_more: Callable[[], None] = lambda: None

    def start(self) -> None:
        """Begin to read what waits; a second call, or one after `close`, does nothing."""
        if self._reader is None and not self._closed:
            pool = self._pool()
            self._tell_no_more = pool.tell_layers(self.layers_known.emit)
            self._reader = Reader(
                self._thread, pool, on_read=self.page_read.emit, on_problem=self.stopped.emit
            )
            self._reader.start()
            self._warm_up = pool.warm_up()
            self._warm_up.add_done_callback(self._warmed)

    def _warmed(self, future: Future[None]) -> None:
        """On a thread of the pool."""
        problem = None if future.cancelled() else future.exception()
        if isinstance(problem, FileProblem):
            self.no_workers.emit(problem)

    def look_at(self, case_id: str, page_id: str) -> None:
        """This page is on screen: it comes next."""
        if self._reader is not None:
            self._reader.look_at(case_id, page_id)

    def look_again(self) -> None:
        """There may be new pages or another order: after an import, "try again" or "read next"."""
        if self._reader is not None:
            self._reader.look_again()

    def pause(self) -> None:
        """Stop; finished pages stay."""
        if self._reader is not None:
            self._reader.pause()
            self.paused_changed.emit()

    def resume(self) -> None:
        """Go on."""
        if self._reader is not None:
            self._reader.resume()
            self.paused_changed.emit()

    def is_paused(self) -> bool:
        """Whether somebody stopped it."""
        return self._reader is not None and self._reader.is_paused

    @property
    def on_screen(self) -> OnScreen | None:
        """The page that comes first, because somebody looks at it."""
        return self._reader.on_screen if self._reader is not None else None

    @property
    def pace(self) -> Pace:
        """How fast pages are read here."""
        return self._reader.pace if self._reader is not None else Pace()

    def close(self) -> None:
        """End the reader; pages not finished wait in the database."""
        self._closed = True
        self._tell_no_more()
        if self._warm_up is not None:
            self._warm_up.cancel()
        if self._reader is not None:
            self._reader.close()
            self._reader = None
