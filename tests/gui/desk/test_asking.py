"""Asking the packet by key and mouse: the strip, its pixels, the way to the page and into the form."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.desk.bench import Stay, add_letter, click, key
from tests.gui.desk.conftest import OpenDesk
from tests.services.bench import row_of
from workstation.gui.desk.desk import DeskScreen
from workstation.gui.desk.pages.answer_list import LINE
from workstation.gui.desk.pages.ask_strip import AskStrip
from workstation.gui.desk.pages.marks import MarkKind
from workstation.gui.kit.buttons import QuietButton
from workstation.services.document_edits import retype_document
from workstation.services.pages import case_documents
from workstation.services.views import DocumentFacts, Match

LATER = (("Flow cytometry: CDl9 dim, CD20 lost after MabThera.", "Nothing else was found in this sample."),)


@pytest.fixture
def desk(open_desk: OpenDesk, stay: Stay) -> DeskScreen:
    """Ada's case: the letter of November 2024, and a second one that has no date."""
    second = add_letter(stay.ws, stay.session.pool(), stay.ward.ada, LATER)
    document = next(d for d in case_documents(stay.ws, stay.ward.ada) if d.id == second)
    retype_document(stay.ws, document.id, DocumentFacts("laboratory"), document.row_version)
    return open_desk()


@pytest.fixture
def strip(desk: DeskScreen) -> AskStrip:
    desk.pages.canvas.setFocus()
    key(desk.pages.canvas, Qt.Key.Key_Slash)
    assert desk.pages.asker.isVisible()
    return desk.pages.asker


def ask(qtbot: QtBot, strip: AskStrip, text: str) -> None:
    """Type into the strip's box and press Enter, which goes to the answers."""
    strip.field.selectAll()
    QTest.keyClicks(strip.field, text)
    key(strip.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(strip.told_text))


def focus_field(qtbot: QtBot, desk: DeskScreen, field_id: str) -> None:
    desk.record.focus_field(field_id, None)
    row = desk.record.findings.list.focused_row
    assert row is not None and row.field.id == field_id


def test_the_slash_opens_the_strip_on_the_page_and_a_chord_while_typing(
    qtbot: QtBot, desk: DeskScreen
) -> None:
    strip, canvas = desk.pages.asker, desk.pages.canvas
    assert not strip.isVisible()
    canvas.setFocus()
    key(canvas, Qt.Key.Key_Slash)
    assert strip.isVisible() and strip.field.hasFocus()
    key(strip.field, Qt.Key.Key_Escape)
    assert not strip.isVisible() and canvas.hasFocus()
    documents = desk.side.documents
    documents.setFocus()
    key(documents, Qt.Key.Key_Slash)
    assert strip.isVisible()
    key(strip.field, Qt.Key.Key_Escape)
    assert documents.hasFocus()
    rows = desk.record.findings.list
    focus_field(qtbot, desk, "ecog")
    rows.setFocus()
    key(rows, Qt.Key.Key_Slash)
    assert strip.isVisible()
    key(strip.field, Qt.Key.Key_Escape)
    assert rows.hasFocus()
    key(rows, Qt.Key.Key_Return)
    typing = QApplication.focusWidget()
    assert typing is not None and typing is not rows
    QTest.keyClicks(typing, "1/")
    assert not strip.isVisible()
    key(typing, Qt.Key.Key_J, ctrl=True, shift=True)
    assert strip.isVisible() and strip.field.hasFocus()


def test_answers_are_dated_lines_undated_ones_last(qtbot: QtBot, strip: AskStrip) -> None:
    ask(qtbot, strip, "cd19")
    assert [answer.evidence.quote for answer in strip.answers] == [
        "CD20 positive, CD19 positive. MYC rearranged, BCL2 not rearranged.",
        "Flow cytometry: CDl9 dim, CD20 lost after MabThera.",
    ]
    assert [answer.match for answer in strip.answers] == [Match.AS_ASKED, Match.LOOK_ALIKE]
    assert strip.told_text == "2 lines, by date · 1 page not read yet"
    said = [str(strip.list.answers.index(row).data()) for row in range(2)]
    assert said[0].startswith("Path p 1, 24 Nov 2024, CD20 positive")
    assert said[1].startswith("Lab p 1, undated, Flow cytometry") and said[1].endswith("looks alike")
    assert strip.list.hasFocus() and strip.list.current_row() == 0


def test_the_crops_are_pixels_of_the_page_with_the_hits_marked(qtbot: QtBot, strip: AskStrip) -> None:
    ask(qtbot, strip, "cd19")
    pictures = strip.pictures
    qtbot.waitUntil(lambda: len(pictures._images) == 2, timeout=20_000)
    first = strip.answers[0]
    image = pictures._images[first]
    assert not image.isNull() and image.width() > 150
    dark = sum(
        image.pixelColor(x, y).lightness() < 90 for x in range(image.width()) for y in range(image.height())
    )
    assert 0.01 < dark / (image.width() * image.height()) < 0.4  # ink of words on paper
    shown = strip.list.viewport().grab(strip.list.visualRect(strip.list.answers.index(0))).toImage()
    colours = {
        shown.pixelColor(x, y).name() for x in range(0, shown.width(), 2) for y in range(0, shown.height(), 2)
    }
    assert QColor("#FFE45C").name() in colours


@pytest.mark.parametrize("asked", ["cd19", "CD20", "BCL2", "lost"])
def test_print_is_of_one_height_in_every_crop_and_the_hit_in_sight(
    qtbot: QtBot, strip: AskStrip, asked: str
) -> None:
    """Also of a hit at the end of a line that is longer than its card."""
    ask(qtbot, strip, asked)
    count = len(strip.answers)
    assert count
    qtbot.waitUntil(lambda: len(strip.pictures._images) == count, timeout=20_000)
    for row in range(count):
        rect = strip.list.visualRect(strip.list.answers.index(row))
        shown = strip.list.viewport().grab(rect).toImage()
        yellow = [
            (x, y)
            for x in range(shown.width())
            for y in range(shown.height())
            if shown.pixelColor(x, y).name() == QColor("#FFE45C").name()
        ]
        high = (max(y for _, y in yellow) - min(y for _, y in yellow)) / shown.devicePixelRatio()
        assert high == pytest.approx(LINE, abs=4)


def test_enter_and_click_show_the_place_and_esc_returns(
    qtbot: QtBot, desk: DeskScreen, strip: AskStrip
) -> None:
    canvas = desk.pages.canvas
    before = desk.pages.active.current, canvas.place()
    ask(qtbot, strip, "MabThera")
    *regimens, answer = strip.answers
    assert {regimen.match for regimen in regimens} == {Match.HOLDS}
    assert answer.match is Match.AS_ASKED
    assert str(strip.list.answers.index(0).data()).endswith("contains “MabThera”")
    key(strip.list, Qt.Key.Key_End)
    key(strip.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: canvas.pages[canvas.current].id == answer.page_id)
    assert any(mark.kind is MarkKind.HIT for mark in canvas._marks[answer.page_id])
    assert strip.list.hasFocus()
    ask(qtbot, strip, "R-CHOP")
    qtbot.waitUntil(lambda: [answer.match for answer in strip.answers].count(Match.AS_ASKED) == 4)
    rect: QRect = strip.list.visualRect(strip.list.answers.index(1))
    click(strip.list, rect.center())
    qtbot.waitUntil(lambda: canvas.pages[canvas.current].id == strip.answers[1].page_id)
    key(strip.list, Qt.Key.Key_Escape)
    assert not strip.isVisible()
    assert (desk.pages.active.current, canvas.place()) == before
    assert not any(mark.kind is MarkKind.HIT for marks in canvas._marks.values() for mark in marks)


def test_a_digit_cites_a_line_for_the_focused_field(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, strip: AskStrip
) -> None:
    focus_field(qtbot, desk, "cd19_status")
    ask(qtbot, strip, "cd19")
    key(strip.list, Qt.Key.Key_2)
    assert strip.told_text == "Cited for CD19 on the tumour"
    stay.settle(qtbot)
    form = desk.record.findings.form
    assert form is not None
    spots = [spot for value in row_of(form, "cd19_status").values for spot in value.spots]
    assert [(spot.page_id, spot.quote) for spot in spots] == [
        (strip.answers[1].page_id, "Flow cytometry: CDl9 dim, CD20 lost after MabThera.")
    ]
    assert strip.list.answers.cited == {1}


def test_the_chord_cites_the_line_of_the_keys_also_against(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, strip: AskStrip
) -> None:
    focus_field(qtbot, desk, "cd19_status")
    ask(qtbot, strip, "cd19")
    key(strip.list, Qt.Key.Key_Right)
    assert strip.list.current_row() == 1
    key(strip.list, Qt.Key.Key_Return, ctrl=True, shift=True)
    stay.settle(qtbot)
    form = desk.record.findings.form
    assert form is not None
    spots = [spot for value in row_of(form, "cd19_status").values for spot in value.spots]
    assert [spot.polarity for spot in spots] == ["contradicts"]


def test_an_empty_box_offers_the_names_of_the_field_and_enter_asks_for_them(
    qtbot: QtBot, desk: DeskScreen, stay: Stay
) -> None:
    focus_field(qtbot, desk, "cd20_status")
    desk.pages.open_ask()
    strip = desk.pages.asker
    qtbot.waitUntil(lambda: strip.offered[:2] == ("CD20", "L26"))
    key(strip.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(strip.answers) == 2)
    assert strip.list.hasFocus()
    key(strip.list, Qt.Key.Key_Slash)
    assert strip.field.hasFocus()
    QTest.keyClicks(strip.field, "ecog")
    assert strip.offered == () or not strip._offer.isVisible()
    qtbot.waitUntil(lambda: ["ECOG" in a.evidence.quote for a in strip.answers] == [True])
    assert strip.field.hasFocus()


def test_a_press_on_an_offered_name_asks_for_it(qtbot: QtBot, desk: DeskScreen) -> None:
    focus_field(qtbot, desk, "ecog")
    desk.pages.open_ask()
    strip = desk.pages.asker
    qtbot.waitUntil(lambda: "ECOG" in strip.offered)
    button = next(each for each in strip._offer.findChildren(QuietButton) if each.text() == "ECOG")
    click(button)
    qtbot.waitUntil(lambda: len(strip.answers) == 1)
    assert strip.field.text() == "ECOG"


def test_what_is_nowhere_is_said_with_what_was_not_read(qtbot: QtBot, strip: AskStrip) -> None:
    ask(qtbot, strip, "tafasitamab")
    assert strip.told_text == "Nothing found in 4 read pages · 1 page not read yet"
    assert not strip.list.isVisible() and strip.field.hasFocus()


def test_find_and_the_strip_put_each_other_away(qtbot: QtBot, desk: DeskScreen, strip: AskStrip) -> None:
    key(desk, Qt.Key.Key_F, ctrl=True)
    assert desk.pages.finder.isVisible() and not strip.isVisible()
    key(desk, Qt.Key.Key_J, ctrl=True, shift=True)
    assert strip.isVisible() and not desk.pages.finder.isVisible()


def test_an_answer_after_esc_changes_nothing(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, strip: AskStrip
) -> None:
    QTest.keyClicks(strip.field, "cd19")
    key(strip.field, Qt.Key.Key_Return)
    key(strip.field, Qt.Key.Key_Escape)
    stay.settle(qtbot)
    assert strip.answers == () and not strip.isVisible()
