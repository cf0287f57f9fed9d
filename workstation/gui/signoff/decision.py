"""The right side: the assessment, and under it (or on a second tab) the decision with signature or return."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from workstation.domain.messages import Message
from workstation.gui.kit.frames import Label, Panel, Rule
from workstation.gui.kit.messages import InlineMessage, show_if
from workstation.gui.kit.segments import SegmentedControl
from workstation.gui.kit.tabs import Tab, TabRow
from workstation.gui.kit.theme import Role
from workstation.gui.kit.tokens import Space
from workstation.gui.screen import Session
from workstation.gui.signoff.returning import Place, ReturnForm
from workstation.gui.signoff.signature import SignatureForm
from workstation.gui.signoff.signed import SignedCard
from workstation.gui.signoff.summary import AssessmentSummary
from workstation.services.views import SignoffView

APPROVE = "approve"
RETURN = "return"
ASSESSMENT = "assessment"
DECISION = "decision"


class DecisionPane(Panel):
    """Assessment and decision; `set_compact` puts them on two tabs."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("surface", ("left",))
        self._session = session
        self._view: SignoffView | None = None
        self._compact = False
        self.tabs = TabRow(self.tr("Sign-off"), self._labels())
        self.summary = AssessmentSummary(session)
        options = (
            (APPROVE, self.tr("Approve"), "sign"),
            (RETURN, self.tr("Return to reviewer"), "undo"),
        )
        self.choice = SegmentedControl(self.tr("Your decision"), options)
        self.signature = SignatureForm(session)
        self.returning = ReturnForm(session)
        self.signed = SignedCard(session)
        self.closed = InlineMessage("note", "", self)
        self.export_message = InlineMessage("quiet", "", self)
        self._disclaimer = InlineMessage("quiet", session.say(Message("export.disclaimer")))
        self._rule = Rule()
        self._decision_head = Label(self.tr("Your decision"), Role.CAPTION, "text2", QFont.Weight.DemiBold)
        self._decision = QWidget()
        self._scroll = QScrollArea()
        self._lay_out()
        self.tabs.chosen.connect(self._arrange)
        self.choice.chosen.connect(self._show_choice)
        self._arrange()

    def show_view(self, view: SignoffView) -> None:
        """Show a version and what may be done with it."""
        fresh = self._view is None or self._view.version.id != view.version.id
        self._view = view
        self.summary.show_view(view)
        self.signature.show_view(view)
        self.returning.show_view(view)
        self.signed.show_view(view)
        if fresh:
            self.choice.choose(APPROVE)
        self.closed.say("note", self._closed_words(view))
        self._show_choice(self.choice.value())

    def choose(self, decision: str) -> None:
        """Go to approving or returning, where it is possible."""
        if self._may_decide():
            self.choice.choose(decision)
            self._show_choice(decision)
            self.show_tab(DECISION)

    def show_tab(self, key: str) -> None:
        """Show the assessment or the decision where there is room for one only."""
        self.tabs.choose(key)
        self._arrange()

    def set_compact(self, compact: bool) -> None:
        """Two tabs instead of one column."""
        if compact != self._compact:
            self._compact = compact
            self._arrange()

    def show_about(self, about: Place | None) -> None:
        """The field that is looked at: a comment begins with it."""
        self.returning.show_about(about)

    def _may_decide(self) -> bool:
        view = self._view
        return view is not None and view.closed is None and view.version.state == "submitted"

    def _closed_words(self, view: SignoffView) -> str:
        if view.version.state == "signed":
            return ""
        if view.closed == Message("assessment.newer_version"):
            return self.tr("This is an earlier version. The decision is made on the latest.")
        if view.version.state == "returned":
            return self.tr("Returned to the reviewer. What is submitted again comes here as a new version.")
        return "" if view.closed is None else self._session.say(view.closed)

    def _show_choice(self, decision: str) -> None:
        may, view = self._may_decide(), self._view
        for widget in (self._decision_head, self.choice):
            show_if(widget, may)
        show_if(self.signature, may and decision == APPROVE)
        show_if(self.returning, may and decision == RETURN)
        show_if(self.signed, view is not None and view.version.state == "signed")
        if may and decision == RETURN:
            self.returning.write()
        self.changed.emit()

    def _arrange(self, _key: str = "") -> None:
        shown = self.tabs.current()
        show_if(self.tabs, self._compact)
        show_if(self.summary, not self._compact or shown == ASSESSMENT)
        show_if(self._rule, not self._compact)
        show_if(self._disclaimer, not self._compact)  # the status bar always says it
        show_if(self._decision, not self._compact or shown == DECISION)
        self._scroll.verticalScrollBar().setValue(0)

    def _labels(self) -> tuple[Tab, ...]:
        return Tab(ASSESSMENT, self.tr("Assessment")), Tab(DECISION, self.tr("Decision"))

    def _lay_out(self) -> None:
        decision = QVBoxLayout(self._decision)
        decision.setContentsMargins(0, 0, 0, 0)
        decision.setSpacing(Space.M)
        parts: tuple[QWidget, ...] = (
            self._decision_head,
            self.choice,
            self.closed,
            self.signature,
            self.returning,
            self.signed,
        )
        for widget in parts:
            decision.addWidget(widget)
        ground = Panel("surface")
        column = QVBoxLayout(ground)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.L)
        for part in (self.summary, self._rule, self._decision):
            column.addWidget(part)
        column.addStretch(1)
        self._scroll.setWidget(ground)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setAccessibleName(self.tr("Assessment and decision"))
        foot = QVBoxLayout()
        foot.setContentsMargins(Space.L, Space.S, Space.L, Space.M)
        foot.setSpacing(Space.S)
        foot.addWidget(self.export_message)
        foot.addWidget(self._disclaimer)
        body = QVBoxLayout(self)
        body.setContentsMargins(1, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.tabs)
        body.addWidget(self._scroll, 1)
        body.addLayout(foot)
