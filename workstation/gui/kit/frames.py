"""What holds other things: labels by role, section heads, cards, panels, splitters."""

from typing import Final, TypeVar

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPalette, QPen, QRegion, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QSplitterHandle,
    QVBoxLayout,
    QWidget,
)

from workstation.gui.kit.current import Role, role_font, scaled, tokens
from workstation.gui.kit.paint import hairline
from workstation.gui.kit.tokens import Radius, Space


class Label(QLabel):
    """Words in a role and a token's colour; the theme dresses them anew when it or the text size changes, for what Qt
    tells of that does not reach a widget with a font and a colour of its own."""

    def __init__(
        self,
        text: str = "",
        role: Role = Role.BODY,
        colour: str = "text",
        weight: QFont.Weight | None = None,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._role, self._colour, self._weight = role, colour, weight
        self.setWordWrap(wrap)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.dress()

    def set_colour(self, colour: str) -> None:
        """Take another token's colour."""
        self._colour = colour
        self.dress()

    def dress(self) -> None:
        """Put on the font and the colour that are in force now."""
        font = role_font(self._role, self._weight)
        if font != self.font():
            self.setFont(font)
        palette = self.palette()
        colour = QColor(getattr(tokens(), self._colour))
        if palette.color(QPalette.ColorRole.WindowText) != colour:
            palette.setColor(QPalette.ColorRole.WindowText, colour)
            self.setPalette(palette)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Polish:
            self.dress()
        return super().event(event)


class ElidedLabel(Label):
    """One line that gives way: cut with an ellipsis, the full text in its tooltip."""

    def __init__(
        self, text: str = "", role: Role = Role.BODY, colour: str = "text", weight: QFont.Weight | None = None
    ) -> None:
        super().__init__(text, role, colour, weight)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("…"), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine | self.alignment()
        painter.drawText(room, flags, shown)


class Panel(QFrame):
    """A plain ground in a token's colour, with hairlines at the named edges ("top", "bottom", …)."""

    def __init__(
        self, ground: str = "surface", edges: tuple[str, ...] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ground, self._edges = ground, edges

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(getattr(tokens(), self._ground)))
        right, bottom = self.width() - 1, self.height() - 1
        lines = {
            "top": (0, 0, right, 0),
            "bottom": (0, bottom, right, bottom),
            "left": (0, 0, 0, bottom),
            "right": (right, 0, right, bottom),
        }
        for edge in self._edges:
            hairline(painter, *lines[edge])


class UprightScroll(QScrollArea):
    """What is higher than its place: scrolled up and down, never sideways, and no stop for Tab itself."""

    def __init__(self, inside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)


class Rule(QWidget):
    """A hairline across a layout."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        hairline(QPainter(self), 0, 0, self.width() - 1, 0)


class SectionHead(Panel):
    """A panel's section: title on bg with hairlines, a quiet count at the right, room for actions."""

    HEIGHT: Final = 32

    def __init__(self, title: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__("bg", ("top", "bottom"), parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, 0, Space.L, 0)
        row.setSpacing(Space.S)
        self._title = Label(title, Role.BODY, "text", QFont.Weight.DemiBold)
        self._note = Label(note, Role.CAPTION, "text3")
        row.addWidget(self._title)
        row.addStretch(1)
        row.addWidget(self._note)
        self._row = row
        self.setAccessibleName(title)

    def show_note(self, note: str) -> None:
        """Show another count."""
        self._note.setText(note)

    def show_title(self, title: str) -> None:
        """Show another title."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def add_action(self, widget: QWidget) -> None:
        """Put a control at the right end."""
        self._row.addWidget(widget)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), scaled(self.HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), scaled(self.HEIGHT))


class Card(QFrame):
    """A bordered surface; `dashed` in accent means "not yet yours"."""

    def __init__(self, dashed: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dashed = dashed
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        self.body.setSpacing(Space.S)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(t.accent if self._dashed else t.line), 1.5 if self._dashed else 1)
        if self._dashed:
            pen.setDashPattern([3, 2.2])
        painter.setPen(pen)
        painter.setBrush(QColor(t.surface))
        inset = pen.widthF() / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, Radius.CONTROL, Radius.CONTROL)


class Splitter(QSplitter):
    """Panes with a line of 1 px to see and 7 px to grab."""

    def __init__(
        self, orientation: Qt.Orientation = Qt.Orientation.Horizontal, parent: QWidget | None = None
    ) -> None:
        super().__init__(orientation, parent)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.setOpaqueResize(True)

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self)


class _Handle(QSplitterHandle):
    """Lies 7 px wide over both panes and shows the middle one."""

    GRAB: Final = 7

    def resizeEvent(self, _event: QResizeEvent) -> None:
        across = self.orientation() is Qt.Orientation.Horizontal
        short = self.GRAB - (self.width() if across else self.height())
        if short > 0:
            less, more = short // 2, short - short // 2
            grown = (-less, 0, more, 0) if across else (0, -less, 0, more)
            self.setGeometry(self.geometry().adjusted(*grown))
            return
        side = self.GRAB // 2
        self.setContentsMargins(*((side, 0, side, 0) if across else (0, side, 0, side)))
        self.setAttribute(Qt.WidgetAttribute.WA_MouseNoMask)
        self.setMask(QRegion(self.contentsRect()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.contentsRect(), QColor(tokens().line))


Part = QWidget | QLayout | None
_Box = TypeVar("_Box", bound=QBoxLayout)


def row(
    *parts: Part, spacing: int = Space.S, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QHBoxLayout:
    """A horizontal layout of widgets and layouts; None is a stretch."""
    return _filled(QHBoxLayout(), parts, spacing, margins)


def column(
    *parts: Part, spacing: int = Space.S, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QVBoxLayout:
    """A vertical layout of widgets and layouts; None is a stretch."""
    return _filled(QVBoxLayout(), parts, spacing, margins)


def _filled(layout: _Box, parts: tuple[Part, ...], spacing: int, margins: tuple[int, int, int, int]) -> _Box:
    layout.setSpacing(spacing)
    layout.setContentsMargins(*margins)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addWidget(part)
    return layout
