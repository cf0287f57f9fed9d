"""What the recommendation rests on: the deciding facts, the layers of a criteria set, what in it is open."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workstation.criteria.verdicts import Result
from workstation.gui.desk.suitability.states import RESULT_STATES, result_word
from workstation.gui.kit.fields import Choice
from workstation.gui.kit.frames import Card, ElidedLabel, Label, Rule, column, row
from workstation.gui.kit.pills import EvidencePill, StatePill
from workstation.gui.kit.theme import Role, scaled
from workstation.gui.kit.tokens import Space, State
from workstation.gui.signoff.crops import page_number
from workstation.gui.signoff.parts import emptied, give_way
from workstation.gui.signoff.points import said
from workstation.gui.words import source_pill
from workstation.services.views import (
    RowMark,
    SignoffCriterion,
    SignoffFact,
    SignoffLayer,
    SignoffSet,
    SignoffSource,
    SignoffView,
)

LABEL_WIDTH = 168
STATE_WIDTH = 104
LABEL_NARROW = 132


class TableCard(Card):
    """A titled card with rows under hairlines."""

    def __init__(self, title: str, note: str = "") -> None:
        super().__init__()
        self.body.setContentsMargins(0, 1, 0, 1)
        self.body.setSpacing(0)
        self.head = QHBoxLayout()
        self.head.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        self.head.setSpacing(Space.S)
        self._title = Label(title, Role.BODY, "text", QFont.Weight.DemiBold)
        self._note = Label(note, Role.CAPTION, "text2")
        self.head.addWidget(self._title)
        self.head.addStretch(1)
        self.head.addWidget(self._note)
        self.body.addLayout(self.head)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)
        self.setAccessibleName(title)

    def show_title(self, title: str) -> None:
        """Show another title."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def show_note(self, note: str) -> None:
        """Show other quiet words at the right."""
        self._note.setText(note)

    def clear_rows(self) -> None:
        """Take the rows away."""
        emptied(self._rows)

    def add_row(self, *parts: QWidget, stretch: int) -> None:
        """Add a row; the part at `stretch` takes the room that is left."""
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(Space.L, 5, Space.L, 5)
        layout.setSpacing(Space.M)
        for at, part in enumerate(parts):
            layout.addWidget(part, int(at == stretch), Qt.AlignmentFlag.AlignVCenter)
        line.setMinimumHeight(scaled(32))
        self._rows.addWidget(Rule())
        self._rows.addWidget(line)


def _label(text: str, width: int) -> Label:
    label = Label(text, Role.BODY, "text2", wrap=True)
    label.setFixedWidth(scaled(width))
    return label


def _below(value: QWidget, marks: Iterable[QWidget]) -> QWidget:
    """A value with its marks under it, where there is no room beside it."""
    box = QWidget()
    box.setLayout(column(value, row(*marks, None), spacing=Space.XS))
    return box


class FactsCard(TableCard):
    """The deciding facts with their sources; `fact_asked(field id, group id)` when a source is pressed."""

    fact_asked = Signal(str, object)

    def __init__(self) -> None:
        super().__init__("", "")
        self.show_title(self.tr("Decisive facts"))
        self.show_note(self.tr("what the recommendation rests on"))
        self._view: SignoffView | None = None
        self._compact = False

    def set_compact(self, compact: bool) -> None:
        """One pill a row and a narrower label, where room is short."""
        if compact != self._compact:
            self._compact = compact
            if self._view is not None:
                self.show_view(self._view)

    def show_view(self, view: SignoffView) -> None:
        """The facts of a version."""
        self._view = view
        self.clear_rows()
        places = {
            source.page: source for row in view.rows for value in row.values for source in value.sources
        }
        for fact in view.deciding:
            label = _label(said(fact.label), LABEL_NARROW if self._compact else LABEL_WIDTH)
            marks, pills = self._mark(fact), self._pills(fact, places)
            value: QWidget = Label(said(fact.shown), Role.BODY, "text", QFont.Weight.Medium, wrap=True)
            if self._compact and marks:
                value, marks = _below(value, marks), ()
            self.add_row(label, value, *marks, *pills, stretch=1)

    def _mark(self, fact: SignoffFact) -> tuple[QWidget, ...]:
        if fact.mark is RowMark.CONFLICT:
            return (StatePill(State.CONFLICT, self.tr("Conflict")),)
        if fact.mark is RowMark.DOUBTFUL:
            return (StatePill(State.BORDERLINE, f"{int((fact.confidence or 0) * 100)} %"),)
        if fact.mark is RowMark.NO_SOURCE:
            return (StatePill(State.UNKNOWN, self.tr("no source")),)
        return ()

    def _pills(self, fact: SignoffFact, places: dict[str, SignoffSource]) -> Iterable[QWidget]:
        known = [places[page] for page in fact.pages if page in places]
        most = 1 if self._compact else 2
        for at, source in enumerate(known[:most]):
            more = len(known) - most if at == most - 1 else 0
            pill = EvidencePill(
                source_pill(source.document_type, int(page_number(source.page))), max(more, 0)
            )
            pill.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the list at the left is the way by key
            said_page = self.tr("%1, page %2").replace("%1", said(source.document))
            pill.setToolTip(said_page.replace("%2", page_number(source.page)))
            pill.clicked.connect(partial(self.fact_asked.emit, fact.field_id, fact.group_id))
            yield pill


class LayersCard(TableCard):
    """The layers of one criteria set with shape, word and count; the set is chosen in the head."""

    set_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__("")
        self.show_title(self.tr("Layers for"))
        self.sets = Choice(self.tr("Criteria set"))
        give_way(self.sets)
        self.sets.setMaximumWidth(scaled(320))
        self.head.insertWidget(1, self.sets, 3)
        self._view: SignoffView | None = None
        self._order: tuple[SignoffSet, ...] = ()
        self.sets.currentIndexChanged.connect(self._show)

    def show_view(self, view: SignoffView) -> None:
        """The sets of a version, those the recommendation names first."""
        self._view = view
        named = [one for one in view.sets if one.set_id in view.set_ids]
        self._order = (*named, *(one for one in view.sets if one not in named))
        self.show_note(self.tr("as of %1").replace("%1", said(view.as_of_shown)))
        self.sets.blockSignals(True)
        self.sets.clear()
        self.sets.addItems([said(one.name) for one in self._order])
        self.sets.blockSignals(False)
        self._show(0)

    def _show(self, at: int) -> None:
        self.clear_rows()
        if not 0 <= at < len(self._order):
            return
        one = self._order[at]
        if one.verdict == "not_applicable":
            self.add_row(Label(said(one.reason), Role.BODY, "text", wrap=True), stretch=0)
        for layer in one.layers:
            self._layer(layer)
        self.set_chosen.emit(one)

    def _layer(self, layer: SignoffLayer) -> None:
        result = Result(layer.verdict)
        pill = StatePill(RESULT_STATES[result], result_word(result))
        cell = QWidget()
        box = QHBoxLayout(cell)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(pill)
        box.addStretch(1)
        cell.setFixedWidth(scaled(STATE_WIDTH))
        marks = [StatePill(State.BORDERLINE, self.tr("Borderline"))] if layer.borderline else []
        told = Label(self._counted(layer), Role.BODY, "text2", wrap=True)
        self.add_row(_label(said(layer.title), LABEL_NARROW), cell, told, *marks, stretch=2)

    def _counted(self, layer: SignoffLayer) -> str:
        counts = self.tr("%1 of %2 met").replace("%1", str(layer.met)).replace("%2", str(layer.of))
        unmet = sum(one.verdict == Result.NOT_MET for one in layer.open_criteria)
        unknown = len(layer.open_criteria) - unmet
        parts = [counts]
        if unmet:
            parts.append(self.tr("%n not met", "", unmet))
        if unknown:
            parts.append(self.tr("%n unknown", "", unknown))
        return self.tr(", ").join(parts)


class OpenCriteriaCard(TableCard):
    """The criteria of the chosen set that are not met or unknown, each with why."""

    def __init__(self) -> None:
        super().__init__("")
        self.show_title(self.tr("Not met or unknown"))

    def show_set(self, one: SignoffSet) -> None:
        """The open criteria of a set, those not met first; hidden when there is none."""
        self.clear_rows()
        found = [(layer, criterion) for layer in one.layers for criterion in layer.open_criteria]
        found.sort(key=lambda pair: pair[1].verdict != Result.NOT_MET)
        self.show_note(str(len(found)))
        for layer, criterion in found:
            self._criterion(layer, criterion)
        self.setVisible(bool(found))

    def _criterion(self, layer: SignoffLayer, criterion: SignoffCriterion) -> None:
        result = Result(criterion.verdict)
        cell = QWidget()
        box = QHBoxLayout(cell)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(StatePill(RESULT_STATES[result], result_word(result)))
        box.addStretch(1)
        cell.setFixedWidth(scaled(STATE_WIDTH))
        told = QWidget()
        lines = QVBoxLayout(told)
        lines.setContentsMargins(0, 2, 0, 2)
        lines.setSpacing(1)
        lines.addWidget(Label(said(criterion.topic), Role.BODY, "text", QFont.Weight.Medium, wrap=True))
        reason = said(criterion.reason)
        if reason:
            lines.addWidget(Label(reason, Role.CAPTION, "text2", wrap=True))
        told.setToolTip(said(criterion.sentence))
        where = ElidedLabel(said(layer.title), Role.CAPTION, "text3")
        where.setFixedWidth(scaled(96))
        self.add_row(cell, told, where, stretch=1)
