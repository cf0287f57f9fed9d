"""The doubtful words of the case, gone through by key: what decides first, then the rest, page after page."""

from collections.abc import Callable, Collection
from functools import partial

from PySide6.QtCore import QObject, Qt

from workstation.gui.client import Client
from workstation.gui.desk.pages.doubt_bar import DoubtBar
from workstation.gui.desk.pages.open_case import OpenCase
from workstation.gui.desk.pages.side import PageSide
from workstation.gui.kit.keymap import Keymap
from workstation.gui.kit.messages import announce
from workstation.services.doubts import doubtful_words
from workstation.services.views import Doubt, PageState

Rank = tuple[bool, int, int]
"""Whether it does not decide, its page in the order of the case, its place on the page."""


class Doubts(QObject):
    """Steps through doubtful words on the side in which the keys acted last; the words are asked for when it is first
    done, and kept up with what is read and corrected from then on.
    """

    def __init__(
        self, client: Client, case: OpenCase, side: Callable[[], PageSide], keymap: Keymap, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._case = case
        self._side = side
        self._by_page: dict[str, tuple[Doubt, ...]] = {}
        self._at: Rank | None = None
        self._shown: Doubt | None = None
        self._wanted = 0
        self._wanted_on = ""
        self._asked: set[str] = set()
        self.bar = DoubtBar(keymap)
        self.bar.hide()
        self.bar.step_asked.connect(self.step)
        self.bar.right_asked.connect(lambda: self._side().correcting.confirm())
        self.bar.closed.connect(self._close)
        case.words_came.connect(
            self._words_came, Qt.ConnectionType.QueuedConnection
        )  # the sides hear it first

    # What the pane tells

    def begin(self) -> None:
        """Another case: nothing is known of it yet."""
        self._by_page.clear()
        self._asked.clear()
        self._at, self._wanted = None, 0
        self._show(None)
        self.bar.hide()

    def look_again(self, page_id: str) -> None:
        """A page was read, corrected or is now read by eye."""
        if page_id in self._by_page or page_id in self._asked:
            self._ask({page_id})

    def leave(self) -> None:
        """Esc with nothing left to undo on the page: the words are gone through no more."""
        self._wanted = 0
        self._show(None)
        self.bar.hide()

    # Stepping

    def step(self, by: int) -> None:
        """Show the next doubtful word, or with -1 the previous one."""
        if self._is_known():
            self._go(by)
        else:
            self._want(by)
            self.bar.show_waiting()

    def _is_known(self) -> bool:
        """Whether every page of the case has been asked about; else what is missing is asked for."""
        unknown = {page_id for page_id in self._pages() if page_id not in self._by_page}
        if unknown - self._asked:
            self._ask(unknown - self._asked)
        return not unknown

    def _want(self, by: int) -> None:
        """Take the step once there is a word to step to, if the same page is on screen still."""
        self._wanted, self._wanted_on = by, self._page_on_screen()

    def _page_on_screen(self) -> str:
        page = self._side().current_page()
        return page.id if page is not None else ""

    def go_on(self) -> None:
        """The word shown was found right: go to the next once it is known which are left."""
        if not self.bar.isHidden():
            self._want(1)

    def _go(self, by: int) -> None:
        ranked = self._ranked()
        if not ranked:
            self._show(None)
            unread = self._unread()
            self.bar.show_nothing(unread)
            if unread:
                self._want(by)
            return
        here = self._at or self._rank_of_page()
        beyond = [rank for rank in ranked if (rank > here if by > 0 else rank < here)]
        at = (beyond[0] if by > 0 else beyond[-1]) if beyond else list(ranked)[0 if by > 0 else -1]
        self._at = at
        if self._shown is None:
            self._side().mark_jump()
        self._show(ranked[at])
        self._tell(list(ranked).index(at), ranked)
        announce(self._side().canvas, self.bar.text())

    def _ranked(self) -> dict[Rank, Doubt]:
        """Every doubtful word by its rank, what decides first."""
        found = {
            (not doubt.kind, at, doubt.place): doubt
            for at, page_id in enumerate(self._pages())
            for doubt in self._by_page.get(page_id, ())
        }
        return dict(sorted(found.items()))

    def _pages(self) -> list[str]:
        used = [document for document in self._case.documents.values() if document.set_aside is None]
        return list(dict.fromkeys(page.id for document in used for page in document.pages))

    def _unread(self) -> int:
        """How many pages of the case wait to be read."""
        used = (document for document in self._case.documents.values() if document.set_aside is None)
        states = {page.id: page.state for document in used for page in document.pages}
        return sum(state in (PageState.NOT_READ, PageState.READING) for state in states.values())

    def _rank_of_page(self) -> Rank:
        """Just before the page on screen, so that the first step leads to what stands on it or follows it."""
        page, pages = self._side().current_page(), self._pages()
        return False, pages.index(page.id) if page is not None and page.id in pages else 0, -1

    # What is known

    def _ask(self, page_ids: Collection[str]) -> None:
        self._asked |= set(page_ids)
        asked = partial(self._take, self._case.case_id, page_ids)
        self._client.read(doubtful_words, self._case.case_id, page_ids, done=asked, owner=self)

    def _take(self, case_id: str, page_ids: Collection[str], doubts: tuple[Doubt, ...]) -> None:
        if case_id != self._case.case_id:
            return
        for page_id in page_ids:
            self._by_page[page_id] = tuple(doubt for doubt in doubts if doubt.page_id == page_id)
        self._asked -= set(page_ids)
        if self._wanted and not self._is_known():
            return
        by, self._wanted = self._wanted, 0
        if by and self._page_on_screen() == self._wanted_on:
            self._go(by)
        elif not self.bar.isHidden():
            self._still()

    def _still(self) -> None:
        """What is known changed under the word shown: count again, and let it go if it is in doubt no more."""
        ranked = self._ranked()
        if self._shown is not None and self._shown not in ranked.values():
            self._show(None)
        self._tell(list(ranked.values()).index(self._shown) if self._shown is not None else None, ranked)

    def _tell(self, at: int | None, ranked: dict[Rank, Doubt]) -> None:
        if not ranked:
            self.bar.show_nothing(self._unread())
            return
        decisive = sum(bool(doubt.kind) for doubt in ranked.values())
        self.bar.show_place(at, len(ranked), decisive, self._shown)

    # On the page

    def _show(self, doubt: Doubt | None) -> None:
        """Bring a word on screen, framed and chosen, so that the keys of the page act on it."""
        self._shown = doubt
        self._case.show_doubt(doubt)
        if doubt is not None:
            side = self._side()
            side.show_place(doubt.page_id, (doubt.word.quad,))
            side.take_focus()
            self._choose(doubt)

    def _words_came(self, page_id: str) -> None:
        if (
            self._shown is not None
            and self._shown.page_id == page_id
            and self._side().canvas.choice() is None
        ):
            self._choose(self._shown)

    def _choose(self, doubt: Doubt) -> None:
        """Choose the word shown; nothing, until the words of its page are there."""
        text, canvas = self._case.words(doubt.page_id), self._side().canvas
        if text is None:
            self._case.ask_words(doubt.page_id)
        if text is not None and doubt.word in text.words:
            place = text.words.index(doubt.word)
            canvas.choose(doubt.page_id, place, place)
        else:
            canvas.clear_choice()

    def _close(self) -> None:
        self.leave()
        self._side().canvas.clear_choice()
        self._side().canvas.setFocus()
