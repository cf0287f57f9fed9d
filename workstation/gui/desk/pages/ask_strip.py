"""Ask the packet: a strip over the page with the lines that hold what is asked, each one key from the form."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from workstation.gui.client import Client
from workstation.gui.desk.pages.answer_list import AnswerList
from workstation.gui.desk.pages.answer_pictures import AnswerPictures
from workstation.gui.desk.pages.case_source import CaseSource
from workstation.gui.desk.pages.open_case import OpenCase
from workstation.gui.kit.buttons import IconButton, QuietButton
from workstation.gui.kit.fields import LineField
from workstation.gui.kit.frames import ElidedLabel, Label, Panel, row
from workstation.gui.kit.theme import Role
from workstation.gui.kit.tokens import Space
from workstation.services.asking_packet import ask_packet, names_of_field
from workstation.services.views import Answer, Asked, NewEvidence, PageView

TYPING_PAUSE_MS = 150
MOST_OFFERED = 6


class AskStrip(Panel):
    """`shown`: the `Answer` to look at on its page. `cited`: `NewEvidence` for the focused field. `closed`: Esc."""

    shown = Signal(object)
    cited = Signal(object)
    closed = Signal()

    def __init__(
        self, client: Client, source: CaseSource, case: OpenCase, parent: QWidget | None = None
    ) -> None:
        super().__init__("surface", ("bottom",), parent)
        self._client = client
        self._case = case
        self._field_id = ""
        self._aim = ("", "")
        self._asked_for: tuple[str, str] | None = None
        self._answered: tuple[str, str] | None = None
        self._enters = False
        self._came_from: QWidget | None = None
        self.pictures = AnswerPictures(source, self)
        self.field = LineField(self.tr("Ask the packet"), self.tr("Ask the packet: cd19, last dose, …"))
        self.list = AnswerList(self.pictures, self._page)
        self._told = ElidedLabel("", Role.CAPTION, "text2")
        self._offer = QWidget()
        self._pause = QTimer(self, interval=TYPING_PAUSE_MS, singleShot=True)
        self._lay_out()
        self.field.textChanged.connect(self._typed)
        self._pause.timeout.connect(self._ask)
        self.list.shown.connect(self.shown)
        self.list.cite_asked.connect(self._cite_row)
        self.list.left.connect(self._to_field)
        self.hide()

    def _lay_out(self) -> None:
        close = IconButton(self.tr("Close"), "close", "Esc")
        close.clicked.connect(self.close_strip)
        self._offered = QHBoxLayout(self._offer)
        self._offered.setContentsMargins(Space.M, 0, Space.M, 0)
        self._offered.setSpacing(Space.XS)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, Space.S, 0, Space.S)
        body.setSpacing(Space.XS)
        body.addLayout(row(self.field, self._told, close, margins=(Space.M, 0, Space.M, 0)))
        body.addWidget(self._offer)
        body.addWidget(self.list)
        self._told.setMinimumWidth(0)
        self.list.hide()

    # Opened and closed

    def aim(self, field_id: str, label: str, reason: str = "") -> None:
        """The field that an answer is cited for; "" with the reason when there is none."""
        self._aim = (label, reason)
        if field_id != self._field_id:
            self._field_id = field_id
            if self.isVisible():
                self._offer_names()

    def open_strip(self) -> None:
        """Show the strip with the cursor in its box; what was asked last is selected."""
        now = QApplication.focusWidget()
        if now is not None and not self.isAncestorOf(now):
            self._came_from = now
        self.show()
        self._offer_names()
        self._to_field()
        if self.field.text():
            self._ask()

    def close_strip(self) -> None:
        """Put the strip away; the keys go back to where they came from."""
        self.clear()
        self.closed.emit()
        if self._came_from is not None and isValid(self._came_from) and self._came_from.isVisible():
            self._came_from.setFocus()

    def clear(self) -> None:
        """Put the strip away and forget its answers."""
        self._pause.stop()
        self.hide()
        self._asked_for = self._answered = None
        self._show(())

    # What is shown

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The lines shown, in their order."""
        return self.list.answers.answers

    @property
    def current(self) -> Answer | None:
        """The answer of the keys."""
        at = self.list.current_row()
        return self.answers[at] if at >= 0 else None

    @property
    def told_text(self) -> str:
        """How many lines there are, or why there are none."""
        return self._told.text()

    @property
    def offered(self) -> tuple[str, ...]:
        """The names of the focused field that are offered."""
        buttons = self._offer.findChildren(QuietButton)
        return tuple(button.text() for button in buttons if not button.isHidden())

    def cite(self, polarity: str) -> bool:
        """Cite the answer of the keys for the focused field; False when there is none."""
        at = self.list.current_row()
        if at < 0 or self.isHidden():
            return False
        self._cite_row(at, polarity)
        return True

    def _cite_row(self, at: int, polarity: str = "supports") -> None:
        label, reason = self._aim
        if not label:
            self._told.setText(reason)
            return
        evidence = self.answers[at].evidence
        self.list.setCurrentIndex(self.list.answers.index(at))
        self.list.answers.mark_cited(at)
        self._told.setText(self.tr("Cited for %1").replace("%1", label))
        self.cited.emit(
            NewEvidence(
                evidence.page_id,
                evidence.quads,
                evidence.quote,
                polarity,
                evidence.reading_version,
                evidence.confidence,
            )
        )

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_strip()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.field.hasFocus():
            self._enter()
        elif event.key() == Qt.Key.Key_Down and self.field.hasFocus():
            self._to_list()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        """To the answers; ask first when they are of something else."""
        if self._answered == self._question():
            self._to_list()
        else:
            self._enters = True
            self._ask()

    def _to_list(self) -> None:
        if self.answers:
            self.list.setFocus()

    def _to_field(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    # Asking

    def _question(self) -> tuple[str, str]:
        """The text, or with none the field."""
        text = self.field.text().strip()
        return text, "" if text else self._field_id

    def _typed(self) -> None:
        self._enters = False
        if self.field.text().strip():
            self._pause.start()
        else:
            self._pause.stop()
            self._asked_for = self._answered = None
            self._show(())
        self._offer.setVisible(not self.field.text() and self._offered.count() > 0)

    def _ask(self) -> None:
        self._pause.stop()
        question = self._question()
        if any(question) and question != self._asked_for:
            self._asked_for = question
            asked = partial(self._take, self._case.case_id, question)
            self._client.read(ask_packet, self._case.case_id, *question, done=asked, owner=self)

    def _take(self, case_id: str, question: tuple[str, str], asked: Asked) -> None:
        if case_id != self._case.case_id or question != self._asked_for or self.isHidden():
            return
        self._answered = question
        self._show(asked.answers, question[0])
        self._told.setText(self._summary(asked))
        if self._enters:
            self._enters = False
            self._to_list()

    def _show(self, answers: Sequence[Answer], text: str = "") -> None:
        self.pictures.drop()
        self.list.answers.show(text, answers)
        self._told.setText("")
        self.list.setVisible(bool(answers))
        if answers:
            self.list.setFixedHeight(self.list.sizeHint().height())
            self.list.setCurrentIndex(self.list.answers.index(0))

    def _summary(self, asked: Asked) -> str:
        unread = (
            self.tr("%n page(s) not read yet", "", asked.searched.unread) if asked.searched.unread else ""
        )
        if not asked.answers:
            none = self.tr("Nothing found in %n read page(s)", "", asked.searched.read)
            return " · ".join(part for part in (none, unread) if part)
        lines = self.tr("%n line(s), by date", "", len(asked.answers))
        more = self.tr("there are more") if asked.more else ""
        return " · ".join(part for part in (lines, more, unread) if part)

    def _page(self, page_id: str) -> PageView | None:
        document = self._case.document_of(page_id)
        pages = document.pages if document is not None else ()
        return next((page for page in pages if page.id == page_id), None)

    # The names of the field

    def _offer_names(self) -> None:
        asked = partial(self._take_names, self._field_id)
        self._client.read(names_of_field, self._field_id, done=asked, owner=self)

    def _take_names(self, field_id: str, names: tuple[str, ...]) -> None:
        if field_id != self._field_id:
            return
        while (item := self._offered.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if names:
            label = self._aim[0]
            self._offered.addWidget(
                Label(self.tr("Enter asks for %1:").replace("%1", label), Role.CAPTION, "text3")
            )
        for name in names[:MOST_OFFERED]:
            button = QuietButton(name)
            button.clicked.connect(partial(self._ask_for, name))
            self._offered.addWidget(button)
        if names:
            self._offered.addStretch(1)
        self._offer.setVisible(bool(names) and not self.field.text())

    def _ask_for(self, name: str) -> None:
        self.field.setText(name)
        self._enters = True
        self._ask()
