"""The fewest missing facts with which a set could say yes: exact, over the small trees of its criteria."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from workstation.criteria.asking import ask
from workstation.criteria.context import Context, Key
from workstation.criteria.criteria_set import CriteriaSet, Criterion
from workstation.criteria.explain import NO_FACT_HELPS
from workstation.criteria.rules import AllOf, AnyOf, Defined, InCodes, Leaf, Not, Open, Rule, WithinMonths
from workstation.criteria.value_tests import label
from workstation.criteria.verdicts import Layer
from workstation.domain.dates import ClinicalDate
from workstation.domain.facts import CaseFacts, Fact, UnknownReason
from workstation.domain.fields import FieldDictionary
from workstation.domain.lexicon import Lexicon
from workstation.domain.messages import Message
from workstation.domain.ternary import Ternary

_WAYS_AT_MOST = 200
_INPUTS = {"creatinine_clearance": ("creatinine", "weight")}
"""What a referrer is asked for in place of a value that is computed."""

Need = tuple[Key, frozenset[str] | None]
"""A fact that is needed, and the codes it may have (None = any)."""
Way = dict[Key, frozenset[str] | None]
"""Facts that together could make a rule true."""


@dataclass(frozen=True)
class MissingFact:
    """A fact to ask for. `wanted` says what of it is missing; `decides`: the criteria it is needed for."""

    field_id: str
    group_id: str | None
    reason: UnknownReason
    wanted: Message
    decides: tuple[str, ...]


@dataclass(frozen=True)
class MissingPlan:
    """`possible`: facts alone could still make the label say yes. `label` are the fewest facts for that;
    `rest` are the fewest further facts for the other layers, the most deciding first."""

    set_id: str
    possible: bool
    label: tuple[MissingFact, ...]
    rest: tuple[MissingFact, ...]

    @property
    def facts(self) -> tuple[MissingFact, ...]:
        return (*self.label, *self.rest)


def fewest_missing(
    criteria_set: CriteriaSet, facts: CaseFacts, dictionary: FieldDictionary, lexicon: Lexicon
) -> MissingPlan:
    """What to ask the referrer for, for this set."""
    return plan(criteria_set, Context.of(facts, dictionary, lexicon))


def plan(criteria_set: CriteriaSet, context: Context) -> MissingPlan:
    """As `fewest_missing`, of a context."""
    leading = criteria_set.in_layer(Layer.LABEL)
    label_ways = _all([ways_to(criterion.rule, context) for criterion in leading])
    chosen = _fewest(label_ways, context) if label_ways else {}
    rest = [criterion for criterion in criteria_set.criteria if criterion.layer is not Layer.LABEL]
    further = _further(rest, chosen, context)
    return MissingPlan(
        criteria_set.id,
        bool(label_ways),
        _facts(chosen, criteria_set.criteria, context),
        _facts(further, criteria_set.criteria, context),
    )


def ways_to(rule: Rule, context: Context, wanted: Ternary = Ternary.YES) -> tuple[Way, ...]:
    """Every smallest set of facts that could give the rule the wanted answer: () when no fact could, ({},) when
    it has that answer already."""
    answer = ask(rule, context)
    if answer.value is wanted:
        return ({},)
    if isinstance(rule, Not):
        return ways_to(rule.part, context, wanted.not_())
    if isinstance(rule, AllOf | AnyOf):
        parts = [ways_to(part, context, wanted) for part in rule.parts]
        together = isinstance(rule, AllOf) is (wanted is Ternary.YES)
        return _all(parts) if together else _smallest([way for ways in parts for way in ways])
    if answer.value is not Ternary.UNKNOWN or answer.reason in NO_FACT_HELPS or isinstance(rule, Open):
        return ()
    way = dict(_open_needs(rule, context, wanted))
    return (way,) if way else ()


def _open_needs(rule: Leaf | WithinMonths | Defined, context: Context, wanted: Ternary) -> list[Need]:
    if isinstance(rule, WithinMonths | Defined):
        return [(key, None) for key in asked_keys(rule, context)]
    return [(key, _allowed(rule, context, wanted)) for key in _open_keys(rule, context)]


def _allowed(leaf: Leaf, context: Context, wanted: Ternary) -> frozenset[str] | None:
    """The codes that give the leaf the wanted answer; None = not a matter of codes."""
    if not isinstance(leaf.test, InCodes):
        return None
    if wanted is Ternary.YES:
        return leaf.test.codes
    vocabulary = context.field(leaf.field_id).vocabulary
    others = {term.code for term in vocabulary} - leaf.test.codes - set(leaf.test.unknown)
    return frozenset(others) if vocabulary else None


def _open_keys(leaf: Leaf, context: Context) -> list[Key]:
    asked = context.facts_of(leaf.field_id)
    unknown = [fact for fact in asked if not fact.is_known]
    return [(fact.field_id, fact.group_id) for fact in unknown or asked]


def asked_keys(rule: WithinMonths | Defined, context: Context) -> list[Key]:
    """The facts a timing rule lacks: of each choice that has no exact answer, the best field."""
    lacking: list[Key] = []
    open_keys: list[Key] = []
    for choice in rule.asks:
        for group in _groups(choice[0], context):
            facts = [context.fact(field_id, group) for field_id in choice]
            written = next((fact for fact in facts if fact.values), facts[0])
            open_keys.append((written.field_id, group))
            if not any(_is_exact(fact) for fact in facts):
                lacking.append((written.field_id, group))
    return lacking or open_keys


def _is_exact(fact: Fact) -> bool:
    value = fact.value
    return value.is_exact if isinstance(value, ClinicalDate) else value is not None


def _groups(field_id: str, context: Context) -> Sequence[str | None]:
    """The groups a timing rule looks at: the episodes of the first line, or every group of another kind."""
    kind = context.field(field_id).group
    lines = context.facts.lines.lines
    if kind == "episode" and lines and lines[0].counted_ids:
        return lines[0].counted_ids[-1:]
    return context.groups(kind) or (None,) if kind else (None,)


def _all(parts: Sequence[tuple[Way, ...]]) -> tuple[Way, ...]:
    """Every way to make all parts true: unions whose demands on one fact fit together."""
    return reduce(_both, parts, ({},))


def _both(one: tuple[Way, ...], other: tuple[Way, ...]) -> tuple[Way, ...]:
    unions = (_union(first, second) for first in one for second in other)
    return _smallest([union for union in unions if union is not None])


def _union(one: Way, other: Way) -> Way | None:
    union = dict(one)
    for key, codes in other.items():
        had = union.get(key) if key in union else codes
        both = had if codes is None else codes if had is None else had & codes
        if both is not None and not both:
            return None
        union[key] = both
    return union


def _smallest(ways: Sequence[Way]) -> tuple[Way, ...]:
    """Without those that need more facts than another and allow no other codes."""
    kept: list[Way] = []
    for way in sorted(ways, key=len):
        if not any(_covers(smaller, way) for smaller in kept):
            kept.append(way)
    return tuple(kept[:_WAYS_AT_MOST])


def _covers(smaller: Way, larger: Way) -> bool:
    return all(
        key in larger and (codes is None or (larger[key] is not None and larger[key] == codes))
        for key, codes in smaller.items()
    )


def _fewest(ways: Sequence[Way], context: Context) -> Way:
    """The shortest way; of two alike the one that asks for what a document states, not for what is computed."""
    return min(ways, key=lambda way: (len(way), _computed(way, context), sorted(map(str, way))))


def _computed(way: Way, context: Context) -> int:
    return sum(context.field(field_id).derived for field_id, _ in way)


def _further(criteria: Sequence[Criterion], have: Way, context: Context) -> Way:
    """For each open criterion of the other layers, the fewest facts beyond those already asked for."""
    asked: Way = dict(have)
    for criterion in criteria:
        ways = ways_to(criterion.rule, context)
        if ways:
            fewest = [(len(way.keys() - asked.keys()), _computed(way, context), way) for way in ways]
            best = min(fewest, key=lambda each: (each[0], each[1], sorted(map(str, each[2]))))[2]
            asked.update(dict.fromkeys(best.keys() - asked.keys()))
    return {key: codes for key, codes in asked.items() if key not in have}


def _facts(way: Way, criteria: Sequence[Criterion], context: Context) -> tuple[MissingFact, ...]:
    ways = {criterion.id: ways_to(criterion.rule, context) for criterion in criteria} if way else {}
    asked = [_missing(key, criteria, ways, context) for key in way]
    found = _merged([part for fact in asked for part in _inputs(fact, context)])
    return tuple(sorted(found, key=lambda fact: (-len(fact.decides), fact.field_id, fact.group_id or "")))


def _inputs(fact: MissingFact, context: Context) -> list[MissingFact]:
    """The unknown inputs of a computed value; the value itself when none is known to be missing."""
    made = []
    for name in _INPUTS.get(fact.field_id, ()):
        reason = context.fact(name).unknown
        if reason is not None:
            wanted = Message(f"criteria.missing.{reason.value}", {"field": label(context.field(name))})
            made.append(MissingFact(name, None, reason, wanted, fact.decides))
    return made or [fact]


def _merged(facts: Sequence[MissingFact]) -> list[MissingFact]:
    """Each fact once, with all it decides."""
    merged: dict[Key, MissingFact] = {}
    for fact in facts:
        key = (fact.field_id, fact.group_id)
        had = merged.get(key)
        decides = fact.decides if had is None else tuple(dict.fromkeys((*had.decides, *fact.decides)))
        merged[key] = replace(fact, decides=decides)
    return list(merged.values())


def _missing(
    key: Key, criteria: Sequence[Criterion], ways: Mapping[str, tuple[Way, ...]], context: Context
) -> MissingFact:
    fact = context.fact(*key)
    touched = [criterion for criterion in criteria if any(key in way for way in ways[criterion.id])]
    decides = tuple(criterion.id for criterion in touched)
    reason = fact.unknown or _why_open(key, touched, context)
    field = context.field(key[0])
    how = "derived" if field.derived else reason.value
    wanted = Message(f"criteria.missing.{how}", {"field": label(field)})
    return MissingFact(key[0], key[1], reason, wanted, decides)


def _why_open(key: Key, touched: Sequence[Criterion], context: Context) -> UnknownReason:
    """Why a fact that has a value answers nothing: too old, unit missing, imprecise …"""
    value = context.fact(*key).value
    if isinstance(value, ClinicalDate) and not value.is_exact:
        return UnknownReason.DATE_IMPRECISE
    if touched:
        return ask(touched[0].rule, context).reason or UnknownReason.NOT_SPECIFIED
    return UnknownReason.NOT_SPECIFIED
