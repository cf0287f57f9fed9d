"""Returning an assessment: comments, each about a field or the whole, and one button."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from workstation.domain.errors import NotAllowedError, StaleError, WorkstationError
from workstation.gui.kit.buttons import IconButton, LinkButton, PrimaryButton
from workstation.gui.kit.fields import Choice, TextArea
from workstation.gui.kit.frames import Card, Label, row
from workstation.gui.kit.messages import InlineMessage
from workstation.gui.kit.theme import Role, scaled
from workstation.gui.kit.tokens import Height, Space
from workstation.gui.screen import Session
from workstation.gui.signoff.parts import give_way
from workstation.gui.signoff.points import place_words, said
from workstation.services.assessment import return_assessment
from workstation.services.views import NewComment, SignoffRow, SignoffView, VersionView

Place = tuple[str, str | None]


class FieldComment(QWidget):
    """One comment: the field it is about, and the words."""

    removed = Signal(object)

    def __init__(self, rows: tuple[SignoffRow, ...]) -> None:
        super().__init__()
        self.field = Choice(self.tr("What the comment is about"))
        give_way(self.field)
        self.field.addItem(self.tr("The whole assessment"), None)
        for one in rows:
            where = place_words(one)
            self.field.addItem(f"{said(one.label)} · {where}" if where else said(one.label), _place(one))
        self.text = TextArea(self.tr("Comment"), self.tr("What should be changed, and why"))
        self.text.setFixedHeight(scaled(72))
        self.remove = IconButton(self.tr("Remove this comment"), "close")
        self.remove.clicked.connect(lambda: self.removed.emit(self))
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(Space.XS)
        head = row(self.field, self.remove)
        head.setStretch(0, 1)
        body.addLayout(head)
        body.addWidget(self.text)

    def choose(self, place: Place | None) -> None:
        """Make it about a field; None is the whole assessment."""
        places = [self.field.itemData(at) for at in range(self.field.count())]
        self.field.setCurrentIndex(places.index(place) if place in places else 0)

    def comment(self) -> NewComment:
        """What was written."""
        field, group = self.field.currentData() or (None, None)
        return NewComment(self.text.toPlainText().strip(), field, group)


class ReturnForm(Card):
    """`returned`: a VersionView, once the case went back. `reload_asked`: the version is out of date."""

    returned = Signal(object)
    reload_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._view: SignoffView | None = None
        self._about: Place | None = None
        self.comments: list[FieldComment] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(Space.M)
        self.another = LinkButton(self.tr("Comment on another field"), "plus")
        self.message = InlineMessage("problem", "", self)
        self.button = PrimaryButton(self.tr("Return to reviewer"), "undo")
        self.button.set_height(Height.SIGN)
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.body.setSpacing(Space.M)
        self.body.addWidget(Label(self.tr("Return with comments"), Role.TITLE))
        self.body.addLayout(self._list)
        for widget in (self.another, self.message, self.button):
            self.body.addWidget(widget)
        self.another.clicked.connect(self.add)
        self.button.clicked.connect(self.send)
        self.setAccessibleName(self.tr("Return with comments"))

    def show_view(self, view: SignoffView) -> None:
        """What would be returned; comments on another version are forgotten, those on this one stay."""
        fresh = self._view is None or self._view.version.id != view.version.id
        self._view = view
        if not fresh:
            return
        for comment in self.comments:
            self._list.removeWidget(comment)
            comment.deleteLater()
        self.comments.clear()
        self.message.say("problem", "")
        self.add()

    def show_about(self, about: Place | None) -> None:
        """What a new comment is about at first; an empty first comment follows."""
        self._about = about
        if len(self.comments) == 1 and not self.comments[0].comment().text:
            self.comments[0].choose(about)

    def add(self) -> None:
        """One more comment, about what is looked at."""
        if self._view is None:
            return
        comment = FieldComment(self._view.rows)
        comment.choose(self._about)
        comment.removed.connect(self._remove)
        comment.text.textChanged.connect(self._check)
        self.comments.append(comment)
        self._list.addWidget(comment)
        self._check()
        comment.text.setFocus()

    def write(self) -> None:
        """Put the cursor into the last comment."""
        if self.comments:
            self.comments[-1].text.setFocus()

    def send(self) -> None:
        """Return the case with what was written."""
        view = self._view
        written = tuple(new for one in self.comments if (new := one.comment()).text)
        if view is None or not written:
            return
        self.button.explain(self.tr("Being returned…"))
        case_id, seen = view.version.case_id, view.case_row_version
        call = self._session.client.call
        call(return_assessment, case_id, written, seen, done=self._returned, failed=self._refused)

    def _returned(self, version: VersionView) -> None:
        self.returned.emit(version)

    def _refused(self, error: WorkstationError) -> None:
        self._check()
        self.message.say("problem", self._session.say(error))
        if isinstance(error, (StaleError, NotAllowedError)):  # somebody else decided meanwhile
            self.message.add_action(self.tr("Read it again")).clicked.connect(self.reload_asked)

    def _remove(self, comment: FieldComment) -> None:
        self.comments.remove(comment)
        self._list.removeWidget(comment)
        comment.deleteLater()
        self._check()
        self.write()

    def _check(self) -> None:
        for comment in self.comments:
            comment.remove.setVisible(len(self.comments) > 1)
        written = any(comment.comment().text for comment in self.comments)
        self.button.explain("" if written else self.tr("Write what should be changed."))


def _place(one: SignoffRow) -> Place:
    return one.field_id, one.group_id
