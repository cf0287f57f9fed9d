"""One side of the page pane: a document under its bar, with what is done on its pages."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workstation.domain.geometry import Quad
from workstation.domain.messages import Message
from workstation.gui.client import Client
from workstation.gui.desk.pages.canvas import PageCanvas
from workstation.gui.desk.pages.case_source import CaseSource
from workstation.gui.desk.pages.choice import Chosen, Place
from workstation.gui.desk.pages.cite_bar import CiteBar
from workstation.gui.desk.pages.correcting import Correcting
from workstation.gui.desk.pages.jumps import Jump, Jumps
from workstation.gui.desk.pages.kept_view import Beside, KeptView
from workstation.gui.desk.pages.layout import Fit
from workstation.gui.desk.pages.look import Look
from workstation.gui.desk.pages.look_strip import LookStrip
from workstation.gui.desk.pages.open_case import OpenCase
from workstation.gui.desk.pages.page_bar import PageBar
from workstation.gui.desk.pages.page_menu import PageMenu
from workstation.gui.desk.pages.page_news import PageNews
from workstation.gui.desk.pages.page_text import PageText
from workstation.gui.desk.pages.part_reading import Say
from workstation.gui.desk.pages.pictures import Pictures
from workstation.gui.desk.pages.trouble import Trouble
from workstation.gui.kit.action_menu import actions_at
from workstation.gui.kit.keymap import Keymap
from workstation.services import pages as page_verbs
from workstation.services import readings as reading_verbs
from workstation.services.views import DocumentView, EvidenceSpot, PageState, PageView

REMEMBER_AFTER_MS = 800
MOVES = {
    "page.down": Qt.Key.Key_PageDown,
    "page.up": Qt.Key.Key_PageUp,
    "page.first": Qt.Key.Key_Home,
    "page.last": Qt.Key.Key_End,
}


class PageSide(PageNews):
    """One of at most two views of a case's documents. `entered`: the keys act here now."""

    entered = Signal()

    def __init__(
        self,
        client: Client,
        source: CaseSource,
        pictures: Pictures,
        case: OpenCase,
        keymap: Keymap,
        say: Say,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._say = say
        self._client = client
        self._pictures = pictures
        self._case = case
        self._tabs: list[str] = []
        self._current = ""
        self._places: dict[str, Place] = {}
        self.beside: Callable[[], Beside | None] = lambda: None
        """What the other side shows, while there is one."""
        self.close_search: Callable[[], bool] = lambda: False
        """Closes what was searched with, for Esc; False when nothing is open."""
        self._jumps = Jumps(self._here, self._jump)
        self._from_record = False
        self._stepped_to = ""
        self._last: tuple[str, ...] = ()
        self.canvas = PageCanvas(pictures)
        self.trouble = Trouble(self.canvas, pictures, say)
        self.look_strip = LookStrip(self.canvas, self.trouble)
        self.correcting = Correcting(self, client, source, self.canvas, case.words, case.where, say)
        self.bar = PageBar(*self._make_actions(keymap))
        self.cite_bar = CiteBar(self.canvas, self.correcting.correct_action, self.correcting.part_action)
        self.text = PageText(self.canvas, case, keymap)
        keymap.tell("page.again", self, self.trouble.again.set_key)
        keymap.tell("cite.supports", self, self.cite_bar.set_key)
        keymap.tell("cite.supports", self, self.correcting.card.set_key)
        keymap.tell("edit.undo", self, self.correcting.toast.set_key)
        self._remember = QTimer(self)
        self._remember.setSingleShot(True)
        self._remember.setInterval(REMEMBER_AFTER_MS)
        self._lay_out()
        self._wire()

    # Documents

    @property
    def current(self) -> str:
        """The document shown, "" without one."""
        return self._current

    def document(self) -> DocumentView | None:
        """The document shown."""
        return self._case.documents.get(self._current)

    def current_page(self) -> PageView | None:
        """The page in the middle of the window."""
        pages = self.canvas.pages
        return pages[self.canvas.current] if pages else None

    def show_documents(self) -> None:
        """The case has other documents, or their pages other states."""
        documents = self._case.documents
        self._tabs = [tab for tab in self._tabs if tab in documents]
        if self._current in documents:
            self.canvas.show_pages(documents[self._current].pages)
        else:
            self._current = ""
            if documents:
                left = (document for document in self._last if document in documents)
                self.open_document(next(left, next(iter(documents))))
            else:
                self.canvas.show_pages(())
        self._show_tabs()
        self.show_marks()
        self._tell_state()

    def open_document(self, document_id: str, page_id: str = "") -> None:
        """Open a document where it was left, or at a page."""
        document = self._case.documents.get(document_id)
        if document is None:
            return
        if document_id != self._current:
            self._keep_place()
            self._current = ""  # no page is told before the place is reached
            self.canvas.show_pages(document.pages)
            place = self._places.get(document_id)
            if place is not None and not page_id:
                self.canvas.go_to_place(place)
            self._current = document_id
            self.canvas.set_look(self._case.look_of(document_id))
            if document_id not in self._tabs:
                self._tabs.append(document_id)
            self._show_tabs()
            self.show_marks()
        if page_id:
            numbers = (at for at, page in enumerate(document.pages, 1) if page.id == page_id)
            self.canvas.go_to_page(next(numbers, 1))
        self._tell_page(self.canvas.current)

    def open_as(self, other: "PageSide") -> None:
        """Show what another side shows, at the same place."""
        self._places.update(other._places)
        self.open_document(other.current)
        place = other.canvas.place()
        if place is not None:
            self.canvas.go_to_place(place)

    def begin(self, kept: Mapping[str, KeptView]) -> None:
        """Another case comes, whose documents were left like this, the last one first."""
        self._places = {document: view.place for document, view in kept.items()}
        self._last = tuple(kept)

    def leave_case(self) -> None:
        """Forget everything that belongs to the case."""
        self._places.clear()
        self._jumps.clear()
        self._tabs.clear()
        self._current, self._from_record = "", False
        self.canvas.show_pages(())

    def show_marks(self) -> None:
        """Draw what belongs over the pages shown."""
        self.canvas.set_marks(self._case.marks_on(self.canvas.pages))

    @property
    def has_keys(self) -> bool:
        """Whether the keys act on the page or in its text."""
        return self.canvas.hasFocus() or self.text.lines.hasFocus()

    def take_focus(self) -> None:
        """Give the keys to the page; they stay in its text where that has them."""
        if not self.has_keys:
            self.canvas.setFocus()

    def set_active(self, active: bool) -> None:
        """Whether documents are opened here when another pane asks for one."""
        self.bar.tabs.set_active(active)

    def tell(self, said: str) -> None:
        """Say for a while what became of the last key."""
        self.correcting.toast.show_text(said, undoable=False)

    # Evidence

    def show_source(self, spot: EvidenceSpot) -> None:
        """Go to a source, flash it; `go_back` returns."""
        self._jumps.push()
        self._from_record = True
        self.open_document(spot.document_id)
        self.canvas.show_source(spot.page_id, spot.quads)

    def show_place(self, page_id: str, quads: tuple[Quad, ...]) -> None:
        """Show a place of any document and flash it; the keys stay where they are."""
        document = self._case.document_of(page_id)
        if document is not None:
            self.open_document(document.id)
            self.canvas.show_source(page_id, quads)

    def cite(self, polarity: str) -> None:
        """Hand the choice on as evidence; nothing happens without one."""
        chosen, typed = self.canvas.choice(), self.cite_bar.typed()
        if not self.correcting.card.isHidden():
            self.correcting.card.cite()
        elif chosen is not None and self.canvas.has_choice_in_sight():
            evidence = self._case.as_evidence(chosen, polarity)
            if typed:
                self.read_by_eye.emit(evidence, typed)
            else:
                self.cited.emit(evidence)
            self._drop_choice()

    # Jumps

    def mark_jump(self) -> None:
        """A jump is made from here; `go_back` comes back to it."""
        self._jumps.push()

    def go_back(self) -> bool:
        """Back to where the view stood before the last jump; False when there was none."""
        return self._jumps.back()

    def go_forward(self) -> bool:
        """Undo `go_back`."""
        return self._jumps.forward()

    def _jump(self, to: Jump) -> None:
        document_id, place = to
        self.open_document(document_id)
        self.canvas.go_to_place(place)

    def _here(self) -> Jump | None:
        place = self.canvas.place()
        return (self._current, place) if place is not None and self._current else None

    # Inside

    def _make_actions(self, keymap: Keymap) -> tuple[tuple[QAction, ...], tuple[QAction, ...]]:
        """What stands in the row above the page, and what only its menu holds."""
        canvas = self.canvas
        bind = partial(keymap.bind, canvas)
        zoom_out = bind("page.zoom_out", canvas.zoom_out)
        zoom_in = bind("page.zoom_in", canvas.zoom_in)
        fit = bind("page.fit_width", lambda: canvas.fit(Fit.WIDTH))
        turn = bind("page.turn", self._turn)
        box = bind("page.draw_box", lambda: canvas.set_box_mode(not canvas.box_mode), checkable=True)
        canvas.box_mode_changed.connect(box.setChecked)
        for name, key in MOVES.items():
            bind(name, partial(canvas.move_by_key, key))
        full = bind("page.full_size", lambda: canvas.set_zoom(1.0))
        whole = bind("page.fit_page", lambda: canvas.fit(Fit.PAGE))
        turn_all = bind("page.turn_all", self._turn_all)
        invert = bind("page.invert", canvas.invert, checkable=True)
        canvas.look_changed.connect(lambda shown: invert.setChecked(shown.inverted))
        look = bind("page.look", self.look_strip.toggle)
        bind("page.select_all", canvas.choose_all)
        bind("page.copy", canvas.copy)
        bind("page.menu", self._open_menu_by_key)
        self.correcting.bind(keymap, bind("page.again", self._read_again))
        bind("page.again_other", self._read_in_other_language)
        bind("evidence.next", lambda: self._step_evidence(1))
        bind("evidence.previous", lambda: self._step_evidence(-1))
        return (zoom_out, zoom_in, fit, turn, look, box), (whole, full, turn_all, invert)

    def _lay_out(self) -> None:
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        correcting = self.correcting
        for widget in (self.bar, correcting.note, correcting.message, correcting.loose_list):
            body.addWidget(widget)
        body.addWidget(self.canvas, 1)
        body.addWidget(self.text, 1)
        self.canvas.installEventFilter(self)
        self.text.lines.installEventFilter(self)

    def _wire(self) -> None:
        canvas, bar = self.canvas, self.bar
        canvas.page_changed.connect(self._tell_page)
        canvas.words_wanted.connect(self._bring_words)
        canvas.chosen.connect(self._choice_changed)
        canvas.mark_clicked.connect(self.evidence_clicked)
        canvas.seen.connect(self.seen)
        canvas.zoom_changed.connect(bar.show_zoom)
        canvas.copied.connect(self._copy)
        canvas.left.connect(self._left)
        canvas.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        canvas.customContextMenuRequested.connect(self._open_menu)
        canvas.back_asked.connect(self.go_back)
        canvas.forward_asked.connect(self.go_forward)
        canvas.verticalScrollBar().valueChanged.connect(self._place_choice)
        bar.page_asked.connect(self._go_to_page)
        bar.left.connect(canvas.setFocus)
        bar.tabs.picked.connect(self._pick)
        bar.tabs.closed.connect(self._close_tab)
        self._pictures.failed.connect(self._tell_state)
        self._pictures.retried.connect(self._tell_state)
        self.trouble.again.clicked.connect(self._read_if_unread)
        self._case.words_came.connect(self._words_came)
        self._case.marks_changed.connect(self.show_marks)
        self._case.look_changed.connect(self._show_look)
        self.cite_bar.cited.connect(self.cite)
        self.cite_bar.dismissed.connect(self._drop_choice)
        self._remember.timeout.connect(self.keep_view)
        canvas.zoom_changed.connect(self._remember.start)
        canvas.look_changed.connect(self._look_changed)
        canvas.verticalScrollBar().valueChanged.connect(self._remember.start)
        self._wire_correcting()

    def _wire_correcting(self) -> None:
        correcting = self.correcting
        correcting.changed.connect(self.changed)
        correcting.cited.connect(self.cited)
        correcting.undo_asked.connect(self.undo_asked)
        correcting.value_wanted.connect(self.cite_bar.value.setFocus)
        correcting.card_changed.connect(self._show_cite)
        correcting.source_wanted.connect(self._show_loose)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.canvas and event.type() is QEvent.Type.Resize:
            self._place_choice()
        elif event.type() is QEvent.Type.FocusIn:
            self.entered.emit()
        return False

    def _look_changed(self, look: Look) -> None:
        if look != self._case.look_of(self._current):
            self._case.set_look(self._current, look)
            self._remember.start()

    def _show_look(self, document_id: str) -> None:
        if document_id == self._current:
            self.canvas.set_look(self._case.look_of(document_id))

    def _pick(self, document_id: str) -> None:
        self.entered.emit()
        self.open_document(document_id)

    def _choice_changed(self, chosen: Chosen | None) -> None:
        self.correcting.choice_changed(chosen)
        self._show_cite()

    def _show_cite(self) -> None:
        """The bar for what is chosen, unless a card about it lies over the page."""
        self.cite_bar.show_choice(None if self.correcting.is_open else self.canvas.choice())
        self._place_choice()

    def _drop_choice(self) -> None:
        self.canvas.clear_choice()
        self.canvas.setFocus()

    def _place_choice(self) -> None:
        rect = self.canvas.choice_rect()
        in_sight = rect is not None and rect.intersects(QRectF(self.canvas.viewport().rect()))
        self.cite_bar.setVisible(in_sight and not self.correcting.is_open)
        if in_sight:
            self.cite_bar.place(rect)
        self.correcting.place(rect)

    def _show_loose(self, page_id: str, quads: tuple[Quad, ...], evidence_id: str) -> None:
        self.show_place(page_id, quads)
        if evidence_id:
            self.evidence_clicked.emit(evidence_id)

    def _left(self) -> None:
        """Esc closes the search, then goes back to where the view stood, and from a source also to the row it belongs
        to. With nowhere to go back to, it ends here: the keys of the page are never typed into a row."""
        if self.close_search():
            return
        shown, self._from_record = self._from_record, False
        self.go_back()
        if shown:
            self.record_wanted.emit()

    def _copy(self, text: str) -> None:
        chosen = self.canvas.choice()
        if chosen is not None:
            QGuiApplication.clipboard().setText(f"{text} [{self._case.reference(chosen.page.id)}]")

    def _go_to_page(self, number: int) -> None:
        self._jumps.push()
        self.canvas.go_to_page(number)
        self.canvas.setFocus()

    def _open_menu(self, at: QPoint) -> None:
        self.canvas.setFocus()
        menu = PageMenu(self, actions_at(self.canvas), self.canvas.choice())
        menu.popup(self.canvas.viewport().mapToGlobal(at))

    def _open_menu_by_key(self) -> None:
        """Under what is chosen, else in the middle of the page."""
        view, choice = self.canvas.viewport().rect(), self.canvas.choice_rect()
        at = choice.bottomLeft().toPoint() if choice is not None else view.center()
        self._open_menu(at if view.contains(at) else view.center())

    def _turn(self) -> None:
        page = self.current_page()
        if page is not None:
            self._case.turning.turn(self._case.case_id, (page,))

    def _turn_all(self) -> None:
        self._case.turning.turn(self._case.case_id, self.canvas.pages)

    def _read_again(self) -> None:
        """Draw the page anew and read it anew, after something went wrong."""
        page = self.current_page()
        if page is not None:
            self._pictures.try_again(page)
            self._client.call(reading_verbs.read_again, (page.id,), done=self._asked_again)

    def _read_in_other_language(self) -> None:
        page = self.current_page()
        if page is not None:
            verb = reading_verbs.read_in_other_language
            self._client.call(verb, page.id, done=self._asked_in_other)

    def _asked_in_other(self, told: Message) -> None:
        self.correcting.message.say("quiet", self._say(told))
        self.again_asked.emit()

    def _read_if_unread(self) -> None:
        """What is drawn anew is also read anew, where that failed."""
        page = self.current_page()
        if page is not None and page.state is PageState.FAILED:
            self._client.call(reading_verbs.read_again, (page.id,), done=self._asked_again)

    def _asked_again(self, _answer: None) -> None:
        self.again_asked.emit()

    def _bring_words(self, page_id: str) -> None:
        """Those in hand at once, so that a page one comes back to can be selected from; they are asked for anew."""
        known = self._case.words(page_id)
        if known is not None:
            self.canvas.take_words(page_id, known.words)
        self._case.ask_words(page_id)

    def _words_came(self, page_id: str) -> None:
        text = self._case.words(page_id)
        if text is not None and any(page.id == page_id for page in self.canvas.pages):
            self.canvas.take_words(page_id, text.words)
            self.show_marks()

    def _step_evidence(self, step: int) -> None:
        here = self._case.evidence_on(self.canvas.pages)
        if not here:
            self.correcting.tell(self.tr("No value rests on this document yet."))
            return
        focused = [at for at, mark in enumerate(here) if mark.focused]
        last = [at for at in focused if here[at].key == self._stepped_to]
        at = (last or focused or [-1 if step > 0 else 0])[0]
        mark = here[(at + step) % len(here)]
        self._stepped_to = mark.key
        self.canvas.show_source(mark.page_id, mark.quads)
        self.evidence_stepped.emit(mark.key)

    def _tell_page(self, at: int) -> None:
        pages = self.canvas.pages
        self.bar.show_page(at + 1, len(pages))
        self._tell_state()
        if pages and self._current:
            self.page_shown.emit(self._current, pages[at].id)

    def _tell_state(self, *_told: object) -> None:
        """How the page on screen can be read, in the bar and above the page."""
        page = self.current_page()
        self.bar.show_by_eye(page is not None and page.state is PageState.BY_EYE)
        undrawn = (each.id for each in self.canvas.pages if self._pictures.problem(each) is not None)
        self.correcting.note.leave_out(frozenset(undrawn))  # the card over the page says it
        self.correcting.show_page(page, self.canvas.pages)
        self.text.spoken.look()

    def _show_tabs(self) -> None:
        self.bar.show_tabs(
            [self._case.documents[tab] for tab in self._tabs], self._current, self._case.names()
        )

    def _close_tab(self, document_id: str) -> None:
        if len(self._tabs) < 2:
            return
        at = self._tabs.index(document_id)
        self._tabs.remove(document_id)
        if document_id == self._current:
            self.open_document(self._tabs[min(at, len(self._tabs) - 1)])
        self._show_tabs()

    # Remembering

    def _keep_place(self) -> None:
        place = self.canvas.place()
        if self._current and place is not None:
            self._places[self._current] = place

    def keep_view(self) -> None:
        """Store where the view stands in its document."""
        self._remember.stop()
        self._keep_place()
        place = self._places.get(self._current)
        if self._case.case_id and place is not None:
            state = KeptView(place, self.canvas.look, self.beside()).to_state()
            self._client.call(page_verbs.remember_view, self._case.case_id, self._current, state)
