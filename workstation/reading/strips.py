"""Lines cut out of a page: each made level and given a height that engines read well. Only inside a page worker."""

import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.reading.cleaning import Grey
from workstation.reading.rapid import Quad

LEAST_HEIGHT_PX, GOOD_HEIGHT_PX, MOST_HEIGHT_PX = 36, 48, 72
LONGEST_STRIP_PX = 6_000
_ON_END = 2.0
_SMALLEST_PX = 4.0
_LONG = 5.0
_STROKE_LINES = 8
_LEVEL, _MOST_LEAN, _LEAST_LEVEL, _LEVEL_SHARE = 0.12, 5, 3, 0.4
_LEAST_INK = 40.0
_SPARSE = 4
_RULE_LEAN_PX, _WIDEST_RULE = 7, 0.3
"""How far a rule may lean or waver within a strip, and how wide it is then at most, in heights."""
PRINT_SHARE = 0.66
"""How much of a found line's height its print takes; the rest is margin."""


def along(quad: Quad) -> Quad:
    """Corners in the order in which the line is read: one that stands on end is read from its other side."""
    width, height = _sides(quad)
    return np.roll(quad, 1, axis=0) if height >= _ON_END * width else quad


def cut(page: Grey, quad: Quad) -> Grey | None:
    """The pixels of a line, level, at a height that is read well; None where it is too small to be one."""
    width, height = _sides(quad)
    if min(width, height) < _SMALLEST_PX:
        return None
    scale = _scale(height)
    size = (min(LONGEST_STRIP_PX, max(1, round(width * scale))), max(1, round(height * scale)))
    target = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], np.float32)
    way = cv2.getPerspectiveTransform(quad, target)
    strip = cv2.warpPerspective(page, way, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return unruled(np.asarray(strip, np.uint8))


def unruled(strip: Grey) -> Grey:
    """The strip without the rules that cross it from top to bottom, as the edges of cells do: read, they are | or [.

    No sign reaches through the margins above and below the print.
    """
    ground = float(np.median(strip[::_SPARSE, ::_SPARSE]))
    ink = np.asarray(strip < ground - _LEAST_INK, np.uint8)
    thick = cv2.dilate(ink, np.ones((1, _RULE_LEAN_PX), np.uint8))
    through = cv2.reduce(thick, 0, cv2.REDUCE_MIN)[0]
    if not through.any():
        return strip
    clear = strip.copy()
    edges = np.flatnonzero(np.diff(np.concatenate(([0], through.astype(np.int8), [0]))))
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if end - start <= _WIDEST_RULE * strip.shape[0]:
            around = slice(max(0, start - _RULE_LEAN_PX // 2), end + _RULE_LEAN_PX // 2)
            _wipe(clear[:, around], ink[:, around], round(ground))
    return clear


def _wipe(part: Grey, ink: Grey, ground: int) -> None:
    """Takes the marks that reach from top to bottom out of a part of a strip."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    rules = np.flatnonzero(stats[1:, cv2.CC_STAT_HEIGHT] >= ink.shape[0] - 1) + 1
    drawn = np.asarray(np.isin(labels, rules), np.uint8)
    part[cv2.dilate(drawn, np.ones((1, 3), np.uint8)) > 0] = ground


def printed(quad: Quad) -> Quad:
    """The same line without the margin above and below."""
    share = (1.0 - PRINT_SHARE) / 2
    top_left, top_right, bottom_right, bottom_left = quad
    return np.array(
        [
            top_left + share * (bottom_left - top_left),
            top_right + share * (bottom_right - top_right),
            bottom_right + share * (top_right - bottom_right),
            bottom_left + share * (top_left - bottom_left),
        ],
        np.float32,
    )


def _scale(height: float) -> float:
    if height < LEAST_HEIGHT_PX:
        return GOOD_HEIGHT_PX / height
    return min(1.0, MOST_HEIGHT_PX / height)


def _sides(quad: Quad) -> tuple[float, float]:
    """Width and height of a line."""
    width = max(math.dist(quad[0], quad[1]), math.dist(quad[3], quad[2]))
    height = max(math.dist(quad[0], quad[3]), math.dist(quad[1], quad[2]))
    return width, height


def skew(lines: Sequence[tuple[Quad, Grey]]) -> float:
    """Degrees clockwise by which the lines lean: the median over the long ones, weighed by length; 0 without any."""
    leans = sorted(_leans(lines))
    if not leans:
        return _lean_of_rows([quad for quad, _ in lines])
    half = sum(width for _, width in leans) / 2
    for angle, width in leans:
        half -= width
        if half <= 0:
            return round(angle, 3)
    return 0.0


def _lean_of_rows(lines: Sequence[Quad]) -> float:
    """Degrees at which most short lines (cells of a table) stand level with others; 0 where none do."""
    middles = np.array([quad.mean(axis=0) for quad in lines]).reshape(-1, 2)
    near = _LEVEL * float(np.median([_sides(quad)[1] for quad in lines] or [0.0]))

    def level(angle: float) -> int:
        heights = np.sort(middles[:, 1] - math.tan(math.radians(angle)) * middles[:, 0])
        return int((np.diff(heights) < near).sum())

    angles = [step / 10 for step in range(-_MOST_LEAN * 10, _MOST_LEAN * 10 + 1)]
    best = max(map(level, angles), default=0)
    fitting = [angle for angle in angles if level(angle) == best]
    return fitting[len(fitting) // 2] if best >= max(_LEAST_LEVEL, len(lines) * _LEVEL_SHARE) else 0.0


def _leans(lines: Sequence[tuple[Quad, Grey]]) -> list[tuple[float, float]]:
    """Degrees and length of every line across the page that is long enough."""
    leans = []
    for quad, strip in lines:
        width, height = _sides(quad)
        across, down = (quad[1] + quad[2] - quad[0] - quad[3]).tolist()
        if width >= _LONG * height and abs(down) < abs(across) / 2:
            leans.append((math.degrees(math.atan2(down, across)) + _lean_within(strip), width))
    return leans


def _lean_within(strip: Grey) -> float:
    """Degrees by which the print leans in its strip: found lines keep the right angle of the reduced page only roughly.

    The middle of the ink of each stretch as long as the line is high, and the straight line through these middles.
    """
    height, width = strip.shape
    count = width // height
    ground = float(np.median(strip))
    ink = np.clip(ground - _LEAST_INK - strip[:, : count * height].astype(np.float32), 0, None)
    weights = ink.reshape(height, count, height).sum(axis=2)
    total = weights.sum(axis=0)
    printed = total > 0
    if printed.sum() < _LONG - 1:
        return 0.0
    rows = np.arange(height, dtype=np.float32)[:, None]
    middles = (weights * rows).sum(axis=0)[printed] / total[printed]
    places = (np.flatnonzero(printed) + 0.5) * height
    slope = float(np.polyfit(places, middles, 1)[0])
    return math.degrees(math.atan(slope))


def strokes(strips: Sequence[Grey]) -> float:
    """Mean number of strokes that a cut down through the longest lines meets: Latin about 1.6, Han about 2."""
    longest = sorted(strips, key=lambda strip: -strip.shape[1])[:_STROKE_LINES]
    counts = [_crossings(strip) for strip in longest]
    joined = np.concatenate(counts) if counts else np.zeros(0)
    return float(joined.mean()) if joined.size else 0.0


def _crossings(strip: Grey) -> NDArray[np.int64]:
    """Strokes met in each column that meets any."""
    soft = cv2.GaussianBlur(strip, (0, 0), 0.8)
    _, ink = cv2.threshold(soft, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    starts = np.diff(np.asarray(ink, np.int8), axis=0, prepend=0) == 1
    counts = starts.sum(axis=0)
    return np.asarray(counts[counts > 0], np.int64)
