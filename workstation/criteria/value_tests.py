"""Tests of one value: codes, numbers with units and limits, viral loads, dates and ages."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from workstation.criteria.answers import Answer, unknown
from workstation.criteria.context import Context
from workstation.criteria.rules import (
    Age,
    Compared,
    Fresh,
    InCodes,
    Mark,
    MonthsAgo,
    Operator,
    Stated,
    Test,
    Undetectable,
)
from workstation.domain.dates import ClinicalDate, DateInterval, add_months, within_days, within_months
from workstation.domain.facts import UnknownReason
from workstation.domain.fields import Field
from workstation.domain.messages import Label, Message, Param
from workstation.domain.ternary import Ternary
from workstation.domain.values import Coded, Count, Quantity, Value

_SUPPORTED_BY_NOTHING = ("none", "room_air")
_ABOUT = Decimal("0.1")
_NOT_DETECTED = "not_detected"


def ask_value(test: Test, value: Value, field: Field, context: Context, max_age: Age | None) -> Answer:
    """What one value answers. A value too old, or of unknown age, answers nothing; nor does one whose unit
    does not fit, whose upper limit is missing, or that was held up when an unsupported one is asked."""
    as_of = context.as_of
    if max_age is not None:
        aged = _ask_age(max_age, _date_of(value), field, as_of)
        if aged.value is not Ternary.YES:
            return aged
    match test:
        case InCodes():
            return _ask_codes(test, value, _Shown(field, value, context))
        case Compared():
            return _ask_number(test, value, _Shown(field, value, context))
        case Undetectable():
            return _ask_undetectable(value, _Shown(field, value, context))
        case MonthsAgo():
            return _ask_months_ago(test, value, _Shown(field, value, context))
        case Fresh():
            return _ask_age(test.age, _date_of(value), field, as_of)
        case Stated():
            return _ask_stated(value, _Shown(field, value, context))


def label(field: Field) -> Label:
    return Label(field.en, field.zh)


def code_label(field: Field, code: str, context: Context) -> Label:
    """The label of a code, in the field's own vocabulary or in the lexicon."""
    own = field.term(code)
    if own is not None:
        return Label(own.en, own.zh)
    return _lexicon_label(field.vocabulary_source, code, context) or Label(code, code)


def _lexicon_label(source: str | None, code: str, context: Context) -> Label | None:
    if source == "diagnoses":
        entry = context.lexicon.diagnosis(code)
        return None if entry is None else Label(entry.en, entry.zh)
    if source == "drugs":
        drug = context.lexicon.drug(code)
        return None if drug is None else Label(drug.generic, drug.zh or drug.generic)
    regimen = context.lexicon.regimen(code) if source == "regimens" else None
    return None if regimen is None else Label(regimen.name, regimen.name)


@dataclass(frozen=True)
class _Shown:
    """A value of a field, ready to stand in a sentence."""

    field: Field
    value: Value
    context: Context

    @property
    def params(self) -> dict[str, Param]:
        return {"field": label(self.field), "value": self._value()}

    def _value(self) -> Param:
        match self.value:
            case Coded(code=str() as code):
                return code_label(self.field, code, self.context)
            case Count(number=number):
                return number
            case Quantity() as measured:
                return measured.raw or f"{measured.comparator}{measured.number} {measured.unit}".strip()
            case ClinicalDate() as day:
                return day
            case _:
                return str(getattr(self.value, "text", ""))

    def answer(
        self,
        held: Ternary,
        borderline: bool = False,
        mark: Mark | None = None,
        why: str = "criteria.why.value",
    ) -> Answer:
        return Answer(held, Message(why, self.params), borderline=borderline, mark=mark)

    def cannot(self, reason: UnknownReason, message_id: str, borderline: bool = False) -> Answer:
        return unknown(reason, Message(message_id, self.params), borderline)


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


def _ask_codes(test: InCodes, value: Value, shown: _Shown) -> Answer:
    if not isinstance(value, Coded) or value.code is None:
        return shown.cannot(UnknownReason.NOT_SPECIFIED, "criteria.unknown.free_text")
    code = value.code
    if code in test.unknown:
        reason = test.unknown[code]
        return shown.cannot(reason, f"criteria.unknown.code_{reason.value}")
    return shown.answer(Ternary.of(code in test.codes), code in test.borderline, test.marks.get(code))


def _ask_number(test: Compared, value: Value, shown: _Shown) -> Answer:
    if isinstance(value, Count):
        return shown.answer(Ternary.of(fulfils(test.operator, Decimal(value.number), test.value)))
    if not isinstance(value, Quantity):
        return shown.cannot(UnknownReason.NOT_SPECIFIED, "criteria.unknown.free_text")
    if test.unsupported and value.support is not None and value.support not in _SUPPORTED_BY_NOTHING:
        return shown.cannot(UnknownReason.NOT_SPECIFIED, "criteria.unknown.supported")
    factor = _factor(test, value, shown.field)
    if factor is None:
        missing = "criteria.unknown.upper_limit" if test.upper_limits else "criteria.unknown.unit"
        return shown.cannot(UnknownReason.UNIT_MISSING, missing)
    return _compare(test, value, factor, shown)


def _factor(test: Compared, value: Quantity, field: Field) -> Decimal | None:
    """What the number is multiplied with to stand in the unit of the limit."""
    if test.upper_limits:
        return 1 / value.upper_limit if value.upper_limit else None
    found = field.find_unit(value.unit) if value.unit else None
    return None if found is None else found.factor


def _compare(test: Compared, value: Quantity, factor: Decimal, shown: _Shown) -> Answer:
    number = value.number * factor
    held = _held(test.operator, value.comparator, number, test.value)
    near = test.near is not None and abs(number - test.value) <= test.near
    if held is Ternary.UNKNOWN:
        return shown.cannot(UnknownReason.NOT_SPECIFIED, "criteria.unknown.inexact", near)
    silent = test.unsupported and value.support is None
    why = "criteria.why.support_not_stated" if silent else "criteria.why.value"
    return shown.answer(held, near or silent, why=why)


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


def _ask_undetectable(value: Value, shown: _Shown) -> Answer:
    """Whether a viral load is undetectable. "Below N" says less than "not detected", and no source gives the N
    from which on it counts (HBV consensus 2021: cut-off not read): it holds, but a person looks at the N."""
    if isinstance(value, Coded) and value.code is not None:
        return shown.answer(Ternary.of(value.code == _NOT_DETECTED))
    if not isinstance(value, Quantity):
        return shown.cannot(UnknownReason.NOT_SPECIFIED, "criteria.unknown.free_text")
    if value.comparator in ("<", "<="):
        return shown.answer(Ternary.YES, borderline=True, why="criteria.why.below_limit")
    return shown.answer(Ternary.of(value.comparator == "" and value.number == 0))


def _ask_stated(value: Value, shown: _Shown) -> Answer:
    if isinstance(value, ClinicalDate) and not value.is_known:
        return shown.cannot(UnknownReason.DATE_IMPRECISE, "criteria.unknown.date")
    return shown.answer(Ternary.YES)


def _ask_months_ago(test: MonthsAgo, value: Value, shown: _Shown) -> Answer:
    if not isinstance(value, ClinicalDate) or not value.is_known:
        return shown.cannot(UnknownReason.DATE_IMPRECISE, "criteria.unknown.date")
    limit = add_months(shown.context.as_of, -test.months)
    held = {interval.latest <= limit for interval in value.alternatives}
    started = {interval.earliest <= limit for interval in value.alternatives}
    if len(held | started) > 1:
        return shown.cannot(UnknownReason.DATE_IMPRECISE, "criteria.unknown.date", borderline=True)
    return shown.answer(Ternary.of(held.pop()))


def _date_of(value: Value) -> ClinicalDate | None:
    if isinstance(value, ClinicalDate):
        return value
    return value.date if isinstance(value, Coded | Quantity) else None


def _ask_age(age: Age, day: ClinicalDate | None, field: Field, as_of: date) -> Answer:
    named: dict[str, Param] = {"field": label(field)}
    known = None if day is None else _until(day, as_of)
    if known is None:
        return unknown(
            UnknownReason.DATE_IMPRECISE, Message("criteria.unknown.no_day", {**named, "value": ""})
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
