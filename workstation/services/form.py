"""The form: every field of the dictionary with what stands for it, ready to be painted."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from workstation.domain.facts import CaseFacts, Fact
from workstation.domain.fields import Field, FieldType, GroupKind, Section
from workstation.domain.findings import (
    Evidence,
    Finding,
    FindingGroup,
    FindingState,
    Polarity,
    Standing,
)
from workstation.domain.messages import Label, Message
from workstation.domain.possible import same_value
from workstation.domain.values import Coded, CodedList, Text, Value
from workstation.domain.warnings import RecordWarning
from workstation.services.derived import Draft, load_draft, open_conflicts
from workstation.services.shown_values import ValueShower
from workstation.services.typed_values import ValueReader
from workstation.services.views import (
    EvidenceSpot,
    FormGroup,
    FormRow,
    FormSection,
    FormValue,
    FormView,
    RowMark,
)
from workstation.services.workspace import Workspace
from workstation.store import assessments, cases, record, undo
from workstation.store.record import PagePlace
from workstation.store.store import ReadTx

DOUBTFUL_BELOW = 0.85

Place = tuple[str, str | None]


def the_form(ws: Workspace, case_id: str) -> FormView:
    """The form of a case's current review."""
    with ws.read() as tx:
        return form_of(ws, tx, load_draft(ws, tx, cases.current_review(tx, case_id)))


def form_of(ws: Workspace, tx: ReadTx, draft: Draft) -> FormView:
    """The form of a loaded draft."""
    case_id = draft.review.case_id
    comments: Counter[Place] = Counter(
        (row.field_id or "", row.group_id)
        for row in assessments.comments(tx, case_id)
        if row.field_id is not None and row.settled_at is None
    )
    sections = _Form(ws, draft, comments).sections()
    return FormView(
        case_id=case_id,
        review_id=draft.review.id,
        sections=sections,
        facts=draft.facts,
        open_conflicts=len(open_conflicts(draft.record)),
        unsupported=sum(row.mark is RowMark.NO_SOURCE for row in all_rows(sections)),
        saved_at=record.last_change(tx, draft.review.id),
        may_undo=not isinstance(undo.next_undo(tx, case_id, ws.user.id), undo.Stop),
        may_redo=not isinstance(undo.next_redo(tx, case_id, ws.user.id), undo.Stop),
        row_version=draft.review.row_version,
    )


def all_rows(sections: Iterable[FormSection]) -> Iterable[FormRow]:
    """Every row of a form, those in groups included."""
    for section in sections:
        yield from section.rows
        for group in section.groups:
            yield from group.rows


class _Form:
    """Puts the rows of one draft together; everything is looked up in dictionaries made once."""

    def __init__(self, ws: Workspace, draft: Draft, comments: Counter[Place]) -> None:
        self._dictionary = ws.rules.dictionary
        self._shower = ValueShower(ws.rules.lexicon)
        self._reader = ValueReader(ws.rules.lexicon)
        self._draft = draft
        self._comments = comments
        self._findings: dict[Place, list[Finding]] = defaultdict(list)
        for finding in draft.record.findings:
            self._findings[finding.field_id, finding.group_id].append(finding)
        self._doubts: dict[Place, list[RecordWarning]] = defaultdict(list)
        for doubt in draft.facts.warnings:
            self._doubts[doubt.field_id, doubt.group_id].append(doubt)
        self._facts = {(fact.field_id, fact.group_id): fact for fact in draft.facts.facts}
        self._decisions = {(d.field_id, d.group_id): d for d in draft.record.decisions}
        self._pages: dict[str, PagePlace] = {}
        for place in draft.places:
            if place.page_id not in self._pages or self._pages[place.page_id].set_aside:
                self._pages[place.page_id] = place

    def sections(self) -> tuple[FormSection, ...]:
        return tuple(self._section(section) for section in self._dictionary.sections)

    def _section(self, section: Section) -> FormSection:
        fields = self._dictionary.in_section(section.id)
        rows = tuple(row for field in fields if field.group is None for row in self._rows(field))
        kinds = (kind for kind in self._dictionary.groups if kind.section == section.id)
        groups = tuple(
            self._group(kind, group) for kind in kinds for group in self._draft.record.groups_of(kind.id)
        )
        asked = [row for row in rows if row.field.decisive and not row.field.derived]
        asked += [row for group in groups for row in group.rows if row.field.decisive]
        return FormSection(section, rows, groups, sum(_is_answered(row) for row in asked), len(asked))

    def _rows(self, field: Field) -> tuple[FormRow, ...]:
        if field.derived:
            return tuple(self._derived_row(field, fact) for fact in self._derived_facts(field))
        return (self._row(field, None),)

    def _derived_facts(self, field: Field) -> tuple[Fact, ...]:
        found = tuple(fact for (field_id, _), fact in self._facts.items() if field_id == field.id)
        return found or (self._draft.facts.get(field.id),)

    def _derived_row(self, field: Field, fact: Fact) -> FormRow:
        values: tuple[FormValue, ...] = ()
        if fact.values:
            shown = self._shower.possibilities(field, fact.values)
            standing = Finding(
                f"derived:{field.id}:{fact.group_id or ''}", field.id, None, VALUE, fact.values[0]
            )
            values = (FormValue(standing, shown.en, shown.zh, ()),)
        doubts = tuple(self._doubts[field.id, fact.group_id])
        comments = self._comments[field.id, fact.group_id]
        return FormRow(
            field, fact.group_id, values, None, RowMark.DERIVED, doubts, fact.explanation, comments
        )

    def _row(self, field: Field, group_id: str | None) -> FormRow:
        place = field.id, group_id
        findings = sorted(self._findings[place], key=lambda f: (not f.stands, f.id))
        decision = self._decisions.get(place)
        return FormRow(
            field=field,
            group_id=group_id,
            values=tuple(self._value(field, finding) for finding in findings),
            decision=decision,
            mark=mark_of(findings),
            warnings=(*self._kept_as_typed(field, findings), *self._doubts[place]),
            explanation=None,
            comments=self._comments[place],
        )

    def _kept_as_typed(self, field: Field, findings: Sequence[Finding]) -> Iterator[RecordWarning]:
        """For values that the field could not read: kept, shown as written, and used by no rule."""
        for finding in findings:
            value = finding.value
            if value is not None and finding.stands and _is_unread(field, value):
                doubt = self._reader.typed(field, finding.raw).warning
                if doubt is not None:
                    yield RecordWarning(field.id, finding.group_id, (finding.id,), doubt)

    def _value(self, field: Field, finding: Finding) -> FormValue:
        spots = tuple(
            spot for source in finding.evidence if (spot := spot_of(source, self._pages)) is not None
        )
        if finding.value is None:
            return FormValue(finding, *not_found(finding.searched), spots)
        shown = self._shower.both(field, finding.value)
        return FormValue(finding, shown.en, shown.zh, spots)

    # Groups

    def _group(self, kind: GroupKind, group: FindingGroup) -> FormGroup:
        rows = tuple(self._row(field, group.id) for field in self._dictionary.in_group(kind.id))
        title = self._title(kind, group, rows)
        override = next((o for o in self._draft.record.overrides if o.group_id == group.id), None)
        episode = kind.id == "episode"
        line = line_message(self._draft.facts, group.id) if episode else None
        label = line_label(self._draft.facts, group.id) if episode else None
        return FormGroup(kind, group, title.en, title.zh, line, label, override, rows)

    def _title(self, kind: GroupKind, group: FindingGroup, rows: Sequence[FormRow]) -> Label:
        """The title fields that are answered, else the kind and its number."""
        by_id = {row.field.id: row for row in rows}
        said = [
            next((value for value in by_id[name].values if value.finding.stands), None)
            for name in kind.title_fields
            if name in by_id
        ]
        known = [value for value in said if value is not None and value.finding.value is not None]
        if not known:
            return Label(f"{kind.en} {group.position}", f"{kind.zh} {group.position}")
        return Label(", ".join(v.shown_en for v in known), "，".join(v.shown_zh for v in known))


VALUE = FindingState.VALUE


def line_message(facts: CaseFacts, group_id: str) -> Message | None:
    """ "Line 1" (or "line 1 or 2", or not a line) of an episode, with the reason of the rule."""
    decision = next((d for d in facts.lines.decisions if d.episode_id == group_id), None)
    if decision is None:
        return None
    line = facts.lines.line_of(group_id)
    if line is None:
        return Message("findings.not_a_line", {"reason": decision.reason})
    numbers = [str(number) for number in line.number_options]
    if len(numbers) == 1:
        return Message("findings.line", {"number": numbers[0], "reason": decision.reason})
    return Message(
        "findings.line_open", {"first": numbers[0], "last": numbers[-1], "reason": decision.reason}
    )


def line_label(facts: CaseFacts, group_id: str) -> Message | None:
    """The line of an episode without the reason: "Line 1", "Line 1 or 2", "no line of its own"."""
    if all(decision.episode_id != group_id for decision in facts.lines.decisions):
        return None
    line = facts.lines.line_of(group_id)
    if line is None:
        return Message("findings.line_none_short")
    first, last = line.number_options[0], line.number_options[-1]
    if first == last:
        return Message("findings.line_short", {"number": str(first)})
    return Message("findings.line_open_short", {"first": str(first), "last": str(last)})


def not_found(searched: int) -> tuple[str, str]:
    """The words of "looked for, not found", in English and Chinese."""
    documents = "document" if searched == 1 else "documents"
    return f"looked for, not found in {searched} {documents}", f"已查 {searched} 份文件，未找到"


def spot_of(source: Evidence, pages: Mapping[str, PagePlace]) -> EvidenceSpot | None:
    """Where evidence stands in the case; None when its page is in no document any more."""
    place = pages.get(source.page_id)
    if place is None:
        return None
    bounds = source.quads[0].bounds
    for quad in source.quads[1:]:
        bounds = bounds.union(quad.bounds)
    return EvidenceSpot(
        evidence_id=source.id,
        document_id=place.document_id,
        document_type=place.document_type,
        document_date=place.document_date,
        page_id=source.page_id,
        page_number=place.number,
        quads=source.quads,
        bounds=bounds,
        quote=source.quote,
        polarity=source.polarity.value,
        confidence=source.confidence,
    )


def mark_of(findings: Sequence[Finding]) -> RowMark:
    """The one mark of a row, the most pressing first."""
    standing = [finding for finding in findings if finding.stands]
    if not standing:
        return RowMark.NONE
    values = [finding.value for finding in standing if finding.value is not None]
    if any(not same_value(values[0], value) for value in values[1:]) or 0 < len(values) < len(standing):
        return RowMark.CONFLICT
    if not values:
        return RowMark.NOT_FOUND
    sources = [source for f in standing for source in f.evidence if source.polarity is Polarity.SUPPORTS]
    if not sources:
        return RowMark.NO_SOURCE
    read = [source.confidence for source in sources]
    sure = any(confidence is None or confidence >= DOUBTFUL_BELOW for confidence in read)
    return RowMark.CONFIRMED if sure else RowMark.DOUBTFUL


def _is_unread(field: Field, value: Value) -> bool:
    """No rule understands the value, or not all of it: a text where a number belongs, a term without code."""
    if isinstance(value, Text):
        return field.type is not FieldType.TEXT
    items = value.items if isinstance(value, CodedList) else (value,)
    return any(isinstance(item, Coded) and item.code is None for item in items)


def _is_answered(row: FormRow) -> bool:
    return any(value.finding.standing is Standing.STANDS for value in row.values)
