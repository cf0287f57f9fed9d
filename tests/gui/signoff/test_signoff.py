"""A supervisor looks, returns or signs: with keys and mouse, against a real workspace."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.conftest import HANNA, MARK
from tests.gui.signoff.conftest import DORA, MOMENT, Seat, Submitted
from tests.services.bench import recommend, submit
from workstation.domain.case import CaseStatus
from workstation.gui.kit.buttons import Button
from workstation.gui.kit.tokens import State
from workstation.gui.signoff.crops import CropPicture
from workstation.gui.signoff.points import Group, Point
from workstation.gui.signoff.signoff import SignoffScreen
from workstation.reading import ReadingPool
from workstation.services.assessment import return_assessment, sign_assessment
from workstation.services.discussion import comments
from workstation.services.queue import case_header
from workstation.services.rules import Rules
from workstation.services.signoff import versions
from workstation.services.users import add_user
from workstation.services.verification import verify_file
from workstation.services.views import NewComment, NewUser
from workstation.services.workspace import open_workspace

Sit = Callable[[NewUser, str], Seat]
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def current(screen: SignoffScreen) -> Point:
    point = screen.points.list.current_point()
    assert point is not None
    return point


def press(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def fill_signature(screen: SignoffScreen, password: str) -> None:
    """Ticks the sentence with the mouse, types the password."""
    form = screen.decision.signature
    if not form.agreed.box.isChecked():
        press(form.agreed.label)
    form.password.setFocus()
    QTest.keyClicks(form.password, password)


def sign(qtbot: QtBot, screen: SignoffScreen) -> None:
    fill_signature(screen, HANNA.password)
    QTest.keyClick(screen.decision.signature.password, Qt.Key.Key_Return)
    qtbot.waitUntil(screen.decision.signed.isVisible, timeout=10_000)


# Looking


def test_what_needs_a_look_comes_first_with_its_pixels(qtbot: QtBot, seat: Seat) -> None:
    point = current(seat.screen)
    assert point.state is State.CONFLICT
    assert seat.screen.evidence.title.text() == point.title
    qtbot.waitUntil(
        lambda: any(c.has_picture for c in seat.screen.evidence.findChildren(CropPicture) if c.isVisible())
    )


def test_n_ticks_the_point_and_goes_to_the_next(seat: Seat) -> None:
    screen = seat.screen
    first = current(screen)
    assert screen.points.progress.text().startswith("0 of ")
    QTest.keyClick(screen.points.list, Qt.Key.Key_N)
    assert current(screen).key != first.key
    assert screen.points.progress.text().startswith("1 of ")
    assert screen.evidence.title.text() == current(screen).title


def test_n_is_a_letter_while_a_comment_is_typed(seat: Seat) -> None:
    screen = seat.screen
    QTest.keyClick(screen.points.list, Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    assert screen.points.discussion.field.hasFocus()
    QTest.keyClicks(screen.points.discussion.field, "not now")
    assert screen.points.discussion.field.toPlainText() == "not now"
    assert screen.points.progress.text().startswith("0 of ")
    QTest.keyClick(screen.points.discussion.field, Qt.Key.Key_Escape)
    assert screen.points.list.hasFocus()


def test_arrows_open_the_undisputed_facts_and_show_them(seat: Seat) -> None:
    screen = seat.screen
    rows = screen.points.list.model().rowCount()
    at = next(
        row
        for row in range(rows)
        if str(screen.points.list.model().index(row, 0).data()).startswith("Undisputed")
    )
    for _ in range(at):
        QTest.keyClick(screen.points.list, Qt.Key.Key_Down)
    QTest.keyClick(screen.points.list, Qt.Key.Key_Right)
    assert screen.points.list.model().rowCount() > rows
    QTest.keyClick(screen.points.list, Qt.Key.Key_Down)
    assert current(screen).kind == "fact"
    assert screen.evidence.title.text() == current(screen).title
    QTest.keyClick(screen.points.list, Qt.Key.Key_Up)
    QTest.keyClick(screen.points.list, Qt.Key.Key_Left)
    assert screen.points.list.model().rowCount() == rows


def test_a_comment_is_kept_with_its_field(qtbot: QtBot, seat: Seat, submitted: Submitted) -> None:
    field = seat.screen.points.discussion.field
    field.setFocus()
    QTest.keyClicks(field, "Which letter is right?")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not field.toPlainText())
    (written,) = comments(seat.ws, submitted.of_mark)
    assert (written.field_id, written.text) == ("episode_cycles", "Which letter is right?")


# Returning


def test_a_return_carries_its_comments_on_their_fields(
    qtbot: QtBot, seat: Seat, submitted: Submitted
) -> None:
    screen = seat.screen
    QTest.keyClick(screen.points.list, Qt.Key.Key_R, CTRL_SHIFT)
    form = screen.decision.returning
    assert form.isVisible()
    assert form.comments[0].text.hasFocus()
    assert not form.button.isEnabled()
    QTest.keyClicks(form.comments[0].text, "Ask the ward for the number of cycles.")
    press(form.another)
    form.comments[1].field.setFocus()
    form.comments[1].field.setCurrentIndex(0)
    QTest.keyClicks(form.comments[1].text, "Otherwise clear.")
    press(form.button)
    qtbot.waitUntil(lambda: not form.isVisible())
    assert case_header(seat.ws, submitted.of_mark).status is CaseStatus.RETURNED
    kept = [(one.field_id, one.text) for one in comments(seat.ws, submitted.of_mark)]
    assert kept == [
        ("episode_cycles", "Ask the ward for the number of cycles."),
        (None, "Otherwise clear."),
    ]
    assert "Returned" in screen.decision.closed.text()
    assert not screen.decision.choice.isVisible()


# Signing


def test_signing_needs_the_tick_and_the_password(seat: Seat) -> None:
    form = seat.screen.decision.signature
    assert not form.button.isEnabled()
    assert form.button.accessibleDescription() == "Tick that you have read the assessment."
    press(form.agreed.label)
    assert form.button.accessibleDescription() == "Type your password."
    QTest.keyClicks(form.password, "x")
    assert form.button.isEnabled()
    assert HANNA.printed_name in form.button.text()


def test_the_sentence_says_how_much_was_not_looked_at(seat: Seat) -> None:
    form = seat.screen.decision.signature
    before = form.agreed.label.text()
    QTest.keyClick(seat.screen.points.list, Qt.Key.Key_N)
    assert form.agreed.label.text() != before


@pytest.mark.parametrize(("login", "password"), [(HANNA.login, "wrong"), (MARK.login, HANNA.password)])
def test_a_wrong_name_or_password_signs_nothing(
    qtbot: QtBot, seat: Seat, submitted: Submitted, login: str, password: str
) -> None:
    form = seat.screen.decision.signature
    form.user.setText(login)
    fill_signature(seat.screen, password)
    QTest.keyClick(form.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "not right" in form.message.text())
    assert "4" in form.message.text()
    assert form.password.text() == ""
    assert form.password.hasFocus()
    assert versions(seat.ws, submitted.of_mark)[-1].state == "submitted"


def test_enter_in_the_password_signs_and_what_is_signed_is_read_only(
    qtbot: QtBot, seat: Seat, submitted: Submitted
) -> None:
    screen = seat.screen
    sign(qtbot, screen)
    (version,) = versions(seat.ws, submitted.of_mark)
    assert version.signature is not None
    assert version.signature.valid
    assert (version.signature.login, version.signature.meaning) == (HANNA.login, "approval")
    assert case_header(seat.ws, submitted.of_mark).status is CaseStatus.SIGNED
    for gone in (screen.decision.signature, screen.decision.returning, screen.decision.choice):
        assert not gone.isVisible()
    QTest.keyClick(screen.points.list, Qt.Key.Key_R, CTRL_SHIFT)
    assert not screen.decision.returning.isVisible()


def test_what_is_signed_can_be_verified(qtbot: QtBot, seat: Seat) -> None:
    screen = seat.screen
    sign(qtbot, screen)
    press(screen.decision.signed.verify)
    qtbot.waitUntil(lambda: bool(screen.decision.signed.checks), timeout=10_000)
    assert all(check.ok for check in screen.decision.signed.checks)
    assert screen.status_bar.note.text().startswith("Audit chain checked")


def test_nobody_signs_an_assessment_of_their_own(sit: Sit, submitted: Submitted) -> None:
    screen = sit(DORA, submitted.of_dora).screen
    assert screen.decision.closed.text() == "You wrote this assessment. Another supervisor signs it."
    assert not screen.decision.signature.isVisible()
    QTest.keyClick(screen.points.list, Qt.Key.Key_R, CTRL_SHIFT)
    assert not screen.decision.returning.isVisible()


def test_a_reviewer_reads_only(sit: Sit, submitted: Submitted) -> None:
    screen = sit(MARK, submitted.of_mark).screen
    assert screen.decision.closed.text() == "Only a supervisor can do this."
    assert not screen.decision.signature.isVisible()


def test_a_case_decided_by_somebody_else_meanwhile_is_said(
    qtbot: QtBot, sit: Sit, submitted: Submitted
) -> None:
    late = sit(HANNA, submitted.of_dora)
    with open_workspace(submitted.folder, HANNA.login, HANNA.password, rules=late.ws.rules) as ws:
        new = NewUser("other", "Ola Berg", "OB", DORA.roles, "demo-other")
        add_user(ws, new)
    sign_elsewhere(submitted, new, late)
    fill_signature(late.screen, HANNA.password)
    press(late.screen.decision.signature.button)
    message = late.screen.decision.signature.message
    qtbot.waitUntil(lambda: bool(message.text()), timeout=10_000)
    assert message.text() == "This case is signed. A change is an amendment."
    (again,) = message.findChildren(Button)
    press(again)
    qtbot.waitUntil(late.screen.decision.signed.isVisible, timeout=10_000)


def sign_elsewhere(submitted: Submitted, user: NewUser, late: Seat) -> None:
    with open_workspace(submitted.folder, user.login, user.password, rules=late.ws.rules) as ws:
        sign_assessment(ws, versions(ws, submitted.of_dora)[-1].id, user.password, "approval")


def test_an_earlier_version_can_be_read_and_not_decided(
    qtbot: QtBot, sit: Sit, submitted: Submitted, pool: ReadingPool, loaded_rules: Rules
) -> None:
    case_id = submitted.of_mark
    with open_workspace(submitted.folder, HANNA.login, HANNA.password, rules=loaded_rules) as ws:
        seen = case_header(ws, case_id).row_version
        return_assessment(ws, case_id, (NewComment("Say more.", None),), seen)
    with open_workspace(submitted.folder, MARK.login, MARK.password, loaded_rules, lambda: MOMENT) as ws:
        recommend(ws, case_id, rationale="More is said now.")
        submit(ws, pool, case_id)
    screen = sit(HANNA, case_id).screen
    choice = screen.decision.summary.versions
    qtbot.waitUntil(choice.isVisible)
    assert [choice.itemText(at)[:9] for at in range(choice.count())] == ["Version 2", "Version 1"]
    assert screen.decision.signature.isVisible()
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    qtbot.waitUntil(screen.decision.closed.isVisible)
    assert screen.decision.closed.text() == "This is an earlier version. The decision is made on the latest."
    assert not screen.decision.signature.isVisible()
    QTest.keyClick(choice, Qt.Key.Key_Up)
    qtbot.waitUntil(screen.decision.signature.isVisible)


# Going elsewhere


def test_the_desk_opens_at_the_field_looked_at(qtbot: QtBot, seat: Seat, submitted: Submitted) -> None:
    with qtbot.waitSignal(seat.screen.case_asked) as asked:
        QTest.keyClick(seat.screen.points.list, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert asked.args is not None
    assert asked.args[0] == submitted.of_mark
    assert asked.args[1]["field_id"] == "episode_cycles"


def test_export_writes_summary_and_record(qtbot: QtBot, seat: Seat, tmp_path: Path) -> None:
    screen = seat.screen
    assert not screen.exporter.action.isEnabled()
    assert screen.exporter.button.accessibleDescription() == "Only a signed assessment can be exported."
    sign(qtbot, screen)
    folder = tmp_path / "out"
    folder.mkdir()
    with qtbot.waitSignal(screen.exporter.finished, timeout=60_000) as finished:
        QTest.keyClick(screen.points.list, Qt.Key.Key_O, CTRL_SHIFT)
        dialog = screen.findChild(QFileDialog)
        assert isinstance(dialog, QFileDialog)
        edit = dialog.findChild(QLineEdit)
        assert isinstance(edit, QLineEdit)
        edit.setText(str(folder))
        QTest.keyClick(edit, Qt.Key.Key_Return)
    assert finished.args is not None
    written = sorted(folder.iterdir())
    assert sorted(finished.args[0]) == written
    assert [path.suffix for path in written] == [".json", ".pdf"]
    for path in written:
        assert all(check.ok for check in verify_file(path))
        assert path.name in screen.decision.export_message.text()


# Room


@pytest.mark.parametrize(("width", "compact"), [(1280, True), (1366, True), (1920, False), (2560, False)])
def test_the_decision_has_tabs_where_room_is_short(seat: Seat, width: int, compact: bool) -> None:
    screen = seat.screen
    screen.resize(width, 660)
    assert screen.decision.tabs.isVisible() is compact
    if compact:
        assert not screen.decision.signature.isVisible()
        screen.decision.tabs.setFocus()
        QTest.keyClick(screen.decision.tabs, Qt.Key.Key_Right)
    assert screen.decision.signature.isVisible()
    assert screen.decision.signature.width() <= screen.decision.width()


def test_every_group_is_named(seat: Seat) -> None:
    model = seat.screen.points.list.model()
    words = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    assert len(Group) == 3
    for head in ("Undisputed facts", "Overrides by the reviewer", "Pages never opened"):
        assert any(word.startswith(head) for word in words)


# A narrow window


def test_evidence_and_decision_are_two_tabs_in_a_narrow_window(qtbot: QtBot, seat: Seat) -> None:
    screen = seat.screen
    assert screen.tabs.isHidden()
    screen.resize(960, 540)
    qtbot.waitUntil(screen.tabs.isVisible)
    assert (screen.evidence.isVisible(), screen.decision.isVisible()) == (True, False)
    assert screen.evidence.width() > 500
    QTest.keyClick(screen.tabs, Qt.Key.Key_Right)
    assert (screen.evidence.isVisible(), screen.decision.isVisible()) == (False, True)
    QTest.keyClick(screen.points.list, Qt.Key.Key_Down)
    assert screen.evidence.isVisible()
    QTest.keyClick(screen, Qt.Key.Key_R, CTRL_SHIFT)
    assert screen.decision.isVisible()
    screen.resize(1366, 698)
    qtbot.waitUntil(screen.tabs.isHidden)
    assert screen.evidence.isVisible()
    assert screen.decision.isVisible()
