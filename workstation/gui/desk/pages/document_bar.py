"""What a document is, said in place above its pages: type, date, hospital; or that it is another patient's."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workstation.domain.dates import read_date
from workstation.gui.kit.buttons import IconButton, SecondaryButton
from workstation.gui.kit.fields import Choice, LineField
from workstation.gui.kit.frames import Panel, row
from workstation.gui.kit.theme import scaled
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
        self._type = Choice(self.tr("Type of document"))
        for kind in document_types():
            self._type.addItem(document_type(kind), kind)
        self._date = LineField(self.tr("Date of the document"), self.tr("Date"))
        self._date.setFixedWidth(scaled(124))
        self._hospital = LineField(self.tr("Hospital"), self.tr("Hospital"))
        self._set = SecondaryButton(self.tr("Set"), "check")
        self._other = SecondaryButton(self.tr("Another patient's"), "conflict")
        close = IconButton(self.tr("Close"), "close", "Esc")
        fields = (self._type, self._date, self._hospital, self._set, self._other, close)
        self.setLayout(row(*fields, margins=(Space.M, 6, Space.S, 6)))
        self._set.clicked.connect(self._name)
        self._date.returnPressed.connect(self._name)
        self._hospital.returnPressed.connect(self._name)
        self._other.clicked.connect(self._other_patient)
        close.clicked.connect(self.hide)
        self.hide()

    def ask(self, document: DocumentView) -> None:
        """Open for a document with what is known of it."""
        self._document = document
        self._type.setCurrentIndex(max(0, self._type.findData(document.type)))
        self._date.setText(document.date.raw if document.date is not None else "")
        self._hospital.setText(document.hospital)
        aside = document.set_aside is not None
        self._other.setText(self.tr("Use it again") if aside else self.tr("Another patient's"))
        self.show()
        self._type.setFocus()

    def _name(self) -> None:
        document, day = self._document, self._date.text().strip()
        if document is None:
            return
        facts = DocumentFacts(
            str(self._type.currentData()),
            document.title,
            read_date(day) if day else None,
            self._hospital.text().strip(),
            document.author,
            document.language,
            document.grade,
        )
        self.hide()
        self.named.emit(document, facts)

    def _other_patient(self) -> None:
        if self._document is not None:
            self.hide()
            signal = self.set_aside_asked if self._document.set_aside is None else self.taken_back
            signal.emit(self._document)
