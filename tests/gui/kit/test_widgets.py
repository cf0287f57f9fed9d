"""The components: names for screen readers, sizes to hit, keys, and a sheet that draws in every scheme."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.kit.gallery import Gallery, all_focusable
from workstation.gui.kit import theme
from workstation.gui.kit.bars import AppBar
from workstation.gui.kit.buttons import PrimaryButton, SecondaryButton
from workstation.gui.kit.fields import Choice, SearchField
from workstation.gui.kit.frames import ElidedLabel, Splitter
from workstation.gui.kit.messages import InlineMessage, Toast
from workstation.gui.kit.pills import Chip, Pill, StatePill
from workstation.gui.kit.segments import SegmentedControl
from workstation.gui.kit.tabs import Tab, TabRow
from workstation.gui.kit.tokens import Height, Scheme, State


@pytest.fixture
def gallery(qtbot: QtBot, dressed: QApplication) -> Gallery:
    gallery = Gallery()
    qtbot.addWidget(gallery)
    gallery.resize(1366, 800)
    gallery.show()
    qtbot.waitExposed(gallery)
    return gallery


def test_everything_that_takes_the_keyboard_has_a_name(gallery: Gallery) -> None:
    nameless = [
        type(w).__name__
        for w in all_focusable(gallery)
        if not (w.accessibleName() or (isinstance(w, QAbstractButton) and w.text()))
    ]
    assert nameless == []


def test_everything_that_can_be_pressed_is_28_px_to_hit(gallery: Gallery) -> None:
    small = [
        (type(b).__name__, b.height())
        for b in gallery.findChildren(QAbstractButton)
        if b.isVisible()
        and b.text()
        and b.height() < Height.HIT
        and type(b).__module__.startswith("workstation")
    ]
    assert small == []


@pytest.mark.parametrize("size", theme.TEXT_SIZES)
def test_the_sheet_is_drawn_in_both_schemes_and_every_text_size(
    gallery: Gallery, dressed: QApplication, scheme: Scheme, size: int
) -> None:
    theme.apply(dressed, scheme, size)
    picture = gallery.grab().toImage()
    ground = picture.pixelColor(picture.width() // 4, picture.height() - 40).name().upper()
    assert ground in (theme.tokens().surface, theme.tokens().bg)
    colours = {picture.pixelColor(x, 20).name() for x in range(0, picture.width(), 1)}
    assert len(colours) > 20


def test_the_focus_ring_stands_around_the_focused_control(gallery: Gallery) -> None:
    field = gallery.findChild(SearchField)
    assert isinstance(field, SearchField)
    gallery.activateWindow()
    field.setFocus()
    QApplication.processEvents()
    picture = gallery.grab().toImage()
    corner = field.mapTo(gallery, QPoint(field.width() // 2, -2))
    assert picture.pixelColor(corner).name().upper() == theme.tokens().accent


def test_a_button_says_why_it_is_disabled(qtbot: QtBot, dressed: QApplication) -> None:
    button = SecondaryButton("Sign", "sign", "Ctrl S")
    qtbot.addWidget(button)
    button.explain("Only a supervisor signs")
    assert not button.isEnabled()
    assert button.toolTip() == button.accessibleDescription() == "Only a supervisor signs"
    button.explain("")
    assert button.isEnabled()
    assert button.toolTip() == ""


def test_a_compact_button_keeps_its_name(qtbot: QtBot, dressed: QApplication) -> None:
    button = SecondaryButton("Request documents", "comment", "Ctrl R")
    qtbot.addWidget(button)
    wide = button.sizeHint().width()
    button.set_compact(True)
    assert button.sizeHint().width() == 30 < wide
    assert button.accessibleName() == "Request documents"
    assert button.toolTip() == "Request documents (Ctrl R)"


def test_the_bar_gives_way_but_keeps_the_primary_action(qtbot: QtBot, dressed: QApplication) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1500, 100)
    bar = AppBar(host)
    secondary, primary = (
        SecondaryButton("Request documents", "comment", "Ctrl R"),
        PrimaryButton("Submit…", "sign"),
    )
    bar.show_case("Wren, Adela", "61 F · born 12 Apr 1965 · LY-0147", "In review")
    bar.show_place("1 of 17 in All open", True, True)
    bar.set_actions((secondary,), primary)
    host.show()
    bar.resize(1400, 48)
    QApplication.processEvents()
    full = secondary.width()
    for width in (1400, 1280, 1100):
        bar.resize(width, 48)
        QApplication.processEvents()
        assert bar._identity.width() >= bar._identity.sizeHint().width(), width
    assert secondary.width() < full
    assert primary.width() == primary.sizeHint().width()


def test_a_chip_opens_by_key_and_clears_by_delete(qtbot: QtBot, dressed: QApplication) -> None:
    chip = Chip("Status", "not signed", on=True)
    qtbot.addWidget(chip)
    chip.show()
    with qtbot.waitSignal(chip.opened):
        QTest.keyClick(chip, Qt.Key.Key_Return)
    with qtbot.waitSignal(chip.cleared):
        QTest.keyClick(chip, Qt.Key.Key_Delete)
    assert chip.accessibleName() == "Status: not signed"


def test_no_segment_is_chosen_at_first_and_arrows_choose(qtbot: QtBot, dressed: QApplication) -> None:
    segments = SegmentedControl("Decision", (("a", "Approve", "sign"), ("r", "Return", "undo")))
    qtbot.addWidget(segments)
    segments.show()
    assert segments.value() == ""
    with qtbot.waitSignal(segments.chosen) as chosen:
        QTest.keyClick(segments, Qt.Key.Key_Right)
    assert chosen.args == ["a"]
    assert segments.accessibleName() == "Decision: Approve"
    middle = segments.segment_rects()[1].center().toPoint()
    with qtbot.waitSignal(segments.chosen) as chosen:
        QTest.mouseClick(segments, Qt.MouseButton.LeftButton, pos=middle)
    assert chosen.args == ["r"]


def test_tabs_move_by_arrows_and_by_mouse(qtbot: QtBot, dressed: QApplication) -> None:
    tabs = TabRow("Record", (Tab("f", "Findings", 31), Tab("t", "Timeline")))
    qtbot.addWidget(tabs)
    tabs.show()
    with qtbot.waitSignal(tabs.chosen) as chosen:
        QTest.keyClick(tabs, Qt.Key.Key_Right)
    assert chosen.args == ["t"]
    with qtbot.waitSignal(tabs.chosen) as chosen:
        QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tab_rects()[0].center().toPoint())
    assert chosen.args == ["f"]
    assert tabs.accessibleName() == "Record: Findings"


def test_a_toast_can_be_undone_and_leaves_by_itself(qtbot: QtBot, dressed: QApplication) -> None:
    theme.apply(dressed, Scheme.LIGHT, reduced_motion=True)
    pane = QWidget()
    qtbot.addWidget(pane)
    pane.resize(600, 400)
    pane.show()
    toast = Toast(pane)
    toast.show_text("Rejected MUM1")
    assert toast.isVisible()
    assert abs(toast.geometry().center().x() - 300) <= 1
    with qtbot.waitSignals([toast.undone, toast.gone]):
        QTest.mouseClick(toast._undo, Qt.MouseButton.LeftButton)
    assert not toast.isVisible()
    toast._timer.setInterval(20)
    with qtbot.waitSignal(toast.gone):
        toast.show_text("Rejected BCL6")


def test_a_message_without_words_takes_no_room(qtbot: QtBot, dressed: QApplication) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    message = InlineMessage("problem", "", parent)
    assert message.isHidden()
    message.say("problem", "Not saved: the disk is full.")
    assert message.isVisible()
    button = message.add_action("Try again")
    assert button.accessibleName() == "Try again"
    message.say("quiet", "")
    assert message.isHidden()


def test_a_cut_label_tells_all_in_its_tooltip(qtbot: QtBot, dressed: QApplication) -> None:
    label = ElidedLabel("Excision biopsy of a left inguinal lymph node")
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.grab()
    assert label.toolTip() == label.text()
    label.resize(600, 20)
    label.grab()
    assert label.toolTip() == ""


def test_the_wheel_never_changes_a_choice(qtbot: QtBot, dressed: QApplication) -> None:
    choice = Choice("Meaning")
    choice.addItems(["Approval", "Review"])
    qtbot.addWidget(choice)
    choice.show()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert choice.currentIndex() == 1


def test_a_splitter_shows_1_px_and_can_be_grabbed_on_7(qtbot: QtBot, dressed: QApplication) -> None:
    splitter = Splitter()
    splitter.addWidget(QWidget())
    splitter.addWidget(QWidget())
    qtbot.addWidget(splitter)
    splitter.resize(600, 200)
    splitter.show()
    handle = splitter.handle(1)
    assert handle.width() == 7
    assert handle.contentsRect().width() == 1


def test_pills_are_as_wide_as_their_words(qtbot: QtBot, dressed: QApplication) -> None:
    short, long = Pill("New"), Pill("Waiting for documents")
    state = StatePill(State.UNKNOWN, "Unknown: not tested")
    for pill in (short, long, state):
        qtbot.addWidget(pill)
    assert short.sizeHint().width() < long.sizeHint().width()
    assert state.accessibleName() == "Unknown: not tested"


def test_esc_empties_a_search_then_leaves_it(qtbot: QtBot, dressed: QApplication) -> None:
    search = SearchField("Search", "Ctrl K")
    qtbot.addWidget(search)
    search.show()
    QTest.keyClicks(search, "ki67")
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""
    with qtbot.waitSignal(search.left):
        QTest.keyClick(search, Qt.Key.Key_Escape)
