"""The reviewer's assessment as submitted: the sentence, why, and whether the computed reading agrees."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from workstation.gui.desk.suitability.states import KIND_STATES, kind_word
from workstation.gui.kit.fields import Choice
from workstation.gui.kit.frames import Label
from workstation.gui.kit.messages import show_if
from workstation.gui.kit.pills import StatePill
from workstation.gui.kit.theme import Role
from workstation.gui.kit.tokens import Space, State
from workstation.gui.screen import Session
from workstation.gui.signoff.parts import Quoted, StateShape, emptied, give_way
from workstation.gui.signoff.points import said
from workstation.gui.words import language
from workstation.services.shown_times import local_time, shown_day
from workstation.services.views import SignoffView, VersionView


class AssessmentSummary(QWidget):
    """`version_asked`: the id of another version of the case."""

    version_asked = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._versions: tuple[VersionView, ...] = ()
        self.versions = Choice(self.tr("Version"))
        give_way(self.versions)
        self._who = Label("", Role.CAPTION, "text2", QFont.Weight.DemiBold, wrap=True)
        self._shape = StateShape(State.UNKNOWN, 20)
        self.sentence = Label("", Role.TITLE, wrap=True)
        self._rationale = Quoted()
        self._computed = QHBoxLayout()
        self._computed.setSpacing(Space.S)
        self._differing_head = Label(self.tr("Reason for differing"), Role.CAPTION, "text2")
        self._differing = Quoted()
        self._question = Label("", Role.CAPTION, "text2", wrap=True)
        self._lay_out()
        self.versions.activated.connect(self._pick)
        self.versions.hide()

    def show_view(self, view: SignoffView) -> None:
        """Show what was submitted."""
        at = local_time(view.version.submitted_at, self._session.zone, language())
        who = self.tr("Assessment by %1, %2").replace("%1", view.version.author)
        self._who.setText(who.replace("%2", at))
        self._shape.show_state(KIND_STATES[view.kind])
        self.sentence.setText(said(view.sentence))
        self.setAccessibleName(said(view.sentence))
        self._rationale.show_text(view.rationale)
        self._question.setText(self.tr("Asked: %1").replace("%1", view.question) if view.question else "")
        show_if(self._question, bool(view.question))
        self._show_computed(view)
        differs = bool(view.differing_reason)
        self._differing.show_text(view.differing_reason)
        show_if(self._differing_head, differs)
        show_if(self._differing, differs)

    def show_versions(self, versions: tuple[VersionView, ...], current: str) -> None:
        """Offer the versions of the case, the latest first; nothing to choose from is not shown."""
        self._versions = tuple(reversed(versions))
        self.versions.clear()
        self.versions.addItems([self._version_words(version) for version in self._versions])
        ids = [version.id for version in self._versions]
        if current in ids:
            self.versions.setCurrentIndex(ids.index(current))
        show_if(self.versions, len(versions) > 1)

    def _version_words(self, version: VersionView) -> str:
        words = {
            "submitted": self.tr("Version %1, submitted %2"),
            "returned": self.tr("Version %1 of %2, returned"),
            "signed": self.tr("Version %1 of %2, signed"),
        }[version.state]
        day = shown_day(version.submitted_at.astimezone(self._session.zone).date(), language())
        return words.replace("%1", str(version.number)).replace("%2", day)

    def _pick(self, at: int) -> None:
        self.version_asked.emit(self._versions[at].id)

    def _show_computed(self, view: SignoffView) -> None:
        emptied(self._computed)
        self._computed.addWidget(Label(self.tr("Computed reading"), Role.CAPTION, "text2"))
        if view.computed is None or view.computed_kind is None:
            self._computed.addWidget(Label(self.tr("none"), Role.CAPTION, "text2"), 1)
            return
        pill = StatePill(KIND_STATES[view.computed_kind], kind_word(view.computed_kind))
        pill.setToolTip(said(view.computed))
        self._computed.addWidget(pill)
        agrees = self.tr("agrees") if view.agrees else self.tr("differs")
        self._computed.addWidget(Label(agrees, Role.CAPTION, "text2"), 1)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The computed reading in one line where it fits, else below one another."""
        items = [self._computed.itemAt(at) for at in range(self._computed.count())]
        wish = sum(item.sizeHint().width() + Space.S for item in items if item is not None)
        down = wish > self.width()
        self._computed.setDirection(
            QBoxLayout.Direction.TopToBottom if down else QBoxLayout.Direction.LeftToRight
        )

    def _lay_out(self) -> None:
        title = QHBoxLayout()
        title.setSpacing(Space.S)
        title.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignTop)
        title.addWidget(self.sentence, 1)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(Space.M)
        body.addWidget(self.versions)
        body.addWidget(self._who)
        body.addLayout(title)
        for widget in (self._question, self._rationale):
            body.addWidget(widget)
        body.addLayout(self._computed)
        for widget in (self._differing_head, self._differing):
            body.addWidget(widget)
