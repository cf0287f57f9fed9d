"""Timeline, suitability, recommendation, submission, discussion, history; and a desk that changes its case."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.desk.bench import Stay, click, drop, key
from tests.gui.desk.conftest import OpenDesk
from tests.services.bench import png
from workstation.domain.case import CaseStatus
from workstation.gui.desk.desk import DeskScreen
from workstation.gui.kit.messages import InlineMessage
from workstation.gui.kit.segments import SegmentedControl
from workstation.services.assessment import draft_recommendation
from workstation.services.discussion import comments
from workstation.services.pages import case_documents, mark_seen
from workstation.services.queue import case_header
from workstation.services.views import AssessmentView


def draft(stay: Stay, case_id: str = "") -> AssessmentView:
    return stay.thread.call(draft_recommendation, case_id or stay.ward.ada).result(10)


def lines(desk: DeskScreen) -> list[str]:
    strip = desk.record.suitability.submission
    return [message.text() for message in strip.findChildren(InlineMessage) if message.isVisible()]


def choose(desk: DeskScreen, at: int) -> None:
    kinds = desk.record.suitability.recommendation.findChild(SegmentedControl)
    assert isinstance(kinds, SegmentedControl)
    kinds.setFocus()
    for _ in range(at + 1):
        key(kinds, Qt.Key.Key_Right)


# Timeline


def test_the_timeline_is_walked_by_keys_and_opens_its_sources(
    qtbot: QtBot, desk: DeskScreen, stay: Stay
) -> None:
    key(desk, Qt.Key.Key_2, ctrl=True)
    view = desk.record.timeline.view
    assert view.hasFocus()
    key(view, Qt.Key.Key_Right)
    key(view, Qt.Key.Key_Left)
    assert view.accessibleDescription().startswith("Diagnosis, 24 Nov 2024")
    key(view, Qt.Key.Key_Return)
    assert desk.pages.canvas.hasFocus()
    assert desk.pages.canvas.isVisible()


def test_a_mark_without_a_source_leads_to_its_field(desk: DeskScreen) -> None:
    key(desk, Qt.Key.Key_2, ctrl=True)
    view = desk.record.timeline.view
    key(view, Qt.Key.Key_Right)
    assert view.accessibleDescription().startswith("Relapse")
    key(view, Qt.Key.Key_Return)
    row = desk.record.findings.list.focused_row
    assert row is not None
    assert row.field.id == "relapse_kind"


def test_a_source_is_shown_also_where_the_page_was_hidden(qtbot: QtBot, open_desk: OpenDesk) -> None:
    desk = open_desk(1366, 698)
    key(desk, Qt.Key.Key_2, ctrl=True)
    assert not desk.pages.isVisible()
    view = desk.record.timeline.view
    click(view, view._rect(view._chart.marks[0], view._scale()).center() if view._chart else None)
    assert desk.pages.isVisible()
    assert desk.pages.canvas.width() > 300


# Matrix and card


def test_the_matrix_by_keys(qtbot: QtBot, desk: DeskScreen) -> None:
    key(desk, Qt.Key.Key_3, ctrl=True)
    panel = desk.record.suitability
    matrix, card = panel.matrix, panel.card
    assert matrix.hasFocus()
    key(matrix, Qt.Key.Key_Right)
    key(matrix, Qt.Key.Key_Down)
    key(matrix, Qt.Key.Key_Up)
    key(matrix, Qt.Key.Key_Left)
    key(matrix, Qt.Key.Key_Return)
    assert card.isVisible()
    assert card.hasFocus()
    key(card, Qt.Key.Key_Escape)
    assert matrix.hasFocus()


def test_the_criterion_stays_when_the_record_changes(qtbot: QtBot, desk: DeskScreen, stay: Stay) -> None:
    key(desk, Qt.Key.Key_3, ctrl=True)
    stay.settle(qtbot)
    card = desk.record.suitability.card
    key(desk.record.suitability.matrix, Qt.Key.Key_Return)
    before = card._where.text()
    key(card, Qt.Key.Key_Right)
    after = card._where.text()
    assert after != before
    desk.record.suitability.refresh()
    stay.settle(qtbot)
    assert card._where.text() == after


# Recommendation


def test_it_is_saved_as_it_is_made_and_fast_typing_is_never_lost(
    qtbot: QtBot, desk: DeskScreen, stay: Stay
) -> None:
    key(desk, Qt.Key.Key_3, ctrl=True)
    stay.settle(qtbot)
    form = desk.record.suitability.recommendation
    choose(desk, 0)
    for text in ("Biopsy-proven", " relapse", " within a year."):
        QTest.keyClicks(form._rationale, text)
        form.save()
    choose(desk, 1)
    form.save()
    stay.settle(qtbot)
    assert draft(stay).rationale == "Biopsy-proven relapse within a year."
    assert draft(stay).kind is not None
    assert form._message.text() == ""


def test_a_header_read_anew_keeps_what_is_being_typed(qtbot: QtBot, desk: DeskScreen, stay: Stay) -> None:
    key(desk, Qt.Key.Key_3, ctrl=True)
    stay.settle(qtbot)
    form = desk.record.suitability.recommendation
    desk._reload_header()
    QTest.keyClicks(form._rationale, "typed meanwhile")
    stay.settle(qtbot)
    assert form._rationale.toPlainText() == "typed meanwhile"


def test_what_is_typed_goes_with_its_case(qtbot: QtBot, desk: DeskScreen, stay: Stay) -> None:
    key(desk, Qt.Key.Key_3, ctrl=True)
    stay.settle(qtbot)
    form = desk.record.suitability.recommendation
    QTest.keyClicks(form._rationale, "about Ada")
    desk.leaving()
    desk.opened(case_id=stay.ward.bo)
    stay.settle(qtbot)
    stay.settle(qtbot)
    assert form._rationale.toPlainText() == ""
    assert draft(stay).rationale == "about Ada"
    assert draft(stay, stay.ward.bo).rationale == ""


def test_a_reason_is_asked_for_when_it_differs(qtbot: QtBot, desk: DeskScreen, stay: Stay) -> None:
    key(desk, Qt.Key.Key_3, ctrl=True)
    form = desk.record.suitability.recommendation
    stay.settle(qtbot)
    assert not form._differing.isVisible()
    seen = []
    for _ in range(4):
        choose(desk, 0)
        seen.append(form._differing.isVisible())
    assert True in seen
    assert False in seen


# Submission


def test_the_strip_says_what_stands_in_the_way_and_opens_the_unseen_page(
    qtbot: QtBot, desk: DeskScreen, stay: Stay
) -> None:
    key(desk, Qt.Key.Key_M, ctrl=True, shift=True)
    stay.settle(qtbot)
    strip = desk.record.suitability.submission
    assert strip.isVisible()
    assert not strip.button.isEnabled()
    assert any("never opened" in line for line in lines(desk))
    unseen = next(b for b in strip.findChildren(QAbstractButton) if b.text() == "Open the first")
    click(unseen)
    assert desk.pages.canvas.hasFocus()


def test_submitting_hands_the_case_on_although_the_first_change_claimed_it(
    qtbot: QtBot, desk: DeskScreen, stay: Stay
) -> None:
    pages = [page.id for d in case_documents(stay.ws, stay.ward.ada) for page in d.pages]
    stay.thread.call(mark_seen, stay.ward.ada, pages).result(10)
    key(desk, Qt.Key.Key_3, ctrl=True)
    stay.settle(qtbot)
    form = desk.record.suitability.recommendation
    choose(desk, 3)
    QTest.keyClicks(form._rationale, "To be discussed.")
    if form._differing.isVisible():
        QTest.keyClicks(form._differing, "The tempo decides.")
    key(desk, Qt.Key.Key_M, ctrl=True, shift=True)
    stay.settle(qtbot)
    strip = desk.record.suitability.submission
    assert strip.button.isEnabled(), lines(desk)
    click(strip.button)
    qtbot.waitUntil(lambda: desk.header is not None and not desk.header.may_edit, timeout=20_000)
    assert case_header(stay.ws, stay.ward.ada).status is CaseStatus.AWAITING_SIGNOFF
    qtbot.waitUntil(lambda: not form._rationale.isEnabled())
    assert not strip.isVisible()


def test_the_strip_of_one_case_is_not_that_of_the_next(qtbot: QtBot, desk: DeskScreen, stay: Stay) -> None:
    key(desk, Qt.Key.Key_M, ctrl=True, shift=True)
    desk.opened(case_id=stay.ward.bo)
    stay.settle(qtbot)
    assert not desk.record.suitability.submission.isVisible()


# Discussion and history


def test_a_comment_on_a_field_is_sent_once_and_leads_back(qtbot: QtBot, desk: DeskScreen, stay: Stay) -> None:
    desk.record.focus_field("ecog", None)
    key(desk.record.findings.list, Qt.Key.Key_Slash, ctrl=True)
    panel = desk.record.discussion
    assert panel._text.hasFocus()
    assert panel._place.text().startswith("About ECOG")
    QTest.keyClicks(panel._text, "Which day?")
    key(panel._text, Qt.Key.Key_Return)
    key(panel._text, Qt.Key.Key_Return)
    stay.settle(qtbot)
    (said,) = stay.thread.call(comments, stay.ward.ada).result(10)
    assert (said.text, said.field_id) == ("Which day?", "ecog")


def test_a_comment_not_sent_stays_with_its_case(qtbot: QtBot, desk: DeskScreen, stay: Stay) -> None:
    key(desk, Qt.Key.Key_4, ctrl=True)
    panel = desk.record.discussion
    assert panel._text.hasFocus()
    QTest.keyClicks(panel._text, "for Ada")
    desk.opened(case_id=stay.ward.bo)
    stay.settle(qtbot)
    assert panel._text.toPlainText() == ""
    desk.opened(case_id=stay.ward.ada)
    stay.settle(qtbot)
    assert panel._text.toPlainText() == "for Ada"


def test_history_is_of_the_case_shown(qtbot: QtBot, desk: DeskScreen, stay: Stay) -> None:
    key(desk, Qt.Key.Key_5, ctrl=True)
    stay.settle(qtbot)
    model = desk.record.history._model
    many = model.rowCount()
    assert many > 10
    desk.opened(case_id=stay.ward.bo)
    stay.settle(qtbot)
    assert 0 < model.rowCount() < many


# The desk as a whole


def test_answers_for_the_case_left_are_not_shown(qtbot: QtBot, desk: DeskScreen, stay: Stay) -> None:
    desk.opened(case_id=stay.ward.bo)
    desk.opened(case_id=stay.ward.ada, page_id=(page := desk_page(stay, 2)), document_id=letter(stay))
    stay.settle(qtbot)
    assert desk.header is not None
    assert desk.header.case_id == stay.ward.ada
    qtbot.waitUntil(lambda: (now := desk.pages.active.current_page()) is not None and now.id == page)


def letter(stay: Stay) -> str:
    return next(d.id for d in case_documents(stay.ws, stay.ward.ada) if d.type == "pathology")


def desk_page(stay: Stay, at: int) -> str:
    return next(d for d in case_documents(stay.ws, stay.ward.ada) if d.id == letter(stay)).pages[at].id


def test_f9_widths_outlive_a_click_on_evidence(desk: DeskScreen) -> None:
    key(desk, Qt.Key.Key_F9)
    before = desk.record.width()
    desk.record.focus_field("diagnosis", None)
    assert desk.record.width() == before


def test_dropped_files_come_into_the_case_and_a_second_time_is_told(
    qtbot: QtBot, desk: DeskScreen, stay: Stay
) -> None:
    path = stay.ward.folder.parent / "new.png"
    path.write_bytes(png(shade=120))
    for said in ("1 file", "already"):
        with qtbot.waitSignal(desk.importer.finished, timeout=20_000):
            drop(desk, QPoint(300, 300), [path])
        assert said in desk.side.message.text()
    stay.settle(qtbot)
    assert len(desk.documents) == 3


def test_widgets_do_not_pile_up_when_cases_change(qtbot: QtBot, desk: DeskScreen, stay: Stay) -> None:
    def round_trip() -> int:
        for case_id in (stay.ward.bo, stay.ward.ada):
            desk.opened(case_id=case_id)
            stay.settle(qtbot)
            stay.settle(qtbot)
        return len(desk.findChildren(QWidget))

    first = round_trip()
    assert round_trip() <= first
    assert round_trip() <= first


CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox)


def test_every_control_has_a_name(desk: DeskScreen) -> None:
    nameless = []
    for kind in CONTROLS:
        for widget in desk.findChildren(kind):
            if type(widget) is QAbstractButton:
                continue  # the corner of a table, which is Qt's own and hidden
            if not (widget.accessibleName() or getattr(widget, "text", str)()) and not _hidden_line(widget):
                nameless.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    assert nameless == []


def _hidden_line(widget: QWidget) -> bool:
    """The editor of the form has a name while it is open."""
    return widget.isHidden() and type(widget).__name__ == "ValueEditor"


@pytest.mark.parametrize("tab", [Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5])
def test_nothing_is_cut_off_in_a_small_window(
    qtbot: QtBot, open_desk: OpenDesk, stay: Stay, tab: Qt.Key
) -> None:
    desk = open_desk(1366, 698)
    key(desk, tab, ctrl=True)
    stay.settle(qtbot)
    assert (desk.width(), desk.height()) == (1366, 698)
    assert cut_off(desk) == []


def cut_off(screen: QWidget) -> list[str]:
    """Visible buttons that are smaller than they ask for or stand outside their parents."""
    found = []
    for button in screen.findChildren(QAbstractButton):
        if not button.isVisible() or not button.text():
            continue
        place = button.mapTo(screen, button.rect().center())
        if button.width() < button.minimumSizeHint().width() or not screen.rect().contains(place):
            found.append(f"{button.text()} {button.width()} < {button.minimumSizeHint().width()}")
    return found
