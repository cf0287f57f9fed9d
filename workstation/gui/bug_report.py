"""The one report of a bug: shown once at a time, with an id to quote and a text to copy that holds no names."""

import logging
import sys
import traceback
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from workstation import __version__
from workstation.domain.errors import WorkstationError
from workstation.gui.kit.buttons import PrimaryButton, SecondaryButton
from workstation.gui.kit.current import Role, mono_font
from workstation.gui.kit.fields import TextArea
from workstation.gui.kit.frames import Label, column, row
from workstation.gui.kit.tokens import Space

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Bug:
    """What may leave the machine: an id, the kind of error and the places in the code; never its message."""

    id: str
    text: str

    @classmethod
    def of(cls, kind: type[BaseException], trace: TracebackType | None) -> "Bug":
        """A report of an exception. Its words are left out, because they may hold a patient's."""
        number = uuid.uuid4().hex[:8]
        places = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)]
        lines = [f"{number}  workstation {__version__}  {kind.__module__}.{kind.__qualname__}", *places]
        return cls(number, "\n".join(lines))


class BugReport(QDialog):
    """Says that something went wrong, what is safe, and offers the report for copying."""

    def __init__(self, bug: Bug, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bug = bug
        self.setModal(True)
        self.setWindowTitle(self.tr("Something went wrong"))
        head = Label(self.tr("Something went wrong in the program"), Role.TITLE)
        said = self.tr("What was saved before is safe. Quote {id} when you report this.")
        line = Label(said.replace("{id}", bug.id), Role.BODY, "text2", wrap=True)
        self.details = TextArea(self.tr("Report"))
        self.details.setReadOnly(True)
        self.details.setFont(mono_font())
        self.details.setPlainText(bug.text)
        self.details.setMinimumHeight(140)
        self.copy = SecondaryButton(self.tr("Copy report"))
        self.copy.clicked.connect(self._copy)
        self.go_on = PrimaryButton(self.tr("Go on"), "", "↵")
        self.go_on.setDefault(True)
        self.go_on.clicked.connect(self.accept)
        buttons = row(None, self.copy, self.go_on)
        self.setLayout(column(head, line, self.details, buttons, spacing=Space.M, margins=(24, 20, 24, 20)))
        self.setMinimumWidth(520)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)
        self.go_on.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.bug.text)
        self.copy.setText(self.tr("Copied"))


class ExceptionHook(QObject):
    """Takes what nobody caught: a known problem goes to `known`, a bug is logged and reported, one at a time."""

    reported = Signal(object)
    _elsewhere = Signal(object, object, object)

    def __init__(self, known: Callable[[WorkstationError], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known = known
        self._open: BugReport | None = None
        self._elsewhere.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Become `sys.excepthook`."""
        sys.excepthook = self

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        elif isinstance(error, WorkstationError):
            self._known(error)
        else:
            self._elsewhere.emit(kind, error, trace)

    def _take(self, kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
        bug = Bug.of(kind, trace)
        _log.error("bug %s", bug.text)
        self.reported.emit(bug)
        if self._open is not None:
            return
        self._open = BugReport(bug, QApplication.activeWindow())
        self._open.finished.connect(self._closed)
        self._open.open()

    def _closed(self) -> None:
        if self._open is not None:
            self._open.deleteLater()
        self._open = None
