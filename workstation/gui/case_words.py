"""What the desk says of a case: who it is about and where it stands."""

from PySide6.QtCore import QCoreApplication

from workstation.domain.case import CaseStatus
from workstation.gui.words import shown_date
from workstation.services.views import CaseHeader

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
