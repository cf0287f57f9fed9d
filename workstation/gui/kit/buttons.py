"""Buttons that print their key. One look each: filled accent, outlined, icon only, and a plain link."""

from enum import Enum
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from workstation.gui.kit.current import Role, role_font, scaled, tokens
from workstation.gui.kit.icons import paint_icon
from workstation.gui.kit.paint import key_hint_width, paint_key_hint, paint_text, text_width
from workstation.gui.kit.tokens import Height, Radius, Space, Tokens

ICON: Final = 16
PAD: Final = 12


class Look(Enum):
    """How much a button asks for attention."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    QUIET = "quiet"
    LINK = "link"


class Button(QPushButton):
    """A button of the kit: icon, label, key cap. `compact` shows the icon alone, the label as tooltip."""

    look = Look.SECONDARY

    def __init__(self, text: str, icon_name: str = "", key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._icon_name = icon_name
        self._key = key
        self._compact = False
        self._keyless = False
        self._height = Height.CONTROL
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._describe()

    def follow(self, action: QAction) -> None:
        """Do what `action` does and mirror its name, key, state and reason for being disabled."""
        self.clicked.connect(action.trigger)
        action.changed.connect(lambda: self._mirror(action))
        self._mirror(action)

    def _mirror(self, action: QAction) -> None:
        self.setText(action.text())
        self.set_key(key_text(action))
        self.setEnabled(action.isEnabled())
        if action.isCheckable():
            self.setCheckable(True)
            self.setChecked(action.isChecked())
        self.setStatusTip(action.statusTip())
        self._describe()

    def set_key(self, key: str) -> None:
        """Print another key, as "Ctrl K"."""
        if key != self._key:
            self._key = key
            self._describe()
            self.updateGeometry()
            self.update()

    def set_compact(self, compact: bool) -> None:
        """Hide the label of a secondary button where room is short; it stays as tooltip and name."""
        self._compact = compact and bool(self._icon_name)
        self._describe()
        self.updateGeometry()
        self.update()

    def set_keyless(self, keyless: bool) -> None:
        """Leave the key cap to the tooltip where room is short."""
        self._keyless = keyless
        self._describe()
        self.updateGeometry()
        self.update()

    def set_height(self, height: int) -> None:
        """Height in px at 100 %, for the 36 px signature button."""
        self._height = height
        self.updateGeometry()

    def explain(self, reason: str) -> None:
        """Disable with a reason told in tooltip and description; "" enables again."""
        self.setEnabled(not reason)
        self.setStatusTip(reason)
        self._describe()

    def _describe(self) -> None:
        self.setAccessibleName(self.text())
        reason = self.statusTip()
        label = f"{self.text()} ({self._key})" if self._key else self.text()
        tip = label if self._compact or self._keyless else ""
        self.setToolTip(reason or tip)
        self.setAccessibleDescription(reason or self._key)

    def _shown_key(self) -> str:
        return "" if self._compact or self._keyless else self._key

    def _shown_text(self) -> str:
        return "" if self._compact else self.text()

    def _font(self) -> QFont:
        return role_font(Role.BODY, QFont.Weight.Medium)

    def _parts(self) -> float:
        """The width of icon, label and key together."""
        text = self._shown_text()
        width = text_width(text, self._font()) if text else 0.0
        if self._icon_name:
            width += ICON + (Space.S if text else 0)
        if self._shown_key():
            width += Space.S + key_hint_width(self._key)
        return width

    def sizeHint(self) -> QSize:
        height = scaled(self._height)
        pad = 0 if self.look is Look.LINK else PAD
        if not self._shown_text() and not self._shown_key():
            return QSize(height, height)
        return QSize(round(self._parts() + 2 * pad + 0.5), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self.updateGeometry()
            self.update()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t = tokens()
        ground, edge, ink = self._colours(t)
        if ground is not None or edge is not None:
            painter.setPen(QPen(edge, 1) if edge is not None else Qt.PenStyle.NoPen)
            painter.setBrush(ground if ground is not None else Qt.BrushStyle.NoBrush)
            inset = 0.5 if edge is not None else 0.0
            box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(box, Radius.CONTROL, Radius.CONTROL)
        self._paint_parts(painter, t, ink)

    def _paint_parts(self, painter: QPainter, t: Tokens, ink: QColor) -> None:
        text = self._shown_text()
        x = self._start()
        middle = self.height() / 2
        if self._icon_name:
            paint_icon(
                painter, QRectF(x, middle - ICON / 2, ICON, ICON), self._icon_name, self._icon_ink(ink)
            )
            x += ICON + Space.S
        keys = Space.S + key_hint_width(self._key) if self._shown_key() else 0
        if text:
            room = QRectF(x, 0, self.width() - x - keys, self.height())
            taken = paint_text(painter, room, text, self._font(), ink)
            x += taken + Space.S
        if keys:
            edge, ground, hint = self._key_colours(t)
            rect = QRectF(x, 0, key_hint_width(self._key), self.height())
            paint_key_hint(painter, rect, self._key, hint, edge, ground)

    def _start(self) -> float:
        if self.look is Look.LINK:
            return 0.0
        return max((self.width() - self._parts()) / 2, 4.0)

    def _icon_ink(self, ink: QColor) -> QColor:
        return ink

    def _colours(self, t: Tokens) -> tuple[QColor | None, QColor | None, QColor]:
        """Ground, edge and ink now."""
        if not self.isEnabled():
            return QColor(t.bg), QColor(t.line), QColor(t.edge)
        pressed = self.isDown()
        if self.isChecked():
            return QColor(t.tint), QColor(t.accent), QColor(t.on_tint)
        ground = t.sunken if pressed else t.bg if self.underMouse() else t.surface
        return QColor(ground), QColor(t.edge), QColor(t.text)

    def _key_colours(self, t: Tokens) -> tuple[QColor, QColor, str]:
        if not self.isEnabled():
            return QColor(t.line), QColor(t.bg), t.edge
        return QColor(t.line), QColor(t.bg), t.text2


class PrimaryButton(Button):
    """The one filled button of a screen."""

    look = Look.PRIMARY

    def _colours(self, t: Tokens) -> tuple[QColor | None, QColor | None, QColor]:
        if not self.isEnabled():
            return super()._colours(t)
        ground = QColor(t.accent)
        if self.isDown():
            ground = ground.darker(118)
        elif self.underMouse():
            ground = ground.darker(108)
        return ground, None, QColor(t.on_accent)

    def _key_colours(self, t: Tokens) -> tuple[QColor, QColor, str]:
        if not self.isEnabled():
            return super()._key_colours(t)
        edge = QColor(t.on_accent)
        edge.setAlpha(105)
        return edge, QColor(Qt.GlobalColor.transparent), t.on_accent


class SecondaryButton(Button):
    """An outlined button."""


class QuietButton(Button):
    """No border until pointed at: skip, expand, rows of a menu-like list."""

    look = Look.QUIET

    def _colours(self, t: Tokens) -> tuple[QColor | None, QColor | None, QColor]:
        if not self.isEnabled():
            return None, None, QColor(t.edge)
        if self.isChecked():
            return QColor(t.tint), None, QColor(t.on_tint)
        if self.isDown():
            return QColor(t.sunken), None, QColor(t.text)
        return (QColor(t.sunken) if self.underMouse() else None), None, QColor(t.text)


class IconButton(QuietButton):
    """An icon with 30 px to hit; its label and key are tooltip and accessible name."""

    def __init__(self, label: str, icon_name: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(label, icon_name, key, parent)
        self.set_compact(True)

    def _icon_ink(self, ink: QColor) -> QColor:
        t = tokens()
        return QColor(t.text2) if self.isEnabled() and not self.isChecked() else ink


class LinkButton(Button):
    """Words in accent that act: "Show all"."""

    look = Look.LINK

    def _colours(self, t: Tokens) -> tuple[QColor | None, QColor | None, QColor]:
        ink = t.edge if not self.isEnabled() else t.on_tint if self.underMouse() else t.accent
        return None, None, QColor(ink)


def key_text(action: QAction) -> str:
    """The first key of an action as a button prints it: "Ctrl K", "Ctrl ↵"."""
    keys = action.shortcuts()
    return shown_key(keys[0].toString(keys[0].SequenceFormat.NativeText)) if keys else ""


def shown_key(native: str) -> str:
    """A native key text with spaces for pluses and the arrow for Return."""
    if native == "+":
        return native
    stem, plus = (native[:-2], " +") if native.endswith("++") else (native, "")
    spaced = stem.replace("+", " ") + plus
    for word, sign in (("Return", "↵"), ("Enter", "↵"), ("PgDown", "PgDn")):
        spaced = spaced.replace(word, sign)
    return spaced
