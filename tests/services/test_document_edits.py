"""Documents by hand: divided, joined, ordered, described, set aside; each one step of undo."""

from collections.abc import Callable, Sequence

import pytest

from tests.services.bench import evidence, review_of, set_new
from tests.services.test_pages import reading
from workstation.domain.dates import read_date
from workstation.domain.documents import LinkKind
from workstation.domain.errors import InputError, NotAllowedError, NotFoundError, StaleError
from workstation.domain.messages import Message
from workstation.services import findings
from workstation.services.document_decisions import link_documents
from workstation.services.document_edits import (
    merge_documents,
    move_documents,
    move_pages,
    part_pages,
    retype_document,
    set_aside,
    set_pages_aside,
    set_type,
    split_document,
    take_back,
)
from workstation.services.finding_text import find_in_case, search
from workstation.services.intake import ImportedFile, import_file
from workstation.services.pages import case_documents, remember_view, view_states
from workstation.services.queue import claim, list_queue
from workstation.services.readings import store_reading
from workstation.services.undoing import redo, undo
from workstation.services.verification import verify_case
from workstation.services.views import DocumentFacts, DocumentView, FormChange, LinkView
from workstation.services.workspace import Workspace, open_workspace

MakeFile = Callable[..., ImportedFile]


@pytest.fixture
def page_ids(ws: Workspace, case_id: str, make_file: MakeFile) -> list[str]:
    """Two documents: pages 0 to 2 of one file, pages 3 and 4 of another."""
    import_file(ws, case_id, make_file(b"one", pages=3))
    import_file(ws, case_id, make_file(b"two", pages=2))
    ids = [page.id for document in case_documents(ws, case_id) for page in document.pages]
    store_reading(ws, ids[1], reading("R-CHOP six cycles", "CD20 positive"))
    return ids


def layout(ws: Workspace, case_id: str, page_ids: Sequence[str]) -> list[list[int]]:
    """The documents as numbers of pages; what is set aside is negative and from 1."""
    return [
        [page_ids.index(page.id) if document.set_aside is None else -1 - page_ids.index(page.id)
         for page in document.pages]
        for document in case_documents(ws, case_id)
    ]  # fmt: skip


def seen(ws: Workspace, case_id: str, *numbers: int) -> dict[str, int]:
    """The versions of documents, by their places."""
    documents = case_documents(ws, case_id)
    return {documents[number].id: documents[number].row_version for number in numbers}


def ids_of(ws: Workspace, case_id: str) -> list[str]:
    return [document.id for document in case_documents(ws, case_id)]


def links(ws: Workspace, case_id: str) -> tuple[LinkView, ...]:
    return tuple(link for document in case_documents(ws, case_id) for link in document.links)


Edit = Callable[[Workspace, str, list[str]], FormChange]
EDITS: dict[str, tuple[Edit, list[list[int]]]] = {
    "split": (
        lambda ws, case, pages: split_document(ws, case, pages[1], seen(ws, case, 0)),
        [[0], [1, 2], [3, 4]],
    ),
    "merge": (
        lambda ws, case, pages: merge_documents(ws, case, ids_of(ws, case), seen(ws, case, 0, 1)),
        [[0, 1, 2, 3, 4]],
    ),
    "merge the other way": (
        lambda ws, case, pages: merge_documents(ws, case, ids_of(ws, case)[::-1], seen(ws, case, 0, 1)),
        [[3, 4, 0, 1, 2]],
    ),
    "pages within": (
        lambda ws, case, pages: move_pages(
            ws, case, [pages[2]], ids_of(ws, case)[0], pages[0], seen(ws, case, 0)
        ),
        [[2, 0, 1], [3, 4]],
    ),
    "pages across": (
        lambda ws, case, pages: move_pages(
            ws, case, [pages[2], pages[0]], ids_of(ws, case)[1], pages[4], seen(ws, case, 0, 1)
        ),
        [[1], [3, 2, 0, 4]],
    ),
    "last pages go to the end": (
        lambda ws, case, pages: move_pages(
            ws, case, pages[3:], ids_of(ws, case)[0], None, seen(ws, case, 0, 1)
        ),
        [[0, 1, 2, 3, 4]],
    ),
    "a document of their own": (
        lambda ws, case, pages: part_pages(
            ws, case, [pages[1], pages[3]], ids_of(ws, case)[0], seen(ws, case, 0, 1)
        ),
        [[1, 3], [0, 2], [4]],
    ),
    "documents": (
        lambda ws, case, pages: move_documents(
            ws, case, ids_of(ws, case)[1:], ids_of(ws, case)[0], seen(ws, case, 1)
        ),
        [[3, 4], [0, 1, 2]],
    ),
    "a page aside": (
        lambda ws, case, pages: set_pages_aside(ws, case, [pages[1]], "other patient", seen(ws, case, 0)),
        [[0, 2], [-2], [3, 4]],
    ),
    "all pages aside": (
        lambda ws, case, pages: set_pages_aside(ws, case, pages[3:], "other patient", seen(ws, case, 1)),
        [[0, 1, 2], [-4, -5]],
    ),
    "a document aside": (
        lambda ws, case, pages: set_aside(ws, case, "unreadable", seen(ws, case, 0)),
        [[-1, -2, -3], [3, 4]],
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_each_edit_is_one_step_of_undo(ws: Workspace, case_id: str, page_ids: list[str], name: str) -> None:
    edit, wanted = EDITS[name]
    before = case_documents(ws, case_id)
    change = edit(ws, case_id, page_ids)
    assert change.form is not None
    assert layout(ws, case_id, page_ids) == wanted
    outcome = undo(ws, case_id)
    assert outcome.done and outcome.documents
    assert layout(ws, case_id, page_ids) == [[0, 1, 2], [3, 4]]
    assert [each.id for each in case_documents(ws, case_id)] == [each.id for each in before]
    assert redo(ws, case_id).documents
    assert layout(ws, case_id, page_ids) == wanted
    assert list_queue(ws).rows[0].documents == len(wanted)
    assert all(check.ok for check in verify_case(ws, case_id))


@pytest.mark.parametrize("name", EDITS)
def test_what_has_changed_since_is_refused(
    ws: Workspace, other: Workspace, case_id: str, page_ids: list[str], name: str
) -> None:
    """The versions that an edit names are those from before: somebody has joined everything meanwhile."""
    edit, _ = EDITS[name]
    stale = {number: seen(ws, case_id, number) for number in (0, 1)}
    for document in case_documents(ws, case_id):
        retype_document(ws, document.id, DocumentFacts("laboratory"), document.row_version)
    old = {key: version for each in stale.values() for key, version in each.items()}

    def as_seen(_ws: Workspace, _case: str, *numbers: int) -> dict[str, int]:
        return {key: old[key] for number in numbers for key in stale[number]}

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(globals(), "seen", as_seen)
        with pytest.raises(StaleError):
            edit(ws, case_id, page_ids)
    assert layout(ws, case_id, page_ids) == [[0, 1, 2], [3, 4]]


@pytest.mark.parametrize("name", EDITS)
def test_a_case_in_other_hands_is_not_touched(
    ws: Workspace, other: Workspace, case_id: str, page_ids: list[str], name: str
) -> None:
    claim(ws, case_id, list_queue(ws).rows[0].row_version)
    edit, _ = EDITS[name]
    with pytest.raises(NotAllowedError):
        edit(other, case_id, page_ids)
    assert layout(ws, case_id, page_ids) == [[0, 1, 2], [3, 4]]


def test_a_split_keeps_the_language_and_a_merge_what_the_first_is(
    ws: Workspace, case_id: str, page_ids: list[str]
) -> None:
    first = case_documents(ws, case_id)[0]
    retype_document(ws, first.id, DocumentFacts("pathology", "Biopsy", language="zh"), first.row_version)
    split_document(ws, case_id, page_ids[2], seen(ws, case_id, 0))
    documents = case_documents(ws, case_id)
    assert [(each.type, each.title, each.language) for each in documents[:2]] == [
        ("pathology", "Biopsy", "zh"),
        ("other", "", "zh"),
    ]
    merge_documents(ws, case_id, [each.id for each in documents[:2]], seen(ws, case_id, 0, 1))
    (merged, _) = case_documents(ws, case_id)
    assert (merged.id, merged.title) == (first.id, "Biopsy")


def test_a_document_that_gives_all_its_pages_to_one_of_their_own_stays_what_it_is(
    ws: Workspace, case_id: str, page_ids: list[str]
) -> None:
    second = case_documents(ws, case_id)[1]
    set_type(ws, case_id, "laboratory", seen(ws, case_id, 1))
    part_pages(ws, case_id, page_ids[:2:-1], ids_of(ws, case_id)[0], seen(ws, case_id, 1))
    assert layout(ws, case_id, page_ids) == [[4, 3], [0, 1, 2]]
    first = case_documents(ws, case_id)[0]
    assert (first.id, first.type) == (second.id, "laboratory")


def test_links_go_with_a_document_and_come_back(ws: Workspace, case_id: str, page_ids: list[str]) -> None:
    first, second = ids_of(ws, case_id)
    link_documents(ws, case_id, second, first, LinkKind.TRANSLATION_OF)
    remember_view(ws, case_id, second, {"page": 1})
    assert [link.kind for link in case_documents(ws, case_id)[1].links] == [LinkKind.TRANSLATION_OF]
    assert case_documents(ws, case_id)[0].links == ()
    merge_documents(ws, case_id, [first, second], seen(ws, case_id, 0, 1))
    assert links(ws, case_id) == () and second not in view_states(ws, case_id)
    assert undo(ws, case_id).done
    (link,) = case_documents(ws, case_id)[1].links
    assert (link.document_id, link.other_id) == (second, first)
    assert undo(ws, case_id).documents
    assert links(ws, case_id) == ()


def test_evidence_stays_on_its_page(ws: Workspace, case_id: str, page_ids: list[str]) -> None:
    set_new(ws, case_id, "diagnosis", "DLBCL, NOS")
    findings.cite(ws, review_of(ws, case_id), "diagnosis", None, evidence(page_ids[1], "DLBCL, NOS"))
    second = ids_of(ws, case_id)[1]
    move_pages(ws, case_id, [page_ids[1]], second, None, seen(ws, case_id, 0, 1))
    moved = case_documents(ws, case_id)[1].pages[-1]
    assert (moved.id, moved.number, moved.cited) == (page_ids[1], 3, 1)
    assert undo(ws, case_id).done and undo(ws, case_id).done
    assert case_documents(ws, case_id)[0].pages[1].cited == 0


def test_a_page_set_aside_is_no_evidence_and_found_nowhere(
    ws: Workspace, case_id: str, page_ids: list[str]
) -> None:
    cite = evidence(page_ids[1], "DLBCL, NOS")
    assert find_in_case(ws, case_id, "CD20") and search(ws, "CD20")
    set_pages_aside(ws, case_id, [page_ids[1]], "another patient's", seen(ws, case_id, 0))
    aside = case_documents(ws, case_id)[1]
    assert aside.set_aside == Message("pages.set_aside", {"reason": "another patient's"})
    assert find_in_case(ws, case_id, "CD20") == search(ws, "CD20") == ()
    set_new(ws, case_id, "diagnosis", "DLBCL, NOS")
    with pytest.raises(NotAllowedError):
        findings.cite(ws, review_of(ws, case_id), "diagnosis", None, cite)
    take_back(ws, case_id, {aside.id: aside.row_version})
    assert layout(ws, case_id, page_ids) == [[0, 2], [1], [3, 4]]
    assert find_in_case(ws, case_id, "CD20")


def test_what_is_set_aside_does_not_mix_with_what_is_not(
    ws: Workspace, case_id: str, page_ids: list[str]
) -> None:
    set_aside(ws, case_id, "another patient's", seen(ws, case_id, 0))
    first, second = ids_of(ws, case_id)
    both = seen(ws, case_id, 0, 1)
    refused_edits: tuple[Callable[[], FormChange], ...] = (
        lambda: merge_documents(ws, case_id, [first, second], both),
        lambda: move_pages(ws, case_id, [page_ids[0]], second, None, both),
        lambda: part_pages(ws, case_id, [page_ids[0], page_ids[3]], None, both),
    )
    for edit in refused_edits:
        with pytest.raises(InputError) as refused:
            edit()
        assert refused.value.message_id == "documents.set_aside_differs"
    with pytest.raises(InputError):
        set_pages_aside(ws, case_id, [page_ids[0]], "again", both)
    split_document(ws, case_id, page_ids[1], seen(ws, case_id, 0))
    assert layout(ws, case_id, page_ids) == [[-1], [-2, -3], [3, 4]]


def test_edits_that_cannot_be(ws: Workspace, case_id: str, page_ids: list[str]) -> None:
    first, second = ids_of(ws, case_id)
    one, both = seen(ws, case_id, 0), seen(ws, case_id, 0, 1)
    refused: list[tuple[type[Exception], Callable[[], object]]] = [
        (InputError, lambda: split_document(ws, case_id, page_ids[0], one)),
        (InputError, lambda: split_document(ws, case_id, page_ids[3], one)),
        (InputError, lambda: move_pages(ws, case_id, [], first, None, one)),
        (InputError, lambda: move_pages(ws, case_id, [page_ids[0]] * 2, first, None, one)),
        (InputError, lambda: move_pages(ws, case_id, [page_ids[3]], first, None, one)),
        (StaleError, lambda: move_pages(ws, case_id, [page_ids[0]], second, page_ids[1], both)),
        (NotFoundError, lambda: move_documents(ws, case_id, [first], "nowhere", one)),
        (NotFoundError, lambda: set_aside(ws, case_id, "why", {"nowhere": 1})),
        (InputError, lambda: set_aside(ws, case_id, " ", one)),
        (InputError, lambda: set_pages_aside(ws, case_id, [page_ids[0]], " ", one)),
        (InputError, lambda: set_type(ws, case_id, "novel", one)),
    ]
    for error, edit in refused:
        with pytest.raises(error):
            edit()
    assert layout(ws, case_id, page_ids) == [[0, 1, 2], [3, 4]]
    assert not undo(ws, case_id).done


@pytest.fixture
def document(ws: Workspace, case_id: str, page_ids: list[str]) -> DocumentView:
    return case_documents(ws, case_id)[0]


def test_a_document_says_what_it_is(ws: Workspace, case_id: str, document: DocumentView) -> None:
    facts = DocumentFacts(
        "pathology", "Biopsy", read_date("03/2024"), "Northfield", "Dr Odum", "en", "primary"
    )
    retype_document(ws, document.id, facts, document.row_version)
    now = case_documents(ws, case_id)[0]
    assert (
        DocumentFacts(now.type, now.title, now.date, now.hospital, now.author, now.language, now.grade)
        == facts
    )
    with pytest.raises(StaleError):
        retype_document(ws, document.id, facts, document.row_version)
    with pytest.raises(InputError):
        retype_document(ws, document.id, DocumentFacts("novel"), now.row_version)
    set_type(ws, case_id, "pet_ct", seen(ws, case_id, 0))
    now = case_documents(ws, case_id)[0]
    assert (now.type, now.title, now.grade) == ("pet_ct", "Biopsy", "primary")
    assert undo(ws, case_id).done and undo(ws, case_id).done
    assert case_documents(ws, case_id)[0].type == "other"


def test_steps_outlive_a_restart(ws: Workspace, case_id: str, page_ids: list[str]) -> None:
    split_document(ws, case_id, page_ids[1], seen(ws, case_id, 0))
    folder, rules = ws.folder, ws.rules
    with open_workspace(folder, "hanna", "correct horse", rules) as again:
        assert layout(again, case_id, page_ids) == [[0], [1, 2], [3, 4]]
        outcome = undo(again, case_id)
        assert outcome.message == Message("undo.undone", {"what": Message("undo.verb.split_document")})
        assert layout(again, case_id, page_ids) == [[0, 1, 2], [3, 4]]
