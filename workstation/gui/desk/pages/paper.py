"""One sheet of paper: shadow, picture (sharp over coarse), its number where there is none yet."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QRegion, QTransform

from workstation.gui.desk.pages.frame import PageFrame
from workstation.gui.desk.pages.prints import Print
from workstation.gui.desk.pages.sharp import Picture
from workstation.gui.kit.icons import paint_icon
from workstation.gui.kit.theme import Role, role_font, tokens
from workstation.gui.kit.tokens import Scheme
from workstation.services.views import PageView

DIMMED_IN_THE_DARK = 0.14
SMOOTH_UP_TO = 4_000_000
"""Pixels of a picture that is stretched smoothly; a larger one would not be painted within a frame."""
SIGN = 16
_SPREAD = 6


def paint_paper(painter: QPainter, frame: PageFrame, page: PageView, shown: Print) -> None:
    """Draw the page that lies in `frame`, as sharp as it is in hand."""
    rect = frame.rect
    _paint_shadow(painter, rect)
    if shown.sharp is None or not shown.sharp.is_whole:
        _paint_coarse(painter, rect, shown.coarse)
    if shown.sharp is not None:
        _paint_sharp(painter, frame, shown.sharp)
    if shown.is_blank:
        _paint_number(painter, rect, page, shown.failed)
    if tokens().scheme is Scheme.DARK:
        dim = QColor(0, 0, 0)
        dim.setAlphaF(DIMMED_IN_THE_DARK)
        painter.fillRect(rect, dim)


def _paint_coarse(painter: QPainter, rect: QRectF, coarse: QImage | None) -> None:
    if coarse is None or coarse.isNull():
        painter.fillRect(rect, QColor("#FFFFFF"))
    else:
        painter.drawImage(rect, coarse)


def _paint_sharp(painter: QPainter, frame: PageFrame, sharp: Picture) -> None:
    part = frame.transform.mapRect(sharp.part)
    ratio = painter.device().devicePixelRatioF()
    image = sharp.image
    exact = (
        abs(part.width() * ratio - image.width()) <= 2 and abs(part.height() * ratio - image.height()) <= 2
    )
    painter.save()
    smooth = not exact and image.width() * image.height() <= SMOOTH_UP_TO
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
    if exact:
        # Drawn pixel for pixel: stretching by a fraction of a pixel would blur every letter.
        left, top = round(part.left() * ratio) / ratio, round(part.top() * ratio) / ratio
        painter.setTransform(QTransform.fromTranslate(left, top).scale(1 / ratio, 1 / ratio), combine=True)
        painter.drawImage(0, 0, image)
    else:
        painter.drawImage(part, image)
    painter.restore()


def _paint_shadow(painter: QPainter, rect: QRectF) -> None:
    painter.save()
    around = QRegion(rect.adjusted(-_SPREAD, -_SPREAD, _SPREAD, _SPREAD + 2).toAlignedRect())
    painter.setClipRegion(around - QRegion(rect.adjusted(1, 1, -1, -1).toRect()))
    painter.setPen(Qt.PenStyle.NoPen)
    for spread, alpha in ((_SPREAD, 10), (3, 16), (1, 24)):
        painter.setBrush(QColor(0, 0, 0, alpha))
        painter.drawRoundedRect(rect.adjusted(-spread, -spread + 2, spread, spread + 2), spread, spread)
    painter.restore()


def _paint_number(painter: QPainter, rect: QRectF, page: PageView, failed: bool) -> None:
    """Its number; with a sign where it cannot be drawn, which is told over the page."""
    ink = QColor("#5D6776")
    painter.setPen(ink)
    painter.setFont(role_font(Role.TITLE))
    room = rect.intersected(QRectF(painter.viewport()))
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, str(page.number))
    if failed:
        above = painter.fontMetrics().height()
        sign = QRectF(0, 0, SIGN, SIGN)
        sign.moveCenter(room.center() - QPointF(0, above / 2 + SIGN))
        paint_icon(painter, sign, "warning", ink)
