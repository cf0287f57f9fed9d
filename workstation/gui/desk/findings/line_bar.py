"""The reviewer's own line number for an episode, in place above the form; the reason is required."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QWidget

from workstation.gui.kit.buttons import IconButton, SecondaryButton
from workstation.gui.kit.fields import LineField
from workstation.gui.kit.frames import Label, Panel, row
from workstation.gui.kit.theme import scaled
from workstation.gui.kit.tokens import Space
from workstation.gui.words import in_language
from workstation.services.views import FormGroup


class LineBar(Panel):
    """`decided`: (group id, line number with 0 = not a line, reason). `left`: closed, decided or not."""

    decided = Signal(str, int, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("bg", ("bottom",), parent)
        self._group_id = ""
        self._title = Label("")
        self._number = LineField(self.tr("Line of therapy, 0 = not a line"))
        self._number.setValidator(QIntValidator(0, 20, self))
        self._number.setFixedWidth(scaled(44))
        self._reason = LineField(self.tr("Reason"), self.tr("Why this line"))
        self._set = SecondaryButton(self.tr("Set line"), "check")
        close = IconButton(self.tr("Close"), "close")
        self.setLayout(
            row(self._title, self._number, self._reason, self._set, close, margins=(Space.L, 6, Space.S, 6))
        )
        self._set.clicked.connect(self._decide)
        self._reason.returnPressed.connect(self._set.click)
        self._reason.textChanged.connect(self._enable)
        self._number.textChanged.connect(self._enable)
        close.clicked.connect(self._leave)
        self.hide()

    def ask(self, group: FormGroup) -> None:
        """Open for an episode."""
        self._group_id = group.group.id
        title = in_language(group.title_en, group.title_zh)
        self._title.setText(self.tr("Line of %1").replace("%1", title))
        self._number.setText(str(group.override.line) if group.override is not None else "")
        self._reason.setText(group.override.reason if group.override is not None else "")
        self._enable()
        self.show()
        self._number.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        self.hide()
        self.left.emit()

    def _enable(self) -> None:
        complete = bool(self._number.text() and self._reason.text().strip())
        self._set.explain("" if complete else self.tr("Give the line and the reason."))

    def _decide(self) -> None:
        self._leave()
        self.decided.emit(self._group_id, int(self._number.text()), self._reason.text().strip())
