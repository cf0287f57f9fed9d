"""The line above the pages while doubtful words are gone through: which of how many, why it decides, what to do."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from workstation.gui.kit.buttons import IconButton, SecondaryButton
from workstation.gui.kit.frames import ElidedLabel, Label, Panel, row
from workstation.gui.kit.keymap import Keymap
from workstation.gui.kit.theme import Role
from workstation.gui.kit.tokens import Space
from workstation.services.views import Doubt


class DoubtBar(Panel):
    """`step_asked`: 1 for the next word, -1 for the previous. `right_asked`: about the word shown. `closed`: the cross.

    What else can be done about the word stands on the cite bar, since the word is chosen."""

    step_asked = Signal(int)
    right_asked = Signal()
    closed = Signal()

    def __init__(self, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__("surface", ("bottom",), parent)
        self._keymap = keymap
        self._count = Label("", Role.BODY, "text", QFont.Weight.Medium)
        self._told = ElidedLabel("", Role.BODY, "text2")
        self._right = SecondaryButton(self.tr("Right as it is"), "check")
        self._previous = IconButton(self.tr("Previous doubtful word"), "back")
        self._next = IconButton(self.tr("Next doubtful word"), "forward")
        close = IconButton(self.tr("Leave the doubtful words"), "close", "Esc")
        line = row(
            *(self._count, self._told, self._right, self._previous, self._next, close),
            spacing=Space.S,
            margins=(Space.M, Space.XS, Space.S, Space.XS),
        )
        line.setStretch(1, 1)
        self.setLayout(line)
        self._right.clicked.connect(self.right_asked)
        self._previous.clicked.connect(lambda: self.step_asked.emit(-1))
        self._next.clicked.connect(lambda: self.step_asked.emit(1))
        close.clicked.connect(self.closed)
        keymap.changed.connect(self._print_keys)
        self._print_keys()

    def allow(self, reason: str) -> None:
        """Whether the record may be changed; else the reason why not."""
        self._right.explain(reason)

    def show_place(self, at: int | None, count: int, decisive: int, doubt: Doubt | None) -> None:
        """The word shown, counted from 0 among `count`, and how many of them decide; None: none is shown now."""
        if at is None:
            said = self.tr("%1 doubtful, %2 decisive").replace("%1", str(count))
        else:
            said = self.tr("Doubtful %1 of %3, %2 decisive").replace("%1", str(at + 1))
        self._count.setText(said.replace("%2", str(decisive)).replace("%3", str(count)))
        self._told.setText(self._tell(doubt) if doubt is not None else "")
        self._show_buttons(doubt is not None, True)

    def show_waiting(self) -> None:
        """The words are being looked for."""
        self._count.setText(self.tr("Looking for doubtful words"))
        self._told.setText("")
        self._show_buttons(False, False)

    def show_nothing(self, unread: int = 0) -> None:
        """No word of the case is in doubt; of `unread` pages it is not known yet."""
        none = self.tr("No doubtful word is left in this case")
        self._count.setText(self.tr("No doubtful word so far") if unread else none)
        self._told.setText(self.tr("%n page(s) not read yet", "", unread) if unread else "")
        self._show_buttons(False, False)

    def text(self) -> str:
        """What the line says, as one sentence."""
        return " · ".join(label.text() for label in (self._count, self._told) if label.text())

    def _show_buttons(self, about_word: bool, steps: bool) -> None:
        self._right.setVisible(about_word)
        self._previous.setEnabled(steps)
        self._next.setEnabled(steps)
        self.setAccessibleName(self.text())
        self.show()

    def _tell(self, doubt: Doubt) -> str:
        kinds = {
            "drug": self.tr("Drug or regimen"),
            "date": self.tr("Date"),
            "marker": self.tr("Marker"),
            "number": self.tr("Number"),
        }
        said = self.tr("“%1”, %3 % sure").replace("%3", str(int(doubt.word.confidence * 100)))
        said = said.replace("%1", doubt.word.text)
        # The word first: it is what must be seen where room is short.
        return f"{said} · {kinds[doubt.kind]}" if doubt.kind else said

    def _print_keys(self) -> None:
        for button, action in (
            (self._right, "page.right"),
            (self._previous, "previous.doubtful"),
            (self._next, "next.doubtful"),
        ):
            button.set_key(self._keymap.shown(action))
