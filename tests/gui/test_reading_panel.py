"""The list of what is being read: told in words, ordered and stopped by key, over every screen's status bar."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.conftest import CHEAP, MARK
from tests.gui.desk.bench import make_session, pdf
from tests.translations import FOLDER
from workstation.gui import language
from workstation.gui.reading_list import ReadingModel
from workstation.gui.reading_panel import ReadingPanel
from workstation.gui.reading_words import ReadingWords, joined, time_left
from workstation.gui.screen import Screen, Session
from workstation.reading import PageReport, ReadingPool
from workstation.services.intake import ImportedFile, import_file
from workstation.services.queue import create_case
from workstation.services.reading_order import next_pages
from workstation.services.rules import Rules
from workstation.services.thread import StoreThread
from workstation.services.views import (
    CaseReading,
    FileReading,
    NewCase,
    NewPatient,
    Progress,
    ReadingList,
)
from workstation.services.workspace import Workspace, create_workspace, open_workspace

INVENTED = ReadingList(
    (
        CaseReading(
            "a",
            "LY-0001",
            3,
            8,
            1,
            130.0,
            (
                FileReading("a", "1", "letter.pdf", 2, 3, 1, True, 20.0),
                FileReading("a", "2", "scan.pdf", 1, 5, 0, False, 130.0),
            ),
        ),
    ),
    3,
    8,
    1,
    130.0,
    2,
)


@dataclass(frozen=True)
class Desk:
    """A screen whose background reading is real, over two cases with files that wait."""

    screen: Screen
    session: Session
    thread: StoreThread
    ws: Workspace
    cases: tuple[str, str]

    @property
    def panel(self) -> ReadingPanel:
        (panel,) = self.screen.findChildren(ReadingPanel)
        return panel

    def waiting(self) -> list[str]:
        """The cases of the pages that wait, in the order in which they come."""
        return [task.case_id for task in next_pages(self.ws, limit=20)]


@pytest.fixture
def desk(qtbot: QtBot, dressed: QApplication, tmp_path: Path, loaded_rules: Rules) -> Iterator[Desk]:
    language.speak(dressed, "en", FOLDER)
    create_workspace(tmp_path / "ward", "Ward 4", "Europe/Oslo", MARK, cost=CHEAP)
    with (
        open_workspace(tmp_path / "ward", MARK.login, MARK.password, rules=loaded_rules) as ws,
        ReadingPool(1) as pool,
    ):
        cases = (create_case(ws, NewCase(NewPatient("Ada"))), create_case(ws, NewCase(NewPatient("Bo"))))
        for case_id, name, pages in ((cases[0], "a.pdf", 3), (cases[0], "b.pdf", 2), (cases[1], "c.pdf", 1)):
            import_file(ws, case_id, _file(name, pages))
        thread = StoreThread(ws)
        session = make_session(qtbot, ws, thread, lambda: pool)
        screen = Screen(session)
        screen.resize(1400, 800)
        screen.show()
        screen.activateWindow()
        qtbot.waitUntil(screen.isActiveWindow)
        screen.app_bar.search.setFocus()
        yield Desk(screen, session, thread, ws, cases)
        session.client.close()
        session.reading.close()
        thread.close()
        screen.deleteLater()
        session.client.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _file(name: str, pages: int) -> ImportedFile:
    data = pdf(((name, "Diffuse large B-cell lymphoma was found in every page of this report."),) * pages)
    return ImportedFile(
        name, data, "pdf", tuple(PageReport(index, 595.0, 842.0, b"", True) for index in range(pages))
    )


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk) -> ReadingPanel:
    """The panel, opened by its key."""
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(desk.screen.app_bar.search, Qt.Key.Key_Y, held)
    qtbot.waitUntil(lambda: desk.panel.isVisible() and desk.panel.list.model().rowCount() > 0)
    return desk.panel


def lines(panel: ReadingPanel) -> list[str]:
    """The list as a screen reader hears it."""
    model = panel.list.model()
    return [
        model.data(model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())
    ]


def heads(panel: ReadingPanel) -> list[str]:
    return [line.split(",")[0] for line in lines(panel)]


def test_the_list_tells_cases_and_files_in_their_order(opened: ReadingPanel) -> None:
    assert lines(opened) == [
        "LY-0001, 0 of 5 pages",
        "a.pdf, 0 of 3 pages",
        "b.pdf, 0 of 2 pages",
        "LY-0002, 0 of 1 page",
        "c.pdf, 0 of 1 page",
    ]
    assert opened.said.text() == "All cases: reading page 1 of 6"
    assert opened.list.hasFocus()


def test_enter_puts_a_case_first_and_the_choice_goes_with_it(
    qtbot: QtBot, desk: Desk, opened: ReadingPanel
) -> None:
    for _ in range(3):
        QTest.keyClick(opened.list, Qt.Key.Key_Down)
    assert opened.list.current_key() == (desk.cases[1], "")
    QTest.keyClick(opened.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: heads(opened)[0] == "LY-0002")
    assert opened.list.current_key() == (desk.cases[1], "")
    assert desk.waiting()[0] == desk.cases[1]


def test_the_button_puts_a_file_first(qtbot: QtBot, desk: Desk, opened: ReadingPanel) -> None:
    for _ in range(2):
        QTest.keyClick(opened.list, Qt.Key.Key_Down)
    QTest.mouseClick(opened.next, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: heads(opened)[:3] == ["LY-0001", "b.pdf", "a.pdf"])


def test_reading_is_stopped_and_goes_on_by_key(qtbot: QtBot, desk: Desk, opened: ReadingPanel) -> None:
    desk.session.reading.start()
    QTest.keyClick(opened.list, Qt.Key.Key_P)
    assert desk.session.reading.is_paused()
    qtbot.waitUntil(lambda: opened.said.text().startswith("All cases: reading stopped"))
    assert opened.toggle.text() == opened.toggle.accessibleName() == "Go on reading"
    qtbot.waitUntil(lambda: desk.screen.status_bar.reading.text().startswith("All cases: reading stopped"))
    assert not any("left" in line for line in lines(opened))
    QTest.mouseClick(opened.toggle, Qt.MouseButton.LeftButton)
    assert not desk.session.reading.is_paused() and opened.toggle.text() == "Stop reading"
    qtbot.waitUntil(lambda: opened.said.text() == "Everything is read.", timeout=60_000)
    assert lines(opened) == [] and not opened.next.isEnabled()


def test_escape_closes_and_the_status_bar_opens(qtbot: QtBot, desk: Desk, opened: ReadingPanel) -> None:
    QTest.keyClick(opened.list, Qt.Key.Key_Escape)
    assert not opened.isVisible()
    desk.screen.tell_reading()
    foot = desk.screen.status_bar.reading
    qtbot.waitUntil(foot.isVisible)
    assert foot.text() == foot.accessibleName() == "All cases: reading page 1 of 6"
    assert foot.focusPolicy() & Qt.FocusPolicy.TabFocus
    QTest.keyClick(foot, Qt.Key.Key_Space)
    qtbot.waitUntil(opened.isVisible)


def test_lines_tell_failures_what_is_read_now_and_the_time_left(qapp: QApplication) -> None:
    language.speak(qapp, "en", FOLDER)
    model = ReadingModel()
    model.show_list(INVENTED)
    told = [model.data(model.index(row), Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert told == [
        "LY-0001, 3 of 8 pages, 1 page could not be read, about 3 min left",
        "letter.pdf, 2 of 3 pages, 1 page could not be read, being read now, less than a minute left",
        "scan.pdf, 1 of 5 pages, about 3 min left",
    ]
    model.show_list(INVENTED, paused=True)
    assert model.data(model.index(2), Qt.ItemDataRole.AccessibleTextRole) == "scan.pdf, 1 of 5 pages"
    model.show_list(INVENTED)
    language.speak(qapp, "zh", FOLDER)
    assert model.data(model.index(2), Qt.ItemDataRole.AccessibleTextRole) == "scan.pdf，1 / 5 页，约剩 3 分钟"
    language.speak(qapp, "en", FOLDER)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (None, ""),
        (0.0, "less than a minute left"),
        (60.0, "less than a minute left"),
        (61.0, "about 2 min left"),
        (5_399.0, "about 90 min left"),
        (5_400.0, "about 2 h left"),
        (10_801.0, "about 4 h left"),
    ],
)
def test_time_is_rounded_up_and_not_said_before_it_is_known(seconds: float | None, said: str) -> None:
    assert time_left(seconds) == said


@pytest.mark.parametrize(
    ("progress", "paused", "en", "zh"),
    [
        (
            Progress(10, 18, 0, 90.0),
            False,
            "This case: reading page 11 of 18, about 2 min left",
            "本病例：正在识别第 11 / 18 页，约剩 2 分钟",
        ),
        (Progress(10, 18), False, "This case: reading page 11 of 18", "本病例：正在识别第 11 / 18 页"),
        (
            Progress(12, 18, 1, 90.0),
            True,
            "This case: reading stopped, 11 pages ready",
            "本病例：识别已停止，11 页可以使用",
        ),
        (Progress(18, 18, 1), False, "This case: 1 page could not be read", "本病例：1 页无法识别"),
        (Progress(18, 18), True, "", ""),
    ],
)
def test_progress_in_words(qapp: QApplication, progress: Progress, paused: bool, en: str, zh: str) -> None:
    for spoken, said in (("zh", zh), ("en", en)):
        language.speak(qapp, spoken, FOLDER)
        assert ReadingWords().progress(progress, paused, of_case=True) == said


def test_parts_that_are_empty_leave_no_comma() -> None:
    assert joined("", "a", "", "b") == "a, b"
    assert joined() == ""
