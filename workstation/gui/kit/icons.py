"""The icon set: one-colour drawings of a 16 grid, tinted when painted, so a new theme needs no new icons."""

from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from workstation.gui.kit.current import tokens
from workstation.gui.kit.shapes import paint_state
from workstation.gui.kit.tokens import State
from workstation.settings import resources_dir

NAMES: Final = (
    *("menu", "search", "back", "forward", "down", "plus", "close", "check", "edit", "document", "page"),
    *("cite", "link", "clock", "calendar", "eye", "lock", "comment", "history", "rotate", "zoom-in"),
    *("zoom-out", "fit", "two-pane", "brightness", "box-select", "import", "export", "flag", "user"),
    *("filter", "sort", "warning", "sign", "undo", "bin", "scale", "shield", "not-found", "more"),
    *("again", "by-eye"),
)
SHAPES: Final = {state.value: state for state in State}
_COLOUR: Final = b"currentColor"


def icon(name: str, role: str = "text2") -> QIcon:
    """An icon that takes the token `role` ("text2", "accent", …) each time it is painted."""
    return QIcon(_TintedEngine(name, role))


def paint_icon(painter: QPainter, rect: QRectF, name: str, colour: QColor) -> None:
    """Draw icon or state shape `name` into `rect` in `colour`, sharp at the painter's device ratio."""
    if name in SHAPES:
        paint_state(painter, rect, SHAPES[name], colour)
        return
    ratio = painter.device().devicePixelRatio() if painter.device() else 1.0
    painter.drawPixmap(rect.topLeft(), _pixmap(name, rect.size().toSize(), colour, ratio))


def _pixmap(name: str, size: QSize, colour: QColor, ratio: float) -> QPixmap:
    key = f"icon/{name}/{size.width()}x{size.height()}/{colour.name(QColor.NameFormat.HexArgb)}/{ratio:.3f}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setOpacity(colour.alphaF())
    drawing = _drawing(name).replace(_COLOUR, colour.name().encode())
    QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(0, 0, size.width(), size.height()))
    painter.end()
    QPixmapCache.insert(key, pixmap)
    return pixmap


@cache
def _drawing(name: str) -> bytes:
    if name not in NAMES:
        raise KeyError(f"no icon is called {name!r}")
    folder: Path = resources_dir() / "icons"
    return (folder / f"{name}.svg").read_bytes()


class _TintedEngine(QIconEngine):
    """Paints one named icon in the colour its token has now."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        if name not in NAMES and name not in SHAPES:
            raise KeyError(f"no icon is called {name!r}")
        self._name = name
        self._role = role

    def _colour(self, mode: QIcon.Mode) -> QColor:
        t = tokens()
        return QColor(t.edge if mode is QIcon.Mode.Disabled else getattr(t, self._role))

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        square = QRect(QPoint(0, 0), QSize(side, side))
        square.moveCenter(rect.center())
        paint_icon(painter, QRectF(square), self._name, self._colour(mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        pixmap = QPixmap(size * scale)
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _TintedEngine(self._name, self._role)

    def key(self) -> str:
        return "workstation-icon"
