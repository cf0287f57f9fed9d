"""The values check themselves, and text joins as it is written in either language."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.domain.geometry import Box, Quad
from workstation.messages import LANGUAGES, Catalogue, parameters
from workstation.reading import (
    FileKind,
    FileReport,
    PageReading,
    PageReport,
    PixelFormat,
    RenderedImage,
    Word,
    join_words,
)
from workstation.reading.problems import SENTENCES

QUAD = Quad.of(Box(0.1, 0.1, 0.2, 0.2))
PAGE = PageReport(0, 595.0, 842.0, b"", has_text=False)


def word(text: str, line: int = 0, block: int = 0, confidence: float = 0.9) -> Word:
    return Word(text, QUAD, confidence, line, block)


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"text": " a"},
        {"text": "a\x00b"},
        {"text": "a" * 1_001},
        {"confidence": 1.1},
        {"confidence": float("nan")},
        {"line": -1},
    ],
)
def test_word_checks_itself(wrong: dict[str, Any]) -> None:
    sound: dict[str, Any] = {"text": "a", "quad": QUAD, "confidence": 0.5, "line": 0, "block": 0}
    with pytest.raises(ValueError, match=r".+"):
        Word(**(sound | wrong))


@pytest.mark.parametrize(
    "wrong", [{"width": 0}, {"width": 10_001}, {"stride": 9}, {"stride": 4}, {"pixels": b""}]
)
def test_image_checks_itself(wrong: dict[str, Any]) -> None:
    sound: dict[str, Any] = {
        "width": 5,
        "height": 2,
        "stride": 8,
        "format": PixelFormat.GREY8,
        "pixels": bytes(16),
    }
    assert RenderedImage(**sound).pixels
    with pytest.raises(ValueError, match=r".+"):
        RenderedImage(**(sound | wrong))


@pytest.mark.parametrize(
    ("width", "height"), [(0.0, 1.0), (float("inf"), 1.0), (1.0, float("nan")), (1e7, 1.0)]
)
def test_page_size_is_checked(width: float, height: float) -> None:
    with pytest.raises(ValueError, match="size"):
        PageReport(0, width, height, b"", has_text=False)


@pytest.mark.parametrize("pages", [(), (PAGE, PAGE)])
def test_report_needs_pages_in_order(pages: tuple[PageReport, ...]) -> None:
    with pytest.raises(ValueError, match="pages"):
        FileReport(FileKind.PDF, pages)


def test_lines_come_in_order() -> None:
    with pytest.raises(ValueError, match="order"):
        PageReading("tesseract", "5", 0, 0.0, "eng", (word("b", 1), word("a", 0)), 1.0)


def test_confidence_is_by_character() -> None:
    words = (word("abc", confidence=1.0), word("d", confidence=0.2))
    assert PageReading("tesseract", "5", 0, 0.0, "eng", words, 1.0).confidence == pytest.approx(0.8)


def test_words_join_by_spaces_lines_and_blocks() -> None:
    words = (word("Ki-67"), word("80%"), word("CD20", 1), word("positive", 2, 1))
    assert join_words(words) == "Ki-67 80%\nCD20\n\npositive"


def test_han_words_join_without_spaces() -> None:
    assert join_words(
        (word("弥漫"), word("大B细胞"), word("淋巴瘤"), word("，"), word("IPI"), word("3"))
    ) == ("弥漫大B细胞淋巴瘤，IPI 3")


@given(st.lists(st.tuples(st.text("ab弥漫1", min_size=1, max_size=4), st.integers(0, 3)), max_size=12))
def test_no_character_is_lost_in_joining(pieces: list[tuple[str, int]]) -> None:
    words = tuple(word(text, line) for text, line in sorted(pieces, key=lambda piece: piece[1]))
    assert "".join(join_words(words).split()) == "".join(each.text for each in words)


def test_every_problem_has_a_sentence_with_its_parameters() -> None:
    catalogue = Catalogue.load(Path(__file__).parents[2] / "resources" / "messages")
    for message_id, names in SENTENCES.items():
        for language in LANGUAGES:
            assert parameters(catalogue.sentences[language][message_id]) == set(names), message_id
