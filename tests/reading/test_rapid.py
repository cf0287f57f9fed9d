"""RapidOCR itself, outside a worker: where it finds lines, and how its signs become words with places."""

from itertools import pairwise

import numpy as np
import pymupdf
import pytest

from tests.reading.scans import CHINESE, ENGLISH, Spoiling, scan_drawn, scan_of, text_page
from workstation.reading.cleaning import Grey
from workstation.reading.rapid import RapidOcr


@pytest.fixture(scope="module")
def engine() -> RapidOcr:
    return RapidOcr()


Place = tuple[str, float, float]


def strip(text: str, font: str = "helv") -> tuple[Grey, list[Place]]:
    """A line of print, and where each of its words starts and ends along it (0..1)."""
    with pymupdf.open() as document:
        page = document.new_page(width=595, height=60)
        page.insert_text((20, 30), text, fontname=font, fontsize=10)
        words = page.get_text("words")
        left, right = min(word[0] for word in words) - 4, max(word[2] for word in words) + 4
        pixmap = page.get_pixmap(dpi=300, clip=(left, 18.5, right, 34.5), colorspace=pymupdf.csGRAY)
        width = right - left
        places = [(word[4], (word[0] - left) / width, (word[2] - left) / width) for word in words]
    return np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width), places


SENTENCES = [
    "CD20 positive, CD3 negative, Ki-67 80%",
    "Haemoglobin 98 g/L, platelets 132, LDH 412 U/L",
    "Relapse was suspected on 14 January 2025",
    "Mammography, MUM1, minimum will fill",
    "R-CHOP x 6, R-GDP x 2, then CAR-T",
    "i.v. 1.4 mg/m2 (max. 2 mg)",
]


@pytest.mark.parametrize("font", ["helv", "tiro", "cour"])
@pytest.mark.parametrize("text", SENTENCES)
def test_spaces_part_words_and_nothing_else_does(engine: RapidOcr, text: str, font: str) -> None:
    pixels, _ = strip(text, font)
    (words,) = engine.read([pixels])
    assert " ".join(word["text"] for word in words) == text


@pytest.mark.parametrize("text", SENTENCES)
def test_words_are_placed_where_they_stand(engine: RapidOcr, text: str) -> None:
    """To within a letter or so: a box that begins in the word before misleads whoever is shown it."""
    pixels, places = strip(text)
    letter = 1.1 / len(text)
    (words,) = engine.read([pixels])
    for word, (told, start, end) in zip(words, places, strict=True):
        assert word["text"] == told
        assert word["start"] == pytest.approx(start, abs=letter)
        assert word["end"] == pytest.approx(end, abs=letter)
        assert 0.5 < word["conf"] <= 1.0


def test_chinese_is_not_cut_between_its_signs(engine: RapidOcr) -> None:
    text = "诊断：弥漫大B细胞淋巴瘤，非生发中心型。"
    (words,) = engine.read([strip(text, "china-s")[0]])
    folded = str.maketrans("，：。", ",:.")
    assert "".join(word["text"] for word in words).translate(folded) == text.translate(folded)
    assert all("B" in before["text"] + after["text"] for before, after in pairwise(words))


def test_strips_are_read_in_the_order_given(engine: RapidOcr) -> None:
    """Whatever their lengths."""
    texts = ["Relapse was suspected on 14 January 2025", "ECOG 1", "Ki-67 about 80 percent", "IPI 3"]
    read = engine.read([strip(text)[0] for text in texts])
    assert [" ".join(word["text"] for word in words) for words in read] == texts


def test_nothing_is_read_in_nothing(engine: RapidOcr) -> None:
    assert engine.read([]) == []
    assert engine.read([np.full((48, 400), 250, np.uint8)]) == [[]]


def baselines(text: str, font: str) -> list[tuple[float, float, float, float]]:
    """Boxes of the lines of a page of text, as shares of it."""
    with text_page(text, font) as document:
        blocks = document[0].get_text("dict")["blocks"]
        return [
            (line["bbox"][0] / 595, line["bbox"][1] / 842, line["bbox"][2] / 595, line["bbox"][3] / 842)
            for block in blocks
            for line in block["lines"]
        ]


@pytest.mark.parametrize(("text", "font"), [(ENGLISH, "helv"), (CHINESE, "china-s")])
@pytest.mark.parametrize(
    "how", [Spoiling(), Spoiling(noise=10, contrast=0.5), Spoiling(contrast=0.15, noise=1)]
)
def test_every_line_is_found_once(engine: RapidOcr, text: str, font: str, how: Spoiling) -> None:
    page = np.asarray(scan_of(text, font, 150, how), np.uint8)
    found = engine.find(page, 960)
    wanted = baselines(text, font)
    middles = sorted(float(quad[:, 1].mean()) / page.shape[0] for quad in found)
    assert len(found) == len(wanted)
    for middle, (_, top, _, bottom) in zip(middles, wanted, strict=True):
        assert top < middle < bottom


def test_lines_are_told_in_pixels_of_the_whole_page(engine: RapidOcr) -> None:
    """However small the page on which they were looked for."""
    page = np.asarray(scan_of(ENGLISH, dpi=300), np.uint8)
    small, large = engine.find(page, 832), engine.find(page, 1_440)
    assert len(small) == len(large)
    for a, b in zip(small, large, strict=True):
        assert np.abs(a - b).max() < 20


def test_empty_page_has_no_lines(engine: RapidOcr) -> None:
    sheet = np.random.default_rng(3).normal(246.0, 3.0, (1_754, 1_240))
    assert engine.find(np.clip(sheet, 0, 255).astype(np.uint8), 960) == []


def test_cells_of_a_row_that_stand_far_apart_are_lines_of_their_own(engine: RapidOcr) -> None:
    def draw(page: pymupdf.Page) -> None:
        for left, text in ((60, "Haemoglobin"), (240, "98 g/L"), (430, "120 - 155")):
            page.insert_text((left, 100), text, fontsize=10)

    page = np.asarray(scan_drawn(draw, 200, Spoiling(noise=3)), np.uint8)
    assert len(engine.find(page, 960)) == 3
