"""The words of a page as a reviewer sees them: as an engine read them, or as somebody corrected them."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Self

from workstation.domain.geometry import Quad

CORRECTED = "corrected"
"""Stands as the engine of a word that a reviewer typed."""

DOUBTFUL_BELOW = 0.6
"""A word read with less confidence is marked, and stepped through."""
_NARROW = 0.55
"""How wide a Latin letter or a figure is beside a Han character, on average."""
_UNIT = re.compile(r"[0-9A-Za-z]+(?:[-+./%×^][0-9A-Za-z]+)*[%+]?|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class PageWord:
    """One word in the page frame.

    `confidence`: 0..1. `line`, `block`: running numbers in reading order, from 0. `engine`: what read it, or
    `CORRECTED`. `correction_id`: the correction it comes from. `borders`: where each letter but the first begins, as
    shares of the word's length; empty where nobody measured them.
    """

    text: str
    quad: Quad
    confidence: float
    line: int
    block: int
    engine: str
    correction_id: str | None = None
    borders: tuple[float, ...] = ()

    @property
    def is_doubtful(self) -> bool:
        return self.confidence < DOUBTFUL_BELOW

    def part(self, start: int, end: int) -> Quad:
        """Where letters `start` to `end` stand: as measured, else as wide as letters of their kind are."""
        if start <= 0 and end >= len(self.text):
            return self.quad
        borders = self._edges()
        return self.quad.part(borders[start], borders[end])

    def cut(self, start: int, end: int) -> Self:
        """Letters `start` to `end` as a word of their own."""
        if start <= 0 and end >= len(self.text):
            return self
        return replace(self, text=self.text[start:end], quad=self.part(start, end), borders=())

    def unit_at(self, x: float, y: float) -> tuple[int, int]:
        """What a pointer at a place of the page takes hold of, as letters from and to: in print with Han, which has
        no spaces, a sign, a figure or a Latin word; else the whole word."""
        if not has_han(self.text):
            return 0, len(self.text)
        along = self.quad.along(x, y)
        at = min(max(bisect_right(self._edges(), along) - 1, 0), len(self.text) - 1)
        return next(
            (found.span() for found in _UNIT.finditer(self.text) if found.end() > at), (0, len(self.text))
        )

    def _edges(self) -> tuple[float, ...]:
        measured = len(self.borders) == len(self.text) - 1
        return (0.0, *self.borders, 1.0) if measured else shared_out(self.text)


def shared_out(text: str) -> tuple[float, ...]:
    """Where each letter of a text begins, and the end (0..1): Han and full-width signs are wider than others."""
    widths = [1.0 if unicodedata.east_asian_width(sign) in "WF" else _NARROW for sign in text]
    whole = sum(widths)
    return (0.0, *(at / whole for at in accumulate(widths[:-1])), 1.0)


def has_han(text: str) -> bool:
    """Whether Chinese characters stand in a text."""
    return any("\u4e00" <= sign <= "\u9fff" for sign in text)


def text_under(words: Sequence[PageWord], quads: Sequence[Quad]) -> str:
    """What stands in some places of a page: words whose middle lies there; of words with Han, which may be whole lines,
    the letters that do."""
    found = []
    for word in words:
        if not has_han(word.text):
            kept = word.text if any(within((word,), quad) for quad in quads) else ""
        else:
            meeting = [quad for quad in quads if word.quad.bounds.intersection(quad.bounds)]
            letters = [word.cut(at, at + 1) for at in range(len(word.text))] if meeting else []
            held = {at for quad in meeting for at in within(letters, quad)}
            kept = "".join(word.text[at] for at in sorted(held))
        found += [kept] if kept else []
    return " ".join(found)


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
