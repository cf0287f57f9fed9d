"""Instants as people read them: local, with the offset, 24 hours."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from workstation.domain.dates import ClinicalDate, show


def shown_day(day: date, language: str) -> str:
    """`23 Nov 2026`; Chinese `2026-11-23`."""
    return show(ClinicalDate.of_day(day), language)


def local_time(at: datetime, zone: ZoneInfo, language: str = "en") -> str:
    """`23 Nov 2026, 11:08 UTC+1`; Chinese `2026-11-23 11:08 UTC+1`."""
    local = at.astimezone(zone)
    gap = " " if language == "zh" else ", "
    return f"{shown_day(local.date(), language)}{gap}{local:%H:%M} {_offset(local)}"


def _offset(local: datetime) -> str:
    """`UTC+1`, `UTC+5:30`, `UTC`."""
    offset = local.utcoffset()
    minutes = 0 if offset is None else round(offset.total_seconds() / 60)
    if minutes == 0:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '-'}{hours}" + (f":{rest:02}" if rest else "")
