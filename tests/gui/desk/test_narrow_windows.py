"""Narrow windows and large text: tabs and lists of documents say type and date, cards and bars fit their pane."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.gui.desk.bench import Stay, click, key
from workstation.domain.dates import read_date
from workstation.gui import language
from workstation.gui.desk.pages.document_names import DocumentNames
from workstation.gui.desk.pages.document_tabs import MOST, DocumentTabs
from workstation.gui.kit import theme
from workstation.gui.kit.paint import text_width
from workstation.gui.kit.theme import Role, role_font
from workstation.gui.kit.tokens import Scheme
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
