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


def sentence(rule: Rule, context: Context) -> Message:
    """What must be true, in words."""
    match rule:
        case AllOf(parts):
            return _joined("criteria.rule.all", parts, context)
        case AnyOf(parts):
            return _joined("criteria.rule.any", parts, context)
        case Not(part):
            return Message("criteria.rule.not", {"inner": sentence(part, context)})
        case Open(reason):
            return Message(f"criteria.rule.open_{reason.value}")
        case Defined(definition):
            return Message("criteria.rule.defined", {"definition": definition})
        case WithinMonths(anchor, months):
            named = Message(f"criteria.anchor.{anchor.value}")
            return Message("criteria.rule.within", {"months": months, "anchor": named})
        case Leaf():
            return _leaf(rule, context)


def codes_sentence(field: Field, codes: Sequence[str], context: Context) -> Message:
    """The field has one of the codes."""
    named = _listed([code_label(field, code, context) for code in codes])
    return Message("criteria.rule.codes", {"field": label(field), "codes": named})


def _listed(names: Sequence[Label]) -> Param:
    """A, B or C."""
    return join("criteria.join.list", [*names[:-2], join("criteria.join.or", names[-2:])])


def turned(test: Compared) -> Compared | None:
    """The comparison that holds exactly when this one does not; None when there is no single one."""
    opposite = _OPPOSITES.get(test.operator)
    if opposite is None:
        return None
    return Compared(opposite, test.value, test.unit, test.upper_limits, test.unsupported, test.near)


def compared_sentence(field: Field, test: Compared) -> Message:
    """The comparison alone, without age and support."""
    params: dict[str, Param] = {
        "field": label(field),
        "sign": SIGNS[test.operator],
        "value": f"{test.value.normalize():f}",
    }
    if test.upper_limits:
        return Message("criteria.rule.upper_limits", params)
    if test.unit is None:
        return Message("criteria.rule.counted", params)
    return Message("criteria.rule.compared", {**params, "unit": _SHOWN_UNITS.get(test.unit, test.unit)})


def _joined(message_id: str, parts: Sequence[Rule], context: Context) -> Message:
    return joined(message_id, [_nested(part, context) for part in parts])


def _nested(rule: Rule, context: Context) -> Message:
    inner = sentence(rule, context)
    grouped = isinstance(rule, AllOf | AnyOf) and len(rule.parts) > 1
    return Message("criteria.rule.group", {"inner": inner}) if grouped else inner


def _leaf(leaf: Leaf, context: Context) -> Message:
    field = context.field(leaf.field_id)
    inner = _test(leaf, field, context)
    if isinstance(leaf.test, Compared) and leaf.test.unsupported:
        inner = Message("criteria.rule.unsupported", {"inner": inner})
    if leaf.max_age is not None:
        inner = _aged("criteria.rule.max_age", {"inner": inner}, leaf.max_age)
    if leaf.unless_stated:
        inner = Message("criteria.rule.unless_stated", {"inner": inner})
    for name, codes in leaf.where.items():
        chosen = codes_sentence(context.field(name), sorted(codes), context)
        inner = Message("criteria.rule.where", {"inner": inner, "filter": chosen})
    return _quantified(leaf, inner)


def _test(leaf: Leaf, field: Field, context: Context) -> Message:
    match leaf.test:
        case InCodes(codes):
            return codes_sentence(field, _in_order(field, codes), context)
        case Compared():
            return compared_sentence(field, leaf.test)
        case Undetectable():
            return Message("criteria.rule.undetectable", {"field": label(field)})
        case MonthsAgo(months):
            return Message("criteria.rule.months_ago", {"field": label(field), "months": months})
        case Fresh(age):
            return _aged("criteria.rule.fresh", {"field": label(field)}, age)
        case Stated():
            return Message("criteria.rule.stated", {"field": label(field)})


def _aged(message_id: str, params: dict[str, Param], age: Age) -> Message:
    if age.days is not None:
        return Message(f"{message_id}_days", {**params, "days": age.days})
    return Message(f"{message_id}_months", {**params, "months": age.months or 0})


def _in_order(field: Field, codes: frozenset[str]) -> list[str]:
    """The codes in the order of the vocabulary, then by name."""
    order = {term.code: place for place, term in enumerate(field.vocabulary)}
    return sorted(codes, key=lambda code: (order.get(code, len(order)), code))


def _quantified(leaf: Leaf, inner: Message) -> Message:
    if leaf.quantifier is Quantifier.ONE:
        return inner
    if leaf.quantifier is Quantifier.COUNT and leaf.count is not None:
        sign, number = SIGNS[leaf.count[0]], leaf.count[1]
        return Message("criteria.rule.count", {"inner": inner, "sign": sign, "number": number})
    return Message(f"criteria.rule.{leaf.quantifier.value}_of", {"inner": inner})
