"""Pages of one report found in a pile: the strongest ties first, and never against what two pages say.

The pile may be shuffled, and reports may lie between the pages of others. How far the given order can be trusted
is read from the pages that are numbered; from one file to the next it tells nothing, unless their names do. A page and
its copy are never in one group: copies are told before anything is joined.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from workstation.domain.messages import Message
from workstation.extraction.openings import Opening, begins_other
from workstation.extraction.page_copies import LINE_ALIKE, PageCopies, lines_alike
from workstation.extraction.page_signs import PageSigns
from workstation.extraction.page_ties import TIES, Tie, Ties, kind_of

_SURE = 4.0
_ORDERED, _UNFINISHED = 4.0, 2.0
_LEAST_LINES = 2
_UNSURE_OPENING = 1.0
_WEAK, _AGAINST = 1.0, -4.0
_REPEATED, _REPEATED_WITHOUT_NUMBER, _SAME_TEXT = 3, 4, 0.4
_BY_NAME = 0.5
"""How much less the order of files tells than that of the pages of one."""


@dataclass
class Group:
    """The places of pages of one report in the pile, and why they are together."""

    pages: list[int]
    reasons: list[Message] = field(default_factory=list)


def grouped(pages: Sequence[PageSigns], openings: Sequence[Opening]) -> list[Group]:
    """Every page in exactly one group; groups by their first page in the pile, pages in the report's own order."""
    pile = _Pile(pages, openings)
    pile.tie()
    pile.place_strays()
    groups = sorted(pile.groups(), key=lambda group: min(group.pages))
    for group in groups:
        group.pages = in_own_order([pages[page] for page in group.pages], group.pages, openings)
    return groups


def in_own_order(signs: Sequence[PageSigns], places: Sequence[int], openings: Sequence[Opening]) -> list[int]:
    """Pages by their own numbers; one without a number takes the first free place, the opening page first and a
    signed page last, else as they lie."""
    by_number: dict[int, int] = {}
    rest: list[tuple[bool, bool, int]] = []
    for page, place in zip(signs, places, strict=True):
        if page.number is not None and page.number not in by_number:
            by_number[page.number] = place
        else:
            rest.append((not openings[place].opens, page.is_ended and not openings[place].opens, place))
    free = iter(number for number in range(1, 2 * len(places) + 2) if number not in by_number)
    for _, _, place in sorted(rest):
        by_number[next(free)] = place
    return [by_number[number] for number in sorted(by_number)]


class _Pile:
    def __init__(self, pages: Sequence[PageSigns], openings: Sequence[Opening]) -> None:
        self._pages = pages
        self._openings = openings
        self._ties = Ties(pages)
        self._group = {place: Group([place]) for place in range(len(pages))}
        self._copies = PageCopies(pages, openings, self._ties)
        self._order: dict[str, float] = {}
        self._repeats = {(a, b) for a, b in self._openers() if self._repeats_head(a, b)}

    def groups(self) -> list[Group]:
        return list({id(group): group for group in self._group.values()}.values())

    def tie(self) -> None:
        """Joins what is tied, the strongest tie first, and pages to the one that opens their report before pages to
        each other; the given order counts once the sure ties tell its worth."""
        found = list(self._pairs())
        for tie, one, other in sorted(
            found, key=lambda item: (not self._has_opener(*item[1:]), -item[0].score)
        ):
            if tie.score >= _SURE:
                self._join(one, other, tie.reasons)
        self._order = {
            run: self._trust_in_order(run) for run in {page.page.source.run for page in self._pages}
        }
        found = [(self._with_order(*item), *item[1:]) for item in found]
        for tie, one, other in sorted(found, key=lambda item: (-item[0].score, item[1], item[2])):
            if tie.score >= TIES:
                self._join(one, other, tie.reasons)

    def place_strays(self) -> None:
        """What opens nothing and is tied to nothing goes with its best or with its neighbour, or stands alone."""
        for group in sorted(self.groups(), key=lambda group: min(group.pages)):
            first = min(group.pages)
            if self._has_opening(group) or self._group[first] is not group:
                continue
            if not any(self._pages[page].page.lines for page in group.pages):
                is_placed = self._place_blank(first)
            elif any(self._openings[page].score >= _UNSURE_OPENING for page in group.pages):
                group.reasons.append(Message("documents.stray.own_head", {"page": self._called(first)}))
                continue
            else:
                is_placed = self._with_best(group) or self._with_neighbour(group)
            if not is_placed:
                group.reasons.append(Message("documents.stray.alone", {"page": self._called(first)}))

    def _place_blank(self, page: int) -> bool:
        """A blank page fills the one report of its run that lacks a page, else it stays where it lies."""
        beside = [place for place in (page - 1, page + 1) if self._is_one_run(page, place)]
        if not beside:
            return False
        lacking = [group for group in self.groups() if self._lacks(group)]
        if len(lacking) == 1 and any(self._is_one_run(page, place) for place in lacking[0].pages):
            self._merge(lacking[0].pages[0], page, Message("documents.tie.blank_missing"))
        else:
            self._merge(beside[0], page, Message("documents.tie.blank"))
        return True

    def _is_one_run(self, one: int, other: int) -> bool:
        pages = self._pages
        return 0 <= other < len(pages) and pages[one].page.source.run == pages[other].page.source.run

    def _worth_of_order(self, one: int, other: int) -> float:
        """How much it tells that a page lies right behind another one, 0..1; nothing where none does."""
        if other != one + 1 or not self._is_one_run(other, one):
            return 0.0
        a, b = self._pages[one].page.source, self._pages[other].page.source
        return self._order[b.run] * (1.0 if a.file == b.file else _BY_NAME)

    def _lacks(self, group: Group) -> bool:
        count = self._count_of(group.pages)
        return count is not None and len(group.pages) < count

    def _count_of(self, pages: Sequence[int]) -> int | None:
        """How many pages their report has: what most of them say, the most where they differ; one may be misread."""
        said = Counter(count for page in pages if (count := self._pages[page].count) is not None)
        return max(said, key=lambda count: (said[count], count), default=None)

    def _openers(self) -> Iterator[tuple[int, int]]:
        opens = [place for place, opening in enumerate(self._openings) if opening.opens]
        return ((a, b) for at, a in enumerate(opens) for b in opens[at + 1 :])

    def _repeats_head(self, one: int, other: int) -> bool:
        """Two pages of one report that both carry its whole letterhead: same head, other text."""
        a, b = self._pages[one], self._pages[other]
        if a.number is not None or b.number is not None or a.language != b.language:
            return False
        number = self._ties.number_of(one)
        is_same = number is not None and number == self._ties.number_of(other)
        if not is_same and (number is not None or not a.days[0] & b.days[0]):
            return False
        alike = lines_alike(a, b)
        rest = [[line.text for line in page.page.lines[alike:]] for page in (a, b)]
        return (
            alike >= (_REPEATED if is_same else _REPEATED_WITHOUT_NUMBER) and _said_again(*rest) < _SAME_TEXT
        )

    def _has_opener(self, one: int, other: int) -> bool:
        return self._openings[one].opens or self._openings[other].opens

    def _pairs(self) -> Iterator[tuple[Tie, int, int]]:
        printed = [place for place, page in enumerate(self._pages) if page.page.lines]
        for at, one in enumerate(printed):
            for other in printed[at + 1 :]:
                both_open = self._openings[one].opens and self._openings[other].opens
                if (not both_open or (one, other) in self._repeats) and self._may_meet(one, other):
                    yield self._ties.between(one, other), one, other

    def _with_order(self, tie: Tie, one: int, other: int) -> Tie:
        worth = self._worth_of_order(one, other)
        if not worth or self._openings[other].opens or self._begins_other(one, other):
            return tie
        reason = Message("documents.tie.follows")
        more = _UNFINISHED if self._is_unfinished(one) and self._pages[other].number is None else 0.0
        return Tie(tie.score + (_ORDERED + more) * worth, tie.reasons or (reason,))

    def _begins_other(self, one: int, other: int) -> bool:
        """A page has a title of its own, and that of another kind than the report before it."""
        kinds = (kind_of(self._pages[page]) for page in self._group[one].pages)
        return begins_other(self._pages[other], {kind for kind in kinds if kind is not None})

    def _is_unfinished(self, page: int) -> bool:
        """It says of itself that more pages follow."""
        signs = self._pages[page]
        is_counted = signs.number is not None and signs.count is not None and signs.number < signs.count
        return is_counted or signs.more_follows

    def _trust_in_order(self, run: str) -> float:
        """How many of the further pages of a run that are surely placed lie right behind another page of their
        report, 0..1; a run of which nothing is known is taken to be in order."""
        placed = [page for group in self.groups() for page in group.pages if len(group.pages) > 1]
        later = [
            page
            for page in placed
            if not self._openings[page].opens and self._pages[page].page.source.run == run
        ]
        hits = sum(
            self._is_one_run(page, page - 1) and self._group[page - 1] is self._group[page] for page in later
        )
        return (hits + 2) / (len(later) + 3)

    def _may_meet(self, one: int, other: int) -> bool:
        """What two pages say of themselves does not forbid that they are of one report."""
        a, b = self._pages[one], self._pages[other]
        if (a.number is not None and a.number == b.number) or self._copies.part(one, other):
            return False
        return not (
            a.language and b.language and a.language != b.language
        ) and not self._ties.are_other_patients(one, other)

    def _join(self, one: int, other: int, reasons: tuple[Message, ...]) -> bool:
        a, b = self._group[one], self._group[other]
        if a is b or not self._fit(a, b):
            return False
        page, beside = (other, one) if self._has_opening(a) or not self._has_opening(b) else (one, other)
        self._merge(beside, page, reasons[0] if reasons else Message("documents.tie.follows"))
        return True

    def _merge(self, beside: int, page: int, why: Message) -> None:
        a, b = self._group[beside], self._group[page]
        joined = Group([*a.pages, *b.pages], [*a.reasons, *b.reasons])
        joined.reasons.append(Message("documents.page_belongs", {"page": self._called(page), "why": why}))
        for place in joined.pages:
            self._group[place] = joined

    def _fit(self, a: Group, b: Group) -> bool:
        if any(not self._may_meet(one, other) for one in a.pages for other in b.pages):
            return False
        count = self._count_of((*a.pages, *b.pages))
        if count is not None and len(a.pages) + len(b.pages) > count:
            return False
        opens = [page for page in (*a.pages, *b.pages) if self._openings[page].opens]
        pairs = ((one, other) for at, one in enumerate(opens) for other in opens[at + 1 :])
        return all((min(pair), max(pair)) in self._repeats for pair in pairs)

    def _has_opening(self, group: Group) -> bool:
        return any(self._openings[page].opens for page in group.pages)

    def _with_best(self, group: Group) -> bool:
        """The best of the weak ties within the run, where its order tells nothing."""
        first = min(group.pages)
        if self._order[self._pages[first].page.source.run] > 0.5:
            return False
        ties = [
            (self._ties.between(page, other), page, other)
            for page in group.pages
            for other in range(len(self._pages))
            if self._group[other] is not group and self._is_one_run(page, other)
        ]
        for tie, page, other in sorted(ties, key=lambda item: -item[0].score):
            if tie.score < _WEAK or self._begins_other(other, page):
                return False
            if self._join(other, page, tie.reasons):
                return True
        return False

    def _with_neighbour(self, group: Group) -> bool:
        before = min(group.pages) - 1
        if self._worth_of_order(before, before + 1) < 0.4 or self._begins_other(before, before + 1):
            return False
        if self._ties.between(before, before + 1).score < _AGAINST:
            return False
        reason = Message("documents.tie.nothing_else")
        return self._join(before, before + 1, (reason,))

    def _called(self, place: int) -> Message:
        return self._pages[place].page.called


def _said_again(a: Sequence[str], b: Sequence[str]) -> float:
    """The share of the lines of the shorter text that stand in the other one too; 1 where that is one line or
    none, which a mark of a copy or a counter makes."""
    short, long = sorted((a, b), key=len)
    if len(short) < _LEAST_LINES:
        return 1.0
    again = sum(
        process.extractOne(line, long, scorer=fuzz.ratio, score_cutoff=LINE_ALIKE) is not None
        for line in short
    )
    return again / len(short)
