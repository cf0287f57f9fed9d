"""Words of a page corrected where they stand: a line under them with what was read, Enter puts the text in."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workstation.domain.page_words import CORRECTED
from workstation.gui.desk.pages.floating import SHADOW, Floating
from workstation.gui.desk.pages.selection import quote_of
from workstation.gui.kit.buttons import LinkButton
from workstation.gui.kit.fields import LineField
from workstation.gui.kit.frames import Label, row
from workstation.gui.kit.paint import text_width
from workstation.gui.kit.theme import Role, role_font, scaled
from workstation.gui.kit.tokens import Space
from workstation.services.views import CorrectionView, PageView, WordView

ENGINE_NAMES = {"tesseract": "Tesseract", "rapidocr": "RapidOCR"}


class WordEditor(Floating):
    """`typed`: the text for the words it was opened on. `withdrawn`: the correction they come from. `left`: Esc."""

    typed = Signal(str)
    withdrawn = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.page: PageView | None = None
        self.words: tuple[WordView, ...] = ()
        self._correction: CorrectionView | None = None
        self._field = LineField(self.tr("What stands here"))
        self._told = Label("", Role.CAPTION, "text2")
        self._withdraw = LinkButton(self.tr("Withdraw"), "", "")
        body = QVBoxLayout(self)
        margin = Space.S + SHADOW
        body.setContentsMargins(margin, margin, margin, margin)
        body.setSpacing(Space.XS)
        body.addWidget(self._field)
        body.addLayout(row(self._told, self._withdraw, None))
        self._field.returnPressed.connect(self._take)
        self._field.textChanged.connect(self._tell)
        self._withdraw.clicked.connect(self._give_back)

    def open_on(
        self,
        page: PageView,
        words: tuple[WordView, ...],
        correction: CorrectionView | None,
        at: QRectF,
    ) -> None:
        """Open under words of one line; `correction`: the one that all of them come from."""
        self.page, self.words, self._correction = page, words, correction
        self._field.setText(" ".join(word.text for word in words))
        wide = text_width(self._field.text(), role_font(Role.BODY)) + 4 * Space.L
        self._field.setFixedWidth(round(min(max(wide, at.width(), scaled(260)), scaled(560))))
        self._withdraw.setVisible(correction is not None)
        self._tell()
        self.lie_under(at)
        self.show()
        self._field.setFocus()
        self._field.selectAll()

    def finish(self) -> None:
        """Send what was typed, if it is another text."""
        if self._field.text().split() != [word.text for word in self.words]:
            self._take()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _take(self) -> None:
        self.typed.emit(self._field.text())

    def _give_back(self) -> None:
        self.withdrawn.emit(self._correction)

    def _tell(self) -> None:
        """What was read, by what and how surely; or who corrected it; or what an empty line means."""
        if not self._field.text().strip():
            said = self.tr("Enter: nothing is written here")
        elif self._correction is not None and self._correction.new_text == self._correction.old_text:
            said = self.tr("Found right as it is by %1").replace("%1", self._correction.made_by)
        elif self._correction is not None:
            said = self.tr("Corrected by %1, was read as “%2”").replace("%1", self._correction.made_by)
            said = said.replace("%2", self._correction.old_text or "–")
        else:
            said = self._read_as()
        self._told.setText(said)
        self._field.setAccessibleDescription(said)
        self.adjustSize()

    def _read_as(self) -> str:
        least = min(self.words, key=lambda word: word.confidence)
        if least.engine == CORRECTED:
            return self.tr("Corrected in part")
        if least.engine not in ENGINE_NAMES:
            return self.tr("From the file's own text")
        said = self.tr("Read as “%1” by %2, %3 % sure").replace("%2", ENGINE_NAMES[least.engine])
        return said.replace("%3", str(int(least.confidence * 100))).replace("%1", quote_of(self.words))
