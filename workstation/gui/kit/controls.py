"""How each standard control is drawn, from the tokens; `style` decides when."""

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QStyle,
    QStyleOption,
    QStyleOptionComboBox,
    QStyleOptionHeader,
    QStyleOptionMenuItem,
    QStyleOptionSlider,
)

from workstation.gui.kit.current import Role, role_font, tokens
from workstation.gui.kit.tokens import Radius

_P = QStyle.PrimitiveElement
_S = QStyle.StateFlag
HEADER_PAD: Final = 8


def _rounded(rect: QRect, inset: float = 0.5) -> QRectF:
    return QRectF(rect).adjusted(inset, inset, -inset, -inset)


def _enabled(option: QStyleOption) -> bool:
    return bool(option.state & _S.State_Enabled)


def _hovered(option: QStyleOption) -> bool:
    return bool(option.state & _S.State_MouseOver) and _enabled(option)


def _border(option: QStyleOption) -> QColor:
    t = tokens()
    return QColor(t.edge if _enabled(option) else t.line)


def _line_edit(option: QStyleOption, painter: QPainter) -> None:
    t = tokens()
    painter.setPen(QPen(_border(option), 1))
    painter.setBrush(QColor(t.surface if _enabled(option) else t.bg))
    painter.drawRoundedRect(_rounded(option.rect), Radius.CONTROL, Radius.CONTROL)


def _button(option: QStyleOption, painter: QPainter) -> None:
    t = tokens()
    painter.setPen(QPen(_border(option), 1))
    down = bool(option.state & (_S.State_Sunken | _S.State_On))
    painter.setBrush(QColor(t.sunken if down else t.bg if _hovered(option) else t.surface))
    painter.drawRoundedRect(_rounded(option.rect), Radius.CONTROL, Radius.CONTROL)


def _check_box(option: QStyleOption, painter: QPainter) -> None:
    t = tokens()
    on = bool(option.state & _S.State_On)
    half = bool(option.state & _S.State_NoChange)
    box = _rounded(option.rect, 1)
    fill = t.accent if (on or half) and _enabled(option) else t.line if on or half else t.surface
    painter.setPen(QPen(QColor(fill) if on or half else _border(option), 1))
    painter.setBrush(QColor(fill))
    painter.drawRoundedRect(box, 4, 4)
    if not (on or half):
        return
    mark = QPainterPath(QPointF(box.left() + 3.6, box.center().y() + (0.4 if on else 0)))
    if on:
        mark.lineTo(box.left() + 6.7, box.bottom() - 4.4)
        mark.lineTo(box.right() - 3.4, box.top() + 4.6)
    else:
        mark.lineTo(box.right() - 3.6, box.center().y())
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_round_pen(t.on_accent, 1.7))
    painter.drawPath(mark)


def _radio(option: QStyleOption, painter: QPainter) -> None:
    t = tokens()
    on = bool(option.state & _S.State_On)
    ring = _rounded(option.rect, 1.5)
    colour = QColor(t.accent) if on and _enabled(option) else _border(option)
    painter.setPen(QPen(colour, 1.5 if on else 1))
    painter.setBrush(QColor(t.surface))
    painter.drawEllipse(ring)
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(ring.center(), 4.0, 4.0)


def _round_pen(colour: str, width: float) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _chevron(painter: QPainter, centre: QPointF, colour: str, across: float, along: float) -> None:
    path = QPainterPath(centre + QPointF(-across, -along))
    path.lineTo(centre + QPointF(0, along))
    path.lineTo(centre + QPointF(across, -along))
    painter.setPen(_round_pen(colour, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


def _arrow_down(option: QStyleOption, painter: QPainter) -> None:
    t = tokens()
    _chevron(painter, QRectF(option.rect).center(), t.text2 if _enabled(option) else t.edge, 4, 2)


def _arrow_up(option: QStyleOption, painter: QPainter) -> None:
    t = tokens()
    _chevron(painter, QRectF(option.rect).center(), t.text2 if _enabled(option) else t.edge, 4, -2)


def combo(option: QStyleOptionComboBox, painter: QPainter) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    (_line_edit if option.editable else _button)(option, painter)
    t = tokens()
    centre = QPointF(option.rect.right() - 15, option.rect.center().y() + 0.5)
    _chevron(painter, centre, t.text2 if _enabled(option) else t.edge, 4, 2)
    painter.restore()


def scroll_bar(option: QStyleOptionSlider, painter: QPainter, handle: QRect) -> None:
    t = tokens()
    if option.maximum <= option.minimum:
        return
    lit = bool(option.state & (_S.State_MouseOver | _S.State_Sunken))
    inset = 3.0
    thumb = QRectF(handle).adjusted(inset, inset, -inset, -inset)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    colour = QColor(t.text3 if lit else t.edge)
    if not lit:
        colour.setAlpha(150)
    painter.setBrush(colour)
    painter.drawRoundedRect(thumb, 3, 3)
    painter.restore()


def _nothing(_option: QStyleOption, _painter: QPainter) -> None:
    """Focus is shown by the ring or by the row, never by a dotted frame."""


def _tip(option: QStyleOption, painter: QPainter) -> None:
    t = tokens()
    painter.fillRect(option.rect, QColor(t.surface))
    painter.setPen(QPen(QColor(t.edge), 1))
    painter.setBrush(QColor(t.surface))
    painter.drawRect(_rounded(option.rect))


def _menu_panel(option: QStyleOption, painter: QPainter) -> None:
    t = tokens()
    painter.fillRect(option.rect, QColor(t.surface))
    painter.setPen(QPen(QColor(t.edge), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(_rounded(option.rect))


def menu_item(option: QStyleOptionMenuItem, painter: QPainter) -> None:
    t = tokens()
    rect = option.rect
    kinds = QStyleOptionMenuItem.MenuItemType
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if option.menuItemType is kinds.Separator:
        pen = QPen(QColor(t.line), 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawLine(rect.left() + 8, rect.center().y(), rect.right() - 8, rect.center().y())
        painter.restore()
        return
    if option.state & _S.State_Selected and _enabled(option):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.tint))
        painter.drawRoundedRect(QRectF(rect).adjusted(2, 1, -2, -1), 4, 4)
    _menu_text(option, painter)
    painter.restore()


def _menu_text(option: QStyleOptionMenuItem, painter: QPainter) -> None:
    t = tokens()
    label, _, key = option.text.partition("\t")
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextHideMnemonic | Qt.TextFlag.TextSingleLine
    inner = option.rect.adjusted(32, 0, -16, 0)
    painter.setFont(option.font)
    painter.setPen(QColor(t.text if _enabled(option) else t.edge))
    painter.drawText(inner, flags | Qt.AlignmentFlag.AlignLeft, label)
    mark = QRectF(option.rect.left() + 10, option.rect.center().y() - 7.5, 16, 16)
    if option.checked:
        path = QPainterPath(mark.topLeft() + QPointF(3, 8.6))
        path.lineTo(mark.topLeft() + QPointF(6.4, 12))
        path.lineTo(mark.topLeft() + QPointF(13, 4.6))
        painter.strokePath(path, _round_pen(t.accent, 1.5))
    elif not option.icon.isNull():
        option.icon.paint(painter, mark.toRect())
    painter.setPen(QColor(t.text3 if _enabled(option) else t.edge))
    if option.menuItemType is QStyleOptionMenuItem.MenuItemType.SubMenu:
        centre = QPointF(option.rect.right() - 14, option.rect.center().y() + 0.5)
        path = QPainterPath(centre + QPointF(-2, -4))
        path.lineTo(centre + QPointF(2, 0))
        path.lineTo(centre + QPointF(-2, 4))
        painter.strokePath(path, _round_pen(t.text3, 1.5))
    else:
        painter.drawText(inner, flags | Qt.AlignmentFlag.AlignRight, key)


def header_ground(option: QStyleOption, painter: QPainter) -> None:
    """No lines between columns, one below them."""
    t = tokens()
    painter.fillRect(option.rect, QColor(t.surface))
    pen = QPen(QColor(t.line), 1)
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())


def header_label(option: QStyleOptionHeader, painter: QPainter) -> None:
    """A quiet caption, and a small arrow in the column that is sorted by."""
    t = tokens()
    font = role_font(Role.CAPTION, QFont.Weight.Medium)
    room = option.rect.adjusted(HEADER_PAD, 0, -HEADER_PAD, 0)
    sorted_by = option.sortIndicator is not QStyleOptionHeader.SortIndicator.None_
    arrow = 14 if sorted_by else 0
    text = QFontMetricsF(font).elidedText(
        option.text, Qt.TextElideMode.ElideRight, room.width() - arrow + 0.5
    )
    across = option.textAlignment & Qt.AlignmentFlag.AlignHorizontal_Mask
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font)
    painter.setPen(QColor(t.text if sorted_by else t.text2))
    words = QRectF(room).adjusted(0, 0, -arrow, 0)
    painter.drawText(words, int(across | Qt.AlignmentFlag.AlignVCenter), text)
    if sorted_by:
        wide = QFontMetricsF(font).horizontalAdvance(text)
        right = across & Qt.AlignmentFlag.AlignRight
        x = words.right() if right else words.left() + wide
        up = option.sortIndicator is QStyleOptionHeader.SortIndicator.SortUp
        _chevron(painter, QPointF(x + 8, words.center().y()), t.text, 3, -1.5 if up else 1.5)
    painter.restore()


def splitter(option: QStyleOption, painter: QPainter) -> None:
    pen = QPen(QColor(tokens().line), 1)
    pen.setCosmetic(True)
    painter.setPen(pen)
    centre = option.rect.center()
    if option.state & _S.State_Horizontal:
        painter.drawLine(centre.x(), option.rect.top(), centre.x(), option.rect.bottom())
    else:
        painter.drawLine(option.rect.left(), centre.y(), option.rect.right(), centre.y())


PRIMITIVES: Final = {
    _P.PE_PanelLineEdit: _line_edit,
    _P.PE_FrameLineEdit: _nothing,
    _P.PE_PanelButtonCommand: _button,
    _P.PE_FrameDefaultButton: _nothing,
    _P.PE_FrameFocusRect: _nothing,
    _P.PE_IndicatorCheckBox: _check_box,
    _P.PE_IndicatorItemViewItemCheck: _check_box,
    _P.PE_IndicatorRadioButton: _radio,
    _P.PE_IndicatorArrowDown: _arrow_down,
    _P.PE_IndicatorArrowUp: _arrow_up,
    _P.PE_PanelTipLabel: _tip,
    _P.PE_PanelMenu: _menu_panel,
    _P.PE_FrameMenu: _nothing,
}
