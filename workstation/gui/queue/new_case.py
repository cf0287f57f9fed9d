"""A new case, asked in place beside the table: who, what is asked, how urgent."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QVBoxLayout

from workstation.domain.dates import read_date
from workstation.domain.errors import WorkstationError
from workstation.gui.kit.buttons import PrimaryButton, SecondaryButton
from workstation.gui.kit.fields import Choice, LineField
from workstation.gui.kit.frames import Label, Panel, row
from workstation.gui.kit.messages import InlineMessage, show_if
from workstation.gui.kit.theme import Role, scaled
from workstation.gui.kit.tokens import Space
from workstation.gui.queue.columns import urgency_word
from workstation.gui.queue.preview import WIDTH
from workstation.gui.screen import Session
from workstation.services import queue as verbs
from workstation.services.views import NewCase, NewPatient, Urgency


class NewCasePanel(Panel):
    """`created`: the id of the new case. `dismissed`: nothing was made."""

    created = Signal(str)
    dismissed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("surface", ("left",))
        self._session = session
        self.setFixedWidth(scaled(WIDTH))
        self._name = LineField(self.tr("Patient's name"))
        self._birth = LineField(self.tr("Born"), self.tr("for example 12 Apr 1965"))
        self._sex = Choice(self.tr("Sex"))
        for value, label in (("", "–"), ("female", self.tr("female")), ("male", self.tr("male"))):
            self._sex.addItem(label, value)
        self._record = LineField(self.tr("Record number"))
        self._question = LineField(self.tr("Question"))
        self._referrer = LineField(self.tr("Referred by"))
        self._place = LineField(self.tr("Hospital"))
        self._urgency = Choice(self.tr("Urgency"))
        for urgency in Urgency:
            self._urgency.addItem(urgency_word(urgency), urgency.value)
        self._urgency.setCurrentIndex(self._urgency.findData(Urgency.NORMAL.value))
        self._why = LineField(self.tr("Reason of the urgency"), self.tr("Why it is urgent"))
        self._message = InlineMessage()
        self._make = PrimaryButton(self.tr("Open the case"))
        self._leave = SecondaryButton(self.tr("Cancel"))
        self._lay_out()
        self._make.clicked.connect(self._create)
        self._leave.clicked.connect(self.dismissed)
        self._name.textChanged.connect(self._enable)
        self._urgency.currentIndexChanged.connect(self._enable)
        self._why.textChanged.connect(self._enable)
        for field in (self._name, self._birth, self._record, self._question, self._referrer, self._place):
            field.returnPressed.connect(self._create)
        self._enable()

    def ask(self) -> None:
        """Begin an empty form."""
        for field in (
            self._name,
            self._birth,
            self._record,
            self._question,
            self._referrer,
            self._place,
            self._why,
        ):
            field.clear()
        self._sex.setCurrentIndex(0)
        self._urgency.setCurrentIndex(self._urgency.findData(Urgency.NORMAL.value))
        self._message.say("note", "")
        self._enable()
        self._name.setFocus()

    def _lay_out(self) -> None:
        body = QVBoxLayout(self)
        body.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        body.setSpacing(Space.M)
        body.addWidget(Label(self.tr("New case"), Role.TITLE))
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setVerticalSpacing(Space.XS)
        for field in (
            self._name,
            self._birth,
            self._sex,
            self._record,
            self._question,
            self._referrer,
            self._place,
            self._urgency,
            self._why,
        ):
            form.addRow(Label(field.accessibleName(), Role.CAPTION, "text2"), field)
        self._form = form
        body.addLayout(form)
        body.addWidget(self._message)
        body.addLayout(row(self._make, self._leave, None))
        body.addStretch(1)

    def _enable(self) -> None:
        urgent = self._urgency.currentData() != Urgency.NORMAL.value
        for widget in (self._why, self._form.labelForField(self._why)):
            if widget is not None:
                show_if(widget, urgent)
        reason = "" if self._name.text().strip() else self.tr("Give the patient's name.")
        if not reason and urgent and not self._why.text().strip():
            reason = self.tr("Say why it is urgent.")
        self._make.explain(reason)

    def _create(self) -> None:
        if not self._make.isEnabled():
            return
        self._make.explain(self.tr("Being opened…"))  # a second Enter opens no second case
        born = self._birth.text().strip()
        patient = NewPatient(
            self._name.text().strip(),
            read_date(born) if born else None,
            self._sex.currentData() or None,
            self._record.text().strip(),
        )
        new = NewCase(
            patient,
            self._question.text().strip(),
            self._referrer.text().strip(),
            self._place.text().strip(),
            Urgency(self._urgency.currentData()),
            self._why.text().strip(),
        )
        self._session.client.call(verbs.create_case, new, done=self.created.emit, failed=self._refused)

    def _refused(self, error: WorkstationError) -> None:
        self._enable()
        self._message.say("problem", self._session.say(error))
