"""The columns of the queue: what each shows, how wide it is, when it gives way."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from workstation.domain.dates import ClinicalDate, show
from workstation.gui.case_words import sex_word, status_word
from workstation.gui.words import language
from workstation.services.views import QueueRow, Urgency

translate = QCoreApplication.translate


class Column(Enum):
    """In the order they stand."""

    URGENCY = auto()
    PATIENT = auto()
    QUESTION = auto()
    STATUS = auto()
    OWNER = auto()
    AGE = auto()
    DUE = auto()
    PAGES = auto()
    READING = auto()
    MISSING = auto()
    CONFLICT = auto()
    COMPUTED = auto()


@dataclass(frozen=True)
class Plan:
    """`width` in px at 100 %; 0 takes what is left. `sort`: the order asked of the store when it is pressed."""

    width: int
    sort: str = ""
    compact: bool = True


PLANS = {
    Column.URGENCY: Plan(86, "urgency"),
    Column.PATIENT: Plan(168, "patient"),
    Column.QUESTION: Plan(0),
    Column.STATUS: Plan(186, "status"),
    Column.OWNER: Plan(58),
    Column.AGE: Plan(52, "age", compact=False),
    Column.DUE: Plan(132, "due"),
    Column.PAGES: Plan(88, compact=False),
    Column.READING: Plan(84),
    Column.MISSING: Plan(66),
    Column.CONFLICT: Plan(64, compact=False),
    Column.COMPUTED: Plan(212),
}


def column_name(column: Column) -> str:
    """The head of a column."""
    return {
        Column.URGENCY: translate("Queue", "Urgency"),
        Column.PATIENT: translate("Queue", "Patient"),
        Column.QUESTION: translate("Queue", "Question"),
        Column.STATUS: translate("Queue", "Status"),
        Column.OWNER: translate("Queue", "Owner"),
        Column.AGE: translate("Queue", "Age"),
        Column.DUE: translate("Queue", "Due"),
        Column.PAGES: translate("Queue", "Docs · pages"),
        Column.READING: translate("Queue", "Reading"),
        Column.MISSING: translate("Queue", "Missing"),
        Column.CONFLICT: translate("Queue", "Conflict"),
        Column.COMPUTED: translate("Queue", "Computed reading"),
    }[column]


def urgency_word(urgency: Urgency) -> str:
    """Urgent, high, normal."""
    return {
        Urgency.URGENT: translate("Queue", "Urgent"),
        Urgency.HIGH: translate("Queue", "High"),
        Urgency.NORMAL: translate("Queue", "Normal"),
    }[urgency]


def identity_line(row: QueueRow) -> str:
    """For example: 61 F · LY-0147."""
    who = " ".join(part for part in ("" if row.age is None else str(row.age), sex_word(row.sex)) if part)
    return " · ".join(part for part in (who, row.number) if part)


def age_text(received: datetime, now: datetime) -> str:
    """How long ago it came in: hours on the first day, then days."""
    hours = max(0, int((now - received).total_seconds() // 3600))
    if hours < 24:
        return translate("Queue", "%1 h").replace("%1", str(hours))
    return translate("Queue", "%1 d").replace("%1", str(hours // 24))


def _day(day: date, today: date) -> str:
    """A day, in English without its year where that is this one."""
    shown = show(ClinicalDate.of_day(day), language())
    return shown.rsplit(" ", 1)[0] if language() == "en" and day.year == today.year else shown


def deferred_text(row: QueueRow, today: date) -> str:
    """Until when a case is put off; "" once the day has come."""
    if row.deferred_until is None or row.deferred_until <= today:
        return ""
    return translate("Queue", "deferred until %1").replace("%1", _day(row.deferred_until, today))


def due_text(due: date | None, today: date) -> str:
    """The day it is due; "today" and days overdue are said."""
    if due is None:
        return "–"
    shown = _day(due, today)
    if due == today:
        today_word = translate("Queue", "today")  # lupdate does not look into an f-string
        return f"{shown} {today_word}"
    if due < today:
        return translate("Queue", "%1 d overdue").replace("%1", str((today - due).days))
    return shown


def reading_text(row: QueueRow) -> str:
    """How far the reading is."""
    if not row.reading.total:
        return "–"
    if row.reading.failed and row.reading.done >= row.reading.total:
        return translate("Queue", "%1 failed").replace("%1", str(row.reading.failed))
    if row.reading.done >= row.reading.total:
        return translate("Queue", "read")
    said = translate("Queue", "%1 of %2").replace("%1", str(row.reading.done))
    return said.replace("%2", str(row.reading.total))


def told(row: QueueRow, column: Column, zone: ZoneInfo) -> str:
    """What a cell says, for sorting aside: screen readers, tooltips, copying."""
    now = datetime.now(zone)
    return {
        Column.URGENCY: urgency_word(row.urgency),
        Column.PATIENT: f"{row.patient_name}, {identity_line(row)}",
        Column.QUESTION: row.question,
        Column.STATUS: ", ".join(
            part for part in (status_word(row.status), deferred_text(row, now.date())) if part
        ),
        Column.OWNER: row.owner_initials or translate("Queue", "unassigned"),
        Column.AGE: age_text(row.received_at, now),
        Column.DUE: due_text(row.due_on, now.date()),
        Column.PAGES: f"{row.documents} · {row.pages}",
        Column.READING: reading_text(row),
        Column.MISSING: str(row.missing),
        Column.CONFLICT: str(row.conflicts) if row.conflicts else "–",
        Column.COMPUTED: row.computed or "–",
    }[column]
