"""The queue: what waits, who takes it, and how a case moves."""

from datetime import UTC, date, datetime, time

from workstation.domain.case import CaseStatus, Move, Role
from workstation.domain.dates import ClinicalDate
from workstation.domain.errors import InputError, NotAllowedError
from workstation.domain.messages import Message
from workstation.services.case_rights import (
    change_status,
    locked_reason,
    require_editable,
    require_hold,
    require_outside_bin,
)
from workstation.services.patients import add_alias, add_patient, age_on, patient_view, update_patient
from workstation.services.users import require_role
from workstation.services.views import (
    CaseHeader,
    NewCase,
    Progress,
    QueueFilter,
    QueueRow,
    QueueView,
    QueueViewName,
    Urgency,
    UserView,
)
from workstation.services.workspace import Workspace, user_view
from workstation.store import cases, people, queue_lists
from workstation.store.queue import QueueCounts, refresh_queue_row
from workstation.store.queue_lists import Narrowing
from workstation.store.store import ReadTx, WriteTx
from workstation.store.tables.base import new_id
from workstation.store.tables.cases import Case
from workstation.store.tables.queue import QueueEntry

__all__ = [
    "QueueCounts",
    "add_alias",
    "assign",
    "case_header",
    "change_status",
    "claim",
    "create_case",
    "defer",
    "find_case",
    "list_queue",
    "locked_reason",
    "move_status",
    "move_to_bin",
    "open_case",
    "require_editable",
    "restore_from_bin",
    "set_urgency",
    "take_next",
    "update_patient",
    "wait_for_documents",
]


def list_queue(ws: Workspace, chosen: QueueFilter | None = None) -> QueueView:
    """The rows of a view, with the count of what its filter hides and of every view."""
    chosen = chosen or QueueFilter()
    today = ws.today()
    conditions = queue_lists.view_conditions(ws.user.id, today)
    with ws.read() as tx:
        condition = conditions[chosen.view.value] & _narrowing(chosen).condition()
        found = queue_lists.rows(tx, condition, chosen.sort, chosen.descending)
        found_in = queue_lists.counts(tx, conditions)
        counts = {QueueViewName(name): count for name, count in found_in.items()}
        in_bin = chosen.view is QueueViewName.BIN
        total = counts[QueueViewName.BIN] if in_bin else queue_lists.total(tx)
        return QueueView(
            tuple(_row_view(row, today) for row in found),
            total,
            total - len(found),
            counts,
            queue_lists.finished_since(tx, ws.user.id, _midnight(ws, today)),
        )


def _narrowing(chosen: QueueFilter) -> Narrowing:
    return Narrowing(
        frozenset(status.value for status in chosen.statuses),
        frozenset(urgency.value for urgency in chosen.urgencies),
        chosen.owner_id,
        chosen.text,
    )


def _midnight(ws: Workspace, day: date) -> datetime:
    return datetime.combine(day, time(), ws.zone).astimezone(UTC)


def _row_view(row: QueueEntry, today: date) -> QueueRow:
    birth = ClinicalDate.from_json(row.birth) if row.birth is not None else None
    return QueueRow(
        case_id=row.case_id,
        number=row.number_text,
        patient_name=row.patient_name,
        sex=row.sex,
        age=age_on(birth, today),
        question=row.question,
        status=CaseStatus(row.status),
        urgency=Urgency(row.urgency),
        urgency_reason=row.urgency_reason,
        owner_id=row.owner_id,
        owner_initials=row.owner_initials,
        received_at=row.received_at,
        due_on=row.due_on,
        documents=row.documents,
        pages=row.pages,
        reading=Progress(row.pages_read + row.pages_failed, row.pages, row.pages_failed),
        missing=row.missing,
        conflicts=row.conflicts,
        computed=row.computed,
        computed_for=Message.from_json(row.computed_for) if row.computed_for is not None else None,
        row_version=row.row_version,
        deferred_until=row.deferred_until,
    )


def take_next(ws: Workspace, chosen: QueueFilter | None = None) -> str | None:
    """Claims the most urgent case that nobody has, within the filter's chips; None when there is none.

    Two people who ask at the same moment get two cases.
    """
    require_role(ws, Role.REVIEWER)
    with ws.write() as tx:
        case_id = queue_lists.next_claimable(tx, _narrowing(chosen or QueueFilter()), ws.today())
        if case_id is not None:
            _take(ws, tx, cases.case(tx, case_id), "take_next")
        return case_id


def claim(ws: Workspace, case_id: str, row_version: int) -> None:
    """Takes a case that nobody has; NotAllowedError names the one who has it."""
    require_role(ws, Role.REVIEWER)
    with ws.write() as tx:
        case = cases.case(tx, case_id)
        require_outside_bin(case)
        if case.owner_id not in (None, ws.user.id):
            owner = people.user(tx, str(case.owner_id))
            raise NotAllowedError("case.locked.owner", name=owner.printed_name)
        _take(ws, tx, case, "claim", row_version)


def _take(ws: Workspace, tx: WriteTx, case: Case, verb: str, seen_version: int | None = None) -> None:
    with tx.changing(case.id, verb, case, seen_version):
        case.owner_id, case.owned_since = ws.user.id, tx.now
        case.deferred_until, case.deferred_reason = None, ""
    if case.status == CaseStatus.NEW.value:
        change_status(ws, tx, case, Move.START)
    refresh_queue_row(tx, case.id)


def assign(ws: Workspace, case_id: str, user_id: str | None, row_version: int) -> None:
    """Gives a case to a reviewer, or (None) back to the queue; by its owner or a supervisor."""
    with ws.write() as tx:
        case = cases.case(tx, case_id)
        require_hold(ws, tx, case)
        if user_id is not None:
            to = people.user(tx, user_id)
            if not to.active or Role.REVIEWER.value not in to.roles:
                raise InputError("queue.not_a_reviewer", name=to.printed_name)
        with tx.changing(case_id, "assign", case, row_version):
            case.owner_id = user_id
            case.owned_since = tx.now if user_id is not None else None
        refresh_queue_row(tx, case_id)


def defer(ws: Workspace, case_id: str, until: date | None, reason: str, row_version: int) -> None:
    """Puts a case off until a day, with a reason; `until` None takes it up again."""
    if until is not None and until <= ws.today():
        raise InputError("queue.defer_past")
    if until is not None and not reason.strip():
        raise InputError("queue.reason_missing")
    with ws.write() as tx:
        case = cases.case(tx, case_id)
        require_hold(ws, tx, case)
        with tx.changing(case_id, "defer", case, row_version):
            case.deferred_until = until
            case.deferred_reason = reason.strip() if until is not None else ""
        refresh_queue_row(tx, case_id)


def set_urgency(ws: Workspace, case_id: str, urgency: Urgency, reason: str, row_version: int) -> None:
    """How urgent a case is, and why; anything above normal needs a reason."""
    if urgency is not Urgency.NORMAL and not reason.strip():
        raise InputError("queue.reason_missing")
    with ws.write() as tx:
        case = cases.case(tx, case_id)
        with tx.changing(case_id, "set_urgency", case, row_version):
            case.urgency, case.urgency_reason = urgency.value, reason.strip()
        refresh_queue_row(tx, case_id)


def create_case(ws: Workspace, new: NewCase) -> str:
    """Opens a case with its first review and answers its id. Patient, case and review are one transaction."""
    with ws.write() as tx:
        patient_id = _patient_of(tx, new)
        case = Case(
            id=(case_id := new_id()),
            number=cases.take_case_number(tx, new.number),
            patient_id=patient_id,
            question=new.question.strip(),
            referrer=new.referrer.strip(),
            referrer_place=new.referrer_place.strip(),
            status=CaseStatus.NEW.value,
            urgency=new.urgency.value,
            urgency_reason=new.urgency_reason.strip(),
            received_at=new.received_at or tx.now,
            due_on=new.due_on,
        )
        tx.add(case_id, "create_case", case)
        cases.open_review(tx, case_id, "first", ws.today())
        refresh_queue_row(tx, case_id)
        return case_id


def _patient_of(tx: WriteTx, new: NewCase) -> str:
    if isinstance(new.patient, str):
        return cases.patient(tx, new.patient).id
    return add_patient(tx, new.patient)


def move_status(ws: Workspace, case_id: str, move: Move, row_version: int) -> None:
    """Starts, resumes, withdraws or amends; submitting, returning and signing have verbs of their own."""
    if move in (Move.SUBMIT, Move.RETURN, Move.SIGN, Move.WAIT):
        raise ValueError(f"{move} has a verb of its own")
    with ws.write() as tx:
        case = cases.case(tx, case_id)
        require_hold(ws, tx, case)
        change_status(ws, tx, case, move, row_version)


def wait_for_documents(
    ws: Workspace, case_id: str, items: tuple[str, ...], due: date | None, row_version: int
) -> None:
    """The case waits for these documents until a day."""
    wanted = [item.strip() for item in items if item.strip()]
    if not wanted:
        raise InputError("queue.nothing_to_wait_for")
    with ws.write() as tx:
        case = require_editable(ws, tx, case_id)
        if case.status == CaseStatus.WAITING.value:
            with tx.changing(case_id, "wait_for_documents", case, row_version):
                case.waiting_for, case.due_on = wanted, due
        else:
            change_status(ws, tx, case, Move.WAIT, row_version)
            with tx.changing(case_id, "wait_for_documents", case):
                case.waiting_for, case.due_on = wanted, due
        refresh_queue_row(tx, case_id)


def move_to_bin(ws: Workspace, case_id: str, row_version: int) -> int:
    """Takes a case out of every list but the bin's; nothing of it is deleted. A signed case stays. Answers the
    version by which it can be put back."""
    with ws.write() as tx:
        case = cases.case(tx, case_id)
        require_hold(ws, tx, case)
        if case.status == CaseStatus.SIGNED.value:
            raise NotAllowedError("case.locked.signed")
        with tx.changing(case_id, "move_to_bin", case, row_version):
            case.in_bin_since = tx.now
        refresh_queue_row(tx, case_id)
        return case.row_version


def restore_from_bin(ws: Workspace, case_id: str, row_version: int) -> int:
    """Puts a case back where it was; answers the version it has there."""
    with ws.write() as tx:
        case = cases.case(tx, case_id)
        with tx.changing(case_id, "restore_from_bin", case, row_version):
            case.in_bin_since = None
        refresh_queue_row(tx, case_id)
        return case.row_version


def find_case(ws: Workspace, number: str) -> str:
    """The id of the case with a readable number ("LY-0147"); NotFoundError when there is none."""
    with ws.read() as tx:
        return cases.case_by_number(tx, number).id


def open_case(ws: Workspace, case_id: str) -> CaseHeader:
    """The head of a case that is now on screen; that it was looked at stands in the trail, once per opening."""
    with ws.write() as tx:
        tx.record(cases.case(tx, case_id).id, "open_case", "view", ws.user.id, None, None)
    return case_header(ws, case_id)


def case_header(ws: Workspace, case_id: str) -> CaseHeader:
    """Who, what and how of a case, for the head of its desk."""
    with ws.read() as tx:
        case = cases.case(tx, case_id)
        review = cases.current_review(tx, case_id)
        reason = locked_reason(ws, tx, case)
        return CaseHeader(
            case_id=case_id,
            number=cases.number_text(tx, case.number),
            patient=patient_view(ws, tx, case.patient_id),
            question=case.question,
            referrer=case.referrer,
            referrer_place=case.referrer_place,
            status=CaseStatus(case.status),
            urgency=Urgency(case.urgency),
            urgency_reason=case.urgency_reason,
            owner=_owner(tx, case),
            received_at=case.received_at,
            due_on=case.due_on,
            waiting_for=tuple(case.waiting_for),
            review_id=review.id,
            as_of=review.as_of,
            may_edit=reason is None,
            locked_reason=reason,
            row_version=case.row_version,
        )


def _owner(tx: ReadTx, case: Case) -> UserView | None:
    return user_view(people.user(tx, case.owner_id)) if case.owner_id is not None else None
