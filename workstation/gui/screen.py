"""What a screen of the window is, and what the signed-in session hands to it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, runtime_checkable
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workstation.domain.errors import WorkstationError
from workstation.domain.messages import Message
from workstation.gui import words
from workstation.gui.client import Client
from workstation.gui.kit.bars import AppBar, StatusBar
from workstation.gui.kit.keymap import Keymap
from workstation.gui.reading import BackgroundReading
from workstation.gui.reading_panel import ReadingPanel
from workstation.gui.reading_words import ReadingWords
from workstation.messages import Catalogue
from workstation.reading import ReadingPool
from workstation.services.reading_order import progress_and_time
from workstation.services.rules import Rules
from workstation.services.views import Progress, UserView


@dataclass(frozen=True)
class Session:
    """What every screen may use while somebody is signed in. `pool` starts the workers when first called."""

    client: Client
    keymap: Keymap
    user: UserView
    catalogue: Catalogue
    rules: Rules
    zone: ZoneInfo
    pool: Callable[[], ReadingPool]
    reading: BackgroundReading

    @property
    def language(self) -> str:
        """The language of the window, "en" or "zh"."""
        return words.language()

    def say(self, said: Message | WorkstationError) -> str:
        """A sentence made below the window, in the window's language."""
        if isinstance(said, WorkstationError):
            return self.catalogue.render_error(said, words.language())
        return self.catalogue.render(said, words.language())


class Screen(QWidget):
    """A screen: app bar, `body`, status bar.

    Actions bound to a screen by `session.keymap.bind(self, …)` appear in the menu by themselves. The signals
    ask the window to go elsewhere; `args` are handed to the next screen's `opened`.
    """

    case_asked = Signal(str, dict)
    signoff_asked = Signal(str, dict)
    back_asked = Signal()
    title_changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.app_bar = AppBar()
        self.status_bar = StatusBar()
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.app_bar)
        layout.addLayout(self.body, 1)
        layout.addWidget(self.status_bar)
        self.app_bar.show_user(session.user.initials, session.user.printed_name)
        self.app_bar.back_asked.connect(self.back_asked)
        self.app_bar.searched.connect(self.search)
        self._reading_panel = ReadingPanel(session.client, session.reading, self)
        self.status_bar.reading_asked.connect(self.show_reading_list)
        session.keymap.bind(self, "reading.show", self.show_reading_list)
        session.reading.paused_changed.connect(self.tell_reading)
        self._print_keys()

    def _print_keys(self) -> None:
        bar, tell = self.app_bar, self.session.keymap.tell
        tell("app.menu", bar.menu, bar.menu.set_key)
        tell("app.search", bar.search, bar.search.set_key)
        tell("case.previous", bar.previous, bar.previous.set_key)
        tell("case.next", bar.next, bar.next.set_key)
        tell("help.keys", self.status_bar, self.status_bar.set_key)

    def title(self) -> str:
        """What the title bar says before the product's name: a case number, never a person's name."""
        return ""

    def opened(self, **args: Any) -> None:
        """The screen is shown now; `args` say what to show."""

    def panes(self) -> tuple[QWidget, ...]:
        """The panes F6 steps through, in reading order."""
        return ()

    def search(self, text: str) -> None:
        """Look for `text` everywhere: what was entered in the app bar."""

    def reading_case(self) -> str | None:
        """The case whose reading the status bar tells of; None for all of them."""
        return None

    def tell_reading(self) -> None:
        """Ask how far the reading is, for the status bar."""
        reading, case_id = self.session.reading, self.reading_case()
        asked = partial(self._show_reading, case_id)
        order = (case_id, reading.on_screen, reading.pace)
        self.session.client.read(progress_and_time, *order, done=asked, owner=self)

    def _show_reading(self, case_id: str | None, progress: Progress) -> None:
        if case_id == self.reading_case():
            paused, of_case = self.session.reading.is_paused(), case_id is not None
            said = ReadingWords().progress(progress, paused, of_case)
            self.status_bar.show_reading(said)

    def show_reading_list(self) -> None:
        """The list of what is being read, over the status bar."""
        self._reading_panel.open_above(self.status_bar)

    def leaving(self) -> None:
        """The screen is about to be hidden or locked: send what is still being typed."""


@runtime_checkable
class Pane(Protocol):
    """A pane that knows where its keys act first."""

    def take_focus(self) -> None:
        """Give the keys to what the pane is about."""


@runtime_checkable
class CaseOrder(Protocol):
    """A screen that knows the order of cases: the queue, by its filter."""

    def neighbour(self, case_id: str, step: int, only_open: bool) -> str | None:
        """The case `step` places further, or None at the end."""

    def place_of(self, case_id: str) -> str:
        """ "1 of 17 in All open", or "" when the filter does not hold the case."""
