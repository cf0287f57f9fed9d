"""Before submitting: what stands in the way, what the supervisor will find open, and the one button."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout

from workstation.domain.errors import WorkstationError
from workstation.gui.kit.buttons import IconButton, PrimaryButton
from workstation.gui.kit.frames import Label, Panel, row
from workstation.gui.kit.messages import InlineMessage
from workstation.gui.kit.theme import Role
from workstation.gui.kit.tokens import Space
from workstation.gui.screen import Session
from workstation.services import assessment as verbs
from workstation.services import queue
from workstation.services.views import CaseHeader, SubmissionCheck, VersionView


class SubmitStrip(Panel):
    """`submitted`: a `VersionView`. `page_asked`: the first page never opened, or not read."""

    submitted = Signal(object)
    page_asked = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__("bg", ("top",))
        self._session = session
        self._header: CaseHeader | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.XS)
        self._message = InlineMessage()
        self._button = PrimaryButton(self.tr("Submit for sign-off"), "sign")
        close = IconButton(self.tr("Close"), "close")
        title = Label(self.tr("Submit"), Role.BODY, "text", QFont.Weight.DemiBold)
        body = QVBoxLayout(self)
        body.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        body.setSpacing(Space.S)
        body.addLayout(row(title, None, self._button, close))
        body.addLayout(self._lines)
        body.addWidget(self._message)
        self._button.clicked.connect(self._submit)
        close.clicked.connect(self.forget)
        self.hide()

    def ask(self, header: CaseHeader) -> None:
        """Look what is open now and show it."""
        self._header = header
        self._message.say("note", "")
        client = self._session.client
        client.call(queue.case_header, header.case_id, done=self._take_header)
        client.call(
            verbs.submission_check, header.case_id, done=partial(self._show, header.case_id), owner=self
        )

    def forget(self) -> None:
        """Close; an answer that is still on its way is not shown."""
        self._header = None
        self.hide()

    def _take_header(self, header: CaseHeader) -> None:
        """The case as it is now: the first change of the record may have claimed it."""
        if self._header is not None and self._header.case_id == header.case_id:
            self._header = header

    @property
    def button(self) -> PrimaryButton:
        return self._button

    def _show(self, case_id: str, check: SubmissionCheck) -> None:
        if self._header is None or self._header.case_id != case_id:
            return
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for message in check.blocking:
            self._lines.addWidget(InlineMessage("problem", self._session.say(message)))
        for message in check.advisory:
            line = InlineMessage("warning", self._session.say(message))
            pages = {"unseen": check.unseen, "unread": check.unread}.get(message.id.rsplit(".", 1)[1])
            if pages:
                opened = line.add_action(self.tr("Open the first")).clicked
                opened.connect(partial(self.page_asked.emit, pages[0]))
            self._lines.addWidget(line)
        if not check.blocking and not check.advisory:
            said = self.tr("Nothing is open. A supervisor signs what is submitted now.")
            self._lines.addWidget(Label(said, Role.BODY, "text2"))
        reason = self._session.say(check.blocking[0]) if check.blocking else ""
        self._button.explain(reason)
        self.show()
        self._button.setFocus()

    def _submit(self) -> None:
        header = self._header
        if header is None:
            return
        self._button.explain(self.tr("Being submitted…"))
        pool = self._session.pool()
        self._session.client.call(
            verbs.submit_assessment,
            pool,
            header.case_id,
            header.row_version,
            done=self._submitted,
            failed=self._refused,
        )

    def _submitted(self, version: VersionView) -> None:
        self.forget()
        self.submitted.emit(version)

    def _refused(self, error: WorkstationError) -> None:
        self._button.explain("")
        self._message.say("problem", self._session.say(error))
