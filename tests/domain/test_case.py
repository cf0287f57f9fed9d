"""The workflow: legal moves, roles, and four eyes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.domain.case import TRANSITIONS, CaseStatus, Move, Role, apply, is_editable, legal_moves
from workstation.domain.errors import NotAllowedError

EVERYONE = frozenset(Role)
MOVES = st.sampled_from(list(Move))


def test_the_straight_way() -> None:
    status = CaseStatus.NEW
    for move in (Move.START, Move.WAIT, Move.RESUME, Move.SUBMIT):
        status = apply(move, status, frozenset({Role.REVIEWER}), "ana")
    assert status is CaseStatus.AWAITING_SIGNOFF
    status = apply(Move.RETURN, status, frozenset({Role.SUPERVISOR}), "bo", author="ana")
    status = apply(Move.SUBMIT, status, frozenset({Role.REVIEWER}), "ana")
    assert apply(Move.SIGN, status, frozenset({Role.SUPERVISOR}), "bo", author="ana") is CaseStatus.SIGNED


@pytest.mark.parametrize("move", [Move.SIGN, Move.RETURN])
def test_nobody_judges_an_assessment_of_their_own(move: Move) -> None:
    with pytest.raises(NotAllowedError) as refused:
        apply(move, CaseStatus.AWAITING_SIGNOFF, EVERYONE, "ana", author="ana")
    assert refused.value.message_id == "case.own_assessment"


def test_signing_without_knowing_the_author_is_a_bug() -> None:
    with pytest.raises(ValueError, match="author"):
        apply(Move.SIGN, CaseStatus.AWAITING_SIGNOFF, EVERYONE, "bo")


def test_the_role_is_needed() -> None:
    with pytest.raises(NotAllowedError) as refused:
        apply(Move.SIGN, CaseStatus.AWAITING_SIGNOFF, frozenset({Role.REVIEWER}), "bo", author="ana")
    assert refused.value.message_id == "case.needs_role.supervisor"


@given(st.lists(MOVES, max_size=12))
def test_no_way_reaches_signed_but_through_submit_and_sign(moves: list[Move]) -> None:
    status, done = CaseStatus.NEW, []
    for move in moves:
        legal = legal_moves(status, EVERYONE)
        if move not in legal:
            with pytest.raises(NotAllowedError):
                apply(move, status, EVERYONE, "bo", author="ana")
            continue
        status = apply(move, status, EVERYONE, "bo", author="ana")
        done.append(move)
    if status is CaseStatus.SIGNED:
        assert done[-2:] == [Move.SUBMIT, Move.SIGN]
    assert is_editable(status) == (status not in (CaseStatus.AWAITING_SIGNOFF, CaseStatus.SIGNED))


def test_the_table_has_one_answer_per_move_and_reaches_every_status() -> None:
    assert len({(t.before, t.move) for t in TRANSITIONS}) == len(TRANSITIONS)
    assert {t.after for t in TRANSITIONS} | {CaseStatus.NEW} == set(CaseStatus)
    assert {t.move for t in TRANSITIONS} == set(Move)


def test_an_administrator_does_not_review() -> None:
    assert legal_moves(CaseStatus.NEW, frozenset({Role.ADMINISTRATOR})) == ()
