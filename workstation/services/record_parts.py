"""What the parts of a version's record are made from, and the texts they share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workstation.domain.facts import UnknownReason
from workstation.domain.findings import DecisionKind
from workstation.domain.messages import Label, Message
from workstation.domain.values import Value
from workstation.services.bilingual import Bilingual, Both, both
from workstation.services.derived import Draft
from workstation.services.shown_values import ValueShower
from workstation.services.views import (
    AssessmentView,
    EvidenceSpot,
    FormRow,
    FormValue,
    FormView,
    SuitabilityView,
)
from workstation.services.workspace import Workspace
from workstation.store.tables.cases import Case, Patient

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


def page_letter(order: int) -> str:
    """Documents by letter: A … Z, AA …"""
    letters = ""
    order += 1
    while order:
        order, rest = divmod(order - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class Parts:
    """The submission with the words, values and page names its record is written in."""

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

    def field_label(self, field_id: str) -> Both:
        field = self.ws.rules.dictionary.field(field_id)
        return {"en": field.en, "zh": field.zh}

    def fact_shown(self, field_id: str, values: Sequence[Value], unknown: UnknownReason | None) -> Both:
        field = self.ws.rules.dictionary.field(field_id)
        if not values:
            return self.words.told(f"assessment.reason.{unknown.value if unknown else 'missing'}")
        return both(self.shower.possibilities(field, values))

    def pages_of(self, finding_ids: Sequence[str]) -> list[str]:
        wanted = set(finding_ids)
        rows = (value for row in self._values() for value in row if value.finding.id in wanted)
        return list(dict.fromkeys(self.page_name(spot) for value in rows for spot in value.spots))

    def _values(self) -> Sequence[tuple[FormValue, ...]]:
        rows = [row.values for section in self.s.form.sections for row in section.rows]
        groups = [group for section in self.s.form.sections for group in section.groups]
        return rows + [row.values for group in groups for row in group.rows]

    def page_name(self, spot: EvidenceSpot) -> str:
        return self.pages[spot.document_id, spot.page_number]

    def conflict_note(self, row: FormRow) -> Both:
        field = Label(row.field.en, row.field.zh)
        if row.decision is not None and row.decision.kind is DecisionKind.EXPLAINED:
            return self.words.told("assessment.conflict_explained", field=field, text=row.decision.text)
        return self.words.say(Message("assessment.conflict_open", {"field": field}))
