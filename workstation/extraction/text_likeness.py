"""How alike two texts are, whatever was read a little differently: by pieces of their letters, and by their figures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workstation.extraction.page_text import is_han, plain, squeezed

_LATIN_SHINGLE, _HAN_SHINGLE = 8, 4
_FIGURES = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class TextPieces:
    """What of a text is compared. `shingles`: overlapping pieces of its letters and digits; `figures`: its numbers of
    more than one digit, by which two reports of one form differ."""

    shingles: frozenset[str]
    figures: frozenset[str]

    @classmethod
    def of(cls, text: str) -> "TextPieces":
        return cls(frozenset(_shingles(squeezed(text))), frozenset(figures_in(text)))

    def shared_text(self, other: "TextPieces") -> float:
        """The share of the shorter text that stands in the other one too, 0..1."""
        return _share(self.shingles, other.shingles)

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
        size = _HAN_SHINGLE if is_han(text[at]) else _LATIN_SHINGLE
        if at + size <= len(text):
            yield text[at : at + size]
