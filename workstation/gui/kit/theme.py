"""The one place that turns tokens into a palette, a style and fonts, and tells painted widgets which apply.

`apply` is called by the composition root and whenever the user changes a setting; painted widgets ask
`tokens()`, `role_font()` and `scaled()` each time they paint or lay out, and repaint on `PaletteChange`
and `FontChange` as Qt widgets do.
"""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from workstation.gui.kit.current import (
    Role,
    mono_font,
    reduced_motion,
    remember,
    remember_reading,
    role_font,
    scaled,
    text_size,
    tokens,
)
from workstation.gui.kit.focus import FocusFollower
from workstation.gui.kit.frames import Label
from workstation.gui.kit.style import WorkstationStyle, installed
from workstation.gui.kit.tokens import Scheme, Tokens, of_scheme

__all__ = [
    "TEXT_SIZES",
    "Role",
    "apply",
    "forced",
    "load_fonts",
    "mono_font",
    "palette_of",
    "reduced_motion",
    "role_font",
    "scaled",
    "text_size",
    "tokens",
]

TEXT_SIZES: Final = (90, 100, 115, 130)


class _SystemFollower(QObject):
    """Applies the theme again when the desktop turns dark, light or high-contrast."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName(_SystemFollower.__name__)
        self._app = app
        self.scheme: Scheme | None = None
        self._hints = app.styleHints()
        self._hints.colorSchemeChanged.connect(self._refresh)
        self._hints.accessibility().contrastPreferenceChanged.connect(self._refresh)

    def _refresh(self) -> None:
        _put_on(self._app, _chosen(self._app, self.scheme))


def apply(
    app: QApplication, scheme: Scheme | None = None, text_size: int = 100, reduced_motion: bool = False
) -> None:
    """Dress the application: style, palette, fonts. `scheme` None follows the desktop.

    `text_size` is in per cent. Raises ValueError when it is none of `TEXT_SIZES`.
    """
    if text_size not in TEXT_SIZES:
        raise ValueError(f"text size {text_size} is none of {TEXT_SIZES}")
    remember_reading(app, text_size, reduced_motion)
    follower = app.findChild(_SystemFollower) or _SystemFollower(app)
    follower.scheme = scheme
    app.styleHints().setColorScheme(_QT_SCHEMES[scheme])
    if not installed(app):
        app.setStyle(WorkstationStyle())
    if app.findChild(FocusFollower) is None:
        FocusFollower(app)
    app.setFont(role_font(Role.BODY))
    _put_on(app, _chosen(app, scheme))


def load_fonts(folder: Path) -> tuple[str, ...]:
    """Register the bundled font files; returns the families found. Call once, before the first window."""
    families: list[str] = []
    for file in sorted(folder.glob("*.otf")):
        number = QFontDatabase.addApplicationFont(str(file))
        families.extend(QFontDatabase.applicationFontFamilies(number))
    return tuple(dict.fromkeys(families))


def palette_of(t: Tokens) -> QPalette:
    """Every role in every group from the tokens."""
    palette = QPalette()
    for role, colour in _everyday(t).items():
        palette.setColor(role, QColor(colour))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
        QPalette.ColorRole.PlaceholderText,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(t.edge))
    palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Highlight, QColor(t.sunken))
    palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.HighlightedText, QColor(t.text3))
    return palette


def _everyday(t: Tokens) -> dict[QPalette.ColorRole, str]:
    role = QPalette.ColorRole
    chosen, on_chosen = _selection(t)
    return {
        role.Window: t.bg,
        role.WindowText: t.text,
        role.Base: t.surface,
        role.AlternateBase: t.bg,
        role.Text: t.text,
        role.Button: t.surface,
        role.ButtonText: t.text,
        role.BrightText: t.on_accent,
        role.PlaceholderText: t.text3,
        role.ToolTipBase: t.surface,
        role.ToolTipText: t.text,
        role.Light: t.surface,
        role.Midlight: t.sunken,
        role.Mid: t.line,
        role.Dark: t.edge,
        role.Shadow: t.canvas,
        role.Highlight: chosen,
        role.HighlightedText: on_chosen,
        role.Accent: t.accent,
        role.Link: t.accent,
        role.LinkVisited: t.on_tint,
    }


def _selection(t: Tokens) -> tuple[str, str]:
    """Ground and ink of selected text; on a high-contrast desktop, which knows no tints, those of the accent."""
    return (t.tint, t.text) if t.tint != t.surface else (t.accent, t.on_accent)


_QT_SCHEMES: Final = {
    None: Qt.ColorScheme.Unknown,
    Scheme.LIGHT: Qt.ColorScheme.Light,
    Scheme.DARK: Qt.ColorScheme.Dark,
}


def _chosen(app: QApplication, scheme: Scheme | None) -> Tokens:
    hints = app.styleHints()  # kept while asked: what it lends lives only as long as this name
    wanted = scheme
    if wanted is None:
        dark = hints.colorScheme() is Qt.ColorScheme.Dark
        wanted = Scheme.DARK if dark else Scheme.LIGHT
    plain = of_scheme(wanted)
    if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
        return forced(plain, app.style().standardPalette())
    return plain


def forced(plain: Tokens, palette: QPalette) -> Tokens:
    """Tokens for a high-contrast desktop: its own palette for surfaces, text and accent; shapes stay."""
    role = QPalette.ColorRole
    ground, ink = palette.color(role.Base).name().upper(), palette.color(role.Text).name().upper()
    states = dict.fromkeys(("met", "not_met", "unknown", "borderline", "conflict"), ink)
    grounds = {f"{s}_tint": ground for s in states}
    surfaces = dict.fromkeys(("bg", "surface", "sunken", "canvas"), ground)
    inks = dict.fromkeys(("line", "edge", "text", "text2", "text3"), ink)
    accents = {
        "accent": palette.color(role.Highlight).name().upper(),
        "on_accent": palette.color(role.HighlightedText).name().upper(),
        "tint": ground,
        "on_tint": ink,
    }
    return Tokens(scheme=plain.scheme, **surfaces, **inks, **accents, **states, **grounds)


def _put_on(app: QApplication, t: Tokens) -> None:
    remember(app, t)
    app.setPalette(palette_of(t))
    for widget in app.allWidgets():
        if isinstance(widget, Label):
            widget.dress()
