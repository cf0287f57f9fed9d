"""Answers come back on the GUI thread, in order, and never to a widget that is gone."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from workstation.domain.errors import InputError
from workstation.gui.client import Client, Errands
from workstation.services.rules import Rules
from workstation.services.thread import StoreThread
from workstation.services.workspace import Workspace, open_workspace


@pytest.fixture
def client(qapp: QApplication, plain_folder: Path, loaded_rules: Rules) -> Iterator[Client]:
    with open_workspace(plain_folder, "hroth", "demo-hanna", rules=loaded_rules) as ws:
        thread = StoreThread(ws)
        client = Client(thread)
        yield client
        client.close()
        thread.close()


def name_of(ws: Workspace) -> str:
    return ws.name


def thread_of(_ws: Workspace) -> int:
    return threading.get_ident()


def refuse(_ws: Workspace) -> None:
    raise InputError("users.incomplete")


def echo(_ws: Workspace, number: int) -> int:
    return number


def test_the_verb_runs_elsewhere_and_the_answer_comes_here(qtbot: QtBot, client: Client) -> None:
    answers: list[tuple[int, int]] = []
    client.call(thread_of, done=lambda there: answers.append((there, threading.get_ident())))
    qtbot.waitUntil(lambda: len(answers) == 1)
    there, here = answers[0]
    assert here == threading.get_ident() != there


def test_answers_keep_the_order_of_the_calls(qtbot: QtBot, client: Client) -> None:
    answers: list[int] = []
    for number in range(20):
        client.call(echo, number, done=answers.append)
    qtbot.waitUntil(lambda: len(answers) == 20)
    assert answers == list(range(20))


def test_a_known_problem_goes_to_who_asked_or_to_the_window(qtbot: QtBot, client: Client) -> None:
    taken: list[str] = []
    client.call(refuse, failed=lambda error: taken.append(error.message_id))
    qtbot.waitUntil(lambda: taken == ["users.incomplete"])
    with qtbot.waitSignal(client.refused) as refused:
        client.call(refuse)
    assert isinstance(refused.args[0], InputError)


def test_a_bug_in_a_verb_is_raised_on_the_gui_thread(qtbot: QtBot, client: Client) -> None:
    def break_down(_ws: Workspace) -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as raised:
        client.call(break_down)
        qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is ZeroDivisionError


class Asker(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def hear(self, name: str) -> None:
        self.heard.append(name)


def test_an_answer_for_somebody_gone_is_dropped(qtbot: QtBot, client: Client) -> None:
    gone, there = Asker(), Asker()
    client.call(name_of, done=gone.hear)
    client.call(name_of, done=there.hear)
    heard = gone.heard
    delete(gone)
    qtbot.waitUntil(lambda: there.heard == ["Ward 4"])
    assert heard == []


def test_after_close_nothing_more_comes(qtbot: QtBot, client: Client) -> None:
    answers: list[str] = []
    client.call(name_of, done=answers.append)
    client.close()
    client.future(name_of).result(timeout=10)
    QApplication.processEvents()
    assert answers == []


def test_errands_need_no_workspace(qtbot: QtBot, qapp: QApplication) -> None:
    errands, answers = Errands(), list[int]()
    errands.run(max, 2, 3, done=answers.append)
    qtbot.waitUntil(lambda: answers == [3])
    errands.close()
