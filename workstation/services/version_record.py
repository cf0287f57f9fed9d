"""The record of a version: everything an assessment says, with the sentences as shown, as plain JSON.

Texts stand as {"en", "zh"}; boxes are integers of a millionth of the page, decimals are text, confidences are
millionths; there is no floating number in it. Signature, export, comparison and verification read only this.
"""

from collections.abc import Sequence

from workstation.criteria.verdicts import Applicability, Layer
from workstation.domain.geometry import MILLIONTHS
from workstation.exports.record_json import sha256
from workstation.services.attention import attention
from workstation.services.bilingual import Both, both
from workstation.services.deciding_facts import DecidingFact, deciding_facts
from workstation.services.record_documents import documents_json, pages_seen, when, who
from workstation.services.record_facts import fact_json, lines_json, timing_json
from workstation.services.record_form import form_json
from workstation.services.record_parts import Json, Parts, Submission
from workstation.services.record_verdicts import set_json, verdict_notes
from workstation.services.rule_versions import app_version, rule_versions
from workstation.services.timeline_items import timeline_items
from workstation.services.views import MissingFact, RowMark
from workstation.services.workspace import Workspace

__all__ = ["Submission", "build_record"]

RECORD_FORMAT = "workstation-assessment"
RECORD_VERSION = 1


def build_record(ws: Workspace, submission: Submission) -> Json:
    """The record of a submission."""
    return _record(Parts(ws, submission))


def _record(parts: Parts) -> Json:
    s = parts.s
    asked = [
        fact.field_id
        for verdict in s.suitability.verdicts
        if verdict.applicability is Applicability.APPLICABLE
        for criterion in verdict.verdicts
        if criterion.layer is Layer.LABEL
        for fact in criterion.facts
    ]
    deciding = deciding_facts(s.form, parts.ws.rules.dictionary, dict.fromkeys(asked), parts.words)
    return {
        "format": RECORD_FORMAT,
        "format_version": RECORD_VERSION,
        "app": app_version(),
        "workspace": {"name": parts.ws.name, "time_zone": parts.ws.zone.key},
        **who(parts),
        **when(parts),
        "recommendation": _recommendation(parts),
        "verdicts": [set_json(parts, verdict) for verdict in s.suitability.verdicts],
        "verdict_notes": verdict_notes(parts),
        "deciding": [deciding_json(parts, fact) for fact in deciding],
        "deciding_notes": deciding_notes(parts, deciding),
        "missing": [missing_json(parts, item) for item in s.suitability.missing],
        "open_questions": open_questions(parts),
        "attention": attention(parts.words, s.form, s.suitability, s.assessment.set_ids),
        "timeline": timeline_items(s.draft.facts, parts.words),
        "form": form_json(parts),
        "input": s.draft.record.to_json(),
        "facts": [fact_json(parts, fact) for fact in s.draft.facts.facts],
        "lines": lines_json(parts),
        "timing": timing_json(parts),
        "documents": documents_json(parts),
        "files": [
            {"id": file_id, "sha256": digest, "name": name, "bytes": size}
            for file_id, digest, name, size in s.files
        ],
        "pages_seen": pages_seen(parts),
        "crops": [{"sha256": digest} for digest in sorted({sha256(data) for data in s.crops.values()})],
        "rules": rule_versions(parts.ws.rules),
        "audit": None
        if s.audit_head is None
        else {"chain": s.case.id, "seq": s.audit_head[0], "hash": s.audit_head[1]},
    }


def _recommendation(parts: Parts) -> Json:
    draft, computed = parts.s.assessment, parts.s.suitability.computed
    if draft.kind is None:
        raise ValueError("a version needs a recommendation")
    return {
        "kind": draft.kind.value,
        "set_ids": list(draft.set_ids),
        "sentence": parts.words.say(parts.s.sentence),
        "rationale": draft.rationale,
        "differing_reason": draft.differing_reason,
        "computed": None
        if computed is None
        else {
            "kind": computed.kind.value,
            "set_ids": list(computed.set_ids),
            "sentence": parts.words.say(computed.message),
        },
    }


def missing_json(parts: Parts, item: MissingFact) -> Json:
    return {
        "field": item.field_id,
        "group": item.group_id,
        "reason": item.reason.value,
        "sentence": parts.words.say(item.sentence),
        "decides": item.decides,
        "sets": list(item.set_ids),
    }


def deciding_json(parts: Parts, fact: DecidingFact) -> Json:
    confidence = fact.confidence
    return {
        "label": both(fact.label),
        "shown": both(fact.shown),
        "sources": [parts.page_name(spot) for spot in fact.spots],
        "evidence": [spot.evidence_id for spot in fact.spots],
        "confidence": None if confidence is None else round(confidence * MILLIONTHS),
        "mark": fact.mark.value,
        "field": fact.rows[0].field.id,
        "group": fact.rows[0].group_id,
    }


def deciding_notes(parts: Parts, deciding: Sequence[DecidingFact]) -> list[Both]:
    """Of each conflict among them: what was explained, or that it is open."""
    rows = {(row.field.id, row.group_id): row for fact in deciding for row in fact.rows}
    return [parts.conflict_note(row) for row in rows.values() if row.mark is RowMark.CONFLICT]


def open_questions(parts: Parts) -> list[Both]:
    rows = [
        row
        for section in parts.s.form.sections
        for row in (*section.rows, *(r for group in section.groups for r in group.rows))
    ]
    notes = [parts.conflict_note(row) for row in rows if row.mark is RowMark.CONFLICT]
    notes += [parts.words.say(doubt.message) for row in rows for doubt in row.warnings]
    notes += [parts.words.say(item.sentence) for item in parts.s.suitability.missing]
    if parts.s.draft.facts.timing.needs is not None:
        notes.append(parts.words.say(parts.s.draft.facts.timing.needs))
    unique = {note["en"]: note for note in notes}
    return list(unique.values())
