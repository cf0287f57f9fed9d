"""How well lines were read, told without knowing what stands there. Every threshold is a share or a confidence.

A line is weak where Tesseract is unsure of a word, reads a sign that seldom stands alone, or reads nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from workstation.reading.lines import Line
from workstation.reading.pages import Engine
from workstation.reading.pages import is_han as _is_han_sign
from workstation.reading.words import Strip

WEAK_CONFIDENCE = 0.80
ODD_SIGNS = frozenset("|\\~^_{}¢£¥§©®°™€«»‘“”¬")
LONE_SIGNS = frozenset("-+*.,:;=~l")
MOSTLY = 0.7
GOOD_CONFIDENCE = 0.78
POOR_CONFIDENCE, LOST_CONFIDENCE, MANY_LOST = 0.70, 0.60, 0.15
LEAST_LETTERS_PER_LINE = 2.5
LEAST_HAN_SHARE = 0.2
SCRIBBLE_HEIGHT, SCRIBBLE_LETTERS, LEAST_CONFIDENCE = 1.4, 8, 0.45


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a line that deserves another reading: pieces `first` to before `last`, `start` to `end` (0..1)."""

    number: int
    first: int
    last: int
    start: float
    end: float


def weak(lines: Sequence[Line | None]) -> list[Span]:
    """Weak words with a neighbour on either side, line by line; the whole of a line in which nothing was read."""
    spans: list[Span] = []
    for number, line in enumerate(lines):
        spans.extend([Span(number, 0, 0, 0.0, 1.0)] if line is None else _weak_in(number, line))
    return spans


def _weak_in(number: int, line: Line) -> Iterator[Span]:
    count = len(line.pieces)
    wanted = [False] * count
    for index, piece in enumerate(line.pieces):
        if piece.confidence < WEAK_CONFIDENCE or _is_odd(piece.text):
            wanted[max(0, index - 1) : index + 2] = [True] * (min(count, index + 2) - max(0, index - 1))
    if sum(wanted) > MOSTLY * count:
        wanted = [True] * count
    first = 0
    for is_wanted, group in groupby(wanted):
        last = first + len(list(group))
        if is_wanted:
            yield Span(number, first, last, _edge(line, first, 0.0), _edge(line, last, 1.0))
        first = last


def _edge(line: Line, index: int, outer: float) -> float:
    """The middle of the gap before a piece; the end of the strip at either end of the line."""
    if index in (0, len(line.pieces)):
        return outer
    return (line.pieces[index - 1].end + line.pieces[index].start) / 2


def _is_odd(text: str) -> bool:
    """A sign that is rare in print, one that stands alone as a dot does, a letter before figures, or an x for ×."""
    if any(sign in ODD_SIGNS for sign in text):
        return True
    if len(text) > 1 and text[0] in "lI|O" and text[1].isdigit():
        return True
    return text in LONE_SIGNS or (text[0] == "x" and (len(text) == 1 or text[1].isdigit()))


def is_doubtful(lines: Sequence[Line], strips: int) -> bool:
    """Whether so little was read of so many strips, or so unsurely, that the page may lie the wrong way."""
    letters = sum(line.letters for line in lines)
    return letters < LEAST_LETTERS_PER_LINE * strips or confidence(lines) < GOOD_CONFIDENCE


def is_poor(lines: Sequence[Line]) -> bool:
    """Whether a person had better look at the page: unsure on the whole, or many of its words as good as lost."""
    pieces = [piece for line in lines for piece in line.pieces]
    lost = sum(1 for piece in pieces if piece.confidence < LOST_CONFIDENCE)
    return confidence(lines) < POOR_CONFIDENCE or lost > MANY_LOST * len(pieces)


def confidence(lines: Sequence[Line]) -> float:
    """Mean over the characters; 0 without any."""
    letters = sum(line.letters for line in lines)
    return sum(line.confidence * line.letters for line in lines) / letters if letters else 0.0


def worth(lines: Sequence[Line]) -> float:
    """How much was read with more than half a confidence."""
    return sum(max(0.0, line.confidence - 0.5) * line.letters for line in lines)


def is_han(lines: Sequence[Line]) -> bool:
    """Whether a page in which this was read is written in Chinese."""
    signs = [sign for line in lines for piece in line.pieces for sign in piece.text]
    return bool(signs) and sum(map(_is_han_sign, signs)) >= LEAST_HAN_SHARE * len(signs)


def run_down(strips: Sequence[Strip]) -> bool:
    """Whether most of the print runs down the page."""
    down = sum(strip.width for strip in strips if not Line(strip.corners, ()).is_upright)
    return down > sum(strip.width for strip in strips) / 2


def kept(lines: Sequence[Line]) -> list[Line]:
    """Without what was no print: strokes of a signature, and lines that no engine could make sense of."""
    heights = sorted(line.height for line in lines)
    usual = heights[len(heights) // 2] if heights else 0.0
    return [line for line in lines if not _is_scribble(line, usual)]


def _is_scribble(line: Line, usual: float) -> bool:
    """Strokes much taller than the print, in which one engine saw a short word and the other saw nothing or no such."""
    if line.confidence < LEAST_CONFIDENCE:
        return True
    if line.height < SCRIBBLE_HEIGHT * usual or line.letters > SCRIBBLE_LETTERS:
        return False
    text = "".join(piece.text for piece in line.pieces)
    alone = all(piece.engine is Engine.RAPIDOCR for piece in line.pieces)
    return alone and text.isascii() and not text.isupper() and not any(sign.isdigit() for sign in text)
