"""A page made ready to be read: its own words where they are good, else the lines of it, cut out one by one.

Only inside a page worker that reads. The page last made ready is kept, so that its lines can be read once more.
"""

import mmap
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from workstation.reading import cleaning, dashes, strips, text_layer
from workstation.reading.cleaning import CUE_DPI, Grey
from workstation.reading.conditions import conditions_of
from workstation.reading.documents import WHOLE, Clip, Document, fitting_scale, turned
from workstation.reading.pages import POINTS_PER_INCH, TURNS
from workstation.reading.pdf import PdfDocument
from workstation.reading.rapid import VERSION, Quad, RapidOcr

cv2.setNumThreads(1)

READING_DPI = 300.0
LEAST_DPI = 150.0
NOISY_SIGMA = 3.0
BLUR_SIGMA_AT_300_DPI = 1.2
SHADED = 0.25

FINDING_PX, MOST_FINDING_PX = 832, 1_440
LEAST_FOUND_MARK_PX = 6.4
"""Letters must be this high on the reduced page on which lines are looked for."""

LEAST_MISSED, LARGER, MUCH_FEWER = 20, 1.4, 0.7
"""Letter-like marks that no line covers; how much larger the page is then; how many of them must be found."""

SAMPLE_LINES = 8
LEAST_SIDE_PX = 32
MOST_RULES = 400
LEAST_SAMPLE_LENGTH = 2.0


@dataclass(slots=True)
class Ready:
    """The page at hand: its pixels, and its lines as found (corners, strip)."""

    page: Grey
    dpi: float = CUE_DPI
    lines: list[tuple[Quad, Grey]] = field(default_factory=list)


class Preparer:
    """Makes pages ready on the canvas."""

    def __init__(self, canvas: mmap.mmap) -> None:
        self._canvas = canvas
        self._engine = RapidOcr()
        self._ready = Ready(np.zeros((1, 1), np.uint8))
        self._spent: dict[str, float] = {}

    def prepare(
        self, document: Document, index: int, turn: int, clip: Clip = WHOLE, enlarge: float = 1.0
    ) -> dict[str, Any]:
        """The answer to the task: words of a good text layer, or the lines of the page as strips on the canvas.

        `clip`, `enlarge`: a part of the page alone, drawn that much larger; its text layer is not asked.
        """
        self._spent = {}
        if turn == 0 and clip == WHOLE and isinstance(document, PdfDocument):
            with self._step("text layer"):
                words = text_layer.good_words(document, index)
            if words is not None:
                return {"words": words, "engine_version": text_layer.VERSION, "cpu": self._spent}
        with self._step("draw"):
            width, height = document.size(index)
            scale = _reading_scale(document, index) * enlarge
            part = (width * (clip.right - clip.left), height * (clip.bottom - clip.top))
            scale = fitting_scale(max(1.0, part[0]), max(1.0, part[1]), scale)
            picture = turned(document.draw(index, scale, clip, grey=True), turn)
            page = np.asarray(picture, np.uint8)
        enlarged = max(1.0, scale / (document.native_scale(index) or scale))
        return self._lines(page, scale * POINTS_PER_INCH, enlarged, turn, clip) | {"cpu": self._spent}

    def _lines(self, page: Grey, dpi: float, enlarged: float, turn: int, clip: Clip) -> dict[str, Any]:
        room = [max(0, LEAST_SIDE_PX - side) for side in page.shape]
        if any(room):
            page = np.pad(page, ((0, room[0]), (0, room[1])), mode="edge")
        with self._step("look"):
            shrink = min(1.0, CUE_DPI / dpi)
            reduced = cv2.resize(page, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
            small = np.asarray(reduced, np.uint8)
            ink = cleaning.ink_mask(small)
            letter_px = cleaning.letter_height(ink) / shrink
        with self._step("clean"):
            clean = _cleaned(page, dpi)
        with self._step("find lines"):
            found = self._found(clean, ink, shrink, _finding_px(letter_px, page))
        with self._step("cut lines"):
            self._ready = Ready(clean, dpi, list(_cut(clean, found)))
            angle = strips.skew(self._ready.lines)
            matrix, size = cleaning.deskew_matrix((page.shape[1], page.shape[0]), angle, 1.0)
            lines = list(self._written(matrix))
        quads = [quad for quad, _ in self._ready.lines]
        return {
            "width": size[0],
            "height": size[1],
            "frame": _to_page(matrix, (page.shape[1], page.shape[0]), turn, clip),
            "skew": angle,
            "strokes": strips.strokes([strip for _, strip in self._ready.lines]),
            "dpi": round(dpi),
            "lines": lines,
            "rules": _rules(small, shrink, matrix),
            "conditions": [each.value for each in conditions_of(small, ink, quads, page.shape, enlarged)],
        }

    def _found(self, page: Grey, ink: Grey, shrink: float, longest_px: int) -> list[Quad]:
        """The lines; looked for once more on a larger page where print is left that no line covers."""
        found = self._engine.find(page, longest_px)
        marks = cleaning.left_over(ink, [quad * shrink for quad in found])
        missed = cleaning.uncovered(marks)
        if missed >= LEAST_MISSED:
            again = self._engine.find(page, round(longest_px * LARGER))
            marks_again = cleaning.left_over(ink, [quad * shrink for quad in again])
            if cleaning.uncovered(marks_again) < MUCH_FEWER * missed:
                found, marks = again, marks_again
        return [
            *found,
            *(dash / shrink for dash in dashes.in_cells(marks, [quad * shrink for quad in found])),
        ]

    def _written(self, matrix: NDArray[np.float64]) -> Iterator[dict[str, Any]]:
        """Each strip on the canvas, and where its print stands on the level page."""
        at = 0
        for quad, strip in self._ready.lines:
            height, width = strip.shape
            if at + strip.size > len(self._canvas):
                return
            self._canvas[at : at + strip.size] = strip.tobytes()
            corners = strips.printed(quad) @ matrix[:, :2].T + matrix[:, 2]
            yield {
                "corners": [float(value) for value in corners.ravel()],
                "at": at,
                "width": width,
                "height": height,
            }
            at += strip.size

    def again(self, spans: Sequence[tuple[int, float, float]]) -> dict[str, Any]:
        """RapidOCR's words in stretches of lines of the page at hand: number, start and end along the line (0..1)."""
        self._spent = {}
        with self._step("rapidocr"):
            read = self._engine.read([self._stretch(*span) for span in spans])
        lines = [
            {"words": [_within(word, start, end) for word in words]}
            for words, (_, start, end) in zip(read, spans, strict=True)
        ]
        return {"lines": lines, "version": VERSION, "cpu": self._spent}

    def _stretch(self, number: int, start: float, end: float) -> Grey:
        strip = self._ready.lines[number][1]
        width = strip.shape[1]
        left = min(width - 1, round(start * width))
        return strip[:, left : max(left + 1, round(end * width))]

    def small(self) -> dict[str, Any]:
        """The page at hand, reduced to the resolution at which its direction is asked, on the canvas."""
        shrink = min(1.0, CUE_DPI / self._ready.dpi)
        page = cv2.resize(self._ready.page, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
        height, width = page.shape[:2]
        self._canvas[: page.size] = np.asarray(page, np.uint8).tobytes()
        return {"at": 0, "width": width, "height": height, "dpi": round(self._ready.dpi * shrink), "cpu": {}}

    def orient(self) -> dict[str, Any]:
        """How well a few lines of the page at hand read in either direction: mean confidence of their characters."""
        self._spent = {}
        with self._step("orient"):
            chosen = _samples(self._ready.lines)
            on_end = _mostly_on_end(self._ready.lines)
            worth = {}
            for turn in (90, 270) if on_end else (0, 180):
                half = turn in (180, 270)
                read = self._engine.read([np.rot90(strip, 2) if half else strip for strip in chosen])
                worth[turn] = _worth(read)
        return {
            "turns": list(worth),
            "worths": list(worth.values()),
            "samples": len(chosen),
            "cpu": self._spent,
        }

    @contextmanager
    def _step(self, name: str) -> Iterator[None]:
        started = time.process_time()
        yield
        self._spent[name] = self._spent.get(name, 0.0) + time.process_time() - started


def _within(word: dict[str, Any], start: float, end: float) -> dict[str, Any]:
    """A word of a stretch, told along the whole line."""
    length = end - start
    return word | {"start": start + word["start"] * length, "end": start + word["end"] * length}


def _reading_scale(document: Document, index: int) -> float:
    """Pixels per point: the scan's own where one fills the page, within 150 to 300 dpi; else 300 dpi."""
    native = document.native_scale(index)
    if native is None:
        return READING_DPI / POINTS_PER_INCH
    return min(max(native, LEAST_DPI / POINTS_PER_INCH), READING_DPI / POINTS_PER_INCH)


def _cleaned(page: Grey, dpi: float) -> Grey:
    """Even ground where it is shaded, and less noise where there is some: clean pages lose by either."""
    middle = page[page.shape[0] // 4 : page.shape[0] // 2, page.shape[1] // 4 : 3 * page.shape[1] // 4]
    noisy = cleaning.noise_sigma(middle) > NOISY_SIGMA
    if cleaning.shading(page) > SHADED:
        page = cleaning.flattened(page, round(dpi / 3))
    if noisy:
        page = np.asarray(cv2.GaussianBlur(page, (0, 0), BLUR_SIGMA_AT_300_DPI * dpi / READING_DPI), np.uint8)
    return page


def _finding_px(letter_px: float, page: Grey) -> int:
    """The longest side of the reduced page on which lines are looked for: small print needs more of it."""
    longest = max(page.shape)
    if not letter_px:
        return FINDING_PX
    wanted = LEAST_FOUND_MARK_PX * longest / letter_px
    return int(min(max(FINDING_PX, wanted), MOST_FINDING_PX))


def _rules(small: Grey, shrink: float, matrix: NDArray[np.float64]) -> list[list[float]]:
    """Left, right and height of the rules across the level page, in its pixels."""
    found = []
    for left, right, y in cleaning.rules(small)[:MOST_RULES]:
        ends = (
            np.array([[left, y], [right, y], [(left + right) / 2, y]]) / shrink @ matrix[:, :2].T
            + matrix[:, 2]
        )
        found.append([float(ends[0, 0]), float(ends[1, 0]), float(ends[2, 1])])
    return found


def _cut(page: Grey, found: Sequence[Quad]) -> Iterator[tuple[Quad, Grey]]:
    for quad in found:
        lying = strips.along(quad)
        strip = strips.cut(page, lying)
        if strip is not None:
            yield lying, strip


def _mostly_on_end(lines: Sequence[tuple[Quad, Grey]]) -> bool:
    """Whether most of the print runs down the page; weighed by length."""
    lengths = [(int(strip.shape[1]), _is_on_end(quad)) for quad, strip in lines]
    down = sum(length for length, on_end in lengths if on_end)
    return down > sum(length for length, _ in lengths) / 2


def _is_on_end(quad: Quad) -> bool:
    (x0, y0), (x1, y1) = quad[:2].tolist()
    return abs(float(y1 - y0)) > abs(float(x1 - x0))


def _samples(lines: Sequence[tuple[Quad, Grey]]) -> list[Grey]:
    """A few lines that are long enough to tell a direction, the longest of the direction that most of them have."""
    on_end = _mostly_on_end(lines)
    same = [strip for quad, strip in lines if _is_on_end(quad) == on_end]
    long = [strip for strip in same if strip.shape[1] >= LEAST_SAMPLE_LENGTH * strip.shape[0]]
    fitting = sorted(long, key=lambda strip: abs(strip.shape[1] - 8 * strip.shape[0]))
    return fitting[:SAMPLE_LINES]


def _worth(read: Sequence[Sequence[dict[str, Any]]]) -> float:
    """Mean confidence over the characters that were read; 0 where none was."""
    signs = [(len(word["text"]), word["conf"]) for line in read for word in line]
    total = sum(count for count, _ in signs)
    return sum(count * sure for count, sure in signs) / total if total else 0.0


def _to_page(matrix: NDArray[np.float64], size: tuple[int, int], turn: int, clip: Clip) -> list[float]:
    """Six numbers a..f: pixel (x, y) of the level page is (ax + by + c, dx + ey + f) of the source page."""
    back = cv2.invertAffineTransform(matrix).astype(np.float64)
    across, down = back[0] / size[0], back[1] / size[1]
    one = np.array([0.0, 0.0, 1.0])
    x, y = {
        0: (across, down),
        90: (down, one - across),
        180: (one - across, one - down),
        270: (one - down, across),
    }[turn if turn in TURNS else 0]
    x = one * clip.left + x * (clip.right - clip.left)
    y = one * clip.top + y * (clip.bottom - clip.top)
    return [float(value) for value in (*x, *y)]
