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
from workstation.domain.messages import Message
from workstation.domain.refractory import (
    Course,
    DefinitionReading,
    courses,
    read_definitions,
    relapse_within,
    unread_definitions,
)
from workstation.domain.ternary import Ternary
from workstation.domain.therapy import Lines, TreatmentEpisode

DEFINITIONS_VERSION = "timing-1"
EARLY_MONTHS = 12
BELINDA_DAYS = 365
# Readings that are about time, beside the definitions of refractory disease.
TIMED = ("EARLY", "LATE", "EARLY-BELINDA", "POST-ASCT")


class Anchor(StrEnum):
    """Where the time starts."""

    LAST_DOSE = "last_dose"
    END_PET = "end_pet"
    END_RADIOTHERAPY = "end_radiotherapy"
    FIRST_LINE_START = "first_line_start"
    TRANSPLANT = "transplant"


class RelapseClass(StrEnum):
    NO_TREATMENT = "no_treatment"
    ON_FIRST_LINE = "on_first_line"
    NOT_ASSESSED = "not_assessed"
    PARTIAL_AT_END = "partial_at_end"
    PRIMARY_REFRACTORY = "primary_refractory"
    EARLY = "early"
    LATE = "late"
    AFTER_SECOND_LINE = "after_second_line"
    AFTER_TRANSPLANT = "after_transplant"
    STOPPED_OTHER = "stopped_other"
    IN_REMISSION = "in_remission"


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
    latest = courses(last, _event_after(last, relapses), after_transplant)
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
    return _classified(timing, lines, possible, transplants, relapses, _what_decides(first, event))


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


def _classified(
    timing: RelapseTiming,
    lines: Lines,
    possible: tuple[Course, ...],
    transplants: tuple[Transplant, ...],
    relapses: tuple[RelapseEvent, ...],
    deciding: Message | None,
) -> RelapseTiming:
    later = _later_class(lines, transplants, relapses)
    if later is not None:
        return _with_classes(timing, (later,), deciding)
    early = timing.reading("EARLY")
    within = early.answer if early is not None else Ternary.UNKNOWN
    found: dict[RelapseClass, None] = {}
    for course in possible:
        classes = _classes(course, within)
        if not classes:
            needs = Message(
                "timing.needs_response", {"regimen": course.episode.name or Message("lines.unnamed")}
            )
            return replace(timing, classes=(), reason=needs, needs=needs)
        found.update(dict.fromkeys(classes))
    return _with_classes(timing, tuple(found), deciding)


def _with_classes(
    timing: RelapseTiming, classes: tuple[RelapseClass, ...], deciding: Message | None
) -> RelapseTiming:
    if len(classes) == 1:
        return replace(timing, classes=classes, reason=Message(f"timing.class.{classes[0].value}"))
    by_time = set(classes) == {RelapseClass.EARLY, RelapseClass.LATE}
    needs = deciding if by_time and deciding is not None else Message("timing.needs_course")
    return replace(
        timing, classes=classes, reason=needs, needs=needs, borderline=timing.borderline or by_time
    )


def _later_class(
    lines: Lines, transplants: tuple[Transplant, ...], relapses: tuple[RelapseEvent, ...]
) -> RelapseClass | None:
    for transplant in transplants:
        if transplant.given is not Ternary.YES or transplant.date is None:
            continue
        for event in relapses:
            if event.date is not None and is_before(event.date, transplant.date) is Ternary.NO:
                return RelapseClass.AFTER_TRANSPLANT
    return RelapseClass.AFTER_SECOND_LINE if min(lines.since_lbcl) >= 2 else None


def _classes(course: Course, within: Ternary) -> tuple[RelapseClass, ...]:
    """The classes that one course allows; () when its response would have to be known."""
    if course.failed or course.response == "sd":
        return (RelapseClass.PRIMARY_REFRACTORY,)
    timed = {Ternary.YES: (RelapseClass.EARLY,), Ternary.NO: (RelapseClass.LATE,)}
    by_time = timed.get(within, (RelapseClass.EARLY, RelapseClass.LATE))
    if course.event is not None:
        return _classes_with_event(course, by_time)
    if course.end_reason == "ongoing":
        return (RelapseClass.ON_FIRST_LINE,)
    return _classes_without_event(course)


def _classes_with_event(course: Course, by_time: tuple[RelapseClass, ...]) -> tuple[RelapseClass, ...]:
    event = course.event
    if course.response == "pr":
        return (RelapseClass.PARTIAL_AT_END,)
    is_relapse = event is not None and event.kind == ("relapse",)
    if course.response != "cr" and not is_relapse:
        return ()
    maybe_on_it = course.progressed_on_it is Ternary.UNKNOWN and course.response != "cr"
    return (RelapseClass.PRIMARY_REFRACTORY, *by_time) if maybe_on_it else by_time


def _classes_without_event(course: Course) -> tuple[RelapseClass, ...]:
    stopped = course.end_reason in ("toxicity", "patient_choice")
    if course.response == "pr":
        if course.partial_at_end is Ternary.YES:
            return (RelapseClass.PARTIAL_AT_END,)
        if course.end_reason is None and course.last_dose is None:
            return (RelapseClass.ON_FIRST_LINE, RelapseClass.NOT_ASSESSED)
        if stopped:
            return (RelapseClass.STOPPED_OTHER,)
        interim = course.timing == "interim"
        return (
            (RelapseClass.NOT_ASSESSED,)
            if interim
            else (RelapseClass.PARTIAL_AT_END, RelapseClass.NOT_ASSESSED)
        )
    if stopped:
        return (RelapseClass.STOPPED_OTHER,)
    if course.response == "cr":
        return (RelapseClass.IN_REMISSION,)
    return (RelapseClass.NOT_ASSESSED,) if course.response == "not_assessed" else ()
