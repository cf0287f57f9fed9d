"""Patients, cases and reviews: what services look up and change."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select, update

from workstation.domain.errors import NotFoundError
from workstation.store.store import ReadTx, WriteTx
from workstation.store.tables.cases import Case, Patient, PatientAlias, Review
from workstation.store.tables.people import WorkspaceInfo


def case(tx: ReadTx, case_id: str) -> Case:
    """The case; NotFoundError when there is none."""
    row = tx.session.get(Case, case_id)
    if row is None:
        raise NotFoundError("store.no_such_case")
    return row


def case_by_number(tx: ReadTx, number_text: str) -> Case:
    """The case with a readable number such as "LY-0147"; NotFoundError when there is none."""
    prefix, _, digits = number_text.strip().rpartition("-")
    info = workspace_info(tx)
    number = int(digits) if digits.isdecimal() and prefix.casefold() == info.case_prefix.casefold() else 0
    row = tx.session.scalar(select(Case).where(Case.number == number))
    if row is None:
        raise NotFoundError("store.no_case_numbered", number=number_text)
    return row


def workspace_info(tx: ReadTx) -> WorkspaceInfo:
    """The row that says which workspace this is."""
    return tx.session.scalars(select(WorkspaceInfo)).one()


def number_text(tx: ReadTx, number: int) -> str:
    """The readable number of a case: "LY-0147"."""
    return f"{workspace_info(tx).case_prefix}-{number:04d}"


def take_case_number(tx: WriteTx, wanted: int | None = None) -> int:
    """The next readable number, or the one the case brings along; a transaction that fails gives it back."""
    if wanted is not None:
        beyond = update(WorkspaceInfo).where(WorkspaceInfo.next_case_number <= wanted)
        tx.session.execute(beyond.values(next_case_number=wanted + 1))
        return wanted
    taken = update(WorkspaceInfo).values(next_case_number=WorkspaceInfo.next_case_number + 1)
    number = tx.session.scalar(taken.returning(WorkspaceInfo.next_case_number))
    return int(number or 0) - 1


def patient(tx: ReadTx, patient_id: str) -> Patient:
    """The patient; NotFoundError when there is none."""
    row = tx.session.get(Patient, patient_id)
    if row is None:
        raise NotFoundError("store.no_such_patient")
    return row


def aliases(tx: ReadTx, patient_id: str) -> tuple[PatientAlias, ...]:
    """Other spellings of the patient, oldest first."""
    query = select(PatientAlias).where(PatientAlias.patient_id == patient_id).order_by(PatientAlias.id)
    return tuple(tx.session.scalars(query))


def cases_of(tx: ReadTx, patient_id: str) -> tuple[Case, ...]:
    """Every case of a patient, oldest first."""
    return tuple(tx.session.scalars(select(Case).where(Case.patient_id == patient_id).order_by(Case.number)))


def review(tx: ReadTx, review_id: str) -> Review:
    """The review; NotFoundError when there is none."""
    row = tx.session.get(Review, review_id)
    if row is None:
        raise NotFoundError("store.no_such_review")
    return row


def current_review(tx: ReadTx, case_id: str) -> Review:
    """The review in which the case is worked on: its last one."""
    query = select(Review).where(Review.case_id == case_id).order_by(Review.position.desc()).limit(1)
    row = tx.session.scalar(query)
    if row is None:
        raise NotFoundError("store.no_such_review")
    return row


def open_review(tx: WriteTx, case_id: str, kind: str, as_of: date) -> Review:
    """Adds the next review of a case."""
    last = tx.session.scalar(select(func.max(Review.position)).where(Review.case_id == case_id))
    row = Review(case_id=case_id, kind=kind, position=(last or 0) + 1, as_of=as_of, opened_at=tx.now)
    tx.add(case_id, "open_review", row)
    return row


def case_ids(tx: ReadTx, *, with_bin: bool = False) -> tuple[str, ...]:
    """Every case, by number; those in the bin only when asked for."""
    query = select(Case.id).order_by(Case.number)
    return tuple(tx.session.scalars(query if with_bin else query.where(Case.in_bin_since.is_(None))))


def numbers(tx: ReadTx, ids: Iterable[str]) -> tuple[str, ...]:
    """Readable numbers of these cases, ascending."""
    found = tx.session.scalars(select(Case.number).where(Case.id.in_(tuple(ids))).order_by(Case.number))
    return tuple(number_text(tx, number) for number in found)
