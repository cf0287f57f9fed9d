"""The sentence of a criterion, made from its rule, so that prose and logic cannot drift apart."""

from collections.abc import Sequence

from workstation.criteria.context import Context
from workstation.criteria.joining import join, joined
from workstation.criteria.rules import (
    Age,
    AllOf,
    AnyOf,
    Compared,
    Defined,
    Fresh,
    InCodes,
    Leaf,
    MonthsAgo,
    Not,
    Open,
    Operator,
    Quantifier,
    Rule,
    Stated,
    Undetectable,
    WithinMonths,
)
from workstation.criteria.value_tests import code_label, label
from workstation.domain.fields import Field
from workstation.domain.messages import Label, Message, Param

SIGNS = {
    Operator.LESS: "<",
    Operator.AT_MOST: "≤",
    Operator.EQUAL: "=",
    Operator.AT_LEAST: "≥",
    Operator.MORE: ">",
}
_SHOWN_UNITS = {"10^9/L": "×10⁹/L", "umol/L": "µmol/L"}
_OPPOSITES = {
    Operator.LESS: Operator.AT_LEAST,
    Operator.AT_MOST: Operator.MORE,
    Operator.AT_LEAST: Operator.LESS,
    Operator.MORE: Operator.AT_MOST,
}


_NAMES = frozenset({"Deauville", "Karnofsky", "Ann", "Epstein"})
"""First words of field labels that keep their capital inside a sentence."""


def sentence(rule: Rule, context: Context, inside: bool = False) -> Message:
    """What must be true, in words. `inside`: it stands within another sentence and begins small."""
    match rule:
        case AllOf(parts):
            return _joined("criteria.rule.all", parts, context, inside)
        case AnyOf(parts):
            return _joined("criteria.rule.any", parts, context, inside)
        case Not(part):
            return _begun("criteria.rule.not", {"inner": sentence(part, context, inside=True)}, inside)
        case Open(reason):
            return _begun(f"criteria.rule.open_{reason.value}", {}, inside)
        case Defined(definition):
            return _begun("criteria.rule.defined", {"definition": definition}, inside)
        case WithinMonths():
            return _within(rule, inside)
        case Leaf():
            return _leaf(rule, context, inside)


def _begun(message_id: str, params: dict[str, Param], inside: bool) -> Message:
    return Message(f"{message_id}_inside" if inside else message_id, params)


def _within(rule: WithinMonths, inside: bool) -> Message:
    named = Message(f"criteria.anchor.{rule.anchor.value}")
    made = _begun("criteria.rule.within", {"months": rule.months, "anchor": named}, inside)
    return Message("criteria.rule.biopsied", {"inner": made}) if rule.biopsied else made


def _name(field: Field, inside: bool) -> Label:
    """The label of the field; inside a sentence it begins small, unless its first word is a name or letters."""
    named = label(field)
    first = named.en.split()[0]
    if not inside or first in _NAMES or not first[1:2].islower():
        return named
    return Label(named.en[0].lower() + named.en[1:], named.zh)


def codes_sentence(field: Field, codes: Sequence[str], context: Context, inside: bool = False) -> Message:
    """The field has one of the codes."""
    named = _listed([code_label(field, code, context) for code in codes])
    return Message("criteria.rule.codes", {"field": _name(field, inside), "codes": named})


def _listed(names: Sequence[Label]) -> Param:
    """A, B or C; with semicolons where a name has a comma of its own."""
    sign = "_semicolon" if any(set(name.en + name.zh) & set(",，、") for name in names) else ""
    last = join(f"criteria.join.or{sign}", names[-2:])
    return join(f"criteria.join.list{sign}", [*names[:-2], last])


def turned(test: Compared) -> Compared | None:
    """The comparison that holds exactly when this one does not; None when there is no single one."""
    opposite = _OPPOSITES.get(test.operator)
    if opposite is None:
        return None
    return Compared(opposite, test.value, test.unit, test.upper_limits, test.unsupported, test.near)


def compared_sentence(field: Field, test: Compared, inside: bool = False) -> Message:
    """The comparison alone, without age and support."""
    params: dict[str, Param] = {
        "field": _name(field, inside),
        "sign": SIGNS[test.operator],
        "value": f"{test.value.normalize():f}",
    }
    if test.upper_limits:
        return Message("criteria.rule.upper_limits", params)
    if test.unit is None:
        return Message("criteria.rule.counted", params)
    return Message("criteria.rule.compared", {**params, "unit": _SHOWN_UNITS.get(test.unit, test.unit)})


def _joined(message_id: str, parts: Sequence[Rule], context: Context, inside: bool) -> Message:
    return joined(
        message_id, [_nested(part, context, inside or place > 0) for place, part in enumerate(parts)]
    )


def _nested(rule: Rule, context: Context, inside: bool) -> Message:
    inner = sentence(rule, context, inside)
    grouped = isinstance(rule, AllOf | AnyOf) and len(rule.parts) > 1
    return Message("criteria.rule.group", {"inner": inner}) if grouped else inner


def _leaf(leaf: Leaf, context: Context, inside: bool) -> Message:
    field = context.field(leaf.field_id)
    inner = _test(leaf, field, context, inside or leaf.quantifier is not Quantifier.ONE)
    if isinstance(leaf.test, Compared) and leaf.test.unsupported:
        inner = Message("criteria.rule.unsupported", {"inner": inner})
    if leaf.max_age is not None:
        inner = _aged("criteria.rule.max_age", {"inner": inner}, leaf.max_age)
    if leaf.unless_stated:
        inner = Message("criteria.rule.unless_stated", {"inner": inner})
    for name, codes in leaf.where.items():
        chosen = codes_sentence(context.field(name), sorted(codes), context, inside=True)
        inner = Message("criteria.rule.where", {"inner": inner, "filter": chosen})
    return _quantified(leaf, inner, inside)


def _test(leaf: Leaf, field: Field, context: Context, inside: bool) -> Message:
    name = _name(field, inside)
    match leaf.test:
        case InCodes(codes):
            return codes_sentence(field, _in_order(field, codes), context, inside)
        case Compared():
            return compared_sentence(field, leaf.test, inside)
        case Undetectable():
            return Message("criteria.rule.undetectable", {"field": name})
        case MonthsAgo(months):
            return Message("criteria.rule.months_ago", {"field": name, "months": months})
        case Fresh(age):
            return _aged("criteria.rule.fresh", {"field": name}, age)
        case Stated():
            return Message("criteria.rule.stated", {"field": name})


def _aged(message_id: str, params: dict[str, Param], age: Age) -> Message:
    if age.days is not None:
        return Message(f"{message_id}_days", {**params, "days": age.days})
    return Message(f"{message_id}_months", {**params, "months": age.months or 0})


def _in_order(field: Field, codes: frozenset[str]) -> list[str]:
    """The codes in the order of the vocabulary, then by name."""
    order = {term.code: place for place, term in enumerate(field.vocabulary)}
    return sorted(codes, key=lambda code: (order.get(code, len(order)), code))


def _quantified(leaf: Leaf, inner: Message, inside: bool) -> Message:
    if leaf.quantifier is Quantifier.ONE:
        return inner
    if leaf.quantifier is Quantifier.COUNT and leaf.count is not None:
        sign, number = SIGNS[leaf.count[0]], leaf.count[1]
        return _begun("criteria.rule.count", {"inner": inner, "sign": sign, "number": number}, inside)
    return _begun(f"criteria.rule.{leaf.quantifier.value}_of", {"inner": inner}, inside)
