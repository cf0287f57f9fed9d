"""Cases go into the bin and come back, by key, menu and button; each step is told and can be undone."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from workstation.domain.errors import WorkstationError
from workstation.domain.messages import Message
from workstation.gui.kit.messages import Toast
from workstation.gui.queue.table import QueueTable
from workstation.gui.screen import Session
from workstation.services import queue as verbs
from workstation.services.workspace import Workspace

Verb = Callable[[Workspace, str, int], int]


@dataclass(frozen=True, slots=True)
class _Step:
    """A case as it stands after the verb was done to it."""

    verb: Verb
    case_id: str
    number: str
    row_version: int


class Bin(QObject):
    """Nothing is ever destroyed here. `changed`: a case went or came, and which case the keys should be on ("" for
    those they are on). `refused`: why a case stays where it is."""

    changed = Signal(str)
    refused = Signal(object)

    def __init__(self, session: Session, table: QueueTable, pane: QWidget) -> None:
        super().__init__(table)
        self._client, self._say = session.client, session.say
        self._table = table
        self._done: list[_Step] = []
        self._under_way: set[str] = set()
        self.toast = Toast(pane)
        self.toast.undone.connect(self.undo)
        self.to_bin = self._bind(session, "queue.bin", verbs.move_to_bin)
        self.restore = self._bind(session, "queue.restore", verbs.restore_from_bin)
        self.show_view(False)

    def _bind(self, session: Session, name: str, verb: Verb) -> QAction:
        action = session.keymap.bind(self._table, name, partial(self._move_current, verb))
        action.setAutoRepeat(False)
        return action

    def show_view(self, is_bin: bool) -> None:
        """Whether the list is the bin: from there cases only come back."""
        for action, offered in ((self.to_bin, not is_bin), (self.restore, is_bin)):
            action.setEnabled(offered)
            action.setVisible(offered)

    def undo(self) -> None:
        """Take back the last step."""
        if not self._done:
            self.toast.show_text(self._say(Message("undo.nothing_to_undo")), undoable=False)
            return
        last = self._done.pop()
        back = verbs.restore_from_bin if last.verb is verbs.move_to_bin else verbs.move_to_bin
        self._call(_Step(back, last.case_id, last.number, last.row_version), self._undone)

    def _move_current(self, verb: Verb) -> None:
        row = self._table.current_row()
        if row is not None:
            self._call(_Step(verb, row.case_id, row.number, row.row_version), self._moved)

    def _call(self, step: _Step, done: Callable[[_Step, int], None]) -> None:
        if step.case_id in self._under_way:
            return
        self._under_way.add(step.case_id)
        self._client.call(
            step.verb,
            step.case_id,
            step.row_version,
            done=partial(done, step),
            failed=partial(self._refused, step),
            owner=self,
        )

    def _moved(self, step: _Step, row_version: int) -> None:
        self._under_way.discard(step.case_id)
        self._done.append(_Step(step.verb, step.case_id, step.number, row_version))
        self._table.step_off(step.case_id)
        self.toast.show_text(self._said(step))
        self.changed.emit("")

    def _undone(self, step: _Step, _row_version: int) -> None:
        self._under_way.discard(step.case_id)
        self.toast.show_text(self._said(step), undoable=False)
        self.changed.emit(step.case_id)

    def _refused(self, step: _Step, error: WorkstationError) -> None:
        self._under_way.discard(step.case_id)
        self.refused.emit(error)

    def _said(self, step: _Step) -> str:
        gone = step.verb is verbs.move_to_bin
        said = self.tr("%1 moved to the bin.") if gone else self.tr("%1 restored from the bin.")
        return said.replace("%1", step.number)
