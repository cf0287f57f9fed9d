"""Documents out of files on the desk: asked for once a case is read, offered in one line, accepted by key."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from workstation.domain.errors import WorkstationError
from workstation.gui.desk.proposal_list import ProposalList
from workstation.gui.kit.messages import InlineMessage, Toast
from workstation.gui.kit.theme import scaled
from workstation.gui.screen import Session
from workstation.services.document_decisions import accept_documents
from workstation.services.document_proposals import document_proposals
from workstation.services.views import (
    AcceptedDocument,
    DocumentProposals,
    DocumentView,
    PageState,
    PageView,
    ProposedDocument,
    ProposedLink,
)

KEY_FROM = 170
ASK_AFTER_MS = 600
"""The pictures of the pages on screen are asked for before."""


class Proposals(QObject):
    """`line` offers, `list` shows what is proposed. `described`: what documents say of themselves, by document id.
    `others_named`: the pages that name another patient, and whom; whoever may only look is told too.

    `changed`: a FormChange once documents were accepted. `picked`: a page to be shown. `left`: the list is closed and
    the keys have nowhere to go back to.
    """

    described = Signal(object)
    others_named = Signal(object)
    changed = Signal(object)
    picked = Signal(str)
    left = Signal()

    def __init__(self, session: Session, line: InlineMessage, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._line = line
        self._case_id = ""
        self._documents: tuple[DocumentView, ...] = ()
        self._asked_for: object = None
        self._found = DocumentProposals()
        self._allowed = False
        self.list = ProposalList(session.say)
        self.toast = Toast(parent)
        self._ask = QTimer(self)
        self._ask.setSingleShot(True)
        self._ask.setInterval(ASK_AFTER_MS)
        self._ask.timeout.connect(self._look)
        self.list.accepted.connect(self._accept)
        self.list.left.connect(self.left)
        self.list.picked.connect(self.picked)

    def show_documents(self, case_id: str, documents: tuple[DocumentView, ...]) -> None:
        """These are the documents now; what they make is asked for when no page of theirs waits any more."""
        if case_id != self._case_id:
            self._take(case_id, DocumentProposals())
        self._case_id, self._documents = case_id, documents
        state = _state_of(documents)
        if state == self._asked_for:
            return
        self._asked_for = state
        if documents and not _is_waiting(documents):
            self._ask.start()

    def allow(self, allowed: bool) -> None:
        """Whether the record may be changed: nothing is offered to somebody who could not accept it."""
        if allowed != self._allowed:
            self._allowed = allowed
            self._offer()

    def review(self) -> None:
        """Show the list with the keys on it, or say why there is none."""
        if self._is_offered:
            self.list.open_list()
        else:
            self._say_why_not()

    def accept_all(self) -> None:
        """Accept everything that is offered, or say why nothing is."""
        if self._is_offered:
            documents = self._found.documents if self._found.is_new else ()
            self._accept(documents, self._found.links)
        else:
            self._say_why_not()

    @property
    def _is_offered(self) -> bool:
        return self._allowed and bool(self._found.is_new or self._found.links)

    def _say_why_not(self) -> None:
        if not self._allowed:
            said = self.tr("This record is read-only.")
        elif not self._documents:
            said = self.tr("This case has no documents yet.")
        elif _is_waiting(self._documents) or self._ask.isActive():
            said = self.tr("Documents are proposed once every page is read.")
        else:
            said = self.tr("Nothing is proposed for these documents.")
        self.toast.show_text(said, undoable=False)

    def _look(self) -> None:
        done = partial(self._take, self._case_id)
        self._session.client.read(document_proposals, self._case_id, done=done, owner=self)

    def _take(self, case_id: str, found: DocumentProposals) -> None:
        if case_id != self._case_id and found != DocumentProposals():
            return
        self._found = found
        self.list.close_list()
        self.list.show_proposals(found, self._where)
        self.described.emit({key: each.facts for key, each in found.described.items()})
        self.others_named.emit(found.others)
        self._offer()

    def _offer(self) -> None:
        found = self._found
        if not self._is_offered:
            self._line.say("quiet", "")
            return
        if not found.is_new:
            said = self.tr("%n pair(s) of documents belong together", "", len(found.links))
        elif len(found.seen) == 1:
            said = self.tr("This file looks like %n document(s)", "", len(found.documents))
        else:
            said = self.tr("These files look like %n document(s)", "", len(found.documents))
        others = sum(len(document.others) for document in found.documents) if found.is_new else 0
        if others:
            said += ". " + self.tr("%n page(s) name another patient", "", others)
        self._line.say("warning" if others else "quiet", said)
        self._act(self.tr("Review…"), "documents.review", self.review)
        self._act(self.tr("Accept"), "documents.accept", self.accept_all)

    def _act(self, said: str, action_id: str, act: Callable[[], None]) -> None:
        """A button with its key, which goes into the tooltip where the panel is narrow."""
        key = self._session.keymap.shown(action_id)
        is_wide = self._line.width() >= scaled(KEY_FROM)
        button = self._line.add_action(said, key if is_wide else "")
        button.setToolTip(f"{said} ({key})")
        button.clicked.connect(act)

    def _accept(self, documents: Sequence[ProposedDocument], links: Sequence[ProposedLink]) -> None:
        accepted = tuple(AcceptedDocument(each.page_ids, each.facts) for each in documents)
        seen = self._found.seen if accepted else {}
        self._session.client.call(
            accept_documents,
            self._case_id,
            accepted,
            seen,
            tuple(links),
            done=self._accepted,
            failed=self._refused,
        )

    def _accepted(self, change: object) -> None:
        self._take(self._case_id, DocumentProposals())
        self.changed.emit(change)

    def _refused(self, error: WorkstationError) -> None:
        self.list.close_list()
        self._asked_for = None
        self._line.say("problem", self._session.say(error))

    def _where(self, page_ids: Sequence[str]) -> str:
        """For example: pages 4, 1; with the names of the files where a case has several: scan.pdf, pages 4, 1."""
        pages = {page.id: (document, page) for document in self._documents for page in document.pages}
        placed = [pages[page_id] for page_id in page_ids if page_id in pages]
        if len({document.file_name for document in self._documents}) < 2:
            return self._pages([page for _, page in placed])
        by_file = groupby(placed, key=lambda each: each[0].file_name)
        return ";   ".join(f"{name}, {self._pages([page for _, page in each])}" for name, each in by_file)

    def _pages(self, pages: Sequence[PageView]) -> str:
        said = self.tr("pages %1") if len(pages) > 1 else self.tr("page %1")
        return said.replace("%1", ", ".join(str(page.index + 1) for page in pages))


def _is_waiting(documents: Sequence[DocumentView]) -> bool:
    states = (PageState.NOT_READ, PageState.READING)
    return any(page.state in states for document in documents for page in document.pages)


def _state_of(documents: Sequence[DocumentView]) -> object:
    """What proposals depend on: looking at a page changes none of it."""
    return tuple(
        (
            document.id,
            document.row_version,
            document.set_aside is None,
            page.id,
            page.state,
            page.turn,
            page.confidence,
        )
        for document in documents
        for page in document.pages
    )
