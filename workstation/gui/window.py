"""The main window: it wires door, screens and lock together and knows nothing of what they show."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QStackedLayout, QToolTip, QWidget

from workstation.domain.errors import WorkstationError
from workstation.gui import words
from workstation.gui.client import Client, Errands
from workstation.gui.door.lock import Lock
from workstation.gui.door.sign_in import Door
from workstation.gui.idle import IdleWatch
from workstation.gui.kit.key_overlay import KeyOverlay
from workstation.gui.kit.keymap import Keymap
from workstation.gui.menus import action_menu, user_menu
from workstation.gui.notice import Notice
from workstation.gui.protection import ProtectionSign
from workstation.gui.reading import BackgroundReading
from workstation.gui.screen import CaseOrder, Pane, Screen, Session
from workstation.messages import Catalogue
from workstation.reading import ReadingPool
from workstation.services.thread import StoreThread
from workstation.services.workspace import Workspace
from workstation.settings import Settings

SMALLEST: Final = QSize(960, 480)
"""A screen of 1920×1080 px at 200 %, less the bar of its desktop and the title of the window."""
FIRST: Final = QSize(1440, 900)
IDLE_MINUTES: Final = 10
ALONE_MINUTES: Final = 0.25
PREPARE_AFTER_MS: Final = 700


@dataclass(frozen=True)
class ScreenMakers:
    """How each screen is made for a session; the window makes it when it is first shown, the desk a little before."""

    queue: Callable[[Session], Screen]
    desk: Callable[[Session], Screen]
    signoff: Callable[[Session], Screen]


@dataclass(frozen=True)
class Place:
    """Where the user is: a screen by name, and what it was opened with."""

    name: str
    args: dict[str, Any]


class _Stay:
    """What lives from sign-in to sign-out."""

    def __init__(self, window: "Window", workspace: Workspace, pool: Callable[[], ReadingPool]) -> None:
        self.workspace = workspace
        self.thread = StoreThread(workspace)
        self.client = Client(self.thread, window)
        self.reading = BackgroundReading(self.thread, pool, window)
        self.session = Session(
            client=self.client,
            keymap=window.keymap,
            user=workspace.user,
            catalogue=workspace.rules.catalogue,
            rules=workspace.rules,
            zone=workspace.zone,
            pool=pool,
            reading=self.reading,
        )
        self.screens: dict[str, Screen] = {}

    def close(self) -> None:
        """Finish what was asked of the store, then let go of everything."""
        self.client.close()
        self.reading.close()
        self.thread.close()
        self.workspace.close()
        self.reading.deleteLater()
        self.client.deleteLater()


class Window(QWidget):
    """Door → queue → desk or sign-off; the lock lies over all of it.

    `left_alone`: nobody has touched it for a while, so that nobody minds a pause.
    """

    settings_changed = Signal(object)
    screen_shown = Signal(str)
    left_alone = Signal()

    def __init__(
        self,
        folder: Path,
        makers: ScreenMakers,
        pool: Callable[[], ReadingPool],
        catalogue: Catalogue,
        settings: Settings,
        keymap: Keymap | None = None,
    ) -> None:
        super().__init__()
        self.keymap = keymap or Keymap(settings.keys, parent=self)
        self._makers, self._pool, self._settings = makers, pool, settings
        self._catalogue = catalogue
        self._errands = Errands(self)
        self._stay: _Stay | None = None
        self._place: Place | None = None
        self._lock: Lock | None = None
        self.door = Door(folder, self._errands, catalogue)
        self.door.entered.connect(self._enter)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.door)
        self.notice = Notice(self)
        self.protection = ProtectionSign(catalogue, self)
        self.keys = KeyOverlay(self.keymap, self)
        self.keys.chosen.connect(self._run_action)
        self.keymap.changed.connect(self._keep_keys)
        self._errands.refused.connect(self.show_problem)
        self._idle = IdleWatch(self, IDLE_MINUTES)
        self._idle.idle.connect(self.lock)
        self._alone = IdleWatch(self, ALONE_MINUTES)
        self._alone.idle.connect(self.left_alone)
        self._signed_in_actions = self._bind_actions()
        self.setMinimumSize(SMALLEST)
        self.resize(FIRST.boundedTo(self.screen().availableSize()))
        self._settle()

    def _bind_actions(self) -> tuple[QAction, ...]:
        """The actions of the window itself; the answer is those that need somebody signed in."""
        bind = self.keymap.bind
        bind(self, "help.keys", self.keys.show_over)
        bind(self, "app.quit", self.close)
        self._lock_action = bind(self, "app.lock", self.lock)
        return (
            self._lock_action,
            bind(self, "app.menu", self.show_menu),
            bind(self, "app.commands", self.keys.show_over),
            bind(self, "app.settings", self.show_user_menu),
            bind(self, "app.protection", self.show_protection),
            bind(self, "app.search", self._search),
            bind(self, "pane.next", lambda: self._step_pane(1)),
            bind(self, "pane.previous", lambda: self._step_pane(-1)),
            bind(self, "case.next", lambda: self._step_case(1, only_open=False)),
            bind(self, "case.previous", lambda: self._step_case(-1, only_open=False)),
            bind(self, "case.next_open", lambda: self._step_case(1, only_open=True)),
            bind(self, "case.previous_open", lambda: self._step_case(-1, only_open=True)),
        )

    # Coming and going

    def _enter(self, workspace: Workspace) -> None:
        self._stay = _Stay(self, workspace, self._pool)
        self._stay.client.refused.connect(self.show_problem)
        self._go(Place("queue", {}))
        self._stay.reading.stopped.connect(self.show_problem)
        self._stay.reading.layers_known.connect(self.protection.learn)
        self._stay.reading.no_workers.connect(self.protection.learn_problem)
        for news in (self._stay.reading.layers_known, self._stay.reading.no_workers):
            news.connect(self._show_seals)
        QTimer.singleShot(0, self._stay.reading, self._stay.reading.start)
        QTimer.singleShot(PREPARE_AFTER_MS, self._stay.reading, lambda: self._screen_called("desk"))

    def sign_out(self) -> None:
        """Back to the door; what was typed is sent and stored first."""
        self._drop_stay()
        self._stack.setCurrentWidget(self.door)
        self.door.look()
        self._settle()

    def _drop_stay(self) -> None:
        if self._stay is None:
            return
        self._leave_screen()
        stay, self._stay, self._place = self._stay, None, None
        stay.close()
        for widget in (*stay.screens.values(), self._lock):
            if widget is not None:
                self._stack.removeWidget(widget)
                widget.deleteLater()
        self._lock = None

    def rebuild(self) -> None:
        """Make the screens anew, after the language changed, and return to where the user was."""
        self.keymap.retranslate()
        if self._stay is None or self._place is None:
            return
        self._leave_screen()
        for screen in self._stay.screens.values():
            self._stack.removeWidget(screen)
            screen.deleteLater()
        self._stay.screens.clear()
        self._go(self._place)

    # Screens

    def current_screen(self) -> Screen | None:
        """The screen shown, None at the door or while locked."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Screen) else None

    def _go(self, place: Place) -> None:
        if self._stay is None:
            return
        self._leave_screen()
        self._place = place
        screen = self._screen_called(place.name)
        self._stack.setCurrentWidget(screen)
        self.notice.hide()
        self._show_place(screen, place)
        screen.opened(**place.args)
        self._keep_focus(screen)
        self._settle()
        self.screen_shown.emit(place.name)

    def _leave_screen(self) -> None:
        screen = self.current_screen()
        if screen is not None:
            screen.leaving()

    def _screen_called(self, name: str) -> Screen:
        if self._stay is None:
            raise RuntimeError("nobody is signed in")
        if name not in self._stay.screens:
            made: Screen = getattr(self._makers, name)(self._stay.session)
            self._stay.screens[name] = made
            self._stack.addWidget(made)
            self._wire(made)
        return self._stay.screens[name]

    def _wire(self, screen: Screen) -> None:
        screen.case_asked.connect(lambda case_id, args: self._go(Place("desk", {"case_id": case_id, **args})))
        screen.signoff_asked.connect(
            lambda case_id, args: self._go(Place("signoff", {"case_id": case_id, **args}))
        )
        screen.back_asked.connect(lambda: self._go(Place("queue", {})))
        screen.title_changed.connect(self._settle)
        screen.app_bar.menu_asked.connect(self.show_menu)
        screen.app_bar.user_asked.connect(self.show_user_menu)
        screen.app_bar.previous_asked.connect(lambda: self._step_case(-1, only_open=False))
        screen.app_bar.next_asked.connect(lambda: self._step_case(1, only_open=False))
        screen.status_bar.keys_asked.connect(self.keys.show_over)
        screen.status_bar.seal.clicked.connect(self.show_protection)
        self.protection.show_in(screen.status_bar)

    def _show_seals(self) -> None:
        for screen in self._stay.screens.values() if self._stay else ():
            self.protection.show_in(screen.status_bar)

    def _order(self) -> CaseOrder | None:
        queue = self._stay.screens.get("queue") if self._stay else None
        return queue if isinstance(queue, CaseOrder) else None

    def _show_place(self, screen: Screen, place: Place) -> None:
        order, case_id = self._order(), place.args.get("case_id")
        if order is None or not isinstance(case_id, str):
            return
        screen.app_bar.show_place(
            order.place_of(case_id),
            order.neighbour(case_id, -1, False) is not None,
            order.neighbour(case_id, 1, False) is not None,
        )

    def _step_case(self, step: int, only_open: bool) -> None:
        order, place = self._order(), self._place
        case_id = place.args.get("case_id") if place else None
        if order is None or place is None or not isinstance(case_id, str):
            return
        further = order.neighbour(case_id, step, only_open)
        if further is not None:
            self._go(Place(place.name, {"case_id": further}))

    def _step_pane(self, step: int) -> None:
        screen = self.current_screen()
        panes = [pane for pane in screen.panes() if pane.isVisible()] if screen else []
        if not panes:
            return
        focus = self.focusWidget()
        inside = [at for at, pane in enumerate(panes) if focus is pane or pane.isAncestorOf(focus or self)]
        following = panes[(inside[0] + step) % len(panes)] if inside else panes[0]
        _focus_in(following)

    def _keep_focus(self, screen: Screen) -> None:
        """A screen that placed no focus begins in its first pane, never on the menu button."""
        focus = self.focusWidget()
        placed = focus is not None and screen.isAncestorOf(focus) and not screen.app_bar.isAncestorOf(focus)
        panes = [pane for pane in screen.panes() if pane.isVisible()]
        if not placed and panes:
            _focus_in(panes[0])

    def _search(self) -> None:
        screen = self.current_screen()
        if screen is not None:
            screen.app_bar.ask_search()

    # Menus and messages

    def _bound_in(self, screen: Screen) -> list[QAction]:
        """What a screen can do; of two that do the same, the one where the keys act now."""
        by_name: dict[str, QAction] = {}
        for action in filter(self._is_ours, screen.findChildren(QAction)):
            at, focus = action.parent(), self.focusWidget()
            acts_here = isinstance(at, QWidget) and (at is focus or at.isAncestorOf(focus or self))
            if action.objectName() not in by_name or acts_here:
                by_name[action.objectName()] = action
        return list(by_name.values())

    def show_menu(self) -> None:
        """The menu of everything that can be done here, under ≡."""
        screen = self.current_screen()
        if screen is None:
            return
        bound = self._bound_in(screen)
        own = [a for a in self.findChildren(QAction) if self._is_ours(a) and a.parent() is self]
        menu = action_menu(self.keymap, [*bound, *own], self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(screen.app_bar.menu.mapToGlobal(QPoint(0, screen.app_bar.menu.height() + 4)))

    def show_user_menu(self) -> None:
        """The signed-in user's menu, under the initials."""
        screen = self.current_screen()
        if screen is None or self._stay is None:
            return
        user = self._stay.session.user
        menu = user_menu(user, self._settings, self._change, self._lock_action, self.sign_out, self)
        menu.aboutToHide.connect(menu.deleteLater)
        button = screen.app_bar.user
        corner = button.mapToGlobal(QPoint(button.width(), button.height() + 4))
        menu.popup(corner - QPoint(menu.sizeHint().width(), 0))

    def show_protection(self) -> None:
        """How documents are opened: the layers, listed above the shield."""
        screen = self.current_screen()
        if screen is not None:
            self.protection.details(screen.status_bar)

    def _is_ours(self, action: QAction) -> bool:
        return any(spec.id == action.objectName() for spec in self.keymap.specs())

    def _run_action(self, action_id: str) -> None:
        """Do the action of that id if it can be done here."""
        roots: list[QObject] = [r for r in (self.current_screen(), self) if r is not None]
        for root in roots:
            found = root.findChild(QAction, action_id)
            if found is not None and found.isEnabled():
                found.trigger()
                return

    def _change(self, changed: Settings) -> None:
        self._settings = changed
        self.settings_changed.emit(changed)

    def _keep_keys(self) -> None:
        """Keys that the user changed are saved with the other choices."""
        changed = self.keymap.overrides()
        if changed != self._settings.keys:
            self._change(replace(self._settings, keys=changed))

    def show_problem(self, error: WorkstationError) -> None:
        """Tell a known problem that no place of its own took."""
        self.notice.say(self._catalogue.render_error(error, words.language()))

    # Lock

    def lock(self) -> None:
        """Hide every widget of a case, close pop-ups and tooltips, and ask for the password."""
        screen = self.current_screen()
        if self._stay is None or screen is None:
            return
        screen.leaving()
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        QToolTip.hideText()
        self.keys.hide()
        self.notice.hide()
        if self._lock is None:
            self._lock = Lock(self._stay.client, self._stay.session.user.printed_name)
            self._lock.unlocked.connect(self._unlock)
            self._lock.sign_out_asked.connect(self.sign_out)
            self._stack.addWidget(self._lock)
        self._stack.setCurrentWidget(self._lock)
        self._lock.close_now(datetime.now(self._stay.session.zone))
        self._settle()

    def is_locked(self) -> bool:
        """Whether the lock is shown."""
        return self._lock is not None and self._stack.currentWidget() is self._lock

    def _unlock(self) -> None:
        if self._stay is None or self._place is None or self._lock is None:
            return
        self._stack.setCurrentWidget(self._stay.screens[self._place.name])
        self._stack.removeWidget(self._lock)
        self._lock.deleteLater()
        self._lock = None
        self._settle()

    # The window itself

    def _settle(self) -> None:
        """Title and possible actions for what is shown now."""
        screen = self.current_screen()
        product = self.tr("Workstation")
        title = self.tr("Locked") if self.is_locked() else screen.title() if screen else ""
        self.setWindowTitle(f"{title} · {product}" if title and not self.is_locked() else title or product)
        for action in self._signed_in_actions:
            action.setEnabled(screen is not None)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            QTimer.singleShot(0, self, self.rebuild)
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._idle.watch()
        self._alone.watch()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._drop_stay()
        self._errands.close()
        super().closeEvent(event)


def _focus_in(pane: QWidget) -> None:
    """Focus what the pane is about, or the first thing in it that takes the keyboard."""
    if isinstance(pane, Pane):
        pane.take_focus()
        return
    tab = pane.focusPolicy().TabFocus
    for widget in (pane, *pane.findChildren(QWidget)):
        if widget.focusPolicy() & tab and widget.isVisible() and widget.isEnabled():
            widget.setFocus()
            return
