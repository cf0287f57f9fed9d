"""From what the database library raises to what the user is told."""

from collections.abc import Iterator
from contextlib import contextmanager

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


def known_problem(error: BaseException) -> WorkstationError | None:
    """The sentence for a database error a user can act on; None for a bug."""
    if isinstance(error, StaleDataError):
        return StaleError("store.stale")
    cause = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(cause, sqlcipher.Error):
        return None
    text = str(cause).casefold()
    return next((kind(message_id) for words, kind, message_id in _KNOWN if words in text), None)


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turns known database errors into their WorkstationError; bugs pass unchanged."""
    try:
        yield
    except (DBAPIError, StaleDataError, sqlcipher.Error) as error:
        problem = known_problem(error)
        if problem is None:
            raise
        raise problem from error
