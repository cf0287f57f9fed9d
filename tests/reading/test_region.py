"""A part of a page is read by itself: larger, in another language, by the other engine."""

from collections.abc import Iterator

import pymupdf
import pytest

from tests.reading.scans import CHINESE, ENGLISH, Spoiling, blank_scan, encoded, pdf_of, scan_drawn, scan_of
from workstation.domain.geometry import Box
from workstation.reading import Engine, FileProblem, ReadingPool, SourceFile, Word, join_words

DPI = 200
FINDING = "CD20 positive, Ki-67 80%"
FINDING_ZH = "弥漫大B细胞淋巴瘤"
BOX = Box(0.08, 0.10, 0.60, 0.14)
BOX_ZH = Box(0.08, 0.20, 0.60, 0.24)
MARGIN = 0.01


def mixed(page: pymupdf.Page) -> None:
    """A line of English, a line of Chinese, and other lines above and below."""
    page.insert_text((60, 60), "Department of Pathology", fontsize=10)
    page.insert_text((60, 104), FINDING, fontsize=10)
    page.insert_text((60, 188), FINDING_ZH, fontname="china-s", fontsize=10)
    page.insert_text((60, 260), "The report ends here.", fontsize=10)


@pytest.fixture(scope="module")
def source() -> Iterator[SourceFile]:
    picture = scan_drawn(mixed, DPI, Spoiling(noise=4))
    with SourceFile(encoded(picture, "TIFF", dpi=(DPI, DPI)), "scan.tif") as made:
        yield made


def all_within(words: tuple[Word, ...], box: Box) -> bool:
    return all(
        box.left - MARGIN <= word.quad.bounds.left
        and word.quad.bounds.right <= box.right + MARGIN
        and box.top - MARGIN <= word.quad.bounds.top
        and word.quad.bounds.bottom <= box.bottom + MARGIN
        for word in words
    )


@pytest.mark.parametrize(
    ("engine", "enlarge"),
    [
        (Engine.TESSERACT, 1.0),
        (Engine.TESSERACT, 2.0),
        (Engine.TESSERACT, 4.0),
        (Engine.RAPIDOCR, 1.0),
        (Engine.RAPIDOCR, 2.0),
        (Engine.RAPIDOCR, 4.0),
    ],
)
def test_words_of_the_box_alone_are_read_by_the_engine_asked_for(
    pool: ReadingPool, source: SourceFile, engine: Engine, enlarge: float
) -> None:
    words = pool.read_region(source, 0, BOX, engine=engine, enlarge=enlarge).result(timeout=60)
    assert join_words(words) == FINDING
    assert all_within(words, BOX)
    assert {word.engine for word in words} == {engine}


@pytest.mark.parametrize("engine", [Engine.TESSERACT, Engine.RAPIDOCR])
def test_box_is_read_in_the_language_asked_for(pool: ReadingPool, source: SourceFile, engine: Engine) -> None:
    words = pool.read_region(source, 0, BOX_ZH, language="chi_sim", engine=engine, enlarge=2.0).result(60)
    assert "".join(word.text for word in words) == FINDING_ZH
    assert all_within(words, BOX_ZH)


def test_language_matters_to_tesseract(pool: ReadingPool, source: SourceFile) -> None:
    words = pool.read_region(source, 0, BOX_ZH, language="eng").result(timeout=60)
    assert "淋巴瘤" not in join_words(words)


def test_words_lie_where_the_whole_page_has_them(pool: ReadingPool, source: SourceFile) -> None:
    page = {word.text: word.quad for word in pool.read_page(source, 0).result(timeout=60).words}
    for enlarge in (1.0, 3.0):
        for word in pool.read_region(source, 0, BOX, enlarge=enlarge).result(timeout=60):
            assert word.quad.overlap(page[word.text]) > 0.6


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_box_on_a_turned_page_is_read_in_the_frame_of_the_page_as_scanned(
    pool: ReadingPool, turn: int
) -> None:
    """`turn` makes the page upright: as scanned it was turned by the rest of the circle."""
    lying = scan_drawn(mixed, DPI).rotate(turn, expand=True)
    x = (BOX.left, BOX.right)
    y = (BOX.top, BOX.bottom)
    box = {
        90: Box(y[0], 1 - x[1], y[1], 1 - x[0]),
        180: Box(1 - x[1], 1 - y[1], 1 - x[0], 1 - y[0]),
        270: Box(1 - y[1], x[0], 1 - y[0], x[1]),
    }[turn]
    with SourceFile(encoded(lying, "TIFF", dpi=(DPI, DPI)), "scan.tif") as source:
        words = pool.read_region(source, 0, box, turn=turn, enlarge=2.0).result(timeout=60)
    assert join_words(words) == FINDING
    assert all_within(words, box)


def test_part_of_a_leaning_page_is_read_level(pool: ReadingPool) -> None:
    leaning = scan_drawn(mixed, DPI, Spoiling(lean=2.0))
    box = Box(0.05, 0.05, 0.65, 0.16)
    with SourceFile(encoded(leaning, "TIFF", dpi=(DPI, DPI)), "scan.tif") as source:
        words = pool.read_region(source, 0, box, enlarge=2.0).result(timeout=60)
    assert FINDING in " ".join(join_words(words).split("\n"))
    first = next(word.quad for word in words if word.text == "positive,")
    rise, run = (first.y1 - first.y0) * 842, (first.x1 - first.x0) * 595
    assert rise / run == pytest.approx(2.0 * 3.14159 / 180, abs=0.02)


def test_enlarging_reads_print_that_the_whole_page_has_too_small(pool: ReadingPool) -> None:
    """Born-digital print of three points has all the pixels that are asked for."""

    def draw(page: pymupdf.Page) -> None:
        page.insert_text((60, 100), "Ward 7, St Anne's Hospital, Oxley", fontsize=3)

    with pymupdf.open() as document:
        draw(document.new_page(width=595, height=842))
        data = bytes(document.tobytes())
    with SourceFile(data, "page.pdf") as source:
        words = pool.read_region(source, 0, Box(0.08, 0.10, 0.3, 0.13), enlarge=4.0).result(timeout=60)
    assert join_words(words) == "Ward 7, St Anne's Hospital, Oxley"


def test_part_of_a_page_with_text_of_its_own_is_read_from_its_picture(pool: ReadingPool) -> None:
    with SourceFile(pdf_of(ENGLISH), "page.pdf") as source:
        words = pool.read_region(source, 0, Box(0.0, 0.0, 1.0, 0.2)).result(timeout=60)
    assert "Brandvoll" in join_words(words)
    assert {word.engine for word in words} == {"tesseract"}


def test_box_in_which_nothing_stands_has_no_words(pool: ReadingPool, source: SourceFile) -> None:
    assert pool.read_region(source, 0, Box(0.1, 0.6, 0.9, 0.9)).result(timeout=60) == ()
    with SourceFile(encoded(blank_scan(), "PNG"), "scan.png") as empty:
        assert pool.read_region(empty, 0, Box(0.0, 0.0, 1.0, 1.0), enlarge=2.0).result(timeout=60) == ()


@pytest.mark.parametrize(
    "box",
    [
        Box(0.5, 0.5, 0.5, 0.5),
        Box(0.1, 0.1, 0.1001, 0.9),
        Box(0.99, 0.99, 1.0, 1.0),
    ],
)
def test_box_without_room_has_no_words(pool: ReadingPool, source: SourceFile, box: Box) -> None:
    assert pool.read_region(source, 0, box, enlarge=4.0).result(timeout=60) == ()


def test_what_cannot_be_asked_is_refused(pool: ReadingPool, source: SourceFile) -> None:
    for wrong in ({"enlarge": 0.5}, {"enlarge": 5.0}, {"turn": 45}):
        with pytest.raises(ValueError, match="turn"):
            pool.read_region(source, 0, BOX, **wrong)
    with pytest.raises(ValueError, match="index"):
        pool.read_region(source, -1, BOX)


def test_language_that_is_not_there_and_page_that_is_not_there_are_told(
    pool: ReadingPool, source: SourceFile
) -> None:
    with pytest.raises(FileProblem) as caught:
        pool.read_region(source, 0, BOX, language="klingon").result(timeout=60)
    assert caught.value.message_id == "reading.no_language"
    with pytest.raises(FileProblem) as caught:
        pool.read_region(source, 7, BOX).result(timeout=60)
    assert caught.value.message_id == "reading.page_unreadable"


def test_region_of_a_chinese_page_on_a_dense_scan(pool: ReadingPool) -> None:
    with SourceFile(encoded(scan_of(CHINESE, "china-s", DPI), dpi=(DPI, DPI)), "scan.png") as source:
        box = Box(0.05, 0.05, 0.95, 0.12)
        words = pool.read_region(source, 0, box, language="chi_sim", engine=Engine.RAPIDOCR).result(
            timeout=60
        )
    assert CHINESE[:12] in join_words(words).replace("\n", "")
    assert all_within(words, box)
