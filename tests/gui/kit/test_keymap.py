"""The keys: no clash by default, clashes refused by name, changes kept and told."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from workstation.domain.documents import DOCUMENT_TYPES
from workstation.gui.kit.actions import ACTIONS, FOCUSED, Where
from workstation.gui.kit.buttons import PrimaryButton, shown_key
from workstation.gui.kit.keymap import OWNED, KeyClash, Keymap, label_of, may_meet

GUI = Path(__file__).resolve().parents[3] / "workstation" / "gui"


@pytest.mark.parametrize("mac", [False, True])
def test_no_two_actions_that_meet_share_a_key(qapp: QApplication, mac: bool) -> None:
    Keymap(mac=mac)


def test_every_key_is_one_qt_knows(qapp: QApplication) -> None:
    for spec in ACTIONS:
        for key in (*spec.keys, *spec.mac):
            assert QKeySequence(key).toString() != "", (spec.id, key)


def test_no_key_belongs_to_input_methods_or_desktops() -> None:
    used = {key for spec in ACTIONS if spec.where not in FOCUSED for key in spec.keys}
    assert used & OWNED == set()
    assert [key for key in used if re.fullmatch(r"Ctrl\+Alt\+[A-Z]", key)] == []


def test_single_letters_act_only_where_something_has_the_focus() -> None:
    alone = [
        s.id for s in ACTIONS if s.where not in FOCUSED and any(re.fullmatch("[A-Z]", k) for k in s.keys)
    ]
    assert alone == ["signoff.seen"]


def test_a_clash_is_refused_with_the_other_action(qapp: QApplication) -> None:
    keymap = Keymap()
    with pytest.raises(KeyClash) as clash:
        keymap.rebind("queue.take_next", ("Ctrl+K",))
    assert clash.value.other.id == "app.search"
    assert keymap.keys("queue.take_next") == ("Ctrl+T",)


def test_two_screens_may_use_the_same_key(qapp: QApplication) -> None:
    assert not may_meet(Where.QUEUE, Where.DESK)
    assert may_meet(Where.PAGE, Where.EVERYWHERE)
    Keymap().rebind("case.submit", ("Ctrl+T",))


def test_a_change_reaches_the_bound_action_and_its_button(qtbot: QtBot, dressed: QApplication) -> None:
    keymap, widget, done = Keymap(), QWidget(), []
    qtbot.addWidget(widget)
    action = keymap.bind(widget, "queue.take_next", lambda: done.append(1))
    button = PrimaryButton("", "flag")
    qtbot.addWidget(button)
    button.follow(action)
    assert button.text() == "Take next"
    keymap.rebind("queue.take_next", ("Ctrl+Y",))
    assert [key.toString() for key in action.shortcuts()] == ["Ctrl+Y"]
    assert button.accessibleDescription() == "Ctrl Y"
    button.click()
    assert done == [1]


def test_saved_changes_come_back(qapp: QApplication) -> None:
    keymap = Keymap()
    keymap.rebind("page.turn", ("Y",))
    again = Keymap(overrides=keymap.overrides())
    assert again.keys("page.turn") == ("Y",)
    again.reset()
    assert again.keys("page.turn") == ("T",)


def test_a_letter_is_text_while_typing_and_an_action_in_the_list(qtbot: QtBot, dressed: QApplication) -> None:
    page, field, rest, turned = QWidget(), QLineEdit(), QWidget(), []
    layout = QVBoxLayout(page)
    layout.addWidget(field)
    layout.addWidget(rest)
    rest.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    qtbot.addWidget(page)
    Keymap(parent=page).bind(page, "page.turn", lambda: turned.append(1))
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_T)
    assert (field.text(), turned) == ("t", [])
    rest.setFocus()
    QTest.keyClick(rest, Qt.Key.Key_T)
    assert turned == [1]


@pytest.mark.parametrize(
    ("native", "shown"),
    [("Ctrl+K", "Ctrl K"), ("Ctrl+Return", "Ctrl ↵"), ("+", "+"), ("Ctrl++", "Ctrl +"), ("PgDown", "PgDn")],
)
def test_a_key_is_printed_plainly(native: str, shown: str) -> None:
    assert shown_key(native) == shown


@pytest.mark.parametrize("mac", [False, True])
def test_the_keys_of_suggestions_are_left_to_them(mac: bool) -> None:
    """The design gives them to accept, edit, reject and skip, and to go there: nothing else takes one."""
    keymap = Keymap(mac=mac)
    kept = {"Ctrl+Shift+A", "Ctrl+Shift+D", "Ctrl+Shift+X", "Ctrl+Shift+S", "Ctrl+J"}
    taken = {spec.id: kept & set(keymap.keys(spec.id)) for spec in keymap.specs()}
    assert {name for name, keys in taken.items() if keys and not name.startswith("suggestion.")} == set()


def test_no_action_is_listed_that_nothing_does() -> None:
    """F1 lists every action that has a key: each is bound by a screen, or its key is handled by a list or the page."""
    handled = {"queue.open", "matrix.open"}
    code = "\n".join(
        file.read_text(encoding="utf-8") for file in GUI.rglob("*.py") if file.name != "actions.py"
    )
    made = {f"record.{tab}" for tab in ("findings", "timeline", "suitability", "discussion", "history")}
    made |= {f"queue.view_{number}" for number in range(1, 10)}
    made |= {f"documents.{kind}" for kind in DOCUMENT_TYPES}
    made |= {f"{way}.{mark}" for way in ("next", "previous") for mark in ("conflict", "unsupported")}
    idle = [spec.id for spec in ACTIONS if f'"{spec.id}"' not in code and spec.id not in handled | made]
    assert idle == []


def test_all_actions_are_told_apart_by_their_names() -> None:
    keymap = Keymap()
    for where in {spec.where for spec in keymap.specs()}:
        names = [label_of(spec) for spec in keymap.specs() if spec.where is where]
        assert len(set(names)) == len(names)
