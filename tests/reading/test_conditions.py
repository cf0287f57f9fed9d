"""What makes a page hard to read is seen and named; what does not, is not. Sheets are drawn at 150 dpi."""

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from workstation.reading import cleaning
from workstation.reading.cleaning import Grey
from workstation.reading.conditions import conditions_of, gutter
from workstation.reading.pages import Condition
from workstation.reading.rapid import Quad

DPI = 150.0
A4 = (1_754, 1_240)
SPREAD = (1_754, 2_480)


def quad(left: float, top: float, width: float, height: float = 32.0) -> Quad:
    right, bottom = left + width, top + height
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)


def lines(left: float, width: float, count: int = 20, height: float = 32.0) -> list[Quad]:
    return [quad(left, 120 + 2 * height * number, width, height) for number in range(count)]


def sheet(found: Sequence[Quad], paper: int = 245, ink: int = 25, shape: tuple[int, int] = A4) -> Grey:
    """A sheet with print in these lines."""
    page = np.full(shape, paper, np.uint8)
    for each in found:
        (left, top), _, (right, bottom), _ = each.tolist()
        high = bottom - top
        for at in range(int(left), int(right - high), int(high)):
            place = (at, int(bottom - high / 5))
            cv2.putText(page, "B", place, cv2.FONT_HERSHEY_SIMPLEX, high / 40, (ink,), max(1, int(high / 14)))
    return page


def seen(page: Grey, found: Sequence[Quad], factor: float = 1.0) -> list[Condition]:
    """Of the small page with its lines, as found on the page that is so much larger."""
    shape = (round(page.shape[0] * factor), round(page.shape[1] * factor))
    larger = [each * np.float32(factor) for each in found]
    return conditions_of(page, cleaning.ink_mask(page), larger, shape)


@pytest.mark.parametrize("factor", [1.0, 2.0])
@pytest.mark.parametrize("paper", [255, 245, 210])
def test_ordinary_page_has_no_condition(paper: int, factor: float) -> None:
    found = lines(120, 1_000)
    assert seen(sheet(found, paper), found, factor) == []


def test_page_without_lines_is_blank() -> None:
    assert seen(np.full(A4, 245, np.uint8), []) == [Condition.BLANK]


@pytest.mark.parametrize(("paper", "ink"), [(245, 200), (250, 190), (170, 120)])
def test_weak_print_is_faint(paper: int, ink: int) -> None:
    found = lines(120, 1_000)
    assert seen(sheet(found, paper, ink), found) == [Condition.FAINT]


def test_weak_small_print_is_faint() -> None:
    found = lines(120, 1_000, 40, 12.0)
    assert Condition.FAINT in seen(sheet(found, 240, 200), found)


def test_dark_print_on_grey_paper_is_not_faint() -> None:
    found = lines(120, 1_000)
    assert Condition.FAINT not in seen(sheet(found, 170, 25), found)


def test_bold_heading_does_not_hide_that_the_rest_is_faint() -> None:
    found = lines(120, 1_000)
    page = np.minimum(sheet(found[1:], 245, 205), sheet(found[:1], 245, 20))
    assert Condition.FAINT in seen(page, found)


def lamp(page: Grey, radius: int, light: int = 255) -> Grey:
    burnt = page.copy()
    cv2.circle(burnt, (700, 800), radius, (light,), -1)
    return burnt


def test_lamp_in_a_photograph_is_glare() -> None:
    found = lines(120, 1_000)
    assert Condition.GLARE in seen(lamp(sheet(found, 190), 200), found)


def test_white_paper_and_small_specks_are_no_glare() -> None:
    found = lines(120, 1_000)
    for page in (sheet(found, 255), lamp(sheet(found, 250), 200), lamp(sheet(found, 190), 30)):
        assert Condition.GLARE not in seen(page, found)


@pytest.mark.parametrize("left", [0.0, 420.0])
def test_lines_that_run_off_the_picture_are_cut_off(left: float) -> None:
    found = lines(left, 820)
    assert seen(sheet(found), found) == [Condition.CUT_OFF]


def test_one_stroke_at_the_edge_cuts_nothing_off() -> None:
    found = [*lines(120, 1_000), quad(0, 40, 60)]
    assert Condition.CUT_OFF not in seen(sheet(found), found)


@pytest.mark.parametrize("top", [0, 1_754 - 20])
def test_line_cut_through_by_the_head_or_foot_of_the_picture_is_cut_off(top: float) -> None:
    found = [*lines(120, 1_000), quad(120, top, 1_000, 20)]
    assert Condition.CUT_OFF in seen(sheet(found), found)


def test_print_without_enough_pixels_is_too_small() -> None:
    found = lines(120, 1_000, 40, 12.0)
    assert Condition.TOO_SMALL in seen(sheet(found), found)
    assert Condition.TOO_SMALL not in seen(sheet(found), found, 2.0), "the same page scanned finer"


def test_two_pages_side_by_side_are_a_spread() -> None:
    found = [*lines(120, 950), *lines(1_400, 950)]
    assert seen(sheet(found, shape=SPREAD), found) == [Condition.SPREAD]
    middle = gutter(found, SPREAD)
    assert middle is not None
    assert 1_070 < middle < 1_400


def test_wide_page_whose_lines_cross_its_middle_is_one_page() -> None:
    found = lines(120, 2_200)
    assert gutter(found, SPREAD) is None


def test_rows_of_a_table_across_a_wide_page_are_no_spread() -> None:
    """A gap stands in the middle, between short cells at one height."""
    found = [*lines(120, 260), *lines(520, 180), *lines(1_400, 200), *lines(1_800, 240)]
    assert gutter(found, SPREAD) is None


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("full_first", [True, False])
def test_nearly_empty_page_beside_a_full_one_is_a_page(count: int, full_first: bool) -> None:
    full, few = (120, 1_360) if full_first else (1_360, 120)
    found = [*lines(full, 950), *lines(few, 500, count)]
    assert seen(sheet(found, shape=SPREAD), found) == [Condition.SPREAD]


def test_page_that_lies_across_with_a_few_words_apart_is_no_spread() -> None:
    """A date at the right, results in the last rows of a table, a line that crosses the middle."""
    page = lines(120, 950)
    assert gutter([*page, quad(1_700, 100, 400)], SPREAD) is None
    assert gutter([*lines(120, 420), *lines(1_360, 200, 3)], SPREAD) is None
    assert gutter([*page, quad(120, 60, 1_500), quad(1_360, 120, 400)], SPREAD) is None
    assert gutter([*lines(120, 950, 5), *lines(1_360, 200, 3)], SPREAD) is None
    assert gutter([*page, quad(1_360, 120, 400)], (1_240, 3_000)) is None


def test_two_columns_of_an_upright_page_are_no_spread() -> None:
    found = [*lines(80, 480), *lines(680, 480)]
    assert gutter(found, A4) is None


def test_wide_page_with_print_on_one_side_is_no_spread() -> None:
    assert gutter([*lines(120, 950), quad(1_500, 100, 300)], SPREAD) is None


def test_conditions_come_together() -> None:
    found = lines(0, 1_100, 40, 12.0)
    told = seen(lamp(sheet(found, 190), 200), found)
    assert set(told) == {Condition.GLARE, Condition.CUT_OFF, Condition.TOO_SMALL}
