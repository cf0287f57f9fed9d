"""Which words of a line decide a case if they were misread: drugs and regimens, dates, markers with their sign, numbers
with their unit or behind the name of what was measured, powers of ten.

What stands on the page may be misread, so names are compared by their skeleton and longer ones may differ by two
letters; a word with a digit in it is also looked at with every letter that engines take for a digit put right. It is
a question of order, not of truth: what is taken for decisive is looked at first, nothing is changed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache

from workstation.domain.corrections import edits
from workstation.domain.fields import Field, FieldDictionary
from workstation.domain.lexicon import Lexicon
from workstation.extraction.dates_in_text import dates_in
from workstation.extraction.lexicon import digits_repaired, skeleton
from workstation.extraction.page_text import is_han, plain

_LEAST_BY_SKELETON = 4
"""Characters from which a Latin name is found whatever its case and look; shorter ones only as they are written."""
_LEAST_BY_LIKENESS, _MOST_EDITS = 7, 2
_HEAD = 2
"""Characters of a skeleton by which names are looked up."""
_DIGITS = r"\d+(?:[.,]\d+)*"
_NUMBER = rf"(?:(?<![A-Za-z0-9_.])|(?<=[A-Za-z]{{3}})){_DIGITS}"
"""Glued to Chinese or to a name it is a number too; within CD19 or 8q24 it is none."""
_TIMES_TEN = r"[×xX*✕]\s*10\s*\^?\s*\S{0,2}\s*/\s*[μu]?[LlI]"
"""The raised figure is the first to be misread or lost."""
_POWER = r"(?<![\d.])10\s*[\^e]?\s*[\d°'*]{1,2}\s*/\s*[μu]?[Ll]"
_WORD = re.compile(r"\S+")
_TO_SIGN = r"\s*[:：=]?\s*[（(]?\s*"
_VALUE = re.compile(rf"{_TO_SIGN}[<>≤≥~约]?\s*(?P<value>{_DIGITS})")


class Decisive(StrEnum):
    """Why a word decides."""

    DRUG = "drug"
    DATE = "date"
    MARKER = "marker"
    NUMBER = "number"


Span = tuple[int, int]
Likened = tuple[str, list[int]]
"""The skeleton of a line, and for each of its characters the place in the line."""


class DecisiveWords:
    """Knows the names, signs and units of a published lexicon and field dictionary."""

    def __init__(self, lexicon: Lexicon, dictionary: FieldDictionary) -> None:
        drugs = {name for drug in lexicon.drugs for name in drug.names}
        regimens = {name for regimen in lexicon.regimens for name in (regimen.name, *regimen.aliases)}
        self._therapies = _Names(drugs | regimens)
        self._markers = tuple(
            (_Names(names), _sign_pattern(fields)) for names, fields in _by_signs(dictionary.fields)
        )
        self._numbers = _number_pattern(dictionary.fields)
        self._measured = _Names(
            {name for field in dictionary.fields if field.units for name in _called(field)}
        )

    def kinds(self, words: Sequence[str]) -> list[Decisive | None]:
        """For each word of a line, in reading order, why it decides; None where it does not."""
        line, spans = _laid(words)
        likened = _skeleton_of(line)
        found: list[Decisive | None] = [None] * len(words)
        for kind, places in (
            (Decisive.NUMBER, self._number_spans(line, likened)),
            (Decisive.MARKER, self._marker_spans(line, likened)),
            (Decisive.DATE, _date_spans(line)),
            (Decisive.DRUG, self._therapies.spans(line, likened)),
        ):
            for start, end in places:
                for at, (first, last) in enumerate(spans):
                    if first < end and start < last:
                        found[at] = kind
        return found

    def _number_spans(self, line: str, likened: Likened) -> Iterator[Span]:
        named = [end for _, end in self._measured.spans(line, likened)]
        for reading in _readings(line):
            yield from (match.span() for match in self._numbers.finditer(reading))
            found = (_VALUE.match(reading, end) for end in named)
            yield from (match.span("value") for match in found if match is not None)

    def _marker_spans(self, line: str, likened: Likened) -> Iterator[Span]:
        for names, sign in self._markers:
            for start, end in names.spans(line, likened):
                found = sign.match(line, end)
                if found is not None:
                    yield start, found.end()


class _Names:
    """Names found in a line although it may be misread."""

    def __init__(self, names: Iterable[str]) -> None:
        written = {plain(name) for name in names}
        loose = {name for name in written if _has_han(name) or len(skeleton(name)) >= _LEAST_BY_SKELETON}
        self._loose: dict[str, list[tuple[str, bool]]] = {}
        for name in sorted(loose):
            likened = skeleton(name)
            self._loose.setdefault(likened[:_HEAD], []).append((likened, _has_han(name)))
        strict = sorted(written - loose, key=len, reverse=True)
        self._strict = re.compile(rf"(?<![A-Za-z0-9])(?:{_any(strict)})(?![A-Za-z0-9])") if strict else None
        parts = {skeleton(part) for name in loose if not _has_han(name) for part in name.split()}
        self._single = tuple(part for part in sorted(parts) if len(part) >= _LEAST_BY_LIKENESS)
        self._is_like = lru_cache(maxsize=4096)(self._looks_like)

    def spans(self, line: str, likened: Likened) -> Iterator[Span]:
        """Where a name stands in a `plain` line, given its skeleton."""
        letters, places = likened
        for at in range(len(letters) - _HEAD + 1):
            for name, has_han in self._loose.get(letters[at : at + _HEAD], ()):
                if letters.startswith(name, at):
                    start, end = places[at], places[at + len(name) - 1] + 1
                    if has_han or _stands_alone(line, start, end):
                        yield start, end
        if self._strict is not None:
            yield from (match.span() for match in self._strict.finditer(line))
        for word in _WORD.finditer(line):
            if self._is_like(word[0]):
                yield word.span()

    def _looks_like(self, word: str) -> bool:
        """Whether a word is a longer name but for two letters."""
        if _has_han(word):
            return False
        read = skeleton("".join(character for character in word if character.isalnum()))
        if len(read) < _LEAST_BY_LIKENESS or read.isdigit():
            return False
        own = set(read)
        return any(
            abs(len(name) - len(read)) <= _MOST_EDITS
            and len(own ^ set(name)) <= 2 * _MOST_EDITS
            and edits(read, name) <= _MOST_EDITS
            for name in self._single
        )


def _by_signs(fields: Iterable[Field]) -> list[tuple[set[str], list[Field]]]:
    """Names of what is found positive or negative, with the fields whose words say which."""
    grouped: dict[tuple[str, ...], tuple[set[str], list[Field]]] = {}
    for field in fields:
        codes = {term.code for term in field.vocabulary}
        if field.names and ({"positive", "negative"} <= codes or {"rearranged", "not_rearranged"} <= codes):
            names, alike = grouped.setdefault(tuple(sorted(codes)), (set(), []))
            names.update(field.names)
            alike.append(field)
    return list(grouped.values())


def _sign_pattern(fields: Iterable[Field]) -> re.Pattern[str]:
    signs = {
        plain(said)
        for field in fields
        for term in field.vocabulary
        for said in (term.en, term.zh, *term.synonyms)
    }
    return re.compile(rf"{_TO_SIGN}(?:{_any(sorted(signs, key=len, reverse=True))})", re.IGNORECASE)


def _number_pattern(fields: Iterable[Field]) -> re.Pattern[str]:
    units = {plain(said) for field in fields for unit in field.units for said in (unit.id, *unit.aliases)} | {
        "%"
    }
    written = _any(sorted(units, key=len, reverse=True))
    return re.compile(rf"{_NUMBER}\s*(?:{_TIMES_TEN}|{written})(?![A-Za-z])|{_POWER}(?![A-Za-z])")


def _called(field: Field) -> tuple[str, ...]:
    return (*field.names, field.en, field.zh)


def _any(texts: Iterable[str]) -> str:
    return "|".join(re.escape(text) for text in texts)


def _laid(words: Sequence[str]) -> tuple[str, list[Span]]:
    """The line in its `plain` form, and where each word stands in it."""
    line, spans = "", []
    for word in map(plain, words):
        if line and word and not (is_han(line[-1]) and is_han(word[0])):
            line += " "
        spans.append((len(line), len(line) + len(word)))
        line += word
    return line, spans


def _readings(line: str) -> tuple[str, ...]:
    """The line as it stands, and with digits that were read as letters put right; both of one length."""
    repaired = _WORD.sub(
        lambda word: digits_repaired(word[0]) if any(c.isdigit() for c in word[0]) else word[0], line
    )
    return (line,) if repaired == line else (line, repaired)


def _date_spans(line: str) -> Iterator[Span]:
    for reading in _readings(line):
        yield from ((date.start, date.end) for date in dates_in(reading))


def _skeleton_of(line: str) -> Likened:
    letters, places = [], []
    for at, character in enumerate(line):
        for letter in _letter(character):
            letters.append(letter)
            places.append(at)
    return "".join(letters), places


@lru_cache(maxsize=4096)
def _letter(character: str) -> str:
    return skeleton(character)


def _stands_alone(line: str, start: int, end: int) -> bool:
    around = (line[start - 1 : start], line[end : end + 1])
    return not any(sign.isalnum() and not is_han(sign) for sign in around)


def _has_han(text: str) -> bool:
    return any(is_han(character) for character in text)
