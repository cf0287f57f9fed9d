"""Between the page frame (fractions of the source page) and the canvas, where the page may lie turned."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPolygonF, QTransform

from workstation.domain.geometry import Box, Quad

_UNIT_TURNS = {
    0: QTransform(),
    90: QTransform(0, 1, -1, 0, 1, 0),
    180: QTransform(-1, 0, 0, -1, 1, 1),
    270: QTransform(0, -1, 1, 0, 0, 1),
}


@dataclass(frozen=True)
class PageFrame:
    """Where one page lies: `rect` in canvas px, `turn` in degrees clockwise (0, 90, 180, 270)."""

    rect: QRectF
    turn: int

    @property
    def transform(self) -> QTransform:
        """Maps page fractions to canvas px."""
        placed = QTransform(self.rect.width(), 0, 0, self.rect.height(), self.rect.x(), self.rect.y())
        return _UNIT_TURNS[self.turn] * placed

    def polygon(self, quad: Quad) -> QPolygonF:
        """The four corners of a word on the canvas."""
        corners = [
            QPointF(quad.x0, quad.y0),
            QPointF(quad.x1, quad.y1),
            QPointF(quad.x2, quad.y2),
            QPointF(quad.x3, quad.y3),
        ]
        return self.transform.map(QPolygonF(corners))

    def rect_of(self, box: Box) -> QRectF:
        """A box of the page on the canvas."""
        return self.transform.mapRect(QRectF(QPointF(box.left, box.top), QPointF(box.right, box.bottom)))

    def fraction(self, point: QPointF) -> QPointF:
        """The place on the page under a canvas point, held within the page."""
        inverse, _ = self.transform.inverted()
        place = inverse.map(point)
        return QPointF(min(max(place.x(), 0.0), 1.0), min(max(place.y(), 0.0), 1.0))

    def box_between(self, one: QPointF, other: QPointF) -> Box:
        """The box of the page spanned by two canvas points."""
        a, b = self.fraction(one), self.fraction(other)
        return Box(min(a.x(), b.x()), min(a.y(), b.y()), max(a.x(), b.x()), max(a.y(), b.y()))
