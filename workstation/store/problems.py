"""From what the database library raises to what the user is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import disk_usage

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError

from workstation.domain.errors import DiskFullError, ReadOnlyError, StaleError, StoreError, WorkstationError

_KNOWN: tuple[tuple[str, type[StoreError], str], ...] = (
    ("database or disk is full", DiskFullError, "store.disk_full"),
    ("attempt to write a readonly database", ReadOnlyError, "store.read_only"),
    ("unable to open database file", ReadOnlyError, "store.cannot_open"),
    ("database is locked", StoreError, "store.locked"),
    ("file is not a database", StoreError, "store.damaged"),
    ("file is encrypted", StoreError, "store.damaged"),
    ("database disk image is malformed", StoreError, "store.damaged"),
    ("disk i/o error", StoreError, "store.io_error"),
)


# Below this much room the files that SQLite needs beside the database cannot be made, and it speaks of I/O.
_LEAST_ROOM = 256 * 1024


def known_problem(error: BaseException, path: Path) -> WorkstationError | None:
    """The sentence for an error of the database at `path` that a user can act on; None for a bug."""
    if isinstance(error, StaleDataError):
        return StaleError("store.stale")
    cause = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(cause, sqlcipher.Error):
        return None
    text = str(cause).casefold()
    if "disk i/o error" in text and disk_usage(path.parent).free < _LEAST_ROOM:
        return DiskFullError("store.disk_full")
    return next((kind(message_id) for words, kind, message_id in _KNOWN if words in text), None)


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Turns known errors of the database at `path` into their WorkstationError; bugs pass unchanged."""
    try:
        yield
    except (DBAPIError, StaleDataError, sqlcipher.Error) as error:
        problem = known_problem(error, path)
        if problem is None:
            raise
        raise problem from error
