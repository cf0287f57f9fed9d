"""The sections of the form as chips with their counts; a press goes there."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from workstation.gui.kit.paint import paint_pill, pill_height, pill_width
from workstation.gui.kit.theme import tokens
from workstation.gui.kit.tokens import Space
from workstation.gui.words import in_language
from workstation.services.views import FormSection


class SectionChip(QPushButton):
    """A pill to press, as high as a target must be."""

    def sizeHint(self) -> QSize:
        return QSize(round(pill_width(self.text()) + 0.5), pill_height() + 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        hovered = self.underMouse() or self.isDown()
        ink, ground = (t.on_tint, t.tint) if hovered else (t.text2, t.unknown_tint)
        paint_pill(painter, QRectF(self.rect()), self.text(), ink, ground)


class SectionChips(QWidget):
    """`picked`: a section id. Chips flow into as many rows as they need."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: dict[str, SectionChip] = {}

    def show_sections(self, sections: tuple[FormSection, ...]) -> None:
        """A chip for each section that has decisive fields."""
        for section in sections:
            if section.decisive:
                title = in_language(section.section.en, section.section.zh)
                said = f"{title} {section.answered}/{section.decisive}"
                self._chip(section.section.id).setText(said)
        order = [section.section.id for section in sections]
        self._chips = {name: self._chips[name] for name in sorted(self._chips, key=order.index)}
        self._flow()

    def _chip(self, section_id: str) -> SectionChip:
        chip = self._chips.get(section_id)
        if chip is None:
            chip = SectionChip(self)
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            chip.clicked.connect(lambda: self.picked.emit(section_id))
            chip.show()
            self._chips[section_id] = chip
        return chip

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._flow()

    def sizeHint(self) -> QSize:
        return QSize(300, self.minimumHeight())

    def _flow(self) -> None:
        left, top, high = Space.L, Space.XS, pill_height() + 8
        for chip in self._chips.values():
            wide = chip.sizeHint().width()
            if left > Space.L and left + wide > self.width() - Space.S:
                left, top = Space.L, top + high
            chip.setGeometry(QRect(QPoint(left, top), QSize(wide, high)))
            left += wide + Space.XS
        self.setFixedHeight(top + high + Space.XS)
