"""The page pane: bar, find, canvas and cite bar as one, fed from the store and the page worker."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workstation.domain.geometry import Quad
from workstation.gui.client import Client
from workstation.gui.desk.pages.canvas import PageCanvas
from workstation.gui.desk.pages.case_source import CaseSource
from workstation.gui.desk.pages.choice import Chosen, Place
from workstation.gui.desk.pages.cite_bar import CiteBar
from workstation.gui.desk.pages.correcting import Correcting
from workstation.gui.desk.pages.document_bar import DocumentBar
from workstation.gui.desk.pages.find_bar import FindBar
from workstation.gui.desk.pages.jumps import Jump, Jumps
from workstation.gui.desk.pages.layout import Fit
from workstation.gui.desk.pages.marks import Mark, MarkKind
from workstation.gui.desk.pages.page_bar import PageBar
from workstation.gui.desk.pages.part_reading import Say
from workstation.gui.desk.pages.pictures import Pictures
from workstation.gui.kit.keymap import Keymap
from workstation.gui.kit.messages import EmptyState
from workstation.gui.words import source_pill
from workstation.reading import ReadingPool
from workstation.services import pages as page_verbs
from workstation.services import readings as reading_verbs
from workstation.services.views import (
    DocumentView,
    EvidenceSpot,
    Hit,
    NewEvidence,
    PageState,
    PageText,
    PageView,
)

DOUBTFUL_BELOW = 0.6
REMEMBER_AFTER_MS = 800


class PagePane(QWidget):
    """The page of the desk.

    `cited`: (NewEvidence) the choice, to be cited for the focused field. `read_by_eye`: (NewEvidence, text) a box with
    what a reviewer reads in it. `changed`: (FormChange, page id) words or the state of a page were changed.
    `undo_asked`: take that back. `evidence_clicked`: evidence id. `page_shown`: (document id, page id) the page in
    the middle. `seen`: page ids. `add_asked`: add documents. `record_wanted`: Esc with nothing left to undo on the
    page.
    """

    cited = Signal(object)
    read_by_eye = Signal(object, str)
    changed = Signal(object, str)
    undo_asked = Signal()
    evidence_clicked = Signal(str)
    page_shown = Signal(str, str)
    seen = Signal(list)
    add_asked = Signal()
    record_wanted = Signal()
    turned = Signal()
    again_asked = Signal()

    def __init__(
        self, client: Client, pool: ReadingPool, keymap: Keymap, say: Say, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._source = CaseSource(client, pool)
        self.pictures = Pictures(self._source, self)
        self._case_id = ""
        self._documents: dict[str, DocumentView] = {}
        self._tabs: list[str] = []
        self._current = ""
        self._places: dict[str, Place] = {}
        self._jumps = Jumps(self._here, self._jump)
        self._evidence: list[Mark] = []
        self._words: dict[str, PageText] = {}
        self._from_record = False
        self._stepped_to = ""
        self._asked = False
        self.canvas = PageCanvas(self.pictures)
        self.correcting = Correcting(
            self, client, self._source, self.canvas, self._words.get, self._where, say
        )
        self._tools = self._make_actions(keymap)
        self.bar = PageBar(self._tools)
        self.finder = FindBar()
        self.finder.hide()
        self.document_bar = DocumentBar()
        self._empty = EmptyState(
            self.tr("Nothing has been added yet. Drop files here or press Ctrl+O."), self.tr("Add documents")
        )
        self._cite = CiteBar(self.canvas, self.correcting.correct_action, self.correcting.part_action)
        self._remember = QTimer(self)
        self._remember.setSingleShot(True)
        self._remember.setInterval(REMEMBER_AFTER_MS)
        self._lay_out()
        self._wire()

    # The case

    def show_case(self, case_id: str, documents: Sequence[DocumentView]) -> None:
        """Show a case: its documents, the page last looked at first."""
        if case_id != self._case_id:
            self._leave_case()
            self._case_id = case_id
            asked = partial(self._restore, case_id)
            self._client.call(page_verbs.view_states, case_id, done=asked, owner=self)
            self.correcting.show_case(case_id)
        self.show_documents(documents)

    def show_documents(self, documents: Sequence[DocumentView]) -> None:
        """The same case with other documents or page states."""
        self._documents = {document.id: document for document in documents}
        self._tabs = [tab for tab in self._tabs if tab in self._documents]
        if self._current not in self._documents:
            self._current = ""
            first = next(iter(self._documents), "")
            if first:
                self.open_document(first)
        else:
            self.canvas.show_pages(self._documents[self._current].pages)
        self._show_tabs()
        self._empty.setVisible(not self._documents)
        self.canvas.setVisible(bool(self._documents))
        self.bar.setVisible(bool(self._documents))
        self._show_marks()
        self._tell_state()

    def open_document(self, document_id: str, page_id: str = "") -> None:
        """Open a document where it was left, or at a page."""
        if document_id not in self._documents:
            return
        self._asked |= bool(page_id)
        if document_id != self._current:
            self._keep_place()
            self._current = document_id
            if document_id not in self._tabs:
                self._tabs.append(document_id)
            self.canvas.show_pages(self._documents[document_id].pages)
            place = self._places.get(document_id)
            if place is not None and not page_id:
                self.canvas.go_to_place(place)
            self._show_tabs()
            self._show_marks()
        if page_id:
            self.canvas.go_to_page(self._number_of(document_id, page_id))
        self._tell_page(self.canvas.current)

    def current_page(self) -> PageView | None:
        """The page in the middle of the window."""
        pages = self.canvas.pages
        return pages[self.canvas.current] if pages else None

    def words_changed(self, page_id: str) -> None:
        """A page was read or corrected: its words are asked for again, and what fits them."""
        self.canvas.forget_words(page_id)
        self.correcting.show_case(self._case_id)

    # Evidence

    def show_evidence(self, marks: Sequence[Mark]) -> None:
        """All evidence of the case; what lies on the open document is drawn."""
        self._evidence = list(marks)
        self._show_marks()

    def show_source(self, spot: EvidenceSpot) -> None:
        """Go to a source, flash it; `go_back` returns."""
        self._jumps.push()
        self._from_record = True
        self.open_document(spot.document_id)
        self.canvas.show_source(spot.page_id, spot.quads)

    def aim(self, label: str, reason: str = "") -> None:
        """The field that a citation would go to."""
        self._cite.aim(label, reason)

    def cite(self, polarity: str) -> None:
        """Hand the choice on as evidence; nothing happens without one."""
        chosen, typed = self.canvas.choice(), self._cite.typed()
        if not self.correcting.card.isHidden():
            self.correcting.card.cite()
        elif chosen is not None:
            evidence = self._as_evidence(chosen, polarity)
            if typed:
                self.read_by_eye.emit(evidence, typed)
            else:
                self.cited.emit(evidence)
            self.canvas.clear_choice()
            self.canvas.setFocus()

    def _as_evidence(self, chosen: Chosen, polarity: str) -> NewEvidence:
        text = self._words.get(chosen.page.id)
        read = text.reading_version if text is not None and chosen.words else None
        return NewEvidence(chosen.page.id, chosen.quads, chosen.quote, polarity, read, chosen.confidence)

    def name_document(self, document_id: str = "") -> None:
        """Ask what a document is: the one named, else the one on screen."""
        document = self._documents.get(document_id or self._current)
        if document is not None:
            self.document_bar.ask(document)

    # Jumps

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

    # Find

    def open_find(self) -> None:
        """Open find; a selection is looked for at once."""
        chosen = self.canvas.choice()
        if self.finder.isHidden():
            self._jumps.push()
        self.finder.open_bar(chosen.quote if chosen is not None and len(chosen.quote) < 60 else "")

    def _search(self, text: str) -> None:
        if not text:
            self.finder.show_hits(())
            self._show_marks()
            return
        asked = partial(self._take_hits, self._case_id)
        self._client.call(page_verbs.find_in_case, self._case_id, text, done=asked, owner=self)

    def _take_hits(self, case_id: str, hits: Sequence[Hit]) -> None:
        if case_id != self._case_id or self.finder.isHidden():
            return
        self.finder.show_hits(hits)
        self._show_marks()

    def _go_to_hit(self, at: int) -> None:
        hit = self.finder.hits[at]
        self.open_document(hit.document_id)
        self.canvas.show_source(hit.page_id, hit.quads)
        self._show_marks()

    def _find_closed(self) -> None:
        self._show_marks()
        self.go_back()
        self.canvas.setFocus()

    # Inside

    def _make_actions(self, keymap: Keymap) -> tuple[QAction, ...]:
        canvas = self.canvas
        bind = keymap.bind
        zoom_out = bind(canvas, "page.zoom_out", canvas.zoom_out)
        zoom_in = bind(canvas, "page.zoom_in", canvas.zoom_in)
        fit = bind(canvas, "page.fit_width", lambda: canvas.fit(Fit.WIDTH))
        turn = bind(canvas, "page.turn", self._turn)
        box = bind(canvas, "page.draw_box", lambda: canvas.set_box_mode(not canvas.box_mode), checkable=True)
        canvas.box_mode_changed.connect(box.setChecked)
        bind(canvas, "page.full_size", lambda: canvas.set_zoom(1.0))
        bind(canvas, "page.fit_page", lambda: canvas.fit(Fit.PAGE))
        bind(canvas, "page.invert", canvas.invert)
        self.correcting.bind(keymap, bind(canvas, "page.again", self._read_again))
        bind(canvas, "evidence.next", lambda: self._step_evidence(1))
        bind(canvas, "evidence.previous", lambda: self._step_evidence(-1))
        bind(self, "find.open", self.open_find)
        bind(self, "document.name", self.name_document)
        bind(self, "find.next", lambda: self.finder.next())
        bind(self, "find.previous", lambda: self.finder.previous())
        bind(self, "page.go", lambda: self.bar.ask_page())
        bind(self, "cite.supports", lambda: self.cite("supports"))
        bind(self, "cite.contradicts", lambda: self.cite("contradicts"))
        return (zoom_out, zoom_in, fit, turn, box)

    def _lay_out(self) -> None:
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        noted = (self.correcting.note, self.correcting.message, self.correcting.loose_list)
        for widget in (self.bar, self.document_bar, self.finder, *noted, self.canvas, self._empty):
            body.addWidget(widget, 1 if widget in (self.canvas, self._empty) else 0)
        self._empty.hide()
        self.canvas.installEventFilter(self)

    def _wire(self) -> None:
        canvas, bar = self.canvas, self.bar
        canvas.page_changed.connect(self._tell_page)
        canvas.words_wanted.connect(self._ask_words)
        canvas.chosen.connect(self._choice_changed)
        canvas.mark_clicked.connect(self.evidence_clicked)
        canvas.seen.connect(self.seen)
        canvas.zoom_changed.connect(bar.show_zoom)
        canvas.copied.connect(self._copy)
        canvas.left.connect(self._left)
        canvas.verticalScrollBar().valueChanged.connect(self._place_choice)
        bar.page_asked.connect(self._go_to_page)
        bar.tabs.picked.connect(self.open_document)
        bar.tabs.closed.connect(self._close_tab)
        self.finder.asked.connect(self._search)
        self.finder.hit_changed.connect(self._go_to_hit)
        self.finder.closed.connect(self._find_closed)
        self._cite.cited.connect(self.cite)
        self._cite.dismissed.connect(self._drop_choice)
        self._wire_correcting()
        self._empty.acted.connect(self.add_asked)
        self._remember.timeout.connect(self.keep_view)
        canvas.zoom_changed.connect(self._remember.start)
        canvas.verticalScrollBar().valueChanged.connect(self._remember.start)

    def _wire_correcting(self) -> None:
        correcting = self.correcting
        correcting.changed.connect(self.changed)
        correcting.cited.connect(self.cited)
        correcting.undo_asked.connect(self.undo_asked)
        correcting.value_wanted.connect(self._cite.value.setFocus)
        correcting.card_changed.connect(self._show_cite)
        correcting.source_wanted.connect(self._go_to_place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.canvas and event.type() is QEvent.Type.Resize:
            self._place_choice()
        return False

    def _choice_changed(self, chosen: Chosen | None) -> None:
        self.correcting.choice_changed(chosen)
        self._show_cite()

    def _show_cite(self) -> None:
        """The bar for what is chosen, unless a card about it lies over the page."""
        self._cite.show_choice(None if self.correcting.is_open else self.canvas.choice())
        self._place_choice()

    def _drop_choice(self) -> None:
        self.canvas.clear_choice()
        self.canvas.setFocus()

    def _place_choice(self) -> None:
        rect = self.canvas.choice_rect()
        if self._cite.isVisible():
            self._cite.place(rect)
        self.correcting.place(rect)

    def _where(self, page_id: str) -> str:
        """What a page of the case is called: "Path p 1"."""
        for document in self._documents.values():
            for page in document.pages:
                if page.id == page_id:
                    return source_pill(document.type, page.number)
        return ""

    def _go_to_place(self, page_id: str, quads: tuple[Quad, ...], evidence_id: str) -> None:
        """Show a place of any document; the keys stay where they are."""
        held = (d.id for d in self._documents.values() if any(page.id == page_id for page in d.pages))
        self.open_document(next(held, ""))
        self.canvas.show_source(page_id, quads)
        if evidence_id:
            self.evidence_clicked.emit(evidence_id)

    def _left(self) -> None:
        """Esc goes back to where the view stood, and from a source also to the row it belongs to."""
        shown, self._from_record = self._from_record, False
        if not self.go_back() or shown:
            self.record_wanted.emit()

    def _copy(self, quote: str) -> None:
        page, document = self.current_page(), self._documents[self._current]
        where = source_pill(document.type, page.number if page is not None else 1)
        QGuiApplication.clipboard().setText(f"{quote} [{where}]")

    def _go_to_page(self, number: int) -> None:
        self._jumps.push()
        self.canvas.go_to_page(number)
        self.canvas.setFocus()

    def _turn(self) -> None:
        page = self.current_page()
        if page is not None:
            turn = (page.turn + 90) % 360
            self._client.call(page_verbs.turn_page, self._case_id, (page.id,), turn, done=self._turned)

    def _read_again(self) -> None:
        """Draw the page anew and read it anew, after something went wrong."""
        page = self.current_page()
        if page is not None:
            self.pictures.try_again(page)
            self._client.call(reading_verbs.read_again, (page.id,), done=self._asked_again)

    def _asked_again(self, _answer: None) -> None:
        self.again_asked.emit()

    def _turned(self, _answer: None) -> None:
        self.turned.emit()

    def _ask_words(self, page_id: str) -> None:
        self._client.call(page_verbs.page_words, page_id, done=self._take_words)

    def _take_words(self, text: PageText) -> None:
        self._words[text.page_id] = text
        self.canvas.take_words(text.page_id, text.words)
        self._show_marks()

    def _show_marks(self) -> None:
        pages = {page.id for page in self.canvas.pages}
        legible = {page.id for page in self.canvas.pages if page.state is not PageState.BY_EYE}
        marks = [mark for mark in self._evidence if mark.page_id in pages]
        for text in (self._words[page] for page in legible if page in self._words):
            doubtful = tuple(word.quad for word in text.words if word.confidence < DOUBTFUL_BELOW)
            marks.append(Mark(MarkKind.DOUBT, text.page_id, doubtful))
            corrected = tuple(word.quad for word in text.words if word.correction_id is not None)
            marks.append(Mark(MarkKind.CORRECTED, text.page_id, corrected))
        for at, hit in enumerate(self.finder.hits):
            if hit.page_id in pages:
                marks.append(Mark(MarkKind.HIT, hit.page_id, hit.quads, focused=at == self.finder.current))
        self.canvas.set_marks(marks)

    def _step_evidence(self, step: int) -> None:
        pages = [page.id for page in self.canvas.pages]
        here = sorted(
            (mark for mark in self._evidence if mark.page_id in pages and mark.quads),
            key=lambda mark: (pages.index(mark.page_id), mark.quads[0].y0, mark.quads[0].x0),
        )
        if not here:
            return
        focused = [at for at, mark in enumerate(here) if mark.focused]
        last = [at for at in focused if here[at].key == self._stepped_to]
        at = (last or focused or [-1 if step > 0 else 0])[0]
        mark = here[(at + step) % len(here)]
        self._stepped_to = mark.key
        self.canvas.show_source(mark.page_id, mark.quads)
        self.evidence_clicked.emit(mark.key)

    def _tell_page(self, at: int) -> None:
        pages = self.canvas.pages
        self.bar.show_page(at + 1, len(pages))
        self._tell_state()
        if pages and self._current:
            self.page_shown.emit(self._current, pages[at].id)

    def _tell_state(self) -> None:
        """How the page on screen can be read, in the bar and above the page."""
        page = self.current_page()
        self.bar.show_by_eye(page is not None and page.state is PageState.BY_EYE)
        self.correcting.show_page(page, self.canvas.pages)

    def _number_of(self, document_id: str, page_id: str) -> int:
        pages = self._documents[document_id].pages
        return next((at for at, page in enumerate(pages, 1) if page.id == page_id), 1)

    def _show_tabs(self) -> None:
        self.bar.tabs.show_tabs([self._documents[tab] for tab in self._tabs], self._current)

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
        if self._case_id and place is not None:
            state = {"page": place.page_id, "zoom": place.zoom, "fit": place.fit.name, "share": place.share}
            self._client.call(page_verbs.remember_view, self._case_id, self._current, state)

    def _restore(self, case_id: str, states: dict[str, dict[str, Any]]) -> None:
        """Back to the document last looked at, each where it was left; not away from a page that was asked for."""
        if case_id != self._case_id:
            return
        for document, kept in states.items():
            self._places[document] = Place(kept["page"], kept["zoom"], Fit[kept["fit"]], kept["share"])
        last = next((document for document in states if document in self._documents), "")
        if last and not self._asked:
            self._current, self._tabs = "", [last]
            self.open_document(last)

    def _leave_case(self) -> None:
        self.keep_view()
        self.pictures.close()
        self._source.close()
        for kept in (self._documents, self._places, self._words):
            kept.clear()
        self._jumps.clear()
        self._tabs.clear()
        self._evidence.clear()
        self._current, self._asked, self._from_record = "", False, False
        self.finder.hide()
        self.finder.show_hits(())
