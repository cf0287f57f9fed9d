"""A few exclusive answers in one frame; none may be chosen at first."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from workstation.gui.kit.current import Role, role_font, scaled, tokens
from workstation.gui.kit.icons import paint_icon
from workstation.gui.kit.paint import paint_text, text_width
from workstation.gui.kit.pills import Painted
from workstation.gui.kit.tokens import Height, Radius


class SegmentedControl(Painted):
    """`options` are (value, label, icon name or "").

    Arrows move the choice, Space or Enter makes the first.
    """

    chosen = Signal(str)

    def __init__(
        self, name: str, options: tuple[tuple[str, str, str], ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._options = options
        self._value = ""
        self.setProperty("ring", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._describe()

    def value(self) -> str:
        """The chosen value; "" when none is."""
        return self._value

    def choose(self, value: str) -> None:
        """Show `value` as chosen, without a signal; "" clears."""
        if value and value not in [v for v, _, _ in self._options]:
            raise ValueError(f"no segment has the value {value!r}")
        self._value = value
        self._describe()
        self.update()

    def _describe(self) -> None:
        label = next((label for v, label, _ in self._options if v == self._value), "")
        self.setAccessibleName(f"{self._name}: {label}" if label else self._name)

    def _pick(self, value: str) -> None:
        if value != self._value:
            self.choose(value)
            self.chosen.emit(value)
            event = QAccessibleEvent(self, QAccessible.Event.NameChanged)
            QAccessible.updateAccessibility(event)

    def _wish(self, label: str, icon: str) -> float:
        words = text_width(label, role_font(Role.BODY, QFont.Weight.DemiBold))
        return words + 24 + (16 + 6 if icon else 0)

    def sizeHint(self) -> QSize:
        width = sum(self._wish(label, icon) for _, label, icon in self._options)
        return QSize(round(width + 1), scaled(Height.CONTROL))

    def minimumSizeHint(self) -> QSize:
        return QSize(60 * max(len(self._options), 1), scaled(Height.CONTROL))

    def segment_rects(self) -> list[QRectF]:
        """Where each segment lies, left to right."""
        wishes = [self._wish(label, icon) for _, label, icon in self._options]
        scale = self.width() / sum(wishes) if wishes else 1.0
        rects, x = [], 0.0
        for wish in wishes:
            rects.append(QRectF(x, 0, wish * scale, self.height()))
            x += wish * scale
        return rects

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QPainterPath()
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        frame.addRoundedRect(box, Radius.CONTROL, Radius.CONTROL)
        painter.fillPath(frame, QColor(t.surface if self.isEnabled() else t.bg))
        for (value, label, icon), rect in zip(self._options, self.segment_rects(), strict=True):
            self._paint_segment(painter, frame, rect, label, icon, value == self._value)
        painter.setPen(QPen(QColor(t.edge if self.isEnabled() else t.line), 1))
        for rect in self.segment_rects()[1:]:
            x = round(rect.left()) + 0.5
            painter.drawLine(QPointF(x, 1), QPointF(x, self.height() - 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(frame)

    def _paint_segment(
        self, painter: QPainter, frame: QPainterPath, rect: QRectF, label: str, icon: str, on: bool
    ) -> None:
        t = tokens()
        if on:
            part = QPainterPath()
            part.addRect(rect)
            painter.fillPath(frame.intersected(part), QColor(t.tint))
        ink = t.edge if not self.isEnabled() else t.on_tint if on else t.text
        font = role_font(Role.BODY, QFont.Weight.DemiBold if on else QFont.Weight.Normal)
        words = text_width(label, font)
        taken = words + (22 if icon else 0)
        x = rect.center().x() - min(taken, rect.width() - 12) / 2
        if icon:
            paint_icon(painter, QRectF(x, rect.center().y() - 8, 16, 16), icon, QColor(ink))
            x += 22
        paint_text(painter, QRectF(x, 0, rect.right() - 4 - x, rect.height()), label, font, ink)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for (value, _, _), rect in zip(self._options, self.segment_rects(), strict=True):
            if rect.contains(event.position()):
                self._pick(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        values = [v for v, _, _ in self._options]
        at = values.index(self._value) if self._value in values else -1
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}.get(
            Qt.Key(event.key())
        )
        if step is not None and values:
            self._pick(values[max(0, min(len(values) - 1, at + step))])
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and at < 0 and values:
            self._pick(values[0])
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            self.setToolTip(self._cut_label(event))
        return super().event(event)

    def _cut_label(self, event: QEvent) -> str:
        """The label under the pointer when it does not fit."""
        spot = self.mapFromGlobal(self.cursor().pos())
        for (_, label, icon), rect in zip(self._options, self.segment_rects(), strict=True):
            if rect.contains(spot.toPointF()) and self._wish(label, icon) - 16 > rect.width():
                return label
        return ""
