"""The demo workspace: every state in the queue, made through the services, within thirty seconds."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from workstation import settings
from workstation.demo.build import make_demo
from workstation.demo.plan import load_plan
from workstation.domain.case import CaseStatus
from workstation.domain.errors import DataFileError, InputError
from workstation.domain.findings import Standing
from workstation.services import assessment, derived, discussion, form, pages, queue
from workstation.services.form import all_rows
from workstation.services.queue import list_queue
from workstation.services.readings import reading_progress
from workstation.services.views import QueueFilter, QueueViewName, RowMark
from workstation.services.workspace import Workspace, describe, open_workspace


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    """The demo workspace and the processor seconds it took, its workers' included."""
    folder = tmp_path_factory.mktemp("demo") / "workspace"
    before = sum(os.times()[:4])
    make_demo(folder)
    return folder, sum(os.times()[:4]) - before


@pytest.fixture(scope="module")
def ws(made: tuple[Path, float]) -> Iterator[Workspace]:
    with open_workspace(made[0], "mkeller", "demo-keller") as opened:
        yield opened


def test_the_door_shows_its_people_and_their_passwords(made: tuple[Path, float]) -> None:
    door = describe(made[0])
    shown = {user.login: user.password for user in door.demo_users}
    plan = load_plan(settings.resources_dir() / "demo" / "states.yaml")
    assert shown == {person.login: person.password for person in plan.people}
    assert set(shown) == {"mkeller", "hroth", "apark", "admin"}


def test_it_takes_less_than_thirty_seconds_of_one_core(made: tuple[Path, float]) -> None:
    assert made[1] < 30


def test_the_queue_shows_every_state(ws: Workspace) -> None:
    rows = list_queue(ws, QueueFilter(QueueViewName.ALL_OPEN)).rows
    signed = list_queue(ws, QueueFilter(QueueViewName.SIGNED)).rows
    states = {row.number: row.status for row in (*rows, *signed)}
    assert states == {
        "LY-0139": CaseStatus.IN_REVIEW,
        "LY-0144": CaseStatus.WAITING,
        "LY-0147": CaseStatus.IN_REVIEW,
        "LY-0151": CaseStatus.IN_REVIEW,
        "LY-0155": CaseStatus.AWAITING_SIGNOFF,
        "LY-0156": CaseStatus.SIGNED,
        "LY-0158": CaseStatus.RETURNED,
        "LY-0162": CaseStatus.NEW,
        "LY-0164": CaseStatus.NEW,
    }


def test_no_reading_is_shipped(ws: Workspace) -> None:
    progress = reading_progress(ws)
    assert progress.done == 0
    assert progress.total >= 60


def test_every_document_is_named_and_a_duplicate_file_comes_once(ws: Workspace) -> None:
    case_id = queue.find_case(ws, "LY-0147")
    documents = pages.case_documents(ws, case_id)
    assert sorted(view.type for view in documents) == [
        "discharge_summary",
        "echocardiogram",
        "laboratory",
        "pathology",
        "pathology",
        "pet_ct",
        "pet_ct",
        "treatment_history",
    ]
    assert all(view.date is not None and view.title for view in documents)
    assert sum(len(view.pages) for view in documents) == 14


def test_wren_has_the_conflict_of_the_last_dose_with_a_source_each(ws: Workspace) -> None:
    view = form.the_form(ws, queue.find_case(ws, "LY-0147"))
    (row,) = [row for row in all_rows(view.sections) if row.mark is RowMark.CONFLICT]
    assert row.field.id == "episode_last_dose"
    standing = [value for value in row.values if value.finding.standing is Standing.STANDS]
    assert {value.finding.raw for value in standing} == {"27 Mar 2026", "April 2026"}
    assert {value.spots[0].document_type for value in standing} == {"discharge_summary", "treatment_history"}


def test_evidence_are_drawn_boxes_without_a_reading(ws: Workspace) -> None:
    for number in ("LY-0147", "LY-0155"):
        view = form.the_form(ws, queue.find_case(ws, number))
        evidence = [
            each for row in all_rows(view.sections) for value in row.values for each in value.finding.evidence
        ]
        assert len(evidence) > 20
        assert {each.reading_version for each in evidence} == {None}
        assert all(each.quads for each in evidence)


def test_a_page_of_another_patient_is_set_aside(ws: Workspace) -> None:
    documents = pages.case_documents(ws, queue.find_case(ws, "LY-0151"))
    assert len([view for view in documents if view.set_aside is not None]) == 1


def test_what_was_returned_has_its_comment_on_the_field(ws: Workspace) -> None:
    (comment,) = discussion.comments(ws, queue.find_case(ws, "LY-0158"))
    assert comment.field_id == "hbsag"
    assert comment.initials == "HR"


def test_what_is_signed_is_signed_by_another_than_its_author(ws: Workspace) -> None:
    (version,) = assessment.versions(ws, queue.find_case(ws, "LY-0156"))
    assert version.signature is not None
    assert version.signature.valid
    assert (version.author, version.signature.login) == ("Ana Park", "hroth")


def test_assessments_are_as_of_the_day_of_the_story(ws: Workspace) -> None:
    for number in ("LY-0147", "LY-0155", "LY-0158"):
        assert derived.suitability(ws, queue.find_case(ws, number)).as_of.isoformat() == "2026-11-23"


def test_a_folder_in_use_is_refused_and_left_as_it_was(made: tuple[Path, float]) -> None:
    before = (made[0] / "workspace.keys").read_bytes()
    with pytest.raises(InputError):
        make_demo(made[0])
    assert (made[0] / "workspace.keys").read_bytes() == before
    assert (made[0] / "workspace.db").exists()


def test_a_plan_that_is_wrong_names_its_file(tmp_path: Path) -> None:
    path = tmp_path / "states.yaml"
    path.write_text("people: 7\n", encoding="utf-8")
    with pytest.raises(DataFileError) as raised:
        load_plan(path)
    assert raised.value.params["file"] == "states.yaml"
