"""How two documents belong together, said in place under the list: the other one is chosen there with the arrows."""

from functools import partial

from PySide6.QtCore import QT_TRANSLATE_NOOP, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from workstation.domain.documents import LinkKind
from workstation.gui.kit.buttons import IconButton, SecondaryButton
from workstation.gui.kit.frames import Label, Panel, column, row
from workstation.gui.kit.keymap import Keymap
from workstation.gui.kit.theme import Role
from workstation.gui.kit.tokens import Space

KINDS = {
    LinkKind.COPY_OF: ("documents.link_copy", QT_TRANSLATE_NOOP("LinkStrip", "Copy")),
    LinkKind.TRANSLATION_OF: ("documents.link_translation", QT_TRANSLATE_NOOP("LinkStrip", "Translation")),
    LinkKind.SUPERSEDES: ("documents.link_newer", QT_TRANSLATE_NOOP("LinkStrip", "Newer")),
}


class LinkStrip(Panel):
    """`chosen`: a `LinkKind`. `closed`: never mind."""

    chosen = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("bg", ("top",), parent)
        self._said = Label("", Role.CAPTION, "text2", wrap=True)
        self._close = IconButton(self.tr("Close"), "close", "Esc")
        self._buttons: dict[LinkKind, SecondaryButton] = {}
        for kind, (_, name) in KINDS.items():
            button = SecondaryButton(self.tr(str(name)))
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys in the list
            button.clicked.connect(partial(self._choose, kind))
            self._buttons[kind] = button
        head = row(self._said, self._close, spacing=Space.XS)
        head.setStretch(0, 1)
        body = column(
            head, *self._buttons.values(), spacing=Space.XS, margins=(Space.S, Space.S, Space.XS, Space.S)
        )
        self.setLayout(body)
        self._close.clicked.connect(self.closed)
        self.hide()

    def _choose(self, kind: LinkKind, _checked: bool = False) -> None:
        self.chosen.emit(kind)

    def show_keys(self, keymap: Keymap) -> None:
        """Print the keys in force."""
        for kind, (action_id, _) in KINDS.items():
            self._buttons[kind].set_key(keymap.shown(action_id))

    def ask(self, name: str, other: str) -> None:
        """Say what `name` is of `other`; "" while no other document is chosen."""
        if other:
            said = self.tr("What is “%1” to “%2”?").replace("%1", name).replace("%2", other)
        else:
            said = self.tr("Choose the document that “%1” belongs to.").replace("%1", name)
        self._said.setText(said)
        for button in self._buttons.values():
            button.explain("" if other else self.tr("Choose another document first."))
        self.setAccessibleName(said)
        self.show()
