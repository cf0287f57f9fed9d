"""The smallest window, the largest text, a screen at 200 %: nothing of the page is cut off."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.desk.bench import Stay, key
from tests.gui.desk.conftest import OpenDesk
from workstation.gui.desk.desk import DeskScreen
from workstation.gui.kit import theme
from workstation.gui.kit.buttons import Button
from workstation.gui.kit.frames import ElidedLabel
from workstation.gui.kit.tokens import Scheme

SMALLEST = (1280, 660)  # logical px, as a screen of 2560 px at 200 % gives


@pytest.fixture(params=[100, 130])
def desk(request: pytest.FixtureRequest, dressed: QApplication, open_desk: OpenDesk) -> Iterator[DeskScreen]:
    theme.apply(dressed, Scheme.LIGHT, request.param, reduced_motion=True)
    yield open_desk(*SMALLEST)


def cut(root: QWidget) -> list[str]:
    """Buttons and labels in sight that have less room than their words need, or lie outside what holds them."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, (Button, QLabel)):
            continue
        gives_way = isinstance(widget, ElidedLabel) or (isinstance(widget, QLabel) and widget.wordWrap())
        holder = widget.parentWidget()
        if not gives_way and widget.sizeHint().width() > widget.width() + 1:
            found.append(f"{widget.text()!r} needs {widget.sizeHint().width()}, has {widget.width()}")
        if holder is not None and not holder.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry()):
            found.append(f"{widget.text()!r} lies outside {type(holder).__name__}")
    return found


def test_nothing_on_the_page_is_cut_off(qtbot: QtBot, desk: DeskScreen, stay: Stay) -> None:
    canvas = desk.pages.canvas
    qtbot.waitUntil(lambda: bool(canvas._words.get(canvas.pages[0].id)))
    assert cut(desk.pages) == []
    key(canvas, Qt.Key.Key_F7)
    stay.settle(qtbot)
    canvas.choose(canvas.pages[0].id, 0, 1)
    assert desk.pages.cite_bar.isVisible()
    assert cut(desk.pages) == []
    key(canvas, Qt.Key.Key_T, ctrl=True, shift=True)
    key(canvas, Qt.Key.Key_F, ctrl=True)
    stay.settle(qtbot)
    assert desk.pages.active.text.isVisible()
    assert desk.pages.finder.isVisible()
    assert cut(desk.pages) == []


def test_a_label_without_room_is_found(qtbot: QtBot, dressed: QApplication) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    label = QLabel("more words than room", holder)
    label.setFixedWidth(20)
    holder.show()
    assert cut(holder) == [f"'more words than room' needs {label.sizeHint().width()}, has 20"]
