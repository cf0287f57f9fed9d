"""Where the characters of a read line begin and end, from the middle of each, as the network's own columns tell it.

Han stand in squares, Latin letters and figures in about half of one. A full-width mark is not asked how wide it is: its
print stands at one side of its square, so it takes the room that its neighbours leave.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from workstation.reading.pages import is_han

Sign = tuple[str, float]
"""A character and its middle along the line (0..1)."""
_HAN, _LATIN, _MARK = 0.5, 0.28, 0.25
"""From the middle of a sign to its edge, in squares."""
_SQUARE = 0.72
"""The side of a square in heights of the line, where no two Han stand side by side."""

_WIDE = 2.0
"""So many times as far apart as they need to be, two signs have white between them that is neither's."""


def edges_of(signs: Sequence[Sign], height: float) -> list[tuple[float, float]]:
    """Where each sign of a line begins and ends; they follow each other, and only a wide gap is left between two.

    `height`: of the line, as a share of its length.
    """
    square = _square(signs, height)
    first, last = signs[0], signs[-1]
    starts, ends = [first[1] - _half(first[0]) * square], list[float]()
    for before, after in pairwise(signs):
        end, start = _between(before, after, square)
        ends.append(end)
        starts.append(start)
    ends.append(last[1] + _half(last[0]) * square)
    return [(max(0.0, start), min(1.0, end)) for start, end in zip(starts, ends, strict=True)]


def _square(signs: Sequence[Sign], height: float) -> float:
    gaps = [after - before for (a, before), (b, after) in pairwise(signs) if _is_square(a) and _is_square(b)]
    return median(gaps) if gaps else _SQUARE * height


def _between(before: Sign, after: Sign, square: float) -> tuple[float, float]:
    """Where one sign ends and the next begins."""
    gap = after[1] - before[1]
    left, right = _half(before[0]), _half(after[0])
    if gap > _WIDE * (left + right) * square:
        return before[1] + left * square, after[1] - right * square
    border = left / (left + right) * gap
    if _is_known(before[0]) and not _is_known(after[0]):
        border = min(border, left * square)
    elif _is_known(after[0]) and not _is_known(before[0]):
        border = max(border, gap - right * square)
    return before[1] + border, before[1] + border


def _half(sign: str) -> float:
    return _HAN if _is_square(sign) else _LATIN if sign.isalnum() else _MARK


def _is_square(sign: str) -> bool:
    return is_han(sign) and sign.isalnum()


def _is_known(sign: str) -> bool:
    return sign.isalnum()
