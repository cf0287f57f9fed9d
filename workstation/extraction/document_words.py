"""The words by which hospital paper tells its reports apart: titles, labels, page counters, letterheads.

They come from resources/lexicon/documents.csv. A pattern is matched against `lowered` text; it lets spaces be lost
or added and takes the signs that OCR confuses for each other.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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
    *("more_follows", "end", "signature", "amended", "number_suffix", "copy", "translation"),
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


@dataclass(frozen=True)
class DocumentWords:
    """The words by role, as patterns for `lowered` text."""

    titles: tuple[Title, ...]
    title: re.Pattern[str]
    bodies: Mapping[str, re.Pattern[str]]
    label: re.Pattern[str]
    label_kinds: tuple[str, ...]
    counters: tuple[re.Pattern[str], ...]
    bare_counters: tuple[re.Pattern[str], ...]
    roles: Mapping[str, re.Pattern[str]]

    def has(self, role: str, text: str) -> bool:
        """Whether a word of a role stands in a lowered text."""
        return self.roles[role].search(text) is not None


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
    return _compiled(by_role, _Spelling(confused))


class _Spelling:
    """Turns a word into a pattern that forgives what engines do to it."""

    def __init__(self, confused: Mapping[str, str]) -> None:
        self._confused = {**_LATIN_CONFUSED, **{char: char + others for char, others in confused.items()}}

    def pattern(self, word: str) -> str:
        text = lowered(word)
        body = "".join(self._piece(piece) for piece in re.findall(r"\bno\b\.?|\{[nm]\}|\s+|.", text))
        start = r"(?<![a-z0-9])" if text[0].isascii() and text[0].isalnum() else ""
        end = r"(?![a-z0-9])" if text[-1].isascii() and text[-1].isalnum() else ""
        return start + body + end

    def _piece(self, piece: str) -> str:
        if piece in ("{n}", "{m}"):
            return rf"\s*(?P<{piece[1]}>{_COUNT})\s*"
        if piece.startswith("no") and len(piece) <= 3:
            return r"(?:n[o0]|nr|num|number|#)"
        if piece.isspace():
            return r"\s*"
        if piece == "-":
            return r"\s*[-/·]?\s*"
        if piece == ".":
            return r"\.?"
        letters = self._confused.get(piece, piece)
        one = f"[{re.escape(letters)}]" if len(letters) > 1 else re.escape(piece)
        return rf"{one}\s*" if is_han(piece) or piece in "()/:," else one


def _compiled(by_role: Mapping[tuple[str, str], list[str]], spelling: _Spelling) -> DocumentWords:
    def words(role: str) -> list[tuple[str, str]]:
        found = [
            (word, value) for (kind, value), all_of in by_role.items() if kind == role for word in all_of
        ]
        return sorted(found, key=lambda pair: -len(pair[0]))

    def any_of(chosen: Iterable[str]) -> re.Pattern[str]:
        return re.compile("|".join(spelling.pattern(word) for word in sorted(chosen, key=lambda w: -len(w))))

    titles, labels = words("title"), words("label")
    return DocumentWords(
        titles=tuple(Title(word, kind, squeezed(word)) for word, kind in titles),
        title=re.compile("|".join(f"({spelling.pattern(word)})" for word, _ in titles)),
        bodies={kind: any_of(by_role["body", kind]) for kind in DOCUMENT_TYPES if ("body", kind) in by_role},
        label=re.compile("|".join(f"({spelling.pattern(word)})" for word, _ in labels)),
        label_kinds=tuple(kind for _, kind in labels),
        counters=tuple(re.compile(spelling.pattern(word)) for word, _ in words("page")),
        bare_counters=tuple(re.compile(spelling.pattern(word)) for word, _ in words("bare_page")),
        roles={role: any_of(by_role[role, ""]) for role in PLAIN_ROLES if role not in _COUNTERS},
    )
