"""What a page image looks like and how it is made easier to read: grey pixels in, grey pixels or numbers out.

Sizes that depend on resolution are told in pixels at 150 dpi, the resolution of the cues.
"""

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]

CUE_DPI = 150.0

_BACKGROUND_PX = 41
_INK_PERCENT, _WHITE, _LEAST_CONTRAST = 1.0, 245.0, 40.0
_SMALLEST_MARK_PX = 4
_LARGEST_MARK_SHARE = 0.5
_SMALLEST_MARK_AREA = 8
_LETTER_PX = (7, 40)
_LETTERS_SHARE = 0.3
_FAINTEST_RULE, _SHORTEST_DASH_PX, _THICKEST_RULE_PX, _LEAST_RULE_SHARE, _STEEPEST_RULE = (
    22,
    24,
    7,
    0.25,
    0.05,
)


def noise_sigma(image: Grey) -> float:
    """Standard deviation of pixel noise, from differences that text and shading leave out (median based)."""
    kernel = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
    response = np.abs(cv2.filter2D(image, cv2.CV_32F, kernel))
    return float(np.median(response)) / 0.6745 / 6.0


def flattened(image: Grey, background_px: int) -> Grey:
    """The page with its ground made white: shadows of a photograph and grey paper go, ink stays."""
    factor = 8
    least = max(0, factor - min(image.shape))  # what is thinner would be reduced to nothing
    padded = np.pad(image, ((0, least), (0, least)), mode="edge") if least else image
    small = cv2.resize(padded, None, fx=1 / factor, fy=1 / factor, interpolation=cv2.INTER_AREA)
    side = max(3, background_px // factor | 1)
    ground = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    ground = cv2.GaussianBlur(ground, (0, 0), side / 2)
    wide = cv2.resize(ground, (image.shape[1], image.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(image, np.maximum(wide, 1), scale=255), np.uint8)


def contrasted(image: Grey) -> Grey:
    """Ink made black and ground white; the image has an even ground."""
    black = min(float(np.percentile(image, _INK_PERCENT)), _WHITE - _LEAST_CONTRAST)
    steps = np.clip((np.arange(256) - black) * (255.0 / (_WHITE - black)), 0, 255)
    return np.asarray(cv2.LUT(image, steps.astype(np.uint8)), np.uint8)


def shading(image: Grey) -> float:
    """How much the ground varies in brightness: 0 for an even sheet, towards 1 for deep shadows."""
    small = cv2.resize(image, (32, 32), interpolation=cv2.INTER_AREA)
    ground = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    low, high = np.percentile(ground, (5, 95))
    return float(high - low) / 255.0


def ink_mask(image: Grey) -> Grey:
    """1 where there is ink, at the resolution of the image."""
    flat = cv2.GaussianBlur(flattened(image, _BACKGROUND_PX), (0, 0), 0.8)
    least_contrast = max(0.18, 5.0 * noise_sigma(image) / 255.0 * 0.35)
    threshold, _ = cv2.threshold(flat, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    level = min(threshold, 255.0 * (1.0 - least_contrast))
    return np.asarray(flat < level, np.uint8)


def letter_height(ink: Grey) -> float:
    """Height of what is about as large as a letter, in pixels of the ink mask; 0 on an empty page.

    Weighed by size, so that dust, however much there is, counts little.
    """
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    boxes = stats[1:]
    width, height, area = (
        boxes[:, cv2.CC_STAT_WIDTH],
        boxes[:, cv2.CC_STAT_HEIGHT],
        boxes[:, cv2.CC_STAT_AREA],
    )
    letter_like = (
        (height >= _SMALLEST_MARK_PX)
        & (height <= _LARGEST_MARK_SHARE * ink.shape[0])
        & (width <= _LARGEST_MARK_SHARE * ink.shape[1])
        & (area >= _SMALLEST_MARK_AREA)
    )
    heights, sizes = height[letter_like], (width * height)[letter_like]
    if not heights.size:
        return 0.0
    order = np.argsort(heights)
    heaped = np.cumsum(sizes[order])
    return float(heights[order][np.searchsorted(heaped, heaped[-1] * _LETTERS_SHARE)])


def deskew_matrix(
    size: tuple[int, int], angle: float, scale: float
) -> tuple[NDArray[np.float64], tuple[int, int]]:
    """Matrix (2 x 3) and size (width, height) of the image turned back and scaled, nothing cut off."""
    width, height = size
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, scale).astype(np.float64)
    across = abs(matrix[0, 0]) * width + abs(matrix[0, 1]) * height
    down = abs(matrix[1, 0]) * width + abs(matrix[1, 1]) * height
    matrix[:, 2] += ((across - width) / 2, (down - height) / 2)
    return matrix, (max(1, round(across)), max(1, round(down)))


def rules(image: Grey) -> list[tuple[float, float, float]]:
    """Rules drawn across a page at 150 dpi: left, right and middle height of each, in pixels."""
    thin = cv2.morphologyEx(image, cv2.MORPH_BLACKHAT, np.ones((_THICKEST_RULE_PX, 1), np.uint8))
    dark = np.asarray(thin > _FAINTEST_RULE, np.uint8)
    drawn = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, _SHORTEST_DASH_PX), np.uint8))
    joined = cv2.dilate(drawn, np.ones((3, 2 * _SHORTEST_DASH_PX), np.uint8))
    count, _, stats, centres = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for at in range(1, count):
        left, width, height = (
            int(stats[at, key]) for key in (cv2.CC_STAT_LEFT, cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT)
        )
        if (
            width >= _LEAST_RULE_SHARE * image.shape[1]
            and height <= _STEEPEST_RULE * width + _THICKEST_RULE_PX
        ):
            found.append((float(left), float(left + width), float(centres[at][1])))
    return found


def left_over(ink: Grey, lines: Sequence[NDArray[np.float32]]) -> NDArray[np.int32]:
    """Marks that lie under no line, one a row as OpenCV tells them (left, top, width, height, area); at 150 dpi."""
    rest = ink.copy()
    for quad in lines:
        cv2.fillConvexPoly(rest, np.round(quad).astype(np.int32), (0,))
    _, _, stats, _ = cv2.connectedComponentsWithStats(rest, connectivity=8)
    return np.asarray(stats[1:], np.int32)


def uncovered(marks: NDArray[np.int32]) -> int:
    """How many of the marks left over are of the size of letters, in a row with others."""
    letters = marks[_are_letters(marks)]
    return sum(1 for mark in letters if _has_neighbours(mark, letters))


def _are_letters(boxes: NDArray[Any]) -> NDArray[np.bool_]:
    width, height = boxes[:, cv2.CC_STAT_WIDTH], boxes[:, cv2.CC_STAT_HEIGHT]
    low, high = _LETTER_PX
    return np.asarray((height >= low) & (height <= high) & (width <= 2 * high) & (width >= 3), np.bool_)


def _has_neighbours(box: NDArray[Any], letters: NDArray[Any]) -> bool:
    """Whether others of its height stand beside it: dust does not stand in rows."""
    left, top, _, height = (int(value) for value in box[:4])
    beside = np.abs(letters[:, cv2.CC_STAT_LEFT] - left) < 8 * height
    level = np.abs(letters[:, cv2.CC_STAT_TOP] + letters[:, cv2.CC_STAT_HEIGHT] - top - height) < height / 2
    alike = (letters[:, cv2.CC_STAT_HEIGHT] < 2 * height) & (letters[:, cv2.CC_STAT_HEIGHT] > height / 2)
    return int((beside & level & alike).sum()) > 4
