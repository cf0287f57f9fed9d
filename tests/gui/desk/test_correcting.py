"""What a reviewer does about a bad reading, by keys and mouse: correct, read again, read by eye, look what fits."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolTip
from pytestqt.qtbot import QtBot

from tests.gui.conftest import HANNA
from tests.gui.desk.bench import Stay, click, drag, key, letter_of
from tests.gui.desk.conftest import OpenDesk
from tests.services.bench import row_of
from workstation.domain.case import Role
from workstation.domain.geometry import Box, Quad
from workstation.domain.messages import Message
from workstation.domain.page_words import PageWord
from workstation.gui.desk.desk import DeskScreen
from workstation.gui.desk.pages.canvas import PageCanvas
from workstation.gui.desk.pages.document_rows import DocumentsModel
from workstation.gui.desk.pages.marks import MarkKind
from workstation.gui.kit.messages import InlineMessage
from workstation.reading import Condition, Engine, PageReading, Word
from workstation.services import findings
from workstation.services.corrections import corrections
from workstation.services.finding_text import find_in_case
from workstation.services.form import all_rows
from workstation.services.intake import open_source
from workstation.services.pages import page_words
from workstation.services.queue import assign, case_header
from workstation.services.readings import store_failure, store_reading
from workstation.services.region import first_way, region_text, spot_of
from workstation.services.users import add_user, list_users
from workstation.services.views import FormRow, Match, NewUser, PageState, PageView
from workstation.services.workspace import open_workspace

DATE = {"Z4": "a", "Nov": "Tuesday", "2024": "in"}
MISREAD = {"CD20": "CD2O", "24": "Z4"}


@pytest.fixture
def misread(stay: Stay) -> PageReading:
    """What a poor engine makes of the letter's first page; stored before the desk is opened. The ward's sources, whose
    quotes stand on no page, are taken away."""
    form = stay.thread.call(findings.the_form, stay.ward.ada).result(10)
    for spot in [spot for row in all_rows(form.sections) for value in row.values for spot in value.spots]:
        stay.thread.call(findings.remove_evidence, form.review_id, spot.evidence_id).result(10)
    page = letter_of(stay.ws, stay.ward.ada).pages[0]
    with open_source(stay.ws, page.file_id) as source:
        read = stay.session.pool().read_page(source, 0).result(60)
    words = tuple(
        replace(word, text=MISREAD.get(word.text, word.text), confidence=0.5, engine=Engine.TESSERACT)
        for word in read.words
    )
    made = replace(read, words=words, engine="tesseract", engine_version="poor")
    stay.thread.call(store_reading, page.id, made).result(10)
    return made


@pytest.fixture
def desk(misread: PageReading, open_desk: OpenDesk) -> DeskScreen:
    """Ada's case, opened after its letter was badly read."""
    return open_desk()


@pytest.fixture
def canvas(qtbot: QtBot, desk: DeskScreen) -> PageCanvas:
    """The letter, badly read, with its words in hand."""
    canvas = desk.pages.canvas
    qtbot.waitUntil(lambda: "CD2O" in texts(canvas))
    canvas.setFocus()
    return canvas


def texts(canvas: PageCanvas, page: int = 0) -> list[str]:
    return [word.text for word in canvas._words.get(canvas.pages[page].id, ())]


def middle(canvas: PageCanvas, text: str) -> QPointF:
    word = next(word for word in canvas._words[canvas.pages[0].id] if word.text == text)
    return canvas._view_frame(0).polygon(word.quad).boundingRect().center()


def choose(canvas: PageCanvas, first: str, last: str = "") -> None:
    """Select from one word to another, or one word alone."""
    aside = QPointF(QApplication.startDragDistance() + 2, 0)
    end = middle(canvas, last) if last else middle(canvas, first) + aside
    drag(canvas, middle(canvas, first) - (QPointF() if last else aside), end)


def correct(qtbot: QtBot, desk: DeskScreen, old: str, new: str) -> None:
    """Put a text in the place of a word by keys."""
    canvas = desk.pages.canvas
    choose(canvas, old)
    key(canvas, Qt.Key.Key_E)
    field = desk.pages.correcting.editor._field
    assert field.hasFocus()
    QTest.keyClicks(field, new)
    key(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: old not in texts(canvas))


def stored(stay: Stay, field_id: str) -> FormRow:
    return row_of(stay.thread.call(findings.the_form, stay.ward.ada).result(10), field_id)


def said(stay: Stay, page_id: str) -> str:
    return stay.thread.call(page_words, page_id).result(10).text


def page_of(stay: Stay, number: int) -> PageView:
    return letter_of(stay.ws, stay.ward.ada).pages[number - 1]


def read_anew(stay: Stay, desk: DeskScreen, page_id: str, reading: PageReading) -> None:
    """The page is read by another version of an engine, as in the background."""
    stay.thread.call(store_reading, page_id, reading).result(10)
    desk._page_read(page_id)


# Correcting words


def test_a_word_is_corrected_where_it_stands_found_and_undone(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, canvas: PageCanvas
) -> None:
    page_id = canvas.pages[0].id
    choose(canvas, "CD2O")
    key(canvas, Qt.Key.Key_Return)
    editor = desk.pages.correcting.editor
    assert editor.isVisible()
    assert not desk.pages.cite_bar.isVisible()
    assert editor._told.text() == "Read as “CD2O” by Tesseract, 50 % sure"
    rect = canvas.choice_rect()
    assert rect is not None
    assert editor.geometry().top() >= int(rect.bottom())
    QTest.keyClicks(editor._field, "CD20")
    key(editor._field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "CD20" in texts(canvas))
    assert not editor.isVisible()
    assert canvas.hasFocus()
    assert desk.pages.correcting.toast.text() == "Corrected: CD20"
    (dotted,) = [mark for mark in canvas._marks[page_id] if mark.kind is MarkKind.CORRECTED]
    assert len(dotted.quads) == 1
    (hit,) = stay.thread.call(find_in_case, stay.ward.ada, "CD20").result(10)
    assert hit.match is Match.AS_ASKED
    choose(canvas, "CD20", "positive,")
    chosen = canvas.choice()
    assert chosen is not None
    assert chosen.quote == "CD20 positive,"
    key(desk, Qt.Key.Key_Z, ctrl=True)
    qtbot.waitUntil(lambda: "CD2O" in texts(canvas))
    (hit,) = stay.thread.call(find_in_case, stay.ward.ada, "CD20").result(10)
    assert hit.match is Match.LOOK_ALIKE
    key(desk, Qt.Key.Key_Z, ctrl=True, shift=True)
    qtbot.waitUntil(lambda: "CD20" in texts(canvas))


def test_what_is_typed_is_text_and_no_key_of_the_page(desk: DeskScreen, canvas: PageCanvas) -> None:
    choose(canvas, "CD2O")
    key(canvas, Qt.Key.Key_E)
    field = desk.pages.correcting.editor._field
    before = canvas.verticalScrollBar().value()
    QTest.keyClicks(field, "bru e+1 ,.")
    for pressed in (Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageDown):
        key(field, pressed)
    assert field.text() == "bru e+1 ,."
    assert not canvas.box_mode
    assert canvas.pages[0].state is PageState.READ
    assert canvas.verticalScrollBar().value() == before
    key(field, Qt.Key.Key_Escape)
    assert not desk.pages.correcting.editor.isVisible()
    assert desk.pages.cite_bar.isVisible()
    assert canvas.hasFocus()
    assert "CD2O" in texts(canvas)


def test_what_was_typed_is_kept_when_something_else_is_chosen(
    qtbot: QtBot, desk: DeskScreen, canvas: PageCanvas
) -> None:
    choose(canvas, "CD2O")
    key(canvas, Qt.Key.Key_E)
    QTest.keyClicks(desk.pages.correcting.editor._field, "CD20")
    click(canvas, middle(canvas, "cervical"))
    qtbot.waitUntil(lambda: "CD20" in texts(canvas))
    assert not desk.pages.correcting.editor.isVisible()


def test_a_correction_is_withdrawn_where_it_stands(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, canvas: PageCanvas
) -> None:
    correct(qtbot, desk, "CD2O", "CD20")
    choose(canvas, "CD20")
    key(canvas, Qt.Key.Key_E)
    editor = desk.pages.correcting.editor
    assert editor._told.text() == "Corrected by Mark Keller, was read as “CD2O”"
    assert editor._withdraw.isVisible()
    click(editor._withdraw)
    qtbot.waitUntil(lambda: "CD2O" in texts(canvas))
    assert stay.thread.call(corrections, stay.ward.ada).result(10) == ()


def test_only_words_of_one_line_are_corrected(desk: DeskScreen, canvas: PageCanvas) -> None:
    correcting = desk.pages.correcting
    key(canvas, Qt.Key.Key_E)
    assert correcting.hint.text == "Select the words first, then correct them."
    choose(canvas, "Diffuse", "CD2O")
    key(canvas, Qt.Key.Key_E)
    assert correcting.hint.text == "Select words of one line, then correct them."
    assert not correcting.editor.isVisible()


def test_words_that_changed_meanwhile_are_not_corrected_unseen(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, canvas: PageCanvas, misread: PageReading
) -> None:
    page_id = canvas.pages[0].id
    choose(canvas, "CD2O")
    key(canvas, Qt.Key.Key_E)
    better = tuple(replace(word, text=word.text.replace("CD2O", "CD20")) for word in misread.words)
    stay.thread.call(store_reading, page_id, replace(misread, words=better, engine_version="x")).result(10)
    field = desk.pages.correcting.editor._field
    QTest.keyClicks(field, "CD19")
    key(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "has changed since you looked" in desk.pages.correcting.message.text())
    assert field.isVisible()
    assert field.text() == "CD19"
    assert stay.thread.call(corrections, stay.ward.ada).result(10) == ()


def test_a_later_reading_keeps_the_correction_on_screen(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, canvas: PageCanvas, misread: PageReading
) -> None:
    correct(qtbot, desk, "CD2O", "CD20")
    other = tuple(replace(word, text=word.text.replace("CD2O", "CDZ0")) for word in misread.words)
    read_anew(stay, desk, canvas.pages[0].id, replace(misread, words=other, engine_version="x"))
    stay.settle(qtbot)
    assert "CD20" in texts(canvas)
    assert "CDZ0" not in texts(canvas)


def test_a_corrected_word_tells_what_was_read(qtbot: QtBot, desk: DeskScreen, canvas: PageCanvas) -> None:
    correct(qtbot, desk, "CD2O", "CD20")
    at = middle(canvas, "CD20").toPoint()
    view = canvas.viewport()
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, at, view.mapToGlobal(at)))
    assert QToolTip.text() == "Corrected by Mark Keller: “CD20”, was read as “CD2O”"
    bare = QPoint(at.x(), at.y() + 30)
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, bare, view.mapToGlobal(bare)))
    qtbot.waitUntil(lambda: QToolTip.text() == "")


# A part read again


def open_card(qtbot: QtBot, desk: DeskScreen, first: str, last: str) -> None:
    """Draw a box around words and have it read again."""
    canvas = desk.pages.canvas
    start, end = middle(canvas, first), middle(canvas, last)
    canvas.set_box_mode(True)
    drag(canvas, start - QPointF(40, 14), end + QPointF(50, 14))
    canvas.set_box_mode(False)
    canvas.setFocus()
    key(canvas, Qt.Key.Key_R)
    wait_for_text(qtbot, desk)


def wait_for_text(qtbot: QtBot, desk: DeskScreen) -> None:
    qtbot.waitUntil(lambda: desk.pages.correcting.card.text is not None, timeout=30_000)


def test_a_part_is_read_again_beside_what_stood_there_and_taken(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, canvas: PageCanvas
) -> None:
    card = desk.pages.correcting.card
    open_card(qtbot, desk, "CD2O", "CD19")
    assert card.isVisible()
    assert not desk.pages.cite_bar.isVisible()
    text = card.text
    assert text is not None
    assert text.way.engine is Engine.RAPIDOCR
    assert [word.text for word in text.spot.stood][:2] == ["CD2O", "positive,"]
    assert [word.text for word in text.read][:2] == ["CD20", "positive,"]
    rect = canvas.choice_rect()
    assert rect is not None
    assert not card.geometry().toRectF().intersects(rect)
    key(card, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "CD20" in texts(canvas))
    assert not card.isVisible()
    assert canvas.choice() is None
    assert [
        (made.old_text, made.new_text) for made in stay.thread.call(corrections, stay.ward.ada).result(10)
    ] == [("CD2O", "CD20")]
    key(desk, Qt.Key.Key_Z, ctrl=True)
    qtbot.waitUntil(lambda: "CD2O" in texts(canvas))


def test_the_other_engine_language_and_size_are_a_key_away(
    qtbot: QtBot, desk: DeskScreen, canvas: PageCanvas
) -> None:
    card = desk.pages.correcting.card
    open_card(qtbot, desk, "CD2O", "CD19")
    assert card._engine.hasFocus()
    assert not card._language.isEnabled()
    key(card._engine, Qt.Key.Key_Left)
    assert card.text is None
    assert not card._take.isEnabled()
    wait_for_text(qtbot, desk)
    text = card.text
    assert text is not None
    assert text.way.engine is Engine.TESSERACT
    assert {word.engine for word in text.read} == {Engine.TESSERACT}
    key(card._engine, Qt.Key.Key_Tab)
    assert card._language.hasFocus()
    key(card._language, Qt.Key.Key_Tab)
    key(card._size, Qt.Key.Key_Right)
    wait_for_text(qtbot, desk)
    text = card.text
    assert text is not None
    assert text.way.enlarge == 3.0


def test_what_was_read_is_left_with_esc_and_the_box_stays(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, canvas: PageCanvas
) -> None:
    open_card(qtbot, desk, "CD2O", "CD19")
    key(desk.pages.correcting.card, Qt.Key.Key_Escape)
    assert not desk.pages.correcting.card.isVisible()
    assert canvas.choice() is not None
    assert canvas.hasFocus()
    assert desk.pages.cite_bar.isVisible()
    assert stay.thread.call(corrections, stay.ward.ada).result(10) == ()


def test_words_read_again_are_cited_and_the_page_stays_as_it_is(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, canvas: PageCanvas
) -> None:
    desk.record.focus_field("biopsy_sampling_date", None)
    before = len(stored(stay, "biopsy_sampling_date").values[0].spots)
    open_card(qtbot, desk, "Z4", "2024")
    key(desk.pages.correcting.card, Qt.Key.Key_Return, ctrl=True)
    qtbot.waitUntil(lambda: not desk.pages.correcting.card.isVisible())
    stay.settle(qtbot)
    spots = stored(stay, "biopsy_sampling_date").values[0].spots
    assert len(spots) == before + 1
    assert "24 Nov 2024" in spots[-1].quote
    assert "Z4" in texts(canvas)


def test_where_nothing_is_chosen_a_box_is_asked_for_first(
    qtbot: QtBot, desk: DeskScreen, canvas: PageCanvas
) -> None:
    key(canvas, Qt.Key.Key_R)
    assert canvas.box_mode
    assert "Draw a box" in desk.pages.correcting.hint.text
    start, end = middle(canvas, "CD2O"), middle(canvas, "CD19")
    drag(canvas, start - QPointF(40, 14), end + QPointF(50, 14))
    assert not canvas.box_mode
    wait_for_text(qtbot, desk)


def test_bare_paper_reads_as_nothing(qtbot: QtBot, desk: DeskScreen, canvas: PageCanvas) -> None:
    canvas.set_box_mode(True)
    frame = canvas._view_frame(0)
    at = frame.transform.map(QPointF(0.7, 0.02))
    drag(canvas, at, at + QPointF(150, 20))
    key(canvas, Qt.Key.Key_R)
    card = desk.pages.correcting.card
    wait_for_text(qtbot, desk)
    assert "Nothing was read here" in card._told.text()
    assert not card._take.isEnabled()
    assert not card._cite.isEnabled()


def test_a_whole_page_is_too_much_to_be_used_unseen(
    qtbot: QtBot, desk: DeskScreen, canvas: PageCanvas
) -> None:
    card = desk.pages.correcting.card
    page = canvas.pages[0]
    rows = [
        PageWord(f"w{n}", Quad.of(Box(0.1, n / 40, 0.2, n / 40 + 0.01)), 0.9, n, 0, "x") for n in range(30)
    ]
    spot = spot_of(page, rows, Box(0.0, 0.0, 1.0, 1.0))
    card.open_on(spot, first_way(spot))
    again = [Word(f"W{n}", word.quad, 0.9, n, 0, Engine.RAPIDOCR) for n, word in enumerate(rows)]
    card.show_text(region_text(spot, card.way(), again))
    assert "at most 16 lines" in card._told.text()
    assert not card._take.isEnabled()
    with qtbot.assertNotEmitted(card.taken):
        key(card, Qt.Key.Key_Return)


def test_signs_of_markup_in_what_was_read_are_shown_as_they_are(desk: DeskScreen, canvas: PageCanvas) -> None:
    card = desk.pages.correcting.card
    box = Box(0.1, 0.1, 0.3, 0.12)
    spot = spot_of(canvas.pages[0], [PageWord("<b>1", Quad.of(box), 0.9, 0, 0, "x")], box)
    card.open_on(spot, first_way(spot))
    card.show_text(region_text(spot, card.way(), [Word("<i>&2", Quad.of(box), 0.9, 0, 0, Engine.RAPIDOCR)]))
    shown = [label.text() for label in card._table.findChildren(QLabel)]
    assert shown[2:] == ["<b><u>&lt;b&gt;1</u></b>", "<b><u>&lt;i&gt;&amp;2</u></b>"]


def test_what_one_reading_lacks_is_set_off_in_both_columns(desk: DeskScreen, canvas: PageCanvas) -> None:
    card = desk.pages.correcting.card
    boxes = [Box(0.1 + n / 10, 0.1, 0.18 + n / 10, 0.12) for n in range(3)]
    stood, read = ("CD19", "not", "tested"), ("CD19", "tested", "twice")
    words = [PageWord(text, Quad.of(box), 0.9, 0, 0, "x") for text, box in zip(stood, boxes, strict=True)]
    again = [
        Word(text, Quad.of(box), 0.9, 0, 0, Engine.RAPIDOCR) for text, box in zip(read, boxes, strict=True)
    ]
    spot = spot_of(canvas.pages[0], words, Box(0.05, 0.08, 0.5, 0.14))
    card.open_on(spot, first_way(spot))
    card.show_text(region_text(spot, card.way(), again))
    old, new = card._table.findChildren(QLabel)[2:]
    gap = "<b><u>&nbsp;&nbsp;&nbsp;&nbsp;</u></b>"
    assert old.text() == f"CD19 <b><u>not</u></b> tested {gap}"
    assert new.text() == f"CD19 {gap} tested <b><u>twice</u></b>"
    assert old.accessibleDescription() == "differs: not; lacks words of the other reading"
    assert new.accessibleDescription() == "differs: twice; lacks words of the other reading"


# By eye


def test_a_box_is_laid_by_keys_and_its_value_typed(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, canvas: PageCanvas
) -> None:
    desk.record.focus_field("cell_of_origin", None)
    canvas.setFocus()
    key(canvas, Qt.Key.Key_B)
    key(canvas, Qt.Key.Key_Right)
    before = canvas.choice()
    assert before is not None
    assert before.drawn
    key(canvas, Qt.Key.Key_Right)
    after = canvas.choice()
    assert after is not None
    assert after.quads[0].x0 > before.quads[0].x0
    key(canvas, Qt.Key.Key_E)
    value = desk.pages.cite_bar.value
    assert value.hasFocus()
    QTest.keyClicks(value, "GCB")
    assert not desk.pages.cite_bar._contradicts.isEnabled()
    key(value, Qt.Key.Key_Return)
    stay.settle(qtbot)
    (found,) = stored(stay, "cell_of_origin").values
    assert found.shown_en.startswith("GCB") or "germinal" in found.shown_en.lower()
    (spot,) = found.spots
    assert (spot.quote, spot.confidence) == ("", None)
    assert canvas.choice() is None
    assert canvas.hasFocus()


def test_a_typed_value_is_dropped_with_its_box(desk: DeskScreen, canvas: PageCanvas) -> None:
    key(canvas, Qt.Key.Key_B)
    key(canvas, Qt.Key.Key_Right)
    key(canvas, Qt.Key.Key_E)
    QTest.keyClicks(desk.pages.cite_bar.value, "GCB")
    key(desk.pages.cite_bar.value, Qt.Key.Key_Escape)
    assert canvas.choice() is None
    key(canvas, Qt.Key.Key_Right)
    assert desk.pages.cite_bar.value.text() == ""


def test_a_page_is_reviewed_by_eye_and_says_so_everywhere(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, canvas: PageCanvas
) -> None:
    problem = Message("reading.page_timed_out", {"file": "letter.pdf", "page": 1})
    stay.thread.call(store_failure, canvas.pages[0].id, problem).result(10)
    desk._page_read(canvas.pages[0].id)
    note = desk.pages.correcting.note
    qtbot.waitUntil(lambda: note.text() == "Page 1 of letter.pdf took too long and was given up.")
    assert note._by_eye.isVisible() and note._again.isVisible()
    click(note._by_eye)
    qtbot.waitUntil(lambda: canvas.pages[0].state is PageState.BY_EYE)
    assert "reviewed by eye: Mark Keller" in note.text()
    assert desk.pages.bar._by_eye.isVisible()
    assert thumbnails(desk)[0].endswith("unreadable, reviewed by eye")
    assert not note._by_eye.isVisible()
    assert all(mark.kind is not MarkKind.DOUBT for mark in canvas._marks.get(canvas.pages[0].id, ()))
    drag(canvas, middle(canvas, "CD2O"), middle(canvas, "CD19") + QPointF(0, 20))
    chosen = canvas.choice()
    assert chosen is not None
    assert (chosen.drawn, chosen.quote) == (True, "")
    key(canvas, Qt.Key.Key_R)
    assert "reviewed by eye" in desk.pages.correcting.hint.text
    key(desk, Qt.Key.Key_Z, ctrl=True)
    qtbot.waitUntil(lambda: canvas.pages[0].state is PageState.FAILED)
    key(desk, Qt.Key.Key_Z, ctrl=True, shift=True)
    qtbot.waitUntil(lambda: canvas.pages[0].state is PageState.BY_EYE)
    click(note._take_back)
    qtbot.waitUntil(lambda: canvas.pages[0].state is PageState.FAILED)
    assert not desk.pages.bar._by_eye.isVisible()


def thumbnails(desk: DeskScreen) -> list[str]:
    model = desk.side.documents.model()
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    shown = [row.data() for row in rows if not hasattr(row.data(DocumentsModel.RowRole), "open")]
    return [str(text) for text in shown]


@pytest.mark.parametrize(
    ("conditions", "sentence"),
    [
        ((Condition.FAINT,), "This page is faint: check what was read"),
        (
            (Condition.POOR, Condition.CUT_OFF),
            "This page is cut off and was read with doubt: check what was read",
        ),
        ((Condition.GLARE, Condition.SPREAD), "This page has glare: check what was read"),
        ((Condition.TOO_SMALL,), "This page is in very small print: check what was read"),
        ((Condition.SPREAD,), "Two pages lie side by side here; each was read by itself."),
        (
            (Condition.BLANK,),
            "This page looks blank. What is written here all the same is read by eye.",
        ),
    ],
)
def test_what_makes_a_page_hard_to_read_is_said_above_it(
    qtbot: QtBot,
    desk: DeskScreen,
    stay: Stay,
    canvas: PageCanvas,
    misread: PageReading,
    conditions: Sequence[Condition],
    sentence: str,
) -> None:
    note = desk.pages.correcting.note
    assert not note.isVisible()
    noted = replace(misread, conditions=tuple(conditions), engine_version="x")
    read_anew(stay, desk, canvas.pages[0].id, noted)
    qtbot.waitUntil(lambda: note.text() == sentence)
    assert note.isVisible()
    assert note._part.isVisible() == (set(conditions) != {Condition.SPREAD})
    canvas.go_to_page(3)
    qtbot.waitUntil(lambda: canvas.current == 2)
    assert note.isVisible()
    assert "page 1" in note.text() or conditions == (Condition.SPREAD,)


def test_a_record_that_is_closed_to_the_user_says_why_nothing_is_corrected(
    qtbot: QtBot, stay: Stay, misread: PageReading, open_desk: OpenDesk
) -> None:
    li = NewUser("li", "Li Na", "LN", frozenset({Role.REVIEWER}), "another horse")
    with open_workspace(stay.ward.folder, HANNA.login, HANNA.password, rules=stay.session.rules) as hers:
        add_user(hers, li)
    header = stay.thread.call(case_header, stay.ward.ada).result(10)
    people = stay.thread.call(list_users).result(10)
    other = next(user for user in people if user.login == li.login)
    stay.thread.call(assign, stay.ward.ada, other.id, header.row_version).result(10)
    desk = open_desk()
    canvas = desk.pages.canvas
    qtbot.waitUntil(lambda: "CD2O" in texts(canvas))
    choose(canvas, "CD2O")
    button = desk.pages.cite_bar._correct
    assert not button.isEnabled()
    assert "Li Na" in button.toolTip()
    key(canvas, Qt.Key.Key_E)
    assert not desk.pages.correcting.editor.isVisible()


# What no longer fits


def test_a_correction_that_fits_nothing_is_listed_shown_and_withdrawn(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, canvas: PageCanvas, misread: PageReading
) -> None:
    correct(qtbot, desk, "CD2O", "CD20")
    correcting = desk.pages.correcting
    key(canvas, Qt.Key.Key_C)
    assert correcting.hint.text == "All corrections and sources fit what is read."
    fewer = tuple(word for word in misread.words if word.text != "CD2O")
    read_anew(stay, desk, canvas.pages[0].id, replace(misread, words=fewer, engine_version="x"))
    qtbot.waitUntil(lambda: correcting.note._loose.isVisible())
    assert correcting.note._loose.text() == "What no longer fits: 1"
    canvas.go_to_page(3)
    qtbot.waitUntil(lambda: canvas.current == 2)
    key(canvas, Qt.Key.Key_C)
    listed = correcting.loose_list
    assert listed.isVisible() and listed._list.hasFocus()
    assert listed._list.item(0).text() == "Path p 1   Correction by Mark Keller: “CD20” instead of “CD2O”"
    qtbot.waitUntil(lambda: canvas.current == 0)
    key(listed._list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not listed.isVisible())
    assert canvas.hasFocus()
    assert stay.thread.call(corrections, stay.ward.ada).result(10) == ()
    qtbot.waitUntil(lambda: not correcting.note._loose.isVisible())


def test_a_source_that_reads_otherwise_is_listed_and_leads_to_its_field(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, canvas: PageCanvas, misread: PageReading
) -> None:
    desk.record.focus_field("biopsy_sampling_date", None)
    choose(canvas, "Z4", "2024")
    key(canvas, Qt.Key.Key_Return, ctrl=True)
    stay.settle(qtbot)
    desk.record.focus_field("ecog", None)
    other = tuple(replace(word, text=DATE.get(word.text, word.text)) for word in misread.words)
    read_anew(stay, desk, canvas.pages[0].id, replace(misread, words=other, engine_version="x"))
    listed = desk.pages.correcting.loose_list
    qtbot.waitUntil(lambda: listed._list.count() == 1)
    canvas.setFocus()
    key(canvas, Qt.Key.Key_C)
    assert listed._list.item(0).text() == "Path p 1   Source “Z4 Nov 2024” reads “a Tuesday in” now"
    assert not listed._withdraw.isEnabled()
    row = desk.record.findings.list.focused_row
    assert listed._list.hasFocus()
    assert row is not None
    assert row.field.id == "biopsy_sampling_date"
    key(listed._list, Qt.Key.Key_Escape)
    assert not listed.isVisible()
    assert canvas.hasFocus()


def test_a_page_nobody_could_read_stands_in_the_way_of_submitting_until_it_is_reviewed_by_eye(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, canvas: PageCanvas
) -> None:
    third = canvas.pages[2].id
    problem = Message("reading.page_timed_out", {"file": "letter.pdf", "page": 3})
    stay.thread.call(store_failure, third, problem).result(10)
    desk._page_read(third)
    desk.record.submit()
    strip = desk.record.suitability.submission
    qtbot.waitUntil(strip.isVisible)
    unread = next(line for line in strip.findChildren(InlineMessage) if "nobody has reviewed" in line.text())
    click(unread.findChildren(QPushButton)[0])
    qtbot.waitUntil(lambda: canvas.current == 2)
    canvas.setFocus()
    key(canvas, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: canvas.pages[2].state is PageState.BY_EYE)
    desk.record.submit()
    stay.settle(qtbot)
    lines = [line.text() for line in strip.findChildren(InlineMessage) if line.isVisible()]
    assert not any("nobody has reviewed" in line for line in lines)
