"""The state shapes: each is told from the others by outline alone, so they read in grey and in print.

All are drawn on a 16 grid into the given rectangle; the mark inside a filled shape is cut out, so it shows
whatever ground the shape stands on.
"""

import math
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen

from workstation.gui.kit.current import tokens
from workstation.gui.kit.tokens import State

GRID: Final = 16.0
STROKE: Final = 1.5


def paint_state(painter: QPainter, rect: QRectF, state: State, colour: QColor | None = None) -> None:
    """Draw the shape of `state` centred in `rect`, in its own colour unless one is given."""
    side = min(rect.width(), rect.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center().x() - side / 2, rect.center().y() - side / 2)
    painter.scale(side / GRID, side / GRID)
    _DRAW[state](painter, colour or QColor(tokens().ink(state)))
    painter.restore()


def _polyline(*points: tuple[float, float]) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(QPointF(*point))
    return path


def _outlined(path: QPainterPath, width: float) -> QPainterPath:
    stroker = QPainterPathStroker()
    stroker.setWidth(width)
    stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return stroker.createStroke(path)


def _pen(colour: QColor, width: float = STROKE) -> QPen:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _filled(painter: QPainter, shape: QPainterPath, mark: QPainterPath, colour: QColor) -> None:
    painter.fillPath(shape.subtracted(_outlined(mark, 1.7)), colour)


def _met(painter: QPainter, colour: QColor) -> None:
    shape = QPainterPath()
    shape.addEllipse(QRectF(1.5, 1.5, 13, 13))
    _filled(painter, shape, _polyline((4.9, 8.3), (7.1, 10.4), (11.1, 5.9)), colour)


def _not_met(painter: QPainter, colour: QColor) -> None:
    shape = QPainterPath()
    shape.addRoundedRect(QRectF(1.8, 1.8, 12.4, 12.4), 2, 2)
    mark = _polyline((5.5, 5.5), (10.5, 10.5))
    mark.addPath(_polyline((10.5, 5.5), (5.5, 10.5)))
    _filled(painter, shape, mark, colour)


def _unknown(painter: QPainter, colour: QColor) -> None:
    radius = 6.4
    pen = _pen(colour, 1.4)
    dash = math.pi * 2 * radius / 10 / 1.4
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([dash * 0.62, dash * 0.38])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(8, 8), radius, radius)
    painter.setPen(_pen(colour, 1.5))
    hook = QPainterPath(QPointF(6.1, 6.4))
    hook.cubicTo(QPointF(6.1, 4.1), QPointF(9.9, 4.1), QPointF(9.9, 6.5))
    hook.cubicTo(QPointF(9.9, 7.9), QPointF(8.1, 7.8), QPointF(8.0, 9.2))
    painter.drawPath(hook)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(8, 11.3), 0.95, 0.95)


def _borderline(painter: QPainter, colour: QColor) -> None:
    diamond = _polyline((8, 1.6), (14.4, 8), (8, 14.4), (1.6, 8))
    diamond.closeSubpath()
    half = _polyline((8, 1.6), (8, 14.4), (1.6, 8))
    half.closeSubpath()
    painter.fillPath(half, colour)
    painter.setPen(_pen(colour, 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(diamond)


def _conflict(painter: QPainter, colour: QColor) -> None:
    left = _polyline((1.9, 3.4), (7.6, 8), (1.9, 12.6))
    left.closeSubpath()
    right = _polyline((14.1, 3.4), (8.4, 8), (14.1, 12.6))
    right.closeSubpath()
    painter.setPen(_pen(colour, 1.4))
    painter.setBrush(colour)
    painter.drawPath(left)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(right)


def _discussion(painter: QPainter, colour: QColor) -> None:
    bubble = _polyline((3.2, 2.6), (12.8, 2.6))
    bubble.quadTo(QPointF(14.2, 2.6), QPointF(14.2, 4))
    bubble.lineTo(14.2, 9.6)
    bubble.quadTo(QPointF(14.2, 11), QPointF(12.8, 11))
    bubble.lineTo(7.4, 11)
    bubble.lineTo(4.4, 13.8)
    bubble.lineTo(4.4, 11)
    bubble.lineTo(3.2, 11)
    bubble.quadTo(QPointF(1.8, 11), QPointF(1.8, 9.6))
    bubble.lineTo(1.8, 4)
    bubble.quadTo(QPointF(1.8, 2.6), QPointF(3.2, 2.6))
    painter.setPen(_pen(colour))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(bubble)


def _confirmed(painter: QPainter, colour: QColor) -> None:
    painter.setPen(_pen(colour))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_polyline((3, 8.6), (6.4, 12), (13, 4.6)))


_DRAW: Final[dict[State, Callable[[QPainter, QColor], None]]] = {
    State.MET: _met,
    State.NOT_MET: _not_met,
    State.UNKNOWN: _unknown,
    State.BORDERLINE: _borderline,
    State.CONFLICT: _conflict,
    State.DISCUSSION: _discussion,
    State.CONFIRMED: _confirmed,
}
