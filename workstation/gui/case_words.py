"""What the desk says of a case: who it is about, where it stands, what became of imported files."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication

from workstation.domain.case import CaseStatus
from workstation.domain.messages import Message
from workstation.gui.words import shown_date
from workstation.services.views import CaseHeader, ImportOutcome, ImportState

translate = QCoreApplication.translate
_ICONS = {
    CaseStatus.NEW: "plus",
    CaseStatus.IN_REVIEW: "edit",
    CaseStatus.WAITING: "clock",
    CaseStatus.AWAITING_SIGNOFF: "sign",
    CaseStatus.RETURNED: "undo",
    CaseStatus.SIGNED: "lock",
}


def status_word(status: CaseStatus) -> str:
    """A status in words."""
    return {
        CaseStatus.NEW: translate("CaseStatus", "New"),
        CaseStatus.IN_REVIEW: translate("CaseStatus", "In review"),
        CaseStatus.WAITING: translate("CaseStatus", "Waiting for documents"),
        CaseStatus.AWAITING_SIGNOFF: translate("CaseStatus", "Awaiting sign-off"),
        CaseStatus.RETURNED: translate("CaseStatus", "Returned"),
        CaseStatus.SIGNED: translate("CaseStatus", "Signed"),
    }[status]


def status_icon(status: CaseStatus) -> str:
    """The icon that stands beside it."""
    return _ICONS[status]


def sex_word(sex: str | None) -> str:
    """Sex in one letter, as the case shows it."""
    return {"female": translate("Patient", "F"), "male": translate("Patient", "M")}.get(sex or "", "")


def identity(header: CaseHeader) -> str:
    """For example: 61 F · born 12 Apr 1965 · LY-0147."""
    patient = header.patient
    age = "" if patient.age is None else str(patient.age)
    who = " ".join(part for part in (age, sex_word(patient.sex)) if part)
    born = shown_date(patient.birth)
    said = translate("Patient", "born %1").replace("%1", born) if born else ""
    return " · ".join(part for part in (who, said, header.number) if part)


def told_outcomes(outcomes: Sequence[ImportOutcome], say: Callable[[Message], str]) -> tuple[str, str]:
    """The kind of message and its sentences: what failed or was known is named, what went well is counted."""
    told = [say(outcome.message) for outcome in outcomes if outcome.message is not None]
    added = sum(outcome.state in (ImportState.ADDED, ImportState.PARTLY) for outcome in outcomes)
    if added:
        told.insert(0, translate("Import", "%n file(s) added.", "", added))
    failed = any(outcome.state in (ImportState.FAILED, ImportState.NEEDS_PASSWORD) for outcome in outcomes)
    return ("problem" if failed else "quiet"), "\n".join(told)
