"""How strongly two pages belong to one report, and why.

A tie weighs what the two share by how rare it is among all the pages: the patient's name ties nothing where every
page has it. Weights are sums of evidence; `TIES` is what has to come together.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations
from math import log

from rapidfuzz import fuzz

from workstation.domain.messages import Message, Param
from workstation.extraction.labels import code_key
from workstation.extraction.page_signs import EdgeLine, PageSigns
from workstation.extraction.page_text import is_han, plain, squeezed
from workstation.extraction.person_names import are_one_script, may_be_one_person

TIES = 2.0
_SAME_NUMBER, _OTHER_NUMBER, _CODE_ELSEWHERE = 6.0, -6.0, -1.5
_OTHER_COUNT, _ONLY_PLACE = -4.0, 3.0
_OTHER_PATIENT, _OTHER_LANGUAGE = -6.0, -4.0
_HEADS, _LEAST_HEADS, _MOST_HEADS = 0.6, -2.0, 8.0
_DAYS, _MOST_DAYS = 0.8, 2.0
_SAME_TITLE, _OTHER_TITLE = 1.0, -1.5
_SAME_KIND, _OTHER_KIND = 0.6, -0.6
_WORDS, _FEW = 4.0, 3
_SAME_PRINT, _OTHER_PRINT = 0.8, -1.2
_GOES_ON, _ITEM_FOLLOWS, _ENDED = 1.0, 1.2, -1.0
_LIKE_NUMBERS, _SAME_NAME = 80, 85
_LEAST_KIND = 3
_PARTS = re.compile(r"  |[·|•]")


@dataclass(frozen=True, slots=True)
class Tie:
    """How much speaks for two pages belonging together; `reasons` are its strongest parts, strongest first."""

    score: float
    reasons: tuple[Message, ...] = ()


class Ties:
    """Weighs pairs of the pages of one pile."""

    def __init__(self, pages: Sequence[PageSigns]) -> None:
        self._pages = pages
        self._numbers = report_numbers(pages)
        self._names = _names_on(pages)
        self._strangers = _strangers({name for names in self._names for name in names})
        self._tokens = Counter(token for page in pages for token in page.tokens)
        self._days = Counter(day for page in pages for day in page.days[0] | page.days[1])
        self._body = [_rare_words(page) for page in pages]
        self._in_bodies = Counter(word for words in self._body for word in words)
        self._counts = Counter(page.count for page in pages if page.number == 1 and page.count is not None)

    def number_of(self, page: int) -> str | None:
        """The folded number of the report that a page names as its own."""
        return self._numbers[page]

    def between(self, one: int, other: int) -> Tie:
        """The tie of two different pages, by their places in the pile."""
        a, b = self._pages[one], self._pages[other]
        found = [
            *self._by_number(one, other),
            *self._by_counter(a, b),
            *self._by_patient(one, other),
            *self._by_heads(a, b),
            *_by_title(a, b),
            *_by_kind(a, b),
            *self._by_days(a, b),
            *self._by_words(one, other),
            *_by_print(a, b),
            *_by_flow(a, b),
        ]
        strongest = sorted((item for item in found if item[0] > 0 and item[1]), key=lambda item: -item[0])
        reasons = tuple(reason for _, reason in strongest[:2] if reason is not None)
        return Tie(sum(weight for weight, _ in found), reasons)

    def _rarity(self, seen: int) -> float:
        return log((len(self._pages) + 1) / seen) if seen else 0.0

    def _by_number(self, one: int, other: int) -> list["_Weighed"]:
        a, b = self._numbers[one], self._numbers[other]
        if a is not None and b is not None:
            if a == b or (are_one_number(a, b) and not self._both_stand(a, b)):
                return [(_SAME_NUMBER, _why("number", number=self._written(one, a)))]
            if a.startswith(b) or b.startswith(a) or (_may_be_misread(a, b) and not self._both_stand(a, b)):
                return []
            return [(_OTHER_NUMBER, None)]
        known, codes = (a, self._pages[other].codes) if a is not None else (b, self._pages[one].codes)
        if known is not None and codes and known not in codes:
            return [(_CODE_ELSEWHERE, None)]
        return []

    def _both_stand(self, a: str, b: str) -> bool:
        """Two numbers that differ by one sign and each stand on several pages are two numbers."""
        return min(self._tokens[f"code {a}"], self._tokens[f"code {b}"]) > 1

    def _written(self, page: int, key: str) -> str:
        return self._pages[page].codes.get(key, key)

    def are_other_patients(self, one: int, other: int) -> bool:
        """Both pages name a patient, in one script, and no spelling mistake makes one name of the two."""
        pairs = [(x, y) for x in self._names[one] for y in self._names[other] if are_one_script(x, y)]
        return bool(pairs) and all(pair in self._strangers for pair in pairs)

    def _by_patient(self, one: int, other: int) -> list["_Weighed"]:
        a, b = self._pages[one], self._pages[other]
        found: list[_Weighed] = []
        if a.language and b.language and a.language != b.language:
            found.append((_OTHER_LANGUAGE, None))
        if self.are_other_patients(one, other):
            found.append((_OTHER_PATIENT, None))
        return found

    def _by_counter(self, a: PageSigns, b: PageSigns) -> list["_Weighed"]:
        if a.count is None or b.count is None or a.number is None or b.number is None:
            return []
        if a.count != b.count:
            return [(_OTHER_COUNT, None)]
        candidates = max(1, self._counts[a.count])
        return [(_ONLY_PLACE / candidates, _why("counter", number=max(a.number, b.number), count=a.count))]

    def _by_heads(self, a: PageSigns, b: PageSigns) -> list["_Weighed"]:
        """Running heads and feet whose words stand in the head or foot of the other page."""
        lines = [
            self._said_again(line, other.tokens) for one, other in ((a, b), (b, a)) for line in one.running
        ]
        weight = max(_LEAST_HEADS, min(_MOST_HEADS, _HEADS * sum(lines)))
        return [(weight, _why("head"))] if weight else []

    def _said_again(self, line: EdgeLine, tokens: frozenset[str]) -> float:
        """How much of a line stands in a head or foot: nothing where that is less than half of what the line says.
        What a running head says and the other page does not, speaks against the two."""
        shared = sum(self._worth(token) for token in line.tokens & tokens)
        missing = sum(self._worth(token) for token in line.tokens - tokens if self._tokens[token] > 1)
        if line.repeats:
            return shared - missing
        return shared if shared >= missing else 0.0

    def _worth(self, token: str) -> float:
        return self._rarity(self._tokens[token]) * _weight(token)

    def _by_days(self, a: PageSigns, b: PageSigns) -> list["_Weighed"]:
        """A report ends with a date that stands in its head too: of the report, of the discharge, of the sample."""
        shared = (a.days[0] & b.days[1]) | (b.days[0] & a.days[1])
        weight = sum(self._rarity(self._days[day]) for day in shared)
        return [(min(_MOST_DAYS, _DAYS * weight), _why("date"))] if weight > 0 else []

    def _by_words(self, one: int, other: int) -> list["_Weighed"]:
        a, b = self._body[one], self._body[other]
        if min(len(a), len(b)) == 0:
            return []
        shared = sum(self._rarity(self._in_bodies[word]) for word in a & b if self._in_bodies[word] <= _FEW)
        whole = min(sum(self._rarity(self._in_bodies[word]) for word in words) for words in (a, b))
        return [(min(1.0, _WORDS * shared / whole), _why("words"))] if whole > 0 else []


_Weighed = tuple[float, Message | None]


def _why(what: str, **params: Param) -> Message:
    return Message(f"documents.tie.{what}", params)


def report_numbers(pages: Sequence[PageSigns]) -> list[str | None]:
    """Of each page the number of its own report: labelled, else alone in its head, else one that stands in its
    running head or foot and that another page names as its own, else the one number there."""
    patients = frozenset(key for page in pages for key in page.keys("patient_id"))
    labelled = [_first(page, patients) for page in pages]
    known = {key for key in labelled if key is not None}
    found: list[str | None] = []
    for page, own in zip(pages, labelled, strict=True):
        edge = [key for key in page.codes if any(f"code {key}" in line.tokens for line in page.running)]
        others = [key for key in edge if key in known]
        codes = [key for key in edge if key not in patients and not page.codes[key][0].isdigit()]
        found.append(own or (others[0] if others else codes[0] if len(codes) == 1 else None))
    return found


def _first(page: PageSigns, patients: frozenset[str]) -> str | None:
    labelled = [code_key(label.text) for label in page.labelled("number")]
    return next((key for key in (*labelled, *page.lone_codes) if key not in patients), None)


def are_one_number(a: str, b: str) -> bool:
    """Two folded numbers that are the same, or long and one sign apart."""
    return a == b or (min(len(a), len(b)) > 6 and _one_slip(a, b))


def _may_be_misread(a: str, b: str) -> bool:
    return min(len(a), len(b)) > 6 and fuzz.ratio(a, b) >= _LIKE_NUMBERS


def _one_slip(a: str, b: str) -> bool:
    return abs(len(a) - len(b)) <= 1 and fuzz.ratio(a, b) >= 100.0 * (1.0 - 1.01 / min(len(a), len(b)))


def _weight(token: str) -> float:
    return 2.0 if token.startswith(("code ", "date ")) else 1.0 if len(token) > 2 else 0.5


def _names_on(pages: Sequence[PageSigns]) -> list[frozenset[str]]:
    """The patients that each page names: behind labels, else those of other pages whose names stand by themselves in
    its running head or foot."""
    labelled = [frozenset(label.text for label in page.labelled("patient_name")) for page in pages]
    known = frozenset(name for names in labelled for name in names)
    return [
        names or frozenset(name for name in known if _stands_at_edge(name, page))
        for page, names in zip(pages, labelled, strict=True)
    ]


def _strangers(names: Iterable[str]) -> frozenset[tuple[str, str]]:
    """Pairs of names, in either order, that cannot be of one person."""
    pairs = permutations(names, 2)
    return frozenset(
        (a, b) for a, b in pairs if are_one_script(a, b) and not may_be_one_person(*sorted((a, b)))
    )


def _stands_at_edge(name: str, page: PageSigns) -> bool:
    key = squeezed(name)
    lines = (page.page.lines[line].text for line in (*page.parts.running, *page.parts.foot))
    parts = (squeezed(part) for line in lines for part in _PARTS.split(plain(line)))
    return any(part == key or (not is_han(key[0]) and fuzz.ratio(part, key) >= _SAME_NAME) for part in parts)


def _by_title(a: PageSigns, b: PageSigns) -> list[_Weighed]:
    if a.title is None or b.title is None or not (a.title.tells and b.title.tells):
        return []
    if fuzz.partial_ratio(squeezed(a.title.read.text), squeezed(b.title.read.text)) >= 85:
        return [(_SAME_TITLE, _why("title"))]
    both = a.title.type and b.title.type and a.title.type != b.title.type
    return [(_OTHER_TITLE, None)] if both else []


def kind_of(page: PageSigns) -> str | None:
    """The kind of report that a page reads like: by its title, else by the words of its text."""
    if page.title is not None and page.title.stands and page.title.type:
        return page.title.type
    ranked = sorted(page.body.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < _LEAST_KIND or ranked[0][1] < 1.5 * ranked[1][1]:
        return None
    return ranked[0][0]


def _by_kind(a: PageSigns, b: PageSigns) -> list[_Weighed]:
    kinds = kind_of(a), kind_of(b)
    if None in kinds:
        return []
    return [(_SAME_KIND, _why("kind"))] if kinds[0] == kinds[1] else [(_OTHER_KIND, None)]


def _rare_words(page: PageSigns) -> frozenset[str]:
    text = plain(" ".join(page.page.lines[line].text for line in page.parts.body)).casefold()
    latin = set("".join(c if c.isalnum() and not is_han(c) else " " for c in text).split())
    han = "".join(char if is_han(char) else " " for char in text)
    pairs = {part[at : at + 3] for part in han.split() for at in range(len(part) - 2)}
    return frozenset({word for word in latin if len(word) > 3} | pairs)


def _by_print(a: PageSigns, b: PageSigns) -> list[_Weighed]:
    low, high = sorted((a.parts.height, b.parts.height))
    if low <= 0.0 or min(len(a.page.lines), len(b.page.lines)) < 6:
        return []
    size, shift = high / low - 1.0, abs(a.left - b.left)
    if size < 0.05 and shift < 0.012:
        return [(_SAME_PRINT, _why("print"))]
    return [(_OTHER_PRINT, None)] if size > 0.15 or shift > 0.06 else []


def _by_flow(a: PageSigns, b: PageSigns) -> list[_Weighed]:
    """Whether one page goes on where the other one stops, in either order."""
    found: list[_Weighed] = []
    for before, after in ((a, b), (b, a)):
        if before.number is not None and after.number is not None and before.number + 1 != after.number:
            continue
        if before.ends_within and after.begins_within:
            found.append((_GOES_ON, _why("sentence")))
        if before.last_item is not None and after.first_item == before.last_item + 1 and after.first_item > 1:
            found.append((_ITEM_FOLLOWS, _why("items")))
    if a.is_ended and b.is_ended:
        found.append((_ENDED, None))
    return found
