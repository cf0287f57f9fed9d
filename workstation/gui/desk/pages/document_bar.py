"""What a document is, said in place above its pages: type, date, hospital; or that it is another patient's."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from workstation.domain.dates import read_date
from workstation.gui.kit.buttons import IconButton, SecondaryButton
from workstation.gui.kit.fields import Choice, LineField
from workstation.gui.kit.flow import Flow
from workstation.gui.kit.frames import ElidedLabel, Panel, column
from workstation.gui.kit.theme import Role, scaled
from workstation.gui.kit.tokens import Space
from workstation.gui.words import document_type, document_types
from workstation.services.views import DocumentFacts, DocumentView


class DocumentBar(Panel):
    """`named`: (document, `DocumentFacts`). `set_aside_asked`, `taken_back`: the document."""

    named = Signal(object, object)
    set_aside_asked = Signal(object)
    taken_back = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("bg", ("bottom",), parent)
        self._document: DocumentView | None = None
        self._came_from: QWidget | None = None
        self._proposed: Mapping[str, DocumentFacts] = {}
        self._type = Choice(self.tr("Type of document"))
        for kind in document_types():
            self._type.addItem(document_type(kind), kind)
        self._date = LineField(self.tr("Date of the document"), self.tr("Date"))
        self._date.setFixedWidth(scaled(124))
        self._hospital = LineField(self.tr("Hospital"), self.tr("Hospital"))
        self._set = SecondaryButton(self.tr("Set"), "check")
        self._other = SecondaryButton(self.tr("Another patient's"), "conflict")
        close = self._close = IconButton(self.tr("Close"), "close", "Esc")
        self._closed = ""
        self._told = ElidedLabel("", Role.CAPTION, "text2")
        fields = (self._type, self._date, self._hospital, self._set, self._told, self._other, close)
        self.setLayout(column(Flow(*fields, last_right=True), margins=(Space.M, 6, Space.S, 6)))
        self._set.clicked.connect(self._name)
        self._date.returnPressed.connect(self._name)
        self._hospital.returnPressed.connect(self._name)
        self._other.clicked.connect(self._other_patient)
        close.clicked.connect(self._leave)
        self.hide()

    def propose(self, described: Mapping[str, DocumentFacts]) -> None:
        """What documents say of themselves, by document id: fills what nobody has said yet."""
        self._proposed = described

    def allow(self, reason: str) -> None:
        """Whether the document may be described; else the reason why not, with which it can still be looked at."""
        self._closed = reason
        for button in (self._set, self._other):
            button.explain(reason)
        for field in (self._date, self._hospital):
            field.setReadOnly(bool(reason))
        self._type.setEnabled(not reason)
        self._type.setToolTip(reason)

    def ask(self, document: DocumentView) -> None:
        """Open for a document with what is known of it, and what was read on its pages where nothing is."""
        if self.isHidden():
            self._came_from = QApplication.focusWidget()
        self._document = document
        known = _known(document)
        facts = known if self._closed else _filled(known, self._proposed.get(document.id))
        self._type.setCurrentIndex(max(0, self._type.findData(facts.type)))
        self._date.setText(facts.date.raw if facts.date is not None else "")
        self._hospital.setText(facts.hospital)
        self._told.setText(self._closed or self.tr("Read on its pages: Enter sets it"))
        self._told.setVisible(bool(self._closed) or facts != known)
        aside = document.set_aside is not None
        self._other.setText(self.tr("Use it again") if aside else self.tr("Another patient's"))
        self.show()
        if self._closed:
            self._close.setFocus()
        elif facts == known:
            self._type.setFocus()
        else:
            self._set.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._set.hasFocus():
            self._name()
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        """Close; the keys go back to where they came from."""
        self.hide()
        if self._came_from is not None and isValid(self._came_from):
            self._came_from.setFocus()
        self._came_from = None

    def _name(self) -> None:
        document, day = self._document, self._date.text().strip()
        if document is None or self._closed:
            return
        facts = replace(
            _filled(_known(document), self._proposed.get(document.id)),
            type=str(self._type.currentData()),
            date=read_date(day) if day else None,
            hospital=self._hospital.text().strip(),
        )
        self._leave()
        self.named.emit(document, facts)

    def _other_patient(self) -> None:
        if self._document is not None:
            self._leave()
            signal = self.set_aside_asked if self._document.set_aside is None else self.taken_back
            signal.emit(self._document)


def _known(document: DocumentView) -> DocumentFacts:
    return DocumentFacts(
        document.type,
        document.title,
        document.date,
        document.hospital,
        document.author,
        document.language,
        document.grade,
    )


def _filled(known: DocumentFacts, proposed: DocumentFacts | None) -> DocumentFacts:
    """What is known, and what is proposed where nothing is."""
    if proposed is None:
        return known
    return DocumentFacts(
        type=proposed.type if known.type == "other" else known.type,
        title=known.title or proposed.title,
        date=known.date or proposed.date,
        hospital=known.hospital or proposed.hospital,
        author=known.author or proposed.author,
        language=known.language or proposed.language,
        grade=known.grade,
    )
