"""How dates and durations stand on screen: the precision shown is the precision written."""

import calendar
from datetime import timedelta

from workstation.domain.date_types import ClinicalDate, DateInterval
from workstation.domain.durations import Length, Span

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY_THIRDS = {(1, 10): ("early", "上旬"), (11, 20): ("mid", "中旬")}
_YEAR_PARTS = {
    (1, 4): ("early {year}", "{year} 年初"),
    (5, 8): ("mid {year}", "{year} 年中"),
    (9, 12): ("late {year}", "{year} 年底"),
    (1, 6): ("first half of {year}", "{year} 上半年"),
    (7, 12): ("second half of {year}", "{year} 下半年"),
    (1, 12): ("{year}", "{year}"),
}


def show(date: ClinicalDate, language: str) -> str:
    """`27 Mar 2026`, `Mar 2026`, `2026`; Chinese `2026-03-27`, `2026-03`, `2026`. Alternatives are joined by
    "or"; what is not a date is shown as written."""
    if not date.alternatives:
        return date.raw
    separator = " 或 " if language == "zh" else " or "
    return separator.join(show_interval(interval, language) for interval in date.alternatives)


def show_interval(interval: DateInterval, language: str) -> str:
    """One interval by its shape: day, third of a month, month, part of a year, year, else both ends."""
    first, last, zh = interval.earliest, interval.latest, language == "zh"
    if first == last:
        return first.isoformat() if zh else f"{first.day} {_MONTHS[first.month - 1]} {first.year}"
    if (first.year, first.month) == (last.year, last.month):
        part = _month_part(interval, zh)
        if part is not None:
            return part
    elif first.year == last.year and first.day == 1 and (last + timedelta(days=1)).day == 1:
        named = _YEAR_PARTS.get((first.month, last.month))
        if named is not None:
            return named[zh].format(year=first.year)
    ends = (show_interval(DateInterval(day, day), language) for day in (first, last))
    return ("至" if zh else " to ").join(ends)


def _month_part(interval: DateInterval, zh: bool) -> str | None:
    first, last = interval.earliest, interval.latest
    end = calendar.monthrange(first.year, first.month)[1]
    month = f"{first.year}-{first.month:02}" if zh else f"{_MONTHS[first.month - 1]} {first.year}"
    if (first.day, last.day) == (1, end):
        return month
    named = ("late", "下旬") if (first.day, last.day) == (21, end) else _DAY_THIRDS.get((first.day, last.day))
    if named is None:
        return None
    return f"{month} {named[1]}" if zh else f"{named[0]} {month}"


def show_length(length: Length, language: str) -> str:
    """`7 mo 2 d`; Chinese `7 个月 2 天`. A zero part is left out unless both are zero."""
    months, days = (" 个月", " 天") if language == "zh" else (" mo", " d")
    parts = [f"{length.months}{months}"] if length.months else []
    if length.days or not parts:
        parts.append(f"{length.days}{days}")
    return " ".join(parts)


def show_span(span: Span, language: str) -> str:
    """`7 mo 2 d`, or `5 mo 29 d to 7 mo 2 d`; Chinese `5 个月 29 天至 7 个月 2 天`."""
    shortest, longest = show_length(span.shortest, language), show_length(span.longest, language)
    if shortest == longest:
        return shortest
    return shortest + ("至 " if language == "zh" else " to ") + longest
