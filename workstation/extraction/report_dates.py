"""The date of a report among the dates that stand on its pages: never one of a birth, of a print or of a fax."""

import re
from collections.abc import Iterator, Sequence

from workstation.domain.dates import ClinicalDate, Precision, read_date
from workstation.extraction.dates_in_text import FoundDate, dates_in
from workstation.extraction.document_words import DocumentWords
from workstation.extraction.page_signs import PageSigns
from workstation.extraction.page_text import plain, squeezed
from workstation.extraction.person_names import are_one_script, may_be_one_person, name_at
from workstation.extraction.proposals import ReadDate

_TYPED_LINES = 6
_EVENT_DATES = {
    "discharge_summary": ("discharge_date",),
    "pet_ct": ("exam_date",),
    "echocardiogram": ("exam_date",),
    "laboratory": ("sample_date", "received_date"),
    "pathology": (),
}
_OLDEST, _OLDEST_WITHOUT_LABEL = 1915, 1985
"""Nobody reported upon was born before the one; no report without a labelled date is older than the other."""
_MOST_LETTERS = 12
_BORN_BEFORE = re.compile(r"(?:\*|(?<![^\W\d_])(?:b|geb|born)\.?)\s*$", re.IGNORECASE)
_BORN_BEHIND = re.compile(r"\s*(?:出?生)(?![^\W\d_])")
_DATE = frozenset({"", "date", "dated", "datum", "日期", "时间"})
_SEX = frozenset({"f", "m", "w", "male", "female", "男", "女"})


def date_of(pages: Sequence[PageSigns], kind: str, words: DocumentWords) -> ReadDate | None:
    """The date of a report: as labelled, else by its signature, else alone in its head, else of what it is about, else
    alone at its foot, where prints are dated."""
    births = {day for page in pages for day in _births(page, words)}
    for found in (
        _dated(pages, "report_date", births),
        _signed(pages, births, words),
        _alone(pages[0], pages[0].parts.head, births, words),
        *(_dated(pages, label, births) for label in _EVENT_DATES.get(kind, ("exam_date",))),
        _dated(pages, "exam_date", births),
        _dated(pages, "sample_date", births),
        *(_alone(page, page.parts.foot, births, words) for page in pages),
    ):
        if found is not None:
            return found
    return None


_Days = set[object]


def _births(page: PageSigns, words: DocumentWords) -> Iterator[object]:
    """The days of birth on a page, labelled or told by where they stand: behind a star, beside a name or a sex."""
    for label in page.labelled("birth"):
        yield from read_date(label.text).alternatives
    names = [label.text for label in page.labelled("patient_name")]
    for number, line in enumerate(page.page.lines):
        text = plain(line.text)
        for found in dates_in(text):
            if _is_born(text, found) or (
                number in page.parts.head and _is_beside_person(text, found, names, words)
            ):
                yield from found.date.alternatives


def _is_born(text: str, found: FoundDate) -> bool:
    return bool(_BORN_BEFORE.search(text[: found.start]) or _BORN_BEHIND.match(text, found.end))


def _is_beside_person(text: str, found: FoundDate, names: Sequence[str], words: DocumentWords) -> bool:
    """Nothing but a name and a sex stands on its line: "DOE, Jane  21.08.1961  F"."""
    parts = [part.strip(" ,;()") for part in f"{text[: found.start]}  {text[found.end :]}".split("  ")]
    parts = [part for part in parts if part]
    if any(part.casefold() in _SEX for part in parts):
        return all(part.casefold() in _SEX or name_at(part, words) == part for part in parts)
    return bool(parts) and all(
        any(are_one_script(part, name) and may_be_one_person(part, name) for name in names) for part in parts
    )


def _dated(pages: Sequence[PageSigns], kind: str, births: _Days) -> ReadDate | None:
    labels = (label for page in pages for label in page.labelled(kind))
    found = ((read_date(label.text), label.place) for label in labels)
    return next((ReadDate(*each) for each in found if _may_be(each[0], births, _OLDEST)), None)


def _may_be(date: ClinicalDate, births: _Days, oldest: int) -> bool:
    """It is no day of birth, and not too old to be of a report."""
    days = date.alternatives
    return not births & {*days} and all(day.earliest.year >= oldest for day in days)


def _signed(pages: Sequence[PageSigns], births: _Days, words: DocumentWords) -> ReadDate | None:
    """A date that has its line to itself among the last lines of a report of which the end is here."""
    for page in reversed(pages):
        edges = {*page.parts.running, *page.parts.foot}
        tail = [line for line in page.parts.tail[-_TYPED_LINES:] if line not in edges]
        found = _alone(page, tail[::-1], births, words)
        if found is not None:
            return found
    return None


def _alone(page: PageSigns, lines: Sequence[int], births: _Days, words: DocumentWords) -> ReadDate | None:
    """The first date that has its line or column to itself among some lines, as letters have it in their head."""
    found = (date for line in lines for date in _only_dates(page, line, words))
    return next((date for date in found if _may_be(date.date, births, _OLDEST_WITHOUT_LABEL)), None)


def _is_free(before: str) -> bool:
    """No label that makes the date one of something else stands before it: "Next visit: ", "有效期至:"."""
    return not before.rstrip().endswith(":") or squeezed(before) in _DATE


def _only_dates(page: PageSigns, line: int, words: DocumentWords) -> Iterator[ReadDate]:
    if any(label.place.line == line for label in page.labels) or words.has("copy", page.parts.low[line]):
        return
    for segment in plain(page.page.lines[line].text).split("  "):
        for found in dates_in(segment):
            rest = segment[: found.start] + segment[found.end :]
            is_day = found.date.precision is Precision.DAY
            is_alone = sum(char.isalpha() for char in rest) <= _MOST_LETTERS and _is_free(
                segment[: found.start]
            )
            if is_day and is_alone and not any(char.isdigit() for char in rest):
                yield ReadDate(found.date, page.parts.place(line))
