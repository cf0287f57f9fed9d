"""Small words with a shape: states, statuses, sources, filters, people, keys."""

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from workstation.gui.kit.current import Role, role_font, scaled, tokens
from workstation.gui.kit.icons import paint_icon
from workstation.gui.kit.paint import (
    key_hint_width,
    paint_avatar,
    paint_key_hint,
    paint_pill,
    paint_text,
    pill_height,
    pill_width,
    text_width,
)
from workstation.gui.kit.tokens import Height, Radius, Space, State


class Painted(QWidget):
    """A widget that paints itself and asks for its size again when theme or text size change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self.updateGeometry()
            self.update()
        super().changeEvent(event)


class Pill(Painted):
    """Words on a tint, with an icon when named. `ink` and `ground` are token names."""

    def __init__(
        self,
        text: str,
        icon_name: str = "",
        ink: str = "text2",
        ground: str = "unknown_tint",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text, self._icon_name, self._ink, self._ground = text, icon_name, ink, ground
        self.setAccessibleName(text)

    def text(self) -> str:
        """The words shown."""
        return self._text

    def show_words(self, text: str, icon_name: str | None = None) -> None:
        """Show other words, and another icon when given."""
        self._text = text
        if icon_name is not None:
            self._icon_name = icon_name
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(pill_width(self._text, bool(self._icon_name)) + 0.5), pill_height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        ink, ground = getattr(t, self._ink), getattr(t, self._ground)
        paint_pill(painter, QRectF(self.rect()), self._text, ink, ground, self._icon_name or None)


class StatePill(Painted):
    """A state's shape and word on its tint."""

    def __init__(self, state: State, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state, self._text = state, text
        self.setAccessibleName(text)

    def show_state(self, state: State, text: str) -> None:
        """Show another state."""
        self._state, self._text = state, text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def state(self) -> State:
        """The state shown."""
        return self._state

    def text(self) -> str:
        """The word shown."""
        return self._text

    def sizeHint(self) -> QSize:
        return QSize(round(pill_width(self._text, True) + 0.5), pill_height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = tokens()
        paint_pill(
            QPainter(self),
            QRectF(self.rect()),
            self._text,
            t.ink(self._state),
            t.ground(self._state),
            self._state.value,
        )


class StatusLabel(Painted):
    """An icon or state shape and a word, without ground: a status in a row."""

    def __init__(self, icon_name: str, text: str, role: str = "text2", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name, self._text, self._role = icon_name, text, role
        self._compact = False
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def show_words(self, text: str, icon_name: str | None = None, role: str | None = None) -> None:
        """Show other words; icon and token when given."""
        self._text = text
        self._icon_name = self._icon_name if icon_name is None else icon_name
        self._role = self._role if role is None else role
        self.setAccessibleName(text)
        self.set_compact(self._compact)

    def set_compact(self, compact: bool) -> None:
        """Show the icon alone where room is short; the words are its tooltip and name."""
        self._compact = compact and bool(self._icon_name)
        self.setToolTip(self._text if self._compact else "")
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The words shown."""
        return self._text

    def sizeHint(self) -> QSize:
        icon = 16 + 6 if self._icon_name else 0
        words = 0.0 if self._compact else text_width(self._text, role_font(Role.CAPTION))
        return QSize(round(icon + words + 1), scaled(22))

    def minimumSizeHint(self) -> QSize:
        return QSize(16, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = tokens()
        colour = QColor(getattr(t, self._role))
        painter = QPainter(self)
        x = 0.0
        if self._icon_name:
            paint_icon(painter, QRectF(0, self.height() / 2 - 7.5, 15, 15), self._icon_name, colour)
            x = 16 + 6
        if not self._compact:
            room = QRectF(x, 0, self.width() - x, self.height())
            paint_text(painter, room, self._text, role_font(Role.CAPTION), colour)


class KeyHint(Painted):
    """A key cap."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_key(key)

    def set_key(self, key: str) -> None:
        """Show another key."""
        self._key = key
        self.setAccessibleName(key)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(key_hint_width(self._key) + 0.5), scaled(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = tokens()
        paint_key_hint(QPainter(self), QRectF(self.rect()), self._key, t.text2, QColor(t.line), QColor(t.bg))


class Avatar(Painted):
    """Initials in a disc; the name is its accessible name and tooltip."""

    def __init__(self, initials: str, name: str, own: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._initials, self._own = initials, own
        self.setAccessibleName(name)
        self.setToolTip(name)

    def sizeHint(self) -> QSize:
        side = scaled(24)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_avatar(QPainter(self), QRectF(self.rect()), self._initials, self._own)


class EvidencePill(QPushButton):
    """A source one press away: "Path p 1". `more` counts further sources; a plain press opens the first."""

    def __init__(
        self, text: str, more: int = 0, icon_name: str = "page", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._icon_name = icon_name
        self._more = more
        self.setProperty("radius", Radius.PILL)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self._label())

    def _label(self) -> str:
        return f"{self.text()} +{self._more}" if self._more else self.text()

    def sizeHint(self) -> QSize:
        # 28 px can be hit although the pill is drawn lower
        return QSize(round(pill_width(self._label(), True) + 0.5), max(Height.HIT, pill_height()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = tokens()
        lit = self.underMouse() or self.isDown()
        ink, ground = (t.on_tint, t.tint) if lit else (t.text2, t.unknown_tint)
        paint_pill(QPainter(self), QRectF(self.rect()), self._label(), ink, ground, self._icon_name)


class Chip(QWidget):
    """A filter: name and value; on, it is tinted and carries ×. Click or Enter opens, Delete or × clears."""

    opened = Signal()
    cleared = Signal()

    _CROSS: Final = 12

    def __init__(self, name: str, value: str, on: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._value, self._on = name, value, on
        self.setProperty("ring", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._describe()

    def show_value(self, value: str, on: bool) -> None:
        """Show what the filter is set to, and whether it narrows."""
        self._value, self._on = value, on
        self._describe()
        self.updateGeometry()
        self.update()

    def is_on(self) -> bool:
        """Whether the filter narrows."""
        return self._on

    def _describe(self) -> None:
        self.setAccessibleName(f"{self._name}: {self._value}")
        self.setAccessibleDescription(self.tr("Filter. Delete clears it.") if self._on else self.tr("Filter"))

    def sizeHint(self) -> QSize:
        name = text_width(self._name, role_font(Role.BODY))
        value = text_width(self._value, role_font(Role.BODY, QFont.Weight.DemiBold))
        width = 10 + name + 6 + value + Space.S + self._CROSS + 10
        return QSize(round(width + 0.5), scaled(Height.CHIP))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _cross(self) -> QRectF:
        return QRectF(self.width() - 10 - self._CROSS, (self.height() - self._CROSS) / 2, 12, 12)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(t.accent if self._on else t.edge), 1))
        painter.setBrush(QColor(t.tint if self._on else t.bg if self.underMouse() else t.surface))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, Radius.CONTROL, Radius.CONTROL)
        x = 10.0
        height = float(self.height())
        room = QRectF(x, 0, self.width(), height)
        x += paint_text(painter, room, self._name, role_font(Role.BODY), t.text2) + 6
        weight = QFont.Weight.DemiBold if self._on else QFont.Weight.Normal
        room = QRectF(x, 0, self.width() - x, height)
        paint_text(painter, room, self._value, role_font(Role.BODY, weight), t.text)
        paint_icon(painter, self._cross(), "close" if self._on else "down", QColor(t.text))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or not self.rect().contains(
            event.position().toPoint()
        ):
            return
        if self._on and event.position().x() >= self._cross().left() - 8:
            self.cleared.emit()
        else:
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._on:
            self.cleared.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Down):
            self.opened.emit()
        else:
            super().keyPressEvent(event)


def badge_width(text: str) -> float:
    """The width of a count's ground."""
    return text_width(text, role_font(Role.CAPTION, QFont.Weight.Medium)) + 12


def paint_badge(painter: QPainter, rect: QRectF, text: str, ink: str, ground: str) -> None:
    """A number centred on a small rounded ground."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(rect, Radius.PILL, Radius.PILL)
    paint_text(
        painter, rect, text, role_font(Role.CAPTION, QFont.Weight.Medium), ink, Qt.AlignmentFlag.AlignCenter
    )
