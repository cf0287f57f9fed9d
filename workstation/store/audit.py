"""The audit trail: who changed what, what was and what is, chained by SHA-256.

One chain per case (named by the case's id) and one for the workspace (`WORKSPACE`). The event's hash covers
the canonical JSON (RFC 8785) of everything in it and the hash before it; the head moves with it, in the same
transaction.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import rfc8785
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from workstation.store.tables.audit import AuditEvent, AuditHead
from workstation.store.tables.base import Base

WORKSPACE = "workspace"
BEGINNING = "0" * 64
# Columns that are secret or bulky stand in the trail as their hash alone.
HASHED_COLUMNS = frozenset({"file.password", "reading.text"})
UNRECORDED_COLUMNS = frozenset({"workspace.next_case_number"})


@dataclass(frozen=True, slots=True)
class ChainProblem:
    """A place where a chain does not hold. `seq` 0 stands for the head. `what`: one of the reasons below."""

    chain: str
    seq: int
    what: str  # "gap", "altered", "unlinked", "head", "differs"
    kind: str = ""
    object_id: str = ""


def snapshot(row: Base) -> dict[str, Any]:
    """The canonical record of a row: every column by name, as JSON values; bytes and secrets as SHA-256."""
    record: dict[str, Any] = {}
    for column in inspect(type(row)).column_attrs:
        name = f"{row.__tablename__}.{column.key}"
        if name not in UNRECORDED_COLUMNS:
            record[column.key] = _plain(name, getattr(row, column.key))
    return record


def _plain(name: str, value: Any) -> Any:
    if value is None or isinstance(value, (bool, int, dict, list)):
        return value
    if isinstance(value, bytes):
        return "sha256:" + hashlib.sha256(value).hexdigest()
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (float, Decimal)):
        return str(value)
    text = str(value)
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest() if name in HASHED_COLUMNS else text


def canonical(record: dict[str, Any] | None) -> str | None:
    """RFC 8785 text of a record."""
    return None if record is None else rfc8785.dumps(record).decode()


def append(
    session: Session,
    *,
    chain: str,
    user_id: str,
    at: datetime,
    verb: str,
    kind: str,
    object_id: str,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
) -> AuditEvent:
    """Adds the next event of a chain and moves its head, within the caller's transaction."""
    head = session.get(AuditHead, chain, with_for_update=True)
    event = AuditEvent(
        chain=chain,
        seq=head.seq + 1 if head else 1,
        at=at,
        user_id=user_id,
        verb=verb,
        kind=kind,
        object_id=object_id,
        before=canonical(before),
        after=canonical(after),
        previous=head.hash if head else BEGINNING,
    )
    event.hash = event_hash(event)
    session.add(event)
    if head is None:
        session.add(AuditHead(chain=chain, seq=event.seq, hash=event.hash))
    else:
        head.seq, head.hash = event.seq, event.hash
    session.flush()
    return event


def event_hash(event: AuditEvent) -> str:
    """SHA-256 over the canonical JSON of the event without its own hash."""
    content: dict[str, Any] = {
        "chain": event.chain,
        "seq": event.seq,
        "at": event.at.astimezone(UTC).isoformat(),
        "user": event.user_id,
        "verb": event.verb,
        "kind": event.kind,
        "object": event.object_id,
        "before": event.before,
        "after": event.after,
        "previous": event.previous,
    }
    return hashlib.sha256(rfc8785.dumps(content)).hexdigest()


def head_of(session: Session, chain: str) -> tuple[int, str] | None:
    """Sequence number and hash of the last event of a chain."""
    head = session.get(AuditHead, chain)
    return (head.seq, head.hash) if head else None


def events_of(session: Session, chain: str) -> Iterator[AuditEvent]:
    """The events of a chain, oldest first."""
    query = select(AuditEvent).where(AuditEvent.chain == chain).order_by(AuditEvent.seq)
    yield from session.scalars(query.execution_options(yield_per=1_000))


def chain_names(session: Session) -> tuple[str, ...]:
    """Every chain that has a head or an event."""
    heads = set(session.scalars(select(AuditHead.chain)))
    return tuple(sorted(heads | set(session.scalars(select(AuditEvent.chain).distinct()))))


def verify_chain(session: Session, chain: str) -> tuple[ChainProblem, ...]:
    """Every place where a chain is broken: an event missing, altered or unlinked, or a head elsewhere."""
    problems: list[ChainProblem] = []
    expected, previous = 1, BEGINNING
    for event in events_of(session, chain):
        if event.seq != expected:
            problems.append(ChainProblem(chain, event.seq, "gap"))
        if event.previous != previous:
            problems.append(ChainProblem(chain, event.seq, "unlinked"))
        if event.hash != event_hash(event):
            problems.append(ChainProblem(chain, event.seq, "altered", event.kind, event.object_id))
        expected, previous = event.seq + 1, event.hash
    if (head_of(session, chain) or (0, BEGINNING)) != (expected - 1, previous):
        problems.append(ChainProblem(chain, 0, "head"))
    return tuple(problems)


def verify_tables(session: Session, chain: str) -> tuple[ChainProblem, ...]:
    """Folds the events of a chain and compares the last state of every record with its table."""
    last: dict[tuple[str, str], AuditEvent] = {}
    for event in events_of(session, chain):
        if event.kind in _classes():
            last[event.kind, event.object_id] = event
    differing = (event for event in last.values() if not _agrees(session, event))
    return tuple(ChainProblem(chain, e.seq, "differs", e.kind, e.object_id) for e in differing)


def _agrees(session: Session, event: AuditEvent) -> bool:
    row = session.get(_classes()[event.kind], event.object_id, populate_existing=True)
    if row is None or event.after is None:
        return row is None and event.after is None
    return canonical(json.loads(event.after)) == canonical(snapshot(row))


def _classes() -> dict[str, type[Base]]:
    mappers = Base.registry.mappers
    return {m.class_.__tablename__: m.class_ for m in mappers if len(m.primary_key) == 1}
