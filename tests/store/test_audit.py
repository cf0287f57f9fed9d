from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from workstation.store import audit, cases
from workstation.store.audit import ChainProblem
from workstation.store.engine import connect
from workstation.store.store import Store
from workstation.store.tables.cases import Patient

CHAIN = audit.WORKSPACE


@pytest.fixture
def patient_id(store: Store) -> str:
    """A patient who was added and renamed twice: three events."""
    with store.write("user-1") as tx:
        row = Patient(name="Ada", birth={"raw": "1960"}, sex="F", created_at=tx.now)
        tx.add(CHAIN, "add_patient", row)
        patient_id = row.id
    for name in ("Ada L.", "Ada Lindt"):
        with store.write("user-2") as tx, tx.changing(CHAIN, "rename", cases.patient(tx, patient_id)):
            cases.patient(tx, patient_id).name = name
    return patient_id


def tamper(database: Path, key: bytes, *statements: str) -> None:
    """What somebody with the key and a database tool could do."""
    raw: Any = connect(database, key)
    for (trigger,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {trigger}")
    for statement in statements:
        raw.execute(statement)
    raw.close()


def problems(store: Store) -> list[tuple[int, str]]:
    with store.read() as tx:
        return [(problem.seq, problem.what) for problem in audit.verify_chain(tx.session, CHAIN)]


def test_an_untouched_chain_holds(store: Store, patient_id: str) -> None:
    assert problems(store) == []
    with store.read() as tx:
        events = list(audit.events_of(tx.session, CHAIN))
        assert audit.verify_tables(tx.session, CHAIN) == ()
        assert audit.chain_names(tx.session) == (CHAIN,)
    assert [(event.seq, event.user_id, event.verb) for event in events] == [
        (1, "user-1", "add_patient"),
        (2, "user-2", "rename"),
        (3, "user-2", "rename"),
    ]
    assert events[0].before is None and events[1].before == events[0].after
    assert '"name":"Ada L."' in (events[1].after or "")


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE audit_event SET after = replace(after, 'Ada L.', 'Eve L.') WHERE seq = 2", [(2, "altered")]),
        ("UPDATE audit_event SET user_id = 'user-1' WHERE seq = 3", [(3, "altered")]),
        ("UPDATE audit_event SET at = '2020-01-01 00:00:00.000000' WHERE seq = 1", [(1, "altered")]),
        ("DELETE FROM audit_event WHERE seq = 2", [(3, "gap"), (3, "unlinked")]),
        ("DELETE FROM audit_event WHERE seq = 3", [(0, "head")]),
        ("DELETE FROM audit_head", [(0, "head")]),
    ],
)
def test_an_edited_event_is_found(
    store: Store, database: Path, key: bytes, patient_id: str, statement: str, found: list[tuple[int, str]]
) -> None:
    tamper(database, key, statement)
    assert problems(store) == found


def test_an_edited_record_is_found(store: Store, database: Path, key: bytes, patient_id: str) -> None:
    tamper(database, key, "UPDATE patient SET name = 'Eve'")
    with store.read() as tx:
        assert audit.verify_chain(tx.session, CHAIN) == ()
        assert audit.verify_tables(tx.session, CHAIN) == (
            ChainProblem(CHAIN, 3, "differs", "patient", patient_id),
        )


def test_a_record_that_vanished_is_found(store: Store, database: Path, key: bytes, patient_id: str) -> None:
    tamper(database, key, "DELETE FROM patient")
    with store.read() as tx:
        assert [problem.what for problem in audit.verify_tables(tx.session, CHAIN)] == ["differs"]


def test_a_deleted_record_agrees_with_its_last_event(store: Store, patient_id: str) -> None:
    with store.write("user-1") as tx:
        tx.delete(CHAIN, "delete_patient", cases.patient(tx, patient_id))
    with store.read() as tx:
        assert audit.verify_tables(tx.session, CHAIN) == ()
        assert list(audit.events_of(tx.session, CHAIN))[-1].after is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET verb = 'nothing'",
        "DELETE FROM audit_event",
        "DELETE FROM audit_head",
        "UPDATE audit_head SET hash = ''",
        "UPDATE audit_head SET seq = seq + 2",
    ],
)
def test_the_database_itself_refuses_to_rewrite_the_trail(
    store: Store, patient_id: str, statement: str
) -> None:
    with pytest.raises(IntegrityError), store.write("user") as tx:
        tx.session.connection().exec_driver_sql(statement)


def test_each_chain_counts_for_itself(store: Store) -> None:
    for chain in ("case-1", "case-2", "case-1"):
        with store.write("user") as tx:
            tx.record(chain, "look", "view", "x", None, {"page": 1})
    with store.read() as tx:
        assert audit.chain_names(tx.session) == ("case-1", "case-2")
        assert [event.seq for event in audit.events_of(tx.session, "case-1")] == [1, 2]
        assert all(audit.verify_chain(tx.session, chain) == () for chain in ("case-1", "case-2"))


def test_secrets_stand_in_the_trail_as_their_hash(store: Store) -> None:
    from workstation.store import files

    with store.write("user") as tx:
        files.add_file(tx, b"data", "pdf", "open sesame")
    with store.read() as tx:
        (event,) = audit.events_of(tx.session, CHAIN)
    assert "open sesame" not in (event.after or "") and '"password":"sha256:' in (event.after or "")
