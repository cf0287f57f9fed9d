"""Lines of therapy from worked courses."""

from tests.domain.records import Draft, lexicon, r_chop, salvage
from workstation.domain.episodes import read_episodes
from workstation.domain.line_rules import LineRules, Rule
from workstation.domain.lines import derive_lines
from workstation.domain.therapy import Grouping, Lines
from workstation.domain.values import Count


def lines_of(draft: Draft) -> Lines:
    return draft.facts().lines


def rule_of(lines: Lines, episode: str) -> tuple[str, Grouping]:
    decision = next(d for d in lines.decisions if d.episode_id == episode)
    return decision.rule, decision.grouping


def test_no_episode_gives_no_line() -> None:
    lines = lines_of(Draft())
    assert lines.lines == () and lines.total == (0,)


def test_the_first_systemic_treatment_is_line_one() -> None:
    draft = Draft()
    first = r_chop(draft)
    lines = lines_of(draft)
    assert lines.total == lines.since_lbcl == (1,)
    assert rule_of(lines, first) == ("L1", Grouping.OPENS)


def test_only_what_was_given_counts() -> None:
    draft = Draft()
    r_chop(draft)
    for status in ("planned", "refused", "cancelled"):
        salvage(draft, status=status)
    lines = lines_of(draft)
    assert lines.total == (1,)
    assert [d.grouping for d in lines.decisions[1:]] == [Grouping.NOT_COUNTED] * 3


def test_a_status_that_nobody_stated_leaves_both_counts() -> None:
    draft = Draft()
    r_chop(draft)
    draft.episode("r_dhap", status="", start="2024-12-10", intent="salvage")
    assert lines_of(draft).total == (1, 2)


def test_a_last_actual_dose_shows_that_an_episode_was_given() -> None:
    draft = Draft()
    r_chop(draft)
    salvage(draft, status="")
    assert lines_of(draft).total == (2,)


def test_salvage_then_transplant_is_one_line() -> None:
    draft = Draft()
    r_chop(draft)
    second = salvage(draft)
    beam = draft.episode("beam", start="2025-03-01", last_dose="2025-03-06")
    asct = draft.episode("asct", start="2025-03-08")
    lines = lines_of(draft)
    assert lines.total == (2,)
    assert lines.lines[1].episode_ids == (second, beam, asct)
    assert rule_of(lines, asct) == ("L8", Grouping.NOT_A_LINE)


def test_maintenance_consolidation_and_prophylaxis_belong_to_the_line() -> None:
    draft = Draft()
    r_chop(draft)
    draft.episode("hd_mtx", start="2024-05-10", last_dose="2024-05-24", intent="cns_prophylaxis")
    draft.episode("rt", start="2024-06-10", last_dose="2024-06-30", intent="consolidation")
    draft.episode("len_mono", start="2024-08-01", last_dose="2025-02-01", intent="maintenance")
    lines = lines_of(draft)
    assert lines.total == (1,) and len(lines.lines[0].attached_ids) == 3


def test_methotrexate_for_disease_of_the_nervous_system_is_treatment() -> None:
    draft = Draft()
    r_chop(draft)
    draft.relapse(biopsy="2025-06-01")
    draft.episode("hd_mtx", start="2025-06-10", last_dose="2025-08-01", intent="cns_treatment")
    assert lines_of(draft).total == (2,)


def test_methotrexate_of_unknown_intent_leaves_both_counts() -> None:
    draft = Draft()
    r_chop(draft)
    episode = draft.episode("hd_mtx", start="2024-05-10", last_dose="2024-06-01")
    lines = lines_of(draft)
    assert lines.total == (1, 2)
    assert rule_of(lines, episode) == ("L8", Grouping.CANNOT_TELL)


def test_a_switch_on_an_interim_partial_response_opens_a_line_and_shows_the_other_count() -> None:
    draft = Draft()
    r_chop(
        draft, last_dose="2024-02-21", cycles=3, best_response="pr", response_timing="interim", end_reason=""
    )
    second = draft.episode("r_ice", start="2024-03-13", last_dose="2024-05-01")
    lines = lines_of(draft)
    assert lines.total == (2,)
    assert rule_of(lines, second) == ("L5", Grouping.OPENS)
    other = next(count for count in lines.alternatives if count.rule == "L5")
    assert other.total == (1,)


def test_the_interim_rule_can_be_switched() -> None:
    draft = Draft()
    r_chop(draft, last_dose="2024-02-21", best_response="pr", response_timing="interim", end_reason="")
    draft.episode("r_ice", start="2024-03-13", last_dose="2024-05-01")
    episodes = read_episodes(draft.record())
    lines = derive_lines(episodes, lexicon(), rules=LineRules(interim_switch_opens=False))
    assert lines.total == (1,)
    assert lines.alternatives[0].total == (2,)


def test_a_rule_that_is_off_decides_nothing() -> None:
    draft = Draft()
    r_chop(draft, last_dose="2024-02-21", best_response="cr", end_reason="toxicity")
    draft.episode("r_gemox", start="2024-03-13", last_dose="2024-06-01")
    episodes = read_episodes(draft.record())
    assert derive_lines(episodes, lexicon()).total == (1,)
    off = derive_lines(episodes, lexicon(), rules=LineRules(off=frozenset({Rule.L6})))
    assert off.total == (1, 2)


def test_a_planned_switch_and_one_for_toxicity_stay_in_the_line() -> None:
    for reason in ("planned_switch", "toxicity"):
        draft = Draft()
        r_chop(
            draft, last_dose="2024-02-21", best_response="pr", response_timing="interim", end_reason=reason
        )
        second = draft.episode("da_epoch_r", start="2024-03-13", last_dose="2024-06-01")
        lines = lines_of(draft)
        assert lines.total == (1,), reason
        assert rule_of(lines, second) == ("L6", Grouping.JOINS)


def test_an_unstated_reason_leaves_both_counts_and_says_what_is_missing() -> None:
    draft = Draft()
    r_chop(draft, last_dose="2024-03-01", best_response="", end_reason="")
    second = draft.episode("r_gemox", start="2024-04-05", last_dose="2024-06-01")
    lines = lines_of(draft)
    assert lines.total == (1, 2)
    assert lines.lines[1].number_options == (1, 2)
    decision = next(d for d in lines.decisions if d.episode_id == second)
    assert decision.reason.id == "lines.needs_end_reason"


def test_progression_opens_a_line_without_any_gap() -> None:
    draft = Draft()
    r_chop(draft, best_response="pd", end_reason="progression")
    second = draft.episode("r_gdp", start="2024-04-25", last_dose="2024-06-01")
    assert rule_of(lines_of(draft), second) == ("L5", Grouping.OPENS)


def test_same_class_swap_and_dose_reduction_stay_in_the_line() -> None:
    draft = Draft()
    r_chop(draft, last_dose="2024-02-21", best_response="", end_reason="")
    second = draft.episode("r_minichop", start="2024-03-13", last_dose="2024-05-01")
    third = draft.episode(
        drugs=("rituximab", "cyclophosphamide", "epirubicin", "vindesine", "prednisone"),
        start="2024-05-22",
        last_dose="2024-06-20",
    )
    lines = lines_of(draft)
    assert lines.total == (1,)
    assert rule_of(lines, second)[0] == rule_of(lines, third)[0] == "L7"


def test_the_same_regimen_after_a_long_pause_needs_a_relapse_to_be_a_line() -> None:
    again = Draft()
    r_chop(again)
    second = again.episode("r_chop", start="2025-06-01", last_dose="2025-08-01")
    assert lines_of(again).total == (1,)
    assert rule_of(lines_of(again), second)[0] == "L12"
    again.relapse(biopsy="2025-05-20")
    assert lines_of(again).total == (2,)


def test_drugs_that_start_within_the_window_belong_to_the_line() -> None:
    draft = Draft()
    draft.episode("chop", start="2024-01-10", last_dose="2024-01-12", best_response="", end_reason="")
    second = draft.episode("pola_r_chp", start="2024-02-01", last_dose="2024-05-01")
    assert rule_of(lines_of(draft), second) == ("L3", Grouping.JOINS)


def test_car_t_is_its_own_line_and_bridging_belongs_to_it() -> None:
    draft = Draft()
    r_chop(draft)
    salvage(draft)
    bridge = draft.episode("pola_br", start="2025-03-01", last_dose="2025-03-20", intent="bridging")
    depletion = draft.episode("flu_cy", start="2025-04-01", last_dose="2025-04-03")
    cells = draft.episode("axi_cel", start="2025-04-05", last_dose="2025-04-05")
    lines = lines_of(draft)
    assert lines.total == (3,)
    assert set(lines.lines[2].episode_ids) == {bridge, depletion, cells}
    assert any(count.rule == "L10" and count.total == (4,) for count in lines.alternatives)


def test_lines_for_an_earlier_indolent_lymphoma_are_counted_apart() -> None:
    draft = Draft()
    draft.say("transformed_from", "fl")
    draft.episode("br", start="2019-01-10", last_dose="2019-06-10", disease="indolent", best_response="cr")
    r_chop(draft, disease="lbcl")
    lines = lines_of(draft)
    assert lines.total == (2,) and lines.since_lbcl == (1,)
    assert draft.facts().get("line_count_since_lbcl").value == Count(1)


def test_an_unstated_disease_after_transformation_is_not_guessed() -> None:
    draft = Draft()
    draft.say("transformed_from", "fl")
    draft.episode("br", start="2019-01-10", last_dose="2019-06-10", best_response="cr")
    r_chop(draft, disease="lbcl")
    lines = lines_of(draft)
    assert lines.total == (2,) and lines.since_lbcl == (1, 2)


def test_steroids_prephase_and_a_single_antibody_dose_are_no_lines() -> None:
    draft = Draft()
    draft.episode("prephase", start="2024-01-01", last_dose="2024-01-05")
    draft.episode(drugs=("dexamethasone",), start="2024-01-02", last_dose="2024-01-06")
    draft.episode("r_mono", start="2024-01-03", last_dose="2024-01-03", cycles=1)
    r_chop(draft)
    assert lines_of(draft).total == (1,)


def test_radiotherapy_alone_at_relapse_is_shown_as_the_other_count() -> None:
    draft = Draft()
    r_chop(draft)
    draft.relapse(biopsy="2025-06-01")
    draft.episode("rt", start="2025-06-10", last_dose="2025-07-01", intent="palliative")
    lines = lines_of(draft)
    assert lines.total == (1,)
    assert any(count.rule == "L14" and count.total == (2,) for count in lines.alternatives)


def test_the_reviewer_overrules_with_a_reason_that_is_shown() -> None:
    draft = Draft()
    r_chop(draft)
    second = salvage(draft)
    third = draft.episode("pola_br", start="2025-05-01", last_dose="2025-07-01", intent="salvage")
    draft.override(second, 1, "planned intensification")
    lines = lines_of(draft)
    decision = next(d for d in lines.decisions if d.episode_id == second)
    assert decision.overridden and decision.reason.params["reason"] == "planned intensification"
    assert lines.total == (2,)
    assert lines.line_of(third) is lines.lines[1] and lines.lines[1].number_options == (2,)


def test_an_override_to_none_takes_an_episode_out() -> None:
    draft = Draft()
    r_chop(draft)
    second = salvage(draft)
    draft.override(second, 0)
    assert lines_of(draft).total == (1,)


def test_an_undocumented_earlier_line_can_be_said_by_override() -> None:
    draft = Draft()
    only = r_chop(draft)
    draft.override(only, 2)
    lines = lines_of(draft)
    assert lines.total == (2,) and lines.since_lbcl == (1, 2)


def test_conflicting_end_reasons_are_both_possible() -> None:
    draft = Draft()
    first = r_chop(draft, last_dose="2024-02-21", best_response="", end_reason="toxicity")
    draft.say("episode_end_reason", "progression", first)
    draft.episode("r_gemox", start="2024-03-13", last_dose="2024-06-01")
    assert lines_of(draft).total == (1, 2)


def test_episodes_are_put_in_order_of_time() -> None:
    draft = Draft()
    second = salvage(draft)
    first = r_chop(draft)
    assert [e.group_id for e in draft.facts().episodes] == [first, second]


def test_treatment_of_another_disease_counts_only_where_the_case_is_about_that_lymphoma() -> None:
    for diagnosis, total in (("dlbcl_nos", (0,)), ("ptcl", (1,))):
        draft = Draft()
        draft.say("diagnosis", diagnosis)
        r_chop(draft, disease="other")
        lines = lines_of(draft)
        assert lines.total == total and lines.since_lbcl == (0,), diagnosis


def test_a_relapse_after_the_restart_does_not_make_the_restart_a_line() -> None:
    draft = Draft()
    r_chop(draft)
    draft.episode("r_chop", start="2025-06-01", last_dose="2025-08-01")
    draft.relapse(biopsy="2025-09-20")
    assert lines_of(draft).total == (1,)


def test_treatment_after_transformation_is_a_line_whatever_ended_the_one_before() -> None:
    draft = Draft()
    draft.episode("br", start="2023-08-01", last_dose="2023-12-10", disease="indolent", end_reason="toxicity")
    second = r_chop(draft, disease="lbcl")
    lines = lines_of(draft)
    assert rule_of(lines, second) == ("L2", Grouping.OPENS)
    assert lines.total == (2,) and lines.since_lbcl == (1,)
