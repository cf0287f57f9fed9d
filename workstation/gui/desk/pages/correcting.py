"""What a reviewer does about a bad reading: correct words, have a part read again, review a page by eye, look at what
no longer fits. Wires the cards over the page to the services; the pane tells it what is on screen.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QAction, QHelpEvent
from PySide6.QtWidgets import QToolTip, QWidget

from workstation.domain.errors import WorkstationError
from workstation.domain.messages import Message
from workstation.domain.page_words import CORRECTED
from workstation.gui.client import Client
from workstation.gui.desk.pages.canvas import PageCanvas
from workstation.gui.desk.pages.case_source import CaseSource
from workstation.gui.desk.pages.choice import Chosen
from workstation.gui.desk.pages.hint import Hint
from workstation.gui.desk.pages.loose_list import NOTHING, LooseList
from workstation.gui.desk.pages.page_note import PageNote
from workstation.gui.desk.pages.part_reading import PartReading, Say
from workstation.gui.desk.pages.region_card import RegionCard
from workstation.gui.desk.pages.word_editor import WordEditor
from workstation.gui.kit.keymap import Keymap
from workstation.gui.kit.messages import InlineMessage, Toast
from workstation.services import by_eye, corrections
from workstation.services.anchors import OutOfPlace, out_of_place
from workstation.services.region import RegionText, region_evidence
from workstation.services.views import CorrectionView, FormChange, PageState, PageText, PageView

LOOK_AFTER_MS = 250


class Correcting(QObject):
    """`changed`: (FormChange, page id) words or the state of a page were changed. `cited`: a NewEvidence.

    `value_wanted`: a value is to be typed for the drawn box. `card_changed`: a card was opened or closed.
    `source_wanted`: (page id, quads, evidence id) is to be shown. `undo_asked`: take the last change back.
    `confirmed`: words were found right as they are.
    """

    changed = Signal(object, str)
    cited = Signal(object)
    value_wanted = Signal()
    card_changed = Signal()
    source_wanted = Signal(str, object, str)
    undo_asked = Signal()
    confirmed = Signal()

    def __init__(
        self,
        pane: QWidget,
        client: Client,
        source: CaseSource,
        canvas: PageCanvas,
        words: Callable[[str], PageText | None],
        where: Callable[[str], str],
        say: Say,
    ) -> None:
        super().__init__(pane)
        self._client = client
        self._canvas = canvas
        self._words = words
        self._where = where
        self._say = say
        self._case_id = ""
        self._page: PageView | None = None
        self._pages: Sequence[PageView] = ()
        self._loose = NOTHING
        self._waits_for_box = False
        self.editor = WordEditor(canvas)
        self.card = RegionCard(canvas)
        self._parts = PartReading(self.card, client, source, say)
        self.message = InlineMessage()
        self.hint = Hint(canvas)
        self.loose_list = LooseList()
        self.toast = Toast(pane)
        self._look = QTimer(self)  # pages that are read one after the other are looked at once
        self._look.setSingleShot(True)
        self._look.setInterval(LOOK_AFTER_MS)
        self._look.timeout.connect(self._ask_loose)
        canvas.viewport().installEventFilter(self)
        self._wire()

    def bind(self, keymap: Keymap, again: QAction) -> None:
        """Make the actions and the line above the page, whose buttons they are; `again`: read the page again."""
        canvas = self._canvas
        self.correct_action = keymap.bind(canvas, "page.correct", self.correct)
        self._right_action = keymap.bind(canvas, "page.right", self.confirm)
        self.part_action = keymap.bind(canvas, "page.read_part", self.read_part)
        self._by_eye_action = keymap.bind(canvas, "page.by_eye", self.review_by_eye)
        loose = keymap.bind(canvas, "page.loose", self.open_loose)
        self.note = PageNote(again, self.part_action, self._by_eye_action, loose)
        self.note.taken_back.connect(self.review_by_eye)

    # What is on screen

    def show_case(self, case_id: str) -> None:
        """Another case, or the same one after something was read or changed: look what no longer fits."""
        if case_id != self._case_id:
            self._case_id = case_id
            self._take_loose(case_id, NOTHING)
            self.message.say("note", "")
        self._look.start()

    def allow(self, reason: str) -> None:
        """Whether the record may be changed; else the reason why not."""
        for action in (self.correct_action, self._right_action, self._by_eye_action):
            action.setEnabled(not reason)
            action.setStatusTip(reason)

    def show_page(self, page: PageView | None, pages: Sequence[PageView]) -> None:
        """The page in the middle of the window, and those of its document."""
        self._page, self._pages = page, pages
        problem = page.problem if page is not None else None
        said = self._say(problem) if problem is not None else ""
        count = len(self._loose.corrections) + len(self._loose.sources)
        self.note.show_page(page, pages, said, count)

    def name_others(self, others: Mapping[str, str]) -> None:
        """The pages that name another patient than the case's, and whom."""
        said = {
            page_id: self._say(Message("documents.other_patient", {"name": name}))
            for page_id, name in others.items()
        }
        self.note.name_others(said)
        self.show_page(self._page, self._pages)

    @property
    def is_open(self) -> bool:
        """Whether a card lies over the page."""
        return not (self.editor.isHidden() and self.card.isHidden())

    def choice_changed(self, chosen: Chosen | None) -> None:
        """Something else was chosen: cards about what was chosen before go; what was typed in one is kept."""
        if not self.editor.isHidden():
            self.editor.finish()
        self._close_cards()
        if chosen is not None and self.toast.isVisible():
            self.toast.leave()
        if chosen is None:
            self._waits_for_box = self._waits_for_box and self._canvas.box_mode
        elif self._waits_for_box and chosen.drawn:
            self._waits_for_box = False
            self._canvas.set_box_mode(False)
            self.read_part()

    def place(self, choice: QRectF | None) -> None:
        """The page moved under the cards."""
        if choice is not None and not self.editor.isHidden():
            self.editor.lie_under(choice)
        if not self.card.isHidden():
            self.card.lie_at_edge(choice)

    # Correcting words

    def correct(self) -> None:
        """Open the chosen words to be corrected; for a drawn box, a value is typed."""
        chosen, rect = self._canvas.choice(), self._canvas.choice_rect()
        if chosen is None or rect is None:
            self.tell(self.tr("Select the words first, then correct them."))
        elif not self._canvas.has_choice_in_sight():
            self.tell(self.tr("These words are chosen. Press the key again."))
        elif chosen.drawn:
            self.value_wanted.emit()
        elif len({word.line for word in chosen.words}) > 1:
            self.tell(self.tr("Select words of one line, then correct them."))
        else:
            self._close_cards()
            self.message.say("note", "")
            self.editor.open_on(chosen.page, chosen.words, self._correction_of(chosen), rect)
            self.card_changed.emit()

    def confirm(self) -> None:
        """Say that the chosen words are right as they were read."""
        chosen = self._canvas.choice()
        if chosen is None or not chosen.words:
            self.tell(self.tr("Select the words first, then say that they are right."))
        elif not self._canvas.has_choice_in_sight():
            self.tell(self.tr("These words are chosen. Press the key again."))
        elif all(word.engine == CORRECTED for word in chosen.words):
            self.tell(self.tr("These words are in doubt no more."))
        else:
            args = (self._case_id, chosen.page.id, chosen.words)
            told = self.tr("Right as it is: %1").replace("%1", chosen.quote)
            self._do(corrections.confirm_words, *args, page=chosen.page.id, told=told)
            self.confirmed.emit()

    def _correction_of(self, chosen: Chosen) -> CorrectionView | None:
        """The one correction that all chosen words come from."""
        text = self._words(chosen.page.id)
        ids = {word.correction_id for word in chosen.words}
        made = text.corrections if text is not None and len(ids) == 1 else ()
        return next((each for each in made if each.id in ids), None)

    def _typed(self, text: str) -> None:
        page = self.editor.page
        if page is not None:
            args = (self._case_id, page.id, self.editor.words, text)
            told = self.tr("Corrected: %1").replace("%1", text.strip() or self.tr("nothing is written here"))
            self._do(corrections.correct_words, *args, page=page.id, told=told)

    def _withdrawn(self, correction: CorrectionView) -> None:
        told = self.tr("Correction withdrawn")
        args = (correction.id, correction.row_version)
        self._do(corrections.withdraw_correction, *args, page=correction.page_id, told=told)

    # Reading a part again

    def read_part(self) -> None:
        """Read what is chosen again; without a choice, a box is drawn first."""
        chosen = self._canvas.choice()
        if chosen is None:
            self._waits_for_box = True
            self._canvas.set_box_mode(True)
            self.tell(self.tr("Draw a box around the part that is to be read again."))
        elif not self._canvas.has_choice_in_sight():
            self.tell(self.tr("These words are chosen. Press the key again."))
        elif chosen.page.state is PageState.BY_EYE:
            self.tell(self.tr("This page is reviewed by eye. Take that back to have it read again."))
        else:
            self._close_cards()
            self.message.say("note", "")
            text = self._words(chosen.page.id)
            words = text.words if text is not None else ()
            self._parts.begin(chosen, words, self._canvas.choice_rect())
            self.card_changed.emit()

    def _taken(self, text: RegionText) -> None:
        page_id = text.spot.page.id
        args = (self._case_id, page_id, text.spot.stood, text.read)
        self._do(corrections.take_region, *args, page=page_id, told=self.tr("The words read now stand here"))

    def _cited(self, text: RegionText) -> None:
        self.cited.emit(region_evidence(text, "supports"))
        self._leave()

    # By eye

    def review_by_eye(self) -> None:
        """The page on screen is unreadable and reviewed by eye; once more takes that back."""
        page = self._page
        if page is None:
            return
        if page.by_eye is None:
            told = self.tr("Page %1: reviewed by eye").replace("%1", str(page.number))
            self._do(by_eye.review_by_eye, self._case_id, page.id, page=page.id, told=told)
        else:
            args = (self._case_id, page.id, page.by_eye.row_version)
            told = self.tr("Page %1: not by eye").replace("%1", str(page.number))
            self._do(by_eye.take_back_by_eye, *args, page=page.id, told=told)

    # What no longer fits

    def open_loose(self) -> None:
        """The list of corrections and sources that do not fit what is read now."""
        if self._loose == NOTHING:
            self.tell(self.tr("All corrections and sources fit what is read."))
        else:
            self.loose_list.open_list()

    def _take_loose(self, case_id: str, things: OutOfPlace) -> None:
        if case_id == self._case_id:
            self._loose = things
            self.loose_list.show_things(things, self._where)
            self.show_page(self._page, self._pages)

    # Inside

    def _ask_loose(self) -> None:
        if self._case_id:
            asked = partial(self._take_loose, self._case_id)
            self._client.read(out_of_place, self._case_id, done=asked, owner=self)

    def _do(self, verb: Callable[..., FormChange], *args: object, page: str, told: str) -> None:
        self._client.call(verb, *args, done=partial(self._done, page, told), failed=self._failed, owner=self)

    def _done(self, page_id: str, told: str, change: FormChange) -> None:
        if self.is_open:
            self._leave()
        self.message.say("note", "")
        self.changed.emit(change, page_id)
        self.toast.show_text(told)
        self.show_case(self._case_id)

    def _failed(self, error: WorkstationError) -> None:
        self.message.say("problem", self._say(error))
        self.place(self._canvas.choice_rect())

    def tell(self, sentence: str) -> None:
        """Say over the page why a key did nothing."""
        self.hint.say(sentence, self._canvas.choice_rect())

    def _leave(self) -> None:
        """Back to the page, with nothing chosen."""
        self._close_cards()
        self._canvas.clear_choice()
        self._canvas.setFocus()

    def _close_cards(self) -> None:
        self.editor.hide()
        self._parts.stop()

    def _back(self) -> None:
        """Esc: the choice stays."""
        self._close_cards()
        self._canvas.setFocus()
        self.card_changed.emit()

    def _left_list(self) -> None:
        self.loose_list.hide()
        self._canvas.setFocus()

    def _wire(self) -> None:
        self.editor.typed.connect(self._typed)
        self.editor.withdrawn.connect(self._withdrawn)
        self.editor.left.connect(self._back)
        self.card.taken.connect(self._taken)
        self.card.cited.connect(self._cited)
        self.card.left.connect(self._back)
        self.loose_list.picked.connect(self.source_wanted)
        self.loose_list.withdrawn.connect(self._withdrawn)
        self.loose_list.left.connect(self._left_list)
        self.toast.undone.connect(self.undo_asked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Under the pointer, a corrected word says what it reads now and who corrected it."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._tip(event), self._canvas)
            return True
        return super().eventFilter(watched, event)

    def _tip(self, event: QHelpEvent) -> str:
        found = self._canvas.word_under(event.pos().toPointF())
        text = self._words(found[0].id) if found is not None else None
        if found is None or text is None:
            return ""
        made = next((each for each in text.corrections if each.id == found[1].correction_id), None)
        if made is None:
            return ""
        if made.new_text == made.old_text:
            return self.tr("Found right as it is by %1").replace("%1", made.made_by)
        said = self.tr("Corrected by %1: “%2”, was read as “%3”").replace("%1", made.made_by)
        return said.replace("%2", made.new_text).replace("%3", made.old_text or "–")
