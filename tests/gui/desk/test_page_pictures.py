"""Pictures of pages through the real workers: neighbours in hand, clips at deep zoom, no page blank, memory bounded."""

import time
from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.desk import papers
from tests.gui.desk.bench import Stay, key, wheel
from tests.gui.desk.conftest import OpenDesk
from tests.reading.test_workers import worker_pids
from workstation.gui.desk.pages import pictures, sharp
from workstation.gui.desk.pages.canvas import PageCanvas
from workstation.reading import ReadingPool
from workstation.services.views import DocumentView

PAGES = 24


@pytest.fixture
def packet(stay: Stay, pool: ReadingPool) -> DocumentView:
    """Grey scans in one file."""
    return papers.imported(stay, pool, "packet.pdf", papers.scans(PAGES))


@pytest.fixture
def canvas(qtbot: QtBot, packet: DocumentView, open_desk: OpenDesk) -> PageCanvas:
    """The packet at its first page, which is sharp."""
    canvas = open_desk(document_id=packet.id, page_id=packet.pages[0].id).pages.canvas
    canvas.setFocus()
    key(canvas, Qt.Key.Key_3)
    qtbot.waitUntil(lambda: canvas.is_sharp(0), timeout=15_000)
    return canvas


def held(canvas: PageCanvas) -> set[int]:
    """Numbers of the pages with a picture in hand at the scale of the view, from 0."""
    ids = [page.id for page in canvas.pages]
    kept = canvas._prints._sharp._kept.items()
    return {ids.index(page_id) for (page_id, _), picture in kept if picture.scale == canvas._scale}


def holds(canvas: PageCanvas, *pages: int) -> Callable[[], bool]:
    return lambda: set(pages) <= held(canvas)


def test_the_page_after_is_drawn_before_it_is_asked_for_and_sharp_at_once(
    qtbot: QtBot, canvas: PageCanvas
) -> None:
    for page in (1, 2, 3):
        qtbot.waitUntil(holds(canvas, page), timeout=15_000)
        key(canvas, Qt.Key.Key_PageDown)
        assert canvas.current == page
        assert canvas.is_sharp(page)


def test_the_page_before_is_drawn_too_after_a_jump(qtbot: QtBot, canvas: PageCanvas) -> None:
    canvas.go_to_page(12)
    qtbot.waitUntil(holds(canvas, 10, 11, 12), timeout=15_000)
    key(canvas, Qt.Key.Key_PageUp)
    assert canvas.current == 10
    assert canvas.is_sharp(10)


def test_what_is_on_screen_is_drawn_before_neighbours_and_what_was_passed_is_dropped(
    qtbot: QtBot, canvas: PageCanvas
) -> None:
    for number in range(6, 20):
        canvas.go_to_page(number)
    canvas.go_to_page(22)
    qtbot.waitUntil(lambda: canvas.is_sharp(21), timeout=15_000)
    passed = held(canvas) - {0, 1, 20, 21, 22}
    assert len(passed) <= 2  # one may have been under way, and one begun


def test_going_on_costs_no_worker(qtbot: QtBot, canvas: PageCanvas) -> None:
    before = set(worker_pids("page"))
    for number in range(2, PAGES):
        canvas.go_to_page(number)
        QApplication.processEvents()
    qtbot.waitUntil(lambda: canvas.is_sharp(PAGES - 2), timeout=15_000)
    assert before <= set(worker_pids("page"))  # a lane may have started one more meanwhile


def test_grey_scans_come_grey_and_stay_grey(canvas: PageCanvas) -> None:
    page = canvas.pages[0]
    shown = canvas._prints.of(page)
    assert shown.sharp is not None
    assert shown.sharp.image.format() == QImage.Format.Format_Grayscale8
    coarse = canvas._prints._pictures.coarse(page)
    assert coarse is not None
    assert coarse.format() == QImage.Format.Format_Grayscale8


def test_at_deep_zoom_what_is_seen_is_drawn_and_follows_the_view(qtbot: QtBot, canvas: PageCanvas) -> None:
    canvas.set_zoom(8.0)
    qtbot.waitUntil(lambda: canvas.is_sharp(canvas.current), timeout=15_000)
    picture = canvas._prints.of(canvas.pages[canvas.current]).sharp
    assert picture is not None
    assert not picture.is_whole
    view = canvas.viewport()
    assert picture.image.width() * picture.image.height() < 4 * view.width() * view.height()
    wheel(canvas, QPointF(200, 200), -40)
    assert not canvas.is_sharp(canvas.current)
    qtbot.waitUntil(lambda: canvas.is_sharp(canvas.current), timeout=15_000)


def test_scrolling_at_three_pages_a_second_never_shows_a_blank_page(qtbot: QtBot, canvas: PageCanvas) -> None:
    key(canvas, Qt.Key.Key_2)
    bar = canvas.verticalScrollBar()
    a_page = canvas._column.height / PAGES
    begun, blank, frames = time.monotonic(), 0, 0
    while bar.value() < bar.maximum():
        bar.setValue(round((time.monotonic() - begun) * 3 * a_page))
        QApplication.processEvents()
        blank += sum(canvas._prints.of(canvas.pages[at]).is_blank for at in canvas._visible())
        frames += 1
        qtbot.wait(8)
    assert frames > 100
    assert blank == 0


def test_memory_is_bounded_from_end_to_end(
    qtbot: QtBot, canvas: PageCanvas, monkeypatch: pytest.MonkeyPatch
) -> None:
    budget = 4 * 1024 * 1024
    monkeypatch.setattr(sharp, "MEMORY", budget)
    monkeypatch.setattr(pictures, "MEMORY", budget)
    for number in range(1, PAGES + 1):
        canvas.go_to_page(number)
        qtbot.waitUntil(partial(canvas.is_sharp, number - 1), timeout=15_000)
    kept = canvas._prints._sharp._kept.values()
    assert sum(picture.image.sizeInBytes() for picture in kept) <= budget
    assert sum(image.sizeInBytes() for image in canvas._prints._pictures._coarse.values()) <= budget
    key(canvas, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: canvas.is_sharp(0), timeout=15_000)
