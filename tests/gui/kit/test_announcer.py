"""Screen readers are told no more than once a second, and nothing is lost."""

import pytest
from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from workstation.gui.kit import announcer as spoken
from workstation.gui.kit.announcer import Announcer


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is handed to Qt's accessibility."""
    said: list[str] = []
    monkeypatch.setattr(spoken, "announce", lambda _widget, text: said.append(text))
    return said


def test_the_first_is_told_at_once_the_rest_together_after_a_second(
    qtbot: QtBot, dressed: QApplication, heard: list[str]
) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    announcer, clock = Announcer(widget), QElapsedTimer()
    clock.start()
    announcer.tell("saved", "Saved 10:41")
    assert heard == ["Saved 10:41"]
    announcer.tell("saved", "Saved 10:42")
    announcer.tell("verdicts", "Tisa: Information missing")
    announcer.tell("saved", "Saved 10:43")
    assert heard == ["Saved 10:41"]
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard[1] == "Tisa: Information missing. Saved 10:43"
    assert clock.elapsed() >= 950
