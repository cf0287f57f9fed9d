"""The window: from the door to a screen, the lock, the menu, the keys, and back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QMenu, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from workstation.domain.errors import InputError
from workstation.gui.kit.fields import LineField
from workstation.gui.reading import LazyPool
from workstation.gui.screen import Screen, Session
from workstation.gui.window import SMALLEST, ScreenMakers, Window
from workstation.messages import Catalogue
from workstation.services.workspace import Workspace
from workstation.settings import Settings, resources_dir


class Bench(Screen):
    """A screen for the tests: one field, one action, and a record of what it was told."""

    name = "queue"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.app_bar.show_heading(self.name)
        self.field = LineField("note")
        self.body.addWidget(self.field)
        self.told: list[dict[str, Any]] = []
        self.left = 0
        self.taken = 0
        session.keymap.bind(self, "queue.take_next", self._take)

    def _take(self) -> None:
        self.taken += 1

    def title(self) -> str:
        return self.told[-1].get("case_id", "Queue") if self.told else "Queue"

    def opened(self, **args: Any) -> None:
        self.told.append(args)

    def leaving(self) -> None:
        self.left += 1


class TwoPartPane(QWidget):
    """A pane with a button above the list that it is about."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        self.list = QListWidget()
        for widget in (QPushButton("add"), self.list):
            column.addWidget(widget)

    def take_focus(self) -> None:
        self.list.setFocus()


class QueueBench(Bench):
    """A queue of three cases."""

    CASES = ("a", "b", "c")

    def neighbour(self, case_id: str, step: int, only_open: bool) -> str | None:
        at = self.CASES.index(case_id) + step
        return self.CASES[at] if 0 <= at < len(self.CASES) else None

    def place_of(self, case_id: str) -> str:
        return f"{self.CASES.index(case_id) + 1} of {len(self.CASES)} in All open"


class DeskBench(Bench):
    name = "desk"


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


def sign_in(qtbot: QtBot, window: Window) -> Bench:
    with qtbot.waitSignal(window.screen_shown, timeout=10_000):
        QTest.mouseClick(window.door.demo_rows[0], Qt.MouseButton.LeftButton)
    return shown(window)


def shown(window: Window) -> Bench:
    screen = window.current_screen()
    assert isinstance(screen, Bench)
    return screen


def test_signing_in_leads_to_the_queue(qtbot: QtBot, window: Window) -> None:
    assert window.current_screen() is None
    queue = sign_in(qtbot, window)
    assert queue.name == "queue"
    assert window.windowTitle() == "Queue · Workstation"


def test_a_case_opens_the_desk_and_back_leads_to_the_queue(qtbot: QtBot, window: Window) -> None:
    queue = sign_in(qtbot, window)
    queue.case_asked.emit("b", {"page": 3})
    desk = shown(window)
    assert desk.told == [{"case_id": "b", "page": 3}]
    assert window.windowTitle() == "b · Workstation"
    assert queue.left == 1
    desk.back_asked.emit()
    assert shown(window) is queue


def test_the_next_case_follows_the_order_of_the_queue(qtbot: QtBot, window: Window) -> None:
    sign_in(qtbot, window).case_asked.emit("b", {})
    QTest.keyClick(window, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert shown(window).told[-1] == {"case_id": "c"}
    QTest.keyClick(window, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert shown(window).told[-1] == {"case_id": "c"}
    assert not shown(window).app_bar.next.isEnabled()


def test_an_action_of_the_screen_works_by_its_key(qtbot: QtBot, window: Window) -> None:
    queue = sign_in(qtbot, window)
    queue.field.setFocus()
    QTest.keyClick(queue.field, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert queue.taken == 1


def test_f6_goes_from_pane_to_pane_and_lands_in_what_each_is_about(qtbot: QtBot, window: Window) -> None:
    queue = sign_in(qtbot, window)
    left, right = TwoPartPane(), TwoPartPane()
    for pane in (left, right):
        queue.body.addWidget(pane)
        pane.show()
    queue.panes = lambda: (left, right)  # type: ignore[method-assign]
    queue.field.setFocus()
    for landed in (left.list, right.list, left.list):
        QTest.keyClick(window, Qt.Key.Key_F6)
        assert landed.hasFocus()
    QTest.keyClick(left.list, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert right.list.hasFocus()


def test_the_lock_hides_the_case_until_the_password_is_given(qtbot: QtBot, window: Window) -> None:
    queue = sign_in(qtbot, window)
    locking = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_K, locking)
    assert window.is_locked()
    assert window.windowTitle() == "Locked"
    assert not queue.isVisible()
    assert queue.left == 1
    lock = window._lock
    assert lock is not None
    QTest.keyClicks(lock.password, "wrong")
    QTest.keyClick(lock.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "not right" in lock.message.text())
    QTest.keyClicks(lock.password, window.door.demo_rows[0].user.password)
    QTest.keyClick(lock.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.is_locked())
    assert shown(window) is queue
    assert window.windowTitle() == "Queue · Workstation"


def test_locked_means_that_no_action_of_a_case_can_be_done(qtbot: QtBot, window: Window) -> None:
    queue = sign_in(qtbot, window)
    window.lock()
    QTest.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_F10)
    assert queue.taken == 0
    assert QApplication.activePopupWidget() is None


def test_the_menu_holds_what_the_screen_can_do(qtbot: QtBot, window: Window) -> None:
    sign_in(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_F10)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    texts = [action.text() for action in menu.actions()]
    submenus = [m for action in menu.actions() if isinstance(m := action.menu(), QMenu)]
    assert {"Lock now", "Keys", "Quit"} <= set(texts)
    assert [action.text() for action in submenus[0].actions()] == ["Take next"]
    menu.close()


def test_f1_shows_every_key_and_enter_does_the_first_left(qtbot: QtBot, window: Window) -> None:
    queue = sign_in(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert window.keys.isVisible()
    assert window.keys.search.hasFocus()
    assert len(window.keys.list.shown_actions()) > 80
    QTest.keyClicks(window.keys.search, "take next")
    assert [spec.id for spec in window.keys.list.shown_actions()] == ["queue.take_next"]
    QTest.keyClick(window.keys.search, Qt.Key.Key_Return)
    assert not window.keys.isVisible()
    assert queue.taken == 1


def test_esc_leaves_the_keys(qtbot: QtBot, window: Window) -> None:
    queue = sign_in(qtbot, window)
    queue.field.setFocus()
    QTest.keyClick(window, Qt.Key.Key_F1)
    QTest.keyClick(window.keys.search, Qt.Key.Key_Escape)
    assert not window.keys.isVisible()
    assert queue.field.hasFocus()


def test_a_known_problem_nobody_took_stays_until_closed(qtbot: QtBot, window: Window) -> None:
    queue = sign_in(qtbot, window)

    def refuse(_ws: Workspace) -> None:
        raise InputError("users.incomplete")

    queue.session.client.call(refuse)
    qtbot.waitUntil(window.notice.isVisible)
    assert window.notice.text()
    QTest.mouseClick(window.notice.close_button, Qt.MouseButton.LeftButton)
    assert not window.notice.isVisible()


def test_signing_out_leads_back_to_the_door(qtbot: QtBot, window: Window) -> None:
    sign_in(qtbot, window)
    window.sign_out()
    assert window.door.isVisible()
    assert window.current_screen() is None
    assert window.windowTitle() == "Workstation"
    assert sign_in(qtbot, window).name == "queue"


def test_the_screens_are_made_anew_for_another_language(qtbot: QtBot, window: Window) -> None:
    queue = sign_in(qtbot, window)
    queue.case_asked.emit("b", {})
    before = shown(window)
    window.rebuild()
    assert shown(window) is not before
    assert shown(window).told == [{"case_id": "b"}]


def test_the_user_changes_appearance_from_the_menu(qtbot: QtBot, window: Window) -> None:
    sign_in(qtbot, window)
    window.show_user_menu()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    appearance = next(a.menu() for a in menu.actions() if a.text() == "Appearance")
    assert isinstance(appearance, QMenu)
    dark = next(action for action in appearance.actions() if action.text() == "Dark")
    with qtbot.waitSignal(window.settings_changed) as changed:
        dark.trigger()
    assert changed.args == [Settings(scheme="dark")]
    menu.close()


def test_it_is_never_smaller_than_the_smallest_plan(window: Window) -> None:
    assert window.minimumSize() == SMALLEST


def test_every_bound_action_has_a_name(qtbot: QtBot, window: Window) -> None:
    sign_in(qtbot, window)
    assert [a for a in window.findChildren(QAction) if a.objectName() and not a.text()] == []
