"""The menu of a row of the documents panel: every action with its key, and why nothing can be changed."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from workstation.domain.documents import DOCUMENT_TYPES
from workstation.gui.desk.pages.document_rows import Row, Thumb
from workstation.gui.kit.action_menu import ActionMenu
from workstation.services.views import PageState


class DocumentMenu(ActionMenu):
    """Made of the panel's own actions, by name. `name_asked`: say what the document is. Actions that a closed case
    refuses are disabled while it is open."""

    name_asked = Signal()

    def __init__(
        self, parent: QWidget, actions: Mapping[str, QAction], name_key: QKeySequence, closed: str
    ) -> None:
        super().__init__(parent, actions, closed)
        self._name_key = name_key
        self._disabled = [action for name, action in actions.items() if closed and name != "documents.again"]
        for action in self._disabled:
            action.setEnabled(False)
        self.aboutToHide.connect(self._enable_again)

    def open_for(self, row: Row, linked: bool, at: QPoint) -> None:
        """Show what can be done with a row; `linked`: its document belongs to another one."""
        if isinstance(row, Thumb):
            failed = row.page.state is PageState.FAILED
            self.add_named("documents.split", "documents.part", *(["documents.again"] if failed else []))
            self.addSeparator()
        self.add_named("documents.up", "documents.down", "documents.merge", "documents.aside")
        self.addSeparator()
        name = self.addAction(self.tr("Say what this document is"))
        name.setShortcut(self._name_key)
        name.setShortcutVisibleInContextMenu(True)
        name.triggered.connect(self.name_asked)
        kinds = (f"documents.{kind}" for kind in DOCUMENT_TYPES)
        self.add_named(*kinds, menu=self.addMenu(self.tr("Type")))
        self.add_named("documents.link", *(["documents.unlink"] if linked else []))
        self.popup(at)

    def _enable_again(self) -> None:
        for action in self._disabled:
            action.setEnabled(True)
