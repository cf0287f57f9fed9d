"""Relapse timing: how long after treatment the disease came back, by named anchor and named definition.

Ruling 17: where a document does not say, the time runs from the last dose of first line; the other
anchors stand beside it, and a disagreement between them is flagged borderline. Ruling 19: a
relapse has four dates; the biopsy's is the sampling date and is preferred, then imaging,
suspicion, report. "Early" is at most 12 months (ruling 3).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from workstation.domain.dates import ClinicalDate, Span, is_before, span_between, within_days, within_months
from workstation.domain.deciding import what_decides
from workstation.domain.events import EventDate, RelapseEvent, Transplant
from workstation.domain.first_line import FirstLine, find_first_line, find_last_line
from workstation.domain.lexicon import Lexicon
from workstation.domain.messages import Message, Param
from workstation.domain.refractory import (
    Course,
    DefinitionReading,
    courses,
    read_definitions,
    relapse_within,
    unread_definitions,
)
from workstation.domain.relapse_class import RelapseClass, first_line_classes, later_line_classes
from workstation.domain.ternary import Ternary, all_of
from workstation.domain.therapy import Lines, TreatmentEpisode

DEFINITIONS_VERSION = "timing-1"
EARLY_MONTHS = 12
BELINDA_DAYS = 365
# Readings that are about time, beside the definitions of refractory disease.
TIMED = ("EARLY", "LATE", "EARLY-BELINDA", "POST-ASCT")
# Classes said of the most recent line in words of their own.
_SAID_OF_LATEST = frozenset(
    {RelapseClass.NOT_ASSESSED, RelapseClass.PARTIAL_AT_END, RelapseClass.STOPPED_OTHER}
)


class Anchor(StrEnum):
    """Where the time starts."""

    LAST_DOSE = "last_dose"
    END_PET = "end_pet"
    END_RADIOTHERAPY = "end_radiotherapy"
    FIRST_LINE_START = "first_line_start"
    TRANSPLANT = "transplant"


@dataclass(frozen=True)
class AnchoredSpan:
    """Time from one anchor to one date of the relapse. `within_12_months` inclusive, over all possibilities;
    `needs` names the date that would decide it when it is unknown."""

    anchor: Anchor
    start: ClinicalDate
    event_date: EventDate
    event: ClinicalDate
    span: Span | None
    within_12_months: Ternary
    needs: Message | None = None


@dataclass(frozen=True)
class RelapseTiming:
    """`classes`: the possible classes, time counted from the last dose (one = known, none = cannot
    tell, and then `needs` says what would decide). `event_id`: the relapse that ended the first line."""

    classes: tuple[RelapseClass, ...]
    reason: Message
    spans: tuple[AnchoredSpan, ...] = ()
    readings: tuple[DefinitionReading, ...] = ()
    event_id: str | None = None
    borderline: bool = False
    needs: Message | None = None
    version: str = DEFINITIONS_VERSION

    def span(self, anchor: Anchor) -> AnchoredSpan | None:
        """From an anchor to the preferred date of the relapse; None when one of the two has no date."""
        return next((span for span in self.spans if span.anchor is anchor), None)

    def reading(self, definition: str) -> DefinitionReading | None:
        return next((reading for reading in self.readings if reading.definition == definition), None)


def time_relapse(
    lines: Lines,
    episodes: tuple[TreatmentEpisode, ...],
    relapses: tuple[RelapseEvent, ...],
    transplants: tuple[Transplant, ...],
    lexicon: Lexicon,
) -> RelapseTiming:
    """Class, spans per anchor and the reading under each definition of the relapse after first line."""
    first = find_first_line(lines, episodes, lexicon)
    if first is None:
        nothing = Message("timing.class.no_treatment")
        return RelapseTiming((RelapseClass.NO_TREATMENT,), nothing, readings=_unread(nothing))
    event = _event_after(first, relapses)
    transplant = next((t.date for t in transplants if t.given is Ternary.YES and t.date is not None), None)
    after_transplant = relapse_within(transplant, relapses, EARLY_MONTHS)
    possible = courses(first, event, after_transplant)
    last = find_last_line(lines, episodes, lexicon) or first
    latest = _latest_courses(lines, last, relapses, after_transplant)
    spans = tuple(_spans(first, event, transplant, relapses))
    timing = RelapseTiming(
        (),
        Message("timing.class.open"),
        spans,
        (
            *read_definitions(possible, latest),
            *_timed_readings(first, event, spans, transplant, after_transplant),
        ),
        None if event is None else event.group_id,
        _anchors_disagree(spans),
    )
    active = _class_of_active(transplants, relapses)
    return _classified(
        timing,
        possible if min(lines.since_lbcl) < 2 else (),
        latest if max(lines.since_lbcl) >= 2 else (),
        active,
        _what_decides(first, event),
    )


def _unread(reason: Message) -> tuple[DefinitionReading, ...]:
    timed = (DefinitionReading(name, Ternary.UNKNOWN, "F", reason, reason) for name in TIMED)
    return (*unread_definitions(reason), *timed)


def _event_after(first: FirstLine, relapses: tuple[RelapseEvent, ...]) -> RelapseEvent | None:
    """The first relapse that is not before the first line began."""
    for event in relapses:
        too_early = event.date is not None and first.start is not None and is_before(event.date, first.start)
        if too_early is not Ternary.YES:
            return event
    return None


# Spans


def _spans(
    first: FirstLine,
    event: RelapseEvent | None,
    transplant: ClinicalDate | None,
    relapses: tuple[RelapseEvent, ...],
) -> Iterator[AnchoredSpan]:
    anchors = (
        (Anchor.LAST_DOSE, first.last_dose),
        (Anchor.END_PET, first.end_pet),
        (Anchor.END_RADIOTHERAPY, first.end_radiotherapy),
        (Anchor.FIRST_LINE_START, first.start),
    )
    for anchor, start in anchors:
        if event is not None and start is not None and start.is_known:
            yield from _spans_from(anchor, start, event)
    if transplant is not None and transplant.is_known:
        later = (e for e in relapses if e.date is None or is_before(e.date, transplant) is not Ternary.YES)
        relapse = next(later, None)
        if relapse is not None:
            yield from _spans_from(Anchor.TRANSPLANT, transplant, relapse)


def _spans_from(anchor: Anchor, start: ClinicalDate, event: RelapseEvent) -> Iterator[AnchoredSpan]:
    for kind in EventDate:
        date = event.dates.get(kind)
        if date is not None and date.is_known:
            needs = what_decides(start, anchor_name(anchor), date, event_name(kind), EARLY_MONTHS)
            within = within_months(start, date, EARLY_MONTHS)
            yield AnchoredSpan(anchor, start, kind, date, span_between(start, date), within, needs)


def anchor_name(anchor: Anchor) -> Message:
    return Message(f"timing.anchor.{anchor.value}")


def event_name(kind: EventDate) -> Message:
    return Message(f"timing.event.{kind.value}")


def _anchors_disagree(spans: tuple[AnchoredSpan, ...]) -> bool:
    """Anchors at the end or start of first line that give different answers for the preferred date."""
    preferred = {span.anchor: span.within_12_months for span in reversed(spans)}
    preferred.pop(Anchor.TRANSPLANT, None)
    return len(set(preferred.values())) > 1


def _what_decides(first: FirstLine, event: RelapseEvent | None) -> Message | None:
    if event is None:
        return Message("timing.needs_relapse")
    kind, date = event.chosen if event.chosen is not None else (EventDate.BIOPSY, None)
    name = event_name(kind) if date is not None else Message("timing.event.any")
    return what_decides(first.last_dose, anchor_name(Anchor.LAST_DOSE), date, name, EARLY_MONTHS)


# Readings that are about time


def _timed_readings(
    first: FirstLine,
    event: RelapseEvent | None,
    spans: tuple[AnchoredSpan, ...],
    transplant: ClinicalDate | None,
    after_transplant: Ternary,
) -> Iterator[DefinitionReading]:
    early = _within(first.last_dose, event)
    needs = _what_decides(first, event) if early is Ternary.UNKNOWN else None
    borderline = _anchors_disagree(spans)
    reason = _time_reason(spans, needs)
    yield DefinitionReading("EARLY", early, "F", reason, needs, borderline)
    yield DefinitionReading("LATE", early.not_(), "F", reason, needs, borderline)
    yield _belinda(first, event, reason, needs)
    yield _post_transplant(spans, transplant, after_transplant)


def _within(start: ClinicalDate | None, event: RelapseEvent | None) -> Ternary:
    if start is None or event is None or event.date is None:
        return Ternary.UNKNOWN
    if is_before(event.date, start) is Ternary.YES:
        return Ternary.YES
    return within_months(start, event.date, EARLY_MONTHS)


def _time_reason(spans: tuple[AnchoredSpan, ...], needs: Message | None) -> Message:
    span = next((span for span in spans if span.anchor is Anchor.LAST_DOSE), None)
    if span is None or span.span is None:
        return needs or Message("timing.during_first_line")
    return span_message(span, span.span)


def span_message(anchored: AnchoredSpan, span: Span) -> Message:
    """From the last dose (27 Mar 2026) to the biopsy (…): 7 mo 2 d."""
    return Message(
        "timing.span",
        {
            "anchor": anchor_name(anchored.anchor),
            "start": anchored.start,
            "event": event_name(anchored.event_date),
            "date": anchored.event,
            "span": span,
        },
    )


def _belinda(
    first: FirstLine, event: RelapseEvent | None, reason: Message, needs: Message | None
) -> DefinitionReading:
    """BELINDA counts 365 days from the last dose."""
    answer = Ternary.UNKNOWN
    if first.last_dose is not None and event is not None and event.date is not None:
        before = is_before(event.date, first.last_dose) is Ternary.YES
        answer = Ternary.YES if before else within_days(first.last_dose, event.date, BELINDA_DAYS)
    name = Message("timing.needs_exact_days") if needs is None and answer is Ternary.UNKNOWN else needs
    return DefinitionReading(
        "EARLY-BELINDA", answer, "F", reason, name if answer is Ternary.UNKNOWN else None
    )


def _post_transplant(
    spans: tuple[AnchoredSpan, ...], transplant: ClinicalDate | None, answer: Ternary
) -> DefinitionReading:
    """SCHOLAR-1: relapse within 12 months of the transplant."""
    span = next((span for span in spans if span.anchor is Anchor.TRANSPLANT), None)
    if span is not None and span.span is not None:
        reason = span_message(span, span.span)
    else:
        reason = Message("timing.no_relapse_after_transplant" if transplant else "timing.no_transplant")
    needs = span.needs if span is not None and answer is Ternary.UNKNOWN else None
    return DefinitionReading("POST-ASCT", answer, "F", reason, needs)


# Classes


def _latest_courses(
    lines: Lines, last: FirstLine, relapses: tuple[RelapseEvent, ...], after_transplant: Ternary
) -> tuple[Course, ...]:
    """Every course of the most recent line. The relapse that it was given for is not one after it."""
    if max(lines.since_lbcl) < 2:
        return courses(last, _event_after(last, relapses), after_transplant)
    events = _events_after_later_line(last, relapses)
    return tuple(course for event in events for course in courses(last, event, after_transplant))


def _events_after_later_line(
    line: FirstLine, relapses: tuple[RelapseEvent, ...]
) -> tuple[RelapseEvent | None, ...]:
    """The relapses that may be the first after the line; None where there may be none."""
    found: list[RelapseEvent | None] = []
    for event in relapses:
        after = _is_after(event, line)
        if after is Ternary.YES:
            return (*found, event)
        if after is Ternary.UNKNOWN:
            found.append(event)
    return (*found, None)


def _is_after(event: RelapseEvent, line: FirstLine) -> Ternary:
    """All four dates lie after the start: a biopsy or a report may well follow the first day of the treatment
    that the suspicion led to. Without a start, a date after the last dose tells as much."""
    dates = [date for date in event.dates.values() if date.is_known]
    if not dates:
        return Ternary.UNKNOWN
    if line.start is not None and line.start.is_known:
        start = line.start
        return all_of(is_before(start, date) for date in dates)
    if line.last_dose is None or not line.last_dose.is_known:
        return Ternary.UNKNOWN
    last_dose = line.last_dose
    surely = all(is_before(last_dose, date) is Ternary.YES for date in dates)
    return Ternary.YES if surely else Ternary.UNKNOWN


def _class_of_active(transplants: tuple[Transplant, ...], relapses: tuple[RelapseEvent, ...]) -> RelapseClass:
    """What a disease that is active after several lines is called."""
    for transplant in transplants:
        if transplant.given is not Ternary.YES or transplant.date is None:
            continue
        for event in relapses:
            if event.date is not None and is_before(event.date, transplant.date) is Ternary.NO:
                return RelapseClass.AFTER_TRANSPLANT
    return RelapseClass.AFTER_SECOND_LINE


def _classified(
    timing: RelapseTiming,
    first: tuple[Course, ...],
    latest: tuple[Course, ...],
    active: RelapseClass,
    deciding: Message | None,
) -> RelapseTiming:
    """`first`: the courses of the first line, () when there are surely more lines; `latest`: those of the most
    recent of several lines, () when there is surely one line."""
    early = timing.reading("EARLY")
    within = early.answer if early is not None else Ternary.UNKNOWN
    after_transplant = active is RelapseClass.AFTER_TRANSPLANT
    read = [
        (course, (active,) if after_transplant else first_line_classes(course, within)) for course in first
    ]
    read += [(course, later_line_classes(course, active)) for course in latest]
    unread = next((course for course, classes in read if not classes), None)
    if unread is not None:
        needs = Message("timing.needs_response", _named(unread))
        return replace(timing, classes=(), reason=needs, needs=needs)
    found = dict.fromkeys(kind for _, classes in read for kind in classes)
    if not first and len({course.event is None for course in latest}) > 1:
        deciding = Message("timing.needs_order", _named(latest[0]))
    return _with_classes(timing, tuple(found), deciding, of_first=bool(first))


def _named(course: Course) -> dict[str, Param]:
    return {"regimen": course.episode.name or Message("lines.unnamed")}


def _with_classes(
    timing: RelapseTiming, classes: tuple[RelapseClass, ...], deciding: Message | None, of_first: bool
) -> RelapseTiming:
    if len(classes) == 1:
        group = "class" if of_first or classes[0] not in _SAID_OF_LATEST else "latest"
        return replace(timing, classes=classes, reason=Message(f"timing.{group}.{classes[0].value}"))
    by_time = set(classes) == {RelapseClass.EARLY, RelapseClass.LATE}
    needs = deciding if (by_time or not of_first) and deciding is not None else Message("timing.needs_course")
    return replace(
        timing, classes=classes, reason=needs, needs=needs, borderline=timing.borderline or by_time
    )
