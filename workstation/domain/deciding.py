"""Which date would decide, when the possibilities lie on both sides of a limit."""

from collections.abc import Iterator
from datetime import date, timedelta

from workstation.domain.dates import ClinicalDate, within_months
from workstation.domain.messages import Message
from workstation.domain.ternary import Ternary


def what_decides(
    start: ClinicalDate | None, start_name: Message, end: ClinicalDate | None, end_name: Message, months: int
) -> Message | None:
    """The sentence that names the date which would decide `within_months`; None when it is decided
    already.
    """
    missing = [
        name for value, name in ((start, start_name), (end, end_name)) if value is None or not value.is_known
    ]
    if start is None or end is None or missing:
        return _sentence("needs_date", missing)
    if within_months(start, end, months) is not Ternary.UNKNOWN:
        return None
    unclear = [(start, start_name, True), (end, end_name, False)]
    unclear = [(value, name, first) for value, name, first in unclear if not value.is_exact]
    if not unclear:
        return Message("timing.event_before_anchor", {"first": end_name, "second": start_name})
    alone = [item for item in unclear if _decides(item[0], end if item[2] else start, item[2], months)]
    chosen = alone[:1] or unclear
    if all(value.is_ambiguous for value, _, _ in chosen):
        return _sentence("needs_choice", [name for _, name, _ in chosen])
    return _sentence("needs_day", [name for _, name, _ in chosen])


def _sentence(kind: str, names: list[Message]) -> Message:
    if len(names) == 1:
        return Message(f"timing.{kind}", {"what": names[0]})
    return Message(
        f"timing.{kind}", {"what": Message("timing.both", {"first": names[0], "second": names[1]})}
    )


def _decides(value: ClinicalDate, other: ClinicalDate, is_start: bool, months: int) -> bool:
    """Would the exact day settle it, whichever day it turns out to be?"""
    for day in _days(value):
        exact = ClinicalDate.of_day(day)
        pair = (exact, other) if is_start else (other, exact)
        if within_months(*pair, months) is Ternary.UNKNOWN:
            return False
    return True


def _days(value: ClinicalDate) -> Iterator[date]:
    for interval in value.alternatives:
        for offset in range((interval.latest - interval.earliest).days + 1):
            yield interval.earliest + timedelta(days=offset)
