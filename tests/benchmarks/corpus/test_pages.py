"""The pages of the reading benchmark: as many of each kind as said, the same each time, with their truth."""

from pathlib import Path

import numpy as np
import pymupdf
import pytest

from tests.benchmarks.corpus.degradations import BY_NAME, DEGRADATIONS, LYING, readme_table
from tests.benchmarks.corpus.pages import ROOT, MadePage, PageName, lying_names, make_pages, page_names
from tests.benchmarks.corpus.seeds import generator
from tests.benchmarks.corpus.texts import LETTERS, printed


def made(folder: Path, *names: PageName) -> list[MadePage]:
    return make_pages(names, jobs=1, folder=folder)


def test_the_readme_shows_the_table_of_the_code() -> None:
    assert readme_table() in (ROOT / "README.md").read_text(encoding="utf-8")


def test_a_hundred_pages_hold_every_kind_by_its_share() -> None:
    assert sum(kind.share for kind in DEGRADATIONS) == 100
    names = page_names("figures", "en", 100)
    assert len(set(names)) == 100
    for kind in DEGRADATIONS:
        assert sum(name.kind == kind.name for name in names) == kind.share


@pytest.mark.parametrize("count", [1, 13, 60, 140])
def test_as_many_pages_come_as_are_wanted_with_all_kinds_from_the_beginning(count: int) -> None:
    names = page_names("figures", "zh", count)
    assert len(names) == len({name.slug for name in names}) == count
    if count == 140:
        assert {name.kind for name in names[:70]} == {kind.name for kind in DEGRADATIONS}


def test_what_is_drawn_lies_within_the_ranges() -> None:
    random = np.random.default_rng(1)
    for kind in (*DEGRADATIONS, *LYING):
        for _ in range(20):
            recipe = kind.recipe(random)
            for drawn, (low, high) in (
                (recipe.blur, kind.blur),
                (recipe.noise, kind.noise),
                (recipe.fade, kind.fade),
                (recipe.specks, kind.specks),
                (recipe.shade, kind.shade),
                (recipe.bend, kind.bend),
                (recipe.quality, kind.quality),
            ):
                assert low <= drawn <= high
            assert (recipe.dpi, recipe.skew, recipe.fax) == (kind.dpi, kind.lean, kind.fax)


def test_tuning_and_figures_have_other_seeds() -> None:
    first, second = (generator(purpose, "en", "clean", "0").random(4) for purpose in ("tuning", "figures"))
    assert not np.array_equal(first, second)


def test_a_page_is_the_same_each_time_and_another_by_another_name(tmp_path: Path) -> None:
    names = [PageName(purpose, "en", "fax", 0) for purpose in ("tuning", "figures")]
    one, other = made(tmp_path / "a", *names)
    (again,) = made(tmp_path / "b", names[0])
    assert one.path.read_bytes() == again.path.read_bytes()
    assert (one.truth, one.covers, one.turn) == (again.truth, again.covers, again.turn)
    assert one.truth.text != other.truth.text


def test_a_made_page_is_taken_from_the_cache(tmp_path: Path) -> None:
    name = PageName("tuning", "zh", "office", 0)
    (page,) = made(tmp_path, name)
    page.path.write_bytes(b"kept")
    assert made(tmp_path, name)[0].path.read_bytes() == b"kept"


def test_a_page_in_four_turns_says_the_same_and_its_words_go_round(tmp_path: Path) -> None:
    turns = made(tmp_path, *(PageName("tuning", "en", "table-only", 0, turn) for turn in (0, 90, 180, 270)))
    assert [page.turn for page in turns] == [0, 90, 180, 270]
    assert len({page.truth.text for page in turns}) == 1
    upright, right, over, left = (page.truth.words[0].quad.middle for page in turns)
    assert right == pytest.approx((1 - upright[1], upright[0]), abs=0.01)
    assert over == pytest.approx((1 - upright[0], 1 - upright[1]), abs=0.01)
    assert left == pytest.approx((upright[1], 1 - upright[0]), abs=0.01)
    with pymupdf.open(turns[1].path) as file:
        assert file[0].rect.width > file[0].rect.height


def test_every_base_page_lies_in_every_quarter_turn_and_the_hard_ones_are_among_them() -> None:
    names = lying_names("figures", "en", 70)
    assert len(names) == 280
    assert all(sum(name.turn == turn for name in names) == 70 for turn in (0, 90, 180, 270))
    assert {kind.name for kind in LYING} < {name.kind for name in names}
    assert not any(BY_NAME[name.kind].turned for name in names)


def test_a_page_of_stamps_alone_has_no_text_and_says_where_the_stamps_lie(tmp_path: Path) -> None:
    (page,) = made(tmp_path, PageName("tuning", "zh", "stamp-only", 1))
    assert page.truth.words == () and 1 <= len(page.covers) <= 3


def test_a_letterhead_of_two_columns_may_be_read_by_rows() -> None:
    for number in range(40):
        page = printed("en", 10.0, 1.0, generator("tuning", "en", "rows", str(number)))
        if page.columns:
            break
    assert 0 < page.columns < len(page.drawing.words)
    assert page.number == 1 and page.document.right


@pytest.mark.parametrize("language", ["en", "zh"])
def test_pages_are_filled_and_no_two_are_alike(language: str) -> None:
    pages = [
        printed(language, 10.0, 1.0, generator("tuning", language, "full", str(number)))
        for number in range(6)
    ]
    texts = {"".join(word.text for word in page.drawing.words) for page in pages}
    assert len(texts) == 6
    assert sum(map(len, texts)) / 6 > 0.6 * LETTERS[language][0]
