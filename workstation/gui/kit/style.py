"""The drawing of standard controls: Fusion below, our tokens above.

Buttons, line edits, combo boxes, check boxes, radio buttons, scroll bars, menus and tooltips are painted here
instead of by a style sheet: a sheet bypasses the palette and repolishes every widget it touches.
"""

from typing import Any, Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
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

from workstation.gui.kit.controls import (
    HEADER_PAD,
    PRIMITIVES,
    combo,
    header_ground,
    header_label,
    menu_item,
    scroll_bar,
    splitter,
)
from workstation.gui.kit.current import scaled
from workstation.gui.kit.focus import MARGIN
from workstation.gui.kit.tokens import Height

_C = QStyle.ControlElement
_M = QStyle.PixelMetric
_H = QStyle.StyleHint


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
        draw = PRIMITIVES.get(element)
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
            scroll_bar(option, painter, handle)
        elif control is QStyle.ComplexControl.CC_ComboBox and isinstance(option, QStyleOptionComboBox):
            combo(option, painter)
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
            menu_item(option, painter)
        elif element in (_C.CE_FocusFrame, _C.CE_MenuEmptyArea):
            return
        elif element is _C.CE_HeaderSection or element is _C.CE_HeaderEmptyArea:
            header_ground(option, painter)
        elif element is _C.CE_HeaderLabel and isinstance(option, QStyleOptionHeader):
            header_label(option, painter)
        elif element is _C.CE_Splitter:
            splitter(option, painter)
        else:
            super().drawControl(element, option, painter, widget)


def installed(app: QApplication) -> bool:
    """Whether `app` wears this style."""
    return app.style().objectName() == WorkstationStyle.NAME
