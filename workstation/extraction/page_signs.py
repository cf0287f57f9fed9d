"""What one page says about the report it belongs to: counter, title, numbers, patient, words of head and foot."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workstation.extraction.dates_in_text import dates_in
from workstation.extraction.document_words import DocumentWords, figure
from workstation.extraction.labels import Label, code_key, is_date, labels_in
from workstation.extraction.page_parts import PageParts, parts_of
from workstation.extraction.page_text import PageText, han_share, is_han, plain, squeezed
from workstation.extraction.titles import FoundTitle, find_title

_HAN = 0.3
_MOST_PAGES = 99
_LEAST_FIGURES = 4
_CODE = re.compile(
    r"(?<![\w/.-])(?:[A-Z]{1,4}[ -]?)?\d[\dA-Za-z]*(?:[-/.][\dA-Za-z]+)*"
    r"(?:[ -][A-Z]{2,8}[ -]?\d{0,2}(?![\dA-Za-z]))?"
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_ITEM = re.compile(r"\s*\(?(\d{1,2})[.)、](?!\d)")
_UNFINISHED = re.compile(r"[^\W\d_]\s*$|[,、，]\s*$")
IDENTITY = ("patient_name", "patient_id", "birth", "sex", "age")


@dataclass(frozen=True)
class PageSigns:
    """What one page says.

    `number`, `count`: "page 2 of 3". `codes`: folded numbers of reports or samples in head and foot, with how
    they are written. `tokens`: folded words, codes and dates of head and foot; `running`: those of the running
    head and the foot alone. `body`: how many different words of each type stand on it. `left`: where its lines
    begin. `begins_within`, `ends_within`: in the middle of a sentence.
    """

    parts: PageParts
    number: int | None
    count: int | None
    title: FoundTitle | None
    labels: tuple[Label, ...]
    codes: dict[str, str]
    tokens: frozenset[str]
    running: frozenset[str]
    body: dict[str, int]
    language: str
    left: float
    is_continued: bool
    more_follows: bool
    is_ended: bool
    first_item: int | None
    last_item: int | None
    begins_within: bool
    ends_within: bool

    @property
    def page(self) -> PageText:
        return self.parts.page

    def labelled(self, *kinds: str) -> Iterator[Label]:
        """The labelled values of these kinds, in reading order."""
        return (label for label in self.labels if label.kind in kinds)

    def keys(self, *kinds: str) -> frozenset[str]:
        """The labelled numbers of these kinds, folded."""
        return frozenset(code_key(label.text) for label in self.labelled(*kinds))


def signs_of(page: PageText, words: DocumentWords) -> PageSigns:
    parts = parts_of(page)
    number, count = _counter(parts, words)
    edges = (*parts.running, *parts.foot)
    lines = tuple(dict.fromkeys((*parts.head, *parts.tail, *parts.foot)))
    labels = tuple(labels_in(parts, lines, words))
    text = "\n".join(line.text for line in page.lines)
    low = "\n".join(parts.low)
    body = [parts.page.lines[line].text for line in parts.body]
    items = [int(match[1]) for line in body for match in [_ITEM.match(plain(line))] if match is not None]
    return PageSigns(
        parts=parts,
        number=number,
        count=count,
        title=find_title(parts, words),
        labels=labels,
        codes=_codes(parts, (*parts.head, *parts.foot), labels, words),
        tokens=_tokens(parts, (*parts.head, *parts.foot), words),
        running=_tokens(parts, edges, words),
        body={kind: len(set(pattern.findall(low))) for kind, pattern in words.bodies.items()},
        language=page.language or _language(text),
        left=_left(parts),
        is_continued=any(words.has("continued", parts.low[line]) for line in parts.running),
        more_follows=any(
            words.has("more_follows", parts.low[line]) for line in (*parts.tail[-2:], *parts.foot)
        ),
        is_ended=any(
            words.has(role, parts.low[line])
            for role in ("end", "signature")
            for line in (*parts.tail[-6:], *parts.foot)
        ),
        first_item=items[0] if items else None,
        last_item=items[-1] if items else None,
        begins_within=bool(body) and body[0][:1].islower(),
        ends_within=bool(body) and _UNFINISHED.search(plain(body[-1])) is not None,
    )


def _language(text: str) -> str:
    if not any(char.isalpha() for char in text):
        return ""
    return "zh" if han_share(text) >= _HAN else "en"


def _left(parts: PageParts) -> float:
    """Where most lines begin: the lower quarter, since many are set further in."""
    lefts = sorted(box.left for box in parts.boxes)
    return lefts[len(lefts) // 4] if lefts else 0.0


def _counter(parts: PageParts, words: DocumentWords) -> tuple[int | None, int | None]:
    """Number and count of the page. The foot is believed before the head, a counter with a count before one
    without."""
    lines = (*reversed(parts.foot), *parts.running, *parts.head)
    for pattern in words.counters:
        for line in lines:
            match = pattern.search(parts.low[line])
            found = None if match is None else _checked(match.groupdict())
            if found is not None:
                return found
    for pattern in words.bare_counters:
        for line in (*reversed(parts.foot), *parts.running):
            for segment in parts.low[line].split("  "):
                match = pattern.fullmatch(segment.strip(" ·|"))
                found = None if match is None else _checked(match.groupdict())
                if found is not None:
                    return found
    return None, None


def _checked(groups: dict[str, str | None]) -> tuple[int, int | None] | None:
    number, count = (None if groups.get(name) is None else figure(str(groups[name])) for name in "nm")
    if number is None or not 1 <= number <= (_MOST_PAGES if count is None else min(count, _MOST_PAGES)):
        return None
    return number, count


def _codes(
    parts: PageParts, lines: Iterable[int], labels: Iterable[Label], words: DocumentWords
) -> dict[str, str]:
    """Numbers of reports, samples and the like; numbers of patients, telephones and dates are left out."""
    known = {label.place.line: set[str]() for label in labels}
    for label in labels:
        if label.kind not in ("number", "other"):
            known[label.place.line].add(code_key(label.text))
    found = {code_key(label.text): label.text for label in labels if label.kind == "number"}
    for line in lines:
        if words.has("letterhead", parts.low[line]):
            continue
        for match in _CODE.finditer(plain(parts.page.lines[line].text)):
            text, key = match[0].strip(), code_key(match[0])
            figures = sum(char.isdigit() for char in text)
            is_code = figures >= _LEAST_FIGURES and (figures > 5 or not text.isdigit())
            if is_code and not is_date(text) and not any(key in other for other in known.get(line, ())):
                found.setdefault(key, text)
    return found


def _tokens(parts: PageParts, lines: Iterable[int], words: DocumentWords) -> frozenset[str]:
    """Folded words, pairs of Han, numbers and dates; the page counter is no part of them."""
    found: set[str] = set()
    for line in lines:
        low = parts.low[line]
        for pattern in words.counters:
            low = pattern.sub(" ", low)
        for date in dates_in(low):
            found.add("date " + str(date.date.alternatives))
        for match in _CODE.finditer(plain(parts.page.lines[line].text)):
            if sum(char.isdigit() for char in match[0]) >= _LEAST_FIGURES:
                found.add("code " + code_key(match[0]))
        found.update(word for word in _WORD.findall(low) if not is_han(word[0]))
        run = squeezed("".join(char if is_han(char) else " " for char in low))
        found.update(run[at : at + 2] for at in range(len(run) - 1))
    return frozenset(found)
