"""Documents by hand: carries out what is asked in the documents panel by key, menu and drag."""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from workstation.domain.documents import DOCUMENT_TYPES
from workstation.domain.errors import WorkstationError
from workstation.gui.desk.document_linking import DocumentLinking
from workstation.gui.desk.document_menu import DocumentMenu
from workstation.gui.desk.documents_side import DocumentsSide
from workstation.gui.desk.pages.document_drag import Drop, Goal
from workstation.gui.desk.pages.document_rows import Head, Key, Thumb
from workstation.gui.kit.messages import Toast
from workstation.gui.screen import Session
from workstation.gui.words import document_type
from workstation.services import document_edits as verbs
from workstation.services import readings
from workstation.services.views import CaseHeader, DocumentFacts, DocumentView, FormChange

MOST_WAITING = 8
END = ""


class DocumentEdits(QObject):
    """`changed`: a `FormChange`, or None where only the documents are to be shown again. `again_asked`: pages are to
    be read once more. `undo_asked`: take the last change back. `left`: Esc, with nothing left to undo here.

    What is asked while an answer is on its way waits for it, and is done to what then stands.
    """

    changed = Signal(object)
    again_asked = Signal()
    undo_asked = Signal()
    left = Signal()

    def __init__(self, session: Session, side: DocumentsSide, toast_over: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._side = side
        self._panel = side.documents
        self._case_id = ""
        self._closed = ""
        self._is_busy = self._is_answered = False
        self._waiting: deque[Callable[[], None]] = deque()
        self.toast = Toast(toast_over)
        session.keymap.tell("edit.undo", self, self.toast.set_key)
        self._actions = self._bind()
        self.linking = DocumentLinking(session.keymap, side, self)
        self._wire()

    def show_case(self, header: CaseHeader) -> None:
        """The case whose documents are shown, and whether they may be changed."""
        if header.case_id != self._case_id:
            self._waiting.clear()
            self._is_busy = self._is_answered = False
            self.linking.end()
        self._case_id = self.linking.case_id = header.case_id
        closed = "" if header.locked_reason is None else self._session.say(header.locked_reason)
        self._closed = "" if header.may_edit else closed

    def documents_shown(self) -> None:
        """The panel shows the documents as they are stored now: what waited for that is done."""
        if self._is_answered:
            self._is_busy = self._is_answered = False
        self.linking.refresh()
        while self._waiting and not self._is_busy:
            self._waiting.popleft()()

    # What a document is

    def retype(self, document: DocumentView, facts: DocumentFacts) -> None:
        """Say what a document is."""
        self._when_allowed(partial(self._retype, document, facts))

    def set_aside(self, document: DocumentView) -> None:
        """Another patient's document."""
        self._when_allowed(partial(self._documents_aside, [document]))

    def take_back(self, document: DocumentView) -> None:
        """This patient's document after all."""
        self._when_allowed(partial(self._take_back, [document]))

    def _retype(self, document: DocumentView, facts: DocumentFacts) -> None:
        said = self.tr("Described as %1").replace("%1", document_type(facts.type))
        self._ask(verbs.retype_document, document.id, facts, document.row_version, said=said)

    def _set_type(self, kind: str) -> None:
        documents = self._panel.chosen_documents()
        if documents:
            said = self.tr("Described as %1").replace("%1", document_type(kind))
            self._ask(verbs.set_type, self._case_id, kind, _seen(documents), said=said)

    # Dividing and joining

    def _split(self) -> None:
        row = self._panel.current_row()
        if not isinstance(row, Thumb):
            self._tell(self.tr("Choose the page that begins a document, then split."))
        elif row.page.number == 1:
            self._tell(self.tr("The document begins at this page already."))
        else:
            said = self.tr("Split before page %1").replace("%1", str(row.page.number))
            self._ask(verbs.split_document, self._case_id, row.page.id, _seen([row.document]), said=said)

    def _part(self) -> None:
        pages = self._panel.chosen_pages()
        if not pages:
            self._tell(self.tr("Choose the pages first."))
            return
        after = self._place(pages[0].document) + 1
        rest = self._panel.documents[after:]
        self._part_before(pages, rest[0].id if rest else None)

    def _part_before(self, pages: Sequence[Thumb], before: str | None) -> None:
        said = self.tr("Made %n page(s) a document", "", len(pages))
        seen = _seen(row.document for row in pages)
        self._ask(verbs.part_pages, self._case_id, _ids(pages), before, seen, said=said)

    def _merge(self) -> None:
        documents = self._panel.chosen_documents()
        if len(documents) == 1:
            at = self._place(documents[0])
            if at == 0:
                self._tell(self.tr("There is no document before this one."))
                return
            documents = [self._panel.documents[at - 1], *documents]
        if documents:
            self._merge_all(documents)

    def _merge_all(self, documents: Sequence[DocumentView]) -> None:
        ids = tuple(document.id for document in documents)
        focus = (ids[0], "") if isinstance(self._panel.current_row(), Head) else None
        said = self.tr("Merged %n document(s)", "", len(ids))
        self._ask(verbs.merge_documents, self._case_id, ids, _seen(documents), said=said, focus=focus)

    # Order

    def _move(self, step: int) -> None:
        pages, documents = self._panel.chosen_pages(), self._panel.chosen_documents()
        if pages:
            self._move_pages(pages, step)
        elif documents:
            self._move_documents(documents, step)

    def _move_documents(self, documents: Sequence[DocumentView], step: int) -> None:
        ids = [document.id for document in self._panel.documents]
        before = stepped(ids, [document.id for document in documents], step)
        if before is None:
            self._tell(self._at_the_end(step))
        else:
            self._order(documents, before or None)

    def _order(self, documents: Sequence[DocumentView], before: str | None) -> None:
        ids = tuple(document.id for document in documents)
        said = self.tr("Moved %n document(s)", "", len(ids))
        self._ask(verbs.move_documents, self._case_id, ids, before, _seen(documents), said=said)

    def _move_pages(self, pages: Sequence[Thumb], step: int) -> None:
        """Past the next page that stays; at the end of the document into the one beside it."""
        target = pages[0 if step < 0 else -1].document
        moved = [row.page.id for row in pages]
        before = stepped([page.id for page in target.pages], moved, step)
        if before is None:
            at = self._place(target) + step
            if not 0 <= at < len(self._panel.documents):
                self._tell(self._at_the_end(step))
                return
            target = self._panel.documents[at]
            staying = [page.id for page in target.pages if page.id not in moved]
            before = staying[0] if step > 0 and staying else END
        self._put(pages, target, before or None)

    def _put(self, pages: Sequence[Thumb], target: DocumentView, before: str | None) -> None:
        seen = _seen([target, *(row.document for row in pages)])
        said = self.tr("Moved %n page(s)", "", len(pages))
        self._ask(verbs.move_pages, self._case_id, _ids(pages), target.id, before, seen, said=said)

    def _at_the_end(self, step: int) -> str:
        return self.tr("It stands first already.") if step < 0 else self.tr("It stands last already.")

    def _dropped(self, drop: Drop) -> None:
        """Rows are looked up now: they may have moved while this waited."""
        rows = {page.id: (document, page) for document in self._panel.documents for page in document.pages}
        documents = {document.id: document for document in self._panel.documents}
        pages = [Thumb(*rows[page_id]) for _, page_id in drop.moved if page_id in rows]
        heads = [documents[key] for key, page_id in drop.moved if not page_id and key in documents]
        target = documents.get(drop.document_id or "")
        if drop.goal is Goal.INTO and target is not None:
            self._put(pages, target, drop.before)
        elif drop.goal is Goal.APART:
            self._part_before(pages, drop.document_id)
        elif drop.goal is Goal.MERGE and target is not None:
            self._merge_all([target, *heads])
        elif drop.goal is Goal.ORDER:
            self._order(heads, drop.document_id)

    # Another patient's

    def _aside(self) -> None:
        pages, documents = self._panel.chosen_pages(), self._panel.chosen_documents()
        if pages:
            documents = list({row.document.id: row.document for row in pages}.values())
        if any(document.set_aside is not None for document in documents):
            self._take_back([document for document in documents if document.set_aside is not None])
        elif pages:
            self._pages_aside(pages)
        elif documents:
            self._documents_aside(documents)

    def _pages_aside(self, pages: Sequence[Thumb]) -> None:
        seen = _seen(row.document for row in pages)
        reason = self.tr("another patient's")
        said = self.tr("Set %n page(s) aside as another patient's", "", len(pages))
        self._ask(
            verbs.set_pages_aside,
            self._case_id,
            _ids(pages),
            reason,
            seen,
            said=said,
            focus=_next_page(pages),
        )

    def _documents_aside(self, documents: Sequence[DocumentView]) -> None:
        reason, said = self.tr("another patient's"), self.tr("Set aside as another patient's")
        self._ask(verbs.set_aside, self._case_id, reason, _seen(documents), said=said)

    def _take_back(self, documents: Sequence[DocumentView]) -> None:
        self._ask(verbs.take_back, self._case_id, _seen(documents), said=self.tr("Used again"))

    # Reading

    def _again(self) -> None:
        row = self._panel.current_row()
        if isinstance(row, Thumb):
            self._read_again(row.page.id)

    def _read_again(self, page_id: str) -> None:
        self._session.client.call(
            readings.read_again, (page_id,), done=self._asked_again, failed=self._failed
        )

    def _asked_again(self, _answer: object) -> None:
        self.again_asked.emit()

    # Asking

    def _when_allowed(self, act: Callable[[], None]) -> None:
        """Do it, after what is under way; or say why nothing can be changed."""
        if self._closed:
            self._tell(self._closed)
        elif not self._is_busy:
            act()
        elif len(self._waiting) < MOST_WAITING:
            self._waiting.append(act)

    def _link(self, verb: Callable[..., FormChange], args: tuple[object, ...], said: str) -> None:
        self._when_allowed(partial(self._ask, verb, *args, said=said))

    def _leave(self) -> None:
        if self.linking.is_active:
            self.linking.end()
        else:
            self.left.emit()

    def _ask(
        self, verb: Callable[..., FormChange], *args: object, said: str, focus: Key | None = None
    ) -> None:
        self._is_busy = True
        self._side.message.say("note", "")
        done = partial(self._done, self._case_id, said, focus)
        self._session.client.call(verb, *args, done=done, failed=self._failed, owner=self)

    def _done(self, case_id: str, said: str, focus: Key | None, change: FormChange) -> None:
        if case_id != self._case_id:
            return
        if focus is not None:
            self._panel.want(focus)
        self._is_answered = True
        self.toast.show_text(said)
        self.changed.emit(change)

    def _failed(self, error: WorkstationError) -> None:
        self._waiting.clear()
        self._is_answered = True
        self._tell(self._session.say(error), "problem")
        self.changed.emit(None)

    def _tell(self, said: str, kind: str = "note") -> None:
        if self._panel.is_rail():
            self.toast.show_text(said, undoable=False)
        else:
            self._side.message.say(kind, said)

    def _place(self, document: DocumentView) -> int:
        return next(at for at, each in enumerate(self._panel.documents) if each.id == document.id)

    # Menu and keys

    def _menu(self, at: QPoint) -> None:
        row = self._panel.current_row()
        if row is not None and not self.linking.is_active:
            menu = DocumentMenu(self._panel, self._actions, self._panel.name_key, self._closed)
            menu.name_asked.connect(partial(self._panel.name_asked.emit, row.document.id))
            menu.open_for(row, bool(self.linking.links_of(row.document)), at)

    def _enable(self, enabled: bool) -> None:
        for action in self._actions.values():
            action.setEnabled(enabled)

    def _bind(self) -> dict[str, QAction]:
        acts: dict[str, Callable[[], None]] = {
            "documents.split": self._split,
            "documents.part": self._part,
            "documents.merge": self._merge,
            "documents.up": partial(self._move, -1),
            "documents.down": partial(self._move, 1),
            "documents.aside": self._aside,
            "documents.link": lambda: self.linking.begin(),
            "documents.unlink": lambda: self.linking.remove(),
            **{f"documents.{kind}": partial(self._set_type, kind) for kind in DOCUMENT_TYPES},
        }
        bind = partial(self._session.keymap.bind, self._panel)
        made = {name: bind(name, partial(self._when_allowed, act)) for name, act in acts.items()}
        made["documents.again"] = bind("documents.again", self._again)
        self._session.keymap.changed.connect(self._learn_name_key)
        self._learn_name_key()
        return made

    def _learn_name_key(self) -> None:
        keys = self._session.keymap.keys("document.name")
        self._panel.name_key = QKeySequence(keys[0]) if keys else QKeySequence()

    def _wire(self) -> None:
        panel = self._panel
        panel.dropped.connect(lambda drop: self._when_allowed(partial(self._dropped, drop)))
        panel.again_asked.connect(self._read_again)
        panel.menu_asked.connect(self._menu)
        self.linking.asked.connect(self._link)
        panel.left.connect(self._leave)
        self.linking.told.connect(self._tell)
        self.linking.active_changed.connect(lambda active: self._enable(not active))
        self.toast.undone.connect(self.undo_asked)


def stepped(ids: Sequence[str], moved: Sequence[str], step: int) -> str | None:
    """Before which of `ids` those moved stand after a step (-1 up, 1 down) past the next that stays; `END` for behind
    all, None where none lies that way. Those of `moved` that are not among `ids` come along."""
    here = [each for each in ids if each in moved]
    at = ids.index(here[0 if step < 0 else -1]) + step
    while 0 <= at < len(ids) and ids[at] in moved:
        at += step
    if not 0 <= at < len(ids):
        return None
    rest = [each for each in ids if each not in moved]
    place = rest.index(ids[at]) + (step > 0)
    return rest[place] if place < len(rest) else END


def _seen(documents: Iterable[DocumentView]) -> dict[str, int]:
    return {document.id: document.row_version for document in documents}


def _ids(pages: Sequence[Thumb]) -> tuple[str, ...]:
    return tuple(row.page.id for row in pages)


def _next_page(pages: Sequence[Thumb]) -> Key | None:
    """Where the keys go when these pages leave their document: the page behind them, else before them."""
    document, moved = pages[-1].document, {row.page.id for row in pages}
    ids = [page.id for page in document.pages]
    at = ids.index(pages[-1].page.id)
    staying = [page_id for page_id in (*ids[at + 1 :], *reversed(ids[:at])) if page_id not in moved]
    return (document.id, staying[0]) if staying else None
