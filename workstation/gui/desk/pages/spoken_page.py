"""The page on screen in words: its lines with what is marked on them told, for the pane of text and for screen
readers."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from workstation.gui.desk.pages.canvas import PageCanvas
from workstation.gui.desk.pages.marks import MarkKind
from workstation.gui.desk.pages.open_case import OpenCase
from workstation.gui.desk.pages.page_lines import PageLines, last_words, page_lines
from workstation.services.views import PageState, PageView, WordView


class SpokenPage(QObject):
    """A child of the canvas whose page it tells. `changed`: its page or what is told of it is another."""

    changed = Signal()

    def __init__(self, canvas: PageCanvas, case: OpenCase) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._case = case
        self._lines: PageLines | None = None
        self._page: PageView | None = None
        case.words_came.connect(self._words_came)
        case.marks_changed.connect(self.look)

    @property
    def canvas(self) -> PageCanvas:
        return self._canvas

    @property
    def page(self) -> PageView | None:
        """The page told: the one in the middle of the window."""
        return self._page

    @property
    def lines(self) -> PageLines:
        """Its lines, as far as its words came; made when they are asked for, since mostly nobody does."""
        if self._lines is None:
            self._lines = self._tell(self._page) if self._page is not None else PageLines()
        return self._lines

    def look(self) -> None:
        """See which page is on screen; what is known of it may be other than before."""
        pages = self._canvas.pages
        self._page = pages[self._canvas.current] if pages else None
        self._lines = None
        self._canvas.setAccessibleDescription(self.name)
        self.changed.emit()

    @property
    def name(self) -> str:
        """What the page is called: "Path p 1, 24 Nov 2024"."""
        return self._case.reference(self._page.id) if self._page is not None else ""

    def chosen(self) -> tuple[int, int] | None:
        """The characters of the words that are chosen on this page; None without any."""
        choice = self._canvas.choice()
        if choice is None or not choice.words or self._page is None or choice.page.id != self._page.id:
            return None
        words = self.lines.words
        places = [words.index(word) for word in (choice.words[0], choice.words[-1]) if word in words]
        return self.lines.span_of(min(places), max(places)) if places else None

    def choose(self, start: int, end: int) -> None:
        """Choose the words of which characters lie in a span."""
        words = self.lines.words_in(start, end)
        if self._page is not None and words is not None:
            self._canvas.choose(self._page.id, *words)

    def why_empty(self) -> str:
        """Why no line is there; "" where the page has lines."""
        if self._page is None or self.lines.words:
            return ""
        return {
            PageState.NOT_READ: self.tr("This page has not been read yet."),
            PageState.READING: self.tr("This page is being read."),
            PageState.FAILED: self.tr("This page could not be read."),
            PageState.BY_EYE: self.tr("This page is reviewed by eye: it has no text."),
            PageState.READ: self.tr("No words were read on this page."),
        }[self._page.state]

    def _words_came(self, page_id: str) -> None:
        if self._page is None or page_id == self._page.id:
            self.look()

    def _tell(self, page: PageView) -> PageLines:
        text = self._case.words(page.id)
        if text is None or page.state is PageState.BY_EYE:
            return PageLines()
        return page_lines(text.words, self._notes(page, text.words))

    def _notes(self, page: PageView, words: Sequence[WordView]) -> dict[int, list[str]]:
        """What is told after a word: that it is doubtful, and which field the words up to it are evidence for."""
        notes: dict[int, list[str]] = {}
        for place, word in enumerate(words):
            if word.is_doubtful:
                notes.setdefault(place, []).append(self.tr("[? doubtful]"))
        for place, mark in last_words(words, self._case.evidence_on((page,))):
            against = mark.kind is MarkKind.CONTRADICTS
            said = self.tr("[evidence against %1]") if against else self.tr("[evidence for %1]")
            notes.setdefault(place, []).append(said.replace("%1", mark.label))
        return notes
