"""Which key does what: the defaults, the user's changes, and the actions that screens make from them."""

import sys
from collections.abc import Callable, Iterable

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from workstation.gui.kit.actions import ACTIONS, FOCUSED, INSIDE, ActionSpec, Where
from workstation.gui.kit.buttons import shown_key
from workstation.gui.kit.icons import icon


class KeyClash(ValueError):  # noqa: N818 - the word of the field
    """The key is taken; `other` is the name of the action that has it."""

    def __init__(self, key: str, other: ActionSpec) -> None:
        super().__init__(f"{key} is taken by {other.id}")
        self.key = key
        self.other = other


def label_of(spec: ActionSpec) -> str:
    """The action's name in the window's language."""
    return QCoreApplication.translate("Actions", spec.label)


def may_meet(one: Where, other: Where) -> bool:
    """Whether a key could reach both places: one lies in the other."""
    return other in _up(one) or one in _up(other)


def _up(where: Where) -> Iterable[Where]:
    at: Where | None = where
    while at is not None:
        yield at
        at = INSIDE.get(at)


class Keymap(QObject):
    """The keys in force. `changed` after a key moved or the language changed; actions then refresh."""

    changed = Signal()

    def __init__(
        self,
        overrides: dict[str, tuple[str, ...]] | None = None,
        actions: tuple[ActionSpec, ...] = ACTIONS,
        mac: bool = sys.platform == "darwin",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._specs = {spec.id: spec for spec in actions}
        if len(self._specs) != len(actions):
            raise ValueError("two actions share an id")
        self._mac = mac
        self._overrides: dict[str, tuple[str, ...]] = {}
        for spec in actions:
            self._refuse_clash(spec, self.keys(spec.id))
        for action_id, keys in (overrides or {}).items():
            if action_id in self._specs:
                self.rebind(action_id, keys)

    def specs(self) -> tuple[ActionSpec, ...]:
        """Every action, in the order of the list."""
        return tuple(self._specs.values())

    def spec(self, action_id: str) -> ActionSpec:
        """One action. KeyError when there is none of that id."""
        return self._specs[action_id]

    def keys(self, action_id: str) -> tuple[str, ...]:
        """The keys in force, as portable text."""
        spec = self._specs[action_id]
        plain = spec.mac if self._mac and spec.mac else spec.keys
        return self._overrides.get(action_id, plain)

    def shown(self, action_id: str) -> str:
        """The first key as a button prints it, "" when the action has none."""
        keys = self.keys(action_id)
        native = QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
        return shown_key(native)

    def overrides(self) -> dict[str, tuple[str, ...]]:
        """What the user changed, to be saved."""
        return dict(self._overrides)

    def rebind(self, action_id: str, keys: tuple[str, ...]) -> None:
        """Give `action_id` other keys. KeyClash when one of them is taken where it acts."""
        spec = self._specs[action_id]
        self._refuse_clash(spec, keys)
        self._overrides[action_id] = keys
        self.changed.emit()

    def reset(self) -> None:
        """Back to the defaults."""
        self._overrides.clear()
        self.changed.emit()

    def retranslate(self) -> None:
        """Give every action its name in the language now installed."""
        self.changed.emit()

    def _refuse_clash(self, spec: ActionSpec, keys: tuple[str, ...]) -> None:
        wanted = {QKeySequence(key).toString() for key in keys}
        for other in self._specs.values():
            if other.id == spec.id or not may_meet(spec.where, other.where):
                continue
            for key in self.keys(other.id):
                if QKeySequence(key).toString() in wanted:
                    raise KeyClash(key, other)

    def bind(
        self, widget: QWidget, action_id: str, slot: Callable[[], object], checkable: bool = False
    ) -> QAction:
        """Make the action on `widget`: its key acts there, menus and buttons can follow it.

        Keys of a list, the page or the matrix act only while `widget` or something in it has the focus.
        """
        spec = self._specs[action_id]
        action = QAction(icon(spec.icon) if spec.icon else icon("more"), label_of(spec), widget)
        if not spec.icon:
            action.setIconVisibleInMenu(False)
        action.setObjectName(action_id)
        action.setCheckable(checkable)
        focused = spec.where in FOCUSED
        action.setShortcutContext(
            Qt.ShortcutContext.WidgetWithChildrenShortcut if focused else Qt.ShortcutContext.WindowShortcut
        )
        _Bound(action, self)
        action.triggered.connect(lambda _checked=False: slot())
        widget.addAction(action)
        return action


class _Bound(QObject):
    """Keeps one action's keys and name current."""

    def __init__(self, action: QAction, keymap: Keymap) -> None:
        super().__init__(action)
        self._action, self._keymap = action, keymap
        keymap.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        keys = self._keymap.keys(self._action.objectName())
        self._action.setShortcuts([QKeySequence(key) for key in keys])
        self._action.setText(label_of(self._keymap.spec(self._action.objectName())))
