"""How wrong a reading is: one function for all programs, from words with places to an error per hundred characters."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from tests.benchmarks.corpus.pages import MadePage
from workstation.domain.geometry import Quad


@dataclass(frozen=True, slots=True)
class Seen:
    """A word as a program read it, and the middle of its box in fractions of the page as it lies."""

    text: str
    x: float
    y: float

    @classmethod
    def at(cls, text: str, quad: Quad) -> "Seen":
        return cls(text, *quad.middle)


def counted(words: Iterable[Seen], page: MadePage) -> list[Seen]:
    """The words that count: not those in a stamp or a signature, where they do not lie on a printed word.

    A stamp's own text is no text of the page; to read it is neither right nor wrong. A word that lies on print counts,
    whatever covers it.
    """
    return [word for word in words if not _is_cover(word, page)]


def _is_cover(word: Seen, page: MadePage) -> bool:
    if not any(cover.holds(word.x, word.y) for cover in page.covers):
        return False
    return not any(printed.quad.bounds.contains(word.x, word.y) for printed in page.truth.words)


def spaced_text(words: Iterable[Seen], page: MadePage) -> str:
    """What a program read of a page, word for word, with the white space that it saw between them."""
    return " ".join(word.text for word in counted(words, page))


def page_text(words: Iterable[Seen], page: MadePage) -> str:
    """What a program read of a page, in its reading order, as it is compared."""
    return normalised(spaced_text(words, page), page.name.language)


def normalised(text: str, language: str) -> str:
    """English: white space as single spaces. Chinese: no white space, and widths folded (NFKC)."""
    if language == "zh":
        return "".join(unicodedata.normalize("NFKC", text).split())
    return " ".join(text.split())


def character_error(found: str, wanted: str) -> float:
    """Levenshtein distance per hundred characters of what stands there; both normalised. Not above 100."""
    if not wanted:
        return 0.0 if not found else 100.0
    return min(100.0, 100.0 * float(Levenshtein.distance(found, wanted)) / len(wanted))


def page_error(words: Sequence[Seen], page: MadePage) -> float:
    """The character error of a reading of a page, per hundred; a letterhead may be read by columns or by rows."""
    found = page_text(words, page)
    orders = {normalised(text, page.name.language) for text in (page.truth.text, page.by_rows)}
    return min(character_error(found, wanted) for wanted in orders)
