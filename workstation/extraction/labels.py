"""Labelled values: "Report no. H26-11873", "报告日期：2024-03-19", also with the value in the next column."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workstation.domain.geometry import Box
from workstation.extraction.dates_in_text import dates_in
from workstation.extraction.document_words import DocumentWords, Match, lowered
from workstation.extraction.lexicon import skeleton
from workstation.extraction.page_parts import PageParts
from workstation.extraction.page_text import is_han, plain
from workstation.extraction.proposals import Place

NUMBERS = ("number", "patient_id")
NAMES = ("patient_name", "author")
_SIDE_BY_SIDE = 0.6
_FARTHEST_BELOW = 2.5
_LABEL_END = " :.#-·|"
_NUMBER = re.compile(r"[A-Z]{0,4}[ -]?[A-Z]{0,2}\d[\dA-Za-z]*(?:[-/.][\dA-Za-z]+| [\dA-Z]*\d[\dA-Za-z-]*)*")
_SUFFIX_NUMBER = re.compile(r"[ -]?\d{0,2}(?![\dA-Za-z])")
_LATIN_NAME = re.compile(
    r"(?:(?:Dr|Prof|Mr|Mrs|Ms)\.? ?)*[^\W\d_](?:[^\W\d_]|['.\-])*(?:(?:, ?| )[^\W\d_](?:[^\W\d_]|['.\-])*){0,3}"
)
_HAN_NAME = re.compile(r"[\u4e00-\u9fff·]{2,4}")
_LEAST_FIGURES = 3


@dataclass(frozen=True, slots=True)
class Label:
    """A value behind its label, cut to what the kind of label asks for; dates stay as they were written."""

    kind: str
    text: str
    place: Place


def code_key(text: str) -> str:
    """A number for comparing: without marks and spaces, and with one sign for those that OCR confuses."""
    return "".join(char for char in skeleton(plain(text)) if char.isalnum())


def with_suffix(text: str, end: int, words: DocumentWords) -> int:
    """Where a number ends that begins before `end`: "S26-30418 ADD-1" has more than its figures."""
    low = lowered(text)
    at = end + len(low[end:]) - len(low[end:].lstrip(" -"))
    found = [match for match in words.roles["number_suffix"].find(low[at:]) if match.start == 0]
    if not found or at - end > 1:
        return end
    number = _SUFFIX_NUMBER.match(low, at + found[0].end)
    return at + found[0].end if number is None else number.end()


def labels_in(parts: PageParts, lines: Iterable[int], words: DocumentWords) -> Iterator[Label]:
    """The labelled values of some lines of a page, in the order of the lines."""
    for line in lines:
        text, low = plain(parts.page.lines[line].text), parts.low[line]
        found = [match for match in words.label.find(low) if _is_label(low, match)]
        for match, following in zip(found, [*found[1:], None], strict=False):
            end = len(text) if following is None else following.start
            yield from _value(parts, line, match.value, text[match.end : end], end == len(text), words)


def _is_label(low: str, match: Match) -> bool:
    """A colon follows, or the word begins its line or column and a space follows: prose holds the same words, and
    a doctor's title stands behind the doctor's name."""
    before, behind = low[: match.start], low[match.end :]
    if behind.lstrip(" .").startswith(":"):
        return True
    begins = not before.strip() or before.endswith(("  ", "| ", "· "))
    return match.value != "author" and begins and (not behind or not is_han(behind[0]))


def _value(
    parts: PageParts, line: int, kind: str, behind: str, is_last: bool, words: DocumentWords
) -> Iterator[Label]:
    text = behind.lstrip(_LABEL_END)
    if text:
        value, place = _cut(kind, text, words), parts.place(line)
    else:
        other = _beside_or_below(parts, line) if is_last else None
        if other is None:
            return
        value, place = (
            _cut(kind, plain(parts.page.lines[other].text).lstrip(_LABEL_END), words),
            parts.place(other),
        )
    if value:
        yield Label(kind, value, place)


def _beside_or_below(parts: PageParts, line: int) -> int | None:
    """The line to the right of a label, else the one right below it."""
    box = parts.boxes[line]
    for other, there in enumerate(parts.boxes):
        level = abs((there.top + there.bottom) - (box.top + box.bottom)) / 2
        if (
            other != line
            and there.left >= box.right
            and level < _SIDE_BY_SIDE * max(box.height, there.height)
        ):
            return other
    for other, there in enumerate(parts.boxes):
        below = there.top - box.bottom
        is_next = -0.3 * box.height < below < _FARTHEST_BELOW * box.height
        if other != line and is_next and _stands_under(box, there):
            return other
    return None


def _stands_under(box: Box, there: Box) -> bool:
    return there.left - 0.02 <= box.left <= there.right


def _cut(kind: str, text: str, words: DocumentWords) -> str:
    """What of the text behind a label is its value; "" where it is no such thing."""
    if kind in NUMBERS:
        return _number(text.split("  ")[0], words)
    if kind in NAMES:
        name = _HAN_NAME.match(text) or _LATIN_NAME.match(text.split("  ")[0])
        is_name = name is not None and (is_han(text[0]) or text[0].isupper())
        return name[0].strip(" ,.") if name is not None and is_name else ""
    if kind.endswith("_date") or kind == "birth":
        first = next(dates_in(text), None)
        return plain(text)[first.start : first.end] if first is not None and first.start <= 12 else ""
    return text.split("  ")[0].strip()


def _number(text: str, words: DocumentWords) -> str:
    match = _NUMBER.match(text)
    if match is None or sum(char.isdigit() for char in match[0]) < _LEAST_FIGURES or is_date(match[0]):
        return ""
    return text[: with_suffix(text, match.end(), words)].strip()


def is_date(text: str) -> bool:
    return any(found.end - found.start >= len(text.strip()) - 1 for found in dates_in(text))
