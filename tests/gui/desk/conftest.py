"""The ward, made once and copied for each test; a session on it; the desk of a case on screen."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.conftest import CHEAP, HANNA, MARK
from tests.gui.desk.bench import Stay, Ward, fill_ward, make_session
from workstation.gui.desk.desk import DeskScreen
from workstation.reading import ReadingPool
from workstation.services.rules import Rules
from workstation.services.thread import StoreThread
from workstation.services.users import add_user
from workstation.services.workspace import create_workspace, open_workspace


@pytest.fixture(scope="session")
def pool() -> Iterator[ReadingPool]:
    """The real workers, started once."""
    with ReadingPool(1) as opened:
        yield opened


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, loaded_rules: Rules, pool: ReadingPool) -> Ward:
    """The ward as it is before anybody comes in."""
    folder = tmp_path_factory.mktemp("ward") / "ward"
    create_workspace(folder, "Ward 4", "Europe/Oslo", HANNA, cost=CHEAP)
    with open_workspace(folder, HANNA.login, HANNA.password, rules=loaded_rules) as ws:
        add_user(ws, MARK)
    with open_workspace(folder, MARK.login, MARK.password, rules=loaded_rules) as ws:
        return fill_ward(ws, pool, folder)


@pytest.fixture
def ward(filled: Ward, tmp_path: Path) -> Ward:
    """A copy of its own."""
    shutil.copytree(filled.folder, tmp_path / "ward")
    return replace(filled, folder=tmp_path / "ward")


@pytest.fixture
def stay(
    qtbot: QtBot, dressed: QApplication, ward: Ward, loaded_rules: Rules, pool: ReadingPool
) -> Iterator[Stay]:
    """Mark is signed in. Answers that are on their way when the test ends are dropped, as by the window."""
    with open_workspace(ward.folder, MARK.login, MARK.password, rules=loaded_rules) as ws:
        thread = StoreThread(ws)
        session = make_session(qtbot, ws, thread, lambda: pool)
        yield Stay(session, thread, ws, ward)
        session.client.close()
        thread.close()
        session.client.deleteLater()


OpenDesk = Callable[..., DeskScreen]


@pytest.fixture
def open_desk(qtbot: QtBot, stay: Stay) -> Iterator[OpenDesk]:
    """Opens Ada's case on a desk of 1920 px. As in the window, a desk is gone before its store is."""
    made: list[DeskScreen] = []

    def opened(width: int = 1920, height: int = 1010, **args: str) -> DeskScreen:
        screen = DeskScreen(stay.session)
        made.append(screen)
        screen.resize(width, height)
        screen.show()
        screen.activateWindow()
        screen.opened(case_id=stay.ward.ada, **args)
        qtbot.waitUntil(lambda: screen.record.findings.form is not None and bool(screen.pages.canvas.pages))
        stay.settle(qtbot)
        return screen

    yield opened
    for screen in made:
        screen.importer.close()
        screen.pages.pictures.close()
        screen.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def desk(open_desk: OpenDesk) -> DeskScreen:
    """Ada's case on the desk."""
    return open_desk()
