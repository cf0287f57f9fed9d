"""Shapes that look alike in print are put right where what stands around them leaves no doubt, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.typed import text_of, typed
from workstation.reading.spelling import DOUBTFUL, spelled


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ("stage IlI disease", "stage III disease"),
        ("stage lI, IPI 3", "stage II, IPI 3"),
        ("stage (IlIB).", "stage (IIIB)."),
        ("factor I| deficiency", "factor II deficiency"),
        ("CDl9 positive", "CD19 positive"),
        ("CD2O+, CD1O-", "CD20+, CD10-"),
        ("BCL-2, BCLl0", "BCL-2, BCL10"),
        ("PAX5 SOXl1", "PAX5 SOX11"),
        ("IPI l of 5", "IPI 1 of 5"),
        ("Haematology . Ward 7", "Haematology · Ward 7"),
        ("μg/L and 5 μmol/L", "µg/L and 5 µmol/L"),
        ("4.8 ×1049/L", "4.8 ×10^9/L"),
        ("4.8 ×109/L", "4.8 ×10⁹/L"),
        ("change —12 %", "change -12 %"),
        ("一", "-"),
        ("=-", "-"),
    ],
)
def test_lookalikes_are_put_right(told: str, text: str) -> None:
    assert text_of(spelled(typed(told))) == text


@pytest.mark.parametrize(
    "text",
    [
        "He was ill. Ill patients rest.",
        "Illness is all he will tell",
        "11 days, 111 cells, 1.1",
        "IL-6 and IgG and ALL in CR",
        "Lille and Allan",
        "CD19, CD20 and CD3",
        "COVID, CD and CDs",
        "109 g/L, 49/L, 10 %",
        "platelets 109 / L",
        "He came. It was late .",
        "I saw him",
        "2019—2021",
        "node — left",
        "一级",
        "-",
    ],
)
def test_what_is_right_is_left(text: str) -> None:
    assert text_of(spelled(typed(text))) == text


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ("oxygen 2 l per minute", "oxygen 2 l per minute"),
        ("CDI after antibiotics", "CDI after antibiotics"),
        ("2 l/min of oxygen", "2 l/min of oxygen"),
    ],
)
def test_words_that_only_look_like_figures_are_left(told: str, text: str) -> None:
    assert text_of(spelled(typed(told))) == text


@pytest.mark.parametrize("told", ["10°/L", "10%/L", "10'/L", "10”/L"])
def test_power_that_could_only_be_guessed_is_doubtful(told: str) -> None:
    line = spelled(typed(f"4.8 x {told}", sure=0.97))
    assert text_of(line) == "4.8 x 10⁹/L"
    assert line.pieces[-1].confidence == DOUBTFUL
    assert line.pieces[0].confidence == 0.97


@pytest.mark.parametrize("told", ["2.1 × 10/L", "2.1 ×10/L", "2.1×10/L"])
def test_a_power_without_its_figure_is_doubtful_and_nothing_is_put_there(told: str) -> None:
    line = spelled(typed(told, sure=0.97))
    assert text_of(line) == told
    assert line.pieces[-1].confidence == DOUBTFUL


def test_ten_to_a_litre_is_no_power() -> None:
    assert [piece.confidence for piece in spelled(typed("cells 10/L", sure=0.97)).pieces] == [0.97, 0.97]


@given(st.text("Il1|O0 CDx.°/Lµμ", min_size=1, max_size=30).filter(str.strip))
def test_places_stay_and_what_was_put_right_stays_right(text: str) -> None:
    line = typed(text, sure=0.9)
    once = spelled(line)
    assert [(piece.start, piece.end) for piece in once.pieces] == [(p.start, p.end) for p in line.pieces]
    assert all(piece.text and piece.confidence in (0.9, DOUBTFUL) for piece in once.pieces)
    assert text_of(spelled(once)) == text_of(once)


@pytest.mark.parametrize("read", ["SpO298%", "SpO₂98%", "未吸氧SpO298%。ECOG"])
def test_saturation_is_parted_from_its_lowered_figure(read: str) -> None:
    line = spelled(typed(read))
    before, after = (piece.text for piece in line.pieces)
    assert before.endswith("SpO₂")
    assert after.startswith("98%")
    assert line.pieces[0].end == pytest.approx(line.pieces[1].start)


def test_oxygen_without_a_share_stays() -> None:
    assert text_of(spelled(typed("SpO2 98% HbO2"))) == "SpO2 98% HbO2"
