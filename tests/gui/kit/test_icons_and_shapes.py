"""Icons take the colour of the theme, stay sharp, and the state shapes differ without colour."""

from itertools import combinations

import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter
from PySide6.QtWidgets import QApplication

from workstation.gui.kit import icons, theme
from workstation.gui.kit.shapes import paint_state
from workstation.gui.kit.tokens import DARK, LIGHT, Scheme, State
from workstation.settings import resources_dir


def drawn(state: State) -> QImage:
    """A shape in black on white at 16 px."""
    image = QImage(16, 16, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_state(painter, QRectF(0, 0, 16, 16), state, QColor("black"))
    painter.end()
    return image


def difference(one: QImage, other: QImage) -> int:
    """How many of the 256 pixels differ by more than a quarter of the grey scale."""
    return sum(
        abs(one.pixelColor(x, y).red() - other.pixelColor(x, y).red()) > 64
        for x in range(16)
        for y in range(16)
    )


@pytest.mark.parametrize(("one", "other"), tuple(combinations(State, 2)))
def test_two_states_differ_in_shape_alone(dressed: QApplication, one: State, other: State) -> None:
    assert difference(drawn(one), drawn(other)) >= 24


def test_there_is_a_drawing_for_every_name_and_none_besides(dressed: QApplication) -> None:
    files = {file.stem for file in (resources_dir() / "icons").glob("*.svg")}
    assert files == set(icons.NAMES)


def test_every_drawing_is_one_colour_on_a_16_grid() -> None:
    for file in (resources_dir() / "icons").glob("*.svg"):
        text = file.read_text(encoding="utf-8")
        assert 'viewBox="0 0 16 16"' in text, file.name
        assert "currentColor" in text and "#" not in text, file.name


@pytest.mark.parametrize("name", [*icons.NAMES, *icons.SHAPES])
def test_an_icon_is_drawn_in_the_colour_of_its_token(dressed: QApplication, name: str) -> None:
    picture = icons.icon(name, "accent").pixmap(QSize(16, 16), 2.0).toImage()
    assert (picture.width(), picture.height()) == (32, 32)
    inked = {
        picture.pixelColor(x, y).rgb()
        for x in range(32)
        for y in range(32)
        if picture.pixelColor(x, y).alpha() == 255
    }
    assert QColor(LIGHT.accent).rgb() in inked


def test_an_icon_follows_the_theme(dressed: QApplication) -> None:
    icon = icons.icon("search", "text")
    theme.apply(dressed, Scheme.DARK)
    picture = icon.pixmap(QSize(16, 16), 2.0).toImage()
    colours = {picture.pixelColor(x, y).name().upper() for x in range(32) for y in range(32)}
    assert DARK.text in colours
    assert LIGHT.text not in colours


def test_a_disabled_icon_is_paler(dressed: QApplication) -> None:
    icon = icons.icon("lock", "text")
    one = icon.pixmap(QSize(16, 16), 1.0, QIcon.Mode.Normal).toImage()
    other = icon.pixmap(QSize(16, 16), 1.0, QIcon.Mode.Disabled).toImage()
    assert one != other


def test_an_unknown_name_is_a_bug(dressed: QApplication) -> None:
    with pytest.raises(KeyError):
        icons.icon("banana")
