"""The therapy timeline of a summary, drawn to scale: dates become fractions of the width, labels get a row of
their own where they would run into each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

MOST_TICKS = 14
LETTER = 0.0085  # width of one letter as a share of the drawing
CJK_LETTER = 0.0155
MARGIN_DAYS = 12
LAST_TICK = 0.96  # a later tick would have its label cut off


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time. `soft_start` and `soft_end` are the widths of what is not known to the day; `open_end`: the
    end is not stated. `style`: given, other or conflict; `side`: where the label stands if it does not fit in."""

    start: float
    end: float
    soft_start: float
    soft_end: float
    open_end: bool
    label: str
    style: str
    side: str
    lane: int


@dataclass(frozen=True, slots=True)
class Point:
    """An event or a response; `width` > 0 where the day is not known. `level`: row of its label."""

    at: float
    width: float
    label: str
    kind: str
    level: int
    side: str


@dataclass(frozen=True, slots=True)
class Bracket:
    start: float
    end: float
    label: str
    level: int


@dataclass(frozen=True, slots=True)
class Timeline:
    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]
    lanes: int
    events: tuple[Point, ...]
    event_levels: int
    responses: tuple[Point, ...]
    response_levels: int
    brackets: tuple[Bracket, ...]
    as_of: float
    as_of_label: str


class _Scale:
    """Days as fractions of the span from `first` to `last`, kept within 0..1."""

    def __init__(self, first: date, last: date) -> None:
        self.first = first
        self.days = max((last - first).days, 1)

    def __call__(self, day: date) -> float:
        return min(max((day - self.first).days / self.days, 0.0), 1.0)


def draw_timeline(data: Mapping[str, Any], language: str) -> Timeline | None:
    """The drawing of a record's `timeline`, in one language; None when it has nothing with a date."""
    days = [day for item in (*data["bars"], *data["points"]) for day in _days(item)]
    if not days:
        return None
    as_of = date.fromisoformat(data["as_of"])
    last = max([*days, as_of])
    scale = _Scale(min(days) - timedelta(days=MARGIN_DAYS), last + timedelta(days=MARGIN_DAYS))
    bars, lanes = _bars(data["bars"], scale, language, as_of)
    events, event_levels = _points(data["points"], scale, language, "event")
    responses, response_levels = _points(data["points"], scale, language, "response")
    return Timeline(
        ticks=_ticks(scale, language),
        bars=bars,
        lanes=lanes,
        events=events,
        event_levels=event_levels,
        responses=responses,
        response_levels=response_levels,
        brackets=_brackets(data["brackets"], scale, language),
        as_of=scale(as_of),
        as_of_label=data["as_of_label"][language],
    )


def _days(item: Mapping[str, Any]) -> list[date]:
    spans = [item.get("start"), item.get("end"), item.get("at")]
    return [date.fromisoformat(day) for span in spans if span for day in span]


def _span(scale: _Scale, span: Sequence[str]) -> tuple[float, float]:
    first, last = (date.fromisoformat(day) for day in span)
    return scale(first), scale(last + timedelta(days=1))


def text_width(text: str) -> float:
    """Roughly how much of the drawing's width a label takes."""
    return sum(CJK_LETTER if ord(letter) > 0x2E80 else LETTER for letter in text)


def _bars(
    items: Sequence[Mapping[str, Any]], scale: _Scale, language: str, as_of: date
) -> tuple[tuple[Bar, ...], int]:
    made: list[Bar] = []
    lane_ends: list[float] = []
    for item in sorted(items, key=lambda item: (item["start"], item["end"] or [])):
        start, firm = _span(scale, item["start"])
        soft_start = firm - start if item["start"][0] != item["start"][1] else 0.0
        if item["end"]:
            soft, end = _span(scale, item["end"])
            soft_end = end - soft if item["end"][0] != item["end"][1] else 0.0
        else:
            end, soft_end = max(scale(as_of), firm), 0.0
        label = item["label"][language]
        room = text_width(label) + 0.025
        outside = room > end - start - soft_start - soft_end
        side = "left" if outside and end + room > 1.0 else "right"
        taken = (
            start - room if outside and side == "left" else start,
            end + (room if outside and side == "right" else 0),
        )
        lane = _lane(lane_ends, *taken)
        made.append(Bar(start, end, soft_start, soft_end, not item["end"], label, item["style"], side, lane))
    return tuple(made), len(lane_ends)


def _lane(ends: list[float], start: float, end: float) -> int:
    """The first lane that is free at `start`; a new one when none is."""
    for lane, taken in enumerate(ends):
        if taken <= start:
            ends[lane] = end
            return lane
    ends.append(end)
    return len(ends) - 1


def _points(
    items: Sequence[Mapping[str, Any]], scale: _Scale, language: str, lane: str
) -> tuple[tuple[Point, ...], int]:
    made: list[Point] = []
    level_ends: list[float] = []
    for item in sorted((i for i in items if i["lane"] == lane), key=lambda item: item["at"]):
        first, last = _span(scale, item["at"])
        label = item["label"][language]
        room = text_width(label)
        at = (first + last) / 2
        side = "left" if at + room + 0.03 > 1.0 else "right"
        start = at - room - 0.03 if side == "left" else at
        level = _lane(level_ends, start, at + 0.02 if side == "left" else at + room + 0.035)
        made.append(
            Point(
                at, last - first if item["at"][0] != item["at"][1] else 0.0, label, item["kind"], level, side
            )
        )
    return tuple(made), max(len(level_ends), 1)


def _brackets(items: Sequence[Mapping[str, Any]], scale: _Scale, language: str) -> tuple[Bracket, ...]:
    made = []
    for level, item in enumerate(items):
        start, end = scale(date.fromisoformat(item["from"])), scale(date.fromisoformat(item["to"]))
        made.append(Bracket(start, end, item["label"][language], level))
    return tuple(made)


def _ticks(scale: _Scale, language: str) -> tuple[Tick, ...]:
    months = scale.days / 30.44
    step = next((s for s in (1, 2, 3, 6, 12, 24, 60) if months / s <= MOST_TICKS), 120)
    month = _first_month(scale.first, step)
    ticks: list[Tick] = []
    while scale.first + timedelta(days=scale.days) > month:
        if scale(month) < LAST_TICK:
            ticks.append(Tick(scale(month), _tick_label(month, step, not ticks, language)))
        month = _add_months(month, step)
    return tuple(ticks)


def _first_month(day: date, step: int) -> date:
    month = _add_months(day.replace(day=1), 1)
    while (month.month - 1) % min(step, 12):
        month = _add_months(month, 1)
    return month


def _add_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _tick_label(month: date, step: int, first: bool, language: str) -> str:
    """The year stands at the first tick and at each January."""
    if step >= 12:
        return str(month.year)
    if language == "zh":
        return f"{month.year}-{month.month:02d}" if first or month.month == 1 else f"{month.month} 月"
    name = MONTHS[month.month - 1]
    return f"{name} {month.year}" if first or month.month == 1 else name
