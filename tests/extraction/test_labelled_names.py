"""Names and dates behind labels as reports print them: whose report it is, who wrote it, and which day is its own."""

from collections.abc import Sequence

import pytest

from tests.extraction.printed import BODY, page
from workstation.domain.dates import read_date
from workstation.domain.geometry import Box
from workstation.extraction.document_words import DocumentWords, load_document_words
from workstation.extraction.documents import describe_document
from workstation.extraction.page_text import PageLine, PageText, is_han
from workstation.extraction.proposals import DocumentProposal
from workstation.settings import resources_dir

ENGLISH = """
    # Westmere General Hospital
    # Surgical pathology report
    {lines}

    Left axillary lymph node, excision: effaced by a diffuse infiltrate of large cells.
    CD20 positive, CD3 negative, CD10 negative, Ki-67 about 80 %.
    Diffuse large B-cell lymphoma, not otherwise specified.
"""
CHINESE = """
    # 滨江市中心医院
    # 病理诊断报告
    {lines}

    镜下所见：淋巴结结构破坏，弥漫性大细胞浸润，核呈空泡状。
    免疫组化：CD20(+)，CD3(-)，CD10(-)，Ki-67约80%。
    病理诊断：弥漫大B细胞淋巴瘤，非特指型。
"""
HONORIFICS = ("Mr ", "Mr. ", "Mrs ", "Mrs. ", "Ms ", "Ms. ", "Miss ")


@pytest.fixture(scope="module")
def words() -> DocumentWords:
    return load_document_words(resources_dir() / "lexicon")


def printed(*lines: str) -> str:
    """A report that has these lines below its title, Chinese where they are."""
    form = CHINESE if any(map(is_han, "".join(lines))) else ENGLISH
    return form.format(lines="\n".join(lines))


def report(words: DocumentWords, *lines: str) -> DocumentProposal:
    """What that report says of itself."""
    return describe_document([page(0, printed(*lines))], words)


def patient(words: DocumentWords, *lines: str) -> str:
    """The patient of that report without a Mr or Mrs, and a Chinese name without the space set in it."""
    name = report(words, *lines).patient_name
    text = "" if name is None else name.text
    for honorific in HONORIFICS:
        text = text.removeprefix(honorific)
    return text.replace(" ", "") if text and is_han(text[0]) else text


ENGLISH_NAMES = [
    ("Patient: John Example DOB 1950-02-03", "John Example"),
    ("Name: Example, John MRN: 12345", "Example, John"),
    ("Patient: John Q. Example Date of birth: 03 Feb 1950", "John Q. Example"),
    ("Patient: Jane O'Neill  Sex: F  Age: 60", "Jane O'Neill"),
    ("Patient: Jane O’Neill, DOB 21/08/1961", "Jane O’Neill"),
    ("Patient name: Anne-Marie Dupont-Lefèvre, DOB 12/03/1961", "Anne-Marie Dupont-Lefèvre"),
    ("Name: van der Berg, Pieter  Hospital no: 0098712", "van der Berg, Pieter"),
    ("Patient: Ludwig van der Hoeven Age 61", "Ludwig van der Hoeven"),
    ("Name: Maria de la Cruz Garcia MRN 5501234", "Maria de la Cruz Garcia"),
    ("PATIENT NAME: EXAMPLE JOHN  SEX: M", "EXAMPLE JOHN"),
    ("NAME: O'NEILL, JANE DOB: 21/08/1961", "O'NEILL, JANE"),
    ("Patient: Mr John Example, born 3 February 1950", "John Example"),
    ("Re: Mrs. Jane Example, DOB 04/11/1957, Hospital no. 0012345", "Jane Example"),
    ("Name of patient: Jean-Luc D'Arcy Ward: 7B", "Jean-Luc D'Arcy"),
    ("Surname: Example  Forename: John", "Example"),
    ("Patient: DOE, Jane (F, 60 y)", "DOE, Jane"),
    ("Name: MÜLLER, Jürgen Born: 03.02.1950", "MÜLLER, Jürgen"),
    ("Patient: John Example male 71 years", "John Example"),
    ("Patient John Example  MRN 0012345", "John Example"),
    ("MRN: 0012345 Name: Example, John Sex: M", "Example, John"),
    ("Patient: John Example NHS no. 000 000 0000", "John Example"),
    ("Patient: Example, John  (M)  03/02/1950", "Example, John"),
    ("Patient: O’Brien-Smith, Niamh Hospital No: A12345", "O’Brien-Smith, Niamh"),
    ("Patient Name Example, John Date of Birth 03/02/1950 Gender Male", "Example, John"),
    ("Name: De La Cruz, María José", "De La Cruz, María José"),
    ("Name: al-Rashid, Omar DOB: 03/02/1950", "al-Rashid, Omar"),
    ("Patient: Nguyễn Thị Hoa Sex: F", "Nguyễn Thị Hoa"),
    ("PATIENT: VAN DER BERG PIETER  DOB: 1950/02/03", "VAN DER BERG PIETER"),
    ("Patient: John Example, 71-year-old man", "John Example"),
    ("Patient: John Example aged 71 was seen in clinic today", "John Example"),
    ("Re: John Example d.o.b. 03/02/1950", "John Example"),
    ("RE: JOHN EXAMPLE, 12 Mill Lane, Oxley", "JOHN EXAMPLE"),
    ("Patient: Example John Ward 7", "Example John"),
    ("Name: Example, John Consultant: Dr A. Marsh", "Example, John"),
    ("Patient: John Example. Diagnosis: DLBCL", "John Example"),
    ("Name: Li Na (李娜)  Sex: F", "Li Na"),
    ("Name. Example, John Hosp. no. 0012345", "Example, John"),
    ("Patient: Example, J. A.  Unit no: 0012345", "Example, J. A."),
    ("Patient: Robert Ward DOB 03/02/1950", "Robert Ward"),
    ("Name: Mary Sample MRN: 0012345", "Mary Sample"),
    ("Name: Page, Eleanor Sex: F", "Page, Eleanor"),
]
CHINESE_NAMES = [
    ("患者姓名：张三 性别：男 年龄：61岁", "张三"),
    ("姓名 李四 住院号 0012345", "李四"),
    ("姓名：张三性别：男年龄：61岁", "张三"),
    ("姓名：欧阳文静 性别：女", "欧阳文静"),
    ("姓名:阿依古丽·买买提 性别:女 年龄:47岁", "阿依古丽·买买提"),
    ("姓 名：王 五  性 别：男", "王五"),
    ("患者：赵六，男，58岁", "赵六"),
    ("病人姓名 陈晓梅 女 47岁", "陈晓梅"),
    ("姓名：John Example 性别：男", "John Example"),
    ("姓名/Name：张三  性别/Sex：男", "张三"),
    ("病理号：B2021-03177 姓名：张三 科别：血液内科", "张三"),
    ("姓名：张三（男，61岁）  床号：12", "张三"),
    ("姓名：张三 男 61岁 血液内科 12床", "张三"),
    ("患者姓名：李 四（女）", "李四"),
    ("姓名：迪丽努尔·艾合买提  科别：血液内科", "迪丽努尔·艾合买提"),
    ("姓名:王小明住院号:0012345床号:12", "王小明"),
    ("姓 名 ： 张 三 性 别 ： 男", "张三"),
    ("姓名：诸葛明 科室：血液科", "诸葛明"),
    ("姓名: LI NA  性别: 女", "LI NA"),
    ("姓名｜张三｜性别｜男", "张三"),
]


@pytest.mark.parametrize(("line", "name"), [*ENGLISH_NAMES, *CHINESE_NAMES])
def test_the_name_ends_where_the_next_thing_begins(words: DocumentWords, line: str, name: str) -> None:
    assert patient(words, line) == name


PROSE = [
    "Patient was admitted with fever and loss of weight.",
    "Patient Information Leaflet was given.",
    "Patient consents to the storage of tissue.",
    "Patient reports night sweats since March.",
    "Name and address of the referring physician",
    "The patient name was checked against the wristband.",
    "Name: unknown",
    "Test name: Haemoglobin",
    "Drug name: Rituximab",
    "Next of kin name: Mary Example",
    "Name of surgeon: Dr B. Ode",
    "患者一般情况可，无发热。",
    "患者自述乏力2周，体重下降。",
    "患者及家属知情同意。",
    "联系人姓名：王芳  关系：配偶",
    "姓名：      性别：",
    "Patient Group Directions were followed.",
    "Patient ID band checked by two nurses.",
    "Patient Education: given",
    "Name of drug: Rituximab",
    "Brand name: MabThera",
    "Hospital name: Westmere General",
    "Contact name: Mary Example Tel 01632 960 002",
    "Gene name: MYC",
    "医生姓名：李明华",
    "家属姓名：王芳",
    "监护人姓名：王芳  电话：01632 960 002",
    "患者姓名核对无误。",
    "姓名、年龄、住院号已核对。",
    "患者诊断明确，拟行CAR-T治疗。",
]


@pytest.mark.parametrize("line", PROSE)
def test_a_line_that_holds_no_name_of_the_patient_gives_none(words: DocumentWords, line: str) -> None:
    assert patient(words, line) == ""


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Consultant: Dr A. Mueller-Smith, Haematology", "Dr A. Mueller-Smith"),
        ("Reported by: Dr. Siobhan O'Hara, Consultant Pathologist", "Dr. Siobhan O'Hara"),
        ("Pathologist: Prof. M. de la Fuente", "Prof. M. de la Fuente"),
        ("Electronically signed by: Dr J. van der Meer on 14 Apr 2021 16:20", "Dr J. van der Meer"),
        ("Authorised by: DR A. MARSH 14/04/2021", "DR A. MARSH"),
        ("报告医师：李明华  审核医师：王强", "李明华"),
        ("报告医师：李明华审核医师：王强", "李明华"),
        ("诊断医师: 司马光远 报告日期: 2021-04-14", "司马光远"),
        ("Reported by: A. Marsh (Consultant Histopathologist)", "A. Marsh"),
        ("Radiologist: Dr. B. Ode  Date: 21/04/2021", "Dr. B. Ode"),
        ("审核医师：欧阳修文（签名）", "欧阳修文"),
        ("医师签名：李明华 2021-04-14", "李明华"),
    ],
)
def test_who_wrote_it(words: DocumentWords, line: str, name: str) -> None:
    author = report(words, line).author
    assert author is not None and author.text == name


def columns(words: DocumentWords, *cells: tuple[str, float]) -> DocumentProposal:
    """A report with cells side by side, each a line of its own as engines tell them; `left` as a share of the page."""
    form = CHINESE if any(is_han(text[0]) for text, _ in cells) else ENGLISH
    given = page(0, form.format(lines=""))
    added = [
        PageLine(text, Box(left, 0.1, left + 0.011 * len(text), 0.1 + BODY), BODY) for text, left in cells
    ]
    lines = [*given.lines[:2], *added, *given.lines[2:]]
    return describe_document([PageText(0, tuple(lines))], words)


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        ([("Patient name", 0.1), ("Example, John", 0.3)], "Example, John"),
        (
            [("Name:", 0.1), ("Pieter van der Berg", 0.2), ("MRN:", 0.6), ("0012345", 0.7)],
            "Pieter van der Berg",
        ),
        ([("姓名：", 0.1), ("张三", 0.2), ("性别：", 0.4), ("男", 0.5)], "张三"),
        ([("性别", 0.5), ("姓名", 0.1), ("欧阳文静", 0.2), ("女", 0.6)], "欧阳文静"),
    ],
)
def test_the_name_stands_in_the_column_behind_its_label(
    words: DocumentWords, cells: Sequence[tuple[str, float]], name: str
) -> None:
    found = columns(words, *cells).patient_name
    assert found is not None and found.text == name


@pytest.mark.parametrize(
    ("head", "row", "name"),
    [
        ("Name  Date of birth  Sex  MRN", "DOE, Jane  21/08/1961  F  0012345", "DOE, Jane"),
        ("姓名  性别  出生日期  住院号", "张三  男  1961-08-21  1234567", "张三"),
        ("住院号  姓名  性别", "1234567  张三  男", "张三"),
    ],
)
def test_the_name_stands_under_its_label(words: DocumentWords, head: str, row: str, name: str) -> None:
    assert patient(words, head, row) == name


BIRTHS = [
    ("Patient: DOE, Jane  DOB 21/08/1961",),
    ("Patient: DOE, Jane (21.08.1961)",),
    ("Name: DOE, Jane", "d.o.b. 21 Aug 1961"),
    ("Name: DOE, Jane", "Born 21 August 1961 in Oxley"),
    ("Name  Date of birth  Sex", "DOE, Jane  21/08/1961  F"),
    ("Name: DOE, Jane", "Date of birth", "21/08/1961"),
    ("姓名：张三  出生日期：1961-08-21",),
    ("姓名：张三  性别：男", "出生 1961.08.21"),
    ("姓名  性别  出生日期", "张三  男  1961-08-21"),
    ("姓名：张三  出生年月：1961年8月",),
]


BIRTHS_ALONE = [
    ("Jane DOE  60 y  F  DOB:21-Aug-1961",),
    ("Patient: DOE, Jane, born on 21st August 1961",),
    ("Name: DOE, Jane", "Birth date 1961/08/21 Age 60"),
    ("DOE Jane 21/08/1961 MRN 0012345",),
    ("Jane DOE (born 21.08.1961)",),
    ("张三，男，1961年8月21日出生，住院号1234567",),
    ("姓名：张三", "出生日期", "1961-08-21"),
    ("张三 男 60岁 1961-08-21",),
    ("DOE, Jane  21.08.1961  F",),
    ("Name: DOE, Jane", "b. 21/08/1961"),
    ("Name: DOE, Jane", "*21.08.1961"),
    ("张三  男  1961年8月21日生",),
    ("姓名：张三", "1961年8月21日出生"),
]


@pytest.mark.parametrize("lines", [*BIRTHS, *BIRTHS_ALONE], ids="; ".join)
def test_a_date_of_birth_is_never_the_date_of_a_report(words: DocumentWords, lines: Sequence[str]) -> None:
    assert report(words, *lines).date is None


@pytest.mark.parametrize("lines", [*BIRTHS, *BIRTHS_ALONE], ids="; ".join)
def test_the_date_of_a_report_beside_a_date_of_birth(words: DocumentWords, lines: Sequence[str]) -> None:
    dated = "报告日期：2021-04-14" if any(map(is_han, "".join(lines))) else "Report date: 14 April 2021"
    assert day(report(words, *lines, dated)) == "2021-04-14"


@pytest.mark.parametrize("label", ["Date of birth", "DOB", "Born", "出生日期", "出生"])
def test_a_date_of_birth_in_the_next_column_is_no_date_of_a_report(words: DocumentWords, label: str) -> None:
    is_chinese = is_han(label[0])
    name = ("姓名：张三", 0.1) if is_chinese else ("Name: DOE, Jane", 0.1)
    born = "1961-08-21" if is_chinese else "21/08/1961"
    assert columns(words, name, (label, 0.4), (born, 0.6)).date is None


def day(document: DocumentProposal) -> str:
    assert document.date is not None
    assert len(document.date.date.alternatives) == 1
    return str(document.date.date.alternatives[0].earliest)


@pytest.mark.parametrize(
    "lines",
    [
        ("Received: 1 March 2021", "Reported: 14 April 2021", "Printed: 30 September 2021"),
        ("Printed 30 Sep 2021 08:12", "Received 01 Mar 2021", "Authorised 14 Apr 2021 16:20"),
        ("Received 1 Mar 2021 Reported 14 Apr 2021 Printed 30 Sep 2021",),
        ("Faxed: 30 September 2021 14:02", "Report date: 14 April 2021"),
        ("Fax date 30 September 2021", "Copied 29 September 2021", "Date of report 14 April 2021"),
        ("Collected  Received  Reported", "27 Feb 2021  1 Mar 2021  14 Apr 2021"),
        ("送检日期：2021-03-01  接收日期：2021-03-01", "报告日期：2021-04-14  打印日期：2021-09-30"),
        ("打印时间：2021-09-30 08:12", "收样时间：2021-03-01 09:30", "审核时间：2021-04-14 16:20"),
        ("接收日期  报告日期  打印日期", "2021-03-01  2021-04-14  2021-09-30"),
        ("复印日期：2021年9月30日", "签发日期：2021年4月14日"),
        ("Specimen received: 1 March 2021", "Report date: 14 April 2021"),
        ("Fax from Westmere Pathology 30 Sep 2021 14:02", "Reported on 14 April 2021"),
        ("送检时间  接收时间  报告时间", "2021-03-01 09:10  2021-03-01 11:00  2021-04-14 16:20"),
        ("采集日期：2021-03-01 报告日期：2021-04-14 打印时间：2021-09-30 08:12",),
    ],
    ids="; ".join,
)
def test_the_day_of_the_report_wins_over_receipt_print_and_fax(
    words: DocumentWords, lines: Sequence[str]
) -> None:
    assert day(report(words, *lines)) == "2021-04-14"


@pytest.mark.parametrize(
    "lines",
    [
        ("Received: 1 March 2021", "Printed: 30 September 2021"),
        ("Name: DOE, Jane", "Printed on 30 September 2021 at 08:12 by the ward"),
        ("Fax  30 Sep 2021 14:02", "Name: DOE, Jane"),
        ("姓名：张三", "打印日期：2021-09-30"),
        ("复印时间：2021-09-30 10:00",),
        ("Downloaded from the portal on 30 Sep 2021",),
        ("Date of next appointment: 30 September 2021",),
        ("Previous report: 7 January 2019",),
        ("下次复诊日期：2021-09-30",),
        ("有效期至：2021-09-30",),
    ],
    ids="; ".join,
)
def test_receipt_print_and_fax_alone_give_no_date(words: DocumentWords, lines: Sequence[str]) -> None:
    assert report(words, *lines).date is None


def test_a_report_signed_with_a_date_keeps_it_beside_birth_and_print(words: DocumentWords) -> None:
    """The day stands by itself at the end, below the signature; the print line is the last."""
    text = printed("Name: DOE, Jane  Date of birth: 21/08/1961")
    signed = "\nDr. A. Marsh, Consultant pathologist\n14 April 2021\nfoot: Printed: 30/09/2021 08:12"
    document = describe_document([page(0, text + signed)], words)
    assert document.date is not None
    assert document.date.date.alternatives == read_date("14 April 2021").alternatives
