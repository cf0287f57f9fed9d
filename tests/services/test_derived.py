from datetime import date

import pytest

from tests.services.bench import fill_second_line, new_group, review_of, set_new
from workstation.criteria.verdicts import Applicability, RecommendationKind, Result
from workstation.domain.dates import read_date
from workstation.domain.errors import NotAllowedError, StaleError
from workstation.services.derived import case_facts, counts_of, set_as_of, suitability
from workstation.services.findings import add_value, explain_conflict
from workstation.services.queue import case_header, list_queue, update_patient
from workstation.services.views import NewPatient
from workstation.services.workspace import Workspace


def test_an_empty_case_has_nothing_to_compute_from(ws: Workspace, case_id: str) -> None:
    view = suitability(ws, case_id)
    assert view.computed is None
    assert len(view.verdicts) == len(ws.rules.sets)
    assert list_queue(ws).rows[0].computed is None


def test_facts_follow_from_the_draft(ws: Workspace, case_id: str) -> None:
    episode = fill_second_line(ws, case_id)
    facts = case_facts(ws, case_id)
    assert [line.counted_ids for line in facts.lines.lines] == [(episode,)]
    assert facts.get("age").is_known
    assert facts.as_of == ws.today()


def test_a_second_line_case_matches_second_line_and_needs_lines_for_third(
    ws: Workspace, case_id: str
) -> None:
    fill_second_line(ws, case_id)
    view = suitability(ws, case_id)
    by_id = {verdict.set_id: verdict for verdict in view.verdicts}
    second, third = by_id["axi_cel_cn_2l"], by_id["axi_cel_cn_3l"]
    assert second.recommendation is not None
    assert second.recommendation.kind is RecommendationKind.MATCHES
    assert third.applicability is Applicability.NOT_MET_NEEDS_LINES
    assert view.computed is not None
    assert (view.computed.kind, view.computed.set_ids) == (RecommendationKind.MATCHES, ("axi_cel_cn_2l",))


def test_what_is_missing_is_ranked_by_what_it_decides(ws: Workspace, case_id: str) -> None:
    fill_second_line(ws, case_id)
    missing = suitability(ws, case_id).missing
    assert missing
    assert list(missing) == sorted(
        missing, key=lambda item: (not item.decides_label, -item.decides, item.field_id)
    )
    assert all(set_id == "axi_cel_cn_2l" for item in missing for set_id in item.set_ids)
    assert len({(item.field_id, item.group_id) for item in missing}) == len(missing)


def test_a_missing_label_fact_comes_first(ws: Workspace, case_id: str) -> None:
    new_group(ws, case_id, "episode", {"episode_regimen": "R-CHOP", "episode_status": "given"})
    view = suitability(ws, case_id)
    assert view.missing[0].decides_label
    assert "diagnosis" in {item.field_id for item in view.missing if item.decides_label}


def test_the_queue_row_moves_in_the_transaction_of_the_change(ws: Workspace, case_id: str) -> None:
    fill_second_line(ws, case_id)
    row, view = list_queue(ws).rows[0], suitability(ws, case_id)
    assert view.computed is not None
    assert (row.missing, row.computed) == (len(view.missing), view.computed.kind.value)
    set_new(ws, case_id, "hiv", "negative, 20 May 2025")
    assert list_queue(ws).rows[0].missing == len(suitability(ws, case_id).missing) == row.missing - 1
    with ws.read() as tx:
        fresh = counts_of(ws, tx, case_id)
    now = list_queue(ws).rows[0]
    assert (fresh.missing, fresh.conflicts, fresh.computed) == (now.missing, now.conflicts, now.computed)


def test_two_dates_that_agree_on_the_answer_leave_it_standing(ws: Workspace, case_id: str) -> None:
    episode = fill_second_line(ws, case_id)
    review = review_of(ws, case_id)
    add_value(ws, review, "episode_last_dose", episode, "Apr 2025")
    assert list_queue(ws).rows[0].conflicts == 1
    explain_conflict(ws, review, "episode_last_dose", episode, "Either date will do.")
    assert list_queue(ws).rows[0].conflicts == 0
    verdict = next(v for v in suitability(ws, case_id).verdicts if v.set_id == "axi_cel_cn_2l")
    assert all(v.result is Result.MET for v in verdict.verdicts if v.layer.value == "label")


def test_the_day_of_judgement_can_be_moved(ws: Workspace, case_id: str) -> None:
    fill_second_line(ws, case_id)
    seen = suitability(ws, case_id)
    view = set_as_of(ws, seen.review_id, date(2025, 5, 30), seen.row_version)
    assert view.as_of == date(2025, 5, 30)
    assert case_header(ws, case_id).as_of == date(2025, 5, 30)
    with pytest.raises(StaleError):
        set_as_of(ws, seen.review_id, date(2025, 5, 1), seen.row_version)


def test_only_the_owner_moves_the_day(ws: Workspace, other: Workspace, case_id: str) -> None:
    set_new(ws, case_id, "ecog", "1")
    seen = suitability(other, case_id)
    with pytest.raises(NotAllowedError):
        set_as_of(other, seen.review_id, date(2025, 5, 1), seen.row_version)


def test_a_corrected_birth_date_moves_the_computed_columns(ws: Workspace, case_id: str) -> None:
    fill_second_line(ws, case_id)
    assert list_queue(ws).rows[0].computed == "matches"
    known = case_header(ws, case_id).patient
    child = NewPatient(known.name, read_date("14 Mar 2012"), known.sex, known.record_number, ())
    update_patient(ws, known.id, child, known.row_version)
    assert list_queue(ws).rows[0].computed == "does_not_match"
