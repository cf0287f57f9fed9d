"""Sentences made from rules, what would change an answer, and what to ask the referrer for."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from workstation.criteria.context import Context, Key
from workstation.criteria.criteria_set import CriteriaSet
from workstation.criteria.evaluate import evaluate_criterion, evaluate_set
from workstation.criteria.missing import fewest_missing
from workstation.criteria.verdicts import Result, Verdict
from workstation.domain.facts import CaseFacts, Fact
from workstation.domain.fields import FieldDictionary
from workstation.domain.lexicon import Lexicon
from workstation.domain.values import Coded
from workstation.messages import Catalogue

Judge = Callable[[str, Mapping[str, Any]], Verdict]


@pytest.fixture
def judge(
    sets: dict[str, CriteriaSet],
    facts_of: Callable[[Mapping[str, Any]], CaseFacts],
    dictionary: FieldDictionary,
    lexicon: Lexicon,
) -> Judge:
    def verdict(criterion_id: str, written: Mapping[str, Any]) -> Verdict:
        criterion = sets["axi_cel_cn_2l"].criterion(criterion_id)
        return evaluate_criterion(criterion, Context.of(facts_of(written), dictionary, lexicon))

    return verdict


@pytest.mark.parametrize(
    ("criterion_id", "en", "zh"),
    [
        (
            "ZUMA7.PLATELETS",
            "Platelets ≥ 75 ×10⁹/L, without support (growth factor, transfusion, oxygen), "
            "not older than 30 days",
            "血小板：≥ 75 ×10⁹/L，无支持（升白针、输血、吸氧），结果不超过 30 天",
        ),
        ("AXI-CN-2L.ADULT", "Age ≥ 18", "年龄：≥ 18"),
        (
            "ZUMA7.ANTI_CD20",
            "Anti-CD20 antibody given: yes, or CD20 on the tumour: negative",
            "用过抗 CD20 抗体：是，或肿瘤 CD20：阴性",
        ),
        (
            "AXI-CN-2L.STATE",
            "First line refractory by the definition REF-ZUMA7, or relapse within 12 months of the last "
            "dose of first line",
            "按 REF-ZUMA7 定义为一线难治，或一线末次用药后 12 个月内复发",
        ),
    ],
)
def test_sentence_is_made_from_the_rule(
    judge: Judge, catalogue: Catalogue, criterion_id: str, en: str, zh: str
) -> None:
    sentence = judge(criterion_id, {}).sentence
    assert catalogue.render(sentence, "en") == en
    assert catalogue.render(sentence, "zh") == zh


def test_sentences_keep_to_the_typography_of_each_language(
    sets: dict[str, CriteriaSet],
    facts_of: Callable[[Mapping[str, Any]], CaseFacts],
    dictionary: FieldDictionary,
    lexicon: Lexicon,
    catalogue: Catalogue,
) -> None:
    """No capital after "and" or "or" but in an abbreviation; no half-width bracket in Chinese."""
    for one in sets.values():
        for verdict in evaluate_set(one, facts_of({}), dictionary, lexicon).verdicts:
            en, zh = (catalogue.render(verdict.sentence, language) for language in ("en", "zh"))
            assert en[0].isupper() or en[0] == "(", en
            assert not re.search(r", (and|or) \(?[A-Z][a-z]", en), en
            assert not re.search(r"[()]", zh), zh


def test_names_with_commas_are_listed_with_semicolons(judge: Judge, catalogue: Catalogue) -> None:
    shown = catalogue.render(judge("AXI-CN-2L.HISTOLOGY", {}).sentence, "en")
    assert "High-grade B-cell lymphoma, NOS; or Transformation" in shown
    assert "Diffuse large B-cell lymphoma, NOS; " in shown
    plain = catalogue.render(judge("ZUMA7.STATE", {}).sentence, "en")
    assert plain.endswith("relapse within 12 months of the last dose of first line, proven by biopsy")


def outcomes(verdict: Verdict, catalogue: Catalogue) -> set[tuple[str, str, bool]]:
    return {
        (
            " and ".join(catalogue.render(need, "en") for need in change.needs),
            change.result.value,
            change.borderline,
        )
        for change in verdict.changes
    }


def test_what_would_change_hepatitis_b(judge: Judge, catalogue: Catalogue) -> None:
    shown = outcomes(judge("FIT.HBV", {}), catalogue)
    assert ("HBsAg: negative and Anti-HBc: negative", "met", False) in shown
    verdict = judge("FIT.HBV", {"hbsag": "negative", "anti_hbc": "positive"})
    assert outcomes(verdict, catalogue) == {
        ("HBV DNA below the detection limit", "met", True),
        ("HBV DNA detectable", "not_met", False),
    }


def test_what_would_change_performance_status(judge: Judge, catalogue: Catalogue) -> None:
    assert outcomes(judge("FIT.ECOG", {}), catalogue) == {
        ("ECOG performance status: 0 or 1", "met", False),
        ("ECOG performance status: 2", "not_met", True),
        ("ECOG performance status: 3 or 4", "not_met", False),
    }


def test_a_newer_result_is_what_would_change_an_old_one(judge: Judge, catalogue: Catalogue) -> None:
    verdict = judge("ZUMA7.PLATELETS", {"platelets": ["150", "10^9/L", "2026-01-02"]})
    assert verdict.reason is not None and verdict.reason.value == "too_old"
    assert {result for _, result, _ in outcomes(verdict, catalogue)} == {"met", "not_met"}


def test_a_decided_criterion_needs_no_change(judge: Judge) -> None:
    assert judge("FIT.ECOG", {"ecog": "1"}).changes == ()


def test_timing_names_what_would_decide(judge: Judge, catalogue: Catalogue) -> None:
    spans = {"last_dose": ["2025-10", "2026-10-15"]}
    timing = {"classes": ["early", "late"], "spans": spans, "readings": {"REF-ZUMA7": "no"}}
    shown = outcomes(judge("AXI-CN-2L.STATE", {"timing": timing}), catalogue)
    assert ("Relapse within 12 months of the last dose of first line", "met", False) in shown
    assert ("Not so: relapse within 12 months of the last dose of first line", "not_met", False) in shown


def test_every_verdict_carries_its_mark_and_that_nobody_has_approved_it(
    sets: dict[str, CriteriaSet],
    facts_of: Callable[[Mapping[str, Any]], CaseFacts],
    dictionary: FieldDictionary,
    lexicon: Lexicon,
    catalogue: Catalogue,
) -> None:
    for one in sets.values():
        for verdict in evaluate_set(one, facts_of({}), dictionary, lexicon).verdicts:
            words = catalogue.render(verdict.mark_message, "en")
            assert words.startswith(f"{verdict.mark.value}: ")
            assert catalogue.render(verdict.approval, "en") == "Not yet approved by a clinician"
            assert verdict.source_key and verdict.locator and verdict.retrieved.year == 2026


def test_what_if_records_nothing(
    sets: dict[str, CriteriaSet],
    facts_of: Callable[[Mapping[str, Any]], CaseFacts],
    dictionary: FieldDictionary,
    lexicon: Lexicon,
) -> None:
    facts, one = facts_of({"anti_hbc": "negative"}), sets["axi_cel_cn_2l"]
    tried: dict[Key, Fact] = {("hbsag", None): Fact("hbsag", None, (Coded("negative", "negative"),), None)}
    assert evaluate_set(one, facts, dictionary, lexicon, tried).verdict("FIT.HBV").result is Result.MET
    assert evaluate_set(one, facts, dictionary, lexicon).verdict("FIT.HBV").result is Result.UNKNOWN


def test_fewest_missing_leads_with_the_label(
    sets: dict[str, CriteriaSet],
    facts_of: Callable[[Mapping[str, Any]], CaseFacts],
    dictionary: FieldDictionary,
    lexicon: Lexicon,
) -> None:
    facts = facts_of({"age": 60, "line_count_since_lbcl": 2, "response_to_latest_line": "pd"})
    plan = fewest_missing(sets["axi_cel_cn_3l"], facts, dictionary, lexicon)
    assert plan.possible
    assert [fact.field_id for fact in plan.label] == ["diagnosis"]
    further = [fact.field_id for fact in plan.rest]
    assert {"hbsag", "anti_hbc", "ecog", "lvef"} <= set(further)
    assert {"creatinine", "weight"} <= set(further), "asked for in place of the clearance computed from them"
    assert "hbv_dna" not in further, "two negative tests are fewer than any way with the viral load"


def test_nothing_can_be_asked_for_when_the_label_is_not_met(
    sets: dict[str, CriteriaSet],
    facts_of: Callable[[Mapping[str, Any]], CaseFacts],
    dictionary: FieldDictionary,
    lexicon: Lexicon,
) -> None:
    plan = fewest_missing(sets["axi_cel_cn_3l"], facts_of({"age": 15}), dictionary, lexicon)
    assert (plan.possible, plan.label) == (False, ())


def test_every_reason_has_its_sentences(catalogue: Catalogue) -> None:
    for reason in ("missing", "not_found", "conflicting", "illegible", "too_old", "unit_missing"):
        assert f"criteria.unknown.fact_{reason}" in catalogue
        assert f"criteria.missing.{reason}" in catalogue


def test_criteria_messages_are_the_same_in_both_languages() -> None:
    folder = Path(__file__).parents[2] / "resources" / "messages"
    ids = [
        set(yaml.safe_load((folder / f"{language}.yaml").read_text(encoding="utf-8")))
        for language in ("en", "zh")
    ]
    assert ids[0] == ids[1]
