"""The saved views on the left, with their counts, and how the day goes."""

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from workstation.gui.kit.icons import paint_icon
from workstation.gui.kit.paint import RIGHT, hairline, paint_text
from workstation.gui.kit.pills import Painted
from workstation.gui.kit.theme import Role, role_font, scaled, tokens
from workstation.gui.kit.tokens import Height
from workstation.services.views import QueueView, QueueViewName

translate = QCoreApplication.translate
ICONS = {
    QueueViewName.MINE: "user",
    QueueViewName.UNASSIGNED: "plus",
    QueueViewName.AWAITING_SIGNOFF: "sign",
    QueueViewName.RETURNED: "undo",
    QueueViewName.OVERDUE: "warning",
    QueueViewName.WAITING: "clock",
    QueueViewName.ALL_OPEN: "document",
    QueueViewName.SIGNED: "lock",
    QueueViewName.BIN: "bin",
}
WIDTH, RAIL = 226, 44


def view_word(view: QueueViewName) -> str:
    """What a saved view is called."""
    return {
        QueueViewName.MINE: translate("QueueView", "Mine"),
        QueueViewName.UNASSIGNED: translate("QueueView", "Unassigned"),
        QueueViewName.AWAITING_SIGNOFF: translate("QueueView", "Awaiting sign-off"),
        QueueViewName.RETURNED: translate("QueueView", "Returned to me"),
        QueueViewName.OVERDUE: translate("QueueView", "Overdue"),
        QueueViewName.WAITING: translate("QueueView", "Waiting for documents"),
        QueueViewName.ALL_OPEN: translate("QueueView", "All open"),
        QueueViewName.SIGNED: translate("QueueView", "Signed"),
        QueueViewName.BIN: translate("QueueView", "Bin"),
    }[view]


class ViewsRail(Painted):
    """`chosen`: a saved view. One tab stop, arrows inside."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Views"))
        self._view = QueueViewName.ALL_OPEN
        self._queue: QueueView | None = None
        self._rail = False

    def show_queue(self, queue: QueueView, view: QueueViewName) -> None:
        """Show counts and which view is in force."""
        self._queue, self._view = queue, view
        self.setAccessibleDescription(view_word(view))
        self.update()

    def set_rail(self, rail: bool) -> None:
        """Icons only, where room is short."""
        self._rail = rail
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(RAIL if self._rail else WIDTH), scaled(300))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for view, rect in self._rects():
            if rect.contains(event.position()):
                self.chosen.emit(view)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        views = list(QueueViewName)
        self.chosen.emit(views[(views.index(self._view) + step) % len(views)])

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(t.bg))
        hairline(painter, self.width() - 1, 0, self.width() - 1, self.height())
        if not self._rail:
            room = QRectF(16, 8, self.width(), scaled(28))
            font = role_font(Role.CAPTION, QFont.Weight.DemiBold)
            paint_text(painter, room, self.tr("Views"), font, t.text2)
        for view, rect in self._rects():
            self._paint_view(painter, view, rect)
        if not self._rail and self._queue is not None:
            self._paint_day(painter, self._queue)

    def _paint_view(self, painter: QPainter, view: QueueViewName, rect: QRectF) -> None:
        t = tokens()
        on = view is self._view
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.tint))
            painter.drawRoundedRect(rect, 6, 6)
        ink = t.on_tint if on else t.text
        left = rect.left() + (8 if not self._rail else (rect.width() - 16) / 2)
        paint_icon(painter, QRectF(left, rect.center().y() - 8, 16, 16), ICONS[view], QColor(ink))
        if self._rail:
            return
        weight = QFont.Weight.DemiBold if on else QFont.Weight.Normal
        inner = rect.adjusted(34, 0, -10, 0)
        count = self._queue.counts.get(view, 0) if self._queue is not None else 0
        font = role_font(Role.BODY, weight)
        taken = paint_text(painter, inner, str(count), font, ink if on else t.text2, RIGHT)
        paint_text(painter, inner.adjusted(0, 0, -taken - 6, 0), view_word(view), font, ink)

    def _paint_day(self, painter: QPainter, queue: QueueView) -> None:
        t = tokens()
        left = queue.counts.get(QueueViewName.MINE, 0)
        top = self.height() - scaled(64)
        hairline(painter, 12, top, self.width() - 12, top)
        room = QRectF(16, top + 6, self.width() - 32, scaled(26))
        said = self.tr("%1 done, %2 left").replace("%1", str(queue.done_today)).replace("%2", str(left))
        paint_text(painter, room, self.tr("Today"), role_font(Role.BODY, QFont.Weight.Medium), t.text)
        paint_text(painter, room, said, role_font(Role.CAPTION), t.text2, RIGHT)
        bar = QRectF(16, room.bottom() + 4, self.width() - 32, 4)
        painter.fillRect(bar, QColor(t.line))
        total = queue.done_today + left
        if total:
            bar.setWidth(bar.width() * queue.done_today / total)
            painter.fillRect(bar, QColor(t.accent))

    def _rects(self) -> list[tuple[QueueViewName, QRectF]]:
        high, top = scaled(Height.LIST_ROW), scaled(40) if not self._rail else 8
        return [
            (view, QRectF(6, top + at * (high + 2), self.width() - 13, high))
            for at, view in enumerate(QueueViewName)
        ]
