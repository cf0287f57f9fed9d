"""Pages that cannot be drawn: number, reason, a button; sheets of any size; a file that costs worker after worker."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.gui.desk import papers
from tests.gui.desk.bench import Stay, key
from tests.gui.desk.conftest import OpenDesk
from workstation.domain.messages import Message
from workstation.gui.desk.desk import DeskScreen
from workstation.gui.desk.pages.floating import SHADOW
from workstation.gui.desk.pages.pictures import DEATHS_BORNE
from workstation.gui.desk.pages.trouble import Trouble
from workstation.gui.kit.buttons import Button
from workstation.gui.kit.frames import Label
from workstation.gui.kit.key_overlay import KeyOverlay
from workstation.reading import ReadingPool, SourceFile
from workstation.reading.channel import Claims
from workstation.reading.worker import Worker
from workstation.services.pages import case_documents
from workstation.services.readings import store_failure
from workstation.services.views import DocumentView

Deadly = dict[str, int]


@pytest.fixture
def deadly(monkeypatch: pytest.MonkeyPatch) -> Deadly:
    """While "left" is above 0, a worker is killed when it is asked to draw a page of deadly.pdf: a real process,
    really dead."""
    fate = {"left": 0, "killed": 0}
    real = Worker.ask

    def ask(
        self: Worker, request: Mapping[str, Any], seconds: float, source: SourceFile | None = None
    ) -> Claims:
        draws = request.get("task") == "render" and source is not None and source.name == "deadly.pdf"
        if draws and fate["left"] > 0:
            fate["left"] -= 1
            fate["killed"] += 1
            self.kill()
        return real(self, request, seconds, source)

    monkeypatch.setattr(Worker, "ask", ask)
    return fate


def shown(open_desk: OpenDesk, document: DocumentView, page: int = 0) -> DeskScreen:
    """A document on the desk, with the keys on one of its pages."""
    desk = open_desk(document_id=document.id, page_id=document.pages[page].id)
    desk.pages.canvas.setFocus()
    return desk


def trouble(desk: DeskScreen) -> Trouble:
    return desk.pages.active.trouble


def says(desk: DeskScreen, *parts: str) -> Callable[[], bool]:
    return lambda: all(part in trouble(desk).text for part in parts)


def is_quiet(desk: DeskScreen) -> Callable[[], bool]:
    """Whether nothing is being drawn."""
    sharp = desk.pages.canvas._prints._sharp
    return lambda: not sharp._running and not sharp._near


# Pages that cannot be drawn


def test_a_page_that_cannot_be_drawn_says_which_and_why_and_the_others_are_there(
    qtbot: QtBot, stay: Stay, pool: ReadingPool, open_desk: OpenDesk
) -> None:
    data = papers.sheets(papers.A4, papers.TOO_LARGE, papers.A4)
    desk = shown(open_desk, papers.imported(stay, pool, "damaged.pdf", data), page=1)
    canvas = desk.pages.canvas
    key(canvas, Qt.Key.Key_3)
    canvas.go_to_page(2)
    qtbot.waitUntil(says(desk, "Page 2 could not be drawn.", "damaged.pdf"), timeout=15_000)
    assert canvas._view_frame(1).rect.height() > 300
    assert trouble(desk).again.isVisible()
    key(canvas, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: canvas.is_sharp(2), timeout=15_000)
    assert trouble(desk).text == ""


def test_a_page_whose_worker_died_is_drawn_when_the_button_is_clicked(
    qtbot: QtBot, stay: Stay, pool: ReadingPool, open_desk: OpenDesk, deadly: Deadly
) -> None:
    document = papers.imported(stay, pool, "deadly.pdf", papers.scans(1))
    desk = shown(open_desk, document)
    qtbot.waitUntil(lambda: desk.pages.canvas.is_sharp(0), timeout=15_000)
    deadly["left"] = 1
    key(desk.pages.canvas, Qt.Key.Key_1)
    qtbot.waitUntil(
        says(desk, "Page 1 could not be drawn.", "stop", "Its stored picture is shown."), timeout=15_000
    )
    assert not desk.pages.canvas.is_sharp(0)
    QTest.mouseClick(trouble(desk).again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.pages.canvas.is_sharp(0), timeout=15_000)
    assert trouble(desk).text == ""


def test_the_strip_of_the_look_lies_under_it_whichever_came_first(
    qtbot: QtBot, stay: Stay, pool: ReadingPool, open_desk: OpenDesk
) -> None:
    data = papers.sheets(papers.A4, papers.TOO_LARGE, papers.A4)
    desk = shown(open_desk, papers.imported(stay, pool, "damaged.pdf", data), page=1)
    canvas, strip = desk.pages.canvas, desk.pages.active.look_strip
    button = trouble(desk).again

    def apart() -> bool:
        card = strip.geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        return not card.intersects(trouble(desk).geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW))

    key(canvas, Qt.Key.Key_3)
    canvas.go_to_page(2)
    qtbot.waitUntil(says(desk, "Page 2"), timeout=15_000)
    key(canvas, Qt.Key.Key_L)
    assert strip.isVisible() and apart()
    beneath = canvas.childAt(button.mapTo(canvas, button.rect().center()))
    assert beneath is button
    key(strip, Qt.Key.Key_Escape)
    key(canvas, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: trouble(desk).text == "", timeout=15_000)
    key(canvas, Qt.Key.Key_L)
    alone = strip.y()
    canvas.go_to_page(2)
    qtbot.waitUntil(says(desk, "Page 2"), timeout=15_000)
    qtbot.waitUntil(apart)
    assert strip.y() > alone


@pytest.mark.parametrize("by", ["F5", "Tab"])
def test_and_by_key(
    by: str, qtbot: QtBot, stay: Stay, pool: ReadingPool, open_desk: OpenDesk, deadly: Deadly
) -> None:
    document = papers.imported(stay, pool, "deadly.pdf", papers.scans(1))
    desk = shown(open_desk, document)
    qtbot.waitUntil(lambda: desk.pages.canvas.is_sharp(0), timeout=15_000)
    deadly["left"] = 1
    key(desk.pages.canvas, Qt.Key.Key_1)
    qtbot.waitUntil(says(desk, "Page 1"), timeout=15_000)
    if by == "F5":
        key(desk.pages.canvas, Qt.Key.Key_F5)
    else:
        key(desk.pages.canvas, Qt.Key.Key_Tab)
        assert trouble(desk).again.hasFocus()
        key(trouble(desk).again, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: desk.pages.canvas.is_sharp(0), timeout=15_000)
    assert trouble(desk).text == ""
    assert desk.pages.canvas.hasFocus()


# A file that costs worker after worker


def test_after_ten_workers_a_file_is_shown_by_its_stored_pictures_and_costs_no_more(
    qtbot: QtBot, stay: Stay, pool: ReadingPool, open_desk: OpenDesk, deadly: Deadly
) -> None:
    pages = DEATHS_BORNE + 8
    document = papers.imported(stay, pool, "deadly.pdf", papers.scans(pages))
    desk = shown(open_desk, document)
    canvas = desk.pages.canvas
    key(canvas, Qt.Key.Key_3)
    qtbot.waitUntil(is_quiet(desk), timeout=15_000)
    deadly["left"] = 1000
    for number in range(6, pages + 1):
        canvas.go_to_page(number)
        qtbot.waitUntil(lambda: bool(trouble(desk).text), timeout=30_000)
        qtbot.waitUntil(is_quiet(desk), timeout=30_000)
    qtbot.waitUntil(says(desk, f"{DEATHS_BORNE} times", "stored pictures"), timeout=15_000)
    spent = deadly["killed"]
    assert DEATHS_BORNE <= spent <= DEATHS_BORNE + 1  # two pages may be on screen when it is given up
    qtbot.waitUntil(lambda: not canvas._prints.of(canvas.pages[canvas.current]).is_blank)
    canvas.set_zoom(2.0)
    key(canvas, Qt.Key.Key_Home)
    qtbot.wait(300)
    assert deadly["killed"] == spent
    key(canvas, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: deadly["killed"] == spent + 1, timeout=15_000)
    qtbot.waitUntil(says(desk, f"{DEATHS_BORNE} times"), timeout=15_000)
    deadly["left"] = 0
    key(canvas, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: canvas.is_sharp(canvas.current), timeout=15_000)
    assert trouble(desk).text == ""


# Sheets of any size


@pytest.mark.parametrize("size", [(0, 0), (0.2, 0.2), (14_400, 14_400), (20, 14_400), (14_400, 20)])
def test_a_sheet_of_any_size_lies_among_the_others(
    size: tuple[float, float], qtbot: QtBot, stay: Stay, pool: ReadingPool, open_desk: OpenDesk
) -> None:
    data = papers.sheets(papers.A4, papers.A4, size)
    desk = shown(open_desk, papers.imported(stay, pool, "odd.pdf", data))
    canvas = desk.pages.canvas
    canvas.go_to_page(3)
    rect = canvas._view_frame(2).rect
    assert rect.width() >= 5 and rect.height() >= 5
    assert canvas._view_frame(0).rect.width() > 200
    qtbot.waitUntil(lambda: canvas.is_sharp(canvas.current) or bool(trouble(desk).text), timeout=20_000)
    key(canvas, Qt.Key.Key_3)
    canvas.go_to_page(3)
    qtbot.waitUntil(lambda: canvas.is_sharp(2) or bool(trouble(desk).text), timeout=20_000)


def test_the_largest_sheet_fits_the_window_by_key_and_is_not_made_smaller(
    qtbot: QtBot, stay: Stay, pool: ReadingPool, open_desk: OpenDesk
) -> None:
    desk = shown(open_desk, papers.imported(stay, pool, "plan.pdf", papers.sheets((14_400, 14_400))))
    canvas = desk.pages.canvas
    view = canvas.viewport()
    key(canvas, Qt.Key.Key_2)
    assert view.width() * 0.9 < canvas._view_frame(0).rect.width() <= view.width()
    key(canvas, Qt.Key.Key_3)
    whole = canvas._view_frame(0).rect
    assert view.height() * 0.9 < whole.height() <= view.height()
    for _ in range(3):
        key(canvas, Qt.Key.Key_Minus)
    assert canvas._view_frame(0).rect.height() == whole.height()
    qtbot.waitUntil(lambda: canvas.is_sharp(0), timeout=20_000)


def test_a_picture_of_20000_px_is_there_or_said_why_not_and_nothing_freezes(
    qtbot: QtBot, stay: Stay, pool: ReadingPool, open_desk: OpenDesk
) -> None:
    desk = shown(open_desk, papers.imported(stay, pool, "huge.png", papers.huge_picture()))
    canvas = desk.pages.canvas
    assert canvas._view_frame(0).rect.width() > 200
    for zoom in (1.0, 8.0):
        canvas.set_zoom(zoom)
        qtbot.waitUntil(partial(_is_settled, desk), timeout=30_000)


def _is_settled(desk: DeskScreen) -> bool:
    return desk.pages.canvas.is_sharp(0) or bool(trouble(desk).text)


# What was seen


def stored_seen(stay: Stay, document: DocumentView) -> list[bool]:
    """Whether each page of a document counts as seen, in the store."""
    return [
        page.seen
        for each in case_documents(stay.ws, stay.ward.ada)
        if each.id == document.id
        for page in each.pages
    ]


def test_a_page_that_showed_no_picture_is_not_seen(
    qtbot: QtBot, stay: Stay, pool: ReadingPool, open_desk: OpenDesk
) -> None:
    document = papers.imported(stay, pool, "damaged.pdf", papers.sheets(papers.TOO_LARGE, papers.A4))
    desk = shown(open_desk, document)
    canvas = desk.pages.canvas
    key(canvas, Qt.Key.Key_3)
    qtbot.waitUntil(says(desk, "Page 1 could not be drawn."), timeout=15_000)
    canvas.set_zoom(0.5)
    qtbot.wait(1600)
    stay.settle(qtbot)
    assert stored_seen(stay, document) == [False, False]
    key(canvas, Qt.Key.Key_3)
    canvas.go_to_page(2)
    qtbot.waitUntil(lambda: stored_seen(stay, document) == [False, True], timeout=15_000)


def test_a_page_behind_the_list_of_keys_is_not_seen(
    qtbot: QtBot, stay: Stay, pool: ReadingPool, open_desk: OpenDesk
) -> None:
    document = papers.imported(stay, pool, "scan.pdf", papers.scans(1))
    desk = open_desk()
    keys = KeyOverlay(desk.session.keymap, desk)
    keys.show_over()
    desk.pages.open_document(document.id)
    qtbot.waitUntil(lambda: desk.pages.canvas.is_sharp(0), timeout=15_000)
    qtbot.wait(1600)
    stay.settle(qtbot)
    assert stored_seen(stay, document) == [False]
    keys.close_over()
    qtbot.waitUntil(lambda: stored_seen(stay, document) == [True], timeout=15_000)


def test_of_a_page_that_cannot_be_drawn_it_is_said_once_why(
    qtbot: QtBot, stay: Stay, pool: ReadingPool, open_desk: OpenDesk
) -> None:
    """It could not be read either: the card over it says both, and its button asks for both."""
    document = papers.imported(stay, pool, "damaged.pdf", papers.sheets(papers.TOO_LARGE, papers.A4))
    problem = Message("reading.page_unreadable", {"file": "damaged.pdf", "page": 1})
    stay.thread.call(store_failure, document.pages[0].id, problem).result(10)
    desk = shown(open_desk, document)
    key(desk.pages.canvas, Qt.Key.Key_3)
    qtbot.waitUntil(says(desk, "Page 1 could not be drawn.", "damaged.pdf"), timeout=15_000)
    told = [
        label.text()
        for label in desk.pages.active.findChildren(Label)
        if label.isVisible() and "damaged.pdf" in label.text()
    ]
    assert len(told) == 1
    again = [
        button
        for button in desk.pages.active.findChildren(Button)
        if button.isVisible() and button.text() in ("Try again", "Read this page again")
    ]
    assert again == [trouble(desk).again]
    with qtbot.waitSignal(desk.pages.again_asked, timeout=10_000):
        QTest.mouseClick(trouble(desk).again, Qt.MouseButton.LeftButton)
