"""A row that goes on in the next line where it has no room, so that nothing in it is cut."""

from PySide6.QtCore import QChildEvent, QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workstation.gui.kit.tokens import Space


class Flow(QWidget):
    """Widgets from the left at the width they ask for, in as many lines as they need; hidden ones take no room.

    With `last_right` the last one stands at the right end of its line.
    """

    def __init__(self, *widgets: QWidget, spacing: int = Space.S, last_right: bool = False) -> None:
        super().__init__()
        self._widgets: list[QWidget] = []
        self._spacing, self._last_right = spacing, last_right
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for widget in widgets:
            self.add(widget)

    def add(self, widget: QWidget) -> None:
        """One more at the end."""
        was_hidden = widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide) and widget.isHidden()
        widget.setParent(self)
        widget.setVisible(not was_hidden)
        self._widgets.append(widget)
        self._changed()

    def clear(self) -> None:
        """Let go of all."""
        gone, self._widgets = self._widgets, []
        for widget in gone:
            widget.hide()
            widget.deleteLater()
        self._changed()

    def heightForWidth(self, width: int) -> int:
        lines = self._lines(width)
        return sum(_height(line) for line in lines) + self._spacing * max(0, len(lines) - 1)

    def sizeHint(self) -> QSize:
        """Of one line."""
        shown = self._shown()
        wide = sum(_size(widget).width() for widget in shown) + self._spacing * max(0, len(shown) - 1)
        return QSize(wide, _height(shown))

    def minimumSizeHint(self) -> QSize:
        shown = self._shown()
        return QSize(max((_least(widget) for widget in shown), default=0), _height(shown))

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._changed()
        return super().event(event)

    def childEvent(self, event: QChildEvent) -> None:
        if event.removed():
            self._widgets = [widget for widget in self._widgets if widget is not event.child()]
        super().childEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _changed(self) -> None:
        self.updateGeometry()
        self._place()

    def _place(self) -> None:
        top, shown = 0, self._shown()
        for line in self._lines(self.width()):
            left, high = 0, _height(line)
            for widget in line:
                size = _size(widget).boundedTo(QSize(self.width(), high))
                if self._last_right and widget is shown[-1]:
                    left = max(left, self.width() - size.width())
                down = (high - size.height()) // 2
                widget.setGeometry(QRect(left, top + down, size.width(), size.height()))
                left += size.width() + self._spacing
            top += high + self._spacing

    def _shown(self) -> list[QWidget]:
        return [widget for widget in self._widgets if not widget.isHidden()]

    def _lines(self, width: int) -> list[list[QWidget]]:
        lines: list[list[QWidget]] = []
        room = -1
        for widget in self._shown():
            wide = _size(widget).width()
            if not lines or wide > room:
                lines.append([])
                room = width
            lines[-1].append(widget)
            room -= wide + self._spacing
        return lines


def _size(widget: QWidget) -> QSize:
    return widget.sizeHint().expandedTo(widget.minimumSize()).boundedTo(widget.maximumSize())


def _least(widget: QWidget) -> int:
    return max(widget.minimumSizeHint().width(), widget.minimumWidth())


def _height(line: list[QWidget]) -> int:
    return max((_size(widget).height() for widget in line), default=0)
