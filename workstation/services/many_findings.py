"""Many findings at once: a whole list typed elsewhere, in one transaction and as one step of undo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workstation.domain.errors import InputError
from workstation.services.editing import Edit, editing, field_of
from workstation.services.findings import add_source, citable, new_finding, standing_at
from workstation.services.views import FormChange, NewEvidence
from workstation.services.workspace import Workspace
from workstation.store import record
from workstation.store.tables.record import FindingGroup


@dataclass(frozen=True, slots=True)
class Entry:
    """A value as typed, with its sources. `group`: a name that `new_groups` gives a kind, "" = no group."""

    field_id: str
    group: str
    raw: str
    evidence: tuple[NewEvidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Recorded:
    """The form after all entries, and the ids of the groups that were made, by name."""

    change: FormChange
    groups: Mapping[str, str]


def record_findings(
    ws: Workspace, review_id: str, new_groups: Mapping[str, str], entries: Sequence[Entry]
) -> Recorded:
    """Makes the groups (name → kind) and writes the entries in order; a second value of a place stands beside
    the first, as a conflict.

    Raises InputError for an empty value or a kind that does not exist, and what `findings.cite` raises; then
    nothing is written.
    """
    known = {kind.id for kind in ws.rules.dictionary.groups}
    if not set(new_groups.values()) <= known:
        raise InputError("findings.no_such_kind", kind=", ".join(sorted(set(new_groups.values()) - known)))
    if not all(entry.raw.strip() for entry in entries):
        raise InputError("findings.nothing_typed")
    with editing(ws, review_id, "record_findings") as edit:
        groups = {name: _add_group(edit, kind) for name, kind in new_groups.items()}
        for entry in entries:
            _write(edit, entry, groups[entry.group] if entry.group else None)
    return Recorded(edit.change, groups)


def _add_group(edit: Edit, kind: str) -> str:
    position = len(record.groups(edit.tx, edit.review.id, kind)) + 1
    row = FindingGroup(review_id=edit.review.id, kind=kind, position=position)
    edit.step.add(row)
    return row.id


def _write(edit: Edit, entry: Entry, group_id: str | None) -> None:
    field = field_of(edit.ws, edit, entry.field_id, group_id)
    if any(row.state != "value" for row in standing_at(edit, entry.field_id, group_id)):
        raise InputError("findings.has_value", field=field.en)
    typed = edit.reader.typed(field, entry.raw)
    row = new_finding(edit, field, group_id, typed, entry.raw)
    for evidence in entry.evidence:
        add_source(edit, row.id, evidence, citable(edit, evidence))
    edit.touched(entry.field_id, group_id, row.id, typed.warning)
