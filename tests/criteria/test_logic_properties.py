"""Laws of the three-valued logic, and what unknowns and conflicts may and may not do to a verdict."""

from collections.abc import Callable, Mapping
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workstation.criteria.answers import Answer, both, either, opposite, unknown
from workstation.criteria.asking import ask
from workstation.criteria.context import Context, Key
from workstation.criteria.criteria_set import CriteriaSet
from workstation.criteria.evaluate import evaluate_set
from workstation.criteria.missing import ways_to
from workstation.criteria.rules import AllOf, AnyOf, InCodes, Leaf, Not, Rule
from workstation.criteria.verdicts import Result
from workstation.domain.facts import CaseFacts, Fact, UnknownReason
from workstation.domain.fields import FieldDictionary
from workstation.domain.lexicon import Lexicon
from workstation.domain.messages import Message
from workstation.domain.ternary import Ternary
from workstation.domain.values import Coded

Facts = Callable[[Mapping[str, Any]], CaseFacts]
FIELDS = ("bendamustine_given", "other_cancer", "autoimmune_disease", "seizure_or_stroke")
WHY = Message("criteria.why.assumed")
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _answer(value: Ternary, borderline: bool) -> Answer:
    if value is Ternary.UNKNOWN:
        return unknown(UnknownReason.MISSING, WHY, borderline)
    return Answer(value, WHY, borderline=borderline)


ANSWERS = st.builds(_answer, st.sampled_from(list(Ternary)), st.booleans())
LEAVES: st.SearchStrategy[Rule] = st.builds(
    lambda name, code: Leaf(name, InCodes(frozenset({code}))),
    st.sampled_from(FIELDS),
    st.sampled_from(["yes", "no"]),
)
RULES: st.SearchStrategy[Rule] = st.recursive(
    LEAVES,
    lambda parts: (
        st.builds(lambda some: AllOf(tuple(some)), st.lists(parts, min_size=1, max_size=3))
        | st.builds(lambda some: AnyOf(tuple(some)), st.lists(parts, min_size=1, max_size=3))
        | st.builds(Not, parts)
    ),
    max_leaves=7,
)
STATED = st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(["yes", "no"]))


@given(ANSWERS, ANSWERS)
def test_de_morgan(one: Answer, other: Answer) -> None:
    denied = opposite(both([one, other]))
    assert denied.value is either([opposite(one), opposite(other)]).value
    assert denied.borderline is either([opposite(one), opposite(other)]).borderline


@given(ANSWERS, ANSWERS, ANSWERS)
def test_and_is_associative_and_commutative(one: Answer, two: Answer, three: Answer) -> None:
    assert both([one, both([two, three])]).value is both([both([one, two]), three]).value
    assert both([one, two]).value is both([two, one]).value
    assert both([one, two, three]).borderline is both([three, two, one]).borderline


@given(st.lists(ANSWERS, min_size=1, max_size=5))
def test_one_no_decides_and(answers: list[Answer]) -> None:
    values = {answer.value for answer in answers}
    expected = Ternary.YES if values == {Ternary.YES} else Ternary.UNKNOWN
    assert both(answers).value is (Ternary.NO if Ternary.NO in values else expected)


@QUICK
@given(rule=RULES, stated=STATED, dropped=st.sets(st.sampled_from(FIELDS)))
def test_a_fact_that_becomes_unknown_never_turns_an_answer_around(
    rule: Rule,
    stated: dict[str, str],
    dropped: set[str],
    facts_of: Facts,
    dictionary: FieldDictionary,
    lexicon: Lexicon,
) -> None:
    fewer = {name: code for name, code in stated.items() if name not in dropped}
    known = ask(rule, Context.of(facts_of(stated), dictionary, lexicon)).value
    less = ask(rule, Context.of(facts_of(fewer), dictionary, lexicon)).value
    assert less in (known, Ternary.UNKNOWN)


@QUICK
@given(rule=RULES, stated=STATED, disputed=st.sets(st.sampled_from(FIELDS), min_size=1, max_size=2))
def test_a_conflict_decides_only_what_every_possibility_agrees_on(
    rule: Rule,
    stated: dict[str, str],
    disputed: set[str],
    facts_of: Facts,
    dictionary: FieldDictionary,
    lexicon: Lexicon,
) -> None:
    names = sorted(disputed)
    worlds = [
        {**stated, **dict(zip(names, codes, strict=True))}
        for codes in product(["yes", "no"], repeat=len(names))
    ]
    answers = {ask(rule, Context.of(facts_of(world), dictionary, lexicon)).value for world in worlds}
    conflict = {**stated, **{name: {"conflict": ["yes", "no"]} for name in names}}
    answer = ask(rule, Context.of(facts_of(conflict), dictionary, lexicon))
    assert answer.value is (answers.pop() if len(answers) == 1 else Ternary.UNKNOWN)


@QUICK
@given(rule=RULES, stated=STATED)
def test_ways_to_yes_are_the_fewest_facts(
    rule: Rule, stated: dict[str, str], facts_of: Facts, dictionary: FieldDictionary, lexicon: Lexicon
) -> None:
    """Against trying every set of facts with every answer."""
    context = Context.of(facts_of(stated), dictionary, lexicon)
    ways = ways_to(rule, context)
    found = min((len(way) for way in ways), default=None)
    assert found == _by_trying(rule, context, [name for name in FIELDS if name not in stated])


def _by_trying(rule: Rule, context: Context, open_fields: list[str]) -> int | None:
    for size in range(len(open_fields) + 1):
        for names in combinations(open_fields, size):
            for codes in product(["yes", "no"], repeat=size):
                tried: dict[Key, Fact] = {
                    (name, None): Fact(name, None, (Coded(code, code),), None)
                    for name, code in zip(names, codes, strict=True)
                }
                if ask(rule, context.with_facts(tried)).value is Ternary.YES:
                    return size
    return None


WRITTEN: dict[str, list[Any]] = {
    "diagnosis": ["dlbcl_nos", "pmbcl", "pbl", "richter", {"conflict": ["dlbcl_nos", "pmbcl"]}],
    "age": [17, 18, 70],
    "line_count_since_lbcl": [1, 2, {"possible": [1, 2]}],
    "line_position": ["after_one_line", "after_two_or_more"],
    "response_to_latest_line": ["cr", "pr", "sd", "pd", {"conflict": ["cr", "pd"]}],
    "ecog": ["0", "2", "3"],
    "hbsag": ["positive", "negative", "not_tested"],
    "anti_hbc": ["positive", "negative", {"conflict": ["positive", "negative"]}],
    "hbv_dna": [["<20", "IU/mL", "2026-11-01"], ["900", "IU/mL", "2026-11-01"]],
    "hbv_antiviral": ["yes", "no"],
    "cns_state": ["active", "past", "none_on_examination", "not_examined"],
    "platelets": [["60", "10^9/L", "2026-11-10"], ["90", "K", "2026-11-10"], ["90", "10^9/L", "2026-01-01"]],
    "alt": [["90", "U/L", "2026-11-10", "40"], ["90", "U/L", "2026-11-10"]],
    "cd19_status": ["positive", "dim", "negative"],
    "cd19_therapy_given": ["yes", "no"],
    "bendamustine_given": ["yes", "no"],
    "spo2": [["92", "%", "2026-11-10"], ["97", "%", "2026-11-10"]],
}
CASES = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(values) for name, values in WRITTEN.items()}
)


@pytest.mark.parametrize("set_id", ["axi_cel_cn_2l", "axi_cel_cn_3l", "relma_cel_cn_3l"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written=CASES, dropped=st.sets(st.sampled_from(sorted(WRITTEN))))
def test_no_verdict_of_a_set_turns_around_when_facts_are_missing(
    set_id: str,
    written: dict[str, Any],
    dropped: set[str],
    sets: dict[str, CriteriaSet],
    facts_of: Facts,
    dictionary: FieldDictionary,
    lexicon: Lexicon,
) -> None:
    fewer = {name: value for name, value in written.items() if name not in dropped}
    known = evaluate_set(sets[set_id], facts_of(written), dictionary, lexicon)
    less = evaluate_set(sets[set_id], facts_of(fewer), dictionary, lexicon)
    for before, after in zip(known.verdicts, less.verdicts, strict=True):
        turned = {before.result, after.result} == {Result.MET, Result.NOT_MET}
        assert not turned, before.criterion_id
