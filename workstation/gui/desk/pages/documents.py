"""The documents of a case on the left: heads that fold, and a thumbnail of every page with its marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QContextMenuEvent, QImage, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from workstation.gui.desk.pages.pictures import Pictures
from workstation.gui.kit.icons import paint_icon
from workstation.gui.kit.paint import LEFT, RIGHT, hairline, paint_text, text_width
from workstation.gui.kit.theme import Role, role_font, scaled, tokens
from workstation.gui.words import document_type, document_type_short, shown_date
from workstation.services.views import DocumentView, PageState, PageView

HEAD_HEIGHT = 36
FOOT_HEIGHT = 26
RAIL_WIDTH = 44
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Head:
    """A document's line; `open` when its pages are shown under it."""

    document: DocumentView
    open: bool


@dataclass(frozen=True)
class Thumb:
    """A page under its document."""

    document: DocumentView
    page: PageView


class DocumentsModel(QAbstractListModel):
    """Heads and thumbnails in the order of the documents; `RowRole` gives the row itself."""

    RowRole = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._documents: tuple[DocumentView, ...] = ()
        self._open: set[str] = set()
        self._rows: list[Head | Thumb] = []

    def show_documents(self, documents: Sequence[DocumentView]) -> None:
        """Show these documents; those that were unfolded stay so."""
        self._documents = tuple(documents)
        self._rebuild()

    def unfold(self, document_id: str) -> None:
        """Show the pages of a document."""
        if document_id not in self._open:
            self._open.add(document_id)
            self._rebuild()

    def toggle(self, document_id: str) -> None:
        """Fold or unfold a document."""
        self._open ^= {document_id}
        self._rebuild()

    def row_of_page(self, page_id: str) -> int | None:
        """Where a page's thumbnail stands, None while its document is folded."""
        return next(
            (n for n, row in enumerate(self._rows) if isinstance(row, Thumb) and row.page.id == page_id), None
        )

    def touch(self, page_id: str) -> None:
        """A page's picture came: paint it again."""
        row = self.row_of_page(page_id)
        if row is not None:
            index = self.index(row)
            self.dataChanged.emit(index, index)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == self.RowRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._told(row)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, Head):
            document = row.document
            return "\n".join(part for part in (self._told(row), document.hospital, document.author) if part)
        return None

    def _told(self, row: Head | Thumb) -> str:
        if isinstance(row, Head):
            parts = [document_type(row.document.type), shown_date(row.document.date)]
            if row.document.set_aside is not None:
                parts.append(self.tr("another patient's, set aside"))
            return ", ".join(part for part in parts if part)
        page = row.page
        parts = [self.tr("Page %1").replace("%1", str(page.number))]
        parts.append(self.tr("seen") if page.seen else self.tr("not seen"))
        if page.cited:
            parts.append(self.tr("%n source(s)", "", page.cited))
        if page.state is PageState.FAILED:
            parts.append(self.tr("could not be read"))
        elif page.state is PageState.BY_EYE:
            parts.append(self.tr("unreadable, reviewed by eye"))
        return ", ".join(parts)

    def _rebuild(self) -> None:
        self.beginResetModel()
        self._rows = []
        for document in self._documents:
            opened = document.id in self._open
            self._rows.append(Head(document, opened))
            if opened:
                self._rows += [Thumb(document, page) for page in document.pages]
        self.endResetModel()


class _Delegate(QStyledItemDelegate):
    def __init__(self, pictures: Pictures, panel: "DocumentsPanel") -> None:
        super().__init__(panel)
        self._pictures = pictures
        self._panel = panel
        self._small: dict[tuple[str, int, int], QImage] = {}

    def forget(self, page_id: str) -> None:
        for key in [key for key in self._small if key[0] == page_id]:
            del self._small[key]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(DocumentsModel.RowRole)
        width = self._panel.viewport().width()
        if isinstance(row, Head):
            return QSize(width, scaled(HEAD_HEIGHT))
        if self._panel.is_rail():
            return QSize(width, 0)
        _, high = self._paper(row.page)
        return QSize(width, high + scaled(FOOT_HEIGHT) + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = index.data(DocumentsModel.RowRole)
        rect = QRectF(option.rect)
        if rect.height() < 1:
            painter.restore()
            return
        if isinstance(row, Head):
            focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
            self._paint_head(painter, rect, row, focused)
        else:
            self._paint_thumb(painter, rect, row)
        painter.restore()

    def _paper(self, page: PageView) -> tuple[int, int]:
        wide = self._panel.thumbnail_width()
        turned = page.turn in (90, 270)
        ratio = page.width / page.height if turned else page.height / page.width
        return wide, round(wide * min(max(ratio, 0.3), 2.2))

    def _paint_head(self, painter: QPainter, rect: QRectF, row: Head, focused: bool) -> None:
        t = tokens()
        painter.fillRect(rect, QColor(t.tint if focused else t.surface))
        hairline(painter, rect.left(), rect.bottom() - 1, rect.right(), rect.bottom() - 1)
        if self._panel.is_rail():
            paint_text(
                painter,
                rect,
                document_type_short(row.document.type)[:2],
                role_font(Role.BODY),
                t.text2,
                Qt.AlignmentFlag.AlignCenter,
            )
            return
        spot = QRectF(rect.left() + 8, rect.center().y() - 6, 12, 12)
        paint_icon(painter, spot, "down" if row.open else "forward", QColor(t.text2))
        left = rect.left() + 26
        if row.document.set_aside is not None:
            paint_icon(painter, QRectF(left, rect.center().y() - 7, 14, 14), "conflict", QColor(t.conflict))
            left += 20
        pages = self.tr("%n p", "pages", len(row.document.pages))
        note = self._panel.short_date(row.document) if row.open else pages
        room = QRectF(left, rect.top(), rect.right() - 10 - left, rect.height())
        name = document_type(row.document.type)
        beside = text_width(name, role_font(Role.BODY)) + 6 + text_width(note, role_font(Role.CAPTION))
        if beside <= room.width():
            taken = paint_text(painter, room, note, role_font(Role.CAPTION), t.text3, RIGHT)
            room.setRight(room.right() - taken - 6)
        paint_text(painter, room, name, role_font(Role.BODY), t.text, LEFT)

    def _paint_thumb(self, painter: QPainter, rect: QRectF, row: Thumb) -> None:
        t, page = tokens(), row.page
        wide, high = self._paper(page)
        paper = QRectF(rect.left() + (rect.width() - wide) / 2, rect.top() + 6, wide, high)
        painter.fillRect(paper, QColor("#FFFFFF"))
        picture = self._picture(page, wide, high)
        if picture is not None:
            painter.drawImage(paper, picture)
        current = page.id == self._panel.current_page_id
        painter.setBrush(Qt.BrushStyle.NoBrush)
        frame = t.conflict if row.document.set_aside is not None else t.accent if current else t.edge
        painter.setPen(QPen(QColor(frame), 2.5 if current or row.document.set_aside is not None else 1))
        painter.drawRect(paper)
        if page.state is PageState.READING:
            painter.fillRect(QRectF(paper.left(), paper.top(), wide, 2), QColor(t.accent))
        foot = QRectF(rect.left(), paper.bottom() + 2, rect.width(), scaled(FOOT_HEIGHT) - 2)
        self._paint_foot(painter, foot, page)

    def _paint_foot(self, painter: QPainter, rect: QRectF, page: PageView) -> None:
        t = tokens()
        marks: list[tuple[str, str, str]] = [("", str(page.number), "text2")]
        if page.state is PageState.FAILED:
            marks.append(("warning", "", "borderline"))
        elif page.state is PageState.BY_EYE:
            marks.append(("by-eye", "", "text2"))
        elif page.state is PageState.NOT_READ:
            marks.append(("clock", "", "text3"))
        marks.append(("eye", "", "text2") if page.seen else ("ring", "", "text3"))
        if page.cited:
            marks.append(("cite", str(page.cited), "accent"))
        font = role_font(Role.CAPTION)
        painter.setFont(font)
        widths = [
            (16 if icon else 0) + (painter.fontMetrics().horizontalAdvance(text) if text else 0) + 6
            for icon, text, _ in marks
        ]
        x = rect.center().x() - sum(widths) / 2
        for (icon, text, colour), width in zip(marks, widths, strict=True):
            ink = QColor(getattr(t, colour))
            if icon == "ring":
                painter.setPen(QPen(ink, 1.2))
                painter.drawEllipse(QRectF(x + 3, rect.center().y() - 3.5, 7, 7))
            elif icon:
                paint_icon(painter, QRectF(x, rect.center().y() - 7, 14, 14), icon, ink)
            if text:
                room = QRectF(x + (16 if icon else 0), rect.top(), width, rect.height())
                paint_text(painter, room, text, font, ink)
            x += width

    def _picture(self, page: PageView, wide: int, high: int) -> QImage | None:
        ratio = self._panel.devicePixelRatioF()
        key = (page.id, round(wide * ratio), page.turn)
        if key not in self._small:
            coarse = self._pictures.coarse(page)
            if coarse is None or coarse.isNull():
                return None
            size = QSize(round(wide * ratio), round(high * ratio))
            self._small[key] = coarse.scaled(
                size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        return self._small[key]


class DocumentsPanel(QListView):
    """The list itself. `picked`: a page (document id, page id) was chosen by mouse or key."""

    picked = Signal(str, str)
    name_asked = Signal(str)

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.current_page_id = ""
        self._documents = DocumentsModel(self)
        self._painting = _Delegate(pictures, self)
        self.setModel(self._documents)
        self.setItemDelegate(self._painting)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setUniformItemSizes(False)
        self._laid_for = 0
        self.setAccessibleName(self.tr("Documents"))
        self.clicked.connect(self._activate)
        pictures.ready.connect(self._picture_came)

    def show_documents(self, documents: Sequence[DocumentView]) -> None:
        """Show the documents of the case."""
        self._documents.show_documents(documents)

    def show_current(self, document_id: str, page_id: str) -> None:
        """Frame the page on screen, unfolding its document."""
        self._documents.unfold(document_id)
        self.current_page_id = page_id
        row = self._documents.row_of_page(page_id)
        if row is not None and not self.is_rail():
            self.scrollTo(self._documents.index(row))
        self.viewport().update()

    def is_rail(self) -> bool:
        """Whether only the initials of the documents fit."""
        return self.width() <= RAIL_WIDTH + 8

    def thumbnail_width(self) -> int:
        """Logical px of a thumbnail at this width of the panel."""
        return max(28, min(126, self.width() - 40))  # the same with its scroll bar and without

    def short_date(self, document: DocumentView) -> str:
        """The date without its year where room is short."""
        shown = shown_date(document.date)
        return shown if self.width() > 170 else shown.rsplit(" ", 1)[0]

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row = self.indexAt(event.pos()).data(DocumentsModel.RowRole)
        if row is None:
            return
        menu = QMenu(self)
        menu.addAction(self.tr("Say what this document is"), lambda: self.name_asked.emit(row.document.id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._activate(self.currentIndex())
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._laid_for != self.width():  # its own scroll bar, which comes and goes, does not count
            self._laid_for = self.width()
            self.scheduleDelayedItemsLayout()

    def _activate(self, index: QModelIndex) -> None:
        row = index.data(DocumentsModel.RowRole) if index.isValid() else None
        if isinstance(row, Thumb):
            self.picked.emit(row.document.id, row.page.id)
        elif isinstance(row, Head) and self.is_rail() and row.document.pages:
            self.picked.emit(row.document.id, row.document.pages[0].id)
        elif isinstance(row, Head):
            self._documents.toggle(row.document.id)

    def _picture_came(self, page_id: str) -> None:
        self._painting.forget(page_id)
        self._documents.touch(page_id)
