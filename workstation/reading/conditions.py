"""What makes a page hard to read, seen before it is read. Only inside a page worker."""

from collections.abc import Sequence
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.reading.cleaning import Grey
from workstation.reading.pages import Condition
from workstation.reading.rapid import Quad

FAINT_CONTRAST, INK_PERCENT = 70, 5
GLARE_LEVEL, GLARE_DARKER, GLARE_SHARE = 250, 225, (0.01, 0.4)
SMALL_PRINT_PX = 16.0
BLANK_SHARE = 0.004
EDGE_SHARE, LINES_AT_EDGE, LEAST_CUT_SHARE = 0.004, 3, 0.2
SPREAD_RATIO, GUTTER_SHARE, LINES_BESIDE = 1.2, 0.02, 4


def conditions_of(
    small: Grey, ink: Grey, lines: Sequence[Quad], shape: tuple[int, ...], enlarged: float = 1.0
) -> list[Condition]:
    """`small`: the page at about 150 dpi with its ink mask; `lines`: as found on the page of `shape`.

    `enlarged`: by how much that page is larger than the scan it was drawn from.
    """
    found = []
    if not lines:
        return [Condition.BLANK] if float(ink.mean()) < BLANK_SHARE else []
    if _contrast(small, lines, small.shape[1] / shape[1]) < FAINT_CONTRAST:
        found.append(Condition.FAINT)
    if _has_glare(small):
        found.append(Condition.GLARE)
    if _is_cut_off(lines, shape):
        found.append(Condition.CUT_OFF)
    if median(_height(quad) for quad in lines) < SMALL_PRINT_PX * enlarged:
        found.append(Condition.TOO_SMALL)
    if gutter(lines, shape) is not None:
        found.append(Condition.SPREAD)
    return found


def _height(quad: Quad) -> float:
    return float(min(np.linalg.norm(quad[3] - quad[0]), np.linalg.norm(quad[1] - quad[0])))


def _contrast(small: Grey, lines: Sequence[Quad], shrink: float) -> float:
    """Grey levels between the ground and the ink of a line; the median over the lines."""
    ground = float(np.median(small))
    levels = []
    for quad in lines:
        left, top = (max(0, int(side)) for side in quad.min(axis=0) * shrink)
        right, bottom = (int(side) + 1 for side in quad.max(axis=0) * shrink)
        patch = small[top:bottom, left:right]
        if patch.size:
            levels.append(ground - float(np.percentile(patch, INK_PERCENT)))
    return float(np.median(levels)) if levels else 255.0


def _has_glare(small: Grey) -> bool:
    """A patch burnt out to white on a sheet that is not white itself."""
    coarse = cv2.resize(small, (64, 64), interpolation=cv2.INTER_AREA)
    if float(np.median(coarse)) > GLARE_DARKER:
        return False
    burnt = np.asarray(coarse >= GLARE_LEVEL, np.uint8)
    burnt[[0, -1]] = burnt[:, [0, -1]] = 1  # what reaches the edge is the light side of a shadow
    count, labels, stats, _ = cv2.connectedComponentsWithStats(burnt, connectivity=8)
    edge = int(labels[0, 0])
    largest = max((int(stats[at, cv2.CC_STAT_AREA]) for at in range(1, count) if at != edge), default=0)
    return GLARE_SHARE[0] <= largest / coarse.size <= GLARE_SHARE[1]


def _is_cut_off(lines: Sequence[Quad], shape: tuple[int, ...]) -> bool:
    """Several lines that run into the same side of the picture, or one that its head or foot cuts through."""
    height, width = shape[:2]
    edge = EDGE_SHARE * width
    left = sum(1 for quad in lines if quad[:, 0].min() <= edge)
    right = sum(1 for quad in lines if quad[:, 0].max() >= width - edge)
    long = [quad for quad in lines if np.ptp(quad[:, 0]) >= LEAST_CUT_SHARE * width]
    ends = any(quad[:, 1].min() <= edge / 4 or quad[:, 1].max() >= height - edge / 4 for quad in long)
    return max(left, right) >= LINES_AT_EDGE or ends


CELL_SHARE, SAME_ROWS_SHARE = 0.2, 0.6
"""Of the width of the page, and of the lines at the right."""
TWO_UPRIGHT = (1.25, 1.6)
"""Width by height of two upright pages side by side."""
LEAST_FULL, LEAST_LONG, SAME_MARGIN, WIDE_GUTTER = 8, 3, 0.02, 0.05
"""Lines of the full page and long ones among them, and shares of the width, where the other page is nearly empty."""


def gutter(lines: Sequence[Quad], shape: tuple[int, ...]) -> float | None:
    """Where two pages side by side part, in pixels from the left; None on a single page."""
    height, width = shape[:2]
    if width < SPREAD_RATIO * height:
        return None
    spans: NDArray[np.float64] = np.array([(q[:, 0].min(), q[:, 0].max()) for q in lines])
    for middle in np.linspace(0.45, 0.55, 11) * width:
        half = GUTTER_SHARE / 2 * width
        crossed = (spans[:, 0] < middle + half) & (spans[:, 1] > middle - half)
        left, right = int((spans[:, 1] < middle).sum()), int((spans[:, 0] > middle).sum())
        if not crossed.any() and min(left, right) >= LINES_BESIDE:
            return None if _is_table(lines, spans, middle, width) else float(middle)
    return width / 2 if _has_nearly_empty_page(spans / width, width / height) else None


def _has_nearly_empty_page(spans: NDArray[np.float64], ratio: float) -> bool:
    """Whether a few lines stand by themselves beside a page of text, with the margin that this has: the end of a
    report, or its title page. `spans` in widths of the picture."""
    left, right = spans[spans[:, 1] < 0.5], spans[spans[:, 0] > 0.5] - 0.5
    if not TWO_UPRIGHT[0] <= ratio <= TWO_UPRIGHT[1] or len(left) + len(right) < len(spans):
        return False
    full = max(left, right, key=len)
    long = int((full[:, 1] - full[:, 0] >= CELL_SHARE).sum())
    if not len(left) or not len(right) or len(full) < LEAST_FULL or long < LEAST_LONG:
        return False
    same_margin = abs(float(left[:, 0].min() - right[:, 0].min())) <= SAME_MARGIN
    return same_margin and float(0.5 + right[:, 0].min() - left[:, 1].max()) >= WIDE_GUTTER


def _is_table(lines: Sequence[Quad], spans: NDArray[np.float64], middle: float, width: int) -> bool:
    """Whether short cells stand at one height on both sides: rows of a table on a page that lies across."""
    if float(np.median(spans[:, 1] - spans[:, 0])) >= CELL_SHARE * width:
        return False
    heights: NDArray[np.float64] = np.array([np.ptp(quad[:, 1]) for quad in lines])
    middles: NDArray[np.float64] = np.array([quad[:, 1].mean() for quad in lines])
    is_left = spans[:, 1] < middle
    apart = np.abs(middles[is_left][:, None] - middles[~is_left][None, :])
    paired = (apart.min(axis=0) < float(np.median(heights)) / 2).sum()
    return bool(paired >= SAME_ROWS_SHARE * (~is_left).sum())
