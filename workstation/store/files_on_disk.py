"""What the file system refuses, told plainly."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workstation.domain.errors import DiskFullError, ReadOnlyError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@contextmanager
def told_plainly_on_disk(folder: Path) -> Iterator[None]:
    """Turns a full disk and a folder that may not be used into their StoreError; the rest passes."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFullError("store.disk_full") from error
        if error.errno in _REFUSED:
            raise ReadOnlyError("door.folder_refused", folder=str(folder)) from error
        raise
