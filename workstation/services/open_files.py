"""Originals that are open at this moment: decrypted once, however many look at them."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

from workstation.reading import SourceFile


@dataclass(slots=True)
class _Lent:
    opened: Future[SourceFile]
    holders: int = 0


class OpenFiles:
    """Lends files by their id, and closes one when the last who borrowed it has given it back. For any thread."""

    def __init__(self, open_file: Callable[[str], Future[SourceFile]]) -> None:
        self._open_file = open_file
        self._lock = threading.Lock()
        self._lent: dict[str, _Lent] = {}

    def borrow(self, file_id: str) -> Future[SourceFile]:
        """The file, once it is open; nobody but `give_back` closes it. One that did not open is tried anew."""
        with self._lock:
            lent = self._lent.get(file_id)
            if lent is None or has_failed(lent.opened):
                lent = self._lent[file_id] = _Lent(self._open_file(file_id), lent.holders if lent else 0)
            lent.holders += 1
            return lent.opened

    def give_back(self, file_id: str) -> None:
        """To be called once for each `borrow`, also for a file that did not open."""
        with self._lock:
            lent = self._lent[file_id]
            lent.holders -= 1
            if lent.holders:
                return
            del self._lent[file_id]
        lent.opened.add_done_callback(_close)


def is_open(opened: Future[SourceFile]) -> bool:
    """Whether a file that was asked for is there by now."""
    return opened.done() and not has_failed(opened)


def has_failed(opened: Future[SourceFile]) -> bool:
    """Whether a file that was asked for will not come."""
    return opened.cancelled() or (opened.done() and opened.exception() is not None)


def _close(opened: Future[SourceFile]) -> None:
    if is_open(opened):
        opened.result().close()
