"""The drawing of standard controls: Fusion below, our tokens above.

Buttons, line edits, combo boxes, check boxes, radio buttons, scroll bars, menus and tooltips are painted here
instead of by a style sheet: a sheet bypasses the palette and repolishes every widget it touches.
"""

from typing import Any, Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QApplication,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QStyleOptionHeader,
    QStyleOptionMenuItem,
    QStyleOptionSlider,
    QWidget,
)

from workstation.gui.kit.current import Role, role_font, scaled, tokens
from workstation.gui.kit.focus import MARGIN
from workstation.gui.kit.tokens import Height, Radius

_P = QStyle.PrimitiveElement
_C = QStyle.ControlElement
_M = QStyle.PixelMetric
_H = QStyle.StyleHint
_S = QStyle.StateFlag

_METRICS: Final = {
    _M.PM_ScrollBarExtent: 12,
    _M.PM_ScrollBarSliderMin: 32,
    _M.PM_IndicatorWidth: 18,
    _M.PM_IndicatorHeight: 18,
    _M.PM_ExclusiveIndicatorWidth: 18,
    _M.PM_ExclusiveIndicatorHeight: 18,
    _M.PM_CheckBoxLabelSpacing: 8,
    _M.PM_RadioButtonLabelSpacing: 8,
    _M.PM_SmallIconSize: 16,
    _M.PM_ButtonIconSize: 16,
    _M.PM_LineEditIconSize: 16,
    _M.PM_SplitterWidth: 7,
    _M.PM_FocusFrameHMargin: MARGIN,
    _M.PM_FocusFrameVMargin: MARGIN,
    _M.PM_ButtonShiftHorizontal: 0,
    _M.PM_ButtonShiftVertical: 0,
    _M.PM_MenuHMargin: 4,
    _M.PM_MenuVMargin: 4,
    _M.PM_MenuPanelWidth: 1,
    _M.PM_ToolTipLabelFrameWidth: 6,
    _M.PM_DefaultFrameWidth: 1,
}
_HINTS: Final = {
    _H.SH_ToolTip_WakeUpDelay: 500,
    _H.SH_FocusFrame_AboveWidget: 1,
    _H.SH_FocusFrame_Mask: 0,
    _H.SH_EtchDisabledText: 0,
    _H.SH_DitherDisabledText: 0,
    _H.SH_UnderlineShortcut: 0,
    _H.SH_ItemView_ShowDecorationSelected: 1,
    _H.SH_ComboBox_Popup: 0,
    _H.SH_ScrollBar_ContextMenu: 0,
    _H.SH_Menu_SloppySubMenus: 1,
}


HEADER: Final = 32
HEADER_PAD: Final = 8


class WorkstationStyle(QProxyStyle):
    """Fusion with our shapes. Everything it does not name is Fusion's."""

    NAME: Final = "workstation"

    def __init__(self) -> None:
        super().__init__("Fusion")
        self.setObjectName(self.NAME)

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        found = _METRICS.get(metric)
        return super().pixelMetric(metric, option, widget) if found is None else found

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: Any = None,  # noqa: N803
    ) -> int:
        found = _HINTS.get(hint)
        return super().styleHint(hint, option, widget, returnData) if found is None else found

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        draw = _PRIMITIVES.get(element)
        if draw is None:
            super().drawPrimitive(element, option, painter, widget)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(option, painter)
        painter.restore()

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if control is QStyle.ComplexControl.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            handle = self.subControlRect(control, option, QStyle.SubControl.SC_ScrollBarSlider, widget)
            _scroll_bar(option, painter, handle)
        elif control is QStyle.ComplexControl.CC_ComboBox and isinstance(option, QStyleOptionComboBox):
            _combo(option, painter)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        if control is QStyle.ComplexControl.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            return self._scroll_part(option, part)
        if control is QStyle.ComplexControl.CC_ComboBox and part is QStyle.SubControl.SC_ComboBoxEditField:
            return option.rect.adjusted(10, 1, -28, -1)
        return super().subControlRect(control, option, part, widget)  # type: ignore[arg-type]

    def _scroll_part(self, option: QStyleOptionSlider, part: QStyle.SubControl) -> QRect:
        """No arrow buttons: the groove is the whole bar."""
        sub = QStyle.SubControl
        if part in (sub.SC_ScrollBarAddLine, sub.SC_ScrollBarSubLine):
            return QRect()
        across = option.orientation is Qt.Orientation.Horizontal
        room = option.rect.width() if across else option.rect.height()
        span = option.maximum - option.minimum
        length = room
        if span > 0:
            length = max(
                _METRICS[_M.PM_ScrollBarSliderMin], room * option.pageStep // (span + option.pageStep)
            )
        length = min(length, room)
        start = self.sliderPositionFromValue(
            option.minimum, option.maximum, option.sliderPosition, room - length, option.upsideDown
        )
        first, last = {
            sub.SC_ScrollBarSlider: (start, start + length),
            sub.SC_ScrollBarSubPage: (0, start),
            sub.SC_ScrollBarAddPage: (start + length, room),
        }.get(part, (0, room))
        r = option.rect
        if across:
            return QRect(r.x() + first, r.y(), last - first, r.height())
        return QRect(r.x(), r.y() + first, r.width(), last - first)

    def subElementRect(
        self, element: QStyle.SubElement, option: QStyleOption, widget: QWidget | None = None
    ) -> QRect:
        found = super().subElementRect(element, option, widget)  # type: ignore[arg-type]
        if element is QStyle.SubElement.SE_LineEditContents:
            return found.adjusted(6, 0, -6, 0)
        return found

    def sizeFromContents(
        self,
        kind: QStyle.ContentsType,
        option: QStyleOption,
        size: QSize,
        widget: QWidget | None = None,
    ) -> QSize:
        found = super().sizeFromContents(kind, option, size, widget)  # type: ignore[arg-type]
        control = QStyle.ContentsType
        if kind in (control.CT_LineEdit, control.CT_ComboBox, control.CT_PushButton):
            return QSize(found.width(), max(found.height(), scaled(Height.CONTROL)))
        if kind is control.CT_HeaderSection:
            return QSize(found.width() + 2 * HEADER_PAD, scaled(HEADER))
        if kind is control.CT_MenuItem and isinstance(option, QStyleOptionMenuItem):
            if option.menuItemType is QStyleOptionMenuItem.MenuItemType.Separator:
                return QSize(found.width(), 9)
            return QSize(found.width() + 24, max(found.height(), scaled(Height.MENU_ROW)))
        return found

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if element is _C.CE_MenuItem and isinstance(option, QStyleOptionMenuItem):
            _menu_item(option, painter)
        elif element in (_C.CE_FocusFrame, _C.CE_MenuEmptyArea):
            return
        elif element is _C.CE_HeaderSection or element is _C.CE_HeaderEmptyArea:
            _header_ground(option, painter)
        elif element is _C.CE_HeaderLabel and isinstance(option, QStyleOptionHeader):
            _header_label(option, painter)
        elif element is _C.CE_Splitter:
            _splitter(option, painter)
        else:
            super().drawControl(element, option, painter, widget)


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


def _combo(option: QStyleOptionComboBox, painter: QPainter) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    (_line_edit if option.editable else _button)(option, painter)
    t = tokens()
    centre = QPointF(option.rect.right() - 15, option.rect.center().y() + 0.5)
    _chevron(painter, centre, t.text2 if _enabled(option) else t.edge, 4, 2)
    painter.restore()


def _scroll_bar(option: QStyleOptionSlider, painter: QPainter, handle: QRect) -> None:
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


def _menu_item(option: QStyleOptionMenuItem, painter: QPainter) -> None:
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


def _header_ground(option: QStyleOption, painter: QPainter) -> None:
    """No lines between columns, one below them."""
    t = tokens()
    painter.fillRect(option.rect, QColor(t.surface))
    pen = QPen(QColor(t.line), 1)
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())


def _header_label(option: QStyleOptionHeader, painter: QPainter) -> None:
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


def _splitter(option: QStyleOption, painter: QPainter) -> None:
    pen = QPen(QColor(tokens().line), 1)
    pen.setCosmetic(True)
    painter.setPen(pen)
    centre = option.rect.center()
    if option.state & _S.State_Horizontal:
        painter.drawLine(centre.x(), option.rect.top(), centre.x(), option.rect.bottom())
    else:
        painter.drawLine(option.rect.left(), centre.y(), option.rect.right(), centre.y())


_PRIMITIVES: Final = {
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


def installed(app: QApplication) -> bool:
    """Whether `app` wears this style."""
    return app.style().objectName() == WorkstationStyle.NAME
