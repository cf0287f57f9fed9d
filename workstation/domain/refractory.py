"""Refractory disease under each named definition of the criteria reference (4.1), with its confidence mark.

Ruling 4: residual uptake at the end of treatment is suspected disease until biopsy or progression; a partial
response without either is therefore flagged borderline where a definition counts it (7.3).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

from workstation.domain.dates import ClinicalDate, is_before, sooner_than_months, within_months
from workstation.domain.events import RelapseEvent
from workstation.domain.first_line import FirstLine
from workstation.domain.messages import Message
from workstation.domain.ternary import Ternary, agreement, any_of
from workstation.domain.therapy import TreatmentEpisode


@dataclass(frozen=True)
class DefinitionReading:
    """Is the disease refractory (or the relapse early) under a named definition? `mark`: confidence of the
    definition (F, F2, M, K, ?). `needs`: the sentence that names what would decide, when unknown."""

    definition: str
    answer: Ternary
    mark: str
    reason: Message
    needs: Message | None = None
    borderline: bool = False


@dataclass(frozen=True)
class Course:
    """One possible course of the first line: every code is one possibility, None = not stated."""

    episode: TreatmentEpisode
    response: str | None
    timing: str | None
    end_reason: str | None
    residual: str | None
    progressed_on_it: Ternary
    event: RelapseEvent | None
    last_dose: ClinicalDate | None
    relapse_after_transplant: Ternary

    @property
    def failed(self) -> bool:
        """Progression on the line, or progressive disease as its response."""
        return (
            self.response == "pd" or self.end_reason == "progression" or self.progressed_on_it is Ternary.YES
        )

    @property
    def partial_at_end(self) -> Ternary:
        """A partial response that stands at the end of treatment."""
        if self.response != "pr":
            return Ternary.NO
        if self.timing == "end_of_treatment":
            return Ternary.YES
        return Ternary.UNKNOWN

    @property
    def unproven(self) -> bool:
        """A partial response at the end, neither biopsied nor followed by progression."""
        return (
            self.partial_at_end is Ternary.YES and self.residual != "biopsied_positive" and self.event is None
        )


def courses(
    first: FirstLine, event: RelapseEvent | None, relapse_after_transplant: Ternary
) -> tuple[Course, ...]:
    """Every course that the documents leave possible."""
    return tuple(_courses(first, event, relapse_after_transplant))


def _courses(first: FirstLine, event: RelapseEvent | None, after_transplant: Ternary) -> Iterator[Course]:
    for episode in first.last:
        on_it = _progressed_on(episode, event)
        for response, timing, end_reason, residual in product(
            _options(episode.best_response),
            _options(episode.response_timing),
            _options(episode.end_reason),
            _options(episode.residual),
        ):
            yield Course(
                episode,
                response,
                timing,
                end_reason,
                residual,
                on_it,
                event,
                episode.last_dose,
                after_transplant,
            )


def _options(codes: tuple[str, ...]) -> tuple[str | None, ...]:
    return tuple(code or None for code in codes) or (None,)


def _progressed_on(episode: TreatmentEpisode, event: RelapseEvent | None) -> Ternary:
    """Is the relapse or progression dated before the last dose?"""
    if event is None:
        return Ternary.NO
    if event.date is None or episode.last_dose is None:
        return Ternary.UNKNOWN if episode.end_reason in ((), ("progression",)) else Ternary.NO
    return is_before(event.date, episode.last_dose)


_Answer = tuple[Ternary, str]
_Definition = Callable[[Course], _Answer]


def _scholar1(course: Course) -> _Answer:
    """PD or SD as best response (more than 4 cycles of first line), or relapse within 12 months of ASCT."""
    if course.relapse_after_transplant is Ternary.YES:
        return Ternary.YES, "after_transplant"
    if course.response in ("cr", "pr"):
        return Ternary.NO, f"response_{course.response}"
    if course.response not in ("sd", "pd"):
        return (Ternary.UNKNOWN, "progressed") if course.failed else (Ternary.UNKNOWN, "needs_response")
    cycles = course.episode.cycles
    if cycles is None:
        return Ternary.UNKNOWN, "needs_cycles"
    return (
        (Ternary.YES, f"response_{course.response}") if cycles.number > 4 else (Ternary.UNKNOWN, "few_cycles")
    )


def _zuma1(course: Course) -> _Answer:
    """PD, or SD of at most 6 months, to the most recent chemotherapy; or within 12 months of ASCT."""
    if course.relapse_after_transplant is Ternary.YES:
        return Ternary.YES, "after_transplant"
    if course.failed:
        return Ternary.YES, "progressed"
    if course.response == "sd":
        return Ternary.UNKNOWN, "needs_duration_sd"
    return _by_response(course, {"cr": Ternary.NO, "pr": Ternary.NO})


def _no_complete_response(course: Course) -> _Answer:
    """Anything less than a complete response to first line."""
    if course.failed:
        return Ternary.YES, "progressed"
    if course.response == "pr":
        return _partial(course)
    return _by_response(course, {"cr": Ternary.NO, "sd": Ternary.YES})


def _partial(course: Course) -> _Answer:
    if course.residual == "biopsied_negative" and course.event is None:
        return Ternary.UNKNOWN, "biopsy_negative"
    if course.partial_at_end is Ternary.UNKNOWN and course.event is None:
        return Ternary.UNKNOWN, "needs_end_response"
    return Ternary.YES, "suspected_residual" if course.unproven else "partial"


def _transform(course: Course) -> _Answer:
    """SD, PD, PR, or a complete response of less than 3 months."""
    if course.response == "cr" and not course.failed and course.event is not None:
        return _short_remission(course, 3)
    return _no_complete_response(course)


def _bock24(course: Course) -> _Answer:
    """Only SD or PD during or by the end of first line."""
    if course.failed:
        return Ternary.YES, "progressed"
    return _by_response(course, {"cr": Ternary.NO, "pr": Ternary.NO, "sd": Ternary.YES})


def _refine(course: Course) -> _Answer:
    """Relapse less than 6 months after a complete response; or PR or SD; or PD on therapy."""
    if course.response == "cr" and not course.failed and course.event is not None:
        return _short_remission(course, 6)
    return _no_complete_response(course)


def _short_remission(course: Course, months: int) -> _Answer:
    """A complete response counts from the day it was found."""
    start = course.episode.response_date
    date = course.event.date if course.event is not None else None
    if start is None or date is None:
        return Ternary.UNKNOWN, "needs_response_date"
    answer = sooner_than_months(start, date, months)
    return answer, {Ternary.YES: "short_remission", Ternary.NO: "long_remission"}.get(
        answer, "remission_open"
    )


def _by_response(course: Course, answers: dict[str, Ternary]) -> _Answer:
    if course.progressed_on_it is Ternary.UNKNOWN and answers.get(course.response or "") is not Ternary.YES:
        return Ternary.UNKNOWN, "needs_event_order"
    answer = answers.get(course.response or "")
    return (Ternary.UNKNOWN, "needs_response") if answer is None else (answer, f"response_{course.response}")


DEFINITIONS: tuple[tuple[str, str, _Definition], ...] = (
    ("REF-SCHOLAR1", "F", _scholar1),
    ("REF-ZUMA1", "K", _zuma1),
    ("REF-ZUMA7", "K", _no_complete_response),
    ("REF-BELINDA", "F", _no_complete_response),
    ("REF-TRANSFORM", "K", _transform),
    ("REF-BOCK24", "F", _bock24),
    ("PTF-REFINE", "F", _refine),
)


# Definitions that ask about the most recent treatment instead of the first line.
OF_LATEST_LINE = frozenset({"REF-ZUMA1"})


def read_definitions(
    first_line: tuple[Course, ...], latest_line: tuple[Course, ...]
) -> tuple[DefinitionReading, ...]:
    """Each definition over every possible course of the line it asks about; an answer only where
    all agree.
    """
    return tuple(
        _read(name, mark, definition, latest_line if name in OF_LATEST_LINE else first_line)
        for name, mark, definition in DEFINITIONS
    )


def unread_definitions(reason: Message) -> tuple[DefinitionReading, ...]:
    """Every definition unknown, for one reason: there is no line to read."""
    return tuple(
        DefinitionReading(name, Ternary.UNKNOWN, mark, reason, reason) for name, mark, _ in DEFINITIONS
    )


def _read(name: str, mark: str, definition: _Definition, possible: tuple[Course, ...]) -> DefinitionReading:
    answers = [definition(course) for course in possible]
    answer = agreement(found for found, _ in answers)
    reason = next((key for found, key in answers if found is answer), "differ")
    borderline = answer is Ternary.YES and any(key == "suspected_residual" for _, key in answers)
    message = Message(
        f"timing.because.{reason}", {"regimen": possible[0].episode.name or Message("lines.unnamed")}
    )
    needs = message if answer is Ternary.UNKNOWN else None
    return DefinitionReading(name, answer, mark, message, needs, borderline)


def relapse_within(transplant: ClinicalDate | None, events: tuple[RelapseEvent, ...], months: int) -> Ternary:
    """Did any relapse come within so many months after the transplant? NO when there was no transplant."""
    if transplant is None:
        return Ternary.NO
    later = [
        event.date
        for event in events
        if event.date is not None and is_before(event.date, transplant) is not Ternary.YES
    ]
    return any_of(within_months(transplant, date, months) for date in later)
