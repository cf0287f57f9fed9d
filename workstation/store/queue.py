"""The queue table: rewritten in the transaction of every change, and rebuilt from the others at will."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, select

from workstation.domain.messages import Message
from workstation.store import cases, readings
from workstation.store.search_text import fold
from workstation.store.store import ReadTx, WriteTx
from workstation.store.tables.cases import Case, Patient
from workstation.store.tables.files import Document, DocumentPage
from workstation.store.tables.people import User
from workstation.store.tables.queue import QueueEntry

URGENCY_RANKS = {"urgent": 0, "high": 1, "normal": 2}


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """What only the derived facts can tell of a case."""

    missing: int = 0
    conflicts: int = 0
    computed: str | None = None
    computed_for: Message | None = None


def refresh_queue_row(tx: WriteTx, case_id: str, counts: QueueCounts | None = None) -> None:
    """Rewrites the row of a case from the tables; `counts` None keeps the computed columns as they are."""
    tx.session.flush()
    row = tx.session.get(QueueEntry, case_id)
    wanted = compute_queue_row(tx, case_id, counts if counts is not None else _counts_of(row))
    if row is None:
        tx.session.add(QueueEntry(**wanted))
    else:
        for name, value in wanted.items():
            setattr(row, name, value)
    tx.session.flush()


def refresh_rows_of_patient(tx: WriteTx, patient_id: str) -> None:
    """Rewrites the rows of every case of a patient whose name or birth changed."""
    for row in cases.cases_of(tx, patient_id):
        refresh_queue_row(tx, row.id)


def rebuild_queue(tx: WriteTx, counts_of: Callable[[WriteTx, str], QueueCounts]) -> None:
    """Throws the table away and makes it again; equal to what was there unless something is broken."""
    tx.session.execute(delete(QueueEntry))
    tx.session.expire_all()
    for case_id in cases.case_ids(tx, with_bin=True):
        refresh_queue_row(tx, case_id, counts_of(tx, case_id))


def compute_queue_row(tx: ReadTx, case_id: str, counts: QueueCounts) -> dict[str, Any]:
    """The columns of a case's row from the tables that are the truth."""
    case = cases.case(tx, case_id)
    patient = cases.patient(tx, case.patient_id)
    owner = tx.session.get(User, case.owner_id) if case.owner_id else None
    number = cases.number_text(tx, case.number)
    return {
        **_case_columns(case),
        **_page_columns(tx, case_id),
        "number_text": number,
        "patient_name": patient.name,
        "sex": patient.sex,
        "birth": patient.birth,
        "owner_initials": owner.initials if owner else "",
        "missing": counts.missing,
        "conflicts": counts.conflicts,
        "computed": counts.computed,
        "computed_for": counts.computed_for.to_json() if counts.computed_for else None,
        "search_text": _search_text(tx, case, patient, number),
    }


def _case_columns(case: Case) -> dict[str, Any]:
    return {
        "case_id": case.id,
        "number": case.number,
        "question": case.question,
        "status": case.status,
        "urgency": case.urgency,
        "urgency_rank": URGENCY_RANKS[case.urgency],
        "urgency_reason": case.urgency_reason,
        "owner_id": case.owner_id,
        "received_at": case.received_at,
        "due_on": case.due_on,
        "deferred_until": case.deferred_until,
        "in_bin": case.in_bin_since is not None,
        "row_version": case.row_version,
    }


def _page_columns(tx: ReadTx, case_id: str) -> dict[str, int]:
    documents = tx.session.scalar(select(func.count()).where(Document.case_id == case_id)) or 0
    pages = (
        select(DocumentPage.page_id)
        .join(Document, Document.id == DocumentPage.document_id)
        .where(Document.case_id == case_id)
        .distinct()
        .subquery()
    )
    states = readings.states(tx, case_id)
    total = tx.session.scalar(select(func.count()).select_from(pages)) or 0
    return {
        "documents": documents,
        "pages": total,
        "pages_read": total - len(states),
        "pages_failed": states.count(readings.FAILED),
    }


def _search_text(tx: ReadTx, case: Case, patient: Patient, number: str) -> str:
    names = (alias.name for alias in cases.aliases(tx, patient.id))
    parts = (number, patient.name, *names, patient.record_number, case.question, case.referrer)
    return fold(" ".join(part for part in parts if part))


def _counts_of(row: QueueEntry | None) -> QueueCounts:
    if row is None:
        return QueueCounts()
    said = Message.from_json(row.computed_for) if row.computed_for else None
    return QueueCounts(row.missing, row.conflicts, row.computed, said)
