"""Which database library this program runs on."""

from dataclasses import dataclass

import sqlcipher3.dbapi2 as sqlcipher

from workstation.store.engine import OLDEST_SAFE_SQLITE


@dataclass(frozen=True, slots=True)
class DatabaseLibrary:
    """`is_safe`: new enough that two connections cannot damage a database in WAL mode."""

    sqlite: str
    cipher: str
    is_safe: bool


def database_library() -> DatabaseLibrary:
    """Answers from the library itself, without opening a workspace. `cipher` is "" when it cannot encrypt."""
    connection = sqlcipher.connect(":memory:")
    try:
        row = connection.execute("PRAGMA cipher_version").fetchone()
    finally:
        connection.close()
    return DatabaseLibrary(
        sqlite=sqlcipher.sqlite_version,
        cipher=str(row[0]) if row else "",
        is_safe=sqlcipher.sqlite_version_info >= OLDEST_SAFE_SQLITE,
    )
