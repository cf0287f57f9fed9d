"""The order in which a person reads the lines of a page: rows of a table across, columns of a letterhead down.

Lines whose heights share a stretch of the page form a band. Where they stand at one height they are a row, read from
the left.
Where lines beside each other do not stand on common rows (the address beside the name of a hospital, a cell of
several lines), the band is cut between the columns and each column is read to its end. Running text set in columns is
told first (`running_columns`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from workstation.reading.lines import Line
from workstation.reading.running_columns import running_columns

_SHARED = 0.35
_COLUMN_GAP = 0.8
_MUCH_TALLER = 1.8
_CLOSE_BELOW = 1.2
_BESIDE = 1.5
_SAME_EDGE = 1.0
_SAME_MIDDLE = 0.34
_NEW_BLOCK = 1.1
_SAME_ENDS = 1.5
_TALLEST_CELL = 8.0
_SAME_TOP = 0.75
"""All as shares of the height of the lines at hand."""
_MOST_PAIRED = 0.6
_LEAST_ROWS = 2


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with the running numbers of its row and of its block, from 0, in reading order."""

    line: Line
    row: int
    block: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A line drawn across the level page, in its pixels."""

    left: float
    right: float
    y: float

    def holds(self, line: Line) -> bool:
        """Whether a line of text stands within its ends."""
        return self.left - line.height < line.left and line.right < self.right + line.height


_Row = list[Line]


def in_order(lines: Sequence[Line], rules: Sequence[Rule] = (), gutter: float | None = None) -> list[Placed]:
    """The lines in reading order; of a spread (two pages side by side) what stands left of its `gutter` comes first.

    `rules` drawn across the page tell the rows of a table whose cells hold several lines. All in pixels.
    """
    if not lines:
        return []
    placed: list[Placed] = []
    block = 0
    before: _Row = []
    rows = _rows(lines, rules) if gutter is None else _pages(lines, rules, gutter)
    for number, row in enumerate(rows):
        if before and _begins_block(before, row):
            block += 1
        placed.extend(Placed(line, number, block) for line in row)
        before = row
    return placed


def _begins_block(before: _Row, row: _Row) -> bool:
    """Whether there is more room above the row than between lines, or it stands higher than the row before."""
    gap = min(line.top for line in row) - max(line.bottom for line in before)
    height = median(line.height for line in (*before, *row))
    return gap > _NEW_BLOCK * height or gap < -height


def _pages(lines: Sequence[Line], rules: Sequence[Rule], gutter: float) -> list[_Row]:
    left = [line for line in lines if (line.left + line.right) / 2 < gutter]
    right = [line for line in lines if (line.left + line.right) / 2 >= gutter]
    return [*_rows(left, rules), *_rows(right, rules)]


def _rows(lines: Sequence[Line], rules: Sequence[Rule] = ()) -> list[_Row]:
    columnar = running_columns(lines)
    if columnar:
        return _rows_with_columns(lines, rules, columnar)
    ruled, free = _between_rules(lines, rules)
    bands = [part for band in _bands(free) for part in _tables_apart(band)]
    rows = [row for band in _with_what_goes_on(bands) for row in _rows_of(band)]
    for cells in ruled:
        top = min(line.top for line in cells)
        place = sum(1 for row in rows if min(line.middle for line in row) < top)
        rows[place:place] = [row for column in _columns(cells) for row in _rows(column)]
    return rows


def _rows_with_columns(
    lines: Sequence[Line], rules: Sequence[Rule], columnar: Sequence[Sequence[Sequence[Line]]]
) -> list[_Row]:
    """What stands above, between and below columns of running text, and these, each column to its end."""
    taken = {id(line) for columns in columnar for column in columns for line in column}
    rest = [line for line in lines if id(line) not in taken]
    rows: list[_Row] = []
    for columns in columnar:
        top = min(line.top for column in columns for line in column)
        rows += _rows([line for line in rest if line.middle < top], rules)
        rest = [line for line in rest if line.middle >= top]
        rows += [[line] for column in columns for line in column]
    return [*rows, *_rows(rest, rules)]


def _between_rules(lines: Sequence[Line], rules: Sequence[Rule]) -> tuple[list[_Row], _Row]:
    """Lines in the ruled rows of tables, row by row, and all the others.

    Only where a cell holds several lines: a row of one line is read across anyhow. Three rules or more must follow
    each other closely, or they are no table.
    """
    ruled: list[_Row] = []
    usual = median(line.height for line in lines) if lines else 0.0
    ordered = sorted(rules, key=lambda rule: rule.y)
    gaps = [_is_table_row(above, below, usual) for above, below in pairwise(ordered)]
    for index, (above, below) in enumerate(pairwise(ordered)):
        if gaps[index] and _run(gaps, index) >= _LEAST_ROWS:
            cells = [line for line in lines if above.y < line.middle < below.y and above.holds(line)]
            if _are_cells(_columns(cells)):
                ruled.append(cells)
    taken = {id(line) for cells in ruled for line in cells}
    return ruled, [line for line in lines if id(line) not in taken]


def _are_cells(columns: list[_Row]) -> bool:
    """Whether columns between two rules are the cells of one row: the long ones begin at the same height."""
    long = [column for column in columns if not _is_one_row(column)]
    tops = [min(line.top for line in column) for column in long]
    height = median(line.height for column in columns for line in column) if columns else 0.0
    return len(columns) > 1 and bool(long) and max(tops) - min(tops) < _SAME_TOP * height


def _run(gaps: Sequence[bool], index: int) -> int:
    """How many follow each other without a break, this one among them."""
    first = index
    while first and gaps[first - 1]:
        first -= 1
    last = index
    while last < len(gaps) and gaps[last]:
        last += 1
    return last - first


def _is_table_row(above: Rule, below: Rule, usual: float) -> bool:
    alike = max(abs(above.left - below.left), abs(above.right - below.right)) < _SAME_ENDS * usual
    return alike and below.y - above.y < _TALLEST_CELL * usual


def _bands(lines: Sequence[Line]) -> list[_Row]:
    """Lines linked by common height, from the top."""
    bands: list[_Row] = []
    bottom = 0.0
    for line in sorted(lines, key=lambda line: line.top):
        if bands and bottom - line.top > _SHARED * min(
            line.height, median(each.height for each in bands[-1])
        ):
            bands[-1].append(line)
            bottom = max(bottom, line.bottom)
        else:
            bands.append([line])
            bottom = line.bottom
    return bands


def _tables_apart(band: _Row) -> list[_Row]:
    """A band whose columns stand on common rows is a table: one band for each of its rows."""
    columns = _columns(band)
    if len(columns) < 2 or _is_one_row(band) or not _share_rows(columns):
        return [band]
    return _by_middle(band)


def _share_rows(columns: list[_Row]) -> bool:
    """Whether most lines have a neighbour at their own height in another column."""
    lines = [line for column in columns for line in column]
    paired = sum(
        any(
            abs(line.middle - other.middle) < _SAME_MIDDLE * min(line.height, other.height)
            for column in columns
            if line not in column
            for other in column
        )
        for line in lines
    )
    return paired >= _MOST_PAIRED * len(lines)


def _with_what_goes_on(bands: list[_Row]) -> list[_Row]:
    """Bands close below that go on with the columns of the one above belong to it."""
    joined: list[_Row] = []
    last: _Row = []
    for band in bands:
        if joined and _goes_on(joined[-1], last, band):
            joined[-1] = [*joined[-1], *band]
        else:
            joined.append(list(band))
        last = band
    return joined


def _goes_on(above: _Row, last: _Row, band: _Row) -> bool:
    """Whether a band goes on with cells (the first column empty), or with columns that share no rows."""
    height = median(line.height for line in band)
    if min(line.top for line in band) - max(line.bottom for line in last) > _CLOSE_BELOW * height:
        return False
    columns = _columns(above)
    if len(columns) < 2 or (len(_columns(band)) > 1 and _is_row(band) and not _lacks_first(columns, band)):
        return False
    if _is_row(above):
        edges = [min(line.left for line in column) for column in columns[1:]]
        return all(any(abs(line.left - edge) < _SAME_EDGE * height for edge in edges) for line in band)
    shortest = min(max(line.bottom for line in column) for column in columns)
    return all(
        line.top - shortest <= _BESIDE * line.height
        and any(_is_next_in(column, line) for column in _met(columns, line))
        for line in band
    )


def _lacks_first(columns: list[_Row], band: _Row) -> bool:
    return min(line.left for line in band) >= min(line.left for line in columns[1])


def _met(columns: list[_Row], line: Line) -> list[_Row]:
    """The one column under which a line stands; none where it reaches across."""
    met = [
        column
        for column in columns
        if line.left < max(each.right for each in column) and line.right > min(each.left for each in column)
    ]
    return met if len(met) == 1 else []


def _is_next_in(column: _Row, line: Line) -> bool:
    return line.top - max(each.bottom for each in column) <= _CLOSE_BELOW * line.height


def _rows_of(band: _Row) -> list[_Row]:
    if _is_row(band):
        return [sorted(band, key=lambda line: line.left)]
    columns = _columns(band)
    if len(columns) > 1:
        return [row for column in columns for row in _rows(column)]
    return _around_tall(band)


def _is_row(band: _Row) -> bool:
    """Whether the lines side by side are cells of one row, not large print beside the first of several small lines."""
    if not _is_one_row(band):
        return False
    middles = [line.middle for line in band]
    return max(middles) - min(middles) <= _SAME_MIDDLE * min(line.height for line in band)


def _is_one_row(band: _Row) -> bool:
    return max(line.top for line in band) < min(line.bottom for line in band)


def _columns(band: _Row) -> list[_Row]:
    """The lines of a band, cut where nothing stands between left and right over its whole height."""
    if not band:
        return []
    gap = _COLUMN_GAP * median(line.height for line in band)
    columns: list[_Row] = []
    right = 0.0
    for line in sorted(band, key=lambda line: line.left):
        if columns and line.left - right < gap:
            columns[-1].append(line)
            right = max(right, line.right)
        else:
            columns.append([line])
            right = line.right
    return columns


def _around_tall(band: _Row) -> list[_Row]:
    """A mark much taller than the rest (a stamp over the text) is set aside, and comes where its middle is."""
    usual = median(line.height for line in band)
    tall = [line for line in band if line.height > _MUCH_TALLER * usual]
    rest = [line for line in band if line.height <= _MUCH_TALLER * usual]
    if not tall or not rest:
        return _by_middle(band)
    rows = _rows(rest)
    for line in tall:
        place = sum(1 for row in rows if median(each.middle for each in row) < line.middle)
        rows.insert(place, [line])
    return rows


def _by_middle(band: _Row) -> list[_Row]:
    """Rows by the middle of each line, where nothing else helps."""
    rows: list[_Row] = []
    for line in sorted(band, key=lambda line: line.middle):
        if rows and line.middle - median(each.middle for each in rows[-1]) < line.height / 2:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.left) for row in rows]
