"""Pages to correct: lines of words on a grid, as they lie or turned and leaning."""

import math
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from workstation.domain.geometry import Quad
from workstation.domain.page_words import PageWord

LINE_HEIGHT, WORD_HEIGHT, LETTER = 0.05, 0.03, 0.012
TEXTS = st.text(st.sampled_from("abcdxyzCDO0159+-淋巴瘤"), min_size=1, max_size=6)
LINES = st.lists(st.lists(TEXTS, min_size=1, max_size=5), min_size=1, max_size=5)
TURNS = st.sampled_from((0.0, 1.5, -2.0, 90.0, 180.0, 270.0))


def page(lines: Sequence[Sequence[str]], degrees: float = 0.0) -> list[PageWord]:
    """Lines from the top, words from the left, all turned around the middle of the page."""
    words = []
    for number, texts in enumerate(lines):
        left, top = 0.22, 0.25 + number * LINE_HEIGHT
        for text in texts:
            right = left + LETTER * len(text)
            corners = ((left, top), (right, top), (right, top + WORD_HEIGHT), (left, top + WORD_HEIGHT))
            quad = Quad(*(value for corner in corners for value in _turned(*corner, degrees)))
            words.append(PageWord(text, quad, 0.7, number, 0, "tesseract"))
            left = right + LETTER
    return words


def _turned(x: float, y: float, degrees: float) -> tuple[float, float]:
    angle = math.radians(degrees)
    dx, dy = x - 0.5, y - 0.5
    return 0.5 + dx * math.cos(angle) - dy * math.sin(angle), 0.5 + dx * math.sin(angle) + dy * math.cos(
        angle
    )


def moved(words: Sequence[PageWord], dx: float, dy: float) -> list[PageWord]:
    """The same words as another engine might place them."""

    def shifted(quad: Quad) -> Quad:
        return Quad(*(value for x, y in quad.corners for value in (x + dx, y + dy)))

    return [replace(word, quad=shifted(word.quad)) for word in words]


def texts(words: Sequence[PageWord]) -> list[str]:
    return [word.text for word in words]
