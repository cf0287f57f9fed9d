"""Edits that one person makes of a value faster than they are answered: each rests on what the one before has made.

Without this, a second edit would carry the version of the value that was on screen, which the first has changed, and
would be refused as if somebody else had been there.
"""

from concurrent.futures import Future

from workstation.domain.findings import Finding
from workstation.services.findings import clear_value, set_value
from workstation.services.form import all_rows
from workstation.services.views import FormChange
from workstation.services.workspace import Workspace

Before = Future[FormChange] | None
"""The own edit of the same row that was called before, when its answer was not on screen yet."""


def set_seen_value(
    ws: Workspace,
    review_id: str,
    field_id: str,
    group_id: str | None,
    raw: str,
    seen: Finding | None,
    before: Before = None,
) -> FormChange:
    """`set_value` for the value that was on screen, None for an empty field. Raises as that does."""
    value = _as_left(before, field_id, group_id, seen)
    if value is None:
        return set_value(ws, review_id, field_id, group_id, raw)
    return set_value(ws, review_id, field_id, group_id, raw, value.id, value.row_version)


def clear_seen_value(
    ws: Workspace,
    review_id: str,
    field_id: str,
    group_id: str | None,
    seen: Finding,
    before: Before = None,
) -> FormChange:
    """`clear_value` for the value that was on screen; what the edit before has cleared already is cleared. Raises as
    that does."""
    value = _as_left(before, field_id, group_id, seen)
    if value is None and before is not None:
        return before.result()
    value = value or seen
    return clear_value(ws, review_id, value.id, value.row_version)


def _as_left(before: Before, field_id: str, group_id: str | None, seen: Finding | None) -> Finding | None:
    """The value as the edit before has left it. Calls run one after the other, so that one is over."""
    if before is None or before.exception() is not None:
        return seen
    rows = all_rows(before.result().form.sections)
    row = next((row for row in rows if (row.field.id, row.group_id) == (field_id, group_id)), None)
    standing = [value.finding for value in row.values if value.finding.stands] if row is not None else []
    if seen is None or not standing:
        return standing[0] if standing else None
    return next((finding for finding in standing if finding.id == seen.id), seen)
