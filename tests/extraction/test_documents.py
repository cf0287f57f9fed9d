"""Documents out of pages: each rule on pages written for it, in English and Chinese."""

from pathlib import Path

import pytest

from tests.extraction.printed import page, pages
from workstation.domain.dates import read_date
from workstation.domain.geometry import Box
from workstation.extraction.document_words import DocumentWords, load_document_words
from workstation.extraction.documents import describe_document, propose_documents
from workstation.extraction.page_text import PageLine, PageText
from workstation.extraction.proposals import DocumentProposal
from workstation.messages import LANGUAGES, Catalogue
from workstation.settings import resources_dir

PATHOLOGY_1 = """
    # Westmere General Hospital
    Department of Pathology  Tel 01632 960 001
    # Surgical pathology report
    Report no. S21-4410
    Name: DOE, Jane  Date of birth: 21/08/1961
    Report date: 03/04/2021

    Macroscopic description
    One lymph node of 2 cm, cut in three.
    foot: Page 1 of 2
"""
PATHOLOGY_2 = """
    Westmere General Hospital · S21-4410 · DOE, Jane
    Immunohistochemistry: CD20 positive, Ki-67 80 %.
    Dr. A. Marsh, Consultant pathologist
    foot: Page 2 of 2
"""
DISCHARGE_1 = """
    # 滨江市中心医院
    # 出 院 记 录
    姓名：张三  性别：男  年龄：60岁
    住院号：1234567  科别：血液内科
    入院日期：2021-04-20  出院日期：2021-05-01
    诊疗经过：患者入院后完善相关检查。
    foot: 第 1 页 共 2 页
"""
DISCHARGE_2 = """
    滨江市中心医院 出院记录（续页） 姓名：张三 住院号：1234567
    出院医嘱：休息，门诊随访。
    主治医师：李四
    2021-05-01
    foot: 第 2 页 共 2 页
"""
LAB = """
    # Westmere General Hospital
    # Laboratory report
    Patient: DOE, Jane  Born: 21/08/1961
    Collected: 2 May 2021 08:10
    Haemoglobin  118  g/L  115-155
    Platelets  85  10^9/L  150-400
"""


@pytest.fixture(scope="module")
def words() -> DocumentWords:
    return load_document_words(resources_dir() / "lexicon")


def found(words: DocumentWords, *texts: str) -> list[tuple[int, ...]]:
    return [document.pages for document in propose_documents(pages(*texts), words)]


def only(words: DocumentWords, *texts: str) -> DocumentProposal:
    (document,) = propose_documents(pages(*texts), words)
    return document


def told(document: DocumentProposal) -> str:
    catalogue = Catalogue.load(Path(resources_dir() / "messages"))
    both = [catalogue.render(reason, language) for reason in document.reasons for language in LANGUAGES]
    assert all(both)
    return "\n".join(catalogue.render(reason, "en") for reason in document.reasons)


def test_nothing_makes_nothing(words: DocumentWords) -> None:
    assert propose_documents([], words) == ()


def test_reports_in_a_row(words: DocumentWords) -> None:
    assert found(words, PATHOLOGY_1, PATHOLOGY_2, DISCHARGE_1, DISCHARGE_2, LAB) == [(0, 1), (2, 3), (4,)]


def test_reports_shuffled_and_interleaved_keep_their_own_order(words: DocumentWords) -> None:
    assert found(words, DISCHARGE_2, PATHOLOGY_2, LAB, DISCHARGE_1, PATHOLOGY_1) == [(3, 0), (4, 1), (2,)]


def test_a_page_has_exactly_one_document_and_every_reason_a_sentence(words: DocumentWords) -> None:
    documents = propose_documents(pages(PATHOLOGY_2, LAB, DISCHARGE_1, PATHOLOGY_1), words)
    assert sorted(number for document in documents for number in document.pages) == [0, 1, 2, 3]
    assert "report number, S21-4410" in told(documents[0])


def test_the_numbers_of_pages_are_those_given(words: DocumentWords) -> None:
    documents = propose_documents([page(40, PATHOLOGY_2), page(12, PATHOLOGY_1)], words)
    assert [document.pages for document in documents] == [(12, 40)]


@pytest.mark.parametrize(
    "counter",
    ["Page 2 of 2", "page 2/2", "Page | 0f 2", "- 2 -", "2/2", "第2页 共2页", "第 2 页/共 2 页", "第二页"],
)
def test_page_counters(words: DocumentWords, counter: str) -> None:
    """A page that says it is the second never opens a report, whatever else stands at its head."""
    number = "1" if "|" in counter else "2"
    second = f"""
        # Westmere General Hospital
        # Surgical pathology report
        Name: DOE, Jane  Date of birth: 21/08/1961
        CD20 positive in all cells of the infiltrate.
        foot: {counter}
    """
    expected = [(0, 1)] if number == "2" else [(0,), (1,)]
    assert found(words, PATHOLOGY_1, second) == expected


def test_a_figure_at_the_edge_is_no_counter(words: DocumentWords) -> None:
    assert found(words, LAB, f"{LAB}\n 38", f"{LAB}\n foot: 12/05/2021") == [(0,), (1,), (2,)]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Histopathology report", "pathology"),
        ("Histopatho1ogy repcrt", "pathology"),
        ("病理诊断报告", "pathology"),
        ("病 理 诊 断 报 告 单", "pathology"),
        ("痛理诊断报吿", "pathology"),
        ("Discharge summary: third admission", "discharge_summary"),
        ("出院小结", "discharge_summary"),
        ("PET/CT report", "pet_ct"),
        ("PET-CT检查报告", "pet_ct"),
        ("Laboratory results", "laboratory"),
        ("检验报告单", "laboratory"),
        ("Transthoracic echocardiogram", "echocardiogram"),
        ("超声心动图报告", "echocardiogram"),
        ("Summary of treatment", "treatment_history"),
        ("病情摘要", "treatment_history"),
        ("入院记录", "other"),
        ("Referral letter", "other"),
    ],
)
def test_titles_tell_the_type(words: DocumentWords, title: str, kind: str) -> None:
    document = only(words, f"# Westmere General Hospital\n# {title}\nName: DOE, Jane\nSome text of it.")
    assert document.type == kind
    assert document.title is not None and document.title.place.line == 1


def test_a_title_behind_the_name_of_the_hospital(words: DocumentWords) -> None:
    document = only(words, "# 滨江市中心医院病理诊断报告\n姓名：张三  性别：男\n镜下所见：弥漫性大细胞浸润。")
    assert (document.type, document.title and document.title.text) == ("pathology", "病理诊断报告")
    assert document.hospital is not None and document.hospital.text == "滨江市中心医院"


def test_text_tells_the_type_where_no_title_does(words: DocumentWords) -> None:
    document = only(
        words,
        """
        Dear colleague,
        FDG uptake in the left axilla, SUVmax 14.2, Deauville 5. 248 MBq were given.
        The hypermetabolic nodes of the mediastinum have resolved.
        """,
    )
    assert document.type == "pet_ct"


@pytest.mark.parametrize(
    ("line", "raw"),
    [
        ("Report date: 03/04/2021", "03/04/2021"),
        ("Reported 14 Apr 2021", "14 Apr 2021"),
        ("Authorised: 2021-04-14 16:20", "2021-04-14"),
        ("报告日期：2021-04-14", "2021-04-14"),
        ("审核时间：2021年4月14日 10:22", "2021年4月14日"),
        ("报 告 日 期 ： 2021.04.14", "2021.04.14"),
    ],
)
def test_the_date_of_a_report_is_the_labelled_one(words: DocumentWords, line: str, raw: str) -> None:
    document = only(
        words,
        f"""
        # Westmere General Hospital
        # Surgical pathology report
        Name: DOE, Jane  Date of birth: 21/08/1961
        Received: 01/03/2021  Printed: 30/09/2021
        {line}
        Compared with the biopsy of 7 January 2019.
        """,
    )
    assert document.date is not None
    assert document.date.date.alternatives == read_date(raw).alternatives
    assert line.split()[-1] in document.date.place.quote


def test_an_ambiguous_date_keeps_both_readings(words: DocumentWords) -> None:
    date = only(words, PATHOLOGY_1).date
    assert date is not None and date.date.is_ambiguous
    assert [str(each.earliest) for each in date.date.alternatives] == ["2021-03-04", "2021-04-03"]


def test_dates_of_birth_and_print_are_no_dates_of_a_report(words: DocumentWords) -> None:
    text = "# Westmere General Hospital\n# Laboratory report\nName: DOE, Jane  Born: 21/08/1961\nPrinted: 30/09/2021"
    assert only(words, text).date is None


@pytest.mark.parametrize(
    ("title", "line", "day"),
    [
        ("Discharge summary", "Admitted: 2 May 2021  Discharged: 9 May 2021", "2021-05-09"),
        ("PET-CT report", "Exam date: 9 May 2021", "2021-05-09"),
        ("Laboratory report", "Collected: 9 May 2021  Received: 10 May 2021", "2021-05-09"),
        ("出院记录", "入院日期：2021-05-02  出院日期：2021-05-09", "2021-05-09"),
    ],
)
def test_without_a_date_of_report_the_day_it_is_about(
    words: DocumentWords, title: str, line: str, day: str
) -> None:
    date = only(words, f"# Westmere General Hospital\n# {title}\nName: DOE, Jane\n{line}\nText.").date
    assert date is not None and str(date.date.alternatives[0].earliest) == day


def test_a_letter_is_dated_at_its_head_and_a_report_at_its_signature(words: DocumentWords) -> None:
    letter = "# Westmere General Hospital\n9 May 2021\n# Referral letter\nRe: DOE, Jane\nDear colleague,"
    signed = "# Westmere General Hospital\n# PET-CT\nName: DOE, Jane\nNo uptake.\n11 May 2021\nDr. B. Ode, Radiologist"
    for text, day in ((letter, "2021-05-09"), (signed, "2021-05-11")):
        date = only(words, text).date
        assert date is not None and str(date.date.alternatives[0].earliest) == day


def test_who_wrote_it_for_whom_and_under_which_number(words: DocumentWords) -> None:
    first, second = propose_documents(pages(PATHOLOGY_1, PATHOLOGY_2, DISCHARGE_1, DISCHARGE_2), words)
    assert [value and value.text for value in (first.author, first.hospital, first.patient_name)] == [
        "Dr. A. Marsh",
        "Westmere General Hospital",
        "DOE, Jane",
    ]
    assert first.report_number is not None
    assert (first.report_number.text, first.report_number.place.page) == ("S21-4410", 0)
    assert [value and value.text for value in (second.author, second.hospital, second.patient_name)] == [
        "李四",
        "滨江市中心医院",
        "张三",
    ]
    assert second.patient_id is not None and second.patient_id.text == "1234567"
    assert second.report_number is None
    assert (first.language, second.language) == ("en", "zh")


def test_every_value_says_where_it_was_read(words: DocumentWords) -> None:
    given = pages(PATHOLOGY_1, PATHOLOGY_2)
    (document,) = propose_documents(given, words)
    values = (document.title, document.date, document.hospital, document.author, document.report_number)
    for value in values:
        assert value is not None
        line = given[value.place.page].lines[value.place.line]
        assert (value.place.box, value.place.quote) == (line.box, line.text)


def test_running_heads_tie_where_nothing_is_numbered(words: DocumentWords) -> None:
    first = """
        # Westmere General Hospital
        # {title}
        Name: DOE, Jane  Date of birth: 21/08/1961
        {line}
        The text of the first page, which says little.
    """
    more = "{title} · DOE, Jane · {line}\nThe text of the second page, which says as little."
    a = {"title": "Discharge summary", "line": "Discharged: 9 May 2021"}
    b = {"title": "Discharge summary", "line": "Discharged: 1 June 2021"}
    assert found(words, first.format(**a), more.format(**b), first.format(**b), more.format(**a)) == [
        (0, 3),
        (2, 1),
    ]


@pytest.mark.parametrize("mark", ["", "# "])
def test_a_running_head_is_no_letterhead_however_high_it_was_measured(
    words: DocumentWords, mark: str
) -> None:
    further = f"{mark}滨江市中心医院·病理诊断报告·张三·病理号:B2021-03177\n免疫组化：CD20(+)，Ki-67约80%。"
    first = (
        "# 滨江市中心医院\n# 病理诊断报告\n病理号：B2021-03177\n姓名：张三  性别：男\n镜下所见：大细胞浸润。"
    )
    assert found(words, further, LAB, first) == [(2, 0), (1,)]


@pytest.mark.parametrize("heading", ["诊断意见", "Report", "检查所见"])
def test_the_head_of_a_section_is_no_title(words: DocumentWords, heading: str) -> None:
    further = f"Westmere General Hospital · S21-4410 · DOE, Jane\n# {heading}\nCD20 positive in all cells."
    documents = propose_documents(pages(LAB, PATHOLOGY_1.replace("Page 1 of 2", ""), further), words)
    assert [document.pages for document in documents] == [(0,), (1, 2)]


def test_a_misread_count_parts_nothing_that_is_surely_tied(words: DocumentWords) -> None:
    assert found(words, LAB, PATHOLOGY_2.replace("2 of 2", "2 of 8"), PATHOLOGY_1) == [(0,), (2, 1)]


def test_a_number_alone_in_the_head_is_the_reports(words: DocumentWords) -> None:
    first = (
        "# Institute of Pathology Westmere  {number}\n# Histology\nPatient DOE, Jane  Born 21/08/1961\nText."
    )
    more = "Institute of Pathology Westmere · {number} · DOE, Jane\nSee the earlier biopsy, {other}."
    a, b = "H 9911/14", "H 2204/24"
    given = (
        first.format(number=a),
        more.format(number=b, other=a),
        first.format(number=b),
        more.format(number=a, other=b),
    )
    documents = propose_documents(pages(*given), words)
    assert [document.pages for document in documents] == [(0, 3), (2, 1)]
    assert [document.report_number and document.report_number.text for document in documents] == [a, b]


def test_a_number_read_with_one_wrong_sign_still_ties(words: DocumentWords) -> None:
    assert found(words, LAB, PATHOLOGY_2.replace("S21-4410", "S2I-44l0"), PATHOLOGY_1) == [(0,), (2, 1)]


def test_numbers_one_apart_are_two_reports(words: DocumentWords) -> None:
    other = [text.replace("S21-4410", "S21-4411") for text in (PATHOLOGY_1, PATHOLOGY_2)]
    assert found(words, PATHOLOGY_1, other[1], other[0], PATHOLOGY_2) == [(0, 3), (2, 1)]


def test_the_number_of_the_patient_is_none_of_a_report(words: DocumentWords) -> None:
    other = DISCHARGE_1.replace("出 院 记 录", "入院记录").replace("共 2 页", "共 1 页")
    assert found(words, DISCHARGE_1, other, DISCHARGE_2) == [(0, 2), (1,)]


def test_pages_of_different_patients_never_meet(words: DocumentWords) -> None:
    strange = "Westmere General Hospital · Name: ROE, Peter\nText that goes on and on."
    assert found(words, PATHOLOGY_1.replace("foot: Page 1 of 2", ""), strange) == [(0,), (1,)]


def test_a_whole_letterhead_on_every_page(words: DocumentWords) -> None:
    head = "# 滨江市中心医院\n# 检验报告单\n姓名：张三  性别：男\n标本号：20210502118  采样时间：2021-05-02\n"
    first = head + "血红蛋白  118  g/L\n白细胞  4.2  10^9/L\n血小板  85  10^9/L"
    second = head + "肌酐  71  umol/L\n总胆红素  12.4  umol/L\n乳酸脱氢酶  512  U/L"
    later = second.replace("20210502118", "20210609220").replace("2021-05-02", "2021-06-09")
    assert found(words, first, second, later) == [(0, 1), (2,)]


def test_the_same_report_twice_is_two_documents(words: DocumentWords) -> None:
    both = PATHOLOGY_1, PATHOLOGY_2
    assert found(words, *both, *both) == [(0, 1), (2, 3)]


def test_no_more_pages_than_a_report_says_it_has(words: DocumentWords) -> None:
    stray = "The patient went home in good general condition and will be seen in the clinic.\nNo fever."
    assert found(words, PATHOLOGY_1, PATHOLOGY_2, stray) == [(0, 1), (2,)]


def test_a_stray_page_goes_with_its_neighbour_and_says_why(words: DocumentWords) -> None:
    letter = "# Westmere General Hospital\n# Referral letter\nRe: DOE, Jane\nDear colleague,\nthank you for seeing her"
    stray = "who has been treated by us since March and wishes to be seen.\nYours sincerely"
    document = only(words, letter, stray)
    assert document.pages == (0, 1)
    assert "Page 2 belongs here" in told(document)


def test_a_page_that_nothing_ties_stands_alone_and_says_so(words: DocumentWords) -> None:
    documents = propose_documents(pages("第 3 页 共 5 页\n病人一般情况可。", PATHOLOGY_1), words)
    assert [document.pages for document in documents] == [(0,), (1,)]
    assert "stands alone" in told(documents[0])


def test_pages_without_their_first_one_are_one_document(words: DocumentWords) -> None:
    third = PATHOLOGY_2.replace("Page 2 of 2", "Page 3 of 3").replace("CD20", "CD19")
    second = PATHOLOGY_2.replace("Page 2 of 2", "Page 2 of 3")
    assert found(words, third, LAB, second) == [(2, 0), (1,)]


def test_a_blank_page_stays_behind_the_page_before_it(words: DocumentWords) -> None:
    blank = PageText(1, ())
    first, _, third = pages(PATHOLOGY_1.replace("Page 1 of 2", "Page 1 of 1"), "", LAB)
    documents = propose_documents([first, blank, third], words)
    assert [document.pages for document in documents] == [(0, 1), (2,)]
    assert "blank" in told(documents[0])


def test_a_page_read_sideways_is_looked_at_upright(words: DocumentWords) -> None:
    upright = page(0, PATHOLOGY_1)
    turned = PageText(
        0,
        tuple(PageLine(line.text, _turned_back(line.box), line.height) for line in upright.lines),
        turn=90,
    )
    (one,), (other,) = (propose_documents([each], words) for each in (upright, turned))
    assert (one.type, one.title and one.title.text, one.report_number and one.report_number.text) == (
        other.type,
        other.title and other.title.text,
        other.report_number and other.report_number.text,
    )


def _turned_back(box: Box) -> Box:
    return Box(box.top, 1.0 - box.right, box.bottom, 1.0 - box.left)


def test_a_known_document_is_described_as_it_is(words: DocumentWords) -> None:
    document = describe_document([page(3, LAB), page(1, DISCHARGE_1)], words)
    assert (document.pages, document.type, document.reasons) == ((3, 1), "laboratory", ())
