"""Findings: values as typed, their evidence, conflicts and what was looked for and not found.

Every verb is one transaction, audited with what was and what is, and one step of undo; it gives back the
fresh form. Groups, line overrides, undo and redo stand in `finding_groups` and `undoing`, and are offered here.
"""

from collections.abc import Sequence

from workstation.domain.errors import InputError, NotAllowedError, NotFoundError, StaleError
from workstation.domain.fields import Field
from workstation.domain.findings import DecisionKind, FindingState, Polarity, Standing
from workstation.domain.geometry import MILLIONTHS
from workstation.domain.messages import Message
from workstation.domain.possible import same_value
from workstation.domain.values import value_from_json, value_to_json
from workstation.services.editing import Edit, editing, field_of
from workstation.services.finding_groups import (
    add_group,
    clear_override,
    move_group,
    override_line,
    remove_group,
)
from workstation.services.form import the_form
from workstation.services.typed_values import Typed
from workstation.services.undoing import redo, undo
from workstation.services.views import FormChange, NewEvidence
from workstation.services.workspace import Workspace
from workstation.store import readings, record
from workstation.store.tables.record import ConflictDecisionRow, EvidenceRow, Finding

__all__ = [
    "add_group",
    "add_value",
    "cite",
    "clear_override",
    "clear_value",
    "explain_conflict",
    "looked_for_not_found",
    "move_group",
    "override_line",
    "redo",
    "remove_evidence",
    "remove_group",
    "resolve_conflict",
    "restore_value",
    "set_aside_value",
    "set_value",
    "the_form",
    "undo",
]


def set_value(
    ws: Workspace,
    review_id: str,
    field_id: str,
    group_id: str | None,
    raw: str,
    finding_id: str | None = None,
    row_version: int | None = None,
) -> FormChange:
    """Writes what was typed for a field. `finding_id` None: the field is empty so far; '' clears the value.

    Raises StaleError when the field has been filled or changed since, NotAllowedError for a closed record.
    """
    if not raw.strip():
        if finding_id is None:
            raise InputError("findings.nothing_typed")
        return clear_value(ws, review_id, finding_id, row_version)
    with editing(ws, review_id, "set_value") as edit:
        field = field_of(ws, edit, field_id, group_id)
        typed = edit.reader.typed(field, raw)
        if finding_id is None:
            if standing_at(edit, field_id, group_id):
                raise StaleError("findings.filled_since", field=field.en)
            row = new_finding(edit, field, group_id, typed, raw)
        else:
            row = record.finding(edit.tx, review_id, finding_id)
            _write(edit, row, typed, raw, row_version)
        edit.touched(field_id, group_id, row.id, typed.warning)
    return edit.change


def add_value(ws: Workspace, review_id: str, field_id: str, group_id: str | None, raw: str) -> FormChange:
    """A second value beside the first: from now on the field is in conflict until somebody decides.

    Raises InputError when nothing was typed or the same value stands already.
    """
    if not raw.strip():
        raise InputError("findings.nothing_typed")
    with editing(ws, review_id, "add_value") as edit:
        field = field_of(ws, edit, field_id, group_id)
        typed = edit.reader.typed(field, raw)
        if same_standing(edit, field, group_id, typed) is not None:
            raise InputError("findings.same_value", value=raw.strip())
        made = new_finding(edit, field, group_id, typed, raw)
        edit.touched(field_id, group_id, made.id, typed.warning)
    return edit.change


def clear_value(ws: Workspace, review_id: str, finding_id: str, row_version: int | None = None) -> FormChange:
    """Takes a finding away with its evidence; undo brings both back."""
    with editing(ws, review_id, "clear_value") as edit:
        row = record.finding(edit.tx, review_id, finding_id)
        field_id, group_id = row.field_id, row.group_id
        _remove(edit, row, row_version)
        _forget_decision(edit, field_id, group_id)
        edit.touched(field_id, group_id)
    return edit.change


def set_aside_value(
    ws: Workspace, review_id: str, finding_id: str, reason: str, row_version: int | None = None
) -> FormChange:
    """Keeps a value on record but out of every calculation, with the reason."""
    if not reason.strip():
        raise InputError("findings.reason_needed")
    with editing(ws, review_id, "set_aside_value") as edit:
        row = record.finding(edit.tx, review_id, finding_id)
        with edit.step.changing(row, row_version):
            row.standing, row.note, row.changed_at = Standing.SET_ASIDE.value, reason.strip(), edit.tx.now
        _forget_decision(edit, row.field_id, row.group_id)
        edit.touched(row.field_id, row.group_id, row.id)
    return edit.change


def restore_value(
    ws: Workspace, review_id: str, finding_id: str, row_version: int | None = None
) -> FormChange:
    """Lets a value that was set aside stand again."""
    with editing(ws, review_id, "restore_value") as edit:
        row = record.finding(edit.tx, review_id, finding_id)
        with edit.step.changing(row, row_version):
            row.standing, row.note, row.changed_at = Standing.STANDS.value, "", edit.tx.now
        _forget_decision(edit, row.field_id, row.group_id)
        edit.touched(row.field_id, row.group_id, row.id)
    return edit.change


def looked_for_not_found(
    ws: Workspace, review_id: str, field_id: str, group_id: str | None = None
) -> FormChange:
    """Records that every document of the case was searched and does not state the fact.

    Raises InputError when a value stands. Said again after more documents came, it counts anew.
    """
    with editing(ws, review_id, "looked_for_not_found") as edit:
        field = field_of(ws, edit, field_id, group_id)
        places = record.page_places(edit.tx, edit.review.case_id)
        searched = len({place.document_id for place in places if not place.set_aside})
        standing = standing_at(edit, field_id, group_id)
        if any(row.state == FindingState.VALUE for row in standing):
            raise InputError("findings.has_value", field=field.en)
        if standing:
            row = standing[0]
            with edit.step.changing(row):
                row.searched, row.changed_at = searched, edit.tx.now
        else:
            row = Finding(
                review_id=review_id,
                field_id=field_id,
                group_id=group_id,
                state=FindingState.NOT_FOUND.value,
                value=None,
                searched=searched,
                changed_at=edit.tx.now,
            )
            edit.step.add(row)
        edit.touched(field_id, group_id, row.id)
    return edit.change


# Evidence


def cite(
    ws: Workspace,
    review_id: str,
    field_id: str,
    group_id: str | None,
    evidence: NewEvidence,
    finding_id: str | None = None,
) -> FormChange:
    """Makes a place on a page evidence for a field. When the field is empty and the cited words state a value
    of it without doubt, the value is taken from them.

    Raises InputError when the field is empty and the words state no value (type it, then cite), or when
    several values stand and none was chosen; NotFoundError for a page of another case, NotAllowedError for one
    that is set aside.
    """
    with editing(ws, review_id, "cite") as edit:
        field = field_of(ws, edit, field_id, group_id)
        sha256 = citable(edit, evidence)
        row, warning = _cited_finding(edit, field, group_id, evidence.quote, finding_id)
        add_source(edit, row.id, evidence, sha256)
        edit.touched(field_id, group_id, row.id, warning)
    return edit.change


def same_standing(edit: Edit, field: Field, group_id: str | None, typed: Typed) -> Finding | None:
    """The finding that says the same already; what says that nothing was found goes."""
    for row in standing_at(edit, field.id, group_id):
        if row.value is not None and same_value(value_from_json(row.value), typed.value):
            return row
        if row.state == FindingState.NOT_FOUND:
            _remove(edit, row)
    return None


def add_source(edit: Edit, finding_id: str, evidence: NewEvidence, sha256: str) -> None:
    """Adds one place to a finding's sources; `sha256` of the file it is in."""
    edit.step.add(
        EvidenceRow(
            finding_id=finding_id,
            page_id=evidence.page_id,
            file_sha256=sha256,
            quads=[quad.to_json() for quad in evidence.quads],
            quote=" ".join(evidence.quote.split()),
            polarity=Polarity(evidence.polarity).value,
            confidence=None if evidence.confidence is None else round(evidence.confidence * MILLIONTHS),
            reading_version=evidence.reading_version,
            added_by=edit.ws.user.id,
            added_at=edit.tx.now,
        )
    )


def citable(edit: Edit, evidence: NewEvidence) -> str:
    """The hash of the file the page belongs to. Raises when the page can't be evidence in this case."""
    if not evidence.quads:
        raise InputError("findings.no_place")
    places = [p for p in record.page_places(edit.tx, edit.review.case_id) if p.page_id == evidence.page_id]
    if not places:
        raise NotFoundError("findings.page_not_in_case")
    if all(place.set_aside for place in places):
        raise NotAllowedError("findings.page_set_aside")
    if evidence.quote and readings.by_eye(edit.tx, edit.review.case_id, [evidence.page_id]):
        raise InputError("findings.by_eye_needs_box")
    return places[0].file_sha256


def _cited_finding(
    edit: Edit, field: Field, group_id: str | None, quote: str, finding_id: str | None
) -> tuple[Finding, Message | None]:
    if finding_id is not None:
        return record.finding(edit.tx, edit.review.id, finding_id), None
    standing = standing_at(edit, field.id, group_id)
    values = [row for row in standing if row.state == FindingState.VALUE]
    if len(values) > 1:
        raise InputError("findings.choose_value", field=field.en)
    if values:
        return values[0], None
    typed = edit.reader.quoted(field, quote)
    if typed is None:
        raise InputError("findings.type_first", field=field.en)
    for row in standing:
        _remove(edit, row)
    return new_finding(edit, field, group_id, typed, " ".join(quote.split())), typed.warning


def remove_evidence(ws: Workspace, review_id: str, evidence_id: str) -> FormChange:
    """Takes one source away; the value stays."""
    with editing(ws, review_id, "remove_evidence") as edit:
        row = record.evidence(edit.tx, evidence_id)
        found = record.finding(edit.tx, review_id, row.finding_id)
        edit.step.delete(row)
        edit.touched(found.field_id, found.group_id, found.id)
    return edit.change


# Conflicts


def resolve_conflict(
    ws: Workspace, review_id: str, field_id: str, group_id: str | None, finding_id: str, reason: str
) -> FormChange:
    """One value stands, the others are set aside but stay readable, with the reason."""
    if not reason.strip():
        raise InputError("findings.reason_needed")
    with editing(ws, review_id, "resolve_conflict") as edit:
        chosen = record.finding(edit.tx, review_id, finding_id)
        standing = standing_at(edit, field_id, group_id)
        if chosen not in standing or len(standing) < 2:
            raise InputError("findings.no_conflict")
        for row in standing:
            if row is not chosen:
                with edit.step.changing(row):
                    row.standing, row.note = Standing.SET_ASIDE.value, reason.strip()
                    row.changed_at = edit.tx.now
        _decide(edit, field_id, group_id, DecisionKind.RESOLVED, reason)
        edit.touched(field_id, group_id, chosen.id)
    return edit.change


def explain_conflict(
    ws: Workspace, review_id: str, field_id: str, group_id: str | None, text: str
) -> FormChange:
    """Both values stay and both possibilities are calculated; the explanation stands beside them."""
    if not text.strip():
        raise InputError("findings.reason_needed")
    with editing(ws, review_id, "explain_conflict") as edit:
        if len(standing_at(edit, field_id, group_id)) < 2:
            raise InputError("findings.no_conflict")
        _decide(edit, field_id, group_id, DecisionKind.EXPLAINED, text)
        edit.touched(field_id, group_id)
    return edit.change


def _decide(edit: Edit, field_id: str, group_id: str | None, kind: DecisionKind, text: str) -> None:
    _forget_decision(edit, field_id, group_id)
    edit.step.add(
        ConflictDecisionRow(
            review_id=edit.review.id,
            field_id=field_id,
            group_id=group_id,
            kind=kind.value,
            text=text.strip(),
            decided_by=edit.ws.user.id,
            decided_at=edit.tx.now,
        )
    )


# Shared


def _forget_decision(edit: Edit, field_id: str, group_id: str | None) -> None:
    """A decision is about the values that stood; when they change it is taken back."""
    row = record.decision_at(edit.tx, edit.review.id, field_id, group_id)
    if row is not None:
        edit.step.delete(row)


def standing_at(edit: Edit, field_id: str, group_id: str | None) -> Sequence[Finding]:
    """The findings of a place that count, set-aside ones left out."""
    rows = record.findings_at(edit.tx, edit.review.id, field_id, group_id)
    return [row for row in rows if row.standing == Standing.STANDS]


def new_finding(edit: Edit, field: Field, group_id: str | None, typed: Typed, raw: str) -> Finding:
    """Adds a value to a place; a decision about the values that stood there is taken back."""
    row = Finding(
        review_id=edit.review.id,
        field_id=field.id,
        group_id=group_id,
        state=FindingState.VALUE.value,
        value=value_to_json(typed.value),
        raw=raw.strip(),
        changed_at=edit.tx.now,
    )
    edit.step.add(row)
    _forget_decision(edit, field.id, group_id)
    return row


def _write(edit: Edit, row: Finding, typed: Typed, raw: str, row_version: int | None) -> None:
    with edit.step.changing(row, row_version):
        row.state, row.searched = FindingState.VALUE.value, 0
        row.value, row.raw = value_to_json(typed.value), raw.strip()
        row.changed_at = edit.tx.now
    _forget_decision(edit, row.field_id, row.group_id)


def _remove(edit: Edit, row: Finding, row_version: int | None = None) -> None:
    for source in record.evidence_of(edit.tx, row.id):
        edit.step.delete(source)
    edit.step.delete(row, row_version)
