"""The middle: the chosen point with the pixels it rests on, then what the recommendation rests on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout

from workstation.gui.kit.buttons import SecondaryButton
from workstation.gui.kit.frames import Card, ElidedLabel, Label, Panel, row
from workstation.gui.kit.pills import StatePill
from workstation.gui.kit.theme import Role
from workstation.gui.kit.tokens import Space, State
from workstation.gui.screen import Session
from workstation.gui.signoff.cards import FactsCard, LayersCard, OpenCriteriaCard
from workstation.gui.signoff.crops import CropRow
from workstation.gui.signoff.parts import StateShape, emptied
from workstation.gui.signoff.points import CONFLICT, FACT, MISSING, Point, kind_of_point, place_words, said
from workstation.services.views import RowMark, SignoffRow, SignoffView

COMPACT_BELOW = 760


class EvidencePane(Panel):
    """`fact_asked(field id, group id)`: a source among the deciding facts was pressed."""

    fact_asked = Signal(str, object)

    def __init__(self, session: Session) -> None:
        super().__init__("bg")
        self._session = session
        self.comment = SecondaryButton(self.tr("Comment"), "comment")
        self.seen = SecondaryButton(self.tr("Seen, next"), "eye", "N")
        self.facts = FactsCard()
        self.layers = LayersCard()
        self.open_criteria = OpenCriteriaCard()
        self._kind = QHBoxLayout()
        self._kind.setSpacing(Space.S)
        self.title = Label("", Role.HEADING, wrap=True)
        self._item = QVBoxLayout()
        self._item.setSpacing(Space.L)
        self._scroll = QScrollArea()
        self._lay_out()
        self.facts.fact_asked.connect(self.fact_asked)
        self.layers.set_chosen.connect(self.open_criteria.show_set)

    def show_view(self, view: SignoffView) -> None:
        """What a version rests on."""
        self.facts.show_view(view)
        self.layers.show_view(view)
        if not view.attention:
            self.show_nothing()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.facts.set_compact(self.width() < COMPACT_BELOW)

    def show_nothing(self) -> None:
        """No point needs a look."""
        self._clear()
        self.title.setText(self.tr("Nothing needs a look first"))
        self._item.addWidget(self._note(State.MET, self.tr("Every fact has a source and none is disputed.")))

    def show_point(self, point: Point) -> None:
        """A point with its evidence."""
        self._clear()
        word = kind_of_point(point)
        self._kind.addWidget(StatePill(point.state, word))
        where = place_words(point.row) if point.row is not None else ""
        self._kind.addWidget(ElidedLabel(where, Role.CAPTION, "text2"), 1)
        self.title.setText(point.title)
        self.setAccessibleName(f"{point.title}, {word}")
        row_of_record = point.row
        if row_of_record is not None and any(value.sources for value in row_of_record.values):
            self._item.addWidget(CropRow(self._session, row_of_record))
        self._item.addWidget(self._note(point.state, self._heading(point), self._notes(point)))
        self._scroll.verticalScrollBar().setValue(0)

    def _heading(self, point: Point) -> str:
        if point.kind != FACT and point.note:
            return point.note
        found = point.row
        return self._values(found) if found is not None else point.title

    def _notes(self, point: Point) -> tuple[str, ...]:
        found = point.row
        if found is None:
            return (self.tr("Nothing in the record states it."),) if point.kind == MISSING else ()
        told_above = 1 if point.kind == CONFLICT else 0  # the version puts what was said of a conflict first
        notes = tuple(said(note) for note in found.notes[told_above:])
        derived = found.mark in (RowMark.DERIVED, RowMark.NOT_FOUND)
        sources = derived or any(value.sources for value in found.values)
        stands = self.tr("The record says: %1").replace("%1", self._values(found))
        bare = () if sources or not found.values else (self.tr("No document is named as its source."),)
        return (*((stands,) if point.kind != FACT and found.values else ()), *bare, *notes)

    def _values(self, found: SignoffRow) -> str:
        return self.tr(" or ").join(said(value.shown) for value in found.values)

    def _note(self, state: State, heading: str, notes: tuple[str, ...] = ()) -> Card:
        card = Card()
        mark = StateShape(state)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(heading, Role.BODY, "text", wrap=True))
        for note in notes:
            words.addWidget(Label(note, Role.BODY, "text2", wrap=True))
        line = QHBoxLayout()
        line.setSpacing(Space.M)
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        card.body.addLayout(line)
        return card

    def _clear(self) -> None:
        for layout in (self._kind, self._item):
            emptied(layout)

    def _lay_out(self) -> None:
        ground = Panel("bg")
        column = QVBoxLayout(ground)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.XL)
        column.setSpacing(Space.L)
        head = row(self.comment, self.seen)
        top = QHBoxLayout()
        top.setSpacing(Space.M)
        top.addLayout(self._kind, 1)
        top.addLayout(head)
        titled = QVBoxLayout()
        titled.setSpacing(Space.XS)
        titled.addLayout(top)
        titled.addWidget(self.title)
        column.addLayout(titled)
        column.addLayout(self._item)
        for card in (self.facts, self.layers, self.open_criteria):
            column.addWidget(card)
        column.addStretch(1)
        self._scroll.setWidget(ground)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(self.tr("Evidence"))
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(self._scroll)
