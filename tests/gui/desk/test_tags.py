"""The name of the field on its evidence lies where it covers no word."""

from itertools import product

import pytest
from PySide6.QtCore import QRectF, QSizeF, Qt
from pytestqt.qtbot import QtBot

from tests.gui.desk.bench import Stay, key
from workstation.gui.desk.desk import DeskScreen
from workstation.gui.desk.pages.marks import Mark, MarkKind
from workstation.gui.desk.pages.tags import tag_place

PAPER = QRectF(0, 0, 600, 800)
TAG = QSizeF(60, 16)
LINES = [QRectF(100 + 50 * at, 100 + 20 * line, 46, 14) for line, at in product(range(10), range(8))]


def covers(place: QRectF, rects: list[QRectF]) -> bool:
    return any(place.intersects(rect) for rect in rects)


@pytest.mark.parametrize("at", range(len(LINES)))
def test_on_a_page_full_of_lines_it_lies_at_an_end_of_the_line(at: int) -> None:
    marked = LINES[at : at + 1]
    place = tag_place(marked, TAG, LINES, PAPER)
    assert not covers(place, LINES)
    assert PAPER.contains(place)
    assert abs(place.center().y() - marked[0].center().y()) <= 40


def test_where_the_line_ends_it_stands_right_beside() -> None:
    place = tag_place([LINES[7]], TAG, LINES, PAPER)
    assert 0 < place.left() - LINES[7].right() < 10


def test_in_white_space_it_stays_near_and_on_the_paper() -> None:
    mark = QRectF(560, 700, 36, 14)
    place = tag_place([mark], TAG, [mark], PAPER)
    assert PAPER.contains(place)
    assert not place.intersects(mark)


def test_it_covers_none_of_the_evidence_over_two_lines() -> None:
    marked = [LINES[6], LINES[7], LINES[8], LINES[9]]
    assert not covers(tag_place(marked, TAG, LINES, PAPER), LINES)


def test_before_words_are_known_it_lies_in_the_margin() -> None:
    place = tag_place([QRectF(200, 300, 80, 14)], TAG, [], PAPER)
    assert place.right() == PAPER.right() or place.left() == PAPER.left()


@pytest.mark.parametrize("turns", range(4))
def test_on_the_desk_the_tag_of_the_focused_field_covers_no_word(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, turns: int
) -> None:
    canvas = desk.pages.canvas
    desk.record.focus_field("diagnosis", None)
    stay.settle(qtbot)
    for _ in range(turns):
        key(canvas, Qt.Key.Key_T)
        stay.settle(qtbot)
    page = canvas.pages[0]
    words = canvas._words[page.id]
    mark = next(m for m in canvas._marks[page.id] if m.focused and m.kind is MarkKind.EVIDENCE)
    frame = canvas._view_frame(0)
    place = canvas._tags.place(frame, mark, words)
    rects = [frame.polygon(word.quad).boundingRect() for word in words]
    assert not covers(place, rects)
    assert frame.rect.contains(place)
    assert isinstance(mark, Mark) and mark.label
