"""What is drawn over a page: evidence, selection, search hits, doubtful and corrected words, a box, the flash."""

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from workstation.domain.geometry import Box, Quad
from workstation.gui.desk.pages.frame import PageFrame
from workstation.gui.kit.theme import Role, role_font, tokens


class MarkKind(Enum):
    """Which drawing a mark gets; see the table of page overlays in the design language."""

    EVIDENCE = auto()
    CONTRADICTS = auto()
    HIT = auto()
    DOUBT = auto()
    CORRECTED = auto()


@dataclass(frozen=True)
class Mark:
    """A mark on a page: what it is, where, and for evidence whose field it supports."""

    kind: MarkKind
    page_id: str
    quads: tuple[Quad, ...]
    key: str = ""
    label: str = ""
    focused: bool = False


HANDLE = 8.0
HANDLE_HIT = 16.0


def paint_mark(painter: QPainter, frame: PageFrame, mark: Mark) -> None:
    """Draw one mark on the page that lies in `frame`."""
    polygons = [frame.polygon(quad) for quad in mark.quads]
    if mark.kind is MarkKind.HIT:
        _paint_hits(painter, polygons, mark.focused)
    elif mark.kind is MarkKind.DOUBT:
        _paint_waves(painter, polygons)
        if mark.focused:
            _paint_frames(painter, polygons, QColor(tokens().paper_doubt))
    elif mark.kind is MarkKind.CORRECTED:
        _paint_dots(painter, polygons)
    else:
        _paint_evidence(painter, polygons, mark)


def paint_flash(painter: QPainter, frame: PageFrame, quads: tuple[Quad, ...], strength: float) -> None:
    """The source flash: a frame at once and a fill of `strength` 0..1."""
    colour = QColor(tokens().paper_accent)
    for quad in quads:
        polygon = frame.polygon(quad)
        fill = QColor(colour)
        fill.setAlphaF(strength)
        painter.setBrush(fill)
        painter.setPen(_pen(colour, 2.0))
        painter.drawPolygon(polygon)


def paint_selection(painter: QPainter, frame: PageFrame, quads: tuple[Quad, ...]) -> None:
    """Chosen words: the palette's highlight, see-through."""
    colour = QColor(tokens().paper_accent)
    colour.setAlphaF(0.38)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for quad in quads:
        painter.drawPolygon(frame.polygon(quad))


def paint_drawn_box(painter: QPainter, frame: PageFrame, box: Box) -> None:
    """A box the reviewer draws, with eight handles."""
    colour = QColor(tokens().paper_accent)
    rect = frame.rect_of(box)
    fill = QColor(colour)
    fill.setAlphaF(0.10)
    painter.setBrush(fill)
    painter.setPen(_pen(colour, 1.5))
    painter.drawRect(rect)
    painter.setBrush(QColor("#FFFFFF"))
    for spot in handles(rect).values():
        painter.drawRect(QRectF(spot.x() - HANDLE / 2, spot.y() - HANDLE / 2, HANDLE, HANDLE))


def handles(rect: QRectF) -> dict[str, QPointF]:
    """The eight handles of a box by compass name."""
    centre = rect.center()
    return {
        "nw": rect.topLeft(),
        "n": QPointF(centre.x(), rect.top()),
        "ne": rect.topRight(),
        "e": QPointF(rect.right(), centre.y()),
        "se": rect.bottomRight(),
        "s": QPointF(centre.x(), rect.bottom()),
        "sw": rect.bottomLeft(),
        "w": QPointF(rect.left(), centre.y()),
    }


def _paint_evidence(painter: QPainter, polygons: list[QPolygonF], mark: Mark) -> None:
    contradicts = mark.kind is MarkKind.CONTRADICTS
    colour = QColor(tokens().paper_conflict if contradicts else tokens().paper_accent)
    fill = QColor(colour)
    fill.setAlphaF(0.25 if mark.focused else 0.17)
    for polygon in polygons:
        painter.setPen(_pen(colour, 2.0) if mark.focused else Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawPolygon(polygon)
        painter.setPen(_pen(colour, 1.6))
        painter.drawLine(polygon.at(3), polygon.at(2))
        if contradicts:
            painter.drawLine(polygon.at(3), polygon.at(1))
    if mark.focused and mark.label and polygons:
        _paint_tag(painter, polygons[-1], mark.label, colour)


def _paint_tag(painter: QPainter, polygon: QPolygonF, label: str, colour: QColor) -> None:
    painter.setFont(role_font(Role.CAPTION))
    metrics = painter.fontMetrics()
    width, height = metrics.horizontalAdvance(label) + 10.0, metrics.height() + 2.0
    corner = polygon.at(1)
    rect = QRectF(corner.x() + 3, corner.y(), width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(rect, 3, 3)
    painter.setPen(QColor("#FFFFFF"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, label)


def _paint_hits(painter: QPainter, polygons: list[QPolygonF], current: bool) -> None:
    painter.save()
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens().paper_hit))
    for polygon in polygons:
        painter.drawPolygon(polygon)
    painter.restore()
    if current:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_pen(QColor(tokens().paper_ink), 2.0))
        for polygon in polygons:
            painter.drawPolygon(polygon)


def _paint_waves(painter: QPainter, polygons: list[QPolygonF]) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(QColor(tokens().paper_doubt), 1.4))
    for polygon in polygons:
        start, end = polygon.at(3), polygon.at(2)
        steps = max(1, int((end.x() - start.x()) / 3))
        path = QPainterPath(start)
        for step in range(1, steps + 1):
            share = step / steps
            lift = 1.5 if step % 2 else -1.5
            path.lineTo(
                start.x() + (end.x() - start.x()) * share, start.y() + (end.y() - start.y()) * share + lift
            )
        painter.drawPath(path)


def _paint_frames(painter: QPainter, polygons: list[QPolygonF], colour: QColor) -> None:
    """A frame a little outside each place, so that it hides nothing of the word."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(colour, 2.0))
    for polygon in polygons:
        painter.drawRect(polygon.boundingRect().adjusted(-3, -3, 3, 4))


def _paint_dots(painter: QPainter, polygons: list[QPolygonF]) -> None:
    pen = _pen(QColor(tokens().paper_accent), 2.0)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setDashPattern((0.1, 2.0))
    painter.setPen(pen)
    for polygon in polygons:
        painter.drawLine(polygon.at(3), polygon.at(2))


def _pen(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, width)
    pen.setCosmetic(True)
    return pen
