"""The queue of the ward on screen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from tests.gui.desk.bench import Stay
from tests.gui.desk.conftest import filled, pool, stay, ward  # noqa: F401 - the same ward
from workstation.gui.queue.queue import QueueScreen


@pytest.fixture
def queue(qtbot: QtBot, stay: Stay) -> Iterator[QueueScreen]:  # noqa: F811
    """All open cases in a 1920 px window."""
    screen = QueueScreen(stay.session)
    screen.resize(1920, 1010)
    screen.show()
    screen.activateWindow()
    screen.opened()
    qtbot.waitUntil(lambda: len(screen.table.rows) == 4)
    stay.settle(qtbot)
    yield screen
    screen.importer.close()
    screen.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
