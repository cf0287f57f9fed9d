"""The one place that turns tokens into a palette, a style and fonts, and tells painted widgets which apply.

`apply` is called by the composition root and whenever the user changes a setting; painted widgets ask
`tokens()`, `role_font()` and `scaled()` each time they paint or lay out, and repaint on `PaletteChange`
and `FontChange` as Qt widgets do.
"""

from enum import StrEnum
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessibilityHints, QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from workstation.gui.kit.focus import FocusRing
from workstation.gui.kit.style import WorkstationStyle
from workstation.gui.kit.tokens import LIGHT, Scheme, Tokens, of_scheme

FAMILIES: Final = ("Inter", "PingFang SC", "Microsoft YaHei UI", "Noto Sans CJK SC")
MONO_FAMILIES: Final = ("SF Mono", "Cascadia Mono", "DejaVu Sans Mono", "Liberation Mono", "monospace")
TEXT_SIZES: Final = (90, 100, 115, 130)

_TOKENS: Final = "workstation_tokens"
_TEXT_SIZE: Final = "workstation_text_size"
_STILL: Final = "workstation_reduced_motion"


class Role(StrEnum):
    """The four text roles; nothing is smaller than a caption."""

    CAPTION = "caption"
    BODY = "body"
    TITLE = "title"
    HEADING = "heading"


_POINTS: Final = {Role.CAPTION: 9.0, Role.BODY: 10.0, Role.TITLE: 11.5, Role.HEADING: 14.0}
_WEIGHTS: Final = {
    Role.CAPTION: QFont.Weight.Normal,
    Role.BODY: QFont.Weight.Normal,
    Role.TITLE: QFont.Weight.DemiBold,
    Role.HEADING: QFont.Weight.DemiBold,
}


class _SystemFollower(QObject):
    """Applies the theme again when the desktop turns dark, light or high-contrast."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName(_SystemFollower.__name__)
        self._app = app
        self.scheme: Scheme | None = None
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._refresh)
        hints.accessibility().contrastPreferenceChanged.connect(self._refresh)

    def _refresh(self) -> None:
        _put_on(self._app, _chosen(self._app, self.scheme))


def apply(
    app: QApplication, scheme: Scheme | None = None, text_size: int = 100, reduced_motion: bool = False
) -> None:
    """Dress the application: style, palette, fonts. `scheme` None follows the desktop; `text_size` in per cent."""
    if text_size not in TEXT_SIZES:
        raise ValueError(f"text size {text_size} is none of {TEXT_SIZES}")
    app.setProperty(_TEXT_SIZE, text_size)
    app.setProperty(_STILL, reduced_motion)
    follower = app.findChild(_SystemFollower) or _SystemFollower(app)
    follower.scheme = scheme
    app.styleHints().setColorScheme(_QT_SCHEMES[scheme])
    if app.style().objectName() != WorkstationStyle.NAME:
        app.setStyle(WorkstationStyle())
    if app.findChild(FocusRing) is None:
        FocusRing.follow(app)
    app.setFont(role_font(Role.BODY))
    _put_on(app, _chosen(app, scheme))


def load_fonts(folder: Path) -> tuple[str, ...]:
    """Register the bundled font files; returns the families found. Call once, before the first window."""
    families: list[str] = []
    for file in sorted(folder.glob("*.otf")):
        number = QFontDatabase.addApplicationFont(str(file))
        families.extend(QFontDatabase.applicationFontFamilies(number))
    return tuple(dict.fromkeys(families))


def tokens() -> Tokens:
    """The tokens in force; light ones before `apply`."""
    found = QApplication.instance().property(_TOKENS) if QApplication.instance() else None
    return found if isinstance(found, Tokens) else LIGHT


def text_size() -> int:
    """The user's text size in per cent."""
    found = QApplication.instance().property(_TEXT_SIZE) if QApplication.instance() else None
    return found if isinstance(found, int) else 100


def reduced_motion() -> bool:
    """Whether to show the end state at once instead of moving there."""
    app = QApplication.instance()
    return bool(app and app.property(_STILL))


def scaled(px: int) -> int:
    """A height of the design in logical px, grown with the user's text size."""
    return round(px * text_size() / 100)


def role_font(role: Role, weight: QFont.Weight | None = None) -> QFont:
    """The font of a text role at the user's text size, with tabular figures."""
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPointSizeF(_POINTS[role] * text_size() / 100)
    font.setWeight(_WEIGHTS[role] if weight is None else weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def mono_font() -> QFont:
    """The face of hashes and recovery keys, at caption size."""
    font = QFont()
    font.setFamilies(list(MONO_FAMILIES))
    font.setPointSizeF(_POINTS[Role.CAPTION] * text_size() / 100)
    font.setStyleHint(QFont.StyleHint.Monospace)
    return font


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
        role.Highlight: t.tint,
        role.HighlightedText: t.text,
        role.Accent: t.accent,
        role.Link: t.accent,
        role.LinkVisited: t.on_tint,
    }


_QT_SCHEMES: Final = {
    None: Qt.ColorScheme.Unknown,
    Scheme.LIGHT: Qt.ColorScheme.Light,
    Scheme.DARK: Qt.ColorScheme.Dark,
}


def _chosen(app: QApplication, scheme: Scheme | None) -> Tokens:
    wanted = scheme
    if wanted is None:
        dark = app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        wanted = Scheme.DARK if dark else Scheme.LIGHT
    plain = of_scheme(wanted)
    if app.styleHints().accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
        return forced(plain, app.style().standardPalette())
    return plain


def forced(plain: Tokens, palette: QPalette) -> Tokens:
    """Tokens for a high-contrast desktop: its own palette for surfaces, text and accent; shapes stay."""
    role = QPalette.ColorRole
    ground, ink = palette.color(role.Base).name().upper(), palette.color(role.Text).name().upper()
    states = {s: ink for s in ("met", "not_met", "unknown", "borderline", "conflict")}
    grounds = {f"{s}_tint": ground for s in states}
    surfaces = {s: ground for s in ("bg", "surface", "sunken", "canvas")}
    inks = {s: ink for s in ("line", "edge", "text", "text2", "text3")}
    accents = {
        "accent": palette.color(role.Highlight).name().upper(),
        "on_accent": palette.color(role.HighlightedText).name().upper(),
        "tint": ground,
        "on_tint": ink,
    }
    return Tokens(scheme=plain.scheme, **surfaces, **inks, **accents, **states, **grounds)


def _put_on(app: QApplication, t: Tokens) -> None:
    app.setProperty(_TOKENS, t)
    app.setPalette(palette_of(t))
