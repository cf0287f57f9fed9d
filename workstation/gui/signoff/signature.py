"""The signature block: meaning, printed name, time, user name, password, what is known to be open, one button."""

from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from workstation.domain.errors import NotAllowedError, StaleError, WorkstationError, WrongPasswordError
from workstation.domain.messages import Message
from workstation.gui.door.parts import Tries
from workstation.gui.kit.buttons import PrimaryButton
from workstation.gui.kit.fields import Choice, LineField, PasswordField
from workstation.gui.kit.frames import Card, Label, row
from workstation.gui.kit.messages import InlineMessage
from workstation.gui.kit.theme import Role
from workstation.gui.kit.tokens import Height, Space
from workstation.gui.roles import role_names
from workstation.gui.screen import Session
from workstation.gui.signoff.parts import CheckLine, HashText, Icon, Lines, give_way
from workstation.gui.words import language
from workstation.services.assessment import MEANINGS, sign_assessment
from workstation.services.shown_times import local_time
from workstation.services.views import SignatureView, SignoffView

CLOCK_MS = 5_000


class SignatureForm(Card):
    """`signed`: a SignatureView. `reload_asked`: the version on screen is out of date."""

    signed = Signal(object)
    reload_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._view: SignoffView | None = None
        self._under_way = False
        self.meaning = Choice(self.tr("Meaning"))
        give_way(self.meaning)
        for meaning in MEANINGS:
            self.meaning.addItem(session.say(Message(f"export.meaning.{meaning}")), meaning)
        self._time = Label("")
        self.user = LineField(self.tr("User name"))
        self.password = PasswordField(self.tr("Password"))
        self.agreed = CheckLine()
        self.message = InlineMessage("problem", "", self)
        name = session.user.printed_name
        self.button = PrimaryButton(self.tr("Sign as %1").replace("%1", name), "sign", "↵")
        self.button.set_height(Height.SIGN)
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._binds = Label("", Role.CAPTION, "text2", wrap=True)
        self._hash = HashText(short=True)
        self.tries = Tries(self)
        self._clock = QTimer(self)
        self._clock.setInterval(CLOCK_MS)
        self._lay_out()
        self._wire()

    def show_view(self, view: SignoffView) -> None:
        """What would be signed; what was typed for another version is forgotten."""
        fresh = self._view is None or self._view.version.id != view.version.id
        self._view = view
        counts = self.tr(
            "Binds %1 findings, %2 sources, %3 files, %4 criteria sets. Read-only after signing."
        )
        for at, count in enumerate((view.findings, view.sources, view.files, len(view.sets)), start=1):
            counts = counts.replace(f"%{at}", str(count))
        self._binds.setText(counts)
        self._hash.show_hash(view.version.sha256)
        if fresh:
            self.user.setText(self._session.user.login)
            self.password.clear()
            self.agreed.box.setChecked(False)
            self.message.say("problem", "")
        self._tick()

    def show_unchecked(self, count: int) -> None:
        """How many points were not looked at: the sentence to agree to says so."""
        if count:
            said = self.tr(
                "I have read the assessment and the open points, and I know that %n points are not checked.",
                "",
                count,
            )
        else:
            said = self.tr("I have read the assessment and every open point.")
        self.agreed.say(said)

    def sign(self) -> None:
        """Sign when the form is complete, else go to what is missing."""
        view = self._view
        if view is None or not self.button.isEnabled() or self._under_way:
            self._first_missing().setFocus()
            return
        if self.user.text().strip().casefold() != self._session.user.login.casefold():
            self._missed()
            return
        self._under_way = True
        self._check()
        meaning, password = str(self.meaning.currentData()), self.password.text()
        self._session.client.call(
            sign_assessment, view.version.id, password, meaning, done=self._signed, failed=self._refused
        )
        self.password.clear()

    def _first_missing(self) -> LineField:
        return self.user if not self.user.text().strip() else self.password

    def _signed(self, signature: SignatureView) -> None:
        self._under_way = False
        self.tries.begin_again()
        self.signed.emit(signature)

    def _refused(self, error: WorkstationError) -> None:
        self._under_way = False
        if isinstance(error, WrongPasswordError):
            self._missed()
            return
        self.message.say("problem", self._session.say(error))
        if isinstance(error, (StaleError, NotAllowedError)):  # somebody else decided meanwhile
            self.message.add_action(self.tr("Read it again")).clicked.connect(self.reload_asked)
        self._check()

    def _missed(self) -> None:
        left = self.tries.miss()
        self.password.clear()
        if left:
            said = self.tr("User name or password is not right. %n tries left.", "", left)
        else:
            wait = self.tries.seconds_to_wait()
            said = self.tr("Too many wrong passwords. Try again in %n seconds.", "", wait)
        self.message.say("problem", said)
        self._check()
        self.password.setFocus()

    def _reopened(self) -> None:
        self.message.say("problem", "")
        self._check()

    def _check(self) -> None:
        """The button is pressed only when everything is there; else it says what is missing."""
        self.password.setEnabled(self.tries.left() > 0)
        if self._under_way:
            reason = self.tr("Being signed…")
        elif not self.tries.left():
            reason = self.message.text()
        elif not self.agreed.box.isChecked():
            reason = self.tr("Tick that you have read the assessment.")
        elif not self.user.text().strip() or not self.password.text():
            reason = self.tr("Type your password.")
        else:
            reason = ""
        self.button.explain(reason)

    def _tick(self) -> None:
        now = datetime.now(self._session.zone)
        self._time.setText(local_time(now, self._session.zone, language()))

    def _wire(self) -> None:
        self._clock.timeout.connect(self._tick)
        self._clock.start()
        self.tries.reopened.connect(self._reopened)
        self.password.textChanged.connect(self._check)
        self.user.textChanged.connect(self._check)
        self.agreed.toggled.connect(self._check)
        self.user.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self.sign)
        self.button.clicked.connect(self.sign)
        self._check()

    def _lay_out(self) -> None:
        user = self._session.user
        named = self.tr("%1, %2").replace("%1", user.printed_name).replace("%2", role_names(user.roles))
        lines = Lines()
        lines.add(self.tr("Meaning"), self.meaning)
        lines.add(self.tr("Printed name"), Label(named, wrap=True))
        lines.add(self.tr("Time"), self._time)
        lines.add(self.tr("User name"), self.user)
        lines.add(self.tr("Password"), self.password)
        body = self.body
        body.setSpacing(Space.M)
        body.addLayout(row(Icon("shield", "accent"), Label(self.tr("Signature"), Role.TITLE), None))
        body.addLayout(lines)
        for widget in (self.message, self.agreed, self.button, self._binds):
            body.addWidget(widget)
        digest = QHBoxLayout()
        digest.setSpacing(Space.S)
        digest.addWidget(Label("SHA-256", Role.CAPTION, "text2"))
        digest.addWidget(self._hash, 1)
        body.addLayout(digest)
        self.setAccessibleName(self.tr("Signature"))
