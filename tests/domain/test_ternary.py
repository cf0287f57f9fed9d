"""Kleene's logic, as laws over all values."""

from hypothesis import given
from hypothesis import strategies as st

from workstation.domain.ternary import Ternary, agreement, all_of, any_of

VALUES = st.sampled_from(list(Ternary))
YES, NO, UNKNOWN = Ternary.YES, Ternary.NO, Ternary.UNKNOWN


def test_tables() -> None:
    assert [YES.and_(v) for v in (YES, NO, UNKNOWN)] == [YES, NO, UNKNOWN]
    assert [NO.and_(v) for v in (YES, NO, UNKNOWN)] == [NO, NO, NO]
    assert [UNKNOWN.and_(v) for v in (YES, NO, UNKNOWN)] == [UNKNOWN, NO, UNKNOWN]
    assert [UNKNOWN.or_(v) for v in (YES, NO, UNKNOWN)] == [YES, UNKNOWN, UNKNOWN]
    assert [v.not_() for v in (YES, NO, UNKNOWN)] == [NO, YES, UNKNOWN]


@given(VALUES, VALUES, VALUES)
def test_laws(a: Ternary, b: Ternary, c: Ternary) -> None:
    assert a.and_(b) is b.and_(a) and a.or_(b) is b.or_(a)
    assert a.and_(b.and_(c)) is a.and_(b).and_(c)
    assert a.and_(b.or_(c)) is a.and_(b).or_(a.and_(c))
    assert a.and_(b).not_() is a.not_().or_(b.not_())
    assert a.not_().not_() is a


@given(st.lists(VALUES))
def test_many_are_folded_and_learning_more_never_contradicts(values: list[Ternary]) -> None:
    conjunction, disjunction = all_of(values), any_of(values)
    for settled in (YES, NO):
        learned = [settled if value is UNKNOWN else value for value in values]
        assert conjunction in (UNKNOWN, all_of(learned))
        assert disjunction in (UNKNOWN, any_of(learned))


def test_agreement() -> None:
    assert agreement([YES, YES]) is YES and agreement([YES, NO]) is UNKNOWN
    assert agreement([]) is UNKNOWN and agreement([NO, UNKNOWN]) is UNKNOWN
    assert [Ternary.of(value) for value in (True, False, None)] == [YES, NO, UNKNOWN]
