"""The sections of the form as chips with their counts; a press goes there."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from workstation.gui.kit.buttons import QuietButton
from workstation.gui.kit.theme import scaled
from workstation.gui.kit.tokens import Height, Space
from workstation.gui.words import in_language
from workstation.services.views import FormSection


class SectionChips(QWidget):
    """`picked`: a section id. Chips flow into as many rows as they need."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, QuietButton] = {}

    def show_sections(self, sections: tuple[FormSection, ...]) -> None:
        """A chip for each section that has decisive fields."""
        for section in sections:
            if section.decisive:
                self._chip(section.section.id).setText(
                    f"{in_language(section.section.en, section.section.zh)} {section.answered}/{section.decisive}"
                )
        self._flow()

    def _chip(self, section_id: str) -> QuietButton:
        button = self._buttons.get(section_id)
        if button is None:
            button = QuietButton("", parent=self)
            button.set_height(Height.CHIP)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda: self.picked.emit(section_id))
            button.show()
            self._buttons[section_id] = button
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._flow()

    def sizeHint(self) -> QSize:
        return QSize(scaled(300), self.minimumHeight())

    def _flow(self) -> None:
        left, top, high = Space.M, Space.XS, scaled(Height.CHIP)
        for button in self._buttons.values():
            wide = button.sizeHint().width()
            if left > Space.M and left + wide > self.width() - Space.M:
                left, top = Space.M, top + high
            button.setGeometry(QRect(QPoint(left, top), QSize(wide, high)))
            left += wide + 2
        self.setFixedHeight(top + high + Space.XS)
