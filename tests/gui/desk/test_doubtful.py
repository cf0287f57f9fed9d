"""Doubtful words gone through by key: what decides first, corrected or found right where they stand."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.gui.desk.bench import Stay, click, key, letter_of
from tests.gui.desk.conftest import OpenDesk
from workstation.gui.desk.desk import DeskScreen
from workstation.gui.desk.pages.canvas import PageCanvas
from workstation.gui.desk.pages.doubts import Doubts
from workstation.gui.desk.pages.hint import Hint
from workstation.gui.desk.pages.marks import Mark, MarkKind
from workstation.reading import Engine
from workstation.services.corrections import confirm_words, correct_words
from workstation.services.doubts import doubtful_words
from workstation.services.intake import open_source
from workstation.services.pages import page_words
from workstation.services.readings import store_reading
from workstation.services.views import PageView

POOR = {"Pathology", "germinal", "24", "CD20", "hospital."}, {"R-CHOP", "seen", "neutropenia"}
MISREAD = {"CD20": "CD2O", "24": "Z4"}
DECISIVE = ["Z4", "CD2O", "R-CHOP", "R-CHOP", "R-CHOP"]
REST = ["Pathology", "germinal", "hospital.", "seen", "neutropenia"]


@pytest.fixture
def letter(stay: Stay) -> list[PageView]:
    """The letter's pages, some words of the first two poorly read; stored before the desk is opened."""
    pages = list(letter_of(stay.ws, stay.ward.ada).pages)
    for page, poor in zip(pages, POOR, strict=False):
        with open_source(stay.ws, page.file_id) as source:
            read = stay.session.pool().read_page(source, page.index).result(60)
        words = tuple(
            replace(word, text=MISREAD.get(word.text, word.text), confidence=0.5, engine=Engine.TESSERACT)
            if word.text in poor
            else word
            for word in read.words
        )
        made = replace(read, words=words, engine="tesseract", engine_version="poor")
        stay.thread.call(store_reading, page.id, made).result(10)
    return pages


@pytest.fixture
def desk(letter: list[PageView], open_desk: OpenDesk) -> Iterator[DeskScreen]:
    yield open_desk()


@pytest.fixture
def doubts(desk: DeskScreen) -> Doubts:
    return desk.pages.doubts


def chosen(desk: DeskScreen) -> str:
    choice = desk.pages.canvas.choice()
    return choice.quote if choice is not None else ""


def step(qtbot: QtBot, desk: DeskScreen, wanted: str, back: bool = False) -> None:
    """F7 from wherever the focus is, until the word is framed and chosen."""
    focus = desk.focusWidget() or desk.pages.canvas
    key(focus, Qt.Key.Key_F7, shift=back)
    shown_is(qtbot, desk, wanted)


def shown_is(qtbot: QtBot, desk: DeskScreen, wanted: str) -> None:
    qtbot.waitUntil(lambda: chosen(desk) == wanted)


def on_screen(canvas: PageCanvas, mark: Mark) -> bool:
    place = canvas.polygon(mark.page_id, mark.quads[0]).boundingRect().toRect()
    return canvas.viewport().rect().contains(place)


def framed(canvas: PageCanvas) -> list[Mark]:
    return [
        mark
        for marks in canvas._marks.values()
        for mark in marks
        if mark.kind is MarkKind.DOUBT and mark.focused
    ]


def another_is_framed(canvas: PageCanvas, before: list[Mark]) -> bool:
    return framed(canvas) not in ([], before)


def test_f7_leads_through_what_decides_and_then_the_rest_in_reading_order(
    qtbot: QtBot, desk: DeskScreen, doubts: Doubts
) -> None:
    canvas = desk.pages.canvas
    places = []
    for number, word in enumerate([*DECISIVE, *REST], 1):
        focus = desk.focusWidget() or canvas
        before = framed(canvas)
        key(focus, Qt.Key.Key_F7)
        qtbot.waitUntil(partial(another_is_framed, canvas, before))
        shown_is(qtbot, desk, word)
        assert doubts.bar._count.text() == f"Doubtful {number} of 10, 5 decisive"
        assert canvas.hasFocus()
        (mark,) = framed(canvas)
        choice = canvas.choice()
        assert choice is not None
        assert mark.quads == (choice.words[0].quad,)
        qtbot.waitUntil(partial(on_screen, canvas, mark))
        places.append((mark.page_id, mark.quads))
    assert len(set(places)) == 10
    step(qtbot, desk, DECISIVE[0])
    step(qtbot, desk, REST[-1], back=True)


def test_the_line_says_why_a_word_decides(qtbot: QtBot, desk: DeskScreen, doubts: Doubts) -> None:
    told = []
    for word in (*DECISIVE[:3],):
        step(qtbot, desk, word)
        told.append(doubts.bar._told.text())
    assert told == [
        "“Z4”, 50 % sure · Date",
        "“CD2O”, 50 % sure · Marker",
        "“R-CHOP”, 50 % sure · Drug or regimen",
    ]


def test_f7_acts_while_typing_and_from_the_page_on_screen_on(
    qtbot: QtBot, desk: DeskScreen, letter: list[PageView]
) -> None:
    desk.pages.open_document(letter_of(desk.session.client._thread.ws, desk._case_id).id, letter[1].id)
    qtbot.waitUntil(lambda: desk.pages.canvas.current == 1)
    desk.app_bar.search.setFocus()
    step(qtbot, desk, "R-CHOP")
    choice = desk.pages.canvas.choice()
    assert choice is not None
    assert choice.page.id == letter[1].id
    assert desk.pages.canvas.hasFocus()


def test_enter_corrects_the_word_where_it_stands(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, doubts: Doubts, letter: list[PageView]
) -> None:
    step(qtbot, desk, "Z4")
    key(desk.pages.canvas, Qt.Key.Key_Return)
    editor = desk.pages.correcting.editor
    assert editor.isVisible()
    assert editor._field.text() == "Z4"
    QTest.keyClicks(editor._field, "24")
    key(editor._field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: doubts.bar._count.text() == "9 doubtful, 4 decisive")
    assert framed(desk.pages.canvas) == []
    assert "24 Nov 2024" in stay.thread.call(page_words, letter[0].id).result(10).text
    step(qtbot, desk, "CD2O")
    assert doubts.bar._count.text() == "Doubtful 1 of 9, 4 decisive"


def test_right_as_it_is_takes_the_doubt_away_and_goes_on(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, doubts: Doubts, letter: list[PageView]
) -> None:
    step(qtbot, desk, "Z4")
    step(qtbot, desk, "CD2O")
    key(desk.pages.canvas, Qt.Key.Key_K)
    shown_is(qtbot, desk, "R-CHOP")
    assert doubts.bar._count.text() == "Doubtful 2 of 9, 4 decisive"
    assert desk.pages.correcting.toast.text() == "Right as it is: CD2O"
    left = stay.thread.call(doubtful_words, stay.ward.ada).result(10)
    assert "CD2O" not in {doubt.word.text for doubt in left}
    desk.record.findings.undo()
    qtbot.waitUntil(lambda: doubts.bar._count.text() == "Doubtful 3 of 10, 5 decisive")


def test_the_buttons_of_the_line_do_what_the_keys_do(qtbot: QtBot, desk: DeskScreen, doubts: Doubts) -> None:
    step(qtbot, desk, "Z4")
    bar = doubts.bar
    click(bar._next)
    shown_is(qtbot, desk, "CD2O")
    click(bar._previous)
    shown_is(qtbot, desk, "Z4")
    click(bar._right)
    shown_is(qtbot, desk, "CD2O")
    assert (bar._right._key, bar._next._key) == ("K", "F7")


def test_esc_lets_the_word_go_then_the_line_and_leads_back(
    qtbot: QtBot, desk: DeskScreen, doubts: Doubts, letter: list[PageView]
) -> None:
    canvas = desk.pages.canvas
    before = canvas.verticalScrollBar().value()
    for word in DECISIVE[:3]:
        step(qtbot, desk, word)
    qtbot.waitUntil(lambda: canvas.current == 1)
    key(canvas, Qt.Key.Key_Escape)
    assert canvas.choice() is None
    assert doubts.bar.isVisible()
    key(canvas, Qt.Key.Key_Escape)
    assert doubts.bar.isHidden()
    assert framed(canvas) == []
    qtbot.waitUntil(lambda: canvas.verticalScrollBar().value() == before)


def test_the_cross_lets_the_words_be(qtbot: QtBot, desk: DeskScreen, doubts: Doubts) -> None:
    step(qtbot, desk, "Z4")
    doubts.bar.closed.emit()
    assert doubts.bar.isHidden()
    assert desk.pages.canvas.choice() is None
    assert desk.pages.canvas.hasFocus()


def test_without_doubtful_words_it_is_said(qtbot: QtBot, open_desk: OpenDesk) -> None:
    desk = open_desk()
    key(desk.pages.canvas, Qt.Key.Key_F7)
    bar = desk.pages.doubts.bar
    assert bar.isVisible()
    assert bar.text() == "Looking for doubtful words"
    qtbot.waitUntil(lambda: bar.text() == "No doubtful word so far · 1 page not read yet")
    assert not bar._next.isEnabled()


def test_the_first_step_is_taken_when_the_first_doubtful_word_is_read_later(
    qtbot: QtBot, open_desk: OpenDesk, stay: Stay
) -> None:
    desk = open_desk()
    key(desk.pages.canvas, Qt.Key.Key_F7)
    bar = desk.pages.doubts.bar
    qtbot.waitUntil(lambda: bar.text() == "No doubtful word so far · 1 page not read yet")
    page = desk.pages.canvas.pages[0]
    with open_source(stay.ws, page.file_id) as source:
        read = stay.session.pool().read_page(source, page.index).result(60)
    poor = tuple(replace(word, confidence=0.3) for word in read.words[:1])
    stay.thread.call(store_reading, page.id, replace(read, words=poor, engine_version="poorer")).result(10)
    desk._page_read(page.id)
    shown_is(qtbot, desk, poor[0].text)
    assert bar._count.text().startswith("Doubtful 1 of 1")


def test_an_answer_about_one_page_does_not_use_up_the_step_that_waits_for_all(
    qtbot: QtBot, desk: DeskScreen, doubts: Doubts, letter: list[PageView]
) -> None:
    doubts.step(1)
    doubts._take(desk.pages.case.case_id, {letter[2].id}, ())  # a page that was read meanwhile
    assert doubts.bar.text() == "Looking for doubtful words"
    shown_is(qtbot, desk, "Z4")


def test_words_read_since_are_stepped_through_too(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, doubts: Doubts, letter: list[PageView]
) -> None:
    step(qtbot, desk, "Z4")
    page = letter[2]
    with open_source(stay.ws, page.file_id) as source:
        read = stay.session.pool().read_page(source, page.index).result(60)
    poor = tuple(replace(word, confidence=0.3) for word in read.words if word.text in ("ECOG", "88"))
    stay.thread.call(store_reading, page.id, replace(read, words=poor, engine_version="poorer")).result(10)
    desk._page_read(page.id)
    qtbot.waitUntil(lambda: doubts.bar._count.text().startswith("Doubtful 1 of 12"))


def test_the_frame_is_drawn_around_the_word(qtbot: QtBot, desk: DeskScreen) -> None:
    step(qtbot, desk, "Z4")
    step(qtbot, desk, "CD2O")
    canvas = desk.pages.canvas
    qtbot.waitUntil(lambda: not canvas._flash.page_id)
    (mark,) = framed(canvas)
    rect = canvas.polygon(mark.page_id, mark.quads[0]).boundingRect()
    shot = canvas.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    ratio = shot.devicePixelRatio()
    edge = shot.pixelColor(int((rect.left() - 3) * ratio), int(rect.center().y() * ratio))
    assert (edge.red() > edge.blue() + 60, edge.green() < 180) == (True, True)


def test_nothing_is_laid_over_the_letters_of_the_word_looked_at(qtbot: QtBot, desk: DeskScreen) -> None:
    """Chosen and framed, it shows pixel for pixel what stands on the page; so it does while its place flashes."""
    step(qtbot, desk, "Z4")
    canvas = desk.pages.canvas
    (mark,) = framed(canvas)
    qtbot.waitUntil(lambda: canvas.is_sharp(canvas.current), timeout=15_000)

    def letters() -> QImage:
        rect = canvas.polygon(mark.page_id, mark.quads[0]).boundingRect().adjusted(0, 0, 0, -4)
        return canvas.viewport().grab(rect.toAlignedRect()).toImage()

    looked_at = letters()
    canvas._flash.start(mark.page_id, mark.quads)
    assert letters() == looked_at
    qtbot.waitUntil(lambda: not canvas._flash.page_id)
    assert letters() == looked_at
    canvas.clear_choice()
    desk.pages.case.show_doubt(None)
    assert letters() == looked_at


def test_corrected_words_are_gone_through_by_key(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, letter: list[PageView]
) -> None:
    said = desk.pages.correcting.hint
    key(desk.pages.canvas, Qt.Key.Key_F7, ctrl=True)
    qtbot.waitUntil(lambda: said.text == "No word of this case was corrected.")
    for page, old, new in ((1, "seen", "found"), (0, "CD2O", "CD20"), (0, "Z4", "Z4")):
        words = stay.thread.call(page_words, letter[page].id).result(10).words
        word = next(word for word in words if word.text == old)
        if old == new:
            stay.thread.call(confirm_words, stay.ward.ada, letter[page].id, [word]).result(10)
        else:
            stay.thread.call(correct_words, stay.ward.ada, letter[page].id, [word], new).result(10)
    told = []
    for _ in range(4):
        before = said.text
        key(desk.pages.canvas, Qt.Key.Key_F7, ctrl=True)
        qtbot.waitUntil(partial(is_other, said, before))
        told.append(said.text)
    assert told[:3] == [
        "Corrected 1 of 3: Z4 · Right as it is · Mark Keller",
        "Corrected 2 of 3: CD20 · was read as “CD2O” · Mark Keller",
        "Corrected 3 of 3: found · was read as “seen” · Mark Keller",
    ]
    assert told[3] == told[0]
    key(desk.pages.canvas, Qt.Key.Key_F7, ctrl=True, shift=True)
    qtbot.waitUntil(lambda: said.text == told[2])
    assert desk.pages.canvas._flash.page_id == letter[1].id


def is_other(hint: Hint, before: str) -> bool:
    return hint.text not in ("", before)
