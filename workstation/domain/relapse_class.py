"""The class of a relapse, from one possible course: of the first line, or of the most recent of several lines.

Treatment given is no relapse: after two or more lines the disease is active only where it came back after the
most recent one, progressed on it or did not respond to it. That nobody recorded a relapse leaves the response
of that line, and a response nobody stated leaves the class open.
"""

from enum import StrEnum

from workstation.domain.refractory import Course
from workstation.domain.ternary import Ternary


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


def first_line_classes(course: Course, within: Ternary) -> tuple[RelapseClass, ...]:
    """The classes that one course of the first line allows; () when its response would have to be known.
    `within`: the relapse came at most 12 months after the last dose."""
    if course.failed or course.response == "sd":
        return (RelapseClass.PRIMARY_REFRACTORY,)
    timed = {Ternary.YES: (RelapseClass.EARLY,), Ternary.NO: (RelapseClass.LATE,)}
    by_time = timed.get(within, (RelapseClass.EARLY, RelapseClass.LATE))
    if course.event is not None:
        return _with_event(course, by_time)
    if course.end_reason == "ongoing":
        return (RelapseClass.ON_FIRST_LINE,)
    return _without_event(course)


def later_line_classes(course: Course, active: RelapseClass) -> tuple[RelapseClass, ...]:
    """The classes that one course of the second or a later line allows; () as above. `active`: the class of a
    disease that came back after the line or did not respond to it."""
    if course.failed or course.response == "sd" or course.event is not None:
        return (active,)
    if course.end_reason == "ongoing":
        return (RelapseClass.NOT_ASSESSED,)
    found = _without_event(course)
    return tuple(kind for kind in found if kind is not RelapseClass.ON_FIRST_LINE)


def _with_event(course: Course, by_time: tuple[RelapseClass, ...]) -> tuple[RelapseClass, ...]:
    event = course.event
    if course.response == "pr":
        return (RelapseClass.PARTIAL_AT_END,)
    is_relapse = event is not None and event.kind == ("relapse",)
    if course.response != "cr" and not is_relapse:
        return ()
    maybe_on_it = course.progressed_on_it is Ternary.UNKNOWN and course.response != "cr"
    return (RelapseClass.PRIMARY_REFRACTORY, *by_time) if maybe_on_it else by_time


def _without_event(course: Course) -> tuple[RelapseClass, ...]:
    stopped = course.end_reason in ("toxicity", "patient_choice")
    if course.response == "pr":
        return _partial_without_event(course, stopped)
    if stopped:
        return (RelapseClass.STOPPED_OTHER,)
    if course.response == "cr":
        return (RelapseClass.IN_REMISSION,)
    return (RelapseClass.NOT_ASSESSED,) if course.response == "not_assessed" else ()


def _partial_without_event(course: Course, stopped: bool) -> tuple[RelapseClass, ...]:
    if course.partial_at_end is Ternary.YES:
        return (RelapseClass.PARTIAL_AT_END,)
    if course.end_reason is None and course.last_dose is None:
        return (RelapseClass.ON_FIRST_LINE, RelapseClass.NOT_ASSESSED)
    if stopped:
        return (RelapseClass.STOPPED_OTHER,)
    if course.timing == "interim":
        return (RelapseClass.NOT_ASSESSED,)
    return (RelapseClass.PARTIAL_AT_END, RelapseClass.NOT_ASSESSED)
