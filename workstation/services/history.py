"""The history of a case: who did what and when, what was and what is."""

import json
from typing import Any

from workstation.domain.fields import FieldDictionary
from workstation.domain.messages import Label, Message
from workstation.services.views import HistoryEntry
from workstation.services.workspace import Workspace
from workstation.store import cases, trail
from workstation.store.trail import TrailEvent

Row = dict[str, Any]

# The column that says, in a word, what a record of this kind is.
_TELLING = {
    "finding": "raw",
    "evidence": "quote",
    "comment": "text",
    "conflict_decision": "text",
    "line_override": "line",
    "finding_group": "position",
    "case": "status",
    "document": "type",
    "case_file": "name",
    "correction": "new_text",
    "review": "as_of",
    "assessment": "kind",
    "assessment_version": "number",
    "patient": "name",
    "patient_alias": "name",
}


def history(ws: Workspace, case_id: str) -> tuple[HistoryEntry, ...]:
    """Every event of a case, newest first. Raises NotFoundError when there is no such case."""
    with ws.read() as tx:
        cases.case(tx, case_id)
        events = tuple(trail.events(tx, case_id))
    places = _places(events)
    return tuple(_entry(ws, event, places) for event in events)


def _places(events: tuple[TrailEvent, ...]) -> dict[str, str]:
    """The field of every finding that ever was, for events about its evidence."""
    found: dict[str, str] = {}
    for event in events:
        if event.kind == "finding":
            row = _row(event.after) or _row(event.before)
            found[event.object_id] = row["field_id"]
    return found


def _entry(ws: Workspace, event: TrailEvent, places: dict[str, str]) -> HistoryEntry:
    before, after = _row(event.before), _row(event.after)
    known = after or before
    field_id = known.get("field_id") or places.get(known.get("finding_id", ""))
    return HistoryEntry(
        seq=event.seq,
        at=event.at,
        who=event.who,
        verb=event.verb,
        kind=event.kind,
        summary=_summary(ws, event, field_id),
        field_id=field_id,
        was=known.get("old_text", "") if event.kind == "correction" else _told(event.kind, before),
        now=_told(event.kind, after),
    )


def _row(text: str | None) -> Row:
    read = None if text is None else json.loads(text)
    return read if isinstance(read, dict) else {}


def _summary(ws: Workspace, event: TrailEvent, field_id: str | None) -> Message:
    said = f"history.verb.{event.verb}"
    verb = Message(said if said in ws.rules.catalogue else "history.verb.changed")
    label = _label(ws.rules.dictionary, field_id)
    return verb if label is None else Message("history.about_field", {"what": verb, "field": label})


def _label(dictionary: FieldDictionary, field_id: str | None) -> Label | None:
    if field_id is None or field_id not in dictionary:
        return None
    field = dictionary.field(field_id)
    return Label(field.en, field.zh)


def _told(kind: str, row: Row) -> str:
    """A record in a word: what was typed, quoted, or written."""
    if not row:
        return ""
    value = row.get(_TELLING.get(kind, ""))
    if kind == "finding" and row.get("state") == "not_found":
        return f"– ({row.get('searched', 0)})"
    return "" if value is None else str(value)
