"""Exporting a signed assessment: asks for a folder, writes summary and record, says what was written."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from workstation.domain.case import Role
from workstation.domain.errors import WorkstationError
from workstation.domain.messages import Message
from workstation.gui.kit.buttons import SecondaryButton
from workstation.gui.kit.messages import InlineMessage
from workstation.gui.screen import Session
from workstation.gui.words import language
from workstation.services.exporting import export_record, export_summary
from workstation.services.signoff import versions
from workstation.services.views import VersionView


class Exporter(QObject):
    """Binds the action Export on `screen` and mirrors it in `button`; tells in `message` what came of it.

    `finished`: the paths that were written.
    """

    finished = Signal(object)

    def __init__(self, session: Session, screen: QWidget, message: InlineMessage) -> None:
        super().__init__(screen)
        self._session, self._screen, self._message = session, screen, message
        self._version: VersionView | None = None
        self._written: list[Path] = []
        self.action = session.keymap.bind(screen, "app.export", self.ask)
        self.button = SecondaryButton("", "export")
        self.button.follow(self.action)
        self.show_version(None)

    def show_case(self, case_id: str) -> None:
        """Offer the last signed version of a case."""
        if self._version is not None and self._version.case_id != case_id:
            self.show_version(None)
        self._session.client.call(versions, case_id, done=partial(self._found, case_id), owner=self)

    def _found(self, case_id: str, found: tuple[VersionView, ...]) -> None:
        signed = [one for one in found if one.case_id == case_id and one.signature is not None]
        self.show_version(signed[-1] if signed else None)

    def show_version(self, version: VersionView | None) -> None:
        """Offer this version; what can't be exported says why on the button."""
        if self._version is not None and (version is None or version.id != self._version.id):
            self._message.say("quiet", "")
        self._version = version
        reason = ""
        if version is None or version.signature is None:
            reason = self._session.say(Message("export.not_signed"))
        elif Role.SUPERVISOR not in self._session.user.roles:
            reason = self._session.say(Message("case.needs_role.supervisor"))
        self.action.setStatusTip(reason)
        self.action.setEnabled(not reason)

    def ask(self) -> None:
        """Ask for the folder; what is chosen there is written to."""
        dialog = QFileDialog(self._screen, self.tr("Folder for summary and record"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, self.tr("Export"))
        dialog.finished.connect(dialog.deleteLater)
        dialog.fileSelected.connect(lambda name: self.write(Path(name)))
        dialog.open()

    def write(self, folder: Path) -> None:
        """Write the summary in the window's language and the record into a folder."""
        version = self._version
        if version is None or not self.action.isEnabled():
            return
        self._written = []
        self._message.say("quiet", self.tr("The summary is being written…"))
        call = self._session.client.call
        call(export_summary, version.id, folder, language(), done=self._came, failed=self._refused)
        call(export_record, version.id, folder, done=self._came, failed=self._refused)

    def _came(self, path: Path) -> None:
        self._written.append(path)
        if len(self._written) < 2:
            return
        names = self.tr(" and ").join(one.name for one in self._written)
        said = self.tr("Written: %1, in %2").replace("%1", names).replace("%2", str(path.parent))
        self._message.say("good", said)
        shown = self._message.add_action(self.tr("Show in folder"))
        shown.clicked.connect(partial(self._show_folder, path.parent))
        self.finished.emit(tuple(self._written))

    def _refused(self, error: WorkstationError) -> None:
        self._message.say("problem", self._session.say(error))

    def _show_folder(self, folder: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
