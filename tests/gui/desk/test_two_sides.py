"""Two sides of pages: one document twice, or two documents; each is read, cited and left by itself."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.gui.desk.bench import Stay, click, drag, key
from tests.gui.desk.conftest import OpenDesk
from tests.gui.desk.test_pages import middle, stored
from workstation.gui.desk.desk import DeskScreen
from workstation.gui.desk.pages.look import Look
from workstation.gui.desk.pages.side import REMEMBER_AFTER_MS, PageSide

SECOND = (Qt.Key.Key_F9, {"shift": True})


def both(qtbot: QtBot, desk: DeskScreen) -> tuple[PageSide, PageSide]:
    """Opens the second side by its key; the letter lies on both."""
    canvas = desk.pages.canvas
    canvas.setFocus()
    key(canvas, SECOND[0], **SECOND[1])
    left, right = desk.pages.sides
    qtbot.waitUntil(lambda: all(side.canvas._words.get(side.canvas.pages[0].id) for side in (left, right)))
    return left, right


def test_shift_f9_shows_the_document_once_more_at_the_same_place(qtbot: QtBot, desk: DeskScreen) -> None:
    desk.pages.canvas.set_zoom(2.0)
    desk.pages.canvas.verticalScrollBar().setValue(300)
    stood = desk.pages.canvas.place()
    left, right = both(qtbot, desk)
    assert right.current == left.current
    assert right.canvas.place() == stood
    assert desk.pages.active is right
    assert right.canvas.hasFocus()
    assert left.width() > 300 and right.width() > 300


def test_each_side_scrolls_and_zooms_alone(qtbot: QtBot, desk: DeskScreen) -> None:
    left, right = both(qtbot, desk)
    stood = left.canvas.place()
    key(right.canvas, Qt.Key.Key_1)
    key(right.canvas, Qt.Key.Key_End)
    assert right.canvas.zoom_percent == 100
    assert left.canvas.place() == stood


def test_a_document_looks_the_same_on_both_sides(qtbot: QtBot, desk: DeskScreen) -> None:
    left, right = both(qtbot, desk)
    key(right.canvas, Qt.Key.Key_I)
    assert left.canvas.look.inverted and right.canvas.look.inverted
    left.canvas.setFocus()
    key(left.canvas, Qt.Key.Key_L)
    left.look_strip.brightness.slider.setValue(30)
    assert right.canvas.look == left.canvas.look == Look(brightness=30, inverted=True)
    other = next(document for document in desk.documents if document.id != left.current)
    left.open_document(other.id)
    assert left.canvas.look == Look()
    key(left.canvas, Qt.Key.Key_I)
    assert right.canvas.look == Look(brightness=30, inverted=True)
    right.open_document(other.id)
    assert right.canvas.look == Look(inverted=True)


def test_documents_open_on_the_side_of_the_keys(qtbot: QtBot, desk: DeskScreen) -> None:
    left, right = both(qtbot, desk)
    other = next(document for document in desk.documents if document.id != right.current)
    desk.side.documents.picked.emit(other.id, other.pages[0].id)
    assert right.current == other.id
    assert left.current != other.id
    left.canvas.setFocus()
    assert desk.pages.active is left
    assert desk.side.documents.current_page_id == left.canvas.pages[0].id


@pytest.mark.parametrize("side", [0, 1])
def test_either_side_is_cited_from_and_both_show_it(
    qtbot: QtBot, stay: Stay, desk: DeskScreen, side: int
) -> None:
    sides = both(qtbot, desk)
    desk.record.focus_field("biopsy_sampling_date", None)
    canvas = sides[side].canvas
    canvas.setFocus()
    drag(canvas, middle(canvas, "24"), middle(canvas, "2024"))
    assert sides[side].cite_bar.isVisible()
    assert not sides[1 - side].cite_bar.isVisible()
    before = len(stored(stay, "biopsy_sampling_date").values[0].spots)
    click(sides[side].cite_bar._supports)
    stay.settle(qtbot)
    assert len(stored(stay, "biopsy_sampling_date").values[0].spots) == before + 1
    for each in sides:
        page_id = each.canvas.pages[0].id
        assert any(mark.focused for mark in each.canvas._marks[page_id])


def test_f6_goes_through_both_sides(qtbot: QtBot, desk: DeskScreen) -> None:
    left, right = both(qtbot, desk)
    panes = desk.panes()
    assert panes[1:3] == (left, right)


def test_the_other_side_goes_and_the_keys_stay(qtbot: QtBot, desk: DeskScreen) -> None:
    left, right = both(qtbot, desk)
    other = next(document for document in desk.documents if document.id != right.current)
    right.open_document(other.id)
    key(right.canvas, SECOND[0], **SECOND[1])
    assert list(desk.pages.sides) == [right]
    assert desk.pages.active is right
    assert right.current == other.id
    assert right.canvas.hasFocus()
    key(right.canvas, SECOND[0], **SECOND[1])
    assert list(desk.pages.sides) == [left, right]
    assert left.current == other.id
    assert desk.pages.active is left


def test_jumps_are_of_the_side_that_jumped(qtbot: QtBot, desk: DeskScreen) -> None:
    left, right = both(qtbot, desk)
    stood = left.canvas.place()
    key(right.canvas, Qt.Key.Key_G, ctrl=True)
    right.bar.page_asked.emit(1)
    assert desk.pages.go_back()
    left.canvas.setFocus()
    assert not desk.pages.go_back()
    assert left.canvas.place() == stood


def test_what_is_found_is_shown_on_the_side_of_the_keys(qtbot: QtBot, stay: Stay, desk: DeskScreen) -> None:
    left, right = both(qtbot, desk)
    left.canvas.setFocus()
    stood = right.canvas.place()
    desk.pages.open_find()
    desk.pages.finder._field.setText("CD19")
    qtbot.waitUntil(lambda: bool(desk.pages.finder.hits))
    assert desk.pages.finder.count_text.startswith("1 ")
    assert right.canvas.place() == stood
    hit = desk.pages.finder.hits[0]
    assert left._case.marks_on(left.canvas.pages)[-1].page_id == hit.page_id


def test_on_a_small_window_documents_give_way(qtbot: QtBot, open_desk: OpenDesk) -> None:
    desk = open_desk(1366, 698)
    left, right = both(qtbot, desk)
    assert min(left.width(), right.width()) > 420
    key(right.canvas, SECOND[0], **SECOND[1])
    assert desk.side.width() == 132


def test_another_case_begins_with_nothing_of_the_first(qtbot: QtBot, stay: Stay, desk: DeskScreen) -> None:
    left, right = both(qtbot, desk)
    shown = {page.id for page in left.canvas.pages}
    desk.opened(case_id=stay.ward.bo)
    stay.settle(qtbot)
    assert desk.pages.case.case_id == stay.ward.bo
    for side in (left, right):
        assert not shown & {page.id for page in side.canvas.pages}


def test_the_look_of_a_document_is_kept_with_it(qtbot: QtBot, stay: Stay, open_desk: OpenDesk) -> None:
    """Nobody closes the desk: what was stored while it stood open is what a killed application comes back to."""
    desk = open_desk()
    canvas = desk.pages.canvas
    first = desk.pages.active.current
    look = Look(brightness=20, contrast=35, inverted=True)
    canvas.set_look(look)
    canvas.set_zoom(1.7)
    canvas.verticalScrollBar().setValue(210)
    stood = canvas.place()
    qtbot.wait(2 * REMEMBER_AFTER_MS)
    stay.settle(qtbot)
    again = open_desk()
    assert again.pages.active.current == first
    assert again.pages.canvas.look == look
    assert again.pages.canvas.place() == stood
    other = next(document for document in again.documents if document.id != first)
    again.pages.open_document(other.id)
    assert again.pages.canvas.look == Look()


@pytest.mark.parametrize("active", [0, 1])
@pytest.mark.parametrize("same", [True, False])
def test_both_sides_are_there_again_when_the_case_is_opened_anew(
    qtbot: QtBot, stay: Stay, open_desk: OpenDesk, active: int, same: bool
) -> None:
    """Nobody closes the desk: what was stored while it stood open is what a killed application comes back to."""
    desk = open_desk()
    sides = both(qtbot, desk)
    if not same:
        other = next(document for document in desk.documents if document.id != sides[0].current)
        sides[1].open_document(other.id)
    sides[1].canvas.set_zoom(2.0)
    sides[1].canvas.verticalScrollBar().setValue(250)
    key(sides[0].canvas, Qt.Key.Key_End)
    sides[active].canvas.setFocus()
    desk.pages.keep_view()
    stay.settle(qtbot)
    shown = [side.current for side in sides]
    places = [side.canvas.place() for side in sides]
    again = open_desk()
    assert [side.current for side in again.pages.sides] == shown
    for side, left in zip(again.pages.sides, places, strict=True):
        place = side.canvas.place()
        assert place is not None and left is not None
        assert (place.page_id, place.fit) == (left.page_id, left.fit)
        assert place.share == pytest.approx(left.share, abs=0.02)
        assert place.zoom == pytest.approx(left.zoom, rel=0.02)
    assert again.pages.active is again.pages.sides[active]
    assert all(side.width() > 300 for side in again.pages.sides)


def test_a_side_that_was_put_away_does_not_come_back(qtbot: QtBot, stay: Stay, open_desk: OpenDesk) -> None:
    desk = open_desk()
    _left, right = both(qtbot, desk)
    other = next(document for document in desk.documents if document.id != right.current)
    right.open_document(other.id)
    key(right.canvas, SECOND[0], **SECOND[1])
    stay.settle(qtbot)
    again = open_desk()
    assert [side.current for side in again.pages.sides] == [other.id]
