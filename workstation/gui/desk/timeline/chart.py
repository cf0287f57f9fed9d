"""What the timeline shows, before anything is drawn: lanes of bars and marks with their dates and sources."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from workstation.domain.dates import ClinicalDate, DateInterval, add_months
from workstation.domain.relapse import Anchor, AnchoredSpan
from workstation.domain.therapy import TreatmentEpisode
from workstation.services.views import EvidenceSpot, FormRow, FormView

LIMIT_MONTHS = 12


class Lane(Enum):
    """From the top."""

    DISEASE = auto()
    THERAPY = auto()
    RESPONSE = auto()
    CELL_THERAPY = auto()


@dataclass(frozen=True)
class Mark:
    """One thing on the timeline.

    `start`: when it began or happened. `end`: when it ended; None with `open_end` where that is not stated, None
    without for a mark of one moment. `label` is data (a regimen, a response code); `note` stands under it.
    """

    key: str
    lane: Lane
    kind: str  # diagnosis, relapse, progression, episode, planned, response code, transplant, cd19
    label: str
    start: ClinicalDate
    end: ClinicalDate | None = None
    open_end: bool = False
    cycles: int = 0
    line: int | None = None
    spot: EvidenceSpot | None = None


@dataclass(frozen=True)
class Chart:
    """Everything drawn, in time order within its lane; `first`..`last` is the time it spans."""

    marks: tuple[Mark, ...]
    as_of: date
    deciding: AnchoredSpan | None
    limit: DateInterval | None
    first: date
    last: date

    def in_lane(self, lane: Lane) -> list[Mark]:
        """The marks of a lane."""
        return [mark for mark in self.marks if mark.lane is lane]


def chart_of(form: FormView) -> Chart:
    """The chart of a form. What has no date is not drawn; the form still shows it."""
    rows = _Rows(form)
    marks = sorted(_marks(form, rows), key=lambda mark: (mark.lane.value, _hull(mark.start).earliest))
    deciding = form.facts.timing.span(Anchor.LAST_DOSE)
    limit = _limit(form, deciding)
    days = [form.facts.as_of]
    for mark in marks:
        days += [_hull(mark.start).earliest, _hull(mark.end or mark.start).latest]
    if limit is not None:
        days.append(limit.latest)
    return Chart(
        tuple(marks), form.facts.as_of, deciding, limit, add_months(min(days), -1), add_months(max(days), 1)
    )


class _Rows:
    """The rows of a form by field and group."""

    def __init__(self, form: FormView) -> None:
        self._rows = {(row.field.id, row.group_id): row for row in _all_rows(form)}

    def spot(self, group_id: str | None, *fields: str) -> EvidenceSpot | None:
        """The first source among these fields of a group."""
        for field in fields:
            row = self._rows.get((field, group_id))
            for value in row.values if row is not None else ():
                if value.finding.stands and value.spots:
                    return value.spots[0]
        return None


def _all_rows(form: FormView) -> Iterator[FormRow]:
    for section in form.sections:
        yield from section.rows
        for group in section.groups:
            yield from group.rows


def _marks(form: FormView, rows: _Rows) -> Iterator[Mark]:
    yield from _moments(form, rows, Lane.DISEASE, "diagnosis", "biopsy_sampling_date", ())
    for group in form.facts.groups.get("relapse", ()):
        yield from _relapse(form, rows, group)
    for episode in form.facts.episodes:
        yield from _episode(form, rows, episode)
    for group in form.facts.groups.get("transplant", ()):
        yield from _moments(form, rows, Lane.CELL_THERAPY, "transplant", "transplant_date", (group,))
    for group in form.facts.groups.get("cd19", ()):
        yield from _moments(form, rows, Lane.CELL_THERAPY, "cd19", "cd19_last_dose", (group,))


def _moments(
    form: FormView, rows: _Rows, lane: Lane, kind: str, field: str, groups: Iterable[str]
) -> Iterator[Mark]:
    places: list[str | None] = [*groups]
    for group in places or [None]:
        day = _date(form, field, group)
        if day is not None:
            yield Mark(f"{kind}:{group}", lane, kind, "", day, spot=rows.spot(group, field))


def _relapse(form: FormView, rows: _Rows, group: str) -> Iterator[Mark]:
    for field in ("relapse_biopsy", "relapse_imaging", "relapse_suspected", "relapse_report"):
        day = _date(form, field, group)
        if day is not None:
            kind = _code(form, "relapse_kind", group) or "relapse"
            label = field.removeprefix("relapse_")
            yield Mark(f"relapse:{group}", Lane.DISEASE, kind, label, day, spot=rows.spot(group, field))
            return


def _episode(form: FormView, rows: _Rows, episode: TreatmentEpisode) -> Iterator[Mark]:
    group = episode.group_id
    line = form.facts.lines.line_of(group)
    number = line.number_options[0] if line is not None and len(line.number_options) == 1 else None
    start = episode.start if _drawn(episode.start) else None
    end = episode.last_dose if _drawn(episode.last_dose) else None
    if start is not None or end is not None:
        kind = "episode" if episode.status in ((), ("given",)) else "planned"
        yield Mark(
            f"episode:{group}",
            Lane.THERAPY,
            kind,
            episode.name,
            start or end or ClinicalDate.unreadable(""),
            end,
            open_end=end is None,
            cycles=episode.cycles.number if episode.cycles is not None else 0,
            line=number,
            spot=rows.spot(group, "episode_regimen", "episode_start", "episode_last_dose"),
        )
    if episode.best_response and episode.response_date is not None and _drawn(episode.response_date):
        spot = rows.spot(group, "episode_best_response", "episode_response_date")
        label = episode.deauville[0] if len(episode.deauville) == 1 else ""
        kind = episode.best_response[0] if len(episode.best_response) == 1 else "unknown"
        yield Mark(f"response:{group}", Lane.RESPONSE, kind, label, episode.response_date, spot=spot)


def _limit(form: FormView, deciding: AnchoredSpan | None) -> DateInterval | None:
    """Twelve months from the last dose of first line, where that has a date."""
    first = next((line for line in form.facts.lines.lines if line.number_options == (1,)), None)
    if deciding is not None:
        start = deciding.start
    elif first is not None:
        by_id = {episode.group_id: episode for episode in form.facts.episodes}
        ends = [by_id[group].last_dose for group in first.counted_ids if group in by_id]
        known = [end for end in ends if end is not None and _drawn(end)]
        if not known:
            return None
        start = max(known, key=lambda end: _hull(end).latest)
    else:
        return None
    hull = _hull(start)
    return DateInterval(add_months(hull.earliest, LIMIT_MONTHS), add_months(hull.latest, LIMIT_MONTHS))


def _date(form: FormView, field: str, group: str | None) -> ClinicalDate | None:
    """The date of a field; where documents differ, one that holds every possibility."""
    values = [value for value in form.facts.get(field, group).values if isinstance(value, ClinicalDate)]
    known = [value for value in values if _drawn(value)]
    if not known:
        return None
    intervals = [interval for value in known for interval in value.alternatives]
    return ClinicalDate.of(known[0].raw, intervals, known[0].precision)


def _code(form: FormView, field: str, group: str) -> str | None:
    values = form.facts.get(field, group).values
    return getattr(values[0], "code", None) if len(values) == 1 else None


def _drawn(day: ClinicalDate | None) -> bool:
    return day is not None and day.is_known


def _hull(day: ClinicalDate) -> DateInterval:
    hull = day.hull
    if hull is None:
        raise ValueError("a mark without a date is not drawn")
    return hull
