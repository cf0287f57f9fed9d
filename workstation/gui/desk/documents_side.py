"""The left side of the desk: a head with what can be added, the documents, what an import said."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workstation.gui.desk.link_strip import LinkStrip
from workstation.gui.desk.pages.documents import RAIL_WIDTH, DocumentsPanel
from workstation.gui.desk.pages.pictures import Pictures
from workstation.gui.kit.buttons import IconButton
from workstation.gui.kit.frames import ElidedLabel, Panel, row
from workstation.gui.kit.messages import InlineMessage
from workstation.gui.kit.theme import Role, scaled
from workstation.gui.kit.tokens import Height, Space


class DocumentsSide(Panel):
    """`add_asked`: add documents. The list is `documents`; `message` tells what became of files; `proposal` offers
    what the files look like; `link_strip` asks how two documents belong together."""

    add_asked = Signal()

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__("surface", ("right",), parent)
        self.documents = DocumentsPanel(pictures)
        self.message = InlineMessage()
        self.proposal = InlineMessage("quiet")
        self.link_strip = LinkStrip()
        self._title = ElidedLabel(self.tr("Documents"), Role.BODY, "text", QFont.Weight.DemiBold)
        self._add = IconButton(self.tr("Add documents"), "plus")
        self._head = Panel("surface", ("bottom",))
        self._row = row(self._title, self._add, margins=(Space.M, 0, Space.XS, 0))
        self._head.setLayout(self._row)
        self._head.setFixedHeight(scaled(Height.TAB_ROW))
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 1, 0)
        body.setSpacing(0)
        body.addWidget(self._head)
        body.addWidget(self.message)
        body.addWidget(self.proposal)
        body.addWidget(self.documents, 1)
        body.addWidget(self.link_strip)
        self._add.clicked.connect(self.add_asked)

    def take_focus(self) -> None:
        """Give the keys to the list."""
        self.documents.setFocus()

    def set_key(self, key: str) -> None:
        """The key that adds documents."""
        self._add.set_key(key)

    def set_width(self, width: int) -> None:
        """Logical px; 44, grown with the text, shows the rail."""
        self.setFixedWidth(width)
        rail = width <= scaled(RAIL_WIDTH)
        self._title.setVisible(not rail)
        self._row.setContentsMargins(Space.XS if rail else Space.M, 0, Space.XS, 0)
        for told in (self.message, self.proposal, self.link_strip):
            told.setMaximumHeight(0 if rail else 400)
