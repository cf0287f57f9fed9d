"""Repeating groups (episodes, relapses, transplants …) and a reviewer's own line numbers."""

from workstation.domain.errors import InputError
from workstation.services.editing import Edit, editing
from workstation.services.views import FormChange
from workstation.services.workspace import Workspace
from workstation.store import record
from workstation.store.tables.record import FindingGroup, LineOverrideRow


def add_group(ws: Workspace, review_id: str, kind: str) -> FormChange:
    """One more group of a kind, at the end; its id comes back as `group_id`.

    Raises InputError when the dictionary has no such kind.
    """
    if all(known.id != kind for known in ws.rules.dictionary.groups):
        raise InputError("findings.no_such_kind", kind=kind)
    with editing(ws, review_id, "add_group") as edit:
        position = len(record.groups(edit.tx, review_id, kind)) + 1
        row = FindingGroup(review_id=review_id, kind=kind, position=position)
        edit.step.add(row)
        edit.touched(None, row.id)
    return edit.change


def remove_group(ws: Workspace, review_id: str, group_id: str, row_version: int | None = None) -> FormChange:
    """Takes a group away with everything in it; undo brings it all back."""
    with editing(ws, review_id, "remove_group") as edit:
        group = record.group(edit.tx, review_id, group_id)
        kind = group.kind
        _empty(edit, group_id)
        edit.step.delete(group, row_version)
        _number(edit, [row for row in record.groups(edit.tx, review_id, kind) if row.id != group_id])
        edit.touched(None, group_id)
    return edit.change


def _empty(edit: Edit, group_id: str) -> None:
    override = record.override_of(edit.tx, group_id)
    if override is not None:
        edit.step.delete(override)
    for decision in record.decisions(edit.tx, edit.review.id):
        if decision.group_id == group_id:
            edit.step.delete(decision)
    for finding in record.findings_in_group(edit.tx, group_id):
        for source in record.evidence_of(edit.tx, finding.id):
            edit.step.delete(source)
        edit.step.delete(finding)


def move_group(ws: Workspace, review_id: str, group_id: str, position: int) -> FormChange:
    """Puts a group at `position` (from 1) among those of its kind."""
    with editing(ws, review_id, "move_group") as edit:
        group = record.group(edit.tx, review_id, group_id)
        others = [row for row in record.groups(edit.tx, review_id, group.kind) if row.id != group_id]
        place = min(max(position, 1), len(others) + 1) - 1
        _number(edit, [*others[:place], group, *others[place:]])
        edit.touched(None, group_id)
    return edit.change


def _number(edit: Edit, rows: list[FindingGroup]) -> None:
    for position, row in enumerate(rows, start=1):
        with edit.step.changing(row):
            row.position = position


def override_line(ws: Workspace, review_id: str, group_id: str, line: int, reason: str) -> FormChange:
    """The reviewer's own line number for an episode (0 = not a line), with the reason that is required."""
    if not reason.strip():
        raise InputError("findings.reason_needed")
    if line < 0:
        raise InputError("findings.line_number")
    with editing(ws, review_id, "override_line") as edit:
        if record.group(edit.tx, review_id, group_id).kind != "episode":
            raise InputError("findings.not_an_episode")
        row = record.override_of(edit.tx, group_id)
        if row is None:
            made = LineOverrideRow(review_id=review_id, group_id=group_id, line=line, reason=reason.strip())
            edit.step.add(made)
        else:
            with edit.step.changing(row):
                row.line, row.reason = line, reason.strip()
        edit.touched(None, group_id)
    return edit.change


def clear_override(ws: Workspace, review_id: str, group_id: str) -> FormChange:
    """Lets the rule number the line again."""
    with editing(ws, review_id, "clear_override") as edit:
        row = record.override_of(edit.tx, group_id)
        if row is not None:
            edit.step.delete(row)
        edit.touched(None, group_id)
    return edit.change
