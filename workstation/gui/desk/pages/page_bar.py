"""The row above the page: open documents, page of pages, zoom, turn, box; at most eight tools."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QIntValidator
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from workstation.gui.desk.pages.document_tabs import DocumentTabs
from workstation.gui.kit.buttons import IconButton
from workstation.gui.kit.frames import Label, Panel, row
from workstation.gui.kit.pills import Pill
from workstation.gui.kit.theme import Role, scaled
from workstation.gui.kit.tokens import Height, Space


class PageBar(Panel):
    """`page_asked`: a page number was typed, counted from 1."""

    page_asked = Signal(int)

    def __init__(self, tools: tuple[QAction, ...], parent: QWidget | None = None) -> None:
        super().__init__("surface", ("bottom",), parent)
        self.tabs = DocumentTabs()
        self._page = QLineEdit()
        self._page.setFixedWidth(scaled(38))
        self._page.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._page.setValidator(QIntValidator(1, 9999, self))
        self._page.setAccessibleName(self.tr("Page number"))
        self._page.returnPressed.connect(lambda: self.page_asked.emit(int(self._page.text() or 1)))
        self._of = Label("", Role.BODY, "text3")
        self._by_eye = Pill(self.tr("By eye"), "by-eye")
        self._by_eye.setToolTip(self.tr("Unreadable, reviewed by eye"))
        self._by_eye.hide()
        self._zoom = Label("", Role.BODY, "text2")
        self._zoom.setMinimumWidth(scaled(44))
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        buttons: list[QWidget] = []
        for action in tools:
            button = IconButton(action.text(), _ICONS.get(action.objectName(), "more"))
            button.follow(action)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            buttons.append(button)
            if action.objectName() == "page.zoom_out":
                buttons.append(self._zoom)
        layout = row(
            self.tabs,
            self._by_eye,
            self._page,
            self._of,
            *buttons,
            spacing=Space.XS,
            margins=(0, 0, Space.S, 0),
        )
        self.setLayout(layout)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(scaled(Height.TAB_ROW))

    def show_page(self, number: int, count: int) -> None:
        """The page in the middle of the window, of how many."""
        if not self._page.hasFocus():
            self._page.setText(str(number) if count else "")
        self._of.setText(f"/ {count}" if count else "")

    def show_by_eye(self, by_eye: bool) -> None:
        """Whether the page on screen was reviewed by eye."""
        self._by_eye.setVisible(by_eye)

    def show_zoom(self, percent: int) -> None:
        """The zoom in per cent."""
        self._zoom.setText(f"{percent} %")

    def ask_page(self) -> None:
        """Put the cursor into the page number."""
        self._page.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._page.selectAll()


_ICONS = {
    "page.zoom_out": "zoom-out",
    "page.zoom_in": "zoom-in",
    "page.fit_width": "fit",
    "page.turn": "rotate",
    "page.draw_box": "box-select",
}
