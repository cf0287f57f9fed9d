"""Documents out of files: proposed from readings, made only when accepted, taken back, refused."""

from collections.abc import Callable

import pytest

from tests.extraction.printed import page
from tests.extraction.test_document_links import OTHER, REPORT
from tests.extraction.test_documents import DISCHARGE_1, DISCHARGE_2, LAB, PATHOLOGY_1, PATHOLOGY_2
from tests.services.bench import review_of
from workstation.domain.documents import LinkKind
from workstation.domain.errors import InputError, NotAllowedError, NotFoundError, StaleError
from workstation.domain.geometry import Box, Quad
from workstation.domain.messages import Message
from workstation.reading import PageReading, Word
from workstation.services import findings
from workstation.services.document_decisions import (
    accept_documents,
    link_documents,
    unlink_documents,
)
from workstation.services.document_edits import retype_document, set_aside, split_document
from workstation.services.document_proposals import document_proposals
from workstation.services.history import history
from workstation.services.intake import ImportedFile, import_file
from workstation.services.pages import (
    case_documents,
    page_words,
    remember_view,
)
from workstation.services.queue import case_header, claim, create_case
from workstation.services.readings import store_failure, store_reading
from workstation.services.undoing import redo, undo
from workstation.services.verification import verify_case
from workstation.services.views import (
    AcceptedDocument,
    DocumentFacts,
    DocumentProposals,
    LinkView,
    NewCase,
    NewEvidence,
    NewPatient,
    ProposedLink,
)
from workstation.services.workspace import Workspace

MakeFile = Callable[..., ImportedFile]
PACKET = (DISCHARGE_2, PATHOLOGY_2, LAB, DISCHARGE_1, PATHOLOGY_1)


def as_read(text: str) -> PageReading:
    """A reading of a page written by hand: a word for every word, columns apart."""
    words = []
    for number, line in enumerate(page(0, text).lines):
        left = line.box.left
        for column in line.text.split("  "):
            for word in column.split():
                right = min(1.0, left + 0.011 * len(word) * (2 if ord(word[0]) > 0x2E80 else 1))
                box = Box(left, line.box.top, right, line.box.bottom)
                words.append(Word(word, Quad.of(box), 0.9, number, 0))
                left = min(0.99, right + 0.008)
            left = min(0.99, left + 0.06)
    return PageReading("tesseract", "5.3", 0, 0.0, "eng", tuple(words), 1.0)


@pytest.fixture
def page_ids(ws: Workspace, case_id: str, make_file: MakeFile) -> list[str]:
    """Five pages of one file, three reports shuffled, all read."""
    import_file(ws, case_id, make_file(pages=len(PACKET)))
    pages = [page.id for page in case_documents(ws, case_id)[0].pages]
    for page_id, text in zip(pages, PACKET, strict=True):
        store_reading(ws, page_id, as_read(text))
    return pages


def split_at_3(ws: Workspace, case_id: str) -> None:
    """Divides the first document of the case before its third page."""
    document = case_documents(ws, case_id)[0]
    split_document(ws, case_id, document.pages[2].id, {document.id: document.row_version})


def document_links(ws: Workspace, case_id: str) -> tuple[LinkView, ...]:
    """How documents of a case belong together, as reviewers said."""
    return tuple(link for document in case_documents(ws, case_id) for link in document.links)


def accept_all(ws: Workspace, case_id: str, proposals: DocumentProposals) -> None:
    accepted = [AcceptedDocument(each.page_ids, each.facts) for each in proposals.documents]
    accept_documents(ws, case_id, accepted, proposals.seen)


def lists(ws: Workspace, case_id: str) -> list[list[str]]:
    return [[page.id for page in document.pages] for document in case_documents(ws, case_id)]


def expected(pages: list[str]) -> list[list[str]]:
    return [[pages[3], pages[0]], [pages[4], pages[1]], [pages[2]]]


def test_what_a_file_holds_is_proposed_and_nothing_is_changed(
    ws: Workspace, case_id: str, page_ids: list[str]
) -> None:
    before = history(ws, case_id)
    proposals = document_proposals(ws, case_id)
    assert proposals.is_new
    assert proposals.page_ids == tuple(page_ids)
    assert [list(each.page_ids) for each in proposals.documents] == expected(page_ids)
    discharge, pathology, lab = proposals.documents
    assert (discharge.facts.type, pathology.facts.type, lab.facts.type) == (
        "discharge_summary",
        "pathology",
        "laboratory",
    )
    assert (pathology.facts.hospital, pathology.facts.author) == ("Westmere General Hospital", "Dr. A. Marsh")
    assert (pathology.report_number, pathology.patient_name) == ("S21-4410", "DOE, Jane")
    assert pathology.read_on["date"].page_id == page_ids[4]
    assert "03/04/2021" in pathology.read_on["date"].quote
    assert all(each.stands_as is None and each.reasons for each in proposals.documents)
    assert lists(ws, case_id) == [page_ids]
    assert history(ws, case_id) == before


def test_accepted_documents_stand_with_what_they_are(
    ws: Workspace, case_id: str, page_ids: list[str]
) -> None:
    old = case_documents(ws, case_id)[0]
    accept_all(ws, case_id, document_proposals(ws, case_id))
    discharge, pathology, lab = case_documents(ws, case_id)
    assert lists(ws, case_id) == expected(page_ids)
    assert discharge.id == old.id and discharge.row_version > old.row_version
    assert (pathology.type, pathology.title, pathology.hospital, pathology.author, pathology.language) == (
        "pathology",
        "Surgical pathology report",
        "Westmere General Hospital",
        "Dr. A. Marsh",
        "en",
    )
    assert pathology.date is not None and pathology.date.is_ambiguous
    assert [page.number for page in pathology.pages] == [1, 2]
    assert (lab.type, discharge.type, discharge.language) == ("laboratory", "discharge_summary", "zh")
    assert all(check.ok for check in verify_case(ws, case_id))


def test_what_was_accepted_is_not_proposed_again(ws: Workspace, case_id: str, page_ids: list[str]) -> None:
    accept_all(ws, case_id, document_proposals(ws, case_id))
    after = document_proposals(ws, case_id)
    assert (after.documents, after.page_ids, after.is_new) == ((), (), False)
    assert {each.facts.type for each in after.described.values()} == {
        "pathology",
        "discharge_summary",
        "laboratory",
    }


def test_undo_and_redo_of_an_acceptance(ws: Workspace, case_id: str, page_ids: list[str]) -> None:
    accept_all(ws, case_id, document_proposals(ws, case_id))
    accepted = case_documents(ws, case_id)
    remember_view(ws, case_id, accepted[1].id, {"page": 2})
    outcome = undo(ws, case_id)
    assert outcome.done and outcome.message == Message(
        "undo.undone", {"what": Message("undo.verb.accept_documents")}
    )
    assert outcome.documents
    (document,) = case_documents(ws, case_id)
    assert [page.id for page in document.pages] == page_ids
    assert (document.type, document.title, document.date) == ("other", "", None)
    assert document_proposals(ws, case_id).is_new
    assert redo(ws, case_id).done
    assert [(each.id, each.type, each.title) for each in case_documents(ws, case_id)] == [
        (each.id, each.type, each.title) for each in accepted
    ]
    assert lists(ws, case_id) == expected(page_ids)
    assert all(check.ok for check in verify_case(ws, case_id))


def test_undo_takes_back_what_was_said_of_a_document_before_the_document(
    ws: Workspace, case_id: str, page_ids: list[str]
) -> None:
    before = lists(ws, case_id)
    accept_all(ws, case_id, document_proposals(ws, case_id))
    lab = case_documents(ws, case_id)[2]
    retype_document(ws, lab.id, DocumentFacts("laboratory", title="Blood count"), lab.row_version)
    assert undo(ws, case_id).done
    assert case_documents(ws, case_id)[2].title == lab.title
    assert undo(ws, case_id).done
    assert lists(ws, case_id) == before


def test_a_part_is_accepted_and_the_rest_stays(ws: Workspace, case_id: str, page_ids: list[str]) -> None:
    proposals = document_proposals(ws, case_id)
    pathology = proposals.documents[1]
    accept_documents(ws, case_id, [AcceptedDocument(pathology.page_ids, pathology.facts)], proposals.seen)
    assert lists(ws, case_id) == [[page_ids[0], page_ids[2], page_ids[3]], [page_ids[4], page_ids[1]]]
    rest, made = case_documents(ws, case_id)
    assert (rest.type, made.type) == ("other", "pathology")
    assert undo(ws, case_id).done
    assert lists(ws, case_id) == [page_ids]


def test_photographs_of_one_report_become_one_document(
    ws: Workspace, case_id: str, make_file: MakeFile
) -> None:
    """Three files of a page each: the second page of a report, another report, its first page."""
    for number, text in enumerate((PATHOLOGY_2, LAB, PATHOLOGY_1)):
        import_file(ws, case_id, make_file(data=b"photo %d" % number, name=f"{number}.jpg", pages=1))
        store_reading(ws, case_documents(ws, case_id)[number].pages[0].id, as_read(text))
    pages = [page_id for document in lists(ws, case_id) for page_id in document]
    accept_all(ws, case_id, document_proposals(ws, case_id))
    assert lists(ws, case_id) == [[pages[1]], [pages[2], pages[0]]]
    assert [document.type for document in case_documents(ws, case_id)] == ["laboratory", "pathology"]
    assert all(check.ok for check in verify_case(ws, case_id))
    assert undo(ws, case_id).done
    assert lists(ws, case_id) == [[page_id] for page_id in pages]
    assert redo(ws, case_id).done
    assert lists(ws, case_id) == [[pages[1]], [pages[2], pages[0]]]


def test_what_is_cited_stays_cited(ws: Workspace, case_id: str, page_ids: list[str]) -> None:
    word = next(word for word in page_words(ws, page_ids[4]).words if "S21" in word.text)
    evidence = NewEvidence(page_ids[4], (word.quad,), word.text, "supports", "tesseract 5.3", 0.9)
    findings.cite(ws, review_of(ws, case_id), "diagnosis", None, evidence)
    accept_all(ws, case_id, document_proposals(ws, case_id))
    cited = {page.id: page.cited for document in case_documents(ws, case_id) for page in document.pages}
    assert cited[page_ids[4]] == 1
    assert all(check.ok for check in verify_case(ws, case_id))


def test_nothing_is_proposed_while_a_page_waits(ws: Workspace, case_id: str, make_file: MakeFile) -> None:
    import_file(ws, case_id, make_file(pages=2))
    first, second = (page.id for page in case_documents(ws, case_id)[0].pages)
    store_reading(ws, first, as_read(PATHOLOGY_1))
    assert document_proposals(ws, case_id) == DocumentProposals()
    store_failure(ws, second, Message("reading.page_damaged", {"page": 2, "file": "path.pdf"}))
    (document,) = document_proposals(ws, case_id).documents
    assert document.page_ids == (first, second)


def test_a_document_that_was_described_divided_or_set_aside_is_left_alone(
    ws: Workspace, case_id: str, page_ids: list[str]
) -> None:
    document = case_documents(ws, case_id)[0]
    retype_document(ws, document.id, DocumentFacts("other", title="All there is"), document.row_version)
    proposals = document_proposals(ws, case_id)
    assert (proposals.documents, set(proposals.described)) == ((), {document.id})
    split_at_3(ws, case_id)
    assert document_proposals(ws, case_id).documents == ()
    for each in case_documents(ws, case_id):
        set_aside(ws, case_id, "another patient", {each.id: each.row_version})
    assert document_proposals(ws, case_id) == DocumentProposals()


def test_a_stale_selection_is_refused(ws: Workspace, case_id: str, page_ids: list[str]) -> None:
    proposals = document_proposals(ws, case_id)
    split_at_3(ws, case_id)
    before = lists(ws, case_id)
    with pytest.raises(StaleError):
        accept_all(ws, case_id, proposals)
    assert lists(ws, case_id) == before


def test_selections_that_cannot_be(ws: Workspace, case_id: str, page_ids: list[str]) -> None:
    seen = document_proposals(ws, case_id).seen
    other = DocumentFacts("other")
    for accepted, message_id in (
        ([AcceptedDocument((), other)], "documents.no_pages"),
        ([AcceptedDocument((page_ids[0], page_ids[0]), other)], "documents.page_elsewhere"),
        ([AcceptedDocument((page_ids[0],), other)] * 2, "documents.page_elsewhere"),
        ([AcceptedDocument(("nowhere",), other)], "documents.page_elsewhere"),
        ([AcceptedDocument((page_ids[0],), DocumentFacts("novel"))], "pages.unknown_type"),
    ):
        with pytest.raises(InputError) as refused:
            accept_documents(ws, case_id, accepted, seen)
        assert refused.value.message_id == message_id
    assert lists(ws, case_id) == [page_ids]


def test_documents_of_another_case_give_no_pages(
    ws: Workspace, case_id: str, page_ids: list[str], patient: NewPatient
) -> None:
    strange = create_case(ws, NewCase(patient, "CAR-T?", "Dr Odum", "Northfield"))
    proposals = document_proposals(ws, case_id)
    with pytest.raises(NotFoundError):
        accept_all(ws, strange, proposals)


def test_a_case_in_other_hands_is_left_alone(
    ws: Workspace, other: Workspace, case_id: str, page_ids: list[str]
) -> None:
    claim(ws, case_id, case_header(ws, case_id).row_version)
    with pytest.raises(NotAllowedError):
        accept_all(other, case_id, document_proposals(other, case_id))


@pytest.fixture
def reports(ws: Workspace, case_id: str, make_file: MakeFile) -> list[str]:
    """Two reports and a copy of the first one, each in a file of its own; their ids."""
    for number, text in enumerate((REPORT, OTHER, REPORT)):
        import_file(ws, case_id, make_file(data=b"scan %d" % number, name=f"{number}.pdf", pages=1))
        store_reading(ws, case_documents(ws, case_id)[number].pages[0].id, as_read(text))
    return [document.id for document in case_documents(ws, case_id)]


def test_a_copy_is_proposed_linked_and_no_longer_proposed(
    ws: Workspace, case_id: str, reports: list[str]
) -> None:
    pages = lists(ws, case_id)
    (link,) = document_proposals(ws, case_id).links
    assert (list(link.page_ids), list(link.other_page_ids), link.kind) == (
        pages[2],
        pages[0],
        LinkKind.COPY_OF,
    )
    link_documents(ws, case_id, reports[2], reports[0], link.kind)
    (made,) = document_links(ws, case_id)
    assert (made.document_id, made.other_id, made.kind) == (reports[2], reports[0], LinkKind.COPY_OF)
    assert document_proposals(ws, case_id).links == ()
    assert undo(ws, case_id).done
    assert document_links(ws, case_id) == ()
    assert redo(ws, case_id).done
    unlink_documents(ws, made.id, document_links(ws, case_id)[0].row_version)
    assert document_links(ws, case_id) == ()
    assert all(check.ok for check in verify_case(ws, case_id))


def test_documents_and_their_links_are_accepted_in_one_step(
    ws: Workspace, case_id: str, reports: list[str]
) -> None:
    proposals = document_proposals(ws, case_id)
    first, *_ = proposals.documents
    accepted = [AcceptedDocument(first.page_ids, first.facts)]
    nowhere = ProposedLink(first.page_ids, ("nowhere",), LinkKind.COPY_OF, ())
    with pytest.raises(InputError):
        accept_documents(ws, case_id, accepted, proposals.seen, [nowhere])
    accept_documents(ws, case_id, accepted, proposals.seen, proposals.links)
    assert [link.document_id for link in document_links(ws, case_id)] == [reports[2]]
    undone = undo(ws, case_id)
    assert undone.done and document_links(ws, case_id) == ()
    assert case_documents(ws, case_id)[0].type == "other"


def test_links_that_cannot_be(ws: Workspace, case_id: str, reports: list[str], patient: NewPatient) -> None:
    with pytest.raises(InputError):
        link_documents(ws, case_id, reports[0], reports[0], LinkKind.COPY_OF)
    link_documents(ws, case_id, reports[0], reports[1], LinkKind.SUPERSEDES)
    with pytest.raises(StaleError):
        link_documents(ws, case_id, reports[1], reports[0], LinkKind.COPY_OF)
    strange = create_case(ws, NewCase(patient, "CAR-T?", "Dr Odum", "Northfield"))
    with pytest.raises(NotFoundError):
        link_documents(ws, strange, reports[0], reports[2], LinkKind.COPY_OF)
    (made,) = document_links(ws, case_id)
    with pytest.raises(StaleError):
        unlink_documents(ws, made.id, made.row_version + 1)


def test_the_links_of_a_document_that_goes_go_with_it(
    ws: Workspace, case_id: str, reports: list[str]
) -> None:
    link_documents(ws, case_id, reports[2], reports[0], LinkKind.COPY_OF)
    documents = case_documents(ws, case_id)
    joined = AcceptedDocument(tuple(d.pages[0].id for d in documents), DocumentFacts("pathology"))
    accept_documents(ws, case_id, [joined], {d.id: d.row_version for d in documents})
    assert document_links(ws, case_id) == ()
    assert len(case_documents(ws, case_id)) == 1
    assert undo(ws, case_id).done
    assert [each.kind for each in document_links(ws, case_id)] == [LinkKind.COPY_OF]
