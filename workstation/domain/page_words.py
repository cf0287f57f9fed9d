"""The words of a page as a reviewer sees them: as an engine read them, or as somebody corrected them."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from workstation.domain.geometry import Quad

CORRECTED = "corrected"
"""Stands as the engine of a word that a reviewer typed."""


DOUBTFUL_BELOW = 0.6
"""A word read with less confidence is marked, and stepped through."""


@dataclass(frozen=True, slots=True)
class PageWord:
    """One word in the page frame.

    `confidence`: 0..1. `line`, `block`: running numbers in reading order, from 0. `engine`: what read it, or
    `CORRECTED`. `correction_id`: the correction it comes from.
    """

    text: str
    quad: Quad
    confidence: float
    line: int
    block: int
    engine: str
    correction_id: str | None = None

    @property
    def is_doubtful(self) -> bool:
        return self.confidence < DOUBTFUL_BELOW


def folded(text: str) -> str:
    """Text for comparing: NFKC, case folded, without spaces, which engines see differently."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def text_of(words: Sequence[PageWord]) -> str:
    """The words with a space between each two."""
    return " ".join(word.text for word in words)


def within(words: Sequence[PageWord], quad: Quad) -> list[int]:
    """The places of the words whose middle lies in a quad, in reading order."""
    box, middles = quad.bounds, (word.quad.middle for word in words)
    return [place for place, (x, y) in enumerate(middles) if box.contains(x, y) and quad.holds(x, y)]


def joined(quads: Sequence[Quad]) -> Quad:
    """One quad for neighbours of one line: the first one's left corners, the last one's right corners."""
    left, right = quads[0], quads[-1]
    return Quad(left.x0, left.y0, right.x1, right.y1, right.x2, right.y2, left.x3, left.y3)


def lines_of(words: Sequence[PageWord]) -> list[list[PageWord]]:
    """Words in reading order, a list for each line."""
    lines: dict[int, list[PageWord]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    return list(lines.values())
