"""The cheap looks at a page that decide how it is read."""

import numpy as np
import pytest

from tests.reading.scans import CHINESE, ENGLISH, Spoiling, blank_scan, scan_of
from workstation.reading import cleaning
from workstation.reading.cleaning import Grey
from workstation.reading.page_reader import HAN_STROKES, SIDEWAYS


def page(text: str = ENGLISH, font: str = "helv", how: Spoiling | None = None) -> Grey:
    return np.asarray(scan_of(text, font, 150, how), np.uint8)


def cues_of(image: Grey) -> cleaning.Cues:
    ink = cleaning.ink_mask(image)
    return cleaning.cues(cleaning.levelled(ink, cleaning.skew(ink)), 1.0)


@pytest.mark.parametrize("sigma", [0.0, 6.0, 20.0])
def test_noise_is_measured_apart_from_text(sigma: float) -> None:
    image = page(how=Spoiling(noise=sigma, contrast=0.5))
    grey = np.asarray(image, np.float32) * 0.6 + 40
    assert cleaning.noise_sigma(np.asarray(grey, np.uint8)) == pytest.approx(
        sigma * 0.6, abs=0.4 * sigma + 0.5
    )


@pytest.mark.parametrize("lean", [-5.0, -1.2, 0.0, 0.7, 4.3])
def test_skew_is_found(lean: float) -> None:
    ink = cleaning.ink_mask(page(how=Spoiling(lean=lean)))
    assert cleaning.skew(ink) == pytest.approx(lean, abs=0.2)


def test_blank_sheet_has_no_marks_and_no_skew() -> None:
    ink = cleaning.ink_mask(np.asarray(blank_scan().resize((1240, 1754)), np.uint8))
    assert cleaning.cues(ink, 1.0).marks < 3
    assert cleaning.skew(ink) == 0.0


@pytest.mark.parametrize("how", [Spoiling(), Spoiling(noise=12), Spoiling(lean=2.0), Spoiling(shadow=0.5)])
def test_scripts_are_told_apart_by_their_strokes(how: Spoiling) -> None:
    assert cues_of(page(how=how)).strokes < HAN_STROKES
    assert cues_of(page(CHINESE, "china-s", how)).strokes >= HAN_STROKES


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_direction_of_lines_is_seen(turn: int) -> None:
    sideways = cues_of(page(how=Spoiling(turn=turn))).sidewaysness
    assert (sideways > SIDEWAYS) == (turn in (90, 270))


def test_shadow_is_seen_and_removed() -> None:
    shaded = page(how=Spoiling(shadow=0.6))
    assert cleaning.shading(shaded) > 0.3
    assert cleaning.shading(cleaning.flattened(shaded, 50)) < 0.1


def test_levelling_matrix_keeps_the_corners_on_the_image() -> None:
    matrix, (width, height) = cleaning.deskew_matrix((600, 800), 4.0, 1.5)
    for x, y in ((0, 0), (600, 0), (600, 800), (0, 800)):
        across, down = matrix @ np.array([x, y, 1.0])
        assert -1 <= across <= width + 1
        assert -1 <= down <= height + 1
