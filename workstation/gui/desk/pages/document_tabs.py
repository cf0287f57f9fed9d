"""The open documents of the page pane as tabs: type and date, never the file name; those without room in a list."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget

from workstation.gui.desk.pages.document_names import DocumentNames
from workstation.gui.kit.buttons import QuietButton
from workstation.gui.kit.icons import paint_icon
from workstation.gui.kit.paint import paint_text, text_width
from workstation.gui.kit.theme import Role, role_font, scaled, tokens
from workstation.gui.kit.tokens import Height
from workstation.services.views import DocumentView

MOST = 10
PAD = 12.0
ICON = 14.0
GAP = 6.0
CLOSE = 14.0


@dataclass(frozen=True)
class DocumentTab:
    """A tab that has room. `label`: type and date. `bare`: neither its shape nor its cross has room beside them."""

    document: DocumentView
    label: str
    rect: QRectF
    bare: bool = False

    def words(self) -> QRectF:
        """Where the label stands."""
        if self.bare:
            return self.rect.adjusted(PAD / 2, 0, -PAD / 2, 0)
        return self.rect.adjusted(PAD + ICON + GAP, 0, -PAD - CLOSE - GAP, 0)

    def cross(self) -> QRectF:
        """Where it is closed; empty without room for it."""
        if self.bare:
            return QRectF()
        return QRectF(self.rect.right() - PAD - CLOSE, self.rect.center().y() - CLOSE / 2, CLOSE, CLOSE)


class DocumentTabs(QWidget):
    """`picked`: the document whose tab was chosen. `closed`: the one whose tab was closed.

    A tab always shows type and date. Where not all have room their types are shortened; then those that still have
    none, and more than ten, are in the list behind "n more", never the current one.
    """

    picked = Signal(str)
    closed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._documents: list[DocumentView] = []
        self._names = DocumentNames()
        self._current = ""
        self._active = True
        self._first = 0
        self._tabs: list[DocumentTab] = []
        self._more = QuietButton("", "down", "", self)
        self._more.setAccessibleName(self.tr("More open documents"))
        self._more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._more.clicked.connect(self._open_list)
        self._more.hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Open documents"))

    def show_tabs(self, documents: list[DocumentView], current: str, names: DocumentNames) -> None:
        """Show these tabs with one active."""
        self._documents, self._current, self._names = documents, current, names
        active = next((document for document in documents if document.id == current), None)
        self.setAccessibleDescription(names.tab_of(active) if active else "")
        self._lay_out()

    def set_active(self, active: bool) -> None:
        """Whether the keys act in the page below: its tab is underlined in accent, else in grey and thin."""
        if active != self._active:
            self._active = active
            self.update()

    def tabs(self) -> list[DocumentTab]:
        """The tabs that have room, from the left."""
        return self._tabs

    def hidden_tabs(self) -> list[DocumentView]:
        """The open documents that are in the list."""
        shown = {tab.document.id for tab in self._tabs}
        return [document for document in self._documents if document.id not in shown]

    def room_wanted(self) -> int:
        """Logical px in which the current tab shows type and date in short, beside the list of the others."""
        at = self._at()
        if at is None:
            return 0
        more = self._width_of_more(len(self._documents) - 1) if len(self._documents) > 1 else 0
        return round(self._width(self._names.short_tab_of(self._documents[at])) + more + 3)

    def sizeHint(self) -> QSize:
        return QSize(240, scaled(Height.TAB_ROW))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, scaled(Height.TAB_ROW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        tab = self._under(event.position().toPoint())
        if tab is None:
            return
        on_cross = tab.cross().adjusted(-4, -8, PAD, 8).contains(event.position())
        if event.button() is Qt.MouseButton.MiddleButton or on_cross:
            self.closed.emit(tab.document.id)
        elif event.button() is Qt.MouseButton.LeftButton:
            self.picked.emit(tab.document.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        at = self._at()
        if step and at is not None:
            self.picked.emit(self._documents[(at + step) % len(self._documents)].id)
        elif event.key() == Qt.Key.Key_Delete and self._current:
            self.closed.emit(self._current)
        elif event.key() == Qt.Key.Key_Down and not self._more.isHidden():
            self._open_list()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.updateGeometry()
            self._lay_out()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            tab = self._under(event.pos())
            QToolTip.showText(event.globalPos(), self._names.tab_of(tab.document) if tab else "", self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for tab in self._tabs:
            active = tab.document.id == self._current
            ink = QColor(t.text if active else t.text2)
            paint_text(painter, tab.words(), tab.label, self._font(active), ink)
            if not tab.bare:
                aside = tab.document.set_aside is not None
                spot = QRectF(tab.rect.left() + PAD, tab.rect.center().y() - ICON / 2, ICON, ICON)
                shape, tint = ("conflict", QColor(t.conflict)) if aside else ("document", ink)
                paint_icon(painter, spot, shape, tint)
                paint_icon(painter, tab.cross(), "close", QColor(t.text2))
            if active:
                high = 2.0 if self._active else 1.0
                line = QRectF(
                    tab.rect.left() + PAD / 2, tab.rect.bottom() - high, tab.rect.width() - PAD, high
                )
                painter.fillRect(line, QColor(t.accent if self._active else t.edge))

    # Inside

    def _under(self, at: QPoint) -> DocumentTab | None:
        return next((tab for tab in self._tabs if tab.rect.contains(at.toPointF())), None)

    def _at(self) -> int | None:
        ids = [document.id for document in self._documents]
        return ids.index(self._current) if self._current in ids else None

    def _font(self, active: bool) -> QFont:
        return role_font(Role.BODY, QFont.Weight.Medium if active else QFont.Weight.Normal)

    def _width(self, label: str) -> float:
        return text_width(label, self._font(True)) + 2 * PAD + ICON + CLOSE + 2 * GAP + 1

    def _width_of_more(self, count: int, compact: bool = False) -> int:
        self._more.setText(self.tr("%n more", "", count))
        self._more.set_compact(compact)
        return self._more.sizeHint().width()

    def _lay_out(self) -> None:
        self._tabs = self._placed()
        hidden = self.hidden_tabs()
        self._more.setVisible(bool(hidden))
        if hidden:
            wide = self._width_of_more(len(hidden), compact=any(tab.bare for tab in self._tabs))
            high = scaled(Height.CONTROL)
            left = min(round(self._tabs[-1].rect.right()) + 2 if self._tabs else 0, self.width() - wide)
            self._more.setGeometry(left, (self.height() - high) // 2, wide, high)
            self._more.setAccessibleName(self.tr("%n more open document(s)", "", len(hidden)))
        self.update()

    def _placed(self) -> list[DocumentTab]:
        """All by their whole names, else all in short, else as many in short as have room."""
        whole = [self._names.tab_of(document) for document in self._documents]
        short = [self._names.short_tab_of(document) for document in self._documents]
        if len(self._documents) <= MOST:
            for labels in (whole, short):
                widths = [self._width(label) for label in labels]
                if sum(widths) <= self.width():
                    self._first = 0
                    return self._in_a_row(self._documents, labels, widths)
        at = self._at()
        if at is None:
            return []
        room = float(self.width() - self._width_of_more(len(self._documents)) - 2)
        widths = [self._width(label) for label in short]
        if widths[at] > room:
            room = float(self.width() - self._width_of_more(len(self._documents), compact=True) - 2)
            rect = QRectF(0, 0, min(text_width(short[at], self._font(True)) + PAD + 1, room), self.height())
            return [DocumentTab(self._documents[at], short[at], rect, bare=True)]
        start, end = self._window(at, widths, room)
        return self._in_a_row(self._documents[start:end], short[start:end], widths[start:end])

    def _window(self, at: int, widths: list[float], room: float) -> tuple[int, int]:
        """Which tabs have room, the current one among them; the row moves no further than it must."""
        start = min(self._first, at)
        while at - start >= MOST or sum(widths[start : at + 1]) > room:
            start += 1
        end = at + 1
        while end < len(widths) and end - start < MOST and sum(widths[start : end + 1]) <= room:
            end += 1
        while start > 0 and end - start < MOST and sum(widths[start - 1 : end]) <= room:
            start -= 1
        self._first = start
        return start, end

    def _in_a_row(
        self, documents: list[DocumentView], labels: list[str], widths: list[float]
    ) -> list[DocumentTab]:
        placed, left = [], 0.0
        for document, label, width in zip(documents, labels, widths, strict=True):
            placed.append(DocumentTab(document, label, QRectF(left, 0, width, self.height())))
            left += width
        return placed

    def _open_list(self) -> None:
        """The open documents without a tab; Enter opens one."""
        menu = QMenu(self)
        for document in self.hidden_tabs():
            menu.addAction(self._names.tab_of(document), partial(self.picked.emit, document.id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])
