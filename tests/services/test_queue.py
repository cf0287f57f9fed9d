import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect, select

from workstation.domain.case import CaseStatus, Move
from workstation.domain.dates import read_date
from workstation.domain.errors import InputError, NotAllowedError, NotFoundError, StaleError
from workstation.domain.messages import Message
from workstation.services.queue import (
    QueueCounts,
    add_alias,
    assign,
    case_header,
    change_status,
    claim,
    create_case,
    defer,
    find_case,
    list_queue,
    move_status,
    move_to_bin,
    open_case,
    restore_from_bin,
    set_urgency,
    take_next,
    update_patient,
    wait_for_documents,
)
from workstation.services.views import (
    NewCase,
    NewPatient,
    QueueFilter,
    QueueViewName,
    Urgency,
)
from workstation.services.workspace import Workspace
from workstation.store import audit, cases
from workstation.store.queue import rebuild_queue, refresh_queue_row
from workstation.store.tables.queue import QueueEntry

TODAY = date(2025, 6, 2)
NO_COUNTS = QueueCounts()


def new_case(ws: Workspace, name: str, urgency: Urgency = Urgency.NORMAL, due: date | None = None) -> str:
    return create_case(ws, NewCase(NewPatient(name), urgency=urgency, urgency_reason="why", due_on=due))


def version(ws: Workspace, case_id: str) -> int:
    return case_header(ws, case_id).row_version


def names(ws: Workspace, chosen: QueueFilter | None = None) -> list[str]:
    return [row.patient_name for row in list_queue(ws, chosen).rows]


def in_view(view: QueueViewName) -> QueueFilter:
    return QueueFilter(view=view)


def test_a_new_case_has_a_number_a_review_and_a_row(ws: Workspace, case_id: str) -> None:
    header = case_header(ws, case_id)
    assert (header.number, header.status, header.owner) == ("LY-0001", CaseStatus.NEW, None)
    assert (header.patient.name, header.patient.age, header.patient.aliases) == (
        "Ada Lindt",
        65,
        ("Lindt, Ada",),
    )
    assert (header.as_of, header.may_edit, header.locked_reason) == (TODAY, True, None)
    assert (header.question, header.referrer, header.referrer_place) == (
        "Second-line CAR-T?",
        "Dr Odum",
        "Northfield",
    )
    (row,) = list_queue(ws).rows
    assert (row.case_id, row.number, row.age, row.sex) == (case_id, "LY-0001", 65, "F")
    assert find_case(ws, "ly-0001") == case_id
    assert case_header(ws, new_case(ws, "B")).number == "LY-0002"


@pytest.mark.parametrize("number", ["LY-0002", "LY-", "XX-0001", "0001", ""])
def test_a_number_that_is_not_there_is_told(ws: Workspace, case_id: str, number: str) -> None:
    with pytest.raises(NotFoundError):
        find_case(ws, number)


def test_a_second_case_of_a_known_patient(ws: Workspace, case_id: str) -> None:
    patient = case_header(ws, case_id).patient
    second = create_case(ws, NewCase(patient.id))
    updated = update_patient(ws, patient.id, NewPatient("Ada Lind", sex="F"), patient.row_version)
    assert updated.name == "Ada Lind" and updated.aliases == ("Lindt, Ada",)
    assert names(ws) == ["Ada Lind", "Ada Lind"]
    with pytest.raises(StaleError):
        update_patient(ws, patient.id, NewPatient("Eve"), patient.row_version)
    assert add_alias(ws, patient.id, "阿达").aliases == ("Lindt, Ada", "阿达")
    assert [row.case_id for row in list_queue(ws, QueueFilter(text="阿达")).rows] == [case_id, second]


def test_a_case_that_fails_gives_its_number_back(ws: Workspace) -> None:
    with pytest.raises(InputError):
        create_case(ws, NewCase(NewPatient("  ")))
    assert case_header(ws, new_case(ws, "A")).number == "LY-0001"
    assert list_queue(ws).total == 1


def test_age_is_told_only_when_it_is_certain(ws: Workspace) -> None:
    for text, age in [("1960", None), ("Jan 1960", 65), ("Jul 1960", 64), ("June 1960", None)]:
        case_id = create_case(ws, NewCase(NewPatient(text, read_date(text))))
        assert case_header(ws, case_id).patient.age == age, text


def test_the_most_urgent_come_first_then_the_nearest_due_date(ws: Workspace) -> None:
    new_case(ws, "normal, no date")
    new_case(ws, "normal, late", due=date(2025, 7, 1))
    new_case(ws, "normal, soon", due=date(2025, 6, 3))
    new_case(ws, "high", Urgency.HIGH)
    new_case(ws, "urgent", Urgency.URGENT)
    ordered = ["urgent", "high", "normal, soon", "normal, late", "normal, no date"]
    assert names(ws) == ordered
    assert names(ws, QueueFilter(sort="due"))[:2] == ["normal, soon", "normal, late"]
    assert names(ws, QueueFilter(sort="due", descending=True))[:2] == ["normal, late", "normal, soon"]
    assert names(ws, QueueFilter(sort="patient", descending=True))[0] == "urgent"
    assert [take_next(ws) for _ in range(6)] == [
        *(row.case_id for row in list_queue(ws).rows),
        None,
    ]


def test_every_sort_works(ws: Workspace, case_id: str) -> None:
    from workstation.store.queue_lists import SORTS

    for sort in SORTS:
        assert len(list_queue(ws, QueueFilter(sort=sort, descending=True)).rows) == 1


def test_counts_are_right_in_every_view(ws: Workspace, other: Workspace, supervisor: Workspace) -> None:
    ids = [new_case(ws, name) for name in ("new", "mine", "theirs", "waiting", "late", "signoff", "signed")]
    claim(ws, ids[1], version(ws, ids[1]))
    claim(other, ids[2], version(ws, ids[2]))
    wait_for_documents(ws, ids[3], ("PET-CT",), date(2025, 6, 20), version(ws, ids[3]))
    defer(ws, ids[4], date(2025, 6, 9), "letter expected", version(ws, ids[4]))
    for case_id in ids[5:]:
        claim(ws, case_id, version(ws, case_id))
        with ws.write() as tx:
            change_status(ws, tx, cases.case(tx, case_id), Move.SUBMIT)
    with supervisor.write() as tx:
        change_status(supervisor, tx, cases.case(tx, ids[6]), Move.SIGN, author=ws.user.id)
    shown = {view: sorted(names(ws, in_view(view))) for view in QueueViewName}
    assert shown == {
        QueueViewName.MINE: ["mine"],
        QueueViewName.UNASSIGNED: ["late", "new", "waiting"],
        QueueViewName.AWAITING_SIGNOFF: ["signoff"],
        QueueViewName.RETURNED: [],
        QueueViewName.OVERDUE: [],
        QueueViewName.WAITING: ["late", "waiting"],
        QueueViewName.ALL_OPEN: ["late", "mine", "new", "signoff", "theirs", "waiting"],
        QueueViewName.SIGNED: ["signed"],
        QueueViewName.BIN: [],
    }
    view = list_queue(ws, QueueFilter(text="mine"))
    assert (len(view.rows), view.total, view.hidden) == (1, 7, 6)
    assert view.counts == {name: len(rows) for name, rows in shown.items()}
    assert view.done_today == 2 and list_queue(supervisor).done_today == 1


def test_overdue_counts_days_in_the_zone_of_the_workspace(ws: Workspace, clock: Any) -> None:
    new_case(ws, "due today", due=TODAY)
    assert names(ws, in_view(QueueViewName.OVERDUE)) == []
    clock.moment = datetime(2025, 6, 2, 22, 30, tzinfo=UTC)  # past midnight in Berlin
    assert names(ws, in_view(QueueViewName.OVERDUE)) == ["due today"]


def test_chips_narrow_and_say_what_they_hide(ws: Workspace, other: Workspace) -> None:
    urgent, normal = new_case(ws, "Zhang Wei", Urgency.URGENT), new_case(ws, "Odum")
    claim(other, urgent, version(ws, urgent))
    assert names(ws, QueueFilter(urgencies=frozenset({Urgency.URGENT}))) == ["Zhang Wei"]
    assert names(ws, QueueFilter(statuses=frozenset({CaseStatus.NEW}))) == ["Odum"]
    assert names(ws, QueueFilter(owner_id=other.user.id)) == ["Zhang Wei"]
    assert names(ws, QueueFilter(text="wei ZHANG")) == ["Zhang Wei"]
    assert names(ws, QueueFilter(text="ＬＹ－０００２")) == ["Odum"]
    assert names(ws, QueueFilter(text="100%")) == []
    assert take_next(ws, QueueFilter(urgencies=frozenset({Urgency.URGENT}))) is None
    assert take_next(ws) == normal


def test_two_people_who_take_next_get_two_cases(ws: Workspace, other: Workspace) -> None:
    ids = {new_case(ws, f"patient {number}") for number in range(12)}
    taken: dict[str, list[str]] = {}
    start = threading.Barrier(2)

    def take_all(mine: Workspace) -> None:
        start.wait()
        taken[mine.user.id] = list(iter(lambda: take_next(mine) or "", ""))

    threads = [threading.Thread(target=take_all, args=(mine,)) for mine in (ws, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    both = [case_id for each in taken.values() for case_id in each]
    assert len(both) == 12 and set(both) == ids
    for owner_id, mine in taken.items():
        assert all(row.owner_id == owner_id for row in list_queue(ws).rows if row.case_id in mine)


def test_every_opening_is_in_the_trail_once(ws: Workspace, other: Workspace, case_id: str) -> None:
    assert open_case(ws, case_id).case_id == case_id
    open_case(other, case_id)
    with ws.read() as tx:
        seen = [event.object_id for event in audit.events_of(tx.session, case_id) if event.kind == "view"]
        assert audit.verify_chain(tx.session, case_id) == ()
    assert seen == [ws.user.id, other.user.id]


def test_a_claimed_case_is_in_review_and_locked_for_others(
    ws: Workspace, other: Workspace, case_id: str
) -> None:
    claim(ws, case_id, version(ws, case_id))
    assert case_header(ws, case_id).status is CaseStatus.IN_REVIEW
    header = case_header(other, case_id)
    assert not header.may_edit
    assert header.locked_reason == Message("case.locked.owner", {"name": "Hanna Roth"})
    refused: list[Callable[[], object]] = [
        lambda: claim(other, case_id, header.row_version),
        lambda: assign(other, case_id, other.user.id, header.row_version),
        lambda: defer(other, case_id, TODAY + timedelta(9), "later", header.row_version),
        lambda: move_to_bin(other, case_id, header.row_version),
    ]
    for verb in refused:
        with pytest.raises(NotAllowedError) as raised:
            verb()
        assert raised.value.params == {"name": "Hanna Roth"}


def test_a_supervisor_assigns_and_a_supervisor_alone_does_not_review(
    ws: Workspace, other: Workspace, supervisor: Workspace, case_id: str
) -> None:
    claim(ws, case_id, version(ws, case_id))
    assign(supervisor, case_id, other.user.id, version(ws, case_id))
    assert case_header(other, case_id).may_edit
    assert case_header(supervisor, case_id).locked_reason == Message("case.locked.role")
    with pytest.raises(InputError):
        assign(supervisor, case_id, supervisor.user.id, version(ws, case_id))
    with pytest.raises(NotAllowedError):
        take_next(supervisor)
    assign(other, case_id, None, version(ws, case_id))
    assert case_header(ws, case_id).owner is None


def test_a_stale_version_is_refused(ws: Workspace, case_id: str) -> None:
    seen = version(ws, case_id)
    set_urgency(ws, case_id, Urgency.URGENT, "rapid growth", seen)
    refused: list[Callable[[], None]] = [
        lambda: set_urgency(ws, case_id, Urgency.NORMAL, "", seen),
        lambda: claim(ws, case_id, seen),
        lambda: defer(ws, case_id, TODAY + timedelta(1), "r", seen),
        lambda: wait_for_documents(ws, case_id, ("PET-CT",), None, seen),
    ]
    for verb in refused:
        with pytest.raises(StaleError):
            verb()
    (row,) = list_queue(ws).rows
    assert (row.urgency, row.urgency_reason) == (Urgency.URGENT, "rapid growth")


def test_deferring_needs_a_reason_and_a_day_to_come(ws: Workspace, case_id: str, clock: Any) -> None:
    for until, reason in ((TODAY, "r"), (TODAY + timedelta(1), " ")):
        with pytest.raises(InputError):
            defer(ws, case_id, until, reason, version(ws, case_id))
    defer(ws, case_id, TODAY + timedelta(1), "letter expected", version(ws, case_id))
    assert list_queue(ws).rows[0].deferred_until == TODAY + timedelta(1)
    assert take_next(ws) is None
    clock.moment += timedelta(days=1)
    assert take_next(ws) == case_id
    assert list_queue(ws).rows[0].deferred_until is None


def test_a_deferred_case_is_taken_up_again(ws: Workspace, case_id: str) -> None:
    defer(ws, case_id, TODAY + timedelta(1), "letter expected", version(ws, case_id))
    defer(ws, case_id, None, "", version(ws, case_id))
    assert take_next(ws) == case_id


def test_waiting_and_coming_back(ws: Workspace, case_id: str) -> None:
    with pytest.raises(InputError):
        wait_for_documents(ws, case_id, (" ",), None, version(ws, case_id))
    wait_for_documents(ws, case_id, ("PET-CT", " "), date(2025, 6, 20), version(ws, case_id))
    header = case_header(ws, case_id)
    assert (header.status, header.waiting_for, header.due_on) == (
        CaseStatus.WAITING,
        ("PET-CT",),
        date(2025, 6, 20),
    )
    wait_for_documents(ws, case_id, ("PET-CT", "Marrow"), None, header.row_version)
    assert case_header(ws, case_id).waiting_for == ("PET-CT", "Marrow")
    assert take_next(ws) is None
    move_status(ws, case_id, Move.RESUME, version(ws, case_id))
    assert case_header(ws, case_id).status is CaseStatus.IN_REVIEW
    assert case_header(ws, case_id).waiting_for == ()


@pytest.mark.parametrize("move", [Move.RESUME, Move.WITHDRAW, Move.AMEND])
def test_a_move_that_is_not_legal_is_refused(ws: Workspace, case_id: str, move: Move) -> None:
    with pytest.raises(NotAllowedError):
        move_status(ws, case_id, move, version(ws, case_id))
    assert case_header(ws, case_id).status is CaseStatus.NEW


def test_nobody_signs_their_own(ws: Workspace, case_id: str) -> None:
    claim(ws, case_id, version(ws, case_id))
    with ws.write() as tx:
        change_status(ws, tx, cases.case(tx, case_id), Move.SUBMIT)
    assert case_header(ws, case_id).locked_reason == Message("case.locked.awaiting_signoff")
    with pytest.raises(NotAllowedError) as raised, ws.write() as tx:
        change_status(ws, tx, cases.case(tx, case_id), Move.SIGN, author=ws.user.id)
    assert raised.value.message_id == "case.own_assessment"


def test_the_bin_hides_and_gives_back(ws: Workspace, case_id: str) -> None:
    with ws.write() as tx:
        refresh_queue_row(tx, case_id, QueueCounts(3, 1, "matches", Message("export.more", {"count": 1})))
    move_to_bin(ws, case_id, version(ws, case_id))
    view = list_queue(ws)
    assert (view.rows, view.total, view.hidden) == ((), 0, 0)
    assert take_next(ws) is None
    binned = list_queue(ws, QueueFilter(QueueViewName.BIN))
    assert ([row.case_id for row in binned.rows], binned.total, binned.hidden) == ([case_id], 1, 0)
    assert view.counts[QueueViewName.BIN] == 1
    restore_from_bin(ws, case_id, version(ws, case_id))
    (row,) = list_queue(ws).rows
    assert (row.missing, row.conflicts, row.computed) == (3, 1, "matches")
    assert row.computed_for == Message("export.more", {"count": 1})


def test_what_is_in_the_bin_can_be_read_and_not_worked_on(ws: Workspace, case_id: str) -> None:
    put_back = move_to_bin(ws, case_id, version(ws, case_id))
    header = case_header(ws, case_id)
    assert header.locked_reason == Message("case.locked.bin")
    refused: list[Callable[[], object]] = [
        lambda: claim(ws, case_id, put_back),
        lambda: defer(ws, case_id, TODAY + timedelta(9), "later", put_back),
        lambda: assign(ws, case_id, ws.user.id, put_back),
        lambda: move_status(ws, case_id, Move.START, put_back),
        lambda: wait_for_documents(ws, case_id, ("PET-CT",), None, put_back),
        lambda: move_to_bin(ws, case_id, put_back),
    ]
    for verb in refused:
        with pytest.raises(NotAllowedError) as raised:
            verb()
        assert raised.value.message_id == "case.locked.bin"
    restore_from_bin(ws, case_id, put_back)
    assert case_header(ws, case_id).may_edit
    with pytest.raises(StaleError):
        restore_from_bin(ws, case_id, put_back)


def queue_table(ws: Workspace) -> list[dict[str, Any]]:
    columns = [column.key for column in inspect(QueueEntry).column_attrs]
    with ws.read() as tx:
        rows = tx.session.scalars(select(QueueEntry).order_by(QueueEntry.number)).all()
        return [{name: getattr(row, name) for name in columns} for row in rows]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["create", "take", "defer", "wait", "urgency", "bin", "restore", "rename", "give_back"]
        ),
        st.integers(0, 4),
        st.integers(0, 2),
    ),
    min_size=1,
    max_size=14,
)


def do(ws: Workspace, step: str, which: int, how: int) -> None:
    """One legal or refused step of a reviewer; a refusal is part of the game."""
    with ws.read() as tx:
        ids = cases.case_ids(tx, with_bin=True)
    if step == "create" or not ids:
        new_case(ws, f"patient {how}", list(Urgency)[how], TODAY + timedelta(how - 1))
        return
    case_id = ids[which % len(ids)]
    seen = version(ws, case_id)
    match step:
        case "take":
            take_next(ws)
        case "defer":
            defer(ws, case_id, TODAY + timedelta(1 + how), "reason", seen)
        case "wait":
            wait_for_documents(ws, case_id, ("PET-CT",), None, seen)
        case "urgency":
            set_urgency(ws, case_id, list(Urgency)[how], "reason", seen)
        case "bin":
            move_to_bin(ws, case_id, seen)
        case "restore":
            restore_from_bin(ws, case_id, seen)
        case "rename":
            patient = case_header(ws, case_id).patient
            update_patient(ws, patient.id, NewPatient(f"renamed {how}"), patient.row_version)
        case "give_back":
            assign(ws, case_id, None, seen)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_the_queue_equals_its_full_recomputation(ws: Workspace, steps: list[tuple[str, int, int]]) -> None:
    for step, which, how in steps:
        try:
            do(ws, step, which, how)
        except NotAllowedError:
            continue
    written = queue_table(ws)
    with ws.write() as tx:
        rebuild_queue(tx, lambda _tx, _case_id: NO_COUNTS)
    assert queue_table(ws) == written
    with ws.read() as view:
        for chain in audit.chain_names(view.session):
            assert audit.verify_chain(view.session, chain) == ()
            assert audit.verify_tables(view.session, chain) == ()
