"""The discussion tab: comments on fields and pages, oldest first; open or settled; one line to write."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from workstation.domain.errors import WorkstationError
from workstation.gui.kit.buttons import LinkButton, PrimaryButton, QuietButton
from workstation.gui.kit.fields import TextArea
from workstation.gui.kit.frames import Label, Panel, Rule, row
from workstation.gui.kit.pills import Avatar, Pill
from workstation.gui.kit.theme import Role, scaled
from workstation.gui.kit.tokens import Space
from workstation.gui.screen import Session
from workstation.gui.words import language
from workstation.services import discussion
from workstation.services.views import CaseHeader, CommentView, FormRow, NewComment


class CommentField(TextArea):
    """Enter sends, Shift+Enter breaks the line."""

    sent = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.sent.emit()
            return
        super().keyPressEvent(event)


class DiscussionPanel(QWidget):
    """`field_asked`: (field id, group id) of a comment's place. `counted`: open comments."""

    field_asked = Signal(str, object)
    counted = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._case_id = ""
        self._about: tuple[str, str | None] | None = None
        self._unsent: dict[str, str] = {}
        self._list = QScrollArea()
        self._list.setWidgetResizable(True)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setAccessibleName(self.tr("Comments"))
        self._place = Label("", Role.CAPTION, "text2")
        self._text = CommentField(self.tr("Comment"), self.tr("Write a comment"))
        self._text.setMaximumHeight(scaled(72))
        send = PrimaryButton(self.tr("Send"), "comment", "↵")
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self._list, 1)
        body.addWidget(Rule())
        foot = QVBoxLayout()
        foot.setContentsMargins(Space.L, Space.S, Space.L, Space.M)
        foot.setSpacing(Space.S)
        foot.addWidget(self._place)
        foot.addWidget(self._text)
        foot.addLayout(row(None, send))
        body.addLayout(foot)
        self.setFocusProxy(self._text)
        send.clicked.connect(self._send)
        self._text.sent.connect(self._send)

    def show_case(self, header: CaseHeader) -> None:
        """Show the discussion of a case."""
        if header.case_id != self._case_id:
            self._about = None
            self._place.setText("")
            self._unsent[self._case_id] = self._text.toPlainText()
            self._text.setPlainText(self._unsent.pop(header.case_id, ""))
        self._case_id = header.case_id
        self._call(discussion.comments, header.case_id)

    def write_about(self, form_row: FormRow) -> None:
        """Begin a comment on a field."""
        self._about = (form_row.field.id, form_row.group_id)
        said = self.tr("About %1").replace("%1", form_row.field.label(language()))
        self._place.setText(said)
        self._text.setFocus()

    def _send(self) -> None:
        text = self._text.toPlainText().strip()
        if not text:
            return
        field, group = self._about or (None, None)
        new = NewComment(text, field, group)
        failed = partial(self._refused, self._case_id, text)
        self._call(discussion.comment, self._case_id, new, failed=failed)
        self._text.clear()
        self._about = None
        self._place.setText("")

    def _call(
        self,
        verb: Callable[..., object],
        *args: object,
        failed: Callable[[WorkstationError], None] | None = None,
    ) -> None:
        """The answer is the whole discussion; it is shown while its case is."""
        asked = partial(self._show, self._case_id)
        self._session.client.call(verb, *args, done=asked, failed=failed, owner=self)

    def _refused(self, case_id: str, text: str, error: WorkstationError) -> None:
        """What was not taken stands in the line again."""
        self._session.client.refused.emit(error)
        if case_id != self._case_id:
            self._unsent[case_id] = text
        elif not self._text.toPlainText():
            self._text.setPlainText(text)

    def _show(self, case_id: str, comments: tuple[CommentView, ...]) -> None:
        if case_id != self._case_id:
            return
        ground = Panel("surface")
        column = QVBoxLayout(ground)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.M)
        for comment in comments:
            column.addWidget(self._comment(comment))
        if not comments:
            said = self.tr("Nothing has been said yet. %1 writes a comment on the focused field.")
            said = said.replace("%1", self._session.keymap.shown("comment.here"))
            column.addWidget(Label(said, Role.BODY, "text3", wrap=True))
        column.addStretch(1)
        self._list.setWidget(ground)
        self.counted.emit(sum(not comment.settled for comment in comments))

    def _comment(self, comment: CommentView) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        who = Label(comment.author, Role.BODY, "text", QFont.Weight.DemiBold)
        when = Label(shown_time(comment.at, self._session.zone), Role.CAPTION, "text3")
        settled = Pill(self.tr("settled"), "check") if comment.settled else None
        settle = QuietButton(self.tr("Open again") if comment.settled else self.tr("Settle"))
        settle.clicked.connect(lambda: self._settle(comment))
        parts: list[QWidget | None] = [Avatar(comment.initials, comment.author), who, when]
        if comment.field_id is not None:
            parts.append(self._field_link(comment.field_id, comment.group_id))
        parts += [None] if settled is None else [None, settled]
        column.addLayout(row(*parts, settle))
        column.addWidget(Label(comment.text, Role.BODY, "text3" if comment.settled else "text", wrap=True))
        return box

    def _field_link(self, field_id: str, group_id: str | None) -> LinkButton:
        field = self._session.rules.dictionary.field(field_id)
        link = LinkButton(field.label(language()))
        link.clicked.connect(lambda: self.field_asked.emit(field_id, group_id))
        return link

    def _settle(self, comment: CommentView) -> None:
        verb = discussion.settle_comment
        self._call(verb, comment.id, comment.row_version, not comment.settled)


def shown_time(at: datetime, zone: ZoneInfo) -> str:
    """A moment in the workspace's zone."""
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
