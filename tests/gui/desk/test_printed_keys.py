"""Keys that are printed on buttons and in sentences are those in force, also after they are changed."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.gui.desk.bench import Stay
from tests.gui.desk.conftest import OpenDesk
from workstation.gui.desk.desk import DeskScreen
from workstation.gui.kit.buttons import Button

Printed = Callable[[DeskScreen], str]


def on(button: Button) -> str:
    """The key as the button tells it."""
    return button.accessibleDescription()


PLACES: dict[str, tuple[str, Printed]] = {
    "cite": ("cite.supports", lambda desk: on(desk.pages.cite_bar._supports)),
    "cite what is read again": ("cite.supports", lambda desk: on(desk.pages.correcting.card._cite)),
    "undo on the page": ("edit.undo", lambda desk: on(desk.pages.correcting.toast._undo)),
    "undo in the record": ("edit.undo", lambda desk: on(desk.record.findings._toast._undo)),
    "undo of documents": ("edit.undo", lambda desk: on(desk.edits.toast._undo)),
    "draw again": ("page.again", lambda desk: on(desk.pages.active.trouble.again)),
    "next hit": ("find.next", lambda desk: on(desk.pages.finder.forward)),
    "previous hit": ("find.previous", lambda desk: on(desk.pages.finder.back)),
    "add documents": ("case.add_documents", lambda desk: on(desk.side._add)),
    "add the first": ("case.add_documents", lambda desk: desk.pages._empty.text()),
    "menu": ("app.menu", lambda desk: on(desk.app_bar.menu)),
    "search": ("app.search", lambda desk: desk.app_bar.search._key),
    "next case": ("case.next", lambda desk: on(desk.app_bar.next)),
    "previous case": ("case.previous", lambda desk: on(desk.app_bar.previous)),
    "keys": ("help.keys", lambda desk: desk.status_bar._keys.accessibleName()),
}


@pytest.mark.parametrize("place", PLACES)
def test_the_key_printed_is_the_key_in_force(desk: DeskScreen, place: str) -> None:
    action, printed = PLACES[place]
    keymap = desk.session.keymap
    assert keymap.shown(action) in printed(desk)
    keymap.change_key(action, "Ctrl+Shift+F11")
    assert "Ctrl Shift F11" in printed(desk)
    keymap.reset()
    assert "F11" not in printed(desk)


def test_a_second_side_prints_it_too(desk: DeskScreen) -> None:
    desk.session.keymap.change_key("cite.supports", "Ctrl+Shift+F11")
    desk.pages.toggle_second()
    assert [on(side.cite_bar._supports) for side in desk.pages.sides] == ["Ctrl Shift F11"] * 2


def test_an_empty_discussion_tells_the_key_in_force(qtbot: QtBot, stay: Stay, open_desk: OpenDesk) -> None:
    stay.session.keymap.change_key("comment.here", "Ctrl+Shift+F11")
    desk = open_desk()
    stay.settle(qtbot)
    said = [label.text() for label in desk.record.discussion.findChildren(QLabel)]
    assert any("Ctrl Shift F11" in each for each in said)
