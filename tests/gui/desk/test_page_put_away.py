"""Timeline and Suitability at 1366: the page is put away, and comes into view for every key that acts on it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.desk.bench import Stay, key
from tests.gui.desk.conftest import OpenDesk
from tests.services.bench import row_of
from workstation.gui.desk.desk import DeskScreen
from workstation.services.form import the_form

TABS = {"timeline": Qt.Key.Key_2, "suitability": Qt.Key.Key_3}


@pytest.fixture(params=["timeline", "suitability"])
def desk(request: pytest.FixtureRequest, open_desk: OpenDesk, qtbot: QtBot) -> DeskScreen:
    """A tab beside which there is no room for the page, with the keys on what it is about."""
    desk = open_desk(1366, 698)
    canvas = desk.pages.canvas
    qtbot.waitUntil(lambda: bool(canvas._words.get(canvas.pages[0].id)))
    key(desk, TABS[request.param], ctrl=True)
    assert desk.pages.isHidden()
    return desk


def keys() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


SHOWN: dict[str, tuple[Qt.Key, bool, bool, Callable[[DeskScreen], QWidget]]] = {
    "find": (Qt.Key.Key_F, True, False, lambda desk: desk.pages.finder),
    "doubtful word": (Qt.Key.Key_F7, False, False, lambda desk: desk.pages.doubts.bar),
    "page as text": (Qt.Key.Key_T, True, True, lambda desk: desk.pages.active.text),
    "ask the packet": (Qt.Key.Key_J, True, True, lambda desk: desk.pages.asker),
    "ask the packet, not typing": (Qt.Key.Key_Slash, False, False, lambda desk: desk.pages.asker),
    "what the document is": (Qt.Key.Key_F2, False, False, lambda desk: desk.pages.document_bar),
    "go to page": (Qt.Key.Key_G, True, False, lambda desk: desk.pages.bar),
}


@pytest.mark.parametrize("pressed", SHOWN)
def test_a_key_of_the_page_brings_it_into_view_with_what_was_asked(desk: DeskScreen, pressed: str) -> None:
    code, ctrl, shift, shown = SHOWN[pressed]
    key(keys(), code, ctrl=ctrl, shift=shift)
    assert desk.pages.isVisible() and desk.pages.width() >= 400
    assert shown(desk).isVisible()


def test_the_second_page_comes_into_view(desk: DeskScreen) -> None:
    key(keys(), Qt.Key.Key_F9, shift=True)
    assert desk.pages.isVisible() and len(desk.pages.sides) == 2


@pytest.mark.parametrize("back", [Qt.Key.Key_Space, Qt.Key.Key_Escape])
def test_space_peeks_at_the_page_and_the_keys_stay(desk: DeskScreen, back: Qt.Key) -> None:
    had = keys()
    key(had, Qt.Key.Key_Space)
    assert desk.pages.isVisible() and keys() is had
    key(had, back)
    assert desk.pages.isHidden() and keys() is had


def test_a_page_that_was_asked_for_is_not_put_away_by_esc(desk: DeskScreen) -> None:
    had = keys()
    key(had, Qt.Key.Key_1, alt=True)
    key(keys(), Qt.Key.Key_3, alt=True)
    key(keys(), Qt.Key.Key_Escape)
    assert desk.pages.isVisible()


def test_what_is_out_of_sight_is_not_cited(desk: DeskScreen, stay: Stay, qtbot: QtBot) -> None:
    canvas = desk.pages.canvas
    before = the_form_of(stay)
    canvas.choose(canvas.pages[0].id, 0, 0)
    key(keys(), Qt.Key.Key_Return, ctrl=True)
    stay.settle(qtbot)
    assert the_form_of(stay) == before


def the_form_of(stay: Stay) -> list[int]:
    form = stay.thread.call(the_form, stay.ward.ada).result(10)
    return [len(value.spots) for value in row_of(form, "diagnosis").values]
