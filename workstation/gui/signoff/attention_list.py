"""The list at the left: points with their shape, why they need a look, a tick once seen; then folded groups."""

from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from workstation.gui.kit.icons import paint_icon
from workstation.gui.kit.paint import RIGHT, hairline, paint_text
from workstation.gui.kit.theme import Role, role_font, scaled, tokens
from workstation.gui.kit.tokens import Height, Space
from workstation.gui.signoff.points import (
    Entry,
    Group,
    Point,
    attention_points,
    entries,
    group_word,
    kind_of_point,
)
from workstation.services.views import SignoffView

Index = QModelIndex | QPersistentModelIndex
INDENT: Final = 44
TICK: Final = 34
_WRAP: Final = int(Qt.TextFlag.TextWordWrap)
_NOTE_LINES: Final = 3


class AttentionModel(QAbstractListModel):
    """The lines of the list; a seen point says so to a screen reader too."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Entry, ...] = ()
        self.seen: frozenset[str] = frozenset()

    def show_rows(self, rows: tuple[Entry, ...]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def show_seen(self, seen: frozenset[str]) -> None:
        """Tick these points."""
        self.seen = seen
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.NoItemFlags if self.rows[index.row()].caption else super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(entry)
        if role == Qt.ItemDataRole.ToolTipRole and entry.point is not None:
            return f"{entry.point.title}\n{entry.point.note}"
        return None

    def _spoken(self, entry: Entry) -> str:
        if entry.caption:
            return entry.caption
        if entry.point is None:
            return f"{group_word(entry.group)}, {entry.count}" if entry.group is not None else ""
        point = entry.point
        parts = [point.title, kind_of_point(point), point.note]
        if point.key in self.seen:
            parts.append(self.tr("seen"))
        return ", ".join(part for part in parts if part)


class AttentionList(QListView):
    """Arrows move, Enter and → ← fold; `chosen(Point)` when another point is current.

    `arranged`: its height changed because a group was opened or folded.
    """

    chosen = Signal(object)
    arranged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._model = AttentionModel()
        self._view: SignoffView | None = None
        self._open: frozenset[Group] = frozenset()
        self.setModel(self._model)
        self.setItemDelegate(_Lines(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Look at these first"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.selectionModel().currentChanged.connect(self._moved)

    def show_view(self, view: SignoffView) -> None:
        """Show the points of a version, the first one current."""
        self._view, self._open = view, frozenset()
        self._fill()
        self.setCurrentIndex(self._model.index(0))

    def show_seen(self, seen: frozenset[str]) -> None:
        """Tick these points."""
        self._model.show_seen(seen)

    def current_point(self) -> Point | None:
        """What the keys are on; None on the head of a group."""
        row = self.currentIndex().row()
        return self._model.rows[row].point if 0 <= row < len(self._model.rows) else None

    def next_point(self) -> None:
        """Go to the next point that was not seen, else to the next line."""
        rows, at = self._model.rows, self.currentIndex().row()
        order = [*range(at + 1, len(rows)), *range(at)]
        wanted = attention_points(self._view) if self._view is not None else ()
        unseen = {point.key for point in wanted} - self._model.seen
        for row in order:
            point = rows[row].point
            if point is not None and point.key in unseen:
                self.setCurrentIndex(self._model.index(row))
                return
        if at + 1 < len(rows):
            self.setCurrentIndex(self._model.index(at + 1))

    def go_to(self, point: Point) -> None:
        """Make a point current; a fact's group is opened for it."""
        if self._row_of(point.key) < 0 and self._view is not None:
            self._open |= {Group.UNDISPUTED}
            self._fill()
        row = self._row_of(point.key)
        if row >= 0:
            self.setCurrentIndex(self._model.index(row))

    def height_wish(self) -> int:
        """The height that shows every line, in logical px."""
        return sum(self.sizeHintForRow(row) for row in range(self._model.rowCount()))

    def sizeHint(self) -> QSize:
        return QSize(300, self.height_wish() + 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, min(self.height_wish(), scaled(120)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()
            self.arranged.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        entry = self._model.rows[row] if 0 <= row < len(self._model.rows) else None
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Left)
        if entry is not None and entry.foldable and event.key() in keys:
            closing = event.key() == Qt.Key.Key_Left
            opening = event.key() == Qt.Key.Key_Right
            if not (closing and not entry.is_open) and not (opening and entry.is_open):
                self._fold(entry)
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        row = self.indexAt(event.position().toPoint()).row()
        if 0 <= row < len(self._model.rows) and self._model.rows[row].foldable:
            self._fold(self._model.rows[row])

    def _fold(self, entry: Entry) -> None:
        if entry.group is None:
            return
        row = self._model.rows.index(entry)
        self._open ^= {entry.group}
        self._fill()
        self.setCurrentIndex(self._model.index(row))
        if entry.group in self._open:
            self.scrollTo(self._model.index(row), QListView.ScrollHint.PositionAtTop)

    def _fill(self) -> None:
        if self._view is None:
            return
        self._model.show_rows(tuple(entries(self._view, self._open)))
        self.updateGeometry()
        self.arranged.emit()

    def _row_of(self, key: str) -> int:
        rows = enumerate(self._model.rows)
        return next((at for at, entry in rows if entry.point is not None and entry.point.key == key), -1)

    def _moved(self) -> None:
        point = self.current_point()
        if point is not None:
            self.chosen.emit(point)


class _Lines(QStyledItemDelegate):
    """Paints points, facts and heads; a point is as high as its words need."""

    def __init__(self, view: AttentionList) -> None:
        super().__init__(view)
        self._list = view

    def _entry(self, index: Index) -> Entry:
        model = index.model()
        return model.rows[index.row()] if isinstance(model, AttentionModel) else Entry()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._list.viewport().width()
        entry = self._entry(index)
        if entry.caption:
            return QSize(width, scaled(Height.HIT))
        if entry.point is None or entry.group is not None:
            return QSize(width, scaled(Height.TAB_ROW if entry.point is None else Height.QUEUE_ROW))
        title, note = self._heights(entry.point, width)
        return QSize(width, round(title + note + 2 * 10 + (4 if note else 0)))

    def _heights(self, point: Point, width: int) -> tuple[float, float]:
        room = max(width - INDENT - TICK, 60)
        title = (
            QFontMetricsF(_title_font()).boundingRect(QRectF(0, 0, room, 1e4), _WRAP, point.title).height()
        )
        if not point.note:
            return title, 0.0
        metrics = QFontMetricsF(role_font(Role.CAPTION))
        note = metrics.boundingRect(QRectF(0, 0, room, 1e4), _WRAP, point.note).height()
        line = metrics.boundingRect(QRectF(0, 0, 1e4, 1e4), 0, point.note).height()
        return title, min(note, line * _NOTE_LINES)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRectF(option.rect)
        state = option.state
        current = index == self._list.currentIndex()
        painter.save()
        self._ground(painter, rect, current, bool(state & QStyle.StateFlag.State_MouseOver))
        entry = self._entry(index)
        if entry.caption:
            self._caption(painter, rect, entry.caption)
        elif entry.point is None:
            self._head(painter, rect, entry)
        elif entry.group is not None:
            self._fact(painter, rect, entry.point)
        else:
            self._point(painter, rect, entry.point)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRectF, current: bool, pointed: bool) -> None:
        t = tokens()
        if current or pointed:
            painter.fillRect(rect, QColor(t.tint if current else t.bg))
        if current:
            bar = t.accent if self._list.hasFocus() else t.edge
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), QColor(bar))
        hairline(painter, rect.left(), rect.bottom() - 1, rect.right(), rect.bottom() - 1)

    def _point(self, painter: QPainter, rect: QRectF, point: Point) -> None:
        t = tokens()
        title, note = self._heights(point, round(rect.width()))
        room = QRectF(rect.left() + INDENT, rect.top() + 10, rect.width() - INDENT - TICK, title)
        line = QFontMetricsF(_title_font()).height()
        spot = QRectF(rect.left() + Space.L, room.top() + (line - 15) / 2, 15, 15)
        paint_icon(painter, spot, point.state.value, QColor(t.ink(point.state)))
        painter.setFont(_title_font())
        painter.setPen(QColor(t.text))
        painter.drawText(room, _WRAP, point.title)
        if note:
            _wrapped(painter, QRectF(room.left(), room.bottom() + 4, room.width(), note), point.note)
        self._tick(painter, rect, room.top() + line / 2, point)

    def _tick(self, painter: QPainter, rect: QRectF, middle: float, point: Point) -> None:
        model = self._list.model()
        if isinstance(model, AttentionModel) and point.key in model.seen:
            spot = QRectF(rect.right() - TICK + 10, middle - 8, 16, 16)
            paint_icon(painter, spot, "check", QColor(tokens().accent))

    def _fact(self, painter: QPainter, rect: QRectF, point: Point) -> None:
        t = tokens()
        half = rect.height() / 2
        room = QRectF(rect.left() + INDENT, rect.top() + 3, rect.width() - INDENT - Space.L, half - 3)
        paint_text(painter, room, point.title, role_font(Role.CAPTION), t.text2)
        room.moveTop(rect.top() + half - 2)
        paint_text(painter, room, point.note, role_font(Role.BODY, QFont.Weight.Medium), t.text)
        model = self._list.model()
        if isinstance(model, AttentionModel) and point.key in model.seen:
            spot = QRectF(rect.left() + Space.L, rect.center().y() - 8, 16, 16)
            paint_icon(painter, spot, "check", QColor(t.accent))

    def _caption(self, painter: QPainter, rect: QRectF, words: str) -> None:
        t = tokens()
        painter.fillRect(rect.adjusted(0, 0, 0, -1), QColor(t.bg))
        room = rect.adjusted(INDENT, 0, -Space.S, 0)
        paint_text(painter, room, words, role_font(Role.CAPTION, QFont.Weight.DemiBold), t.text2)

    def _head(self, painter: QPainter, rect: QRectF, entry: Entry) -> None:
        t = tokens()
        if entry.group is None:
            return
        if entry.foldable:
            spot = QRectF(rect.left() + Space.L - 1, rect.center().y() - 8, 16, 16)
            paint_icon(painter, spot, "down" if entry.is_open else "forward", QColor(t.text2))
        room = rect.adjusted(INDENT - 6, 0, -Space.L, 0)
        taken = paint_text(painter, room, group_word(entry.group), role_font(Role.BODY), t.text)
        room.setLeft(room.left() + taken + Space.S)
        paint_text(painter, room, entry.count, role_font(Role.BODY), t.text2, RIGHT)


def _title_font() -> QFont:
    return role_font(Role.BODY, QFont.Weight.Medium)


def _wrapped(painter: QPainter, rect: QRectF, text: str) -> None:
    """A caption over some lines; what does not fit ends in an ellipsis, the whole stands in the tooltip."""
    font = role_font(Role.CAPTION)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(QColor(tokens().text2))
    shown = text
    while metrics.boundingRect(QRectF(0, 0, rect.width(), 1e4), _WRAP, shown).height() > rect.height() + 1:
        shown = shown.rstrip("…")[:-1].rstrip() + "…"
    painter.drawText(rect, _WRAP, shown)
