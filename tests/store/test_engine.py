from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import OperationalError

from workstation.domain.errors import DiskFullError, ReadOnlyError, StoreError
from workstation.store.engine import WRITER_PRAGMAS, connect, writing_engine
from workstation.store.problems import told_plainly
from workstation.store.store import Store


def test_the_file_is_not_plain_text(store: Store, database: Path, user_id: str) -> None:
    content = database.read_bytes() + database.with_name("workspace.db-wal").read_bytes()
    assert not content.startswith(b"SQLite format 3")
    assert b"Hanna Roth" not in content and b"CREATE TABLE" not in content


def test_a_wrong_key_opens_nothing(database: Path) -> None:
    with pytest.raises(StoreError) as raised:
        Store(database, b"x" * 32)
    assert raised.value.message_id == "store.damaged"


def test_a_key_of_another_length_is_a_bug(database: Path) -> None:
    with pytest.raises(ValueError):
        connect(database, b"short")


def test_the_settings_of_the_writer_hold(database: Path, key: bytes) -> None:
    connection = connect(database, key, pragmas=WRITER_PRAGMAS)
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0}
    wanted |= {"secure_delete": 1, "cell_size_check": 1}
    assert {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted
    connection.close()


def test_the_reader_cannot_write(store: Store) -> None:
    with pytest.raises(ReadOnlyError) as raised, store.read() as tx:
        tx.session.connection().exec_driver_sql("DELETE FROM audit_head")
    assert raised.value.message_id == "store.read_only"


def test_a_full_disk_is_told_plainly(database: Path, key: bytes) -> None:
    engine = writing_engine(database, key)
    with pytest.raises(DiskFullError), told_plainly(database), engine.begin() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        connection.exec_driver_sql("CREATE TABLE fill (data BLOB)")
        connection.exec_driver_sql("INSERT INTO fill VALUES (zeroblob(10000000))")
    engine.dispose()


def test_a_mistake_in_a_statement_stays_a_bug(database: Path, key: bytes) -> None:
    engine = writing_engine(database, key)
    with pytest.raises(OperationalError), told_plainly(database), engine.begin() as connection:
        connection.exec_driver_sql("SELECT * FROM nowhere")
    engine.dispose()


def test_schema_changes_are_rolled_back(database: Path, key: bytes) -> None:
    engine = writing_engine(database, key)
    with pytest.raises(ZeroDivisionError), engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE half (id INTEGER)")
        raise ZeroDivisionError
    engine.dispose()
    raw = connect(database, key)
    assert raw.execute("SELECT count(*) FROM sqlite_master WHERE name = 'half'").fetchone() == (0,)
    raw.close()


def test_a_second_writer_waits_for_the_first(store: Store, database: Path, key: bytes) -> None:
    """A write transaction holds the lock from its first moment, so no later statement can fail for it."""
    other = connect(database, key, pragmas=("PRAGMA busy_timeout=1",))
    with store.write("somebody"), pytest.raises(sqlcipher.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()
