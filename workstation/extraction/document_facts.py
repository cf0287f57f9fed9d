"""What the pages of one report say of it: type, date, hospital, author, language, numbers. Each with its place."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from workstation.extraction.document_words import DocumentWords
from workstation.extraction.labels import Label, code_key
from workstation.extraction.page_signs import PageSigns
from workstation.extraction.page_text import is_han, plain
from workstation.extraction.page_ties import kind_of
from workstation.extraction.proposals import ReadText
from workstation.extraction.signatures import signed_name
from workstation.extraction.titles import FoundTitle

_TYPED_LINES = 6
_LARGE_NAME = 1.2


def title_of(pages: Sequence[PageSigns]) -> FoundTitle | None:
    """The title of the first page that has one that stands alone."""
    return next((page.title for page in pages if page.title is not None and page.title.stands), None)


def type_of(pages: Sequence[PageSigns]) -> str:
    """By the title of its first pages, else by the words of all its text; "other" where neither tells."""
    for page in pages:
        if page.title is not None and page.title.stands and page.title.type:
            return page.title.type
    kinds = Counter(kind for page in pages if (kind := kind_of(page)) is not None)
    if kinds:
        return kinds.most_common(1)[0][0]
    named = [page.title.type for page in pages if page.title is not None and page.title.type]
    return named[0] if named else "other"


def language_of(pages: Sequence[PageSigns]) -> str:
    known = Counter(page.language for page in pages if page.language)
    return known.most_common(1)[0][0] if known else ""


def labelled(pages: Sequence[PageSigns], *kinds: str) -> ReadText | None:
    """The first labelled value of these kinds."""
    label = next(_labels(pages, *kinds), None)
    return None if label is None else ReadText(label.text, label.place)


def _labels(pages: Sequence[PageSigns], *kinds: str) -> Iterator[Label]:
    return (label for page in pages for label in page.labelled(*kinds))


def report_number_of(pages: Sequence[PageSigns], key: str | None) -> ReadText | None:
    """Where the number that the pages share is written first."""
    if key is None:
        return None
    for page in pages:
        for label in page.labelled("number"):
            if code_key(label.text) == key:
                return ReadText(label.text, label.place)
        for line in (*page.parts.head, *page.parts.foot):
            if key in code_key(page.page.lines[line].text):
                return ReadText(page.codes.get(key, key), page.parts.place(line))
    return None


def hospital_of(pages: Sequence[PageSigns], words: DocumentWords) -> ReadText | None:
    """The name of a hospital in the letterhead of the first page, large print first, else in a running head."""
    for page in pages:
        parts = page.parts
        lines = [line for line in parts.head if words.has("hospital", parts.low[line])]
        free = [line for line in lines if not any(label.place.line == line for label in page.labels)]
        for line in sorted(free, key=lambda line: (not parts.is_large(line, 1.15), line)):
            name = _hospital(plain(parts.page.lines[line].text), parts.low[line], words)
            if name:
                return ReadText(name, parts.place(line))
    return _first_line(pages[0])


def _first_line(page: PageSigns) -> ReadText | None:
    """A large first line that is no title: the name of a practice or an institute, which holds no known word."""
    line = next(iter(page.parts.head), None)
    is_title = page.title is not None and page.title.line == line
    if line is None or is_title or not page.parts.is_large(line, _LARGE_NAME):
        return None
    return ReadText(" ".join(page.page.lines[line].text.split()), page.parts.place(line))


def _hospital(text: str, low: str, words: DocumentWords) -> str:
    """The name in a line: its own column, a Chinese name up to its last word (…医院), without the title behind it."""
    start = 0
    for segment in low.split("  "):
        end = start + len(segment)
        ends = [match.end for match in words.roles["hospital"].find(segment)]
        if ends:
            shown = text[start:end]
            if is_han(shown[ends[-1] - 1]):
                return "".join(shown[: ends[-1]].split())
            return " ".join(re.split(r"[·|]", shown)[0].split()).strip(" ,;")
        start = end + 2
    return ""


def author_of(pages: Sequence[PageSigns], words: DocumentWords) -> ReadText | None:
    """Who signed: behind a label, else the name that stands before a doctor's title among the last lines."""
    for page in reversed(pages):
        found = _signature(page, words)
        if found is not None:
            return found
    return labelled(pages, "author")


def _signature(page: PageSigns, words: DocumentWords) -> ReadText | None:
    tail = set(page.parts.tail)
    label = next((label for label in page.labelled("author") if label.place.line in tail), None)
    if label is not None:
        return ReadText(label.text, label.place)
    for line in page.parts.tail[-_TYPED_LINES:]:
        name = signed_name(page.page.lines[line].text, words)
        if name:
            return ReadText(name, page.parts.place(line))
    return None
