"""Setting text on paper, and what scanning does to the place of a word."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from workstation import settings
from workstation.demo.drawing import Drawing, PlacedWord
from workstation.demo.layout import A4_POINTS, PageOverflowError, compose
from workstation.demo.scan import RECIPES, moved_corners, scan_page
from workstation.demo.script import Document, Hospital, Page, load_cases, load_hospitals
from workstation.demo.typeface import Face, advance, ink, segments, shown_font

HOSPITAL = Hospital(name="Nowhere Hospital", address="1 No Road", contact="Tel 0")


def set_page(*blocks: dict[str, Any], style: str = "serif", language: str = "en") -> Drawing:
    document = Document.model_validate(
        {
            "id": "d",
            "type": "other",
            "title": "Report",
            "date": "2026-01-01",
            "hospital": "h",
            "grade": "primary_report",
            "style": style,
            "language": language,
            "pages": [Page(blocks=blocks)],
        }
    )
    return compose(document, 1, HOSPITAL, 2.0)


@pytest.mark.parametrize("style", ["serif", "sans", "band", "typed", "modern", "song", "hei"])
def test_nothing_leaves_the_paper(style: str) -> None:
    words = "弥漫大B细胞淋巴瘤，非特指型（non-GCB），CD20(+)，血小板112×10⁹/L。" * 6
    drawing = set_page({"p": words}, {"table": {"head": ["A", "B"], "rows": [["1", "2"]]}}, style=style)
    for word in drawing.words:
        left, _, right, _ = ink(word.face, word.text, word.size)
        assert word.x + left >= 0 and word.x + right <= drawing.width
        assert 0 < word.baseline < drawing.height
    assert drawing.height == round(A4_POINTS[1] * 2)


@given(st.lists(st.sampled_from("弥漫大细胞淋巴瘤，。（）CD20+ R-CHOP "), min_size=1, max_size=200))
def test_no_line_begins_with_a_closing_mark(characters: list[str]) -> None:
    drawing = set_page({"p": "x" + "".join(characters)}, style="song", language="zh")
    lines: dict[int, list[str]] = {}
    for word in drawing.words:
        lines.setdefault(word.line, []).append(word.text)
    assert not [line for line in lines.values() if line[0] in "，。）"]


def test_the_text_is_kept_word_for_word() -> None:
    text = "Complete metabolic response, Deauville 2 (PET-CT 8 May 2026)."
    drawing = set_page({"p": text}, style="sans")
    block = drawing.words[-1].block
    joined = " ".join(word.text for word in drawing.words)
    assert text in joined
    assert block > 0


def test_a_page_that_is_too_full_is_refused_and_named() -> None:
    with pytest.raises(PageOverflowError, match="d page 1"):
        set_page(*[{"p": "line"}] * 80)


def test_raised_digits_are_set_small() -> None:
    face = Face("times")
    assert [piece.text for piece in segments("×10⁹/L", 20)] == ["×10", "9", "/L"]
    assert advance(face, "×10⁹/L", 20) < advance(face, "×109/L", 20)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_mark_is_found_where_the_map_says(turn: int) -> None:
    page = Image.new("RGB", (400, 560), (252, 252, 252))
    page.paste((0, 0, 0), (60, 40, 140, 70))
    scan = scan_page(page, replace(RECIPES["clean"], specks=0), turn, seed=7)
    corners = moved_corners((60, 40, 140, 70), scan.matrix)
    dark = np.argwhere(scan.pixels < 120)
    top, left = dark.min(axis=0)
    bottom, right = dark.max(axis=0)
    assert abs(left - corners[:, 0].min()) < 4
    assert abs(right - corners[:, 0].max()) < 4
    assert abs(top - corners[:, 1].min()) < 4
    assert abs(bottom - corners[:, 1].max()) < 4


def test_a_fax_has_two_colours_and_another_seed_other_noise() -> None:
    page = Image.new("RGB", (300, 420), (252, 252, 252))
    fax = scan_page(page, RECIPES["fax"], 0, seed=1)
    assert set(np.unique(fax.pixels)) <= {0, 255}
    again = scan_page(page, RECIPES["copy"], 0, seed=1)
    other = scan_page(page, RECIPES["copy"], 0, seed=2)
    assert not np.array_equal(again.pixels, other.pixels)


def test_every_character_of_every_page_is_in_its_face() -> None:
    resources = settings.resources_dir()
    hospitals = load_hospitals(resources / "demo" / "hospitals.yaml")
    scripts = sorted((resources / "demo" / "cases").glob("*.yaml"))
    for script in sorted((Path(__file__).parent.parent / "journey").glob("*packet.yaml")):
        hospitals |= load_hospitals(script)
        scripts.append(script)
    missing = set()
    for script in scripts:
        for case in load_cases(script):
            for document in case.documents:
                for number in range(1, len(document.pages) + 1):
                    drawing = compose(document, number, hospitals[document.hospital], 1.0)
                    missing |= {(document.id, char, word.face.family) for word, char in not_shown(drawing)}
    assert missing == set()


def not_shown(drawing: Drawing) -> Iterator[tuple[PlacedWord, str]]:
    for word in drawing.words:
        for piece in segments(word.text, word.size):
            for char in piece.text:
                if not shown_font(word.face).has_glyph(ord(char)):
                    yield word, char
