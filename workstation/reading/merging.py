"""One reading of a line out of two: where both engines agree it stands, where they differ the surer one wins.

The rule sees only what the engines say of themselves. Tesseract finds the spaces between words better and tells I, l
and 1 apart by the words it knows; RapidOCR reads faint, small and rough print better and knows signs that Tesseract's
English does not (·, ×, µ, accents).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from statistics import fmean

from workstation.reading.lines import Line, Piece
from workstation.reading.pages import Engine

_STANDS_BY_IT = 0.90
"""Confidence above which Tesseract's word stands, if RapidOCR is not surer than this of its own."""
_BOTH_SURE = 0.97
_HALF_SURE = 0.5
_LOOKALIKES = str.maketrans("Il1|", "llll")
_SELDOM = "|"
_SPACE = 0.17
"""A gap of this share of the line's height is a space."""


@dataclass(frozen=True, slots=True)
class _Sign:
    """One character with its place across the line; `first`: a space comes before it."""

    text: str
    start: float
    end: float
    confidence: float
    first: bool
    engine: Engine


def merged(first: Line, second: Line) -> Line:
    """Tesseract's reading of a line (`first`) and RapidOCR's of the same line as one."""
    ours, theirs = _signs(first), _signs(second)
    matcher = SequenceMatcher(None, _text(ours), _text(theirs), autojunk=False)
    signs: list[_Sign] = []
    for kind, start, end, from_, to in matcher.get_opcodes():
        a, b = ours[start:end], theirs[from_:to]
        before = ours[start - 1] if start else None
        signs.extend(_agreed(a, b, before, first.length) if kind == "equal" else _chosen(a, b))
    return Line(first.corners, tuple(_pieces(signs))) if signs else second


def _signs(line: Line) -> list[_Sign]:
    signs = []
    for piece in line.pieces:
        width = (piece.end - piece.start) / len(piece.text)
        for index, text in enumerate(piece.text):
            start = piece.start + index * width
            signs.append(_Sign(text, start, start + width, piece.confidence, index == 0, piece.engine))
    return signs


def _text(signs: Sequence[_Sign]) -> str:
    return "".join(sign.text for sign in signs)


def _agreed(a: Sequence[_Sign], b: Sequence[_Sign], before: _Sign | None, length: float) -> Iterator[_Sign]:
    """Both read the same: surer than either alone. A space that RapidOCR saw is one; Tesseract's if it is wide."""
    for one, other in zip(a, b, strict=True):
        doubt = (1 - one.confidence) * (1 - other.confidence)
        wide = before is None or (one.start - before.end) * length >= _SPACE
        first = other.first or (one.first and wide)
        yield _Sign(one.text, one.start, one.end, 1 - doubt, first, one.engine)
        before = one


def _chosen(a: Sequence[_Sign], b: Sequence[_Sign]) -> Sequence[_Sign]:
    """What stands where they differ. A space that the other saw before it stays."""
    winner, other = (a, b) if _first_stands(a, b) else (b, a)
    if not winner or not other or winner[0].first:
        return winner
    return [replace(winner[0], first=other[0].first), *winner[1:]]


def _first_stands(a: Sequence[_Sign], b: Sequence[_Sign]) -> bool:
    ours, theirs = _text(a), _text(b)
    sure = fmean(sign.confidence for sign in a) if a else 0.0
    theirs_sure = min((sign.confidence for sign in b), default=0.0)
    if not theirs:
        return sure >= _STANDS_BY_IT
    if not ours:
        return theirs_sure < _STANDS_BY_IT
    if ours.translate(_LOOKALIKES) == theirs.translate(_LOOKALIKES):
        return not any(sign in _SELDOM for sign in ours) and theirs.isalpha() and sure >= _HALF_SURE
    if not theirs.isascii() and theirs_sure >= _STANDS_BY_IT:
        return False
    if not any(sign.isalnum() for sign in ours):
        return theirs_sure < _HALF_SURE
    return sure >= _STANDS_BY_IT and theirs_sure < min(sure, _BOTH_SURE)


def _pieces(signs: Sequence[_Sign]) -> Iterator[Piece]:
    start = 0
    for index in range(1, len(signs) + 1):
        if index == len(signs) or signs[index].first:
            yield _piece(signs[start:index])
            start = index


def _piece(signs: Sequence[_Sign]) -> Piece:
    engines = [sign.engine for sign in signs]
    return Piece(
        _text(signs),
        min(sign.start for sign in signs),
        max(sign.end for sign in signs),
        fmean(sign.confidence for sign in signs),
        max(set(engines), key=engines.count),
    )
