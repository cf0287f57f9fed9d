"""The form of a version: every answered row with its values, sources, notes and crops."""

from workstation.domain.geometry import MILLIONTHS
from workstation.domain.messages import Label
from workstation.exports.record_json import sha256
from workstation.services.bilingual import Both
from workstation.services.record_parts import Json, Parts
from workstation.services.views import EvidenceSpot, FormGroup, FormRow, FormValue, RowMark


def form_json(parts: Parts) -> list[Json]:
    sections = []
    for section in parts.s.form.sections:
        rows = [_row(parts, row) for row in section.rows if _says_something(row)]
        groups = [_group(parts, group) for group in section.groups]
        if rows or groups:
            label = {"en": section.section.en, "zh": section.section.zh}
            sections.append({"id": section.section.id, "label": label, "rows": rows, "groups": groups})
    return sections


def _group(parts: Parts, group: FormGroup) -> Json:
    return {
        "id": group.group.id,
        "kind": group.kind.id,
        "title": {"en": group.title_en, "zh": group.title_zh},
        "line": parts.words.say(group.line),
        "override": None
        if group.override is None
        else {"line": group.override.line, "reason": group.override.reason},
        "rows": [_row(parts, row) for row in group.rows if _says_something(row)],
    }


def _row(parts: Parts, row: FormRow) -> Json:
    notes = [parts.words.say(doubt.message) for doubt in row.warnings]
    if row.mark is RowMark.CONFLICT:
        notes.insert(0, parts.conflict_note(row))
    elif row.decision is not None:
        notes.insert(0, parts.words.told("assessment.resolved", text=row.decision.text))
    if row.explanation is not None:
        notes.append(parts.words.say(row.explanation))
    notes += [_aside_note(parts, value) for value in row.values if not value.finding.stands]
    return {
        "field": row.field.id,
        "group": row.group_id,
        "label": _row_label(row),
        "mark": row.mark.value,
        "values": [_value(parts, value) for value in row.values if value.finding.stands],
        "notes": notes,
    }


def _aside_note(parts: Parts, value: FormValue) -> Both:
    shown = Label(value.shown_en, value.shown_zh)
    return parts.words.told("assessment.set_aside", value=shown, reason=value.finding.note or "–")


def _value(parts: Parts, value: FormValue) -> Json:
    return {
        "finding": value.finding.id,
        "state": value.finding.state.value,
        "shown": {"en": value.shown_en, "zh": value.shown_zh},
        "raw": value.finding.raw,
        "sources": [_source(parts, spot) for spot in value.spots],
    }


def _source(parts: Parts, spot: EvidenceSpot) -> Json:
    source = parts.sources[spot.evidence_id]
    crop = parts.s.crops.get(spot.evidence_id)
    return {
        "evidence": spot.evidence_id,
        "page": parts.page_name(spot),
        "page_id": spot.page_id,
        "document": spot.document_id,
        "file_sha256": source.file_sha256,
        "quads": [quad.to_json() for quad in spot.quads],
        "quote": spot.quote,
        "polarity": spot.polarity,
        "confidence": None if spot.confidence is None else round(spot.confidence * MILLIONTHS),
        "reading_version": source.reading_version,
        "crop": None if crop is None else sha256(crop),
    }


def _row_label(row: FormRow) -> Both:
    """A derived fact that stands once per definition is named with it."""
    if row.field.derived and row.group_id is not None:
        return {"en": f"{row.field.en} ({row.group_id})", "zh": f"{row.field.zh}（{row.group_id}）"}
    return {"en": row.field.en, "zh": row.field.zh}


def _says_something(row: FormRow) -> bool:
    return bool(row.values) or row.decision is not None
