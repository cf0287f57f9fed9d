import shutil
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from workstation import settings
from workstation.domain.errors import NewerWorkspaceError
from workstation.store import migrate
from workstation.store.engine import connect, writing_engine
from workstation.store.store import Store
from workstation.store.triggers import APPEND_ONLY

FAILING = '''
"""Breaks off half way."""

from alembic import op

revision = "9999"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE TABLE planted (id INTEGER)")
    op.execute("ALTER TABLE patient ADD COLUMN planted TEXT")
    op.execute("INSERT INTO nowhere VALUES (1)")
'''


def schema(database: Path, key: bytes) -> list[str]:
    raw = connect(database, key)
    found = [
        row[0] for row in raw.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
    ]
    found += [row[0] for row in raw.execute("SELECT version_num FROM alembic_version")]
    raw.close()
    return found


def test_the_known_revision_is_the_newest_script() -> None:
    config = Config()
    config.set_main_option("script_location", str(settings.migrations_dir()))
    assert ScriptDirectory.from_config(config).get_current_head() == migrate.HEAD


def test_revisions_and_tables_agree(database: Path, key: bytes) -> None:
    engine = writing_engine(database, key)
    assert migrate.check(engine) == []
    engine.dispose()


def test_a_difference_would_be_seen(database: Path, key: bytes) -> None:
    engine = writing_engine(database, key)
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE patient ADD COLUMN planted TEXT")
    assert "planted" in str(migrate.check(engine))
    engine.dispose()


def test_every_append_only_table_is_guarded(database: Path, key: bytes) -> None:
    raw = connect(database, key)
    guarded = {row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    raw.close()
    assert guarded >= {f"{table}_no_{verb}" for table in APPEND_ONLY for verb in ("update", "delete")}


def test_a_failing_migration_leaves_nothing(database: Path, key: bytes, tmp_path: Path) -> None:
    scripts = tmp_path / "migrations"
    shutil.copytree(settings.migrations_dir(), scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "9999_planted.py").write_text(FAILING.format(head=migrate.HEAD))
    before = schema(database, key)
    engine = writing_engine(database, key)
    with pytest.raises(Exception, match="nowhere"):
        migrate.upgrade(engine, scripts)
    engine.dispose()
    assert schema(database, key) == before


def test_a_database_of_a_newer_version_is_not_opened(database: Path, key: bytes) -> None:
    raw = connect(database, key)
    raw.execute("UPDATE alembic_version SET version_num = '2031'")
    raw.close()
    with pytest.raises(NewerWorkspaceError) as raised:
        migrate.bring_up_to_date(database, key)
    assert raised.value.message_id == "door.newer_workspace"


def test_opening_twice_changes_nothing(database: Path, key: bytes) -> None:
    before = schema(database, key)
    migrate.bring_up_to_date(database, key)
    with Store(database, key):
        pass
    assert schema(database, key) == before
