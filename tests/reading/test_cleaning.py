"""The cheap looks at a page that decide how it is read, and what makes it easier to read."""

import cv2
import numpy as np
import pymupdf
import pytest
from PIL import Image

from tests.reading.scans import ENGLISH, Spoiling, scan_of, spoiled, text_page
from workstation.reading import cleaning
from workstation.reading.cleaning import Grey
from workstation.reading.preparing import SHADED

HOWS = [Spoiling(), Spoiling(noise=12), Spoiling(lean=2.0), Spoiling(shadow=0.5), Spoiling(contrast=0.5)]


def page(text: str = ENGLISH, font: str = "helv", how: Spoiling | None = None) -> Grey:
    return np.array(scan_of(text, font, 150, how), np.uint8)


def pixels_of(document: pymupdf.Document) -> Grey:
    pixmap = document[0].get_pixmap(dpi=150, colorspace=pymupdf.csGRAY)
    return np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width)


@pytest.mark.parametrize("sigma", [0.0, 6.0, 20.0])
def test_noise_is_measured_apart_from_text(sigma: float) -> None:
    image = page(how=Spoiling(noise=sigma, contrast=0.5))
    grey = np.asarray(np.asarray(image, np.float32) * 0.6 + 40, np.uint8)
    assert cleaning.noise_sigma(grey) == pytest.approx(sigma * 0.6, abs=0.4 * sigma + 0.5)


def test_empty_sheet_has_no_letters() -> None:
    sheet = np.random.default_rng(1).normal(246.0, 3.0, (1_754, 1_240))
    assert cleaning.letter_height(cleaning.ink_mask(np.clip(sheet, 0, 255).astype(np.uint8))) == 0.0


@pytest.mark.parametrize("how", HOWS)
def test_letters_are_measured(how: Spoiling) -> None:
    """Eleven points at 150 dpi: small letters are 12 px high, capitals and those with a stem 16."""
    assert 11 <= cleaning.letter_height(cleaning.ink_mask(page(how=how))) <= 18


def test_dust_does_not_hide_the_size_of_the_letters() -> None:
    image = page()
    for x, y in np.random.default_rng(2).integers(10, 1_200, (600, 2)):
        cv2.circle(image, (int(x), int(y)), 2, (60,), -1)
    assert 10 <= cleaning.letter_height(cleaning.ink_mask(image)) <= 18


def test_large_heading_does_not_hide_the_size_of_the_letters() -> None:
    image = page()
    cv2.putText(image, "SUMMARY", (150, 1_500), cv2.FONT_HERSHEY_SIMPLEX, 5.0, (0,), 14)
    assert 11 <= cleaning.letter_height(cleaning.ink_mask(image)) <= 20


def test_shadow_is_seen_and_removed() -> None:
    shaded = page(how=Spoiling(shadow=0.6))
    assert cleaning.shading(shaded) > 0.3
    flat = cleaning.flattened(shaded, 50)
    assert cleaning.shading(flat) < 0.1
    assert np.median(flat) > 245


def test_print_is_not_taken_for_a_shadow() -> None:
    assert cleaning.shading(page()) < SHADED


def test_close_print_is_not_taken_for_a_shadow() -> None:
    with text_page(f"{ENGLISH} " * 3, "hebo", 10.0) as document:
        assert cleaning.shading(pixels_of(document)) < SHADED


def test_faint_print_becomes_black_and_its_ground_stays_white() -> None:
    faint = page(how=Spoiling(contrast=0.3))
    clear = cleaning.contrasted(faint)
    assert faint.min() > 170
    assert np.percentile(clear, 1) < 40
    assert np.median(clear) == 255


def test_paper_without_print_does_not_become_black() -> None:
    sheet = np.random.default_rng(1).normal(246.0, 3.0, (600, 400))
    assert cleaning.contrasted(np.clip(sheet, 0, 255).astype(np.uint8)).min() > 60


@pytest.mark.parametrize("angle", [4.0, -4.0])
def test_levelling_matrix_keeps_the_corners_on_the_image(angle: float) -> None:
    matrix, (width, height) = cleaning.deskew_matrix((600, 800), angle, 1.5)
    for x, y in ((0, 0), (600, 0), (600, 800), (0, 800)):
        across, down = matrix @ np.array([x, y, 1.0])
        assert -1 <= across <= width + 1
        assert -1 <= down <= height + 1


def ruled(how: Spoiling | None = None, dashes: str | None = None) -> Grey:
    """A text between four thin rules across the sheet, and one short stroke."""
    with pymupdf.open() as document:
        sheet = document.new_page(width=595, height=842)
        for down in (100, 140, 180, 300):
            sheet.draw_line((60, down), (535, down), width=0.6, dashes=dashes)
            sheet.insert_text((65, down + 20), "Haemoglobin  98 g/L  120 - 155", fontsize=11)
        sheet.draw_line((60, 500), (120, 500), width=0.6)
        return np.asarray(spoiled(Image.fromarray(pixels_of(document)), how or Spoiling()), np.uint8)


@pytest.mark.parametrize("how", [Spoiling(), Spoiling(noise=4), Spoiling(contrast=0.6), Spoiling(lean=0.6)])
@pytest.mark.parametrize("dashes", [None, "[12 3]"])
def test_rules_are_found(how: Spoiling, dashes: str | None) -> None:
    found = sorted(cleaning.rules(ruled(how, dashes)), key=lambda rule: rule[2])
    assert len(found) == 4
    for (left, right, y), down in zip(found, (100, 140, 180, 300), strict=True):
        lean = 8 if how.lean else 0
        assert y == pytest.approx(down * 150 / 72, abs=3 + lean)
        assert (left, right) == pytest.approx((60 * 150 / 72, 535 * 150 / 72), abs=60)


def test_text_alone_has_no_rules() -> None:
    assert cleaning.rules(page()) == []


def test_print_under_no_line_is_counted_and_dust_is_not() -> None:
    image = page()
    ink = cleaning.ink_mask(image)
    height, width = ink.shape
    whole = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    assert cleaning.uncovered(cleaning.left_over(ink, [whole])) == 0
    all_letters = cleaning.uncovered(cleaning.left_over(ink, []))
    assert all_letters > 300
    upper = whole.copy()
    upper[2:, 1] = height * 0.2
    assert 0.2 * all_letters < cleaning.uncovered(cleaning.left_over(ink, [upper])) < all_letters
    dust = np.zeros_like(ink)
    for x, y in np.random.default_rng(2).integers(50, 1_200, (40, 2)):
        cv2.circle(dust, (int(x), int(y)), 5, (1,), -1)
    assert cleaning.uncovered(cleaning.left_over(dust, [])) < 12


@pytest.mark.parametrize("shape", [(1, 1), (1, 900), (3, 3), (900, 2), (4, 5)])
def test_a_picture_smaller_than_a_letter_is_looked_at_like_any_other(shape: tuple[int, int]) -> None:
    sliver = np.full(shape, 240, np.uint8)
    assert cleaning.flattened(sliver, 33).shape == shape
    assert cleaning.ink_mask(sliver).shape == shape
    assert cleaning.letter_height(cleaning.ink_mask(sliver)) == 0.0
