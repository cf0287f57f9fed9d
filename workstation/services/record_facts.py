"""The facts of a version: what followed from the findings, lines of therapy and relapse timing."""

from workstation.domain.facts import Fact
from workstation.domain.values import value_to_json
from workstation.services.record_parts import Json, Parts


def fact_json(parts: Parts, fact: Fact) -> Json:
    return {
        "field": fact.field_id,
        "group": fact.group_id,
        "label": parts.field_label(fact.field_id),
        "shown": parts.fact_shown(fact.field_id, fact.values, fact.unknown),
        "values": [value_to_json(value) for value in fact.values],
        "unknown": None if fact.unknown is None else fact.unknown.value,
        "findings": list(fact.finding_ids),
        "explanation": parts.words.say(fact.explanation),
    }


def lines_json(parts: Parts) -> Json:
    lines = parts.s.draft.facts.lines
    return {
        "version": lines.version,
        "total": list(lines.total),
        "since_lbcl": list(lines.since_lbcl),
        "lines": [
            {
                "numbers": list(line.number_options),
                "counted": list(line.counted_ids),
                "attached": list(line.attached_ids),
            }
            for line in lines.lines
        ],
        "decisions": [
            {
                "episode": decision.episode_id,
                "rule": decision.rule,
                "grouping": decision.grouping.value,
                "reason": parts.words.say(decision.reason),
                "overridden": decision.overridden,
            }
            for decision in lines.decisions
        ],
        "alternatives": [
            {
                "rule": other.rule,
                "total": list(other.total),
                "since_lbcl": list(other.since_lbcl),
                "reason": parts.words.say(other.reason),
            }
            for other in lines.alternatives
        ],
    }


def timing_json(parts: Parts) -> Json:
    timing = parts.s.draft.facts.timing
    return {
        "version": timing.version,
        "classes": [one.value for one in timing.classes],
        "reason": parts.words.say(timing.reason),
        "needs": parts.words.say(timing.needs),
        "borderline": timing.borderline,
        "spans": [
            {
                "anchor": span.anchor.value,
                "start": span.start.to_json(),
                "event_date": span.event_date.value,
                "event": span.event.to_json(),
                "span": None if span.span is None else span.span.to_json(),
                "within_12_months": span.within_12_months.value,
                "needs": parts.words.say(span.needs),
            }
            for span in timing.spans
        ],
        "readings": [
            {
                "definition": reading.definition,
                "answer": reading.answer.value,
                "mark": reading.mark,
                "reason": parts.words.say(reading.reason),
                "needs": parts.words.say(reading.needs),
                "borderline": reading.borderline,
            }
            for reading in timing.readings
        ],
    }
