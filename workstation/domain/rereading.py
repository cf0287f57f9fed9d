"""From what a reviewer typed or a part of a page read again to the corrections that this makes."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from workstation.domain.geometry import Quad
from workstation.domain.page_words import PageWord, joined, lines_of, text_of, within


@dataclass(frozen=True, slots=True)
class Change:
    """What a correction is made of: where, what was read there, what stands there."""

    quad: Quad
    old_text: str
    new_text: str


@dataclass(frozen=True, slots=True)
class LinePair:
    """A line as it stood and as it was read again; one of the two may be empty."""

    stood: tuple[PageWord, ...]
    read: tuple[PageWord, ...]

    @property
    def differs(self) -> bool:
        return bool(_runs(self))


def typed_change(words: Sequence[PageWord], text: str) -> Change | None:
    """The change that turns neighbouring words of a line into what was typed; None when it is the same.

    Only the words between the first and the last difference are in it, so that what was right already is left
    to any better reading. Raises ValueError for no words.
    """
    if not words:
        raise ValueError("no words to correct")
    old, new = [word.text for word in words], text.split()
    if old == new:
        return None
    shorter = min(len(old), len(new))
    start = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    most = shorter - start
    end = next((at for at in range(most) if old[-1 - at] != new[-1 - at]), most)
    if start + end == len(old):  # only added to: the new words stand with a neighbour
        start, end = (start - 1, end) if start else (0, end - 1)
    run = words[start : len(old) - end]
    return Change(_quad(run), text_of(run), " ".join(new[start : len(new) - end]))


def confirmed(words: Sequence[PageWord]) -> Change:
    """The change that leaves neighbouring words of a line as they are, for good. Raises ValueError for no words."""
    if not words:
        raise ValueError("no words to confirm")
    return Change(_quad(words), text_of(words), text_of(words))


def compared(stood: Sequence[PageWord], read: Sequence[PageWord]) -> tuple[LinePair, ...]:
    """Lines that stood beside the lines read again at the same spot, in reading order.

    Lines that one reading parts and the other does not are taken together.
    """
    before, after = lines_of(stood), lines_of(read)
    here, there = [_quad(line) for line in before], [_quad(line) for line in after]
    links = [
        (one, other)
        for one, quad in enumerate(here)
        for other, again in enumerate(there)
        if quad.bounds.intersection(again.bounds)
        and (within(after[other], quad) or within(before[one], again))
    ]
    pairs = []
    for mine, theirs in _groups(len(before), len(after), links):
        pairs.append(
            LinePair(
                tuple(word for at in mine for word in before[at]),
                tuple(word for at in theirs for word in after[at]),
            )
        )
    return tuple(pairs)


def _quad(words: Sequence[PageWord]) -> Quad:
    return joined([word.quad for word in words])


def _groups(mine: int, theirs: int, links: Sequence[tuple[int, int]]) -> list[tuple[list[int], list[int]]]:
    """Lines that hang together, each group once; lines only read again come after those that stood before them."""
    groups: list[tuple[set[int], set[int]]] = [({at}, set()) for at in range(mine)]
    groups += [(set(), {at}) for at in range(theirs)]
    for one, other in links:
        first = next(group for group in groups if one in group[0])
        second = next(group for group in groups if other in group[1])
        if first is not second:
            first[0].update(second[0])
            first[1].update(second[1])
            groups.remove(second)
    groups.sort(key=lambda group: _first_place(group, groups))
    return [(sorted(one), sorted(other)) for one, other in groups]


def _first_place(
    group: tuple[set[int], set[int]], groups: Sequence[tuple[set[int], set[int]]]
) -> tuple[int, int]:
    """By the lines that stood; a line only read again follows the last one above it that has a counterpart."""
    if group[0]:
        return min(group[0]), -1
    at = min(group[1])
    above = [min(one) for one, other in groups if one and other and min(other) < at]
    return max(above, default=-1), at


def changes_of(pair: LinePair) -> tuple[Change, ...]:
    """The corrections that make a line that stood into the line read again; none where they agree."""
    return tuple(_change(pair.stood[start:end], pair.read[from_:to]) for start, end, from_, to in _runs(pair))


def differing(pair: LinePair) -> tuple[frozenset[int], frozenset[int]]:
    """The places of the words that differ: in the line that stood, and in the line read again."""
    runs = _runs(pair)
    old = frozenset(place for start, end, _, _ in runs for place in range(start, end))
    return old, frozenset(place for _, _, start, end in runs for place in range(start, end))


def lacking(pair: LinePair) -> tuple[frozenset[int], frozenset[int]]:
    """Before which places words are lacking that the other line has: in the line that stood, and in the line read
    again. The place after the last word is that of the end."""
    runs = _runs(pair)
    old = frozenset(start for start, end, _, _ in runs if start == end)
    return old, frozenset(start for _, _, start, end in runs if start == end)


def _runs(pair: LinePair) -> list[tuple[int, int, int, int]]:
    """Where the lines part: from and to in the one, from and to in the other. Spaces alone make no difference:
    which of two engines sees them rightly cannot be told."""
    old, new = [word.text for word in pair.stood], [word.text for word in pair.read]
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [
        (start, end, from_, to)
        for _, start, end, from_, to in codes
        if "".join(old[start:end]) != "".join(new[from_:to])
    ]


def _change(stood: Sequence[PageWord], read: Sequence[PageWord]) -> Change:
    return Change(_quad(stood or read), text_of(stood), text_of(read))
