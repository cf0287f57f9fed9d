"""A page as lines of print: the form in which pages are compared and documents are found."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median
from typing import Protocol

from workstation.domain.geometry import Box, Quad
from workstation.domain.messages import Message

_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_IS_HAN = re.compile(f"[{_HAN}]")
_COLUMN_GAP = 2.4
"""A gap between two words of a line, in widths of a Latin letter, from which they stand in two columns."""
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))


class ReadWord(Protocol):
    """A word with its corners and its line, as every reading has them."""

    @property
    def text(self) -> str: ...
    @property
    def quad(self) -> Quad: ...
    @property
    def line(self) -> int: ...


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line of a page. `box`: in the page frame. `height`: of its print, as a share of the upright page.

    Two spaces in `text` part what stands in different columns.
    """

    text: str
    box: Box
    height: float


@dataclass(frozen=True, slots=True)
class Source:
    """Where a page comes from. `file`: what tells its file from others. `run`: pages of one run were given in an
    order that tells something: those of one file, or of files whose names count. `called`: how sentences call the
    page; by its number where nothing is said."""

    file: str = ""
    run: str = ""
    called: Message | None = None


@dataclass(frozen=True, slots=True)
class PageText:
    """What was read of one page.

    `number`: its position in the order in which the pages were given, from 0. `turn`: degrees clockwise that
    make it upright. `language`: "en" or "zh" where it is known.
    """

    number: int
    lines: tuple[PageLine, ...]
    turn: int = 0
    language: str = ""
    source: Source = Source()

    @classmethod
    def of_words(
        cls,
        number: int,
        words: Iterable[ReadWord],
        turn: int = 0,
        language: str = "",
        source: Source = Source(),
    ) -> "PageText":
        """The lines of a reading, whose words come in reading order with corners in the page frame."""
        lines: dict[int, list[ReadWord]] = {}
        for word in words:
            lines.setdefault(word.line, []).append(word)
        return cls(number, tuple(_line(line, turn) for line in lines.values()), turn, language, source)

    @property
    def called(self) -> Message:
        """How sentences call the page, at their beginning: "Page 3 of scan.pdf"."""
        return self.source.called or Message("documents.page", {"page": self.number + 1})

    def upright(self, line: PageLine) -> Box:
        """Where a line stands once the page is upright."""
        return turned(line.box, self.turn)


def turned(box: Box, turn: int) -> Box:
    """The box on the page turned clockwise by 0, 90, 180 or 270 degrees."""
    for _ in range(turn // 90):
        box = Box(1.0 - box.bottom, box.left, 1.0 - box.top, box.right)
    return box


def _line(words: Sequence[ReadWord], turn: int) -> PageLine:
    boxes = [word.quad.bounds for word in words]
    whole = boxes[0]
    for box in boxes[1:]:
        whole = whole.union(box)
    upright = [turned(box, turn) for box in boxes]
    height = median(box.height for box in upright)
    letter = median(box.width / _letters(word.text) for box, word in zip(upright, words, strict=True))
    text = words[0].text
    for before, after, word in zip(upright, upright[1:], words[1:], strict=False):
        is_column = after.left - before.right > _COLUMN_GAP * letter
        text += _gap(text[-1], word.text[0], is_column) + word.text
    return PageLine(text, whole, height)


def _letters(text: str) -> int:
    """The width of a text in Latin letters; a Han character is as wide as two."""
    return sum(2 if is_han(character) else 1 for character in text)


def _gap(before: str, after: str, is_column: bool) -> str:
    if is_column:
        return "  "
    return "" if is_han(before) and is_han(after) else " "


@lru_cache(maxsize=8192)
def is_han(character: str) -> bool:
    """Whether a character is written without spaces around it. Asked for every letter of a case, many times."""
    return bool(_IS_HAN.match(character))


def plain(text: str) -> str:
    """Text for reading words and numbers in: NFKC, every dash a hyphen; case and spaces stay."""
    return unicodedata.normalize("NFKC", text).translate(_DASHES)


def squeezed(text: str) -> str:
    """Text for comparing: NFKC, lower case, only letters and digits, which engines see alike."""
    return "".join(character for character in plain(text).casefold() if character.isalnum())


def han_share(text: str) -> float:
    """The share of Han characters among letters, 0..1; each stands for about two Latin letters."""
    han = 2 * sum(is_han(character) for character in text)
    latin = sum(character.isalpha() and not is_han(character) for character in text)
    return han / (han + latin) if han + latin else 0.0
