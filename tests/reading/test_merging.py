"""Two readings of one line become the one that a person would put together from them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.typed import second, text_of, typed
from workstation.reading.lines import Line, Piece
from workstation.reading.merging import merged
from workstation.reading.pages import Engine


def told(first: str, other: str, sure: float = 0.95, other_sure: float = 0.95) -> str:
    """What stands of Tesseract's reading and RapidOCR's, with how sure they are."""
    return text_of(merged(typed(first, sure=sure), second(other, sure=other_sure)))


def test_what_both_read_is_surer_than_either_alone() -> None:
    line = merged(typed("CD20 positive", sure=0.8), second("CD20 positive", sure=0.7))
    assert text_of(line) == "CD20 positive"
    assert all(0.8 < piece.confidence <= 1.0 for piece in line.pieces)
    assert {piece.engine for piece in line.pieces} == {Engine.TESSERACT}


def test_line_stays_where_it_was() -> None:
    first = typed("Deauville score 2", 120.0, 400.0)
    line = merged(first, second("Deauville score 2"))
    assert line.corners == first.corners
    for piece, before in zip(line.pieces, first.pieces, strict=True):
        assert (piece.start, piece.end) == pytest.approx((before.start, before.end))


def test_unsure_word_gives_way_to_a_sure_one() -> None:
    assert told("Neutrophils Bab", "Neutrophils 2.1", sure=0.4) == "Neutrophils 2.1"
    line = merged(typed("Bab", sure=0.3), second("2.1", sure=0.97))
    assert [piece.engine for piece in line.pieces] == [Engine.RAPIDOCR]


def test_sure_word_stands_against_an_unsure_one() -> None:
    assert told("Ki-67 80%", "Ki-61 80%", sure=0.96, other_sure=0.6) == "Ki-67 80%"


@pytest.mark.parametrize(
    ("first", "other", "text"),
    [
        ("of theleft node", "of the left node", "of the left node"),
        ("of the left node", "ofthe left node", "of the left node"),
        ("relapse wasconfirmed", "relapsewas confirmed", "relapse was confirmed"),
        ("98 g/L", "98g/L", "98 g/L"),
        ("IPI 3", "IPI3", "IPI 3"),
    ],
)
def test_spaces_are_kept_from_either(first: str, other: str, text: str) -> None:
    assert told(first, other) == text


def test_gap_too_narrow_for_a_space_is_none_where_only_tesseract_saw_one() -> None:
    """A narrow one between other figures leaves room that is no space."""
    whole = typed("139")
    halves = (
        Piece("1", 0.0, 0.30, 0.9, Engine.TESSERACT),
        Piece("39", 0.33, 1.0, 0.9, Engine.TESSERACT),
    )
    assert text_of(merged(replace(whole, pieces=halves), second("139"))) == "139"


@pytest.mark.parametrize(
    ("first", "other", "text"),
    [
        ("Illness", "lllness", "Illness"),
        ("BCL2", "BCl2", "BCL2"),
        ("IPI 3", "lPl 3", "IPI 3"),
        ("CDl9 negative", "CD19 negative", "CD19 negative"),
        ("CD19 negative", "CDl9 negative", "CD19 negative"),
        ("|gG 7.1", "IgG 7.1", "IgG 7.1"),
        ("IgG 7.1", "|gG 7.1", "IgG 7.1"),
        ("albumin 4l", "albumin 41", "albumin 41"),
        ("Illness", "1llness", "Illness"),
        ("full", "fu1l", "full"),
    ],
)
def test_lookalikes_are_told_apart_by_the_word_they_stand_in(first: str, other: str, text: str) -> None:
    assert told(first, other) == text


@pytest.mark.parametrize(
    ("first", "other", "text"),
    [
        ("4.2 x 10", "4.2 × 10", "4.2 × 10"),
        ("71 umol/L", "71 µmol/L", "71 µmol/L"),
        ("R-CHOP - six cycles", "R-CHOP · six cycles", "R-CHOP · six cycles"),
        ("Andre Lefevre", "André Lefevre", "André Lefevre"),
        ("37.2 C", "37.2 °C", "37.2 °C"),
    ],
)
def test_signs_that_tesseract_does_not_know_are_taken_over(first: str, other: str, text: str) -> None:
    assert told(first, other, sure=0.85, other_sure=0.97) == text


def test_dot_between_words_is_not_lost() -> None:
    assert told("Haematology . Ward 7", "Haematology · Ward 7", sure=0.8, other_sure=0.96) == (
        "Haematology · Ward 7"
    )


def test_sign_that_one_engine_dreams_up_at_the_end_is_dropped() -> None:
    assert told("stage III ~", "stage III", sure=0.5) == "stage III"
    assert told("stage III", "stage III )", other_sure=0.5) == "stage III"


@pytest.mark.parametrize("sign", ["-", "+"])
def test_sign_of_a_marker_is_never_lost_where_one_engine_is_sure_of_it(sign: str) -> None:
    """Positive and negative hang on it."""
    assert told(f"CD20 ({sign})", "CD20 ()", sure=0.95, other_sure=0.8) == f"CD20 ({sign})"
    assert told("CD20 ()", f"CD20 ({sign})", sure=0.8, other_sure=0.95) == f"CD20 ({sign})"


@pytest.mark.parametrize("point", [".", ","])
def test_point_of_a_number_is_never_lost_where_one_engine_is_sure_of_it(point: str) -> None:
    assert told(f"WBC 4{point}8", "WBC 48", sure=0.95, other_sure=0.8) == f"WBC 4{point}8"
    assert told("WBC 48", f"WBC 4{point}8", sure=0.8, other_sure=0.95) == f"WBC 4{point}8"


@pytest.mark.parametrize(
    ("first", "other", "text"),
    [
        ("-", "一", "-"),
        ("Ki-67 - %", "Ki-67 一 %", "Ki-67 - %"),
        ("change —12 %", "change -12 %", "change -12 %"),
        ("BE -4 mmol/L", "BE –4 mmol/L", "BE -4 mmol/L"),
        ("R—CHOP", "R-CHOP", "R-CHOP"),
        ("node — left", "node — left", "node — left"),
    ],
)
def test_dashes_are_one_sign_however_long_they_look(first: str, other: str, text: str) -> None:
    assert told(first, other, other_sure=0.97) == text


def test_accent_that_only_one_engine_knows_is_kept() -> None:
    assert told("Jurgen Muller", "Jürgen Müller", other_sure=0.7) == "Jürgen Müller"


def test_narrow_one_leaves_room_that_is_no_space() -> None:
    halves = (
        Piece("MUM", 0.0, 0.6, 0.9, Engine.TESSERACT),
        Piece("1-", 0.71, 1.0, 0.9, Engine.TESSERACT),
    )
    assert text_of(merged(replace(typed("MUM1"), pieces=halves), second("MUM1-"))) == "MUM1-"


def test_readings_that_share_nothing_give_the_surer_one_whole() -> None:
    assert told("~~ ,,", "Oxley General", sure=0.3) == "Oxley General"
    assert told("Oxley General", "##", other_sure=0.3) == "Oxley General"


def test_readings_of_nothing_but_noise_still_give_a_line() -> None:
    assert merged(typed("~", sure=0.1), second("*", sure=0.1)).pieces


texts = st.text("Il1|aeoé·×µ0. -CD", min_size=1, max_size=24).filter(str.strip)
sureness = st.floats(0.0, 1.0)


@given(texts, texts, sureness, sureness)
def test_reading_is_never_empty_and_holds_only_what_one_of_the_two_read(
    first: str, other: str, sure: float, other_sure: float
) -> None:
    line = merged(typed(first, sure=sure), second(other, sure=other_sure))
    assert line.pieces
    read = "".join(piece.text for piece in line.pieces)
    assert set(read) <= set(first + other) - {" "}
    assert 0 < len(read) <= len("".join((first + other).split()))
    _check(line)


@given(texts, sureness, sureness)
def test_two_readings_alike_stay_as_they_are(text: str, sure: float, other_sure: float) -> None:
    line = merged(typed(text, sure=sure), second(text, sure=other_sure))
    assert text_of(line) == " ".join(text.split())
    _check(line)


def _check(line: Line) -> None:
    for piece in line.pieces:
        assert piece.text == piece.text.strip() != ""
        assert -1e-9 <= piece.start <= piece.end <= 1 + 1e-9
        assert 0.0 <= piece.confidence <= 1.0
        assert piece.engine in (Engine.TESSERACT, Engine.RAPIDOCR)
