"""What is missing, in the order of what it decides; a press goes to the field."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workstation.gui.desk.suitability.whose import whose
from workstation.gui.kit.buttons import SecondaryButton
from workstation.gui.kit.flow import Flow
from workstation.gui.kit.frames import Label, column
from workstation.gui.kit.theme import Role
from workstation.gui.kit.tokens import Space
from workstation.gui.screen import Session
from workstation.gui.words import language
from workstation.services.views import FormView, MissingFact

SHOWN = 4


class MissingRow(QWidget):
    """`field_asked`: (field id, group id)."""

    field_asked = Signal(str, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._row = Flow()
        self.setLayout(column(self._row, margins=(Space.L, Space.S, Space.L, Space.S)))

    def show_missing(self, missing: tuple[MissingFact, ...], form: FormView | None) -> None:
        """Show the facts that decide most, and how many more there are."""
        self._row.clear()
        title = self.tr("Still missing") if missing else self.tr("Nothing that decides is missing.")
        self._row.add(Label(title, Role.CAPTION, "text2"))
        for fact in missing[:SHOWN]:
            self._row.add(self._button(fact, form))
        if len(missing) > SHOWN:
            said = self.tr("and %n more", "", len(missing) - SHOWN)
            self._row.add(Label(said, Role.CAPTION, "text2"))

    def _button(self, fact: MissingFact, form: FormView | None) -> SecondaryButton:
        field = self._session.rules.dictionary.field(fact.field_id)
        button = SecondaryButton(field.label(language()) + whose(form, fact.group_id), "unknown")
        button.setToolTip(self._session.say(fact.sentence))
        button.setAccessibleDescription(self._session.say(fact.sentence))
        button.clicked.connect(partial(self.field_asked.emit, fact.field_id, fact.group_id))
        return button
