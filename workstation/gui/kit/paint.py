"""Small drawing steps that widgets and item delegates share."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from workstation.gui.kit.current import Role, role_font, scaled, tokens
from workstation.gui.kit.icons import paint_icon
from workstation.gui.kit.tokens import Height, Radius

LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE: Final = Qt.AlignmentFlag.AlignCenter
PILL_PAD: Final = 8.0
PILL_ICON: Final = 13.0
PILL_GAP: Final = 5.0


def text_width(text: str, font: QFont) -> float:
    """The advance of one line, in logical px."""
    return QFontMetricsF(font).horizontalAdvance(text)


def paint_text(
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: QFont,
    colour: QColor | str,
    align: Qt.AlignmentFlag = LEFT,
) -> float:
    """One line, elided at the right when it does not fit; returns the width it took."""
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width() + 0.5)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(rect, int(align) | int(Qt.TextFlag.TextSingleLine), shown)
    return metrics.horizontalAdvance(shown)


def pill_height() -> int:
    """The height of every pill, in logical px."""
    return scaled(Height.PILL)


def pill_width(text: str, icon: bool = False) -> float:
    """The width `paint_pill` needs."""
    words = text_width(text, role_font(Role.CAPTION, QFont.Weight.Medium)) if text else -PILL_GAP
    return 2 * PILL_PAD + (PILL_ICON + PILL_GAP if icon else 0) + words


def paint_pill(
    painter: QPainter, rect: QRectF, text: str, ink: str, ground: str, icon: str | None = None
) -> None:
    """A tinted pill in `rect`, pill-high and centred: icon or state shape, then words in `ink`."""
    box = QRectF(rect)
    box.setHeight(pill_height())
    box.moveTop(rect.center().y() - box.height() / 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(box, Radius.PILL, Radius.PILL)
    inner = box.adjusted(PILL_PAD, 0, -PILL_PAD, 0)
    if icon is not None:
        spot = QRectF(inner.left(), inner.center().y() - PILL_ICON / 2, PILL_ICON, PILL_ICON)
        paint_icon(painter, spot, icon, QColor(ink))
        inner.setLeft(inner.left() + PILL_ICON + PILL_GAP)
    paint_text(painter, inner, text, role_font(Role.CAPTION, QFont.Weight.Medium), ink)


def key_hint_width(key: str) -> float:
    """The width of a key cap, in logical px."""
    return max(text_width(key, role_font(Role.CAPTION)) + 10, scaled(18))


def paint_key_hint(painter: QPainter, rect: QRectF, key: str, ink: str, edge: QColor, ground: QColor) -> None:
    """A key cap as high as a caption line, centred in `rect`."""
    box = QRectF(rect)
    box.setHeight(scaled(18))
    box.moveTop(rect.center().y() - box.height() / 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(ground)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    paint_text(painter, box, key, role_font(Role.CAPTION), ink, CENTRE)


def paint_avatar(painter: QPainter, rect: QRectF, initials: str, own: bool = False) -> None:
    """A disc with initials; `own` marks the signed-in user's."""
    t = tokens()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(t.tint if own else t.unknown_tint))
    painter.drawEllipse(rect)
    font = role_font(Role.CAPTION, QFont.Weight.DemiBold)
    if rect.width() < scaled(26):
        font.setPointSizeF(font.pointSizeF() * 0.9)
    paint_text(painter, rect, initials, font, t.on_tint if own else t.text2, CENTRE)


def paint_focus_frame(painter: QPainter, rect: QRectF, ground: QColor | str) -> None:
    """The focus of a whole pane, inside `rect`: 2 px accent and a gap of 1 px in the colour of the ground, so that it
    is seen on any picture."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width, inset in ((tokens().accent, 2.0, 1.0), (ground, 1.0, 2.5)):
        pen = QPen(QColor(colour), width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(rect.adjusted(inset, inset, -inset, -inset))


def hairline(painter: QPainter, x1: float, y1: float, x2: float, y2: float) -> None:
    """A decorative line one device pixel wide."""
    pen = QPen(QColor(tokens().line), 1)
    pen.setCosmetic(True)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(pen)
    painter.drawLine(round(x1), round(y1), round(x2), round(y2))
