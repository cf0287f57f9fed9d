"""Spaces that are none, strokes of tables that are no words, pages side by side, and Han as it was printed."""

import re
from functools import partial

import pymupdf
import pytest
from PIL import Image

from tests.reading.scans import CHINESE, Spoiling, encoded, scan_drawn
from tests.reading.typed import HEIGHT, text_of
from workstation.reading import Condition, Engine, PageReading, ReadingPool, SourceFile
from workstation.reading.lines import Line, Piece
from workstation.reading.merging import merged

WIDE_TABLES = pytest.mark.xfail(strict=True, reason="a table with wide gaps is taken for columns")

LETTER, BESIDE_ONE = 0.45, 0.1
"""Width of a letter, in heights of its line; the white on either side of a one, which is as wide and printed narrow."""


def told(print_: str, engine: Engine, read: str, space: float, within: float, sure: float) -> Line:
    """What an engine reads of a printed line, its words where that print stands: `space` heights of white between
    two words of the print, `within` between two letters of one. It has read as many signs as there are, with spaces
    of its own.
    """
    edges: list[tuple[float, float]] = []
    at = 0.0
    for before, sign in zip(" " + print_, print_, strict=False):
        if sign != " ":
            at += space if before == " " and edges else within if edges else 0.0
            white = BESIDE_ONE if sign == "1" else 0.0
            edges.append((at + white, at + LETTER - white))
            at += LETTER
    assert len(edges) == len("".join(read.split()))
    pieces, count = [], 0
    for word in read.split():
        start, end = edges[count][0], edges[count + len(word) - 1][1]
        pieces.append(Piece(word, start / at, end / at, sure, engine))
        count += len(word)
    return Line((0, 0, at * HEIGHT, 0, at * HEIGHT, HEIGHT, 0, HEIGHT), tuple(pieces))


def together(
    print_: str, first: str, other: str, *, space: float = 0.25, within: float = 0.08, sure: float = 0.95
) -> str:
    """What stands of a printed line of which Tesseract reads the one and RapidOCR the other."""
    return text_of(
        merged(
            told(print_, Engine.TESSERACT, first, space, within, sure),
            told(print_, Engine.RAPIDOCR, other, space, within, 0.95),
        )
    )


FALSE_SPACES = [
    ("CD10 negative", "C D10 negative"),
    ("performance status 1", "perform ance status 1"),
    ("left inguinal region", "left inguinal reg ion"),
    ("Rituximab 375 mg/m2", "Rituxi mab 375 mg/m2"),
    ("no lymphadenopathy", "no lymph adenopathy"),
    ("Ki-67 90 %", "Ki- 67 90 %"),
    ("non-germinal centre type", "non- germinal centre type"),
    ("BCL2 rearranged", "BCL 2 rearranged"),
    ("haemoglobin 11.8 g/L", "haemoglobin 11. 8 g/L"),
    ("polatuzumab vedotin", "polatu zumab vedotin"),
    ("R-CHOP, six cycles", "R- CHOP, six cycles"),
    ("complete response", "complete resp onse"),
    ("Deauville 5", "De auville 5"),
    ("CD79b (+), MUM1 (+)", "CD79 b (+), MUM1 (+)"),
]


@pytest.mark.parametrize(("print_", "other"), FALSE_SPACES)
@pytest.mark.parametrize("within", [0.02, 0.08, 0.11])
def test_a_space_within_a_word_that_only_rapidocr_saw_is_none(print_: str, other: str, within: float) -> None:
    assert together(print_, print_, other, within=within) == print_


@pytest.mark.parametrize("sure", [0.4, 0.7])
def test_a_space_within_a_word_is_none_though_tesseract_is_unsure_of_its_signs(sure: float) -> None:
    assert together("Rituximab 375", "Rituxinab 375", "Rituxi mab 375", sure=sure) == "Rituximab 375"
    assert together("performance", "perfornance", "perform ance", sure=sure) == "performance"


TRUE_SPACES = [
    ("10 mg", "10mg"),
    ("CD20 positive", "CD20positive"),
    ("of the left node", "ofthe left node"),
    ("Ki-67 90 %", "Ki-67 90%"),
    ("stage III A", "stage IIIA"),
    ("6 cycles of R-CHOP", "6cycles of R-CHOP"),
    ("haemoglobin 98 g/L", "haemoglobin 98g/L"),
    ("IPI 3, ECOG 1", "IPI3, ECOG1"),
    ("CD3 - , CD20 +", "CD3-, CD20 +"),
    ("relapse was confirmed", "relapsewas confirmed"),
    ("BCL2 70 %, MYC 20 %", "BCL2 70%, MYC 20%"),
    ("May 2021", "May2021"),
]


@pytest.mark.parametrize(("print_", "first"), TRUE_SPACES)
@pytest.mark.parametrize("space", [0.22, 0.3, 0.5])
def test_a_space_between_words_that_only_rapidocr_saw_is_kept(print_: str, first: str, space: float) -> None:
    assert together(print_, first, print_, space=space, within=0.05) == print_


@pytest.mark.parametrize(("print_", "other"), TRUE_SPACES)
@pytest.mark.parametrize("space", [0.22, 0.3, 0.5])
def test_a_space_between_words_that_only_tesseract_saw_is_kept(print_: str, other: str, space: float) -> None:
    assert together(print_, print_, other, space=space, within=0.05) == print_


@pytest.mark.parametrize(
    ("print_", "first", "other"),
    [
        ("CD10 positive in 90 %", "CD10positive in 90 %", "C D10 positive in90 %"),
        ("performance of the heart", "performance ofthe heart", "perform ance of the heart"),
        ("Rituximab 10 mg", "Rituximab 10mg", "Rituxi mab 10 mg"),
    ],
)
def test_false_and_true_spaces_in_one_line(print_: str, first: str, other: str) -> None:
    assert together(print_, first, other) == print_


# Pages as they are drawn and read


def read(pool: ReadingPool, image: Image.Image, dpi: int = 200) -> PageReading:
    with SourceFile(encoded(image, "TIFF", dpi=(dpi, dpi)), "scan.tif") as source:
        return pool.read_page(source, 0).result(timeout=120)


LINES = (
    "CD10 negative, CD20 positive, MUM1 positive, BCL6 positive",
    "performance status ECOG 1, left inguinal region, stage III A",
    "Rituximab 10 mg in the first hour, polatuzumab vedotin 140 mg",
    "no lymphadenopathy, complete response, Deauville 2 of 5",
    "Ki-67 90 %, BCL2 70 %, non-germinal centre type, IPI 3",
    "haemoglobin 11.8 g/L, platelets 132, creatinine 71 umol/L",
)


def running_text(page: pymupdf.Page) -> None:
    for number in range(24):
        page.insert_text((60, 90 + 28 * number), LINES[number % len(LINES)], fontsize=11)


def test_words_of_a_bad_scan_are_neither_cut_nor_run_together(pool: ReadingPool) -> None:
    """Print so bad that both engines are asked."""
    reading = read(pool, scan_drawn(running_text, 150, Spoiling(noise=16, blur=0.8, contrast=0.6)), 150)
    assert {word.engine for word in reading.words} == {Engine.TESSERACT, Engine.RAPIDOCR}
    lines = [" ".join(line.split()) for line in reading.text.splitlines() if line]
    assert len(lines) == 24
    letters = ["".join(line.split()) for line in lines]
    wrong = [
        (line, wanted)
        for line, run, wanted in zip(lines, letters, LINES * 4, strict=True)
        if run == "".join(wanted.split()) and line != wanted
    ]
    assert not wrong
    assert sum(line == wanted for line, wanted in zip(lines, LINES * 4, strict=True)) >= 16


LAB = (
    ("Parameter", "Result", "Unit", "Reference", "Flag"),
    ("Haemoglobin", "98", "g/L", "130-170", "low"),
    ("Platelets", "132", "10^9/L", "150-400", "low"),
    ("Blasts", "-", "%", "0-1", "-"),
    ("Neutrophils", "2.4", "10^9/L", "1.8-7.5", "-"),
    ("LDH", "412", "U/L", "135-225", "high"),
    ("HBsAg", "-", "", "negative", "-"),
)
TITLE = "Laboratory report of 2 May 2021, Westmere General Hospital"
COLUMNS = (60, 190, 270, 360, 470, 535)


def ruled(page: pymupdf.Page, inset: float) -> None:
    """A table with a rule around every cell, so many points to the left of its print."""
    page.insert_text((60, 80), TITLE, fontsize=11)
    top, pitch = 120, 24
    for number in range(len(LAB) + 1):
        page.draw_line((COLUMNS[0], top + number * pitch), (COLUMNS[-1], top + number * pitch), width=0.8)
    for left in COLUMNS:
        page.draw_line((left, top), (left, top + len(LAB) * pitch), width=0.8)
    for number, row in enumerate(LAB):
        for left, text in zip(COLUMNS, row, strict=False):
            page.insert_text((left + inset, top + 16 + number * pitch), text, fontsize=10)


@pytest.fixture(scope="module")
def tables(pool: ReadingPool) -> list[PageReading]:
    """Rules close to the print on a clean page, and further away on one that leans."""
    pages = [(3.0, Spoiling()), (6.0, Spoiling(noise=6, contrast=0.7, lean=-0.8))]
    return [read(pool, scan_drawn(partial(ruled, inset=inset), 200, how)) for inset, how in pages]


def rows_of(table: PageReading) -> dict[str, list[str]]:
    """What stands behind each name."""
    return {row[0]: row[1:] for line in table.text.splitlines() if (row := line.split())}


def test_rules_of_a_table_are_no_words(tables: list[PageReading]) -> None:
    words = [word.text for table in tables for word in table.words]
    assert not [word for word in words if re.search(r"[|\[\]_¦]", word)]


def test_rows_of_a_ruled_table_hold_no_more_than_their_cells(tables: list[PageReading]) -> None:
    """A rule read as a one or an l would stand as a result."""
    for rows in map(rows_of, tables):
        for name, *cells in LAB:
            assert len([cell for cell in rows[name] if cell != "-"]) == len(set(cells) - {"-", ""})


def test_a_lone_hyphen_in_a_cell_is_kept(tables: list[PageReading]) -> None:
    """It stands for "none" or "negative"; a row without it looks as if nobody had looked."""
    printed = {name: cells.count("-") for name, *cells in LAB}
    for rows in map(rows_of, tables):
        assert {name: rows[name].count("-") for name, *_ in LAB} == printed


LEFT_PAGE = (
    "Discharge summary of the department of haematology",
    "Diagnosis: diffuse large B-cell lymphoma, stage III A, IPI 3.",
    "Six cycles of R-CHOP were given from May to September 2021.",
    "The PET-CT at the end of treatment was without any uptake.",
    "In November 2022 a node was felt in the left groin.",
    "The biopsy showed a relapse of the lymphoma, CD20 positive.",
    "Two cycles of R-GDP were given, and the disease progressed.",
    "The ejection fraction was 62 percent, creatinine 71 umol/L.",
    "Hepatitis B surface antigen was negative, HIV was negative.",
    "He is in good general condition and walks without a rest.",
)
RIGHT_PAGE = ("He asks for further treatment.", "Yours sincerely", "Dr. C. Lind, Consultant")


def spread(page: pymupdf.Page) -> None:
    """Two pages side by side, the right one nearly empty, its lines at the height of lines of the left one."""
    for left, texts in ((50, LEFT_PAGE), (650, RIGHT_PAGE)):
        for number, text in enumerate(texts):
            page.insert_text((left, 90 + 24 * number), text, fontsize=12)


def test_a_spread_whose_right_page_holds_three_lines_is_read_left_page_first(pool: ReadingPool) -> None:
    reading = read(pool, scan_drawn(spread, 150, Spoiling(noise=2), size=(1_190, 842)), 150)
    found = [reading.text.find(text.split()[-1]) for text in (*LEFT_PAGE, *RIGHT_PAGE)]
    assert -1 not in found
    assert found == sorted(found)
    assert Condition.SPREAD in reading.conditions


TREATMENTS = (
    ("Line", "Regimen", "Cycles", "From", "To", "Best response", "Remark"),
    ("1", "R-CHOP", "6", "3 May 2021", "20 Sep 2021", "CR", "full dose"),
    ("2", "R-GDP", "2", "5 Dec 2022", "28 Dec 2022", "PD", "stopped early"),
    ("3", "Pola-BR", "2", "12 Jan 2023", "4 Feb 2023", "PR", "bridging"),
    ("4", "R-GemOx", "1", "6 Mar 2023", "6 Mar 2023", "SD", "not finished"),
)
WIDE = (50, 130, 330, 640, 780, 930, 1_060)


def landscape(page: pymupdf.Page) -> None:
    """A table across the whole of a sheet that lies, its middle between two columns far apart."""
    page.insert_text((50, 70), "Treatment history", fontsize=14)
    for number, row in enumerate(TREATMENTS):
        page.draw_line((45, 112 + 30 * number), (1_150, 112 + 30 * number), width=0.6)
        for left, text in zip(WIDE, row, strict=True):
            page.insert_text((left, 105 + 30 * number), text, fontsize=12)


@WIDE_TABLES
def test_a_table_across_a_sheet_that_lies_is_read_row_by_row(pool: ReadingPool) -> None:
    reading = read(pool, scan_drawn(landscape, 150, Spoiling(noise=2), size=(1_190, 842)), 150)
    assert Condition.SPREAD not in reading.conditions
    lines = [" ".join(line.split()) for line in reading.text.splitlines()]
    for row in TREATMENTS[1:]:
        assert any(row[1] in line and row[-1] in line for line in lines), row


SEX = "姓名：张三  性别：男  年龄：61岁  出生日期：1961年8月21日"
TRADITIONAL = "別齡歲診號報檢醫師發現陰陽紅總預後時間"


def simplified(page: pymupdf.Page) -> None:
    page.insert_text((60, 70), SEX, fontname="china-s", fontsize=11)
    for number in range(3):
        page.insert_text(
            (60, 100 + 24 * number),
            f"检验号：{number}  性别：女  科别：血液内科  诊断：淋巴瘤  检验师：李红",
            fontname="china-s",
            fontsize=10,
        )
    page.insert_textbox((60, 190, 535, 800), CHINESE, fontname="china-s", fontsize=11, lineheight=1.5)


def test_a_page_in_simplified_chinese_is_read_in_simplified_chinese(pool: ReadingPool) -> None:
    text = read(pool, scan_drawn(simplified, 200, Spoiling(noise=4, contrast=0.6))).text.replace(" ", "")
    assert text.count("性别") == 4
    assert text.count("科别") == 3
    assert not set(text) & set(TRADITIONAL)
