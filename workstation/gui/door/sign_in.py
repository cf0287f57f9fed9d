"""The door: who comes in, with which password, and what stands in the way."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from workstation.domain.errors import WorkstationError, WrongPasswordError
from workstation.domain.messages import Message
from workstation.gui import words
from workstation.gui.client import Errands
from workstation.gui.door.parts import Tries, Vestibule
from workstation.gui.kit.buttons import PrimaryButton, SecondaryButton
from workstation.gui.kit.current import Role, role_font, scaled, tokens
from workstation.gui.kit.fields import LineField, PasswordField
from workstation.gui.kit.frames import Label, Rule
from workstation.gui.kit.messages import InlineMessage, show_if
from workstation.gui.kit.paint import RIGHT, paint_avatar, paint_text
from workstation.gui.kit.tokens import Radius, Space
from workstation.gui.roles import role_names
from workstation.messages import Catalogue
from workstation.services.views import DemoUser, DoorView
from workstation.services.workspace import Workspace, describe, open_workspace


class DemoRow(QPushButton):
    """One user of a demo workspace: name, roles, and the password the demo may show. One press signs in."""

    def __init__(self, user: DemoUser, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.user = user
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def retranslate(self) -> None:
        """Name the row in the window's language."""
        self.setAccessibleName(self.tr("Sign in as {name}").replace("{name}", self.user.printed_name))
        self.setAccessibleDescription(f"{self.user.login} · {self.user.password}")

    def sizeHint(self) -> QSize:
        return QSize(Vestibule.WIDTH, scaled(44))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        ground = t.tint if self.isDown() else t.sunken if self.underMouse() else t.bg
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(self.rect()), Radius.CONTROL, Radius.CONTROL)
        disc = scaled(26)
        top = (self.height() - disc) / 2
        paint_avatar(painter, QRectF(Space.S, top, disc, disc), _initials(self.user.printed_name), own=True)
        x = Space.S + disc + Space.M
        half = self.height() / 2
        name = role_font(Role.BODY, QFont.Weight.Medium)
        small = role_font(Role.CAPTION)
        width = self.width() - x - Space.S
        keys = f"{self.user.login} · {self.user.password}"
        taken = paint_text(painter, QRectF(x, 0, width, self.height()), keys, small, t.text2, RIGHT)
        left = width - taken - Space.M
        paint_text(painter, QRectF(x, 4, left, half - 3), self.user.printed_name, name, t.text)
        paint_text(painter, QRectF(x, half, left, half - 4), role_names(self.user.roles), small, t.text2)


def _initials(printed_name: str) -> str:
    parts = [part for part in printed_name.replace(".", ". ").split() if not part.endswith(".")]
    chosen = parts if len(parts) > 1 else printed_name.split()
    return "".join(part[0] for part in (chosen[0], chosen[-1]) if part).upper() if chosen else ""


class Door(Vestibule):
    """Sign-in. `entered` carries the opened workspace; what goes wrong is said here, in place."""

    entered = Signal(object)

    def __init__(
        self,
        folder: Path,
        errands: Errands,
        catalogue: Catalogue,
        opener: Callable[[Path, str, str], Workspace] = open_workspace,
    ) -> None:
        super().__init__("", "")
        self._folder, self._errands, self._catalogue, self._open = folder, errands, catalogue, opener
        self._view = DoorView("", (), None)
        self._said: Callable[[], tuple[str, str]] = lambda: ("quiet", "")
        self.tries = Tries(self)
        self.tries.reopened.connect(self._reopened)
        self._make_form()
        self._make_demo()
        self.retranslate()
        self.look()

    def _make_form(self) -> None:
        self.user_label = Label("", Role.CAPTION, "text2")
        self.user = LineField("")
        self.password_label = Label("", Role.CAPTION, "text2")
        self.password = PasswordField("")
        self.message = InlineMessage("quiet", "", self.inner)
        self.button = PrimaryButton("", "", "↵")
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.again = SecondaryButton("", "")
        self.again.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.column.addSpacing(Space.XS)
        for label, field in ((self.user_label, self.user), (self.password_label, self.password)):
            label.setBuddy(field)
            self.column.addWidget(label)
            self.column.addSpacing(-Space.S)
            self.column.addWidget(field)
        self.column.addWidget(self.message)
        self.column.addWidget(self.button)
        self.column.addWidget(self.again)
        self.user.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self.sign_in)
        self.button.clicked.connect(self.sign_in)
        self.again.clicked.connect(self.look)

    def _make_demo(self) -> None:
        self._demo_rule = Rule()
        self._demo_line = Label("", Role.CAPTION, "text2", wrap=True)
        self.demo_rows: list[DemoRow] = []
        self.column.addSpacing(Space.S)
        self.column.addWidget(self._demo_rule)
        self.column.addWidget(self._demo_line)

    def retranslate(self) -> None:
        """Every word in the window's language."""
        self.heading.setText(self.tr("Workstation"))
        self.line.setText(self._view.name)
        self.user_label.setText(self.tr("User name"))
        self.user.setAccessibleName(self.tr("User name"))
        self.password_label.setText(self.tr("Password"))
        self.password.setAccessibleName(self.tr("Password"))
        self.button.setText(self.tr("Sign in"))
        self.button.setAccessibleName(self.tr("Sign in"))
        self.again.setText(self.tr("Try again"))
        self._demo_line.setText(self.tr("Demonstration with invented patients. Choose who you are:"))
        for demo_row in self.demo_rows:
            demo_row.retranslate()
        self.message.say(*self._said())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def look(self) -> None:
        """Find out what can be known before anybody signs in."""
        self._errands.run(describe, self._folder, done=self._described)

    def _described(self, view: DoorView) -> None:
        self._view = view
        self.line.setText(view.name)
        problem = view.problem
        self._say("problem", lambda: self._render(problem) if problem else "")
        self._allow(problem is None)
        self._show_demo(view.demo_users)
        if problem is None and not self.user.text():
            self.user.setFocus()

    def _show_demo(self, users: tuple[DemoUser, ...]) -> None:
        for demo_row in self.demo_rows:
            self.column.removeWidget(demo_row)
            demo_row.deleteLater()
        self.demo_rows = [DemoRow(user, self.inner) for user in users]
        for demo_row in self.demo_rows:
            demo_row.clicked.connect(lambda _=False, chosen=demo_row.user: self._choose(chosen))
            self.column.addWidget(demo_row)
            demo_row.show()
        for widget in (self._demo_rule, self._demo_line):
            show_if(widget, bool(users))

    def _choose(self, user: DemoUser) -> None:
        self.user.setText(user.login)
        self.password.setText(user.password)
        self.sign_in()

    def sign_in(self) -> None:
        """Try what was typed."""
        if not self.button.isEnabled():
            return
        if not self.user.text().strip() or not self.password.text():
            self._say("problem", lambda: self.tr("Enter user name and password."))
            (self.user if not self.user.text().strip() else self.password).setFocus()
            return
        self._allow(False, keep_fields=True)
        self._say("quiet", lambda: self.tr("Opening the workspace"))
        self._errands.run(
            self._open,
            self._folder,
            self.user.text().strip(),
            self.password.text(),
            done=self._entered,
            failed=self._refused,
        )

    def _entered(self, workspace: Workspace) -> None:
        self.password.clear()
        self.tries.begin_again()
        self._say("quiet", lambda: "")
        self._allow(True)
        self.entered.emit(workspace)

    def _refused(self, error: WorkstationError) -> None:
        self.password.clear()
        if isinstance(error, WrongPasswordError):
            self._wrong_password()
            return
        self._say("problem", lambda: self._catalogue.render_error(error, words.language()))
        self._allow(False)

    def _wrong_password(self) -> None:
        left = self.tries.miss()
        self._allow(left > 0)
        if left:
            self._say(
                "problem", lambda: self.tr("User name or password is not right. %n tries left.", "", left)
            )
            self.password.setFocus()
        else:
            wait = self.tries.seconds_to_wait()
            self._say(
                "problem",
                lambda: self.tr("Too many wrong passwords. The door opens again in %n seconds.", "", wait),
            )

    def _reopened(self) -> None:
        self._say("quiet", lambda: "")
        self._allow(True)

    def _say(self, kind: str, sentence: Callable[[], str]) -> None:
        self._said = lambda: (kind, sentence())
        self.message.say(kind, sentence())

    def _render(self, problem: Message) -> str:
        return self._catalogue.render(problem, words.language())

    def _allow(self, allowed: bool, keep_fields: bool = False) -> None:
        """Open or shut the form; shut with a problem, it offers to look again."""
        for field in (self.user, self.password):
            field.setEnabled(allowed or keep_fields)
        self.button.setEnabled(allowed)
        for demo_row in self.demo_rows:
            demo_row.setEnabled(allowed)
        show_if(self.again, not allowed and not keep_fields and self.tries.left() > 0)
