"""What the text worker says becomes words of the page, or is refused."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.domain.geometry import Box, Quad
from workstation.reading import Word
from workstation.reading.channel import Claims, FalseClaimError
from workstation.reading.words import Frame, improved, own_words, words_of

FRAME = Frame(0.001, 0.0, 0.0, 0.0, 0.001, 0.0)
"""An image of 1,000 x 1,000 pixels that is the page."""


def row(text: str, left: int, width: int = 40, line: int = 1, **more: Any) -> dict[str, Any]:
    sound = {"text": text, "left": left, "top": 100, "width": width, "height": 40, "conf": 90}
    return sound | {"block_num": 1, "par_num": 1, "line_num": line} | more


def texts(*rows: dict[str, Any]) -> list[str]:
    return [word.text for word in words_of(Claims({"words": list(rows)}), FRAME, 1_000, 1_000)]


def test_words_lie_where_they_were_read() -> None:
    (word,) = words_of(Claims({"words": [row("Ki-67", 100, 200)]}), FRAME, 1_000, 1_000)
    bounds = word.quad.bounds
    assert (bounds.left, bounds.top, bounds.right, bounds.bottom) == pytest.approx((0.1, 0.1, 0.3, 0.14))
    assert (word.confidence, word.line, word.block) == (0.9, 0, 0)


def test_figures_and_letters_join_the_han_around_them() -> None:
    assert texts(row("大", 0), row("B", 45, 20), row("细胞", 70, 80)) == ["大B细胞"]
    assert texts(row("2024", 0, 80), row("年", 85), row("3", 130, 20), row("月", 155)) == ["2024年3月"]


def test_wide_gaps_and_line_ends_keep_words_apart() -> None:
    assert texts(row("血小板", 0, 120), row("132", 300, 60)) == ["血小板", "132"]
    assert texts(row("第", 0), row("3", 42, line=2)) == ["第", "3"]


def test_han_words_and_latin_words_stay_words() -> None:
    assert texts(row("淋巴", 0, 80), row("瘤", 82)) == ["淋巴", "瘤"]
    assert texts(row("large", 0, 80), row("cell", 85)) == ["large", "cell"]


def test_stray_signs_of_little_confidence_are_left_out() -> None:
    assert texts(
        row("~", 0, conf=12), row("|", 50, conf=0), row("x", 90, conf=12), row("-", 140, conf=80)
    ) == [
        "x",
        "-",
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"left": -1},
        {"left": 1_001},
        {"width": 10**9},
        {"conf": 101},
        {"conf": "90"},
        {"text": 5},
        {"text": "   "},
        {"text": "x" * 2_000},
        {"line_num": -1},
    ],
)
def test_impossible_words_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(FalseClaimError):
        texts(row("word", 10) | wrong)


def test_too_many_words_are_refused() -> None:
    with pytest.raises(FalseClaimError):
        texts(*[row("a", 1)] * 20_001)


@pytest.mark.parametrize("frame", [[0.0] * 5, [1.0, 0, 0, 0, 1.0, 0], [float("nan")] * 6, "frame"])
def test_frame_must_be_about_the_page(frame: object) -> None:
    with pytest.raises(FalseClaimError):
        Frame.claimed(Claims({"frame": frame}), 1_000, 1_000)


@given(
    st.integers(0, 1_000),
    st.integers(0, 1_000),
    st.integers(0, 3_000),
    st.integers(0, 3_000),
    st.floats(-0.2, 0.2),
)
def test_every_word_lies_on_the_page(left: int, top: int, width: int, height: int, shift: float) -> None:
    frame = Frame(0.001, 0.0002, shift, -0.0002, 0.001, -shift)
    claimed = Claims({"words": [row("a", left, width, top=top, height=height)]})
    bounds = words_of(claimed, frame, 1_000, 1_000)[0].quad.bounds
    assert 0 <= bounds.left <= bounds.right <= 1
    assert 0 <= bounds.top <= bounds.bottom <= 1


def placed(text: str, left: float, confidence: float, line: int = 0) -> Word:
    return Word(text, Quad.of(Box(left, 0.1, left + 0.1, 0.12)), confidence, line, 0)


def test_weak_word_gives_way_to_a_better_reading_of_its_place() -> None:
    first = (placed("Neutrophils", 0.1, 0.95, 4), placed("Bab", 0.3, 0.2, 4), placed("10^9/L", 0.5, 0.9, 4))
    second = (placed("Neutrophlls", 0.1, 0.96), placed("2.1", 0.3, 0.92), placed("1O^9/L", 0.5, 0.93))
    words = improved(first, second)
    assert [word.text for word in words] == ["Neutrophils", "2.1", "10^9/L"]
    assert [word.line for word in words] == [4, 4, 4]


def test_weak_word_stays_where_the_second_reading_is_no_better() -> None:
    first = (placed("Bab", 0.3, 0.2),)
    assert improved(first, ()) == first
    assert improved(first, (placed("x", 0.3, 0.4), placed("2.1", 0.6, 0.9))) == first


def test_a_word_is_taken_over_once() -> None:
    wide = Word("ALT", Quad.of(Box(0.3, 0.1, 0.4, 0.12)), 0.9, 0, 0)
    first = (placed("A", 0.28, 0.1), placed("LT", 0.31, 0.1))
    assert [word.text for word in improved(first, (wide,))] == ["ALT", "LT"]


def test_own_words_outside_the_page_are_refused() -> None:
    claim = {"text": "a", "quad": [0.0, 0, 1.2, 0, 1, 1, 0, 1], "line": 0, "block": 0}
    with pytest.raises(FalseClaimError):
        own_words(Claims({"words": [claim]}))
