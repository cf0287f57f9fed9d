"""The worked cases of each set file, and every sentence a set can say in both languages."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from workstation.criteria.criteria_set import CriteriaSet, WorkedCase
from workstation.criteria.dictionary import load_dictionary
from workstation.criteria.evaluate import evaluate_set
from workstation.criteria.sets import load_sets
from workstation.criteria.verdicts import Layer, SetVerdict
from workstation.domain.facts import CaseFacts
from workstation.domain.fields import FieldDictionary
from workstation.domain.lexicon import Lexicon
from workstation.domain.messages import Message
from workstation.extraction.lexicon import load_lexicon
from workstation.messages import Catalogue

Facts = Callable[[Mapping[str, Any]], CaseFacts]
RESOURCES = Path(__file__).parents[2] / "resources"
CASES = [
    pytest.param(one.id, case, id=f"{one.id}: {case.name}")
    for one in load_sets(
        RESOURCES / "criteria",
        load_dictionary(RESOURCES / "fields"),
        load_lexicon(RESOURCES / "lexicon"),
    )
    for case in one.worked_cases
]


def shown(answer: SetVerdict, criterion_id: str, expected: str) -> str:
    """The verdict in the words of the file: result, then borderline, then the mark where the file names one."""
    verdict = answer.verdict(criterion_id)
    words = [verdict.result.value]
    if verdict.borderline:
        words.append("borderline")
    if expected.split()[-1] in {"F", "F2", "K", "?"}:
        words.append(verdict.mark.value)
    return " ".join(words)


@pytest.mark.parametrize(("set_id", "case"), CASES)
def test_worked_case(
    set_id: str,
    case: WorkedCase,
    sets: dict[str, CriteriaSet],
    dictionary: FieldDictionary,
    lexicon: Lexicon,
    facts_of: Facts,
) -> None:
    answer = evaluate_set(sets[set_id], facts_of(case.facts), dictionary, lexicon)
    assert answer.applicability.value == case.applicability
    assert (answer.recommendation and answer.recommendation.kind.value) == case.recommendation
    layers = {name: answer.layer(Layer(name)).result for name in case.layers}
    assert layers == case.layers
    assert {name: shown(answer, name, text) for name, text in case.verdicts.items()} == case.verdicts


@pytest.mark.parametrize(("set_id", "case"), CASES)
def test_every_sentence_can_be_rendered(
    set_id: str,
    case: WorkedCase,
    sets: dict[str, CriteriaSet],
    dictionary: FieldDictionary,
    lexicon: Lexicon,
    catalogue: Catalogue,
    facts_of: Facts,
) -> None:
    answer = evaluate_set(sets[set_id], facts_of(case.facts), dictionary, lexicon)
    for message in _messages(answer):
        assert catalogue.render(message, "en").strip()
        assert catalogue.render(message, "zh").strip()


def _messages(answer: SetVerdict) -> list[Message]:
    found: list[Message | None] = [answer.name, answer.applicability_reason, *answer.cautions]
    if answer.recommendation is not None:
        found.append(answer.recommendation.message)
    for verdict in answer.verdicts:
        found += [verdict.topic, verdict.message, verdict.sentence, verdict.mark_message, verdict.approval]
        found += [verdict.note, *(need for change in verdict.changes for need in change.needs)]
    return [message for message in found if message is not None]
