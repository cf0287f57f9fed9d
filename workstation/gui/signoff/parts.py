"""Small parts that the panes of sign-off share."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QVBoxLayout,
    QWidget,
)

from workstation.gui.kit.frames import Label
from workstation.gui.kit.icons import paint_icon
from workstation.gui.kit.shapes import paint_state
from workstation.gui.kit.theme import Role, mono_font, scaled, tokens
from workstation.gui.kit.tokens import Space, State

LABEL_WIDTH = 92


def emptied(layout: QLayout) -> None:
    """Take every widget out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def give_way(choice: QComboBox) -> None:
    """Let a choice be narrower than its longest words; the list it opens shows them whole."""
    choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    choice.setMinimumContentsLength(8)


class StateShape(QWidget):
    """The bare shape of a state beside a sentence."""

    def __init__(self, state: State, side: int = 18) -> None:
        super().__init__()
        self._state = state
        self.setFixedSize(side, side)

    def show_state(self, state: State) -> None:
        """Show another state."""
        self._state = state
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_state(QPainter(self), QRectF(self.rect()), self._state)


class Icon(QWidget):
    """An icon of 16 px in a row."""

    def __init__(self, name: str, colour: str = "text2") -> None:
        super().__init__()
        self._name, self._colour = name, colour
        self.setFixedSize(16, 16)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_icon(QPainter(self), QRectF(self.rect()), self._name, QColor(getattr(tokens(), self._colour)))


class Quoted(QFrame):
    """Words of a person behind an upright line."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._label = Label(text, Role.BODY, "text2", wrap=True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        body = QVBoxLayout(self)
        body.setContentsMargins(Space.M, 0, 0, 0)
        body.addWidget(self._label)

    def show_text(self, text: str) -> None:
        """Show other words."""
        self._label.setText(text)

    def text(self) -> str:
        """The words shown."""
        return self._label.text()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(QRectF(0, 0, 3, self.height()), QColor(tokens().line))


class Lines(QGridLayout):
    """Rows of a label of fixed width and what it names."""

    def __init__(self) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setHorizontalSpacing(Space.S)
        self.setVerticalSpacing(Space.S)
        self.setColumnMinimumWidth(0, scaled(LABEL_WIDTH))
        self.setColumnStretch(1, 1)

    def add(self, label: str, part: QWidget) -> Label:
        """Add a row at the end."""
        at = self.rowCount()
        name = Label(label, Role.BODY, "text2")
        name.setBuddy(part)
        self.addWidget(name, at, 0)
        self.addWidget(part, at, 1)
        return name


class CheckLine(QWidget):
    """A check box whose sentence may take several lines; pressing the sentence ticks it too."""

    toggled = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.box = QCheckBox()
        self.label = Label("", Role.BODY, "text2", wrap=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.S)
        layout.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.label, 1)
        self.box.toggled.connect(self.toggled)

    def say(self, sentence: str) -> None:
        """Show the sentence to agree to."""
        self.label.setText(sentence)
        self.box.setAccessibleName(sentence)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.box.click()


class HashText(Label):
    """A SHA-256 in groups of four, in a monospace face; `short` shows its ends, the tooltip the whole."""

    def __init__(self, short: bool) -> None:
        super().__init__("", Role.CAPTION, "text2", wrap=True)
        self._short = short
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def show_hash(self, digest: str) -> None:
        """Show a hash, given as hex."""
        groups = [digest[at : at + 4] for at in range(0, len(digest), 4)]
        whole = " ".join(groups)
        self.setText(f"{' '.join(groups[:2])} … {' '.join(groups[-2:])}" if self._short else whole)
        self.setToolTip(whole)
        self.setAccessibleName(f"SHA-256 {whole}")

    def dress(self) -> None:
        super().dress()
        font = mono_font()
        if font != self.font():
            self.setFont(font)
