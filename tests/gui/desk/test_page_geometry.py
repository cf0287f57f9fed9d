"""Where pages lie and what is chosen on them, without a window."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSizeF

from workstation.domain.geometry import Box, Quad
from workstation.domain.page_words import PageWord, text_under
from workstation.gui.desk.pages.box_drawing import SMALLEST, STEP, BoxDrawing
from workstation.gui.desk.pages.frame import PageFrame
from workstation.gui.desk.pages.layout import (
    GAP,
    LARGEST,
    SMALLEST_SHEET,
    WIDEST,
    Column,
    Fit,
    PageSize,
    fitting_zoom,
    held,
)
from workstation.gui.desk.pages.layout import SMALLEST as SMALLEST_ZOOM
from workstation.gui.desk.pages.marks import HANDLE_HIT, handles
from workstation.gui.desk.pages.selection import (
    WordRange,
    line_of,
    line_quads,
    nearest_word,
    quote_of,
    word_at,
    words_in,
)
from workstation.services.views import WordView

shares = st.floats(0, 1, allow_nan=False)
turns = st.sampled_from((0, 90, 180, 270))
sizes = st.builds(PageSize, st.floats(50, 14_400), st.floats(50, 14_400), turns)
rects = st.builds(
    QRectF, st.floats(-500, 500), st.floats(-500, 500), st.floats(20, 4000), st.floats(20, 4000)
)


def boxes() -> st.SearchStrategy[Box]:
    def ordered(a: float, b: float, c: float, d: float) -> Box:
        return Box(min(a, b), min(c, d), max(a, b), max(c, d))

    return st.builds(ordered, shares, shares, shares, shares)


@given(rects, turns, shares, shares)
def test_every_turn_maps_there_and_back(rect: QRectF, turn: int, x: float, y: float) -> None:
    frame = PageFrame(rect, turn)
    on_canvas = frame.transform.map(QPointF(x, y))
    assert rect.adjusted(-0.01, -0.01, 0.01, 0.01).contains(on_canvas)
    back = frame.fraction(on_canvas)
    assert abs(back.x() - x) < 1e-6
    assert abs(back.y() - y) < 1e-6


@given(rects, turns, boxes())
def test_a_box_comes_back_from_its_corners(rect: QRectF, turn: int, box: Box) -> None:
    frame = PageFrame(rect, turn)
    shown = frame.rect_of(box)
    again = frame.box_between(shown.topLeft(), shown.bottomRight())
    for one, other in zip((box.left, box.top, box.right, box.bottom), _sides(again), strict=True):
        assert abs(one - other) < 1e-6


def _sides(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.top, box.right, box.bottom


def test_a_quarter_turn_clockwise_brings_the_top_to_the_right() -> None:
    rect = QRectF(0, 0, 200, 100)
    top = Box(0, 0, 1, 0.1)
    assert PageFrame(rect, 90).rect_of(top) == QRectF(180, 0, 20, 100)
    assert PageFrame(rect, 180).rect_of(top) == QRectF(0, 90, 200, 10)
    assert PageFrame(rect, 270).rect_of(top) == QRectF(0, 0, 20, 100)


def test_a_turned_word_keeps_the_order_of_its_corners() -> None:
    frame = PageFrame(QRectF(0, 0, 100, 100), 90)
    polygon = frame.polygon(Quad.of(Box(0.1, 0.2, 0.5, 0.3)))
    assert [(p.x(), p.y()) for p in polygon.toList()] == [(80, 10), (80, 50), (70, 50), (70, 10)]


@given(rects, turns, st.floats(-9000, 9000), st.floats(-9000, 9000))
def test_a_place_beside_the_page_is_held_within_it(rect: QRectF, turn: int, x: float, y: float) -> None:
    place = PageFrame(rect, turn).fraction(QPointF(x, y))
    assert 0 <= place.x() <= 1
    assert 0 <= place.y() <= 1


# Column


@given(
    st.lists(sizes, min_size=1, max_size=12), st.floats(0.1, 8), st.floats(100, 2000), st.floats(100, 2000)
)
def test_pages_lie_under_each_other_and_are_found_again(
    pages: list[PageSize], zoom: float, wide: float, high: float
) -> None:
    column = Column(tuple(pages), zoom, QSizeF(wide, high))
    for at, frame in enumerate(column.frames):
        assert column.page_at(frame.rect.center()) == at
        assert column.nearest(frame.rect.center().y()) == at
        assert at in column.visible(frame.rect)
        assert frame.rect.left() >= 0
        assert frame.rect.right() <= column.width + 1e-6
    for one, other in pairwise(column.frames):
        assert abs(other.rect.top() - one.rect.bottom() - GAP) < 1e-6
    assert column.height >= column.frames[-1].rect.bottom()
    assert len(column.visible(QRectF(0, 0, column.width, column.height))) == len(pages)


def test_between_two_pages_there_is_none() -> None:
    column = Column((PageSize(100, 100, 0), PageSize(100, 100, 0)), 1.0, QSizeF(300, 300))
    gap = column.frames[0].rect.bottom() + GAP / 2
    assert column.page_at(QPointF(150, gap)) is None
    assert column.nearest(gap) == 1
    assert column.nearest(1e9) == 1


@given(st.lists(sizes, min_size=1, max_size=5), st.floats(200, 3000), st.floats(200, 3000))
def test_what_fits_fits(pages: list[PageSize], wide: float, high: float) -> None:
    view = QSizeF(wide, high)
    for fit in (Fit.WIDTH, Fit.PAGE):
        zoom = fitting_zoom(tuple(pages), 0, fit, view)
        column = Column(tuple(pages), zoom, view)
        shown = column.frames[0].rect
        widths = sorted(frame.rect.width() for frame in column.frames)
        is_odd = widths[-1] > WIDEST * widths[len(widths) // 2]
        assert fit is Fit.WIDTH or (shown.width() <= wide and shown.height() <= high)
        assert fit is Fit.PAGE or is_odd or column.width <= wide + 1e-6


def test_a_page_out_of_all_proportion_makes_the_others_no_smaller() -> None:
    pages = (PageSize(595, 842, 0), PageSize(595, 842, 0), PageSize(14_400, 842, 0))
    column = Column(pages, fitting_zoom(pages, 0, Fit.WIDTH, QSizeF(1000, 800)), QSizeF(1000, 800))
    assert column.frames[0].rect.width() > 200
    assert column.frames[2].rect.width() > 1000


@given(st.sampled_from([(0, 0), (0.1, 0.1), (1, 14_400), (14_400, 0), (1e5, 1e5)]), turns)
def test_a_sheet_is_never_too_small_to_see(size: tuple[float, float], turn: int) -> None:
    shown = PageSize(*size, turn).shown
    assert max(shown.width(), shown.height()) >= SMALLEST_SHEET
    assert min(shown.width(), shown.height()) >= 0.01 * max(shown.width(), shown.height())


def test_zoom_is_held_within_bounds() -> None:
    assert held(0.0001) == SMALLEST_ZOOM
    assert held(1000) == LARGEST
    assert held(0.0001, least=0.03) == 0.03
    assert held(0.0001, least=2.0) == SMALLEST_ZOOM
    assert fitting_zoom((), 0, Fit.WIDTH, QSizeF(100, 100)) == 1.0


# Words


def word(text: str, left: float, top: float, line: int) -> WordView:
    return WordView(text, Quad.of(Box(left, top, left + 0.08, top + 0.02)), 0.9, line, 0, "tesseract")


WORDS = tuple(
    word(text, 0.1 + 0.1 * place, 0.1 + 0.05 * line, line)
    for line, texts in enumerate((("Diffuse", "large", "B-cell"), ("lymphoma,", "NOS")))
    for place, text in enumerate(texts)
)


def test_a_range_goes_both_ways_in_reading_order() -> None:
    forward, backward = WordRange(1, 3), WordRange(3, 1)
    assert (forward.first, forward.last) == (backward.first, backward.last) == (1, 3)
    assert quote_of(WORDS[backward.first : backward.last + 1]) == "large B-cell lymphoma,"


@given(st.integers(0, 4), st.integers(0, 4), st.integers(-20, 20))
def test_a_range_stays_on_the_page(anchor: int, head: int, steps: int) -> None:
    moved = WordRange(anchor, head).moved(steps, 5)
    assert moved.anchor == anchor
    assert 0 <= moved.first <= moved.last < 5


def test_the_word_under_and_the_word_nearest() -> None:
    assert word_at(WORDS, 0.15, 0.11) == 0
    assert word_at(WORDS, 0.5, 0.5) is None
    assert nearest_word(WORDS, 0.9, 0.11) == 2
    assert nearest_word(WORDS, 0.0, 0.9) == 3
    assert nearest_word((), 0.5, 0.5) is None


def test_a_line_is_whole() -> None:
    assert line_of(WORDS, 4) == WordRange(3, 4)


def test_one_quad_a_line_from_its_first_to_its_last_word() -> None:
    first, second = line_quads(WORDS[1:4])
    assert (first.bounds.left, first.bounds.right) == (WORDS[1].quad.x0, WORDS[2].quad.x1)
    assert second == WORDS[3].quad


def test_no_space_between_han_characters() -> None:
    chinese = [word(text, 0.1, 0.1, 0) for text in ("弥漫", "大", "B", "细胞", "淋巴瘤")]
    assert quote_of(chinese) == "弥漫大 B 细胞淋巴瘤"
    assert quote_of(()) == ""


def test_a_box_takes_the_words_whose_middle_it_holds() -> None:
    assert [w.text for w in words_in(WORDS, Box(0.19, 0.09, 0.4, 0.13))] == ["large", "B-cell"]


# Boxes

FRAME = PageFrame(QRectF(0, 0, 1000, 1000), 0)
SOME = Box(0.2, 0.2, 0.6, 0.5)


def drawn(box: Box = SOME, frame: PageFrame = FRAME) -> BoxDrawing:
    drawing = BoxDrawing()
    rect = frame.rect_of(box)
    drawing.begin("page", frame, rect.topLeft())
    drawing.drag(frame, rect.bottomRight())
    drawing.finish()
    return drawing


@given(turns)
def test_every_handle_moves_its_own_sides(turn: int) -> None:
    frame = PageFrame(QRectF(0, 0, 1000, 1000), turn)
    for name, spot in handles(frame.rect_of(Box(0.2, 0.2, 0.6, 0.5))).items():
        drawing = drawn(frame=frame)
        before = frame.rect_of(_box(drawing))
        assert drawing.grab(frame, spot + QPointF(HANDLE_HIT / 2 - 1, 0))
        drawing.drag(frame, spot + QPointF(HANDLE_HIT / 2 - 1 + 30, 20))
        drawing.finish()
        after = frame.rect_of(_box(drawing))
        moved = {
            "w": after.left() - before.left(),
            "e": after.right() - before.right(),
            "n": after.top() - before.top(),
            "s": after.bottom() - before.bottom(),
        }
        for side, by in moved.items():
            wanted = (30 if side in "we" else 20) if side in name else 0
            assert abs(by - wanted) < 1e-3, (name, side)


def _box(drawing: BoxDrawing) -> Box:
    assert drawing.box is not None
    return drawing.box


def test_inside_it_moves_beside_it_lets_go() -> None:
    drawing = drawn()
    assert drawing.grab(FRAME, QPointF(400, 350))
    drawing.drag(FRAME, QPointF(450, 300))
    drawing.finish()
    box = _box(drawing)
    assert [round(side, 6) for side in _sides(box)] == [0.25, 0.15, 0.65, 0.45]
    assert not drawing.grab(FRAME, QPointF(900, 900))
    assert not drawing.active


def test_moving_against_the_edge_keeps_the_size() -> None:
    drawing = drawn()
    assert drawing.grab(FRAME, QPointF(400, 350))
    drawing.drag(FRAME, QPointF(-300, 350))
    box = _box(drawing)
    assert (round(box.left, 6), round(box.width, 6), round(box.height, 6)) == (0, 0.4, 0.3)


def test_a_click_is_no_box() -> None:
    drawing = BoxDrawing()
    drawing.begin("page", FRAME, QPointF(100, 100))
    drawing.drag(FRAME, QPointF(101, 101))
    drawing.finish()
    assert drawing.box is None


@given(st.lists(st.tuples(st.sampled_from([(1, 0), (-1, 0), (0, 1), (0, -1)]), st.booleans()), max_size=300))
def test_keys_keep_the_box_on_the_page(steps: list[tuple[tuple[int, int], bool]]) -> None:
    drawing = drawn(Box(0.0, 0.9, 0.05, 1.0))
    for step, grow in steps:
        drawing.nudge(step, grow)
        box = _box(drawing)
        assert 0 <= box.left < box.right <= 1
        assert 0 <= box.top < box.bottom <= 1
        assert min(box.width, box.height) >= SMALLEST - 1e-9


def test_arrows_move_and_shift_sizes() -> None:
    drawing = drawn()
    drawing.nudge((1, 0), grow=False)
    drawing.nudge((0, 1), grow=True)
    wanted = (0.2 + STEP, 0.2, 0.6 + STEP, 0.5 + STEP)
    assert all(abs(a - b) < 1e-9 for a, b in zip(_sides(_box(drawing)), wanted, strict=True))


# Print without spaces

RUN = PageWord("2025年3月10日予R-CHOP方案，", Quad.of(Box(0.1, 0.2, 0.5, 0.22)), 0.9, 0, 0, "rapidocr")
LATIN = PageWord("rituximab", Quad.of(Box(0.6, 0.2, 0.7, 0.22)), 0.9, 0, 0, "tesseract")


def place_in(word: PageWord, letters: str) -> tuple[float, float]:
    at = word.text.index(letters)
    return word.part(at, at + len(letters)).middle


def taken(word: PageWord, letters: str) -> str:
    start, end = word.unit_at(*place_in(word, letters))
    return word.text[start:end]


def test_a_pointer_takes_hold_of_a_sign_a_figure_or_a_latin_word_of_chinese_print() -> None:
    assert [taken(RUN, part) for part in ("年", "20", "CH", "方", "，")] == [
        "年",
        "2025",
        "R-CHOP",
        "方",
        "，",
    ]
    assert taken(LATIN, "tux") == "rituximab"


def test_chinese_print_is_chosen_sign_by_sign_in_either_direction() -> None:
    ends = [RUN.unit_at(*place_in(RUN, part)) for part in ("2025", "日")]
    for anchor, head in (ends, ends[::-1]):
        (cut,) = WordRange(0, 0, anchor, head).of((RUN, LATIN))
        assert cut.text == "2025年3月10日"
        assert cut.quad == RUN.part(0, 10)


def test_from_within_chinese_print_on_into_the_next_word() -> None:
    anchor, head = RUN.unit_at(*place_in(RUN, "方")), LATIN.unit_at(*LATIN.quad.middle)
    for span in (WordRange(0, 1, anchor, head), WordRange(1, 0, head, anchor)):
        assert [word.text for word in span.of((RUN, LATIN))] == ["方案，", "rituximab"]


def test_what_was_chosen_by_keys_is_whole_words() -> None:
    assert WordRange(0, 1).of((RUN, LATIN)) == (RUN, LATIN)


def test_what_stands_in_a_part_of_chinese_print_is_read_back() -> None:
    at = RUN.text.index("R-CHOP")
    assert text_under((RUN, LATIN), [RUN.part(at, at + 6)]) == "R-CHOP"
    assert text_under((RUN, LATIN), [RUN.quad, LATIN.quad]) == f"{RUN.text} {LATIN.text}"
    assert text_under((RUN, LATIN), [Quad.of(Box(0.1, 0.8, 0.9, 0.9))]) == ""


def test_the_line_is_told_as_it_leans_before_the_word_in_it() -> None:
    lower = 0.004
    first = PageWord("一线方案", Quad(0.1, 0.2, 0.3, 0.205, 0.3, 0.225, 0.1, 0.22), 0.9, 0, 0, "rapidocr")
    last = PageWord("疗效", Quad(0.7, 0.215, 0.8, 0.2175, 0.8, 0.2375, 0.7, 0.235), 0.9, 0, 0, "rapidocr")
    below = PageWord("二线方案", Quad(0.1, 0.23, 0.8, 0.2475, 0.8, 0.27, 0.1, 0.25), 0.9, 1, 0, "rapidocr")
    words = (first, last, below)
    for share in (0.1, 0.5, 0.9):
        place = 0.1 + share * 0.2, 0.2 + share * 0.005
        assert nearest_word(words, place[0], place[1] + lower) == 0
        assert nearest_word(words, place[0], place[1] + 0.02 + lower / 2) == 0
    assert nearest_word(words, 0.69, 0.222) == 1
    assert nearest_word(words, 0.3, 0.245) == 2
