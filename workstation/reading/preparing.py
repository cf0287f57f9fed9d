"""A page made ready to be read: its own words where they are good, else pixels that Tesseract reads well.

Only inside a page worker that reads.
"""

import math
import mmap
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from workstation.reading import cleaning, text_layer
from workstation.reading.cleaning import CUE_DPI, Cues, Grey
from workstation.reading.documents import Document, fitting_scale, turned
from workstation.reading.pages import MAX_PIXELS, MAX_SIDE_PX, POINTS_PER_INCH
from workstation.reading.pdf import PdfDocument
from workstation.reading.pixels import write_pixels

cv2.setNumThreads(1)

READING_DPI = 300.0
LEAST_DPI = 150.0
GOOD_MARK_PX = 24.0
SMALL_MARK_PX, LARGE_MARK_PX = 14.0, 60.0
LARGEST_ENLARGEMENT = 3.0

NOISY_SIGMA = 3.0
BLUR_SIGMA_AT_300_DPI = 1.2
SHADED = 0.12
LIGHT_BLUR = 0.6


def prepare(document: Document, index: int, turn: int, strong: bool, canvas: mmap.mmap) -> dict[str, Any]:
    """The answer to the task: words of a good text layer, or a prepared image on the canvas.

    `strong`: for a second look at thin print, with full contrast at 300 dpi. Not for a first: what lies under a
    stamp is then easily taken for a part of a picture.
    """
    if turn == 0 and not strong and isinstance(document, PdfDocument):
        words = text_layer.good_words(document, index)
        if words is not None:
            return {"words": words, "engine_version": text_layer.VERSION}
    width, height = document.size(index)
    scale = fitting_scale(width, height, _reading_scale(document, index))
    page = turned(document.draw(index, scale, grey=True), turn)
    return _prepared(np.asarray(page, np.uint8), scale * POINTS_PER_INCH, turn, strong, canvas)


def _reading_scale(document: Document, index: int) -> float:
    """Pixels per point: the scan's own where one fills the page, within 150 to 300 dpi; else 300 dpi."""
    native = document.native_scale(index)
    if native is None:
        return READING_DPI / POINTS_PER_INCH
    return min(max(native, LEAST_DPI / POINTS_PER_INCH), READING_DPI / POINTS_PER_INCH)


def _prepared(page: Grey, dpi: float, turn: int, strong: bool, canvas: mmap.mmap) -> dict[str, Any]:
    shrink = min(1.0, CUE_DPI / dpi)
    small = cv2.resize(page, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    ink = cleaning.ink_mask(np.asarray(small, np.uint8))
    angle = cleaning.skew(ink)
    seen = cleaning.cues(cleaning.levelled(ink, angle), 1 / shrink)
    scale = _text_scale(seen, max(1.0, READING_DPI / dpi) if strong else 1.0, page.shape)
    matrix, size = cleaning.deskew_matrix((page.shape[1], page.shape[0]), angle, scale)
    clean = _moved(
        _sharpened(page, dpi) if strong else _cleaned(page, dpi),
        matrix,
        size,
        moved=angle != 0.0 or scale != 1.0,
    )
    answer = write_pixels(canvas, Image.fromarray(clean))
    return answer | {
        "frame": _to_page(matrix, (page.shape[1], page.shape[0]), turn),
        "dpi": round(dpi * scale),
        "skew": angle,
        "marks": seen.marks,
        "sidewaysness": min(1e6, seen.sidewaysness),
        "strokes": seen.strokes,
    }


def _cleaned(page: Grey, dpi: float) -> Grey:
    """Even ground where it is shaded, and less noise where there is some: clean pages lose by either."""
    if cleaning.shading(page) > SHADED:
        page = cleaning.flattened(page, round(dpi / 3))
    if cleaning.noise_sigma(page) > NOISY_SIGMA:
        page = np.asarray(cv2.GaussianBlur(page, (0, 0), BLUR_SIGMA_AT_300_DPI * dpi / READING_DPI), np.uint8)
    return page


def _sharpened(page: Grey, dpi: float) -> Grey:
    """Even ground and full contrast, after a light blur."""
    soft = np.asarray(cv2.GaussianBlur(_cleaned(page, dpi), (0, 0), LIGHT_BLUR), np.uint8)
    return cleaning.contrasted(cleaning.flattened(soft, round(dpi / 3)))


def _text_scale(seen: Cues, scale: float, shape: tuple[int, ...]) -> float:
    """By how much the page is enlarged or reduced, so that its letters have a height that is read well."""
    if seen.mark_height and not SMALL_MARK_PX <= seen.mark_height * scale <= LARGE_MARK_PX:
        scale = min(LARGEST_ENLARGEMENT, GOOD_MARK_PX / seen.mark_height)
    largest = min(0.9 * MAX_SIDE_PX / max(shape), math.sqrt(0.9 * MAX_PIXELS / (shape[0] * shape[1])))
    return min(scale, largest)


def _moved(page: Grey, matrix: NDArray[np.float64], size: tuple[int, int], moved: bool) -> Grey:
    if not moved:
        return page
    reduced = abs(np.linalg.det(matrix[:, :2])) < 0.8
    way = cv2.INTER_AREA if reduced else cv2.INTER_CUBIC
    return np.asarray(cv2.warpAffine(page, matrix, size, flags=way, borderValue=255), np.uint8)


def _to_page(matrix: NDArray[np.float64], size: tuple[int, int], turn: int) -> list[float]:
    """Six numbers a..f: pixel (x, y) of the prepared image is (ax + by + c, dx + ey + f) of the page."""
    back = cv2.invertAffineTransform(matrix).astype(np.float64)
    across, down = back[0] / size[0], back[1] / size[1]
    one = np.array([0.0, 0.0, 1.0])
    x, y = {
        0: (across, down),
        90: (down, one - across),
        180: (one - across, one - down),
        270: (one - down, across),
    }[turn]
    return [float(value) for value in (*x, *y)]
