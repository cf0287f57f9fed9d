"""The row of record tabs: words, counts, an underline. One tab stop, arrows inside."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workstation.gui.kit.current import Role, role_font, scaled, tokens
from workstation.gui.kit.paint import hairline, paint_text, text_width
from workstation.gui.kit.pills import Painted, badge_width, paint_badge
from workstation.gui.kit.tokens import Height, Space

TABBED_BELOW: Final = 1100
"""Below this width of the window what else lies beside each other becomes tabs."""


@dataclass(frozen=True)
class Tab:
    """One tab; `count` None shows none."""

    key: str
    label: str
    count: int | None = None


class TabRow(Painted):
    """Tabs with counts; `chosen(key)` when the user moves."""

    chosen = Signal(str)

    def __init__(self, name: str, tabs: tuple[Tab, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._tabs = name, tabs
        self._current = tabs[0].key if tabs else ""
        self._hover = ""
        self._compact = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._describe()

    def current(self) -> str:
        """The key of the tab shown."""
        return self._current

    def choose(self, key: str) -> None:
        """Show `key` as current, without a signal."""
        if key not in [tab.key for tab in self._tabs]:
            raise ValueError(f"no tab is called {key!r}")
        self._current = key
        self._describe()
        self.update()

    def set_tabs(self, tabs: tuple[Tab, ...]) -> None:
        """Show other labels or counts."""
        self._tabs = tabs
        if self._current not in [tab.key for tab in tabs] and tabs:
            self._current = tabs[0].key
        self._describe()
        self.updateGeometry()
        self.update()

    def set_compact(self, compact: bool) -> None:
        """36 instead of 40 px, for windows of 1366."""
        self._compact = compact
        self.updateGeometry()

    def _describe(self) -> None:
        label = next((tab.label for tab in self._tabs if tab.key == self._current), "")
        self.setAccessibleName(f"{self._name}: {label}")

    def _font(self, on: bool) -> QFont:
        return role_font(Role.BODY, QFont.Weight.DemiBold if on else QFont.Weight.Medium)

    def _width(self, tab: Tab) -> float:
        count = 6 + badge_width(str(tab.count)) if tab.count is not None else 0
        return text_width(tab.label, self._font(True)) + count

    def tab_rects(self) -> list[QRectF]:
        """Where each tab may be pressed."""
        rects, x = [], float(Space.L)
        for tab in self._tabs:
            width = self._width(tab)
            rects.append(QRectF(x - 12, 0, width + 24, self.height()))
            x += width + 24
        return rects

    def sizeHint(self) -> QSize:
        width = 2 * Space.L - 24 + sum(self._width(tab) + 24 for tab in self._tabs)
        height = Height.TAB_ROW_COMPACT if self._compact else Height.TAB_ROW
        return QSize(round(width), scaled(height))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(t.surface))
        hairline(painter, 0, self.height() - 1, self.width() - 1, self.height() - 1)
        for tab, rect in zip(self._tabs, self.tab_rects(), strict=True):
            self._paint_tab(painter, tab, rect)

    def _paint_tab(self, painter: QPainter, tab: Tab, rect: QRectF) -> None:
        t = tokens()
        on = tab.key == self._current
        inner = rect.adjusted(12, 0, -12, 0)
        ink = t.text if on or tab.key == self._hover else t.text2
        taken = paint_text(painter, inner, tab.label, self._font(on), ink)
        if tab.count is not None:
            text = str(tab.count)
            high = scaled(20)
            box = QRectF(inner.left() + taken + 6, rect.center().y() - high / 2, badge_width(text), high)
            paint_badge(painter, box, text, t.on_tint if on else t.text2, t.tint if on else t.unknown_tint)
        if on:
            line = QRectF(inner.left() - 4, rect.bottom() - 2, inner.width() + 8, 2)
            painter.fillRect(line, QColor(t.accent))
            if self.hasFocus():
                painter.setPen(QColor(t.accent))
                painter.drawRoundedRect(rect.adjusted(4.5, 4.5, -4.5, -5.5), 5, 5)

    def _pick(self, key: str) -> None:
        if key != self._current:
            self.choose(key)
            self.chosen.emit(key)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for tab, rect in zip(self._tabs, self.tab_rects(), strict=True):
            if rect.contains(event.position()):
                self._pick(tab.key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        pairs = zip(self._tabs, self.tab_rects(), strict=True)
        under = next((tab.key for tab, rect in pairs if rect.contains(event.position())), "")
        if under != self._hover:
            self._hover = under
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = [tab.key for tab in self._tabs]
        at = keys.index(self._current)
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self._pick(keys[(at + step) % len(keys)])
