"""The documents that pages make, as a list to accept from: borders, what each says of itself, and why."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from workstation.domain.documents import LinkKind
from workstation.domain.messages import Message
from workstation.gui.kit.buttons import IconButton, SecondaryButton
from workstation.gui.kit.frames import Label, Panel, row
from workstation.gui.kit.icons import icon
from workstation.gui.kit.theme import Role, scaled
from workstation.gui.kit.tokens import Space
from workstation.gui.words import document_type, shown_date
from workstation.services.views import DocumentProposals, ProposedDocument, ProposedLink

MOST_ROWS = 7
ROW_HEIGHT = 28
REASONS_WIDTH = 380


class ProposalList(Panel):
    """`picked`: a page id, when a row is gone to. `accepted`: (documents, links) that are checked. `left`: closed with
    the keys in it, and where they came from is gone.

    Enter accepts, Space checks and unchecks a row, Esc closes.
    """

    picked = Signal(str)
    accepted = Signal(object, object)
    left = Signal()

    def __init__(self, say: Callable[[Message], str], parent: QWidget | None = None) -> None:
        super().__init__("surface", ("bottom",), parent)
        self._say = say
        self._came_from: QWidget | None = None
        self._rows: tuple[ProposedDocument | ProposedLink, ...] = ()
        self._said = Label("", Role.BODY, "text")
        self._reasons = Label("", Role.BODY, "text2", wrap=True)
        self._reasons.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._reasons.setFixedWidth(scaled(REASONS_WIDTH))
        self._accept = SecondaryButton(self.tr("Accept"), "check", "Enter")
        close = IconButton(self.tr("Close"), "close", "Esc")
        self._list = QListWidget()
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setAccessibleName(self.tr("Proposed documents"))
        beside = QHBoxLayout()
        beside.setSpacing(Space.L)
        beside.addWidget(self._list, 1)
        beside.addWidget(self._reasons)
        body = QVBoxLayout(self)
        body.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        body.setSpacing(Space.S)
        body.addLayout(row(self._said, None, self._accept, close))
        body.addLayout(beside)
        self._list.currentRowChanged.connect(self._go)
        self._list.itemChanged.connect(lambda _item: self._count())
        self._accept.clicked.connect(self._take)
        close.clicked.connect(self.close_list)
        self.hide()

    def show_proposals(self, proposals: DocumentProposals, where: Callable[[Sequence[str]], str]) -> None:
        """Show what is proposed, everything checked; `where` names pages: "pages 4, 1"."""
        new = tuple(document for document in proposals.documents)
        self._rows = (*new, *proposals.links) if proposals.is_new else proposals.links
        known = {each.page_ids: each for each in (*proposals.documents, *proposals.described.values())}
        self._list.blockSignals(True)
        self._list.clear()
        for each in self._rows:
            told = (
                self._document(each, where)
                if isinstance(each, ProposedDocument)
                else self._link(each, known, where)
            )
            item = QListWidgetItem(told)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            if isinstance(each, ProposedDocument) and each.others:
                item.setIcon(icon("conflict", "conflict"))
            item.setSizeHint(QSize(0, scaled(ROW_HEIGHT)))
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._list.blockSignals(False)
        self._list.setFixedHeight(scaled(ROW_HEIGHT) * min(max(len(self._rows), 3), MOST_ROWS) + 4)
        self._count()
        self._explain(0)

    def open_list(self) -> None:
        """Show the list with the keys on it, and the page of its first row."""
        keys = QApplication.focusWidget()
        if keys is None or not self.isAncestorOf(keys):
            self._came_from = keys
        self.show()
        self._list.setFocus()
        self._go(self._list.currentRow())

    def close_list(self) -> None:
        """Put the list away; the keys go back to where they came from."""
        before, self._came_from = self._came_from, None
        if self.isAncestorOf(QApplication.focusWidget() or self):
            if before is not None and isValid(before) and before.isVisible():
                before.setFocus()
            else:
                self.left.emit()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_list()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        else:
            super().keyPressEvent(event)

    def _document(self, document: ProposedDocument, where: Callable[[Sequence[str]], str]) -> str:
        facts = document.facts
        parts = (document_type(facts.type), shown_date(facts.date), facts.hospital, where(document.page_ids))
        names = ", ".join(dict.fromkeys(document.others.values()))
        other = self.tr("names another patient: %1").replace("%1", names) if names else ""
        return "   ·   ".join(part for part in (*parts, other) if part)

    def _link(
        self,
        link: ProposedLink,
        known: dict[tuple[str, ...], ProposedDocument],
        where: Callable[[Sequence[str]], str],
    ) -> str:
        said = {
            LinkKind.COPY_OF: self.tr("%1 is a copy of %2"),
            LinkKind.TRANSLATION_OF: self.tr("%1 is a translation of %2"),
            LinkKind.SUPERSEDES: self.tr("%1 replaces or supplements %2"),
        }[link.kind]
        ends = [
            f"{document_type(known[page_ids].facts.type)} ({where(page_ids)})"
            for page_ids in (link.page_ids, link.other_page_ids)
        ]
        return said.replace("%1", ends[0]).replace("%2", ends[1])

    def _go(self, at: int) -> None:
        self._explain(at)
        if 0 <= at < len(self._rows) and not self.isHidden():
            self.picked.emit(self._rows[at].page_ids[0])

    def _explain(self, at: int) -> None:
        reasons = self._rows[at].reasons if 0 <= at < len(self._rows) else ()
        self._reasons.setText("\n".join(self._say(reason) for reason in reasons))

    def _checked(self) -> list[ProposedDocument | ProposedLink]:
        items = (self._list.item(at) for at in range(self._list.count()))
        pairs = zip(items, self._rows, strict=True)
        return [each for item, each in pairs if item.checkState() is Qt.CheckState.Checked]

    def _count(self) -> None:
        checked = self._checked()
        documents = sum(isinstance(each, ProposedDocument) for each in checked)
        said = self.tr("Accept %n document(s)", "", documents) if documents else self.tr("Accept")
        self._accept.setText(said)
        self._accept.explain("" if checked else self.tr("Nothing is checked."))
        self._said.setText(
            self.tr("Nothing is changed before you accept. Pages that are left out stay where they are.")
        )

    def _take(self) -> None:
        checked = self._checked()
        if checked:
            self.accepted.emit(
                tuple(each for each in checked if isinstance(each, ProposedDocument)),
                tuple(each for each in checked if isinstance(each, ProposedLink)),
            )
