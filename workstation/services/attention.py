"""What a supervisor looks at first: conflicts, doubtful words, values near a limit, overrides, what is missing."""

from collections.abc import Iterator, Sequence
from typing import Any

from workstation.criteria.verdicts import Applicability
from workstation.domain.findings import DecisionKind
from workstation.domain.messages import Label, Message
from workstation.services.bilingual import Bilingual, join_list
from workstation.services.form import all_rows
from workstation.services.views import FormRow, FormView, RowMark, SuitabilityView

Item = dict[str, Any]
MOST_MISSING = 6
MOST_BARE = 4


def attention(
    words: Bilingual, form: FormView, suitability: SuitabilityView, set_ids: Sequence[str]
) -> list[Item]:
    """The items in the order in which they are looked at; `set_ids`: sets the recommendation names."""
    rows = [row for row in all_rows(form.sections) if not row.field.derived]
    return [
        *_marked(words, rows, RowMark.CONFLICT),
        *_marked(words, rows, RowMark.DOUBTFUL),
        *_near_limits(words, suitability, set_ids),
        *_overrides(words, form),
        *_warned(words, rows),
        *_without_source(words, rows),
        *_missing(words, suitability),
    ]


def _item(
    words: Bilingual, kind: str, title: Message, note: Message, field: str | None, group: str | None
) -> Item:
    return {
        "kind": kind,
        "title": words.say(title),
        "note": words.say(note),
        "field": field,
        "group": group,
    }


def _label(row: FormRow) -> Label:
    return Label(row.field.en, row.field.zh)


def _marked(words: Bilingual, rows: Sequence[FormRow], mark: RowMark) -> Iterator[Item]:
    for row in rows:
        if row.mark is mark:
            title = Message(f"assessment.attention.{mark.value}", {"field": _label(row)})
            yield _item(words, mark.value, title, _note(row), row.field.id, row.group_id)


def _note(row: FormRow) -> Message:
    if row.mark is RowMark.CONFLICT:
        if row.decision is not None and row.decision.kind is DecisionKind.EXPLAINED:
            return Message("assessment.attention.explained", {"text": row.decision.text})
        return Message("assessment.attention.undecided")
    value = next(value for value in row.values if value.finding.stands)
    shown = Label(value.shown_en, value.shown_zh)
    if row.mark is RowMark.DOUBTFUL:
        spot = max(value.spots, key=lambda spot: spot.confidence or 0.0)
        percent = int((spot.confidence or 0.0) * 100)
        return Message(
            "assessment.attention.read_as", {"quote": spot.quote, "percent": percent, "value": shown}
        )
    return Message("assessment.attention.value", {"value": shown})


def _without_source(words: Bilingual, rows: Sequence[FormRow]) -> Iterator[Item]:
    """One by one while they are few, else as one item that names the first."""
    bare = [row for row in rows if row.mark is RowMark.NO_SOURCE]
    if len(bare) <= MOST_BARE:
        yield from _marked(words, bare, RowMark.NO_SOURCE)
        return
    named = join_list(_label(row) for row in bare[:MOST_BARE])
    title = Message("assessment.attention.no_sources", {"count": len(bare)})
    note = Message("assessment.attention.among_them", {"fields": named})
    yield _item(words, "no_source", title, note, None, None)


def _near_limits(words: Bilingual, suitability: SuitabilityView, set_ids: Sequence[str]) -> Iterator[Item]:
    seen: set[str] = set()
    for verdict in suitability.verdicts:
        if verdict.applicability is not Applicability.APPLICABLE or (
            set_ids and verdict.set_id not in set_ids
        ):
            continue
        for criterion in verdict.verdicts:
            title = words.say(criterion.topic)
            if criterion.borderline and title["en"] not in seen:
                seen.add(title["en"])
                fact = criterion.facts[0] if criterion.facts else None
                yield _item(
                    words,
                    "borderline",
                    criterion.topic,
                    criterion.message,
                    None if fact is None else fact.field_id,
                    None if fact is None else fact.group_id,
                )


def _overrides(words: Bilingual, form: FormView) -> Iterator[Item]:
    for section in form.sections:
        for group in section.groups:
            if group.override is not None:
                title = Message(
                    "assessment.attention.override",
                    {"episode": Label(group.title_en, group.title_zh), "line": group.override.line},
                )
                note = Message("assessment.attention.reason", {"text": group.override.reason})
                yield _item(words, "override", title, note, None, group.group.id)


def _warned(words: Bilingual, rows: Sequence[FormRow]) -> Iterator[Item]:
    for row in rows:
        for doubt in row.warnings:
            title = Message("assessment.attention.warning", {"field": _label(row)})
            yield _item(words, "warning", title, doubt.message, row.field.id, row.group_id)


def _missing(words: Bilingual, suitability: SuitabilityView) -> Iterator[Item]:
    for item in suitability.missing[:MOST_MISSING]:
        note = Message("assessment.attention.decides", {"count": item.decides})
        yield _item(words, "missing", item.sentence, note, item.field_id, item.group_id)
