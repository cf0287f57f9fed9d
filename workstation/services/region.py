"""A part of a page read once more by itself: larger, in another language, or by the other engine.

The reading runs in the page's workers, never on the store's thread; what comes of it is kept only when a reviewer
takes it (`corrections.take_region`) or cites it.
"""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from workstation.domain.geometry import Box, Quad
from workstation.domain.page_words import PageWord, joined, lines_of, within
from workstation.domain.rereading import LinePair, compared
from workstation.reading import Engine, ReadingPool, SourceFile, Word
from workstation.services.views import NewEvidence, PageView, WordView
from workstation.store.search_text import is_han, join

ENGINES = (Engine.TESSERACT, Engine.RAPIDOCR)
LANGUAGES = ("eng", "chi_sim")
ENLARGEMENTS = (1.0, 2.0, 3.0)
REGION = "region"
"""Begins the reading version of evidence whose words come from a part read by itself."""
MARGIN = 0.004


@dataclass(frozen=True, slots=True)
class Way:
    """How a part is read. `language`: Tesseract's name; RapidOCR reads both at once. `enlarge`: 1 to 4 times."""

    engine: Engine
    language: str
    enlarge: float


@dataclass(frozen=True, slots=True)
class Spot:
    """A part of a page that is read again: its box, the words that stand in it, those that only reach into it."""

    page: PageView
    box: Box
    stood: tuple[WordView, ...]
    beside: tuple[WordView, ...]


@dataclass(frozen=True, slots=True)
class RegionText:
    """What was read again of a spot, line by line beside what stood there."""

    spot: Spot
    way: Way
    read: tuple[PageWord, ...]
    lines: tuple[LinePair, ...]

    @property
    def differs(self) -> bool:
        return any(pair.differs for pair in self.lines)

    @property
    def confidence(self) -> float | None:
        """The least sure word, 0..1; None where nothing was read."""
        return min((word.confidence for word in self.read), default=None)


def spot_of(page: PageView, words: Sequence[WordView], box: Box) -> Spot:
    """The spot of a drawn box or of chosen words: grown to hold every word whose middle lies in it, whole."""
    inside = within(words, Quad.of(box))
    for place in inside:
        box = box.union(words[place].quad.bounds)
    box = Box(
        max(box.left - MARGIN, 0.0),
        max(box.top - MARGIN, 0.0),
        min(box.right + MARGIN, 1.0),
        min(box.bottom + MARGIN, 1.0),
    )
    chosen = set(inside)
    beside = (word for place, word in enumerate(words) if place not in chosen)
    return Spot(
        page,
        box,
        tuple(words[place] for place in inside),
        tuple(word for word in beside if word.quad.bounds.intersection(box)),
    )


def first_way(spot: Spot) -> Way:
    """What promises most: twice the size, by the engine that has not read most of it, in the language that stands
    there."""
    by_rapid = sum(word.engine == Engine.RAPIDOCR for word in spot.stood)
    engine = Engine.TESSERACT if 2 * by_rapid > len(spot.stood) else Engine.RAPIDOCR
    chinese = any(is_han(character) for word in (*spot.stood, *spot.beside) for character in word.text)
    return Way(engine, "chi_sim" if chinese else "eng", 2.0)


def read_spot(pool: ReadingPool, source: SourceFile, spot: Spot, way: Way) -> "Future[tuple[Word, ...]]":
    """The words of a spot, read as asked. FileProblem where it cannot be read."""
    return pool.read_region(
        source,
        spot.page.index,
        spot.box,
        turn=spot.page.turn,
        language=way.language,
        engine=way.engine,
        enlarge=way.enlarge,
    )


def region_text(spot: Spot, way: Way, words: Sequence[Word]) -> RegionText:
    """The words of a spot beside what stood there; scraps of words that only reach into it are left out."""
    read = tuple(
        PageWord(
            word.text,
            word.quad,
            word.confidence,
            word.line,
            word.block,
            word.engine,
            borders=word.borders,
        )
        for word in words
        if not any(other.quad.holds(*word.quad.middle) for other in spot.beside)
    )
    return RegionText(spot, way, read, compared(spot.stood, read))


def region_evidence(text: RegionText, polarity: str) -> NewEvidence:
    """What was read again as evidence, without correcting the page."""
    lines = lines_of(text.read)
    return NewEvidence(
        text.spot.page.id,
        tuple(joined([word.quad for word in line]) for line in lines),
        join([word.text for word in text.read])[0],
        polarity,
        f"{REGION} {text.way.engine}",
        text.confidence,
    )
