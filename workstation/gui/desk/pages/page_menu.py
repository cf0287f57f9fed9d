"""The menu of the page: what can be done with what is chosen, then with the page, in groups."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from workstation.gui.desk.pages.choice import Chosen
from workstation.gui.kit.action_menu import ActionMenu

_OF_WORDS: Final = ("page.correct", "page.right", "page.read_part", "page.copy")
_OF_BOX: Final = ("page.correct", "page.read_part")
_CITING: Final = ("cite.supports", "cite.contradicts")
_CHOOSING: Final = ("page.draw_box", "page.select_all")
_SEEING: Final = (
    ("page.fit_width", "page.fit_page", "page.full_size"),
    ("page.turn", "page.turn_all", "page.look", "page.invert"),
)
_READING: Final = ("page.again", "page.again_other", "page.by_eye", "page.as_text")
_EVIDENCE: Final = ("evidence.previous", "evidence.next")


class PageMenu(ActionMenu):
    """`chosen`: what lies chosen on the page. Where the case is closed, that stands first."""

    def __init__(self, parent: QWidget, actions: Mapping[str, QAction], chosen: Chosen | None) -> None:
        super().__init__(parent, actions, actions["page.correct"].statusTip())
        if chosen is not None:
            self.add_group(*(_OF_WORDS if chosen.words else _OF_BOX))
            self.add_group(*_CITING)
        self.add_group(*_CHOOSING)
        for names in _SEEING:
            self.add_group(*names)
        self.add_group(*(() if chosen is not None else ("page.read_part",)), *_READING)
        self.add_group(*_EVIDENCE)
