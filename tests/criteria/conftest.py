"""The real data files, loaded once, and case facts from the short form of the worked cases."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from workstation.criteria.criteria_set import CriteriaSet
from workstation.criteria.dictionary import load_dictionary
from workstation.criteria.sets import load_sets
from workstation.domain.dates import ClinicalDate, read_date, span_between, within_months
from workstation.domain.events import EventDate
from workstation.domain.facts import CaseFacts, Fact, UnknownReason
from workstation.domain.fields import Field, FieldDictionary, FieldType
from workstation.domain.lexicon import Lexicon
from workstation.domain.messages import Message
from workstation.domain.refractory import DefinitionReading
from workstation.domain.relapse import Anchor, AnchoredSpan, RelapseTiming
from workstation.domain.relapse_class import RelapseClass
from workstation.domain.ternary import Ternary
from workstation.domain.therapy import Lines
from workstation.domain.values import Coded, Count, Quantity, Value
from workstation.extraction.lexicon import load_lexicon
from workstation.messages import Catalogue

RESOURCES = Path(__file__).parents[2] / "resources"
AS_OF = date(2026, 11, 23)
NO_TIMING = RelapseTiming((), Message("criteria.why.no_relapse"), (), ())


@pytest.fixture(scope="session")
def dictionary() -> FieldDictionary:
    return load_dictionary(RESOURCES / "fields")


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon(RESOURCES / "lexicon")


@pytest.fixture(scope="session")
def sets(dictionary: FieldDictionary, lexicon: Lexicon) -> dict[str, CriteriaSet]:
    return {one.id: one for one in load_sets(RESOURCES / "criteria", dictionary, lexicon)}


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.load(RESOURCES / "messages")


@pytest.fixture(scope="session")
def facts_of(dictionary: FieldDictionary) -> Callable[[Mapping[str, Any]], CaseFacts]:
    """Facts from their short form; see `case_facts`."""
    return lambda written: case_facts(written, dictionary)


def case_facts(written: Mapping[str, Any], dictionary: FieldDictionary) -> CaseFacts:
    """`timing` holds classes, spans by anchor and readings by definition; `groups` lists of facts by kind; every
    other key is a field: a code, a number, [number, unit, day, upper limit, support], or
    {conflict: [...]} / {possible: [...]}."""
    facts: list[Fact] = []
    groups: dict[str, tuple[str, ...]] = {}
    for name, value in written.items():
        if name == "groups":
            for kind, members in value.items():
                groups[kind] = tuple(f"{kind}-{place}" for place in range(len(members)))
                for group, member in zip(groups[kind], members, strict=True):
                    facts += [_fact(dictionary.field(key), group, item) for key, item in member.items()]
        elif name != "timing":
            facts.append(_fact(dictionary.field(name), None, value))
    timing = _timing(written["timing"]) if "timing" in written else NO_TIMING
    lines = Lines("test", (), (), (), ())
    return CaseFacts(AS_OF, tuple(facts), (), lines, timing, groups=groups)


def _fact(field: Field, group: str | None, written: Any) -> Fact:
    if isinstance(written, dict):
        reason = UnknownReason.CONFLICTING if "conflict" in written else UnknownReason.DATE_IMPRECISE
        values = next(iter(written.values()))
        return Fact(field.id, group, tuple(_value(field, value) for value in values), reason)
    return Fact(field.id, group, (_value(field, written),), None)


def _value(field: Field, written: Any) -> Value:
    match field.type:
        case FieldType.COUNT:
            return Count(written)
        case FieldType.DATE:
            return read_date(written)
        case FieldType.QUANTITY:
            return _quantity(*written)
        case _:
            return Coded(written, written, ClinicalDate.of_day(AS_OF) if field.dated else None)


def _quantity(
    number: str, unit: str, day: str | None = None, limit: str | None = None, support: str | None = None
) -> Quantity:
    comparator = "<" if number.startswith("<") else ""
    upper = None if limit is None else Decimal(limit)
    when = None if day is None else read_date(day)
    return Quantity(comparator, Decimal(number.lstrip("<")), unit, when, support, f"{number} {unit}", upper)


def _timing(written: Mapping[str, Any]) -> RelapseTiming:
    spans = tuple(_span(Anchor(name), *ends) for name, ends in written["spans"].items())
    readings = tuple(
        DefinitionReading(name, Ternary(answer), "K", Message("criteria.why.no_relapse"))
        for name, answer in written["readings"].items()
    )
    classes = tuple(RelapseClass(name) for name in written["classes"])
    return RelapseTiming(classes, Message("criteria.why.no_relapse"), spans, readings)


def _span(anchor: Anchor, start: str, end: str) -> AnchoredSpan:
    first, last = read_date(start), read_date(end)
    held = within_months(first, last, 12)
    return AnchoredSpan(anchor, first, EventDate.BIOPSY, last, span_between(first, last), held)
