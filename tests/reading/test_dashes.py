"""A dash alone in a cell of a table is found as a line, and nothing else is taken for one. All at 150 dpi."""

import numpy as np
import pytest

from workstation.reading.dashes import in_cells
from workstation.reading.rapid import Quad

HEIGHT = 42.0


def cell(left: float, row: int, width: float = 90.0) -> Quad:
    top, right = 100.0 + 55 * row, left + width
    return np.array([[left, top], [right, top], [right, top + HEIGHT], [left, top + HEIGHT]], np.float32)


def mark(left: float, row: int, width: int = 8, height: int = 2, below: float = 0.0) -> list[int]:
    """Left, top, width, height and area of a mark in the middle of a row."""
    top = 100 + 55 * row + HEIGHT / 2 - height / 2 + below
    return [round(left), round(top), width, height, width * height]


TABLE = [cell(left, row) for row in range(5) for left in (80, 380, 680) if (left, row) != (380, 3)]


def found(*marks: list[int], lines: list[Quad] | None = None) -> list[Quad]:
    return in_cells(np.array(marks, np.int32).reshape(-1, 5), TABLE if lines is None else lines)


@pytest.mark.parametrize("left", [383, 420, 458])
@pytest.mark.parametrize("width", [6, 8, 12, 22])
def test_dash_in_a_cell_is_a_line_of_its_row(left: int, width: int) -> None:
    """At the left of its column, in its middle, at its right."""
    at = left if left < 400 else left - width // 2 + 5 if left < 450 else 468 - width
    (line,) = found(mark(at, 3, width))
    assert np.abs(line[:, 1] - cell(80, 3)[:, 1]).max() < 0.15 * HEIGHT
    assert line[0, 0] < at < at + width < line[1, 0]


@pytest.mark.parametrize(
    "what",
    [
        mark(383, 3, 3, 2),
        mark(383, 3, 8, 7),
        mark(383, 3, 2, 12),
        mark(383, 3, 60, 2),
        mark(383, 3, below=14),
        mark(383, 9),
        mark(550, 3),
    ],
    ids=["dust", "blot", "stroke", "rule", "underline", "no row", "no column"],
)
def test_marks_that_are_no_dash_of_a_cell_are_left(what: list[int]) -> None:
    assert found(what) == []


def test_running_text_has_no_cells() -> None:
    page = [cell(80, row, 900.0) for row in range(20)]
    assert found(mark(80, 3), mark(990, 3), lines=page) == []


def test_dust_all_over_a_table_is_dust() -> None:
    assert found(*(mark(383, row % 5, 5 + row % 4) for row in range(80))) == []


def test_empty_page_has_no_dashes() -> None:
    assert found() == []
    assert found(mark(80, 3), lines=[]) == []


def test_pieces_of_a_faint_rule_are_no_dashes() -> None:
    pieces = [mark(375 + 14 * step, 3, 12) for step in range(6)]
    assert found(*pieces) == []
    assert found(mark(383, 3, 12, 1)) == []


def test_dash_within_the_grid_of_a_table_is_found() -> None:
    """A grid is one mark as large as the table."""
    grid = [60, 90, 760, 300, 4_000]
    assert len(found(grid, mark(383, 3))) == 1


def test_dash_beside_a_word_is_part_of_it() -> None:
    assert found(mark(383, 3), lines=[*TABLE, cell(400, 3, 60.0)]) == []
