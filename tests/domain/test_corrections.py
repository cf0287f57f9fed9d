"""Corrections laid over readings: placed where they fit, listed where not, nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.page_words import LINES, TEXTS, TURNS, moved, page, texts
from workstation.domain.corrections import Correction, lay_over, likeness
from workstation.domain.geometry import Box, Quad
from workstation.domain.page_words import CORRECTED, PageWord, joined, lines_of
from workstation.domain.rereading import (
    Change,
    LinePair,
    changes_of,
    compared,
    differing,
    lacking,
    typed_change,
)

MARKERS = (("CD2O", "positive,", "CD19", "positive"), ("Ki-67", "8O", "%"))


def correction(change: Change | None, name: str = "c") -> Correction:
    assert change is not None
    return Correction(name, change.quad, change.old_text, change.new_text)


def at(words: list[PageWord], *places: int) -> list[PageWord]:
    return [words[place] for place in places]


@given(LINES, TURNS, st.data())
def test_what_is_typed_for_words_stands_there_and_nothing_else_changes(
    lines: list[list[str]], degrees: float, data: st.DataObject
) -> None:
    words = page(lines, degrees)
    line = data.draw(st.sampled_from(lines_of(words)))
    start = data.draw(st.integers(0, len(line) - 1))
    end = data.draw(st.integers(start + 1, len(line)))
    typed = data.draw(st.lists(TEXTS, max_size=4))
    change = typed_change(line[start:end], " ".join(typed))
    if change is None:
        assert typed == texts(line[start:end])
        return
    laid = lay_over(words, [correction(change)])
    first = words.index(line[start])
    expected = texts(words)
    expected[first : first + end - start] = typed
    assert texts(list(laid.words)) == expected
    assert not laid.not_placed
    kept = [word for word in laid.words if word.correction_id is None]
    assert all(word in words for word in kept)
    assert {word.engine for word in laid.words if word.correction_id} <= {CORRECTED}


QUADS = st.tuples(*[st.floats(0.0, 1.0)] * 4).map(
    lambda b: Quad.of(Box(min(b[0], b[1]), min(b[2], b[3]), max(b[0], b[1]), max(b[2], b[3])))
)
ANY_TEXT = st.lists(TEXTS, max_size=3).map(" ".join)


@given(LINES, TURNS, st.lists(st.tuples(QUADS, ANY_TEXT, ANY_TEXT), max_size=5))
def test_no_correction_and_no_word_is_lost(
    lines: list[list[str]], degrees: float, wanted: list[tuple[Quad, str, str]]
) -> None:
    words = page(lines, degrees)
    corrections = [Correction(str(n), *parts) for n, parts in enumerate(wanted)]
    laid = lay_over(words, corrections)
    placed = [each for each in corrections if each not in laid.not_placed]
    assert sorted(texts(laid_by(laid.words, each.id)) == [] for each in laid.not_placed) == [True] * len(
        laid.not_placed
    )
    gone = [word for word in words if word.text not in texts(list(laid.words))]
    assert all(any(each.quad.holds(*word.quad.middle) for each in placed) for word in gone)
    order = [word.line for word in laid.words]
    assert order == sorted(order)
    if not placed:
        assert list(laid.words) == words


def laid_by(words: tuple[PageWord, ...], name: str) -> list[PageWord]:
    return [word for word in words if word.correction_id == name]


@given(LINES, TURNS, st.floats(-0.005, 0.005), st.floats(-0.005, 0.005), st.data())
def test_another_reading_that_places_words_a_little_elsewhere_keeps_the_correction(
    lines: list[list[str]], degrees: float, dx: float, dy: float, data: st.DataObject
) -> None:
    words = page([[text + "xyz" for text in line] for line in lines], degrees)
    line = data.draw(st.sampled_from(lines_of(words)))
    change = typed_change(line, "something else")
    again = moved(words, dx, dy)
    laid = lay_over(again, [correction(change)])
    assert not laid.not_placed
    assert "something else" in " ".join(texts(list(laid.words)))


def corrected() -> Correction:
    words = page(MARKERS)
    return correction(typed_change(at(words, 0), "CD20"))


def test_a_reading_that_is_right_by_now_keeps_its_place_and_is_marked() -> None:
    laid = lay_over(page((("CD20", "positive,", "CD19", "positive"), ("Ki-67", "8O", "%"))), [corrected()])
    assert texts(list(laid.words))[:2] == ["CD20", "positive,"]
    first = laid.words[0]
    assert (first.engine, first.confidence, first.correction_id) == (CORRECTED, 1.0, "c")


def test_a_word_cut_in_two_is_corrected_as_one() -> None:
    words = page(MARKERS)
    quad = words[0].quad
    halves = [
        PageWord("CD", quad.part(0, 0.5), 0.5, 0, 0, "x"),
        PageWord("2O", quad.part(0.5, 1), 0.5, 0, 0, "x"),
    ]
    laid = lay_over([*halves, *words[1:]], [corrected()])
    assert texts(list(laid.words)) == ["CD20", *texts(words[1:])]


@pytest.mark.parametrize(
    "again",
    [
        (("CD2ONEG", "positive,", "CD19", "positive"), ("Ki-67", "8O", "%")),
        (("ALK1", "positive,", "CD19", "positive"), ("Ki-67", "8O", "%")),
        (("CD2Opositive,CD19positive",), ("Ki-67", "8O", "%")),
        ((), ("Ki-67", "8O", "%")),
        (),
    ],
)
def test_a_reading_that_says_something_else_there_leaves_the_correction_listed(
    again: tuple[tuple[str, ...], ...],
) -> None:
    words = page(again)
    laid = lay_over(words, [corrected()])
    assert laid.not_placed == (corrected(),)
    assert list(laid.words) == words


def test_a_later_correction_is_laid_over_an_earlier_one() -> None:
    words = page(MARKERS)
    first = correction(typed_change(at(words, 0), "CD20"), "first")
    once = list(lay_over(words, [first]).words)
    second = correction(typed_change(at(once, 0), "CD79a"), "second")
    assert texts(list(lay_over(words, [first, second]).words))[0] == "CD79a"
    assert texts(list(lay_over(words, [first]).words))[0] == "CD20"


def test_noise_is_taken_away_and_stays_away() -> None:
    words = page((("~", "Ki-67", "80"), ("%",)))
    noise = correction(typed_change(at(words, 0), ""))
    assert texts(list(lay_over(words, [noise]).words)) == ["Ki-67", "80", "%"]
    assert lay_over(words[1:], [noise]).not_placed == ()


def test_what_nothing_read_is_put_where_it_stands() -> None:
    words = page((("Stage", "IV", "disease"), ("ECOG", "1"), ("LDH", "high")))
    for missing, place in (("IV", 1), ("Stage", 0), ("high", 6)):
        without = [word for word in words if word.text != missing]
        gone = words[place]
        laid = lay_over(without, [Correction("c", gone.quad, "", missing)])
        assert texts(list(laid.words)) == texts(words)
    line = [word for word in words if word.line != 1]
    own = Correction("c", joined([words[3].quad, words[4].quad]), "", "ECOG 1")
    laid = lay_over(line, [own])
    assert texts(list(laid.words)) == texts(words)
    assert [texts(line) for line in lines_of(laid.words)] == [
        ["Stage", "IV", "disease"],
        ["ECOG", "1"],
        ["LDH", "high"],
    ]
    assert texts(list(lay_over((), [own]).words)) == ["ECOG", "1"]
    assert lay_over(words, [Correction("c", own.quad, "", "no")]).not_placed


def test_likeness() -> None:
    assert likeness("CD 20", "ｃｄ２０") == 1.0
    assert likeness("", " ") == 1.0
    assert likeness("CD2O", "CD20") == 0.75
    assert likeness("CD2O", "") == 0.0
    assert likeness("pos", "negative") < 0.3


# From what was typed or read again to corrections


def test_only_what_differs_is_corrected() -> None:
    words = page(MARKERS)
    change = typed_change(words[:4], "CD20 positive, CD19 positive")
    assert change is not None
    assert (change.old_text, change.new_text, change.quad) == ("CD2O", "CD20", words[0].quad)
    added = typed_change(words[:4], "CD2O positive, CD19 not positive")
    assert added is not None
    assert (added.old_text, added.new_text) == ("CD19", "CD19 not")
    before = typed_change(at(words, 0), "no CD2O")
    assert before is not None
    assert (before.old_text, before.new_text) == ("CD2O", "no CD2O")
    assert typed_change(words[:4], "CD2O  positive, CD19 positive") is None
    with pytest.raises(ValueError, match="no words"):
        typed_change((), "x")


@given(LINES, LINES, TURNS)
def test_all_changes_of_a_part_read_again_make_what_was_read(
    before: list[list[str]], after: list[list[str]], degrees: float
) -> None:
    stood, read = page(before, degrees), page(after, degrees)
    pairs = compared(stood, read)
    assert sorted(id(word) for pair in pairs for word in pair.stood) == sorted(id(word) for word in stood)
    assert sorted(id(word) for pair in pairs for word in pair.read) == sorted(id(word) for word in read)
    for pair in pairs:
        assert pair.differs == bool(changes_of(pair))


def test_a_part_read_again_becomes_what_it_says() -> None:
    stood = page((("CD2O", "pos1tive,", "CD19", "~"), ("Ki-67", "8O", "%")))
    read = page((("CD20", "positive,", "CD19"), ("Ki-67", "80", "%"), ("MYC", "rearranged")))
    changes = [change for pair in compared(stood, read) for change in changes_of(pair)]
    laid = lay_over(stood, [correction(change, str(n)) for n, change in enumerate(changes)])
    assert texts(list(laid.words)) == texts(read)
    assert not laid.not_placed


def test_a_line_that_one_reading_parts_is_taken_as_one() -> None:
    stood = page((("Result", "wide", "4.5"), ("next",)))
    parted = [
        *stood[:2],
        PageWord("4.5", stood[2].quad, 0.7, 1, 0, "x"),
        PageWord("next", stood[3].quad, 0.7, 2, 0, "x"),
    ]
    for one, other in ((stood, parted), (parted, stood)):
        pairs = compared(one, other)
        assert [texts(list(pair.stood)) for pair in pairs] == [["Result", "wide", "4.5"], ["next"]]
        assert not any(pair.differs for pair in pairs)


WORDS = st.lists(st.sampled_from(("CD20", "CD2O", "80", "%", "pos", "po", "s")), max_size=8)


@given(WORDS, WORDS)
def test_every_difference_of_two_lines_is_set_off_on_both_sides(stood: list[str], read: list[str]) -> None:
    def line(texts: list[str]) -> tuple[PageWord, ...]:
        boxes = (Box(n / 10, 0.1, n / 10 + 0.08, 0.12) for n in range(len(texts)))
        return tuple(
            PageWord(text, Quad.of(box), 0.9, 0, 0, "x") for text, box in zip(texts, boxes, strict=True)
        )

    pair = LinePair(line(stood), line(read))
    sides = list(zip((stood, read), differing(pair), lacking(pair), strict=True))
    left = ["".join(word for at, word in enumerate(words) if at not in marked) for words, marked, _ in sides]
    assert left[0] == left[1]
    runs = [len(_starts(marked)) + len(gaps) for _, marked, gaps in sides]
    assert runs[0] == runs[1]


def _starts(places: frozenset[int]) -> list[int]:
    return [place for place in places if place - 1 not in places]
