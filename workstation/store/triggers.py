"""Triggers that no mapped class can express, made per dialect and called from the migrations."""

from sqlalchemy import Connection

from workstation.store.tables.assessment import AssessmentVersion, Crop, Signature, VersionCrop
from workstation.store.tables.audit import AuditEvent

APPEND_ONLY = (
    AuditEvent.__tablename__,
    AssessmentVersion.__tablename__,
    Crop.__tablename__,
    VersionCrop.__tablename__,
    Signature.__tablename__,
)

_SQLITE_APPEND_ONLY = """
CREATE TRIGGER {table}_no_{verb_lower} BEFORE {verb} ON "{table}"
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
_SQLITE_HEAD = (
    """
CREATE TRIGGER audit_head_moves_on BEFORE UPDATE ON audit_head
WHEN NEW.chain IS NOT OLD.chain OR NEW.seq IS NOT OLD.seq + 1
BEGIN SELECT RAISE(ABORT, 'audit_head only moves on'); END
""",
    """
CREATE TRIGGER audit_head_stays BEFORE DELETE ON audit_head
BEGIN SELECT RAISE(ABORT, 'audit_head is never deleted'); END
""",
)


def make_append_only(connection: Connection, *tables: str) -> None:
    """From now on rows of these tables can be neither changed nor deleted."""
    _only_sqlite(connection)
    for table in tables:
        for verb in ("UPDATE", "DELETE"):
            text = _SQLITE_APPEND_ONLY.format(table=table, verb=verb, verb_lower=verb.lower())
            connection.exec_driver_sql(text)


def guard_audit_heads(connection: Connection) -> None:
    """The head of a chain can only move one step on."""
    _only_sqlite(connection)
    for text in _SQLITE_HEAD:
        connection.exec_driver_sql(text)


def _only_sqlite(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        raise ValueError(f"no triggers are written for {connection.dialect.name}")
