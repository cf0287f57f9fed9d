"""What is being read: cases and their files in order, how far each is, and when it will be done."""

from collections.abc import Iterator
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from workstation.gui.kit.current import Role, role_font, scaled, tokens
from workstation.gui.kit.icons import paint_icon
from workstation.gui.kit.paint import LEFT, RIGHT, paint_text
from workstation.gui.kit.tokens import Space
from workstation.gui.reading_words import ReadingWords, joined, time_left
from workstation.services.views import CaseReading, FileReading, ReadingList

LINE: Final = 28
INDENT: Final = 16
Row = CaseReading | FileReading
Index = QModelIndex | QPersistentModelIndex


class ReadingModel(QAbstractListModel):
    """A line a case, under it a line a file; `RowRole` gives the row itself."""

    RowRole = Qt.ItemDataRole.UserRole + 1

    def __init__(self) -> None:
        super().__init__()
        self._words = ReadingWords(self)
        self.rows: tuple[Row, ...] = ()
        self._paused = False

    def show_list(self, found: ReadingList, paused: bool = False) -> None:
        """Show this list; where its lines are the same as before only what they say is painted again. `paused`:
        nothing is being read, so that nobody knows how long it takes."""
        self._paused = paused
        rows = tuple(_rows(found))
        same = [key_of(row) for row in rows] == [key_of(row) for row in self.rows]
        if same:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == self.RowRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            now = self.tr("being read now") if isinstance(row, FileReading) and row.now else ""
            return joined(
                name_of(row),
                self.pages_of(row),
                self._words.failures(row.failed),
                now,
                self.time_of(row),
            )
        if role == Qt.ItemDataRole.ToolTipRole:
            return joined(name_of(row), self._words.failures(row.failed))
        return None

    def pages_of(self, row: Row) -> str:
        """ "12 of 40 pages"."""
        said = self.tr("%1 of %2 pages", "", row.total)
        return said.replace("%1", str(row.done)).replace("%2", str(row.total))

    def time_of(self, row: Row) -> str:
        """How long it takes until the line is done; "" while reading is stopped."""
        return "" if self._paused else time_left(row.seconds_left)


def _rows(found: ReadingList) -> Iterator[Row]:
    for case in found.cases:
        yield case
        yield from case.files


def name_of(row: Row) -> str:
    """The number of a case, the name of a file."""
    return row.number if isinstance(row, CaseReading) else row.name


def key_of(row: Row) -> tuple[str, str]:
    """What tells a line from another: case and file, "" for a case itself."""
    return row.case_id, row.file_id if isinstance(row, FileReading) else ""


class _Lines(QStyledItemDelegate):
    def __init__(self, view: "ReadingView", rows: ReadingModel) -> None:
        super().__init__(view)
        self._view, self._rows = view, rows

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._view.viewport().width(), scaled(LINE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t, rect = tokens(), QRectF(option.rect)
        row: Row = index.data(ReadingModel.RowRole)
        if index.row() == self._view.currentIndex().row():
            painter.fillRect(rect, QColor(t.tint))
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), QColor(t.accent))
        is_case = isinstance(row, CaseReading)
        room = rect.adjusted(Space.L + (0 if is_case else INDENT), 0, -Space.L, 0)
        note = joined(self._rows.pages_of(row), self._rows.time_of(row))
        room.setRight(
            room.right() - paint_text(painter, room, note, role_font(Role.CAPTION), t.text2, RIGHT) - Space.M
        )
        mark = "warning" if row.failed else "eye" if isinstance(row, FileReading) and row.now else ""
        if mark:
            ink = t.borderline if row.failed else t.accent
            paint_icon(painter, QRectF(room.left(), room.center().y() - 7, 14, 14), mark, QColor(ink))
            room.setLeft(room.left() + 14 + Space.S)
        weight = QFont.Weight.DemiBold if is_case else QFont.Weight.Normal
        paint_text(painter, room, name_of(row), role_font(Role.BODY, weight), t.text, LEFT)
        painter.restore()


class ReadingView(QListView):
    """The list itself. `wanted(case_id, file_id)`: Enter or a double click on a line; it is to be read next."""

    wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = ReadingModel()
        self.setModel(self._rows)
        self.setItemDelegate(_Lines(self, self._rows))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(self.tr("What is being read, in this order"))
        self.doubleClicked.connect(lambda _index: self.ask())

    def show_list(self, found: ReadingList, paused: bool) -> None:
        """Show this list; the line that was chosen stays chosen wherever it has gone."""
        before = self.current_key()
        self._rows.show_list(found, paused)
        keys = [key_of(row) for row in self._rows.rows]
        if keys:
            self.setCurrentIndex(self._rows.index(keys.index(before) if before in keys else 0))

    def current_key(self) -> tuple[str, str] | None:
        """Case and file of the chosen line."""
        index = self.currentIndex()
        return key_of(index.data(ReadingModel.RowRole)) if index.isValid() else None

    def ask(self) -> None:
        """The chosen line is to be read next."""
        key = self.current_key()
        if key is not None:
            self.wanted.emit(*key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.ask()
        elif event.text() and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            event.ignore()  # letters are keys of the panel, not a search
        else:
            super().keyPressEvent(event)
