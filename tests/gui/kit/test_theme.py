"""The theme: palette, fonts, sizes, and what a high-contrast desktop changes."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from workstation.gui.kit import theme
from workstation.gui.kit.frames import Label
from workstation.gui.kit.style import WorkstationStyle
from workstation.gui.kit.tokens import DARK, LIGHT, Scheme, Tokens, contrast, of_scheme


def test_the_scheme_reaches_palette_and_tokens(dressed: QApplication, scheme: Scheme) -> None:
    theme.apply(dressed, scheme)
    wanted = of_scheme(scheme)
    assert theme.tokens() is wanted
    assert dressed.palette().color(QPalette.ColorRole.Window) == QColor(wanted.bg)
    assert dressed.palette().color(QPalette.ColorRole.PlaceholderText) == QColor(wanted.text3)
    assert dressed.palette().color(QPalette.ColorRole.Accent) == QColor(wanted.accent)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_role_of_every_group_is_set(tokens: Tokens) -> None:
    palette = theme.palette_of(tokens)
    last = QPalette.ColorRole.NColorRoles.value
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled):
        unset = [
            role.name
            for role in QPalette.ColorRole
            if role.value < last
            and role is not QPalette.ColorRole.NoRole
            and not palette.isBrushSet(group, role)
        ]
        assert unset == [], group


def test_inter_is_there_in_three_weights(dressed: QApplication, fonts: tuple[str, ...]) -> None:
    assert "Inter" in fonts
    for weight in (QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold):
        info = QFontInfo(theme.role_font(theme.Role.BODY, weight))
        assert (info.family(), info.weight()) == ("Inter", weight.value)


def test_figures_are_tabular(dressed: QApplication) -> None:
    assert theme.role_font(theme.Role.BODY).featureValue(QFont.Tag("tnum")) == 1


@pytest.mark.parametrize("size", theme.TEXT_SIZES)
def test_text_and_controls_grow_together(dressed: QApplication, size: int) -> None:
    theme.apply(dressed, Scheme.LIGHT, size)
    assert theme.role_font(theme.Role.BODY).pointSizeF() == pytest.approx(10 * size / 100)
    assert theme.scaled(30) == round(30 * size / 100)


def test_another_text_size_is_refused(dressed: QApplication) -> None:
    with pytest.raises(ValueError, match="text size"):
        theme.apply(dressed, Scheme.LIGHT, 200)


def test_a_high_contrast_desktop_gives_its_own_colours() -> None:
    palette = QPalette(QColor("#000000"))
    palette.setColor(QPalette.ColorRole.Base, QColor("#000000"))
    palette.setColor(QPalette.ColorRole.Text, QColor("#ffff00"))
    palette.setColor(QPalette.ColorRole.Highlight, QColor("#00ffff"))
    tokens = theme.forced(DARK, palette)
    assert (tokens.surface, tokens.text, tokens.edge) == ("#000000", "#FFFF00", "#FFFF00")
    assert (tokens.accent, tokens.met) == ("#00FFFF", "#FFFF00")
    assert tokens.paper_accent == DARK.paper_accent


def test_what_is_selected_is_seen_on_a_high_contrast_desktop(qapp: QApplication) -> None:
    """Tints fall together with the ground there: the selection takes the accent."""
    palette, role = QPalette(), QPalette.ColorRole
    for part, colour in ((role.Base, "#000000"), (role.Text, "#FFFFFF"), (role.Highlight, "#1AEBFF")):
        palette.setColor(part, QColor(colour))
    palette.setColor(role.HighlightedText, QColor("#000000"))
    worn = theme.palette_of(theme.forced(DARK, palette))
    chosen, ground = worn.color(role.Highlight).name(), worn.color(role.Base).name()
    assert contrast(chosen, ground) >= 3.0
    assert contrast(worn.color(role.HighlightedText).name(), chosen) >= 4.5
    assert theme.palette_of(LIGHT).color(role.Highlight).name().upper() == LIGHT.tint


def test_the_style_keeps_the_metrics_of_the_design(dressed: QApplication) -> None:
    style = dressed.style()
    assert style.objectName() == WorkstationStyle.NAME
    assert style.styleHint(QStyle.StyleHint.SH_ToolTip_WakeUpDelay) == 500
    assert style.pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent) == 12


def test_following_the_desktop_takes_its_scheme(dressed: QApplication) -> None:
    theme.apply(dressed, None)
    dark = dressed.styleHints().colorScheme() is Qt.ColorScheme.Dark
    assert theme.tokens() is (DARK if dark else LIGHT)


# What is on screen follows


Labels = list[tuple[Label, theme.Role, str]]
COLOURS = ("text", "text2", "text3", "borderline", "surface")


@pytest.fixture
def labels(qtbot: QtBot, dressed: QApplication) -> Iterator[Labels]:
    """Labels of every role and of several colours, one half of them hidden, on a window that is shown."""
    window = QWidget()
    qtbot.addWidget(window)
    body = QVBoxLayout(window)
    made = [(Label("words", role, colour), role, colour) for role in theme.Role for colour in COLOURS]
    for at, (label, _, _) in enumerate(made):
        body.addWidget(label)
        label.setHidden(at % 2 == 1)
    window.show()
    yield made


def shown(label: Label) -> tuple[str, float]:
    return label.palette().color(QPalette.ColorRole.WindowText).name().upper(), label.font().pointSizeF()


def expected(role: theme.Role, colour: str) -> tuple[str, float]:
    return getattr(theme.tokens(), colour).upper(), theme.role_font(role).pointSizeF()


@pytest.mark.parametrize(
    ("scheme", "size"),
    [(Scheme.DARK, 100), (Scheme.LIGHT, 130), (Scheme.DARK, 90)],
    ids=["dark", "130", "both"],
)
def test_words_on_screen_take_another_scheme_and_size_at_once(
    dressed: QApplication, labels: Labels, scheme: Scheme, size: int
) -> None:
    theme.apply(dressed, scheme, size)
    dressed.processEvents()  # Qt tells its widgets with the next turn of the loop
    assert [shown(label) for label, _, _ in labels] == [expected(role, colour) for _, role, colour in labels]
    theme.apply(dressed, Scheme.LIGHT)
    dressed.processEvents()
    assert [shown(label) for label, _, _ in labels] == [expected(role, colour) for _, role, colour in labels]


def test_words_on_screen_take_the_colours_of_a_high_contrast_desktop_at_once(
    dressed: QApplication, labels: Labels, monkeypatch: pytest.MonkeyPatch
) -> None:
    palette, role = QPalette(), QPalette.ColorRole
    for part, colour in ((role.Base, "#000000"), (role.Text, "#FFFF00"), (role.Highlight, "#00FFFF")):
        palette.setColor(part, QColor(colour))
    monkeypatch.setattr(theme, "_chosen", lambda _app, _scheme: theme.forced(DARK, palette))
    theme.apply(dressed, Scheme.DARK)
    dressed.processEvents()
    for label, _, colour in labels:
        ground = theme.tokens().text if colour == "surface" else theme.tokens().surface
        assert contrast(shown(label)[0], ground) >= 4.5
