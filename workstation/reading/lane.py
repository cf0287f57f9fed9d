"""A queue with threads of its own: work goes in by priority, futures come out."""

import itertools
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, TypeVar

from workstation.reading.crew import Crew

T = TypeVar("T")
_LAST = 1 << 60


@dataclass(order=True, slots=True)
class _Entry:
    priority: int
    number: int
    job: "_Job | None" = field(compare=False)


@dataclass(slots=True)
class _Job:
    future: Future[Any]
    work: Callable[[Crew], Any]


class Lane:
    """Threads that take the most urgent job next, each with a crew of workers.

    A future stays cancellable while its job runs: cancelling kills the crew's workers, and the next job gets
    new ones. A job that would end within `grace` seconds is let be, for a new worker costs more than that.
    """

    def __init__(self, name: str, threads: int, make_crew: Callable[[], Crew], grace: float = 0.0) -> None:
        self._queue: queue.PriorityQueue[_Entry] = queue.PriorityQueue()
        self._numbers = itertools.count()
        self._make_crew = make_crew
        self._grace = grace
        self._open: set[Future[Any]] = set()
        self._closed = False
        self._lock = threading.Lock()
        self._threads = [
            threading.Thread(target=self._serve, name=f"{name}-{number}", daemon=True)
            for number in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, work: Callable[[Crew], T], priority: int = 0) -> Future[T]:
        """`work` runs on a thread of the lane, lower `priority` first. Raises RuntimeError after `close`."""
        future: Future[T] = Future()
        with self._lock:
            if self._closed:
                raise RuntimeError("the reading pool is closed")
            self._open.add(future)
        future.add_done_callback(self._forget)
        self._queue.put(_Entry(priority, next(self._numbers), _Job(future, work)))
        return future

    def _forget(self, future: Future[Any]) -> None:
        with self._lock:
            self._open.discard(future)

    def _serve(self) -> None:
        crew: Crew | None = None
        try:
            while (job := self._queue.get().job) is not None:
                with _Delivery(job.future) as delivery:
                    crew = crew or self._make_crew()
                    delivery.result = self._done(job, crew)
        finally:
            if crew is not None:
                crew.close()

    def _done(self, job: _Job, crew: Crew) -> object:
        """The future is not marked as running before the end, so that it can be cancelled until then."""

        def stop_if_cancelled(future: Future[Any]) -> None:
            if future.cancelled():
                self._stop(crew, future)

        if job.future.cancelled():
            return None
        crew.begin(job.future)
        job.future.add_done_callback(stop_if_cancelled)
        try:
            return None if job.future.cancelled() else job.work(crew)
        finally:
            crew.end()

    def _stop(self, crew: Crew, future: Future[Any]) -> None:
        if not self._grace or self._closed:
            crew.stop(future)
            return
        patience = threading.Timer(self._grace, crew.stop, [future])
        patience.daemon = True
        patience.start()

    def cancel(self) -> None:
        """Cancel whatever waits or runs."""
        with self._lock:
            waiting = list(self._open)
        for future in waiting:
            future.cancel()

    def close(self) -> None:
        """Cancel everything and end the threads and their workers."""
        with self._lock:
            self._closed = True
        self.cancel()
        for _ in self._threads:
            self._queue.put(_Entry(_LAST, next(self._numbers), None))
        for thread in self._threads:
            thread.join()


class _Delivery:
    """Hands the result, or the error whatever it is, to whoever holds the future."""

    result: object = None

    def __init__(self, future: Future[Any]) -> None:
        self._future = future

    def __enter__(self) -> "_Delivery":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if self._future.set_running_or_notify_cancel():
            if error is None:
                self._future.set_result(self.result)
            else:
                self._future.set_exception(error)
        return True
