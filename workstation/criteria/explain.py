"""What would change an open criterion: the outcome of each thing its unknown facts may turn out to be."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations, islice, product

from workstation.criteria.asking import ask
from workstation.criteria.context import Context, Key
from workstation.criteria.rules import (
    Compared,
    Defined,
    Fresh,
    InCodes,
    Leaf,
    MonthsAgo,
    Quantifier,
    Rule,
    Stated,
    Undetectable,
    WithinMonths,
    atoms,
)
from workstation.criteria.sentences import codes_sentence, compared_sentence, sentence, turned
from workstation.criteria.value_tests import fulfils, label
from workstation.criteria.verdicts import Change, Result
from workstation.domain.dates import ClinicalDate, add_months
from workstation.domain.facts import Fact, UnknownReason
from workstation.domain.fields import Field
from workstation.domain.messages import Message, Param
from workstation.domain.ternary import Ternary
from workstation.domain.values import Coded, Count, Quantity, Value

NO_FACT_HELPS = frozenset({UnknownReason.AMBIGUOUS_TERM, UnknownReason.SOURCE_UNVERIFIED})
"""Reasons that a person has to settle, not a document."""
_FACTS_AT_MOST = 6
_CHANGES_AT_MOST = 8
_SETS_AT_MOST = 3_000


@dataclass(frozen=True)
class Option:
    """One thing an open fact may turn out to be, and the context in which it is so."""

    key: tuple[str, str]
    codes: tuple[str, ...]
    message: Message
    apply: Callable[[Context], Context]


def changes(rule: Rule, context: Context) -> tuple[Change, ...]:
    """The smallest sets of answers that decide the rule, each with its outcome; () when it is decided.

    Nobody reads more than a few, and a case of which nothing is known has millions: sets are tried from the smallest
    on, until enough are found or enough were tried.
    """
    if ask(rule, context).value is not Ternary.UNKNOWN:
        return ()
    offered = list(_options(rule, context).values())[:_FACTS_AT_MOST]
    found: dict[tuple[object, Result, bool], list[tuple[Option, ...]]] = {}
    deciding: list[frozenset[object]] = []
    for options in islice(_sets(offered), _SETS_AT_MOST):
        if len(options) > 1 and len(found) >= _CHANGES_AT_MOST:
            break
        names = frozenset((option.key, option.codes) for option in options)
        if any(smaller <= names for smaller in deciding):
            continue
        answer = ask(rule, _applied(options, context))
        if answer.value is not Ternary.UNKNOWN:
            deciding.append(names)
            alone: object = options[0].key if len(options) == 1 else names
            found.setdefault((alone, Result.of(answer.value), answer.borderline), []).append(options)
    return _merged(found, context)[:_CHANGES_AT_MOST]


def _sets(offered: Sequence[tuple[Option, ...]]) -> Iterator[tuple[Option, ...]]:
    """An answer to one of the facts, then to two of them, and so on."""
    for size in range(1, len(offered) + 1):
        for chosen in combinations(offered, size):
            yield from product(*chosen)


def open_atoms(rule: Rule, context: Context) -> Iterable[Leaf | WithinMonths | Defined]:
    """The leaves that are unknown in this case and that facts could answer."""
    for atom in atoms(rule):
        if isinstance(atom, Leaf | WithinMonths | Defined):
            answer = ask(atom, context)
            if answer.value is Ternary.UNKNOWN and answer.reason not in NO_FACT_HELPS:
                yield atom


def _applied(options: Iterable[Option], context: Context) -> Context:
    for option in options:
        context = option.apply(context)
    return context


def _options(rule: Rule, context: Context) -> Mapping[tuple[str, str], tuple[Option, ...]]:
    offered: dict[tuple[str, str], tuple[Option, ...]] = {}
    for atom in open_atoms(rule, context):
        options = (
            _timing_options(atom, context) if not isinstance(atom, Leaf) else _leaf_options(atom, context)
        )
        for option in options:
            offered.setdefault(option.key, ())
        for option in options:
            if not any(kept.codes == option.codes for kept in offered[option.key]):
                offered[option.key] = (*offered[option.key], option)
    return offered


def _timing_options(rule: WithinMonths | Defined, context: Context) -> list[Option]:
    held = sentence(rule, context)
    key = ("timing", repr(rule))
    denied = Message("criteria.rule.not", {"inner": sentence(rule, context, inside=True)})
    return [
        Option(key, ("yes",), held, lambda ctx: ctx.with_answer(rule, Ternary.YES)),
        Option(key, ("no",), denied, lambda ctx: ctx.with_answer(rule, Ternary.NO)),
    ]


def _leaf_options(leaf: Leaf, context: Context) -> list[Option]:
    field = context.field(leaf.field_id)
    made = []
    for group in _groups(leaf, context):
        for codes, message, value in _values(leaf, field, context):
            fact = Fact(field.id, group, (value,), None)
            made.append(Option((field.id, group or ""), codes, message, _laid_over((field.id, group), fact)))
    return made


def _laid_over(key: Key, fact: Fact) -> Callable[[Context], Context]:
    return lambda context: context.with_facts({key: fact})


def _groups(leaf: Leaf, context: Context) -> tuple[str | None, ...]:
    """The groups whose own answer is open; a group that does not exist yet cannot be tried."""
    if leaf.quantifier is Quantifier.ONE:
        return (None,)
    single = replace(leaf, quantifier=Quantifier.ANY, count=None, where={}, latest_by=None)
    kind = context.field(leaf.field_id).group or ""
    known = [group for group in context.groups(kind) if context.fact(leaf.field_id, group).is_known]
    return (
        ()
        if ask(single, context).value is Ternary.YES
        else tuple(group for group in context.groups(kind) if group not in known)
    )


Trial = tuple[tuple[str, ...], Message, Value]


def _values(leaf: Leaf, field: Field, context: Context) -> list[Trial]:
    """Each kind of answer the leaf can tell apart, with a value that stands for it, dated as of today."""
    today = ClinicalDate.of_day(context.as_of)
    match leaf.test:
        case InCodes() as test:
            return _coded_trials(test, field, context)
        case Compared() as test:
            return _number_trials(test, field, today)
        case Undetectable():
            return _load_trials(field, today)
        case MonthsAgo(months):
            return _past_trials(months, field, context)
        case Fresh():
            return _fresh_trials(field, today)
        case Stated():
            return [(("stated",), Message("criteria.rule.stated", {"field": label(field)}), today)]


def _coded_trials(test: InCodes, field: Field, context: Context) -> list[Trial]:
    codes = [term.code for term in field.vocabulary] or sorted(test.codes)
    dated = ClinicalDate.of_day(context.as_of) if field.dated else None
    return [
        ((code,), codes_sentence(field, [code], context), Coded(code, code, dated))
        for code in codes
        if code not in test.unknown
    ]


def _number_trials(test: Compared, field: Field, today: ClinicalDate) -> list[Trial]:
    trials: list[Trial] = []
    for way in (test, turned(test)):
        number = None if way is None else _number_for(way)
        if way is not None and number is not None:
            plain = test.unit is None and not test.upper_limits
            value: Value = Count(int(number)) if plain else _quantity(number, field, today)
            trials.append(((way.operator.value,), compared_sentence(field, way), value))
    return trials


def _quantity(number: Decimal, field: Field, today: ClinicalDate) -> Quantity:
    return Quantity("", number, field.unit or "", today, "none", upper_limit=Decimal(1))


def _number_for(test: Compared) -> Decimal | None:
    """A number that fulfils the comparison clearly."""
    step = test.value / 2 if test.unit or test.upper_limits else Decimal(1)
    for number in (test.value + step, test.value - step, test.value):
        if number >= 0 and fulfils(test.operator, number, test.value):
            return number
    return None


def _load_trials(field: Field, today: ClinicalDate) -> list[Trial]:
    unit = field.unit or ""
    name: dict[str, Param] = {"field": label(field)}
    return [
        (
            ("undetectable",),
            Message("criteria.rule.undetectable", name),
            Coded("not_detected", "", today),
        ),
        (
            ("detectable",),
            Message("criteria.rule.detectable", name),
            Quantity("", Decimal(1000), unit, today),
        ),
    ]


def _past_trials(months: int, field: Field, context: Context) -> list[Trial]:
    params: dict[str, Param] = {"field": label(field), "months": months}
    long_ago = ClinicalDate.of_day(add_months(context.as_of, -months - 1))
    return [
        (("past",), Message("criteria.rule.months_ago", params), long_ago),
        (("recent",), Message("criteria.rule.more_recent", params), ClinicalDate.of_day(context.as_of)),
    ]


def _fresh_trials(field: Field, today: ClinicalDate) -> list[Trial]:
    message = Message("criteria.missing.newer", {"field": label(field)})
    if field.unit is not None:
        return [(("newer",), message, _quantity(Decimal(1), field, today))]
    if field.vocabulary:
        return [(("newer",), message, Coded(field.vocabulary[0].code, "", today))]
    return [(("newer",), message, today)]


def _merged(
    found: Mapping[tuple[object, Result, bool], list[tuple[Option, ...]]], context: Context
) -> tuple[Change, ...]:
    """Answers of one coded fact with the same outcome become one change."""
    merged = []
    for (_, result, borderline), alike in found.items():
        needs = _together(alike, context) if len(alike) > 1 else tuple(option.message for option in alike[0])
        merged.append(Change(needs, result, borderline))
    return tuple(merged)


def _together(alike: list[tuple[Option, ...]], context: Context) -> tuple[Message, ...]:
    field = context.field(alike[0][0].key[0])
    return (codes_sentence(field, [code for options in alike for code in options[0].codes], context),)
