"""The letters of a page as `find` compares them: as written, and with what OCR mistakes for each other made one.

A term is first looked for among the like letters, which finds "CD2O" and "R CHOP" too; what stands there is then
compared with what was asked, letter by letter, so that only slips that engines make are let through.
"""

import struct
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import permutations

from workstation.store.search_text import Unit, units_of

RULES = 1
"""Grows when pages must be taken apart anew: a page taken apart by older rules is done again when opened."""

_HAN_CLASSES = ("泼波", "昔苷", "铂钼", "疗辽", "末未", "日目", "己已巳", "隔膈")
_CLASSES = ("0oqd", "1li", "5s", "8b69gceβб", "2z", *_HAN_CLASSES)
_LIKE = str.maketrans({char: alike[0] for alike in _CLASSES for char in alike[1:]} | {"m": "rn", "w": "vv"})
_SHAPES = (
    "0oO",
    "0DO",
    "0OQ",
    "1lIi",
    "5sS",
    "8B",
    "Bβ",
    "6b",
    "6G",
    "6б",
    "CG",
    "ce",
    "9g",
    "2zZ",
    *_HAN_CLASSES,
)
_ALIKE = frozenset(pair for shape in _SHAPES for pair in permutations(shape, 2))
_DOUBLES = (("m", "rn"), ("w", "vv"))
_LEAST_LATIN, _LEAST_HAN = 3, 2
_MAY_GO_ON = 5


@dataclass(frozen=True)
class Letters:
    """A page taken apart. `written`: its units, a space beside Latin ones. `alike`: the same without spaces, letters
    that look alike made one. `starts`: for each unit its first word, its last word, where it begins in `written` and
    where in `alike`, one after the other."""

    written: str
    alike: str
    starts: tuple[int, ...]

    def pack(self) -> bytes:
        """The starts as bytes."""
        return struct.pack(f"<{len(self.starts)}I", *self.starts)

    @classmethod
    def unpack(cls, written: str, alike: str, packed: bytes) -> "Letters":
        """What `pack` wrote."""
        return cls(written, alike, struct.unpack(f"<{len(packed) // 4}I", packed))

    @cached_property
    def first_words(self) -> tuple[int, ...]:
        return self.starts[0::4]

    @cached_property
    def last_words(self) -> tuple[int, ...]:
        return self.starts[1::4]

    @cached_property
    def in_written(self) -> tuple[int, ...]:
        return self.starts[2::4]

    @cached_property
    def in_alike(self) -> tuple[int, ...]:
        return self.starts[3::4]


@dataclass(frozen=True, slots=True)
class Term:
    """What is looked for. `other_name`: it is not what was asked but another name of it, so it must stand there
    whole, and a short one in its own case ("MIT" is a drug, "mit" is not)."""

    text: str
    written: str
    alike: str
    other_name: bool = False

    @property
    def folded(self) -> str:
        return self.written.casefold()

    @property
    def least(self) -> int:
        """So many letters a term must have before a slip in it is forgiven."""
        return _LEAST_LATIN if self.written.isascii() else _LEAST_HAN


@dataclass(frozen=True, slots=True)
class Spot:
    """Words `first` to `last` of a page are the term; `slips`: letters that only look like what was asked.

    `offset`: so many like letters of the first word come before it.
    """

    first: int
    last: int
    offset: int
    term: Term
    slips: int


def letters_of(found: Sequence[Unit]) -> Letters:
    """The letters of a page from its units."""
    starts: list[int] = []
    written: list[str] = []
    alike: list[str] = []
    at_written = at_like = 0
    after_han = True
    for unit in found:
        gap = " " if written and not (after_han and unit.is_han) else ""
        same = unit.text.translate(_LIKE)
        starts += (unit.words[0], unit.words[-1], at_written + len(gap), at_like)
        written += (gap, unit.written)
        alike.append(same)
        at_written, at_like = at_written + len(gap) + len(unit.written), at_like + len(same)
        after_han = unit.is_han
    return Letters("".join(written), "".join(alike), tuple(starts))


def term_of(text: str, *, other_name: bool = False) -> Term | None:
    """A text to look for; None when it holds no letter."""
    letters = letters_of(units_of(text))
    return Term(text, letters.written, letters.alike, other_name) if letters.alike else None


def extent(words: Sequence[str], offset: int, length: int) -> tuple[int, int]:
    """Where `length` like letters begin and end in words, `offset` of them before: the place in the first word and the
    place behind the end in the last one."""
    passed, start, end = 0, 0, len(words[-1])
    for number, word in enumerate(words):
        for at, char in enumerate(word):
            step = len(_alike(char))
            if number == 0 and passed <= offset < passed + step:
                start = at
            passed += step
            if step and number == len(words) - 1 and passed >= offset + length:
                return start, at + 1
    return start, end


@lru_cache(maxsize=20_000)
def _alike(text: str) -> str:
    return letters_of(units_of(text)).alike


def may_hold(alike: str, terms: Iterable[Term]) -> bool:
    """Whether any of the terms may stand on the page with these like letters."""
    return any(term.alike in alike for term in terms)


def spots(letters: Letters, terms: Sequence[Term]) -> list[Spot]:
    """Where the terms stand on a page, in its order. A place is told once: as it was asked before another name of it,
    the longer name before the shorter."""
    found = [spot for term in terms for spot in _spots_of(letters, term)]
    found.sort(key=lambda spot: (spot.term.other_name, spot.slips > 0, spot.first - spot.last))
    taken: set[int] = set()
    kept = []
    for spot in found:
        words = range(spot.first, spot.last + 1)
        if not spot.term.other_name or taken.isdisjoint(words):
            kept.append(spot)
            taken.update(words)
    return sorted(kept, key=lambda spot: (spot.first, spot.last))


def _spots_of(letters: Letters, term: Term) -> Iterable[Spot]:
    at = letters.alike.find(term.alike)
    while at >= 0:
        spot = _spot_at(letters, term, at)
        if spot is not None:
            yield spot
        at = letters.alike.find(term.alike, at + 1)


def _spot_at(letters: Letters, term: Term, at: int) -> Spot | None:
    """The term at a place of the like letters, if it begins a unit and stands there with few enough slips."""
    in_alike, in_written = letters.in_alike, letters.in_written
    first = bisect_left(in_alike, at)
    if first == len(in_alike) or in_alike[first] != at:
        return None
    end = at + len(term.alike)
    last = bisect_right(in_alike, end - 1) - 1
    after = last + 1
    whole = end == (in_alike[after] if after < len(in_alike) else len(letters.alike))
    upto = in_written[after] if after < len(in_written) else len(letters.written)
    slips = _slips(letters.written[in_written[first] : upto].rstrip(), term, whole)
    if slips is None:
        return None
    word = letters.first_words[first]
    offset = at - in_alike[bisect_left(letters.first_words, word)]
    return Spot(word, letters.last_words[last], offset, term, slips)


def _slips(there: str, term: Term, whole: bool) -> int | None:
    """How many letters of what stands there only look like the term's; None when it is something else.

    `whole`: the last unit ends with the term. A term as it was asked may go on; between its letters, spaces and
    hyphens may differ.
    """
    if term.other_name:
        short = len(term.written) < _MAY_GO_ON and term.written != term.folded
        if short or not whole:
            return 0 if whole and there.replace(" ", "") == term.written.replace(" ", "") else None
    elif there.casefold().startswith(term.folded):
        return 0
    asked, found = term.folded.replace(" ", ""), there.replace(" ", "")
    if whole and found.casefold() == asked:
        return 0
    if len(asked) < term.least or not (whole or len(asked) >= _MAY_GO_ON):
        return None
    slips = _count_slips(asked, found, whole)
    return slips if slips is not None and slips <= len(asked) // 2 else None


def _count_slips(asked: str, found: str, whole: bool) -> int | None:
    """Letters of `found` that only look like those asked; None when one of them looks otherwise."""
    at = slips = position = 0
    while position < len(asked):
        step = _step(asked, position, found, at)
        if step is None:
            return None
        position, at, slip = position + step[0], at + step[1], step[2]
        slips += slip
    return slips if not whole or at == len(found) else None


def _step(asked: str, position: int, found: str, at: int) -> tuple[int, int, int] | None:
    """So many letters asked are so many found, with so many slips."""
    one, other = asked[position], found[at : at + 1]
    if other.casefold() == one:
        return 1, 1, 0
    if (one, other) in _ALIKE or (one.upper(), other) in _ALIKE:
        return 1, 1, 1
    for single, double in _DOUBLES:
        if one == single and found.startswith(double, at):
            return 1, 2, 1
        if asked.startswith(double, position) and other.casefold() == single:
            return 2, 1, 1
    return None
