"""Why the timeline reads as it does: lines with their rules, times by anchor, classes by definition."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from workstation.domain.dates import show, show_span
from workstation.domain.facts import CaseFacts
from workstation.domain.messages import Message
from workstation.domain.ternary import Ternary
from workstation.gui.kit.frames import Label, Panel, SectionHead
from workstation.gui.kit.pills import Pill, StatePill
from workstation.gui.kit.theme import Role
from workstation.gui.kit.tokens import Space, State
from workstation.gui.words import language
from workstation.messages import Catalogue

ANSWER_STATES = {Ternary.YES: State.CONFIRMED, Ternary.NO: State.CONFIRMED, Ternary.UNKNOWN: State.UNKNOWN}


class Reasons(QScrollArea):
    """Three short lists under the timeline, made anew for each change of the facts, a moment after the timeline."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._facts: CaseFacts | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fill)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Reasons"))

    def show_facts(self, facts: CaseFacts) -> None:
        """Show the reasons of these facts."""
        if facts is not self._facts:
            self._facts = facts
            self._soon.start()

    def _fill(self) -> None:
        facts = self._facts
        if facts is None:
            return
        ground = Panel("surface")
        body = QVBoxLayout(ground)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(SectionHead(self.tr("Relapse timing"), facts.timing.version))
        body.addWidget(self._timing(facts))
        body.addWidget(SectionHead(self.tr("Lines of therapy"), facts.lines.version))
        body.addWidget(self._lines(facts))
        body.addWidget(SectionHead(self.tr("By definition")))
        body.addWidget(self._definitions(facts))
        body.addStretch(1)
        self.setWidget(ground)

    def _timing(self, facts: CaseFacts) -> QWidget:
        timing, grid = facts.timing, _Grid()
        reason = self._say(timing.reason)
        needs = self._say(timing.needs) if timing.needs is not None else reason
        grid.sentence(reason)
        if needs != reason:
            grid.sentence(needs)
        for span in timing.spans:
            name = self._say(Message(f"timing.anchor.{span.anchor.value}"))
            event = self._say(Message(f"timing.event.{span.event_date.value}"))
            said = self.tr("From %1 (%2) to %3 (%4)")
            for place, part in (
                ("%1", name),
                ("%2", show(span.start, language())),
                ("%3", event),
                ("%4", show(span.event, language())),
            ):
                said = said.replace(place, part)
            value = show_span(span.span, language()) if span.span is not None else "—"
            grid.fact(said, value, self._within(span.within_12_months))
        return grid

    def _within(self, answer: Ternary) -> QWidget:
        said = {
            Ternary.YES: self.tr("within 12 months"),
            Ternary.NO: self.tr("after 12 months"),
            Ternary.UNKNOWN: self.tr("cannot tell"),
        }[answer]
        return StatePill(ANSWER_STATES[answer], said)

    def _lines(self, facts: CaseFacts) -> QWidget:
        grid = _Grid()
        for decision in facts.lines.decisions:
            state = State.BORDERLINE if decision.overridden else None
            grid.sentence(self._say(decision.reason), state, note=decision.rule)
        for other in facts.lines.alternatives:
            grid.sentence(self._say(other.reason), State.BORDERLINE, note=other.rule)
        if not facts.lines.decisions:
            grid.sentence(self.tr("No treatment episode is recorded."))
        return grid

    def _definitions(self, facts: CaseFacts) -> QWidget:
        grid = _Grid()
        for reading in facts.timing.readings:
            said = {
                Ternary.YES: self.tr("yes"),
                Ternary.NO: self.tr("no"),
                Ternary.UNKNOWN: self.tr("cannot tell"),
            }[reading.answer]
            state = State.BORDERLINE if reading.borderline else ANSWER_STATES[reading.answer]
            sentence = self._say(reading.needs or reading.reason)
            grid.fact(f"{reading.definition}: {sentence}", "", StatePill(state, said), mark=reading.mark)
        return grid

    def _say(self, message: Message) -> str:
        return self._catalogue.render(message, language())


class _Grid(QWidget):
    """Rows of sentence, value and pill with shared columns."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(Space.L, Space.S, Space.L, Space.M)
        self._grid.setHorizontalSpacing(Space.M)
        self._grid.setVerticalSpacing(Space.S)
        self._grid.setColumnStretch(0, 1)
        self._next = 0

    def sentence(self, said: str, state: State | None = None, note: str = "") -> None:
        """A sentence over the whole width, with a state before its note."""
        label = Label(said, Role.BODY, "text", wrap=True)
        self._grid.addWidget(label, self._next, 0, 1, 2)
        if state is not None or note:
            self._grid.addWidget(StatePill(state, note or "") if state else Pill(note), self._next, 2)
        self._next += 1

    def fact(self, said: str, value: str, pill: QWidget, mark: str = "") -> None:
        """What was measured, the value, what it means."""
        self._grid.addWidget(Label(said, Role.BODY, "text2", wrap=True), self._next, 0)
        strong = Label(value or mark, Role.BODY, "text" if value else "text3", QFont.Weight.Medium)
        self._grid.addWidget(strong, self._next, 1)
        self._grid.addWidget(pill, self._next, 2)
        self._next += 1
