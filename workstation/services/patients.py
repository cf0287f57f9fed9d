"""Patients: as typed, as shown, and corrected."""

from datetime import date

from workstation.domain.dates import ClinicalDate
from workstation.domain.errors import InputError
from workstation.services.derived import refresh_case
from workstation.services.views import NewPatient, PatientView
from workstation.services.workspace import Workspace
from workstation.store import audit, cases
from workstation.store.queue import refresh_rows_of_patient
from workstation.store.store import ReadTx, WriteTx
from workstation.store.tables.cases import Patient, PatientAlias


def update_patient(ws: Workspace, patient_id: str, known: NewPatient, row_version: int) -> PatientView:
    """Corrects what is known of a patient; aliases in `known` are added, none is taken away."""
    _check(known)
    with ws.write() as tx:
        row = cases.patient(tx, patient_id)
        with tx.changing(audit.WORKSPACE, "update_patient", row, row_version):
            _fill(row, known)
        _add_aliases(tx, patient_id, known.aliases)
        for case in cases.cases_of(tx, patient_id):  # age and sex are facts that criteria ask for
            refresh_case(ws, tx, case.id)
        return patient_view(ws, tx, patient_id)


def add_alias(ws: Workspace, patient_id: str, name: str) -> PatientView:
    """Adds another spelling of the patient's name."""
    if not name.strip():
        raise InputError("case.name_missing")
    with ws.write() as tx:
        cases.patient(tx, patient_id)
        _add_aliases(tx, patient_id, (name,))
        refresh_rows_of_patient(tx, patient_id)
        return patient_view(ws, tx, patient_id)


def add_patient(tx: WriteTx, new: NewPatient) -> str:
    """Stores a new patient within the caller's transaction and answers the id."""
    _check(new)
    row = Patient(created_at=tx.now)
    _fill(row, new)
    tx.add(audit.WORKSPACE, "add_patient", row)
    _add_aliases(tx, row.id, new.aliases)
    return row.id


def _check(known: NewPatient) -> None:
    if not known.name.strip():
        raise InputError("case.name_missing")


def _fill(row: Patient, known: NewPatient) -> None:
    row.name = known.name.strip()
    row.birth = known.birth.to_json() if known.birth is not None else None
    row.sex = known.sex
    row.record_number = known.record_number.strip()


def _add_aliases(tx: WriteTx, patient_id: str, names: tuple[str, ...]) -> None:
    known = {alias.name for alias in cases.aliases(tx, patient_id)}
    for name in dict.fromkeys(name.strip() for name in names):
        if name and name not in known:
            row = PatientAlias(patient_id=patient_id, name=name, created_at=tx.now)
            tx.add(audit.WORKSPACE, "add_alias", row)


def patient_view(ws: Workspace, tx: ReadTx, patient_id: str) -> PatientView:
    row = cases.patient(tx, patient_id)
    birth = ClinicalDate.from_json(row.birth) if row.birth is not None else None
    return PatientView(
        row.id,
        row.name,
        birth,
        row.sex,
        row.record_number,
        tuple(alias.name for alias in cases.aliases(tx, patient_id)),
        age_on(birth, ws.today()),
        row.row_version,
    )


def age_on(birth: ClinicalDate | None, day: date) -> int | None:
    """Full years on a day; None when the birth date is unknown or leaves two answers."""
    hull = birth.hull if birth is not None else None
    if hull is None:
        return None
    oldest, youngest = _years(hull.earliest, day), _years(hull.latest, day)
    return oldest if oldest == youngest and oldest >= 0 else None


def _years(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
