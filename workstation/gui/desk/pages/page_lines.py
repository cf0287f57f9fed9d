"""A page as lines of text: which characters are which word, and what is told after a word that is marked. Pure: no
widget, so that it can be reasoned about and tested alone."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workstation.domain.page_words import lines_of, within
from workstation.gui.desk.pages.marks import Mark
from workstation.gui.desk.pages.selection import quote_of
from workstation.services.views import WordView

Span = tuple[int, int]
"""From a character to before another."""


@dataclass(frozen=True)
class PageLines:
    """`spans`: where each word stands in `text`, in reading order. `notes`: where something is told that is not on the
    page."""

    text: str = ""
    words: tuple[WordView, ...] = ()
    spans: tuple[Span, ...] = ()
    notes: tuple[Span, ...] = ()

    def word_at(self, offset: int) -> int | None:
        """The word a character belongs to, or follows; None before the first."""
        place = bisect_right(self.spans, (offset, len(self.text))) - 1
        return place if place >= 0 else None

    def span_of(self, first: int, last: int) -> Span:
        """Where a run of words stands, both ends included."""
        return self.spans[first][0], self.spans[last][1]

    def words_in(self, start: int, end: int) -> Span | None:
        """The first and the last word of which a character lies in a span; None for none."""
        touched = [place for place, (left, right) in enumerate(self.spans) if left < end and start < right]
        return (touched[0], touched[-1]) if touched else None

    def line_at(self, offset: int) -> str:
        """The line in which a character stands."""
        start = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n", offset)
        return self.text[start : end if end >= 0 else len(self.text)]


def page_lines(words: Sequence[WordView], notes: Mapping[int, Sequence[str]]) -> PageLines:
    """The words of a page line by line, an empty line between blocks; `notes`: what is told after a word, by place."""
    places = {id(word): place for place, word in enumerate(words)}
    text, block = "", 0
    spans: dict[int, Span] = {}
    told: list[Span] = []
    for line in lines_of(words):
        if text:
            text += "\n\n" if line[0].block != block else "\n"
        block = line[0].block
        for at, word in enumerate(line):
            if at:
                text += _gap(line[at - 1], word, places[id(line[at - 1])] in notes)
            spans[places[id(word)]] = (len(text), len(text) + len(word.text))
            text += word.text
            for note in notes.get(places[id(word)], ()):
                told.append((len(text) + 1, len(text) + 1 + len(note)))
                text += " " + note
    return PageLines(text, tuple(words), tuple(spans[place] for place in range(len(words))), tuple(told))


def _gap(before: WordView, after: WordView, noted: bool) -> str:
    return " " if noted else quote_of((before, after))[len(before.text) : -len(after.text)]


def last_words(words: Sequence[WordView], marks: Sequence[Mark]) -> list[tuple[int, Mark]]:
    """For each mark that lies on words, the last of them by place, in reading order."""
    found = []
    for mark in marks:
        under = [place for quad in mark.quads for place in within(words, quad)]
        if under:
            found.append((max(under), mark))
    return sorted(found, key=lambda pair: pair[0])
