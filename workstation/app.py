"""The composition root: settings, log, look, language, reading workers, window, and the hook for bugs."""

import importlib
import logging
import sys
import threading
from collections.abc import Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from workstation import settings
from workstation.gui import language
from workstation.gui.bug_report import ExceptionHook
from workstation.gui.kit import theme
from workstation.gui.kit.icons import icon
from workstation.gui.kit.tokens import Scheme
from workstation.gui.memory import return_large_blocks
from workstation.gui.pauses import Pauses
from workstation.gui.reading import LazyPool
from workstation.gui.screen import Screen, Session
from workstation.gui.window import ScreenMakers, Window
from workstation.messages import Catalogue
from workstation.settings import Settings

LOG_BYTES: Final = 2_000_000
_log = logging.getLogger(__name__)


def _queue(session: Session) -> Screen:
    from workstation.gui.queue.queue import QueueScreen

    return QueueScreen(session)


def _desk(session: Session) -> Screen:
    from workstation.gui.desk.desk import DeskScreen

    return DeskScreen(session)


def _signoff(session: Session) -> Screen:
    from workstation.gui.signoff.signoff import SignoffScreen

    return SignoffScreen(session)


# Each screen is imported when it is first shown, so that the door opens at once.
MAKERS: Final = ScreenMakers(queue=_queue, desk=_desk, signoff=_signoff)


def load_screens() -> None:
    """Import what the next screens need while the user signs in, on a thread of its own."""
    importlib.import_module("workstation.gui.desk.desk")
    importlib.import_module("workstation.gui.signoff.signoff")


def run(folder: Path | None = None, arguments: Sequence[str] = ("workstation",)) -> int:
    """Open the window on the workspace in `folder`, by default the user's own; the exit code."""
    start_log(settings.user_data_dir() / "log")
    app = application(arguments)
    with Composition(app, folder or workspace_to_open(), Settings.load()) as composed:
        composed.hook.install()
        composed.window.show()
        loading = threading.Thread(target=load_screens, name="screens")
        loading.start()
        code = app.exec()
        loading.join()
        return code


def workspace_to_open() -> Path:
    """The user's own workspace when there is one, else the demo."""
    own = settings.user_data_dir() / "workspace"
    return own if own.is_dir() else settings.demo_workspace_dir()


def application(arguments: Sequence[str]) -> QApplication:
    """The one QApplication, with sizes as the desktop asks, unrounded."""
    return_large_blocks()
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(list(arguments))
    app.setApplicationName("workstation")
    app.setQuitOnLastWindowClosed(True)
    return app


def start_log(folder: Path) -> None:
    """Write the log of ids to `folder`; without a folder to write to, to standard error."""
    handler: logging.Handler
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "workstation.log", maxBytes=LOG_BYTES, backupCount=2, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger("workstation")
    root.addHandler(handler)
    root.setLevel(logging.INFO)


class Composition(QObject):
    """The parts of one running application, and the user's changes applied to them."""

    def __init__(
        self, app: QApplication, folder: Path, chosen: Settings, makers: ScreenMakers = MAKERS
    ) -> None:
        super().__init__()
        self._app, self._chosen = app, chosen
        theme.load_fonts(settings.resources_dir() / "fonts")
        self._dress()
        self._speak()
        self.pool = LazyPool()
        self._pauses = Pauses(self)
        catalogue = Catalogue.load(settings.resources_dir() / "messages")
        self.window = Window(folder, makers, self.pool, catalogue, chosen)
        self.window.setWindowIcon(icon("shield", "accent"))
        self.window.settings_changed.connect(self.change)
        self.window.screen_shown.connect(self._pauses.settle)
        self.window.left_alone.connect(self._pauses.collect)
        self.hook = ExceptionHook(self.window.show_problem, self)

    def __enter__(self) -> "Composition":
        return self

    def __exit__(self, *_problem: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the window, then the workers."""
        self.window.close()
        self.pool.close()
        self._pauses.close()

    def change(self, chosen: Settings) -> None:
        """Apply and save what the user changed."""
        before, self._chosen = self._chosen, chosen
        self._dress()
        if language.chosen(before.language) != language.chosen(chosen.language):
            self._speak()
        try:
            chosen.save()
        except OSError as problem:
            _log.warning("settings not saved: %s", type(problem).__name__)

    def _dress(self) -> None:
        scheme = Scheme(self._chosen.scheme) if self._chosen.scheme else None
        theme.apply(self._app, scheme, self._chosen.text_size, self._chosen.reduced_motion)

    def _speak(self) -> None:
        folder = settings.resources_dir() / "translations"
        language.speak(self._app, language.chosen(self._chosen.language), folder)
