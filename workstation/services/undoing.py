"""Undo and redo of the record, and the sentence that says why one of them stopped."""

from collections.abc import Callable

from workstation.domain.messages import Label, Message
from workstation.services.editing import open_for_change, settle
from workstation.services.shown_times import clock_time
from workstation.services.views import UndoOutcome
from workstation.services.workspace import Workspace
from workstation.store import cases, page_text
from workstation.store import undo as steps
from workstation.store.store import WriteTx
from workstation.store.tables.files import PageTurn
from workstation.store.tables.readings import Correction, PageByEye
from workstation.store.tables.record import UndoStep

Coming = Callable[[WriteTx, str, str], UndoStep | steps.Stop]
Act = Callable[[WriteTx, str], UndoStep | steps.Stop]


def undo(ws: Workspace, case_id: str) -> UndoOutcome:
    """Takes the user's last change of the record back, or says why not."""
    return _go(ws, case_id, "undo", steps.next_undo, steps.take_back)


def redo(ws: Workspace, case_id: str) -> UndoOutcome:
    """Makes the change again that the user undid last, or says why not."""
    return _go(ws, case_id, "redo", steps.next_redo, steps.do_again)


def _go(ws: Workspace, case_id: str, way: str, coming: Coming, act: Act) -> UndoOutcome:
    """How pages lie belongs to no record: whoever turned them takes that back, also where the record is closed."""
    with ws.write() as tx:
        step = coming(tx, case_id, tx.user_id)
        view_only = isinstance(step, UndoStep) and steps.only_turns(step)
        if not view_only:
            open_for_change(ws, tx, case_id)
        found = act(tx, case_id)
        if isinstance(found, steps.Stop):
            return UndoOutcome(False, _stopped(ws, way, found))
        message = Message(f"undo.{way}ne", {"what": _what(ws, found)})
        place = found.field_id, found.group_id
        corrected = steps.pages_of(found, Correction)
        for page_id in corrected:
            page_text.index(tx, page_id)
        form = None if view_only else settle(ws, tx, cases.current_review(tx, case_id))
    pages = (*corrected, *steps.pages_of(found, PageByEye))
    documents, turned = steps.touches_documents(found), steps.pages_of(found, PageTurn)
    return UndoOutcome(True, message, *place, form, pages, documents, turned)


def _what(ws: Workspace, step: UndoStep) -> Label | Message:
    """The field by its label, else the verb in words."""
    if step.field_id is not None and step.field_id in ws.rules.dictionary:
        field = ws.rules.dictionary.field(step.field_id)
        return Label(field.en, field.zh)
    return Message(f"undo.verb.{step.verb}")


def _stopped(ws: Workspace, way: str, stop: steps.Stop) -> Message:
    if stop.why == "nothing":
        return Message(f"undo.nothing_to_{way}")
    if stop.why != "changed":
        return Message(f"undo.stopped_by_{stop.why}")
    if stop.at is None:
        return Message("undo.changed_since")
    return Message("undo.changed_by", {"name": stop.who, "time": clock_time(stop.at, ws.zone)})
