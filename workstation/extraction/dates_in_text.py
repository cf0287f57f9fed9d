"""Dates as they stand in running text, each read by the one rule for dates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workstation.domain.dates import ClinicalDate, read_date
from workstation.extraction.page_text import plain

_SEPARATOR = r"\s?[-./]\s?"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DATES = re.compile(
    "|".join(
        (
            r"\d{4}\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号])?",
            r"[〇零○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十廿]{1,3}[日号])?",
            rf"(?<![\w./-])\d{{4}}{_SEPARATOR}\d{{1,2}}{_SEPARATOR}\d{{1,2}}(?![\d/])",
            rf"(?<![\w./-])\d{{1,2}}{_SEPARATOR}\d{{1,2}}{_SEPARATOR}\d{{4}}(?![\w])",
            rf"(?<![\w])\d{{1,2}}(?:st|nd|rd|th)?[ \-/.]{{0,2}}{_MONTH}[ \-/.,]{{0,2}}(?:\d{{4}}|\d{{2}}(?!\d))",
            rf"(?<![\w]){_MONTH}\s?\d{{1,2}}(?:st|nd|rd|th)?\s?,?\s?\d{{4}}(?!\d)",
            rf"(?<![\w]){_MONTH}[\s,/-]{{1,2}}\d{{4}}(?!\d)",
            r"(?<![\w./-])\d{1,2}([./-])\d{1,2}\1\d{2}(?![\w./-])",
        )
    ),
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and where it stands in the `plain` form of the text it was found in."""

    date: ClinicalDate
    start: int
    end: int


def dates_in(text: str) -> Iterator[FoundDate]:
    """Every date of a line of text in order; what the calendar does not have is left out."""
    for match in _DATES.finditer(plain(text)):
        date = read_date(match[0])
        if date.is_known:
            yield FoundDate(date, match.start(), match.end())
