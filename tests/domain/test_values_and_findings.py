"""Values, findings and records check themselves and keep their canonical form."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.records import Draft, r_chop, salvage
from workstation.domain.dates import ClinicalDate, read_date
from workstation.domain.findings import (
    ConflictDecision,
    DecisionKind,
    Evidence,
    Finding,
    FindingGroup,
    FindingState,
    LineOverride,
    Polarity,
    Record,
)
from workstation.domain.geometry import Box, Quad
from workstation.domain.possible import either_date, same_value
from workstation.domain.values import (
    COMPARATORS,
    Coded,
    CodedList,
    Count,
    Quantity,
    Text,
    Value,
    value_from_json,
    value_to_json,
)

WORDS = st.text(min_size=1, max_size=12)
DATES = st.none() | st.dates(date(1990, 1, 1), date(2040, 1, 1)).map(ClinicalDate.of_day)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-1000, max_value=100000)
CODED = st.builds(Coded, st.none() | WORDS, WORDS, DATES)
VALUES: st.SearchStrategy[Value] = st.one_of(
    st.builds(Text, st.text()),
    CODED,
    st.builds(CodedList, st.lists(CODED, max_size=3).map(tuple)),
    st.builds(Count, st.integers(0, 99), st.none() | st.integers(0, 99)),
    st.builds(
        Quantity,
        st.sampled_from(COMPARATORS),
        NUMBERS,
        WORDS,
        DATES,
        st.none() | WORDS,
        WORDS,
        st.none() | NUMBERS,
    ),
    st.sampled_from(["2023", "03/04/2023", "31 Feb 2026", "2021年3月中旬"]).map(read_date),
)


@given(VALUES)
def test_values_survive_json(value: Value) -> None:
    assert value_from_json(json.loads(json.dumps(value_to_json(value)))) == value


def test_values_check_themselves() -> None:
    with pytest.raises(ValueError, match="code or a text"):
        Coded(None, "")
    with pytest.raises(ValueError, match="negative"):
        Count(-1)
    with pytest.raises(ValueError, match="comparator"):
        Quantity("=", Decimal(1), "kg")
    with pytest.raises(ValueError, match="finite"):
        Quantity("", Decimal("NaN"), "kg")
    with pytest.raises(ValueError, match="kind"):
        value_from_json({"kind": "picture"})


def test_evidence_needs_a_place() -> None:
    with pytest.raises(ValueError, match="place"):
        Evidence("e", "p", "0" * 64, (), "words", Polarity.SUPPORTS)
    quad = Quad.of(Box(0.1, 0.1, 0.2, 0.2))
    with pytest.raises(ValueError, match="confidence"):
        Evidence("e", "p", "0" * 64, (quad,), "words", Polarity.SUPPORTS, 1.5)
    kept = Evidence("e", "p", "0" * 64, (quad,), "words", Polarity.CONTRADICTS, 0.912345, "tesseract-5")
    assert Evidence.from_json(json.loads(json.dumps(kept.to_json()))) == kept


def test_a_finding_has_a_value_or_was_not_found() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        Finding("f", "ecog", None, FindingState.VALUE, None)
    with pytest.raises(ValueError, match="does not fit"):
        Finding("f", "ecog", None, FindingState.NOT_FOUND, Text("1"))


def test_an_override_needs_a_reason() -> None:
    with pytest.raises(ValueError, match="reason"):
        LineOverride("g", 1, "  ")
    with pytest.raises(ValueError, match="numbered"):
        LineOverride("g", -1, "because")


def test_a_record_keeps_its_groups_together() -> None:
    stray = Finding("f", "episode_start", "elsewhere", FindingState.VALUE, read_date("2024"))
    with pytest.raises(ValueError, match="no group"):
        Record((), (stray,), (), (), date(2026, 1, 1))
    twice = FindingGroup("g", "episode", 0)
    with pytest.raises(ValueError, match="one id"):
        Record((twice, twice), (), (), (), date(2026, 1, 1))


def test_a_record_survives_json_and_derives_the_same() -> None:
    draft = Draft(birth=read_date("1961-05"), sex="female")
    r_chop(draft)
    draft.override(salvage(draft), 1)
    draft.not_found("ecog", 7)
    draft.decisions.append(ConflictDecision("ecog", None, DecisionKind.EXPLAINED, "two clinics"))
    record = draft.record()
    again = Record.from_json(json.loads(json.dumps(record.to_json())))
    assert again.to_json() == record.to_json()
    assert {f.id for f in again.findings} == {f.id for f in record.findings}


def test_the_same_answer_in_other_words_is_no_conflict() -> None:
    assert same_value(Coded("cr", "CMR"), Coded("cr", "complete response"))
    assert not same_value(Coded(None, "good"), Coded(None, "very good"))
    assert same_value(read_date("2024-03-05"), read_date("5 Mar 2024"))
    assert not same_value(read_date("2024-03-05"), read_date("Mar 2024"))
    assert not same_value(read_date("31 Feb 2024"), read_date("30 Feb 2024"))
    one = Quantity("", Decimal("4.20"), "×10^9/L", raw="4.20")
    assert same_value(one, Quantity("", Decimal("4.2"), "10^9/L", raw="4.2"))
    assert not same_value(one, Quantity("", Decimal("4.2"), "10^9/L", support="gcsf"))
    assert same_value(
        CodedList((Coded("a", "a"), Coded("b", "b"))), CodedList((Coded("b", "B"), Coded("a", "A")))
    )


def test_either_date_keeps_alternatives_apart() -> None:
    merged = either_date([read_date("2024-03-05"), read_date("Apr 2024"), read_date("31 Feb 2024")])
    assert len(merged.alternatives) == 2 and merged.precision.value == "month"
    assert not either_date([read_date("31 Feb 2024"), read_date("x")]).is_known
