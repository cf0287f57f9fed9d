"""Pages that lie sideways or on their head are read upright; where that cannot be told, a page stays as it lies."""

from collections.abc import Callable
from functools import cache

import numpy as np
import pymupdf
import pytest
from PIL import Image

from tests.reading.scans import CHINESE, ENGLISH, Spoiling, blank_scan, encoded, scan_drawn, scan_of
from workstation.domain.geometry import Box
from workstation.reading import PageReading, ReadingPool, SourceFile

DPI = 150
TURNS = (0, 90, 180, 270)
FAINT = Spoiling(contrast=0.25, noise=2)


def read(pool: ReadingPool, image: Image.Image, dpi: int = DPI) -> PageReading:
    with SourceFile(encoded(image, "TIFF", dpi=(dpi, dpi)), "scan.tif") as source:
        return pool.read_page(source, 0).result(timeout=120)


def turned(image: Image.Image, turn: int) -> Image.Image:
    """Clockwise."""
    return image.rotate(-turn, expand=True)


def back(turn: int) -> int:
    return (360 - turn) % 360


LAB = [
    ("Haemoglobin", "98", "g/L", "120 - 155"),
    ("Platelets", "132", "10^9/L", "150 - 400"),
    ("Neutrophils", "2.4", "10^9/L", "1.8 - 7.5"),
    ("Creatinine", "71", "umol/L", "45 - 84"),
    ("LDH", "412", "U/L", "135 - 225"),
]


def lab_table(page: pymupdf.Page) -> None:
    """Nothing but figures between rules."""
    for number, row in enumerate(LAB * 3):
        down = 100 + 24 * number
        page.draw_line((60, down + 8), (535, down + 8), width=0.6)
        for left, text in zip((65, 220, 320, 430), row, strict=True):
            page.insert_text((left, down), text, fontsize=10)


KINDS: dict[str, tuple[Callable[[], Image.Image], str]] = {
    "english": (lambda: scan_of(ENGLISH, dpi=DPI), "Brandvoll"),
    "chinese": (lambda: scan_of(CHINESE, "china-s", DPI), "淋巴瘤"),
    "faint english": (lambda: scan_of(ENGLISH, dpi=DPI, how=FAINT), "Brandvoll"),
    "faint chinese": (lambda: scan_of(CHINESE, "china-s", DPI, FAINT), "淋巴瘤"),
    "table": (lambda: scan_drawn(lab_table, DPI), "Creatinine"),
}


@cache
def upright(kind: str) -> Image.Image:
    return KINDS[kind][0]()


@cache
def read_turned(pool: ReadingPool, kind: str, turn: int) -> PageReading:
    return read(pool, turned(upright(kind), turn))


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("kind", KINDS)
def test_page_is_read_upright(pool: ReadingPool, kind: str, turn: int) -> None:
    reading = read_turned(pool, kind, turn)
    assert reading.turn == back(turn)
    assert KINDS[kind][1] in reading.text


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_boxes_of_a_turned_page_lie_on_it_as_scanned(pool: ReadingPool, turn: int) -> None:
    straight = box_of(read_turned(pool, "english", 0), "Brandvoll")
    left, top, right, bottom = straight.left, straight.top, straight.right, straight.bottom
    expected = {
        90: Box(1 - bottom, left, 1 - top, right),
        180: Box(1 - right, 1 - bottom, 1 - left, 1 - top),
        270: Box(top, 1 - right, bottom, 1 - left),
    }[turn]
    assert box_of(read_turned(pool, "english", turn), "Brandvoll").overlap(expected) > 0.7


def box_of(reading: PageReading, text: str) -> Box:
    (word,) = [word for word in reading.words if word.text.strip(".,:;") == text]
    return word.quad.bounds


def test_wrong_resolution_in_the_file_does_not_hide_a_turn(pool: ReadingPool) -> None:
    assert read(pool, turned(upright("english"), 270), dpi=300).turn == 90


def test_upside_down_leaning_noisy_chinese_page(pool: ReadingPool) -> None:
    how = Spoiling(noise=20, blur=1.0, contrast=0.6, turn=180, lean=1.0)
    reading = read(pool, scan_of(CHINESE, "china-s", 200, how), 200)
    assert (reading.turn, reading.language) == (180, "chi_sim")
    assert reading.skew == pytest.approx(1.0, abs=0.3)


def stamp(page: pymupdf.Page, text: str = "RECEIVED 14 MAR 2025", slant: float = 18.0) -> None:
    place = pymupdf.Point(330, 300)
    page.draw_rect(pymupdf.Rect(320, 270, 560, 320), width=2, morph=(place, pymupdf.Matrix(slant)))
    page.insert_text(place, text, fontsize=18, morph=(place, pymupdf.Matrix(slant)))


def stamp_alone(page: pymupdf.Page) -> None:
    stamp(page, slant=0.0)


def chinese_stamp(page: pymupdf.Page) -> None:
    """A ring with a few signs: they are what a stamp of a Chinese ward looks like from afar."""
    page.draw_circle((400, 600), 60, width=2)
    page.insert_text((355, 605), "血液内科", fontname="china-s", fontsize=22)


def page_number(page: pymupdf.Page) -> None:
    page.insert_text((290, 800), "2", fontsize=11)


def page_of_pages(page: pymupdf.Page) -> None:
    page.insert_text((270, 800), "Page 6 of 9", fontsize=9)


def folio(page: pymupdf.Page) -> None:
    """Figures that stand on their head as well."""
    page.insert_text((280, 60), "69 - 96", fontsize=11)


def signature(page: pymupdf.Page) -> None:
    points = [pymupdf.Point(300 + 4 * n, 640 + 26 * float(np.sin(n * 1.3)) * (1 - n / 60)) for n in range(40)]
    page.draw_curve(points[0], points[1], points[2])
    page.draw_polyline(points, width=1.6)


SPARSE = [
    stamp,
    stamp_alone,
    chinese_stamp,
    page_number,
    page_of_pages,
    folio,
    signature,
]


@pytest.mark.parametrize("draw", SPARSE)
def test_page_with_hardly_anything_on_it_is_never_turned_wrong(
    pool: ReadingPool, draw: Callable[[pymupdf.Page], None]
) -> None:
    """As it lies, or upright: nothing else will do."""
    image = scan_drawn(draw, DPI, Spoiling(noise=3))
    turns = {turn: read(pool, turned(image, turn)).turn for turn in TURNS}
    assert {turn for turn, found in turns.items() if found not in (0, back(turn))} == set()


@pytest.mark.parametrize("turn", TURNS)
def test_empty_sheet_is_never_turned(pool: ReadingPool, turn: int) -> None:
    reading = read(pool, turned(blank_scan().resize((1_240, 1_754)), turn))
    assert (reading.is_blank, reading.turn) == (True, 0)
