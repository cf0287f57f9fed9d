"""The demo's patients, whose expected answers were written by somebody else, through the real rules."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from workstation.criteria.criteria_set import CriteriaSet
from workstation.criteria.evaluate import evaluate_set
from workstation.criteria.verdicts import Applicability, Layer
from workstation.demo.expected import expected_value
from workstation.domain.dates import read_date
from workstation.domain.facts import derive
from workstation.domain.fields import FieldDictionary
from workstation.domain.findings import Finding, FindingGroup, FindingState, Record
from workstation.domain.lexicon import Lexicon

CASES = Path(__file__).parents[2] / "resources" / "demo" / "cases"
NAMES = sorted(path.stem for path in CASES.glob("*.yaml"))
AS_OF = date(2026, 11, 23)


def record(script: dict[str, Any], dictionary: FieldDictionary) -> Record:
    """Every fact of the script as a standing finding."""
    names = dict.fromkeys(fact[1] for fact in script["facts"] if fact[1])
    groups = tuple(FindingGroup(name, name.split(":")[0], place) for place, name in enumerate(names))
    findings = []
    for number, (field_id, group, raw, written, *_) in enumerate(script["facts"]):
        value = expected_value(str(written), dictionary.field(field_id), raw)
        findings.append(Finding(f"f{number}", field_id, group or None, FindingState.VALUE, value, raw))
    for field_id in script.get("not_found", []):
        findings.append(Finding(f"n-{field_id}", field_id, None, FindingState.NOT_FOUND, None, searched=3))
    patient = script["patient"]
    birth = read_date(patient["birth_date"]) if patient.get("birth_date") else None
    return Record(groups, tuple(findings), (), (), AS_OF, birth, patient.get("sex"))


@pytest.mark.parametrize("name", NAMES)
def test_sets_answer_as_the_author_of_the_case_expects(
    name: str, sets: dict[str, CriteriaSet], dictionary: FieldDictionary, lexicon: Lexicon
) -> None:
    script = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    facts = derive(record(script, dictionary), dictionary, lexicon)
    for set_id, expected in script["expected"]["sets"].items():
        answer = evaluate_set(sets[set_id], facts, dictionary, lexicon)
        applicable = answer.applicability is not Applicability.NOT_APPLICABLE
        said = "not_applicable" if answer.recommendation is None else answer.recommendation.kind.value
        assert (set_id, applicable, said) == (set_id, expected["applicable"], expected["sentence"])
        if applicable:
            assert answer.layer(Layer.LABEL).result == expected["label"], set_id
