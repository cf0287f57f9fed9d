"""The application's side of one worker process: start it, ask it, end it."""

import logging
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from workstation.reading.channel import Channel, ChannelClosedError, Claims, FalseClaimError
from workstation.reading.sandbox import Layer, LayerName
from workstation.reading.source import Canvas, SourceFile
from workstation.reading.tesseract import TesseractInstall

START_SECONDS = 30.0
DOCUMENTS_KEPT_OPEN = 4
_ENTRY = "workstation.reading.inside"
_BOOT = "import sys; sys.path[:] = sys.argv[1].split('\\n'); from {entry} import main; main()"
_CRASH = re.compile(r"\w{1,60} at ((\w{1,60}\.\w{1,4}|<(frozen )?[\w.]{1,60}>):\d{1,6}( < )?)*")
_log = logging.getLogger(__name__)


class Role(StrEnum):
    """What a worker is made ready for: pages for the screen, pages for reading, or words from pixels."""

    SCREEN = "screen"
    PAGE = "page"
    TEXT = "text"


class WorkerGoneError(Exception):
    """The worker died, was killed, or answered nonsense; it is of no further use."""


class NoWorkerError(Exception):
    """The system starts no further process."""


class WorkerHungError(WorkerGoneError):
    """The worker did not answer in time and was killed."""


class Worker:
    """One process. Not thread-safe but for `kill`, which may come from anywhere. Raises NoWorkerError."""

    def __init__(
        self,
        role: Role,
        canvas: Canvas,
        niceness: int,
        tesseract: TesseractInstall | None,
        entry: str = _ENTRY,
    ) -> None:
        self.role = role
        self.calls = 0
        self.layers: tuple[Layer, ...] = ()
        self._canvas = canvas
        self._niceness = niceness
        self._tesseract = tesseract
        self._held: OrderedDict[int, None] = OrderedDict()
        self._lock = threading.Lock()
        self._channel, theirs = Channel.pair()
        with theirs:
            self._process = self._started(entry, theirs.fileno())

    def _started(self, entry: str, channel: int) -> subprocess.Popen[bytes]:
        try:
            return subprocess.Popen(
                [
                    sys.executable,
                    "-I",
                    "-c",
                    _BOOT.format(entry=entry),
                    "\n".join(_import_paths()),
                    self.role,
                ],
                stdin=channel,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                cwd="/",
                start_new_session=True,
            )
        except OSError as error:
            self._channel.close()
            raise NoWorkerError(type(error).__name__) from error

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def make_ready(self) -> None:
        """Wait until every import is done and the sandbox is closed. Raises WorkerGoneError."""
        answer = self._exchange(self._orders(), [self._canvas.fd], START_SECONDS)
        try:
            self.layers = tuple(_layer(self.role, claim) for claim in answer.each("layers", 10))
        except (FalseClaimError, ValueError) as error:
            self.kill()
            raise WorkerGoneError("layers") from error

    def _orders(self) -> dict[str, Any]:
        orders: dict[str, Any] = {"role": self.role, "canvas": self._canvas.size, "nice": self._niceness}
        if self._tesseract:
            orders["tessdata"] = str(self._tesseract.tessdata)
        return orders

    def ask(self, request: Mapping[str, Any], seconds: float, source: SourceFile | None = None) -> Claims:
        """The worker's answer, unbelieved.

        Raises WorkerGoneError or WorkerHungError, after which this worker is dead.
        """
        self.calls += 1
        if source is None:
            return self._exchange(request, [], seconds)
        request = {**request, "key": source.key}
        if source.key in self._held:
            self._held.move_to_end(source.key)
            return self._exchange(request, [], seconds)
        return self._hand_over(source, request, seconds)

    def _hand_over(self, source: SourceFile, request: Mapping[str, Any], seconds: float) -> Claims:
        """Give the worker the document itself, and let it close the one not used for longest."""
        descriptor = (
            source.duplicate()
        )  # fails for one that was let go of, and then the worker holds nothing of it
        self._held[source.key] = None
        closing = self._held.popitem(last=False)[0] if len(self._held) > DOCUMENTS_KEPT_OPEN else None
        try:
            handed = {**request, "password": source.password, "size": source.size, "close": closing}
            return self._exchange(handed, [descriptor], seconds)
        finally:
            os.close(descriptor)

    def _exchange(self, message: Mapping[str, Any], descriptors: list[int], seconds: float) -> Claims:
        deadline = time.monotonic() + seconds
        try:
            self._channel.send(message, descriptors, seconds)
            answer = self._channel.receive(max(0.01, deadline - time.monotonic()))
        except TimeoutError as error:
            self.kill()
            raise WorkerHungError(self.role) from error
        except (ChannelClosedError, FalseClaimError, OSError) as error:
            self.kill()
            raise WorkerGoneError(self.role) from error
        if "crash" in answer:
            _log.error("%s worker failed: %s", self.role, _places(answer))
            self.kill()
            raise WorkerGoneError(self.role)
        return answer

    def kill(self) -> None:
        """End the process and whatever it started, now. Safe from any thread, and twice."""
        with self._lock:
            if self._process.poll() is None:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()

    def close(self) -> None:
        self.kill()
        self._channel.close()


def _places(answer: Claims) -> str:
    """Where it failed, as far as that has the form of places in code: the log takes nothing else from a worker."""
    try:
        told = answer.text("crash", 2_000)
    except FalseClaimError:
        return "?"
    return told if _CRASH.fullmatch(told) else "?"


def _layer(role: Role, claim: Claims) -> Layer:
    worker = "text" if role is Role.TEXT else "page"
    name, why, made_of = LayerName(claim.text("name")), claim.text("why", 500), claim.text("made_of")
    return Layer(worker, name, claim.flag("enforced"), why, made_of)


def _import_paths() -> list[str]:
    return [str(Path(entry or ".").absolute()) for entry in sys.path]


def _environment() -> dict[str, str]:
    """A worker learns nothing from our environment but where shared libraries are."""
    environment = {"LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1"}
    environment |= {
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PATH": "/usr/bin:/bin:/sbin",
    }
    if "LD_LIBRARY_PATH" in os.environ:
        environment["LD_LIBRARY_PATH"] = os.environ["LD_LIBRARY_PATH"]
    return environment
