"""What the current case is about, beside the table; opens it, defers it."""

from datetime import date, datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFont
from PySide6.QtWidgets import QVBoxLayout

from workstation.criteria.verdicts import RecommendationKind
from workstation.domain.dates import read_date
from workstation.gui.desk.suitability.states import KIND_STATES, kind_word
from workstation.gui.kit.buttons import IconButton, PrimaryButton, SecondaryButton
from workstation.gui.kit.fields import LineField
from workstation.gui.kit.frames import Label, Panel, Rule, row
from workstation.gui.kit.messages import InlineMessage, show_if
from workstation.gui.kit.pills import StatePill
from workstation.gui.kit.theme import Role, scaled
from workstation.gui.kit.tokens import Space
from workstation.gui.queue.columns import identity_line, urgency_word
from workstation.gui.screen import Session
from workstation.gui.words import document_type, shown_date
from workstation.services import pages as page_verbs
from workstation.services.views import DocumentView, QueueRow, Urgency

WIDTH = 312


class Preview(Panel):
    """`opened`: open the case. `deferred`: (row, day, reason)."""

    opened = Signal(object)
    deferred = Signal(object, object, str)

    def __init__(self, session: Session) -> None:
        super().__init__("surface", ("left",))
        self._session = session
        self._row: QueueRow | None = None
        self.setFixedWidth(scaled(WIDTH))
        self._name = Label("", Role.TITLE, wrap=True)
        self._identity = Label("", Role.BODY, "text2")
        self._urgency = Label("", Role.BODY, "text2", wrap=True)
        self._open = PrimaryButton(self.tr("Open"), "", "↵")
        self._defer = SecondaryButton(self.tr("Defer"), "clock")
        self._to_bin = IconButton(self.tr("Move to the bin"), "bin")
        self._restore = SecondaryButton(self.tr("Restore"), "undo")
        self._until = LineField(self.tr("Until"), self.tr("Until (day)"))
        self._reason = LineField(self.tr("Reason"), self.tr("Reason"))
        self._set = SecondaryButton(self.tr("Defer until then"))
        self._message = InlineMessage()
        self._computed = QVBoxLayout()
        self._documents = QVBoxLayout()
        self._lay_out()
        self.show_view(False)
        self._open.clicked.connect(lambda: self.opened.emit(self._row))
        self._defer.clicked.connect(self.ask_defer)
        self._set.clicked.connect(self._defer_now)
        self._reason.returnPressed.connect(self._defer_now)

    def show_row(self, row: QueueRow | None) -> None:
        """Show a case; None shows nothing."""
        changed = row is None or self._row is None or row.case_id != self._row.case_id
        self._row = row
        if row is None:
            self.hide()
            return
        self._name.setText(row.patient_name)
        self._identity.setText(identity_line(row))
        lead = urgency_word(row.urgency)
        self._urgency.setText(f"{lead}: {row.urgency_reason}" if row.urgency_reason else lead)
        self._urgency.set_colour("not_met" if row.urgency is Urgency.URGENT else "text2")
        _empty(self._computed)
        if row.computed is not None:
            kind = RecommendationKind(row.computed)
            self._computed.addWidget(Label(self.tr("Computed reading"), Role.CAPTION, "text2"))
            self._computed.addWidget(
                StatePill(KIND_STATES[kind], kind_word(kind)), 0, Qt.AlignmentFlag.AlignLeft
            )
            if row.computed_for is not None:
                said = self._session.say(row.computed_for)
                self._computed.addWidget(Label(said, Role.BODY, "text2", wrap=True))
        if changed:
            self._close_defer()
            _empty(self._documents)
            client = self._session.client
            client.read(page_verbs.case_documents, row.case_id, done=self._show_documents)

    def follow_bin(self, to_bin: QAction, restore: QAction) -> None:
        """Offer what is offered in the list: into the bin, or in its view out of it, which comes first there."""
        self._to_bin.follow(to_bin)
        self._restore.follow(restore)

    def show_view(self, is_bin: bool) -> None:
        """Whether the case lies in the bin, where it is not put off."""
        for button in (self._defer, self._to_bin):
            button.setVisible(not is_bin)
        self._restore.setVisible(is_bin)

    def ask_defer(self) -> None:
        """Ask until when and why, in place."""
        for widget in (self._until, self._reason, self._set):
            show_if(widget, True)
        week = self._today() + timedelta(days=7)
        self._until.setText(week.isoformat())
        self._until.setFocus()
        self._until.selectAll()

    def say(self, text: str) -> None:
        """Show why something was refused."""
        self._message.say("problem", text)

    def _show_documents(self, documents: tuple[DocumentView, ...]) -> None:
        _empty(self._documents)
        if documents:
            title = Label(self.tr("Documents"), Role.CAPTION, "text2", QFont.Weight.DemiBold)
            self._documents.addWidget(title)
        for document in documents[:12]:
            pages = self.tr("%n p", "pages", len(document.pages))
            when = Label(
                " · ".join(p for p in (shown_date(document.date), pages) if p), Role.CAPTION, "text2"
            )
            self._documents.addLayout(row(Label(document_type(document.type)), None, when))

    def _defer_now(self) -> None:
        day = read_date(self._until.text())
        if not day.is_exact:
            self.say(self.tr("Give a day, for example 2026-12-01."))
            return
        self.deferred.emit(self._row, day.alternatives[0].earliest, self._reason.text().strip())

    def _close_defer(self) -> None:
        self._message.say("note", "")
        self._reason.clear()
        for widget in (self._until, self._reason, self._set):
            widget.hide()

    def _today(self) -> date:
        return datetime.now(self._session.zone).date()

    def _lay_out(self) -> None:
        body = QVBoxLayout(self)
        body.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        body.setSpacing(Space.S)
        for widget in (self._name, self._identity, self._urgency):
            body.addWidget(widget)
        body.addLayout(row(self._open, self._defer, self._restore, None, self._to_bin))
        for field in (self._until, self._reason, self._set, self._message):
            body.addWidget(field)
            field.hide()
        body.addWidget(Rule())
        body.addLayout(self._computed)
        body.addWidget(Rule())
        body.addLayout(self._documents)
        body.addStretch(1)


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if widget is not None:
            widget.deleteLater()
        if isinstance(inner, QVBoxLayout):
            _empty(inner)
        elif inner is not None:
            while (child := inner.takeAt(0)) is not None:
                if (part := child.widget()) is not None:
                    part.deleteLater()
