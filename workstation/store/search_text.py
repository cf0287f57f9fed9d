"""Text as the search index and the eye of `find` see it.

Letters are compared after NFKC and case folding, so full-width and half-width forms agree. Latin words and
numbers are units as they stand; a word broken by a hyphen at the end of a line is one unit. Chinese has no
spaces, so each character is a unit, and the index holds overlapping pairs of them.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PIECES = re.compile(rf"(?P<han>[{_HAN}])|(?P<word>[^\W_{_HAN}]+)|(?P<other>\S)|\s+")
_HAN_CHARACTER = re.compile(f"[{_HAN}]")
_LINE_END_HYPHENS = ("-", "\u2010", "\u2011", "\u00ad")


@dataclass(frozen=True, slots=True)
class Unit:
    """A Latin word, a number or one Han character, with the indices of the words it stands in.

    `written`: as it stands, but for the width of its letters. `opens_run`: a Han character that does not follow
    another one directly.
    """

    written: str
    is_han: bool
    words: tuple[int, ...]
    opens_run: bool = False

    @property
    def text(self) -> str:
        return self.written.casefold()


def fold(text: str) -> str:
    """Text for comparing: NFKC, case folded, spaces evened out."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def units(words: Sequence[tuple[str, int]]) -> list[Unit]:
    """The units of a page, given its words as (text, line) in reading order."""
    found: list[Unit] = []
    breaks_run = True
    for index, (text, _) in enumerate(words):
        joins = index > 0 and _is_broken(words[index - 1], words[index])
        for kind, piece in _pieces(text):
            if kind == "word" and joins and found and not found[-1].is_han:
                found[-1] = Unit(found[-1].written + piece, False, (*found[-1].words, index))
            elif kind == "word":
                found.append(Unit(piece, False, (index,)))
            elif kind == "han":
                after_han = bool(found) and found[-1].is_han and not breaks_run
                found.append(Unit(piece, True, (index,), opens_run=not after_han))
            breaks_run, joins = kind == "other", False
    return found


def units_of(text: str) -> list[Unit]:
    """The units of a text on one line."""
    return units([(part, 0) for part in text.split()])


@lru_cache(maxsize=50_000)
def _pieces(text: str) -> tuple[tuple[str, str], ...]:
    """The parts of a word as (kind, text), kind "word", "han" or "other"; the same words come on every page."""
    even = unicodedata.normalize("NFKC", text)
    return tuple((piece.lastgroup, piece[0]) for piece in _PIECES.finditer(even) if piece.lastgroup)


def _is_broken(word: tuple[str, int], following: tuple[str, int]) -> bool:
    """A hyphen after a letter at the end of a line; after a digit ("CD20-") it is a hyphen or a minus."""
    text = word[0]
    return word[1] != following[1] and text.endswith(_LINE_END_HYPHENS) and text[-2:-1].isalpha()


def index_text(found: Sequence[Unit]) -> str:
    """What goes into the full-text index: Latin units; Chinese as pairs plus the last one of a run."""
    return " ".join(_tokens(found, whole=True))


def match_expression(query: str) -> str | None:
    """The query as an FTS5 expression: one phrase whose last word may go on; None when it holds no letter."""
    tokens = list(_tokens(units_of(query), whole=False))
    return f'"{" ".join(tokens)}" *' if tokens else None


def _tokens(found: Sequence[Unit], *, whole: bool) -> Iterable[str]:
    """`whole`: the last character of the last run is a token of its own, as it is in the index."""
    for position, unit in enumerate(found):
        after = found[position + 1] if position + 1 < len(found) else None
        if not unit.is_han:
            yield unit.text
        elif after is not None and after.is_han and not after.opens_run:
            yield unit.text + after.text
        elif whole or after is not None or unit.opens_run:
            yield unit.text


def is_han(character: str) -> bool:
    """Whether a character is written without spaces around it."""
    return bool(_HAN_CHARACTER.match(character))


def join(words: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Words in one line, with a space except between Han characters, and where each of them stands in it."""
    text, places = "", []
    for word in words:
        if text and not (is_han(text[-1]) and is_han(word[0])):
            text += " "
        places.append((len(text), len(text) + len(word)))
        text += word
    return text, places
