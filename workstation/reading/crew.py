"""The workers of one lane's thread, started when first needed and replaced when they die."""

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, Future
from typing import Any

from workstation.reading.channel import Claims, FalseClaimError
from workstation.reading.pages import MAX_PIXELS
from workstation.reading.problems import SENTENCES, FileProblem
from workstation.reading.sandbox import Layer
from workstation.reading.source import Canvas, SourceFile
from workstation.reading.tesseract import TesseractInstall
from workstation.reading.worker import NoWorkerError, Role, Worker, WorkerGoneError, WorkerHungError

CANVAS_BYTES = 3 * MAX_PIXELS + 4 * 1024 * 1024
CALLS_PER_WORKER = 400


class Crew:
    """At most one worker of each role, on one canvas. Used by one thread; `stop` may come from any other.

    `on_layers` hears of the protection of each worker that starts. Raises FileProblem where there can be none.
    """

    def __init__(
        self,
        niceness: int,
        tesseract: Callable[[], TesseractInstall],
        on_layers: Callable[[tuple[Layer, ...]], None],
    ) -> None:
        self.canvas = _canvas()
        self._niceness = niceness
        self._tesseract = tesseract
        self._on_layers = on_layers
        self._workers: dict[Role, Worker] = {}
        self._lock = threading.Lock()
        self._job: Future[Any] | None = None

    @property
    def tesseract(self) -> TesseractInstall:
        """Raises FileProblem where there is none."""
        return self._tesseract()

    def begin(self, job: Future[Any]) -> None:
        """Workers that have answered often enough are renewed before it, never within: one keeps the page at hand."""
        for role in [role for role, worker in self._workers.items() if worker.calls >= CALLS_PER_WORKER]:
            self._discard(role)
        with self._lock:
            self._job = job

    def end(self) -> None:
        with self._lock:
            self._job = None

    def stop(self, job: Future[Any]) -> None:
        """Kill what works on this job, if it is still the one at hand."""
        with self._lock:
            if self._job is job:
                for worker in self._workers.values():
                    worker.kill()

    def ask(
        self,
        role: Role,
        request: Mapping[str, Any],
        seconds: float,
        source: SourceFile,
        page: int = 0,
        document: bool = True,
    ) -> Claims:
        """A worker's answer. `page` (from 1) and the source's name stand in the sentence when it
        fails; the worker gets the `document` itself unless told otherwise.

        Raises FileProblem for what the worker found, and when it died or hung; CancelledError.
        """
        try:
            answer = self._worker(role).ask(request, seconds, source if document else None)
        except WorkerGoneError as error:
            self._discard(role)
            self._check_cancelled()
            raise _lost(source, page, isinstance(error, WorkerHungError)) from error
        if "problem" in answer:
            raise self._problem(role, answer, source, page)
        return answer

    def disbelieve(self, role: Role, source: SourceFile) -> FileProblem:
        """End a worker whose claims cannot be true; the error to raise."""
        self._discard(role)
        return FileProblem("reading.worker_lied", file=source.name)

    def _problem(self, role: Role, answer: Claims, source: SourceFile, page: int) -> FileProblem:
        """What the worker found: a sentence that exists, a count where it needs one; the rest we know."""
        try:
            sentence = answer.text("problem")
            known: dict[str, str | int] = {"file": source.name, "page": page}
            if "pages" in SENTENCES[sentence]:
                known["pages"] = answer.inner("params").whole("pages", 0, 1 << 31)
            return FileProblem(sentence, **{name: known[name] for name in SENTENCES[sentence]})
        except (FalseClaimError, KeyError):
            return self.disbelieve(role, source)

    def layers(self, role: Role) -> tuple[Layer, ...]:
        """Which protection a worker of this role has. Raises FileProblem where none can be started."""
        try:
            return self._worker(role).layers
        except WorkerGoneError as error:
            self._discard(role)
            raise FileProblem("reading.no_worker") from error

    def _worker(self, role: Role) -> Worker:
        self._check_cancelled()
        worker = self._workers.get(role)
        if worker is not None and worker.is_alive:
            return worker
        self._discard(role)
        install = self._tesseract() if role is Role.TEXT else None
        with self._lock:
            worker = self._workers[role] = self._started(role, install)
        worker.make_ready()
        self._on_layers(worker.layers)
        return worker

    def _started(self, role: Role, install: TesseractInstall | None) -> Worker:
        try:
            return Worker(role, self.canvas, self._niceness, install)
        except NoWorkerError as error:
            raise FileProblem("reading.no_worker") from error

    def _check_cancelled(self) -> None:
        if self._job is not None and self._job.cancelled():
            raise CancelledError

    def _discard(self, role: Role) -> None:
        with self._lock:
            worker = self._workers.pop(role, None)
        if worker is not None:
            worker.close()

    def close(self) -> None:
        for role in list(self._workers):
            self._discard(role)
        self.canvas.close()


def _canvas() -> Canvas:
    try:
        return Canvas(CANVAS_BYTES)
    except OSError as error:
        raise FileProblem("reading.no_worker") from error


def _lost(source: SourceFile, page: int, hung: bool) -> FileProblem:
    what = "timed_out" if hung else "worker_died"
    if page:
        return FileProblem(f"reading.page_{what}", file=source.name, page=page)
    return FileProblem(f"reading.{what}", file=source.name)
