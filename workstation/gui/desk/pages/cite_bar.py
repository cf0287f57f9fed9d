"""The bar that floats at the foot of the page while something is chosen: cite it for the focused field, correct it,
have it read again, or type what is read by eye in a drawn box."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QWidget

from workstation.gui.desk.pages.choice import Chosen
from workstation.gui.desk.pages.floating import SHADOW, Floating
from workstation.gui.kit.buttons import IconButton, PrimaryButton, SecondaryButton
from workstation.gui.kit.fields import LineField
from workstation.gui.kit.flow import Flow
from workstation.gui.kit.frames import ElidedLabel, Label, column
from workstation.gui.kit.theme import Role, scaled
from workstation.gui.kit.tokens import Space


class CiteBar(Floating):
    """`cited`: the polarity ("supports", "contradicts") to cite the choice with. `dismissed`: the cross, or Esc in the
    value."""

    cited = Signal(str)
    dismissed = Signal()

    def __init__(self, parent: QWidget, correct: QAction, again: QAction) -> None:
        super().__init__(parent)
        self._reason = ""
        self._field = ElidedLabel("", Role.BODY, "text")
        self._lead = Label(self.tr("Cite for"), Role.BODY, "text2")
        self.value = LineField(self.tr("Value read by eye"), self.tr("Value read by eye"))
        self.value.setFixedWidth(scaled(138))
        self._supports = PrimaryButton(self.tr("Supports"), "cite")
        self._contradicts = SecondaryButton(self.tr("Contradicts"))
        self._correct = SecondaryButton("", "edit")
        self._correct.follow(correct)
        self._again = SecondaryButton("", "again")
        self._again.follow(again)
        close = IconButton(self.tr("Drop the selection"), "close", "Esc")
        buttons = (self._supports, self._contradicts, self._correct, self._again, close)
        parts = Flow(self._lead, self._field, self.value, *buttons, last_right=True)
        margins = (Space.L + SHADOW, Space.S + SHADOW, Space.S + SHADOW, Space.S + SHADOW)
        self.setLayout(column(parts, margins=margins))
        self._supports.clicked.connect(lambda: self.cited.emit("supports"))
        self._contradicts.clicked.connect(lambda: self.cited.emit("contradicts"))
        self.value.returnPressed.connect(lambda: self.cited.emit("supports"))
        self.value.textChanged.connect(self._explain)
        close.clicked.connect(self.dismissed)
        for button in buttons:
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_key(self, key: str) -> None:
        """The key that cites, printed on its button."""
        self._supports.set_key(key)

    def aim(self, label: str, reason: str = "") -> None:
        """Name the field that would be cited; "" with a reason when there is none to cite for."""
        self._reason = "" if label else reason
        self._lead.setText(self.tr("Cite for") if label else reason)
        self._field.setText(label)
        self._field.setVisible(bool(label))
        self._explain()

    def show_choice(self, chosen: Chosen | None) -> None:
        """Offer what fits the choice: words are corrected, in a box a value is read by eye. None hides the bar."""
        drawn = chosen is not None and chosen.drawn
        if not drawn:
            self.value.clear()
        self.value.setVisible(drawn)
        self._correct.setVisible(not drawn)
        self.setVisible(chosen is not None)

    def typed(self) -> str:
        """The value typed for a drawn box; "" when it is cited as it is."""
        return self.value.text().strip() if self.value.isVisible() else ""

    def place(self, choice: QRectF | None) -> None:
        """Lie where the choice is not covered; where room is short, what is secondary shows its icon alone, and the
        rest goes on in another line."""
        parent = self.parentWidget()
        secondary = (self._again, self._correct)
        for button in secondary:
            button.set_compact(False)
        for button in secondary:
            if parent is not None and self.sizeHint().width() > parent.width() - 2 * Space.S:
                button.set_compact(True)
        self.lie_at_edge(choice)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
            return
        super().keyPressEvent(event)

    def _explain(self) -> None:
        self._supports.explain(self._reason)
        typed = self.tr("A value read by eye is cited as supporting.") if self.typed() else ""
        self._contradicts.explain(self._reason or typed)
