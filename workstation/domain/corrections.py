"""Corrections: a reviewer's text for a spot of a page, laid over every reading of it, old and new.

A correction is placed on the words whose middle lies in it, if together they cover much the same spot (`OVERLAP`)
and read much the same (`SIMILAR`) as what was corrected or as what it says. Where nothing had been read, it is placed
as long as nothing is read there still. Every other correction is listed, never dropped.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from workstation.domain.geometry import Quad
from workstation.domain.page_words import CORRECTED, PageWord, folded, joined, text_of, within

OVERLAP = 0.5
SIMILAR = 0.6


@dataclass(frozen=True, slots=True)
class Correction:
    """`old_text`: what was read at the spot, "" where nothing was. `new_text`: what stands there, "" for nothing."""

    id: str
    quad: Quad
    old_text: str
    new_text: str


@dataclass(frozen=True, slots=True)
class Laid:
    """The words of a reading with its corrections laid over them, and the corrections that fit nowhere."""

    words: tuple[PageWord, ...]
    not_placed: tuple[Correction, ...] = ()


def lay_over(words: Sequence[PageWord], corrections: Sequence[Correction]) -> Laid:
    """The words as corrected. `corrections` in the order in which they were made: a later one is laid over what
    an earlier one left."""
    laid, left = list(words), []
    for correction in corrections:
        places = within(laid, correction.quad)
        if _fits([laid[place] for place in places], correction):
            laid = _replaced(laid, places, correction) if places else _inserted(laid, correction)
        else:
            left.append(correction)
    return Laid(tuple(laid), tuple(left))


def _fits(under: Sequence[PageWord], correction: Correction) -> bool:
    if not under:
        return not correction.old_text or not correction.new_text
    if joined([word.quad for word in under]).overlap(correction.quad) < OVERLAP:
        return False
    read = text_of(under)
    return any(likeness(read, text) >= SIMILAR for text in (correction.old_text, correction.new_text) if text)


def likeness(one: str, other: str) -> float:
    """1 for the same characters, 0 for none in common: edits (Levenshtein) over the longer length; spaces and
    the width and case of letters do not count."""
    a, b = folded(one), folded(other)
    longer = max(len(a), len(b))
    return 1.0 if a == b else 1.0 - edits(a, b) / longer


def edits(a: str, b: str) -> int:
    """How many characters must be put in, left out or changed to turn one text into the other (Levenshtein)."""
    row = list(range(len(b) + 1))
    for count, sign in enumerate(a, 1):
        before, row[0] = row[0], count
        for at, other in enumerate(b, 1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (sign != other))
    return row[-1]


def _replaced(words: list[PageWord], places: Sequence[int], correction: Correction) -> list[PageWord]:
    under = [words[place] for place in places]
    texts = correction.new_text.split()
    quads = [word.quad for word in under]
    if len(texts) != len(quads):
        quads = _spread(texts, joined(quads))
    made = _typed(texts, quads, under[0], correction)
    gone = set(places)
    kept = [
        made if place == places[0] else [] if place in gone else [word] for place, word in enumerate(words)
    ]
    return [word for group in kept for word in group]


def _typed(
    texts: Sequence[str], quads: Sequence[Quad], like: PageWord, correction: Correction
) -> list[PageWord]:
    """Words that a person typed: certain, on the line of the word they stand for."""
    return [
        PageWord(text, quad, 1.0, like.line, like.block, CORRECTED, correction.id)
        for text, quad in zip(texts, quads, strict=True)
    ]


def _spread(texts: Sequence[str], quad: Quad) -> list[Quad]:
    """The quad shared out among texts, each as wide as it is long, a space between them."""
    whole = sum(len(text) + 1 for text in texts) - 1
    quads, at = [], 0
    for text in texts:
        quads.append(quad.part(at / whole, (at + len(text)) / whole))
        at += len(text) + 1
    return quads


def _inserted(words: list[PageWord], correction: Correction) -> list[PageWord]:
    """Beside the nearest word of the same line, or as a line of its own by the nearest word there is."""
    texts = correction.new_text.split()
    quads = _spread(texts, correction.quad)
    if not words:
        return _typed(texts, quads, PageWord("", correction.quad, 1.0, 0, 0, CORRECTED), correction)
    x, y = correction.quad.middle
    spots = [_spot(word.quad, x, y) for word in words]
    beside = [place for place, (_, down) in enumerate(spots) if 0.0 <= down <= 1.0]
    near = min(beside or range(len(words)), key=lambda place: _distance(words[place].quad, x, y))
    along, down = spots[near]
    if beside:
        at = near if along < 0.5 else near + 1
        return [*words[:at], *_typed(texts, quads, words[near], correction), *words[at:]]
    line = words[near].line
    at = next((place for place, word in enumerate(words) if word.line >= line + (down > 1.0)), len(words))
    own = words[near].line + (1 if down > 1.0 else 0)
    made = _typed(texts, quads, replace(words[near], line=own), correction)
    return [*words[:at], *made, *(replace(word, line=word.line + 1) for word in words[at:])]


def _spot(quad: Quad, x: float, y: float) -> tuple[float, float]:
    """How far along and how far down a word's own directions a place lies; 0..1 is within it."""
    (x0, y0), (x1, y1), _, (x3, y3) = quad.corners
    ax, ay, dx, dy = x1 - x0, y1 - y0, x3 - x0, y3 - y0
    whole = ax * dy - ay * dx
    if whole == 0.0:
        return -1.0, -1.0
    return ((x - x0) * dy - (y - y0) * dx) / whole, (ax * (y - y0) - ay * (x - x0)) / whole


def _distance(quad: Quad, x: float, y: float) -> float:
    box = quad.bounds
    beside, above = max(box.left - x, 0.0, x - box.right), max(box.top - y, 0.0, y - box.bottom)
    return beside * beside + above * above
