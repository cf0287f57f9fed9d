"""The reviewer's own assessment: one of four sentences, for which products, why; saved as it is typed."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout

from workstation.criteria.verdicts import RecommendationKind, SetVerdict
from workstation.domain.errors import WorkstationError
from workstation.gui.desk.suitability.states import KIND_STATES, applies, kind_word
from workstation.gui.kit.fields import TextArea
from workstation.gui.kit.flow import Flow
from workstation.gui.kit.frames import Label, Panel, row
from workstation.gui.kit.messages import InlineMessage, show_if
from workstation.gui.kit.pills import StatePill
from workstation.gui.kit.segments import SegmentedControl
from workstation.gui.kit.theme import Role, scaled
from workstation.gui.kit.tokens import Space
from workstation.gui.screen import Session
from workstation.services import assessment as verbs
from workstation.services.recommendations import differs
from workstation.services.views import AssessmentView, CaseHeader, SuitabilityView

SAVE_AFTER_MS = 700


class RecommendationForm(Panel):
    """`saved`: the draft was written. None of the four is chosen at first; nothing decides for the reviewer."""

    saved = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("surface", ("top",))
        self._session = session
        self._header: CaseHeader | None = None
        self._draft: AssessmentView | None = None
        self._view: SuitabilityView | None = None
        self._filling = False
        options = tuple((kind.value, kind_word(kind), KIND_STATES[kind].value) for kind in RecommendationKind)
        self._kinds = SegmentedControl(self.tr("Your assessment"), options)
        self._computed = QHBoxLayout()
        self._sets = Flow(spacing=Space.M)
        self._boxes: dict[str, QCheckBox] = {}
        self._rationale = self._area(self.tr("Rationale"), self.tr("Why, in a few sentences"))
        self._differing_note = InlineMessage(
            "warning", self.tr("Your recommendation differs from the computed reading. Say why.")
        )
        self._differing = self._area(self.tr("Reason for differing"), self.tr("Reason for differing"))
        self._message = InlineMessage()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(SAVE_AFTER_MS)
        self._lay_out()
        self._later.timeout.connect(self.save)
        self._kinds.chosen.connect(self._changed_now)
        self._rationale.textChanged.connect(self._typed)
        self._differing.textChanged.connect(self._typed)

    def show_case(self, header: CaseHeader) -> None:
        """Show the draft of a case."""
        self.save()
        if self._header is None or self._header.review_id != header.review_id:
            self._draft = None  # until this review's own has come, nothing here is written
        self._header = header
        self._session.client.call(verbs.draft_recommendation, header.case_id, done=self._show_draft)

    def show_view(self, view: SuitabilityView) -> None:
        """The computed reading to stand beside."""
        self._view = view
        self._show_computed()
        self._show_sets(view.verdicts)
        self._show_differing()

    def save(self) -> None:
        """Write what stands here now; nothing when it is what is stored."""
        self._later.stop()
        header, draft = self._header, self._draft
        if header is None or draft is None or not header.may_edit or self._shown() == _content(draft):
            return
        kind, sets, rationale, differing = self._shown()
        self._session.client.call(
            verbs.record_recommendation,
            header.review_id,
            kind,
            sets,
            rationale,
            differing,
            draft.row_version,
            done=self._written,
            failed=self._refused,
        )
        # What is on its way counts as stored, so that typing meanwhile is saved against the next version.
        self._draft = AssessmentView(draft.review_id, kind, sets, rationale, differing, draft.row_version + 1)

    # Inside

    def _area(self, name: str, placeholder: str) -> TextArea:
        area = TextArea(name, placeholder)
        area.setFixedHeight(scaled(64))
        area.setTabChangesFocus(True)
        return area

    def _lay_out(self) -> None:
        body = QVBoxLayout(self)
        body.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        body.setSpacing(Space.S)
        title = Label(self.tr("Your assessment"), Role.BODY, "text", QFont.Weight.DemiBold)
        head = row(title, None)
        head.addLayout(self._computed)
        body.addLayout(head)
        body.addWidget(self._kinds)
        body.addWidget(self._sets)
        for widget in (self._rationale, self._differing_note, self._differing, self._message):
            body.addWidget(widget)

    def _shown(self) -> tuple[RecommendationKind | None, tuple[str, ...], str, str]:
        value = self._kinds.value()
        kind = RecommendationKind(value) if value else None
        sets = tuple(set_id for set_id, box in self._boxes.items() if box.isChecked())
        return kind, sets, self._rationale.toPlainText().strip(), self._differing.toPlainText().strip()

    def _show_draft(self, draft: AssessmentView) -> None:
        if self._header is None or draft.review_id != self._header.review_id:
            return
        if self._draft is None or self._shown() == _content(self._draft):
            self._fill(draft)
        else:
            self._later.start()  # typed since it was asked for: that stays and is saved
        self._draft = draft
        for widget in (self._kinds, self._rationale, self._differing, *self._boxes.values()):
            widget.setEnabled(self._header.may_edit)
        self._message.say("note", "")
        self._show_differing()

    def _fill(self, draft: AssessmentView) -> None:
        self._filling = True
        self._kinds.choose(draft.kind.value if draft.kind is not None else "")
        for area, text in ((self._rationale, draft.rationale), (self._differing, draft.differing_reason)):
            if area.toPlainText().strip() != text:
                area.setPlainText(text)
        for set_id, box in self._boxes.items():
            box.setChecked(set_id in draft.set_ids)
        self._filling = False

    def _written(self, draft: AssessmentView) -> None:
        if self._header is not None and draft.review_id == self._header.review_id:
            if self._draft is None or draft.row_version >= self._draft.row_version:
                self._draft = draft  # else a later one is on its way
            self._message.say("note", "")
            self.saved.emit()
            if self._shown() != _content(draft):
                self._later.start()

    def _refused(self, error: WorkstationError) -> None:
        self._message.say("problem", self._session.say(error))
        if self._header is not None:
            case_id = self._header.case_id
            self._session.client.call(verbs.draft_recommendation, case_id, done=self._keep_version)

    def _keep_version(self, draft: AssessmentView) -> None:
        """After a refusal: what was typed stays on screen, the next save is made against what is stored."""
        if self._header is not None and draft.review_id == self._header.review_id:
            self._draft = draft

    def _changed_now(self, _value: object = None) -> None:
        self._show_differing()
        if not self._filling:
            self.save()

    def _typed(self) -> None:
        if not self._filling:
            self._later.start()

    def _show_computed(self) -> None:
        while (item := self._computed.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        computed = self._view.computed if self._view is not None else None
        if computed is None:
            return
        self._computed.addWidget(Label(self.tr("Computed reading"), Role.CAPTION, "text2"))
        pill = StatePill(KIND_STATES[computed.kind], kind_word(computed.kind))
        pill.setToolTip(self._session.say(computed.message))
        self._computed.addWidget(pill)

    def _show_sets(self, verdicts: tuple[SetVerdict, ...]) -> None:
        if not self._boxes:
            self._sets.add(Label(self.tr("For"), Role.CAPTION, "text2"))
            for verdict in verdicts:
                box = QCheckBox(self._session.say(verdict.name))
                box.toggled.connect(self._changed_now)
                box.setEnabled(self._header is not None and self._header.may_edit)
                self._boxes[verdict.set_id] = box
                self._sets.add(box)
            if self._draft is not None:
                self._fill(self._draft)
        for verdict in verdicts:
            reason = verdict.applicability_reason
            said = (
                self._session.say(reason) if reason is not None and not applies(verdict.applicability) else ""
            )
            self._boxes[verdict.set_id].setToolTip(said)

    def _show_differing(self) -> None:
        kind, sets, rationale, reason = self._shown()
        review = self._header.review_id if self._header is not None else ""
        shown = AssessmentView(review, kind, sets, rationale, reason, 0)
        other = self._view is not None and differs(shown, self._view)
        show_if(self._differing_note, other)
        show_if(self._differing, other)


def _content(draft: AssessmentView) -> tuple[RecommendationKind | None, tuple[str, ...], str, str]:
    return draft.kind, draft.set_ids, draft.rationale, draft.differing_reason
