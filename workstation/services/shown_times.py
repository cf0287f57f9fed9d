"""Instants as the window shows them; the forms of a signature are those of the exports."""

from datetime import datetime
from zoneinfo import ZoneInfo

from workstation.exports.local_time import local_time, shown_day

__all__ = ["clock_time", "local_time", "shown_day"]


def clock_time(at: datetime, zone: ZoneInfo) -> str:
    """`10:42`."""
    return at.astimezone(zone).strftime("%H:%M")
