"""Where a line of print begins and ends, and which of its pieces belong together."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.typed import on_end, text_of, typed
from workstation.reading.lines import Line, Piece, closed_up, parted, tightened, unbarred
from workstation.reading.pages import Engine


def pieces(*placed: tuple[str, float, float], length: float = 10.0) -> Line:
    """A line so many times longer than high, its pieces from where to where in heights."""
    made = tuple(
        Piece(text, start / length, end / length, 0.9, Engine.TESSERACT) for text, start, end in placed
    )
    return Line((0.0, 0.0, 40 * length, 0.0, 40 * length, 40.0, 0.0, 40.0), made)


def test_edges_are_those_of_the_print_and_not_of_the_strip() -> None:
    line = typed("  ECOG 1  ", 100.0, 200.0)
    assert (line.left, line.right, line.top, line.bottom) == pytest.approx((130.0, 220.0, 200.0, 230.0))
    assert (line.height, line.middle, line.is_upright) == (30.0, 215.0, True)


def test_line_on_end_has_the_edges_of_its_strip() -> None:
    line = on_end("Confidential", 900.0, 100.0)
    assert not line.is_upright
    assert (line.left, line.right, line.top, line.bottom) == (900.0, 930.0, 100.0, 280.0)
    assert line.length == pytest.approx(6.0)


def test_confidence_counts_characters() -> None:
    first, last = typed("ALT 1").pieces
    line = replace(typed("ALT 1"), pieces=(replace(first, confidence=1.0), replace(last, confidence=0.2)))
    assert line.letters == 4
    assert line.confidence == pytest.approx(0.8)


def test_place_of_a_piece_leans_with_its_line() -> None:
    leaning = Line((0.0, 0.0, 100.0, 10.0, 98.0, 30.0, -2.0, 20.0), ())
    corners = leaning.place(Piece("x", 0.5, 1.0, 1.0, Engine.TESSERACT))
    assert corners == pytest.approx((50.0, 5.0, 100.0, 10.0, 98.0, 30.0, 48.0, 25.0))


def test_place_of_a_piece_on_end_runs_down_the_page() -> None:
    x0, y0, x1, y1, *_ = on_end("ab cd", 10.0, 0.0).place(typed("ab cd").pieces[1])
    assert x0 == x1 == 40.0
    assert (y0, y1) == pytest.approx((45.0, 75.0))


def test_line_is_parted_where_cells_stand_far_apart() -> None:
    parts = list(parted([typed("Haemoglobin        98 g/L      120 - 155")]))
    assert [text_of(part) for part in parts] == ["Haemoglobin", "98 g/L", "120 - 155"]
    assert parts[1].left == pytest.approx(19 * 15.0)
    assert parts[1].right == pytest.approx(25 * 15.0)


def test_words_of_a_sentence_are_not_parted_even_where_print_is_set_wide() -> None:
    line = typed("The  patient  is  well .")
    assert list(parted([line])) == [line]


def test_letters_of_one_word_that_was_cut_come_together() -> None:
    line = tightened(pieces(("lym", 0.0, 1.2), ("phoma", 1.25, 3.5), ("grew", 3.8, 5.5)))
    assert text_of(line) == "lymphoma grew"
    assert (line.pieces[0].start, line.pieces[0].end) == pytest.approx((0.0, 0.35))


def test_figures_of_one_number_come_together_where_words_would_not() -> None:
    assert text_of(tightened(pieces(("1", 0.0, 0.3), ("39", 0.5, 1.3)))) == "139"
    assert text_of(tightened(pieces(("of", 0.0, 0.8), ("the", 1.0, 1.9)))) == "of the"


def test_figures_apart_stay_numbers_of_their_own() -> None:
    assert text_of(tightened(pieces(("12", 0.0, 0.9), ("34", 1.25, 2.1)))) == "12 34"


def test_joined_piece_is_as_sure_as_its_letters() -> None:
    sure, unsure = Piece("abc", 0, 0.3, 1.0, Engine.TESSERACT), Piece("d", 0.3, 0.4, 0.2, Engine.TESSERACT)
    (piece,) = tightened(replace(pieces(("x", 0, 1)), pieces=(sure, unsure))).pieces
    assert piece.confidence == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("placed", "text"),
    [
        ((("大", 0.0, 1.0), ("B", 1.1, 1.6), ("细胞", 1.7, 3.7)), "大B细胞"),
        ((("2024", 0.0, 2.0), ("年", 2.1, 3.0), ("3", 3.2, 3.7), ("月", 3.8, 4.8)), "2024年3月"),
        ((("Ki-67", 0.0, 2.5), ("约", 2.8, 3.8), ("80%", 4.1, 5.6)), "Ki-67约80%"),
        ((("血小板", 0.0, 3.0), ("132", 6.0, 7.5)), "血小板 132"),
        ((("large", 0.0, 2.0), ("cell", 2.3, 4.0)), "large cell"),
    ],
)
def test_figures_and_letters_join_the_han_close_to_them(
    placed: tuple[tuple[str, float, float], ...], text: str
) -> None:
    assert text_of(closed_up(pieces(*placed))) == text


words = st.lists(
    st.tuples(st.text("aB1大淋。·", min_size=1, max_size=4), st.floats(0.0, 3.0), st.floats(0.1, 3.0)),
    min_size=1,
    max_size=8,
)


@given(words)
def test_no_sign_is_lost_by_parting_tightening_or_closing_up(row: list[tuple[str, float, float]]) -> None:
    placed, at = [], 0.0
    for text, gap, width in row:
        placed.append((text, at + gap, at + gap + width))
        at += gap + width
    line = pieces(*placed, length=at)
    wanted = "".join(text for text, _, _ in row)
    for made in (list(parted([line])), [tightened(line)], [closed_up(line)]):
        assert "".join(piece.text for part in made for piece in part.pieces) == wanted
        assert all(part.pieces and 0 <= part.left <= part.right <= 40 * at + 1e-6 for part in made)


def test_bars_that_stand_clear_of_the_word_before_are_rules() -> None:
    line = pieces(("|", 0.0, 0.1), ("Ki-67", 0.4, 2.0), ("|", 2.5, 2.6), ("-", 2.8, 3.0), ("||", 4.0, 4.1))
    assert [text_of(each) for each in unbarred([line])] == ["Ki-67 -"]


def test_bar_a_space_behind_a_word_may_be_a_one() -> None:
    line = pieces(("IPI", 0.0, 0.9), ("|", 1.2, 1.3), ("of", 1.6, 2.0), ("CD20|CD3", 3.0, 5.0))
    assert list(unbarred([line])) == [line]


def test_line_of_bars_is_no_line() -> None:
    assert list(unbarred([typed("|"), pieces(("|", 0.0, 0.1), ("|", 2.0, 2.1))])) == []
