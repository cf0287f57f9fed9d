"""Which key does what: the defaults, the user's changes, and the actions that screens make from them."""

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication, QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from workstation.gui.kit.actions import ACTIONS, FOCUSED, INSIDE, ActionSpec, Where
from workstation.gui.kit.buttons import shown_key
from workstation.gui.kit.composition import guard_composition
from workstation.gui.kit.icons import icon


class KeyClash(ValueError):  # noqa: N818 - the word of the field
    """The key is taken; `other` is the name of the action that has it."""

    def __init__(self, key: str, other: ActionSpec) -> None:
        super().__init__(f"{key} is taken by {other.id}")
        self.key = key
        self.other = other


class KeyUnfit(ValueError):  # noqa: N818 - the word of the field
    """The key cannot be given to the action; `why` is "fixed", "typed" (it would be a letter of a text) or "owned" (by
    text fields, input methods or the desktop)."""

    def __init__(self, key: str, why: str) -> None:
        super().__init__(f"{key} is {why}")
        self.key = key
        self.why = why


OWNED: Final = frozenset(
    {
        *("Ctrl+Space", "Shift+Space", "Ctrl+.", "Ctrl+;", "Ctrl+Shift+F", "Ctrl+Shift+U", "Ctrl+Shift+E"),
        *("Ctrl+Alt+Up", "Ctrl+Alt+Down", "Ctrl+Alt+Left", "Ctrl+Alt+Right"),
        *("Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Tab", "Shift+Tab", "Esc"),
    }
)
"""Keys of text fields, input methods and desktops: no action that acts while typing may have one."""


_MODIFIERS: Final = frozenset(
    {
        *(Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr),
        *(Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_unknown),
    }
)


def label_of(spec: ActionSpec) -> str:
    """The action's name in the window's language."""
    return QCoreApplication.translate("Actions", spec.label).replace("%1", str(spec.number))


def place_name(where: Where) -> str:
    """What a group of keys is called."""
    names = {
        "everywhere": QCoreApplication.translate("Places", "Everywhere"),
        "queue": QCoreApplication.translate("Places", "Queue"),
        "list": QCoreApplication.translate("Places", "Queue"),
        "desk": QCoreApplication.translate("Places", "Desk, also while typing"),
        "page": QCoreApplication.translate("Places", "Page"),
        "documents": QCoreApplication.translate("Places", "Documents"),
        "form": QCoreApplication.translate("Places", "Findings"),
        "timeline": QCoreApplication.translate("Places", "Timeline"),
        "matrix": QCoreApplication.translate("Places", "Suitability"),
        "signoff": QCoreApplication.translate("Places", "Sign-off"),
    }
    return names[where.value]


def pressed_key(event: QKeyEvent) -> str:
    """The key pressed as portable text, "" for one that only holds others. A sign that needs Shift to be written
    stands for itself: "?", not "Shift+?"."""
    key = Qt.Key(event.key())
    if key in _MODIFIERS:
        return ""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if 0x21 <= key <= 0x7E and not chr(key).isalnum():
        held &= ~Qt.KeyboardModifier.ShiftModifier
    return QKeySequence(QKeyCombination(held, key)).toString()


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
        overrides: Mapping[str, tuple[str, ...]] | None = None,
        actions: tuple[ActionSpec, ...] = ACTIONS,
        mac: bool = sys.platform == "darwin",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        guard_composition()
        self._specs = {spec.id: spec for spec in actions}
        if len(self._specs) != len(actions):
            raise ValueError("two actions share an id")
        self._mac = mac
        self._overrides: dict[str, tuple[str, ...]] = {}
        for spec in actions:
            self._refuse_clash(spec, self.keys(spec.id))
        self._take(overrides or {})

    def specs(self) -> tuple[ActionSpec, ...]:
        """Every action, in the order of the list."""
        return tuple(self._specs.values())

    def spec(self, action_id: str) -> ActionSpec:
        """One action. KeyError when there is none of that id."""
        return self._specs[action_id]

    def keys(self, action_id: str) -> tuple[str, ...]:
        """The keys in force, as portable text."""
        return self._overrides.get(action_id, self.defaults(action_id))

    def shown(self, action_id: str) -> str:
        """The first key as a button prints it, "" when the action has none."""
        keys = self.keys(action_id)
        native = QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
        return shown_key(native)

    def tell(self, action_id: str, told: QObject, tell: Callable[[str], object]) -> None:
        """Have the key of an action printed as `shown` has it: now, and anew when it is another, while `told` lives."""
        _Printed(action_id, self, told, tell)

    def overrides(self) -> dict[str, tuple[str, ...]]:
        """What the user changed, to be saved."""
        return dict(self._overrides)

    def defaults(self, action_id: str) -> tuple[str, ...]:
        """The keys an action has unless the user changes them."""
        spec = self._specs[action_id]
        return spec.mac if self._mac and spec.mac else spec.keys

    def rebind(self, action_id: str, keys: tuple[str, ...]) -> None:
        """Give `action_id` other keys. KeyClash when one of them is taken where it acts, KeyUnfit when it cannot act
        there."""
        spec = self._specs[action_id]
        for key in keys:
            _refuse_unfit(spec, key, self.defaults(action_id))
        self._refuse_clash(spec, keys)
        self._overrides.pop(action_id, None)
        if keys != self.defaults(action_id):
            self._overrides[action_id] = keys
        self.changed.emit()

    def change_key(self, action_id: str, key: str) -> None:
        """Give an action another first key; its other keys stay. Raises as `rebind`."""
        self.rebind(action_id, (key, *(other for other in self.keys(action_id)[1:] if other != key)))

    def reset(self) -> None:
        """Back to the defaults."""
        self._overrides.clear()
        self.changed.emit()

    def restore(self, overrides: Mapping[str, tuple[str, ...]]) -> None:
        """The keys as they were changed before."""
        self._overrides.clear()
        self._take(overrides)
        self.changed.emit()

    def _take(self, overrides: Mapping[str, tuple[str, ...]]) -> None:
        """Saved changes: all at once, since two actions may have changed places; what clashes or cannot act goes back
        to its default, since a file can hold anything."""
        self._overrides = {
            action_id: tuple(keys) for action_id, keys in overrides.items() if self._may_have(action_id, keys)
        }
        while (wrong := next(filter(self._clashes, self._overrides), None)) is not None:
            del self._overrides[wrong]

    def _may_have(self, action_id: str, keys: tuple[str, ...]) -> bool:
        if action_id not in self._specs:
            return False
        try:
            for key in keys:
                _refuse_unfit(self._specs[action_id], key, self.defaults(action_id))
        except KeyUnfit:
            return False
        return True

    def _clashes(self, action_id: str) -> bool:
        try:
            self._refuse_clash(self._specs[action_id], self.keys(action_id))
        except KeyClash:
            return True
        return False

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


def _refuse_unfit(spec: ActionSpec, key: str, defaults: tuple[str, ...]) -> None:
    """KeyUnfit unless the action may have the key; its defaults it may always have."""
    if key in defaults:
        return
    plain = QKeySequence(key).toString()
    if spec.fixed or not plain:
        raise KeyUnfit(key, "fixed" if spec.fixed else "owned")
    if plain in ("Esc", "Tab", "Shift+Tab") or (plain in OWNED and spec.where not in FOCUSED):
        raise KeyUnfit(key, "owned")
    if spec.where not in FOCUSED and _is_typed(plain):
        raise KeyUnfit(key, "typed")


def _is_typed(key: str) -> bool:
    """Whether the key writes or moves in a text: it has no Ctrl, Alt or Meta and is no function key."""
    bare = key.removeprefix("Shift+")
    held = any(bare.startswith(modifier) for modifier in ("Ctrl+", "Alt+", "Meta+"))
    return not held and re.fullmatch(r"F\d{1,2}", bare) is None


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


class _Printed(QObject):
    """Keeps a key that is printed somewhere current."""

    def __init__(self, action_id: str, keymap: Keymap, told: QObject, tell: Callable[[str], object]) -> None:
        super().__init__(told)
        self._action_id, self._keymap, self._tell = action_id, keymap, tell
        keymap.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        self._tell(self._keymap.shown(self._action_id))
