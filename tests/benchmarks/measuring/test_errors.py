"""Errors and decisive tokens: the same for every program, worked out by hand here."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.benchmarks.corpus.pages import MadePage, PageName
from tests.benchmarks.measuring.errors import Seen, character_error, counted, normalised, page_error
from tests.benchmarks.measuring.tokens import decisive, read_exactly
from workstation.demo.truth import PageTruth, TruthWord
from workstation.domain.geometry import Box, Quad


def word(text: str, left: float, line: int = 0, spaced: bool = True) -> TruthWord:
    quad = Quad.of(Box(left, 0.1 + 0.05 * line, left + 0.08, 0.12 + 0.05 * line))
    return TruthWord(text, quad, line, 0, spaced)


def page_of(*words: TruthWord, language: str = "en", by_rows: str = "", cover: Box | None = None) -> MadePage:
    truth = PageTruth("report", 1, words)
    covers = () if cover is None else (Quad.of(cover),)
    name = PageName("tuning", language, "clean", 0)
    return MadePage(name, Path("page.pdf"), truth, covers, 0, by_rows or truth.text)


def seen(page: MadePage) -> list[Seen]:
    return [Seen.at(each.text, each.quad) for each in page.truth.words]


def test_a_perfect_reading_has_no_error_and_an_empty_one_has_all() -> None:
    page = page_of(word("CD20", 0.1), word("positive", 0.2))
    assert page_error(seen(page), page) == 0.0
    assert page_error([], page) == 100.0


def test_one_wrong_character_of_thirteen() -> None:
    page = page_of(word("CD20", 0.1), word("positive", 0.2))
    read = [Seen("CD2O", 0.14, 0.11), Seen("positive", 0.24, 0.11)]
    assert page_error(read, page) == pytest.approx(100 / 13)


def test_order_counts() -> None:
    page = page_of(word("first", 0.1), word("last", 0.2))
    assert page_error(list(reversed(seen(page))), page) > 50


def test_a_letterhead_may_be_read_by_rows() -> None:
    page = page_of(
        word("Hospital", 0.1), word("Ward", 0.1, 1), word("7.5.2024", 0.7), by_rows="Hospital 7.5.2024\nWard"
    )
    by_rows = [seen(page)[place] for place in (0, 2, 1)]
    assert page_error(seen(page), page) == page_error(by_rows, page) == 0.0


def test_garbage_is_not_worse_than_nothing() -> None:
    assert character_error("x" * 1000, "short") == 100.0


@given(st.text(max_size=30), st.text(min_size=1, max_size=30))
def test_the_error_lies_between_nothing_and_all(found: str, wanted: str) -> None:
    assert 0.0 <= character_error(found, wanted) <= 100.0
    assert character_error(wanted, wanted) == 0.0


def test_white_space_and_widths() -> None:
    assert normalised(" two\n  words ", "en") == "two words"
    assert normalised("诊断： 弥漫大 B\n细胞（ＤＬＢＣＬ），", "zh") == "诊断:弥漫大B细胞(DLBCL),"
    assert normalised("10⁹：", "en") == "10⁹："


def test_a_stamps_own_text_does_not_count_and_print_under_it_does() -> None:
    page = page_of(word("lymphoma", 0.1), cover=Box(0.05, 0.05, 0.4, 0.4))
    ring, under = Seen("RECORDS", 0.3, 0.3), Seen("lynphoma", 0.14, 0.11)
    assert counted([ring, under], page) == [under]
    assert page_error([ring, seen(page)[0]], page) == 0.0
    assert page_error([Seen("RECORDS", 0.6, 0.6), seen(page)[0]], page) > 0.0


TEXT = """Seen 21 May 2025, born 12/04/1965, again 11/2014. R-CHOP ×6 with Prednisone 100 mg, rituximab.
CD20+, CD10-, MYC (30 %), Ki-67 about 85 %, BCL6 not rearranged, CD3 negative. LDH 424 U/L, 4.8 × 10⁹/L, 1 % of 35 %."""
CHINESE = "2024年3月行R-CHOP方案，CD20（+），Ki-67约85%，血小板 112×10⁹/L，泼尼松 20mg，2026-10-18。"


def test_what_is_decisive_in_english() -> None:
    assert set(decisive(TEXT)) == {
        *("21May2025", "12/04/1965", "11/2014", "R-CHOP", "Prednisone", "rituximab", "100mg"),
        *("CD20+", "CD10-", "MYC(30%)", "Ki-67about85%", "BCL6notrearranged", "CD3negative"),
        *("424U/L", "4.8×109/L", "1%", "35%"),
    }


def test_what_is_decisive_in_chinese() -> None:
    assert set(decisive(CHINESE)) == {
        *("2024年3月", "R-CHOP方案", "CD20(+)", "Ki-67约85%", "112×109/L", "泼尼松", "20mg", "2026-10-18"),
    }


@pytest.mark.parametrize("text", [TEXT, CHINESE])
def test_a_text_holds_its_own_tokens_whatever_its_spaces(text: str) -> None:
    tokens = decisive(text)
    assert read_exactly(tokens, text) == tokens.total()
    assert read_exactly(tokens, text.replace(" ", "  \n")) == tokens.total()


def test_a_token_must_be_there_as_often_and_whole() -> None:
    tokens = decisive("5 % and 5 %, 35 %, CD20+")
    assert tokens == {"5%": 2, "35%": 1, "CD20+": 1}
    assert read_exactly(tokens, "5 %, 35 %, CD20+") == 3
    assert read_exactly(tokens, "135 %, 2.5 %, CD2O+") == 0
    assert read_exactly(tokens, "5% 5% 3 5% CD20 +") == 4
