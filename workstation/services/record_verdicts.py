"""How every criteria set stood when a version was submitted, with the sentences as shown."""

from collections.abc import Sequence

from workstation.criteria.criteria_set import CriteriaSet
from workstation.criteria.verdicts import Applicability, Layer, SetVerdict, Severity, Verdict
from workstation.domain.messages import Message
from workstation.services.bilingual import Both, both
from workstation.services.record_parts import Json, Parts


def set_json(parts: Parts, verdict: SetVerdict) -> Json:
    one = parts.sets[verdict.set_id]
    return {
        "set_id": verdict.set_id,
        "version": verdict.set_version,
        "mark": one.line_mark.value,
        "name": parts.words.say(verdict.name),
        "product": both(one.product),
        "indication": _indication(one),
        "jurisdiction": one.jurisdiction,
        "applicability": verdict.applicability.value,
        "applicable": verdict.applicability is not Applicability.NOT_APPLICABLE,
        "verdict": _overall(verdict),
        "borderline": verdict.layer(Layer.LABEL).borderline,
        "met": 0,
        "of": 0,
        "reason": parts.words.say(verdict.applicability_reason),
        "approved_by": _approver(verdict),
        "recommendation": None
        if verdict.recommendation is None
        else {
            "kind": verdict.recommendation.kind.value,
            "sentence": parts.words.say(verdict.recommendation.message),
        },
        "cautions": [parts.words.say(caution) for caution in verdict.cautions],
        "layers": [
            {
                "id": layer.layer.value,
                "title": parts.words.told(f"assessment.layer.{layer.layer.value}"),
                "verdict": layer.result.value,
                "borderline": layer.borderline,
                "met": layer.met,
                "of": layer.total,
                "criteria": [
                    _criterion(parts, item) for item in verdict.verdicts if item.layer is layer.layer
                ],
            }
            for layer in verdict.layers
            if layer.result is not None
        ],
    }


def _criterion(parts: Parts, item: Verdict) -> Json:
    return {
        "id": item.criterion_id,
        "topic": parts.words.say(item.topic),
        "verdict": item.result.value,
        "borderline": item.borderline,
        "unknown": None if item.reason is None else item.reason.value,
        "sentence": parts.words.say(item.sentence),
        "reason": parts.words.say(item.message),
        "note": parts.words.say(item.note),
        "severity": item.severity.value,
        "hard": item.severity is Severity.HARD_STOP,
        "changes": [
            parts.words.say(
                Message(
                    "assessment.would_change",
                    {
                        "what": _all_of(change.needs),
                        "verdict": Message(f"export.verdict.{change.result.value}"),
                    },
                )
            )
            for change in item.changes
        ],
        "facts": [
            {
                "field": fact.field_id,
                "group": fact.group_id,
                "label": parts.field_label(fact.field_id),
                "shown": parts.fact_shown(fact.field_id, fact.values, fact.unknown),
                "findings": list(fact.finding_ids),
                "sources": parts.pages_of(fact.finding_ids),
            }
            for fact in item.facts
        ],
        "source": f"{item.source_key}, {item.locator}" if item.locator else item.source_key,
        "retrieved": item.retrieved.isoformat(),
        "mark": item.mark.value,
        "mark_words": parts.words.say(item.mark_message),
        "approval": parts.words.say(item.approval),
        "approved_by": item.approved_by,
    }


def verdict_notes(parts: Parts) -> list[Both]:
    needs = [
        v
        for v in parts.s.suitability.verdicts
        if v.applicability is Applicability.NOT_MET_NEEDS_LINES and v.applicability_reason is not None
    ]
    return [
        parts.words.say(
            Message("assessment.verdict_note", {"set": v.name, "reason": v.applicability_reason or v.name})
        )
        for v in needs
    ]


def _indication(one: CriteriaSet) -> Both:
    return {
        "en": f"{one.country.en}, {one.line_name.en}",
        "zh": f"{one.country.zh}，{one.line_name.zh}",
    }


def _overall(verdict: SetVerdict) -> str:
    """How the set stands in one word: its label layer, unless it does not apply or needs more lines."""
    if verdict.applicability is Applicability.NOT_APPLICABLE:
        return "not_applicable"
    if verdict.applicability is Applicability.NOT_MET_NEEDS_LINES:
        return "not_met"
    result = verdict.layer(Layer.LABEL).result
    return "unknown" if result is None else result.value


def _approver(verdict: SetVerdict) -> str | None:
    """Who approved the set: somebody only when every criterion has been approved."""
    names = {item.approved_by for item in verdict.verdicts}
    return None if not names or None in names else ", ".join(sorted(str(name) for name in names))


def _all_of(needs: Sequence[Message]) -> Message:
    made = needs[0]
    for need in needs[1:]:
        made = Message("assessment.and", {"first": made, "second": need})
    return made
