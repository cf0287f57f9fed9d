"""Where characters stand in lines of Chinese, held against print of which every advance is known."""

import math
import random
import sys
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from tests.reading.scans import encoded
from workstation import settings
from workstation.demo.script import load_folder
from workstation.demo.typeface import Face, Family, raster_font
from workstation.domain.geometry import Quad
from workstation.domain.page_words import PageWord
from workstation.reading import ReadingPool, SourceFile, Word
from workstation.reading.letter_places import edges_of

WIDTH, HEIGHT, MARGIN, PITCH = 2480, 3508, 250, 1.7
LINES = 24
Place = tuple[str, float, float, float]
"""A character: where it begins and where it ends across the page, and the middle of its line, in px."""


def paragraphs() -> Iterator[str]:
    """The Chinese texts of the demo, which no rule was made from."""
    cases = load_folder(settings.resources_dir() / "demo" / "cases")
    for case in (each for each in cases if each.number in ("LY-0155", "LY-0156")):
        for document in case.documents:
            for block in (block for page in document.pages for block in page.blocks):
                if "r" in block or "p" in block:
                    yield "".join(block.get("r") or block["p"])


def page(family: Family, size: int, lean: float) -> tuple[Image.Image, list[Place]]:
    font = raster_font(Face(family), size)
    image = Image.new("L", (WIDTH, HEIGHT), 255)
    draw, places, y = ImageDraw.Draw(image), list[Place](), float(MARGIN)
    room = int((WIDTH - 2 * MARGIN) / size)
    lines = [text[at : at + room] for text in paragraphs() for at in range(0, len(text), room)]
    for line in random.Random(7).sample([line for line in lines if len(line) > 8], LINES):
        draw.text((MARGIN, y), line, font=font, fill=0)
        edges = [MARGIN + font.getlength(line[:at]) for at in range(len(line) + 1)]
        places += [
            (sign, left, right, y + size / 2)
            for sign, (left, right) in zip(line, pairwise(edges), strict=True)
            if not sign.isspace()
        ]
        y += size * PITCH
    turned = image.rotate(-lean, Image.Resampling.BICUBIC, fillcolor=255)
    noise = np.random.default_rng(7).normal(0, 6, (HEIGHT, WIDTH))
    pixels = np.clip(np.asarray(turned.filter(ImageFilter.GaussianBlur(0.8))) + noise, 0, 255)
    return Image.fromarray(pixels.astype(np.uint8)), [_turned(place, lean) for place in places]


def _turned(place: Place, lean: float) -> Place:
    """As the picture is turned about its middle, clockwise."""
    sign, left, right, y = place
    cos, sin = math.cos(math.radians(lean)), math.sin(math.radians(lean))
    down, *across = y - HEIGHT / 2, left - WIDTH / 2, right - WIDTH / 2
    left, right = (WIDTH / 2 + x * cos - down * sin for x in across)
    return sign, left, right, HEIGHT / 2 + (across[0] + across[1]) / 2 * sin + down * cos


def letters(words: Sequence[Word]) -> list[tuple[str, Quad, Quad]]:
    """Each character with its place as told, and as shared out evenly within its word."""
    found = []
    for word in words:
        told = PageWord(
            word.text, word.quad, word.confidence, word.line, word.block, word.engine, borders=word.borders
        )
        length = len(word.text)
        found += [
            (sign, told.part(at, at + 1), word.quad.part(at / length, (at + 1) / length))
            for at, sign in enumerate(word.text)
        ]
    return found


def errors(
    read: Sequence[tuple[str, Quad, Quad]], places: Sequence[Place], size: int
) -> tuple[list[float], ...]:
    """Of the edges of each character that was read, how far off they are, in Han characters: as told, and evenly."""
    signs, printed = [sign for sign, _, _ in read], [sign for sign, *_ in places]
    told, even = list[float](), list[float]()
    for block in SequenceMatcher(None, signs, printed, autojunk=False).get_matching_blocks():
        for (_, one, other), (_, left, right, _) in zip(
            read[block.a : block.a + block.size], places[block.b : block.b + block.size], strict=True
        ):
            for quad, off in ((one, told), (other, even)):
                off += [abs((quad.x0 + quad.x3) / 2 * WIDTH - left) / size]
                off += [abs((quad.x1 + quad.x2) / 2 * WIDTH - right) / size]
    return told, even


@pytest.mark.parametrize(("family", "size", "lean"), [("song", 46, 0.0), ("hei", 38, 0.0), ("song", 42, 1.2)])
def test_a_character_stands_where_it_is_printed(
    pool: ReadingPool, family: Family, size: int, lean: float
) -> None:
    image, places = page(family, size, lean)
    with SourceFile(encoded(image, "TIFF", dpi=(300, 300)), "scan") as source:
        reading = pool.read_page(source, 0).result(timeout=120)
    told, even = errors(letters(reading.words), places, size)
    assert len(told) > 1.8 * len(places)
    shares = [f"median {np.median(off):.2f}, p95 {np.percentile(off, 95):.2f}" for off in (told, even)]
    said = f"{family} {size} px, {lean}°: {len(told)} edges; {shares[0]}; shared out evenly {shares[1]}"
    sys.stdout.write(f"\n{said}\n")  # shown by pytest -s
    assert np.percentile(told, 95) <= 0.35, said


def test_a_full_width_mark_takes_the_room_that_its_neighbours_leave() -> None:
    """Its print stands in the first quarter of its square."""
    signs = [("末", 0.05), ("次", 0.15), ("，", 0.225), ("后", 0.35), ("R", 0.428), ("2", 0.484)]
    edges = edges_of(signs, height=0.13)
    assert list(edges[2]) == pytest.approx([0.2, 0.3])
    assert edges[4][0] == pytest.approx(0.4)
    assert edges[4][1] == edges[5][0] == pytest.approx(0.456)
    assert all(before[1] <= after[0] for before, after in pairwise(edges))


def test_white_that_is_neither_sign_s_belongs_to_none() -> None:
    (_, first_end), (second_start, _) = edges_of([("末", 0.1), ("次", 0.2), ("疗", 0.8), ("后", 0.9)], 0.1)[
        1:3
    ]
    assert first_end == pytest.approx(0.25) and second_start == pytest.approx(0.75)
