"""Connections to the encrypted database: one that writes, and a second that only reads."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from workstation.domain.errors import StoreError

# SQLite before 3.51.3 can corrupt a WAL database when two connections write and checkpoint at one instant.
OLDEST_SAFE_SQLITE = (3, 51, 3)
KEY_BYTES = 32
BUSY_MS = 5_000
READER_CACHE_KIB = 16 * 1024

WRITER_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA secure_delete=ON",
    f"PRAGMA busy_timeout={BUSY_MS}",
    "PRAGMA cell_size_check=ON",
    "PRAGMA mmap_size=0",
)
# What was decrypted is kept: find goes through the letters of a thousand pages at every pause in the typing.
READER_PRAGMAS = (*WRITER_PRAGMAS[1:], "PRAGMA query_only=ON", f"PRAGMA cache_size=-{READER_CACHE_KIB}")


def connect(path: Path, key: bytes, *, create: bool = False, pragmas: tuple[str, ...] = ()) -> Any:
    """A raw connection with the key set, in autocommit mode: transactions begin only where we say so.

    Raises sqlcipher3 errors as they come: "file is not a database" means that the key is not the right one.
    """
    if len(key) != KEY_BYTES:
        raise ValueError(f"the database key has {KEY_BYTES} bytes")
    mode = "rwc" if create else "rw"
    connection = sqlcipher.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")  # the library would tell stderr of a wrong key
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in pragmas:
            connection.execute(pragma)
        connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlcipher.Error:
        connection.close()
        raise
    return connection


def writing_engine(path: Path, key: bytes, *, create: bool = False) -> Engine:
    """One connection whose every transaction takes the write lock at once, so none fails half way."""
    _refuse_old_library()
    return _engine(lambda: connect(path, key, create=create, pragmas=WRITER_PRAGMAS), "BEGIN IMMEDIATE", 1)


def reading_engine(path: Path, key: bytes) -> Engine:
    """Connections that may not write: for short reads, for long ones beside them, and for whole files."""
    return _engine(lambda: connect(path, key, pragmas=READER_PRAGMAS), "BEGIN", 3)


def _engine(creator: Callable[[], Any], begin: str, connections: int) -> Engine:
    engine = create_engine(
        "sqlite+pysqlite://",
        module=sqlcipher,
        creator=creator,
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        # A workspace that stays locked for this long is a bug, not a wait.
        pool_timeout=60,
    )

    # The driver's own mode commits before DDL, so a failed migration would leave half a schema.
    @event.listens_for(engine, "begin")
    def emit_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _refuse_old_library() -> None:
    if sqlcipher.sqlite_version_info < OLDEST_SAFE_SQLITE:
        raise StoreError("store.sqlite_too_old", version=sqlcipher.sqlite_version)
