"""From findings through derived facts to the recommendation: the seam between domain and criteria."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from workstation.criteria.criteria_set import CriteriaSet
from workstation.criteria.evaluate import evaluate_set
from workstation.criteria.missing import fewest_missing
from workstation.criteria.routing import outside_lbcl
from workstation.criteria.verdicts import Applicability, RecommendationKind, Result, SetVerdict
from workstation.domain.dates import read_date
from workstation.domain.facts import CaseFacts, derive
from workstation.domain.fields import FieldDictionary, FieldType
from workstation.domain.findings import Finding, FindingGroup, FindingState, Record
from workstation.domain.lexicon import Lexicon
from workstation.domain.values import Coded, Count, Value
from workstation.messages import Catalogue

AS_OF = date(2026, 11, 23)
R_CHOP: dict[str, Any] = {
    "episode_regimen": "r_chop",
    "episode_status": "given",
    "episode_disease": "lbcl",
    "episode_start": "2025-12-12",
    "episode_last_dose": "2026-03-27",
    "episode_cycles": 6,
    "episode_intent": "induction",
    "episode_best_response": "cr",
    "episode_response_date": "2026-05-11",
    "episode_response_method": "pet_ct",
    "episode_response_timing": "end_of_treatment",
    "episode_end_reason": "completed",
}
RELAPSE: dict[str, Any] = {"relapse_kind": "relapse", "relapse_biopsy": "2026-10-29"}
Derive = Callable[..., CaseFacts]


@pytest.fixture
def derived(dictionary: FieldDictionary, lexicon: Lexicon) -> Derive:
    def make(
        once: Mapping[str, Any],
        episodes: tuple[Mapping[str, Any], ...] = (),
        relapses: tuple[Mapping[str, Any], ...] = (),
        birth: str | None = "1965-04-12",
    ) -> CaseFacts:
        groups, findings = [], [_finding(dictionary, name, None, value) for name, value in once.items()]
        for kind, members in (("episode", episodes), ("relapse", relapses)):
            for place, member in enumerate(members):
                group = FindingGroup(f"{kind}-{place}", kind, place)
                groups.append(group)
                for name, value in member.items():
                    written = value if isinstance(value, tuple) else (value,)
                    findings += [_finding(dictionary, name, group.id, one) for one in written]
        record = Record(
            tuple(groups), tuple(findings), (), (), AS_OF, read_date(birth) if birth else None, "female"
        )
        return derive(record, dictionary, lexicon)

    return make


def _finding(dictionary: FieldDictionary, name: str, group: str | None, written: Any) -> Finding:
    field = dictionary.field(name)
    value: Value
    if field.type is FieldType.DATE:
        value = read_date(written)
    elif field.type is FieldType.COUNT:
        value = Count(written)
    else:
        value = Coded(written, written)
    return Finding(f"{name}/{group}/{written}", name, group, FindingState.VALUE, value)


@pytest.fixture
def second_line(
    sets: dict[str, CriteriaSet], dictionary: FieldDictionary, lexicon: Lexicon
) -> Callable[[CaseFacts], SetVerdict]:
    return lambda facts: evaluate_set(sets["axi_cel_cn_2l"], facts, dictionary, lexicon)


def _kind(answer: SetVerdict) -> RecommendationKind | None:
    return None if answer.recommendation is None else answer.recommendation.kind


def test_relapse_at_seven_months_matches(
    derived: Derive, second_line: Callable[[CaseFacts], SetVerdict], catalogue: Catalogue
) -> None:
    answer = second_line(derived({"diagnosis": "dlbcl_nos"}, (R_CHOP,), (RELAPSE,)))
    assert answer.applicability is Applicability.APPLICABLE
    assert answer.recommendation is not None
    shown = catalogue.render(answer.recommendation.message, "en")
    assert shown == "Appears to match the disease criteria of axi-cel, China, second line"
    shown = catalogue.render(answer.recommendation.message, "zh")
    assert shown == "看来符合阿基仑赛（中国，二线）的疾病条件"


def test_late_relapse_does_not_match(derived: Derive, second_line: Callable[[CaseFacts], SetVerdict]) -> None:
    early = {**R_CHOP, "episode_start": "2023-12-12", "episode_last_dose": "2024-03-27"}
    early["episode_response_date"] = "2024-05-11"
    answer = second_line(derived({"diagnosis": "dlbcl_nos"}, (early,), (RELAPSE,)))
    assert _kind(answer) is RecommendationKind.DOES_NOT_MATCH
    assert answer.verdict("AXI-CN-2L.STATE").result is Result.NOT_MET


def test_month_that_straddles_twelve_months_asks_for_the_day(
    derived: Derive,
    second_line: Callable[[CaseFacts], SetVerdict],
    sets: dict[str, CriteriaSet],
    dictionary: FieldDictionary,
    lexicon: Lexicon,
) -> None:
    imprecise = {**R_CHOP, "episode_start": "2025-06", "episode_last_dose": "2025-10"}
    imprecise["episode_response_date"] = "2025-12-01"
    relapse = {"relapse_kind": "relapse", "relapse_biopsy": "2026-10-15"}
    facts = derived({"diagnosis": "dlbcl_nos"}, (imprecise,), (relapse,))
    answer = second_line(facts)
    assert _kind(answer) is RecommendationKind.INFORMATION_MISSING
    state = answer.verdict("AXI-CN-2L.STATE")
    assert (state.result, state.borderline) == (Result.UNKNOWN, True)
    plan = fewest_missing(sets["axi_cel_cn_2l"], facts, dictionary, lexicon)
    assert [(fact.field_id, fact.group_id) for fact in plan.label] == [("episode_last_dose", "episode-0")]


def test_two_documents_that_differ_on_the_last_dose_but_not_on_the_answer(
    derived: Derive, second_line: Callable[[CaseFacts], SetVerdict]
) -> None:
    differing = {**R_CHOP, "episode_last_dose": ("2026-03-27", "2026-04-26")}
    answer = second_line(derived({"diagnosis": "dlbcl_nos"}, (differing,), (RELAPSE,)))
    assert answer.verdict("AXI-CN-2L.STATE").result is Result.MET


def test_primary_refractory_matches(derived: Derive, second_line: Callable[[CaseFacts], SetVerdict]) -> None:
    failed = {**R_CHOP, "episode_best_response": "sd", "episode_end_reason": "inadequate_response"}
    answer = second_line(derived({"diagnosis": "hgbl_myc_bcl2"}, (failed,)))
    assert answer.verdict("AXI-CN-2L.STATE").result is Result.MET
    assert answer.verdict("AXI-CN-2L.STATE").mark.value == "K"
    assert _kind(answer) is RecommendationKind.MATCHES


def test_t_cell_lymphoma_leaves_early(
    derived: Derive,
    second_line: Callable[[CaseFacts], SetVerdict],
    dictionary: FieldDictionary,
    lexicon: Lexicon,
) -> None:
    facts = derived({"diagnosis": "ptcl"}, (R_CHOP,), (RELAPSE,))
    answer = second_line(facts)
    assert _kind(answer) is RecommendationKind.DOES_NOT_MATCH
    assert answer.applicability_reason is not None
    assert answer.applicability_reason.id == "criteria.outside.message"
    routing = outside_lbcl(facts, dictionary, lexicon)
    assert routing is not None and routing.route.id == "criteria.outside.t_nk"


@pytest.mark.parametrize(
    ("once", "inside"),
    [
        ({"diagnosis": "ptcl", "diagnosis_certainty": "suspected"}, True),
        ({"diagnosis": "fl", "transformed_from": "fl"}, True),
        ({"diagnosis": "fl"}, False),
        ({"diagnosis": "nhl_nos"}, True),
        ({}, True),
    ],
)
def test_early_exit_needs_a_sure_diagnosis_outside(
    derived: Derive, dictionary: FieldDictionary, lexicon: Lexicon, once: dict[str, str], inside: bool
) -> None:
    assert (outside_lbcl(derived(once), dictionary, lexicon) is None) is inside


def test_second_line_set_does_not_apply_after_two_lines(
    derived: Derive,
    second_line: Callable[[CaseFacts], SetVerdict],
    sets: dict[str, CriteriaSet],
    dictionary: FieldDictionary,
    lexicon: Lexicon,
) -> None:
    salvage = {
        "episode_regimen": "r_ice",
        "episode_status": "given",
        "episode_disease": "lbcl",
        "episode_start": "2026-06-02",
        "episode_last_dose": "2026-07-20",
        "episode_intent": "salvage",
        "episode_best_response": "pd",
        "episode_end_reason": "progression",
    }
    first = {"relapse_kind": "relapse", "relapse_biopsy": "2026-05-20"}
    second = {"relapse_kind": "progression", "relapse_imaging": "2026-08-03"}
    facts = derived(
        {"diagnosis": "dlbcl_nos", "response_to_latest_line": "pd"}, (R_CHOP, salvage), (first, second)
    )
    answer = second_line(facts)
    assert answer.applicability is Applicability.NOT_APPLICABLE
    assert answer.recommendation is None
    for name in ("axi_cel_cn_3l", "relma_cel_cn_3l"):
        later = evaluate_set(sets[name], facts, dictionary, lexicon)
        assert _kind(later) is RecommendationKind.MATCHES, name


def test_third_line_set_needs_two_lines(
    derived: Derive, sets: dict[str, CriteriaSet], dictionary: FieldDictionary, lexicon: Lexicon
) -> None:
    facts = derived({"diagnosis": "dlbcl_nos"}, (R_CHOP,), (RELAPSE,))
    answer = evaluate_set(sets["axi_cel_cn_3l"], facts, dictionary, lexicon)
    assert answer.applicability is Applicability.NOT_MET_NEEDS_LINES
    assert _kind(answer) is RecommendationKind.DOES_NOT_MATCH


R_DHAP: dict[str, Any] = {
    "episode_regimen": "r_dhap",
    "episode_status": "given",
    "episode_disease": "lbcl",
    "episode_start": "2026-06-02",
    "episode_last_dose": "2026-07-20",
    "episode_intent": "salvage",
    "episode_end_reason": "completed",
}
FIRST_RELAPSE: dict[str, Any] = {"relapse_kind": "relapse", "relapse_biopsy": "2026-05-20"}
SECOND_RELAPSE: dict[str, Any] = {"relapse_kind": "relapse", "relapse_imaging": "2026-10-12"}
STOPPED_AT_INTERIM: dict[str, Any] = {
    "episode_last_dose": "2026-01-23",
    "episode_cycles": 3,
    "episode_best_response": "pr",
    "episode_response_date": "2026-02-06",
    "episode_response_timing": "interim",
    "episode_end_reason": "inadequate_response",
}
SWITCHED: dict[str, Any] = {
    "episode_regimen": "r_ice",
    "episode_status": "given",
    "episode_disease": "lbcl",
    "episode_start": "2026-02-12",
    "episode_last_dose": "2026-04-20",
    "episode_intent": "salvage",
    "episode_best_response": "cr",
    "episode_response_timing": "end_of_treatment",
    "episode_end_reason": "completed",
}
THIRD_LINE_SETS = ("axi_cel_cn_3l", "relma_cel_cn_3l")
STATES = ("AXI-CN-3L.STATE", "ESMO.THIRD", "RELMA-CN-3L.STATE", "RELIANCE.STATE")


@dataclass(frozen=True)
class AfterTwoLines:
    """A patient whose second line ended so; `recommendation` and `state` by hand from the label wording."""

    name: str
    response: str | None
    latest: str | None
    relapses: tuple[Mapping[str, Any], ...]
    recommendation: RecommendationKind
    state: Result


_AFTER = (
    AfterTwoLines(
        "complete response, none recorded later",
        "cr",
        "cr",
        (FIRST_RELAPSE,),
        RecommendationKind.DOES_NOT_MATCH,
        Result.NOT_MET,
    ),
    AfterTwoLines(
        "partial response: definitions differ",
        "pr",
        "pr",
        (FIRST_RELAPSE,),
        RecommendationKind.NEEDS_DISCUSSION,
        Result.UNKNOWN,
    ),
    AfterTwoLines("stable disease", "sd", "sd", (FIRST_RELAPSE,), RecommendationKind.MATCHES, Result.MET),
    AfterTwoLines(
        "progressive disease", "pd", "pd", (FIRST_RELAPSE,), RecommendationKind.MATCHES, Result.MET
    ),
    AfterTwoLines(
        "progressive disease, said of the line only",
        "pd",
        None,
        (FIRST_RELAPSE,),
        RecommendationKind.MATCHES,
        Result.MET,
    ),
    AfterTwoLines(
        "relapse after a complete response",
        "cr",
        "cr",
        (FIRST_RELAPSE, SECOND_RELAPSE),
        RecommendationKind.MATCHES,
        Result.MET,
    ),
    AfterTwoLines(
        "nothing stated",
        None,
        None,
        (FIRST_RELAPSE,),
        RecommendationKind.INFORMATION_MISSING,
        Result.UNKNOWN,
    ),
    AfterTwoLines(
        "complete response, said of the line only: that no relapse is recorded is no evidence",
        "cr",
        None,
        (FIRST_RELAPSE,),
        RecommendationKind.INFORMATION_MISSING,
        Result.UNKNOWN,
    ),
)


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in _AFTER])
def test_third_line_sets_read_what_happened_after_the_second_line(
    derived: Derive,
    sets: dict[str, CriteriaSet],
    dictionary: FieldDictionary,
    lexicon: Lexicon,
    case: AfterTwoLines,
) -> None:
    second = dict(R_DHAP)
    if case.response is not None:
        second |= {"episode_best_response": case.response, "episode_response_timing": "end_of_treatment"}
    once = {"diagnosis": "dlbcl_nos"}
    if case.latest is not None:
        once["response_to_latest_line"] = case.latest
    facts = derived(once, (R_CHOP, second), case.relapses)
    _expect(sets, facts, dictionary, lexicon, case.recommendation, case.state)


def _expect(
    sets: dict[str, CriteriaSet],
    facts: CaseFacts,
    dictionary: FieldDictionary,
    lexicon: Lexicon,
    recommendation: RecommendationKind,
    state: Result,
) -> None:
    for name in THIRD_LINE_SETS:
        answer = evaluate_set(sets[name], facts, dictionary, lexicon)
        assert answer.applicability is Applicability.APPLICABLE
        assert _kind(answer) is recommendation, name
        found = {v.criterion_id: v.result for v in answer.verdicts if v.criterion_id in STATES}
        assert found == dict.fromkeys(found, state) and len(found) >= 2, name


def test_the_response_to_the_latest_line_is_asked_for_rather_than_the_class_computed_from_it(
    derived: Derive,
    sets: dict[str, CriteriaSet],
    dictionary: FieldDictionary,
    lexicon: Lexicon,
    catalogue: Catalogue,
) -> None:
    facts = derived({"diagnosis": "dlbcl_nos"}, (R_CHOP, R_DHAP), (FIRST_RELAPSE,))
    for name in THIRD_LINE_SETS:
        said = evaluate_set(sets[name], facts, dictionary, lexicon).recommendation
        assert said is not None
        shown = catalogue.render(said.message, "en")
        assert shown == "Information missing: Response to the most recent line"


def test_switch_at_interim_to_salvage_with_a_complete_response_is_no_relapse(
    derived: Derive, sets: dict[str, CriteriaSet], dictionary: FieldDictionary, lexicon: Lexicon
) -> None:
    """The switch counts as a second line (4.4), the disease is in remission."""
    first = {**R_CHOP, **STOPPED_AT_INTERIM}
    once = {"diagnosis": "dlbcl_nos", "response_to_latest_line": "cr"}
    facts = derived(once, (first, SWITCHED))
    assert facts.lines.since_lbcl == (2,)
    _expect(sets, facts, dictionary, lexicon, RecommendationKind.DOES_NOT_MATCH, Result.NOT_MET)
    relapsed = derived(once, (first, SWITCHED), (SECOND_RELAPSE,))
    _expect(sets, relapsed, dictionary, lexicon, RecommendationKind.MATCHES, Result.MET)


def test_relapse_after_a_switch_that_may_be_one_line_or_two_does_not_fail_the_later_set(
    derived: Derive, sets: dict[str, CriteriaSet], dictionary: FieldDictionary, lexicon: Lexicon
) -> None:
    first = {**R_CHOP, **STOPPED_AT_INTERIM, "episode_best_response": "cr"}
    first = {name: value for name, value in first.items() if name != "episode_end_reason"}
    second = {name: value for name, value in SWITCHED.items() if name != "episode_intent"}
    facts = derived({"diagnosis": "dlbcl_nos"}, (first, second), (SECOND_RELAPSE,))
    assert set(facts.lines.since_lbcl) == {1, 2}
    for name in THIRD_LINE_SETS:
        assert _kind(evaluate_set(sets[name], facts, dictionary, lexicon)) is (
            RecommendationKind.INFORMATION_MISSING
        ), name


def test_second_line_still_running_leaves_the_first_relapse_as_recorded(
    derived: Derive, second_line: Callable[[CaseFacts], SetVerdict]
) -> None:
    """In remission on second line the patient still relapsed within twelve months of first line."""
    running = {name: value for name, value in R_DHAP.items() if name != "episode_last_dose"}
    running |= {"episode_best_response": "cr", "episode_end_reason": "ongoing"}
    once = {"diagnosis": "dlbcl_nos", "response_to_latest_line": "cr"}
    answer = second_line(derived(once, (R_CHOP, running), (FIRST_RELAPSE,)))
    assert answer.applicability is Applicability.APPLICABLE
    assert answer.verdict("AXI-CN-2L.LINES").result is not Result.MET
    state = answer.verdict("AXI-CN-2L.STATE")
    assert state.result is Result.MET


@pytest.mark.parametrize(("dated_by", "borderline"), [("biopsy", False), ("imaging", True), ("report", True)])
def test_the_trial_asks_for_a_relapse_proven_by_biopsy(
    derived: Derive, second_line: Callable[[CaseFacts], SetVerdict], dated_by: str, borderline: bool
) -> None:
    """ZUMA-7 asks for a biopsy (2.1), the label does not."""
    relapse = {"relapse_kind": "relapse", f"relapse_{dated_by}": "2026-10-29"}
    answer = second_line(derived({"diagnosis": "dlbcl_nos"}, (R_CHOP,), (relapse,)))
    trial, label = answer.verdict("ZUMA7.STATE"), answer.verdict("AXI-CN-2L.STATE")
    assert (trial.result, trial.borderline) == (Result.MET, borderline)
    assert (label.result, label.borderline) == (Result.MET, False)


@pytest.mark.parametrize(
    ("reason", "result", "borderline"),
    [("completed", Result.MET, False), ("toxicity", Result.NOT_MET, True), (None, Result.UNKNOWN, False)],
)
def test_first_line_stopped_for_toxicity(
    derived: Derive,
    second_line: Callable[[CaseFacts], SetVerdict],
    reason: str | None,
    result: Result,
    borderline: bool,
) -> None:
    course = {name: value for name, value in R_CHOP.items() if name != "episode_end_reason"}
    course |= {} if reason is None else {"episode_end_reason": reason}
    verdict = second_line(derived({"diagnosis": "dlbcl_nos"}, (course,), (RELAPSE,))).verdict(
        "ZUMA7.TOLERATED"
    )
    assert (verdict.result, verdict.borderline) == (result, borderline)


def test_a_second_line_stopped_for_toxicity_says_nothing_about_the_first(
    derived: Derive, second_line: Callable[[CaseFacts], SetVerdict]
) -> None:
    stopped = {**R_DHAP, "episode_end_reason": "toxicity"}
    answer = second_line(derived({"diagnosis": "dlbcl_nos"}, (R_CHOP, stopped), (FIRST_RELAPSE,)))
    assert answer.verdict("ZUMA7.TOLERATED").result is Result.MET


def test_a_certainty_that_nobody_stated_is_shown_as_borderline(
    derived: Derive, second_line: Callable[[CaseFacts], SetVerdict]
) -> None:
    silent = second_line(derived({"diagnosis": "dlbcl_nos"}, (R_CHOP,), (RELAPSE,)))
    once = {"diagnosis": "dlbcl_nos", "diagnosis_certainty": "definite"}
    stated = second_line(derived(once, (R_CHOP,), (RELAPSE,)))
    for answer, borderline in ((silent, True), (stated, False)):
        for name in ("AXI-CN-2L.HISTOLOGY", "ZUMA7.HISTOLOGY"):
            verdict = answer.verdict(name)
            assert (verdict.result, verdict.borderline) == (Result.MET, borderline), name
        assert _kind(answer) is RecommendationKind.MATCHES


@pytest.mark.parametrize(
    ("infection", "result", "borderline"),
    [
        ("none", Result.MET, False),
        ("controlled", Result.MET, True),
        ("uncontrolled", Result.NOT_MET, False),
    ],
)
def test_a_controlled_infection_may_still_need_intravenous_treatment(
    derived: Derive,
    second_line: Callable[[CaseFacts], SetVerdict],
    infection: str,
    result: Result,
    borderline: bool,
) -> None:
    answer = second_line(
        derived({"diagnosis": "dlbcl_nos", "active_infection": infection}, (R_CHOP,), (RELAPSE,))
    )
    for name in ("ZUMA7.INFECTION", "FIT.INFECTION"):
        assert (answer.verdict(name).result, answer.verdict(name).borderline) == (result, borderline), name


def test_only_the_zuma_trials_except_a_cd20_negative_tumour(
    derived: Derive, sets: dict[str, CriteriaSet], dictionary: FieldDictionary, lexicon: Lexicon
) -> None:
    """2.1: RELIANCE names no exception."""
    chop = {**R_CHOP, "episode_regimen": "chop"}
    facts = derived({"diagnosis": "dlbcl_nos", "cd20_status": "negative"}, (chop,), (RELAPSE,))
    found = {
        name: evaluate_set(sets[set_id], facts, dictionary, lexicon).verdict(name).result
        for set_id, name in (
            ("axi_cel_cn_2l", "ZUMA7.ANTI_CD20"),
            ("axi_cel_cn_3l", "ZUMA1.ANTI_CD20"),
            ("relma_cel_cn_3l", "RELIANCE.ANTI_CD20"),
        )
    }
    assert found == {
        "ZUMA7.ANTI_CD20": Result.MET,
        "ZUMA1.ANTI_CD20": Result.MET,
        "RELIANCE.ANTI_CD20": Result.NOT_MET,
    }


def test_an_empty_case_lacks_information_and_fails_nothing(
    derived: Derive, sets: dict[str, CriteriaSet], dictionary: FieldDictionary, lexicon: Lexicon
) -> None:
    facts = derived({}, birth=None)
    for one in sets.values():
        answer = evaluate_set(one, facts, dictionary, lexicon)
        assert _kind(answer) is RecommendationKind.INFORMATION_MISSING
        assert not [
            verdict.criterion_id for verdict in answer.verdicts if verdict.result is not Result.UNKNOWN
        ]


def test_no_relapse_recorded_is_no_evidence_of_remission(
    derived: Derive, second_line: Callable[[CaseFacts], SetVerdict]
) -> None:
    unknown = second_line(derived({"diagnosis": "dlbcl_nos"}, (R_CHOP,)))
    assert _kind(unknown) is RecommendationKind.INFORMATION_MISSING
    stated = derived({"diagnosis": "dlbcl_nos", "response_to_latest_line": "cr"}, (R_CHOP,))
    assert _kind(second_line(stated)) is RecommendationKind.DOES_NOT_MATCH
