"""Pages read by the real workers with the real Tesseract; the text on them is known."""

import re

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
    scan_of,
    spoiled,
)
from workstation.domain.geometry import Box
from workstation.reading import FileProblem, PageReading, ReadingPool, SourceFile


def read(pool: ReadingPool, data: bytes, index: int = 0) -> PageReading:
    with SourceFile(data, "scan") as source:
        return pool.read_page(source, index).result(timeout=120)


def read_scan(pool: ReadingPool, image: Image.Image, dpi: int = 300) -> PageReading:
    return read(pool, encoded(image, "TIFF", dpi=(dpi, dpi)))


def error_rate(reading: PageReading, text: str) -> float:
    """Character errors per character, blanks folded."""
    found, wanted = " ".join(reading.text.split()), " ".join(text.split())
    return float(Levenshtein.distance(found, wanted)) / len(wanted)


def error_rate_zh(reading: PageReading, text: str) -> float:
    """The same without line ends and with the full-width signs folded; blanks within a line count."""
    folded = str.maketrans("，。：；（）", ",.:;()")
    found, wanted = reading.text.replace("\n", "").translate(folded), text.translate(folded)
    return float(Levenshtein.distance(found, wanted)) / len(wanted)


def box_of(reading: PageReading, text: str) -> Box:
    (word,) = [word for word in reading.words if word.text.strip(".,:;") == text]
    return word.quad.bounds


def test_clean_english_page(pool: ReadingPool) -> None:
    reading = read_scan(pool, scan_of(ENGLISH))
    assert (reading.engine, reading.language, reading.turn, reading.skew) == ("tesseract", "eng", 0, 0.0)
    assert error_rate(reading, ENGLISH) < 0.01
    assert reading.confidence > 0.9
    assert reading.seconds > 0
    assert [word.line for word in reading.words] == sorted(word.line for word in reading.words)


def test_chinese_page_is_read_in_chinese_without_stray_spaces(pool: ReadingPool) -> None:
    reading = read_scan(pool, scan_of(CHINESE, "china-s"))
    assert reading.language == "chi_sim"
    assert error_rate_zh(reading, CHINESE) < 0.05
    assert "大B细胞" in reading.text
    assert not re.search(r"[\u4e00-\u9fff] [\u4e00-\u9fff]", reading.text)


@pytest.mark.parametrize(("turned", "back"), [(90, 270), (180, 180), (270, 90)])
def test_turned_page_is_read_and_its_boxes_lie_on_the_page_as_scanned(
    pool: ReadingPool, turned: int, back: int
) -> None:
    straight = box_of(read_scan(pool, scan_of(ENGLISH, dpi=200), 200), "Brandvoll")
    reading = read_scan(pool, scan_of(ENGLISH, dpi=200, how=Spoiling(turn=turned)), 200)
    assert (reading.turn, reading.language) == (back, "eng")
    assert error_rate(reading, ENGLISH) < 0.02
    left, top, right, bottom = straight.left, straight.top, straight.right, straight.bottom
    expected = {
        90: Box(1 - bottom, left, 1 - top, right),
        180: Box(1 - right, 1 - bottom, 1 - left, 1 - top),
        270: Box(top, 1 - right, bottom, 1 - left),
    }[turned]
    assert box_of(reading, "Brandvoll").overlap(expected) > 0.7


def test_wrong_resolution_in_the_file_does_not_hide_a_turn(pool: ReadingPool) -> None:
    reading = read_scan(pool, scan_of(ENGLISH, dpi=200, how=Spoiling(turn=270)), dpi=300)
    assert reading.turn == 90
    assert error_rate(reading, ENGLISH) < 0.02


@pytest.mark.parametrize("lean", [-4.0, 1.5, 3.2])
def test_leaning_page_is_levelled(pool: ReadingPool, lean: float) -> None:
    reading = read_scan(pool, scan_of(ENGLISH, how=Spoiling(lean=lean)))
    assert reading.skew == pytest.approx(lean, abs=0.25)
    assert error_rate(reading, ENGLISH) < 0.02
    word = max(reading.words, key=lambda word: word.quad.bounds.width).quad
    rise = (word.y1 - word.y0) * 842
    run = (word.x1 - word.x0) * 595
    assert rise / run == pytest.approx(lean * 3.14159 / 180, abs=0.01), "the corners lean with the page"


def test_noisy_faint_blurred_page(pool: ReadingPool) -> None:
    """As it comes, this page gives no text at all."""
    how = Spoiling(noise=20, blur=1.6, contrast=0.55, lean=1.3)
    assert error_rate(read_scan(pool, scan_of(ENGLISH, how=how)), ENGLISH) < 0.03


def test_photograph_with_a_shadow(pool: ReadingPool) -> None:
    how = Spoiling(shadow=0.65, noise=4)
    assert error_rate(read_scan(pool, scan_of(ENGLISH, how=how)), ENGLISH) < 0.03


def test_upside_down_noisy_chinese_page(pool: ReadingPool) -> None:
    """Tesseract's advice on the script is wrong here; the better reading wins."""
    how = Spoiling(noise=20, blur=1.4, contrast=0.6, turn=180, lean=1.0)
    reading = read_scan(pool, scan_of(CHINESE, "china-s", how=how))
    assert (reading.turn, reading.language) == (180, "chi_sim")
    assert error_rate_zh(reading, CHINESE) < 0.06


def test_coarse_scan_is_enlarged(pool: ReadingPool) -> None:
    reading = read(pool, encoded(scan_of(ENGLISH, dpi=100), dpi=(100, 100)))
    assert error_rate(reading, ENGLISH) < 0.03


def test_short_figures_of_a_table_in_thin_print(pool: ReadingPool) -> None:
    """Faint typewriter print on grey paper between rules, where single figures are easily misread."""
    figures = ["4.0", "10.8", "88", "2.1", "0.62", "0.9", "0.1", "139", "4.3", "76", "31", "36", "5.9", "17"]
    with pymupdf.open() as document:
        page = document.new_page(width=595, height=842)
        for number, figure in enumerate(figures):
            down = 120 + 24 * number
            page.draw_line((60, down + 8), (535, down + 8), width=0.6)
            for left, text in ((65, f"Parameter {number}"), (220, figure), (320, "g/L"), (430, "12.0-15.5")):
                page.insert_text((left, down), text, fontname="cour", fontsize=9)
        pixmap = page.get_pixmap(dpi=200, colorspace=pymupdf.csGRAY)
    clean = Image.frombytes("L", (pixmap.width, pixmap.height), pixmap.samples)
    reading = read_scan(pool, spoiled(clean, Spoiling(contrast=0.6, noise=3, lean=-0.6, shadow=0.1)), 200)
    read_figures = [line.split()[2] for line in reading.text.splitlines() if line.startswith("Parameter")]
    assert len(read_figures) == len(figures)
    assert sum(a != b for a, b in zip(read_figures, figures, strict=True)) <= 1


def test_blank_page_has_no_words(pool: ReadingPool) -> None:
    reading = read_scan(pool, blank_scan())
    assert reading.is_blank
    assert (reading.engine, reading.text, reading.confidence) == ("none", "", 0.0)


def test_languages_bind(pool: ReadingPool) -> None:
    with SourceFile(encoded(scan_of(ENGLISH, dpi=150), dpi=(150, 150)), "scan") as source:
        reading = pool.read_page(source, 0, languages=["chi_sim"]).result()
    assert reading.language == "chi_sim"


def test_pages_of_a_scanned_pdf(pool: ReadingPool) -> None:
    data = pdf_of_scans(scan_of(ENGLISH, dpi=200), scan_of(CHINESE, "china-s", 200), dpi=200)
    assert read(pool, data, 0).language == "eng"
    assert read(pool, data, 1).language == "chi_sim"


def test_page_that_is_not_there_costs_itself(pool: ReadingPool) -> None:
    with pytest.raises(FileProblem) as caught:
        read(pool, encoded(scan_of(ENGLISH, dpi=60)), 3)
    assert (caught.value.message_id, caught.value.params["page"]) == ("reading.page_unreadable", 4)
