"""The row above the page: open documents, page of pages, zoom, turn, box; at most eight tools.

Where room is short, tools go into "…", the last ones first; their keys act all the same.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from workstation.gui.desk.pages.document_names import DocumentNames
from workstation.gui.desk.pages.document_tabs import DocumentTabs
from workstation.gui.desk.pages.page_number import PageNumber
from workstation.gui.kit.buttons import IconButton
from workstation.gui.kit.frames import Label, Panel, row
from workstation.gui.kit.pills import Pill
from workstation.gui.kit.theme import Role, scaled
from workstation.gui.kit.tokens import Height, Space
from workstation.services.views import DocumentView


class PageBar(Panel):
    """`page_asked`: a page number was typed, counted from 1. `left`: the number was left without one."""

    page_asked = Signal(int)
    left = Signal()

    def __init__(
        self, tools: tuple[QAction, ...], others: tuple[QAction, ...] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__("surface", ("bottom",), parent)
        self.tabs = DocumentTabs()
        self._page = PageNumber()
        self._page.asked.connect(self.page_asked)
        self._page.left.connect(self.left)
        self._of = Label("", Role.BODY, "text3")
        self._by_eye = Pill(self.tr("By eye"), "by-eye")
        self._by_eye.setToolTip(self.tr("Unreadable, reviewed by eye"))
        self._by_eye.hide()
        self._is_by_eye = False
        self._zoom = Label("", Role.BODY, "text2")
        self._zoom.setMinimumWidth(scaled(44))
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._tools: list[tuple[QAction, QWidget]] = []
        self._others = others
        self._more = IconButton(self.tr("More about the page"), "more")
        self._more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._more.clicked.connect(self._open_more)
        self._row = row(self.tabs, self._by_eye, self._page, self._of, spacing=Space.XS)
        self._row.setContentsMargins(0, 0, Space.S, 0)
        self._row.addWidget(self._more)
        self.setLayout(self._row)
        for action in tools:
            self.add_tool(action)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(scaled(Height.TAB_ROW))

    def add_tool(self, action: QAction) -> None:
        """One more tool at the end of the row."""
        button = IconButton(action.text(), _ICONS.get(action.objectName(), "more"))
        button.follow(action)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._row.insertWidget(self._row.count() - 1, button)
        self._tools.append((action, button))
        if action.objectName() == "page.zoom_out":
            self._row.insertWidget(self._row.count() - 1, self._zoom)
        self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """Tabs come first: they name what one looks at."""
        each = scaled(Height.CONTROL) + Space.XS
        tabs = max(scaled(TABS_ROOM), self.tabs.room_wanted())
        room = self.width() - tabs - self._page.minimumWidth() - self._of.sizeHint().width() - 3 * Space.S
        pill = self._by_eye.sizeHint().width() + Space.XS
        pill_fits = room >= pill + each  # else the note above the page says it alone
        self._by_eye.setVisible(self._is_by_eye and pill_fits)
        room -= pill if self._is_by_eye and pill_fits else 0
        zoom = self._zoom.minimumWidth() + Space.XS
        all_fit = room >= (len(self._tools) + 1) * each + zoom
        fitting = len(self._tools) if all_fit else max(0, int((room - each) // each))
        for at, (_, button) in enumerate(self._tools):
            button.setVisible(at < fitting)
        self._zoom.setVisible(all_fit)

    def show_tabs(self, documents: list[DocumentView], current: str, names: DocumentNames) -> None:
        """The open documents, one of them shown."""
        self.tabs.show_tabs(documents, current, names)
        self._share_room()

    def _open_more(self) -> None:
        hidden = [action for action, button in self._tools if button.isHidden()]
        menu = QMenu(self)
        menu.addActions(hidden)
        menu.addSeparator()
        menu.addActions(list(self._others))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def show_page(self, number: int, count: int) -> None:
        """The page in the middle of the window, of how many."""
        self._page.show_page(number, count)
        self._of.setText(f"/ {count}" if count else "")

    def show_by_eye(self, by_eye: bool) -> None:
        """Whether the page on screen was reviewed by eye."""
        self._is_by_eye = by_eye
        self._share_room()

    def show_zoom(self, percent: int) -> None:
        """The zoom in per cent."""
        self._zoom.setText(f"{percent} %")

    def ask_page(self) -> None:
        """Put the cursor into the page number."""
        self._page.ask()


TABS_ROOM = 190
_ICONS = {
    "page.zoom_out": "zoom-out",
    "page.zoom_in": "zoom-in",
    "page.fit_width": "fit",
    "page.turn": "rotate",
    "page.look": "brightness",
    "page.draw_box": "box-select",
    "pane.second": "two-pane",
}
