"""Bringing files into a case from the window: looked into off the GUI thread, put in on the store thread."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData, QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from workstation.domain.errors import WorkstationError
from workstation.domain.messages import Message
from workstation.gui.kit.buttons import PrimaryButton, SecondaryButton
from workstation.gui.kit.fields import PasswordField
from workstation.gui.kit.frames import Label, row
from workstation.gui.kit.theme import Role
from workstation.gui.kit.tokens import Space
from workstation.gui.screen import Session
from workstation.reading import ReadingPool
from workstation.services import intake
from workstation.services.views import ImportOutcome, ImportState


@dataclass(frozen=True)
class _Waiting:
    """A file on its way into a case."""

    case_id: str
    arrival: intake.Arrival
    password: str | None = None
    even_if_elsewhere: bool = False


class Importer(QObject):
    """One file after the other, those in a ZIP or an e-mail in its place; one that fails stops no other.

    `progressed`: files done, files in all. `came`: an `ImportOutcome` for each. `finished`: the outcomes of a run.
    """

    progressed = Signal(int, int)
    came = Signal(object)
    finished = Signal(list)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._looking = ThreadPoolExecutor(1, "looking")
        self._queue: list[_Waiting] = []
        self._elsewhere: list[_Waiting] = []
        self._outcomes: list[ImportOutcome] = []
        self._total = 0
        self.case_id = ""
        """The case that the last file went into."""

    def add(self, case_id: str, paths: Iterable[Path]) -> None:
        """Bring files and folders (with what is in them) into a case."""
        self._start([_Waiting(case_id, intake.Arrival.at(path)) for path in intake.files_in(paths)])

    @property
    def has_elsewhere(self) -> bool:
        """Whether files were left out because another case has them."""
        return bool(self._elsewhere)

    def add_elsewhere(self) -> None:
        """Add here, too, what another case has already."""
        again, self._elsewhere = self._elsewhere, []
        self._start(again)

    def _start(self, fresh: list[_Waiting]) -> None:
        idle = not self._queue
        if idle:
            self._elsewhere = []
        self._queue += fresh
        self._total += len(fresh)
        if idle and self._queue:
            self._look_into_next()

    def close(self) -> None:
        """Forget what has not begun."""
        self._queue.clear()
        self._looking.shutdown(wait=False, cancel_futures=True)

    def _look_into_next(self) -> None:
        waiting = self._queue[0]
        future = self._looking.submit(_look_into, self._session.pool, waiting.arrival, waiting.password)
        self._session.client.deliver(future, self._looked, self._failed, owner=self)

    def _looked(self, found: intake.ImportedFile | tuple[intake.Arrival, ...]) -> None:
        waiting = self._queue[0]
        if isinstance(found, tuple):
            self._queue[:1] = [_Waiting(waiting.case_id, arrival) for arrival in found]
            self._total += len(found) - 1
            self._look_into_next()
            return
        self._session.client.call(
            intake.import_file,
            waiting.case_id,
            found,
            waiting.even_if_elsewhere,
            done=self._done,
            failed=self._failed,
        )

    def _failed(self, error: WorkstationError) -> None:
        waiting = self._queue[0]
        outcome = intake.problem_outcome(waiting.arrival.name, error)
        if outcome.state is ImportState.NEEDS_PASSWORD:
            said = self._session.say(Message(error.message_id, error.params))
            password = ask_password(self._window, waiting.arrival.name, said)
            if password:
                self._queue[0] = replace(waiting, password=password)
                self._look_into_next()
                return
        self._done(outcome)

    def _done(self, outcome: ImportOutcome) -> None:
        waiting = self._queue.pop(0)
        self.case_id = waiting.case_id
        if outcome.state is ImportState.ELSEWHERE:
            self._elsewhere.append(replace(waiting, even_if_elsewhere=True))
        self._outcomes.append(outcome)
        self.came.emit(outcome)
        self.progressed.emit(self._total - len(self._queue), self._total)
        if self._queue:
            self._look_into_next()
            return
        outcomes, self._outcomes, self._total = self._outcomes, [], 0
        self._session.reading.look_again()
        self.finished.emit(outcomes)


def _look_into(
    pool: Callable[[], ReadingPool], arrival: intake.Arrival, password: str | None
) -> intake.ImportedFile | tuple[intake.Arrival, ...]:
    """Runs off the GUI thread. Raises FileProblem; a file that cannot be read is an InputError."""
    return intake.open_arrival(pool(), arrival, password)


_DOCUMENTS = ("pdf", "jpg", "jpeg", "png", "tif", "tiff", "heic", "heif", "avif", "webp", "bmp", "gif", "jp2")
_HOLDERS = ("zip", "eml")


def ask_files(parent: QWidget, title: str) -> list[Path]:
    """The files chosen in a dialog that shows what can be added first; none when it is left."""
    patterns = " ".join(f"*.{kind}" for kind in _DOCUMENTS + _HOLDERS)
    kinds = QCoreApplication.translate("Import", "Documents (%1);;All files (*)").replace("%1", patterns)
    names, _ = QFileDialog.getOpenFileNames(parent, title, "", kinds)
    return [Path(name) for name in names]


def dropped_paths(mime: QMimeData) -> list[Path]:
    """The local files and folders of a drop."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


class PasswordDialog(QDialog):
    """The password of a PDF or a ZIP; one of the few questions that interrupt."""

    def __init__(self, parent: QWidget, said: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Password"))
        self.field = PasswordField(self.tr("Password"))
        opening = PrimaryButton(self.tr("Open"))
        leaving = SecondaryButton(self.tr("Leave it out"))
        opening.setDefault(True)
        opening.clicked.connect(self.accept)
        leaving.clicked.connect(self.reject)
        body = QVBoxLayout(self)
        body.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        body.setSpacing(Space.M)
        body.addWidget(Label(said, Role.BODY, "text", wrap=True))
        body.addWidget(self.field)
        body.addLayout(row(None, leaving, opening))
        self.setMinimumWidth(380)
        self.field.setFocus()


def ask_password(parent: QWidget, name: str, said: str) -> str:
    """Ask for the password of a file; "" when it is left out."""
    dialog = PasswordDialog(parent, said)
    dialog.setObjectName(name)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    password = dialog.field.text() if accepted else ""
    dialog.deleteLater()
    return password
