import os
import signal
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import select

from workstation.domain.errors import StaleError
from workstation.store import audit, cases
from workstation.store.store import Store
from workstation.store.tables.base import UtcDateTime, new_id
from workstation.store.tables.cases import Case, Patient

PROJECT = Path(__file__).parents[2]


def add_patient(store: Store, name: str = "Ada Lindt") -> str:
    with store.write("user") as tx:
        row = Patient(name=name, birth=None, sex="F", created_at=tx.now)
        tx.add(audit.WORKSPACE, "add_patient", row)
        return row.id


def test_an_error_undoes_the_whole_transaction(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.write("user") as tx:
        tx.add(audit.WORKSPACE, "add_patient", Patient(name="A", birth=None, sex=None, created_at=tx.now))
        raise ZeroDivisionError
    with store.read() as tx:
        assert tx.session.scalars(select(Patient)).all() == []
        assert audit.head_of(tx.session, audit.WORKSPACE) is None


def test_a_stale_row_version_is_refused(store: Store) -> None:
    patient_id = add_patient(store)
    for name in ("Ada Lind", "Ada Lindt"):
        with store.write("user") as tx, tx.changing(audit.WORKSPACE, "rename", cases.patient(tx, patient_id)):
            cases.patient(tx, patient_id).name = name
    with pytest.raises(StaleError), store.write("other") as tx:
        row = cases.patient(tx, patient_id)
        with tx.changing(audit.WORKSPACE, "rename", row, seen_version=1):
            row.name = "Adam"
    with store.read() as view:
        assert cases.patient(view, patient_id).name == "Ada Lindt"
        assert cases.patient(view, patient_id).row_version == 3


def test_a_row_that_moved_on_beneath_a_transaction_is_refused(store: Store) -> None:
    patient_id = add_patient(store)
    with pytest.raises(StaleError), store.write("user") as tx:
        row = cases.patient(tx, patient_id)
        tx.session.connection().exec_driver_sql("UPDATE patient SET row_version = 9")
        with tx.changing(audit.WORKSPACE, "rename", row):
            row.name = "Somebody else"


def test_a_change_of_nothing_writes_nothing(store: Store) -> None:
    patient_id = add_patient(store)
    with store.write("user") as tx, tx.changing(audit.WORKSPACE, "rename", cases.patient(tx, patient_id)):
        cases.patient(tx, patient_id).name = "Ada Lindt"
    with store.read() as view:
        assert cases.patient(view, patient_id).row_version == 1
        assert len(list(audit.events_of(view.session, audit.WORKSPACE))) == 1


def test_instants_are_kept_in_utc(store: Store) -> None:
    patient_id = add_patient(store)
    shanghai = timezone(timedelta(hours=8))
    with store.write("user") as tx:
        tx.session.add(
            Case(
                number=1,
                patient_id=patient_id,
                status="new",
                urgency="normal",
                received_at=datetime(2025, 1, 1, 7, tzinfo=shanghai),
                due_on=date(2025, 1, 9),
            )
        )
    with store.read() as tx:
        assert tx.session.scalars(select(Case)).one().received_at == datetime(2024, 12, 31, 23, tzinfo=UTC)


def test_an_instant_without_a_zone_is_refused(store: Store) -> None:
    with store.read() as tx:
        dialect = tx.session.get_bind().dialect
    with pytest.raises(ValueError):
        UtcDateTime().process_bind_param(datetime(2025, 1, 1), dialect)


def test_ids_sort_by_the_time_they_were_made() -> None:
    ids = [new_id() for _ in range(50)]
    assert ids == sorted(ids) and len(set(ids)) == 50


KILLED = """
import os, signal, sys
from pathlib import Path
from workstation.store import audit
from workstation.store.store import Store
from workstation.store.tables.cases import Patient
with Store(Path(sys.argv[1]), bytes.fromhex(sys.argv[2])) as store, store.write("user") as tx:
    tx.add(audit.WORKSPACE, "add_patient", Patient(name="Half", birth=None, sex=None, created_at=tx.now))
    print("between", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_killed_between_two_statements_leaves_nothing(database: Path, key: bytes) -> None:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    command = [sys.executable, "-c", KILLED, str(database), key.hex()]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == -signal.SIGKILL and ended.stdout == "between\n", ended.stderr
    with Store(database, key) as store, store.read() as tx:
        assert tx.session.scalars(select(Patient)).all() == []
        assert audit.head_of(tx.session, audit.WORKSPACE) is None
        assert audit.verify_chain(tx.session, audit.WORKSPACE) == ()
