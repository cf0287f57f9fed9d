"""Dates as written, and how they are shown."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.domain.dates import (
    ClinicalDate,
    DateInterval,
    DayOrder,
    Precision,
    is_before,
    read_date,
    read_range,
    show,
    show_interval,
)
from workstation.domain.ternary import Ternary

DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))

FIFTH_OF_MARCH = (
    "2021-03-05",
    "2021.3.5",
    "2021/03/05",
    "2021 - 03 - 05",
    "2021年3月5日",
    "2021年03月05号",
    "２０２１年３月５日",
    "2021-3-5日",
    "二〇二一年三月五日",
    "5 Mar 2021",
    "05-Mar-2021",
    "5th of March 2021",
    "5March2021",
    "March 5, 2021",
    "Mar 5th 2021",
    "MAR. 5, 2021",
    "2021 Mar 5",
    "20210305",
    "2021-03-05 10:22",
    "2021-03-05T10:22:31Z",
    "2021年3月5日。",
)


@pytest.mark.parametrize("text", FIFTH_OF_MARCH)
def test_forms_of_one_day(text: str) -> None:
    found = read_date(text)
    assert found.alternatives == (DateInterval(date(2021, 3, 5), date(2021, 3, 5)),)
    assert found.precision is Precision.DAY and found.raw == text and found.is_exact


@pytest.mark.parametrize(
    "text", ["2021-03", "2021.3", "Mar 2021", "March, 2021", "03/2021", "2021年3月", "2021年三月份"]
)
def test_forms_of_one_month(text: str) -> None:
    found = read_date(text)
    assert found.alternatives == (DateInterval(date(2021, 3, 1), date(2021, 3, 31)),)
    assert found.precision is Precision.MONTH


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021年3月上旬", date(2021, 3, 1), date(2021, 3, 10)),
        ("2021年3月初", date(2021, 3, 1), date(2021, 3, 10)),
        ("2021年3月中旬", date(2021, 3, 11), date(2021, 3, 20)),
        ("2021年2月下旬", date(2021, 2, 21), date(2021, 2, 28)),
        ("2021年3月底", date(2021, 3, 21), date(2021, 3, 31)),
        ("early March 2021", date(2021, 3, 1), date(2021, 3, 10)),
        ("end of Mar 2021", date(2021, 3, 21), date(2021, 3, 31)),
        ("2021年初", date(2021, 1, 1), date(2021, 4, 30)),
        ("2021年底", date(2021, 9, 1), date(2021, 12, 31)),
        ("2021年下半年", date(2021, 7, 1), date(2021, 12, 31)),
    ],
)
def test_parts_keep_their_width(text: str, first: date, last: date) -> None:
    found = read_date(text)
    assert found.alternatives == (DateInterval(first, last),) and found.precision is Precision.PART


@pytest.mark.parametrize(
    ("written", "month", "day"),
    [
        ("一月一日", 1, 1),
        ("十月十日", 10, 10),
        ("十二月三十一日", 12, 31),
        ("二月廿八日", 2, 28),
        ("五月二十日", 5, 20),
    ],
)
def test_chinese_numerals(written: str, month: int, day: int) -> None:
    assert read_date(f"二〇二三年{written}").hull == DateInterval(
        date(2023, month, day), date(2023, month, day)
    )


def test_a_year_is_a_year() -> None:
    for text in ("2023", "2023年"):
        found = read_date(text)
        assert found.precision is Precision.YEAR
        assert found.hull == DateInterval(date(2023, 1, 1), date(2023, 12, 31))


def test_unknown_order_is_two_alternatives_unless_the_document_tells() -> None:
    third_of_april, fourth_of_march = date(2023, 4, 3), date(2023, 3, 4)
    both = read_date("03/04/2023")
    assert both.is_ambiguous and [i.earliest for i in both.alternatives] == [fourth_of_march, third_of_april]
    assert read_date("03/04/2023", DayOrder.DMY).hull == DateInterval(third_of_april, third_of_april)
    assert read_date("03/04/2023", DayOrder.MDY).hull == DateInterval(fourth_of_march, fourth_of_march)
    assert read_date("04/04/2023").is_exact
    assert read_date("25/03/2023").is_exact
    assert read_date("25/03/2023", DayOrder.MDY).hull == DateInterval(date(2023, 3, 25), date(2023, 3, 25))


def test_two_digit_years_stay_ambiguous() -> None:
    for text in ("21-3-5", "21.03.05", "5 Mar 21", "21年3月5日"):
        found = read_date(text)
        assert found.is_ambiguous, text
        assert DateInterval(date(2021, 3, 5), date(2021, 3, 5)) in found.alternatives


@pytest.mark.parametrize(
    "text",
    [
        "31 Feb 2026",
        "2026年2月31日",
        "29 Feb 2023",
        "31/04/2023",
        "2021-13-01",
        "2021-00-10",
        "2021年十三月",
        "3月15日",
        "2020.3-2020.8",
        "2020年3月至8月",
        "Mar 2020 to Aug 2020",
        "6 months later",
        "半年前",
        "C3D1",
        "Mar 21",
        "Foo 2021",
        "1021-03-05",
        "2021年3月5日上旬",
        "",
        "   ",
        "R-CHOP",
    ],
)
def test_what_is_no_date_is_kept_as_written(text: str) -> None:
    found = read_date(text)
    assert found == ClinicalDate(text, (), Precision.NONE)
    assert not found.is_known and found.hull is None and show(found, "en") == text


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020.3-2020.8", "Mar 2020", "Aug 2020"),
        ("2020年3月至8月", "Mar 2020", "Aug 2020"),
        ("Mar 2020 to Aug 2020", "Mar 2020", "Aug 2020"),
        ("2020-03-01 ~ 2020-08-15", "1 Mar 2020", "15 Aug 2020"),
        ("2020年3月5日—2020年8月1日", "5 Mar 2020", "1 Aug 2020"),
    ],
)
def test_a_range_is_two_dates(text: str, first: str, last: str) -> None:
    found = read_range(text)
    assert found is not None
    assert (show(found[0], "en"), show(found[1], "en")) == (first, last)


def test_a_date_is_no_range() -> None:
    assert read_range("2021-03-05") is None and read_range("R-CHOP") is None


@pytest.mark.parametrize(
    ("text", "en", "zh"),
    [
        ("2026-03-27", "27 Mar 2026", "2026-03-27"),
        ("03/2026", "Mar 2026", "2026-03"),
        ("2026年", "2026", "2026"),
        ("2026年3月中旬", "mid Mar 2026", "2026-03 中旬"),
        ("2026年底", "late 2026", "2026 年底"),
        ("03/04/2026", "4 Mar 2026 or 3 Apr 2026", "2026-03-04 或 2026-04-03"),
        ("31 Feb 2026", "31 Feb 2026", "31 Feb 2026"),
    ],
)
def test_shown_as_precisely_as_written(text: str, en: str, zh: str) -> None:
    assert show(read_date(text), "en") == en
    assert show(read_date(text), "zh") == zh


def test_an_odd_interval_shows_both_ends() -> None:
    assert show_interval(DateInterval(date(2026, 3, 5), date(2026, 4, 9)), "en") == "5 Mar 2026 to 9 Apr 2026"


@given(DAYS, st.sampled_from(["en", "zh"]))
def test_what_is_shown_reads_back(day: date, language: str) -> None:
    assert read_date(show(ClinicalDate.of_day(day), language)).alternatives == (DateInterval(day, day),)


@given(st.text(max_size=30))
def test_any_text_is_kept_and_never_raises(text: str) -> None:
    found = read_date(text)
    assert found.raw == text
    assert ClinicalDate.from_json(found.to_json()) == found


@given(st.integers(1, 31), st.integers(1, 12), st.integers(1950, 2049))
def test_numbers_never_gain_or_merge_alternatives(a: int, b: int, year: int) -> None:
    found = read_date(f"{a:02}/{b:02}/{year}")
    assert len(found.alternatives) <= 2
    assert all(interval.is_day and interval.earliest.year == year for interval in found.alternatives)
    for order in DayOrder:
        chosen = read_date(f"{a:02}/{b:02}/{year}", order)
        assert set(chosen.alternatives) <= set(found.alternatives)


@given(DAYS, DAYS)
def test_before_is_exact_for_days(one: date, other: date) -> None:
    assert is_before(ClinicalDate.of_day(one), ClinicalDate.of_day(other)) is Ternary.of(one < other)


def test_intervals_and_dates_check_themselves() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        DateInterval(date(2024, 2, 1), date(2024, 1, 1))
    day = DateInterval(date(2024, 2, 1), date(2024, 2, 1))
    with pytest.raises(ValueError, match="precision"):
        ClinicalDate("x", (), Precision.DAY)
    with pytest.raises(ValueError, match="precision"):
        ClinicalDate("x", (day,), Precision.NONE)
    with pytest.raises(ValueError, match="sorted"):
        ClinicalDate("x", (day, day), Precision.DAY)
