"""Days to pixels, the form to marks, and the widths of the desk, without a window."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from tests.gui.desk.bench import Stay
from tests.services.bench import new_group, review_of, set_new
from workstation.domain.dates import ClinicalDate
from workstation.gui.desk.desk import DeskScreen
from workstation.gui.desk.timeline.chart import Chart, Lane, Mark, chart_of
from workstation.gui.desk.timeline.scale import SMALLEST_TICK, TimeScale
from workstation.gui.desk.timeline.view import TimelineView
from workstation.gui.desk.widths import Balance, plan
from workstation.services import findings
from workstation.services.workspace import Workspace

days = st.dates(date(1850, 1, 1), date(2150, 1, 1))


@given(days, st.integers(1, 60_000), st.floats(100, 3000))
def test_ticks_fit_whatever_the_span(first: date, length: int, room: float) -> None:
    last = date.fromordinal(first.toordinal() + length)
    scale = TimeScale(first, 96, room / length)
    ticks = list(scale.ticks(last))
    assert all(first <= day <= last for day, _ in ticks)
    assert all(day.day == 1 and (day.month == 1) is january for day, january in ticks)
    places = [scale.x(day) for day, _ in ticks]
    assert all(b - a >= SMALLEST_TICK * 0.9 for a, b in pairwise(places))


def test_a_typing_slip_of_a_thousand_years_is_still_drawn() -> None:
    scale = TimeScale(date(1024, 11, 24), 96, 600 / 366_000)
    assert list(scale.ticks(date(2026, 12, 1)))


@given(days, days)
def test_later_is_further_right(one: date, other: date) -> None:
    scale = TimeScale(date(1850, 1, 1), 96, 0.7)
    assert (scale.x(one) < scale.x(other)) is (one < other)
    assert scale.x(scale.first) == 96


# Chart


def chart(ws: Workspace, case_id: str) -> Chart:
    return chart_of(findings.the_form(ws, case_id))


def by_kind(drawn: Chart) -> dict[str, Mark]:
    return {mark.kind: mark for mark in drawn.marks}


def test_the_form_becomes_marks_in_their_lanes(stay: Stay) -> None:
    drawn = chart(stay.ws, stay.ward.ada)
    marks = by_kind(drawn)
    assert {kind: mark.lane for kind, mark in marks.items()} == {
        "diagnosis": Lane.DISEASE,
        "relapse": Lane.DISEASE,
        "episode": Lane.THERAPY,
        "cr": Lane.RESPONSE,
    }
    assert (marks["episode"].label, marks["episode"].cycles, marks["episode"].line) == ("R-CHOP", 6, 1)
    assert marks["diagnosis"].spot is not None
    assert marks["relapse"].spot is None
    assert drawn.first < date(2024, 11, 24)
    assert drawn.last > drawn.as_of


def test_the_limit_is_twelve_months_from_the_last_dose(stay: Stay) -> None:
    drawn = chart(stay.ws, stay.ward.ada)
    assert drawn.limit is not None
    assert (drawn.limit.earliest, drawn.limit.latest) == (date(2026, 3, 27), date(2026, 3, 27))
    assert drawn.deciding is not None


def test_what_has_no_date_is_not_drawn_and_an_end_not_stated_is_open(stay: Stay) -> None:
    ws, case_id = stay.ws, stay.ward.bo
    assert chart(ws, case_id).marks == ()
    new_group(ws, case_id, "episode", {"episode_regimen": "R-CHOP"})
    assert chart(ws, case_id).marks == ()
    new_group(ws, case_id, "episode", {"episode_regimen": "R-DHAP", "episode_start": "03/2025"})
    (mark,) = chart(ws, case_id).marks
    assert (mark.label, mark.open_end, mark.end) == ("R-DHAP", True, None)


def test_two_documents_with_two_days_give_one_mark_with_both(stay: Stay) -> None:
    ws, case_id = stay.ws, stay.ward.ada
    findings.add_value(ws, review_of(ws, case_id), "biopsy_sampling_date", None, "2 Dec 2024")
    mark = by_kind(chart(ws, case_id))["diagnosis"]
    assert mark.start.is_ambiguous
    assert len(mark.start.alternatives) == 2


def test_a_relapse_is_placed_by_its_surest_date(stay: Stay) -> None:
    ws, case_id = stay.ws, stay.ward.bo
    group = new_group(ws, case_id, "relapse", {"relapse_suspected": "Jan 2026"})
    assert by_kind(chart(ws, case_id))["relapse"].label == "suspected"
    set_new(ws, case_id, "relapse_imaging", "3 Feb 2026", group)
    assert by_kind(chart(ws, case_id))["relapse"].label == "imaging"


# Widths


@pytest.mark.parametrize("width", [1280, 1366, 1399, 1400, 1600, 1920, 2399, 2560, 3840])
@pytest.mark.parametrize("tab", ["findings", "timeline", "suitability", "discussion", "history"])
@pytest.mark.parametrize("balance", list(Balance))
def test_the_widths_add_up(width: int, tab: str, balance: Balance) -> None:
    widths = plan(width, tab, balance)
    assert widths.documents + widths.page + widths.record == width
    assert widths.record >= 420
    assert widths.page == 0 or widths.page >= 320


def test_the_plans_of_the_design() -> None:
    assert plan(1366, "findings", Balance.BALANCED).documents == 132
    assert plan(1366, "findings", Balance.BALANCED).record == 496
    assert plan(1366, "suitability", Balance.BALANCED).page == 0
    assert plan(1920, "findings", Balance.BALANCED).record == 684
    assert plan(1920, "timeline", Balance.BALANCED).record == 1452
    assert plan(2560, "findings", Balance.BALANCED).documents == 232


def test_f9_goes_round() -> None:
    seen = [Balance.PAGE]
    while len(seen) < 4:
        seen.append(seen[-1].next)
    assert seen == [Balance.PAGE, Balance.BALANCED, Balance.RECORD, Balance.PAGE]


# Where words stand


@pytest.mark.parametrize("days_before", [5, 25, 60])
def test_the_words_of_a_mark_do_not_lie_on_the_day_of_judgement(
    dressed: QApplication, days_before: int
) -> None:
    as_of = date(2026, 11, 23)
    happened = ClinicalDate.of_day(as_of - timedelta(days=days_before))
    mark = Mark("relapse:1", Lane.DISEASE, "relapse", "", happened)
    view = TimelineView()
    view.resize(1300, 300)
    view.show_chart(Chart((mark,), as_of, None, None, date(2025, 11, 1), date(2027, 6, 1)))
    rect, wide = view._rect(mark, view._scale()), 80.0
    left = view._label_left(rect, wide)
    line = view._scale().x(as_of)
    assert not left < line < left + wide
    assert left >= rect.right() or left + wide <= rect.left()


@pytest.mark.parametrize("width", [496, 684, 760])
def test_columns_of_the_history_share_the_whole_width(qtbot: QtBot, desk: DeskScreen, width: int) -> None:
    table = desk.record.history.focusProxy()
    assert isinstance(table, QTableView)
    desk.record.show_tab("history")
    table.resize(width, 500)
    widths = [table.columnWidth(column) for column in range(5)]
    assert width - 24 <= sum(widths) <= table.viewport().width()
    assert min(widths) >= 65
    day = "2026-11-24" if width < 600 else "2026-11-24 18:34"
    assert widths[0] >= table.fontMetrics().horizontalAdvance(day) + 8
