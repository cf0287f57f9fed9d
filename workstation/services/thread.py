"""The one thread that runs every verb in order, and lanes beside it for long reads and for whole files."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Concatenate, ParamSpec, TypeVar

from workstation.reading import SourceFile
from workstation.services.intake import open_source
from workstation.services.open_files import OpenFiles
from workstation.services.workspace import Workspace

P = ParamSpec("P")
R = TypeVar("R")


class StoreThread:
    """Runs verbs on a workspace: `call(verb, *args)` runs `verb(ws, *args)` and gives a future at once.

    Calls run one after the other in the order in which they were made. `read` is for verbs that only read and
    may take long: they run on a thread and a connection of their own. So do those of `load`, which bring whole files:
    what is read meanwhile need not wait for hundreds of megabytes. Callbacks of the futures run on these threads; a
    window passes the result on by a signal. `files`: the originals, opened by way of `load`.
    """

    def __init__(self, ws: Workspace) -> None:
        self.ws = ws
        self._calls = ThreadPoolExecutor(1, "store")
        self._reads = ThreadPoolExecutor(1, "store-read")
        self._loads = ThreadPoolExecutor(1, "store-load")
        self.files = OpenFiles(self._open)

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

    def load(
        self, verb: Callable[Concatenate[Workspace, P], R], /, *args: P.args, **kwargs: P.kwargs
    ) -> Future[R]:
        """`verb(ws, *args, **kwargs)` beside calls and reads; it must not write."""
        return self._loads.submit(verb, self.ws, *args, **kwargs)

    def _open(self, file_id: str) -> Future[SourceFile]:
        return self.load(open_source, file_id)

    def close(self) -> None:
        """Finishes every call already made (nothing typed is lost), drops reads that have not begun."""
        beside = (self._reads, self._loads)
        for lane in beside:
            lane.shutdown(wait=False, cancel_futures=True)
        self._calls.shutdown(wait=True)
        for lane in beside:
            lane.shutdown(wait=True)
