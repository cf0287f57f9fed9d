"""The rules answer each case as a careful reader does: expected by hand from the text, computed from the facts."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from workstation import settings
from workstation.criteria.evaluate import evaluate_sets
from workstation.criteria.verdicts import Applicability, Layer, SetVerdict
from workstation.demo.expected import expected_value
from workstation.demo.script import Case, Expected, SetAnswer, load_cases, load_folder
from workstation.domain.dates import read_date
from workstation.domain.facts import CaseFacts, derive
from workstation.domain.findings import Finding, FindingGroup, FindingState, Record
from workstation.domain.values import Coded, Quantity
from workstation.services.rules import Rules, load_rules

JOURNEY = Path(__file__).parent.parent / "journey"
AS_OF = date(2026, 11, 23)
CASES = {
    case.number: case
    for case in (
        *load_folder(settings.resources_dir() / "demo" / "cases"),
        *load_cases(JOURNEY / "packet.yaml"),
        *load_cases(JOURNEY / "second_packet.yaml"),
    )
}


@dataclass(frozen=True)
class Computed:
    expected: Expected
    facts: CaseFacts
    verdicts: tuple[SetVerdict, ...]


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules()


@pytest.fixture(params=sorted(CASES))
def computed(request: pytest.FixtureRequest, rules: Rules) -> Computed:
    case = CASES[request.param]
    assert case.expected is not None
    facts = derive(record_of(case, rules), rules.dictionary, rules.lexicon)
    verdicts = evaluate_sets(rules.sets, facts, rules.dictionary, rules.lexicon)
    return Computed(case.expected, facts, verdicts)


def record_of(case: Case, rules: Rules) -> Record:
    """All facts of the script as a reviewer would have confirmed them."""
    names = dict.fromkeys(fact.group for fact in case.facts if fact.group)
    groups = [FindingGroup(name, name.partition(":")[0], int(name.partition(":")[2])) for name in names]
    found = [
        Finding(
            f"found {index}",
            fact.field,
            fact.group or None,
            FindingState.VALUE,
            expected_value(fact.value, rules.dictionary.field(fact.field), fact.raw),
            fact.raw,
        )
        for index, fact in enumerate(case.facts)
    ]
    missing = [
        Finding(f"missing {field}", field, None, FindingState.NOT_FOUND, None, searched=5)
        for field in case.not_found
        if rules.dictionary.field(field).group is None
    ]
    birth = read_date(case.patient.birth_date)
    return Record(tuple(groups), (*found, *missing), (), (), AS_OF, birth, case.patient.sex)


def test_lines_of_therapy(computed: Computed) -> None:
    if computed.expected.lines:
        assert computed.facts.lines.total == computed.expected.lines
        assert computed.facts.lines.since_lbcl == computed.expected.lines_since_lbcl


def test_class_of_relapse(computed: Computed) -> None:
    if computed.expected.relapse_classes:
        fact = computed.facts.get("relapse_class")
        assert tuple(value.code for value in fact.values if isinstance(value, Coded)) == (
            computed.expected.relapse_classes
        )


def test_refractory_by_each_definition(computed: Computed) -> None:
    for definition, answer in computed.expected.refractory.items():
        fact = computed.facts.get("refractory_to_first_line", definition)
        said = [value.code for value in fact.values if isinstance(value, Coded)]
        assert said == ([] if answer == "unknown" else [answer]), definition


def test_time_from_last_dose_to_relapse(computed: Computed) -> None:
    ends = {months(end) for span in computed.expected.last_dose_to_relapse for end in span.split(" to ")}
    fact = computed.facts.get("last_dose_to_relapse")
    said = {value.number for value in fact.values if isinstance(value, Quantity)}
    assert said <= ends
    assert bool(said) == bool(ends)


def months(written: str) -> Decimal:
    """'7 mo 2 d' as the facts write it: whole months and days in parts of 32."""
    number, _, days, _ = written.split()
    return Decimal(number) + Decimal(days) / 32


def test_each_criteria_set(computed: Computed) -> None:
    for verdict in computed.verdicts:
        answer: SetAnswer = computed.expected.sets[verdict.set_id]
        applicable = verdict.applicability is not Applicability.NOT_APPLICABLE
        assert applicable == answer.applicable, verdict.set_id
        if applicable:
            label = verdict.layer(Layer.LABEL).result
            assert (label and label.value) == answer.label, verdict.set_id
            assert verdict.recommendation is not None
            assert verdict.recommendation.kind.value == answer.sentence, verdict.set_id
        else:
            assert verdict.recommendation is None
