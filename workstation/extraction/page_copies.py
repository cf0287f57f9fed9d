"""Pages that are the same page of the same report, scanned or photographed twice: never two pages of one document."""

from collections.abc import Iterator, Sequence
from itertools import combinations, takewhile

from rapidfuzz import fuzz

from workstation.extraction.openings import Opening
from workstation.extraction.page_signs import PageSigns
from workstation.extraction.page_ties import Ties, are_one_number
from workstation.extraction.text_likeness import TextPieces

_SAME_TEXT, _ALL_THE_SAME, _SAME_FIGURES = 0.5, 0.85, 0.5
_OWN_TEXT, _OTHER_OPENING = 0.2, 3.0
_NEAR_IN_LENGTH = 0.6
_LEAST_SHINGLES = 30
LINE_ALIKE = 85.0
"""From this likeness on two lines are one line read twice."""


class PageCopies:
    """Which pages of a pile are copies of each other, by their places in it.

    A copy bears the number of the same report and the same number of a page, in another file; or it says the same
    below a head that the two may share.
    """

    def __init__(self, pages: Sequence[PageSigns], openings: Sequence[Opening], ties: Ties) -> None:
        self._pages = pages
        self._openings = openings
        self._ties = ties
        self._pieces = [TextPieces.of(_text(page)) for page in pages]
        self._pairs = frozenset(self._found())
        self._in_file: dict[int, set[str]] = {}
        for pair in self._pairs:
            for one, other in (pair, pair[::-1]):
                self._in_file.setdefault(one, set()).add(pages[other].page.source.file)

    def part(self, one: int, other: int) -> bool:
        """Two pages of which one is a copy of the other; or of two files, one of which holds a copy of the page that
        lies in the other: each goes with those of its own file."""
        if (min(one, other), max(one, other)) in self._pairs:
            return True
        files = [self._pages[place].page.source.file for place in (one, other)]
        if files[0] == files[1]:
            return False
        return files[1] in self._in_file.get(one, ()) or files[0] in self._in_file.get(other, ())

    def _found(self) -> Iterator[tuple[int, int]]:
        for one, other in combinations(range(len(self._pages)), 2):
            is_same = self._is_same_place(one, other) or self._says_the_same(one, other)
            if is_same and self._may_be_one_report(one, other):
                yield one, other

    def _may_be_one_report(self, one: int, other: int) -> bool:
        """Neither the patient nor the number of the report forbids it."""
        a, b = self._ties.number_of(one), self._ties.number_of(other)
        return (a is None or b is None or are_one_number(a, b)) and not self._ties.are_other_patients(
            one, other
        )

    def _is_same_place(self, one: int, other: int) -> bool:
        a, b = self._pages[one], self._pages[other]
        if a.number is None or a.number != b.number or a.page.source.file == b.page.source.file:
            return False
        return None not in (self._ties.number_of(one), self._ties.number_of(other))

    def _says_the_same(self, one: int, other: int) -> bool:
        a, b = self._pages[one], self._pages[other]
        pieces = self._pieces[one], self._pieces[other]
        if not _can_be_alike(*pieces) or not self._may_be_one_page(one, other):
            return False
        same = pieces[0].same_text(pieces[1])
        if same < _SAME_TEXT or max(pieces[0].own_text(pieces[1]), pieces[1].own_text(pieces[0])) > _OWN_TEXT:
            return False
        below = lines_alike(a, b)
        rest = [TextPieces.of(_text(page, below)) for page in (a, b)]
        if max(len(each.shingles) for each in rest) < _LEAST_SHINGLES:
            return same >= _ALL_THE_SAME
        return _can_be_alike(*rest) and rest[0].same_text(rest[1]) >= _SAME_TEXT

    def _may_be_one_page(self, one: int, other: int) -> bool:
        """Both begin alike: a page may repeat what the first page of its report says, below a running head."""
        a, b = self._pages[one], self._pages[other]
        begin_alike = abs(self._openings[one].score - self._openings[other].score) < _OTHER_OPENING
        is_one_number = a.number is None or b.number is None or a.number == b.number
        return begin_alike and is_one_number and a.language == b.language


def _can_be_alike(a: TextPieces, b: TextPieces) -> bool:
    short, long = sorted((len(a.shingles), len(b.shingles)))
    is_near = short >= _LEAST_SHINGLES and short >= _NEAR_IN_LENGTH * long
    return is_near and a.alike_figures(b) >= _SAME_FIGURES


def _text(page: PageSigns, below: int = 0) -> str:
    return "\n".join(line.text for line in page.page.lines[below:])


def lines_alike(a: PageSigns, b: PageSigns) -> int:
    """How many lines from the top two pages have in common, but for mistakes of reading."""
    pairs = zip(a.page.lines, b.page.lines, strict=False)
    alike = takewhile(lambda pair: fuzz.ratio(pair[0].text, pair[1].text) >= LINE_ALIKE, pairs)
    return sum(1 for _ in alike)
