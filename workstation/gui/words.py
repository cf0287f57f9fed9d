"""Words of data that several screens share: kinds of documents, dates in the form the user reads."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QApplication

from workstation.domain.dates import ClinicalDate, show
from workstation.domain.documents import DOCUMENT_TYPES

_LANGUAGE = "workstation_language"

_TYPES = {
    "pathology": QT_TRANSLATE_NOOP("DocumentType", "Pathology"),
    "treatment_history": QT_TRANSLATE_NOOP("DocumentType", "Treatment history"),
    "discharge_summary": QT_TRANSLATE_NOOP("DocumentType", "Discharge summary"),
    "pet_ct": QT_TRANSLATE_NOOP("DocumentType", "PET-CT"),
    "laboratory": QT_TRANSLATE_NOOP("DocumentType", "Laboratory"),
    "echocardiogram": QT_TRANSLATE_NOOP("DocumentType", "Echocardiogram"),
    "virology": QT_TRANSLATE_NOOP("DocumentType", "Virology"),
    "other": QT_TRANSLATE_NOOP("DocumentType", "Document"),
}
_SHORT_TYPES = {
    "pathology": QT_TRANSLATE_NOOP("DocumentTypeShort", "Path"),
    "treatment_history": QT_TRANSLATE_NOOP("DocumentTypeShort", "History"),
    "discharge_summary": QT_TRANSLATE_NOOP("DocumentTypeShort", "Disch"),
    "pet_ct": QT_TRANSLATE_NOOP("DocumentTypeShort", "PET"),
    "laboratory": QT_TRANSLATE_NOOP("DocumentTypeShort", "Lab"),
    "echocardiogram": QT_TRANSLATE_NOOP("DocumentTypeShort", "Echo"),
    "virology": QT_TRANSLATE_NOOP("DocumentTypeShort", "Virus"),
    "other": QT_TRANSLATE_NOOP("DocumentTypeShort", "Doc"),
}


def use_language(language: str) -> None:
    """Put the language of data labels and sentences in force: "en" or "zh"."""
    app = QApplication.instance()
    if app is not None:
        app.setProperty(_LANGUAGE, language)


def language() -> str:
    """The language in force for data labels and sentences; English before any was chosen."""
    app = QApplication.instance()
    found = app.property(_LANGUAGE) if app is not None else None
    return found if isinstance(found, str) and found else "en"


def in_language(en: str, zh: str) -> str:
    """The one of two labels that the user reads."""
    return zh if language() == "zh" else en


def document_types() -> tuple[str, ...]:
    """Every kind of document, in the order in which it is offered."""
    return DOCUMENT_TYPES


def document_type(kind: str) -> str:
    """What a document is called: "Pathology"."""
    return QCoreApplication.translate("DocumentType", str(_TYPES.get(kind, _TYPES["other"])))


def document_type_short(kind: str) -> str:
    """The same, short enough for a pill: "Path"."""
    return QCoreApplication.translate("DocumentTypeShort", str(_SHORT_TYPES.get(kind, _SHORT_TYPES["other"])))


def source_pill(kind: str, page_number: int) -> str:
    """Where a value was read, for its pill: "Path p 1"."""
    said = QCoreApplication.translate("SourcePill", "%1 p %2")
    return said.replace("%1", document_type_short(kind)).replace("%2", str(page_number))


def shown_date(value: ClinicalDate | None) -> str:
    """A clinical date in the user's form with the precision it was written in; "" for none."""
    return "" if value is None else show(value, language())
