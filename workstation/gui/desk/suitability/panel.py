"""The suitability tab: matrix, card, what is missing, the reviewer's assessment, submission."""

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFont, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workstation.criteria.verdicts import Layer, Result
from workstation.domain.dates import ClinicalDate
from workstation.gui.desk.suitability.card import CriterionCard
from workstation.gui.desk.suitability.matrix import Cell, Matrix
from workstation.gui.desk.suitability.missing_row import MissingRow
from workstation.gui.desk.suitability.recommendation import RecommendationForm
from workstation.gui.desk.suitability.states import applies
from workstation.gui.desk.suitability.submit_strip import SubmitStrip
from workstation.gui.desk.suitability.verdict_news import Kinds, kinds_of, verdict_news
from workstation.gui.desk.timeline.panel import TimelinePanel
from workstation.gui.kit.frames import Label, Panel, UprightScroll, column, row
from workstation.gui.kit.messages import InlineMessage
from workstation.gui.kit.theme import Role
from workstation.gui.kit.tokens import Space
from workstation.gui.screen import Session
from workstation.gui.words import shown_date
from workstation.services import derived
from workstation.services.views import CaseHeader, FormView, SuitabilityView

LATER_MS = 250

CARD = 420
WIDE = 1180
ROOM_FOR_TIMELINE = 880
LEAST_BELOW = 200


class SuitabilityPanel(QWidget):
    """`saved`: the draft was written. `status_changed`: submitted. `counted`: label criteria that are unknown.
    `changed`: which sets stand otherwise than before, in a sentence.
    """

    saved = Signal()
    status_changed = Signal()
    counted = Signal(int)
    field_asked = Signal(str, object)
    source_asked = Signal(object)
    page_asked = Signal(str)
    changed = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._header: CaseHeader | None = None
        self._waiting: SuitabilityView | None = None
        self._later = QTimer(self, interval=LATER_MS, singleShot=True)
        self._later.timeout.connect(self.refresh)
        self._kinds: Kinds = {}
        self._form: FormView | None = None
        self.timeline = TimelinePanel(session.catalogue, with_reasons=False)
        self.matrix = Matrix(session.catalogue)
        self.missing = MissingRow(session)
        self.recommendation = RecommendationForm(session)
        self.submission = SubmitStrip(session)
        self._left = QWidget(self)
        self._below = QWidget()
        QVBoxLayout(self._below).setContentsMargins(0, 0, 0, 0)
        self.card = CriterionCard(session)
        self.card.setParent(self)
        self._as_of = Label("", Role.BODY, "text2")
        self._outside = InlineMessage()
        self._card_open = False
        self.setFocusProxy(self.matrix)
        self._lay_out()
        self._wire()

    def show_case(self, header: CaseHeader) -> None:
        """Show the suitability of a case."""
        changed = self._header is None or self._header.case_id != header.case_id
        self._header = header
        if changed:
            self.submission.forget()
            self._kinds, self._waiting = {}, None
            self.counted.emit(0)
        self.recommendation.show_case(header)
        if self.isVisible():
            self.refresh()
        else:  # after the page, which is waited for
            self._later.start()

    def show_form(self, form: FormView) -> None:
        """The form whose sources the card and the timeline show."""
        self._form = form
        self.timeline.show_form(form)
        self.card.show_form(form)

    def refresh(self) -> None:
        """Ask for the verdicts of what is recorded now: what would change them only where somebody looks, for it
        takes longer than all the rest."""
        self._later.stop()
        if self._header is not None:
            explained = self.isVisible()
            shown = partial(self._show, explained)
            self._session.client.call(
                derived.suitability, self._header.case_id, explained, done=shown, owner=self
            )

    def begin_submit(self) -> None:
        """Save what is typed, then show what stands in the way."""
        self.recommendation.save()
        if self._header is not None:
            self.submission.ask(self._header)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    # Inside

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._waiting is not None:
            self._draw(self._waiting)
            self.refresh()
        elif self._later.isActive():
            self.refresh()

    def _show(self, explained: bool, view: SuitabilityView) -> None:
        """Count at once; draw when it is looked at, for a card is dear and a case is often left before."""
        if self._header is None or view.review_id != self._header.review_id:
            return
        self.counted.emit(
            sum(
                verdict.result is Result.UNKNOWN
                for one in view.verdicts
                if applies(one.applicability)
                for verdict in one.verdicts
                if verdict.layer is Layer.LABEL
            )
        )
        told = verdict_news(self._kinds, view.verdicts, self._session.say)
        self._kinds = kinds_of(view.verdicts)
        if told:
            self.changed.emit(told)
        self._waiting = view
        if explained:
            self._draw(view)

    def _draw(self, view: SuitabilityView) -> None:
        self._waiting = None
        self.matrix.show_verdicts(view.verdicts)
        self.matrix.setFixedHeight(self.matrix.height_wanted())
        self.missing.show_missing(view.missing, self._form)
        self.recommendation.show_view(view)
        as_of = shown_date(ClinicalDate.of_day(view.as_of))
        self._as_of.setText(self.tr("as of %1").replace("%1", as_of))
        self._show_outside(view)
        cell = self.matrix.cell()
        if cell is not None:
            self.card.show_cell(cell, keep=True)

    def _show_outside(self, view: SuitabilityView) -> None:
        routing = view.outside
        said = (
            [self._session.say(part) for part in (routing.message, routing.route)]
            if routing is not None
            else []
        )
        self._outside.say("warning", " ".join(said))

    def _open_card(self, cell: Cell) -> None:
        self.card.show_cell(cell)
        self._card_open = True
        self._place()
        self.card.setFocus()

    def _close_card(self) -> None:
        self._card_open = False
        self._place()
        self.matrix.setFocus()

    def _moved(self, cell: Cell) -> None:
        self.card.show_cell(cell)

    def _submitted(self) -> None:
        self.status_changed.emit()

    def _place(self) -> None:
        """The card beside the matrix where there is width, else below it where there is height, else over it."""
        wide = self.width() >= WIDE
        below = not wide and self._room_below() >= LEAST_BELOW
        self.timeline.setVisible(wide and self.height() >= ROOM_FOR_TIMELINE)
        card = min(452 if self.width() >= 1400 else CARD, self.width() - 40)
        self._left.setGeometry(0, 0, self.width() - (card if wide else 0), self.height())
        layout = self._below.layout()
        if below and layout is not None and layout.indexOf(self.card) < 0:
            layout.addWidget(self.card)
        elif not below:
            if layout is not None:
                layout.removeWidget(self.card)
            self.card.setParent(self)
            self.card.setGeometry(self.width() - card, 0, card, self.height())
            self.card.raise_()
        self.card.setVisible(wide or below or self._card_open)

    def _room_below(self) -> int:
        """Px that nothing fills when the card is not below the matrix."""
        parts = (self._head, self._outside, self.matrix, self.missing, self.recommendation, self.submission)
        return self.height() - sum(part.sizeHint().height() for part in parts if not part.isHidden())

    def _lay_out(self) -> None:
        head = self._head = Panel("surface", ("bottom",))
        title = Label(self.tr("Suitability"), Role.BODY, "text", QFont.Weight.DemiBold)
        note = Label(self.tr("computed from the confirmed findings"), Role.BODY, "text2")
        head.setLayout(row(title, note, None, self._as_of, margins=(Space.L, Space.S, Space.L, Space.S)))
        inside = QWidget()
        parts = (
            self.timeline,
            head,
            self._outside,
            self.matrix,
            self.missing,
            self._below,
            self.recommendation,
        )
        body = column(*parts, spacing=0)
        body.setStretchFactor(self._below, 1)
        inside.setLayout(body)
        self._left.setLayout(column(UprightScroll(inside), self.submission, spacing=0))

    def _wire(self) -> None:
        self.matrix.moved.connect(self._moved)
        self.matrix.opened.connect(self._open_card)
        self.card.closed.connect(self._close_card)
        self.recommendation.saved.connect(self.saved)
        self.submission.submitted.connect(self._submitted)
        self.submission.page_asked.connect(self.page_asked)
        for part in (self.missing, self.card, self.timeline):
            part.field_asked.connect(self.field_asked)
        for source in (self.card, self.timeline):
            source.source_asked.connect(self.source_asked)
