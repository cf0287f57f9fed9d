"""The composition root: look, language, log and the user's changes reach the window."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from workstation import app as composing
from workstation import settings
from workstation.app import Composition
from workstation.gui import words
from workstation.gui.kit import theme
from workstation.gui.kit.tokens import DARK, LIGHT
from workstation.settings import Settings


@pytest.fixture
def composed(qapp: QApplication, tmp_path: Path) -> Iterator[Composition]:
    with Composition(qapp, tmp_path / "nowhere", Settings(language="en", scheme="light")) as composed:
        yield composed
    composed.window.deleteLater()


def test_the_door_says_that_there_is_no_workspace(composed: Composition, qapp: QApplication) -> None:
    composed.window.show()
    door = composed.window.door
    while not door.message.text():
        qapp.processEvents()
    assert "nowhere" in door.message.text()
    assert not door.button.isEnabled()


def test_changes_are_worn_at_once_and_saved(composed: Composition) -> None:
    assert theme.tokens() is LIGHT
    composed.change(Settings(language="zh", scheme="dark", text_size=115))
    assert theme.tokens() is DARK
    assert theme.text_size() == 115
    assert words.language() == "zh"
    assert Settings.load() == Settings(language="zh", scheme="dark", text_size=115)
    composed.change(Settings(language="en", scheme="light"))
    assert words.language() == "en"


def test_a_key_that_was_changed_is_saved_and_there_at_the_next_start(
    composed: Composition, qapp: QApplication, tmp_path: Path
) -> None:
    composed.window.keymap.change_key("page.turn", "Y")
    assert Settings.load().keys == {"page.turn": ("Y",)}
    composed.change(replace(Settings.load(), language="zh"))
    with Composition(qapp, tmp_path / "nowhere", Settings.load()) as again:
        assert again.window.keymap.keys("page.turn") == ("Y",)
    again.window.deleteLater()
    composed.window.keymap.reset()
    assert Settings.load().keys == {}
    composed.change(Settings(language="en", scheme="light"))


def test_the_window_is_told_in_the_new_language(composed: Composition, qapp: QApplication) -> None:
    composed.window.show()
    composed.change(Settings(language="zh", scheme="light"))
    qapp.processEvents()
    assert composed.window.door.heading.text() == "工作站"
    composed.change(Settings(language="en", scheme="light"))


def test_the_log_goes_to_its_folder(tmp_path: Path) -> None:
    root = logging.getLogger("workstation")
    before = list(root.handlers)
    composing.start_log(tmp_path / "log")
    logging.getLogger("workstation.something").info("case %s", "0192")
    added = [handler for handler in root.handlers if handler not in before]
    for handler in added:
        handler.close()
        root.removeHandler(handler)
    assert "case 0192" in (tmp_path / "log" / "workstation.log").read_text(encoding="utf-8")


def test_without_an_own_workspace_the_demo_opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert composing.workspace_to_open() == settings.demo_workspace_dir()
    (settings.user_data_dir() / "workspace").mkdir(parents=True)
    assert composing.workspace_to_open() == settings.user_data_dir() / "workspace"
