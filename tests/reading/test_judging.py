"""How well lines were read is told from what the engines say alone."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.typed import HEIGHT, on_end, second, typed
from workstation.reading import judging
from workstation.reading.lines import Line
from workstation.reading.words import Strip

GOOD = typed("Relapse was suspected on 14 January 2025", sure=0.95)


@pytest.mark.parametrize(
    "text",
    [
        "Relapse was suspected",
        "ECOG 1, IPI 3.",
        "CD20 (+), Ki-67: 80%",
        "Tel. +44 1865 550 123",
        "non-germinal centre type",
        "PET-CT of 14.01.2025",
    ],
)
def test_line_that_was_read_surely_is_read_once(text: str) -> None:
    assert judging.weak([typed(text, sure=0.95)]) == []


@pytest.mark.parametrize(
    "line",
    [
        None,
        typed("Relapse was suspected", sure=0.6),
        typed("CD20 ~ positive"),
        typed("stage lll |"),
        typed("Ward 7 . Haematology"),
        typed("4.8 x 10^9/L"),
        typed("4.8 x10"),
        pytest.param(typed("l4 January")),
        typed("price £ 5"),
    ],
)
def test_line_that_looks_badly_read_is_read_again(line: Line | None) -> None:
    assert {span.number for span in judging.weak([GOOD, line, GOOD])} == {1}


def unsure(line: Line, *numbers: int) -> Line:
    pieces = [
        replace(piece, confidence=0.5) if number in numbers else piece
        for number, piece in enumerate(line.pieces)
    ]
    return replace(line, pieces=tuple(pieces))


def test_line_in_which_nothing_was_read_is_read_again_whole() -> None:
    assert judging.weak([None]) == [judging.Span(0, 0, 0, 0.0, 1.0)]


def test_unsure_word_is_read_again_with_its_neighbours_alone() -> None:
    line = unsure(typed("one two three four five six seven"), 3)
    (span,) = judging.weak([line])
    assert (span.first, span.last) == (2, 5)
    assert line.pieces[1].end < span.start < line.pieces[2].start
    assert line.pieces[4].end < span.end < line.pieces[5].start


@pytest.mark.parametrize(("number", "pieces"), [(0, (0, 2)), (6, (5, 7))])
def test_unsure_word_at_the_end_of_its_line_is_read_again_to_the_edge(
    number: int, pieces: tuple[int, int]
) -> None:
    """What no engine has seen yet may stand beyond it."""
    (span,) = judging.weak([unsure(typed("one two three four five six seven"), number)])
    assert (span.first, span.last) == pieces
    assert (span.start, span.end)[number > 0] == (0.0, 1.0)[number > 0]


def test_unsure_words_far_apart_are_stretches_of_their_own() -> None:
    spans = judging.weak([unsure(typed("a1 b2 c3 d4 e5 f6 g7 h8 i9 j0"), 1, 8)])
    assert [(span.first, span.last) for span in spans] == [(0, 3), (7, 10)]


def test_line_that_is_mostly_unsure_is_read_again_whole() -> None:
    (span,) = judging.weak([unsure(typed("one two three four five"), 1, 3)])
    assert (span.first, span.last, span.start, span.end) == (0, 5, 0.0, 1.0)


words = st.lists(st.tuples(st.text("ab~1", min_size=1, max_size=5), st.floats(0, 1)), min_size=1, max_size=12)


@given(words)
def test_stretches_lie_apart_and_hold_every_unsure_word(row: list[tuple[str, float]]) -> None:
    line = typed(" ".join(text for text, _ in row))
    sure = [sureness for _, sureness in row]
    pieces = tuple(replace(piece, confidence=s) for piece, s in zip(line.pieces, sure, strict=True))
    spans = judging.weak([replace(line, pieces=pieces)])
    held = [number for span in spans for number in range(span.first, span.last)]
    assert held == sorted(set(held))
    assert {number for number, s in enumerate(sure) if s < judging.WEAK_CONFIDENCE} <= set(held)
    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(0.0 <= edge <= 1.0 for edge in edges)


def test_page_read_well_is_not_doubtful() -> None:
    assert not judging.is_doubtful([GOOD] * 10, 10)


def test_page_of_which_little_or_nothing_was_read_is_doubtful() -> None:
    """Print that lies on its head gives a few signs here and there."""
    assert judging.is_doubtful([], 12)
    assert judging.is_doubtful([typed("a")] * 12, 12)
    assert judging.is_doubtful([GOOD], 40)


def test_page_read_unsurely_is_doubtful_and_poor_only_where_it_is_worse() -> None:
    halfway, bad = replace_sure(0.74), replace_sure(0.5)
    assert judging.is_doubtful([halfway] * 10, 10)
    assert not judging.is_poor([halfway] * 10)
    assert judging.is_poor([bad] * 10)
    assert judging.is_poor([])


def replace_sure(sure: float) -> Line:
    return replace(GOOD, pieces=tuple(replace(piece, confidence=sure) for piece in GOOD.pieces))


def test_confidence_of_a_page_counts_characters() -> None:
    assert judging.confidence([typed("abcdefghi", sure=1.0), typed("a", sure=0.0)]) == pytest.approx(0.9)
    assert judging.confidence([]) == 0.0


def test_longer_sure_reading_is_worth_more() -> None:
    short, long, guess = typed("Relapse"), typed("Relapse was suspected"), typed("R~ W s4 sps", sure=0.4)
    assert judging.worth([long]) > judging.worth([short]) > judging.worth([guess]) == 0.0


def test_script_is_told_by_its_signs() -> None:
    assert judging.is_han([typed("诊断：弥漫大B细胞淋巴瘤，Ki-67 80%")])
    assert judging.is_han([typed("CD20 (+)"), typed("R-CHOP"), typed("血小板计数")])
    assert not judging.is_han([typed("diffuse large B-cell lymphoma"), typed("中")])
    assert not judging.is_han([])


def strip(line: Line) -> Strip:
    return Strip(line.corners, 0, round(line.length * 48), 48)


def test_page_runs_down_where_most_of_its_print_does() -> None:
    across, down = strip(GOOD), strip(on_end("Relapse was suspected on 14 January", 100, 100))
    assert not judging.run_down([])
    assert not judging.run_down([across] * 3 + [down])
    assert judging.run_down([across] + [down] * 3)
    assert not judging.run_down([across, *[strip(on_end("7", 50, 40 * n)) for n in range(3)]]), "by length"


PAGE = [typed(f"line {number} of the letter", 200, 300 + 45 * number) for number in range(8)]


def test_strokes_of_a_signature_are_dropped() -> None:
    signature = second("Mlw", sure=0.7)
    tall = replace(signature, corners=typed("Mlw", 200, 800, 3 * HEIGHT).corners)
    assert judging.kept([*PAGE, tall]) == PAGE


def test_what_no_engine_could_make_sense_of_is_dropped() -> None:
    assert judging.kept([*PAGE, typed("~o (e", 200, 900, sure=0.3)]) == PAGE


@pytest.mark.parametrize(
    "line",
    [
        typed("Discharge summary", 200, 100, 2 * HEIGHT, sure=0.9),
        typed("LY 7", 200, 100, 3 * HEIGHT, sure=0.9),
        replace(second("COPY", sure=0.8), corners=typed("COPY", 600, 500, 3 * HEIGHT).corners),
        replace(second("2025", sure=0.8), corners=typed("2025", 600, 500, 3 * HEIGHT).corners),
        replace(second("血液科", sure=0.8), corners=typed("血液科", 600, 500, 3 * HEIGHT).corners),
        second("Mlw", sure=0.7),
    ],
)
def test_headings_stamps_and_words_of_the_usual_size_are_kept(line: Line) -> None:
    assert judging.kept([*PAGE, line]) == [*PAGE, line]


def test_page_of_nothing_keeps_nothing() -> None:
    assert judging.kept([]) == []
