"""Reading and checking the audit trail and what hangs on it, for history and verification."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from workstation.store import audit
from workstation.store.audit import WORKSPACE, ChainProblem
from workstation.store.store import ReadTx, WriteTx
from workstation.store.tables.audit import AuditEvent
from workstation.store.tables.files import CaseFile, File, FileChunk
from workstation.store.tables.people import SigningKey, User


@dataclass(frozen=True, slots=True)
class TrailEvent:
    """One event with the name of who did it. `before` and `after` are canonical JSON or None."""

    seq: int
    at: datetime
    who: str
    verb: str
    kind: str
    object_id: str
    before: str | None
    after: str | None


def events(tx: ReadTx, case_id: str) -> Iterator[TrailEvent]:
    """The events of a case, newest first."""
    query = (
        select(AuditEvent, User.printed_name)
        .outerjoin(User, User.id == AuditEvent.user_id)
        .where(AuditEvent.chain == case_id)
        .order_by(AuditEvent.seq.desc())
    )
    for event, name in tx.session.execute(query):
        yield TrailEvent(
            event.seq,
            event.at,
            name or "",
            event.verb,
            event.kind,
            event.object_id,
            event.before,
            event.after,
        )


def chain_problems(tx: ReadTx, case_id: str) -> tuple[ChainProblem, ...]:
    """Every break in the chain of a case and in that of the workspace."""
    return audit.verify_chain(tx.session, case_id) + audit.verify_chain(tx.session, WORKSPACE)


def table_problems(tx: ReadTx, case_id: str) -> tuple[ChainProblem, ...]:
    """Every record of a case that is not what its last event says."""
    return audit.verify_tables(tx.session, case_id)


def last_hash(tx: ReadTx, case_id: str) -> tuple[int, str] | None:
    """Sequence number and hash of the last event of a case."""
    return audit.head_of(tx.session, case_id)


def altered_files(tx: ReadTx, case_id: str) -> tuple[str, ...]:
    """SHA-256 of files of a case whose bytes are not what was imported."""
    query = select(File).join(CaseFile, CaseFile.file_id == File.id).where(CaseFile.case_id == case_id)
    return tuple(file.sha256 for file in tx.session.scalars(query) if _digest(tx, file.id) != file.sha256)


def _digest(tx: ReadTx, file_id: str) -> str:
    digest = hashlib.sha256()
    query = select(FileChunk.data).where(FileChunk.file_id == file_id).order_by(FileChunk.position)
    for data in tx.session.scalars(query):
        digest.update(data)
    return digest.hexdigest()


def known_file_hashes(tx: ReadTx, case_id: str) -> frozenset[str]:
    query = select(File.sha256).join(CaseFile, CaseFile.file_id == File.id)
    return frozenset(tx.session.scalars(query.where(CaseFile.case_id == case_id)))


def public_keys_of(tx: ReadTx, user_id: str) -> frozenset[str]:
    """Every public key a user ever signed with."""
    return frozenset(tx.session.scalars(select(SigningKey.public_key).where(SigningKey.user_id == user_id)))


def note_export(tx: WriteTx, case_id: str, verb: str, version_id: str, told: dict[str, str]) -> None:
    """Writes that something left the workspace: what, in which language, with which hash."""
    tx.record(case_id, verb, "export", version_id, None, dict(told))
