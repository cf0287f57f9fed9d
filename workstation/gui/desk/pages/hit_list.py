"""The hits of find as a list: where each stands, its line with the hit marked, and why it is one if not as asked."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from workstation.gui.kit.paint import paint_pill, paint_text, pill_width, text_width
from workstation.gui.kit.theme import Role, role_font, scaled, tokens
from workstation.gui.kit.tokens import Height, Space, State
from workstation.gui.words import shown_date, source_pill
from workstation.services.views import Hit, Match, Place

Index = QModelIndex | QPersistentModelIndex
MOST_ROWS = 7
HIT = Qt.ItemDataRole.UserRole
_BEFORE = 0.4  # of the room for a line goes to what stands before the hit
_NOTHING = QModelIndex()


class Hits(QAbstractListModel):
    """A row for every place; its hit may come later."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.places: tuple[Place, ...] = ()
        self._asked = ""
        self._hits: dict[int, Hit] = {}

    def show(self, asked: str, places: Sequence[Place], hits: Sequence[Hit]) -> None:
        """Show the places of what was asked, with the hits of the first ones."""
        self.beginResetModel()
        self._asked = asked
        self.places, self._hits = tuple(places), dict(enumerate(hits))
        self.endResetModel()

    def add(self, start: int, hits: Sequence[Hit]) -> None:
        """The hits of the places from `start` on have come."""
        self._hits |= dict(enumerate(hits, start))
        self.dataChanged.emit(self.index(start), self.index(start + len(hits) - 1))

    def hit(self, row: int) -> Hit | None:
        """The hit at a place, if it has come."""
        return self._hits.get(row)

    def hits(self) -> tuple[Hit, ...]:
        """The hits that have come, in the order of their places."""
        return tuple(hit for _, hit in sorted(self._hits.items()))

    def missing(self, start: int = 0) -> int | None:
        """The first place from `start` on, then from the beginning, whose hit has not come."""
        rows = (*range(start, len(self.places)), *range(start))
        return next((row for row in rows if row not in self._hits), None)

    def rowCount(self, parent: Index = _NOTHING) -> int:
        return 0 if parent.isValid() else len(self.places)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        hit = self._hits.get(index.row())
        if role == HIT:
            return hit
        if hit is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        said = (where(hit), self.day(hit), hit.context, self.reason(hit))
        return ", ".join(part for part in said if part)

    def day(self, hit: Hit) -> str:
        """The date of the document, or that it has none."""
        return shown_date(hit.document_date) or self.tr("undated")

    def reason(self, hit: Hit) -> str:
        """Why it is a hit, where it does not stand there as it was asked: which word it stands for."""
        if hit.match is Match.OTHER_NAME:
            return self.tr("for “%1”").replace("%1", self._asked)
        return self.tr("looks alike") if hit.match is Match.LOOK_ALIKE else ""


def where(hit: Hit) -> str:
    """The page of a hit, as a pill says it: "Path p 1"."""
    return source_pill(hit.document_type, hit.page_number)


class HitList(QListView):
    """`chosen`: the row that was clicked or reached by the arrows."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hits = Hits(self)
        self.setModel(self.hits)
        self.setItemDelegate(_HitPainter(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Hits"))
        self.selectionModel().currentRowChanged.connect(lambda now, _before: self._tell(now.row()))
        self._quiet = False

    def show_row(self, row: int) -> None:
        """Mark a row without telling of it."""
        self._quiet = True
        self.setCurrentIndex(self.hits.index(row))
        self._quiet = False

    def fit_height(self) -> None:
        """As high as the hits, seven rows at most."""
        rows = min(len(self.hits.places), MOST_ROWS)
        self.setFixedHeight(rows * scaled(Height.LIST_ROW) + 2)

    def _tell(self, row: int) -> None:
        if row >= 0 and not self._quiet:
            self.chosen.emit(row)


class _HitPainter(QStyledItemDelegate):
    """A row: page pill, day of the document, the line with the hit on yellow, the reason."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, scaled(Height.LIST_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t, model, rect = tokens(), index.model(), QRectF(option.rect)
        painter.save()
        painter.setClipRect(rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(t.tint))
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), QColor(t.accent))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(t.bg))
        hit = model.data(index, HIT)
        if isinstance(hit, Hit) and isinstance(model, Hits):
            room = rect.adjusted(Space.M, 0, -Space.M, 0)
            self._paint_hit(painter, room, hit, model.day(hit), model.reason(hit))
        painter.restore()

    def _paint_hit(self, painter: QPainter, room: QRectF, hit: Hit, shown: str, reason: str) -> None:
        t, caption = tokens(), role_font(Role.CAPTION)
        pill = QRectF(room.left(), room.top(), pill_width(where(hit), True), room.height())
        paint_pill(painter, pill, where(hit), t.text2, t.unknown_tint, "page")
        left = room.left() + scaled(104)
        day = QRectF(max(left, pill.right() + Space.S), room.top(), scaled(84), room.height())
        paint_text(painter, day, shown, caption, t.text3)
        line = QRectF(room)
        line.setLeft(day.right() + Space.S)
        if reason:
            width = min(pill_width(reason, True), room.width() / 4)
            tag = QRectF(room.right() - width, room.top(), width, room.height())
            alike = hit.match is Match.LOOK_ALIKE
            ink, ground = (t.borderline, t.borderline_tint) if alike else (t.on_tint, t.tint)
            paint_pill(painter, tag, reason, ink, ground, State.BORDERLINE.value if alike else "link")
            line.setRight(tag.left() - Space.S)
        paint_line(painter, line, hit.context, hit.start, hit.end)


def paint_line(painter: QPainter, room: QRectF, text: str, start: int, end: int) -> None:
    """A line with the part from `start` to `end` on yellow; where it is too long, of what stands before that the end
    is shown."""
    t, plain, strong = tokens(), role_font(Role.BODY), role_font(Role.BODY, QFont.Weight.Medium)
    before, hit, after = text[:start], text[start:end], text[end:]
    limit = room.width() * _BEFORE
    whole = text_width(before + after, plain) + text_width(hit, strong)
    if whole > room.width() and text_width(before, plain) > limit:
        while before and text_width("…" + before, plain) > limit:
            before = before[max(1, len(before) // 12) :]
        before = "…" + before
    x = room.left()
    for part, font, marked in ((before, plain, False), (hit, strong, True), (after, plain, False)):
        width = min(text_width(part, font), room.right() - x)
        spot = QRectF(x, room.top(), max(width, 0.0), room.height())
        if marked:
            ground = QRectF(x - 2, room.center().y() - scaled(10), spot.width() + 4, scaled(20))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.paper_hit))
            painter.drawRoundedRect(ground, 3, 3)
        if spot.width() > 0:
            paint_text(painter, spot, part, font, t.paper_ink if marked else t.text)
        x += text_width(part, font) + (2 if marked else 0)
