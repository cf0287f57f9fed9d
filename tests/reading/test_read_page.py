"""Pages read by the real workers with both real engines; the text on them is known."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pymupdf
import pytest
from PIL import Image
from rapidfuzz.distance import Levenshtein

from tests.reading.scans import (
    CHINESE,
    ENGLISH,
    Spoiling,
    blank_scan,
    encoded,
    pdf_of_scans,
    scan_drawn,
    scan_of,
)
from workstation.reading import Engine, FileProblem, PageReading, ReadingPool, SourceFile
from workstation.reading.channel import Claims
from workstation.reading.worker import Worker


def read(pool: ReadingPool, data: bytes, index: int = 0, **how: Any) -> PageReading:
    with SourceFile(data, "scan") as source:
        return pool.read_page(source, index, **how).result(timeout=120)


def read_scan(pool: ReadingPool, image: Image.Image, dpi: int = 300, **how: Any) -> PageReading:
    return read(pool, encoded(image, "TIFF", dpi=(dpi, dpi)), **how)


def error_rate(reading: PageReading, text: str) -> float:
    """Character errors per character, blanks folded."""
    found, wanted = " ".join(reading.text.split()), " ".join(text.split())
    return float(Levenshtein.distance(found, wanted)) / len(wanted)


def error_rate_zh(reading: PageReading, text: str) -> float:
    """The same without line ends and with the full-width signs folded; blanks within a line count."""
    folded = str.maketrans("，。：；（）", ",.:;()")
    found, wanted = reading.text.replace("\n", "").translate(folded), text.translate(folded)
    return float(Levenshtein.distance(found, wanted)) / len(wanted)


def engines_of(reading: PageReading) -> set[Engine]:
    return {word.engine for word in reading.words}


def test_clean_english_page(pool: ReadingPool) -> None:
    reading = read_scan(pool, scan_of(ENGLISH))
    assert (reading.engine, reading.language, reading.turn) == ("tesseract", "eng", 0)
    assert reading.conditions == ()
    assert reading.skew == pytest.approx(0.0, abs=0.1)
    assert error_rate(reading, ENGLISH) < 0.005
    assert reading.confidence > 0.9
    assert [word.line for word in reading.words] == sorted(word.line for word in reading.words)
    assert engines_of(reading) <= {"tesseract", "rapidocr"}


def test_chinese_page_is_read_in_chinese_without_stray_spaces(pool: ReadingPool) -> None:
    reading = read_scan(pool, scan_of(CHINESE, "china-s"))
    assert (reading.engine, reading.language, reading.conditions) == ("rapidocr", "chi_sim", ())
    assert engines_of(reading) == {"rapidocr"}
    assert error_rate_zh(reading, CHINESE) < 0.01
    assert "大B细胞" in reading.text
    assert not re.search(r"[\u4e00-\u9fff] [\u4e00-\u9fff]", reading.text)


@pytest.mark.parametrize("names", ["陆青禾", "陆青禾，血液内科，住院号零一四七"])
def test_english_page_with_some_chinese_stays_english(pool: ReadingPool, names: str) -> None:
    """A letter about a patient from abroad, with the name as it is written there."""

    def draw(page: pymupdf.Page) -> None:
        page.insert_text((60, 60), names, fontname="china-s", fontsize=11)
        page.insert_textbox((60, 80, 535, 800), ENGLISH, fontsize=11, lineheight=1.5)

    reading = read_scan(pool, scan_drawn(draw, 200), 200)
    assert (reading.engine, reading.language) == ("tesseract", "eng")
    assert error_rate(reading, f"{names} {ENGLISH}") < 0.01


def test_chinese_page_with_english_in_it_stays_chinese(pool: ReadingPool) -> None:
    english = "R-CHOP, CD20 (+), Ki-67 80%, BCL2 rearranged, IPI 3, ECOG 1, PET-CT, Deauville 4"

    def draw(page: pymupdf.Page) -> None:
        page.insert_text((60, 60), english, fontsize=11)
        page.insert_textbox((60, 80, 535, 800), CHINESE, fontname="china-s", fontsize=11, lineheight=1.5)

    reading = read_scan(pool, scan_drawn(draw, 200), 200)
    assert reading.language == "chi_sim"
    assert error_rate_zh(reading, english + CHINESE) < 0.02


@pytest.mark.parametrize("dpi", [200, 300])
def test_small_print(pool: ReadingPool, dpi: int) -> None:
    """Eight points: small letters are 12 pixels high at 200 dpi."""
    assert error_rate(read_scan(pool, scan_of(ENGLISH, dpi=dpi, size=8.0), dpi), ENGLISH) < 0.01
    reading = read_scan(pool, scan_of(CHINESE, "china-s", dpi, size=8.0), dpi)
    assert error_rate_zh(reading, CHINESE) < 0.02


@pytest.mark.parametrize("lean", [-4.0, 1.5, 3.2])
def test_leaning_page_is_levelled(pool: ReadingPool, lean: float) -> None:
    reading = read_scan(pool, scan_of(ENGLISH, how=Spoiling(lean=lean)))
    assert reading.skew == pytest.approx(lean, abs=0.25)
    assert error_rate(reading, ENGLISH) < 0.01
    word = max(reading.words, key=lambda word: word.quad.bounds.width).quad
    rise = (word.y1 - word.y0) * 842
    run = (word.x1 - word.x0) * 595
    assert rise / run == pytest.approx(lean * 3.14159 / 180, abs=0.01), "the corners lean with the page"


@pytest.mark.parametrize(
    "how",
    [
        Spoiling(noise=20, blur=1.6, contrast=0.55, lean=1.3),
        Spoiling(shadow=0.65, noise=4),
        Spoiling(contrast=0.2, noise=2),
    ],
)
def test_hard_page_is_read(pool: ReadingPool, how: Spoiling) -> None:
    """A noisy copy, a photograph with a shadow, and print that has almost gone."""
    assert error_rate(read_scan(pool, scan_of(ENGLISH, how=how)), ENGLISH) < 0.02
    reading = read_scan(pool, scan_of(CHINESE, "china-s", how=how))
    assert reading.language == "chi_sim"
    assert error_rate_zh(reading, CHINESE) < 0.04


def test_coarse_scan_is_read(pool: ReadingPool) -> None:
    assert error_rate(read_scan(pool, scan_of(ENGLISH, dpi=100), 100), ENGLISH) < 0.03


LAB = (
    ("Parameter", "Result", "Unit", "Reference"),
    ("Haemoglobin", "98", "g/L", "120-155"),
    ("Platelets", "132", "10^9/L", "150-400"),
    ("Neutrophils", "2.4", "10^9/L", "1.8-7.5"),
    ("LDH", "412", "U/L", "135-225"),
    ("Creatinine", "71", "umol/L", "45-84"),
)
LAB_ZH = (
    ("项目", "结果", "单位", "参考值"),
    ("血红蛋白", "98", "g/L", "115-150"),
    ("血小板计数", "132", "10^9/L", "125-350"),
    ("乳酸脱氢酶", "412", "U/L", "120-250"),
    ("肌酐", "71", "umol/L", "41-81"),
)


def table_of(rows: Sequence[Sequence[str]], font: str, ruled: bool) -> Callable[[pymupdf.Page], None]:
    def draw(page: pymupdf.Page) -> None:
        for number, row in enumerate(rows):
            down = 120 + 22 * number
            if ruled:
                page.draw_line((60, down + 7), (535, down + 7), width=0.6)
            for left, text in zip((65, 220, 320, 430), row, strict=True):
                fitting = font if text.isascii() else "china-s"
                page.insert_text((left, down), text, fontname=fitting, fontsize=10)

    return draw


@pytest.mark.parametrize(("rows", "font"), [(LAB, "helv"), (LAB, "cour"), (LAB_ZH[1:], "helv")])
@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("how", [Spoiling(), Spoiling(noise=6, contrast=0.7, lean=-0.8)])
def test_table_is_read_row_by_row(
    pool: ReadingPool, rows: Sequence[Sequence[str]], font: str, ruled: bool, how: Spoiling
) -> None:
    reading = read_scan(pool, scan_drawn(table_of(rows, font, ruled), 200, how), 200)
    read_rows = [" ".join(line.split()) for line in reading.text.splitlines() if line]
    assert len(read_rows) == len(rows)
    wanted = [" ".join(row) for row in rows]
    assert sum(map(Levenshtein.distance, read_rows, wanted)) <= 3


def test_chinese_cells_of_a_row_are_words_of_their_own(pool: ReadingPool) -> None:
    reading = read_scan(pool, scan_drawn(table_of(LAB_ZH, "helv", ruled=True), 200), 200)
    assert [word.text for word in reading.words][:4] == list(LAB_ZH[0])


def test_chinese_cells_of_a_row_do_not_run_into_one_word(pool: ReadingPool) -> None:
    reading = read_scan(pool, scan_drawn(table_of(LAB_ZH, "helv", ruled=True), 200), 200)
    assert reading.text.splitlines()[0].split() == list(LAB_ZH[0])


def test_short_figures_of_a_table_in_thin_print(pool: ReadingPool) -> None:
    """Faint typewriter print on grey paper between rules, where single figures are easily misread."""
    figures = ["4.0", "10.8", "88", "2.1", "0.62", "0.9", "0.1", "139", "4.3", "76", "31", "36", "5.9", "17"]

    def draw(page: pymupdf.Page) -> None:
        for number, figure in enumerate(figures):
            down = 120 + 24 * number
            page.draw_line((60, down + 8), (535, down + 8), width=0.6)
            for left, text in ((65, f"Parameter {number}"), (220, figure), (320, "g/L"), (430, "12.0-15.5")):
                page.insert_text((left, down), text, fontname="cour", fontsize=9)

    how = Spoiling(contrast=0.6, noise=3, lean=-0.6, shadow=0.1)
    reading = read_scan(pool, scan_drawn(draw, 200, how), 200)
    read_figures = [line.split()[2] for line in reading.text.splitlines() if line.startswith("Parameter")]
    assert len(read_figures) == len(figures)
    assert sum(a != b for a, b in zip(read_figures, figures, strict=True)) <= 1


@pytest.mark.xfail(strict=True, reason="the address is torn apart where its lines meet those of the left")
def test_letterhead_of_two_columns_is_read_left_then_right(pool: ReadingPool) -> None:
    left = ("Department of Haematology", "Professor I. Lindqvist")
    right = ("12 Mill Lane", "Oxley OX4 3DD", "Tel. 01865 550 123", "ward7@example.org")

    def draw(page: pymupdf.Page) -> None:
        page.insert_text((60, 80), "St Anne's Hospital", fontname="hebo", fontsize=18)
        for number, text in enumerate(left):
            page.insert_text((60, 98 + 15 * number), text, fontsize=10)
        for number, text in enumerate(right):
            page.insert_text((400, 72 + 11.5 * number), text, fontsize=8)
        page.insert_textbox((60, 180, 535, 700), ENGLISH, fontsize=11, lineheight=1.5)

    reading = read_scan(pool, scan_drawn(draw, 300))
    assert error_rate(reading, " ".join(("St Anne's Hospital", *left, *right, ENGLISH))) < 0.01


@pytest.mark.parametrize("engine", [Engine.TESSERACT, Engine.RAPIDOCR])
def test_each_engine_reads_alone(pool: ReadingPool, engine: Engine) -> None:
    reading = read_scan(pool, scan_of(ENGLISH, dpi=200), 200, engines=(engine,))
    assert (reading.engine, reading.language, engines_of(reading)) == (engine, "eng", {engine})
    assert error_rate(reading, ENGLISH) < 0.03
    other = "rapidocr" if engine is Engine.TESSERACT else "tesseract"
    assert other not in {step.name for step in reading.steps}
    reading = read_scan(pool, scan_of(CHINESE, "china-s", 200), 200, engines=(engine,))
    assert (reading.engine, reading.language, engines_of(reading)) == (engine, "chi_sim", {engine})
    assert error_rate_zh(reading, CHINESE) < 0.08


def test_words_are_named_after_the_engine_that_read_them(pool: ReadingPool) -> None:
    """Print so bad that one engine alone does not do."""
    reading = read_scan(pool, scan_of(ENGLISH, dpi=150, how=Spoiling(noise=24, blur=1.0, contrast=0.5)), 150)
    assert engines_of(reading) == {"tesseract", "rapidocr"}
    most = max(engines_of(reading), key=[word.engine for word in reading.words].count)
    assert reading.engine == most


def test_steps_tell_what_was_done_and_what_it_cost(pool: ReadingPool) -> None:
    reading = read_scan(pool, scan_of(ENGLISH))
    steps = {step.name: step.cpu_seconds for step in reading.steps}
    assert {"draw", "look", "clean", "find lines", "cut lines", "tesseract"} <= set(steps)
    assert all(seconds >= 0 for seconds in steps.values())
    assert 0 < sum(steps.values()) < 30
    assert steps["tesseract"] > 0.02
    assert reading.seconds > 0.1
    assert len(steps) == len(reading.steps)


def test_blank_page_has_no_words(pool: ReadingPool) -> None:
    reading = read_scan(pool, blank_scan())
    assert (reading.is_blank, reading.conditions) == (True, ("blank",))
    assert (reading.engine, reading.text, reading.confidence) == ("none", "", 0.0)


def test_languages_bind(pool: ReadingPool) -> None:
    reading = read_scan(pool, scan_of(ENGLISH, dpi=150), 150, languages=["chi_sim"])
    assert reading.language == "chi_sim"


def test_pages_of_a_scanned_pdf(pool: ReadingPool) -> None:
    data = pdf_of_scans(scan_of(ENGLISH, dpi=200), scan_of(CHINESE, "china-s", 200), dpi=200)
    assert read(pool, data, 0).language == "eng"
    assert read(pool, data, 1).language == "chi_sim"


def test_page_that_is_not_there_costs_itself(pool: ReadingPool) -> None:
    with pytest.raises(FileProblem) as caught:
        read(pool, encoded(scan_of(ENGLISH, dpi=60)), 3)
    assert (caught.value.message_id, caught.value.params["page"]) == ("reading.page_unreadable", 4)


def test_worker_that_tells_lies_of_a_page_is_replaced(
    pool: ReadingPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next page is read by a new one."""
    real, asked = Worker.ask, set[int]()

    def ask(self: Worker, request: Mapping[str, Any], seconds: float, source: Any = None) -> Claims:
        answer = real(self, request, seconds, source)
        asked.add(self.pid)
        return (
            Claims({**answer._values, "rules": [["everywhere"]]}) if request["task"] == "prepare" else answer
        )

    monkeypatch.setattr(Worker, "ask", ask)
    with pytest.raises(FileProblem) as caught:
        read_scan(pool, scan_of(ENGLISH, dpi=150), 150)
    assert caught.value.message_id == "reading.worker_lied"
    monkeypatch.setattr(Worker, "ask", real)
    assert "Brandvoll" in read_scan(pool, scan_of(ENGLISH, dpi=150), 150).text
