"""The discussion under the points: who said what about which field, and a line to answer on the current point."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from workstation.gui.desk.discussion import CommentField, shown_time
from workstation.gui.kit.frames import Label, Panel, row
from workstation.gui.kit.pills import Avatar, Pill
from workstation.gui.kit.theme import Role, scaled
from workstation.gui.kit.tokens import Space
from workstation.gui.screen import Session
from workstation.gui.signoff.parts import emptied
from workstation.gui.signoff.points import Point, said
from workstation.gui.words import language
from workstation.services import discussion
from workstation.services.views import CommentView, NewComment


class DiscussionBox(QWidget):
    """`counted`: open comments."""

    counted = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._case_id = ""
        self._point: Point | None = None
        self._ground = Panel("surface")
        self._lines = QVBoxLayout(self._ground)
        self._lines.setContentsMargins(0, 0, Space.S, 0)
        self._lines.setSpacing(Space.M)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._ground)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(self.tr("Discussion on this record"))
        self.field = CommentField(self.tr("Comment"), "")
        self.field.setFixedHeight(scaled(52))
        self.field.sent.connect(self._send)
        title = Label(self.tr("Discussion on this record"), Role.CAPTION, "text2", QFont.Weight.DemiBold)
        body = QVBoxLayout(self)
        body.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        body.setSpacing(Space.S)
        body.addWidget(title)
        body.addWidget(self._scroll)
        body.addWidget(self.field)
        body.addStretch(1)

    def show_case(self, case_id: str) -> None:
        """Show the discussion of a case."""
        self._case_id = case_id
        self._session.client.call(discussion.comments, case_id, done=self.show_comments)

    def show_point(self, point: Point | None) -> None:
        """What a new comment is about."""
        self._point = point
        key = self._session.keymap.shown("comment.here")
        about = self.tr("this assessment")
        if point is not None and point.row is not None:
            about = said(point.row.label)
        asked = self.tr("Comment on %1 (%2)").replace("%2", key).replace("%1", about)
        self.field.setPlaceholderText(asked)
        self.field.setAccessibleName(asked)

    def write(self) -> None:
        """Put the cursor in the field."""
        self.field.setFocus()

    def _send(self) -> None:
        text = self.field.toPlainText().strip()
        if not text:
            return
        place = self._point.row if self._point is not None else None
        field, group = (place.field_id, place.group_id) if place is not None else (None, None)
        new = NewComment(text, field, group)
        self._session.client.call(discussion.comment, self._case_id, new, done=self._sent)

    def _sent(self, comments: tuple[CommentView, ...]) -> None:
        self.field.clear()
        self.show_comments(comments)

    def show_comments(self, comments: tuple[CommentView, ...]) -> None:
        """The whole discussion, oldest first."""
        emptied(self._lines)
        for comment in comments:
            self._lines.addWidget(self._comment(comment))
        if not comments:
            self._lines.addWidget(Label(self.tr("Nothing has been said yet."), Role.BODY, "text3", wrap=True))
        QTimer.singleShot(0, self, self._fit)  # once the new lines are there
        self.counted.emit(sum(not comment.settled for comment in comments))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """What was said is as high as its words, so that the field stands right under it."""
        wish = self._lines.totalHeightForWidth(max(self.width() - 2 * Space.L, 120))
        self._scroll.setMaximumHeight(max(wish, scaled(24)))
        self._scroll.setMinimumHeight(min(max(wish, scaled(24)), scaled(80)))

    def _comment(self, comment: CommentView) -> QWidget:
        box = QWidget()
        words = QVBoxLayout()
        words.setSpacing(2)
        when = Label(self._when(comment), Role.CAPTION, "text2", wrap=True)
        who = row(Label(comment.author, Role.BODY, "text", QFont.Weight.DemiBold), None)
        if comment.settled:
            who.addWidget(Pill(self.tr("settled"), "check"))
        words.addLayout(who)
        words.addWidget(when)
        ink = "text3" if comment.settled else "text"
        words.addWidget(Label(comment.text, Role.BODY, ink, wrap=True))
        line = row()
        line.addWidget(Avatar(comment.initials, comment.author), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        box.setLayout(line)
        return box

    def _when(self, comment: CommentView) -> str:
        at = shown_time(comment.at, self._session.zone)
        if comment.field_id is None:
            return at
        field = self._session.rules.dictionary.field(comment.field_id).label(language())
        return self.tr("%1 on %2").replace("%1", at).replace("%2", field)
