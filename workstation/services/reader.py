"""Reads pages in the background: the page on screen first, then its document, its case, and the queue."""

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass

from workstation.domain.errors import StoreError
from workstation.domain.messages import Message
from workstation.reading import FileProblem, PageReading, ReadingPool, SourceFile
from workstation.services.pace import Measured
from workstation.services.reading_order import next_pages
from workstation.services.readings import store_failure, store_reading
from workstation.services.thread import StoreThread
from workstation.services.views import OnScreen, Pace, PageTask

OPEN_FILES = 4
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Running:
    task: PageTask
    future: Future[PageReading]
    since: float


class Reader:
    """A loop on a thread of its own that keeps the reading workers busy and stores what they read.

    `on_read(page_id)` is called on that thread when a page has been read or has failed. When nothing can be
    stored any more (a full disk), the reader pauses and tells `on_problem`; `resume` tries again. Nothing is remembered
    here: what waits stands in the database, so a killed program goes on where it was. Close the reader before
    the pool and the store thread.
    """

    def __init__(
        self,
        thread: StoreThread,
        pool: ReadingPool,
        at_once: int = 2,
        on_read: Callable[[str], None] = lambda page_id: None,
        on_problem: Callable[[StoreError], None] = lambda problem: None,
    ) -> None:
        self._thread = thread
        self._pool = pool
        self._at_once = at_once
        self._on_read = on_read
        self._on_problem = on_problem
        self._change = threading.Condition()
        self._running: dict[str, _Running] = {}
        self._finished: list[_Running] = []
        self._on_screen: OnScreen | None = None
        self._measured = Measured(at_once)
        self._looked = False
        self._paused = False
        self._closed = False
        self._sources: OrderedDict[str, SourceFile] = OrderedDict()
        self._loop = threading.Thread(target=self._run, name="reader")

    def start(self) -> None:
        """Begins with whatever waits."""
        self._loop.start()

    def look_at(self, case_id: str, page_id: str) -> None:
        """This page is on screen: it comes next, then the rest of its document and of its case."""
        with self._change:
            self._on_screen = OnScreen(case_id, page_id)
            self._wake()

    def look_again(self) -> None:
        """There may be new pages to read, or another order: after an import, "try again" or "read next"."""
        with self._change:
            self._wake()

    def pause(self) -> None:
        """Stops: pages being read are given up and wait again; finished ones stay.

        Returns at once, while the workers are being ended. What is finished at this moment may still be stored;
        `wait_until_idle` tells when nothing will be.
        """
        with self._change:
            self._paused = True
            self._measured.start_again()
            running = list(self._running.values())
            self._wake()
        if running:
            threading.Thread(target=_give_up, args=(running,), name="reader-stop").start()

    def resume(self) -> None:
        with self._change:
            self._paused = False
            self._wake()

    @property
    def is_paused(self) -> bool:
        return self._paused

    def wait_until_idle(self, seconds: float) -> bool:
        """Waits, so long at most, until no page is being read or stored; whether that is so."""
        with self._change:
            return self._change.wait_for(lambda: not self._running, seconds)

    @property
    def on_screen(self) -> OnScreen | None:
        """What was looked at last."""
        return self._on_screen

    @property
    def pace(self) -> Pace:
        """How fast pages are read here, by those read last."""
        return self._measured.pace()

    def close(self) -> None:
        """Gives up what is being read and ends the thread; everything stored stays."""
        with self._change:
            self._closed = True
        self.pause()
        if self._loop.is_alive():
            self._loop.join()

    def _wake(self) -> None:
        self._looked = False
        self._change.notify_all()

    def _run(self) -> None:
        try:
            while self._step_or_pause():
                pass
        finally:
            for file_id in self._sources:
                self._thread.files.give_back(file_id)

    def _step_or_pause(self) -> bool:
        try:
            return self._step()
        except StoreError as problem:
            _log.warning("reading paused: %s", problem.message_id)
            self.pause()
            self._on_problem(problem)
            return True

    def _step(self) -> bool:
        """Stores what is finished, starts what comes next, waits for a change. False when closed and idle."""
        with self._change:
            self._change.wait_for(lambda: self._finished or not self._looked)
            self._looked = True
        while (done := self._next_finished()) is not None:
            self._keep(done)
        self._start_more()
        return not (self._closed and not self._running)

    def _next_finished(self) -> _Running | None:
        with self._change:
            return self._finished.pop(0) if self._finished else None

    def _keep(self, done: _Running) -> None:
        page_id = done.task.page_id
        try:
            self._store(page_id, done.future)
        except CancelledError:
            return
        finally:
            self._forget(page_id)
        self._measured.note(done.task.has_text, time.monotonic() - done.since)
        self._on_read(page_id)

    def _store(self, page_id: str, future: Future[PageReading]) -> None:
        try:
            reading = future.result()
        except FileProblem as problem:
            _log.info("page %s not read: %s", page_id, problem.message_id)
            message = Message(problem.message_id, problem.params)
            self._thread.call(store_failure, page_id, message).result()
        else:
            self._thread.call(store_reading, page_id, reading).result()

    def _forget(self, page_id: str) -> None:
        with self._change:
            self._running.pop(page_id)
            self._looked = False
            self._change.notify_all()
        self._show_running()

    def _show_running(self) -> None:
        self._thread.ws.being_read = frozenset(self._running)

    def _start_more(self) -> None:
        free = self._at_once - len(self._running)
        if free <= 0 or self._is_stopped:
            return
        # The list holds the running pages too, until they are stored: ask for that many more.
        limit = self._at_once + len(self._running)
        waiting = self._thread.call(next_pages, self._on_screen, limit).result()
        for task in [each for each in waiting if each.page_id not in self._running][:free]:
            self._read(task)

    @property
    def _is_stopped(self) -> bool:
        return self._paused or self._closed

    def _read(self, task: PageTask) -> None:
        """Hands a page to the workers, unless it was stopped meanwhile."""
        source = self._source(task.file_id)
        with self._change:
            if self._is_stopped:
                return
            future = self._pool.read_page(source, task.index, languages=task.languages)
            running = self._running[task.page_id] = _Running(task, future, time.monotonic())
        self._show_running()
        future.add_done_callback(lambda _: self._finish(running))

    def _finish(self, running: _Running) -> None:
        with self._change:
            self._finished.append(running)
            self._change.notify_all()

    def _source(self, file_id: str) -> SourceFile:
        """The opened file; the few used last stay open."""
        if file_id not in self._sources:
            self._sources[file_id] = self._borrowed(file_id)
        self._sources.move_to_end(file_id)
        while len(self._sources) > OPEN_FILES:
            self._thread.files.give_back(self._sources.popitem(last=False)[0])
        return self._sources[file_id]

    def _borrowed(self, file_id: str) -> SourceFile:
        try:
            return self._thread.files.borrow(file_id).result()
        except BaseException:
            self._thread.files.give_back(file_id)
            raise


def _give_up(running: Sequence[_Running]) -> None:
    """Ends the workers at these pages, which takes a moment."""
    for each in running:
        each.future.cancel()
