"""The words a PDF page brings along, if they say what the page shows. Only inside a page worker."""

import itertools
import unicodedata
from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
import pymupdf
from numpy.typing import NDArray

from workstation.reading import cleaning
from workstation.reading.documents import fitting_scale
from workstation.reading.pages import MAX_WORDS, POINTS_PER_INCH
from workstation.reading.pdf import DAMAGE, PdfDocument

VERSION = f"MuPDF {pymupdf.mupdf_version}"

_LOOK_DPI = 100.0
_MOST_STRANGE = 0.02
_LEAST_ON_INK = 0.9
_LEAST_APART = 0.6
_SOLID = 0.97
"""So much ink in the box of a word is a bar over it."""
_BODY = (0.35, 0.8)
"""Where small letters stand in the box of a word, from its top; the box itself reaches over every letter there is."""
_MOST_UNCOVERED = 0.15
_FEW_MARKS = 25
_LEAST_HIGH_PX = 6
_RUNNING_WORDS = 6
_COMMON = frozenset(
    (
        *(
            "a",
            "and",
            "are",
            "as",
            "at",
            "be",
            "by",
            "for",
            "from",
            "has",
            "in",
            "is",
            "it",
            "name",
            "no",
            "not",
        ),
        *("of", "on", "or", "page", "patient", "report", "the", "to", "was", "were", "with"),
        *(
            "au",
            "con",
            "de",
            "der",
            "des",
            "die",
            "du",
            "el",
            "en",
            "et",
            "la",
            "le",
            "les",
            "para",
            "por",
            "und",
        ),
    )
)
_STRANGE_CATEGORIES = ("Cc", "Cs", "Co", "Cn")

_Raw = tuple[float, float, float, float, str, int, int, int]


def good_words(document: PdfDocument, index: int) -> list[dict[str, Any]] | None:
    """The page's own words, or None where it has none or they are not good.

    Not good: characters that mean nothing, boxes beside the page, words where nothing is seen (a hidden
    layer), letters that no word covers (a scan pasted in).
    """
    page = document.page(index)
    try:
        if not any(kind == "fill-text" for kind, _ in page.get_bboxlog()):
            return None
        raw: list[_Raw] = page.get_text("words", sort=False)
    except DAMAGE:
        return None
    raw = [word for word in raw if word[4].strip()]
    if not raw or len(raw) > MAX_WORDS or not _sane("".join(word[4] for word in raw)):
        return None
    if not _spells([word[4] for word in raw]):
        return None
    quads = [_quad(page, word) for word in raw]
    if any(not all(-0.02 <= value <= 1.02 for value in quad) for quad in quads):
        return None
    if not _agrees_with_ink(document, index, [word[4] for word in raw], quads):
        return None
    return _numbered(raw, quads)


def _sane(text: str) -> bool:
    strange = sum(1 for c in text if c == "�" or unicodedata.category(c) in _STRANGE_CATEGORIES)
    return strange <= _MOST_STRANGE * len(text) and any(c.isalnum() for c in text)


def _spells(words: Sequence[str]) -> bool:
    """Whether running Latin text holds any of the words that no such text does without.

    A font can say of its codes what letters they are, and lie; a table or a form without them is read instead.
    """
    latin = [
        word.strip(".,;:()").casefold() for word in words if word.isascii() and word.strip(".,;:()").isalpha()
    ]
    return len(latin) < _RUNNING_WORDS or not _COMMON.isdisjoint(latin)


def _quad(page: pymupdf.Page, word: _Raw) -> list[float]:
    """Corners as fractions of the page frame; PyMuPDF tells words before the page's own /Rotate."""
    left, top, right, bottom = word[:4]
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    turned = [pymupdf.Point(*corner) * page.rotation_matrix for corner in corners]
    return [value for point in turned for value in (point.x / page.rect.width, point.y / page.rect.height)]


def _agrees_with_ink(
    document: PdfDocument, index: int, words: Sequence[str], quads: Sequence[Sequence[float]]
) -> bool:
    """Whether the words lie on ink, and the letter-like ink lies under words. One word of two letters or more that
    nobody can see, for it is white, covered or blacked out, is enough to have the page read instead."""
    scale = fitting_scale(*document.size(index), _LOOK_DPI / POINTS_PER_INCH)
    image = np.asarray(document.draw(index, scale, grey=True), np.uint8)
    ink = cleaning.ink_mask(image)
    height, width = ink.shape
    covered = np.zeros_like(ink)
    on_ink = apart = 0
    for text, quad in zip(words, quads, strict=True):
        xs, ys = [value * width for value in quad[::2]], [value * height for value in quad[1::2]]
        left, right = max(0, int(min(xs))), min(width, int(max(xs)) + 1)
        top, bottom = max(0, int(min(ys))), min(height, int(max(ys)) + 1)
        share = float(ink[top:bottom, left:right].mean()) if top < bottom and left < right else 0.0
        if sum(map(str.isalnum, text)) >= 2 and not 0.0 < share < _SOLID:
            return False
        on_ink += share > 0.0
        apart += _stands_apart(ink, left, top, right, bottom)
        covered[top:bottom, left:right] = 1
    fits = on_ink >= _LEAST_ON_INK * len(quads) and apart >= _LEAST_APART * len(quads)
    letters = _Letters(ink)
    return fits and letters.few_uncovered(covered) and letters.sit_in(quads)


def _stands_apart(ink: NDArray[np.uint8], left: int, top: int, right: int, bottom: int) -> bool:
    """Whether the box of a word ends where its print does: through a word of another place it would cut."""
    margin = (bottom - top) // 4
    middle = slice(top + margin, max(top + margin + 1, bottom - margin))
    before, after = max(0, left - 1), min(ink.shape[1] - 1, right)
    return not ink[middle, before].any() and not ink[middle, after].any()


class _Letters:
    """The ink of a page that has the size of letters."""

    def __init__(self, ink: NDArray[np.uint8]) -> None:
        _, self._labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
        height, width = stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_WIDTH]
        is_one = (height >= 4) & (height <= 40) & (width <= 60) & (stats[:, cv2.CC_STAT_AREA] >= 6)
        is_one[0] = False
        self._is_one: NDArray[np.bool_] = is_one

    def few_uncovered(self, covered: NDArray[np.uint8]) -> bool:
        """Whether most of it lies under words."""
        under = np.zeros(len(self._is_one), bool)
        under[np.unique(self._labels[covered > 0])] = True
        uncovered = int((self._is_one & ~under).sum())
        return uncovered <= max(_FEW_MARKS, _MOST_UNCOVERED * int(self._is_one.sum()))

    def sit_in(self, quads: Sequence[Sequence[float]]) -> bool:
        """Whether level words stand in the middle of their boxes: half a line off, their boxes hold the feet of one
        line and the heads of the next, and the white between them."""
        rows = self._is_one[self._labels]
        high, wide = rows.shape
        body = edges = 0.0
        for quad in quads:
            left, right = round(min(quad[::2]) * wide), round(max(quad[::2]) * wide)
            top, bottom = min(quad[1::2]) * high, max(quad[1::2]) * high
            if right - left < bottom - top or bottom - top < _LEAST_HIGH_PX:
                continue
            at = [round(top + share * (bottom - top)) for share in (0.0, *_BODY, 1.0)]
            above, middle, below = (
                float(rows[max(0, a) : max(0, b), left:right].sum()) for a, b in itertools.pairwise(at)
            )
            body += middle / (at[2] - at[1])
            edges += (above + below) / (at[1] - at[0] + at[3] - at[2])
        return body >= edges


def _numbered(raw: list[_Raw], quads: list[list[float]]) -> list[dict[str, Any]]:
    """Words with running line and block numbers, in the order in which the page tells them."""
    lines: dict[tuple[int, int], int] = {}
    blocks: dict[int, int] = {}
    answer = []
    for word, quad in sorted(zip(raw, quads, strict=True), key=lambda pair: (pair[0][5], pair[0][6])):
        block = blocks.setdefault(word[5], len(blocks))
        line = lines.setdefault((word[5], word[6]), len(lines))
        fractions = [min(1.0, max(0.0, value)) for value in quad]
        answer.append({"text": word[4].strip(), "quad": fractions, "line": line, "block": block})
    return answer
