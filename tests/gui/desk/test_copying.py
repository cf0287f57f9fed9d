"""Words chosen and copied in reading order, with the page they stand on: by mouse, by keys, over lines and blocks."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.desk.bench import Stay, drag, key, letter_of
from tests.gui.desk.conftest import OpenDesk
from workstation.domain.geometry import Box, Quad
from workstation.gui.desk.desk import DeskScreen
from workstation.gui.desk.pages.canvas import PageCanvas
from workstation.gui.desk.pages.side import PageSide
from workstation.reading import PageReading, Word
from workstation.services.readings import store_reading

FROM = "[Path p 1, 24 Nov 2024]"
LINES = (
    ("Diffuse", "large", "B-cell", "lymphoma"),
    ("弥漫", "大", "B", "细胞", "淋巴瘤", "，"),
    ("CD20", "阳性", "。"),
    ("R-CHOP", "six", "cycles"),
)
BLOCKS = (0, 0, 0, 1)


@pytest.fixture
def canvas(qtbot: QtBot, stay: Stay, open_desk: OpenDesk) -> PageCanvas:
    """The letter's first page says four lines in two blocks, in two languages; its words are in hand."""
    page = letter_of(stay.ws, stay.ward.ada).pages[0]
    words = [
        Word(text, Quad.of(_box(line, place)), 0.9, line, BLOCKS[line])
        for line, texts in enumerate(LINES)
        for place, text in enumerate(texts)
    ]
    reading = PageReading("tesseract", "made", 0, 0.0, "eng+chi_sim", tuple(words), 1.0)
    stay.thread.call(store_reading, page.id, reading).result(10)
    canvas = open_desk().pages.canvas
    qtbot.waitUntil(lambda: len(canvas._words.get(page.id, ())) == len(words))
    canvas.setFocus()
    return canvas


def _box(line: int, place: int) -> Box:
    return Box(0.1 + 0.12 * place, 0.1 + 0.05 * line, 0.2 + 0.12 * place, 0.13 + 0.05 * line)


def spot(canvas: PageCanvas, line: int, place: int) -> QPointF:
    quad = Quad.of(_box(line, place))
    return canvas.polygon(canvas.pages[0].id, quad).boundingRect().center()


def press(canvas: PageCanvas, at: QPointF, held: Qt.KeyboardModifier | None = None) -> None:
    none = Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, held or none, at.toPoint())


def copied(canvas: PageCanvas) -> str:
    """What Ctrl+C puts on the clipboard."""
    QGuiApplication.clipboard().clear()
    key(canvas, Qt.Key.Key_C, ctrl=True)
    return QGuiApplication.clipboard().text()


def test_ctrl_a_takes_the_words_of_the_page_line_by_line_and_block_by_block(canvas: PageCanvas) -> None:
    key(canvas, Qt.Key.Key_A, ctrl=True)
    assert copied(canvas) == (
        f"Diffuse large B-cell lymphoma\n弥漫大 B 细胞淋巴瘤，\nCD20 阳性。\n\nR-CHOP six cycles {FROM}"
    )


def test_a_drag_over_lines_takes_the_words_between_in_reading_order(canvas: PageCanvas) -> None:
    drag(canvas, spot(canvas, 0, 2), spot(canvas, 1, 1))
    assert copied(canvas) == f"B-cell lymphoma\n弥漫大 {FROM}"
    drag(canvas, spot(canvas, 3, 0), spot(canvas, 2, 1))
    assert copied(canvas) == f"性。\n\nR-CHOP {FROM}"  # Chinese print is taken sign by sign


def test_a_double_click_takes_the_word_a_third_click_the_line(canvas: PageCanvas) -> None:
    at = spot(canvas, 0, 1).toPoint()
    QTest.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert copied(canvas) == f"large {FROM}"
    press(canvas, QPointF(at))
    assert copied(canvas) == f"Diffuse large B-cell lymphoma {FROM}"


def test_a_click_after_a_while_is_no_third_click(qtbot: QtBot, canvas: PageCanvas) -> None:
    at = spot(canvas, 0, 1).toPoint()
    QTest.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    qtbot.wait(QApplication.doubleClickInterval() + 50)
    press(canvas, QPointF(at))
    assert copied(canvas) == f"large {FROM}"


def test_shift_and_a_click_carry_the_choice_on_both_ways(canvas: PageCanvas) -> None:
    shift = Qt.KeyboardModifier.ShiftModifier
    press(canvas, spot(canvas, 0, 2))
    press(canvas, spot(canvas, 1, 0), shift)
    assert copied(canvas) == f"B-cell lymphoma\n弥 {FROM}"
    press(canvas, spot(canvas, 0, 0), shift)
    assert copied(canvas) == f"Diffuse large B-cell {FROM}"


def test_shift_and_arrows_carry_the_choice_on_by_words_and_lines(canvas: PageCanvas) -> None:
    press(canvas, spot(canvas, 0, 3))
    key(canvas, Qt.Key.Key_Right, shift=True)
    assert copied(canvas) == f"lymphoma\n弥漫 {FROM}"
    key(canvas, Qt.Key.Key_Left, shift=True)
    key(canvas, Qt.Key.Key_Left, shift=True)
    assert copied(canvas) == f"B-cell lymphoma {FROM}"


def test_a_box_takes_the_words_inside_it(canvas: PageCanvas) -> None:
    key(canvas, Qt.Key.Key_B)
    drag(canvas, spot(canvas, 0, 0) - QPointF(40, 12), spot(canvas, 1, 1) + QPointF(40, 12), steps=6)
    chosen = canvas.choice()
    assert chosen is not None
    assert chosen.drawn
    assert copied(canvas) == f"Diffuse large\n弥漫大 {FROM}"


def test_an_undated_document_is_named_by_kind_and_page_alone(
    qtbot: QtBot, stay: Stay, open_desk: OpenDesk
) -> None:
    desk: DeskScreen = open_desk()
    scan = next(document for document in desk.documents if document.date is None)
    reading = PageReading(
        "tesseract", "made", 0, 0.0, "eng", (Word("ECOG", Quad.of(_box(0, 0)), 0.9, 0, 0),), 1.0
    )
    stay.thread.call(store_reading, scan.pages[0].id, reading).result(10)
    desk.pages.open_document(scan.id)
    canvas = desk.pages.canvas
    canvas.setFocus()
    desk._page_read(scan.pages[0].id)
    qtbot.waitUntil(lambda: bool(canvas._words.get(scan.pages[0].id)))
    key(canvas, Qt.Key.Key_A, ctrl=True)
    assert copied(canvas) == "ECOG [Doc p 1]"


def test_nothing_chosen_copies_nothing(canvas: PageCanvas) -> None:
    assert copied(canvas) == ""


def test_what_is_chosen_out_of_sight_is_looked_at_before_it_is_cited(
    qtbot: QtBot, canvas: PageCanvas
) -> None:
    cited: list[object] = []
    side = canvas.parentWidget()
    assert isinstance(side, PageSide)
    side.cited.connect(cited.append)
    drag(canvas, spot(canvas, 0, 0), spot(canvas, 0, 1))
    assert side.cite_bar.isVisible()
    bar = canvas.verticalScrollBar()
    bar.setRange(0, 20_000)
    bar.setValue(20_000)
    qtbot.waitUntil(lambda: not side.cite_bar.isVisible())
    side.cite("supports")
    assert not cited
    qtbot.waitUntil(lambda: side.cite_bar.isVisible())
    side.cite("supports")
    assert len(cited) == 1
