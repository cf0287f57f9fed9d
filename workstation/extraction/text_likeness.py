"""How alike two texts are, whatever was read a little differently: by pieces of their letters, and by their figures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from workstation.extraction.page_text import is_han, plain, squeezed

_LATIN_SHINGLE, _HAN_SHINGLE = 8, 4
_STRETCH = 40
"""Letters in a row (a Han character counts as two), from which they are no mistakes of reading."""
_FIGURES = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class TextPieces:
    """What of a text is compared. `text`: its letters and digits, `shingles`: overlapping pieces of them; `figures`:
    its numbers of more than one digit, by which two reports of one form differ."""

    text: str
    shingles: frozenset[str]
    figures: frozenset[str]

    @classmethod
    def of(cls, text: str) -> "TextPieces":
        plain_text = squeezed(text)
        return cls(plain_text, frozenset(_shingles(plain_text)), frozenset(figures_in(text)))

    def shared_text(self, other: "TextPieces") -> float:
        """The share of the shorter text that stands in the other one too, 0..1."""
        return _share(self.shingles, other.shingles)

    def same_text(self, other: "TextPieces") -> float:
        """The share of the longer text that stands in the other one too, 0..1."""
        most = max(len(self.shingles), len(other.shingles))
        return len(self.shingles & other.shingles) / most if most else 1.0

    def own_text(self, other: "TextPieces") -> float:
        """The share of this text in whole stretches that the other one does not have, 0..1."""
        known = [False] * len(self.text)
        for at in range(len(self.text)):
            piece = _shingle(self.text, at)
            if piece in other.shingles:
                known[at : at + len(piece)] = [True] * len(piece)
        widths = [2 if is_han(char) else 1 for char in self.text]
        stretches = groupby(zip(known, widths, strict=True), key=lambda each: each[0])
        own = [sum(width for _, width in run) for is_known, run in stretches if not is_known]
        return sum(width for width in own if width >= _STRETCH) / sum(widths) if widths else 0.0

    def shared_figures(self, other: "TextPieces") -> float:
        """The share of the fewer figures that stand in the other text too, 0..1."""
        return _share(self.figures, other.figures)

    def alike_figures(self, other: "TextPieces") -> float:
        """The share of all figures of the two that both have, 0..1."""
        both = self.figures | other.figures
        return len(self.figures & other.figures) / len(both) if both else 1.0


def figures_in(text: str) -> Iterator[str]:
    """The numbers of more than one digit in a text."""
    return (figure for figure in _FIGURES.findall(plain(text)) if len(figure) > 1)


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    least = min(len(a), len(b))
    return len(a & b) / least if least else 1.0


def _shingles(text: str) -> Iterator[str]:
    for at in range(len(text)):
        piece = _shingle(text, at)
        if piece:
            yield piece


def _shingle(text: str, at: int) -> str:
    """The piece that begins at a place; "" behind the last one."""
    size = _HAN_SHINGLE if is_han(text[at]) else _LATIN_SHINGLE
    return text[at : at + size] if at + size <= len(text) else ""
