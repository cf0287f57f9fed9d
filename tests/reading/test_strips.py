"""Lines are cut out of a page level and at a height that is read well, and their lean is measured."""

import cv2
import numpy as np
import pytest

from tests.reading.scans import CHINESE, ENGLISH, Spoiling, scan_of, text_page
from workstation.reading import strips
from workstation.reading.cleaning import Grey
from workstation.reading.page_reader import HAN_STROKES
from workstation.reading.rapid import Quad


def quad(left: float, top: float, width: float, height: float) -> Quad:
    right, bottom = left + width, top + height
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)


def turned(corners: Quad, degrees: float, middle: tuple[float, float]) -> Quad:
    """Clockwise, as seen."""
    matrix = cv2.getRotationMatrix2D(middle, -degrees, 1.0)
    return np.asarray(corners @ matrix[:, :2].T + matrix[:, 2], np.float32)


def arrow(size: int = 400) -> Grey:
    """A page with a dark bar at the top left of a lighter block: it shows which way up it is."""
    page = np.full((size, size), 255, np.uint8)
    page[100:160, 100:300] = 180
    page[100:120, 100:140] = 0
    return page


def dark_corner(strip: Grey) -> tuple[bool, bool]:
    """Whether the darkest place lies in the upper and in the left half."""
    row, column = np.unravel_index(int(strip.argmin()), strip.shape)
    return bool(row < strip.shape[0] / 2), bool(column < strip.shape[1] / 2)


def cut(page: Grey, corners: Quad) -> Grey:
    strip = strips.cut(page, corners)
    assert strip is not None
    return strip


@pytest.mark.parametrize(("height", "wanted"), [(12, 48), (35, 48), (36, 36), (60, 60), (72, 72), (200, 72)])
def test_small_print_is_enlarged_and_large_print_reduced(height: int, wanted: int) -> None:
    strip = cut(np.full((400, 900), 255, np.uint8), quad(20, 20, 10 * height if height < 80 else 800, height))
    assert strip.shape[0] == wanted
    assert strip.shape[1] == pytest.approx(wanted * (10 if height < 80 else 4), abs=1)


def test_strip_shows_what_stands_in_the_line() -> None:
    strip = cut(arrow(), quad(100, 100, 200, 60))
    assert strip.shape == (60, 200)
    assert strip[5, 5] == 0
    assert strip[50, 150] == 180


def test_leaning_line_is_cut_level() -> None:
    page = arrow()
    matrix = cv2.getRotationMatrix2D((200, 200), -8.0, 1.0)
    leaning = np.asarray(cv2.warpAffine(page, matrix, (400, 400), borderValue=(255,)), np.uint8)
    strip = cut(leaning, turned(quad(100, 100, 200, 60), 8.0, (200, 200)))
    assert strip[10, 10] < 30
    assert abs(int(strip[50, 20]) - 180) < 10
    assert abs(int(strip[50, 180]) - 180) < 10


def test_line_that_stands_on_end_is_read_from_its_other_side() -> None:
    """Turned a quarter clockwise its beginning is at the top right."""
    page = np.rot90(arrow(), -1)
    standing = quad(240, 100, 60, 200)
    strip = cut(page, strips.along(standing))
    assert strip.shape[1] > 3 * strip.shape[0]
    assert dark_corner(strip) in ((True, True), (False, False)), "along the line, either way round"


@pytest.mark.parametrize("shape", [(200.0, 60.0), (60.0, 60.0), (60.0, 80.0)])
def test_line_that_is_no_taller_than_a_letter_lies(shape: tuple[float, float]) -> None:
    lying = quad(100, 100, *shape)
    assert np.array_equal(strips.along(lying), lying)


@pytest.mark.parametrize("shape", [(3.0, 60.0), (200.0, 3.0), (0.0, 0.0)])
def test_specks_and_hairlines_are_no_lines(shape: tuple[float, float]) -> None:
    assert strips.cut(arrow(), quad(100, 100, *shape)) is None


def test_line_over_the_edge_of_the_page_is_cut_all_the_same() -> None:
    strip = cut(arrow(), quad(-50, -20, 300, 60))
    assert strip.shape == (60, 300)
    assert strip[0, 0] == 255, "no dark border comes in"


def test_very_long_line_stays_within_bounds() -> None:
    strip = cut(np.full((40, 9_000), 255, np.uint8), quad(0, 5, 9_000, 20))
    assert strip.shape[1] == strips.LONGEST_STRIP_PX


def test_print_lies_in_the_middle_of_its_line() -> None:
    inner = strips.printed(quad(100, 100, 500, 60))
    height = strips.PRINT_SHARE * 60
    assert inner == pytest.approx(quad(100, 130 - height / 2, 500, height), abs=1e-3)


def test_print_of_a_line_on_end_is_narrower_and_not_shorter() -> None:
    inner = strips.printed(strips.along(quad(100, 100, 60, 500)))
    assert inner[:, 1].min() == pytest.approx(100)
    assert inner[:, 1].max() == pytest.approx(600)
    assert inner[:, 0].max() - inner[:, 0].min() == pytest.approx(strips.PRINT_SHARE * 60, abs=1e-3)


def page_of_lines(lean: float) -> tuple[Grey, list[Quad]]:
    """Twelve printed lines that lean about the middle of the page, and where they are."""
    page = np.full((1_200, 1_200), 250, np.uint8)
    found = []
    for number in range(12):
        text = ENGLISH[40 * number : 40 * number + 30 + number].strip()
        (width, _), _ = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, 1.1, 2)
        found.append(quad(150, 100 + 80 * number, width, 50))
        cv2.putText(page, text, (150, 138 + 80 * number), cv2.FONT_HERSHEY_SIMPLEX, 1.1, (20,), 2)
    matrix = cv2.getRotationMatrix2D((600, 600), -lean, 1.0)
    leaning = np.asarray(cv2.warpAffine(page, matrix, (1_200, 1_200), borderValue=(250,)), np.uint8)
    return leaning, [turned(box, lean, (600, 600)) for box in found]


def skew_of(page: Grey, found: list[Quad]) -> float:
    return strips.skew([(each, cut(page, each)) for each in found])


@pytest.mark.parametrize("lean", [-5.0, -1.2, 0.0, 0.7, 4.3])
def test_lean_is_measured(lean: float) -> None:
    page, found = page_of_lines(lean)
    assert skew_of(page, found) == pytest.approx(lean, abs=0.15)


@pytest.mark.parametrize("lean", [-1.2, 0.7])
def test_lean_is_measured_within_lines_that_were_found_straight(lean: float) -> None:
    """Lines are found on a reduced page, where a little lean does not show."""
    page, _ = page_of_lines(lean)
    upright = [quad(140, 85 + 80 * number, 620 + 20 * number, 80) for number in range(12)]
    assert skew_of(page, upright) == pytest.approx(lean, abs=0.25)


def test_one_crooked_stamp_does_not_turn_the_page() -> None:
    page, found = page_of_lines(0.0)
    stamp = turned(quad(500, 500, 500, 60), 25.0, (600, 600))
    assert skew_of(page, [*found, stamp]) == pytest.approx(0.0, abs=0.15)


def test_lines_on_end_and_nothing_tell_no_lean() -> None:
    page, _ = page_of_lines(0.0)
    assert skew_of(page, [strips.along(quad(100, 100, 50, 700))]) == 0.0
    assert strips.skew([]) == 0.0


def cells(lean: float) -> tuple[Grey, list[Quad]]:
    """A table of short figures on common base lines."""
    page = np.full((1_200, 1_200), 250, np.uint8)
    boxes = [quad(100 + 300 * across, 150 + 70 * down, 90, 44) for across in range(4) for down in range(12)]
    return page, [turned(box, lean, (600, 600)) for box in boxes]


@pytest.mark.parametrize("lean", [-3.0, -0.8, 0.0, 1.5])
def test_cells_of_a_table_tell_its_lean(lean: float) -> None:
    assert skew_of(*cells(lean)) == pytest.approx(lean, abs=0.2)


@pytest.mark.parametrize("drop", [12, 40])
def test_two_short_marks_that_stand_apart_tell_no_lean(drop: float) -> None:
    """A name at the left and, a little lower, a date at the right."""
    page = np.full((1_200, 1_200), 250, np.uint8)
    assert abs(skew_of(page, [quad(80, 100, 160, 50), quad(900, 100 + drop, 160, 50)])) < 0.2


def printed_lines(text: str, font: str, how: Spoiling) -> list[Grey]:
    """The lines of a page cut out where they were printed."""
    found = []
    with text_page(text, font) as document:
        for block in document[0].get_text("dict")["blocks"]:
            for line in block["lines"]:
                x0, y0, x1, y1 = (150 / 72 * side for side in line["bbox"])
                found.append(quad(x0 - 6, y0 - 4, x1 - x0 + 12, y1 - y0 + 8))
    page = np.asarray(scan_of(text, font, 150, how), np.uint8)
    middle = (page.shape[1] / 2, page.shape[0] / 2)
    return [cut(page, turned(each, how.lean, middle)) for each in found]


HOWS = [Spoiling(), Spoiling(noise=12), Spoiling(lean=3.0), Spoiling(shadow=0.5), Spoiling(contrast=0.4)]


@pytest.mark.parametrize("how", HOWS)
def test_scripts_are_told_apart_by_their_strokes(how: Spoiling) -> None:
    assert strips.strokes(printed_lines(ENGLISH, "helv", how)) < HAN_STROKES
    assert strips.strokes(printed_lines(ENGLISH, "tiro", how)) < HAN_STROKES
    assert strips.strokes(printed_lines(CHINESE, "china-s", how)) >= HAN_STROKES
    assert strips.strokes(printed_lines(CHINESE, "china-ss", how)) >= HAN_STROKES
    assert strips.strokes([]) == 0.0


def printed_line(text: str, height: int = 72) -> Grey:
    """A line of print with white above and below it, at the size of a strip."""
    strip = np.full((height, 600), 250, np.uint8)
    cv2.putText(strip, text, (40, height * 3 // 4), cv2.FONT_HERSHEY_SIMPLEX, 1.4, (20,), 4)
    return strip


@pytest.mark.parametrize("lean", [0, 3])
@pytest.mark.parametrize("at", [1, 14, 340, 596])
def test_rules_between_cells_are_taken_out_of_a_line(at: int, lean: int) -> None:
    clean = printed_line("CD20 [+]")
    ruled = clean.copy()
    cv2.line(ruled, (at, 0), (at + lean, 71), (30,), 3)
    assert np.array_equal(strips.unruled(ruled) < 128, clean < 128)


@pytest.mark.parametrize("text", ["Il1|[](){}/", "CD20 | CD3", "BCL2 - MYC"])
@pytest.mark.parametrize("paper", [250, 170])
def test_signs_of_a_line_are_no_rules(text: str, paper: int) -> None:
    strip = np.minimum(printed_line(text), np.uint8(paper))
    assert np.array_equal(strips.unruled(strip), strip)


def test_dark_band_beside_a_line_stays_as_it_is() -> None:
    """The edge of a photograph, or of a bar with white print, is no rule."""
    strip = printed_line("CD20")
    strip[:, 400:] = 20
    assert np.array_equal(strips.unruled(strip), strip)
    assert np.array_equal(strips.unruled(255 - strip), 255 - strip)


@pytest.mark.parametrize(("width", "is_read_down"), [(23.0, True), (40.0, False)])
def test_lone_figure_or_dash_is_not_taken_for_a_line_on_end(width: float, is_read_down: bool) -> None:
    """A box is drawn around a one with as much room at its sides as above it: hardly twice as high as wide."""
    corners = quad(100, 100, width, 62)
    assert np.array_equal(strips.along(corners), corners) != is_read_down
