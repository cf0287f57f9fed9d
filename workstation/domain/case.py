"""The states of a case, the legal moves between them, and who may make them."""

from dataclasses import dataclass
from enum import StrEnum

from workstation.domain.errors import NotAllowedError


class CaseStatus(StrEnum):
    NEW = "new"
    IN_REVIEW = "in_review"
    WAITING = "waiting"
    AWAITING_SIGNOFF = "awaiting_signoff"
    RETURNED = "returned"
    SIGNED = "signed"


class Role(StrEnum):
    REVIEWER = "reviewer"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


class Move(StrEnum):
    """What a person does to a case."""

    START = "start"
    WAIT = "wait"
    RESUME = "resume"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    RETURN = "return"
    SIGN = "sign"
    AMEND = "amend"


@dataclass(frozen=True, slots=True)
class Transition:
    move: Move
    before: CaseStatus
    after: CaseStatus
    role: Role


TRANSITIONS: tuple[Transition, ...] = (
    Transition(Move.START, CaseStatus.NEW, CaseStatus.IN_REVIEW, Role.REVIEWER),
    Transition(Move.START, CaseStatus.RETURNED, CaseStatus.IN_REVIEW, Role.REVIEWER),
    Transition(Move.WAIT, CaseStatus.NEW, CaseStatus.WAITING, Role.REVIEWER),
    Transition(Move.WAIT, CaseStatus.IN_REVIEW, CaseStatus.WAITING, Role.REVIEWER),
    Transition(Move.WAIT, CaseStatus.RETURNED, CaseStatus.WAITING, Role.REVIEWER),
    Transition(Move.RESUME, CaseStatus.WAITING, CaseStatus.IN_REVIEW, Role.REVIEWER),
    Transition(Move.SUBMIT, CaseStatus.IN_REVIEW, CaseStatus.AWAITING_SIGNOFF, Role.REVIEWER),
    Transition(Move.SUBMIT, CaseStatus.RETURNED, CaseStatus.AWAITING_SIGNOFF, Role.REVIEWER),
    Transition(Move.WITHDRAW, CaseStatus.AWAITING_SIGNOFF, CaseStatus.IN_REVIEW, Role.REVIEWER),
    Transition(Move.RETURN, CaseStatus.AWAITING_SIGNOFF, CaseStatus.RETURNED, Role.SUPERVISOR),
    Transition(Move.SIGN, CaseStatus.AWAITING_SIGNOFF, CaseStatus.SIGNED, Role.SUPERVISOR),
    Transition(Move.AMEND, CaseStatus.SIGNED, CaseStatus.IN_REVIEW, Role.REVIEWER),
)

EDITABLE = frozenset({CaseStatus.NEW, CaseStatus.IN_REVIEW, CaseStatus.WAITING, CaseStatus.RETURNED})


def is_editable(status: CaseStatus) -> bool:
    """Findings may be changed."""
    return status in EDITABLE


def find_transition(status: CaseStatus, move: Move) -> Transition | None:
    return next((t for t in TRANSITIONS if t.before is status and t.move is move), None)


def legal_moves(status: CaseStatus, roles: frozenset[Role]) -> tuple[Move, ...]:
    """What a person with these roles may do now, apart from the rule of four eyes."""
    return tuple(t.move for t in TRANSITIONS if t.before is status and t.role in roles)


def apply(
    move: Move, status: CaseStatus, roles: frozenset[Role], actor: str, author: str | None = None
) -> CaseStatus:
    """The status after the move. `author`: who submitted the assessment, needed to return or sign.

    Raises NotAllowedError when the status has no such move, the role is missing, or someone would sign or
    return an assessment of their own.
    """
    transition = find_transition(status, move)
    if transition is None:
        raise NotAllowedError(f"case.cannot.{status.value}")
    if transition.role not in roles:
        raise NotAllowedError(f"case.needs_role.{transition.role.value}")
    if move in (Move.SIGN, Move.RETURN):
        if author is None:
            raise ValueError("to sign or return, the author of the assessment must be known")
        if actor == author:
            raise NotAllowedError("case.own_assessment")
    return transition.after
