"""The one thread that runs every verb in order, and a second lane for long reads."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Concatenate, ParamSpec, TypeVar

from workstation.services.workspace import Workspace

P = ParamSpec("P")
R = TypeVar("R")


class StoreThread:
    """Runs verbs on a workspace: `call(verb, *args)` runs `verb(ws, *args)` and gives a future at once.

    Calls run one after the other in the order in which they were made. `read` is for verbs that only read and
    may take long: they run on a thread and a connection of their own. Callbacks of the futures run on these
    threads; a window passes the result on by a signal.
    """

    def __init__(self, ws: Workspace) -> None:
        self.ws = ws
        self._calls = ThreadPoolExecutor(1, "store")
        self._reads = ThreadPoolExecutor(1, "store-read")

    def call(
        self, verb: Callable[Concatenate[Workspace, P], R], /, *args: P.args, **kwargs: P.kwargs
    ) -> Future[R]:
        """`verb(ws, *args, **kwargs)` after everything called before."""
        return self._calls.submit(verb, self.ws, *args, **kwargs)

    def read(
        self, verb: Callable[Concatenate[Workspace, P], R], /, *args: P.args, **kwargs: P.kwargs
    ) -> Future[R]:
        """`verb(ws, *args, **kwargs)` beside the calls; it must not write."""
        return self._reads.submit(verb, self.ws, *args, **kwargs)

    def close(self) -> None:
        """Finishes every call already made (nothing typed is lost), drops reads that have not begun."""
        self._reads.shutdown(wait=False, cancel_futures=True)
        self._calls.shutdown(wait=True)
        self._reads.shutdown(wait=True)
