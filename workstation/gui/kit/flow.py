"""A row that goes on in the next line where it has no room, so that nothing in it is cut."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from workstation.gui.kit.tokens import Space


class Flow(QLayout):
    """Widgets from the left at the width they ask for, in as many lines as they need; hidden ones take no room.

    With `last_right` the last one stands at the right end of its line.
    """

    def __init__(self, *widgets: QWidget, spacing: int = Space.S, last_right: bool = False) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._last_right = last_right
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)
        for widget in widgets:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        across, down = self._around()
        lines = self._lines(width - across)
        return sum(_height(line) for line in lines) + self.spacing() * max(0, len(lines) - 1) + down

    def sizeHint(self) -> QSize:
        """Of one line."""
        shown, (across, down) = self._shown(), self._around()
        wide = sum(item.sizeHint().width() for item in shown) + self.spacing() * max(0, len(shown) - 1)
        return QSize(wide + across, _height(shown) + down)

    def minimumSize(self) -> QSize:
        shown, (across, down) = self._shown(), self._around()
        widest = max((item.minimumSize().width() for item in shown), default=0)
        return QSize(widest + across, _height(shown) + down)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        inner = rect.marginsRemoved(self.contentsMargins())
        top, shown = inner.top(), self._shown()
        for line in self._lines(inner.width()):
            left, high = inner.left(), _height(line)
            for item in line:
                size = item.sizeHint().boundedTo(QSize(inner.width(), high))
                if self._last_right and item is shown[-1]:
                    left = max(left, inner.right() + 1 - size.width())
                item.setGeometry(QRect(left, top + (high - size.height()) // 2, size.width(), size.height()))
                left += size.width() + self.spacing()
            top += high + self.spacing()

    def _around(self) -> tuple[int, int]:
        """The margins at both sides, and those above and below."""
        margins = self.contentsMargins()
        return margins.left() + margins.right(), margins.top() + margins.bottom()

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        room = -1
        for item in self._shown():
            wide = item.sizeHint().width()
            if not lines or wide > room:
                lines.append([])
                room = width
            lines[-1].append(item)
            room -= wide + self.spacing()
        return lines


def _height(line: list[QLayoutItem]) -> int:
    return max((item.sizeHint().height() for item in line), default=0)
