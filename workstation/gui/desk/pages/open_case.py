"""What both sides of the page pane know of the case that is open: documents, words, evidence and the hits of find."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from workstation.gui.client import Client
from workstation.gui.desk.pages.choice import Chosen
from workstation.gui.desk.pages.document_names import DocumentNames
from workstation.gui.desk.pages.look import Look
from workstation.gui.desk.pages.marks import Mark, MarkKind
from workstation.gui.desk.pages.turning import Turning
from workstation.gui.words import shown_date, source_pill
from workstation.services import pages as page_verbs
from workstation.services.views import (
    Answer,
    DocumentView,
    Doubt,
    Hit,
    NewEvidence,
    PageState,
    PageText,
    PageView,
)


class OpenCase(QObject):
    """`words_came`: the page whose words were asked for. `marks_changed`: what is drawn over the pages is another.
    `look_changed`: the document that looks otherwise, on whichever side it is shown."""

    words_came = Signal(str)
    marks_changed = Signal()
    look_changed = Signal(str)

    def __init__(self, client: Client, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self.turning = Turning(client, self)
        self.case_id = ""
        self.documents: Mapping[str, DocumentView] = {}
        self._looks: dict[str, Look] = {}
        self._words: dict[str, PageText] = {}
        self._marks_of_words: dict[str, list[Mark]] = {}
        self._evidence: tuple[Mark, ...] = ()
        self._hits: tuple[Hit | Answer, ...] = ()
        self._hit: Hit | Answer | None = None
        self._doubt: Doubt | None = None

    def begin(self, case_id: str) -> None:
        """Another case: nothing is known of it yet."""
        self.case_id = case_id
        self.documents = {}
        self._looks.clear()
        self._words.clear()
        self._marks_of_words.clear()
        self._evidence, self._hits = (), ()

    # Documents and pages

    def names(self) -> DocumentNames:
        """What its documents are called."""
        return DocumentNames(tuple(self.documents.values()))

    def document_of(self, page_id: str) -> DocumentView | None:
        """The document that a page stands in; the first, where it stands in two."""
        held = (d for d in self.documents.values() if any(page.id == page_id for page in d.pages))
        return next(held, None)

    def where(self, page_id: str) -> str:
        """What a page of the case is called: "Path p 1"."""
        document = self.document_of(page_id)
        number = next((p.number for p in document.pages if p.id == page_id), 1) if document is not None else 1
        return source_pill(document.type, number) if document is not None else ""

    def reference(self, page_id: str) -> str:
        """The same with the date of its document, where that is known: "Path p 1, 24 Nov 2024"."""
        document = self.document_of(page_id)
        dated = shown_date(document.date) if document is not None else ""
        return ", ".join(part for part in (self.where(page_id), dated) if part)

    def look_of(self, document_id: str) -> Look:
        """How the pages of a document are shown."""
        return self._looks.get(document_id, Look())

    def set_look(self, document_id: str, look: Look) -> None:
        """Show a document so, on both sides."""
        if look != self.look_of(document_id):
            self._looks[document_id] = look
            self.look_changed.emit(document_id)

    # Words

    def words(self, page_id: str) -> PageText | None:
        """The words of a page, as far as they came."""
        return self._words.get(page_id)

    def ask_words(self, page_id: str) -> None:
        """Have the words of a page brought."""
        self._client.call(page_verbs.page_words, page_id, done=self._take_words)

    def _take_words(self, text: PageText) -> None:
        if self.document_of(text.page_id) is not None:
            self._words[text.page_id] = text
            self._marks_of_words[text.page_id] = _marks_of_words(text)
            self.words_came.emit(text.page_id)

    def as_evidence(self, chosen: Chosen, polarity: str) -> NewEvidence:
        """A choice on a page as evidence, with the reading that its words come from."""
        text = self._words.get(chosen.page.id)
        read = text.reading_version if text is not None and chosen.words else None
        return NewEvidence(chosen.page.id, chosen.quads, chosen.quote, polarity, read, chosen.confidence)

    # Marks

    def show_evidence(self, marks: Sequence[Mark]) -> None:
        """All evidence of the case."""
        self._evidence = tuple(marks)
        self.marks_changed.emit()

    def show_hits(self, hits: Sequence[Hit | Answer], current: Hit | Answer | None = None) -> None:
        """What find has found or the packet has answered, and which of it is looked at."""
        self._hits, self._hit = tuple(hits), current
        self.marks_changed.emit()

    def show_doubt(self, doubt: Doubt | None) -> None:
        """The doubtful word that is looked at."""
        if doubt != self._doubt:
            self._doubt = doubt
            self.marks_changed.emit()

    def evidence_on(self, pages: Sequence[PageView]) -> list[Mark]:
        """The evidence on some pages, in the order in which it is read."""
        order = {page.id: at for at, page in enumerate(pages)}
        here = [mark for mark in self._evidence if mark.page_id in order and mark.quads]
        return sorted(here, key=lambda mark: (order[mark.page_id], mark.quads[0].y0, mark.quads[0].x0))

    def marks_on(self, pages: Sequence[PageView]) -> list[Mark]:
        """Everything that is drawn over some pages, what lies undermost first."""
        states = {page.id: page.state for page in pages}
        marks = [mark for mark in self._evidence if mark.page_id in states]
        for page_id, state in states.items():
            if state is not PageState.BY_EYE:
                marks += self._marks_of_words.get(page_id, ())
        marks += [
            Mark(MarkKind.HIT, hit.page_id, hit.quads, focused=hit is self._hit)
            for hit in self._hits
            if hit.page_id in states
        ]
        if self._doubt is not None and self._doubt.page_id in states:
            marks.append(Mark(MarkKind.DOUBT, self._doubt.page_id, (self._doubt.word.quad,), focused=True))
        return marks


def _marks_of_words(text: PageText) -> list[Mark]:
    doubtful = tuple(word.quad for word in text.words if word.is_doubtful)
    corrected = tuple(word.quad for word in text.words if word.correction_id is not None)
    marks = [
        Mark(MarkKind.DOUBT, text.page_id, doubtful),
        Mark(MarkKind.CORRECTED, text.page_id, corrected),
    ]
    return [mark for mark in marks if mark.quads]
