"""The lock: nothing of a case is left on the screen until the same person gives the password again."""

from datetime import datetime

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QSizePolicy

from workstation.domain.errors import WorkstationError, WrongPasswordError
from workstation.gui.client import Client
from workstation.gui.door.parts import Tries, Vestibule
from workstation.gui.kit.buttons import LinkButton, PrimaryButton
from workstation.gui.kit.current import Role
from workstation.gui.kit.fields import PasswordField
from workstation.gui.kit.frames import Label
from workstation.gui.kit.messages import InlineMessage
from workstation.gui.kit.tokens import Space
from workstation.services.users import sign_with_password
from workstation.services.workspace import Workspace


def prove_password(ws: Workspace, password: str) -> None:
    """Raises WrongPasswordError unless it is the signed-in user's."""
    sign_with_password(ws, password, b"unlock")


class Lock(Vestibule):
    """Product name, user, password. `unlocked` when it was right, `sign_out_asked` for somebody else."""

    unlocked = Signal()
    sign_out_asked = Signal()

    def __init__(self, client: Client, user_name: str) -> None:
        super().__init__("", "")
        self._client, self._user_name = client, user_name
        self._at = datetime.now()
        self.tries = Tries(self)
        self.tries.reopened.connect(self._reopened)
        self.user = Label(user_name, Role.TITLE)
        self.password_label = Label("", Role.CAPTION, "text2")
        self.password = PasswordField("")
        self.password_label.setBuddy(self.password)
        self.message = InlineMessage("quiet", "", self.inner)
        self.button = PrimaryButton("", "lock", "↵")
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.leave = LinkButton("")
        self.column.addWidget(self.user)
        self.column.addWidget(self.password_label)
        self.column.addSpacing(-Space.S)
        for part in (self.password, self.message, self.button, self.leave):
            self.column.addWidget(part)
        self.password.returnPressed.connect(self.unlock)
        self.button.clicked.connect(self.unlock)
        self.leave.clicked.connect(self.sign_out_asked)
        self.retranslate()

    def close_now(self, at: datetime) -> None:
        """Shut at this local time."""
        self._at = at
        self.password.clear()
        self.message.say("quiet", "")
        self.retranslate()
        self.password.setFocus()

    def retranslate(self) -> None:
        """Every word in the window's language."""
        self.heading.setText(self.tr("Workstation"))
        said = self.tr("Locked {time}. Your work is saved.")
        self.line.setText(said.replace("{time}", self._at.strftime("%H:%M")))
        self.password_label.setText(self.tr("Password"))
        self.password.setAccessibleName(self.tr("Password"))
        self.button.setText(self.tr("Unlock"))
        self.button.setAccessibleName(self.tr("Unlock"))
        self.leave.setText(self.tr("Sign out"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def unlock(self) -> None:
        """Try what was typed."""
        if not self.button.isEnabled() or not self.password.text():
            self.password.setFocus()
            return
        self.button.setEnabled(False)
        self._client.call(prove_password, self.password.text(), done=self._right, failed=self._wrong)
        self.password.clear()

    def _right(self, _nothing: None) -> None:
        self.tries.begin_again()
        self.unlocked.emit()

    def _wrong(self, error: WorkstationError) -> None:
        if not isinstance(error, WrongPasswordError):
            self._client.refused.emit(error)
            self.button.setEnabled(True)
            return
        left = self.tries.miss()
        self.button.setEnabled(left > 0)
        self.password.setEnabled(left > 0)
        if left:
            self.message.say("problem", self.tr("The password is not right. %n tries left.", "", left))
            self.password.setFocus()
        else:
            wait = self.tries.seconds_to_wait()
            said = self.tr("Too many wrong passwords. The door opens again in %n seconds.", "", wait)
            self.message.say("problem", said)

    def _reopened(self) -> None:
        self.message.say("quiet", "")
        self.button.setEnabled(True)
        self.password.setEnabled(True)
