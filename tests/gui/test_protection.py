"""How documents are opened is said at the foot of the window, as the workers themselves tell it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.gui.test_window import DeskBench, QueueBench, sign_in
from workstation.gui.kit.bars import StatusBar
from workstation.gui.protection import ProtectionSign
from workstation.gui.reading import LazyPool
from workstation.gui.window import ScreenMakers, Window
from workstation.messages import Catalogue
from workstation.reading import FileProblem, Layer
from workstation.reading.sandbox import LayerName
from workstation.settings import Settings, resources_dir

WHOLE = "Documents are opened in sealed workers: 4 of 4 layers hold."


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, demo_folder: Path) -> Iterator[Window]:
    makers = ScreenMakers(queue=QueueBench, desk=DeskBench, signoff=DeskBench)
    pool = LazyPool()
    window = Window(demo_folder, makers, pool, Catalogue.load(resources_dir() / "messages"), Settings())
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: bool(window.door.demo_rows))
    yield window
    window.close()
    window.deleteLater()
    pool.close()


def seal_of(window: Window) -> str:
    screen = window.current_screen()
    assert screen is not None
    seal = screen.status_bar.seal
    return seal.accessibleName() if seal.isVisible() else ""


def open_menu() -> QMenu | None:
    popup = QApplication.activePopupWidget()
    return popup if isinstance(popup, QMenu) else None


def test_the_workers_of_this_machine_tell_their_layers_on_every_screen(qtbot: QtBot, window: Window) -> None:
    queue = sign_in(qtbot, window)
    qtbot.waitUntil(lambda: seal_of(window) == WHOLE, timeout=20_000)
    seal = queue.status_bar.seal
    assert (seal.text(), seal.toolTip()) == ("", WHOLE)
    queue.case_asked.emit("b", {})
    assert seal_of(window) == WHOLE
    window.rebuild()
    assert seal_of(window) == WHOLE


def test_the_layers_are_listed_by_key_and_by_mouse(qtbot: QtBot, window: Window) -> None:
    queue = sign_in(qtbot, window)
    qtbot.waitUntil(lambda: seal_of(window) == WHOLE, timeout=20_000)
    seal = queue.status_bar.seal
    assert seal.focusPolicy() & Qt.FocusPolicy.TabFocus
    seal.setFocus()
    QTest.keyClick(seal, Qt.Key.Key_Space)
    menu = open_menu()
    assert menu is not None
    said, *kinds = [action.text() for action in menu.actions()]
    assert said == WHOLE
    assert kinds and kinds[0].startswith(
        "Opens documents: 4 of 4 layers: limits, privileges, files (Landlock "
    )
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert open_menu() is None
    QTest.keyClick(window, Qt.Key.Key_F10)
    whole = open_menu()
    assert whole is not None
    (action,) = [each for each in whole.actions() if each.text() == "How documents are opened"]
    whole.close()
    action.trigger()
    menu = open_menu()
    assert menu is not None and menu.actions()[0].text() == WHOLE
    menu.close()


def test_a_layer_that_is_missing_is_said_in_words(dressed: QApplication, qtbot: QtBot) -> None:
    sign, bar = ProtectionSign(Catalogue.load(resources_dir() / "messages")), StatusBar()
    qtbot.addWidget(bar)
    sign.show_in(bar)
    assert bar.seal.isHidden()
    sign.learn(
        tuple(
            Layer("page", name, name != LayerName.FILES, "no Landlock" if name == LayerName.FILES else "")
            for name in LayerName
        )
    )
    sign.show_in(bar)
    assert bar.seal.text() == "Sealed in part"
    assert bar.seal.accessibleName() == (
        "Documents are opened in workers that are sealed in part: 3 of 4 layers hold. Missing: files (no Landlock)."
    )


def test_a_system_without_workers_says_that_documents_stay_closed(
    dressed: QApplication, qtbot: QtBot
) -> None:
    sign, bar = ProtectionSign(Catalogue.load(resources_dir() / "messages")), StatusBar()
    qtbot.addWidget(bar)
    sign.learn_problem(FileProblem("reading.not_on_this_system"))
    sign.show_in(bar)
    assert bar.seal.text() == "Documents stay closed"
    assert bar.seal.accessibleName().startswith("Documents cannot be opened on this system.")
