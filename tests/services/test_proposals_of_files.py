"""Documents proposed for a case whose pages came in several files, and pages that name another patient."""

import re
from collections.abc import Callable, Mapping, Sequence

import pytest

from tests.extraction.test_piles_of_files import (
    CHUYUAN,
    DISCHARGE,
    HUAYAN,
    LAB,
    LOOSE,
    PATHOLOGY,
    PET,
    SANYE,
    headless,
)
from tests.services.test_document_proposals import as_read
from workstation.domain.dates import read_date
from workstation.domain.messages import Message
from workstation.messages import LANGUAGES, Catalogue
from workstation.services.document_edits import retype_document
from workstation.services.document_proposals import document_proposals
from workstation.services.intake import ImportedFile, import_file
from workstation.services.pages import case_documents
from workstation.services.queue import create_case
from workstation.services.readings import store_reading
from workstation.services.views import DocumentFacts, NewCase, NewPatient
from workstation.services.workspace import Workspace
from workstation.settings import resources_dir

MakeFile = Callable[..., ImportedFile]
Arrived = dict[str, tuple[str, int]]
"""Of each page the name of its file and its number there, from 1."""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load(resources_dir() / "messages")


def arrive(ws: Workspace, case_id: str, make_file: MakeFile, files: Mapping[str, Sequence[str]]) -> Arrived:
    """Imports files of these pages and reads them."""
    arrived: Arrived = {}
    for name, texts in files.items():
        import_file(ws, case_id, make_file(data=name.encode(), name=name, pages=len(texts)))
        document = next(each for each in case_documents(ws, case_id) if each.pages[0].id not in arrived)
        for number, (page, text) in enumerate(zip(document.pages, texts, strict=True), 1):
            arrived[page.id] = (name, number)
            store_reading(ws, page.id, as_read(text))
    return arrived


def proposed(ws: Workspace, case_id: str, arrived: Arrived) -> list[list[tuple[str, int]]]:
    return [[arrived[page] for page in each.page_ids] for each in document_proposals(ws, case_id).documents]


# Files


@pytest.mark.parametrize(
    ("report", "loose", "lab"), [(DISCHARGE, LOOSE, LAB), (CHUYUAN, SANYE, HUAYAN)], ids=["en", "zh"]
)
def test_a_loose_page_goes_with_its_file_and_not_with_the_one_before(
    ws: Workspace, case_id: str, make_file: MakeFile, report: str, loose: str, lab: str
) -> None:
    files = {"letter.pdf": [lab, report], "portal.pdf": [loose], "archive.pdf": [report, loose]}
    arrived = arrive(ws, case_id, make_file, files)
    found = proposed(ws, case_id, arrived)
    assert [("portal.pdf", 1)] in found
    assert [("letter.pdf", 1)] in found
    assert all(("archive.pdf", 2) not in each or ("archive.pdf", 1) in each for each in found)


def test_a_report_photographed_page_by_page_between_other_files(
    ws: Workspace, case_id: str, make_file: MakeFile
) -> None:
    first, second, third = PATHOLOGY
    files = {"a.jpg": [second], "lab.pdf": [LAB], "b.jpg": [third], "pet.pdf": [PET], "c.jpg": [first]}
    arrived = arrive(ws, case_id, make_file, files)
    assert [("c.jpg", 1), ("a.jpg", 1), ("b.jpg", 1)] in proposed(ws, case_id, arrived)


PAGE = {"en": re.compile(r"page (\d+)", re.IGNORECASE), "zh": re.compile(r"第\s*(\d+)\s*页")}


def reasons(ws: Workspace, case_id: str) -> list[Message]:
    return [reason for each in document_proposals(ws, case_id).documents for reason in each.reasons]


def test_reasons_call_a_page_by_its_file_where_there_are_several(
    ws: Workspace, case_id: str, make_file: MakeFile, catalogue: Catalogue
) -> None:
    files = {"letter.pdf": [DISCHARGE, LOOSE, LAB], "scan of 2021.pdf": PATHOLOGY, "loose.jpg": [SANYE]}
    arrive(ws, case_id, make_file, files)
    for language in LANGUAGES:
        told = [catalogue.render(reason, language) for reason in reasons(ws, case_id)]
        with_page = [sentence for sentence in told if PAGE[language].search(sentence)]
        assert len(with_page) >= len(files)
        for sentence in with_page:
            (name,) = (name for name in files if name in sentence)
            numbers = map(int, PAGE[language].findall(sentence))
            assert all(number <= len(files[name]) for number in numbers), sentence
        assert {name for name in files if any(name in sentence for sentence in told)} == set(files)


def test_reasons_call_a_page_by_its_number_where_there_is_one_file(
    ws: Workspace, case_id: str, make_file: MakeFile, catalogue: Catalogue
) -> None:
    arrive(ws, case_id, make_file, {"packet.pdf": [LAB, *PATHOLOGY]})
    for language in LANGUAGES:
        told = [catalogue.render(reason, language) for reason in reasons(ws, case_id)]
        numbers = {int(number) for sentence in told for number in PAGE[language].findall(sentence)}
        assert numbers == {1, 2, 3, 4}
        assert not any("packet.pdf" in sentence for sentence in told)


def test_photographs_counted_by_their_names_are_in_their_order(
    ws: Workspace, case_id: str, make_file: MakeFile
) -> None:
    """However they were chosen for import: further pages without heads, in which sentences go on."""
    first, second, third = headless(PATHOLOGY)
    files = {"IMG_2043.jpg": [third], "IMG_2041.jpg": [first], "IMG_2042.jpg": [second], "lab.pdf": [LAB]}
    arrived = arrive(ws, case_id, make_file, files)
    assert [("IMG_2041.jpg", 1), ("IMG_2042.jpg", 1), ("IMG_2043.jpg", 1)] in proposed(ws, case_id, arrived)


# Another patient. The patient of the case is Ada Lindt.


def report_of(line: str) -> str:
    return f"""
        # Westmere General Hospital
        # Surgical pathology report
        {line}
        Report date: 14 April 2021
        CD20 positive, CD3 negative, Ki-67 about 80 %.
        Diffuse large B-cell lymphoma, not otherwise specified.
        Dr. A. Marsh, Consultant pathologist
    """


def warned(ws: Workspace, case_id: str, make_file: MakeFile, *lines: str) -> dict[int, str]:
    """The names that are warned of, by the page on which they stand, from 0."""
    arrive(ws, case_id, make_file, {"packet.pdf": [report_of(line) for line in lines]})
    pages = [page.id for document in case_documents(ws, case_id) for page in document.pages]
    proposals = document_proposals(ws, case_id)
    of_documents = {page: name for each in proposals.documents for page, name in each.others.items()}
    assert of_documents == dict(proposals.others)
    return {pages.index(page): name for page, name in proposals.others.items()}


SAME = (
    "Patient: LINDT, Ada  Date of birth: 14 Mar 1960",
    "Patient: Ada Lindt  Hospital no. 88-412",
    "Name: LINDT ADA  Sex: F",
    "Patient: Mrs Ada Lindt DOB 14/03/1960",
    "Patient: Ada M. Lindt  Hospital no. 88-412",
    "Patient: Lindt, A.  Hospital no. 88-412",
    "Patient: LINDL, Ada  Date of birth: 14 Mar 1960",
    "Patient: Ada Llndt  Date of birth: 14 Mar 1960",
    "Name: L1NDT, Ado  Sex: F",
)
NOBODY = (
    "Hospital no. 88-412  Ward 7",
    "Patient was admitted with fever and loss of weight.",
    "Referred by: Dr Peter Odum  Consultant: Dr A. Mueller-Smith",
    "Next of kin name: Peter Moor  Tel 01632 960 002",
    "Test name: Immunohistochemistry",
    "Patient: unknown",
)
OTHERS = (
    ("Patient: SAMPLE, Mary  Date of birth: 19/11/1958", "SAMPLE, Mary"),
    ("Name: Mary Moor MRN: 0012345", "Mary Moor"),
    ("Patient: Pieter van der Berg DOB 03/02/1950", "Pieter van der Berg"),
    ("Patient: MOOR, Ada  Date of birth: 19/11/1958", "MOOR, Ada"),
    ("Patient: LINDT, Peter  Date of birth: 19/11/1958", "LINDT, Peter"),
)


def test_the_patient_of_the_case_is_no_other_though_misread(
    ws: Workspace, case_id: str, make_file: MakeFile
) -> None:
    assert warned(ws, case_id, make_file, *SAME) == {}


def test_a_name_in_another_script_says_nothing(ws: Workspace, case_id: str, make_file: MakeFile) -> None:
    lines = ("姓名：林艾达  性别：女", "患者姓名：张三 性别：男 年龄：61岁")
    assert warned(ws, case_id, make_file, *lines) == {}


def test_a_page_without_a_name_of_a_patient_says_nothing(
    ws: Workspace, case_id: str, make_file: MakeFile
) -> None:
    assert warned(ws, case_id, make_file, *NOBODY) == {}


def test_another_name_is_told(ws: Workspace, case_id: str, make_file: MakeFile, catalogue: Catalogue) -> None:
    """A relative with the same family name too."""
    wanted = {page: name for page, (_, name) in enumerate(OTHERS)}
    assert warned(ws, case_id, make_file, *(line for line, _ in OTHERS)) == wanted
    for language in LANGUAGES:
        for name in wanted.values():
            assert name in catalogue.render(Message("documents.other_patient", {"name": name}), language)


def test_only_the_page_that_names_another_patient_is_told(
    ws: Workspace, case_id: str, make_file: MakeFile
) -> None:
    lines = ("Patient: LINDT, Ada", "Patient: SAMPLE, Mary", "Ward 7", "Patient: Ada Lindt")
    assert warned(ws, case_id, make_file, *lines) == {1: "SAMPLE, Mary"}


def test_a_settled_document_that_names_another_patient_is_told_too(
    ws: Workspace, case_id: str, make_file: MakeFile
) -> None:
    arrive(ws, case_id, make_file, {"packet.pdf": [report_of("Patient: SAMPLE, Mary  Sex: F")]})
    (document,) = case_documents(ws, case_id)
    retype_document(ws, document.id, DocumentFacts("pathology", title="Biopsy"), document.row_version)
    assert document_proposals(ws, case_id).others == {document.pages[0].id: "SAMPLE, Mary"}


def test_a_patient_with_a_name_in_both_scripts(ws: Workspace, make_file: MakeFile) -> None:
    patient = NewPatient("Ouyang Wenjing", read_date("14 Mar 1960"), "F", "88-413", ("欧阳文静",))
    case_id = create_case(ws, NewCase(patient, "CAR-T?", "Dr Odum", "Northfield"))
    lines = (
        "姓名：欧阳文静  性别：女",
        "姓名：欧阳文净  性别：女",
        "姓名：欧 阳 文 静  性别：女",
        "Patient: Ouyang Wenjing  Sex: F",
        "Patient: OUYANG, Wenjing DOB 14/03/1960",
        "姓名：李四  性别：男",
        "姓名：欧阳建国  性别：男",
        "Patient: Li Si  Sex: M",
    )
    assert warned(ws, case_id, make_file, *lines) == {5: "李四", 6: "欧阳建国", 7: "Li Si"}
