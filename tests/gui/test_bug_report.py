"""The one report of a bug: one at a time, an id to quote, and nothing that a patient's page could hold."""

import sys

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workstation.domain.errors import InputError
from workstation.gui.bug_report import Bug, BugReport, ExceptionHook

SECRET = "Wren, Adela 12/04/1965"


def raised() -> tuple[type[BaseException], BaseException]:
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        return type(error), error


def open_reports() -> list[BugReport]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, BugReport) and w.isVisible()]


def test_a_report_says_where_but_not_what(dressed: QApplication) -> None:
    kind, error = raised()
    bug = Bug.of(kind, error.__traceback__)
    assert SECRET not in bug.text
    assert "ValueError" in bug.text and "test_bug_report.py" in bug.text
    assert bug.id in bug.text


def test_one_report_at_a_time(qtbot: QtBot, dressed: QApplication) -> None:
    hook = ExceptionHook(lambda error: None)
    told: list[Bug] = []
    hook.reported.connect(told.append)
    for _ in range(3):
        kind, error = raised()
        hook(kind, error, error.__traceback__)
    qtbot.waitUntil(lambda: len(told) == 3)
    assert len(open_reports()) == 1
    report = open_reports()[0]
    report.copy.click()
    assert QGuiApplication.clipboard().text() == report.bug.text
    report.go_on.click()
    assert open_reports() == []
    kind, error = raised()
    hook(kind, error, error.__traceback__)
    qtbot.waitUntil(lambda: len(open_reports()) == 1)
    open_reports()[0].accept()


def test_a_known_problem_is_no_bug(qtbot: QtBot, dressed: QApplication) -> None:
    known: list[str] = []
    hook = ExceptionHook(lambda error: known.append(error.message_id))
    error = InputError("users.incomplete")
    hook(type(error), error, None)
    QApplication.processEvents()
    assert known == ["users.incomplete"]
    assert open_reports() == []


def test_it_becomes_the_hook_of_the_program(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    hook = ExceptionHook(lambda error: None)
    hook.install()
    assert sys.excepthook is hook
