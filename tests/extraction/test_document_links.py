"""Copies, translations and newer versions among documents, and what only looks like them."""

import random

import pytest

from tests.extraction.printed import pages
from workstation.domain.documents import LinkKind
from workstation.extraction.document_links import propose_links
from workstation.extraction.document_words import DocumentWords, load_document_words
from workstation.extraction.documents import propose_documents
from workstation.messages import LANGUAGES, Catalogue
from workstation.settings import resources_dir

REPORT = """
    # Westmere General Hospital
    # Surgical pathology report
    Report no. S21-4410
    Name: DOE, Jane  Date of birth: 21/08/1961
    Report date: 14 April 2021
    Nature of specimen: excision biopsy, left axillary lymph node, 2.4 x 1.8 x 1.2 cm.
    The architecture is effaced by a diffuse infiltrate of large cells with vesicular nuclei.
    CD20 positive, CD3 negative, CD10 negative, BCL6 positive, MUM1 positive, Ki-67 about 80 %.
    Diagnosis: diffuse large B-cell lymphoma, NOS, non-germinal centre type (Hans).
    Dr. A. Marsh, Consultant pathologist
"""
TRANSLATED = """
    # Westmere General Hospital
    # 病理诊断报告
    译文
    病理号：S21-4410
    姓名：张三  出生日期：1961-08-21
    报告日期：2021年4月14日
    送检标本：左腋窝淋巴结切除活检，2.4 x 1.8 x 1.2 cm。
    淋巴结结构破坏，弥漫性大细胞浸润，核呈空泡状。
    CD20 阳性，CD3 阴性，CD10 阴性，BCL6 阳性，MUM1 阳性，Ki-67 约 80 %。
    诊断：弥漫大B细胞淋巴瘤，非特指型，非生发中心型。
"""
OTHER = """
    # Westmere General Hospital
    # Surgical pathology report
    Report no. S22-0917
    Name: DOE, Jane  Date of birth: 21/08/1961
    Report date: 2 March 2022
    Nature of specimen: core biopsy, right inguinal lymph node, four cores of 1.1 cm.
    The architecture is effaced by a diffuse infiltrate of large cells with vesicular nuclei.
    CD20 positive, CD3 negative, CD10 negative, BCL6 positive, MUM1 positive, Ki-67 about 90 %.
    Diagnosis: diffuse large B-cell lymphoma, relapse.
    Dr. A. Marsh, Consultant pathologist
"""
LAB = """
    # Westmere General Hospital
    # Laboratory report
    Patient: DOE, Jane  Born: 21/08/1961
    Collected: {day} 08:10
    Haemoglobin  {a}  g/L  115-155
    Leukocytes  {b}  10^9/L  3.5-10.0
    Platelets  {c}  10^9/L  150-400
    Creatinine  {d}  umol/L  45-90
    Lactate dehydrogenase  {e}  U/L  120-250
"""
FIRST = {"day": "2 May 2021", "a": "118", "b": "4.2", "c": "185", "d": "71", "e": "512"}
SECOND = {"day": "9 June 2021", "a": "104", "b": "2.9", "c": "96", "d": "78", "e": "340"}


@pytest.fixture(scope="module")
def words() -> DocumentWords:
    return load_document_words(resources_dir() / "lexicon")


def links(words: DocumentWords, *texts: str) -> list[tuple[int, int, LinkKind]]:
    """Links by the places of the texts; every text is a document of one page. Every reason has its sentence."""
    given = pages(*texts)
    documents = propose_documents(given, words)
    assert [document.pages for document in documents] == [(number,) for number in range(len(texts))]
    found = propose_links(documents, given, words)
    catalogue = Catalogue.load(resources_dir() / "messages")
    assert all(
        catalogue.render(why, language) for link in found for why in link.reasons for language in LANGUAGES
    )
    assert all(link.reasons for link in found)
    return [(link.document, link.other, link.kind) for link in found]


def faxed(text: str, share: float) -> str:
    """The text as an engine reads it from a bad copy."""
    chance = random.Random(4)
    return "".join(
        chance.choice("aceonrtil1") if char.isalpha() and chance.random() < share else char for char in text
    )


def test_a_copy_that_reads_a_little_differently(words: DocumentWords) -> None:
    assert links(words, REPORT, OTHER, faxed(REPORT, 0.02)) == [(2, 0, LinkKind.COPY_OF)]


def test_what_is_marked_as_a_copy_is_the_copy(words: DocumentWords) -> None:
    assert links(words, f"FAX COPY\n{REPORT}", REPORT) == [(0, 1, LinkKind.COPY_OF)]


def test_a_copy_of_a_copy_is_a_copy_of_the_first(words: DocumentWords) -> None:
    assert links(words, REPORT, faxed(REPORT, 0.01), faxed(REPORT, 0.02)) == [
        (1, 0, LinkKind.COPY_OF),
        (2, 0, LinkKind.COPY_OF),
    ]


def test_two_reports_of_one_form_are_no_copies(words: DocumentWords) -> None:
    assert links(words, REPORT, OTHER) == []
    assert links(words, LAB.format(**FIRST), LAB.format(**SECOND)) == []


def test_a_report_without_a_number_can_be_copied_too(words: DocumentWords) -> None:
    assert links(words, LAB.format(**FIRST), LAB.format(**FIRST)) == [(1, 0, LinkKind.COPY_OF)]


def test_a_translation_shares_number_dates_and_markers(words: DocumentWords) -> None:
    assert links(words, OTHER, TRANSLATED, REPORT) == [(1, 2, LinkKind.TRANSLATION_OF)]


def test_a_translation_is_found_without_a_number(words: DocumentWords) -> None:
    bare = [text.replace("S21-4410", "") for text in (REPORT, TRANSLATED)]
    assert links(words, *bare) == [(1, 0, LinkKind.TRANSLATION_OF)]


def test_a_report_of_another_day_is_no_translation(words: DocumentWords) -> None:
    assert links(words, OTHER.replace("S22-0917", ""), TRANSLATED.replace("S21-4410", "")) == []


@pytest.mark.parametrize(
    "head",
    [
        "# Addendum report\n    Report no. S21-4410 ADD-1",
        "# Amended report\n    Report no. S21-4410",
        "# Supplementary report\n    Report no. G21-118\n    Supplement to S21-4410",
    ],
)
def test_an_addendum_supersedes_its_report(words: DocumentWords, head: str) -> None:
    addendum = f"""
        # Westmere General Hospital
        {head}
        Name: DOE, Jane  Date of birth: 21/08/1961
        Report date: 20 April 2021
        FISH: no rearrangement of MYC by break-apart probe in 100 interphase nuclei.
        Specimen: paraffin block A1, core biopsy.
    """
    assert links(words, addendum, REPORT, OTHER) == [(0, 1, LinkKind.SUPERSEDES)]


def test_a_chinese_addendum(words: DocumentWords) -> None:
    report = "# 滨江市中心医院\n# 病理诊断报告\n病理号：B2021-03177\n姓名：张三  性别：男\n镜下所见：弥漫性大细胞浸润。"
    addendum = (
        "# 滨江市中心医院\n# 补充报告\n病理号：B2021-03177 补充1\n姓名：张三  性别：男\n免疫组化：CD30(-)。"
    )
    assert links(words, report, addendum) == [(1, 0, LinkKind.SUPERSEDES)]
