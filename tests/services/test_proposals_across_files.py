"""Documents proposed out of several files of a case, and pages in them that name another patient."""

from collections.abc import Callable

import pytest

from tests.extraction.test_documents import DISCHARGE_1, DISCHARGE_2, LAB, PATHOLOGY_1, PATHOLOGY_2
from tests.services.test_document_proposals import accept_all, as_read
from workstation.domain.documents import LinkKind
from workstation.services.document_edits import set_aside
from workstation.services.document_proposals import document_proposals
from workstation.services.intake import ImportedFile, import_file
from workstation.services.pages import case_documents
from workstation.services.queue import add_alias, case_header
from workstation.services.readings import store_reading
from workstation.services.views import DocumentProposals
from workstation.services.workspace import Workspace

Bring = Callable[..., list[str]]
LOOSE = "He sleeps well and takes amlodipine for his blood pressure, and nothing else.\nNo fever."
LETTER = """
    # Westmere General Hospital
    # Referral letter
    Re: DOE, Jane
    Dear colleague,
    thank you for seeing this patient in your clinic.

    She was treated with six cycles in our department and reached a remission that lasted for
    two years. Since March the node in the axilla has been growing again, and she has asked us
"""
GOES_ON = """
    and wishes to be seen in your clinic soon to hear about the therapy with her own cells.
    The node in the axilla measures three centimetres now and is not tender on touch.
    Yours sincerely
"""


@pytest.fixture
def bring(ws: Workspace, case_id: str, make_file: Callable[..., ImportedFile]) -> Bring:
    """Imports a file of these pages into the case, as read; answers their ids."""

    def import_and_read(name: str, *texts: str) -> list[str]:
        import_file(ws, case_id, make_file(data=name.encode(), name=name, pages=len(texts)))
        page_ids = [page.id for page in case_documents(ws, case_id)[-1].pages]
        for page_id, text in zip(page_ids, texts, strict=True):
            store_reading(ws, page_id, as_read(text))
        return page_ids

    return import_and_read


def made(proposals: DocumentProposals) -> list[list[str]]:
    return [list(document.page_ids) for document in proposals.documents]


def told(ws: Workspace, proposals: DocumentProposals, language: str = "en") -> str:
    reasons = (reason for document in proposals.documents for reason in document.reasons)
    return "\n".join(ws.rules.catalogue.render(reason, language) for reason in reasons)


def test_a_copy_in_another_file_is_proposed_for_itself_and_linked(
    ws: Workspace, case_id: str, bring: Bring
) -> None:
    first = bring("scan.pdf", PATHOLOGY_1, PATHOLOGY_2)
    again = bring("fax.pdf", f"FAX COPY\n{PATHOLOGY_1}", PATHOLOGY_2)
    proposals = document_proposals(ws, case_id)
    assert made(proposals) == [first, again]
    (link,) = proposals.links
    assert (list(link.page_ids), list(link.other_page_ids), link.kind) == (again, first, LinkKind.COPY_OF)


def test_a_loose_page_of_another_file_stays_by_itself(ws: Workspace, case_id: str, bring: Bring) -> None:
    lab = bring("lab.pdf", PATHOLOGY_1, PATHOLOGY_2, LAB)
    loose = bring("loose.pdf", LOOSE)
    assert made(document_proposals(ws, case_id)) == [lab[:2], lab[2:], loose]


def test_photographs_counted_by_their_names_may_follow_each_other(
    ws: Workspace, case_id: str, bring: Bring
) -> None:
    """Imported in another order: names lay them side by side, and a sentence that goes on ties them."""
    second = bring("IMG_0012.jpg", GOES_ON)
    lab = bring("IMG_0013.jpg", LAB)
    first = bring("IMG_0011.jpg", LETTER)
    assert made(document_proposals(ws, case_id)) == [[*first, *second], lab]


def test_reasons_call_pages_by_their_file_where_there_are_several(
    ws: Workspace, case_id: str, bring: Bring
) -> None:
    bring("discharge.pdf", DISCHARGE_1, DISCHARGE_2)
    assert "\nPage 2 belongs here: " in told(ws, document_proposals(ws, case_id))
    bring("photo b.jpg", PATHOLOGY_2)
    bring("photo a.jpg", PATHOLOGY_1)
    proposals = document_proposals(ws, case_id)
    assert "Page 2 of discharge.pdf belongs here: " in told(ws, proposals)
    assert "Page 1 of photo b.jpg belongs here: same report number, S21-4410." in told(ws, proposals)
    assert "photo b.jpg 第 1 页归入此处：报告编号相同（S21-4410）。" in told(ws, proposals, "zh")


def test_a_page_that_names_another_patient_is_told_and_nothing_is_set_aside(
    ws: Workspace, case_id: str, bring: Bring
) -> None:
    name = case_header(ws, case_id).patient.name
    own = bring("own.pdf", LAB.replace("DOE, Jane", name), DISCHARGE_1)
    pathology = bring("other.pdf", PATHOLOGY_1, PATHOLOGY_2)
    proposals = document_proposals(ws, case_id)
    assert proposals.others == {pathology[0]: "DOE, Jane"}
    named = {document.page_ids[0]: dict(document.others) for document in proposals.documents}
    assert named == {own[0]: {}, own[1]: {}, pathology[0]: {pathology[0]: "DOE, Jane"}}
    sentence = "Page 1 of other.pdf names another patient: DOE, Jane. Check before you use it."
    assert told(ws, proposals).count(sentence) == 1
    assert all(document.set_aside is None for document in case_documents(ws, case_id))
    accept_all(ws, case_id, proposals)
    assert document_proposals(ws, case_id).others == {pathology[0]: "DOE, Jane"}


def test_a_former_name_of_the_patient_is_no_other_patient(ws: Workspace, case_id: str, bring: Bring) -> None:
    bring("own.pdf", PATHOLOGY_1, PATHOLOGY_2)
    patient = case_header(ws, case_id).patient
    add_alias(ws, patient.id, "Doe, Jane")
    assert document_proposals(ws, case_id).others == {}


def test_a_document_that_is_set_aside_is_not_told_again(ws: Workspace, case_id: str, bring: Bring) -> None:
    bring("other.pdf", PATHOLOGY_1, PATHOLOGY_2)
    (document,) = case_documents(ws, case_id)
    set_aside(ws, case_id, "another patient's", {document.id: document.row_version})
    assert document_proposals(ws, case_id).others == {}
