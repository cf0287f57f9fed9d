"""The page pane: the documents of a case on one side or on two beside each other, find and what a document is."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from workstation.gui.client import Client
from workstation.gui.desk.pages.ask_strip import AskStrip
from workstation.gui.desk.pages.canvas import PageCanvas
from workstation.gui.desk.pages.case_source import CaseSource
from workstation.gui.desk.pages.cite_bar import CiteBar
from workstation.gui.desk.pages.corrected import CorrectedWords
from workstation.gui.desk.pages.correcting import Correcting
from workstation.gui.desk.pages.document_bar import DocumentBar
from workstation.gui.desk.pages.doubts import Doubts
from workstation.gui.desk.pages.find_bar import FindBar
from workstation.gui.desk.pages.kept_view import Beside, KeptView
from workstation.gui.desk.pages.marks import Mark
from workstation.gui.desk.pages.open_case import OpenCase
from workstation.gui.desk.pages.page_bar import PageBar
from workstation.gui.desk.pages.page_news import PageNews
from workstation.gui.desk.pages.part_reading import Say
from workstation.gui.desk.pages.pictures import Pictures
from workstation.gui.desk.pages.side import PageSide
from workstation.gui.kit.frames import Splitter
from workstation.gui.kit.keymap import Keymap
from workstation.gui.kit.messages import EmptyState
from workstation.reading import ReadingPool
from workstation.services.views import Answer, DocumentView, EvidenceSpot, Hit


class PagePane(PageNews):
    """The pages of the desk. What is not about one side goes to the side in which the keys acted last.

    `add_asked`: add documents. `sides_changed`: a second side came or went. `room_wanted`: the pane is put away and
    something in it is asked for. Its keys act wherever the keys are within `keys_in`, also while it is put away.
    """

    add_asked = Signal()
    room_wanted = Signal()
    sides_changed = Signal()

    def __init__(
        self, client: Client, pool: ReadingPool, keymap: Keymap, say: Say, keys_in: QWidget | None = None
    ) -> None:
        super().__init__()
        self._keys_in = keys_in or self
        self._client = client
        self._source = CaseSource(client, pool)
        self._keymap = keymap
        self._say = say
        self.pictures = Pictures(self._source, self)
        self.case = OpenCase(client, self)
        self._aim = ("", "")
        self._closed = ""
        self._others: Mapping[str, str] = {}
        self.finder = FindBar(client)
        self.finder.hide()
        self.asker = AskStrip(client, self._source, self.case)
        self._went_to_answer = False
        self._kept: dict[str, KeptView] = {}
        self.document_bar = DocumentBar()
        self._empty = EmptyState("")
        self._splitter = Splitter()
        self._second = self._bind_in_view("pane.second", self.toggle_second)
        self._need_pages: list[QAction] = [self._second]
        self.doubts = Doubts(client, self.case, lambda: self._active, keymap, self)
        self._corrected = CorrectedWords(client, self.case, lambda: self._active, self)
        self._sides = [self._make_side()]
        self._active = self._sides[0]
        self._lay_out()
        self._wire()
        self._bind()

    # The sides

    @property
    def active(self) -> PageSide:
        """The side in which the keys acted last."""
        return self._active

    @property
    def sides(self) -> tuple[PageSide, ...]:
        """The sides that are shown, from the left."""
        return tuple(side for side in self._sides if not side.isHidden())

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """What F6 goes through: the sides, or what is said while there are no documents."""
        return self.sides if self.case.documents else (self._empty,)

    @property
    def has_keys(self) -> bool:
        """Whether the keys act on a page or in its text."""
        return self._active.has_keys

    def take_focus(self) -> None:
        """Give the keys to the page; without documents, to what adds some."""
        if self.case.documents:
            self._active.take_focus()
        else:
            self._empty.setFocus()

    def change_sides(self) -> None:
        """Give the keys to the other one of two sides."""
        self._other(self._active).canvas.setFocus()

    @property
    def canvas(self) -> PageCanvas:
        return self._active.canvas

    @property
    def bar(self) -> PageBar:
        return self._active.bar

    @property
    def correcting(self) -> Correcting:
        return self._active.correcting

    @property
    def cite_bar(self) -> CiteBar:
        return self._active.cite_bar

    def toggle_second(self) -> None:
        """Show the document once more on a second side; or let that side go and keep the one the keys act in."""
        if len(self.sides) == 2:
            self._put_away(self._other(self._active))
        else:
            self._show_second()
        self.keep_view()
        self._tell_sides()

    def _show_second(self) -> None:
        first, second = self._active, self._second_side()
        second.open_as(first)
        self._enter(second)
        second.canvas.setFocus()

    def _second_side(self) -> PageSide:
        """The side that was not shown, made when it is first needed."""
        if len(self._sides) < 2:
            self._sides.append(self._make_side())
        second = self._other(self._active)
        second.show()
        second.show_documents()
        return second

    def _tell_sides(self) -> None:
        """Two sides share alike what room there is for them."""
        self.sides_changed.emit()
        if len(self.sides) == 2:
            self._splitter.setSizes([self._splitter.width() // 2] * 2)

    def _beside(self, side: PageSide) -> Beside | None:
        other = next((each for each in self.sides if each is not side), None)
        place = other.canvas.place() if other is not None else None
        if other is None or place is None:
            return None
        return Beside(other.current, place, self._sides.index(other) == 0)

    def _lay_beside(self, beside: Beside) -> None:
        """Show two sides as they were left; the keys act in the one last looked at."""
        if len(self.sides) < 2:
            self._second_side()
        left, right = self._sides
        other, mine = (left, right) if beside.is_left else (right, left)
        other.open_document(beside.document_id)
        other.canvas.go_to_place(beside.place)
        self._enter(mine)
        self._tell_sides()

    def _put_away(self, side: PageSide) -> None:
        side.keep_view()
        side.canvas.clear_choice()
        side.hide()
        self._enter(self._other(side))
        self._active.canvas.setFocus()

    def _other(self, side: PageSide) -> PageSide:
        return next(each for each in self._sides if each is not side)

    def _enter(self, side: PageSide) -> None:
        self._active = side
        shown = self.sides
        for each in shown:
            each.set_active(len(shown) == 1 or each is side)
        page = side.current_page()
        if page is not None:
            self.page_shown.emit(side.current, page.id)

    def _make_side(self) -> PageSide:
        side = PageSide(self._client, self._source, self.pictures, self.case, self._keymap, self._say)
        self._splitter.addWidget(side)
        side.bar.add_tool(self._second)
        self._keymap.bind(side.canvas, "page.ask", self.open_ask)
        side.begin(self._kept)
        side.beside = partial(self._beside, side)
        side.close_search = self._close_search
        side.cite_bar.aim(*self._aim)
        side.correcting.allow(self._closed)
        side.correcting.show_case(self.case.case_id)
        side.correcting.name_others(self._others)
        self.pass_on(side)
        side.page_shown.connect(partial(self._tell_page, side))
        side.correcting.confirmed.connect(self.doubts.go_on)
        side.entered.connect(partial(self._enter, side))
        return side

    def _tell_page(self, side: PageSide, document_id: str, page_id: str) -> None:
        if side is self._active:
            self.page_shown.emit(document_id, page_id)

    # The case

    def show_case(
        self,
        case_id: str,
        documents: Sequence[DocumentView],
        states: Mapping[str, Mapping[str, object]],
    ) -> None:
        """Show a case: its documents, the page last looked at first, each as its state tells."""
        fresh = case_id != self.case.case_id
        if fresh:
            self._leave_case()
            self.case.begin(case_id)
            self.finder.show_case(case_id)
            self.asker.clear()
            self.doubts.begin()
            self._corrected.begin()
            self._kept = {document: KeptView.of_state(state) for document, state in states.items()}
            for document_id, view in self._kept.items():
                self.case.set_look(document_id, view.look)
            for side in self._sides:
                side.correcting.show_case(case_id)
                side.begin(self._kept)
        self.show_documents(documents)
        last = next(iter(self._kept.values()), None) if fresh else None
        if last is not None and last.beside is not None and last.beside.document_id in self.case.documents:
            self._lay_beside(last.beside)

    def show_documents(self, documents: Sequence[DocumentView]) -> None:
        """The same case with other documents or page states."""
        self.case.documents = {document.id: document for document in self.case.turning.laid(documents)}
        for side in self.sides:
            side.show_documents()
        self._say_empty(not documents)

    def _say_how(self, key: str) -> None:
        """How documents are added."""
        said = self.tr("Nothing has been added yet. Drop files here or press %1.").replace("%1", key)
        self._empty.say(said, self.tr("Add documents"), key)

    def _say_empty(self, empty: bool) -> None:
        """Say in place that there are no documents, and disable what needs some."""
        had_keys = self.isAncestorOf(QApplication.focusWidget() or self)
        self._empty.setVisible(empty)
        self._splitter.setVisible(not empty)
        for action in self._need_pages:
            action.setEnabled(not empty)
            action.setStatusTip(self.tr("This case has no documents yet.") if empty else "")
        if had_keys and empty:
            self._empty.setFocus()

    def open_document(self, document_id: str, page_id: str = "") -> None:
        """Open a document where it was left, or at a page."""
        self._active.open_document(document_id, page_id)

    def words_changed(self, page_id: str) -> None:
        """A page was read or corrected: its words are asked for again, and what fits them."""
        for side in self.sides:
            side.canvas.forget_words(page_id)
            side.correcting.show_case(self.case.case_id)
        self.doubts.look_again(page_id)
        self.finder.renew()

    def allow(self, reason: str) -> None:
        """Whether the record may be changed; else the reason why not."""
        self._closed = reason
        self.doubts.bar.allow(reason)
        self.document_bar.allow(reason)
        for side in self._sides:
            side.correcting.allow(reason)

    # Evidence

    def show_evidence(self, marks: Sequence[Mark]) -> None:
        """All evidence of the case; what lies on the pages shown is drawn."""
        self.case.show_evidence(marks)

    def show_source(self, spot: EvidenceSpot) -> None:
        """Go to a source, flash it; `go_back` returns."""
        self._active.show_source(spot)

    def aim(self, label: str, reason: str = "") -> None:
        """The field that a citation would go to."""
        self._aim = (label, reason)
        for side in self._sides:
            side.cite_bar.aim(label, reason)

    def name_others(self, others: Mapping[str, str]) -> None:
        """The pages that name another patient than the case's, and whom: said above them."""
        self._others = others
        for side in self._sides:
            side.correcting.name_others(others)

    def name_document(self, document_id: str = "") -> None:
        """Ask what a document is: the one named, else the one on screen."""
        self._come_into_view()
        document = self.case.documents.get(document_id or self._active.current)
        if document is not None:
            self.document_bar.ask(document)

    def go_back(self) -> bool:
        """Back to where the view stood before the last jump; False when there was none."""
        return self._active.go_back()

    def go_forward(self) -> bool:
        """Undo `go_back`."""
        return self._active.go_forward()

    def tell(self, said: str) -> None:
        """Say for a while, on the side of the keys, what became of the last one."""
        self._active.tell(said)

    def keep_view(self) -> None:
        """Store where the sides stand in their documents, that of the keys last."""
        for side in sorted(self.sides, key=lambda side: side is self._active):
            side.keep_view()

    # Find

    def open_find(self) -> None:
        """Open find; a selection is looked for at once."""
        chosen = self.canvas.choice()
        self.asker.clear()
        if self.finder.isHidden():
            self._active.mark_jump()
        self.finder.open_bar(chosen.quote if chosen is not None and len(chosen.quote) < 60 else "")

    def _go_to_hit(self, hit: Hit) -> None:
        self._show_hits()
        self._active.open_document(hit.document_id)
        self.canvas.show_source(hit.page_id, hit.quads)

    def _show_hits(self) -> None:
        self.case.show_hits(self.finder.hits, self.finder.current_hit)

    def _find_closed(self) -> None:
        self.go_back()
        self.canvas.setFocus()

    def _close_search(self) -> bool:
        """Esc on the page, with nothing chosen: one layer, find or the answers; else doubtful words are left too."""
        if not self.finder.isHidden():
            self.finder.close_bar()
        elif not self.asker.isHidden():
            self.asker.close_strip()
        else:
            self.doubts.leave()
            return False
        return True

    # Asking the packet

    def open_ask(self) -> None:
        """Ask the packet; find is put away."""
        self._come_into_view()
        if self.finder.isVisible():
            self.finder.close_bar()
        self.asker.open_strip()

    def _show_answer(self, answer: Answer) -> None:
        if not self._went_to_answer:
            self._active.mark_jump()
        self._went_to_answer = True
        self.case.show_hits((answer,), answer)
        self._active.open_document(answer.document_id)
        self.canvas.show_source(answer.page_id, answer.quads)

    def _asking_closed(self) -> None:
        self.case.show_hits(())
        if self._went_to_answer:
            self.go_back()
        self._went_to_answer = False
        self.canvas.setFocus()

    def _cite(self, polarity: str) -> None:
        """The answer of the strip when the keys are in it or nothing is chosen on the page, else the choice."""
        keys = QApplication.focusWidget()
        in_strip = keys is not None and self.asker.isAncestorOf(keys)
        if not ((in_strip or self.canvas.choice() is None) and self.asker.cite(polarity)):
            self._active.cite(polarity)

    # Inside

    def _lay_out(self) -> None:
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.document_bar)
        body.addWidget(self.finder)
        body.addWidget(self.asker)
        body.addWidget(self.doubts.bar)
        body.addWidget(self._splitter, 1)
        body.addWidget(self._empty, 1)
        self._splitter.setChildrenCollapsible(False)
        self._empty.hide()

    def _wire(self) -> None:
        self.finder.hit_chosen.connect(self._go_to_hit)
        self.finder.hits_changed.connect(self._show_hits)
        self.finder.closed.connect(self._find_closed)
        self.asker.shown.connect(self._show_answer)
        self.asker.cited.connect(self.cited)
        self.asker.closed.connect(self._asking_closed)
        self._empty.acted.connect(self.add_asked)
        turning = self.case.turning
        turning.changed.connect(lambda: self.show_documents(tuple(self.case.documents.values())))
        turning.stored.connect(self.turned)
        turning.refused.connect(lambda error: self.correcting.message.say("problem", self._say(error)))

    def _come_into_view(self) -> None:
        if self.isHidden():
            self.room_wanted.emit()

    def _in_view(self, act: Callable[[], object]) -> None:
        self._come_into_view()
        act()

    def _bind_in_view(self, name: str, act: Callable[[], object]) -> QAction:
        """What a key does in the pane is seen: the pane comes into view first."""
        return self._keymap.bind(self._keys_in, name, partial(self._in_view, act))

    def _bind(self) -> None:
        bind = self._bind_in_view
        bind("find.open", self.open_find)
        bind("packet.ask", self.open_ask)
        self._keymap.tell("find.previous", self, self.finder.back.set_key)
        self._keymap.tell("find.next", self, self.finder.forward.set_key)
        self._keymap.tell("case.add_documents", self, self._say_how)
        bind("find.next", self.finder.next)
        bind("find.previous", self.finder.previous)
        self._need_pages += [
            bind("next.corrected", lambda: self._corrected.step(1)),
            bind("previous.corrected", lambda: self._corrected.step(-1)),
            bind("page.as_text", lambda: self._active.text.toggle()),
            bind("next.doubtful", lambda: self.doubts.step(1)),
            bind("previous.doubtful", lambda: self.doubts.step(-1)),
            bind("document.name", self.name_document),
            bind("page.go", lambda: self.bar.ask_page()),
        ]
        bind_here = partial(self._keymap.bind, self)  # what is out of sight is not cited
        bind_here("cite.supports", lambda: self._cite("supports"))
        bind_here("cite.contradicts", lambda: self._cite("contradicts"))

    def _leave_case(self) -> None:
        self.keep_view()
        self.pictures.close()
        self._source.close()
        for side in self._sides:
            side.leave_case()
