"""The table of the queue: one painted row a case; arrows move, Enter opens, files can be dropped on a case."""

from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QKeyEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from workstation.criteria.verdicts import RecommendationKind
from workstation.domain.case import CaseStatus
from workstation.gui.case_words import status_icon, status_word
from workstation.gui.desk.suitability.states import KIND_STATES, kind_word
from workstation.gui.importing import dropped_paths
from workstation.gui.kit.icons import paint_icon
from workstation.gui.kit.paint import RIGHT, hairline, paint_avatar, paint_pill, paint_text, pill_width
from workstation.gui.kit.shapes import paint_state
from workstation.gui.kit.theme import Role, role_font, scaled, tokens
from workstation.gui.kit.tokens import Height, State
from workstation.gui.queue.columns import (
    PLANS,
    Column,
    age_text,
    column_name,
    deferred_text,
    due_text,
    identity_line,
    reading_text,
    told,
    urgency_word,
)
from workstation.gui.screen import Session
from workstation.services.views import QueueRow, Urgency

Index = QModelIndex | QPersistentModelIndex
COLUMNS = tuple(Column)
COMPACT_BELOW = 1340


class QueueModel(QAbstractTableModel):
    """`RowRole` gives the `QueueRow`."""

    RowRole = Qt.ItemDataRole.UserRole + 1

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.rows: tuple[QueueRow, ...] = ()

    def show_rows(self, rows: tuple[QueueRow, ...]) -> None:
        """Show these cases; where they are the same as before only what changed is painted again."""
        if [row.case_id for row in rows] == [row.case_id for row in self.rows]:
            self.rows = rows
            if rows:
                last = self.index(len(rows) - 1, len(COLUMNS) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return self.rows[section].number if role == Qt.ItemDataRole.DisplayRole else None
        column = COLUMNS[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column_name(column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = column in (Column.AGE, Column.PAGES)
            return (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft) | (
                Qt.AlignmentFlag.AlignVCenter
            )
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == self.RowRole:
            return row
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return told(row, COLUMNS[index.column()], self._session.zone)
        return None


class QueueDelegate(QStyledItemDelegate):
    """Paints each cell by its kind."""

    def __init__(self, session: Session, table: "QueueTable") -> None:
        super().__init__(table)
        self._session = session
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(scaled(80), scaled(Height.QUEUE_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t, rect = tokens(), QRectF(option.rect)
        row: QueueRow = index.data(QueueModel.RowRole)
        current = index.row() == self._table.currentIndex().row()
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(rect, QColor(t.tint if current else t.bg if hovered else t.surface))
        if current and index.column() == 0:
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), QColor(t.accent))
        hairline(painter, rect.left(), rect.bottom(), rect.right(), rect.bottom())
        done = row.status is CaseStatus.SIGNED
        self._cell(painter, rect.adjusted(10, 0, -6, 0), row, COLUMNS[index.column()], done)
        painter.restore()

    def _cell(self, painter: QPainter, rect: QRectF, row: QueueRow, column: Column, done: bool) -> None:
        painters = {
            Column.URGENCY: self._urgency,
            Column.PATIENT: self._patient,
            Column.STATUS: self._status,
            Column.OWNER: self._owner,
            Column.DUE: self._due,
            Column.READING: self._reading,
            Column.CONFLICT: self._conflict,
            Column.COMPUTED: self._computed,
        }
        special = painters.get(column)
        if special is not None:
            special(painter, rect, row)
            return
        t = tokens()
        said = {
            Column.QUESTION: row.question,
            Column.AGE: age_text(row.received_at, datetime.now(self._session.zone)),
            Column.PAGES: f"{row.documents} · {row.pages}",
            Column.MISSING: str(row.missing),
        }[column]
        right = column in (Column.AGE, Column.PAGES)
        colour = t.text2 if done or column in (Column.AGE, Column.PAGES) else t.text
        if right:
            paint_text(painter, rect, said, role_font(Role.BODY), colour, RIGHT)
        else:
            paint_text(painter, rect, said, role_font(Role.BODY), colour)

    def _urgency(self, painter: QPainter, rect: QRectF, row: QueueRow) -> None:
        """Three bars, as many filled as it is urgent, and the word."""
        t = tokens()
        level = {Urgency.URGENT: 3, Urgency.HIGH: 2, Urgency.NORMAL: 1}[row.urgency]
        ink = {Urgency.URGENT: t.not_met, Urgency.HIGH: t.borderline, Urgency.NORMAL: t.text3}[row.urgency]
        painter.setPen(Qt.PenStyle.NoPen)
        for bar in range(3):
            high = 5.0 + 3.5 * bar
            painter.setBrush(QColor(ink if bar < level else t.line))
            painter.drawRect(QRectF(rect.left() + bar * 5, rect.center().y() + 6 - high, 3.4, high))
        word = urgency_word(row.urgency)
        colour = ink if row.urgency is not Urgency.NORMAL else t.text2
        paint_text(painter, rect.adjusted(21, 0, 0, 0), word, role_font(Role.BODY), colour)

    def _patient(self, painter: QPainter, rect: QRectF, row: QueueRow) -> None:
        t, half = tokens(), rect.height() / 2
        top = QRectF(rect.left(), rect.top() + 4, rect.width(), half - 2)
        low = QRectF(rect.left(), rect.top() + half - 1, rect.width(), half - 4)
        paint_text(painter, top, row.patient_name, role_font(Role.BODY, QFont.Weight.Medium), t.text)
        paint_text(painter, low, identity_line(row), role_font(Role.CAPTION), t.text2)

    def _status(self, painter: QPainter, rect: QRectF, row: QueueRow) -> None:
        t, half = tokens(), rect.height() / 2
        until = deferred_text(row, datetime.now(self._session.zone).date())
        top = QRectF(rect.left(), rect.top() + 4, rect.width(), half - 2) if until else rect
        spot = QRectF(rect.left(), top.center().y() - 7.5, 15, 15)
        paint_icon(painter, spot, status_icon(row.status), QColor(t.text2))
        paint_text(painter, top.adjusted(22, 0, 0, 0), status_word(row.status), role_font(Role.BODY), t.text)
        low = QRectF(rect.left() + 22, rect.top() + half - 1, rect.width() - 22, half - 4)
        paint_text(painter, low, until, role_font(Role.CAPTION), t.text2)

    def _owner(self, painter: QPainter, rect: QRectF, row: QueueRow) -> None:
        if row.owner_initials:
            side = scaled(24)
            own = row.owner_id == self._session.user.id
            disc = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
            paint_avatar(painter, disc, row.owner_initials, own)
        else:
            paint_text(painter, rect, "–", role_font(Role.BODY), tokens().text3)

    def _due(self, painter: QPainter, rect: QRectF, row: QueueRow) -> None:
        t, today = tokens(), datetime.now(self._session.zone).date()
        late = row.due_on is not None and row.due_on <= today and row.status is not CaseStatus.SIGNED
        said = due_text(row.due_on, today)
        paint_text(painter, rect, said, role_font(Role.BODY), t.not_met if late else t.text)

    def _reading(self, painter: QPainter, rect: QRectF, row: QueueRow) -> None:
        t, progress = tokens(), row.reading
        said = reading_text(row)
        if progress.total and progress.done < progress.total:
            bar = QRectF(rect.left(), rect.center().y() - 10, min(rect.width(), scaled(64)), 4)
            painter.fillRect(bar, QColor(t.line))
            bar.setWidth(bar.width() * progress.done / progress.total)
            painter.fillRect(bar, QColor(t.accent))
            room = QRectF(rect.left(), rect.center().y() - 4, rect.width(), scaled(18))
            paint_text(painter, room, said, role_font(Role.CAPTION), t.text2)
            return
        icon = "warning" if progress.failed else "check" if progress.total else ""
        if icon:
            ink = t.borderline if progress.failed else t.text2
            paint_icon(painter, QRectF(rect.left(), rect.center().y() - 7, 14, 14), icon, QColor(ink))
        room = rect.adjusted(20 if icon else 0, 0, 0, 0)
        paint_text(painter, room, said, role_font(Role.CAPTION), t.text2)

    def _conflict(self, painter: QPainter, rect: QRectF, row: QueueRow) -> None:
        t = tokens()
        if not row.conflicts:
            paint_text(painter, rect, "–", role_font(Role.BODY), t.text3)
            return
        paint_state(painter, QRectF(rect.left(), rect.center().y() - 8, 16, 16), State.CONFLICT)
        said = str(row.conflicts)
        paint_text(painter, rect.adjusted(22, 0, 0, 0), said, role_font(Role.BODY), t.conflict)

    def _computed(self, painter: QPainter, rect: QRectF, row: QueueRow) -> None:
        t = tokens()
        if row.computed is None:
            paint_text(painter, rect, "–", role_font(Role.BODY), t.text3)
            return
        kind = RecommendationKind(row.computed)
        state, said = KIND_STATES[kind], kind_word(kind)
        width = min(rect.width(), pill_width(said, icon=True) + 2)
        room = QRectF(rect.left(), rect.top(), width, rect.height())
        paint_pill(painter, room, said, t.ink(state), t.ground(state), state.value)


class QueueTable(QTableView):
    """`opened`: a row (Enter, double click). `moved`: the current row. `sorted_by`: an order was asked for.

    `dropped`: (case id or "", paths). `menu_asked`: where; the case pointed at is current.
    """

    opened = Signal(object)
    moved = Signal(object)
    sorted_by = Signal(str)
    dropped = Signal(str, list)
    menu_asked = Signal(QPoint)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._cases = QueueModel(session)
        self.setModel(self._cases)
        self.setItemDelegate(QueueDelegate(session, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(scaled(Height.QUEUE_ROW))
        self.setAccessibleName(self.tr("Cases"))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(40)
        header.sectionClicked.connect(self._sort)
        self.doubleClicked.connect(lambda _index: self._open())

    def show_rows(self, rows: tuple[QueueRow, ...]) -> None:
        """Show these cases; the current case stays current."""
        before = self.current_row()
        self._cases.show_rows(rows)
        ids = [row.case_id for row in rows]
        at = ids.index(before.case_id) if before is not None and before.case_id in ids else 0
        if rows and self.currentIndex().row() != at:
            self.setCurrentIndex(self._cases.index(at, 0))
        self.moved.emit(self.current_row())

    @property
    def rows(self) -> tuple[QueueRow, ...]:
        return self._cases.rows

    def current_row(self) -> QueueRow | None:
        """The case that has the keys."""
        at = self.currentIndex().row()
        return self._cases.rows[at] if 0 <= at < len(self._cases.rows) else None

    def go_to(self, case_id: str) -> None:
        """Make a case current."""
        for at, row in enumerate(self._cases.rows):
            if row.case_id == case_id:
                self.setCurrentIndex(self._cases.index(at, 0))

    def step_off(self, case_id: str) -> None:
        """The current case is about to leave the list: go on to the next one, from the last one to that before."""
        row, at = self.current_row(), self.currentIndex().row()
        if row is not None and row.case_id == case_id and len(self.rows) > 1:
            self.setCurrentIndex(self._cases.index(at + 1 if at + 1 < len(self.rows) else at - 1, 0))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = event.pos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            at = self.visualRect(self.currentIndex()).center()
        if self.indexAt(at).isValid():
            self.menu_asked.emit(self.viewport().mapToGlobal(at))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        self.moved.emit(self.current_row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.setCurrentIndex(index)

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        index = self.indexAt(event.position().toPoint())
        case_id = self._cases.rows[index.row()].case_id if index.isValid() else ""
        paths: list[Path] = dropped_paths(event.mimeData())
        self.dropped.emit(case_id, paths)

    def _open(self) -> None:
        row = self.current_row()
        if row is not None:
            self.opened.emit(row)

    def _sort(self, section: int) -> None:
        sort = PLANS[COLUMNS[section]].sort
        if sort:
            self.sorted_by.emit(sort)

    def _share_width(self) -> None:
        """Fixed widths, none under its head's; the question takes what is left; where it is tight, three hide."""
        header = self.horizontalHeader()
        compact = self.viewport().width() < scaled(COMPACT_BELOW)
        left = self.viewport().width()
        for at, column in enumerate(COLUMNS):
            plan = PLANS[column]
            self.setColumnHidden(at, compact and not plan.compact)
            if not self.isColumnHidden(at) and plan.width:
                width = max(scaled(plan.width), header.sectionSizeHint(at))
                self.setColumnWidth(at, width)
                left -= width
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setColumnWidth(COLUMNS.index(Column.QUESTION), max(scaled(120), left))
