"""How a screen asks: it names a verb, and the answer comes back on the GUI thread."""

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from workstation.domain.errors import WorkstationError
from workstation.services.thread import StoreThread
from workstation.services.views import UserView
from workstation.services.workspace import Workspace

P = ParamSpec("P")
R = TypeVar("R")
Done = Callable[[Any], object]
Failed = Callable[[WorkstationError], object]


class Client(QObject):
    """Posts verbs to the store thread of the signed-in workspace.

    `refused`: a known error that no caller took. Anything else that goes wrong is raised on the GUI thread, where
    the one report of a bug is made. Answers that come after `close` are dropped.
    """

    refused = Signal(object)
    _answered = Signal(object, object, object)

    def __init__(self, thread: StoreThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = thread
        self._open = True
        self._answered.connect(self._deliver)

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
    ) -> None:
        """Run `verb(ws, *args)` after everything called before; then `done(answer)` or `failed(error)`."""
        self.deliver(self._thread.call(verb, *args), done, failed)

    def read(
        self,
        verb: Callable[..., Any],
        *args: Any,
        done: Done | None = None,
        failed: Failed | None = None,
    ) -> None:
        """The same for a verb that only reads and may take long; it does not wait for calls."""
        self.deliver(self._thread.read(verb, *args), done, failed)

    def future(
        self, verb: Callable[Concatenate[Workspace, P], R], /, *args: P.args, **kwargs: P.kwargs
    ) -> "Future[R]":
        """The bare future of a reading verb, for callers that pass on between threads themselves."""
        return self._thread.read(verb, *args, **kwargs)

    def deliver(self, future: "Future[Any]", done: Done | None = None, failed: Failed | None = None) -> None:
        """Bring the outcome of any future to the GUI thread."""
        future.add_done_callback(lambda finished: self._answered.emit(finished, done, failed))

    def close(self) -> None:
        """Drop every answer that is still to come."""
        self._open = False

    def _deliver(self, future: "Future[Any]", done: Done | None, failed: Failed | None) -> None:
        if not self._open:
            return
        try:
            answer = future.result()
        except CancelledError:
            return
        except WorkstationError as error:
            if failed is not None:
                failed(error)
            else:
                self.refused.emit(error)
            return
        if done is not None:
            done(answer)
