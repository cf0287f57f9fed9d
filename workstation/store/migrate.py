"""The schema: made and brought up to date by Alembic, in one transaction, without a configuration file."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, inspect, text

from workstation import settings
from workstation.domain.errors import NewerWorkspaceError, StoreError
from workstation.store.engine import writing_engine
from workstation.store.problems import told_plainly
from workstation.store.search_index import INDEX_TABLES
from workstation.store.tables import Base

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0006"
"""The newest revision this program knows; a test compares it with the scripts."""


def bring_up_to_date(path: Path, key: bytes, *, create: bool = False) -> None:
    """Makes the schema, or brings an older one up to date; all of it or nothing.

    `create`: the database may be empty; else an empty one has lost what it held.

    Raises NewerWorkspaceError when a newer version of the program has written the database, StoreError for
    an empty one.
    """
    engine = writing_engine(path, key, create=create)
    try:
        with told_plainly(path):
            current = _current(engine)
            if current is None and not create:
                raise StoreError("store.damaged")
            if current != HEAD:
                upgrade(engine, settings.migrations_dir())
    finally:
        engine.dispose()


def _current(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return revision_of(connection)


def revision_of(connection: Connection) -> str | None:
    """The revision of a database; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def upgrade(engine: Engine, scripts: Path) -> None:
    """Runs the revisions in `scripts` that are missing, within one transaction."""
    from alembic import command
    from alembic.script import ScriptDirectory

    config = _config(scripts)
    with engine.begin() as connection:
        current = revision_of(connection)
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        if current is not None and current not in known:
            raise NewerWorkspaceError("door.newer_workspace")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def check(engine: Engine) -> list[Any]:
    """What autogenerate would still change: an empty list when the revisions and the tables agree."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": include_name}
        )
        return list(compare_metadata(context, Base.metadata))


def include_name(name: str | None, kind: str, parents: Any) -> bool:
    """Leaves out what the dialect's own functions made: the search index is no table of ours."""
    return not (kind == "table" and name in INDEX_TABLES)


def _config(scripts: Path) -> "Config":
    from alembic.config import Config

    logging.getLogger("alembic").setLevel(logging.WARNING)
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    return config
