"""What one leaf answers: units, limits, ages, support, codes, dates and repeating groups."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pytest

from workstation.criteria.answers import Answer
from workstation.criteria.asking import ask
from workstation.criteria.context import Context
from workstation.criteria.rules import (
    Age,
    Compared,
    Fresh,
    InCodes,
    Leaf,
    MonthsAgo,
    Operator,
    Quantifier,
    Rule,
    Undetectable,
)
from workstation.criteria.value_tests import ask_value
from workstation.domain.facts import CaseFacts, UnknownReason
from workstation.domain.fields import FieldDictionary
from workstation.domain.lexicon import Lexicon
from workstation.domain.ternary import Ternary
from workstation.domain.values import Coded, Quantity, Text, Value

Asking = Callable[[Rule, Mapping[str, Any]], Answer]
YES, NO, UNKNOWN = Ternary.YES, Ternary.NO, Ternary.UNKNOWN


@pytest.fixture
def asking(
    facts_of: Callable[[Mapping[str, Any]], CaseFacts], dictionary: FieldDictionary, lexicon: Lexicon
) -> Asking:
    return lambda rule, written: ask(rule, Context.of(facts_of(written), dictionary, lexicon))


@pytest.fixture
def asking_value(
    facts_of: Callable[[Mapping[str, Any]], CaseFacts], dictionary: FieldDictionary, lexicon: Lexicon
) -> Callable[[Leaf, Value], Answer]:
    """Asks a leaf about a value itself, whatever its kind."""
    context = Context.of(facts_of({}), dictionary, lexicon)
    return lambda leaf, value: ask_value(leaf.test, value, dictionary.field(leaf.field_id), context, None)


def at_least(field: str, number: str, unit: str, **more: Any) -> Leaf:
    limit = Decimal(number)
    age = more.pop("max_age", None)
    test = Compared(Operator.AT_LEAST, limit, unit, near=limit / 10, **more)
    return Leaf(field, test, max_age=age)


@pytest.mark.parametrize(
    ("platelets", "value", "borderline"),
    [
        (["75", "10^9/L"], YES, True),
        (["74", "10^9/L"], NO, True),
        (["82.5", "10^9/L"], YES, True),
        (["83", "10^9/L"], YES, False),
        (["120000", "/uL"], YES, False),
        (["60", "K"], NO, False),
    ],
)
def test_number_against_limit(asking: Asking, platelets: list[str], value: Ternary, borderline: bool) -> None:
    answer = asking(at_least("platelets", "75", "10^9/L"), {"platelets": platelets})
    assert (answer.value, answer.borderline) == (value, borderline)


def test_milligrams_are_converted(asking: Asking) -> None:
    leaf = Leaf("bilirubin", Compared(Operator.AT_MOST, Decimal("25.7"), "umol/L"))
    assert asking(leaf, {"bilirubin": ["1.5", "mg/dL"]}).value is YES
    assert asking(leaf, {"bilirubin": ["1.6", "mg/dL"]}).value is NO


@pytest.mark.parametrize("unit", ["", "mmol/L"])
def test_unit_missing_or_not_fitting_is_unknown(asking: Asking, unit: str) -> None:
    answer = asking(at_least("platelets", "75", "10^9/L"), {"platelets": ["120", unit]})
    assert (answer.value, answer.reason) == (UNKNOWN, UnknownReason.UNIT_MISSING)


def test_upper_limit_missing_is_unknown(asking: Asking) -> None:
    leaf = Leaf("alt", Compared(Operator.AT_MOST, Decimal("2.5"), upper_limits=True))
    assert asking(leaf, {"alt": ["100", "U/L", "2026-11-10", "40"]}).value is YES
    assert asking(leaf, {"alt": ["101", "U/L", "2026-11-10", "40"]}).value is NO
    answer = asking(leaf, {"alt": ["20", "U/L", "2026-11-10"]})
    assert (answer.value, answer.reason) == (UNKNOWN, UnknownReason.UNIT_MISSING)


@pytest.mark.parametrize(("number", "support"), [("150", "transfusion"), ("20", "transfusion")])
def test_supported_value_answers_no_unsupported_criterion(asking: Asking, number: str, support: str) -> None:
    leaf = at_least("platelets", "75", "10^9/L", unsupported=True)
    written = {"platelets": [number, "10^9/L", "2026-11-10", None, support]}
    assert asking(leaf, written).value is UNKNOWN
    assert asking(at_least("platelets", "75", "10^9/L"), written).value is not UNKNOWN


def test_silence_about_support_is_said(asking: Asking) -> None:
    leaf = at_least("platelets", "75", "10^9/L", unsupported=True)
    silent = asking(leaf, {"platelets": ["150", "10^9/L", "2026-11-10"]})
    assert (silent.value, silent.why.id) == (YES, "criteria.why.support_not_stated")
    assert silent.borderline
    stated = asking(leaf, {"platelets": ["150", "10^9/L", "2026-11-10", None, "none"]})
    assert (stated.value, stated.why.id) == (YES, "criteria.why.value")
    assert not stated.borderline
    assert asking(leaf, {"platelets": ["20", "10^9/L", "2026-11-10"]}).borderline


@pytest.mark.parametrize(
    ("day", "value", "reason"),
    [
        ("2026-10-24", YES, None),
        ("2026-10-23", UNKNOWN, UnknownReason.TOO_OLD),
        ("2026-10", UNKNOWN, UnknownReason.DATE_IMPRECISE),
        ("2026-11", YES, None),
        ("2026-12-24", UNKNOWN, UnknownReason.DATE_IMPRECISE),
    ],
)
def test_age_of_a_result(asking: Asking, day: str, value: Ternary, reason: UnknownReason | None) -> None:
    leaf = at_least("platelets", "75", "10^9/L", max_age=Age(days=30))
    answer = asking(leaf, {"platelets": ["120", "10^9/L", day]})
    assert (answer.value, answer.reason) == (value, reason)


def test_undated_result_has_no_known_age(asking: Asking) -> None:
    leaf = at_least("platelets", "75", "10^9/L", max_age=Age(days=30))
    assert asking(leaf, {"platelets": ["120", "10^9/L"]}).reason is UnknownReason.DATE_IMPRECISE


@pytest.mark.parametrize(
    ("number", "operator", "value"),
    [
        ("<20", Operator.AT_MOST, YES),
        ("<20", Operator.AT_LEAST, NO),
        ("<30", Operator.AT_MOST, UNKNOWN),
        ("<30", Operator.AT_LEAST, UNKNOWN),
        ("<20", Operator.LESS, YES),
    ],
)
def test_reported_below_compares_over_what_is_possible(
    asking: Asking, number: str, operator: Operator, value: Ternary
) -> None:
    leaf = Leaf("platelets", Compared(operator, Decimal(20), "10^9/L"))
    assert asking(leaf, {"platelets": [number, "10^9/L"]}).value is value


@pytest.mark.parametrize(
    ("load", "value", "borderline"),
    [
        (Coded("not_detected", "TND"), YES, False),
        (Quantity("", Decimal(0), "IU/mL"), YES, False),
        (Quantity("<", Decimal(20), "IU/mL"), YES, True),
        (Quantity("<=", Decimal(5000), "IU/mL"), YES, True),
        (Quantity("", Decimal(35), "IU/mL"), NO, False),
        (Quantity("~", Decimal(35), "IU/mL"), NO, False),
        (Quantity(">", Decimal(0), "IU/mL"), NO, False),
        (Text("<LLOQ"), UNKNOWN, False),
    ],
)
def test_only_not_detected_is_silently_undetectable(
    asking_value: Callable[[Leaf, Value], Answer], load: Value, value: Ternary, borderline: bool
) -> None:
    """A number below a limit holds, but with its limit shown: no source says which limit counts."""
    answer = asking_value(Leaf("hbv_dna", Undetectable()), load)
    assert (answer.value, answer.borderline) == (value, borderline)


def test_no_viral_load_is_unknown(asking: Asking) -> None:
    assert asking(Leaf("hbv_dna", Undetectable()), {}).reason is UnknownReason.MISSING


def test_not_tested_is_unknown_and_free_text_is_ambiguous(asking: Asking) -> None:
    leaf = Leaf("hiv", InCodes(frozenset({"negative"}), {"not_tested": UnknownReason.NOT_SPECIFIED}))
    assert asking(leaf, {"hiv": "not_tested"}).reason is UnknownReason.NOT_SPECIFIED
    assert asking(leaf, {"hiv": "positive"}).value is NO


@pytest.mark.parametrize(
    ("day", "value"), [("2026-02-23", YES), ("2026-02-24", NO), ("2026-02", UNKNOWN), ("2025", YES)]
)
def test_months_before_the_as_of_day(asking: Asking, day: str, value: Ternary) -> None:
    answer = asking(Leaf("bendamustine_last_dose", MonthsAgo(9)), {"bendamustine_last_dose": day})
    assert answer.value is value
    assert answer.borderline is (value is UNKNOWN)


def group(*members: dict[str, Any]) -> dict[str, Any]:
    return {"groups": {"cd19": list(members)}}


def test_any_and_all_over_groups(asking: Asking) -> None:
    kinds = InCodes(frozenset({"antibody"}))
    some, every = (Leaf("cd19_kind", kinds, quantifier) for quantifier in (Quantifier.ANY, Quantifier.ALL))
    mixed = group({"cd19_kind": "antibody"}, {"cd19_kind": "car_t"})
    assert asking(some, mixed).value is YES
    assert asking(every, mixed).value is NO
    open_ = group({"cd19_kind": "antibody"}, {})
    assert asking(some, open_).value is YES
    assert asking(every, open_).value is UNKNOWN
    assert asking(every, {}).value is UNKNOWN, "no group recorded is no evidence"


def test_filter_over_groups(asking: Asking) -> None:
    leaf = Leaf("cd19_last_dose", MonthsAgo(3), Quantifier.ALL, where={"cd19_kind": frozenset({"antibody"})})
    recent_car_t = group(
        {"cd19_kind": "car_t", "cd19_last_dose": "2026-11-01"},
        {"cd19_kind": "antibody", "cd19_last_dose": "2026-01-01"},
    )
    assert asking(leaf, recent_car_t).value is YES
    unknown_kind = group({"cd19_last_dose": "2026-11-01"})
    assert asking(leaf, unknown_kind).value is UNKNOWN


@pytest.mark.parametrize(
    ("members", "value"),
    [
        (({"cd19_kind": "car_t"}, {"cd19_kind": "antibody"}), NO),
        (({"cd19_kind": "car_t"}, {"cd19_kind": "car_t"}), YES),
        (({"cd19_kind": "car_t"}, {}), UNKNOWN),
    ],
)
def test_count_over_groups(asking: Asking, members: tuple[dict[str, str], ...], value: Ternary) -> None:
    leaf = Leaf("cd19_kind", InCodes(frozenset({"car_t"})), Quantifier.COUNT, count=(Operator.AT_LEAST, 2))
    assert asking(leaf, group(*members)).value is value


@pytest.mark.parametrize(
    ("first", "second", "value"),
    [
        ("2026-01-10", "2026-05-01", YES),
        ("2026-06-10", "2026-05-01", NO),
        ("2026-05", "2026-05-20", UNKNOWN),
    ],
)
def test_latest_group(asking: Asking, first: str, second: str, value: Ternary) -> None:
    leaf = Leaf("cd19_kind", InCodes(frozenset({"antibody"})), Quantifier.LATEST, latest_by="cd19_last_dose")
    written = group(
        {"cd19_kind": "car_t", "cd19_last_dose": first},
        {"cd19_kind": "antibody", "cd19_last_dose": second},
    )
    assert asking(leaf, written).value is value


def test_overlapping_latest_dates_that_agree_are_decided(asking: Asking) -> None:
    leaf = Leaf("cd19_kind", InCodes(frozenset({"antibody"})), Quantifier.LATEST, latest_by="cd19_last_dose")
    same = {"cd19_kind": "antibody", "cd19_last_dose": "2026-05"}
    assert asking(leaf, group(same, same)).value is YES


def test_fresh_date_of_the_latest_group(asking: Asking) -> None:
    leaf = Leaf("relapse_imaging", Fresh(Age(days=42)), Quantifier.LATEST)
    written = {"groups": {"relapse": [{"relapse_imaging": "2024-01-01"}, {"relapse_imaging": "2026-10-20"}]}}
    assert asking(leaf, written).value is YES
