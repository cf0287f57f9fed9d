"""The opened database: transactions in which services read and write."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from workstation.domain.errors import StaleError
from workstation.store import audit
from workstation.store.engine import reading_engine, writing_engine
from workstation.store.problems import told_plainly
from workstation.store.tables import Base

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


class ReadTx:
    """A consistent view of the database. `session` is for the functions of this room."""

    def __init__(self, session: Session, now: datetime) -> None:
        self.session = session
        self.now = now


class WriteTx(ReadTx):
    """One change by one user: everything in it is stored, or nothing."""

    def __init__(self, session: Session, now: datetime, user_id: str) -> None:
        super().__init__(session, now)
        self.user_id = user_id

    def record(
        self,
        chain: str,
        verb: str,
        kind: str,
        object_id: str,
        before: dict[str, Any] | None,
        after: dict[str, Any] | None,
    ) -> None:
        """Writes one audit event. `chain`: a case's id or `audit.WORKSPACE`; `kind`: the table's name."""
        audit.append(
            self.session,
            chain=chain,
            user_id=self.user_id,
            at=self.now,
            verb=verb,
            kind=kind,
            object_id=object_id,
            before=before,
            after=after,
        )

    def add(self, chain: str, verb: str, row: Base) -> None:
        """Stores a new row and its audit event."""
        self.session.add(row)
        self.session.flush()
        self.record(chain, verb, row.__tablename__, _object_id(row), None, audit.snapshot(row))

    @contextmanager
    def changing(self, chain: str, verb: str, row: Base, seen_version: int | None = None) -> Iterator[None]:
        """Changes a row inside the block; the audit event holds what was and what is.

        `seen_version`: the row version the user saw; StaleError when the row has moved on. A block that
        changes nothing writes nothing.
        """
        check_version(row, seen_version)
        before = audit.snapshot(row)
        yield
        self.session.flush()
        after = audit.snapshot(row)
        if after != before:
            self.record(chain, verb, row.__tablename__, _object_id(row), before, after)

    def delete(self, chain: str, verb: str, row: Base, seen_version: int | None = None) -> None:
        """Removes a row; what it was stays in the audit event."""
        check_version(row, seen_version)
        before, kind, object_id = audit.snapshot(row), row.__tablename__, _object_id(row)
        self.session.delete(row)
        self.session.flush()
        self.record(chain, verb, kind, object_id, before, None)


def check_version(row: Any, seen_version: int | None) -> None:
    """Raises StaleError when the user saw another version of the row. None: no version was seen."""
    if seen_version is not None and row.row_version != seen_version:
        raise StaleError("store.stale")


def _object_id(row: Base) -> str:
    return "/".join(str(part) for part in inspect(row).identity or ())


class Store:
    """One workspace database, opened with its key.

    `write` is for the store thread, in order; `read` uses a second connection that cannot write and may run
    beside it. `path` is the database file.
    """

    def __init__(self, path: Path, key: bytes, clock: Clock = utc_now) -> None:
        self.path = path
        self._clock = clock
        self._writer = writing_engine(path, key)
        self._reader = reading_engine(path, key)
        with told_plainly(path), self._writer.connect(), self._reader.connect():
            pass  # a wrong key or an unreadable file shows here, not in the first call

    def now(self) -> datetime:
        return self._clock()

    @contextmanager
    def write(self, user_id: str) -> Iterator[WriteTx]:
        """A transaction that holds the write lock from its first moment; any error undoes all of it.

        Raises StaleError, DiskFullError, ReadOnlyError or another StoreError with its sentence.
        """
        with (
            told_plainly(self.path),
            Session(self._writer, expire_on_commit=False) as session,
            session.begin(),
        ):
            session.connection()  # takes the lock now, not at the first statement
            yield WriteTx(session, self.now(), user_id)

    @contextmanager
    def read(self) -> Iterator[ReadTx]:
        """A snapshot to read from; it sees what is committed when it begins."""
        with (
            told_plainly(self.path),
            Session(self._reader, autoflush=False, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield ReadTx(session, self.now())

    def close(self) -> None:
        """Closes both connections; the write-ahead log is folded into the file."""
        self._reader.dispose()
        self._writer.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
