"""What a reviewer reads by eye: values in drawn boxes, and pages that no engine can read."""

from collections.abc import Callable

import pytest

from tests.services.bench import recommend, review_of, row_of
from tests.services.test_pages import reading
from workstation.domain.errors import InputError, NotAllowedError, NotFoundError, StaleError
from workstation.domain.findings import FindingState
from workstation.domain.geometry import Box, Quad
from workstation.domain.messages import Message
from workstation.services import findings
from workstation.services.assessment import submission_check
from workstation.services.by_eye import read_by_eye, review_by_eye, take_back_by_eye
from workstation.services.document_edits import set_aside
from workstation.services.history import history
from workstation.services.intake import ImportedFile, import_file
from workstation.services.pages import case_documents, page_words
from workstation.services.queue import assign, case_header, claim, create_case, list_queue
from workstation.services.readings import reading_progress, store_failure, store_reading
from workstation.services.verification import verify_case
from workstation.services.views import (
    FormRow,
    NewCase,
    NewEvidence,
    NewPatient,
    PageState,
    PageView,
    Progress,
    QueueRow,
    RowMark,
)
from workstation.services.workspace import Workspace

MakeFile = Callable[..., ImportedFile]
PROBLEM = Message("reading.page_timed_out", {"file": "path.pdf", "page": 2})


@pytest.fixture
def page_id(ws: Workspace, case_id: str, make_file: MakeFile) -> str:
    """The second of two pages: the first was read, this one could not be."""
    import_file(ws, case_id, make_file())
    first, second = case_documents(ws, case_id)[0].pages
    store_reading(ws, first.id, reading("Diffuse large B-cell lymphoma"))
    store_failure(ws, second.id, PROBLEM)
    return second.id


def box(page_id: str, quote: str = "") -> NewEvidence:
    return NewEvidence(page_id, (Quad.of(Box(0.2, 0.2, 0.5, 0.3)),), quote, "supports", "x", 0.4)


def page_of(ws: Workspace, case_id: str, page_id: str) -> PageView:
    return next(page for d in case_documents(ws, case_id) for page in d.pages if page.id == page_id)


def queued(ws: Workspace, case_id: str) -> QueueRow:
    return next(row for row in list_queue(ws).rows if row.case_id == case_id)


def answer(ws: Workspace, case_id: str, field_id: str) -> FormRow:
    return row_of(findings.the_form(ws, case_id), field_id)


# A value


def test_a_value_read_by_eye_has_its_box_as_source_and_no_quote(
    ws: Workspace, case_id: str, page_id: str
) -> None:
    review = review_of(ws, case_id)
    change = read_by_eye(ws, review, "ecog", None, box(page_id, "E0CG l"), "1, 20 May 2025")
    assert (change.field_id, change.warning) == ("ecog", None)
    row = answer(ws, case_id, "ecog")
    assert row.mark is RowMark.CONFIRMED
    (value,) = row.values
    (spot,) = value.spots
    assert (spot.quote, spot.confidence, spot.page_id) == ("", None, page_id)
    assert spot.bounds == Box(0.2, 0.2, 0.5, 0.3)
    assert findings.undo(ws, case_id).done
    assert answer(ws, case_id, "ecog").values == ()


def test_the_same_value_gets_the_box_and_another_one_stands_beside(
    ws: Workspace, case_id: str, page_id: str
) -> None:
    review = review_of(ws, case_id)
    findings.set_value(ws, review, "fish_myc", None, "rearranged")
    read_by_eye(ws, review, "fish_myc", None, box(page_id), "rearranged")
    (value,) = answer(ws, case_id, "fish_myc").values
    assert len(value.spots) == 1
    read_by_eye(ws, review, "fish_myc", None, box(page_id), "not rearranged")
    row = answer(ws, case_id, "fish_myc")
    assert row.mark is RowMark.CONFLICT
    assert [len(value.spots) for value in row.values] == [1, 1]


def test_a_value_read_by_eye_ends_the_search_for_it(ws: Workspace, case_id: str, page_id: str) -> None:
    review = review_of(ws, case_id)
    findings.looked_for_not_found(ws, review, "fish_myc")
    read_by_eye(ws, review, "fish_myc", None, box(page_id), "rearranged")
    (value,) = answer(ws, case_id, "fish_myc").values
    assert value.finding.state is FindingState.VALUE


def test_by_eye_needs_a_value_a_box_and_a_page_of_the_case(ws: Workspace, case_id: str, page_id: str) -> None:
    review = review_of(ws, case_id)
    nowhere = NewEvidence(page_id, (), "", "supports", None, None)
    with pytest.raises(InputError):
        read_by_eye(ws, review, "ecog", None, box(page_id), "  ")
    with pytest.raises(InputError):
        read_by_eye(ws, review, "ecog", None, nowhere, "1")
    with pytest.raises(InputError):
        read_by_eye(ws, review, "line_count", None, box(page_id), "1")
    with pytest.raises(NotFoundError):
        read_by_eye(ws, review, "ecog", None, box("nothing"), "1")
    document = case_documents(ws, case_id)[0]
    set_aside(ws, case_id, "another patient's", {document.id: document.row_version})
    with pytest.raises(NotAllowedError):
        read_by_eye(ws, review, "ecog", None, box(page_id), "1")
    assert answer(ws, case_id, "ecog").values == ()


# A page


def test_a_page_reviewed_by_eye_holds_nothing_up(ws: Workspace, case_id: str, page_id: str) -> None:
    recommend(ws, case_id)
    assert reading_progress(ws, case_id) == Progress(2, 2, 1)
    assert submission_check(ws, case_id).unread == (page_id,)
    assert queued(ws, case_id).reading.failed == 1
    review_by_eye(ws, case_id, page_id)
    page = page_of(ws, case_id, page_id)
    assert page.state is PageState.BY_EYE
    assert page.by_eye is not None
    assert page.by_eye.name == "Hanna Roth"
    assert page.problem == PROBLEM
    assert reading_progress(ws, case_id) == reading_progress(ws) == Progress(2, 2, 0)
    assert queued(ws, case_id).reading == Progress(2, 2, 0)
    check = submission_check(ws, case_id)
    assert check.unread == ()
    assert "unread" not in [message.id.rsplit(".", 1)[1] for message in check.advisory]
    assert "review_by_eye" in [entry.verb for entry in history(ws, case_id)]


def test_reviewed_by_eye_is_undone_and_taken_back(ws: Workspace, case_id: str, page_id: str) -> None:
    review_by_eye(ws, case_id, page_id)
    with pytest.raises(StaleError):
        review_by_eye(ws, case_id, page_id)
    undone = findings.undo(ws, case_id)
    assert undone.page_ids == (page_id,)
    assert page_of(ws, case_id, page_id).state is PageState.FAILED
    assert submission_check(ws, case_id).unread == (page_id,)
    findings.redo(ws, case_id)
    said = page_of(ws, case_id, page_id).by_eye
    assert said is not None
    with pytest.raises(StaleError):
        take_back_by_eye(ws, case_id, page_id, said.row_version + 1)
    take_back_by_eye(ws, case_id, page_id, said.row_version)
    assert page_of(ws, case_id, page_id).state is PageState.FAILED
    with pytest.raises(StaleError):
        take_back_by_eye(ws, case_id, page_id, said.row_version)
    assert all(check.ok for check in verify_case(ws, case_id))


def test_undo_does_not_bring_back_what_another_has_said_since(
    ws: Workspace, other: Workspace, case_id: str, page_id: str
) -> None:
    review_by_eye(ws, case_id, page_id)
    findings.undo(ws, case_id)
    assign(ws, case_id, other.user.id, case_header(ws, case_id).row_version)
    review_by_eye(other, case_id, page_id)
    assign(ws, case_id, ws.user.id, case_header(ws, case_id).row_version)
    outcome = findings.redo(ws, case_id)
    assert not outcome.done
    assert outcome.message.id == "undo.changed_by"
    page = page_of(ws, case_id, page_id).by_eye
    assert page is not None and page.name == "Li Na"


def test_evidence_on_such_a_page_is_a_drawn_box(ws: Workspace, case_id: str, page_id: str) -> None:
    review = review_of(ws, case_id)
    store_reading(ws, page_id, reading("ECOG l 20 Mav 2025"))
    review_by_eye(ws, case_id, page_id)
    with pytest.raises(InputError) as refused:
        findings.cite(ws, review, "ecog", None, box(page_id, "ECOG l"))
    assert refused.value.message_id == "findings.by_eye_needs_box"
    read_by_eye(ws, review, "ecog", None, box(page_id, "ECOG l"), "1, 20 May 2025")
    findings.cite(ws, review, "ecog", None, box(page_id))
    assert [spot.quote for spot in answer(ws, case_id, "ecog").values[0].spots] == ["", ""]
    assert page_words(ws, page_id).words


def test_a_page_is_read_by_eye_case_by_case(
    ws: Workspace, other: Workspace, case_id: str, page_id: str, make_file: MakeFile
) -> None:
    elsewhere = create_case(ws, NewCase(NewPatient("Bo Chen"), "?"))
    import_file(ws, elsewhere, make_file(), even_if_elsewhere=True)
    review_by_eye(ws, elsewhere, page_id)
    assert page_of(ws, case_id, page_id).state is PageState.FAILED
    assert reading_progress(ws, case_id).failed == 1
    assert reading_progress(ws, elsewhere).failed == 0
    claim(ws, case_id, case_header(ws, case_id).row_version)
    with pytest.raises(NotAllowedError):
        review_by_eye(other, case_id, page_id)
    with pytest.raises(NotFoundError):
        review_by_eye(ws, case_id, "nothing")
