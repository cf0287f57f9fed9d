"""The bytes of one file, held where a worker can see them without a copy."""

import itertools
import mmap
import os
import sys
import threading
import weakref
from collections.abc import Iterable
from types import TracebackType
from typing import Self

from workstation.reading.pages import MAX_FILE_BYTES
from workstation.reading.problems import FileProblem

if sys.platform != "win32":
    import fcntl

_LARGE_PICTURE_BYTES = 32 * 1024 * 1024
_numbers = itertools.count(1)


class SourceFile:
    """A document in an anonymous memory file; nothing of it reaches the disk.

    `data`: the whole file or its chunks in order. `name`: shown in sentences, never opened. `password`: of an
    encrypted PDF. Use it as a context manager or call `close`; work that was handed in before goes on.

    Raises `FileProblem` `reading.empty` and `reading.too_large` (500 MB).
    """

    def __init__(self, data: bytes | Iterable[bytes], name: str, password: str | None = None) -> None:
        self.key = next(_numbers)
        self.name = name
        self.password = password
        self._fd = anonymous_memory("document")
        self._close_now = weakref.finalize(self, os.close, self._fd)
        self._lock = threading.Lock()
        self._holds = 1
        self._closed = False
        self.size = self._fill([data] if isinstance(data, bytes) else data)
        seal(self._fd, writable=False)

    def _fill(self, chunks: Iterable[bytes]) -> int:
        size = 0
        for chunk in chunks:
            size += len(chunk)
            if size > MAX_FILE_BYTES:
                self.close()
                raise FileProblem("reading.too_large", file=self.name, megabytes=MAX_FILE_BYTES >> 20)
            _write_all(self._fd, chunk)
        if not size:
            self.close()
            raise FileProblem("reading.empty", file=self.name)
        return size

    def hold(self) -> None:
        """Keep the bytes beyond `close`, until `release`. Raises ValueError after `close`."""
        with self._lock:
            if self._closed:
                raise ValueError("the source file is closed")
            self._holds += 1

    def release(self) -> None:
        with self._lock:
            self._holds -= 1
            if not self._holds:
                self._close_now()

    def duplicate(self) -> int:
        """A descriptor of the same bytes that the caller owns. Raises ValueError once they are gone."""
        with self._lock:
            if not self._holds:
                raise ValueError("the source file is closed")
            return os.dup(self._fd)

    def close(self) -> None:
        with self._lock:
            first, self._closed = not self._closed, True
        if first:
            self.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def anonymous_memory(label: str) -> int:
    """A descriptor of memory without a name, which cannot be run as a program; the caller closes it.

    Raises FileProblem: elsewhere than on Linux no document reaches a worker, and none is opened without one.
    """
    if sys.platform == "linux":
        descriptor = os.memfd_create(label, os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        os.fchmod(descriptor, 0o600)
        return descriptor
    raise FileProblem("reading.not_on_this_system")


def seal(fd: int, writable: bool) -> None:
    """Forbid any change of length (a reader would be killed by it), of content unless `writable`, and of these seals:
    a worker could else close the canvas to the workers after it."""
    if sys.platform == "linux":
        seals = fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL
        fcntl.fcntl(fd, fcntl.F_ADD_SEALS, seals if writable else seals | fcntl.F_SEAL_WRITE)


def _write_all(fd: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


class Canvas:
    """Pixels shared with a worker: made and sized by the parent, of fixed length, empty until written."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.fd = anonymous_memory("canvas")
        os.truncate(self.fd, size)
        seal(self.fd, writable=True)
        self._map = mmap.mmap(self.fd, size)

    def write(self, data: bytes) -> None:
        """Put bytes at the start, for the worker to read."""
        self._map[: len(data)] = data

    def read(self, length: int) -> bytes:
        """A copy of the first bytes. Memory behind a large picture is given back to the system."""
        data = self._map[:length]
        if length > _LARGE_PICTURE_BYTES and sys.platform == "linux":
            self._map.madvise(mmap.MADV_REMOVE)
        return data

    def close(self) -> None:
        self._map.close()
        os.close(self.fd)
