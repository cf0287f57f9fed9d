"""What a reviewer reads by eye because no engine can: a value in a drawn box, or a whole page."""

from dataclasses import replace

from workstation.domain.errors import InputError, StaleError
from workstation.services.editing import editing, editing_case, field_of, require_page
from workstation.services.findings import add_source, citable, new_finding, same_standing
from workstation.services.views import FormChange, NewEvidence
from workstation.services.workspace import Workspace
from workstation.store import readings
from workstation.store.tables.readings import PageByEye


def read_by_eye(
    ws: Workspace, review_id: str, field_id: str, group_id: str | None, evidence: NewEvidence, raw: str
) -> FormChange:
    """A value typed by somebody who reads it on the page, with the box drawn around it as its source: the source has
    no quote, since no engine stands for it. A value that stands already gets the source; another one comes beside.

    Raises InputError when nothing was typed or no box was drawn; NotFoundError, NotAllowedError as `cite`.
    """
    if not raw.strip():
        raise InputError("findings.nothing_typed")
    box = replace(evidence, quote="", confidence=None, reading_version=None)
    with editing(ws, review_id, "read_by_eye") as edit:
        field = field_of(ws, edit, field_id, group_id)
        sha256 = citable(edit, box)
        typed = edit.reader.typed(field, raw)
        row, warning = same_standing(edit, field, group_id, typed), None
        if row is None:
            row, warning = new_finding(edit, field, group_id, typed, raw), typed.warning
        add_source(edit, row.id, box, sha256)
        edit.touched(field_id, group_id, row.id, warning)
    return edit.change


def review_by_eye(ws: Workspace, case_id: str, page_id: str) -> FormChange:
    """Says that a page is unreadable and that this reviewer has read it by eye; it holds nothing up any more.

    Raises StaleError when somebody has said so already, NotFoundError for a page of another case,
    NotAllowedError.
    """
    with editing_case(ws, case_id, "review_by_eye") as edit:
        require_page(edit, page_id)
        if readings.by_eye(edit.tx, case_id, [page_id]):
            raise StaleError("by_eye.said_already")
        edit.step.add(
            PageByEye(case_id=case_id, page_id=page_id, reviewed_by=ws.user.id, reviewed_at=edit.tx.now)
        )
    return edit.change


def take_back_by_eye(ws: Workspace, case_id: str, page_id: str, row_version: int) -> FormChange:
    """The page counts as read, or as not readable, again. Raises StaleError when that was done already."""
    with editing_case(ws, case_id, "take_back_by_eye") as edit:
        row = readings.by_eye(edit.tx, case_id, [page_id]).get(page_id)
        if row is None:
            raise StaleError("store.stale")
        edit.step.delete(row, row_version)
    return edit.change
