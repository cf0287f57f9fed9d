"""Boxes and quads in the page frame."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.domain.geometry import Box, Quad

FRACTIONS = st.integers(0, 1_000_000).map(lambda n: n / 1_000_000)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    left, right = sorted((draw(FRACTIONS), draw(FRACTIONS)))
    top, bottom = sorted((draw(FRACTIONS), draw(FRACTIONS)))
    return Box(left, top, right, bottom)


@given(boxes())
def test_round_trips(box: Box) -> None:
    assert Box.from_json(box.to_json()) == box
    quad = Quad.of(box)
    assert Quad.from_json(quad.to_json()) == quad and quad.bounds == box


@given(boxes(), boxes())
def test_union_and_overlap(one: Box, other: Box) -> None:
    union = one.union(other)
    for box in (one, other):
        assert union.contains(box.left, box.top) and union.contains(box.right, box.bottom)
    assert 0.0 <= one.overlap(other) <= 1.0 + 1e-9
    assert one.overlap(other) == pytest.approx(other.overlap(one))


def test_overlap_of_itself_and_of_a_stranger() -> None:
    box = Box(0.1, 0.1, 0.5, 0.5)
    assert box.overlap(box) == pytest.approx(1.0)
    assert box.overlap(Box(0.6, 0.6, 0.9, 0.9)) == 0.0
    assert box.intersection(Box(0.4, 0.2, 0.9, 0.3)) == Box(0.4, 0.2, 0.5, 0.3)


def test_a_skewed_word_has_an_upright_box() -> None:
    assert Quad(0.1, 0.2, 0.4, 0.25, 0.39, 0.3, 0.09, 0.26).bounds == Box(0.09, 0.2, 0.4, 0.3)


@pytest.mark.parametrize("corners", [(-0.1, 0, 1, 1), (0, 0, 1.2, 1), (0.5, 0, 0.4, 1), (0, 0.9, 1, 0.1)])
def test_a_box_checks_itself(corners: tuple[float, float, float, float]) -> None:
    with pytest.raises(ValueError):
        Box(*corners)


def test_the_wrong_number_of_numbers_is_refused() -> None:
    with pytest.raises(ValueError, match="8 numbers"):
        Quad.from_json([1, 2, 3, 4])
    with pytest.raises(ValueError, match="4 numbers"):
        Box.from_json([1, 2, 3])


@given(boxes(), boxes())
def test_quads_overlap_as_their_boxes_do(one: Box, other: Box) -> None:
    assert Quad.of(one).overlap(Quad.of(other)) == pytest.approx(one.overlap(other), abs=1e-6)


def test_a_leaning_quad_overlaps_by_its_own_area() -> None:
    diamond = Quad(0.5, 0.1, 0.9, 0.5, 0.5, 0.9, 0.1, 0.5)
    around = Quad.of(diamond.bounds)
    backwards = Quad(0.1, 0.5, 0.5, 0.9, 0.9, 0.5, 0.5, 0.1)
    assert diamond.overlap(around) == pytest.approx(0.5)
    assert diamond.overlap(backwards) == pytest.approx(1.0)
    assert diamond.overlap(Quad(0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5)) == 0.0


def test_a_quad_holds_what_lies_in_it_whichever_way_it_runs() -> None:
    diamond = Quad(0.5, 0.1, 0.9, 0.5, 0.5, 0.9, 0.1, 0.5)
    backwards = Quad(0.1, 0.5, 0.5, 0.9, 0.9, 0.5, 0.5, 0.1)
    for quad in (diamond, backwards):
        assert quad.holds(0.5, 0.5) and quad.holds(0.35, 0.35)
        assert not quad.holds(0.15, 0.15)
    assert not Quad(0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5).holds(0.2, 0.2)


def test_a_part_of_a_quad_runs_along_it() -> None:
    upside_down = Quad(0.9, 0.6, 0.1, 0.6, 0.1, 0.4, 0.9, 0.4)
    assert upside_down.part(0.0, 0.5).bounds == Box(0.5, 0.4, 0.9, 0.6)
    assert upside_down.part(0.0, 1.0).to_json() == upside_down.to_json()
