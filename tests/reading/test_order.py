"""Lines are told in the order in which a person reads them. Pages are 2,480 x 3,508 pixels (A4 at 300 dpi)."""

import random
from collections.abc import Sequence
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.typed import HEIGHT, on_end, text_of, typed
from workstation.reading.lines import Line
from workstation.reading.order import Placed, Rule, in_order

SHEET = 2_480
PITCH = 1.5 * HEIGHT
"""From one base line to the next in ordinary text."""


def shuffled(lines: Sequence[Line]) -> list[Line]:
    """Engines tell lines in no order that means anything."""
    mixed = list(lines)
    random.Random(5).shuffle(mixed)
    return mixed


def rows_of(lines: Sequence[Line], rules: Sequence[Rule] = (), *, gutter: float | None = None) -> list[str]:
    """What is read, a row each, its cells parted by a bar."""
    return _joined(in_order(shuffled(lines), rules, gutter))


def _joined(placed: Sequence[Placed]) -> list[str]:
    rows: dict[int, list[str]] = {}
    for each in placed:
        rows.setdefault(each.row, []).append(text_of(each.line))
    return [" | ".join(cells) for cells in rows.values()]


def read_through(lines: Sequence[Line], rules: Sequence[Rule] = ()) -> list[str]:
    """The lines one after the other, whichever rows they are told in."""
    return [text_of(each.line) for each in in_order(shuffled(lines), rules)]


def paragraph(left: float, top: float, *texts: str, height: float = HEIGHT, pitch: float = 1.5) -> list[Line]:
    return [typed(text, left, top + number * pitch * height, height) for number, text in enumerate(texts)]


def right_aligned(text: str, right: float, top: float, height: float = HEIGHT) -> Line:
    return typed(text, right - len(text) * height / 2, top, height)


def table(lefts: Sequence[float], top: float, *rows: Sequence[str], pitch: float = PITCH) -> list[Line]:
    """Cells on common base lines, with the few pixels by which they are found higher or lower."""
    jitter = random.Random(3)
    return [
        typed(text, left, top + number * pitch + jitter.uniform(-3, 3))
        for number, row in enumerate(rows)
        for left, text in zip(lefts, row, strict=True)
        if text
    ]


def test_paragraph_is_read_from_the_top() -> None:
    texts = ("Six cycles of R-CHOP were given", "with complete response.", "Relapse was suspected.")
    assert rows_of(paragraph(200, 300, *texts)) == list(texts)


def test_blocks_part_where_there_is_more_room_than_between_lines() -> None:
    lines = [
        *paragraph(200, 300, "Diagnosis", "DLBCL, stage III"),
        *paragraph(200, 480, "Treatment", "R-CHOP"),
    ]
    assert [each.block for each in in_order(shuffled(lines))] == [0, 0, 1, 1]


ADDRESS = ("12 Mill Lane", "Oxley OX4 3DD", "Tel. 01865 550 123", "Fax 01865 550 124", "ward7@example.org")


def letterhead(size: float, small: float, pitch: float, down: float) -> tuple[list[Line], list[Line]]:
    """Large print at the left, small lines at the right that begin `down` lower: no base line in common."""
    left = [
        typed("St Anne's Hospital", 200, 200, size),
        typed("Department of Haematology", 200, 220 + size, 30),
        typed("Professor I. Lindqvist", 200, 266 + size, 30),
    ]
    return left, paragraph(1_500, 200 + down, *ADDRESS, height=small, pitch=pitch)


@pytest.mark.parametrize("head", [(56, 24, 1.35, 5), (56, 30, 1.5, 0), (40, 26, 1.7, -4)])
def test_letterhead_of_two_columns_is_read_left_then_right(head: tuple[float, float, float, float]) -> None:
    left, right = letterhead(*head)
    body = paragraph(200, 500, "Dear colleague,", "thank you for sending us your patient.")
    assert read_through([*left, *right, *body]) == [text_of(line) for line in (*left, *right, *body)]


@pytest.mark.xfail(
    strict=True, reason="columns are torn apart where gaps of both happen to meet, or lines to pair"
)
def test_letterheads_of_any_size_and_pitch_are_read_left_then_right() -> None:
    kinds = product((40, 56), ((24, 1.2), (24, 1.35), (26, 1.7), (30, 1.5)), (-10, -4, 0, 5, 12))
    torn = []
    for size, (small, pitch), down in kinds:
        left, right = letterhead(size, small, pitch, down)
        if read_through([*left, *right]) != [text_of(line) for line in (*left, *right)]:
            torn.append((size, small, pitch, down))
    assert not torn


def test_columns_close_below_each_other_are_read_each_to_its_end() -> None:
    """The same where the columns' lines overlap in pairs and the left one has the smaller print."""
    left = paragraph(200, 204, "Haematology", "Ward 7", "Building C", height=26, pitch=1.7)
    right = paragraph(1_400, 190, "Patient: O. Brandvoll", "born 3 May 1963", "record LY-0147", pitch=1.3)
    assert read_through([*left, *right]) == [text_of(line) for line in (*left, *right)]


@pytest.mark.parametrize("down", [0, 6, 13])
def test_date_at_the_right_of_the_hospitals_name_is_read_after_it(down: float) -> None:
    """On the base line of the name (13 px below its middle) or a little higher."""
    name, date = typed("St Anne's Hospital", 200, 200, 56), right_aligned("14 March 2025", 2_280, 213 + down)
    below = paragraph(200, 330, "Department of Haematology", "Discharge summary")
    assert read_through([name, date, *below]) == [
        "St Anne's Hospital",
        "14 March 2025",
        "Department of Haematology",
        "Discharge summary",
    ]


def test_date_and_name_of_one_size_are_one_row() -> None:
    lines = [typed("St Anne's Hospital", 200, 200), right_aligned("14 March 2025", 2_280, 203)]
    below = paragraph(200, 290, "Discharge summary")
    assert rows_of([*lines, *below]) == ["St Anne's Hospital | 14 March 2025", "Discharge summary"]


LAB = (
    ("Parameter", "Result", "Unit", "Reference"),
    ("Haemoglobin", "98", "g/L", "120 - 155"),
    ("Platelets", "132", "10^9/L", "150 - 400"),
    ("Neutrophils", "2.4", "10^9/L", "1.8 - 7.5"),
    ("LDH", "412", "U/L", "135 - 225"),
)
LEFTS = (200, 800, 1_200, 1_600)


@pytest.mark.parametrize("pitch", [1.15 * HEIGHT, PITCH, 2.4 * HEIGHT])
def test_table_is_read_row_by_row(pitch: float) -> None:
    assert rows_of(table(LEFTS, 900, *LAB, pitch=pitch)) == [" | ".join(row) for row in LAB]


def test_table_with_empty_cells_is_read_row_by_row() -> None:
    rows = (LAB[0], ("Haemoglobin", "98", "g/L", ""), ("Comment", "", "", "haemolytic"), LAB[4])
    told = [" | ".join(cell for cell in row if cell) for row in rows]
    assert rows_of(table(LEFTS, 900, *rows)) == told


def test_table_between_paragraphs_stays_between_them() -> None:
    above = paragraph(200, 780, "Laboratory of 14 March 2025")
    below = paragraph(200, 900 + 5 * PITCH + 60, "No haemolysis was seen in the smear.")
    told = rows_of([*above, *table(LEFTS, 900, *LAB), *below])
    assert told == ["Laboratory of 14 March 2025", *(" | ".join(row) for row in LAB), text_of(below[0])]


def test_pairs_of_label_and_value_are_read_across() -> None:
    rows = (("Name: O. Brandvoll", "Born: 3 May 1963"), ("Record: LY-0147", "Ward: 7"))
    assert rows_of(table((200, 1_300), 300, *rows)) == [" | ".join(row) for row in rows]


def test_cell_of_several_lines_is_read_before_the_next_row() -> None:
    lines = [
        *table(
            (200, 800, 1_200), 900, ("Marker", "Result", "Comment"), ("CD20", "positive", "in 90 % of cells,")
        ),
        *table((200, 800, 1_200), 900 + 2 * PITCH, ("", "", "strong"), ("CD3", "negative", "T cells only")),
    ]
    assert " ".join(read_through(lines)) == (
        "Marker Result Comment CD20 positive in 90 % of cells, strong CD3 negative T cells only"
    )


def ruled(*ys: float) -> list[Rule]:
    return [Rule(180, 2_200, y) for y in ys]


def test_name_in_the_middle_of_its_ruled_row_is_read_before_the_lines_of_its_comment() -> None:
    lines = [
        typed("CD20", 200, 1_000 + PITCH / 2),
        *paragraph(1_000, 1_000, "positive in 90 % of cells,", "strong and diffuse"),
        typed("Ki-67", 200, 1_120 + PITCH / 2),
        *paragraph(1_000, 1_120, "80 % in the hot spots,", "60 % elsewhere"),
    ]
    assert read_through(lines, ruled(985, 1_105, 1_225)) == [
        "CD20",
        "positive in 90 % of cells,",
        "strong and diffuse",
        "Ki-67",
        "80 % in the hot spots,",
        "60 % elsewhere",
    ]


def test_rules_above_and_below_a_text_change_nothing() -> None:
    lines = paragraph(200, 300, *[f"line {number} of the letter" for number in range(12)])
    assert rows_of(lines, ruled(280, 900)) == rows_of(lines)


def test_footer_comes_last_and_is_one_row() -> None:
    body = paragraph(200, 300, "Dear colleague,", "your patient is well.")
    footer = [typed("St Anne's Trust", 200, 3_350), typed("LY-0147", 1_150, 3_352)]
    footer.append(right_aligned("Page 1 of 3", 2_280, 3_348))
    placed = in_order(shuffled([*footer, *body]))
    assert _joined(placed)[-1] == "St Anne's Trust | LY-0147 | Page 1 of 3"
    assert placed[-1].block > placed[1].block


def test_stamp_over_text_does_not_disturb_the_text() -> None:
    texts = [f"line {number} of a letter about the patient's second relapse" for number in range(6)]
    text = paragraph(200, 1_000, *texts)
    stamp = typed("RECEIVED", 500, 1_060, 96)
    told = read_through([*text, stamp])
    assert [line for line in told if line != "RECEIVED"] == texts
    assert told.count("RECEIVED") == 1
    placed = in_order(shuffled([*text, stamp]))
    (row,) = {each.row for each in placed if each.line == stamp}
    assert [each.line for each in placed if each.row == row] == [stamp]


def test_note_along_the_edge_does_not_disturb_the_text() -> None:
    texts = [f"line {number} of a letter about the second relapse" for number in range(10)]
    note = on_end("Archived 2025", 40, 320)
    told = read_through([*paragraph(200, 300, *texts), note])
    assert [line for line in told if line != "Archived 2025"] == texts


def test_spread_is_read_left_page_first() -> None:
    left = paragraph(150, 300, "left page,", "read first", "to its end")
    right = paragraph(1_900, 300, "right page,", "read after", "the left")
    assert rows_of([*left, *right], gutter=1_700) == [text_of(line) for line in (*left, *right)]


def test_tables_on_both_pages_of_a_spread_are_read_page_by_page() -> None:
    left, right = (
        table((150, 900), 300, *[row[:2] for row in LAB]),
        table((1_900, 2_600), 300, *[row[2:] for row in LAB]),
    )
    wanted = [" | ".join(row[:2]) for row in LAB] + [" | ".join(row[2:]) for row in LAB]
    assert rows_of([*left, *right], gutter=1_700) == wanted


@pytest.mark.parametrize("count", [1, 3])
def test_end_of_a_report_beside_a_full_page_is_read_after_it(count: int) -> None:
    left = paragraph(150, 300, *(f"line {number} of the first page" for number in range(10)))
    date = typed("14 March 2023", 1_300, 200)
    right = paragraph(1_900, 300, *("Relapse.", "Eligible.", "Signed.")[:count])
    told = [text_of(line) for line in (date, *left, *right)]
    assert rows_of([date, *left, *right], gutter=1_700) == told


def test_nothing_is_read_in_no_order() -> None:
    assert in_order([]) == []


def test_spread_without_a_line_has_no_order() -> None:
    """A part of a spread in which the engine reads nothing."""
    assert in_order([], gutter=1_700) == []


cells = st.builds(
    typed,
    st.text("ab", min_size=1, max_size=12),
    st.floats(0, SHEET),
    st.floats(0, 3_500),
    st.floats(8, 200),
)
rules = st.lists(
    st.builds(Rule, st.floats(0, 1_000), st.floats(1_000, SHEET), st.floats(0, 3_500)), max_size=6
)


@given(st.lists(cells, min_size=1, max_size=25), rules, st.booleans())
def test_every_line_is_read_once_and_rows_and_blocks_never_go_back(
    lines: list[Line], drawn: list[Rule], spread: bool
) -> None:
    placed = in_order(lines, drawn, 1_700 if spread else None)
    assert sorted(id(each.line) for each in placed) == sorted(map(id, lines))
    for before, after in pairwise(placed):
        assert after.row - before.row in (0, 1)
        assert after.block - before.block in ((0,) if after.row == before.row else (0, 1))
    assert (placed[0].row, placed[0].block) == (0, 0)


# Running text in columns

LEFT = (
    "The patient was first seen here in May with",
    "a swelling of the neck that had been growing",
    "for six weeks without fever or loss of weight",
    "and was sent for an excision biopsy, which was",
    "done on the fourteenth and read as a diffuse",
    "large B-cell lymphoma of germinal centre type.",
)
RIGHT = (
    "Staging by PET-CT showed nodes on both sides",
    "of the diaphragm and no extranodal disease, so",
    "that six cycles of R-CHOP were agreed with the",
    "family. They were given between June and the",
    "end of September without delay, and the scan",
    "after the last of them was without any uptake.",
)


@pytest.mark.parametrize("down", [0, 6, 21])
def test_columns_of_running_text_are_read_one_after_the_other(down: float) -> None:
    """Whether their lines stand at one height or not."""
    head = typed(
        "Letter from the department of haematology to the referring practice, in confidence", 200, 120
    )
    foot = typed(
        "This letter was written after the conference and reaches across the whole of the page", 200, 700
    )
    lines = [head, *paragraph(200, 220, *LEFT), *paragraph(960, 220 + down, *RIGHT), foot]
    assert read_through(lines) == [text_of(head), *LEFT, *RIGHT, text_of(foot)]


def test_columns_under_a_line_across_begin_anew() -> None:
    across = typed(
        "Course after the first relapse, from the second letter of the same department, in full", 200, 520
    )
    first = [*paragraph(200, 200, *LEFT), *paragraph(960, 200, *RIGHT)]
    second = [*paragraph(200, 600, *RIGHT), *paragraph(960, 600, *LEFT)]
    assert read_through([*first, across, *second]) == [*LEFT, *RIGHT, text_of(across), *RIGHT, *LEFT]


def test_table_with_long_cells_is_read_row_by_row() -> None:
    """Cells of two columns as long as lines of text, but of very different lengths, are no columns of text."""
    rows = [
        ("Rituximab 375 mg/m2, day one of each cycle", "given in all six cycles as planned, no delay"),
        ("Cyclophosphamide 750 mg/m2", "five cycles"),
        ("Doxorubicin 50 mg/m2, day one, by slow infusion", "reduced to three quarters from cycle four on"),
        ("Vincristine 1.4 mg/m2", "left out in the last two cycles, neuropathy"),
        ("Prednisolone 100 mg by mouth, days one to five", "all"),
        ("Pegfilgrastim 6 mg", "from the second cycle on, the day after each"),
    ]
    lines = table((200, 960), 300, *rows)
    assert rows_of(lines) == [" | ".join(row) for row in rows]


def test_dates_beside_doses_are_read_row_by_row() -> None:
    rows = [
        (f"Rituximab 375 mg/m2 cycle {n}", f"{n + 10} May 2025 to {n + 11} May 2025") for n in range(1, 8)
    ]
    lines = table((200, 1_100), 300, *rows)
    assert rows_of(lines) == [" | ".join(row) for row in rows]
