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
from workstation.extraction.person_names import name_at
from workstation.extraction.proposals import Place

NUMBERS = ("number", "patient_id")
NAMES = ("patient_name", "author")
_SIDE_BY_SIDE = 0.6
_FARTHEST_BELOW = 2.5
_LABEL_END = " :.#-·|"
_ENDS_VALUE = tuple(",;)|·")
_NUMBER = re.compile(r"[A-Z]{0,4}[ -]?[A-Z]{0,2}\d[\dA-Za-z]*(?:[-/.][\dA-Za-z]+| [\dA-Z]*\d[\dA-Za-z-]*)*")
_SUFFIX_NUMBER = re.compile(r"[ -]?\d{0,2}(?![\dA-Za-z])")
_LEAST_FIGURES = 3
_FARTHEST_DATE = 12


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
        under = _row_under(parts, line, words)
        if under is not None:
            yield from under
            continue
        found = list(_labels_of(low, words))
        for match, following in zip(found, [*found[1:], None], strict=False):
            end = len(text) if following is None else following.start
            yield from _value(parts, line, match.value, text[match.end : end], end == len(text), words)


def _labels_of(low: str, words: DocumentWords) -> Iterator[Match]:
    """The words of a line that are labels of it."""
    before: Match | None = None
    for match in words.label.find(low):
        if (
            _is_label(low, match)
            or (before is not None and _goes_on(low, before, match))
            or _is_birth(low, match)
        ):
            if match.value != "patient_name" or _is_the_patients(low, match, words):
                yield match
            before = match


def _is_label(low: str, match: Match) -> bool:
    """A colon follows, or the word begins its line or column and a space follows: prose holds the same words, and
    a doctor's title stands behind the doctor's name."""
    before, behind = low[: match.start], low[match.end :]
    if behind.lstrip(" .").startswith(":"):
        return True
    begins = not before.strip() or before.endswith(("  ", "| ", "· "))
    is_apart = not behind or not is_han(behind[0]) or low[match.end - 1].isspace()
    return match.value != "author" and begins and is_apart


def _goes_on(low: str, before: Match, match: Match) -> bool:
    """ "Received 1 Mar 2021 Reported 14 Apr 2021": dates and the number of a patient in a row, without colons."""
    if match.value == "patient_id":
        return low[match.end :].lstrip(_LABEL_END)[:1].isdigit()
    is_date_before = _is_of_day(before.value) and _dated_from(low, before) == 0
    return is_date_before and _is_of_day(match.value) and _dated_from(low, match) == 0


def _is_birth(low: str, match: Match) -> bool:
    return match.value == "birth" and _dated_from(low, match) == 0


def _is_of_day(kind: str) -> bool:
    return kind.endswith("_date") or kind == "birth"


def _dated_from(low: str, match: Match) -> int | None:
    """How many signs behind a label the first date begins."""
    found = next(dates_in(low[match.end :].lstrip(_LABEL_END)), None)
    return None if found is None else found.start


def _is_the_patients(low: str, match: Match, words: DocumentWords) -> bool:
    """Nothing before it in its column makes another's name of it: "Test name", "Next of kin name", "Ward name"."""
    before = low[: match.start].split("  ")[-1]
    if (
        not before.strip(_LABEL_END)
        or before.rstrip(" ")[-1:] in _ENDS_VALUE
        or before.rstrip(" ")[-1].isdigit()
    ):
        return True
    last = words.label.find(before)[-1:]
    if not last:
        return False
    has_value = bool(before[last[0].end :].strip(f"{_LABEL_END}/"))
    return has_value or last[0].value == "patient_name"


def _row_under(parts: PageParts, line: int, words: DocumentWords) -> list[Label] | None:
    """The values under a row of labels, column by column; None where the line is no such row."""
    heads = parts.low[line].split("  ")
    kinds = [_whole_label(head, words) for head in heads]
    if len(kinds) < 2 or None in kinds:
        return None
    below = _below(parts, line)
    cells = [] if below is None else plain(parts.page.lines[below].text).split("  ")
    if below is None or len(cells) != len(kinds) or _whole_label(lowered(cells[0]), words) is not None:
        return None
    place = parts.place(below)
    values = (
        (kind, _cut(kind, cell, words)) for kind, cell in zip(kinds, cells, strict=True) if kind is not None
    )
    return [Label(kind, value, place) for kind, value in values if value]


def _whole_label(low: str, words: DocumentWords) -> str | None:
    """The kind of a label that a column consists of."""
    text = low.strip(_LABEL_END)
    found = words.label.find(text)
    return found[0].value if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)) else None


def _value(
    parts: PageParts, line: int, kind: str, behind: str, is_last: bool, words: DocumentWords
) -> Iterator[Label]:
    text, is_sure = behind.lstrip(_LABEL_END), ":" in behind[:3]
    place = parts.place(line)
    if not text:
        other = _beside_or_below(parts, line, words) if is_last else None
        if other is None:
            return
        text, place = plain(parts.page.lines[other].text).lstrip(_LABEL_END), parts.place(other)
    value = _cut(kind, text, words, is_sure)
    if value:
        yield Label(kind, value, place)


def _beside_or_below(parts: PageParts, line: int, words: DocumentWords) -> int | None:
    """The nearest line to the right of a label, else the one right below it; neither where that has its own label."""
    for other in (_beside(parts, line), _below(parts, line)):
        if other is not None and not any(match.start == 0 for match in _labels_of(parts.low[other], words)):
            return other
    return None


def _beside(parts: PageParts, line: int) -> int | None:
    box = parts.boxes[line]
    level = [
        other
        for other, there in enumerate(parts.boxes)
        if other != line
        and there.left >= box.right
        and abs((there.top + there.bottom) - (box.top + box.bottom)) / 2
        < _SIDE_BY_SIDE * max(box.height, there.height)
    ]
    return min(level, key=lambda other: parts.boxes[other].left, default=None)


def _below(parts: PageParts, line: int) -> int | None:
    box = parts.boxes[line]
    for other, there in enumerate(parts.boxes):
        below = there.top - box.bottom
        is_next = -0.3 * box.height < below < _FARTHEST_BELOW * box.height
        if other != line and is_next and _stands_under(box, there):
            return other
    return None


def _stands_under(box: Box, there: Box) -> bool:
    return there.left - 0.02 <= box.left <= there.right


def _cut(kind: str, text: str, words: DocumentWords, is_sure: bool = True) -> str:
    """What of the text behind a label is its value; "" where it is no such thing."""
    if kind in NUMBERS:
        return _number(text.split("  ")[0], words)
    if kind in NAMES:
        return name_at(text, words, is_sure)
    if _is_of_day(kind):
        first = next(dates_in(text), None)
        return (
            plain(text)[first.start : first.end]
            if first is not None and first.start <= _FARTHEST_DATE
            else ""
        )
    return text.split("  ")[0].strip()


def _number(text: str, words: DocumentWords) -> str:
    match = _NUMBER.match(text)
    if match is None or sum(char.isdigit() for char in match[0]) < _LEAST_FIGURES or is_date(match[0]):
        return ""
    return text[: with_suffix(text, match.end(), words)].strip()


def is_date(text: str) -> bool:
    return any(found.end - found.start >= len(text.strip()) - 1 for found in dates_in(text))
