"""Lines as an engine reads them: pieces of text along a strip of the page, each with its confidence."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Self

from workstation.domain.page_words import shared_out
from workstation.reading.pages import Engine, is_han

Corners = tuple[float, float, float, float, float, float, float, float]
"""TL, TR, BR, BL as the line is read, in pixels of the level page."""

_WIDE_GAP = 1.6
"""A gap above this share of the line height parts two lines that stand beside each other."""

_SPACE, _SPACE_IN_FIGURES = 0.11, 0.235
"""A gap below this share of the line height, within Latin print, is no space."""

_BARS, _CLEAR = frozenset(("|", "||", "¦")), 0.4
"""A bar with so much white before it, as a share of the line height, is a rule between cells, not a one in a text."""

_TIGHT = 0.8
"""A gap below this share of the line height, between a Han character and a figure or letter, is no space."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A word: where its print starts and ends along its line (0..1), how sure the engine is (0..1), and which it was.

    `edges`: where each of its characters begins along the line, and where the last one ends, with the white that is
    theirs; empty where the engine does not tell.
    """

    text: str
    start: float
    end: float
    confidence: float
    engine: Engine
    edges: tuple[float, ...] = ()

    @property
    def borders(self) -> tuple[float, ...]:
        """The edges as told, or the length shared out."""
        return self.edges or tuple(
            self.start + share * (self.end - self.start) for share in shared_out(self.text)
        )

    def part(self, first: int, last: int) -> Self:
        """Its characters from `first` to before `last`."""
        borders = self.borders
        return replace(
            self,
            text=self.text[first:last],
            start=self.start if first == 0 else borders[first],
            end=self.end if last == len(self.text) else borders[last],
            edges=self.edges[first : last + 1],
        )

    def reworded(self, text: str) -> Self:
        """The same place with another text, whose characters stand where those stood that they are or replace."""
        if not self.edges or len(text) == len(self.text):
            return replace(self, text=text)
        edges = list[float]()
        for _, start, end, from_, to in SequenceMatcher(None, self.text, text, autojunk=False).get_opcodes():
            before, after = self.edges[start], self.edges[end]
            same = end - start == to - from_
            edges += (
                self.edges[start:end]
                if same
                else (before + at * (after - before) / (to - from_) for at in range(to - from_))
            )
        return replace(self, text=text, edges=(*edges, self.edges[-1]))


@dataclass(frozen=True, slots=True)
class Line:
    """Pieces along a strip, from its beginning. Never empty."""

    corners: Corners
    pieces: tuple[Piece, ...]

    @property
    def is_upright(self) -> bool:
        """Whether it runs across the page rather than down."""
        x0, y0, x1, y1 = self.corners[:4]
        return abs(x1 - x0) >= abs(y1 - y0)

    @property
    def left(self) -> float:
        if not self.is_upright:
            return min(self.corners[::2])
        return self.corners[0] + self.pieces[0].start * (self.corners[2] - self.corners[0])

    @property
    def right(self) -> float:
        if not self.is_upright:
            return max(self.corners[::2])
        return self.corners[0] + self.pieces[-1].end * (self.corners[2] - self.corners[0])

    @property
    def top(self) -> float:
        ys = self.corners[1::2]
        return (ys[0] + ys[1]) / 2 if self.is_upright else min(ys)

    @property
    def bottom(self) -> float:
        ys = self.corners[1::2]
        return (ys[2] + ys[3]) / 2 if self.is_upright else max(ys)

    @property
    def height(self) -> float:
        return max(1.0, self.bottom - self.top)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def letters(self) -> int:
        return sum(len(piece.text) for piece in self.pieces)

    @property
    def confidence(self) -> float:
        """Mean over its characters."""
        return sum(piece.confidence * len(piece.text) for piece in self.pieces) / max(1, self.letters)

    @property
    def length(self) -> float:
        """From its beginning to its end, in heights."""
        x0, y0, x1, y1 = self.corners[:4]
        x3, y3 = self.corners[6:]
        high = ((x3 - x0) ** 2 + (y3 - y0) ** 2) ** 0.5
        return max(0.01, float(((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 / max(1.0, high)))

    def place(self, piece: Piece) -> Corners:
        """The corners of a piece, on the same pixels as those of the line."""
        x0, y0, x1, y1, x2, y2, x3, y3 = self.corners
        s, e = piece.start, piece.end
        return (
            *(x0 + s * (x1 - x0), y0 + s * (y1 - y0)),
            *(x0 + e * (x1 - x0), y0 + e * (y1 - y0)),
            *(x3 + e * (x2 - x3), y3 + e * (y2 - y3)),
            *(x3 + s * (x2 - x3), y3 + s * (y2 - y3)),
        )


def parted(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, cut where a gap is too wide to be a space."""
    for line in lines:
        widest = _WIDE_GAP / line.length
        start = 0
        for index, (before, after) in enumerate(pairwise(line.pieces), 1):
            if after.start - before.end > widest:
                yield replace(line, pieces=line.pieces[start:index])
                start = index
        yield replace(line, pieces=line.pieces[start:])


def unbarred(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines without the bars that begin them or stand clear of the word before; a line of bars alone is left
    out."""
    for line in lines:
        ends = (float("-inf"), *(piece.end for piece in line.pieces))
        gaps = ((piece.start - end) * line.length for piece, end in zip(line.pieces, ends, strict=False))
        kept = tuple(
            piece
            for piece, gap in zip(line.pieces, gaps, strict=True)
            if piece.text not in _BARS or gap < _CLEAR
        )
        if kept:
            yield replace(line, pieces=kept)


def tightened(line: Line) -> Line:
    """Pieces of Latin print with no room for a space between them become one."""
    joined: list[Piece] = []
    for piece in line.pieces:
        if joined and _is_close(joined[-1], piece, line.length):
            joined[-1] = _together(joined[-1], piece)
        else:
            joined.append(piece)
    return replace(line, pieces=tuple(joined))


def _is_close(before: Piece, after: Piece, length: float) -> bool:
    """A one stands narrow between other figures: there a gap says less."""
    figures = before.text[-1].isdigit() and after.text[0].isdigit()
    least = _SPACE_IN_FIGURES if figures else _SPACE
    return (after.start - before.end) * length < least and not is_han(after.text[0])


def closed_up(line: Line) -> Line:
    """Figures, letters and signs that stand close to the Han around them become one piece with them."""
    tight = _TIGHT / line.length
    joined: list[Piece] = []
    for piece in line.pieces:
        before = joined[-1] if joined else None
        if before and is_han(before.text[-1]) != is_han(piece.text[0]) and piece.start - before.end < tight:
            joined[-1] = _together(before, piece)
        else:
            joined.append(piece)
    return replace(line, pieces=tuple(joined))


def _together(before: Piece, after: Piece) -> Piece:
    letters, more = len(before.text), len(after.text)
    sure = (before.confidence * letters + after.confidence * more) / (letters + more)
    edges: tuple[float, ...] = ()
    if before.edges or after.edges:
        left, right = before.borders, after.borders
        seam = min(max((left[-1] + right[0]) / 2, left[-2]), right[1])
        edges = (*left[:-1], seam, *right[1:])
    end = max(before.end, after.end)
    return Piece(before.text + after.text, before.start, end, sure, before.engine, edges)
