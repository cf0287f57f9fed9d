"""Keys changed where F1 lists them: by keyboard alone, a clash refused by name, saved, and brought back."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from workstation.gui import language
from workstation.gui.kit.key_overlay import KeyOverlay
from workstation.gui.kit.keymap import KeyClash, Keymap, KeyUnfit
from workstation.settings import Settings, resources_dir

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def keymap(qapp: QApplication) -> Keymap:
    return Keymap(mac=False)


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, keymap: Keymap) -> Iterator[QWidget]:
    """A window with a field; its actions tell what was done."""
    window = QWidget()
    layout = QVBoxLayout(window)
    layout.addWidget(QLineEdit())
    layout.addStretch(1)
    qtbot.addWidget(window)
    window.resize(1366, 700)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield window


@pytest.fixture
def overlay(window: QWidget, keymap: Keymap) -> KeyOverlay:
    overlay = KeyOverlay(keymap, window)
    keymap.bind(window, "help.keys", overlay.show_over)
    overlay.show_over()
    return overlay


def go_to(overlay: KeyOverlay, action_id: str) -> None:
    """Into the list and down to an action, by keys alone."""
    QTest.keyClick(overlay.search, Qt.Key.Key_Down)
    assert overlay.list.hasFocus()
    for _ in range(300):
        if overlay.list.current == action_id:
            return
        QTest.keyClick(overlay.list, Qt.Key.Key_Down)
    raise AssertionError(f"{action_id} is not in the list")


def test_a_key_is_changed_in_its_row_by_keyboard_alone(overlay: KeyOverlay, keymap: Keymap) -> None:
    go_to(overlay, "case.submit")
    QTest.keyClick(overlay.list, Qt.Key.Key_Return)
    assert overlay.list.waiting == "case.submit"
    QTest.keyClick(overlay.list, Qt.Key.Key_Control, CTRL)
    assert overlay.list.waiting == "case.submit"
    QTest.keyClick(overlay.list, Qt.Key.Key_Y, CTRL)
    assert keymap.keys("case.submit") == ("Ctrl+Y",)
    assert overlay.message.text() == "Submit: Ctrl Y"
    assert overlay.list.hasFocus()
    assert overlay.list.current == "case.submit"


def test_the_key_pressed_does_nothing_else(overlay: KeyOverlay, window: QWidget, keymap: Keymap) -> None:
    done: list[int] = []
    keymap.bind(window, "app.search", lambda: done.append(1))
    go_to(overlay, "queue.take_next")
    QTest.keyClick(overlay.list, Qt.Key.Key_Return)
    QTest.keyClick(overlay.list, Qt.Key.Key_K, CTRL)
    assert done == []
    assert overlay.isVisible()


def test_a_clash_is_refused_in_place_by_the_name_of_the_other(overlay: KeyOverlay, keymap: Keymap) -> None:
    go_to(overlay, "page.turn")
    QTest.keyClick(overlay.list, Qt.Key.Key_Return)
    QTest.keyClick(overlay.list, Qt.Key.Key_K, CTRL)
    assert keymap.keys("page.turn") == ("T",)
    assert overlay.message.isVisible()
    said = "Ctrl K is taken by “Search everything”. Choose another key, or change that one first."
    assert overlay.message.text() == said
    QTest.keyClick(overlay.list, Qt.Key.Key_Return)
    QTest.keyClick(overlay.list, Qt.Key.Key_Y)
    assert keymap.keys("page.turn") == ("Y",)
    assert overlay.message.text() == "Turn: Y"


def test_a_letter_alone_is_refused_where_it_would_be_typed(overlay: KeyOverlay, keymap: Keymap) -> None:
    go_to(overlay, "find.open")
    QTest.keyClick(overlay.list, Qt.Key.Key_Return)
    QTest.keyClick(overlay.list, Qt.Key.Key_Y)
    assert keymap.keys("find.open") == ("Ctrl+F",)
    assert overlay.message.text().startswith("Y alone would be typed in a text.")


def test_keys_of_input_methods_and_text_fields_are_refused(keymap: Keymap) -> None:
    for key in ("Ctrl+Space", "Ctrl+C", "Tab", "Ctrl+."):
        with pytest.raises(KeyUnfit) as unfit:
            keymap.rebind("find.open", (key,))
        assert unfit.value.why == "owned"
    with pytest.raises(KeyUnfit):
        keymap.rebind("queue.open", ("O",))


def test_esc_leaves_the_key_as_it_is_and_then_the_list(overlay: KeyOverlay, keymap: Keymap) -> None:
    go_to(overlay, "page.turn")
    QTest.keyClick(overlay.list, Qt.Key.Key_Return)
    QTest.keyClick(overlay.list, Qt.Key.Key_Escape)
    assert overlay.list.waiting == ""
    assert overlay.isVisible()
    assert keymap.overrides() == {}
    QTest.keyClick(overlay.list, Qt.Key.Key_Escape)
    assert overlay.isHidden()


def test_tab_and_f1_can_be_pressed_while_a_key_is_waited_for(overlay: KeyOverlay, keymap: Keymap) -> None:
    go_to(overlay, "page.turn")
    QTest.keyClick(overlay.list, Qt.Key.Key_Return)
    QTest.keyClick(overlay.list, Qt.Key.Key_Tab)
    assert overlay.message.text() == "Tab belongs to text fields, input methods or the desktop."
    QTest.keyClick(overlay.list, Qt.Key.Key_Return)
    QTest.keyClick(overlay.list, Qt.Key.Key_F1)
    assert overlay.message.text().startswith("F1 is taken by “Keys”")


def test_delete_brings_one_key_back_and_a_button_all_with_undo(overlay: KeyOverlay, keymap: Keymap) -> None:
    keymap.change_key("page.turn", "Y")
    keymap.change_key("find.open", "Ctrl+Y")
    go_to(overlay, "page.turn")
    QTest.keyClick(overlay.list, Qt.Key.Key_Delete)
    assert keymap.overrides() == {"find.open": ("Ctrl+Y",)}
    overlay.reset.setFocus()
    QTest.keyClick(overlay.reset, Qt.Key.Key_Space)
    assert keymap.overrides() == {}
    assert overlay.message.text() == "All keys are back to their defaults."
    undo = overlay.message._buttons[0]
    QTest.keyClick(undo, Qt.Key.Key_Space)
    assert keymap.overrides() == {"find.open": ("Ctrl+Y",)}


def test_a_default_taken_by_now_is_refused_by_name(overlay: KeyOverlay, keymap: Keymap) -> None:
    keymap.change_key("page.turn", "Y")
    keymap.change_key("page.invert", "T")
    go_to(overlay, "page.turn")
    QTest.keyClick(overlay.list, Qt.Key.Key_Delete)
    assert keymap.keys("page.turn") == ("Y",)
    assert "“Invert”" in overlay.message.text()


def test_a_list_s_own_key_stays(overlay: KeyOverlay, keymap: Keymap) -> None:
    go_to(overlay, "matrix.open")
    QTest.keyClick(overlay.list, Qt.Key.Key_Return)
    assert overlay.list.waiting == ""
    assert "cannot be changed" in overlay.message.text()


def test_rows_are_chosen_with_the_pointer_too(overlay: KeyOverlay, keymap: Keymap) -> None:
    place = overlay.list._places()["app.lock"]
    spot = QPoint(round(place.center().x()), round(place.center().y()))
    none = Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(overlay.list, Qt.MouseButton.LeftButton, none, spot)
    assert overlay.list.current == "app.lock"
    QTest.mouseClick(overlay.change, Qt.MouseButton.LeftButton)
    assert overlay.list.waiting == "app.lock"
    QTest.keyClick(overlay.list, Qt.Key.Key_F12)
    assert keymap.keys("app.lock") == ("F12",)


def test_arrows_lead_across_the_columns(overlay: KeyOverlay) -> None:
    go_to(overlay, "app.search")
    left = overlay.list._places()["app.search"]
    QTest.keyClick(overlay.list, Qt.Key.Key_Right)
    right = overlay.list._places()[overlay.list.current]
    assert right.left() > left.left()
    assert abs(right.top() - left.top()) <= overlay.list.LINE * 2
    QTest.keyClick(overlay.list, Qt.Key.Key_Left)
    assert overlay.list._places()[overlay.list.current].left() == left.left()


def test_the_first_key_changes_and_the_others_stay(keymap: Keymap) -> None:
    keymap.change_key("page.zoom_in", "Z")
    assert keymap.keys("page.zoom_in") == ("Z", "=", "Ctrl++", "Ctrl+=")
    keymap.rebind("page.zoom_in", keymap.defaults("page.zoom_in"))
    assert keymap.overrides() == {}


def test_changed_keys_are_saved_and_come_back(tmp_path: Path, keymap: Keymap) -> None:
    keymap.change_key("page.turn", "Y")
    file = tmp_path / "settings.json"
    Settings(keys=keymap.overrides()).save(file)
    assert Keymap(Settings.load(file).keys).keys("page.turn") == ("Y",)


def test_two_actions_that_changed_places_come_back(qapp: QApplication) -> None:
    swapped = {"page.turn": ("I",), "page.invert": ("T",)}
    assert Keymap(swapped).overrides() == swapped


@pytest.mark.parametrize(
    "saved",
    [
        {"page.turn": ("I",)},
        {"find.open": ("Y",)},
        {"no.such.action": ("Y",)},
        {"find.open": ("",)},
        {"queue.open": ("O",)},
    ],
)
def test_a_file_that_cannot_be_gives_the_defaults(
    qapp: QApplication, saved: dict[str, tuple[str, ...]]
) -> None:
    assert Keymap(saved).overrides() == {}


@pytest.mark.parametrize("keys", ["x", ["x"], {"page.turn": "Y"}, {"page.turn": [1]}, {"1": None}])
def test_settings_with_other_things_in_the_place_of_keys_are_read_without(
    tmp_path: Path, keys: object
) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"language": "zh", "keys": keys}), encoding="utf-8")
    assert Settings.load(file) == Settings(language="zh")


def test_rebinding_a_clash_leaves_all_as_it_was(keymap: Keymap) -> None:
    with pytest.raises(KeyClash):
        keymap.change_key("page.turn", "I")
    assert keymap.overrides() == {}


# Composition


def composing(field: QWidget, text: str) -> None:
    """An input method writes `text`, which is not yet taken."""
    QApplication.sendEvent(field, QInputMethodEvent(text, []))


def test_no_shortcut_fires_while_an_input_method_composes(window: QWidget, keymap: Keymap) -> None:
    done: list[int] = []
    keymap.bind(window, "cite.supports", lambda: done.append(1))
    field = window.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.setFocus()
    composing(field, "mo ci")
    QTest.keyClick(field, Qt.Key.Key_Return, CTRL)
    assert done == []
    composing(field, "")
    QTest.keyClick(field, Qt.Key.Key_Return, CTRL)
    assert done == [1]


def test_a_composition_that_was_left_holds_nothing_up(window: QWidget, keymap: Keymap) -> None:
    done: list[int] = []
    keymap.bind(window, "cite.supports", lambda: done.append(1))
    field = window.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.setFocus()
    composing(field, "mo")
    field.clearFocus()
    QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
    assert done == [1]
    assert QKeySequence(keymap.keys("cite.supports")[0]).toString() == "Ctrl+Return"


def test_what_nothing_is_called_is_said(overlay: KeyOverlay) -> None:
    QTest.keyClicks(overlay.search, "xyzzy")
    assert overlay.nothing.isVisible()
    assert overlay.nothing.text() == "No action and no key is called “xyzzy”."
    for _ in "yzzy":
        QTest.keyClick(overlay.search, Qt.Key.Key_Backspace)
    assert not overlay.nothing.isVisible()


def test_an_action_is_also_found_by_its_english_name(
    dressed: QApplication, overlay: KeyOverlay, keymap: Keymap
) -> None:
    language.speak(dressed, "zh", resources_dir() / "translations")
    try:
        keymap.retranslate()
        QTest.keyClicks(overlay.search, "turn")
        found = [spec.id for spec in overlay.list.shown_actions()]
        QTest.keyClick(overlay.search, Qt.Key.Key_Escape)
    finally:
        language.speak(dressed, "en", resources_dir() / "translations")
        keymap.retranslate()
    assert found[:2] == ["page.turn", "page.turn_all"]
