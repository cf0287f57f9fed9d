"""The open documents of the page pane as tabs: type and date, never the file name."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workstation.gui.kit.icons import paint_icon
from workstation.gui.kit.paint import paint_text, text_width
from workstation.gui.kit.theme import Role, role_font, scaled, tokens
from workstation.gui.kit.tokens import Height
from workstation.gui.words import document_type, shown_date
from workstation.services.views import DocumentView

MOST = 10
PAD = 12.0
ICON = 14.0
CLOSE = 14.0
NARROWEST = 34.0
"""Of a tab that is not the active one: its icon can still be told and hit."""


class DocumentTabs(QWidget):
    """`picked`: the document whose tab was chosen. `closed`: the one whose tab was closed."""

    picked = Signal(str)
    closed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._documents: list[DocumentView] = []
        self._current = ""
        self._active = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Open documents"))

    def show_tabs(self, documents: list[DocumentView], current: str) -> None:
        """Show these tabs with one active."""
        self._documents, self._current = documents[:MOST], current
        active = next((document for document in documents if document.id == current), None)
        self.setAccessibleDescription(self._label(active) if active else "")
        self.update()

    def set_active(self, active: bool) -> None:
        """Whether the keys act in the page below: its tab is underlined in accent, else in grey and thin."""
        if active != self._active:
            self._active = active
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, scaled(Height.TAB_ROW))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, scaled(Height.TAB_ROW))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for document, rect in self._layout():
            if not rect.contains(event.position()):
                continue
            on_cross = _is_named(rect) and event.position().x() > rect.right() - PAD - CLOSE - 4
            if event.button() is Qt.MouseButton.MiddleButton or on_cross:
                self.closed.emit(document.id)
            elif event.button() is Qt.MouseButton.LeftButton:
                self.picked.emit(document.id)
            return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        ids = [document.id for document in self._documents]
        if step and self._current in ids:
            self.picked.emit(ids[(ids.index(self._current) + step) % len(ids)])
        elif event.key() == Qt.Key.Key_Delete and self._current:
            self.closed.emit(self._current)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.updateGeometry()
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for document, rect in self._layout():
            active = document.id == self._current
            ink = QColor(t.text if active else t.text2)
            icon = "conflict" if document.set_aside is not None else "document"
            tint = QColor(t.conflict) if document.set_aside is not None else ink
            spot = QRectF(rect.left() + PAD, rect.center().y() - ICON / 2, ICON, ICON)
            paint_icon(painter, spot, icon, tint)
            room = rect.adjusted(PAD + ICON + 6, 0, -PAD - CLOSE - 6, 0)
            if _is_named(rect):
                paint_text(painter, room, self._label(document), self._font(active), ink)
                cross = QRectF(rect.right() - PAD - CLOSE, rect.center().y() - CLOSE / 2, CLOSE, CLOSE)
                paint_icon(painter, cross, "close", QColor(t.text2))
            if active:
                high = 2.0 if self._active else 1.0
                line = QRectF(rect.left() + PAD / 2, rect.bottom() - high, rect.width() - PAD, high)
                painter.fillRect(line, QColor(t.accent if self._active else t.edge))

    def _font(self, active: bool) -> QFont:
        return role_font(Role.BODY, QFont.Weight.Medium if active else QFont.Weight.Normal)

    def _label(self, document: DocumentView) -> str:
        return f"{document_type(document.type)} {shown_date(document.date)}".strip()

    def _layout(self) -> list[tuple[DocumentView, QRectF]]:
        """Tabs from the left; where they do not all fit, the active one keeps its room as long as there is some."""
        wanted = {
            document.id: text_width(self._label(document), self._font(True)) + 2 * PAD + ICON + CLOSE + 14
            for document in self._documents
        }
        kept = min(wanted.get(self._current, 0.0), max(0.0, self.width() - NARROWEST * (len(wanted) - 1)))
        others = sum(width for key, width in wanted.items() if key != self._current)
        squeeze = min(1.0, max(0.0, self.width() - kept) / others) if others else 1.0
        widths = [kept if key == self._current else width * squeeze for key, width in wanted.items()]
        placed, left = [], 0.0
        for document, width in zip(self._documents, widths, strict=True):
            placed.append((document, QRectF(left, 0, width, self.height())))
            left += width
        return placed


def _is_named(tab: QRectF) -> bool:
    """Whether there is room for more than the icon."""
    return tab.width() >= 2 * PAD + ICON + CLOSE + 36
