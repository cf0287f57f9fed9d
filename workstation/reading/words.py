"""Tesseract's rows as words of the page frame."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Self

from workstation.domain.geometry import Quad
from workstation.reading.channel import Claims, FalseClaimError
from workstation.reading.pages import MAX_SIDE_PX, MAX_WORD_LENGTH, MAX_WORDS, Engine, Word, is_han

_TIGHT = 0.8
"""A gap below this share of the line height, between a Han character and a figure or letter, is no space."""

_NOISE_CONFIDENCE = 0.30
WEAK_CONFIDENCE = 0.60
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the pixels of a prepared image lie on the page: (ax + by + c, dx + ey + f)."""

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

    def quad(self, left: float, top: float, right: float, bottom: float) -> Quad:
        """The corners of a box of the prepared image, held within the page."""
        corners = (
            self.place(left, top),
            self.place(right, top),
            self.place(right, bottom),
            self.place(left, bottom),
        )
        return Quad(*(min(1.0, max(0.0, value)) for corner in corners for value in corner))


@dataclass(slots=True)
class _Piece:
    """A word on the prepared image, in pixels."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float
    place: tuple[int, int, int]

    def joins(self, after: "_Piece") -> bool:
        """Whether they are one word: figures, letters and signs stand close to the Han around them."""
        if self.place != after.place:
            return False
        if is_han(self.text[-1]) == is_han(after.text[0]):
            return False
        height = max(self.bottom - self.top, after.bottom - after.top)
        return after.left - self.right < _TIGHT * height

    def with_(self, after: "_Piece") -> "_Piece":
        letters, more = len(self.text), len(after.text)
        return _Piece(
            self.text + after.text,
            min(self.left, after.left),
            min(self.top, after.top),
            max(self.right, after.right),
            max(self.bottom, after.bottom),
            (self.confidence * letters + after.confidence * more) / (letters + more),
            self.place,
        )


def words_of(answer: Claims, frame: Frame, width: int, height: int) -> tuple[Word, ...]:
    """Checked words in reading order, with running line and block numbers. Raises FalseClaimError."""
    pieces = [_piece(row, width, height) for row in answer.each("words", MAX_WORDS)]
    return _numbered(_joined(piece for piece in pieces if not _is_noise(piece)), frame)


def _piece(row: Claims, width: int, height: int) -> _Piece:
    left, top = row.whole("left", 0, width), row.whole("top", 0, height)
    right = min(width, left + row.whole("width", 0, MAX_SIDE_PX))
    bottom = min(height, top + row.whole("height", 0, MAX_SIDE_PX))
    numbers = [row.whole(name, 0, MAX_WORDS) for name in ("block_num", "par_num", "line_num")]
    text = "".join(row.text("text", MAX_WORD_LENGTH).split())
    if not text:
        raise FalseClaimError("text")
    place = (numbers[0], numbers[1], numbers[2])
    return _Piece(text, left, top, right, bottom, row.number("conf", 0, 100) / 100.0, place)


def _is_noise(piece: _Piece) -> bool:
    """Specks, rules and pictures are read as stray signs with little confidence."""
    return piece.confidence < _NOISE_CONFIDENCE and not any(c.isalnum() for c in piece.text)


def _joined(pieces: Iterable[_Piece]) -> list[_Piece]:
    joined: list[_Piece] = []
    for piece in pieces:
        if joined and joined[-1].joins(piece):
            joined[-1] = joined[-1].with_(piece)
        else:
            joined.append(piece)
    return joined


def _numbered(pieces: Sequence[_Piece], frame: Frame) -> tuple[Word, ...]:
    lines: dict[tuple[int, int, int], int] = {}
    blocks: dict[int, int] = {}
    words = []
    for piece in pieces:
        line = lines.setdefault(piece.place, len(lines))
        block = blocks.setdefault(piece.place[0], len(blocks))
        quad = frame.quad(piece.left, piece.top, piece.right, piece.bottom)
        words.append(Word(piece.text, quad, piece.confidence, line, block))
    return tuple(words)


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


def improved(first: Sequence[Word], second: Sequence[Word]) -> tuple[Word, ...]:
    """The first reading, its weak words replaced by what a second reading has in their place, if that is better.

    Lines, blocks and order stay those of the first reading.
    """
    words: list[Word] = []
    left = [word for word in second if word.confidence >= WEAK_CONFIDENCE]
    for word in first:
        instead = (
            [other for other in left if _lies_in(other, word)] if word.confidence < WEAK_CONFIDENCE else []
        )
        if not instead:
            words.append(word)
            continue
        left = [other for other in left if other not in instead]
        instead.sort(key=lambda other: other.line)
        words.extend(replace(other, line=word.line, block=word.block) for other in instead)
    return tuple(words)


def _lies_in(other: Word, word: Word) -> bool:
    """Whether most of the other word lies where this one was read."""
    shared = other.quad.bounds.intersection(word.quad.bounds)
    return shared is not None and shared.area > _MOSTLY * other.quad.bounds.area
