"""F1: every action and its keys over the whole window, narrowed by typing; Enter does the first one left. A key is
changed in its row."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from workstation.gui.kit.buttons import IconButton, SecondaryButton, shown_key
from workstation.gui.kit.current import Role
from workstation.gui.kit.fields import SearchField
from workstation.gui.kit.frames import Label, Panel, column, row
from workstation.gui.kit.key_list import KeyList
from workstation.gui.kit.keymap import KeyClash, Keymap, KeyUnfit, label_of
from workstation.gui.kit.messages import InlineMessage, announce
from workstation.gui.kit.tokens import Space


class KeyOverlay(Panel):
    """Lies over the window until Esc, F1 or the cross. `chosen`: an action to be done."""

    closed = Signal()
    chosen = Signal(str)

    def __init__(self, keymap: Keymap, over: QWidget) -> None:
        super().__init__("surface", (), over)
        self._keymap = keymap
        self._over = over
        self._before: QWidget | None = None
        over.installEventFilter(self)
        self.search = SearchField(self.tr("Type to narrow, Enter to do the first"))
        self.search.setMinimumWidth(320)
        self.list = KeyList(keymap)
        self.nothing = Label("", Role.BODY, "text2")
        self.nothing.hide()
        self.message = InlineMessage()
        self.change = SecondaryButton(self.tr("Change the key"), "edit", "↵")
        self.restore = SecondaryButton(self.tr("Its default"), "undo", "Del")
        self.reset = SecondaryButton(self.tr("All back to their defaults"))
        self._scroll = QScrollArea()
        self._lay_out()
        self._wire()
        self.setAccessibleName(self.tr("Keys"))
        self.hide()

    def show_over(self) -> None:
        """Cover the window and take the focus."""
        self._before = self._over.focusWidget()
        self.setGeometry(self._over.rect())
        self.search.clear()
        self._narrow("")
        self.message.say("note", "")
        self.show()
        self.raise_()
        self.search.setFocus()

    def close_over(self) -> None:
        """Uncover the window and give the focus back."""
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()
        self.closed.emit()

    # Changing keys

    def _ask_key(self) -> None:
        self.message.say("note", "")
        if self.list.current:
            self._ask_for(self.list.current)
        else:
            self.list.setFocus()

    def _ask_for(self, action_id: str) -> None:
        spec = self._keymap.spec(action_id)
        if spec.fixed:
            said = self.tr("%1: the key belongs to the list itself and cannot be changed.")
            self.message.say("problem", said.replace("%1", label_of(spec)))
        else:
            self.list.wait_for_key(action_id)

    def _take_key(self, action_id: str, key: str) -> None:
        self._try(lambda: self._keymap.change_key(action_id, key), action_id)

    def _restore(self, action_id: str) -> None:
        self._try(lambda: self._keymap.rebind(action_id, self._keymap.defaults(action_id)), action_id)

    def _try(self, change: Callable[[], None], action_id: str) -> None:
        """Change a key, or say in place why not; the keys stay in the list."""
        try:
            change()
        except KeyClash as clash:
            said = self.tr("%1 is taken by “%2”. Choose another key, or change that one first.")
            said = said.replace("%2", label_of(clash.other))
            self.message.say("problem", said.replace("%1", _native(clash.key)))
        except KeyUnfit as unfit:
            self.message.say("problem", self._why(unfit))
        else:
            said = self.tr("%1: %2").replace("%1", label_of(self._keymap.spec(action_id)))
            self.message.say("good", said.replace("%2", self._keymap.shown(action_id)))
        self.list.setFocus()
        self.list.choose(action_id)

    def _why(self, unfit: KeyUnfit) -> str:
        said = {
            "typed": self.tr(
                "%1 alone would be typed in a text. Hold Ctrl or Alt with it, or take an F key."
            ),
            "owned": self.tr("%1 belongs to text fields, input methods or the desktop."),
            "fixed": self.tr("%1: this action keeps its key."),
        }[unfit.why]
        return said.replace("%1", _native(unfit.key))

    def _reset(self) -> None:
        """All keys back; the message can undo it."""
        changed = self._keymap.overrides()
        if not changed:
            self.message.say("note", self.tr("All keys are at their defaults."))
            return
        self._keymap.reset()
        self.message.say("good", self.tr("All keys are back to their defaults."))
        self.message.add_action(self.tr("Undo")).clicked.connect(lambda: self._undo_reset(changed))

    def _undo_reset(self, changed: dict[str, tuple[str, ...]]) -> None:
        self._keymap.restore(changed)
        self.message.say("note", self.tr("The keys are as they were."))
        self.list.setFocus()

    # Inside

    def _lay_out(self) -> None:
        title = Label(self.tr("Keys"), Role.HEADING)
        close = IconButton(self.tr("Close"), "close", "Esc")
        close.clicked.connect(self.close_over)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self.list)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        self.list.setAutoFillBackground(False)
        head = row(title, None, self.search, close, spacing=Space.M)
        hint = Label(self.tr("↓ goes into the list"), Role.CAPTION, "text3")
        foot = row(hint, None, self.change, self.restore, self.reset, spacing=Space.S)
        shown = (head, self.nothing, self._scroll, self.message, foot)
        self.setLayout(column(*shown, spacing=Space.M, margins=(32, 20, 24, 16)))

    def _wire(self) -> None:
        self.search.left.connect(self.close_over)
        self.search.textChanged.connect(self._narrow)
        self.search.returnPressed.connect(self._choose)
        self.list.change_asked.connect(self._ask_for)
        self.list.pressed.connect(self._take_key)
        self.list.restore_asked.connect(self._restore)
        self.list.moved.connect(self._bring)
        self.change.clicked.connect(self._ask_key)
        self.restore.clicked.connect(lambda: self._restore(self.list.current) if self.list.current else None)
        self.reset.clicked.connect(self._reset)

    def _bring(self, rect: QRect) -> None:
        middle = rect.center()
        self._scroll.ensureVisible(middle.x(), middle.y(), rect.width() // 2, rect.height() * 2)

    def _narrow(self, text: str) -> None:
        self.list.narrow(text)
        said = self.tr("No action and no key is called “%1”.").replace("%1", text.strip())
        nothing = not self.list.shown_actions()
        self.nothing.setText(said if nothing else "")
        self.nothing.setVisible(nothing)
        if nothing:
            announce(self.search, said)

    def _choose(self) -> None:
        """Enter after typing: do the first action that is left."""
        left = self.list.shown_actions()
        if self.search.text().strip() and left:
            self.close_over()
            self.chosen.emit(left[0].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_over()
        elif event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.list.setFocus()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._over.rect())
        return super().eventFilter(watched, event)


def _native(key: str) -> str:
    """A key as buttons print it."""
    return shown_key(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText))
