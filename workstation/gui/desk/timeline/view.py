"""The timeline drawn to scale: uncertainty is drawn as it is, and every mark opens its page."""

from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QKeyEvent,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip

from workstation.domain.dates import ClinicalDate, show, show_span
from workstation.gui.desk.timeline.chart import Chart, Lane, Mark
from workstation.gui.desk.timeline.scale import TimeScale
from workstation.gui.kit.messages import announce
from workstation.gui.kit.paint import LEFT, hairline, paint_text, text_width
from workstation.gui.kit.theme import Role, role_font, scaled, tokens
from workstation.gui.words import language, source_pill

translate = QCoreApplication.translate
NAMES = 96
AXIS = 30
LANE = 62
BAR = 22
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
RESPONSE_INK = {"cr": "met", "pr": "accent", "sd": "borderline", "pd": "not_met"}


class TimelineView(QAbstractScrollArea):
    """`picked`: a mark whose source is wanted. `left`: Esc."""

    picked = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(self.tr("Timeline"))
        self._chart: Chart | None = None
        self._zoom = 1.0
        self._focus = 0

    def show_chart(self, chart: Chart) -> None:
        """Show a chart; zoom is kept."""
        self._chart = chart
        self._focus = min(self._focus, max(0, len(chart.marks) - 1))
        self._range()
        self.viewport().update()

    def zoom(self, factor: float) -> None:
        """Stretch or shrink time; 1.0 shows all of it."""
        self._zoom = min(max(self._zoom * factor, 1.0), 24.0)
        self._range()
        self.viewport().update()

    def fit(self) -> None:
        """Show all of it."""
        self._zoom = 1.0
        self._range()
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(700), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(320), self._height())

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        marks = self._chart.marks if self._chart is not None else ()
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}.get(
            Qt.Key(event.key()), 0
        )
        if step and marks:
            self._focus = (self._focus + step) % len(marks)
            announce(self, self._told(marks[self._focus]))
            self.setAccessibleDescription(self._told(marks[self._focus]))
            self._reveal(marks[self._focus])
            self.viewport().update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and marks:
            self.picked.emit(marks[self._focus])
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(1.4)
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom(1 / 1.4)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        mark = self._mark_at(event.position())
        if mark is not None and self._chart is not None:
            self._focus = self._chart.marks.index(mark)
            self.picked.emit(mark)
            self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        mark = self._mark_at(event.position())
        with_source = mark is not None and mark.spot is not None
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if with_source else Qt.CursorShape.ArrowCursor
        )
        if mark is not None:
            QToolTip.showText(event.globalPosition().toPoint(), self._told(mark), self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1.15 ** (event.angleDelta().y() / 120))
            return
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - (event.angleDelta().x() or event.angleDelta().y()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._range()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.updateGeometry()
            self.viewport().update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), QColor(tokens().sunken))
        if self._chart is None:
            return
        chart, scale = self._chart, self._scale()
        self._paint_limit(painter, chart, scale)
        self._paint_axis(painter, chart, scale)
        self._paint_as_of(painter, chart, scale)
        for number, lane in enumerate(Lane):
            self._paint_lane(painter, chart, scale, number, lane)
        self._paint_bracket(painter, chart, scale)
        self._paint_names(painter, chart)

    def _paint_axis(self, painter: QPainter, chart: Chart, scale: TimeScale) -> None:
        t = tokens()
        last_year = None
        for day, january in scale.ticks(chart.last):
            x = scale.x(day)
            hairline(painter, x, scaled(AXIS), x, self.viewport().height())
            fresh = day.year != last_year
            last_year = day.year
            weight = QFont.Weight.DemiBold if january or fresh else QFont.Weight.Normal
            room = QRectF(x + 5, 0, 120, scaled(AXIS))
            said = _month(day, with_year=january or fresh)
            paint_text(painter, room, said, role_font(Role.CAPTION, weight), t.text2, LEFT)

    def _paint_names(self, painter: QPainter, chart: Chart) -> None:
        t, width = tokens(), scaled(NAMES)
        painter.fillRect(QRectF(0, 0, width, self.viewport().height()), QColor(t.surface))
        hairline(painter, width, 0, width, self.viewport().height())
        for number, lane in enumerate(Lane):
            top = self._lane_top(number)
            hairline(painter, 0, top, self.viewport().width(), top)
            room = QRectF(12, top, width - 12, scaled(LANE))
            paint_text(painter, room, _lane_name(lane), role_font(Role.BODY), t.text2)

    def _paint_lane(self, painter: QPainter, chart: Chart, scale: TimeScale, number: int, lane: Lane) -> None:
        top = self._lane_top(number)
        marks = chart.in_lane(lane)
        if not marks:
            room = QRectF(scaled(NAMES) + 12, top, self.viewport().width(), scaled(LANE))
            paint_text(painter, room, _empty_lane(lane), role_font(Role.BODY), tokens().text3)
        for mark in marks:
            focused = self.hasFocus() and chart.marks.index(mark) == self._focus
            rect = self._rect(mark, scale)
            if lane is Lane.THERAPY:
                self._paint_bar(painter, mark, rect, scale)
            elif lane is Lane.RESPONSE:
                self._paint_circle(painter, mark, rect)
            else:
                self._paint_diamond(painter, mark, rect)
            if focused:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(tokens().accent), 2))
                painter.drawRoundedRect(rect.adjusted(-4, -4, 4, 4), 6, 6)

    def _paint_bar(self, painter: QPainter, mark: Mark, rect: QRectF, scale: TimeScale) -> None:
        t = tokens()
        sure = _is_day(mark.start) and (mark.end is None or _is_day(mark.end))
        pen = QPen(QColor(t.accent if mark.kind == "episode" else t.edge), 1.4)
        if not sure or mark.open_end or mark.kind == "planned":
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(self._bar_fill(mark, rect, sure))
        painter.drawRoundedRect(rect, 3, 3)
        self._paint_ticks(painter, mark, rect)
        self._paint_alternatives(painter, mark, rect, scale)
        label = f"{mark.label} × {mark.cycles}" if mark.cycles else mark.label
        inside = text_width(label, role_font(Role.CAPTION, QFont.Weight.DemiBold)) + 12 < rect.width()
        font = role_font(Role.CAPTION, QFont.Weight.DemiBold if inside else QFont.Weight.Normal)
        below = QRectF(rect.left(), rect.bottom() + 1, 240, scaled(17))
        line = _line_note(mark)
        if inside:
            paint_text(painter, rect.adjusted(6, 0, -4, 0), label, font, t.text)
            paint_text(painter, below, line, role_font(Role.CAPTION), t.text3)
        else:
            paint_text(painter, below, f"{label}  {line}".strip(), role_font(Role.CAPTION), t.text2)

    def _bar_fill(self, mark: Mark, rect: QRectF, sure: bool) -> QBrush:
        t = tokens()
        tint = QColor(t.tint if mark.kind == "episode" else t.surface)
        if mark.open_end:
            fade = QLinearGradient(rect.topLeft(), rect.topRight())
            fade.setColorAt(0.3, tint)
            tint.setAlpha(0)
            fade.setColorAt(1.0, tint)
            return QBrush(fade)
        if not sure:
            return QBrush(QColor(t.edge), Qt.BrushStyle.BDiagPattern)
        return QBrush(tint)

    def _paint_ticks(self, painter: QPainter, mark: Mark, rect: QRectF) -> None:
        if mark.cycles < 2 or mark.end is None or rect.width() < 6 * mark.cycles:
            return
        painter.setPen(QPen(QColor(tokens().accent), 1))
        for cycle in range(1, mark.cycles):
            x = rect.left() + rect.width() * cycle / (mark.cycles - 1)
            if x < rect.right() - 2:
                painter.drawLine(QPointF(x, rect.bottom() - 5), QPointF(x, rect.bottom()))

    def _paint_alternatives(self, painter: QPainter, mark: Mark, rect: QRectF, scale: TimeScale) -> None:
        """A second possible end that another document gives: a dashed box in the conflict colour with "or"."""
        if mark.end is None or not mark.end.is_ambiguous:
            return
        t = tokens()
        for interval in mark.end.alternatives[1:]:
            left, right = scale.x(interval.earliest), scale.x(interval.latest + timedelta(days=1))
            other = QRectF(max(left, rect.right() + 3), rect.top(), max(right - left, 10), rect.height())
            painter.setPen(QPen(QColor(t.conflict), 1.4, Qt.PenStyle.DashLine))
            painter.setBrush(QColor(t.conflict_tint))
            painter.drawRoundedRect(other, 3, 3)
            said = translate("Timeline", "or")
            paint_text(painter, other.adjusted(4, 0, 0, 0), said, role_font(Role.CAPTION), t.conflict)

    def _paint_diamond(self, painter: QPainter, mark: Mark, rect: QRectF) -> None:
        t = tokens()
        colour = QColor(t.not_met if mark.kind in ("relapse", "progression") else t.text)
        self._paint_spread(painter, mark, rect, colour)
        centre, half = rect.center(), scaled(7)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(centre.x(), centre.y() - half),
                    QPointF(centre.x() + half, centre.y()),
                    QPointF(centre.x(), centre.y() + half),
                    QPointF(centre.x() - half, centre.y()),
                ]
            )
        )
        self._paint_label(painter, rect, _named(mark), show(mark.start, language()))

    def _paint_circle(self, painter: QPainter, mark: Mark, rect: QRectF) -> None:
        t = tokens()
        colour = QColor(getattr(t, RESPONSE_INK.get(mark.kind, "unknown")))
        self._paint_spread(painter, mark, rect, colour)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(rect.center(), scaled(6), scaled(6))
        self._paint_label(painter, rect, _named(mark), show(mark.start, language()))

    def _paint_spread(self, painter: QPainter, mark: Mark, rect: QRectF, colour: QColor) -> None:
        """An imprecise date: a dashed line over all the days it may be."""
        if _is_day(mark.start):
            return
        scale, hull = self._scale(), mark.start.hull
        if hull is not None:
            painter.setPen(QPen(colour, 1.4, Qt.PenStyle.DashLine))
            y = rect.center().y()
            painter.drawLine(QPointF(scale.x(hull.earliest), y), QPointF(scale.x(hull.latest), y))

    def _paint_label(self, painter: QPainter, rect: QRectF, label: str, note: str) -> None:
        t = tokens()
        font = role_font(Role.CAPTION, QFont.Weight.Medium)
        wide = max(text_width(label, font), text_width(note, role_font(Role.CAPTION)))
        left, high = self._label_left(rect, wide), scaled(16)
        ground = QColor(t.sunken)
        ground.setAlphaF(0.82)
        painter.fillRect(QRectF(left - 2, rect.center().y() - high, wide + 4, 2 * high), ground)
        paint_text(painter, QRectF(left, rect.center().y() - high, wide + 2, high), label, font, t.text)
        paint_text(
            painter,
            QRectF(left, rect.center().y(), wide + 2, high),
            note,
            role_font(Role.CAPTION),
            t.text3,
        )

    def _label_left(self, rect: QRectF, wide: float) -> float:
        """Where the words of a mark begin: after it, or before it where after it they would leave the view or lie on
        the line of the day of judgement."""
        after, before = rect.right() + 5, rect.left() - wide - 5
        if after + wide > self.viewport().width() - 4:
            return before
        as_of = self._scale().x(self._chart.as_of) if self._chart is not None else -1.0
        crossed = after - 4 < as_of < after + wide + 4
        return before if crossed and before > scaled(NAMES) + 4 and not self._meets(before, rect) else after

    def _meets(self, left: float, rect: QRectF) -> bool:
        """Whether another mark of the lane lies between there and a mark."""
        chart, scale = self._chart, self._scale()
        others = [self._rect(mark, scale) for mark in chart.marks] if chart is not None else []
        room = QRectF(left, rect.top(), rect.left() - left, rect.height())
        return any(other.intersects(room) for other in others if other != rect)

    def _paint_limit(self, painter: QPainter, chart: Chart, scale: TimeScale) -> None:
        if chart.limit is None:
            return
        t = tokens()
        band = QColor(t.accent)
        band.setAlphaF(0.06)
        start = (
            scale.x(chart.deciding.start.hull.earliest)
            if chart.deciding and chart.deciding.start.hull
            else None
        )
        end = scale.x(chart.limit.latest)
        if start is not None:
            painter.fillRect(QRectF(start, scaled(AXIS), end - start, self.viewport().height()), band)
        for day in {chart.limit.earliest, chart.limit.latest}:
            painter.setPen(QPen(QColor(t.accent), 1.2, Qt.PenStyle.DashLine))
            painter.drawLine(
                QPointF(scale.x(day), scaled(AXIS)), QPointF(scale.x(day), self.viewport().height())
            )
        said = translate("Timeline", "12 months from last dose")
        wide = text_width(said, role_font(Role.CAPTION))
        earliest = scale.x(chart.limit.earliest)
        room = QRectF(earliest - wide - 6, self.viewport().height() - scaled(18), wide + 2, scaled(16))
        if room.intersects(self._as_of_room(chart, scale)[0]):
            room.translate(0, -scaled(16))
        paint_text(painter, room, said, role_font(Role.CAPTION), t.accent)

    def _paint_as_of(self, painter: QPainter, chart: Chart, scale: TimeScale) -> None:
        t, x = tokens(), scale.x(chart.as_of)
        painter.setPen(QPen(QColor(t.accent), 1.6))
        painter.drawLine(QPointF(x, scaled(AXIS)), QPointF(x, self.viewport().height()))
        room, said = self._as_of_room(chart, scale)
        paint_text(painter, room, said, role_font(Role.CAPTION), t.accent)

    def _as_of_room(self, chart: Chart, scale: TimeScale) -> tuple[QRectF, str]:
        """Where the day of judgement is written, and how."""
        said = translate("Timeline", "as of %1").replace(
            "%1", show(ClinicalDate.of_day(chart.as_of), language())
        )
        wide = text_width(said, role_font(Role.CAPTION))
        left = scale.x(chart.as_of) - wide - 6
        return QRectF(left, self.viewport().height() - scaled(18), wide + 2, scaled(16)), said

    def _paint_bracket(self, painter: QPainter, chart: Chart, scale: TimeScale) -> None:
        deciding = chart.deciding
        if deciding is None or deciding.span is None or not deciding.start.hull or not deciding.event.hull:
            return
        t = tokens()
        left, right = scale.x(deciding.start.hull.earliest), scale.x(deciding.event.hull.latest)
        y = self._lane_top(0) + scaled(LANE) - 8.0
        painter.setPen(QPen(QColor(t.text), 1.3))
        painter.drawPolyline(
            QPolygonF([QPointF(left, y + 6), QPointF(left, y), QPointF(right, y), QPointF(right, y + 6)])
        )
        said = show_span(deciding.span, language())
        font = role_font(Role.CAPTION, QFont.Weight.DemiBold)
        wide = text_width(said, font) + 10
        room = QRectF((left + right - wide) / 2, y - scaled(8), wide, scaled(16))
        painter.fillRect(room, QColor(t.sunken))
        paint_text(painter, room, said, font, t.text, Qt.AlignmentFlag.AlignCenter)

    # Where things lie

    def _scale(self) -> TimeScale:
        chart = self._chart
        if chart is None:
            raise ValueError("no chart is shown")
        room = max(100.0, self.viewport().width() - scaled(NAMES) - 24.0) * self._zoom
        days = max(1, (chart.last - chart.first).days)
        return TimeScale(chart.first, scaled(NAMES) + 12 - self.horizontalScrollBar().value(), room / days)

    def _range(self) -> None:
        room = max(100.0, self.viewport().width() - scaled(NAMES) - 24.0)
        bar = self.horizontalScrollBar()
        bar.setRange(0, round(room * (self._zoom - 1)))
        bar.setPageStep(round(room))

    def _height(self) -> int:
        return scaled(AXIS) + len(Lane) * scaled(LANE) + scaled(20)

    def _lane_top(self, number: int) -> float:
        return scaled(AXIS) + number * scaled(LANE)

    def _rect(self, mark: Mark, scale: TimeScale) -> QRectF:
        top = self._lane_top(list(Lane).index(mark.lane))
        start = mark.start.hull
        if start is None:
            return QRectF()
        if mark.lane is not Lane.THERAPY:
            middle = scale.x(start.earliest + (start.latest - start.earliest) / 2)
            side = scaled(14)
            return QRectF(middle - side / 2, top + scaled(22) - side / 2, side, side)
        end = mark.end.alternatives[0].latest if mark.end is not None and mark.end.alternatives else None
        left = scale.x(start.earliest)
        right = scale.x(end + timedelta(days=1)) if end is not None else left + 90 * scale.px_per_day
        return QRectF(left, top + 8, max(right - left, 8.0), scaled(BAR))

    def _mark_at(self, position: QPointF) -> Mark | None:
        if self._chart is None or position.x() < scaled(NAMES):
            return None
        scale = self._scale()
        return next(
            (m for m in self._chart.marks if self._rect(m, scale).adjusted(-6, -6, 6, 6).contains(position)),
            None,
        )

    def _reveal(self, mark: Mark) -> None:
        rect, bar = self._rect(mark, self._scale()), self.horizontalScrollBar()
        if rect.left() < scaled(NAMES) or rect.right() > self.viewport().width():
            bar.setValue(bar.value() + round(rect.center().x() - self.viewport().width() / 2))

    def _told(self, mark: Mark) -> str:
        parts = [_named(mark), show(mark.start, language())]
        if mark.end is not None:
            parts[-1] += f" – {show(mark.end, language())}"
        if mark.open_end:
            parts.append(translate("Timeline", "end not stated"))
        if mark.spot is not None:
            parts.append(source_pill(mark.spot.document_type, mark.spot.page_number))
        return ", ".join(part for part in parts if part)


def _is_day(day: ClinicalDate) -> bool:
    return day.is_exact or (day.is_ambiguous and all(interval.is_day for interval in day.alternatives))


def _month(day: date, with_year: bool) -> str:
    if language() == "zh":
        return f"{day.year}-{day.month:02}" if with_year else f"{day.month} 月"
    return f"{MONTHS[day.month - 1]} {day.year}" if with_year else MONTHS[day.month - 1]


def _lane_name(lane: Lane) -> str:
    return {
        Lane.DISEASE: translate("Timeline", "Disease"),
        Lane.THERAPY: translate("Timeline", "Therapy"),
        Lane.RESPONSE: translate("Timeline", "Response"),
        Lane.CELL_THERAPY: translate("Timeline", "Cell therapy"),
    }[lane]


def _empty_lane(lane: Lane) -> str:
    return {
        Lane.DISEASE: translate("Timeline", "No date of diagnosis or relapse is recorded."),
        Lane.THERAPY: translate("Timeline", "No dated treatment is recorded."),
        Lane.RESPONSE: translate("Timeline", "No dated response is recorded."),
        Lane.CELL_THERAPY: translate("Timeline", "No transplant and no CD19-directed therapy is recorded."),
    }[lane]


def _named(mark: Mark) -> str:
    """What a mark is called."""
    names = {
        "diagnosis": translate("Timeline", "Diagnosis"),
        "relapse": translate("Timeline", "Relapse"),
        "progression": translate("Timeline", "Progression"),
        "transplant": translate("Timeline", "Transplant"),
        "cd19": translate("Timeline", "CD19-directed therapy"),
        "cr": translate("Timeline", "CR"),
        "pr": translate("Timeline", "PR"),
        "sd": translate("Timeline", "SD"),
        "pd": translate("Timeline", "PD"),
        "not_assessed": translate("Timeline", "not assessed"),
        "unknown": translate("Timeline", "response unclear"),
    }
    if mark.lane is Lane.THERAPY:
        return f"{mark.label} × {mark.cycles}" if mark.cycles else mark.label
    if mark.lane is Lane.RESPONSE and mark.label.isdigit():
        score = translate("Timeline", "Deauville %1").replace("%1", mark.label)
        return f"{names.get(mark.kind, mark.kind)}, {score}"
    return names.get(mark.kind, mark.kind)


def _line_note(mark: Mark) -> str:
    if mark.kind == "planned":
        return translate("Timeline", "not given")
    if mark.line is None:
        return ""
    return translate("Timeline", "Line %1").replace("%1", str(mark.line))
