"""The ground truth of a page: its words in reading order with the place of their pixels."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from workstation.demo.drawing import Drawing, PlacedWord
from workstation.demo.paper import ink_box
from workstation.demo.scan import Matrix, moved_corners
from workstation.domain.geometry import Quad


@dataclass(frozen=True, slots=True)
class TruthWord:
    """A printed word; `quad` in the page frame (fractions of the page shown), `spaced`: a blank before it."""

    text: str
    quad: Quad
    line: int
    block: int
    spaced: bool


class QuoteNotFoundError(LookupError):
    """A quote does not stand on the page: a mistake in the texts of the demo."""


@dataclass(frozen=True)
class PageTruth:
    """What stands on one page of one file. Stamps and signatures are not text and are left out."""

    document: str
    number: int
    words: tuple[TruthWord, ...]

    @cached_property
    def text(self) -> str:
        """The page in reading order, one printed line per line."""
        pieces: list[str] = []
        for index, word in enumerate(self.words):
            if index and word.line != self.words[index - 1].line:
                pieces.append("\n")
            elif index and word.spaced:
                pieces.append(" ")
            pieces.append(word.text)
        return "".join(pieces)

    @cached_property
    def _running(self) -> tuple[str, tuple[int, ...]]:
        """The text without any blanks, and for each character the word it belongs to."""
        owners = [index for index, word in enumerate(self.words) for _ in word.text]
        return "".join(word.text for word in self.words), tuple(owners)

    def locate(self, quote: str) -> tuple[Quad, ...]:
        """Where a quote stands: one quad per printed line. Blanks and line ends do not matter.

        Raises QuoteNotFoundError.
        """
        bare = re.sub(r"\s+", "", quote)
        running, owners = self._running
        start = running.find(bare)
        if start < 0 or not bare:
            raise QuoteNotFoundError(f"{self.document} page {self.number}: {quote!r}")
        found = sorted({owners[at] for at in range(start, start + len(bare))})
        lines: dict[int, list[TruthWord]] = {}
        for index in found:
            lines.setdefault(self.words[index].line, []).append(self.words[index])
        return tuple(_around(words) for words in lines.values())

    def to_json(self) -> dict[str, Any]:
        """Words as [text, eight millionths, line, block, blank before]."""
        rows = [[w.text, w.quad.to_json(), w.line, w.block, int(w.spaced)] for w in self.words]
        return {"document": self.document, "page": self.number, "text": self.text, "words": rows}


def _around(words: list[TruthWord]) -> Quad:
    """One quad around neighbouring words of a line, along the line's own slope."""
    first, last = words[0].quad, words[-1].quad
    if len(words) == 1:
        return first
    tallest = max(
        words, key=lambda word: abs(word.quad.y3 - word.quad.y0) + abs(word.quad.x3 - word.quad.x0)
    ).quad
    down = (tallest.x3 - tallest.x0, tallest.y3 - tallest.y0)
    base_left, base_right = (first.x3, first.y3), (last.x2, last.y2)
    corners = (
        base_left[0] - down[0],
        base_left[1] - down[1],
        base_right[0] - down[0],
        base_right[1] - down[1],
        *base_right,
        *base_left,
    )
    return Quad(*(min(1.0, max(0.0, value)) for value in corners))


def page_truth(
    document: str, number: int, drawing: Drawing, matrix: Matrix, size: tuple[int, int]
) -> PageTruth:
    """The truth of a page whose picture has `size` (width, height) after the map `matrix`."""
    words = tuple(_truth_word(word, matrix, size) for word in drawing.words)
    return PageTruth(document, number, words)


def _truth_word(word: PlacedWord, matrix: Matrix, size: tuple[int, int]) -> TruthWord:
    corners = moved_corners(ink_box(word), matrix) / size
    quad = Quad(*(float(value) for value in corners.clip(0, 1).ravel()))
    return TruthWord(word.text, quad, word.line, word.block, word.spaced)
