"""The record of a version: everything an assessment says, with the sentences as shown, as plain JSON.

Texts stand as {"en", "zh"}; boxes are integers of a millionth of the page, decimals are text, confidences are
millionths; there is no floating number in it. Signature, export, comparison and verification read only this.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workstation.criteria.criteria_set import CriteriaSet
from workstation.criteria.verdicts import Applicability, Layer, SetVerdict, Severity, Verdict
from workstation.domain.dates import ClinicalDate
from workstation.domain.facts import Fact
from workstation.domain.findings import DecisionKind, Finding
from workstation.domain.geometry import MILLIONTHS
from workstation.domain.messages import Label, Message
from workstation.domain.values import value_to_json
from workstation.exports.record_json import sha256
from workstation.services.attention import attention
from workstation.services.bilingual import Bilingual, Both, both
from workstation.services.deciding_facts import DecidingFact, deciding_facts
from workstation.services.derived import Draft
from workstation.services.patients import age_on
from workstation.services.rule_versions import app_version, rule_versions
from workstation.services.shown_times import local_time, shown_day
from workstation.services.shown_values import ValueShower
from workstation.services.timeline_items import timeline_items
from workstation.services.views import (
    AssessmentView,
    FormGroup,
    FormRow,
    FormValue,
    FormView,
    RowMark,
    SuitabilityView,
)
from workstation.services.workspace import Workspace
from workstation.store.record import PagePlace
from workstation.store.tables.cases import Case, Patient

RECORD_FORMAT = "workstation-assessment"
RECORD_VERSION = 1
Json = dict[str, Any]


@dataclass(frozen=True)
class Submission:
    """Everything a version is made of, read in one transaction. `crops`: PNG by evidence id; `seen`: pages the
    author opened; `files`: id, SHA-256, name, size; `audit_head`: the case's chain before the submission."""

    case: Case
    number: str
    patient: Patient
    aliases: tuple[str, ...]
    draft: Draft
    form: FormView
    suitability: SuitabilityView
    assessment: AssessmentView
    sentence: Message
    crops: Mapping[str, bytes]
    seen: frozenset[str]
    files: Sequence[tuple[str, str, str, int]]
    audit_head: tuple[int, str] | None
    version_number: int
    previous_sha256: str | None
    submitted_at: datetime


def build_record(ws: Workspace, submission: Submission) -> Json:
    """The record of a submission."""
    return _Builder(ws, submission).record()


def page_letter(order: int) -> str:
    """Documents by letter: A … Z, AA …"""
    letters = ""
    order += 1
    while order:
        order, rest = divmod(order - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class _Builder:
    def __init__(self, ws: Workspace, submission: Submission) -> None:
        self.ws = ws
        self.s = submission
        self.words = Bilingual(ws.rules.catalogue)
        self.shower = ValueShower(ws.rules.lexicon)
        self.sets = {one.id: one for one in ws.rules.sets}
        self.pages = {
            (place.document_id, place.number): f"{page_letter(place.document_order)}{place.number}"
            for place in submission.draft.places
        }
        self.sources = {
            source.id: source for finding in submission.draft.record.findings for source in finding.evidence
        }

    def record(self) -> Json:
        s = self.s
        asked = [
            fact.field_id
            for verdict in s.suitability.verdicts
            if verdict.applicability is Applicability.APPLICABLE
            for criterion in verdict.verdicts
            if criterion.layer is Layer.LABEL
            for fact in criterion.facts
        ]
        deciding = deciding_facts(s.form, self.ws.rules.dictionary, dict.fromkeys(asked), self.words)
        return {
            "format": RECORD_FORMAT,
            "format_version": RECORD_VERSION,
            "app": app_version(),
            "workspace": {"name": self.ws.name, "time_zone": self.ws.zone.key},
            **self._who(),
            **self._when(),
            "recommendation": self._recommendation(),
            "verdicts": [self._set(verdict) for verdict in s.suitability.verdicts],
            "verdict_notes": self._verdict_notes(),
            "deciding": [self._deciding(fact) for fact in deciding],
            "deciding_notes": self._deciding_notes(deciding),
            "missing": [self._missing(item) for item in s.suitability.missing],
            "open_questions": self._open_questions(),
            "attention": attention(self.words, s.form, s.suitability, s.assessment.set_ids),
            "timeline": timeline_items(s.draft.facts, self.words),
            "form": self._form(),
            "input": s.draft.record.to_json(),
            "facts": [self._fact(fact) for fact in s.draft.facts.facts],
            "lines": self._lines(),
            "timing": self._timing(),
            "documents": self._documents(),
            "files": [
                {"id": file_id, "sha256": digest, "name": name, "bytes": size}
                for file_id, digest, name, size in s.files
            ],
            "pages_seen": self._pages_seen(),
            "crops": [{"sha256": digest} for digest in sorted({sha256(data) for data in s.crops.values()})],
            "rules": rule_versions(self.ws.rules),
            "audit": None
            if s.audit_head is None
            else {"chain": s.case.id, "seq": s.audit_head[0], "hash": s.audit_head[1]},
        }

    # Who and when

    def _who(self) -> Json:
        case, patient, user = self.s.case, self.s.patient, self.ws.user
        birth = None if patient.birth is None else ClinicalDate.from_json(patient.birth)
        return {
            "case": {
                "id": case.id,
                "number": self.s.number,
                "question": case.question,
                "referrer": case.referrer,
                "referrer_place": case.referrer_place,
                "received_at": case.received_at.isoformat(),
            },
            "patient": {
                "id": patient.id,
                "name": patient.name,
                "aliases": list(self.s.aliases),
                "birth": None if birth is None else birth.to_json(),
                "sex": patient.sex,
                "record_number": patient.record_number,
                "line": self._patient_line(birth),
            },
            "review": {"id": self.s.draft.review.id, "kind": self.s.draft.review.kind},
            "version": {"number": self.s.version_number, "previous_sha256": self.s.previous_sha256},
            "author": {
                "id": user.id,
                "login": user.login,
                "printed_name": user.printed_name,
                "initials": user.initials,
            },
        }

    def _patient_line(self, birth: ClinicalDate | None) -> Both:
        sex = self.s.patient.sex or "unknown"
        word = Message(f"assessment.sex.{sex if sex in ('F', 'M') else 'unknown'}")
        if birth is None or not birth.is_known:
            return self.words.say(Message("assessment.patient_without_birth", {"sex": word}))
        age = age_on(birth, self.s.draft.facts.as_of)
        if age is None:
            return self.words.say(Message("assessment.patient_born", {"sex": word, "birth": birth}))
        return self.words.say(Message("assessment.patient_aged", {"sex": word, "birth": birth, "age": age}))

    def _when(self) -> Json:
        at, zone = self.s.submitted_at, self.ws.zone
        day, as_of = at.astimezone(zone).date(), self.s.draft.facts.as_of
        return {
            "submitted_at": at.isoformat(),
            "submitted_shown": local_time(at, zone),
            "submitted_on": {language: shown_day(day, language) for language in ("en", "zh")},
            "as_of": as_of.isoformat(),
            "as_of_shown": {language: shown_day(as_of, language) for language in ("en", "zh")},
        }

    # Judgement

    def _recommendation(self) -> Json:
        draft, computed = self.s.assessment, self.s.suitability.computed
        if draft.kind is None:
            raise ValueError("a version needs a recommendation")
        return {
            "kind": draft.kind.value,
            "set_ids": list(draft.set_ids),
            "sentence": self.words.say(self.s.sentence),
            "rationale": draft.rationale,
            "differing_reason": draft.differing_reason,
            "computed": None
            if computed is None
            else {
                "kind": computed.kind.value,
                "set_ids": list(computed.set_ids),
                "sentence": self.words.say(computed.message),
            },
        }

    def _set(self, verdict: SetVerdict) -> Json:
        one = self.sets[verdict.set_id]
        return {
            "set_id": verdict.set_id,
            "version": verdict.set_version,
            "mark": one.line_mark.value,
            "name": self.words.say(verdict.name),
            "product": both(one.product),
            "indication": _indication(one),
            "jurisdiction": one.jurisdiction,
            "applicability": verdict.applicability.value,
            "applicable": verdict.applicability is not Applicability.NOT_APPLICABLE,
            "verdict": _overall(verdict),
            "borderline": verdict.layer(Layer.LABEL).borderline,
            "met": 0,
            "of": 0,
            "reason": self.words.say(verdict.applicability_reason),
            "approved_by": _approver(verdict),
            "recommendation": None
            if verdict.recommendation is None
            else {
                "kind": verdict.recommendation.kind.value,
                "sentence": self.words.say(verdict.recommendation.message),
            },
            "cautions": [self.words.say(caution) for caution in verdict.cautions],
            "layers": [
                {
                    "id": layer.layer.value,
                    "title": self.words.told(f"assessment.layer.{layer.layer.value}"),
                    "verdict": layer.result.value,
                    "borderline": layer.borderline,
                    "met": layer.met,
                    "of": layer.total,
                    "criteria": [
                        self._criterion(item) for item in verdict.verdicts if item.layer is layer.layer
                    ],
                }
                for layer in verdict.layers
                if layer.result is not None
            ],
        }

    def _criterion(self, item: Verdict) -> Json:
        return {
            "id": item.criterion_id,
            "topic": self.words.say(item.topic),
            "verdict": item.result.value,
            "borderline": item.borderline,
            "unknown": None if item.reason is None else item.reason.value,
            "sentence": self.words.say(item.sentence),
            "reason": self.words.say(item.message),
            "note": self.words.say(item.note),
            "severity": item.severity.value,
            "hard": item.severity is Severity.HARD_STOP,
            "changes": [
                self.words.say(
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
                    "label": self._field_label(fact.field_id),
                    "shown": self._fact_shown(fact.field_id, fact.values, fact.unknown),
                    "findings": list(fact.finding_ids),
                    "sources": self._pages_of(fact.finding_ids),
                }
                for fact in item.facts
            ],
            "source": f"{item.source_key}, {item.locator}" if item.locator else item.source_key,
            "retrieved": item.retrieved.isoformat(),
            "mark": item.mark.value,
            "mark_words": self.words.say(item.mark_message),
            "approval": self.words.say(item.approval),
            "approved_by": item.approved_by,
        }

    def _verdict_notes(self) -> list[Both]:
        needs = [
            v
            for v in self.s.suitability.verdicts
            if v.applicability is Applicability.NOT_MET_NEEDS_LINES and v.applicability_reason is not None
        ]
        return [
            self.words.say(
                Message(
                    "assessment.verdict_note", {"set": v.name, "reason": v.applicability_reason or v.name}
                )
            )
            for v in needs
        ]

    def _missing(self, item: Any) -> Json:
        return {
            "field": item.field_id,
            "group": item.group_id,
            "reason": item.reason.value,
            "sentence": self.words.say(item.sentence),
            "decides": item.decides,
            "sets": list(item.set_ids),
        }

    # Facts

    def _field_label(self, field_id: str) -> Both:
        field = self.ws.rules.dictionary.field(field_id)
        return {"en": field.en, "zh": field.zh}

    def _fact_shown(self, field_id: str, values: Sequence[Any], unknown: Any) -> Both:
        field = self.ws.rules.dictionary.field(field_id)
        if not values:
            return self.words.told(f"assessment.reason.{unknown.value if unknown else 'missing'}")
        return both(self.shower.possibilities(field, values))

    def _fact(self, fact: Fact) -> Json:
        return {
            "field": fact.field_id,
            "group": fact.group_id,
            "label": self._field_label(fact.field_id),
            "shown": self._fact_shown(fact.field_id, fact.values, fact.unknown),
            "values": [value_to_json(value) for value in fact.values],
            "unknown": None if fact.unknown is None else fact.unknown.value,
            "findings": list(fact.finding_ids),
            "explanation": self.words.say(fact.explanation),
        }

    def _pages_of(self, finding_ids: Sequence[str]) -> list[str]:
        wanted = set(finding_ids)
        rows = (value for row in self._values() for value in row if value.finding.id in wanted)
        return list(dict.fromkeys(self._page(spot) for value in rows for spot in value.spots))

    def _values(self) -> Sequence[tuple[FormValue, ...]]:
        rows = [row.values for section in self.s.form.sections for row in section.rows]
        groups = [group for section in self.s.form.sections for group in section.groups]
        return rows + [row.values for group in groups for row in group.rows]

    def _page(self, spot: Any) -> str:
        return self.pages[spot.document_id, spot.page_number]

    def _deciding(self, fact: DecidingFact) -> Json:
        confidence = fact.confidence
        return {
            "label": both(fact.label),
            "shown": both(fact.shown),
            "sources": [self._page(spot) for spot in fact.spots],
            "evidence": [spot.evidence_id for spot in fact.spots],
            "confidence": None if confidence is None else round(confidence * MILLIONTHS),
            "mark": fact.mark.value,
            "field": fact.rows[0].field.id,
            "group": fact.rows[0].group_id,
        }

    def _deciding_notes(self, deciding: Sequence[DecidingFact]) -> list[Both]:
        """Of each conflict among them: what was explained, or that it is open."""
        rows = {(row.field.id, row.group_id): row for fact in deciding for row in fact.rows}
        return [self._conflict_note(row) for row in rows.values() if row.mark is RowMark.CONFLICT]

    def _conflict_note(self, row: FormRow) -> Both:
        field = Label(row.field.en, row.field.zh)
        if row.decision is not None and row.decision.kind is DecisionKind.EXPLAINED:
            return self.words.told("assessment.conflict_explained", field=field, text=row.decision.text)
        return self.words.say(Message("assessment.conflict_open", {"field": field}))

    def _open_questions(self) -> list[Both]:
        rows = [
            row
            for section in self.s.form.sections
            for row in (*section.rows, *(r for group in section.groups for r in group.rows))
        ]
        notes = [self._conflict_note(row) for row in rows if row.mark is RowMark.CONFLICT]
        notes += [self.words.say(doubt.message) for row in rows for doubt in row.warnings]
        notes += [self.words.say(item.sentence) for item in self.s.suitability.missing]
        if self.s.draft.facts.timing.needs is not None:
            notes.append(self.words.say(self.s.draft.facts.timing.needs))
        unique = {note["en"]: note for note in notes}
        return list(unique.values())

    # The form, all of it

    def _form(self) -> list[Json]:
        sections = []
        for section in self.s.form.sections:
            rows = [self._row(row) for row in section.rows if _says_something(row)]
            groups = [self._group(group) for group in section.groups]
            if rows or groups:
                label = {"en": section.section.en, "zh": section.section.zh}
                sections.append({"id": section.section.id, "label": label, "rows": rows, "groups": groups})
        return sections

    def _group(self, group: FormGroup) -> Json:
        return {
            "id": group.group.id,
            "kind": group.kind.id,
            "title": {"en": group.title_en, "zh": group.title_zh},
            "line": self.words.say(group.line),
            "override": None
            if group.override is None
            else {"line": group.override.line, "reason": group.override.reason},
            "rows": [self._row(row) for row in group.rows if _says_something(row)],
        }

    def _row(self, row: FormRow) -> Json:
        notes = [self.words.say(doubt.message) for doubt in row.warnings]
        if row.mark is RowMark.CONFLICT:
            notes.insert(0, self._conflict_note(row))
        elif row.decision is not None:
            notes.insert(0, self.words.told("assessment.resolved", text=row.decision.text))
        if row.explanation is not None:
            notes.append(self.words.say(row.explanation))
        notes += [self._aside_note(value) for value in row.values if not value.finding.stands]
        return {
            "field": row.field.id,
            "group": row.group_id,
            "label": {"en": row.field.en, "zh": row.field.zh},
            "mark": row.mark.value,
            "values": [self._value(value) for value in row.values if value.finding.stands],
            "notes": notes,
        }

    def _aside_note(self, value: FormValue) -> Both:
        shown = Label(value.shown_en, value.shown_zh)
        return self.words.told("assessment.set_aside", value=shown, reason=value.finding.note or "–")

    def _value(self, value: FormValue) -> Json:
        return {
            "finding": value.finding.id,
            "state": value.finding.state.value,
            "shown": {"en": value.shown_en, "zh": value.shown_zh},
            "raw": value.finding.raw,
            "sources": [self._source(spot, value.finding) for spot in value.spots],
        }

    def _source(self, spot: Any, finding: Finding) -> Json:
        source = self.sources[spot.evidence_id]
        crop = self.s.crops.get(spot.evidence_id)
        return {
            "evidence": spot.evidence_id,
            "page": self._page(spot),
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

    # Lines and timing

    def _lines(self) -> Json:
        lines = self.s.draft.facts.lines
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
                    "reason": self.words.say(decision.reason),
                    "overridden": decision.overridden,
                }
                for decision in lines.decisions
            ],
            "alternatives": [
                {
                    "rule": other.rule,
                    "total": list(other.total),
                    "since_lbcl": list(other.since_lbcl),
                    "reason": self.words.say(other.reason),
                }
                for other in lines.alternatives
            ],
        }

    def _timing(self) -> Json:
        timing = self.s.draft.facts.timing
        return {
            "version": timing.version,
            "classes": [one.value for one in timing.classes],
            "reason": self.words.say(timing.reason),
            "needs": self.words.say(timing.needs),
            "borderline": timing.borderline,
            "spans": [
                {
                    "anchor": span.anchor.value,
                    "start": span.start.to_json(),
                    "event_date": span.event_date.value,
                    "event": span.event.to_json(),
                    "span": None if span.span is None else span.span.to_json(),
                    "within_12_months": span.within_12_months.value,
                    "needs": self.words.say(span.needs),
                }
                for span in timing.spans
            ],
            "readings": [
                {
                    "definition": reading.definition,
                    "answer": reading.answer.value,
                    "mark": reading.mark,
                    "reason": self.words.say(reading.reason),
                    "needs": self.words.say(reading.needs),
                    "borderline": reading.borderline,
                }
                for reading in timing.readings
            ],
        }

    # Documents

    def _documents(self) -> list[Json]:
        by_document: dict[str, list[PagePlace]] = {}
        for place in self.s.draft.places:
            by_document.setdefault(place.document_id, []).append(place)
        return [self._document(places) for places in by_document.values()]

    def _document(self, places: Sequence[PagePlace]) -> Json:
        first = places[0]
        kind = f"assessment.document.{first.document_type}"
        known = kind if kind in self.ws.rules.catalogue else "assessment.document.other"
        text = self.words.told(known)
        if first.document_date is not None:
            dated = Message(
                "assessment.document_dated", {"kind": Message(known), "date": first.document_date}
            )
            text = self.words.say(dated)
        return {
            "id": first.document_id,
            "letter": page_letter(first.document_order),
            "type": first.document_type,
            "date": None if first.document_date is None else first.document_date.to_json(),
            "text": text,
            "set_aside": self.words.told("assessment.document_set_aside") if first.set_aside else None,
            "pages": [
                {
                    "id": place.page_id,
                    "number": place.number,
                    "file": place.file_name,
                    "file_sha256": place.file_sha256,
                    "index": place.index,
                    "seen": place.page_id in self.s.seen,
                }
                for place in places
            ],
        }

    def _pages_seen(self) -> Json:
        pages = {place.page_id for place in self.s.draft.places if not place.set_aside}
        return {"seen": len(pages & self.s.seen), "of": len(pages)}


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


def _says_something(row: FormRow) -> bool:
    return bool(row.values) or row.decision is not None
