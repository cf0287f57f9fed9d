"""Who may change a case now, and the sentence that says why not."""

from workstation.domain.case import CaseStatus, Move, Role, apply, is_editable
from workstation.domain.errors import NotAllowedError
from workstation.domain.messages import Message
from workstation.services.workspace import Workspace
from workstation.store import cases, people
from workstation.store.queue import refresh_queue_row
from workstation.store.store import ReadTx, WriteTx
from workstation.store.tables.cases import Case


def locked_reason(ws: Workspace, tx: ReadTx, case: Case) -> Message | None:
    """Why the signed-in user cannot edit the case, who has it, and what may be done; None when it can be."""
    if case.in_bin_since is not None:
        return Message("case.locked.bin")
    status = CaseStatus(case.status)
    if not is_editable(status):
        return Message(f"case.locked.{status.value}")
    if Role.REVIEWER not in ws.user.roles:
        return Message("case.locked.role")
    if case.owner_id is not None and case.owner_id != ws.user.id:
        return Message("case.locked.owner", {"name": people.user(tx, case.owner_id).printed_name})
    return None


def require_editable(ws: Workspace, tx: ReadTx, case_id: str) -> Case:
    """The case, when the signed-in user may change its record; else NotAllowedError with the sentence."""
    case = cases.case(tx, case_id)
    reason = locked_reason(ws, tx, case)
    if reason is not None:
        raise NotAllowedError(reason.id, **{name: str(value) for name, value in reason.params.items()})
    return case


def require_hold(ws: Workspace, tx: ReadTx, case: Case) -> None:
    """Raises NotAllowedError when the case is in the bin, or in another reviewer's hands and this user is no
    supervisor."""
    require_outside_bin(case)
    if case.owner_id in (None, ws.user.id) or Role.SUPERVISOR in ws.user.roles:
        return
    raise NotAllowedError("case.locked.owner", name=people.user(tx, str(case.owner_id)).printed_name)


def require_outside_bin(case: Case) -> None:
    """Raises NotAllowedError while the case is in the bin."""
    if case.in_bin_since is not None:
        raise NotAllowedError("case.locked.bin")


def change_status(
    ws: Workspace,
    tx: WriteTx,
    case: Case,
    move: Move,
    seen_version: int | None = None,
    author: str | None = None,
) -> None:
    """Makes a legal move within the caller's transaction; NotAllowedError for any other, and in the bin.

    `author`: who submitted the assessment, needed to return or sign it.
    """
    require_outside_bin(case)
    after = apply(move, CaseStatus(case.status), ws.user.roles, ws.user.id, author)
    with tx.changing(case.id, move.value, case, seen_version):
        case.status = after.value
        if move is Move.RESUME:
            case.waiting_for = []
    refresh_queue_row(tx, case.id)
