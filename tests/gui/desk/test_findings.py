"""The form by key and mouse: editing, completing, conflicts, groups, evidence, undo."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.gui.desk.bench import Stay, click, key
from tests.services.bench import review_of, row_of
from workstation.gui import words
from workstation.gui.desk.desk import DeskScreen
from workstation.gui.desk.findings.form_list import FormList
from workstation.gui.desk.findings.items import GroupItem, Placed, RowItem, row_height
from workstation.gui.kit.buttons import Button
from workstation.gui.kit.messages import InlineMessage
from workstation.services import findings
from workstation.services.views import FormRow, RowMark
from workstation.services.workspace import Workspace


def stored(stay: Stay, field_id: str, group_id: str | None = None) -> FormRow:
    """The row as the store has it."""
    return row_of(stay.thread.call(findings.the_form, stay.ward.ada).result(10), field_id, group_id)


def raw(stay: Stay, field_id: str, group_id: str | None = None) -> list[str]:
    return [v.finding.raw for v in stored(stay, field_id, group_id).values if v.finding.stands]


def go_to(desk: DeskScreen, field_id: str, group_id: str | None = None) -> FormList:
    form = desk.record.findings.list
    desk.record.focus_field(field_id, group_id)
    assert form.focused_row is not None
    assert form.focused_row.field.id == field_id
    return form


def placed(desk: DeskScreen, field_id: str) -> Placed:
    items = desk.record.findings.list._placed
    return next(p for p in items if isinstance(p.item, RowItem) and p.item.row.field.id == field_id)


def spot(desk: DeskScreen, at: QPointF) -> QPoint:
    return (at - QPointF(0, desk.record.findings.list.verticalScrollBar().value())).toPoint()


def offered(form: FormList) -> QAbstractItemView:
    completer = form.editor.completer()
    popup = completer.popup() if completer is not None else None
    assert popup is not None
    return popup


def click_page(desk: DeskScreen) -> None:
    """The first click outside closes what the completer offers, as any pop-up; the next is on the page."""
    offered(desk.record.findings.list).close()
    click(desk.pages.canvas)


def button(desk: DeskScreen, text: str) -> Button:
    return next(b for b in desk.findChildren(Button) if b.text() == text and b.isVisible())


def episode(desk: DeskScreen) -> str:
    form = desk.record.findings.form
    assert form is not None
    return next(g.group.id for s in form.sections for g in s.groups if g.kind.id == "episode")


def write(form: FormList, text: str) -> None:
    """Type into the focused row: the first key opens the editor, which then has the keys."""
    QTest.keyClicks(form, text[0])
    assert form.editor.hasFocus()
    QTest.keyClicks(form.editor, text[1:])


def said(desk: DeskScreen) -> str:
    panel = desk.record.findings
    return next((m.text() for m in panel.findChildren(InlineMessage) if m.isVisible()), "")


# Editing


@pytest.mark.parametrize(
    ("leave", "then"),
    [
        (lambda desk: key(desk.record.findings.list.editor, Qt.Key.Key_Return), "diagnosis_authority"),
        (lambda desk: key(desk.record.findings.list.editor, Qt.Key.Key_Tab), "diagnosis_authority"),
        (lambda desk: key(desk.record.findings.list.editor, Qt.Key.Key_Backtab), "diagnosis"),
        (lambda desk: key(desk.record.findings.list.editor, Qt.Key.Key_Escape), "diagnosis_certainty"),
        (lambda desk: click_page(desk), "diagnosis_certainty"),
        (lambda desk: key(desk, Qt.Key.Key_F8), "transplant_given"),
        (lambda desk: desk.leaving(), "diagnosis_certainty"),
    ],
    ids=["enter", "tab", "shift-tab", "esc", "click", "f8", "leaving"],
)
def test_whatever_ends_an_edit_keeps_it(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, leave: Callable[[DeskScreen], None], then: str
) -> None:
    form = go_to(desk, "diagnosis_certainty")
    write(form, "definite")
    assert form.editor.isVisible()
    leave(desk)
    stay.settle(qtbot)
    assert not form.editor.isVisible()
    assert raw(stay, "diagnosis_certainty") == ["definite"]
    if then != "transplant_given":
        assert form.focused_row is not None
        assert form.focused_row.field.id == then
    else:
        assert form.focused_row is not None
        assert form.focused_row.mark is RowMark.NO_SOURCE
        assert raw(stay, form.focused_row.field.id, form.focused_row.group_id) != ["definite"]


def test_a_click_on_the_page_ends_the_edit_and_keeps_the_keys_there(
    qtbot: QtBot, desk: DeskScreen, stay: Stay
) -> None:
    form = go_to(desk, "diagnosis_certainty")
    write(form, "definite")
    click_page(desk)
    assert desk.pages.canvas.hasFocus()


def test_nothing_is_written_when_nothing_changed(qtbot: QtBot, desk: DeskScreen, stay: Stay) -> None:
    before = stored(stay, "ecog").values[0].finding.row_version
    form = go_to(desk, "ecog")
    key(form, Qt.Key.Key_Return)
    assert form.editor.text() == "1, 20 May 2025"
    key(form.editor, Qt.Key.Key_Return)
    stay.settle(qtbot)
    assert stored(stay, "ecog").values[0].finding.row_version == before


def test_only_what_prints_begins_an_edit(desk: DeskScreen) -> None:
    form = go_to(desk, "diagnosis_certainty")
    key(form, Qt.Key.Key_Backspace)
    assert not form.editor.isVisible()
    write(form, "d")
    assert form.editor.text() == "d"


def test_a_click_on_a_value_edits_it(desk: DeskScreen) -> None:
    form = go_to(desk, "ecog")
    rect = form._painter.value_rect(placed(desk, "ecog"))
    click(form, spot(desk, rect.center()))
    assert form.editor.isVisible()
    assert form.editor.text() == "1, 20 May 2025"


def test_a_partial_date_stays_as_it_was_typed(qtbot: QtBot, desk: DeskScreen, stay: Stay) -> None:
    form = go_to(desk, "biopsy_sampling_date")
    write(form, "11/2024")
    key(form.editor, Qt.Key.Key_Return)
    stay.settle(qtbot)
    assert raw(stay, "biopsy_sampling_date") == ["11/2024"]


def test_an_impossible_date_is_kept_with_a_warning(qtbot: QtBot, desk: DeskScreen, stay: Stay) -> None:
    form = go_to(desk, "biopsy_sampling_date")
    write(form, "31 Feb 2026")
    key(form.editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "not a date" in said(desk))
    stay.settle(qtbot)
    assert raw(stay, "biopsy_sampling_date") == ["31 Feb 2026"]
    assert "not a date" in said(desk)


def test_the_editor_stays_on_its_row_when_a_warning_opens_above(
    qtbot: QtBot, desk: DeskScreen, stay: Stay
) -> None:
    form = go_to(desk, "biopsy_sampling_date")
    write(form, "31 Feb 2026")
    key(form.editor, Qt.Key.Key_Return)
    write(form, "g")
    stay.settle(qtbot)
    row = form.focused_row
    assert row is not None
    rect = form._painter.value_rect(placed(desk, row.field.id))
    assert form.editor.geometry().contains(spot(desk, rect.center()))
    assert form.editor.text() == "g"


def test_saved_is_told_with_the_time(qtbot: QtBot, desk: DeskScreen, stay: Stay) -> None:
    form = go_to(desk, "diagnosis_certainty")
    write(form, "definite")
    key(form.editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.status_bar.saved.text().startswith("Saved "))


def test_looked_for_not_found_also_while_typing(qtbot: QtBot, desk: DeskScreen, stay: Stay) -> None:
    form = go_to(desk, "diagnosis_certainty")
    key(form, Qt.Key.Key_B, ctrl=True)
    stay.settle(qtbot)
    assert stored(stay, "diagnosis_certainty").mark is RowMark.NOT_FOUND
    go_to(desk, "diagnosis_authority")
    key(form, Qt.Key.Key_0)
    stay.settle(qtbot)
    assert stored(stay, "diagnosis_authority").mark is RowMark.NOT_FOUND
    go_to(desk, "cell_of_origin")
    write(form, "gcb")
    key(form.editor, Qt.Key.Key_B, ctrl=True)
    stay.settle(qtbot)
    assert raw(stay, "cell_of_origin") == ["gcb"]
    assert "value" in said(desk)


def test_delete_clears_and_the_toast_takes_it_back(qtbot: QtBot, desk: DeskScreen, stay: Stay) -> None:
    form = go_to(desk, "ecog")
    key(form, Qt.Key.Key_Delete)
    stay.settle(qtbot)
    assert raw(stay, "ecog") == []
    click(button(desk, "Undo"))
    stay.settle(qtbot)
    assert raw(stay, "ecog") == ["1, 20 May 2025"]
    assert len(stored(stay, "ecog").values[0].spots) == 2


def test_undo_and_redo_over_many_steps(qtbot: QtBot, desk: DeskScreen, stay: Stay) -> None:
    form = go_to(desk, "diagnosis_certainty")
    for text in ("definite", "clinical statement"):
        write(form, text)
        key(form.editor, Qt.Key.Key_Return)
    stay.settle(qtbot)
    for _ in range(2):
        key(form, Qt.Key.Key_Z, ctrl=True)
        stay.settle(qtbot)
    assert raw(stay, "diagnosis_certainty") == raw(stay, "diagnosis_authority") == []
    assert form.focused_row is not None
    assert form.focused_row.field.id == "diagnosis_certainty"
    for _ in range(2):
        key(form, Qt.Key.Key_Z, ctrl=True, shift=True)
        stay.settle(qtbot)
    assert raw(stay, "diagnosis_certainty") == ["definite"]
    assert raw(stay, "diagnosis_authority") == ["clinical statement"]


def test_undo_while_typing_is_of_the_typing(qtbot: QtBot, desk: DeskScreen, stay: Stay) -> None:
    form = go_to(desk, "ecog")
    key(form, Qt.Key.Key_Return)
    QTest.keyClicks(form.editor, "2")
    key(form.editor, Qt.Key.Key_Z, ctrl=True)
    assert form.editor.text() == "1, 20 May 2025"
    assert form.editor.isVisible()


# Completing


def test_known_words_are_offered_in_both_languages(desk: DeskScreen) -> None:
    form = go_to(desk, "diagnosis")
    for language, first in (("en", "Diffuse large B-cell lymphoma, NOS"), ("zh", "弥漫大B细胞淋巴瘤")):
        words.use_language(language)
        row = form.focused_row
        assert row is not None
        offered = form._completions.of(row.field)
        assert any(word.startswith(first[:6]) for word in offered[: len(offered) // 2])
        assert any("diffuse" in word.casefold() for word in offered)
        assert any("弥漫" in word for word in offered)
    words.use_language("en")


def test_the_popup_offers_and_enter_takes_what_is_chosen(qtbot: QtBot, desk: DeskScreen, stay: Stay) -> None:
    form = go_to(desk, "transformed_from")
    write(form, "f")
    QTest.keyClicks(form.editor, "ollic")
    popup = offered(form)
    qtbot.waitUntil(popup.isVisible)
    key(popup, Qt.Key.Key_Down)
    key(popup, Qt.Key.Key_Return)
    assert "ollicular" in form.editor.text()
    key(form.editor, Qt.Key.Key_Return)
    stay.settle(qtbot)
    assert stored(stay, "transformed_from").values[0].finding.value is not None


def test_free_text_is_allowed_and_kept(qtbot: QtBot, desk: DeskScreen, stay: Stay) -> None:
    form = go_to(desk, "episode_regimen", episode(desk))
    write(form, "Protocol 77")
    key(form.editor, Qt.Key.Key_Return)
    stay.settle(qtbot)
    assert raw(stay, "episode_regimen", episode(desk)) == ["Protocol 77"]


# Conflicts


@pytest.fixture
def conflict(qtbot: QtBot, desk: DeskScreen, stay: Stay) -> FormList:
    """A second date beside the first, added by Ins."""
    form = go_to(desk, "biopsy_sampling_date")
    key(form, Qt.Key.Key_Insert)
    assert form.editor.text() == ""
    QTest.keyClicks(form.editor, "2 Dec 2024")
    key(form.editor, Qt.Key.Key_Escape)
    stay.settle(qtbot)
    assert stored(stay, "biopsy_sampling_date").mark is RowMark.CONFLICT
    return form


def test_a_conflict_is_resolved_by_keys(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, conflict: FormList
) -> None:
    assert not button(desk, "Keep chosen").isEnabled()
    key(conflict, Qt.Key.Key_Space)
    key(conflict, Qt.Key.Key_Space)
    key(conflict, Qt.Key.Key_Return)
    assert conflict._bar._why.hasFocus()
    QTest.keyClicks(conflict._bar._why, "date of sampling")
    key(conflict._bar._why, Qt.Key.Key_Return)
    stay.settle(qtbot)
    assert raw(stay, "biopsy_sampling_date") == ["2 Dec 2024"]
    assert conflict.hasFocus()
    assert not conflict._bar.isVisible()


def test_a_reason_typed_first_outlives_the_choice(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, conflict: FormList
) -> None:
    click(conflict._bar._why)
    QTest.keyClicks(conflict._bar._why, "it says so")
    (first, _), _second = conflict._painter.radio_rects(placed(desk, "biopsy_sampling_date"))
    click(conflict, spot(desk, first.center()))
    assert conflict._bar._why.text() == "it says so"
    click(button(desk, "Keep chosen"))
    stay.settle(qtbot)
    assert raw(stay, "biopsy_sampling_date") == ["24 Nov 2024"]


def test_a_conflict_explained_stays_open(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, conflict: FormList
) -> None:
    key(conflict, Qt.Key.Key_Return)
    QTest.keyClicks(conflict._bar._why, "two samples")
    click(button(desk, "Leave open, explained"))
    stay.settle(qtbot)
    row = stored(stay, "biopsy_sampling_date")
    assert row.decision is not None
    assert row.decision.text == "two samples"
    assert len(raw(stay, "biopsy_sampling_date")) == 2


def test_esc_leaves_the_reason_then_the_list(desk: DeskScreen, conflict: FormList) -> None:
    key(conflict, Qt.Key.Key_Return)
    key(conflict._bar._why, Qt.Key.Key_Escape)
    assert conflict.hasFocus()
    key(conflict, Qt.Key.Key_Escape)
    assert desk.pages.canvas.hasFocus()


def test_f4_finds_the_conflict_from_anywhere(qtbot: QtBot, desk: DeskScreen, conflict: FormList) -> None:
    go_to(desk, "ecog")
    desk.pages.canvas.setFocus()
    key(desk.pages.canvas, Qt.Key.Key_F4)
    assert conflict.focused_row is not None
    assert conflict.focused_row.field.id == "biopsy_sampling_date"
    assert conflict.hasFocus()


def test_f4_unfolds_the_episode_that_hides_a_conflict(qtbot: QtBot, desk: DeskScreen, stay: Stay) -> None:
    group = episode(desk)
    form = go_to(desk, "episode_last_dose", group)
    for day in ("1 Mar 2024", "2 Apr 2024"):
        key(form, Qt.Key.Key_Insert)
        QTest.keyClicks(form.editor, day)
        key(form.editor, Qt.Key.Key_Escape)
        stay.settle(qtbot)
    assert stored(stay, "episode_last_dose", group).mark is RowMark.CONFLICT
    form._opened.clear()
    form._lay_out()
    go_to(desk, "ecog")
    key(form, Qt.Key.Key_F4)
    assert form.focused_row is not None
    assert (form.focused_row.field.id, form.focused_row.group_id) == ("episode_last_dose", group)


def test_without_a_conflict_f4_says_so(desk: DeskScreen) -> None:
    key(desk, Qt.Key.Key_F4)
    assert said(desk) == "No open conflict."


def test_f8_goes_through_what_has_no_source_and_back(desk: DeskScreen) -> None:
    form = go_to(desk, "diagnosis")
    key(form, Qt.Key.Key_F8)
    first = form.focused_row
    key(form, Qt.Key.Key_F8)
    second = form.focused_row
    key(form, Qt.Key.Key_F8, shift=True)
    assert first is not None
    assert second is not None
    assert first.mark is second.mark is RowMark.NO_SOURCE
    assert first is not second
    assert form.focused_row is first


# Groups


def test_a_new_episode_opens_with_the_keys_on_it(qtbot: QtBot, desk: DeskScreen, stay: Stay) -> None:
    form = go_to(desk, "diagnosis")
    key(form, Qt.Key.Key_N, ctrl=True, shift=True)
    stay.settle(qtbot)
    row = form.focused_row
    assert row is not None
    assert row.group_id not in (None, episode(desk))
    write(form, "R-DHAP")
    key(form.editor, Qt.Key.Key_Return)
    stay.settle(qtbot)
    assert raw(stay, row.field.id, row.group_id) == ["R-DHAP"]


def test_episodes_are_moved_by_keys(qtbot: QtBot, desk: DeskScreen, stay: Stay) -> None:
    first = episode(desk)
    form = go_to(desk, "diagnosis")
    key(form, Qt.Key.Key_N, ctrl=True, shift=True)
    stay.settle(qtbot)
    assert form.focused_group != first
    key(form, Qt.Key.Key_Up, alt=True)
    stay.settle(qtbot)
    assert episode(desk) == form.focused_group != first
    key(form, Qt.Key.Key_Up, alt=True)
    key(form, Qt.Key.Key_Down, alt=True)
    stay.settle(qtbot)
    assert episode(desk) == first


def test_a_group_folds_by_key_and_click(desk: DeskScreen) -> None:
    form, group = go_to(desk, "diagnosis"), episode(desk)

    def head() -> Placed:
        return next(
            p for p in form._placed if isinstance(p.item, GroupItem) and p.item.group.group.id == group
        )

    form.verticalScrollBar().setValue(round(head().rect.top()) - 60)
    click(form, spot(desk, head().rect.center()))
    assert isinstance(item := head().item, GroupItem)
    assert item.open
    key(form, Qt.Key.Key_Left)
    assert isinstance(item := head().item, GroupItem)
    assert not item.open
    key(form, Qt.Key.Key_Return)
    assert isinstance(item := head().item, GroupItem)
    assert item.open


def menu_of(desk: DeskScreen, form: FormList) -> QMenu:
    desk.record.findings._menu(_focused(form), form.mapToGlobal(QPoint(10, 10)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def _focused(form: FormList) -> FormRow:
    assert form.focused_row is not None
    return form.focused_row


def do(menu: QMenu, text: str) -> None:
    """Choose an entry; the window comes back to the front, which the platform without a screen does not do."""
    window = menu.parentWidget()
    action = next(a for a in menu.actions() if a.text().startswith(text))
    menu.setActiveAction(action)
    key(menu, Qt.Key.Key_Return)
    assert window is not None
    window.activateWindow()
    QApplication.processEvents()


def test_a_group_is_removed_from_its_menu_and_comes_back(qtbot: QtBot, desk: DeskScreen, stay: Stay) -> None:
    group = episode(desk)
    form = go_to(desk, "episode_regimen", group)
    do(menu_of(desk, form), "Remove: R-CHOP")
    stay.settle(qtbot)
    assert desk.record.findings.form is not None
    assert desk.record.findings.form.facts.groups["episode"] == ()
    assert form.focused_row is not None
    key(form, Qt.Key.Key_Z, ctrl=True)
    stay.settle(qtbot)
    assert episode(desk) == group


def test_a_menu_is_gone_when_it_has_closed(qtbot: QtBot, desk: DeskScreen) -> None:
    form = go_to(desk, "ecog")
    for _ in range(3):
        menu_of(desk, form).close()
    qtbot.waitUntil(lambda: desk.record.findings.findChildren(QMenu) == [])


def test_a_source_is_removed_from_the_menu(qtbot: QtBot, desk: DeskScreen, stay: Stay) -> None:
    form = go_to(desk, "ecog")
    do(menu_of(desk, form), "Remove source")
    stay.settle(qtbot)
    assert len(stored(stay, "ecog").values[0].spots) == 1


def test_the_line_is_overridden_in_place_with_a_reason(qtbot: QtBot, desk: DeskScreen, stay: Stay) -> None:
    form, bar = go_to(desk, "episode_regimen", episode(desk)), desk.record.findings._lines
    do(menu_of(desk, form), "Set the line")
    assert bar.isVisible()
    assert not button(desk, "Set line").isEnabled()
    QTest.keyClicks(bar._number, "2")
    QTest.keyClicks(bar._reason, "an earlier line elsewhere")
    key(bar._reason, Qt.Key.Key_Return)
    stay.settle(qtbot)
    assert desk.record.findings.form is not None
    group = next(g for s in desk.record.findings.form.sections for g in s.groups if g.kind.id == "episode")
    assert group.override is not None
    assert group.override.line == 2
    assert form.hasFocus()


def test_esc_leaves_the_line_as_it_was(desk: DeskScreen) -> None:
    form, bar = go_to(desk, "episode_regimen", episode(desk)), desk.record.findings._lines
    do(menu_of(desk, form), "Set the line")
    key(bar._number, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert form.hasFocus()


# Sources


def test_the_pills_of_a_row_are_reached_by_the_arrow(qtbot: QtBot, desk: DeskScreen) -> None:
    form = go_to(desk, "ecog")
    key(form, Qt.Key.Key_Right)
    with qtbot.waitSignal(form.source_asked) as asked:
        key(form, Qt.Key.Key_Return)
    assert asked.args[0].page_number == 3
    assert desk.pages.canvas.hasFocus()


def test_a_click_on_a_pill_shows_the_source_and_esc_returns_to_the_row(
    qtbot: QtBot, desk: DeskScreen, stay: Stay
) -> None:
    form, canvas = go_to(desk, "ecog"), desk.pages.canvas
    before = canvas.verticalScrollBar().value()
    pill = form._painter.pills(placed(desk, "ecog"))[0]
    click(form, spot(desk, pill.rect.center()))
    qtbot.waitUntil(lambda: canvas.current == 2)
    key(canvas, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: canvas.verticalScrollBar().value() == before)
    assert form.hasFocus()
    assert form.focused_row is not None
    assert form.focused_row.field.id == "ecog"


def test_ctrl_e_shows_the_source_of_the_field(qtbot: QtBot, desk: DeskScreen) -> None:
    form = go_to(desk, "ecog")
    key(form, Qt.Key.Key_E, ctrl=True)
    qtbot.waitUntil(lambda: desk.pages.canvas.current == 2)


# What is drawn


def test_no_item_overlaps_another(desk: DeskScreen, conflict: FormList) -> None:
    conflict.open_group(episode(desk))
    rects = [p.rect for p in conflict._placed]
    for at, one in enumerate(rects):
        for other in rects[at + 1 : at + 3]:
            assert not one.adjusted(0.5, 0.5, -0.5, -0.5).intersects(other.adjusted(0.5, 0.5, -0.5, -0.5))
    row = placed(desk, "biopsy_sampling_date")
    assert isinstance(row.item, RowItem)
    assert row_height(row.item.row) == 2 * 34 + 44


def test_what_decides_a_conflict_covers_no_warning(qtbot: QtBot, desk: DeskScreen, stay: Stay) -> None:
    form = go_to(desk, "biopsy_sampling_date")
    key(form, Qt.Key.Key_Insert)
    QTest.keyClicks(form.editor, "31 Feb 2025")
    key(form.editor, Qt.Key.Key_Escape)
    stay.settle(qtbot)
    row = placed(desk, "biopsy_sampling_date")
    warnings = form._painter.warning_rects(row)
    assert warnings
    bar = QRectF(form._bar.geometry()).translated(0, form.verticalScrollBar().value())
    assert form._bar.isVisible()
    values = [rect for rect, _ in form._painter.radio_rects(row)]
    for one, other in pairwise([*values, *warnings, bar]):
        assert one.bottom() <= other.top() + 0.5
    assert bar.bottom() <= row.rect.bottom()


def test_the_focused_row_is_told_to_a_screen_reader(desk: DeskScreen) -> None:
    form = go_to(desk, "ecog")
    told = form.accessibleDescription()
    assert told.startswith("ECOG")
    assert "page 3" in told


def test_a_chosen_value_of_one_case_is_not_that_of_the_next(
    qtbot: QtBot, desk: DeskScreen, stay: Stay, conflict: FormList
) -> None:
    key(conflict, Qt.Key.Key_Space)
    desk.opened(case_id=stay.ward.bo)
    qtbot.waitUntil(lambda: desk.header is not None and desk.header.case_id == stay.ward.bo)
    stay.settle(qtbot)
    form = go_to(desk, "biopsy_sampling_date")
    assert form.focused_row is not None
    assert form.chosen_finding(form.focused_row) is None


def test_what_is_typed_when_the_case_changes_belongs_to_the_case_left(
    qtbot: QtBot, desk: DeskScreen, stay: Stay
) -> None:
    form = go_to(desk, "diagnosis_certainty")
    write(form, "definite")
    desk.leaving()
    desk.opened(case_id=stay.ward.bo)
    stay.settle(qtbot)
    assert raw(stay, "diagnosis_certainty") == ["definite"]

    def others(ws: Workspace) -> list[str]:
        row = row_of(findings.the_form(ws, stay.ward.bo), "diagnosis_certainty")
        return [value.finding.raw for value in row.values]

    assert stay.thread.call(others).result(10) == []
    assert review_of(stay.ws, stay.ward.bo) != review_of(stay.ws, stay.ward.ada)
