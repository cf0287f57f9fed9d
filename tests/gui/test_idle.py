"""The idle watch tells once, and a touch starts it again."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from workstation.gui.idle import IdleWatch


def test_it_tells_once_until_the_next_touch(qtbot: QtBot, dressed: QApplication) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    watch = IdleWatch(window, minutes=0.005)
    told: list[int] = []
    watch.idle.connect(lambda: told.append(1))
    window.show()
    watch.watch()
    with qtbot.waitSignal(watch.idle, timeout=3000):
        pass
    with qtbot.assertNotEmitted(watch.idle, wait=500):
        pass
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    with qtbot.waitSignal(watch.idle, timeout=3000):
        pass
    assert told == [1, 1]
