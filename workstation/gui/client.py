"""How a screen asks: it names a verb, and the answer comes back on the GUI thread.

Nothing here waits. An answer for a widget that is gone is dropped; a known problem that no caller takes is shown
by the window; anything else is a bug and is raised on the GUI thread, where the one report of a bug is made.
"""

from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from workstation.domain.errors import WorkstationError
from workstation.services.open_files import OpenFiles
from workstation.services.thread import StoreThread
from workstation.services.views import UserView
from workstation.services.workspace import Workspace

P = ParamSpec("P")
R = TypeVar("R")
Done = Callable[[Any], object]
Failed = Callable[[WorkstationError], object]


@dataclass(frozen=True, slots=True)
class _Parcel:
    """A future and who waits for it."""

    future: "Future[Any]"
    done: Done | None
    failed: Failed | None
    owner: QObject | None


class Courier(QObject):
    """Carries the outcome of futures to the GUI thread.

    `refused`: a known error that no caller took. Answers that come after `close` are dropped.
    """

    refused = Signal(object)
    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = True
        self._answered.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    def deliver(
        self,
        future: "Future[Any]",
        done: Done | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Bring the outcome of any future to the GUI thread: `done(answer)` or `failed(error)`.

        `owner`: what must still be there then; by default the object whose method is called back.
        """
        waiting = owner or _bound_to(done) or _bound_to(failed)

        # The future must not be held by its own callback: what it brought would stay until garbage is collected.
        def send(finished: "Future[Any]") -> None:
            self._send(_Parcel(finished, done, failed, waiting))

        future.add_done_callback(send)

    def close(self) -> None:
        """Drop every answer that is still to come."""
        self._open = False

    def _send(self, parcel: _Parcel) -> None:
        if self._open and isValid(self):
            self._answered.emit(parcel)

    def _hand_over(self, parcel: _Parcel) -> None:
        if not self._open or (parcel.owner is not None and not isValid(parcel.owner)):
            return
        try:
            answer = parcel.future.result()
        except CancelledError:
            return
        except WorkstationError as error:
            if parcel.failed is not None:
                parcel.failed(error)
            else:
                self.refused.emit(error)
            return
        if parcel.done is not None:
            parcel.done(answer)


def _bound_to(callback: Callable[..., object] | None) -> QObject | None:
    bound = getattr(callback, "__self__", None)
    return bound if isinstance(bound, QObject) else None


class Client(Courier):
    """Posts verbs to the store thread of the signed-in workspace."""

    def __init__(self, thread: StoreThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = thread

    @property
    def user(self) -> UserView:
        """Who is signed in."""
        return self._thread.ws.user

    def call(
        self,
        verb: Callable[..., Any],
        *args: Any,
        done: Done | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> "Future[Any]":
        """Run `verb(ws, *args)` after everything called before; then `done(answer)` or `failed(error)`. The future is
        for a call that rests on this one; it is never waited for here."""
        future = self._thread.call(verb, *args)
        self.deliver(future, done, failed, owner)
        return future

    def read(
        self,
        verb: Callable[..., Any],
        *args: Any,
        done: Done | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> None:
        """The same for a verb that only reads and may take long; it does not wait for calls."""
        self.deliver(self._thread.read(verb, *args), done, failed, owner)

    def future(
        self, verb: Callable[Concatenate[Workspace, P], R], /, *args: P.args, **kwargs: P.kwargs
    ) -> "Future[R]":
        """The bare future of a reading verb, for callers that pass on between threads themselves."""
        return self._thread.read(verb, *args, **kwargs)

    @property
    def files(self) -> OpenFiles:
        """The originals; other reads do not wait for one to be opened."""
        return self._thread.files


class Errands(Courier):
    """Runs what needs no open workspace, one after the other, off the GUI thread: describing and opening one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, "errands")

    def run(
        self,
        work: Callable[..., Any],
        *args: Any,
        done: Done | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> None:
        """`work(*args)`; then `done(answer)` or `failed(error)` on the GUI thread."""
        self.deliver(self._pool.submit(work, *args), done, failed, owner)

    def close(self) -> None:
        """Wait for what runs, drop the rest."""
        super().close()
        self._pool.shutdown(wait=True, cancel_futures=True)
