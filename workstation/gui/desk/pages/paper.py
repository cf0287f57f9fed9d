"""One sheet of paper: shadow, picture (sharp over coarse), what is said where there is none."""

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QTransform

from workstation.gui.desk.pages.frame import PageFrame
from workstation.gui.desk.pages.pictures import Picture, Pictures
from workstation.gui.kit.theme import Role, role_font, tokens
from workstation.gui.kit.tokens import Scheme
from workstation.services.views import PageView

DIMMED_IN_THE_DARK = 0.14


def paint_paper(
    painter: QPainter, frame: PageFrame, page: PageView, pictures: Pictures, inverted: bool
) -> None:
    """Draw the page that lies in `frame`, as sharp as it is in hand."""
    rect = frame.rect
    _paint_shadow(painter, rect)
    painter.fillRect(rect, QColor("#FFFFFF"))
    coarse, sharp = pictures.coarse(page), pictures.sharp(page)
    if coarse is not None and not coarse.isNull():
        painter.drawImage(rect, coarse)
    if sharp is not None:
        _paint_sharp(painter, frame, sharp)
    if (coarse is None or coarse.isNull()) and sharp is None:
        _paint_note(painter, rect, page, undrawable=pictures.problem(page) is not None)
    if inverted:
        _invert(painter, rect)
    elif tokens().scheme is Scheme.DARK:
        dim = QColor(0, 0, 0)
        dim.setAlphaF(DIMMED_IN_THE_DARK)
        painter.fillRect(rect, dim)


def _paint_sharp(painter: QPainter, frame: PageFrame, sharp: Picture) -> None:
    part = frame.transform.mapRect(sharp.part)
    ratio = painter.device().devicePixelRatioF()
    image: QImage = sharp.image
    if abs(part.width() * ratio - image.width()) <= 2 and abs(part.height() * ratio - image.height()) <= 2:
        # Drawn pixel for pixel: stretching by a fraction of a pixel would blur every letter.
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        left, top = round(part.left() * ratio) / ratio, round(part.top() * ratio) / ratio
        painter.setTransform(QTransform.fromTranslate(left, top).scale(1 / ratio, 1 / ratio), combine=True)
        painter.drawImage(0, 0, image)
        painter.restore()
    else:
        painter.drawImage(part, image)


def _paint_shadow(painter: QPainter, rect: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    for spread, alpha in ((6, 10), (3, 16), (1, 24)):
        painter.setBrush(QColor(0, 0, 0, alpha))
        painter.drawRoundedRect(rect.adjusted(-spread, -spread + 2, spread, spread + 2), spread, spread)


def _paint_note(painter: QPainter, rect: QRectF, page: PageView, undrawable: bool) -> None:
    painter.setPen(QColor("#5D6776"))
    painter.setFont(role_font(Role.TITLE))
    if undrawable:
        said = QCoreApplication.translate("Paper", "Page %1 could not be drawn. Press F5 to try again.")
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, said.replace("%1", str(page.number)))
    else:
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(page.number))


def _invert(painter: QPainter, rect: QRectF) -> None:
    painter.save()
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
    painter.fillRect(rect, QColor("#FFFFFF"))
    painter.restore()
