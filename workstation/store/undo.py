"""Undo and redo of a record: a step keeps the rows it touched, and undoing writes the inverse as new events.

Steps belong to one reviewer in one case and outlive a restart. Undo stops at an import, a submission or a
signature, and at a row that has changed since.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint, delete, inspect, select

from workstation.store import audit, document_pages
from workstation.store.store import ReadTx, WriteTx
from workstation.store.tables.audit import AuditEvent
from workstation.store.tables.base import Base, UtcDateTime
from workstation.store.tables.files import Document, DocumentLink, PageTurn
from workstation.store.tables.people import User
from workstation.store.tables.readings import Correction, PageByEye
from workstation.store.tables.record import (
    ConflictDecisionRow,
    EvidenceRow,
    Finding,
    FindingGroup,
    LineOverrideRow,
    UndoStep,
)

UNDOABLE: dict[str, type[Base]] = {
    kind.__tablename__: kind
    for kind in (
        FindingGroup,
        Finding,
        EvidenceRow,
        ConflictDecisionRow,
        LineOverrideRow,
        Correction,
        PageByEye,
        Document,
        DocumentLink,
        PageTurn,
    )
}
BARRIERS = {"case_file": "import", "assessment_version": "submit", "signature": "signature"}


@dataclass(frozen=True, slots=True)
class Stop:
    """Why undo or redo does not go on: nothing, import, submit, signature, or changed (by `who` `at`)."""

    why: str
    who: str = ""
    at: datetime | None = None


class Step:
    """One change of a record in the making; every row goes through it, so that it can be undone as one.

    `field_id` and `group_id` say where it was made, for whoever undoes it.
    """

    field_id: str | None = None
    group_id: str | None = None

    def __init__(self, tx: WriteTx, case_id: str, verb: str) -> None:
        self._tx = tx
        self._chain = case_id
        self._verb = verb
        self._changes: list[dict[str, Any]] = []

    def add(self, row: Base) -> None:
        self._tx.add(self._chain, self._verb, row)
        self._note(row, None, audit.snapshot(row))

    @contextmanager
    def changing(self, row: Base, seen_version: int | None = None) -> Iterator[None]:
        before = audit.snapshot(row)
        with self._tx.changing(self._chain, self._verb, row, seen_version):
            yield
        after = audit.snapshot(row)
        if after != before:
            self._note(row, before, after)

    def delete(self, row: Base, seen_version: int | None = None) -> None:
        before = audit.snapshot(row)
        self._tx.delete(self._chain, self._verb, row, seen_version)
        self._note(row, before, None)

    def set_pages(self, document: Document, page_ids: Sequence[str]) -> None:
        """Makes these the pages of a document, in this order; none before it goes."""
        before = document_pages.snapshot(self._tx, document.id)
        after = {"id": document.id, "pages": list(page_ids)} if page_ids else None
        if after != before:
            document_pages.write(self._tx, self._chain, document.id, after)
            self._keep(document_pages.KIND, document.id, before, after)

    def _note(self, row: Base, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        known = after if after is not None else before
        if known is None:
            raise ValueError("a change has a before or an after")
        self._keep(row.__tablename__, known[inspect(type(row)).primary_key[0].name], before, after)

    def _keep(
        self, kind: str, object_id: str, before: dict[str, Any] | None, after: dict[str, Any] | None
    ) -> None:
        self._changes.append({"kind": kind, "id": object_id, "before": before, "after": after})

    @property
    def changes(self) -> list[dict[str, Any]]:
        return list(self._changes)


@contextmanager
def step(tx: WriteTx, case_id: str, verb: str) -> Iterator[Step]:
    """Changes made inside the block are one step of the user's undo; what was undone before can't be redone
    any more. A block that changes nothing leaves no step."""
    made = Step(tx, case_id, verb)
    yield made
    if not made.changes:
        return
    mine = (UndoStep.case_id == case_id, UndoStep.user_id == tx.user_id)
    tx.session.execute(delete(UndoStep).where(*mine, UndoStep.undone.is_(True)))
    tx.session.add(
        UndoStep(
            case_id=case_id,
            user_id=tx.user_id,
            verb=verb,
            field_id=made.field_id,
            group_id=made.group_id,
            changes=made.changes,
            audit_seq=_head_seq(tx, case_id),
            undone=False,
            done_at=tx.now,
        )
    )
    tx.session.flush()


def next_undo(tx: ReadTx, case_id: str, user_id: str) -> UndoStep | Stop:
    """The step undo would take back, or why there is none."""
    query = select(UndoStep).where(
        UndoStep.case_id == case_id, UndoStep.user_id == user_id, UndoStep.undone.is_(False)
    )
    return _allowed(tx, tx.session.scalar(query.order_by(UndoStep.key.desc()).limit(1)))


def next_redo(tx: ReadTx, case_id: str, user_id: str) -> UndoStep | Stop:
    """The step redo would do again, or why there is none."""
    query = select(UndoStep).where(
        UndoStep.case_id == case_id, UndoStep.user_id == user_id, UndoStep.undone.is_(True)
    )
    return _allowed(tx, tx.session.scalar(query.order_by(UndoStep.key).limit(1)))


def _allowed(tx: ReadTx, found: UndoStep | None) -> UndoStep | Stop:
    if found is None:
        return Stop("nothing")
    barrier = tx.session.scalar(
        select(AuditEvent.kind)
        .where(
            AuditEvent.chain == found.case_id,
            AuditEvent.seq > found.audit_seq,
            AuditEvent.kind.in_(tuple(BARRIERS)),
        )
        .order_by(AuditEvent.seq)
        .limit(1)
    )
    return found if barrier is None else Stop(BARRIERS[barrier])


def take_back(tx: WriteTx, case_id: str) -> UndoStep | Stop:
    """Undoes the user's last step in a case."""
    found = next_undo(tx, case_id, tx.user_id)
    if isinstance(found, Stop):
        return found
    changes = [(c["kind"], c["id"], c["after"], c["before"]) for c in reversed(found.changes)]
    return _apply(tx, found, "undo", changes, undone=True)


def do_again(tx: WriteTx, case_id: str) -> UndoStep | Stop:
    """Redoes the step the user undid last."""
    found = next_redo(tx, case_id, tx.user_id)
    if isinstance(found, Stop):
        return found
    changes = [(c["kind"], c["id"], c["before"], c["after"]) for c in found.changes]
    return _apply(tx, found, "redo", changes, undone=False)


Wanted = tuple[str, str, dict[str, Any] | None, dict[str, Any] | None]


def _apply(
    tx: WriteTx, found: UndoStep, verb: str, changes: list[Wanted], *, undone: bool
) -> UndoStep | Stop:
    """Puts every row from its expected state into the wanted one; nothing at all when one has moved on.

    A step may touch one row several times, so only the first expectation of each row is compared.
    """
    checked: set[tuple[str, str]] = set()
    for kind, object_id, expected, _ in changes:
        if (kind, object_id) not in checked and not _stands_as(tx, kind, object_id, expected):
            return _changed_by(tx, found.case_id, object_id)
        checked.add((kind, object_id))
    ids = {object_id for _, object_id in checked}
    for kind, object_id, _, wanted in changes:
        if wanted is None and _is_used_outside(tx, kind, object_id, ids):
            return _changed_by(tx, found.case_id, object_id)
        other = None if wanted is None else _in_its_place(tx, kind, object_id, wanted)
        if other is not None and other not in ids:
            return _changed_by(tx, found.case_id, other)
    for kind, object_id, _, wanted in changes:
        _put(tx, found.case_id, verb, kind, object_id, wanted)
    found.undone = undone
    found.audit_seq = _head_seq(tx, found.case_id)
    tx.session.flush()
    return found


def _stands_as(tx: ReadTx, kind: str, object_id: str, expected: Mapping[str, Any] | None) -> bool:
    if kind == document_pages.KIND:
        return document_pages.snapshot(tx, object_id) == expected
    row = tx.session.get(UNDOABLE[kind], object_id)
    current = None if row is None else audit.snapshot(row)
    return _content(current) == _content(expected)


def _is_used_outside(tx: ReadTx, kind: str, object_id: str, step_ids: set[str]) -> bool:
    """Rows that came later hang on this one, so it can't go."""
    if kind == Finding.__tablename__:
        users = tx.session.scalars(select(EvidenceRow.id).where(EvidenceRow.finding_id == object_id))
        return any(user not in step_ids for user in users)
    if kind == FindingGroup.__tablename__:
        return any(
            user not in step_ids
            for table in (Finding, ConflictDecisionRow, LineOverrideRow)
            for user in tx.session.scalars(select(table.id).where(table.group_id == object_id))
        )
    if kind == Document.__tablename__:
        return any(row.id not in step_ids for row in document_pages.links_of(tx, object_id))
    return False


def _in_its_place(tx: ReadTx, kind: str, object_id: str, wanted: Mapping[str, Any]) -> str | None:
    """The row that somebody else has put where this one would come back, of which there can be one."""
    if kind not in UNDOABLE:
        return None
    table = Base.metadata.tables[kind]
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            same = [column == wanted[column.key] for column in constraint.columns]
            other = tx.session.scalar(select(table.c.id).where(*same, table.c.id != object_id))
            if other is not None:
                return str(other)
    return None


def pages_of(found: UndoStep, kind: type[Base]) -> tuple[str, ...]:
    """The pages whose records of a kind a step touches."""
    rows = [c["after"] or c["before"] for c in found.changes if c["kind"] == kind.__tablename__]
    return tuple(dict.fromkeys(row["page_id"] for row in rows))


def only_turns(found: UndoStep) -> bool:
    """Whether a step changes nothing but how pages lie in the view, which is nobody's record."""
    return all(change["kind"] == PageTurn.__tablename__ for change in found.changes)


def touches_documents(found: UndoStep) -> bool:
    """Whether a step changes documents, their lists of pages, their links or how their pages lie."""
    kinds = {table.__tablename__ for table in (Document, DocumentLink, PageTurn)} | {document_pages.KIND}
    return any(change["kind"] in kinds for change in found.changes)


def _content(snapshot: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """A row without its version, which only ever rises."""
    if snapshot is None:
        return None
    return {name: value for name, value in snapshot.items() if name != "row_version"}


def _changed_by(tx: ReadTx, case_id: str, object_id: str) -> Stop:
    query = (
        select(AuditEvent.at, User.printed_name)
        .join(User, User.id == AuditEvent.user_id)
        .where(AuditEvent.chain == case_id, AuditEvent.object_id == object_id)
        .order_by(AuditEvent.seq.desc())
        .limit(1)
    )
    row = tx.session.execute(query).first()
    return Stop("changed") if row is None else Stop("changed", row.printed_name, row.at)


def _put(
    tx: WriteTx, chain: str, verb: str, kind: str, object_id: str, wanted: Mapping[str, Any] | None
) -> None:
    if kind == document_pages.KIND:
        document_pages.write(tx, chain, object_id, wanted)
        return
    table = UNDOABLE[kind]
    row = tx.session.get(table, object_id)
    if wanted is None:
        if isinstance(row, Document):
            document_pages.forget_views(tx, object_id)
        if row is not None:
            tx.delete(chain, verb, row)
    elif row is None:
        tx.add(chain, verb, table(**_columns(table, wanted)))
    else:
        with tx.changing(chain, verb, row):
            for name, value in _columns(table, wanted).items():
                setattr(row, name, value)


def _columns(kind: type[Base], snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """Column values from a snapshot; instants are parsed, the row version is left to the database."""
    made: dict[str, Any] = {}
    for column in inspect(kind).column_attrs:
        if column.key == "row_version":
            continue
        value = snapshot[column.key]
        is_instant = isinstance(column.columns[0].type, UtcDateTime)
        made[column.key] = datetime.fromisoformat(value) if is_instant and value is not None else value
    return made


def _head_seq(tx: ReadTx, case_id: str) -> int:
    head = audit.head_of(tx.session, case_id)
    return head[0] if head else 0
