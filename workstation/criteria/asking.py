"""Asks a rule of a case: Kleene logic over its leaves, and over every possibility of a conflict."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product
from math import prod

from workstation.criteria.answers import Answer, agreed, both, either, opposite, unknown
from workstation.criteria.context import Context, Key
from workstation.criteria.joining import joined
from workstation.criteria.rules import (
    AllOf,
    AnyOf,
    Defined,
    InCodes,
    Leaf,
    Mark,
    Not,
    Open,
    Operator,
    Quantifier,
    Rule,
    WithinMonths,
    atoms,
    fields_of,
)
from workstation.criteria.value_tests import ask_value, fulfils, label
from workstation.domain.dates import ClinicalDate, add_months, within_months
from workstation.domain.events import EventDate
from workstation.domain.facts import Fact, UnknownReason
from workstation.domain.messages import Message, Param
from workstation.domain.relapse import AnchoredSpan
from workstation.domain.relapse_class import RelapseClass
from workstation.domain.ternary import Ternary, all_of
from workstation.domain.values import Coded

_WORLDS_AT_MOST = 512
_NOTHING_STATED = frozenset({UnknownReason.MISSING, UnknownReason.NOT_FOUND})


def ask(rule: Rule, context: Context) -> Answer:
    """The answer of a rule. Facts with several possible values are tried one by one: the same answer whatever
    is true stands; else it is unknown for the reason the fact is (conflicting, imprecise)."""
    several = _several(rule, context)
    if not several or prod(len(fact.values) for fact in several) > _WORLDS_AT_MOST:
        return _ask(rule, context)
    answers = [_ask(rule, world) for world in _worlds(several, context)]
    first = several[0]
    why = Message("criteria.unknown.conflict", {"field": label(context.field(first.field_id))})
    return agreed(answers, first.unknown or UnknownReason.CONFLICTING, why)


def _several(rule: Rule, context: Context) -> tuple[Fact, ...]:
    found: dict[Key, Fact] = {}
    for atom in atoms(rule):
        if isinstance(atom, Leaf):
            for field_id in (atom.field_id, *atom.where, *((atom.latest_by,) if atom.latest_by else ())):
                for fact in context.facts_of(field_id):
                    if len(fact.values) > 1:
                        found[(fact.field_id, fact.group_id)] = fact
    return tuple(found.values())


def _worlds(several: Sequence[Fact], context: Context) -> Iterator[Context]:
    for values in product(*(fact.values for fact in several)):
        tried = {
            (fact.field_id, fact.group_id): Fact(
                fact.field_id, fact.group_id, (value,), None, fact.finding_ids
            )
            for fact, value in zip(several, values, strict=True)
        }
        yield context.with_facts(tried)


def _ask(rule: Rule, context: Context) -> Answer:
    match rule:
        case AllOf(parts):
            return both([_ask(part, context) for part in parts])
        case AnyOf(parts):
            return either([_ask(part, context) for part in parts])
        case Not(part):
            return opposite(_ask(part, context))
        case Open(reason):
            return unknown(reason, Message(f"criteria.unknown.open_{reason.value}"))
        case WithinMonths():
            return _ask_within(rule, context)
        case Defined():
            return _ask_defined(rule, context)
        case Leaf():
            return _ask_leaf(rule, context)


def _ask_leaf(leaf: Leaf, context: Context) -> Answer:
    if leaf.quantifier is Quantifier.ONE:
        return _beside(leaf, _ask_fact(leaf, context.fact(leaf.field_id), context), context)
    field = context.field(leaf.field_id)
    groups = context.groups(field.group or "")
    if not groups:
        return _missing(context, leaf.field_id, UnknownReason.MISSING)
    inside = [(group, _filter(leaf, group, context)) for group in groups]
    match leaf.quantifier:
        case Quantifier.ANY:
            return either([_ask_where(leaf, group, held, context) for group, held in inside])
        case Quantifier.ALL:
            return both([_ask_unless(leaf, group, held, context) for group, held in inside])
        case Quantifier.COUNT:
            return _ask_count(leaf, inside, context)
        case _:
            return _ask_latest(leaf, [group for group, held in inside if held is not Ternary.NO], context)


def _beside(leaf: Leaf, answer: Answer, context: Context) -> Answer:
    """Borderline when a field asked beside it gives the other answer."""
    for field_id in leaf.beside:
        other = ask(Leaf(field_id, leaf.test), context)
        if {answer.value, other.value} == {Ternary.YES, Ternary.NO}:
            return Answer(answer.value, answer.why, answer.reason, True, answer.mark)
    return answer


def _ask_fact(leaf: Leaf, fact: Fact, context: Context) -> Answer:
    field = context.field(fact.field_id)
    if len(fact.values) > 1:
        answers = [ask_value(leaf.test, value, field, context, leaf.max_age) for value in fact.values]
        why = Message("criteria.unknown.conflict", {"field": label(field)})
        return agreed(answers, fact.unknown or UnknownReason.CONFLICTING, why)
    if leaf.unless_stated and fact.unknown in _NOTHING_STATED:
        silent = Message("criteria.why.not_stated", {"field": label(field)})
        return Answer(Ternary.YES, silent, borderline=leaf.silence_borderline)
    if fact.unknown is not None:
        return _missing(context, fact.field_id, fact.unknown)
    return ask_value(leaf.test, fact.values[0], field, context, leaf.max_age)


def _missing(context: Context, field_id: str, reason: UnknownReason) -> Answer:
    why = Message(f"criteria.unknown.fact_{reason.value}", {"field": label(context.field(field_id))})
    return unknown(reason, why)


def _filter(leaf: Leaf, group: str, context: Context) -> Ternary:
    held = []
    for field_id, codes in leaf.where.items():
        asked = Leaf(field_id, InCodes(codes), Quantifier.ONE)
        held.append(_ask_fact(asked, context.fact(field_id, group), context).value)
    return all_of(held)


def _ask_where(leaf: Leaf, group: str, held: Ternary, context: Context) -> Answer:
    """Filter AND test."""
    answer = _ask_fact(leaf, context.fact(leaf.field_id, group), context)
    if held is Ternary.YES or answer.value is Ternary.NO:
        return answer
    return _filtered_out(leaf, Ternary.NO, held, context)


def _ask_unless(leaf: Leaf, group: str, held: Ternary, context: Context) -> Answer:
    """Test, unless the filter leaves the group out."""
    answer = _ask_fact(leaf, context.fact(leaf.field_id, group), context)
    if held is Ternary.YES or answer.value is Ternary.YES:
        return answer
    return _filtered_out(leaf, Ternary.YES, held, context)


def _filtered_out(leaf: Leaf, value: Ternary, held: Ternary, context: Context) -> Answer:
    filtered = next(iter(leaf.where))
    if held is Ternary.UNKNOWN:
        return _missing(context, filtered, UnknownReason.MISSING)
    return Answer(value, Message("criteria.why.none_such", {"field": label(context.field(filtered))}))


def _ask_count(leaf: Leaf, inside: Sequence[tuple[str, Ternary]], context: Context) -> Answer:
    values = [_ask_where(leaf, group, held, context) for group, held in inside]
    least = sum(answer.value is Ternary.YES for answer in values)
    most = least + sum(answer.value is Ternary.UNKNOWN for answer in values)
    operator, limit = leaf.count or (Operator.AT_LEAST, 1)
    held = {fulfils(operator, Decimal(number), Decimal(limit)) for number in range(least, most + 1)}
    why = Message("criteria.why.count", {"field": label(context.field(leaf.field_id)), "number": least})
    if len(held) == 1:
        return Answer(Ternary.of(held.pop()), why)
    return next(answer for answer in values if answer.value is Ternary.UNKNOWN)


def _ask_latest(leaf: Leaf, groups: Sequence[str], context: Context) -> Answer:
    """The answer of the latest group; when dates overlap, of every group that may be the latest."""
    if not groups:
        return _missing(context, leaf.field_id, UnknownReason.MISSING)
    order = leaf.latest_by or leaf.field_id
    possible = _may_be_latest({group: _day(context.fact(order, group)) for group in groups})
    answers = [_ask_fact(leaf, context.fact(leaf.field_id, group), context) for group in possible]
    why = Message("criteria.unknown.latest", {"field": label(context.field(order))})
    return agreed(answers, UnknownReason.DATE_IMPRECISE, why)


def _day(fact: Fact) -> ClinicalDate | None:
    value = fact.value
    return value if isinstance(value, ClinicalDate) and value.is_known else None


def _may_be_latest(days: dict[str, ClinicalDate | None]) -> list[str]:
    hulls = {group: day.hull for group, day in days.items() if day is not None}
    floor = max((hull.earliest for hull in hulls.values() if hull is not None), default=None)
    chosen = []
    for group in days:
        hull = hulls.get(group)
        if hull is None or floor is None or hull.latest >= floor:
            chosen.append(group)
    return chosen


def _ask_within(rule: WithinMonths, context: Context) -> Answer:
    if rule in context.answers:
        return _assumed(context.answers[rule])
    timing = context.facts.timing
    if _has_no_relapse(context):
        return Answer(Ternary.NO, Message("criteria.why.no_relapse"))
    shown = [span for span in timing.spans if span.anchor in (rule.anchor, *rule.beside)]
    main = next((span for span in shown if span.anchor is rule.anchor), None)
    if main is None:
        why = timing.needs or Message("criteria.unknown.no_relapse_date")
        return unknown(_reason(rule, context, UnknownReason.MISSING), why)
    return _ask_span(rule, main, shown, context)


def _has_no_relapse(context: Context) -> bool:
    """Still on first line, or in a remission that a document states for the most recent line. That nobody has
    recorded a relapse is no evidence that there is none."""
    if context.facts.timing.event_id is not None:
        return False
    classes = set(context.facts.timing.classes)
    if classes == {RelapseClass.ON_FIRST_LINE}:
        return True
    latest = context.fact("response_to_latest_line").value
    in_remission = isinstance(latest, Coded) and latest.code == "cr"
    return in_remission and classes == {RelapseClass.IN_REMISSION}


def _ask_span(
    rule: WithinMonths, main: AnchoredSpan, shown: Sequence[AnchoredSpan], context: Context
) -> Answer:
    held = {id(span): within_months(span.start, span.event, rule.months) for span in shown}
    answer = held[id(main)]
    if answer is Ternary.UNKNOWN:
        why = main.needs or Message("criteria.unknown.straddles", {"months": rule.months})
        reason = _reason(rule, context, UnknownReason.DATE_IMPRECISE)
        return unknown(reason, why, borderline=True)
    ordered = [main, *(span for span in shown if span is not main)]
    lines = [_span_shown(span, held[id(span)], rule.months, span is main) for span in ordered]
    unproven = rule.biopsied and answer is Ternary.YES and main.event_date is not EventDate.BIOPSY
    if unproven:
        lines.append(Message("criteria.why.not_biopsied"))
    doubtful = unproven or answer.not_() in held.values() or _on_the_limit(rule, main)
    return Answer(answer, joined("criteria.join.comma", lines), borderline=doubtful)


def _span_shown(span: AnchoredSpan, held: Ternary, months: int, leads: bool) -> Message:
    """One anchor with its dates, and on which side of the limit it lies."""
    params: dict[str, Param] = {
        "anchor": Message(f"criteria.anchor.{span.anchor.value}"),
        "start": span.start,
        "event": span.event,
        "months": months,
    }
    kind = "span" if leads else "beside"
    return Message(f"criteria.why.{kind}_{held.value}", params)


def _on_the_limit(rule: WithinMonths, span: AnchoredSpan) -> bool:
    if not (span.start.is_exact and span.event.is_exact):
        return False
    start, event = span.start.alternatives[0].earliest, span.event.alternatives[0].earliest
    return add_months(start, rule.months) == event


def _ask_defined(rule: Defined, context: Context) -> Answer:
    if rule in context.answers:
        return _assumed(context.answers[rule])
    reading = context.facts.timing.reading(rule.definition)
    if reading is None:
        why = context.facts.timing.needs or Message("criteria.unknown.no_response")
        return unknown(_reason(rule, context, UnknownReason.MISSING), why)
    mark = Mark(reading.mark) if reading.mark in set(Mark) else None
    if reading.answer is not Ternary.UNKNOWN:
        return Answer(reading.answer, reading.reason, borderline=reading.borderline, mark=mark)
    derived = context.fact("refractory_to_first_line", rule.definition).unknown
    reason = _reason(rule, context, derived or UnknownReason.MISSING)
    return unknown(reason, reading.needs or reading.reason, borderline=reading.borderline)


def _assumed(answer: Ternary) -> Answer:
    if answer is Ternary.UNKNOWN:
        return unknown(UnknownReason.MISSING, Message("criteria.why.assumed"))
    return Answer(answer, Message("criteria.why.assumed"))


def _reason(rule: Rule, context: Context, default: UnknownReason) -> UnknownReason:
    """CONFLICTING when documents disagree about a fact the rule asks; else the given reason."""
    reasons = {fact.unknown for field_id in fields_of(rule) for fact in context.facts_of(field_id)}
    return UnknownReason.CONFLICTING if UnknownReason.CONFLICTING in reasons else default
