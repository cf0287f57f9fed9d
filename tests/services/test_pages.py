from collections.abc import Callable

import pytest

from workstation.domain.errors import NotFoundError
from workstation.domain.geometry import Box, Quad
from workstation.domain.messages import Message
from workstation.reading import PageReading, Word
from workstation.services.finding_text import find_in_case, search
from workstation.services.intake import ImportedFile, import_file
from workstation.services.pages import (
    case_documents,
    mark_seen,
    page_picture,
    page_words,
    remember_view,
    turn_pages,
    view_states,
)
from workstation.services.queue import (
    case_header,
    create_case,
    list_queue,
    move_to_bin,
    restore_from_bin,
)
from workstation.services.readings import store_failure, store_reading
from workstation.services.undoing import redo, undo
from workstation.services.views import DocumentView, NewCase, NewPatient, PageState
from workstation.services.workspace import Workspace

MakeFile = Callable[..., ImportedFile]


def reading(*lines: str, turn: int = 0, version: str = "5.3") -> PageReading:
    """A page that says these lines, each word in a box of its own."""
    words = []
    for line, text in enumerate(lines):
        for place, word in enumerate(text.split()):
            box = Box(place / 20, line / 20, (place + 1) / 20, (line + 1) / 20)
            words.append(Word(word, Quad.of(box), 0.9, line, 0))
    return PageReading("tesseract", version, turn, 0.5, "eng", tuple(words), 1.5)


@pytest.fixture
def document(ws: Workspace, case_id: str, make_file: MakeFile) -> DocumentView:
    """Three pages of one file, the first two read."""
    import_file(ws, case_id, make_file(pages=3))
    (document,) = case_documents(ws, case_id)
    store_reading(ws, document.pages[0].id, reading("Diffuse large B-cell lympho-", "ma, GCB type, CD20+"))
    store_reading(ws, document.pages[1].id, reading("R-CHOP six cycles", "CD20 阳 性 lymphoma"))
    return case_documents(ws, case_id)[0]


def test_pages_show_what_is_known_of_them(ws: Workspace, case_id: str, document: DocumentView) -> None:
    store_failure(
        ws, document.pages[2].id, Message("reading.page_unreadable", {"file": "path.pdf", "page": 3})
    )
    mark_seen(ws, case_id, [document.pages[0].id])
    first, second, third = case_documents(ws, case_id)[0].pages
    assert (first.state, first.engine, first.seen, first.cited) == (PageState.READ, "tesseract", True, 0)
    assert first.confidence == pytest.approx(0.9)
    assert (second.state, second.seen) == (PageState.READ, False)
    assert third.state is PageState.FAILED
    assert third.problem == Message("reading.page_unreadable", {"file": "path.pdf", "page": 3})
    ws.being_read = frozenset({third.id})
    assert case_documents(ws, case_id)[0].pages[2].state is PageState.READING


def test_words_come_with_their_places(ws: Workspace, document: DocumentView) -> None:
    text = page_words(ws, document.pages[0].id)
    assert text.reading_version == "tesseract 5.3"
    assert [word.text for word in text.words][:2] == ["Diffuse", "large"]
    assert text.words[1].quad == Quad.of(Box(0.05, 0, 0.1, 0.05))
    assert text.text.splitlines() == ["Diffuse large B-cell lympho-", "ma, GCB type, CD20+"]
    assert page_words(ws, document.pages[2].id).words == ()


def test_a_page_without_a_picture_has_none(ws: Workspace) -> None:
    assert page_picture(ws, "nothing") == b""


def test_seen_is_each_readers_own(
    ws: Workspace, other: Workspace, case_id: str, document: DocumentView
) -> None:
    ids = [page.id for page in document.pages]
    assert mark_seen(ws, case_id, [ids[0], ids[0]]) == 1
    assert mark_seen(ws, case_id, ids) == 2
    assert [page.seen for page in case_documents(ws, case_id)[0].pages] == [True, True, True]
    assert [page.seen for page in case_documents(other, case_id)[0].pages] == [False, False, False]


def test_turning_a_page_moves_no_box(ws: Workspace, case_id: str, document: DocumentView) -> None:
    page_id = document.pages[0].id
    before = page_words(ws, page_id)
    store_reading(ws, document.pages[1].id, reading("upside down", turn=180, version="6"))
    turn_pages(ws, case_id, {page_id: 90})
    turn_pages(ws, case_id, {page_id: 270})
    assert [page.turn for page in case_documents(ws, case_id)[0].pages] == [270, 180, 0]
    assert page_words(ws, page_id) == before
    with pytest.raises(ValueError):
        turn_pages(ws, case_id, {page_id: 45})
    with pytest.raises(NotFoundError):
        turn_pages(ws, case_id, {"nothing": 90})


def test_a_turn_is_one_step_of_undo_and_claims_no_case(
    ws: Workspace, other: Workspace, case_id: str, document: DocumentView
) -> None:
    def lie() -> list[int]:
        return [page.turn for page in case_documents(ws, case_id)[0].pages]

    first, second, third = (page.id for page in document.pages)
    owner = case_header(ws, case_id).owner
    turn_pages(ws, case_id, {first: 90})
    turn_pages(ws, case_id, {first: 180, second: 90, third: 90})
    outcome = undo(ws, case_id)
    assert (outcome.done, outcome.turned, outcome.documents) == (True, (first, second, third), True)
    assert lie() == [90, 0, 0]
    assert undo(ws, case_id).turned == (first,)
    assert lie() == [0, 0, 0]
    assert redo(ws, case_id).done and redo(ws, case_id).done
    assert lie() == [180, 90, 90]
    assert case_header(ws, case_id).owner == owner
    turn_pages(other, case_id, {second: 0})
    assert not undo(ws, case_id).done, "somebody else has turned one of the pages since"
    assert undo(other, case_id).done
    assert lie() == [180, 90, 90]


def test_found_words_come_with_their_line_and_their_boxes(
    ws: Workspace, case_id: str, document: DocumentView
) -> None:
    hits = find_in_case(ws, case_id, "cd20")
    assert [(hit.page_number, hit.context, hit.context[hit.start : hit.end]) for hit in hits] == [
        (1, "ma, GCB type, CD20+", "CD20+"),
        (2, "CD20 阳性 lymphoma", "CD20"),
    ]
    assert hits[0].quads == (Quad.of(Box(0.15, 0.05, 0.2, 0.1)),)
    (broken,) = find_in_case(ws, case_id, "B-cell lymphoma")
    assert len(broken.quads) == 3
    assert broken.context[broken.start : broken.end] == "B-cell lympho- ma,"
    (chinese,) = find_in_case(ws, case_id, "阳性")
    assert chinese.context[chinese.start : chinese.end] == "阳性"
    assert find_in_case(ws, case_id, "CD30") == find_in_case(ws, case_id, " ") == ()


def test_search_goes_through_all_cases_and_find_through_one(
    ws: Workspace, case_id: str, document: DocumentView, make_file: MakeFile
) -> None:
    second = create_case(ws, NewCase(NewPatient("Bo Odum")))
    import_file(ws, second, make_file(b"another", name="b.pdf", pages=1))
    page = case_documents(ws, second)[0].pages[0]
    store_reading(ws, page.id, reading("Lymphoma again"))
    assert {hit.case_id for hit in search(ws, "lymphoma")} == {case_id, second}
    assert [hit.page_id for hit in find_in_case(ws, second, "lymphoma")] == [page.id]


def test_a_case_in_the_bin_is_not_found(ws: Workspace, case_id: str, document: DocumentView) -> None:
    move_to_bin(ws, case_id, list_queue(ws).rows[0].row_version)
    assert search(ws, "lymphoma") == ()
    store_reading(ws, document.pages[2].id, reading("read in the bin"))
    restore_from_bin(ws, case_id, case_header(ws, case_id).row_version)
    assert list_queue(ws).rows[0].reading.done == 3 and len(search(ws, "bin")) == 1


def test_a_page_read_again_is_found_by_its_new_words_alone(
    ws: Workspace, case_id: str, document: DocumentView
) -> None:
    store_reading(ws, document.pages[0].id, reading("Mantle cell", version="6"))
    assert find_in_case(ws, case_id, "GCB") == ()
    assert [hit.page_number for hit in find_in_case(ws, case_id, "mantle")] == [1]


def test_a_view_is_remembered_per_user(
    ws: Workspace, other: Workspace, case_id: str, document: DocumentView
) -> None:
    assert view_states(ws, case_id) == {}
    remember_view(ws, case_id, document.id, {"page": 2, "zoom": 1.5})
    remember_view(ws, case_id, document.id, {"page": 3, "zoom": 1.5})
    assert view_states(ws, case_id) == {document.id: {"page": 3, "zoom": 1.5}}
    assert view_states(other, case_id) == {}
