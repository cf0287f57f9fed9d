"""What is drawn over a page: evidence, selection, search hits, doubtful and corrected words, a box, the flash."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Self

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from workstation.domain.geometry import Box, Quad
from workstation.gui.desk.pages.frame import PageFrame
from workstation.gui.kit.theme import tokens
from workstation.gui.kit.tokens import DARK


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


@dataclass(frozen=True)
class Inks:
    """The colours that are drawn with on paper, and how the yellow of a hit meets what is written: its ground turns
    yellow and the word stays dark on it, also where a page is inverted."""

    accent: str
    conflict: str
    doubt: str
    frame: str
    meeting: QPainter.CompositionMode

    @classmethod
    def on(cls, inverted: bool) -> Self:
        """For a page as scanned, or inverted."""
        if inverted:
            meeting = QPainter.CompositionMode.CompositionMode_Difference
            return cls(DARK.accent, DARK.conflict, DARK.borderline, DARK.text, meeting)
        t, meeting = tokens(), QPainter.CompositionMode.CompositionMode_Multiply
        return cls(t.paper_accent, t.paper_conflict, t.paper_doubt, t.paper_ink, meeting)


def paint_marks(painter: QPainter, frame: PageFrame, marks: Sequence[Mark], inks: Inks) -> None:
    """Draw the marks of the page that lies in `frame`, in the order given. A hit lies on the bare paper: under a fill
    too, its word could not be read."""
    hits = QPainterPath()
    for mark in marks:
        for quad in mark.quads if mark.kind is MarkKind.HIT else ():
            hits.addPolygon(frame.polygon(quad))
            hits.closeSubpath()
    for mark in marks:
        polygons = [frame.polygon(quad) for quad in mark.quads]
        if mark.kind is MarkKind.HIT:
            _paint_hits(painter, polygons, mark.focused, inks)
        elif mark.kind is MarkKind.DOUBT:
            _paint_waves(painter, polygons, inks)
            if mark.focused:
                _paint_frames(painter, polygons, QColor(inks.doubt))
        elif mark.kind is MarkKind.CORRECTED:
            _paint_dots(painter, polygons, inks)
        else:
            _paint_evidence(painter, polygons, mark, inks, hits)


def framed(marks: Sequence[Mark]) -> tuple[Quad, ...]:
    """The word or the hit that is looked at: its frame shows it, and no fill is laid over its letters."""
    looked_at = (mark for mark in marks if mark.focused and mark.kind in (MarkKind.HIT, MarkKind.DOUBT))
    return tuple(quad for mark in looked_at for quad in mark.quads)


def paint_flash(
    painter: QPainter, frame: PageFrame, quads: tuple[Quad, ...], strength: float, inks: Inks
) -> None:
    """The source flash: a frame at once and a fill of `strength` 0..1."""
    colour = QColor(inks.accent)
    for quad in quads:
        polygon = frame.polygon(quad)
        painter.setBrush(_faded(colour, strength))
        painter.setPen(_pen(colour, 2.0))
        painter.drawPolygon(polygon)


def paint_selection(painter: QPainter, frame: PageFrame, quads: tuple[Quad, ...], inks: Inks) -> None:
    """Chosen words: the palette's highlight, see-through."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_faded(QColor(inks.accent), 0.38))
    for quad in quads:
        painter.drawPolygon(frame.polygon(quad))


def paint_drawn_box(painter: QPainter, frame: PageFrame, box: Box, inks: Inks) -> None:
    """A box the reviewer draws, with eight handles."""
    colour = QColor(inks.accent)
    rect = frame.rect_of(box)
    painter.setBrush(_faded(colour, 0.10))
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


def _paint_evidence(
    painter: QPainter, polygons: list[QPolygonF], mark: Mark, inks: Inks, bare: QPainterPath
) -> None:
    """`bare`: where no fill is laid."""
    contradicts = mark.kind is MarkKind.CONTRADICTS
    colour = QColor(inks.conflict if contradicts else inks.accent)
    for polygon in polygons:
        filled = QPainterPath()
        filled.addPolygon(polygon)
        painter.fillPath(filled - bare, _faded(colour, 0.25 if mark.focused else 0.17))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_pen(colour, 2.0) if mark.focused else Qt.PenStyle.NoPen)
        painter.drawPolygon(polygon)
        painter.setPen(_pen(colour, 1.6))
        painter.drawLine(polygon.at(3), polygon.at(2))
        if contradicts:
            painter.drawLine(polygon.at(3), polygon.at(1))


def _paint_hits(painter: QPainter, polygons: list[QPolygonF], current: bool, inks: Inks) -> None:
    painter.save()
    painter.setCompositionMode(inks.meeting)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens().paper_hit))
    for polygon in polygons:
        painter.drawPolygon(polygon)
    painter.restore()
    if current:
        _paint_frames(painter, polygons, QColor(inks.frame))


def _paint_waves(painter: QPainter, polygons: list[QPolygonF], inks: Inks) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(QColor(inks.doubt), 1.4))
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


def _paint_dots(painter: QPainter, polygons: list[QPolygonF], inks: Inks) -> None:
    pen = _pen(QColor(inks.accent), 2.0)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setDashPattern((0.1, 2.0))
    painter.setPen(pen)
    for polygon in polygons:
        painter.drawLine(polygon.at(3), polygon.at(2))


def _faded(colour: QColor, share: float) -> QColor:
    return QColor.fromRgbF(colour.redF(), colour.greenF(), colour.blueF(), share)


def _pen(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, width)
    pen.setCosmetic(True)
    return pen
