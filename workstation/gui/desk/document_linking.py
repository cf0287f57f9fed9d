"""Saying that two documents belong together: the one is kept in mind while the other is chosen in the panel."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from workstation.domain.documents import LinkKind
from workstation.gui.desk.documents_side import DocumentsSide
from workstation.gui.desk.link_strip import KINDS
from workstation.gui.kit.keymap import Keymap
from workstation.services.document_decisions import link_documents, unlink_documents
from workstation.services.views import DocumentView, LinkView


class DocumentLinking(QObject):
    """`asked`: (verb, its arguments, what is said then). `told`: why nothing can be done. `active_changed`: whether
    the other document is being chosen."""

    asked = Signal(object, object, str)
    told = Signal(str)
    active_changed = Signal(bool)

    def __init__(self, keymap: Keymap, side: DocumentsSide, parent: QObject) -> None:
        super().__init__(parent)
        self._panel, self._strip = side.documents, side.link_strip
        self.case_id = ""
        self._document_id = ""
        self._actions = {
            kind: keymap.bind(self._panel, action_id, partial(self._link, kind))
            for kind, (action_id, _) in KINDS.items()
        }
        self._strip.show_keys(keymap)
        keymap.changed.connect(lambda: self._strip.show_keys(keymap))
        self._strip.chosen.connect(self._link)
        self._strip.closed.connect(self.end)
        self._panel.keys_moved.connect(self.refresh)
        self._enable(False)

    @property
    def is_active(self) -> bool:
        """Whether the other document is being chosen."""
        return bool(self._document_id)

    def links_of(self, document: DocumentView) -> list[LinkView]:
        """The links that a document has to others, or others to it."""
        links = (link for each in self._panel.documents for link in each.links)
        return [link for link in links if document.id in (link.document_id, link.other_id)]

    def begin(self) -> None:
        """Keep the document of the row in mind."""
        row = self._panel.current_row()
        if row is None or self._panel.is_rail():
            return
        if len(self._panel.documents) < 2:
            self.told.emit(self.tr("There is no other document."))
            return
        self._document_id = row.document.id
        self._panel.choose_one()
        self._enable(True)
        self.refresh()

    def end(self) -> None:
        """Never mind; the keys go back to the document that was kept in mind."""
        if self._document_id:
            document_id, self._document_id = self._document_id, ""
            self._strip.hide()
            self._enable(False)
            self._panel.choose((document_id, ""))
            self._panel.setFocus()

    def remove(self) -> None:
        """Take the first link of the document of the row away."""
        row = self._panel.current_row()
        links = [] if row is None else self.links_of(row.document)
        if links:
            self.asked.emit(unlink_documents, (links[0].id, links[0].row_version), self.tr("Link removed"))
        else:
            self.told.emit(self.tr("This document is not linked."))

    def refresh(self) -> None:
        """Say what would be linked now."""
        if not self.is_active:
            return
        one, other = self._one(), self._other()
        if one is None:
            self.end()
            return
        self._strip.ask(self._panel.name_of(one), "" if other is None else self._panel.name_of(other))

    def _one(self) -> DocumentView | None:
        return next((each for each in self._panel.documents if each.id == self._document_id), None)

    def _other(self) -> DocumentView | None:
        row = self._panel.current_row()
        return None if row is None or row.document.id == self._document_id else row.document

    def _link(self, kind: LinkKind) -> None:
        one, other = self._one(), self._other()
        if one is None or other is None:
            return
        said = {
            LinkKind.COPY_OF: self.tr("Linked as a copy"),
            LinkKind.TRANSLATION_OF: self.tr("Linked as a translation"),
            LinkKind.SUPERSEDES: self.tr("Linked as a newer version"),
        }[kind]
        self.end()
        self.asked.emit(link_documents, (self.case_id, one.id, other.id, kind), said)

    def _enable(self, active: bool) -> None:
        for action in self._actions.values():
            action.setEnabled(active)
        self.active_changed.emit(active)
