"""The signed state: who, when, what it means, the hash; and whether all of it still holds."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workstation.domain.messages import Message
from workstation.gui.kit.buttons import SecondaryButton
from workstation.gui.kit.frames import Card, Label
from workstation.gui.kit.messages import InlineMessage, announce
from workstation.gui.kit.theme import Role
from workstation.gui.kit.tokens import Space, State
from workstation.gui.screen import Session
from workstation.gui.signoff.parts import HashText, Lines, StateShape, emptied
from workstation.gui.words import language
from workstation.services.shown_times import clock_time, local_time
from workstation.services.verification import verify_case
from workstation.services.views import Check, SignoffView


class SignedCard(Card):
    """`verified`: when the checks were run, as a clock time."""

    verified = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._case_id = ""
        self._name = Label("", Role.BODY, "text", QFont.Weight.Medium, wrap=True)
        self._time = Label("", wrap=True)
        self._meaning = Label("", wrap=True)
        self._hash = HashText(short=False)
        self._key = HashText(short=True)
        self._problem = InlineMessage("problem", "", self)
        self.verify = SecondaryButton(self.tr("Verify"), "shield")
        self.checks: tuple[Check, ...] = ()
        self._checks = QVBoxLayout()
        self._checks.setSpacing(Space.XS)
        self._lay_out()
        self.verify.clicked.connect(self._verify)

    def show_view(self, view: SignoffView) -> None:
        """The signature of a version."""
        signature = view.version.signature
        if signature is None:
            return
        self._case_id = view.version.case_id
        self._name.setText(f"{signature.printed_name} ({signature.login})")
        self._time.setText(local_time(signature.signed_at, self._session.zone, language()))
        self._meaning.setText(self._session.say(Message(f"export.meaning.{signature.meaning}")))
        self._hash.show_hash(view.version.sha256)
        self._key.show_hash(signature.public_key)
        broken = self.tr("The signature does not fit this version. Do not rely on it.")
        self._problem.say("problem", "" if signature.valid else broken)
        self._show_checks(())

    def _verify(self) -> None:
        self.verify.explain(self.tr("Being checked…"))
        self._session.client.read(verify_case, self._case_id, done=self._verified)

    def _verified(self, checks: tuple[Check, ...]) -> None:
        self.verify.explain("")
        self._show_checks(checks)
        held = all(check.ok for check in checks)
        announce(self, self.tr("Everything holds.") if held else self.tr("Something does not hold."))
        self.verified.emit(clock_time(datetime.now(self._session.zone), self._session.zone))

    def _show_checks(self, checks: tuple[Check, ...]) -> None:
        self.checks = checks
        emptied(self._checks)
        for check in checks:
            line = QWidget()
            layout = QHBoxLayout(line)
            layout.setContentsMargins(0, 2, 0, 2)
            layout.setSpacing(Space.S)
            shape = StateShape(State.MET if check.ok else State.NOT_MET, 16)
            layout.addWidget(shape, 0, Qt.AlignmentFlag.AlignTop)
            told = self._session.say(check.message)
            layout.addWidget(Label(told, Role.CAPTION, "text2" if check.ok else "not_met", wrap=True), 1)
            line.setAccessibleName(told)
            self._checks.addWidget(line)

    def _lay_out(self) -> None:
        lines = Lines()
        lines.add(self.tr("Signed by"), self._name)
        lines.add(self.tr("Time"), self._time)
        lines.add(self.tr("Meaning"), self._meaning)
        lines.add(self.tr("SHA-256"), self._hash)
        lines.add(self.tr("Key"), self._key)
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(StateShape(State.MET))
        head.addWidget(Label(self.tr("Signed, read-only"), Role.TITLE), 1)
        head.addWidget(self.verify)
        self.body.setSpacing(Space.M)
        self.body.addLayout(head)
        self.body.addLayout(lines)
        self.body.addWidget(self._problem)
        self.body.addLayout(self._checks)
        self.setAccessibleName(self.tr("Signature"))
