"""What a screen reader finds on the desk: a name on every control, and the lines of the page as text."""

import gc
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleTextInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.gui.desk.bench import Stay, key, letter_of
from tests.gui.desk.conftest import OpenDesk
from workstation.gui.desk.desk import DeskScreen
from workstation.gui.desk.pages.canvas import PageCanvas
from workstation.gui.desk.pages.pictures import Pictures
from workstation.gui.kit import announcer
from workstation.services.intake import open_source
from workstation.services.readings import store_reading


@pytest.fixture
def canvas(qtbot: QtBot, desk: DeskScreen) -> PageCanvas:
    canvas = desk.pages.canvas
    qtbot.waitUntil(lambda: bool(canvas._words.get(canvas.pages[0].id)))
    desk.pages.active.text.spoken.look()
    return canvas


@pytest.fixture
def text(canvas: PageCanvas) -> QAccessibleTextInterface:
    """What Qt hands to a screen reader that asks for the text of the page."""
    interface = QAccessible.queryAccessibleInterface(canvas)
    assert interface is not None
    assert interface.role() is QAccessible.Role.Document
    return interface.textInterface()


def test_the_page_tells_its_lines(text: QAccessibleTextInterface) -> None:
    said = text.text(0, text.characterCount())
    assert said.splitlines()[0] == "Northfield Hospital, Department of Pathology"
    assert "The biopsy was taken on 24 Nov 2024" in said
    assert text.text(11, 20) == "Hospital,"


def test_a_character_lies_where_its_word_is_printed(
    canvas: PageCanvas, text: QAccessibleTextInterface
) -> None:
    said = text.text(0, text.characterCount())
    at = said.index("Hospital,")
    first, last = text.characterRect(at), text.characterRect(at + 8)
    word = next(word for word in canvas._words[canvas.pages[0].id] if word.text == "Hospital,")
    place = canvas.polygon(canvas.pages[0].id, word.quad).boundingRect().toRect()
    corner = canvas.viewport().mapToGlobal(place.topLeft())
    assert abs(first.left() - corner.x()) <= 1
    assert first.right() < last.left()
    assert abs(last.right() - canvas.viewport().mapToGlobal(place.bottomRight()).x()) <= 2
    assert text.offsetAtPoint(first.center()) == at
    assert text.offsetAtPoint(QPoint(-5, -5)) == -1


def test_the_caret_stands_at_what_is_chosen(canvas: PageCanvas, text: QAccessibleTextInterface) -> None:
    words = canvas._words[canvas.pages[0].id]
    place = next(at for at, word in enumerate(words) if word.text == "cervical")
    canvas.choose(canvas.pages[0].id, place, place)
    said = text.text(0, text.characterCount())
    assert text.cursorPosition() == said.index("cervical")
    assert text.selectionCount() == 0
    text.setSelection(0, said.index("left"), said.index("cervical") + 3)
    chosen = canvas.choice()
    assert chosen is not None
    assert chosen.quote == "left cervical"
    text.removeSelection(0)
    assert canvas.choice() is None


def test_a_screen_reader_s_caret_brings_the_line_on_screen(
    qtbot: QtBot, canvas: PageCanvas, text: QAccessibleTextInterface
) -> None:
    canvas.set_zoom(4.0)
    said = text.text(0, text.characterCount())
    at = said.index("First treatment")
    text.setCursorPosition(at)
    view = canvas.viewport()
    qtbot.waitUntil(lambda: view.rect().contains(view.mapFromGlobal(text.characterRect(at).center())))
    assert text.cursorPosition() == at


def test_the_text_follows_the_page_on_screen(
    qtbot: QtBot, canvas: PageCanvas, text: QAccessibleTextInterface
) -> None:
    canvas.go_to_page(2)
    qtbot.waitUntil(lambda: text.text(0, 17) == "Treatment history")
    assert canvas.accessibleDescription() == "Path p 2, 24 Nov 2024"


def test_doubtful_words_are_told(qtbot: QtBot, stay: Stay, desk: DeskScreen) -> None:
    page = letter_of(stay.ws, stay.ward.ada).pages[0]
    with open_source(stay.ws, page.file_id) as source:
        read = stay.session.pool().read_page(source, 0).result(60)
    words = tuple(replace(word, confidence=0.3 if word.text == "CD20" else 1.0) for word in read.words)
    stay.thread.call(store_reading, page.id, replace(read, words=words, engine_version="new")).result(10)
    desk._page_read(page.id)
    interface = QAccessible.queryAccessibleInterface(desk.pages.canvas)
    assert interface is not None
    text = interface.textInterface()
    qtbot.waitUntil(lambda: "CD20 [? doubtful] positive" in text.text(0, text.characterCount()))


def test_pages_come_and_go_with_what_screen_readers_hold_of_them(
    qtbot: QtBot, desk: DeskScreen, canvas: PageCanvas
) -> None:
    """Qt lets the interface go with its canvas; nothing of Python may be asked after that."""
    pictures: Pictures = desk.pages.pictures
    for _ in range(20):
        other = PageCanvas(pictures)
        desk.pages.active.text.spoken.__class__(other, desk.pages.case)
        interface = QAccessible.queryAccessibleInterface(other)
        assert interface is not None
        assert interface.textInterface().characterCount() == 0
        del interface
        other.deleteLater()
        del other
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()


# Names


def focusable(root: QWidget) -> Iterator[QWidget]:
    """Every widget that the keys can come to, shown or not."""
    for widget in (root, *root.findChildren(QWidget)):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            yield widget


def nameless(root: QWidget) -> list[str]:
    """Focusable widgets that a screen reader could not name, by the path that leads to them."""
    found = []
    for widget in focusable(root):
        interface = QAccessible.queryAccessibleInterface(widget)
        name = interface.text(QAccessible.Text.Name) if interface is not None else ""
        if not name.strip():
            found.append(path(widget))
    return found


def path(widget: QWidget) -> str:
    names = []
    at: QWidget | None = widget
    while at is not None:
        names.append(type(at).__name__)
        at = at.parentWidget()
    return " < ".join(names)


def test_every_control_of_the_desk_has_a_name(qtbot: QtBot, desk: DeskScreen, stay: Stay) -> None:
    assert len(list(focusable(desk))) > 40
    assert nameless(desk) == []


def test_every_control_of_each_tab_two_sides_and_the_text_has_a_name(
    qtbot: QtBot, desk: DeskScreen, stay: Stay
) -> None:
    key(desk.pages.canvas, Qt.Key.Key_F9, shift=True)
    key(desk.pages.canvas, Qt.Key.Key_T, ctrl=True, shift=True)
    key(desk.pages.canvas, Qt.Key.Key_F, ctrl=True)
    for number in (Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_1):
        key(desk, number, ctrl=True)
        stay.settle(qtbot)
        assert nameless(desk) == []


def test_a_control_without_a_name_is_found(qtbot: QtBot, open_desk: OpenDesk) -> None:
    desk = open_desk()
    bare = QWidget(desk.pages)
    bare.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    assert nameless(desk) == ["QWidget < PagePane < Splitter < DeskRoom < DeskScreen"]


# News


def test_saves_and_verdicts_that_change_are_told(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(announcer, "announce", lambda _widget, text: heard.append(text))
    stay.settle(qtbot)
    qtbot.waitUntil(lambda: bool(desk.record.suitability._kinds))
    desk.record.focus_field("diagnosis", None)
    editing = desk.record.findings.list
    key(editing, Qt.Key.Key_Return)
    editing.editor.selectAll()
    QTest.keyClicks(editing.editor, "Hodgkin lymphoma")
    key(editing.editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(said.startswith("Saved ") or ". Saved " in said for said in heard))
    qtbot.waitUntil(lambda: any(": " in said and "Saved" not in said.split(": ")[0] for said in heard))
