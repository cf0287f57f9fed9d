"""Tests of one value: codes, numbers with units and limits, viral loads, dates and ages."""

from datetime import date
from decimal import Decimal

from workstation.criteria.answers import Answer, unknown
from workstation.criteria.rules import Age, Compared, Fresh, InCodes, MonthsAgo, Operator, Test, Undetectable
from workstation.domain.dates import ClinicalDate, DateInterval, add_months, within_days, within_months
from workstation.domain.facts import UnknownReason
from workstation.domain.fields import Field
from workstation.domain.messages import Label, Message, Param
from workstation.domain.ternary import Ternary
from workstation.domain.values import Coded, Count, Quantity, Value

_SUPPORTED_BY_NOTHING = ("none", "room_air")
_ABOUT = Decimal("0.1")


def ask_value(test: Test, value: Value, field: Field, as_of: date, max_age: Age | None) -> Answer:
    """What one value answers. A value too old, or of unknown age, answers nothing; nor does one whose unit
    does not fit, whose upper limit is missing, or that was held up when an unsupported one is asked."""
    if max_age is not None:
        aged = _ask_age(max_age, _date_of(value), field, as_of)
        if aged.value is not Ternary.YES:
            return aged
    match test:
        case InCodes():
            return _ask_codes(test, value, field)
        case Compared():
            return _ask_number(test, value, field)
        case Undetectable():
            return _ask_undetectable(value, field)
        case MonthsAgo():
            return _ask_months_ago(test, value, field, as_of)
        case Fresh():
            return _ask_age(test.age, _date_of(value), field, as_of)


def label(field: Field) -> Label:
    return Label(field.en, field.zh)


def term(field: Field, code: str) -> Label | None:
    """The label of a code of the field's own vocabulary."""
    found = field.term(code)
    return None if found is None else Label(found.en, found.zh)


def shown(value: Value, field: Field) -> Param:
    """A value as a message parameter."""
    match value:
        case Coded():
            return (term(field, value.code) if value.code else None) or value.text or str(value.code)
        case Count():
            return value.number
        case Quantity():
            return value.raw or f"{value.comparator}{value.number} {value.unit}".strip()
        case ClinicalDate():
            return value
        case _:
            return str(getattr(value, "text", ""))


def fulfils(operator: Operator, number: Decimal, limit: Decimal) -> bool:
    """Whether the number fulfils the operator."""
    match operator:
        case Operator.LESS:
            return number < limit
        case Operator.AT_MOST:
            return number <= limit
        case Operator.EQUAL:
            return number == limit
        case Operator.AT_LEAST:
            return number >= limit
        case Operator.MORE:
            return number > limit


def _why(field: Field, value: Value) -> Message:
    return Message("criteria.why.value", {"field": label(field), "value": shown(value, field)})


def _cannot(reason: UnknownReason, message_id: str, field: Field, value: Value) -> Answer:
    return unknown(reason, Message(message_id, {"field": label(field), "value": shown(value, field)}))


def _ask_codes(test: InCodes, value: Value, field: Field) -> Answer:
    if not isinstance(value, Coded) or value.code is None:
        return _cannot(UnknownReason.AMBIGUOUS_TERM, "criteria.unknown.free_text", field, value)
    code = value.code
    if code in test.unknown:
        reason = test.unknown[code]
        return _cannot(reason, f"criteria.unknown.code_{reason.value}", field, value)
    held = Ternary.of(code in test.codes)
    return Answer(held, _why(field, value), borderline=code in test.borderline, mark=test.marks.get(code))


def _ask_number(test: Compared, value: Value, field: Field) -> Answer:
    if isinstance(value, Count):
        held = fulfils(test.operator, Decimal(value.number), test.value)
        return Answer(Ternary.of(held), _why(field, value))
    if not isinstance(value, Quantity):
        return _cannot(UnknownReason.AMBIGUOUS_TERM, "criteria.unknown.free_text", field, value)
    if test.unsupported and value.support is not None and value.support not in _SUPPORTED_BY_NOTHING:
        return _cannot(UnknownReason.NOT_SPECIFIED, "criteria.unknown.supported", field, value)
    factor = _factor(test, value, field)
    if factor is None:
        missing = "criteria.unknown.upper_limit" if test.upper_limits else "criteria.unknown.unit"
        return _cannot(UnknownReason.UNIT_MISSING, missing, field, value)
    return _compare(test, value, field, factor)


def _factor(test: Compared, value: Quantity, field: Field) -> Decimal | None:
    """What the number is multiplied with to stand in the unit of the limit."""
    if test.upper_limits:
        return 1 / value.upper_limit if value.upper_limit else None
    found = field.find_unit(value.unit) if value.unit else None
    return None if found is None else found.factor


def _compare(test: Compared, value: Quantity, field: Field, factor: Decimal) -> Answer:
    number = value.number * factor
    held = _held(test.operator, value.comparator, number, test.value)
    near = test.near is not None and abs(number - test.value) <= test.near
    if held is Ternary.UNKNOWN:
        return unknown(UnknownReason.NOT_SPECIFIED, _inexact(field, value), borderline=near)
    return Answer(held, _why(field, value), borderline=near)


def _inexact(field: Field, value: Quantity) -> Message:
    return Message("criteria.unknown.inexact", {"field": label(field), "value": shown(value, field)})


def _held(operator: Operator, comparator: str, number: Decimal, limit: Decimal) -> Ternary:
    """Whether the operator holds for every number a reported "<", ">" or "about" leaves possible."""
    if comparator == "":
        return Ternary.of(fulfils(operator, number, limit))
    if comparator == "~":
        ends = [number * (1 - _ABOUT), number * (1 + _ABOUT)]
        held = {fulfils(operator, end, limit) for end in ends}
        crossed = operator is Operator.EQUAL or len(held) > 1
        return Ternary.UNKNOWN if crossed else Ternary.of(held.pop())
    below, strict = comparator[0] == "<", comparator in ("<", ">")
    return _held_on_side(operator, number, limit, below, strict)


def _held_on_side(operator: Operator, number: Decimal, limit: Decimal, below: bool, strict: bool) -> Ternary:
    wants_below = operator in (Operator.LESS, Operator.AT_MOST)
    if operator is Operator.EQUAL:
        outside = number < limit if below else number > limit
        return Ternary.NO if outside or (strict and number == limit) else Ternary.UNKNOWN
    if below == wants_below:
        sure = fulfils(operator, number, limit) or (strict and number == limit)
        return Ternary.YES if sure else Ternary.UNKNOWN
    opposite_edge = number < limit if below else number > limit
    edge = number == limit and (strict or operator in (Operator.LESS, Operator.MORE))
    return Ternary.NO if opposite_edge or edge else Ternary.UNKNOWN


def _ask_undetectable(value: Value, field: Field) -> Answer:
    if not isinstance(value, Quantity):
        return _cannot(UnknownReason.AMBIGUOUS_TERM, "criteria.unknown.free_text", field, value)
    below = value.comparator in ("<", "<=") or value.number == 0
    return Answer(Ternary.of(below), _why(field, value))


def _ask_months_ago(test: MonthsAgo, value: Value, field: Field, as_of: date) -> Answer:
    if not isinstance(value, ClinicalDate) or not value.is_known:
        return unknown(
            UnknownReason.DATE_IMPRECISE, Message("criteria.unknown.no_day", {"field": label(field)})
        )
    limit = add_months(as_of, -test.months)
    held = {interval.latest <= limit for interval in value.alternatives}
    started = {interval.earliest <= limit for interval in value.alternatives}
    if held | started == {True}:
        return Answer(Ternary.YES, _why(field, value))
    if held | started == {False}:
        return Answer(Ternary.NO, _why(field, value))
    why = Message("criteria.unknown.date", {"field": label(field), "value": value})
    return unknown(UnknownReason.DATE_IMPRECISE, why, borderline=True)


def _date_of(value: Value) -> ClinicalDate | None:
    if isinstance(value, ClinicalDate):
        return value
    return value.date if isinstance(value, Coded | Quantity) else None


def _ask_age(age: Age, day: ClinicalDate | None, field: Field, as_of: date) -> Answer:
    named: dict[str, Param] = {"field": label(field)}
    known = None if day is None else _until(day, as_of)
    if known is None:
        return unknown(
            UnknownReason.DATE_IMPRECISE, Message("criteria.unknown.no_date", {**named, "value": ""})
        )
    named["value"] = known
    now = ClinicalDate.of_day(as_of)
    fresh = _is_within(age, known, now)
    if fresh is Ternary.YES:
        return Answer(Ternary.YES, Message("criteria.why.fresh", named))
    if fresh is Ternary.NO:
        return unknown(UnknownReason.TOO_OLD, Message("criteria.unknown.too_old", named))
    return unknown(UnknownReason.DATE_IMPRECISE, Message("criteria.unknown.date", named))


def _is_within(age: Age, known: ClinicalDate, now: ClinicalDate) -> Ternary:
    if age.days is not None:
        return within_days(known, now, age.days)
    return within_months(known, now, age.months or 0)


def _until(day: ClinicalDate, as_of: date) -> ClinicalDate | None:
    """The days of the date that are not after the as-of day; None when there is none."""
    intervals = tuple(
        DateInterval(interval.earliest, min(interval.latest, as_of))
        for interval in day.alternatives
        if interval.earliest <= as_of
    )
    return ClinicalDate(day.raw, intervals, day.precision) if intervals else None
