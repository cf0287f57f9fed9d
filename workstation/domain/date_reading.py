"""Reading a date as written, in English or Chinese, without ever filling in a missing part.

Parts of a month (上旬, 初, early) are its thirds: 1–10, 11–20, 21–end. Parts of a year (年初, 年底,
early) are its thirds too, four months each, wide enough to hold what people mean. A two-digit year
may lie in either century, and 03/04/2023 may be April or March: these become alternatives. 31 Feb is no date.
"""

import calendar
import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from workstation.domain.date_types import ClinicalDate, DateInterval, DayOrder, Precision

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_LIVED = range(1920, 2060)
_HAN_DIGITS = {han: value for value, han in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
_MONTH_NAMES = {
    name.casefold(): number
    for number in range(1, 13)
    for name in (calendar.month_name[number], calendar.month_abbr[number])
} | {"sept": 9}
_THIRDS = {
    **dict.fromkeys(("上旬", "初", "early", "beginning of", "start of"), 0),
    **dict.fromkeys(("中旬", "中", "mid", "middle of"), 1),
    **dict.fromkeys(("下旬", "底", "末", "late", "end of"), 2),
}
_TIME = r"(?:[t\s]\s*\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?z?)?"
_SEP = r"\s*[-./]\s*"
_NAME = r"(?P<name>[a-z]{3,9})\.?"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_HAN_YEAR = r"(?P<y>\d{4}|\d{2}|[〇零○一二三四五六七八九]{4})"
_YEAR = r"(?P<y>\d{4}|'?\d{2})"

_CHINESE = re.compile(
    _HAN_YEAR + r"\s*年\s*(?:(?P<half>[上下])半年|"
    r"(?:(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})\s*月份?\s*"
    r"(?:(?P<d>\d{1,2}|[一二三四五六七八九十廿]{1,3})\s*[日号]?)?)?\s*(?P<part>[上中下]旬|初|中|底|末)?)"
)
_YEAR_FIRST = re.compile(rf"(?P<y>\d{{4}}){_SEP}(?P<m>\d{{1,2}})(?:{_SEP}(?P<d>\d{{1,2}})\s*日?{_TIME})?")
_COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})")
_YEAR_LAST = re.compile(rf"(?P<a>\d{{1,2}}){_SEP}(?P<b>\d{{1,2}}){_SEP}(?P<y>\d{{4}}){_TIME}")
_SHORT = re.compile(rf"(?P<a>\d{{1,2}}){_SEP}(?P<b>\d{{1,2}}){_SEP}(?P<c>\d{{1,2}})")
_MONTH_YEAR = re.compile(rf"(?P<m>\d{{1,2}}){_SEP}(?P<y>\d{{4}})")
_BARE_YEAR = re.compile(
    r"(?:(?P<part>early|mid|late|end of|beginning of|start of|middle of)[\s-]+)?(?P<y>\d{4})"
)
_NAMED = (
    re.compile(rf"{_DAY}\s*[-/ ]?\s*(?:of\s+)?{_NAME}\s*[-/, ]?\s*{_YEAR}{_TIME}"),
    re.compile(rf"{_NAME}\s*{_DAY}\s*[,\s]\s*{_YEAR}{_TIME}"),
    re.compile(rf"(?P<y>\d{{4}})\s*[-/ ,]\s*{_NAME}\s*[-/ ,]\s*{_DAY}{_TIME}"),
)
_NAMED_MONTH = (
    re.compile(
        r"(?:(?P<part>early|mid|late|end of|beginning of|start of|middle of)[\s-]+)?"
        rf"{_NAME}\s*[-/, ]?\s*(?:of\s+)?(?P<y>\d{{4}})"
    ),
    re.compile(rf"(?P<y>\d{{4}})\s*[-/, ]\s*{_NAME}"),
)
_Found = tuple[Precision, tuple[DateInterval, ...]]
_RANGE_WORDS = re.compile(r"\s*(?:至|到|~|〜|–|—|−|\bto\b|\buntil\b|-)\s*")


def read_date(text: str, order: DayOrder | None = None) -> ClinicalDate:
    """The date that `text` is, whole: any form of the vocabulary's table of dates. `order`: how the document
    writes day and month, where that is known. What is no date is kept as typed, with no alternative; a
    range is two dates and therefore none (see `read_range`).
    """
    plain = _plain(text)
    for read in (_read_chinese, _read_numbers, _read_named):
        found = read(plain, order)
        if found is not None:
            precision, intervals = found
            return ClinicalDate.of(text, intervals, precision)
    return ClinicalDate.unreadable(text)


def read_range(text: str, order: DayOrder | None = None) -> tuple[ClinicalDate, ClinicalDate] | None:
    """The two dates of `2020.3-2020.8`, `2020年3月至8月`, `Mar 2020 to Aug 2020`; None when it is not
    a range. A second part without a year has the year of the first."""
    if read_date(text, order).is_known:
        return None
    plain = _plain(text)
    for separator in _RANGE_WORDS.finditer(plain):
        first_text, last_text = plain[: separator.start()], plain[separator.end() :]
        first = read_date(first_text, order)
        if not first.is_known:
            continue
        last = read_date(last_text, order)
        if not last.is_known:
            last = read_date(f"{first.alternatives[0].earliest.year}年{last_text}", order)
        if last.is_known and not first.is_ambiguous:
            return first, last
    return None


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    for dash in "‐‑‒":
        folded = folded.replace(dash, "-")
    return " ".join(folded.replace("。", " ").split()).strip(" .,;:，；：")


def _read_chinese(text: str, _order: DayOrder | None) -> _Found | None:
    match = _CHINESE.fullmatch(text)
    if match is None:
        return None
    month, day = _han_number(match["m"]), _han_number(match["d"])
    third = _THIRDS.get(match["part"] or "")
    if day is not None and third is not None:
        return Precision.NONE, ()
    years = _years(match["y"])
    if match["half"]:
        months = (1, 6) if match["half"] == "上" else (7, 12)
        return Precision.PART, tuple(_months(year, *months) for year in years)
    return _build(years, month, day, third)


def _read_numbers(text: str, order: DayOrder | None) -> _Found | None:
    match = _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text)
    if match is not None:
        day = match["d"]
        return _build(_years(match["y"]), int(match["m"]), None if day is None else int(day), None)
    match = _MONTH_YEAR.fullmatch(text)
    if match is not None:
        return _build(_years(match["y"]), int(match["m"]), None, None)
    match = _BARE_YEAR.fullmatch(text)
    if match is not None:
        return _build(_years(match["y"]), None, None, _THIRDS.get(match["part"] or ""))
    match = _YEAR_LAST.fullmatch(text)
    if match is not None:
        return Precision.DAY, tuple(_day_month(int(match["a"]), int(match["b"]), match["y"], order))
    match = _SHORT.fullmatch(text)
    if match is not None:
        return Precision.DAY, tuple(_short_date(match["a"], match["b"], match["c"], order))
    return None


def _read_named(text: str, _order: DayOrder | None) -> _Found | None:
    for pattern in (*_NAMED, *_NAMED_MONTH):
        match = pattern.fullmatch(text)
        if match is None:
            continue
        month = _MONTH_NAMES.get(match["name"])
        if month is None:
            continue
        parts = match.groupdict()
        day = parts.get("d")
        third = _THIRDS.get(parts.get("part") or "")
        return _build(_years(match["y"].lstrip("'")), month, None if day is None else int(day), third)
    return None


def _build(years: tuple[int, ...], month: int | None, day: int | None, third: int | None) -> _Found:
    """The interval of the stated parts in each possible year; none where the calendar has no such day."""
    if month is None:
        precision = Precision.YEAR if third is None else Precision.PART
        first, last = (1, 12) if third is None else (third * 4 + 1, third * 4 + 4)
        return precision, tuple(_months(year, first, last) for year in years)
    if not 1 <= month <= 12:
        return Precision.NONE, ()
    if day is not None:
        return Precision.DAY, tuple(found for year in years for found in _days(year, month, day))
    if third is None:
        return Precision.MONTH, tuple(_months(year, month, month) for year in years)
    return Precision.PART, tuple(_third_of_month(year, month, third) for year in years)


def _years(written: str) -> tuple[int, ...]:
    if not written.isascii():
        written = "".join(str(_HAN_DIGITS[han]) for han in written)
    if len(written) == 2:
        return tuple(year for year in (1900 + int(written), 2000 + int(written)) if year in _LIVED)
    year = int(written)
    return (year,) if _FIRST_YEAR <= year <= _LAST_YEAR else ()


def _han_number(written: str | None) -> int | None:
    """三 3, 十 10, 十二 12, 二十 20, 二十七 27, 廿七 27; digits as they are; 0 (no month, no day) for
    anything else.
    """
    if written is None:
        return None
    if written.isascii():
        return int(written)
    tens, found, ones = written.replace("廿", "二十").partition("十")
    if not found:
        return _HAN_DIGITS[tens] if len(tens) == 1 else 0
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return 0
    return (_HAN_DIGITS[tens] if tens else 1) * 10 + (_HAN_DIGITS[ones] if ones else 0)


def _days(year: int, month: int, day: int) -> Iterator[DateInterval]:
    if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
        yield DateInterval(date(year, month, day), date(year, month, day))


def _months(year: int, first: int, last: int) -> DateInterval:
    return DateInterval(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def _third_of_month(year: int, month: int, third: int) -> DateInterval:
    end = calendar.monthrange(year, month)[1] if third == 2 else third * 10 + 10
    return DateInterval(date(year, month, third * 10 + 1), date(year, month, end))


def _day_month(a: int, b: int, year: str, order: DayOrder | None) -> Iterator[DateInterval]:
    """Both readings, or the one of the document's order; where that gives no day, the other (25 is no
    month).
    """
    readings = {
        kind: [found for y in _years(year) for found in _days(y, month, day)]
        for kind, day, month in ((DayOrder.DMY, a, b), (DayOrder.MDY, b, a))
    }
    if order is not None and readings[order]:
        yield from readings[order]
    else:
        yield from (found for kind in DayOrder for found in readings[kind])


def _short_date(a: str, b: str, c: str, order: DayOrder | None) -> Iterator[DateInterval]:
    """Three numbers of two digits: year first is possible too, unless the document's order is known."""
    if len(c) == 2:
        yield from _day_month(int(a), int(b), c, order)
    if order is None and len(a) == 2:
        yield from (found for year in _years(a) for found in _days(year, int(b), int(c)))
