"""A real encrypted database in a folder of its own."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workstation.store import audit, migrate
from workstation.store.store import Store
from workstation.store.tables.people import User, WorkspaceInfo

KEY = bytes(range(32))


@pytest.fixture
def key() -> bytes:
    return KEY


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "workspace.db"
    migrate.bring_up_to_date(path, KEY, create=True)
    return path


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    moment = datetime(2025, 6, 2, 8, 0, tzinfo=UTC)
    with Store(database, KEY, clock=lambda: moment) as opened:
        yield opened


@pytest.fixture
def user_id(store: Store) -> str:
    """A reviewer in a workspace that has its first row."""
    with store.write("first") as tx:
        info = WorkspaceInfo(name="Ward 4", time_zone="UTC", recovery_slot="-", created_at=tx.now)
        tx.add(audit.WORKSPACE, "create_workspace", info)
        row = User(
            login="hr", printed_name="Hanna Roth", initials="HR", roles=["reviewer"], created_at=tx.now
        )
        tx.add(audit.WORKSPACE, "add_user", row)
        return row.id
