"""Pages that are hard or impossible to read say why; pages that are not, do not."""

import cv2
import numpy as np
import pymupdf
import pytest
from PIL import Image, ImageFilter

from tests.reading.scans import CHINESE, ENGLISH, Spoiling, blank_scan, encoded, scan_drawn, scan_of
from workstation.reading import Condition, PageReading, ReadingPool, SourceFile

ORDINARY = [
    Spoiling(),
    Spoiling(noise=8, lean=1.0),
    Spoiling(contrast=0.7, noise=3),
    pytest.param(Spoiling(shadow=0.3, noise=3)),
]


def read(pool: ReadingPool, image: Image.Image, dpi: int = 150) -> PageReading:
    with SourceFile(encoded(image, "TIFF", dpi=(dpi, dpi)), "scan.tif") as source:
        return pool.read_page(source, 0).result(timeout=120)


@pytest.mark.parametrize("how", ORDINARY)
def test_ordinary_page_says_nothing(pool: ReadingPool, how: Spoiling) -> None:
    assert read(pool, scan_of(ENGLISH, dpi=200, how=how), 200).conditions == ()
    assert read(pool, scan_of(CHINESE, "china-s", 200, how), 200).conditions == ()


@pytest.mark.parametrize("noise", [2, 6])
def test_print_that_has_almost_gone_is_faint(pool: ReadingPool, noise: float) -> None:
    reading = read(pool, scan_of(ENGLISH, dpi=200, how=Spoiling(contrast=0.22, noise=noise)), 200)
    assert Condition.FAINT in reading.conditions
    assert "Brandvoll" in reading.text


def photograph() -> Image.Image:
    """A page under a lamp on paper that is grey in the picture."""
    page = np.asarray(scan_of(ENGLISH, dpi=200), np.float32) * 0.75
    light = np.zeros_like(page)
    cv2.circle(light, (900, 500), 280, (1.0,), -1)
    light = cv2.GaussianBlur(light, (0, 0), 40)
    return Image.fromarray(np.clip(page + 400 * light, 0, 255).astype(np.uint8))


def test_lamp_over_the_print_is_glare(pool: ReadingPool) -> None:
    assert Condition.GLARE in read(pool, photograph(), 200).conditions


@pytest.mark.parametrize("side", ["left", "right"])
def test_page_that_runs_off_the_picture_is_cut_off(pool: ReadingPool, side: str) -> None:
    page = scan_of(ENGLISH, dpi=200)
    cut = int(page.width * 0.2)
    box = (cut, 0, page.width, page.height) if side == "left" else (0, 0, page.width - cut, page.height)
    assert Condition.CUT_OFF in read(pool, page.crop(box), 200).conditions


def test_page_without_enough_pixels_is_too_small(pool: ReadingPool) -> None:
    """Eleven points at 36 dpi: small letters are three pixels high, and every fifth word is read wrong."""
    told = read(pool, scan_of(ENGLISH, dpi=36), 36).conditions
    assert {Condition.TOO_SMALL, Condition.POOR} & set(told)


def spread() -> Image.Image:
    half = len(ENGLISH) // 2 + 6

    def draw(page: pymupdf.Page) -> None:
        for left, text in ((40, ENGLISH[:half]), (640, ENGLISH[half:])):
            page.insert_textbox((left, 60, left + 510, 800), text, fontsize=11, lineheight=1.5)

    return scan_drawn(draw, 200, Spoiling(noise=2), size=(1_190, 842))


def test_two_pages_side_by_side_are_told_and_read_one_after_the_other(pool: ReadingPool) -> None:
    reading = read(pool, spread(), 200)
    assert reading.conditions == (Condition.SPREAD,)
    assert reading.text.index("Brandvoll") < reading.text.index("inguinal") < reading.text.index("ECOG")
    middles = [word.quad.middle[0] for word in reading.words]
    turned_over = next(number for number, x in enumerate(middles) if x > 0.5)
    assert turned_over > 40
    assert min(middles[turned_over:]) > 0.5, "once on the right page, never back"


def test_spread_that_lies_on_its_side_is_turned_and_told(pool: ReadingPool) -> None:
    reading = read(pool, spread().rotate(90, expand=True), 200)
    assert (reading.turn, reading.conditions) == (90, (Condition.SPREAD,))


def out_of_focus(radius: float) -> Image.Image:
    return scan_of(ENGLISH, dpi=150).filter(ImageFilter.GaussianBlur(radius))


@pytest.mark.parametrize(
    "radius",
    [
        3.0,
        4.0,
        5.0,
    ],
)
def test_print_out_of_focus_is_read_poorly_and_says_so(pool: ReadingPool, radius: float) -> None:
    """At three pixels it still begins as "Depat t ot H ogy, docaupe y"."""
    assert Condition.POOR in read(pool, out_of_focus(radius)).conditions


def test_print_out_of_focus_beyond_repair_is_not_called_blank(pool: ReadingPool) -> None:
    """There is something on it, and it is not read: a person must be told so."""
    assert Condition.BLANK not in read(pool, out_of_focus(5.5)).conditions


@pytest.mark.parametrize("seed", [3, 4])
def test_empty_sheet_with_specks_is_blank(pool: ReadingPool, seed: int) -> None:
    reading = read(pool, blank_scan(seed), 300)
    assert (reading.conditions, reading.engine, reading.language) == ((Condition.BLANK,), "none", "")


@pytest.mark.parametrize("text", ["Page 6 of 9", "This page was left empty."])
def test_sheet_with_one_line_is_not_blank(pool: ReadingPool, text: str) -> None:
    def draw(page: pymupdf.Page) -> None:
        page.insert_text((270, 780), text, fontsize=10)

    assert read(pool, scan_drawn(draw, 200, Spoiling(noise=2)), 200).text == text


def test_print_showing_through_from_the_back_is_not_read(pool: ReadingPool) -> None:
    """Mirrored and very faint, on a sheet whose own side is empty."""
    behind = np.asarray(scan_of(ENGLISH, dpi=200), np.float32)[:, ::-1]
    sheet = 240 - (255 - behind) * 0.06 + np.random.default_rng(4).normal(0, 2, behind.shape)
    reading = read(pool, Image.fromarray(np.clip(sheet, 0, 255).astype(np.uint8)), 200)
    assert len(reading.text) < 20 or Condition.POOR in reading.conditions


@pytest.mark.parametrize("size", [(3, 900), (900, 2), (30, 30)])
def test_picture_of_any_shape_is_read_without_harm(pool: ReadingPool, size: tuple[int, int]) -> None:
    for ink in (250, 0):
        assert read(pool, Image.new("L", size, ink)).is_blank
