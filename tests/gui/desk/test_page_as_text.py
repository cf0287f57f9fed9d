"""Page as text: the lines of the page on screen to read, select, cite, correct and copy by keys."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.gui.desk.bench import Stay, key, letter_of
from tests.gui.desk.conftest import OpenDesk
from tests.services.bench import review_of, row_of
from workstation.domain.geometry import Quad
from workstation.gui.desk.desk import DeskScreen
from workstation.gui.desk.pages.page_text import TextLines
from workstation.reading import Engine, PageReading
from workstation.services import findings
from workstation.services.by_eye import review_by_eye
from workstation.services.intake import open_source
from workstation.services.readings import store_reading
from workstation.services.views import FormValue, NewEvidence


@pytest.fixture
def reading(stay: Stay) -> PageReading:
    """The letter's first page with one doubtful word, "CD2O"; its date of biopsy is cited from its own words."""
    page = letter_of(stay.ws, stay.ward.ada).pages[0]
    with open_source(stay.ws, page.file_id) as source:
        read = stay.session.pool().read_page(source, 0).result(60)
    words = tuple(
        replace(word, text="CD2O", confidence=0.4, engine=Engine.TESSERACT) if word.text == "CD20" else word
        for word in read.words
    )
    made = replace(read, words=words, engine="tesseract", engine_version="poor")
    stay.thread.call(store_reading, page.id, made).result(10)
    day = [word.quad for word in words if word.text in ("24", "Nov", "2024")]
    cite(stay, page.id, "biopsy_sampling_date", tuple(day), "24 Nov 2024", "supports")
    other = [word.quad for word in words if word.text in ("lymphoma,", "NOS,")]
    cite(stay, page.id, "diagnosis", tuple(other), "lymphoma, NOS", "contradicts")
    return made


def cite(stay: Stay, page_id: str, field: str, quads: tuple[Quad, ...], quote: str, polarity: str) -> None:
    given = NewEvidence(page_id, quads, quote, polarity, "tesseract poor", 0.9)
    stay.thread.call(findings.cite, review_of(stay.ws, stay.ward.ada), field, None, given).result(10)


@pytest.fixture
def desk(reading: PageReading, open_desk: OpenDesk) -> DeskScreen:
    return open_desk()


@pytest.fixture
def lines(qtbot: QtBot, desk: DeskScreen) -> TextLines:
    """The text, opened by its key from the record, with the words of the page in it."""
    key(desk.focusWidget() or desk, Qt.Key.Key_T, ctrl=True, shift=True)
    lines = desk.pages.active.text.lines
    qtbot.waitUntil(lambda: "Northfield" in lines.toPlainText())
    return lines


def select(lines: TextLines, text: str) -> None:
    """Carry the caret to a text by keys and select it with Shift and arrows."""
    at = lines.toPlainText().index(text)
    cursor = lines.textCursor()
    cursor.setPosition(at)
    lines.setTextCursor(cursor)
    for _ in text:
        key(lines, Qt.Key.Key_Right, shift=True)


def test_the_key_opens_the_text_with_the_keys_in_it_and_esc_closes_it(
    desk: DeskScreen, lines: TextLines
) -> None:
    text = desk.pages.active.text
    assert text.isVisible()
    assert desk.pages.canvas.isVisible()
    assert lines.hasFocus()
    assert lines.isReadOnly()
    assert lines.accessibleName() == "Page as text: Path p 1, 24 Nov 2024"
    key(lines, Qt.Key.Key_Escape)
    assert text.isHidden()
    assert desk.pages.canvas.hasFocus()


def test_lines_stand_in_reading_order_with_marks_told_in_words(lines: TextLines) -> None:
    told = lines.toPlainText().splitlines()
    assert told[0] == "Northfield Hospital, Department of Pathology"
    assert "24 Nov 2024 [evidence for Biopsy sampling date] from a left" in lines.toPlainText()
    assert "lymphoma, NOS, [evidence against Diagnosis] germinal" in lines.toPlainText()
    assert "CD2O [? doubtful] positive, CD19" in lines.toPlainText()


def test_a_doubtful_word_has_a_wave_as_well(lines: TextLines) -> None:
    waves = [
        (selection.cursor.selectedText())
        for selection in lines.extraSelections()
        if selection.format.underlineStyle() is QTextCharFormat.UnderlineStyle.WaveUnderline
    ]
    assert waves == ["CD2O"]


def test_what_is_selected_is_chosen_on_the_page_and_cited(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, lines: TextLines
) -> None:
    desk.record.focus_field("cell_of_origin", None)
    lines.setFocus()
    select(lines, "germinal centre")
    chosen = desk.pages.canvas.choice()
    assert chosen is not None
    assert chosen.quote == "germinal centre"
    assert desk.pages.cite_bar.isVisible()
    key(lines, Qt.Key.Key_Return, ctrl=True)

    def values() -> tuple[FormValue, ...]:
        form = stay.thread.call(findings.the_form, stay.ward.ada).result(10)
        return row_of(form, "cell_of_origin").values

    qtbot.waitUntil(lambda: bool(values()))
    (value,) = values()
    assert [spot.quote for spot in value.spots] == ["germinal centre"]


def test_what_is_copied_is_the_words_and_the_page_without_what_is_told(lines: TextLines) -> None:
    select(lines, "24 Nov 2024 [evidence for Biopsy sampling date] from")
    key(lines, Qt.Key.Key_C, ctrl=True)
    assert QGuiApplication.clipboard().text() == "24 Nov 2024 from [Path p 1, 24 Nov 2024]"


def test_esc_lets_the_selection_go_first(desk: DeskScreen, lines: TextLines) -> None:
    select(lines, "Northfield")
    key(lines, Qt.Key.Key_Escape)
    assert desk.pages.canvas.choice() is None
    assert not lines.textCursor().hasSelection()
    assert lines.isVisible()


def test_it_follows_the_page_on_screen(qtbot: QtBot, desk: DeskScreen, lines: TextLines) -> None:
    desk.pages.canvas.go_to_page(3)
    qtbot.waitUntil(lambda: lines.toPlainText().startswith("Discharge summary"))
    assert lines.accessibleName() == "Page as text: Path p 3, 24 Nov 2024"


def test_down_past_the_last_line_leads_to_the_next_page_and_up_back(
    qtbot: QtBot, desk: DeskScreen, lines: TextLines
) -> None:
    key(lines, Qt.Key.Key_End, ctrl=True)
    key(lines, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: lines.toPlainText().startswith("Treatment history"))
    assert lines.textCursor().position() == 0
    assert lines.hasFocus()
    key(lines, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: lines.toPlainText().startswith("Northfield"))
    assert lines.textCursor().atEnd()


def test_doubtful_words_are_stepped_through_and_corrected_from_the_text(
    qtbot: QtBot, desk: DeskScreen, lines: TextLines
) -> None:
    key(lines, Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: lines.textCursor().selectedText() == "CD2O")
    assert lines.hasFocus()
    key(lines, Qt.Key.Key_E)
    editor = desk.pages.correcting.editor
    assert editor.isVisible()
    QTest.keyClicks(editor._field, "CD20")
    key(editor._field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "CD20 positive, CD19" in lines.toPlainText())


def test_a_choice_on_the_page_is_selected_in_the_text(desk: DeskScreen, lines: TextLines) -> None:
    canvas = desk.pages.canvas
    canvas.choose(canvas.pages[0].id, 0, 1)
    assert lines.textCursor().selectedText() == "Northfield Hospital,"


def test_a_page_without_words_says_why(qtbot: QtBot, desk: DeskScreen, stay: Stay, lines: TextLines) -> None:
    page = desk.pages.canvas.pages[0]
    change = stay.thread.call(review_by_eye, stay.ward.ada, page.id).result(10)
    desk._page_changed(change, page.id)
    qtbot.waitUntil(lambda: lines.toPlainText() == "This page is reviewed by eye: it has no text.")
    scan = next(document for document in desk.documents if document.type != "pathology")
    desk.pages.open_document(scan.id)
    qtbot.waitUntil(lambda: lines.toPlainText() == "This page has not been read yet.")


def test_the_caret_is_moved_by_keys(lines: TextLines) -> None:
    lines.moveCursor(QTextCursor.MoveOperation.Start)
    key(lines, Qt.Key.Key_Right)
    key(lines, Qt.Key.Key_Down)
    assert lines.textCursor().blockNumber() == 1
