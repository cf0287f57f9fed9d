"""The words by which hospital paper tells its reports apart: titles, labels, page counters, letterheads.

They come from resources/lexicon/documents.csv. A pattern is matched against `lowered` text; it lets spaces be lost
or added and takes the signs that OCR confuses for each other.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from workstation.domain.documents import DOCUMENT_TYPES
from workstation.extraction.csv_rows import bad, listed, rows
from workstation.extraction.page_text import is_han, plain, squeezed

FILE = "documents.csv"
COLUMNS = ("role", "value", "en", "zh")
LABELS = (
    *("number", "patient_id", "patient_name", "birth", "sex", "age", "report_date", "discharge_date"),
    *("admission_date", "exam_date", "sample_date", "received_date", "print_date", "author", "other"),
)
VALUES = {"title": ("", *DOCUMENT_TYPES), "body": DOCUMENT_TYPES, "label": LABELS}
PLAIN_ROLES = (
    *("hospital", "department", "letterhead", "salutation", "role", "page", "bare_page", "continued"),
    *("more_follows", "end", "signature", "amended", "heading", "number_suffix", "copy", "translation"),
)
_COUNTERS = ("page", "bare_page")
_LATIN_CONFUSED = {"o": "o0", "l": "l1i|", "i": "il1|"}
_HAN_NUMBERS = {han: number for number, han in enumerate("一二三四五六七八九十", start=1)}
_FIGURES = str.maketrans({"l": "1", "i": "1", "|": "1", "o": "0"})
_COUNT = r"[0-9li|o]{1,3}|[一二三四五六七八九十]"


@dataclass(frozen=True, slots=True)
class Title:
    """A title as it stands over a report; `type` is "" where it tells nothing about the kind of report."""

    text: str
    type: str
    key: str


@dataclass(frozen=True, slots=True)
class Match:
    """A word of the list in a `lowered` text; `value`: what the list says of it."""

    start: int
    end: int
    value: str


class Terms:
    """Words of one role, found in `lowered` text with the mistakes that engines make: the longest first, and none
    within another."""

    def __init__(self, words: Iterable[tuple[str, str]], spelling: "Spelling") -> None:
        longest_first = sorted(words, key=lambda pair: -len(pair[0]))
        self._terms = [(spelling.key(lowered(word)), word, value) for word, value in longest_first]
        self._spelling = spelling

    def find(self, low: str) -> list[Match]:
        """Every word in the text, in the order of the text."""
        line, found = self._spelling.key(low), list[Match]()
        for key, word, value in self._terms:
            if key in line:
                for match in self._spelling.pattern(word).finditer(low):
                    if not any(match.start() < other.end and other.start < match.end() for other in found):
                        found.append(Match(match.start(), match.end(), value))
        return sorted(found, key=lambda match: match.start)

    def stand_in(self, low: str) -> bool:
        """Whether any of the words stands in the text."""
        line = self._spelling.key(low)
        return any(key in line and self._spelling.pattern(word).search(low) for key, word, _ in self._terms)

    def count(self, low: str) -> int:
        """How many different words of the list stand in the text, however often."""
        line = self._spelling.key(low)
        return sum(
            key in line and self._spelling.pattern(word).search(low) is not None
            for key, word, _ in self._terms
        )


@dataclass(frozen=True)
class DocumentWords:
    """The words by role. `title` and `label` find with the type, or the kind of label, as value. `headings`: heads of
    sections, squeezed, which look like titles and are none."""

    titles: tuple[Title, ...]
    title_keys: tuple[str, ...]
    title: Terms
    bodies: Mapping[str, Terms]
    headings: frozenset[str]
    label: Terms
    counters: tuple[re.Pattern[str], ...]
    bare_counters: tuple[re.Pattern[str], ...]
    roles: Mapping[str, Terms]

    def has(self, role: str, low: str) -> bool:
        """Whether a word of a role stands in a lowered text."""
        return self.roles[role].stand_in(low)


def lowered(text: str) -> str:
    """`plain` text in lower case, character by character, so that places in it stay the same."""
    return "".join(low if len(low := char.lower()) == 1 else char for char in plain(text))


def figure(written: str) -> int:
    """The number that a page counter shows, with the signs repaired that OCR takes for figures."""
    if written in _HAN_NUMBERS:
        return _HAN_NUMBERS[written]
    return int(written.translate(_FIGURES))


def load_document_words(folder: Path) -> DocumentWords:
    """The words of a lexicon folder. Raises DataFileError naming the wrong entry."""
    by_role: dict[tuple[str, str], list[str]] = {}
    for row in rows(folder, FILE, COLUMNS):
        role, value = row["role"], row["value"]
        if role != "confused" and value not in VALUES.get(role, ("",) if role in PLAIN_ROLES else ()):
            raise bad(FILE, role, f"no value {value!r} of this role")
        by_role.setdefault((role, value), []).extend((*listed(row["en"]), *listed(row["zh"])))
    missing = [role for role in (*PLAIN_ROLES, *VALUES) if not any(key[0] == role for key in by_role)]
    if missing:
        raise bad(FILE, missing[0], "no words for this role")
    confused = {value: "".join(words) for (role, value), words in by_role.items() if role == "confused"}
    return _compiled(by_role, Spelling(confused))


class Spelling:
    """Turns words into patterns that forgive what engines do to them, and texts into keys to look words up by."""

    def __init__(self, confused: Mapping[str, str]) -> None:
        self._confused = {**_LATIN_CONFUSED, **{char: char + others for char, others in confused.items()}}
        self._folds = str.maketrans(
            {other: char for char, others in self._confused.items() for other in others if other != char}
            | {"i": "l", "1": "l", "|": "l", "0": "o"}
        )
        self._keys = lru_cache(maxsize=20_000)(self._key)
        self._patterns = lru_cache(maxsize=None)(self._pattern)

    def key(self, low: str) -> str:
        """A lowered text without spaces and marks, with one sign for those that are confused."""
        return self._keys(low)

    def pattern(self, word: str) -> re.Pattern[str]:
        return self._patterns(word)

    def _key(self, low: str) -> str:
        return "".join(char for char in low.translate(self._folds) if char.isalnum())

    def _pattern(self, word: str) -> re.Pattern[str]:
        text = lowered(word)
        pieces = re.findall(r"\{[nm]\}|\s+|.", text)
        is_counter = "{n}" in pieces
        body = "".join("-" if is_counter and piece == "-" else self._piece(piece) for piece in pieces)
        start = r"(?<![a-z0-9])" if text[0].isascii() and text[0].isalnum() else ""
        end = r"(?![a-z0-9])" if text[-1].isascii() and text[-1].isalnum() else ""
        return re.compile(start + body + end)

    def _piece(self, piece: str) -> str:
        if piece in ("{n}", "{m}"):
            return rf"\s*(?P<{piece[1]}>{_COUNT})\s*"
        if piece.isspace():
            return r"[\s.]*"
        if piece == "-":
            return r"\s*[-/·]?\s*"
        if piece == ".":
            return r"\.?"
        letters = self._confused.get(piece, piece)
        one = f"[{re.escape(letters)}]" if len(letters) > 1 else re.escape(piece)
        return rf"{one}\s*" if is_han(piece) or piece in "()/:," else one


def _spelled_out(word: str) -> tuple[str, ...]:
    """ "Report no" is also written "Report nr" and "Report number"."""
    if not word.endswith(" no"):
        return (word,)
    return (word, word[:-1] + "r", word[:-2] + "number")


def _compiled(by_role: Mapping[tuple[str, str], list[str]], spelling: Spelling) -> DocumentWords:
    def words(role: str) -> list[tuple[str, str]]:
        return [
            (spelled, value)
            for (kind, value), all_of in by_role.items()
            for word in all_of
            if kind == role
            for spelled in _spelled_out(word)
        ]

    def patterns(role: str) -> tuple[re.Pattern[str], ...]:
        longest_first = sorted((word for word, _ in words(role)), key=lambda word: -len(word))
        return tuple(spelling.pattern(word) for word in longest_first)

    bodies = {
        value: [(word, "") for word in all_of] for (role, value), all_of in by_role.items() if role == "body"
    }
    return DocumentWords(
        titles=tuple(Title(word, kind, squeezed(word)) for word, kind in words("title")),
        title_keys=tuple(squeezed(word) for word, _ in words("title")),
        title=Terms(words("title"), spelling),
        bodies={kind: Terms(all_of, spelling) for kind, all_of in bodies.items()},
        headings=frozenset(squeezed(word) for word, _ in words("heading")),
        label=Terms(words("label"), spelling),
        counters=patterns("page"),
        bare_counters=patterns("bare_page"),
        roles={role: Terms(words(role), spelling) for role in PLAIN_ROLES if role not in _COUNTERS},
    )
