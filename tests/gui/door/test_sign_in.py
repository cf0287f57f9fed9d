"""The door: who may come in, what is said when not, and what a demo shows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workstation.gui.client import Errands
from workstation.gui.door.parts import TRIES
from workstation.gui.door.sign_in import Door
from workstation.messages import Catalogue
from workstation.services.workspace import Workspace
from workstation.settings import resources_dir


@pytest.fixture
def errands(dressed: QApplication) -> Iterator[Errands]:
    errands = Errands()
    yield errands
    errands.close()


def open_door(qtbot: QtBot, errands: Errands, folder: Path) -> Door:
    """A door that has found out what can be known before sign-in."""
    door = Door(folder, errands, Catalogue.load(resources_dir() / "messages"))
    qtbot.addWidget(door)
    door.resize(1280, 660)
    door.show()
    qtbot.waitUntil(lambda: bool(door.line.text()))
    return door


def type_in(door: Door, login: str, password: str) -> None:
    door.user.setFocus()
    QTest.keyClicks(door.user, login)
    QTest.keyClick(door.user, Qt.Key.Key_Return)
    QTest.keyClicks(door.password, password)
    QTest.keyClick(door.password, Qt.Key.Key_Return)


def test_the_right_password_opens_the_workspace(qtbot: QtBot, errands: Errands, plain_folder: Path) -> None:
    door = open_door(qtbot, errands, plain_folder)
    with qtbot.waitSignal(door.entered, timeout=10_000) as entered:
        type_in(door, "hroth", "demo-hanna")
    workspace = entered.args[0]
    assert isinstance(workspace, Workspace)
    assert workspace.user.printed_name == "Dr. Hanna Roth"
    assert door.password.text() == ""
    workspace.close()


def test_a_wrong_password_is_told_in_place_with_the_tries_left(
    qtbot: QtBot, errands: Errands, plain_folder: Path
) -> None:
    door = open_door(qtbot, errands, plain_folder)
    type_in(door, "hroth", "not-this-one")
    qtbot.waitUntil(lambda: "not right" in door.message.text())
    assert f"{TRIES - 1}" in door.message.text()
    assert door.password.text() == ""
    assert door.user.text() == "hroth"
    assert door.password.hasFocus()


def test_after_the_last_try_the_door_waits(qtbot: QtBot, errands: Errands, plain_folder: Path) -> None:
    door = open_door(qtbot, errands, plain_folder)
    for left in range(TRIES - 1, -1, -1):
        door.user.setText("hroth")
        door.password.setText("wrong")
        door.sign_in()
        qtbot.waitUntil(lambda left=left: door.tries.left() == left)  # type: ignore[misc]
    assert not door.button.isEnabled()
    assert "seconds" in door.message.text()
    door.tries.begin_again()
    assert door.button.isEnabled()
    assert door.message.isHidden()


def test_only_a_demo_shows_users_and_passwords(
    qtbot: QtBot, errands: Errands, demo_folder: Path, plain_folder: Path
) -> None:
    plain = open_door(qtbot, errands, plain_folder)
    assert plain.demo_rows == []
    demo = open_door(qtbot, errands, demo_folder)
    assert demo.line.text() == "Nordhaven demo"
    shown = {row.user.login: row.user.password for row in demo.demo_rows}
    assert shown == {"hroth": "demo-hanna", "mkeller": "demo-mark"}


def test_one_click_on_a_demo_user_signs_in(qtbot: QtBot, errands: Errands, demo_folder: Path) -> None:
    door = open_door(qtbot, errands, demo_folder)
    reviewer = next(row for row in door.demo_rows if row.user.login == "mkeller")
    with qtbot.waitSignal(door.entered, timeout=10_000) as entered:
        QTest.mouseClick(reviewer, Qt.MouseButton.LeftButton)
    assert entered.args[0].user.login == "mkeller"
    entered.args[0].close()


def test_missing_keys_are_told_and_the_form_is_shut(
    qtbot: QtBot, errands: Errands, plain_folder: Path
) -> None:
    for file in plain_folder.glob("workspace.keys*"):
        file.rename(file.with_suffix(".away" + file.suffix))
    door = open_door(qtbot, errands, plain_folder)
    qtbot.waitUntil(lambda: bool(door.message.text()))
    assert "workspace.keys" in door.message.text()
    assert not door.button.isEnabled()
    assert not door.again.isHidden()


def test_trying_again_opens_the_form_when_the_keys_are_back(
    qtbot: QtBot, errands: Errands, plain_folder: Path
) -> None:
    keys = plain_folder / "workspace.keys"
    away = plain_folder / "elsewhere"
    keys.rename(away)
    door = open_door(qtbot, errands, plain_folder)
    qtbot.waitUntil(lambda: bool(door.message.text()))
    away.rename(keys)
    QTest.mouseClick(door.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(door.button.isEnabled)
    assert door.message.isHidden()


def test_an_empty_form_asks_for_both(qtbot: QtBot, errands: Errands, plain_folder: Path) -> None:
    door = open_door(qtbot, errands, plain_folder)
    QTest.mouseClick(door.button, Qt.MouseButton.LeftButton)
    assert door.message.text() == "Enter user name and password."
    assert door.user.hasFocus()
