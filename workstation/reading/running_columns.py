"""Running text set in columns beside each other, as in a journal: each column is read to its end.

Told from a table by what fills it: the lines of running text are long and nearly all reach to the right edge of their
column, and little white stands between the columns. A line that reaches across ends the columns above it.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from workstation.reading.lines import Line

_LEAST_LINES = 5
_LEAST_LETTERS = 20
"""Of the middle line of a column; cells of tables are shorter."""
_SAME_EDGE = 1.5
_WIDEST_GUTTER = 4.0
"""Both as shares of the height of the lines."""
_FULL, _MOSTLY_FULL = 0.85, 0.55
"""A line that fills so much of its column is full; so many must be."""


@dataclass(frozen=True, slots=True)
class _Column:
    """Where a column begins and ends across the page, from the lines that begin at its edge."""

    left: float
    right: float
    lines: tuple[Line, ...]

    @property
    def is_running(self) -> bool:
        if len(self.lines) < _LEAST_LINES or median(line.letters for line in self.lines) < _LEAST_LETTERS:
            return False
        width = self.right - self.left
        full = sum(line.right - line.left >= _FULL * width for line in self.lines)
        return full >= _MOSTLY_FULL * len(self.lines)


def running_columns(lines: Sequence[Line]) -> list[list[list[Line]]]:
    """The stretches of a page that are set in columns, from the top: for each its columns from the left, with every
    line that stands in them. Lines in no such stretch are left out."""
    upright = [line for line in lines if line.is_upright]
    if len(upright) < 2 * _LEAST_LINES:
        return []
    height = median(line.height for line in upright)
    stretches = []
    for stretch in _between_crossing(upright, height):
        columns = _beside_each_other(stretch, height)
        if columns:
            stretches.append(_filled(stretch, columns))
    return stretches


def _between_crossing(lines: Sequence[Line], height: float) -> list[list[Line]]:
    """The page cut at lines that reach across from one column into the next."""
    columns = _beside_each_other(lines, height)
    if not columns:
        return []
    gutters = [(a.right + b.left) / 2 for a, b in itertools.pairwise(columns)]
    stretches: list[list[Line]] = [[]]
    for line in sorted(lines, key=lambda line: line.middle):
        if any(line.left < gutter < line.right for gutter in gutters):
            stretches.append([])
        else:
            stretches[-1].append(line)
    return [stretch for stretch in stretches if stretch]


def _beside_each_other(lines: Sequence[Line], height: float) -> list[_Column]:
    """The columns of running text that stand beside each other; none where there is only one."""
    edges = [group for group in _by_edge(lines, height) if len(group) >= _LEAST_LINES]
    columns: list[_Column] = []
    for group, following in zip(edges, [*edges[1:], []], strict=False):
        ends = min((line.left for line in following), default=float("inf"))
        within = tuple(line for line in group if line.right <= ends)
        if within:
            left, right = median(line.left for line in within), max(line.right for line in within)
            columns.append(_Column(left, right, within))
    running = [column for column in columns if column.is_running]
    beside = [
        pair
        for pair in itertools.pairwise(running)
        if 0 < pair[1].left - pair[0].right <= _WIDEST_GUTTER * height and _overlap(*pair) > 0
    ]
    return sorted({column for pair in beside for column in pair}, key=lambda column: column.left)


def _by_edge(lines: Sequence[Line], height: float) -> list[list[Line]]:
    """Lines that begin at one edge, from the left."""
    groups: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.left):
        if groups and line.left - groups[-1][0].left <= _SAME_EDGE * height:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _overlap(one: _Column, other: _Column) -> float:
    """How much of the page's height both columns share."""
    bottom = min(max(line.bottom for line in column.lines) for column in (one, other))
    return bottom - max(min(line.top for line in column.lines) for column in (one, other))


def _filled(lines: Sequence[Line], columns: Sequence[_Column]) -> list[list[Line]]:
    """Every line in the column in which it stands; what lies above and below them all is left out."""
    top = min(line.top for column in columns for line in column.lines)
    bottom = max(line.bottom for column in columns for line in column.lines)
    filled: list[list[Line]] = [[] for _ in columns]
    for line in lines:
        if top <= line.middle <= bottom:
            at = (line.left + line.right) / 2
            nearest = min(range(len(columns)), key=lambda n: _away(columns[n], at))
            filled[nearest].append(line)
    return [sorted(column, key=lambda line: line.middle) for column in filled]


def _away(column: _Column, at: float) -> float:
    return max(column.left - at, at - column.right, 0.0)
