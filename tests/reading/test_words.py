"""What workers say of lines and words becomes words of the page, or is refused."""

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.reading.typed import typed
from workstation.reading import Word
from workstation.reading.channel import Claims, FalseClaimError
from workstation.reading.lines import Line
from workstation.reading.order import Placed, Rule
from workstation.reading.pages import MAX_SIDE_PX, MAX_WORDS, Engine
from workstation.reading.words import (
    MOST_LINES,
    Frame,
    Strip,
    lines_of,
    own_words,
    rules_of,
    strips_of,
    words_of,
)

FRAME = Frame(0.001, 0.0, 0.0, 0.0, 0.001, 0.0)
"""An image of 1,000 x 1,000 pixels that is the page."""

STRIP: dict[str, Any] = {
    "corners": [100.0, 200, 500, 200, 500, 240, 100, 240],
    "at": 7,
    "width": 480,
    "height": 48,
}
PLACE = Strip((100.0, 200.0, 500.0, 200.0, 500.0, 240.0, 100.0, 240.0), 7, 480, 48)
WORD: dict[str, Any] = {"text": "Ki-67", "start": 0.25, "end": 0.5, "conf": 0.9}
OWN: dict[str, Any] = {"text": "a", "quad": [0.1, 0.1, 0.2, 0.1, 0.2, 0.2, 0.1, 0.2], "line": 3, "block": 2}


def read(*words: dict[str, Any], engine: Engine = Engine.TESSERACT) -> Line | None:
    (line,) = lines_of(Claims({"lines": [{"words": list(words)}]}), [PLACE], engine)
    return line


def texts(*lines: Line) -> list[str]:
    placed = [Placed(line, row, 0) for row, line in enumerate(lines)]
    return [word.text for word in words_of(placed, FRAME)]


def test_strips_are_where_their_lines_stand() -> None:
    assert strips_of(Claims({"lines": [STRIP]})) == (PLACE,)
    assert PLACE.pixels == {"at": 7, "width": 480, "height": 48}


@pytest.mark.parametrize(
    "wrong",
    [
        {"corners": [0.0] * 7},
        {"corners": [float("inf")] * 8},
        {"corners": [4.0 * MAX_SIDE_PX] * 8},
        {"corners": ["1"] * 8},
        {"corners": None},
        {"at": -1},
        {"at": 1.5},
        {"width": 0},
        {"width": MAX_SIDE_PX + 1},
        {"height": True},
    ],
)
def test_impossible_strips_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(FalseClaimError):
        strips_of(Claims({"lines": [STRIP, STRIP | wrong]}))


def test_too_many_strips_and_rules_are_refused() -> None:
    with pytest.raises(FalseClaimError):
        strips_of(Claims({"lines": [STRIP] * (MOST_LINES + 1)}))
    with pytest.raises(FalseClaimError):
        rules_of(Claims({"rules": [[0.0, 1.0, 2.0]] * (MOST_LINES + 1)}))


def test_rules_have_ends_and_a_height() -> None:
    assert rules_of(Claims({"rules": [[10.0, 900, 300]]})) == (Rule(10.0, 900.0, 300.0),)


@pytest.mark.parametrize("row", [[1.0, 2.0], [1.0, 2.0, float("nan")], [1.0, 2.0, 1e9], "123", 5])
def test_impossible_rules_are_refused(row: object) -> None:
    with pytest.raises(FalseClaimError):
        rules_of(Claims({"rules": [row]}))


def test_words_lie_where_they_were_read_and_name_their_engine() -> None:
    line = read(WORD, engine=Engine.RAPIDOCR)
    assert line is not None
    (word,) = words_of([Placed(line, 4, 1)], FRAME)
    bounds = word.quad.bounds
    assert (bounds.left, bounds.top, bounds.right, bounds.bottom) == pytest.approx((0.2, 0.2, 0.3, 0.24))
    assert (word.text, word.confidence, word.line, word.block) == ("Ki-67", 0.9, 4, 1)
    assert word.engine == "rapidocr"


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": -0.01},
        {"end": 1.01},
        {"start": None},
        {"conf": 1.01},
        {"conf": 90},
        {"conf": "0.9"},
        {"conf": float("nan")},
        {"text": 5},
        {"text": "   "},
        {"text": "x" * 2_000},
    ],
)
def test_impossible_words_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(FalseClaimError):
        read(WORD, WORD | wrong)


def test_control_characters_do_not_become_words() -> None:
    line = read(WORD | {"text": "a\x07b"})
    assert line is not None
    with pytest.raises(ValueError, match="control"):
        words_of([Placed(line, 0, 0)], FRAME)


@pytest.mark.parametrize("count", [0, 2])
def test_there_is_an_answer_for_every_strip_and_no_more(count: int) -> None:
    with pytest.raises(FalseClaimError):
        lines_of(Claims({"lines": [{"words": [WORD]}] * count}), [PLACE], Engine.TESSERACT)


def test_too_many_words_are_refused() -> None:
    with pytest.raises(FalseClaimError):
        read(*[WORD] * (MAX_WORDS + 1))
    half = read(*[WORD] * (MAX_WORDS // 2 + 1))
    assert half is not None
    with pytest.raises(FalseClaimError):
        words_of([Placed(half, 0, 0), Placed(half, 1, 0)], FRAME)


def test_strip_in_which_nothing_was_read_has_no_line() -> None:
    assert read() is None
    assert read(WORD | {"text": "~", "conf": 0.12}) is None


def test_stray_signs_of_little_confidence_are_left_out() -> None:
    rows = [WORD | {"text": text, "conf": sure} for text, sure in (("|", 0.0), ("x", 0.12), ("-", 0.8))]
    line = read(*rows)
    assert line is not None
    assert [piece.text for piece in line.pieces] == ["x", "-"]


def test_chinese_is_cut_behind_its_marks_and_nowhere_else() -> None:
    assert texts(typed("诊断：弥漫大B细胞淋巴瘤，非生发中心型。")) == [
        "诊断：",
        "弥漫大B细胞淋巴瘤，",
        "非生发中心型。",
    ]
    assert texts(typed("CD20 (+), Ki-67: 80%")) == ["CD20", "(+),", "Ki-67:", "80%"]


def test_clauses_lie_side_by_side_in_their_line() -> None:
    first, last = words_of([Placed(typed("诊断：淋巴瘤", 100.0, 100.0, 40.0), 0, 0)], FRAME)
    assert first.quad.x1 == pytest.approx(last.quad.x0) == pytest.approx(0.16)


@pytest.mark.parametrize("frame", [[0.0] * 5, [1.0, 0, 0, 0, 1.0, 0], [float("nan")] * 6, "frame"])
def test_frame_must_be_about_the_page(frame: object) -> None:
    with pytest.raises(FalseClaimError):
        Frame.claimed(Claims({"frame": frame}), 1_000, 1_000)


def test_strip_without_length_is_refused_or_read_without_harm() -> None:
    try:
        strips = strips_of(Claims({"lines": [STRIP | {"corners": [5.0] * 8}]}))
    except FalseClaimError:
        return
    lines = lines_of(Claims({"lines": [{"words": [WORD]}]}), strips, Engine.TESSERACT)
    assert words_of([Placed(line, 0, 0) for line in lines if line is not None], FRAME)


places = st.floats(-2.0 * MAX_SIDE_PX, 3.0 * MAX_SIDE_PX)
shares = st.floats(0.0, 1.0)


@given(st.lists(places, min_size=8, max_size=8), shares, shares, st.floats(-0.2, 0.2))
def test_every_word_lies_on_the_page(corners: list[float], start: float, end: float, shift: float) -> None:
    frame = Frame(0.001, 0.0002, shift, -0.0002, 0.001, -shift)
    assume(abs(corners[2] - corners[0]) >= 1.0)
    strips = strips_of(Claims({"lines": [STRIP | {"corners": corners}]}))
    claimed = Claims({"lines": [{"words": [WORD | {"start": start, "end": end}]}]})
    (line,) = lines_of(claimed, strips, Engine.TESSERACT)
    assert line is not None
    bounds = words_of([Placed(line, 0, 0)], frame)[0].quad.bounds
    assert 0 <= bounds.left <= bounds.right <= 1
    assert 0 <= bounds.top <= bounds.bottom <= 1


def test_own_words_are_taken_as_they_are() -> None:
    (word,) = own_words(Claims({"words": [OWN]}))
    assert (word.text, word.confidence, word.line, word.block, word.engine) == ("a", 1.0, 3, 2, "text-layer")
    assert isinstance(word, Word)
    assert word.quad.x2 == 0.2


@pytest.mark.parametrize(
    "wrong",
    [
        {"quad": [0.0, 0, 1.2, 0, 1, 1, 0, 1]},
        {"quad": [0.1] * 7},
        {"text": 7},
        {"text": "x" * 2_000},
        {"line": -1},
        {"block": MAX_WORDS + 1},
    ],
)
def test_impossible_own_words_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(FalseClaimError):
        own_words(Claims({"words": [OWN | wrong]}))


@pytest.mark.parametrize("text", ["", " a", "a\x00"])
def test_own_words_that_are_no_words_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="word"):
        own_words(Claims({"words": [OWN | {"text": text}]}))
