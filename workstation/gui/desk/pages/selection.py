"""Words chosen on a page in reading order. Pure: no Qt, so that it can be reasoned about and tested alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from workstation.domain.geometry import Box, Quad
from workstation.domain.page_words import joined, lines_of, within
from workstation.reading.pages import is_han
from workstation.services.views import WordView

Unit = tuple[int, int]
"""Letters of a word, from and to; `WHOLE` of them all."""
WHOLE: Unit = (0, 1 << 30)


@dataclass(frozen=True, slots=True)
class WordRange:
    """Words `first`..`last` (both included) of a page; `anchor` is where it began, `head` where it moves, each with
    what was taken hold of there: print with Han has no spaces, and is chosen sign by sign."""

    anchor: int
    head: int
    anchor_unit: Unit = WHOLE
    head_unit: Unit = WHOLE

    @property
    def first(self) -> int:
        return min(self.anchor, self.head)

    @property
    def last(self) -> int:
        return max(self.anchor, self.head)

    def moved(self, steps: int, count: int) -> "WordRange":
        """With its head moved by words, held within the page."""
        return WordRange(self.anchor, min(max(self.head + steps, 0), count - 1), self.anchor_unit)

    def of(self, words: Sequence[WordView]) -> tuple[WordView, ...]:
        """These words, the first and the last cut to what was taken hold of."""
        ends = [(self.anchor, self.anchor_unit), (self.head, self.head_unit)]
        (first, start), (last, end) = sorted(ends)
        whole = words[first : last + 1]
        if first == last and whole:
            return (whole[0].cut(min(start[0], end[0]), max(start[1], end[1])),)
        return tuple(
            word.cut(start[0] if at == 0 else 0, end[1] if at == last - first else len(word.text))
            for at, word in enumerate(whole)
        )


def word_at(words: Sequence[WordView], x: float, y: float) -> int | None:
    """The word whose box holds a place of the page."""
    for place, word in enumerate(words):
        if word.quad.bounds.contains(x, y):
            return place
    return None


def nearest_word(words: Sequence[WordView], x: float, y: float) -> int | None:
    """The word nearest to a place: first the line, as it leans there, then along it; None on a page without words."""

    def beside(place: int) -> float:
        box = words[place].quad.bounds
        return max(box.left - x, 0.0, x - box.right)

    nearest: dict[int, int] = {}
    for place, word in enumerate(words):
        if word.line not in nearest or beside(place) < beside(nearest[word.line]):
            nearest[word.line] = place

    def distance(place: int) -> tuple[float, float]:
        return words[place].quad.off(x, y), beside(place)

    return min(nearest.values(), key=distance, default=None)


def line_of(words: Sequence[WordView], place: int) -> WordRange:
    """The whole line of a word."""
    line = words[place].line
    members = [index for index, word in enumerate(words) if word.line == line]
    return WordRange(members[0], members[-1])


def words_in(words: Sequence[WordView], box: Box) -> list[WordView]:
    """The words whose middle lies in a box, in reading order."""
    return [words[place] for place in within(words, Quad.of(box))]


def quote_of(words: Sequence[WordView]) -> str:
    """The text of words as one quote: spaces between them, none between Han characters."""
    quote = ""
    for word in words:
        glue = "" if not quote or (is_han(quote[-1]) and is_han(word.text[0])) else " "
        quote += glue + word.text
    return quote


def copied_text(words: Sequence[WordView]) -> str:
    """The text of words to be pasted elsewhere: a line each, an empty line between blocks."""
    text, block = "", 0
    for line in lines_of(words):
        gap = "" if not text else "\n\n" if line[0].block != block else "\n"
        text, block = text + gap + quote_of(line), line[0].block
    return text


def line_quads(words: Sequence[WordView]) -> tuple[Quad, ...]:
    """One quad a line: from the first word's left corners to the last word's right corners."""
    return tuple(joined([word.quad for word in line]) for line in lines_of(words))
