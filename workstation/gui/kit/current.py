"""What the theme in force is: the questions a widget asks while it paints or lays out."""

from enum import StrEnum
from functools import lru_cache
from typing import Final

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from workstation.gui.kit.tokens import LIGHT, Tokens

FAMILIES: Final = ("Inter", "PingFang SC", "Microsoft YaHei UI", "Noto Sans CJK SC")
MONO_FAMILIES: Final = ("SF Mono", "Cascadia Mono", "DejaVu Sans Mono", "Liberation Mono", "monospace")

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


def remember(app: QApplication, t: Tokens) -> None:
    """Put these tokens in force."""
    app.setProperty(_TOKENS, t)


def remember_reading(app: QApplication, size: int, still: bool) -> None:
    """Put this text size (per cent) and this wish for less motion in force."""
    app.setProperty(_TEXT_SIZE, size)
    app.setProperty(_STILL, still)


def tokens() -> Tokens:
    """The tokens in force; light ones before `apply`."""
    app = QApplication.instance()
    found = app.property(_TOKENS) if app else None
    return found if isinstance(found, Tokens) else LIGHT


def text_size() -> int:
    """The user's text size in per cent."""
    app = QApplication.instance()
    found = app.property(_TEXT_SIZE) if app else None
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
    return QFont(_made_font(role, _WEIGHTS[role] if weight is None else weight, text_size()))


@lru_cache(maxsize=64)
def _made_font(role: Role, weight: QFont.Weight, size: int) -> QFont:
    """Asked for hundreds of times in a paint, and dear to make."""
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPointSizeF(_POINTS[role] * size / 100)
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def mono_font() -> QFont:
    """The face of hashes and recovery keys, at caption size."""
    font = QFont()
    font.setFamilies(list(MONO_FAMILIES))
    font.setPointSizeF(_POINTS[Role.CAPTION] * text_size() / 100)
    font.setStyleHint(QFont.StyleHint.Monospace)
    return font
