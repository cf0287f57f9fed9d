"""Where the keys act: seen at a glance, kept on the page, given back by Esc, never typed where nobody looks."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.desk.bench import Stay, key
from tests.gui.desk.conftest import OpenDesk
from tests.services.bench import row_of
from workstation.gui.desk.desk import DeskScreen
from workstation.gui.desk.findings.form_list import FormList
from workstation.gui.desk.pages.canvas import PageCanvas
from workstation.gui.kit.messages import InlineMessage
from workstation.gui.kit.theme import tokens
from workstation.gui.window import _focus_in
from workstation.services import findings


@pytest.fixture
def canvas(qtbot: QtBot, desk: DeskScreen) -> PageCanvas:
    """The letter with its words in hand, and the keys on it."""
    canvas = desk.pages.canvas
    qtbot.waitUntil(lambda: bool(canvas._words.get(canvas.pages[0].id)))
    canvas.setFocus()
    return canvas


@pytest.fixture
def form(desk: DeskScreen) -> FormList:
    return desk.record.findings.list


def raws(stay: Stay, field_id: str) -> list[str]:
    row = row_of(stay.thread.call(findings.the_form, stay.ward.ada).result(10), field_id)
    return [value.finding.raw for value in row.values if value.finding.stands]


def focused_field(form: FormList) -> str:
    return form.focused_row.field.id if form.focused_row is not None else ""


def picture(area: QAbstractScrollArea) -> QImage:
    return area.viewport().grab().toImage()


def press(pressed: Qt.Key, **held: bool) -> QWidget:
    """Press a key where the keys act; answers where they act then."""
    keys = QApplication.focusWidget()
    assert keys is not None
    key(keys, pressed, **held)
    then = QApplication.focusWidget()
    assert then is not None
    return then


# Evidence


def test_stepping_through_evidence_marks_the_row_and_keeps_the_keys_on_the_page(
    stay: Stay, qtbot: QtBot, desk: DeskScreen, canvas: PageCanvas, form: FormList
) -> None:
    before = {field: raws(stay, field) for field in ("diagnosis", "biopsy_sampling_date", "ecog")}
    desk.record.focus_field("fish_myc", None)
    canvas.setFocus()
    marked = []
    for pressed in (Qt.Key.Key_Period, Qt.Key.Key_Period, Qt.Key.Key_Period, Qt.Key.Key_Comma):
        assert press(pressed) is canvas
        assert not form.editor.editing
        marked.append(focused_field(form))
    stay.settle(qtbot)
    assert marked == ["diagnosis", "biopsy_sampling_date", "ecog", "biopsy_sampling_date"]
    assert {field: raws(stay, field) for field in before} == before


def test_a_document_without_evidence_says_so(desk: DeskScreen, canvas: PageCanvas) -> None:
    scan = next(document for document in desk.documents if document.type != "pathology")
    desk.pages.open_document(scan.id)
    assert press(Qt.Key.Key_Period) is canvas
    assert desk.pages.correcting.hint.text == "No value rests on this document yet."


# Focus that is seen


def test_where_the_keys_act_is_seen_on_the_page_and_in_the_findings(
    desk: DeskScreen, canvas: PageCanvas, form: FormList
) -> None:
    accent = QColor(tokens().accent)

    def framed() -> bool:
        shown = picture(canvas)
        right, foot = shown.width() - 2, shown.height() - 2
        corners = ((1, 1), (right, 1), (1, foot), (right, foot))
        return all(shown.pixelColor(*corner) == accent for corner in corners)

    def barred() -> bool:
        at = form.value_place().center().toPoint()
        return picture(form).pixelColor(1, at.y()) == accent

    assert framed() and not barred()
    press(Qt.Key.Key_3, alt=True)
    assert form.hasFocus()
    assert barred() and not framed()
    press(Qt.Key.Key_Return)
    assert form.editor.hasFocus()
    assert barred() and not framed()  # the editor lies over the row
    press(Qt.Key.Key_1, alt=True)
    assert framed() and not barred()


# Esc


def test_esc_ends_at_the_page(desk: DeskScreen, canvas: PageCanvas, form: FormList) -> None:
    for _ in range(3):
        assert press(Qt.Key.Key_Escape) is canvas
    form.setFocus()
    for _ in range(3):
        assert press(Qt.Key.Key_Escape) is canvas


def test_keys_of_the_page_after_esc_are_not_typed_into_a_row(
    qtbot: QtBot, stay: Stay, canvas: PageCanvas, form: FormList
) -> None:
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_2)
    assert canvas.hasFocus()
    assert not form.editor.editing


def test_esc_from_a_source_leads_to_its_row_once(
    qtbot: QtBot, desk: DeskScreen, canvas: PageCanvas, form: FormList
) -> None:
    desk.record.focus_field("ecog", None)
    assert press(Qt.Key.Key_E, ctrl=True) is canvas
    qtbot.waitUntil(lambda: canvas.current == 2)
    assert press(Qt.Key.Key_Escape) is form
    assert press(Qt.Key.Key_Escape) is canvas
    assert press(Qt.Key.Key_Escape) is canvas


# Typing faster than is stored


def message(desk: DeskScreen) -> str:
    panel = desk.record.findings
    return next((m.text() for m in panel.findChildren(InlineMessage) if m.isVisible()), "")


def type_and_leave(form: FormList, text: str) -> None:
    """Into the focused row; Esc keeps what was typed."""
    QTest.keyClicks(form, text[0])
    QTest.keyClicks(form.editor, text[1:])
    key(form.editor, Qt.Key.Key_Escape)


@pytest.mark.parametrize("field_id", ["ecog", "fish_myc"], ids=["changed twice", "filled and changed"])
def test_a_second_quick_save_does_not_collide_with_the_first(
    qtbot: QtBot, stay: Stay, desk: DeskScreen, form: FormList, field_id: str
) -> None:
    desk.record.focus_field(field_id, None)
    for text in ("2, 1 May 2025", "3, 2 May 2025", "4, 3 May 2025"):
        type_and_leave(form, text)
    stay.settle(qtbot)
    assert raws(stay, field_id) == ["4, 3 May 2025"]
    assert "Someone else" not in message(desk)
    assert "been filled" not in message(desk)


def test_cleared_quickly_and_typed_anew(qtbot: QtBot, stay: Stay, desk: DeskScreen, form: FormList) -> None:
    desk.record.focus_field("ecog", None)
    type_and_leave(form, "2, 1 May 2025")
    key(form, Qt.Key.Key_Delete)
    key(form, Qt.Key.Key_Delete)
    type_and_leave(form, "1, 4 May 2025")
    stay.settle(qtbot)
    assert raws(stay, "ecog") == ["1, 4 May 2025"]
    assert message(desk) == ""


def test_what_somebody_else_changed_is_still_told(
    qtbot: QtBot, stay: Stay, desk: DeskScreen, form: FormList
) -> None:
    desk.record.focus_field("ecog", None)
    assert form.focused_row is not None
    seen = form.focused_row.values[0].finding
    review = desk.header.review_id if desk.header is not None else ""
    args = (review, "ecog", None, "3, 9 May 2025", seen.id, seen.row_version)
    stay.thread.call(findings.set_value, *args).result(10)  # at another desk
    type_and_leave(form, "2, 1 May 2025")
    type_and_leave(form, "1, 2 May 2025")
    stay.settle(qtbot)
    assert raws(stay, "ecog") == ["3, 9 May 2025"]
    assert "Someone else" in message(desk)


# From pane to pane


def test_f6_lands_in_what_a_pane_is_about(desk: DeskScreen, form: FormList) -> None:
    landed = []
    for pane in desk.panes():
        _focus_in(pane)
        landed.append(QApplication.focusWidget())
    assert landed == [desk.side.documents, desk.pages.canvas, form]


def test_alt_1_goes_to_the_page_and_then_to_the_other_side(desk: DeskScreen, canvas: PageCanvas) -> None:
    assert press(Qt.Key.Key_1, alt=True) is canvas
    press(Qt.Key.Key_F9, shift=True)
    left, right = desk.pages.sides
    assert right.canvas.hasFocus()
    assert press(Qt.Key.Key_1, alt=True) is left.canvas
    assert desk.pages.active is left
    press(Qt.Key.Key_3, alt=True)
    assert press(Qt.Key.Key_1, alt=True) is left.canvas
    assert press(Qt.Key.Key_1, alt=True) is right.canvas


def test_alt_1_shows_a_page_that_was_put_away(open_desk: OpenDesk) -> None:
    desk = open_desk(1366, 698)
    press(Qt.Key.Key_3, ctrl=True)
    assert desk.pages.isHidden()
    assert press(Qt.Key.Key_1, alt=True) is desk.pages.canvas
    assert desk.pages.isVisible()
    assert desk.pages.canvas.width() > 300


def test_no_key_acts_on_a_page_that_is_put_away(open_desk: OpenDesk) -> None:
    desk = open_desk(1366, 698)
    press(Qt.Key.Key_1, alt=True)
    desk.record.show_tab("suitability")  # as by the mouse: the keys were on the page
    assert desk.pages.isHidden()
    keys = QApplication.focusWidget()
    assert keys is not None and desk.record.isAncestorOf(keys)
    press(Qt.Key.Key_2, alt=True)
    keys = press(Qt.Key.Key_Escape)
    assert desk.record.isAncestorOf(keys)


# The number of a page


@pytest.mark.parametrize(("typed", "page"), [("2", 2), ("99", 3), ("0", 1)])
def test_ctrl_g_goes_to_a_page_of_the_document_and_never_lies(
    qtbot: QtBot, desk: DeskScreen, canvas: PageCanvas, typed: str, page: int
) -> None:
    number = press(Qt.Key.Key_G, ctrl=True)
    QTest.keyClicks(number, typed)
    assert press(Qt.Key.Key_Return) is canvas
    qtbot.waitUntil(lambda: canvas.current == page - 1)
    assert desk.pages.bar._page.text() == str(page)


@pytest.mark.parametrize("leave", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_ctrl_g_is_left_as_it_was(desk: DeskScreen, canvas: PageCanvas, leave: Qt.Key) -> None:
    number = press(Qt.Key.Key_G, ctrl=True)
    if leave is Qt.Key.Key_Escape:
        QTest.keyClicks(number, "7")
    else:
        key(number, Qt.Key.Key_Delete)
    assert press(leave) is canvas
    assert desk.pages.bar._page.text() == "1"
    assert canvas.current == 0


# A case without documents


def test_without_documents_the_keys_find_what_adds_some(
    qtbot: QtBot, stay: Stay, desk: DeskScreen, canvas: PageCanvas
) -> None:
    desk.opened(case_id=stay.ward.dee)
    stay.settle(qtbot)
    needs = ("page.go", "page.as_text", "pane.second", "next.doubtful", "document.name")
    actions = [action for name in needs for action in desk.findChildren(QAction, name)]
    assert len(actions) == len(needs)
    assert not any(action.isEnabled() for action in actions)
    assert {action.statusTip() for action in actions} == {"This case has no documents yet."}
    press(Qt.Key.Key_3, alt=True)
    add = press(Qt.Key.Key_1, alt=True)
    assert isinstance(add, QPushButton) and add.isVisible() and add.text() == "Add documents"
    assert press(Qt.Key.Key_G, ctrl=True) is add
    assert press(Qt.Key.Key_T, ctrl=True, shift=True) is add
    assert desk.pages.active.text.isHidden()
    desk.opened(case_id=stay.ward.ada)
    stay.settle(qtbot)
    assert all(action.isEnabled() for action in actions)


# Keys that can do nothing yet


def test_a_key_that_can_do_nothing_says_so_without_moving_the_page_and_until_the_next_key(
    desk: DeskScreen, canvas: PageCanvas
) -> None:
    hint, stood = desk.pages.correcting.hint, canvas.geometry()
    assert press(Qt.Key.Key_E) is canvas
    assert hint.text == "Select the words first, then correct them."
    QApplication.processEvents()
    assert canvas.geometry() == stood
    assert canvas.rect().contains(hint.geometry())
    press(Qt.Key.Key_Down)
    assert hint.text == ""


def test_a_hint_covers_nothing_that_is_chosen(desk: DeskScreen, canvas: PageCanvas) -> None:
    words = canvas._words[canvas.pages[0].id]
    canvas.choose(
        canvas.pages[0].id, 0, len(words) - 1
    )  # of several lines, the first at the head of the window
    canvas.verticalScrollBar().setValue(canvas.verticalScrollBar().value() + 60)
    press(Qt.Key.Key_E)
    assert desk.pages.correcting.hint.text == "Select words of one line, then correct them."
    chosen = canvas.choice_rect()
    assert chosen is not None
    assert not chosen.toRect().intersects(desk.pages.correcting.hint.geometry())


def test_ctrl_d_without_proposals_says_why(
    stay: Stay, qtbot: QtBot, desk: DeskScreen, canvas: PageCanvas
) -> None:
    assert press(Qt.Key.Key_D, ctrl=True) is canvas
    assert desk.proposals.toast.isVisible()
    assert desk.proposals.toast.text() == "Documents are proposed once every page is read."
    desk.opened(case_id=stay.ward.dee)
    stay.settle(qtbot)
    press(Qt.Key.Key_D, ctrl=True)
    assert desk.proposals.toast.text() == "This case has no documents yet."


def test_the_matrix_says_whether_it_has_the_keys(qtbot: QtBot, desk: DeskScreen, canvas: PageCanvas) -> None:
    press(Qt.Key.Key_3, ctrl=True)
    matrix = desk.record.suitability.matrix
    assert matrix.hasFocus()
    qtbot.waitUntil(lambda: matrix.model().rowCount() > 0)
    press(Qt.Key.Key_Right)
    cell = matrix.visualRect(matrix.currentIndex())

    def edge() -> QColor:
        return picture(matrix).pixelColor(cell.left() + 1, cell.center().y())

    assert edge() == QColor(tokens().accent)
    press(Qt.Key.Key_1, alt=True)
    assert edge() == QColor(tokens().edge)
