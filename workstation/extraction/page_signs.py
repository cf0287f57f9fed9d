"""What one page says about the report it belongs to: counter, title, numbers, patient, words of head and foot."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from workstation.domain.dates import Precision
from workstation.extraction.dates_in_text import dates_in
from workstation.extraction.document_words import DocumentWords, figure
from workstation.extraction.labels import Label, code_key, is_date, labels_in, with_suffix
from workstation.extraction.page_parts import PageParts, is_prose, is_running_head, parts_of
from workstation.extraction.page_text import PageText, han_share, is_han, plain, squeezed
from workstation.extraction.signatures import signed_name
from workstation.extraction.titles import FoundTitle, find_title

_HAN, _LEAST_LETTERS = 0.3, 12
_MOST_PAGES = 99
_LEAST_FIGURES = 4
_CODE = re.compile(r"(?<![\w/.-])(?:[A-Z]{1,4}[ -]?)?\d[\dA-Za-z]*(?:[-/.][\dA-Za-z]+)*")
_TELEPHONE, _TELEPHONE_BEFORE = re.compile(r" ?\d{2,}(?![\w/.])"), re.compile(r"\d{2,} $")
_WORD = re.compile(r"[^\W\d_]{3,}")
_SEGMENTS = re.compile(r"  |[·|]")
_PROSE, _FIRST_LINES, _LAST_LINES = 40, 10, 6
_LEAST_TOKENS, _SMALL, _LONGEST_DATED = 3, 0.93, 60
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ -"
_AROUND = " ·|[]()"
_ITEM = re.compile(r"\s*\(?(\d{1,2})[.)、](?!\d)")
_UNFINISHED = re.compile(r"[^\W\d_]\s*$|[,、，]\s*$")
IDENTITY = ("patient_name", "patient_id", "birth", "sex", "age")


@dataclass(frozen=True, slots=True)
class EdgeLine:
    """A line at the edge of a page, as folded words, codes and dates. `repeats`: it is a running head or a foot,
    which tells of the report what its other pages tell too."""

    tokens: frozenset[str]
    repeats: bool


@dataclass(frozen=True)
class PageSigns:
    """What one page says.

    `number`, `count`: "page 2 of 3". `codes`: folded numbers of reports or samples in head and foot, with how
    they are written; `lone_codes`: those that have a line or column of the head to themselves. `tokens`: folded
    words, codes and dates of head and foot; `running`: those of each line of the running head and of the foot.
    `days`: exact dates of the head, and of the end of the text. `body`: how many different words of each type stand
    on it. `left`: where its lines begin. `begins_within`, `ends_within`: in the middle of a sentence.
    """

    parts: PageParts
    number: int | None
    count: int | None
    title: FoundTitle | None
    labels: tuple[Label, ...]
    codes: dict[str, str]
    lone_codes: tuple[str, ...]
    tokens: frozenset[str]
    running: tuple["EdgeLine", ...]
    days: tuple[frozenset[str], frozenset[str]]
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
    edges = tuple(dict.fromkeys((*parts.running, *parts.foot)))
    lines = tuple(dict.fromkeys((*parts.head, *parts.tail, *parts.foot)))
    labels = tuple(labels_in(parts, lines, words))
    tokens = {line: _tokens(parts, line, words) for line in (*parts.head, *parts.foot)}
    told = [tokens[line] for line in tokens if line in edges or _is_told(parts, line, tokens[line])]
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
        lone_codes=tuple(_lone_codes(parts, words)),
        tokens=frozenset(token for line in told for token in line),
        running=tuple(_edge_lines(parts, tokens, words)),
        days=(_days(parts, parts.head), _days(parts, parts.tail)),
        body={kind: terms.count(low) for kind, terms in words.bodies.items()},
        language=_language(text, page.language),
        left=_left(parts),
        is_continued=any(words.has("continued", parts.low[line]) for line in parts.running),
        more_follows=any(
            words.has("more_follows", parts.low[line]) for line in (*parts.tail[-2:], *parts.foot)
        ),
        is_ended=any(_ends(parts, line, words) for line in (*parts.tail[-_LAST_LINES:], *parts.foot)),
        first_item=items[0] if items else None,
        last_item=items[-1] if items else None,
        begins_within=_begins_within(text.split("\n")[0]) or (bool(body) and _begins_within(body[0])),
        ends_within=bool(body) and _UNFINISHED.search(plain(body[-1])) is not None,
    )


def _begins_within(line: str) -> bool:
    """A line of running text that begins in the middle of a sentence."""
    return line[:1].islower() and len(line) >= _PROSE


def _is_told(parts: PageParts, line: int, tokens: frozenset[str]) -> bool:
    """It is no running text; a short line with a day is none either: "EXAMPLE, John, born 3 February 1950"."""
    is_dated = len(parts.low[line]) <= _LONGEST_DATED and any(token.startswith("date ") for token in tokens)
    return is_dated or not is_prose(parts, line)


def _ends(parts: PageParts, line: int, words: DocumentWords) -> bool:
    """A mark of the end, or a signature."""
    low = parts.low[line]
    return any(words.has(role, low) for role in ("end", "signature")) or bool(
        signed_name(parts.page.lines[line].text, words)
    )


def _language(text: str, hint: str) -> str:
    """By its letters; the language it was read in is believed where there are few."""
    if sum(char.isalpha() for char in text) < _LEAST_LETTERS:
        return hint
    return "zh" if han_share(text) >= _HAN else "en"


def _left(parts: PageParts) -> float:
    """Where most lines begin: the lower quarter, since many are set further in."""
    lefts = sorted(box.left for box in parts.boxes)
    return lefts[len(lefts) // 4] if lefts else 0.0


def _counter(parts: PageParts, words: DocumentWords) -> tuple[int | None, int | None]:
    """Number and count of the page. A counter with a count is believed before one without, which has to stand
    alone at an edge of the page; so has one without the word "page"."""
    edges = (*reversed(parts.last), *parts.running)
    for line in dict.fromkeys((*edges, *parts.head)):
        for pattern in words.counters:
            match = pattern.search(parts.low[line])
            found = None if match is None else _checked(match)
            if found is not None and found[1] is not None:
                return found
    segments = [segment.strip(_AROUND) for line in edges for segment in _SEGMENTS.split(parts.low[line])]
    for pattern in (*words.bare_counters, *words.counters):
        for segment in segments:
            match = pattern.fullmatch(segment)
            found = None if match is None else _checked(match)
            if found is not None:
                return found
    return next(
        (found for segment in segments if (found := _misread(segment, words)) is not None), (None, None)
    )


def _misread(segment: str, words: DocumentWords) -> tuple[int, int | None] | None:
    """ "P6ge 2 of 3": the end of a counter whose first word was misread."""
    for pattern in words.bare_counters:
        for match in pattern.finditer(segment):
            has_word = "m" in match.groupdict() and any(
                char.isalpha() for char in segment[match.end("n") : match.start("m")]
            )
            found = _checked(match) if has_word and match.end() == len(segment) else None
            if found is not None:
                return found
    return None


def _checked(match: re.Match[str]) -> tuple[int, int | None] | None:
    groups = match.groupdict()
    number, count = (None if groups.get(name) is None else figure(groups[name]) for name in "nm")
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
        for text in _codes_in(plain(parts.page.lines[line].text), words):
            key = code_key(text)
            figures = sum(char.isdigit() for char in text)
            is_code = figures >= _LEAST_FIGURES and (figures > 5 or not text.isdigit())
            if is_code and not any(key in other for other in known.get(line, ())):
                found.setdefault(key, text)
    return found


def _days(parts: PageParts, lines: Iterable[int]) -> frozenset[str]:
    """Exact dates of labels and signatures: those of the text are of other reports too."""
    short = [line for line in lines if not is_prose(parts, line) and len(parts.low[line]) <= _LONGEST_DATED]
    found = (date.date for line in short for date in dates_in(parts.low[line]))
    return frozenset(str(date.alternatives) for date in found if date.precision is Precision.DAY)


def _lone_codes(parts: PageParts, words: DocumentWords) -> Iterator[str]:
    """Numbers with a letter, which no figure of a table has, alone in their column: H 9911/14."""
    for line in parts.head[:_FIRST_LINES]:
        for segment in plain(parts.page.lines[line].text).split("  "):
            codes = list(_codes_in(segment, words))
            is_alone = len(codes) == 1 and codes[0] == segment.strip() and any(c.isalpha() for c in codes[0])
            if is_alone and sum(char.isdigit() for char in codes[0]) >= _LEAST_FIGURES:
                yield code_key(codes[0])


def _edge_lines(
    parts: PageParts, tokens: Mapping[int, frozenset[str]], words: DocumentWords
) -> Iterator[EdgeLine]:
    """The foot and the running head; where there is none, the first lines as far as they tell of the report."""
    heads = [line for line in parts.running if is_running_head(parts, line, words)]
    for line in dict.fromkeys((*(heads or parts.running), *parts.foot)):
        if _is_head_or_foot(parts, line, tokens[line], words):
            yield EdgeLine(tokens[line], line in parts.foot or line in heads)


def _is_head_or_foot(parts: PageParts, line: int, tokens: frozenset[str], words: DocumentWords) -> bool:
    """A line at the edge of a page that tells of its report: hospital, title, number, date, or small print; a
    signature or the first line of the text does not."""
    low = parts.low[line]
    if len(tokens) < _LEAST_TOKENS or words.has("role", low) or is_prose(parts, line):
        return False
    if any(token.startswith(("code ", "date ")) for token in tokens) or not parts.is_large(line, _SMALL):
        return True
    return words.has("hospital", low) or words.title.stand_in(low)


def _codes_in(text: str, words: DocumentWords) -> Iterator[str]:
    for match in _CODE.finditer(text):
        is_telephone = _TELEPHONE.match(text, match.end()) or _TELEPHONE_BEFORE.search(text, 0, match.start())
        if is_telephone or is_date(match[0].lstrip(_LETTERS)):
            continue
        yield text[match.start() : with_suffix(text, match.end(), words)].strip()


def _tokens(parts: PageParts, line: int, words: DocumentWords) -> frozenset[str]:
    """Folded words, pairs of Han, numbers and dates of a line; the page counter is no part of them."""
    low = parts.low[line]
    for pattern in words.counters:
        low = pattern.sub(" ", low)
    found = {f"date {date.date.alternatives}" for date in dates_in(low)}
    for code in _codes_in(plain(parts.page.lines[line].text), words):
        if sum(char.isdigit() for char in code) >= _LEAST_FIGURES:
            found.add(f"code {code_key(code)}")
    found.update(word for word in _WORD.findall(low) if not is_han(word[0]))
    run = squeezed("".join(char if is_han(char) else " " for char in low))
    found.update(run[at : at + 2] for at in range(len(run) - 1))
    return frozenset(found)
