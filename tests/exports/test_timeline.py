from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exports.sample import TIMELINE, both
from workstation.exports.timeline import draw_timeline, text_width

DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))


def bar(start: date, end: date | None, label: str = "R-CHOP") -> dict[str, object]:
    ends = None if end is None else [end.isoformat()] * 2
    return {"label": both(label, label), "start": [start.isoformat()] * 2, "end": ends, "style": "given"}


def timeline(bars: list[dict[str, object]], as_of: date) -> dict[str, object]:
    return {
        "as_of": as_of.isoformat(),
        "as_of_label": both("as of", "截至"),
        "bars": bars,
        "points": [],
        "brackets": [],
    }


def test_nothing_dated_draws_nothing() -> None:
    assert draw_timeline(timeline([], date(2026, 1, 1)), "en") is None


def test_the_sample_is_drawn_to_scale() -> None:
    drawn = draw_timeline(TIMELINE, "en")
    assert drawn is not None
    given_bar = next(b for b in drawn.bars if b.label == "R-CHOP × 6")
    bracket = drawn.brackets[0]
    days = (date(2026, 10, 29) - date(2026, 3, 27)).days
    course = (date(2026, 3, 28) - date(2025, 12, 12)).days
    assert (bracket.end - bracket.start) / (given_bar.end - given_bar.start) == pytest.approx(days / course)
    conflict = next(b for b in drawn.bars if b.style == "conflict")
    assert (conflict.soft_start, conflict.soft_end > 0) == (0.0, True)
    prednisone = next(b for b in drawn.bars if b.label == "Prednisone")
    assert prednisone.open_end
    assert prednisone.end == drawn.as_of


@given(
    st.lists(
        st.tuples(DAYS, st.integers(0, 900), st.text("R-CHOP 利妥昔", max_size=12)), min_size=1, max_size=9
    ),
    DAYS,
)
def test_bars_and_labels_never_run_into_each_other(items: list[tuple[date, int, str]], as_of: date) -> None:
    bars = [bar(start, start + timedelta(days=length), label) for start, length, label in items]
    drawn = draw_timeline(timeline(bars, as_of), "en")
    assert drawn is not None
    assert len(drawn.ticks) <= 15
    by_lane: dict[int, list[tuple[float, float]]] = {}
    for one in drawn.bars:
        assert 0.0 <= one.start <= one.end <= 1.0
        outside = text_width(one.label) + 0.025 > one.end - one.start
        left = text_width(one.label) if outside and one.side == "left" else 0.0
        right = text_width(one.label) if outside and one.side == "right" else 0.0
        by_lane.setdefault(one.lane, []).append((one.start - left, one.end + right))
    assert sorted(by_lane) == list(range(drawn.lanes))
    for spans in by_lane.values():
        ordered = sorted(spans)
        assert all(first[1] <= second[0] for first, second in pairwise(ordered))


def test_ticks_carry_the_year_first_and_at_each_january() -> None:
    drawn = draw_timeline(TIMELINE, "zh")
    assert drawn is not None
    labels = [tick.label for tick in drawn.ticks]
    assert labels[:3] == ["2025-12", "2026-01", "2 月"]
