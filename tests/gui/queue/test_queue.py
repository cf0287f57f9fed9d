"""The queue by keys and mouse: counts, chips, order, taking, deferring, new cases, files, search."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.desk.bench import Stay, click, drop, key
from tests.reading.packets import locked_zip, zip_of
from tests.services.bench import png
from tests.translations import FOLDER
from workstation.domain.messages import Message
from workstation.gui import importing, language
from workstation.gui.kit.pills import Chip
from workstation.gui.queue.columns import (
    PLANS,
    Column,
    age_text,
    column_name,
    deferred_text,
    due_text,
    told,
)
from workstation.gui.queue.queue import QueueScreen
from workstation.services.pages import case_documents
from workstation.services.queue import case_header
from workstation.services.views import QueueViewName
from workstation.store import cases
from workstation.store.queue import refresh_queue_row

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
WORD = zip_of([("word/document.xml", b"<w/>")])


def names(queue: QueueScreen) -> list[str]:
    return [row.patient_name for row in queue.table.rows]


def chip(queue: QueueScreen, name: str) -> Chip:
    return next(c for c in queue.filters.findChildren(Chip) if c.accessibleName().startswith(name))


def current(queue: QueueScreen) -> str:
    row = queue.table.current_row()
    return row.case_id if row is not None else ""


def choose_by_mouse(queue: QueueScreen, at: int, said: str) -> None:
    """Right click on a row, click on what is said in the menu."""
    spot = queue.table.visualRect(queue.table.model().index(at, 2)).center()
    view = queue.table.viewport()
    QTest.mouseClick(view, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, spot)
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, view.mapToGlobal(spot))
    QApplication.sendEvent(view, asked)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(a for a in menu.actions() if a.text() == said)
    click(menu, menu.actionGeometry(action).center())


# Columns


@given(st.integers(0, 5000))
def test_age_is_told_in_hours_then_days(hours: int) -> None:
    said = age_text(NOW - timedelta(hours=hours), NOW)
    assert said == (f"{hours} h" if hours < 24 else f"{hours // 24} d")


@given(st.integers(-400, 400))
def test_due_says_today_and_overdue(days: int) -> None:
    today = date(2026, 11, 24)
    said = due_text(today + timedelta(days=days), today)
    assert ("today" in said) is (days == 0)
    assert ("overdue" in said) is (days < 0)
    if days > 40:
        assert "2027" in said or "2028" in said


def test_every_column_has_a_name_and_says_something(queue: QueueScreen, stay: Stay) -> None:
    assert set(PLANS) == set(Column)
    for column in Column:
        assert column_name(column)
        assert all(told(row, column, stay.session.zone) for row in queue.table.rows)
    assert told(queue.table.rows[0], Column.PATIENT, stay.session.zone) == "Ada Lindt, 66 F · LY-0001"


# The list


def test_the_most_urgent_is_first_and_counts_are_right(queue: QueueScreen) -> None:
    assert names(queue)[:2] == ["Ada Lindt", "Cyd Amari"]
    assert queue.filters._count.text() == "4 of 4 cases"
    assert queue.table.hasFocus()


def test_a_chip_narrows_says_how_many_are_hidden_and_is_cleared(
    qtbot: QtBot, queue: QueueScreen, stay: Stay
) -> None:
    key(queue, Qt.Key.Key_L, ctrl=True)
    status = chip(queue, "Status")
    assert status.hasFocus()
    key(status, Qt.Key.Key_Return)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.setActiveAction(next(a for a in menu.actions() if a.text() == "New"))
    key(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(queue.table.rows) == 3)
    assert status.is_on()
    assert "3 of 4 cases" in queue.filters._count.text()
    assert "1 hidden" in queue.filters._count.text()
    queue.activateWindow()
    QApplication.processEvents()
    key(queue, Qt.Key.Key_L, ctrl=True, shift=True)
    qtbot.waitUntil(lambda: len(queue.table.rows) == 4)
    assert not status.is_on()


def test_a_view_without_cases_says_so(qtbot: QtBot, queue: QueueScreen) -> None:
    queue._choose_view(QueueViewName.SIGNED)
    qtbot.waitUntil(queue._empty.isVisible)
    assert "No cases here" in queue._empty.text()


def test_views_by_key_and_their_counts(qtbot: QtBot, queue: QueueScreen) -> None:
    key(queue, Qt.Key.Key_1, alt=True)
    qtbot.waitUntil(lambda: names(queue) == ["Ada Lindt"])
    key(queue, Qt.Key.Key_2, alt=True)
    qtbot.waitUntil(lambda: len(queue.table.rows) == 3)
    assert queue.views._queue is not None
    assert queue.views._queue.counts[QueueViewName.MINE] == 1
    assert queue.views._queue.counts[QueueViewName.OVERDUE] == 1


def test_a_head_sorts_and_sorts_back_and_the_current_case_stays(
    qtbot: QtBot, queue: QueueScreen, stay: Stay
) -> None:
    queue.table.go_to(stay.ward.bo)
    header = queue.table.horizontalHeader()
    spot = QPoint(header.sectionViewportPosition(1) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    stay.settle(qtbot)
    forward = names(queue)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    stay.settle(qtbot)
    assert forward == sorted(forward)
    assert names(queue) == forward[::-1]
    row = queue.table.current_row()
    assert row is not None
    assert row.case_id == stay.ward.bo


def test_the_order_of_the_filter_is_the_order_of_cases(queue: QueueScreen, stay: Stay) -> None:
    assert queue.neighbour(stay.ward.ada, 1, False) == stay.ward.cyd
    assert queue.neighbour(stay.ward.ada, -1, False) is None
    assert queue.place_of(stay.ward.cyd) == "2 of 4 in All open"


# Opening


def test_enter_and_double_click_open(qtbot: QtBot, queue: QueueScreen, stay: Stay) -> None:
    with qtbot.waitSignal(queue.case_asked) as asked:
        key(queue.table, Qt.Key.Key_Return)
    assert asked.args[0] == stay.ward.ada
    spot = queue.table.visualRect(queue.table.model().index(1, 2)).center()
    view = queue.table.viewport()
    click(queue.table, spot)
    with qtbot.waitSignal(queue.case_asked) as asked:
        QTest.mouseDClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    assert asked.args[0] == stay.ward.cyd


def test_take_next_claims_the_most_urgent_that_nobody_has(
    qtbot: QtBot, queue: QueueScreen, stay: Stay
) -> None:
    with qtbot.waitSignal(queue.case_asked) as asked:
        key(queue.table, Qt.Key.Key_T, ctrl=True)
    assert asked.args[0] == stay.ward.cyd


@pytest.mark.parametrize("width", [1366, 1920])
def test_deferring_asks_in_place_whatever_the_width(
    qtbot: QtBot, queue: QueueScreen, stay: Stay, width: int
) -> None:
    queue.resize(width, 698)
    key(queue.table, Qt.Key.Key_W, ctrl=True, shift=True)
    preview = queue.preview
    assert preview._until.isVisible()
    key(preview._reason, Qt.Key.Key_Return)
    qtbot.waitUntil(preview._message.isVisible)
    QTest.keyClicks(preview._reason, "waits for the MRI")
    key(preview._reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: queue.table.rows[0].deferred_until is not None)
    assert not preview._until.isVisible()
    row = queue.table.rows[0]
    assert row.deferred_until is not None
    said = told(row, Column.STATUS, stay.session.zone)
    assert ", deferred until " in said and str(row.deferred_until.day) in said
    assert deferred_text(row, row.deferred_until) == ""


@pytest.mark.parametrize("spoken", ["en", "zh"])
@pytest.mark.parametrize("width", [1366, 1920])
def test_no_head_is_elided(queue: QueueScreen, dressed: QApplication, width: int, spoken: str) -> None:
    language.speak(dressed, spoken, FOLDER)
    try:
        queue.resize(width, 698)
        queue.table._share_width()
        header = queue.table.horizontalHeader()
        shown = [at for at in range(header.count()) if not header.isSectionHidden(at)]
        assert len(shown) > 8
        for at in shown:
            assert header.sectionSize(at) >= header.sectionSizeHint(at)
    finally:
        language.speak(dressed, "en", FOLDER)


# The bin


def test_delete_moves_a_case_to_the_bin_and_undo_brings_it_back(
    qtbot: QtBot, queue: QueueScreen, stay: Stay
) -> None:
    queue.table.go_to(stay.ward.cyd)
    at = queue.table.currentIndex().row()
    after = queue.table.rows[at + 1].case_id
    key(queue.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(queue.table.rows) == 3)
    assert stay.ward.cyd not in [row.case_id for row in queue.table.rows]
    assert current(queue) == after and queue.table.hasFocus()
    assert queue.bin.toast.text() == "LY-0003 moved to the bin."
    assert queue.views._queue is not None
    assert queue.views._queue.counts[QueueViewName.BIN] == 1
    click(next(b for b in queue.bin.toast.findChildren(QAbstractButton) if b.text() == "Undo"))
    qtbot.waitUntil(lambda: len(queue.table.rows) == 4)
    assert current(queue) == stay.ward.cyd and queue.table.hasFocus()
    key(queue.table, Qt.Key.Key_Z, ctrl=True)
    assert queue.bin.toast.text() == "Nothing to undo."


def test_the_bin_lists_what_is_in_it_and_gives_it_back_by_key(
    qtbot: QtBot, queue: QueueScreen, stay: Stay
) -> None:
    queue.table.go_to(stay.ward.dee)
    key(queue.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(queue.table.rows) == 3)
    key(queue, Qt.Key.Key_9, alt=True)
    qtbot.waitUntil(lambda: [row.case_id for row in queue.table.rows] == [stay.ward.dee])
    assert queue.filters._count.text() == "1 of 1 cases"
    header = case_header(stay.ws, stay.ward.dee)
    assert not header.may_edit
    key(queue.table, Qt.Key.Key_Delete)
    key(queue.table, Qt.Key.Key_W, ctrl=True, shift=True)
    stay.settle(qtbot)
    assert len(queue.table.rows) == 1 and not queue.preview._until.isVisible()
    key(queue.table, Qt.Key.Key_R)
    qtbot.waitUntil(queue._empty.isVisible)
    assert queue.views.hasFocus()
    assert case_header(stay.ws, stay.ward.dee).may_edit
    key(queue, Qt.Key.Key_Z, ctrl=True)
    qtbot.waitUntil(lambda: [row.case_id for row in queue.table.rows] == [stay.ward.dee])
    assert current(queue) == stay.ward.dee and queue.table.hasFocus()


@pytest.mark.parametrize("width", [1366, 1920])
def test_the_bin_by_mouse(qtbot: QtBot, queue: QueueScreen, stay: Stay, width: int) -> None:
    queue.resize(width, 1010)
    bo = [row.case_id for row in queue.table.rows].index(stay.ward.bo)
    choose_by_mouse(queue, bo, "Move to the bin")
    qtbot.waitUntil(lambda: len(queue.table.rows) == 3)
    place = next(rect for view, rect in queue.views._rects() if view is QueueViewName.BIN)
    click(queue.views, place.center().toPoint())
    qtbot.waitUntil(lambda: [row.case_id for row in queue.table.rows] == [stay.ward.bo])
    if width == 1366:
        choose_by_mouse(queue, 0, "Restore")
    else:
        assert not queue.preview._to_bin.isVisible()
        click(queue.preview._restore)
    qtbot.waitUntil(queue._empty.isVisible)
    assert case_header(stay.ws, stay.ward.bo).locked_reason != Message("case.locked.bin")


def test_a_signed_case_stays_and_the_reason_is_said(qtbot: QtBot, queue: QueueScreen, stay: Stay) -> None:
    with stay.ws.write() as tx:
        case = cases.case(tx, stay.ward.dee)
        with tx.changing(case.id, "sign", case):
            case.status = "signed"
        refresh_queue_row(tx, case.id)
    key(queue, Qt.Key.Key_8, alt=True)
    qtbot.waitUntil(lambda: [row.case_id for row in queue.table.rows] == [stay.ward.dee])
    key(queue.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(queue._message.isVisible)
    assert queue._message.text() == "Signed. A change is an amendment."
    assert len(queue.table.rows) == 1


# New cases and files


def test_a_new_case_is_opened_once(qtbot: QtBot, queue: QueueScreen, stay: Stay) -> None:
    made: list[str] = []
    queue.case_asked.connect(lambda case_id, _args: made.append(case_id))
    key(queue.table, Qt.Key.Key_N, ctrl=True)
    panel = queue.new_case
    assert panel._name.hasFocus()
    assert not panel._make.isEnabled()
    QTest.keyClicks(panel._name, "Eva Berg")
    key(panel._name, Qt.Key.Key_Return)
    key(panel._name, Qt.Key.Key_Return)
    stay.settle(qtbot)
    assert len(made) == 1
    queue.reload()
    qtbot.waitUntil(lambda: len(queue.table.rows) == 5)
    assert not panel.isVisible()


def test_files_dropped_on_a_row_come_into_its_case(qtbot: QtBot, queue: QueueScreen, stay: Stay) -> None:
    path = stay.ward.folder.parent / "drop.png"
    path.write_bytes(png(shade=99))
    at = [row.case_id for row in queue.table.rows].index(stay.ward.dee)
    spot = queue.table.visualRect(queue.table.model().index(at, 2)).center()
    with qtbot.waitSignal(queue.importer.finished, timeout=20_000):
        drop(queue.table.viewport(), spot, [path])
    assert len(case_documents(stay.ws, stay.ward.dee)) == 1


def test_a_file_of_another_case_is_added_here_too_when_asked(
    qtbot: QtBot, queue: QueueScreen, stay: Stay
) -> None:
    path = stay.ward.folder.parent / "drop.png"
    path.write_bytes(png(shade=97))
    before = len(case_documents(stay.ws, stay.ward.ada))
    for case_id in (stay.ward.dee, stay.ward.ada):
        at = [row.case_id for row in queue.table.rows].index(case_id)
        spot = queue.table.visualRect(queue.table.model().index(at, 2)).center()
        with qtbot.waitSignal(queue.importer.finished, timeout=20_000):
            drop(queue.table.viewport(), spot, [path])
        qtbot.waitUntil(lambda: len(queue.table.rows) == 4)
    assert "in another case" in queue._message.text()
    assert len(case_documents(stay.ws, stay.ward.ada)) == before
    button, _close = queue._message._buttons
    with qtbot.waitSignal(queue.importer.finished, timeout=20_000):
        key(button, Qt.Key.Key_Space)
    assert len(case_documents(stay.ws, stay.ward.ada)) == before + 1


def test_a_zip_dropped_on_a_row_brings_what_is_in_it_and_asks_for_its_password(
    qtbot: QtBot, queue: QueueScreen, stay: Stay, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def typed(_parent: QWidget, name: str, said: str) -> str:
        asked.append(name)
        assert name in said
        return "Birkenweg"

    monkeypatch.setattr(importing, "ask_password", typed)
    locked = locked_zip(b"locked.png", png(shade=95), b"Birkenweg")
    path = stay.ward.folder.parent / "packet.zip"
    path.write_bytes(zip_of([("a.png", png(shade=96)), ("b.docx", WORD), ("in.zip", locked)]))
    before = len(case_documents(stay.ws, stay.ward.dee))
    at = [row.case_id for row in queue.table.rows].index(stay.ward.dee)
    spot = queue.table.visualRect(queue.table.model().index(at, 2)).center()
    heard: list[tuple[int, int]] = []
    queue.importer.progressed.connect(lambda done, total: heard.append((done, total)))
    with qtbot.waitSignal(queue.importer.finished, timeout=20_000):
        drop(queue.table.viewport(), spot, [path])
    names = [document.file_name for document in case_documents(stay.ws, stay.ward.dee)]
    assert names[before:] == ["packet.zip › a.png", "packet.zip › in.zip › locked.png"]
    assert asked == ["packet.zip › in.zip"]
    assert heard == [(1, 3), (2, 3), (3, 3)]
    assert queue._message.text() == "1 of 3 files was not taken."
    show, close = queue._message._buttons
    key(show, Qt.Key.Key_Space)
    report = queue.import_report.list
    assert report.isVisible()
    assert report.lines() == [
        "packet.zip › b.docx is a Word document. Ask for a PDF, or print it to PDF and add that. Nothing was added."
    ]
    assert report._list.hasFocus()
    key(report._list, Qt.Key.Key_Escape)
    assert not report.isVisible() and queue._message.isVisible()
    click(close)
    assert not queue._message.isVisible()
    key(queue, Qt.Key.Key_I, ctrl=True, shift=True)
    assert report.isVisible()


def test_esc_closes_what_an_import_said(qtbot: QtBot, queue: QueueScreen, stay: Stay) -> None:
    folder = stay.ward.folder.parent / "packet"
    folder.mkdir()
    for name in ("one.docx", "two.docx", "three.docx"):
        (folder / name).write_bytes(WORD)
    with qtbot.waitSignal(queue.importer.finished, timeout=20_000):
        queue.importer.add(stay.ward.dee, [folder])
    assert queue._message.text() == "3 of 3 files were not taken."
    assert len(queue.import_report.list.lines()) == 3
    queue.table.setFocus()
    key(queue.table, Qt.Key.Key_Escape)
    assert not queue._message.isVisible()


def test_files_dropped_beside_the_rows_wait_for_a_new_case(
    qtbot: QtBot, queue: QueueScreen, stay: Stay
) -> None:
    path = stay.ward.folder.parent / "drop.png"
    path.write_bytes(png(shade=98))
    drop(queue.table.viewport(), QPoint(300, queue.table.viewport().height() - 5), [path])
    assert queue.new_case.isVisible()
    assert "1 file" in queue._message.text()
    QTest.keyClicks(queue.new_case._name, "Finn Dahl")
    with qtbot.waitSignals([queue.case_asked, queue.importer.finished], timeout=20_000):
        key(queue.new_case._name, Qt.Key.Key_Return)


# Search


def test_search_finds_pages_and_stays_until_closed(qtbot: QtBot, queue: QueueScreen, stay: Stay) -> None:
    search = queue.app_bar.findChildren(QLineEdit)[0]
    QTest.keyClicks(search, "axilla")
    key(search, Qt.Key.Key_Return)
    qtbot.waitUntil(queue.hits.isVisible)
    queue.reload()
    stay.settle(qtbot)
    assert queue.hits.isVisible()
    with qtbot.waitSignal(queue.case_asked) as asked:
        key(queue.hits._list, Qt.Key.Key_Return)
    assert asked.args[0] == stay.ward.ada
    assert asked.args[1]["page_id"]
    key(queue.hits._list, Qt.Key.Key_Escape)
    assert queue.table.isVisible()


def test_nothing_is_cut_off_and_everything_has_a_name(queue: QueueScreen) -> None:
    queue.resize(1366, 698)
    assert queue.width() == 1366
    for button in queue.findChildren(QAbstractButton):
        if type(button) is not QAbstractButton and button.isVisible():
            assert button.accessibleName()
            assert button.width() >= button.minimumSizeHint().width(), button.text()
