"""Find by key and mouse: how hits match, how many pages were searched, many hits, and pages read meanwhile."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.gui.desk.bench import Stay, add_letter, click, key
from tests.gui.desk.conftest import OpenDesk
from tests.services.reading_bench import reading
from workstation.gui.desk.desk import DeskScreen
from workstation.gui.desk.pages.find_bar import FindBar
from workstation.gui.desk.pages.hit_list import HIT, MOST_ROWS
from workstation.gui.desk.pages.marks import MarkKind
from workstation.services.pages import case_documents
from workstation.services.readings import store_reading
from workstation.services.views import Match

HISTORY = (
    (
        "MabThera was given on 3 Jan 2025, CD2O was positive then.",
        "Rituximab once more in June, and later again rituximab.",
    ),
)


@pytest.fixture
def desk(open_desk: OpenDesk, stay: Stay) -> DeskScreen:
    """Ada's case with a second letter in it."""
    add_letter(stay.ws, stay.session.pool(), stay.ward.ada, HISTORY)
    return open_desk()


@pytest.fixture
def finder(desk: DeskScreen) -> FindBar:
    key(desk.pages.canvas, Qt.Key.Key_F, ctrl=True)
    assert desk.pages.finder.isVisible()
    return desk.pages.finder


def look_for(qtbot: QtBot, finder: FindBar, text: str) -> None:
    """Type into the bar, Enter, and wait for the answer."""
    finder._field.selectAll()
    QTest.keyClicks(finder._field, text)
    key(finder._field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: finder.text == text)


def rows(finder: FindBar) -> list[str]:
    """The list as a screen reader says it."""
    model = finder._list.hits
    return [str(model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())]


def test_a_drug_is_found_by_its_other_names_and_each_row_says_why(qtbot: QtBot, finder: FindBar) -> None:
    look_for(qtbot, finder, "rituximab")
    assert finder.count_text == "1 of 3"
    assert finder.told_text == "2 as written · 1 by another name · 4 pages searched · 1 page not read yet"
    assert rows(finder) == [
        "Path p 1, 24 Nov 2024, MabThera was given on 3 Jan 2025, CD2O was positive then., for “rituximab”",
        "Path p 1, 24 Nov 2024, Rituximab once more in June, and later again rituximab.",
        "Path p 1, 24 Nov 2024, Rituximab once more in June, and later again rituximab.",
    ]


def test_a_slip_of_the_engine_is_found_and_counted_after_what_is_written(
    qtbot: QtBot, desk: DeskScreen, finder: FindBar
) -> None:
    look_for(qtbot, finder, "CD20")
    assert finder.told_text.startswith("1 as written · 1 that looks alike · ")
    assert [hit.match for hit in finder.hits] == [Match.AS_ASKED, Match.LOOK_ALIKE]
    key(finder._field, Qt.Key.Key_Return)
    assert finder.count_text == "2 of 2"
    canvas = desk.pages.canvas
    qtbot.waitUntil(lambda: canvas.pages[canvas.current].id == finder.hits[1].page_id)
    marked = [mark for mark in canvas._marks[finder.hits[1].page_id] if mark.kind is MarkKind.HIT]
    assert [mark.focused for mark in marked] == [True]


def test_nothing_found_says_how_much_could_be_searched(qtbot: QtBot, finder: FindBar) -> None:
    look_for(qtbot, finder, "tafasitamab")
    assert finder.count_text == "no hits"
    assert finder.told_text == "4 pages searched · 1 page not read yet"
    assert not finder._list.isVisible()


def test_the_arrows_walk_through_the_list_while_typing(
    qtbot: QtBot, desk: DeskScreen, finder: FindBar
) -> None:
    look_for(qtbot, finder, "R-CHOP")
    assert finder.count_text == "1 of 4"
    key(finder._field, Qt.Key.Key_Down)
    key(finder._field, Qt.Key.Key_Down)
    assert finder.count_text == "3 of 4"
    key(finder._field, Qt.Key.Key_Up)
    assert finder.count_text == "2 of 4"
    assert finder._field.hasFocus()
    canvas = desk.pages.canvas
    qtbot.waitUntil(lambda: canvas.pages[canvas.current].id == finder.hits[1].page_id)


def test_esc_goes_back_to_the_document_and_place_it_was_opened_at(
    qtbot: QtBot, desk: DeskScreen, finder: FindBar
) -> None:
    canvas = desk.pages.canvas
    before = desk.pages.active.current, canvas.place()
    look_for(qtbot, finder, "MabThera")
    qtbot.waitUntil(lambda: desk.pages.active.current != before[0])
    key(finder._field, Qt.Key.Key_Escape)
    assert not finder.isVisible()
    assert (desk.pages.active.current, canvas.place()) == before
    assert not any(mark.kind is MarkKind.HIT for marks in canvas._marks.values() for mark in marks)
    assert canvas.hasFocus()


def test_esc_on_the_page_closes_find_before_a_jump_is_undone(
    qtbot: QtBot, desk: DeskScreen, finder: FindBar
) -> None:
    canvas = desk.pages.canvas
    before = desk.pages.active.current, canvas.place()
    look_for(qtbot, finder, "MabThera")
    qtbot.waitUntil(lambda: desk.pages.active.current != before[0])
    qtbot.waitUntil(lambda: bool(canvas._words.get(canvas.pages[0].id)))
    canvas.setFocus()
    canvas.choose(canvas.pages[0].id, 0, 0)
    key(canvas, Qt.Key.Key_Escape)
    assert finder.isVisible() and canvas.choice() is None
    key(canvas, Qt.Key.Key_Escape)
    assert not finder.isVisible() and canvas.hasFocus()
    assert (desk.pages.active.current, canvas.place()) == before
    key(canvas, Qt.Key.Key_Escape)
    assert canvas.hasFocus()


def test_a_click_on_a_hit_shows_its_page(qtbot: QtBot, desk: DeskScreen, finder: FindBar) -> None:
    look_for(qtbot, finder, "R-CHOP")
    row = finder._list.hits.index(3)
    click(finder._list, finder._list.visualRect(row).center())
    assert finder.count_text == "4 of 4"
    canvas = desk.pages.canvas
    qtbot.waitUntil(lambda: canvas.pages[canvas.current].id == finder.hits[3].page_id)


def test_many_hits_are_counted_at_once_and_brought_in_behind(
    qtbot: QtBot, stay: Stay, desk: DeskScreen, finder: FindBar
) -> None:
    scan = next(d for d in case_documents(stay.ws, stay.ward.ada) if d.type == "other")
    store_reading(stay.ws, scan.pages[0].id, reading(" ".join(["node"] * 19)))
    letter = next(d for d in case_documents(stay.ws, stay.ward.ada) if len(d.pages) == 3)
    for page in letter.pages:
        store_reading(stay.ws, page.id, reading(" ".join(["node"] * 19), version="9"))
    finder._field.selectAll()
    QTest.keyClicks(finder._field, "node")
    key(finder._field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: finder.text == "node")
    assert finder.count_text in ("1 of …", "1 of 76")
    assert len(finder.hits) >= 10
    qtbot.waitUntil(lambda: finder.count_text == "1 of 76")
    assert finder._list.hits.rowCount() == 76
    assert finder._list.height() < 3 * finder._list.sizeHintForRow(0) * MOST_ROWS
    key(finder._field, Qt.Key.Key_Return, shift=True)
    assert finder.count_text == "76 of 76"
    qtbot.waitUntil(lambda: len(finder.hits) == 76)
    canvas = desk.pages.canvas
    qtbot.waitUntil(lambda: canvas.pages[canvas.current].id == scan.pages[0].id)
    assert finder._list.hits.index(75).data(HIT) is finder.current_hit


def test_a_page_read_meanwhile_is_found_without_asking_again(
    qtbot: QtBot, stay: Stay, desk: DeskScreen, finder: FindBar
) -> None:
    look_for(qtbot, finder, "R-CHOP")
    key(finder._field, Qt.Key.Key_Return)
    assert finder.count_text == "2 of 4"
    scan = next(d for d in case_documents(stay.ws, stay.ward.ada) if d.type == "other")
    store_reading(stay.ws, scan.pages[0].id, reading("R-CHOP again"))
    stay.session.reading.page_read.emit(scan.pages[0].id)
    qtbot.waitUntil(lambda: finder.count_text == "2 of 5", timeout=5000)
    assert finder.told_text.endswith("5 pages searched")


def test_rows_are_drawn_whether_their_hit_has_come_or_not(qtbot: QtBot, finder: FindBar, stay: Stay) -> None:
    look_for(qtbot, finder, "R-CHOP")
    model = finder._list.hits
    yellow = finder._list.viewport().grab().toImage()
    assert any(yellow.pixelColor(QPoint(x, 14)).name() == "#ffe45c" for x in range(0, yellow.width(), 2))
    model.show("R-CHOP", model.places, ())
    empty = finder._list.viewport().grab().toImage()
    assert not any(
        empty.pixelColor(QPoint(x, y)).name() == "#ffe45c"
        for x in range(0, empty.width(), 2)
        for y in range(0, empty.height(), 4)
    )
    assert model.index(0).data() is None
