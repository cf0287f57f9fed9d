"""A menu made of the actions that keys do, each with its key, and a sentence first why some cannot be done."""

from collections.abc import Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget


class ActionMenu(QMenu):
    """It lives until it is closed. `actions` by name."""

    def __init__(self, parent: QWidget, actions: Mapping[str, QAction], why_not: str = "") -> None:
        super().__init__(parent)
        self._actions = actions
        if why_not:
            self.addAction(why_not).setEnabled(False)
            self.addSeparator()
        self.aboutToHide.connect(self.deleteLater)

    def add_named(self, *names: str, menu: QMenu | None = None) -> None:
        """The next entries, here or in a menu within this one."""
        for name in names:
            action = self._actions[name]
            action.setShortcutVisibleInContextMenu(True)
            (menu or self).addAction(action)

    def add_group(self, *names: str) -> None:
        """Entries of one kind, set apart from those before."""
        if self.actions():
            self.addSeparator()
        self.add_named(*names)


def actions_at(widget: QWidget) -> dict[str, QAction]:
    """Every action whose key acts while `widget` has the focus, by name: its own, and those of what it lies in."""
    found: dict[str, QAction] = {}
    at: QWidget | None = widget
    while at is not None:
        for action in at.actions():
            found.setdefault(action.objectName(), action)
        at = at.parentWidget()
    return found
