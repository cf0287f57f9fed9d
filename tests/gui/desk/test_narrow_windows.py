"""Narrow windows and large text: tabs and lists of documents say type and date, cards and bars fit their pane."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.desk.bench import Stay, click, key
from tests.gui.desk.conftest import OpenDesk
from tests.gui.desk.test_large_text import cut
from workstation.domain.dates import read_date
from workstation.gui import language
from workstation.gui.desk.desk import DeskScreen
from workstation.gui.desk.pages.document_names import DocumentNames
from workstation.gui.desk.pages.document_rows import Head
from workstation.gui.desk.pages.document_tabs import MOST, DocumentTabs
from workstation.gui.desk.pages.documents import DocumentsPanel
from workstation.gui.kit import theme
from workstation.gui.kit.bars import StatusBar
from workstation.gui.kit.buttons import Button
from workstation.gui.kit.paint import text_width
from workstation.gui.kit.segments import SegmentedControl
from workstation.gui.kit.theme import Role, role_font
from workstation.gui.kit.tokens import Scheme
from workstation.gui.words import shown_date
from workstation.services.pages import case_documents
from workstation.services.views import DocumentView
from workstation.settings import resources_dir


@pytest.fixture(params=[100, 130])
def size(request: pytest.FixtureRequest, dressed: QApplication) -> int:
    """A text size in force."""
    theme.apply(dressed, Scheme.LIGHT, request.param, reduced_motion=True)
    return int(request.param)


@pytest.fixture(params=["en", "zh"])
def spoken(request: pytest.FixtureRequest, dressed: QApplication) -> Iterator[str]:
    """A language in force."""
    folder = resources_dir() / "translations"
    language.speak(dressed, request.param, folder)
    yield request.param
    language.speak(dressed, "en", folder)


def documents(stay: Stay, count: int, kind: str = "other", day: str = "") -> list[DocumentView]:
    """As many documents of one kind, each with the pages of Ada's letter."""
    letter = next(d for d in case_documents(stay.ws, stay.ward.ada) if d.type == "pathology")
    date = read_date(day) if day else None
    return [replace(letter, id=f"d{at}", type=kind, date=date) for at in range(count)]


# Tabs


def tabs_of(qtbot: QtBot, shown: list[DocumentView], current: str, width: int) -> DocumentTabs:
    tabs = DocumentTabs()
    qtbot.addWidget(tabs)
    tabs.resize(width, 52)
    tabs.show()
    tabs.show_tabs(shown, current, DocumentNames(shown))
    return tabs


def cut_tabs(tabs: DocumentTabs) -> list[str]:
    """Tabs that do not show the whole of type and date, or lie outside the row."""
    font = role_font(Role.BODY)
    short = [t.label for t in tabs.tabs() if text_width(t.label, font) > t.words().width() + 0.5]
    return short + [t.label for t in tabs.tabs() if t.rect.right() > tabs.width()]


@pytest.mark.parametrize("width", [250, 400, 700])
@pytest.mark.parametrize("count", [2, 7, 13])
def test_each_tab_shows_type_and_date_and_the_rest_is_in_the_list(
    qtbot: QtBot, stay: Stay, size: int, spoken: str, width: int, count: int
) -> None:
    shown = documents(stay, count, "pet_ct", "20 Oct 2026")
    for at in (count - 1, 0, count // 2):
        tabs = tabs_of(qtbot, shown, f"d{at}", width)
        assert cut_tabs(tabs) == []
        assert f"d{at}" in [tab.document.id for tab in tabs.tabs()]
        assert len(tabs.tabs()) <= MOST
        assert all("2026" in tab.label and str(tab.document.id[1:]) for tab in tabs.tabs())
        assert len(tabs.tabs()) + len(tabs.hidden_tabs()) == count
        assert tabs._more.isVisible() == bool(tabs.hidden_tabs())
        if tabs._more.isVisible():
            assert tabs._more.geometry().right() < tabs.width()
            assert tabs._more.geometry().left() >= tabs.tabs()[-1].rect.right() - 1
            assert tabs._more.text().startswith(str(len(tabs.hidden_tabs()))) or spoken == "zh"


def test_documents_of_one_kind_and_no_date_are_told_apart(stay: Stay, dressed: QApplication) -> None:
    shown = documents(stay, 60)
    names = DocumentNames(shown)
    assert len({names.name_of(document) for document in shown}) == 60
    assert names.name_of(shown[11]) == "Document 12"
    alone = documents(stay, 1, "pet_ct", "20 Oct 2026")
    assert DocumentNames(alone).name_of(alone[0]) == "PET-CT, 20 Oct 2026"


@pytest.mark.parametrize("by", ["mouse", "down", "button"])
def test_a_document_without_a_tab_is_reached_from_the_list(
    qtbot: QtBot, stay: Stay, dressed: QApplication, by: str
) -> None:
    tabs = tabs_of(qtbot, documents(stay, 13), "d0", 500)
    picked: list[str] = []
    tabs.picked.connect(picked.append)
    hidden = tabs.hidden_tabs()
    if by == "mouse":
        click(tabs._more)
    elif by == "down":
        key(tabs, Qt.Key.Key_Down)
    else:
        key(tabs._more, Qt.Key.Key_Space)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == [f"Document {int(d.id[1:]) + 1}" for d in hidden]
    key(menu, Qt.Key.Key_Return)
    assert picked == [hidden[0].id]


def test_the_row_of_tabs_moves_no_further_than_it_must(
    qtbot: QtBot, stay: Stay, dressed: QApplication
) -> None:
    shown = documents(stay, 13)
    tabs = tabs_of(qtbot, shown, "d0", 600)
    before = [tab.document.id for tab in tabs.tabs()]
    tabs.show_tabs(shown, before[-1], DocumentNames(shown))
    assert [tab.document.id for tab in tabs.tabs()] == before


# The list of documents


def lines_cut(panel: DocumentsPanel, rows: list[Head]) -> list[str]:
    """Lines of heads that have less room than their words need."""
    painter, room = panel._painting, panel._painting._head_room()
    lines = [line for row in rows for line in painter.head_lines(row)]
    return [words for words, role, _ in lines if text_width(words, role_font(role)) > room + 0.5]


@pytest.mark.parametrize("width", [1366, 1920])
def test_each_row_of_documents_shows_type_and_date(
    size: int, spoken: str, open_desk: OpenDesk, width: int
) -> None:
    desk = open_desk(width, 698)
    panel = desk.side.documents
    kinds = ("pathology", "treatment_history", "discharge_summary", "pet_ct", "echocardiogram", "other")
    whole = list(desk.documents)
    for kind in kinds:
        whole += [
            replace(whole[0], id=f"{kind}{at}", type=kind, date=read_date("28 Oct 2026")) for at in (1, 2)
        ]
    panel.show_documents(whole)
    heads = [row for row in panel._documents.rows if isinstance(row, Head)]
    assert lines_cut(panel, heads) == []
    told = [tuple(words for words, _, _ in panel._painting.head_lines(row)) for row in heads]
    assert len(set(told)) == len(told)
    dates = [shown_date(row.document.date) for row in heads]
    assert all(date in under for date, (_, under) in zip(dates, told, strict=True))


def test_the_rail_shows_short_names_and_days(size: int, spoken: str, open_desk: OpenDesk) -> None:
    desk = open_desk(1366, 698)
    key(desk, Qt.Key.Key_3, ctrl=True)
    panel = desk.side.documents
    letter = desk.documents[0]
    kinds = ("pathology", "treatment_history", "discharge_summary", "pet_ct", "echocardiogram", "virology")
    days = [read_date("8 May 2026"), read_date("20 Oct 2026")]
    panel.show_documents(
        [replace(letter, id=f"{kind}{day}", type=kind, date=day) for kind in kinds for day in days]
    )
    heads = [row for row in panel._documents.rows if isinstance(row, Head)]
    assert panel.is_rail()
    QApplication.processEvents()
    assert lines_cut(panel, heads) == []
    told = [tuple(words for words, _, _ in panel._painting.head_lines(row)) for row in heads]
    assert len(set(told)) == len(told)
    assert all(under for _, under in told)


# What lies over and above the page


def overflowing(root: QWidget) -> list[str]:
    """Buttons, labels and choices in sight that have less room than their words need, or lie outside `root`."""
    found = cut(root)
    for control in root.findChildren(SegmentedControl):
        if control.isVisible() and control.width() < control.sizeHint().width():
            found.append(f"{control.accessibleName()} has {control.width()}")
    for label in (one for one in root.findChildren(QLabel) if one.isVisible() and one.wordWrap()):
        if label.heightForWidth(label.width()) > label.height():
            found.append(f"{label.text()!r} needs {label.heightForWidth(label.width())} px of height")
    return found


@pytest.fixture
def narrow(size: int, spoken: str, open_desk: OpenDesk, stay: Stay, qtbot: QtBot) -> DeskScreen:
    """Two sides on the desk of a window of 1366 px."""
    desk = open_desk(1366, 698)
    key(desk.pages.canvas, Qt.Key.Key_F9, shift=True)
    stay.settle(qtbot)
    canvas = desk.pages.canvas
    qtbot.waitUntil(lambda: bool(canvas._words.get(canvas.pages[0].id)))
    return desk


def test_the_cite_bar_fits_a_narrow_side(narrow: DeskScreen) -> None:
    canvas, bar = narrow.pages.canvas, narrow.pages.cite_bar
    canvas.choose(canvas.pages[0].id, 0, 1)
    QApplication.processEvents()
    assert bar.isVisible()
    assert overflowing(bar) == []
    assert canvas.rect().contains(bar.geometry())


def test_the_card_of_a_part_read_again_fits_a_narrow_side(
    qtbot: QtBot, narrow: DeskScreen, stay: Stay
) -> None:
    canvas, card = narrow.pages.canvas, narrow.pages.correcting.card
    canvas.choose(canvas.pages[0].id, 0, 12)
    key(canvas, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: card.text is not None, timeout=30_000)
    QApplication.processEvents()
    assert overflowing(card) == []
    assert canvas.rect().contains(card.geometry())


def test_a_page_reviewed_by_eye_says_so_in_full(qtbot: QtBot, narrow: DeskScreen, stay: Stay) -> None:
    note = narrow.pages.correcting.note
    key(narrow.pages.canvas, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: note.isVisible() and bool(note.text()))
    QApplication.processEvents()
    assert overflowing(note) == []


def test_the_bar_of_what_a_document_is_fits(narrow: DeskScreen) -> None:
    key(narrow.pages.canvas, Qt.Key.Key_F2)
    QApplication.processEvents()
    assert narrow.pages.document_bar.isVisible()
    assert overflowing(narrow.pages.document_bar) == []


def test_what_a_document_is_cannot_be_said_of_a_closed_case(desk: DeskScreen) -> None:
    bar = desk.pages.document_bar
    named: list[object] = []
    bar.named.connect(lambda *told: named.append(told))
    desk.pages.allow("The case was submitted.")
    key(desk.pages.canvas, Qt.Key.Key_F2)
    assert bar.isVisible()
    assert not bar._set.isEnabled()
    assert not bar._other.isEnabled()
    assert bar._set.toolTip() == bar._told.text() == "The case was submitted."
    QTest.keyClicks(bar._date, "1 May 2026")
    key(bar._date, Qt.Key.Key_Return)
    assert named == []
    desk.pages.allow("")
    key(bar._date, Qt.Key.Key_Escape)
    key(desk.pages.canvas, Qt.Key.Key_F2)
    assert bar._set.isEnabled()


# Bars and columns


@pytest.mark.parametrize("width", [960, 1366])
def test_the_disclaimer_is_never_cut(qtbot: QtBot, size: int, spoken: str, width: int) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.resize(width, bar.sizeHint().height())
    bar.show()
    bar.show_seal("Documents are opened in sealed workers: 4 of 4 layers hold.", "")
    bar.show_saved("Saved 10:42")
    bar.show_pages("22 of 31 pages seen")
    bar.show_reading("Reading page 11 of 18, about 2 min left")
    QApplication.processEvents()
    assert bar.disclaimer.width() >= bar.disclaimer.sizeHint().width()
    assert bar.rect().contains(bar._keys.geometry())
    for part in (bar.saved, bar.pages, bar.reading):
        assert part.width() >= part.sizeHint().width()
        assert part.accessibleName()
    assert bar.pages.text() == "22 of 31 pages seen"


def test_what_stands_before_submitting_is_not_squashed(
    qtbot: QtBot, size: int, spoken: str, open_desk: OpenDesk, stay: Stay
) -> None:
    desk = open_desk(1366, 698)
    panel = desk.record.suitability
    key(desk, Qt.Key.Key_M, ctrl=True, shift=True)
    qtbot.waitUntil(panel.submission.isVisible)
    stay.settle(qtbot)
    assert overflowing(panel.submission) == []
    for button in panel.submission.findChildren(Button):
        assert button.height() >= button.sizeHint().height()
    below = panel.missing.mapTo(panel, QPoint(0, 0)).y()
    matrix = panel.matrix.mapTo(panel, QPoint(0, panel.matrix.height())).y()
    assert below >= matrix
    assert cut(panel.missing) == []
