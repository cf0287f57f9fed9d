"""The menu of ≡ and the user's own menu, built from the actions that are there when they open."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from workstation.gui.kit.actions import Where
from workstation.gui.kit.keymap import Keymap, place_name
from workstation.gui.roles import role_names
from workstation.services.views import UserView
from workstation.settings import LANGUAGES, SCHEMES, TEXT_SIZES, Settings

_LAST: Final = ("help.keys", "app.commands", "app.lock", "app.quit")


def action_menu(keymap: Keymap, actions: Iterable[QAction], parent: QWidget) -> QMenu:
    """Every bound action: the general ones first, then one submenu for each place of the screen."""
    menu = QMenu(parent)
    by_place: dict[Where, list[QAction]] = {}
    for action in actions:
        by_place.setdefault(keymap.spec(action.objectName()).where, []).append(action)
    general = {action.objectName(): action for action in by_place.pop(Where.EVERYWHERE, [])}
    for place, bound in by_place.items():
        submenu = menu.addMenu(place_name(place))
        submenu.addActions(bound)
    if by_place:
        menu.addSeparator()
    menu.addActions([action for name, action in general.items() if name not in (*_LAST, "app.menu")])
    menu.addSeparator()
    menu.addActions([general[name] for name in _LAST if name in general])
    return menu


def user_menu(
    user: UserView,
    settings: Settings,
    change: Callable[[Settings], object],
    lock: QAction,
    sign_out: Callable[[], object],
    parent: QWidget,
) -> QMenu:
    """Who is signed in, language, appearance and text size, lock, sign out."""
    menu = QMenu(parent)
    who = menu.addAction(f"{user.printed_name} · {role_names(user.roles)}")
    who.setEnabled(False)
    menu.addSeparator()
    for title, name, values in _choices():
        submenu = menu.addMenu(title)
        _exclusive(submenu, values, getattr(settings, name), _changer(settings, name, change))
    still = menu.addAction(QCoreApplication.translate("UserMenu", "Less motion"))
    still.setCheckable(True)
    still.setChecked(settings.reduced_motion)
    still.triggered.connect(lambda on: change(replace(settings, reduced_motion=on)))
    menu.addSeparator()
    menu.addAction(lock)
    menu.addAction(QCoreApplication.translate("UserMenu", "Sign out")).triggered.connect(
        lambda _=False: sign_out()
    )
    return menu


def _changer(settings: Settings, name: str, change: Callable[[Settings], object]) -> Callable[[Any], object]:
    return lambda value: change(replace(settings, **{name: value}))


def _choices() -> tuple[tuple[str, str, tuple[tuple[object, str], ...]], ...]:
    translate = QCoreApplication.translate
    as_desktop = translate("UserMenu", "As the desktop")
    languages = {"en": "English", "zh": "简体中文"}
    schemes = {"light": translate("UserMenu", "Light"), "dark": translate("UserMenu", "Dark")}
    return (
        (
            translate("UserMenu", "Language"),
            "language",
            (("", as_desktop), *((code, languages[code]) for code in LANGUAGES)),
        ),
        (
            translate("UserMenu", "Appearance"),
            "scheme",
            (("", as_desktop), *((code, schemes[code]) for code in SCHEMES)),
        ),
        (
            translate("UserMenu", "Text size"),
            "text_size",
            tuple((size, f"{size} %") for size in TEXT_SIZES),
        ),
    )


def _exclusive(
    menu: QMenu,
    values: tuple[tuple[object, str], ...],
    current: object,
    choose: Callable[[object], object],
) -> None:
    group = QActionGroup(menu)
    for value, label in values:
        action = menu.addAction(label)
        action.setCheckable(True)
        action.setChecked(value == current)
        action.triggered.connect(lambda _=False, v=value: choose(v))
        group.addAction(action)
