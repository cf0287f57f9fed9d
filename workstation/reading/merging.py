"""One reading of a line out of two: where both engines agree it stands, where they differ the surer one wins.

The rule sees only what the engines say of themselves. Tesseract finds the spaces between words better and tells I, l
and 1 apart by the words it knows; RapidOCR reads faint, small and rough print better and knows signs that Tesseract's
English does not (·, ×, µ, accents).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise
from statistics import fmean
from unicodedata import combining, normalize

from workstation.reading.lines import Line, Piece
from workstation.reading.pages import Engine, is_han

_STANDS_BY_IT = 0.90
"""Confidence above which Tesseract's word stands, if RapidOCR is not surer than this of its own."""
_BOTH_SURE = 0.97
_HALF_SURE = 0.5
_SELDOM = "|"
_LONG_DASH, _HAN_ONE = "—", "一"
_DASHES = frozenset(("-", "–", "−", _LONG_DASH, _HAN_ONE))
_FOLDED = {"I": "l", "1": "l", _SELDOM: "l", "L": "l", **dict.fromkeys(_DASHES, "-")}
_SPACE, _SPACE_AT_ONE, _LEAST_SPACE = 0.17, 0.25, 0.13
"""A gap of this share of the line's height is a space; beside a one, which stands narrow, a wider one; where RapidOCR
says so, a narrower one."""


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
    ours, theirs = _signs(first), list(_with_room(_signs(second), second.length))
    matcher = SequenceMatcher(None, _folded(ours), _folded(theirs), autojunk=False)
    signs: list[_Sign] = []
    kind_before = ""
    for kind, start, end, from_, to in matcher.get_opcodes():
        a, b = ours[start:end], theirs[from_:to]
        if kind == "equal":
            before = ours[start - 1] if start else None
            spaced = kind_before == "insert" and bool(signs) and signs[-1].first
            signs.extend(_agreed(_told_apart(ours, start, b), b, before, first.length, spaced))
        else:
            signs.extend(_chosen(a, b))
        kind_before = kind
    return Line(first.corners, tuple(_pieces(signs))) if signs else second


def _signs(line: Line) -> list[_Sign]:
    signs = []
    for piece in line.pieces:
        places = zip(piece.text, pairwise(piece.borders), strict=True)
        for index, (text, (start, end)) in enumerate(places):
            signs.append(_Sign(text, start, end, piece.confidence, index == 0, piece.engine))
    return signs


def _with_room(signs: Sequence[_Sign], length: float) -> Iterator[_Sign]:
    """The signs without the spaces for which there is no room between them."""
    for before, sign in zip((None, *signs), signs, strict=False):
        room = before is None or (sign.start - before.end) * length >= _LEAST_SPACE
        yield replace(sign, first=sign.first and room)


def _text(signs: Sequence[_Sign]) -> str:
    return "".join(sign.text for sign in signs)


def _folded(signs: Sequence[_Sign]) -> str:
    """One letter a sign, the same for those that look alike, so that they are laid over each other."""
    return "".join(_FOLDED.get(sign.text, sign.text) for sign in signs)


def _told_apart(ours: Sequence[_Sign], start: int, theirs: Sequence[_Sign]) -> Iterator[_Sign]:
    """Tesseract's signs from `start` on; where RapidOCR read another that looks alike, the one that fits."""
    for offset, other in enumerate(theirs):
        at = start + offset
        one = ours[at]
        if one.text == other.text:
            yield one
            continue
        before = ours[at - 1].text if at and not one.first else ""
        after = ours[at + 1].text if at + 1 < len(ours) and not ours[at + 1].first else ""
        fits = _fits_better(one, other, before, after)
        yield one if fits else replace(one, text=other.text, engine=other.engine)


def _fits_better(one: _Sign, other: _Sign, before: str, after: str) -> bool:
    """Whether Tesseract's sign stands among its neighbours in the word rather than RapidOCR's."""
    pair = {one.text, other.text}
    if _SELDOM in pair:
        return other.text == _SELDOM
    if pair <= _DASHES:
        return other.text == _HAN_ONE or one.text not in (_LONG_DASH, _HAN_ONE)
    if "1" in pair and (before.isdigit() or after.isdigit()):
        return one.text == "1"
    if "1" in pair and (before.islower() or (not before and after.islower())):
        return one.text != "1"
    if before.isupper() and not after.islower() and "1" not in pair:
        return one.text.isupper()
    return one.confidence >= _HALF_SURE


def _agreed(
    a: Iterable[_Sign], b: Sequence[_Sign], before: _Sign | None, length: float, spaced: bool
) -> Iterator[_Sign]:
    """Both read the same: surer than either alone. A space that RapidOCR saw is one; Tesseract's if it is wide, unless
    it stands already before a sign that Tesseract did not see (`spaced`)."""
    for one, other in zip(a, b, strict=True):
        doubt = (1 - one.confidence) * (1 - other.confidence)
        wide = before is None or (one.start - before.end) * length >= _least_space(before, one)
        first = other.first or (one.first and wide and not spaced)
        yield _Sign(one.text, one.start, one.end, 1 - doubt, first, one.engine)
        before, spaced = one, False


def _least_space(before: _Sign, after: _Sign) -> float:
    return _SPACE_AT_ONE if "1" in (before.text, after.text) else _SPACE


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
    if not theirs.isascii() and theirs_sure >= (_HALF_SURE if _bare(theirs) == ours else _STANDS_BY_IT):
        return False
    if not any(sign.isalnum() for sign in ours):
        return theirs_sure < _HALF_SURE
    return sure >= _STANDS_BY_IT and theirs_sure < min(sure, _BOTH_SURE)


def _bare(text: str) -> str:
    """The text without its accents."""
    return "".join(sign for sign in normalize("NFD", text) if not combining(sign))


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
        _edges(signs),
    )


def _edges(signs: Sequence[_Sign]) -> tuple[float, ...]:
    """Where the signs of a word with Han in it begin, of which parts are picked."""
    edges = (*(sign.start for sign in signs), signs[-1].end)
    in_order = all(before <= after for before, after in pairwise(edges))
    return edges if in_order and any(is_han(sign.text) for sign in signs) else ()
