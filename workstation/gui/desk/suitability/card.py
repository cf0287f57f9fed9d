"""The criterion card: the verdict, the facts it stands on, what would change it, where it comes from."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from workstation.criteria.verdicts import Change, FactUsed, Verdict
from workstation.gui.desk.suitability.matrix import Cell
from workstation.gui.desk.suitability.states import RESULT_STATES, layer_word, result_word, severity_word
from workstation.gui.desk.suitability.whose import whose
from workstation.gui.kit.buttons import IconButton, LinkButton
from workstation.gui.kit.frames import Label, Panel, Rule, column, row
from workstation.gui.kit.pills import EvidencePill, Pill, StatePill
from workstation.gui.kit.theme import Role
from workstation.gui.kit.tokens import Space, State
from workstation.gui.screen import Session
from workstation.gui.words import language, source_pill
from workstation.services.form import all_rows
from workstation.services.shown_values import ValueShower
from workstation.services.views import EvidenceSpot, FormView

SHORT = 36  # letters of a field and its value that stand beside each other and one source


class CriterionCard(Panel):
    """`source_asked`: a spot. `field_asked`: (field id, group id). `closed`: Esc."""

    source_asked = Signal(object)
    field_asked = Signal(str, object)
    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("surface", ("left",))
        self.setAccessibleName(self.tr("Criterion"))
        self._session = session
        self._shower = ValueShower(session.rules.lexicon)
        self._cell: Cell | None = None
        self._at = 0
        self._form: FormView | None = None
        # Its widgets are many: however often it hears of something new in one go, they are made once, and apart.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fill_anew)
        self._where = Label("", Role.CAPTION, "text2")
        previous = IconButton(self.tr("Previous criterion"), "back")
        following = IconButton(self.tr("Next criterion"), "forward")
        previous.clicked.connect(lambda: self.step(-1))
        following.clicked.connect(lambda: self.step(1))
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        body = QVBoxLayout(self)
        body.setContentsMargins(1, 0, 0, 0)
        body.setSpacing(0)
        body.addLayout(
            row(self._where, None, previous, following, margins=(Space.L, Space.S, Space.S, Space.S))
        )
        body.addWidget(Rule())
        body.addWidget(self._scroll, 1)

    def show_form(self, form: FormView) -> None:
        """The form whose values and sources the card shows."""
        self._form = form
        self._refresh()

    def show_cell(self, cell: Cell, keep: bool = False) -> None:
        """Show the first criterion of a layer that is not met, else unknown, else the first."""
        same = self._cell is not None and (self._cell.verdict.set_id, self._cell.layer) == (
            cell.verdict.set_id,
            cell.layer,
        )
        self._cell = cell
        if not (same and keep):
            order = {"not_met": 0, "unknown": 1, "met": 2}
            verdicts = self._verdicts()
            worst = min(verdicts, key=lambda verdict: order[verdict.result.value], default=None)
            self._at = verdicts.index(worst) if worst is not None else 0
        self._refresh()

    def step(self, by: int) -> None:
        """The next or previous criterion of the layer."""
        count = len(self._verdicts())
        if count:
            self._at = (self._at + by) % count
            self._refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            self.step(1)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self.step(-1)
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _verdicts(self) -> list[Verdict]:
        if self._cell is None:
            return []
        return [verdict for verdict in self._cell.verdict.verdicts if verdict.layer is self._cell.layer]

    def _refresh(self) -> None:
        verdicts = self._verdicts()
        if self._cell is not None and verdicts:
            self._at = min(self._at, len(verdicts) - 1)
            said = self.tr("%1 · criterion %2 of %3").replace("%1", layer_word(self._cell.layer))
            said = said.replace("%2", str(self._at + 1)).replace("%3", str(len(verdicts)))
            shown = verdicts[self._at]
            self.setAccessibleName(f"{self._session.say(shown.topic)}: {result_word(shown.result)}")
        else:
            said = ""
        self._where.setText(said)
        self._soon.start()

    def _fill_anew(self) -> None:
        verdicts = self._verdicts()
        ground = Panel("surface")
        body = QVBoxLayout(ground)
        body.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        body.setSpacing(Space.S)
        if verdicts:
            self._fill(body, verdicts[self._at])
        else:
            body.addWidget(Label(self.tr("This set has no criterion here."), Role.BODY, "text3", wrap=True))
        body.addStretch(1)
        self._scroll.setWidget(ground)

    def _fill(self, body: QVBoxLayout, verdict: Verdict) -> None:
        say = self._session.say
        pills: list[QWidget] = [StatePill(RESULT_STATES[verdict.result], result_word(verdict.result))]
        if verdict.borderline:
            pills.append(StatePill(State.BORDERLINE, self.tr("Borderline")))
        pills.append(Pill(severity_word(verdict.severity)))
        body.addLayout(row(*pills, None))
        title = Label(say(verdict.sentence), Role.TITLE, wrap=True)
        body.addWidget(title)
        body.addWidget(Label(say(verdict.message), Role.BODY, "text2", wrap=True))
        self._section(body, self.tr("Facts used"), [partial(self._fact, used) for used in verdict.facts])
        self._section(
            body,
            self.tr("What would change it"),
            [partial(self._change, change) for change in verdict.changes],
        )
        body.addSpacing(Space.S)
        body.addWidget(Rule())
        self._origin(body, verdict)

    def _section(self, body: QVBoxLayout, title: str, rows: list[Callable[[], QWidget]]) -> None:
        if not rows:
            return
        body.addSpacing(Space.XS)
        body.addWidget(Rule())
        body.addWidget(Label(title, Role.CAPTION, "text2", QFont.Weight.DemiBold))
        for make in rows:
            body.addWidget(make())

    def _fact(self, used: FactUsed) -> QWidget:
        box = QWidget()
        field = self._session.rules.dictionary.field(used.field_id)
        link = LinkButton(field.label(language()) + whose(self._form, used.group_id))
        link.clicked.connect(lambda: self.field_asked.emit(used.field_id, used.group_id))
        values = [self._shower.show(field, value, language()) for value in used.values]
        said = self.tr(" or ").join(values) if values else self.tr("missing")
        value_label = Label(said, Role.BODY, "text" if values else "text3", wrap=True)
        pills: list[QWidget] = []
        for spot in self._spots(used)[:2]:
            pill = EvidencePill(source_pill(spot.document_type, spot.page_number))
            pill.clicked.connect(partial(self.source_asked.emit, spot))
            pills.append(pill)
        told = row(value_label, *pills)
        told.setStretch(0, 1)
        beside = len(pills) < 2 and len(link.text()) + len(said) <= SHORT
        layout = row(link, told) if beside else column(link, told, spacing=0)
        if beside:
            layout.setStretch(1, 1)
        box.setLayout(layout)
        return box

    def _spots(self, used: FactUsed) -> list[EvidenceSpot]:
        rows = all_rows(self._form.sections) if self._form is not None else ()
        values = [value for form_row in rows for value in form_row.values]
        return [spot for value in values if value.finding.id in used.finding_ids for spot in value.spots]

    def _change(self, change: Change) -> QWidget:
        box = QWidget()
        needs = self.tr(" and ").join(self._session.say(need) for need in change.needs)
        state = State.BORDERLINE if change.borderline else RESULT_STATES[change.result]
        layout = row(StatePill(state, result_word(change.result)), Label(needs, Role.BODY, "text", wrap=True))
        layout.setStretch(1, 1)
        box.setLayout(layout)
        return box

    def _origin(self, body: QVBoxLayout, verdict: Verdict) -> None:
        source = self.tr("Source: %1, %2").replace("%1", verdict.source_key).replace("%2", verdict.locator)
        body.addWidget(Label(source, Role.CAPTION, "text2", wrap=True))
        told = f"{self._session.say(verdict.mark_message)} · {self._session.say(verdict.approval)}"
        layout = row(Pill(verdict.mark.value), Label(told, Role.CAPTION, "text2", wrap=True))
        layout.setStretch(1, 1)
        body.addLayout(layout)
        if self._cell is not None:
            said = self.tr("Set %1, version %2").replace("%1", self._cell.verdict.set_id)
            said = said.replace("%2", self._cell.verdict.set_version)
            body.addWidget(Label(said, Role.CAPTION, "text3", wrap=True))
        if verdict.note is not None:
            body.addWidget(Label(self._session.say(verdict.note), Role.CAPTION, "text2", wrap=True))
