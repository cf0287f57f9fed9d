"""What workers say of lines and words, checked, and lines as words of the page frame."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Self

from workstation.domain.geometry import Quad
from workstation.reading.channel import Claims, FalseClaimError
from workstation.reading.lines import Corners, Line, Piece, closed_up
from workstation.reading.order import Placed, Rule
from workstation.reading.pages import MAX_SIDE_PX, MAX_WORD_LENGTH, MAX_WORDS, Engine, Word

MOST_LINES = 2_000
_NOISE_CONFIDENCE = 0.30
_CLAUSES = re.compile(r"(?<=[，。；：、！？])(?=.)")


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the pixels of a level page lie on the source page: (ax + by + c, dx + ey + f)."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    @classmethod
    def claimed(cls, answer: Claims, width: int, height: int) -> Self:
        """Checks that the image covers the page and little else. Raises FalseClaimError."""
        frame = cls(*answer.numbers("frame", 6, -4.0, 4.0))
        corners = [frame.place(x, y) for x in (0, width) for y in (0, height)]
        if not all(-0.6 <= value <= 1.6 for corner in corners for value in corner):
            raise FalseClaimError("frame")
        return frame

    def place(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.b * y + self.c, self.d * x + self.e * y + self.f

    def quad(self, corners: Corners) -> Quad:
        """Corners on the level page as corners on the source page, held within it."""
        xs, ys = corners[::2], corners[1::2]
        placed = (self.place(x, y) for x, y in zip(xs, ys, strict=True))
        return Quad(*(min(1.0, max(0.0, value)) for corner in placed for value in corner))


@dataclass(frozen=True, slots=True)
class Strip:
    """A line as it waits on the canvas: where its print stands on the level page, and its pixels."""

    corners: Corners
    at: int
    width: int
    height: int

    @property
    def pixels(self) -> dict[str, int]:
        return {"at": self.at, "width": self.width, "height": self.height}


def strips_of(answer: Claims) -> tuple[Strip, ...]:
    """The lines of a prepared page, checked. Raises FalseClaimError."""
    return tuple(_strip(row) for row in answer.each("lines", MOST_LINES))


def _strip(row: Claims) -> Strip:
    x0, y0, x1, y1, x2, y2, x3, y3 = row.numbers("corners", 8, -2.0 * MAX_SIDE_PX, 3.0 * MAX_SIDE_PX)
    at, width, height = (
        row.whole("at", 0, 1 << 32),
        *(row.whole(side, 1, MAX_SIDE_PX) for side in ("width", "height")),
    )
    return Strip((x0, y0, x1, y1, x2, y2, x3, y3), at, width, height)


def rules_of(answer: Claims) -> tuple[Rule, ...]:
    """The rules across a prepared page, checked. Raises FalseClaimError."""
    return tuple(Rule(*row) for row in answer.rows("rules", MOST_LINES, 3, 3.0 * MAX_SIDE_PX))


def lines_of(answer: Claims, strips: Sequence[Strip], engine: Engine) -> list[Line | None]:
    """What an engine read of each strip, checked; None where it read nothing. Raises FalseClaimError."""
    rows = answer.each("lines", MOST_LINES)
    if len(rows) != len(strips):
        raise FalseClaimError("lines")
    return [_line(row, strip, engine) for row, strip in zip(rows, strips, strict=True)]


def _line(row: Claims, strip: Strip, engine: Engine) -> Line | None:
    pieces = [_piece(word, engine) for word in row.each("words", MAX_WORDS)]
    kept = tuple(piece for piece in pieces if not _is_noise(piece))
    return Line(strip.corners, kept) if kept else None


def _piece(row: Claims, engine: Engine) -> Piece:
    text = "".join(row.text("text", MAX_WORD_LENGTH).split())
    if not text:
        raise FalseClaimError("text")
    start, end = row.number("start", 0.0, 1.0), row.number("end", 0.0, 1.0)
    edges = row.numbers("edges", len(text) + 1, 0.0, 1.0) if "edges" in row else ()
    if any(after < before for before, after in pairwise(edges)):
        raise FalseClaimError("edges")
    return Piece(text, min(start, end), max(start, end), row.number("conf", 0.0, 1.0), engine, tuple(edges))


def _is_noise(piece: Piece) -> bool:
    """Specks and rules are read as stray signs with little confidence."""
    return piece.confidence < _NOISE_CONFIDENCE and not any(c.isalnum() for c in piece.text)


def words_of(placed: Sequence[Placed], frame: Frame) -> tuple[Word, ...]:
    """Lines in reading order as words of the page frame. Raises ValueError, FalseClaimError for impossible ones."""
    words = tuple(word for each in placed for word in _words(each, frame))
    if len(words) > MAX_WORDS:
        raise FalseClaimError("words")
    return words


def _words(placed: Placed, frame: Frame) -> Iterator[Word]:
    line = closed_up(placed.line)
    for piece in (part for whole in line.pieces for part in _at_marks(whole)):
        yield _word(piece, frame.quad(line.place(_with_its_white(piece))), placed)


def _with_its_white(piece: Piece) -> Piece:
    return replace(piece, start=piece.edges[0], end=piece.edges[-1]) if piece.edges else piece


def _word(piece: Piece, quad: Quad, placed: Placed) -> Word:
    edges, borders = piece.edges, tuple[float, ...]()
    if len(edges) > 2 and edges[-1] > edges[0]:
        borders = tuple((edge - edges[0]) / (edges[-1] - edges[0]) for edge in edges[1:-1])
    return Word(piece.text, quad, piece.confidence, placed.row, placed.block, piece.engine, borders)


def _at_marks(piece: Piece) -> Iterator[Piece]:
    """Chinese runs on without spaces: it is cut behind its marks, so that a clause can be picked by itself."""
    at = 0
    for part in filter(None, _CLAUSES.split(piece.text)):
        yield piece.part(at, at + len(part))
        at += len(part)


def own_words(answer: Claims) -> tuple[Word, ...]:
    """The words of a good text layer, checked. Raises FalseClaimError, ValueError."""
    return tuple(
        Word(
            text=row.text("text", MAX_WORD_LENGTH),
            quad=Quad(*row.numbers("quad", 8, 0.0, 1.0)),
            confidence=1.0,
            line=row.whole("line", 0, MAX_WORDS),
            block=row.whole("block", 0, MAX_WORDS),
            engine=Engine.TEXT_LAYER,
        )
        for row in answer.each("words", MAX_WORDS)
    )
