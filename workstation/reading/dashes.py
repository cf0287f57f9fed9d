"""Dashes that are all there is in a cell of a table: not done, none. No network finds so small a mark for a line.

Only inside a page worker. Told from dust by where they stand: at the height of other cells, and in a column of them;
from pieces of a rule by what stands beside them: nothing.
"""

from collections.abc import Sequence
from statistics import median

import numpy as np
from numpy.typing import NDArray

from workstation.reading.rapid import Quad

_WIDTH, _HEIGHT_SHARE = (0.08, 0.65), 0.1
_LEAST_WIDTH_PX, _THIN_PX, _LONGEST_THIN_PX = 4, 1, 8
"""Thin marks that are longer are pieces of faint rules."""
_LONGER_THAN_HIGH, _HIGHEST_PX = 1.5, 3
_LONGEST_CELL, _ALIGNED, _LEVEL, _MARGIN = 10.0, 0.35, 0.2, 0.4
_ALONE, _AT_ITS_HEIGHT, _LARGEST_SIGN = 0.8, 0.1, 4.0
_HALF_LINE = 0.42
"""As shares of the height of a line with its margins; a little less than half keeps clear of the rules."""
_LEAST_IN_COLUMN = 2


def in_cells(marks: NDArray[np.int32], lines: Sequence[Quad]) -> list[Quad]:
    """A line for each dash among the marks that no line covers (left, top, width, height); on the same pixels."""
    boxes = np.array([(*quad.min(axis=0), *quad.max(axis=0)) for quad in lines], np.float64).reshape(-1, 4)
    cells = boxes[boxes[:, 2] - boxes[:, 0] < _LONGEST_CELL * (boxes[:, 3] - boxes[:, 1])]
    if len(cells) <= _LEAST_IN_COLUMN:
        return []
    height = median(cells[:, 3] - cells[:, 1])
    sides = np.hstack((marks[:, :2], marks[:, :2] + marks[:, 2:4])).astype(np.float64)
    signs = sides[(marks[:, 2:4] < _LARGEST_SIGN * height).all(axis=1)]
    taken = np.vstack((boxes, signs))
    alone = [mark for mark in sides[_are_dashes(marks, height)] if _is_alone(mark, taken, height)]
    found = [_line(mark, cells, height) for mark in alone]
    return [quad for quad in found if quad is not None]


def _are_dashes(marks: NDArray[np.int32], height: float) -> NDArray[np.bool_]:
    wide, high = marks[:, 2], marks[:, 3]
    of_a_size = (wide >= max(_LEAST_WIDTH_PX, _WIDTH[0] * height)) & (wide <= _WIDTH[1] * height)
    flat = (
        ((high > _THIN_PX) | (wide <= _LONGEST_THIN_PX))
        & (high <= max(_HIGHEST_PX, _HEIGHT_SHARE * height))
        & (wide >= _LONGER_THAN_HIGH * high)
    )
    return np.asarray(of_a_size & flat, np.bool_)


def _is_alone(mark: NDArray[np.float64], taken: NDArray[np.float64], height: float) -> bool:
    """Whether nothing else stands close to its left or right."""
    left, top, right, bottom = mark
    beside = (taken[:, 0] < right + _ALONE * height) & (taken[:, 2] > left - _ALONE * height)
    level = (taken[:, 1] < bottom + _AT_ITS_HEIGHT * height) & (taken[:, 3] > top - _AT_ITS_HEIGHT * height)
    return int((beside & level).sum()) == 1


def _line(mark: NDArray[np.float64], cells: NDArray[np.float64], height: float) -> Quad | None:
    """The mark as a line almost as high as the cell beside it; None where it stands in no row and column of cells."""
    left, right, level = mark[0], mark[2], (mark[1] + mark[3]) / 2
    off = np.abs((cells[:, 1] + cells[:, 3]) / 2 - level)
    row = cells[off < _LEVEL * height]
    edges = np.abs(cells[:, [0, 2]] - (left, right))
    off_middle = np.abs(cells[:, 0] + cells[:, 2] - left - right)[:, None] / 2
    in_column = (np.hstack((edges, off_middle)) < _ALIGNED * height).any(axis=1).sum()
    if not len(row) or in_column < _LEAST_IN_COLUMN:
        return None
    beside = row[int(np.abs(row[:, 0] - left).argmin())]
    half = _HALF_LINE * (beside[3] - beside[1])
    margin = _MARGIN * height
    box = (left - margin, level - half, right + margin, level + half)
    return np.array([[box[0], box[1]], [box[2], box[1]], [box[2], box[3]], [box[0], box[3]]], np.float32)
