"""In a narrow window the page and the record are two tabs: what is asked for comes to the front, with the keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.desk.bench import Stay, click, key
from tests.gui.desk.conftest import OpenDesk
from tests.gui.desk.test_large_text import cut
from workstation.gui.desk.desk import DeskScreen
from workstation.gui.desk.widths import Balance, Front, plan
from workstation.gui.kit import theme
from workstation.gui.kit.bars import AppBar
from workstation.gui.kit.tabs import TABBED_BELOW
from workstation.gui.kit.tokens import Scheme


@pytest.fixture
def small(open_desk: OpenDesk) -> DeskScreen:
    """The desk on a screen of 1920 px at 200 %."""
    return open_desk(960, 540)


def has_keys(widget: object) -> bool:
    focus = QApplication.focusWidget()
    return focus is widget or (focus is not None and widget in _parents(focus))


def _parents(widget: object) -> list[object]:
    found = []
    while (widget := widget.parentWidget()) is not None:  # type: ignore[attr-defined]
        found.append(widget)
    return found


@pytest.mark.parametrize("width", [960, 1099])
@pytest.mark.parametrize("front", list(Front))
@pytest.mark.parametrize("tab", ["findings", "suitability"])
@pytest.mark.parametrize("text", [100, 130])
def test_all_the_room_goes_to_what_is_in_front(width: int, front: Front, tab: str, text: int) -> None:
    widths = plan(width, tab, Balance.BALANCED, 1, front, text)
    assert widths.documents + widths.page + widths.record == width
    assert (widths.page > 0, widths.record > 0) == (front is Front.PAGE, front is Front.RECORD)


def test_tabs_are_shown_in_narrow_windows_alone(qtbot: QtBot, small: DeskScreen) -> None:
    assert small.room.tabs.isVisible()
    assert small.record.isVisible()
    assert small.pages.isHidden()
    small.resize(TABBED_BELOW, 660)
    qtbot.waitUntil(small.room.tabs.isHidden)
    assert small.record.isVisible()
    assert small.pages.isVisible()


def test_keys_bring_page_and_record_to_the_front(small: DeskScreen) -> None:
    pages, record = small.pages, small.record
    key(small, Qt.Key.Key_1, alt=True)
    assert (pages.isVisible(), record.isVisible()) == (True, False)
    assert has_keys(pages)
    assert small.room.tabs.current() == "page"
    key(small, Qt.Key.Key_3, alt=True)
    assert (pages.isVisible(), record.isVisible()) == (False, True)
    assert has_keys(record)
    key(small, Qt.Key.Key_F, ctrl=True)
    assert pages.finder.isVisible()
    key(small, Qt.Key.Key_3, ctrl=True)
    assert record.suitability.isVisible()
    assert pages.isHidden()


def test_f9_goes_to_the_other_tab(small: DeskScreen) -> None:
    for shown, hidden in ((small.pages, small.record), (small.record, small.pages)):
        key(small, Qt.Key.Key_F9)
        assert shown.isVisible()
        assert hidden.isHidden()
        assert has_keys(shown)


def test_a_click_on_the_tab_shows_it(small: DeskScreen) -> None:
    page, record = (rect.center() for rect in small.room.tabs.tab_rects())
    click(small.room.tabs, page)
    assert small.pages.isVisible()
    click(small.room.tabs, record)
    assert small.record.isVisible()
    assert small.pages.isHidden()


def test_a_source_brings_the_page_and_esc_the_row(small: DeskScreen) -> None:
    key(small, Qt.Key.Key_E, ctrl=True)
    assert small.pages.isVisible()
    assert has_keys(small.pages)
    key(small.pages.canvas, Qt.Key.Key_Escape)
    assert small.record.isVisible()
    assert has_keys(small.record)


def test_a_page_picked_in_the_list_comes_to_the_front(small: DeskScreen) -> None:
    panel = small.side.documents
    key(small, Qt.Key.Key_2, alt=True)
    panel.setCurrentIndex(panel.model().index(2, 0))
    key(panel, Qt.Key.Key_Return)
    assert small.pages.isVisible()
    assert small.record.isHidden()


def test_the_record_can_be_asked_for_from_the_page(small: DeskScreen) -> None:
    key(small, Qt.Key.Key_1, alt=True)
    key(small, Qt.Key.Key_F8)
    assert small.record.findings.isVisible()
    key(small, Qt.Key.Key_1, alt=True)
    key(small, Qt.Key.Key_M, ctrl=True, shift=True)
    assert small.record.suitability.isVisible()


def test_keys_stay_where_they_are_when_the_window_gets_narrow(qtbot: QtBot, open_desk: OpenDesk) -> None:
    desk = open_desk(1366, 698)
    key(desk, Qt.Key.Key_1, alt=True)
    desk.resize(960, 540)
    qtbot.waitUntil(desk.room.tabs.isVisible)
    assert desk.pages.isVisible()
    assert has_keys(desk.pages)


@pytest.mark.parametrize("size", [100, 130])
def test_nothing_is_cut_on_a_small_screen(
    qtbot: QtBot, dressed: QApplication, open_desk: OpenDesk, stay: Stay, size: int
) -> None:
    theme.apply(dressed, Scheme.LIGHT, size, reduced_motion=True)
    desk = open_desk(960, 540)
    bar = desk.app_bar
    assert bar._identity.width() >= bar._identity.sizeHint().width()
    assert cut(bar) == []
    key(desk, Qt.Key.Key_1, alt=True)
    stay.settle(qtbot)
    assert cut(desk.pages) == []
    assert desk.status_bar.mapTo(desk, QPoint(0, desk.status_bar.height())).y() == 540


def test_the_head_of_the_window_keeps_the_search_at_hand(qtbot: QtBot, dressed: QApplication) -> None:
    bar = AppBar()
    qtbot.addWidget(bar)
    bar.show_case("Wren, Adela", "61 F · born 12 Apr 1965 · LY-0147", "In review")
    bar.resize(560, 48)
    bar.show()
    bar.activateWindow()
    qtbot.waitUntil(bar.isActiveWindow)
    assert not bar.search.isVisible()
    bar.ask_search()
    assert bar.search.isVisible()
    assert bar.search.hasFocus()
    bar.menu.setFocus()
    assert not bar.search.isVisible()
