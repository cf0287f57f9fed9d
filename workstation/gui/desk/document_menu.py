"""The menu of a row of the documents panel: every action with its key, and why nothing can be changed."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from workstation.domain.documents import DOCUMENT_TYPES
from workstation.gui.desk.pages.document_rows import Row, Thumb
from workstation.services.views import PageState


class DocumentMenu(QMenu):
    """Made of the panel's own actions, by name. `name_asked`: say what the document is. Actions that a closed case
    refuses are disabled while it is open."""

    name_asked = Signal()

    def __init__(
        self, parent: QWidget, actions: Mapping[str, QAction], name_key: QKeySequence, closed: str
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._closed = closed
        self._name_key = name_key
        self._disabled: list[QAction] = []
        self.aboutToHide.connect(self._enable_again)
        self.aboutToHide.connect(self.deleteLater)

    def open_for(self, row: Row, linked: bool, at: QPoint) -> None:
        """Show what can be done with a row; `linked`: its document belongs to another one."""
        if self._closed:
            self.addAction(self._closed).setEnabled(False)
            self.addSeparator()
        if isinstance(row, Thumb):
            self._add(self, "documents.split", "documents.part")
            if row.page.state is PageState.FAILED:
                self.addAction(self._shown("documents.again"))
            self.addSeparator()
        self._add(self, "documents.up", "documents.down", "documents.merge", "documents.aside")
        self.addSeparator()
        name = self.addAction(self.tr("Say what this document is"))
        name.setShortcut(self._name_key)
        name.setShortcutVisibleInContextMenu(True)
        name.triggered.connect(self.name_asked)
        self._add(self.addMenu(self.tr("Type")), *(f"documents.{kind}" for kind in DOCUMENT_TYPES))
        self._add(self, "documents.link", *(["documents.unlink"] if linked else []))
        self.popup(at)

    def _add(self, menu: QMenu, *names: str) -> None:
        for name in names:
            action = self._shown(name)
            if self._closed:
                action.setEnabled(False)
                self._disabled.append(action)
            menu.addAction(action)

    def _shown(self, name: str) -> QAction:
        action = self._actions[name]
        action.setShortcutVisibleInContextMenu(True)
        return action

    def _enable_again(self) -> None:
        for action in self._disabled:
            action.setEnabled(True)
