"""The page for screen readers: its lines through `QAccessibleTextInterface`.

Two of its questions are closed to Python (`selection` and `attributes`, which answer through pointers): no selection is
told, so that nobody asks for one, and no attribute. What is chosen is told by the caret, and in full in the pane "Page
as text", whose widget is Qt's own.
"""

from typing import Any

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QAccessibleTextCursorEvent,
    QAccessibleTextInterface,
    QAccessibleTextUpdateEvent,
)
from PySide6.QtWidgets import QAccessibleWidget, QApplication
from shiboken6 import Shiboken

from workstation.gui.desk.pages.canvas import PageCanvas
from workstation.gui.desk.pages.page_lines import PageLines
from workstation.gui.desk.pages.selection import word_at
from workstation.gui.desk.pages.spoken_page import SpokenPage

_EXPOSED = "workstation_pages_exposed"


def expose_pages() -> None:
    """Have Qt ask here when a screen reader looks at a page. Once for an application."""
    app = QApplication.instance()
    if app is not None and not app.property(_EXPOSED):
        app.setProperty(_EXPOSED, True)
        QAccessible.installFactory(_interface_of)


def _interface_of(_kind: str, asked: QObject | None) -> QAccessibleInterface | None:
    if isinstance(asked, PageCanvas):
        spoken = asked.findChild(SpokenPage)
        return PageInterface(spoken) if spoken is not None else None
    return None


class PageInterface(QAccessibleWidget):
    """The canvas as a document with text. Qt holds it, and lets it go together with the canvas."""

    def __init__(self, spoken: SpokenPage) -> None:
        super().__init__(spoken.canvas, QAccessible.Role.Document, spoken.canvas.accessibleName())
        self._text = PageTextInterface(spoken)

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Any:
        """The address of the asked interface. Only an address of Shiboken's own kind reaches Qt whole: a number, or
        what `super()` gives, is taken for an object."""
        is_text = kind is QAccessible.InterfaceType.TextInterface
        return Shiboken.VoidPtr(Shiboken.getCppPointer(self._text)[0] if is_text else 0)


class PageTextInterface(QAccessibleTextInterface):
    """The lines of the page in the middle of the window. Offsets count characters of its text, places on the screen
    are pixels of the desktop."""

    def __init__(self, spoken: SpokenPage) -> None:
        super().__init__()
        self._spoken = spoken
        self._caret = 0

    def characterCount(self) -> int:
        return len(self._lines.text)

    def text(self, start: int, end: int, /) -> str:
        return self._lines.text[start:end]

    def cursorPosition(self) -> int:
        chosen = self._spoken.chosen()
        return chosen[0] if chosen is not None else min(self._caret, self.characterCount())

    def setCursorPosition(self, position: int, /) -> None:
        self._caret = position
        self.scrollToSubstring(position, position)

    def scrollToSubstring(self, start: int, _end: int, /) -> None:
        place, page = self._lines.word_at(start), self._spoken.page
        if place is not None and page is not None:
            self._spoken.canvas.show_source(page.id, (self._lines.words[place].quad,))

    def characterRect(self, offset: int, /) -> QRect:
        lines, page, canvas = self._lines, self._spoken.page, self._spoken.canvas
        place = lines.word_at(offset)
        if place is None or page is None:
            return QRect()
        start, end = lines.spans[place]
        at = min(offset, end - 1) - start
        part = lines.words[place].part(at, at + 1)
        rect = canvas.polygon(page.id, part).boundingRect().toRect()
        return QRect(canvas.viewport().mapToGlobal(rect.topLeft()), rect.size())

    def offsetAtPoint(self, point: QPoint, /) -> int:
        found = self._spoken.canvas.word_under(self._spoken.canvas.viewport().mapFromGlobal(point).toPointF())
        page, lines = self._spoken.page, self._lines
        if found is None or page is None or found[0].id != page.id:
            return -1
        x, y = found[1].quad.middle
        place = word_at(lines.words, x, y)
        return lines.spans[place][0] if place is not None else -1

    def selectionCount(self) -> int:
        return 0

    def addSelection(self, start: int, end: int, /) -> None:
        self._spoken.choose(start, end)

    def setSelection(self, _index: int, start: int, end: int, /) -> None:
        self._spoken.choose(start, end)

    def removeSelection(self, _index: int, /) -> None:
        self._spoken.canvas.clear_choice()

    @property
    def _lines(self) -> PageLines:
        return self._spoken.lines


class PageNews(QObject):
    """Tells screen readers what changed on the page: its text, and where the choice stands."""

    def __init__(self, spoken: SpokenPage) -> None:
        super().__init__(spoken)
        self._spoken = spoken
        self._told = ""
        spoken.changed.connect(self._tell_text)
        spoken.canvas.chosen.connect(self._tell_caret)

    def _tell_text(self) -> None:
        if QAccessible.isActive():
            before, self._told = self._told, self._spoken.lines.text
            event = QAccessibleTextUpdateEvent(self._spoken.canvas, 0, before, self._told)
            QAccessible.updateAccessibility(event)

    def _tell_caret(self, _chosen: object) -> None:
        chosen = self._spoken.chosen()
        if chosen is not None and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleTextCursorEvent(self._spoken.canvas, chosen[0]))
