"""Names of people: where one ends in a line, and whether two could be of one person."""

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from workstation.extraction.dates_in_text import dates_in
from workstation.extraction.document_words import DocumentWords, Match, lowered
from workstation.extraction.page_text import is_han, plain

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_HAN_NAME = re.compile(
    rf"[{_HAN}]{{1,8}}(?:·[{_HAN}]{{1,8}})+|[{_HAN}]{{2,4}}?(?=[男女]\d)|[{_HAN}]{{2,4}}|"
    rf"[{_HAN}] [{_HAN}](?: (?![男女])[{_HAN}])?(?![{_HAN}])"
)
_LETTER = rf"[^\W\d_{_HAN}]"
_WORD = re.compile(rf"(?P<gap>, ?| )?(?P<word>{_LETTER}(?:{_LETTER}|['’.\-])*)")
_PROSE = re.compile(r",? [a-z]{2}|\s*:")
_DOCTORS = frozenset({"dr", "prof", "pd", "priv", "doz", "med"})
_TITLES = _DOCTORS | {"mr", "mrs", "ms", "miss"}
_PARTICLES = frozenset(
    {"van", "von", "vom", "de", "der", "den", "del", "della", "di", "da", "do", "dos", "das", "du", "la"}
    | {"le", "el", "al", "bin", "bint", "ibn", "ter", "ten", "zu", "zur", "af", "av", "y", "e"}
)
_MOST_WORDS = 7
_LEAST_ALIKE, _LEAST_ALIKE_WHOLE = 65.0, 80.0


def name_at(text: str, words: DocumentWords, is_sure: bool = True) -> str:
    """The name that a text begins with, "" where it begins with none. It ends before a word that is a label, before a
    date or a number, and where its column ends. Unless `is_sure`, words that go on in small letters, or a colon, make
    it none."""
    column = text.split("  ")[0]
    column = column[: _end(column, words)]
    han = _HAN_NAME.match(column)
    if han is not None:
        return han[0]
    end = _latin_end(column)
    name = column[:end].strip(" ,")
    if not name or (not is_sure and _PROSE.match(column[end:])):
        return ""
    return "" if " " not in name and _is_of_text(lowered(name), words) else name


def _end(column: str, words: DocumentWords) -> int:
    low = lowered(column)
    labels = [match for match in words.label.find(low) if match.start]
    ends = [match.start for match in labels if not _is_surname(low, match, labels)]
    return min([*ends, *(date.start for date in dates_in(column) if date.start), len(column)])


def _is_surname(low: str, match: Match, labels: list[Match]) -> bool:
    """Ward and Page are names too, unless something stands behind them that is no label and no date; so is Sample,
    unless a date does."""
    behind = low[match.end :].strip(" .:#-")
    is_dated = next((date.start == 0 for date in dates_in(behind)), False)
    if match.value.endswith("_date"):
        return not is_dated
    is_label = any(other.start == match.end + 1 for other in labels)
    return match.value == "other" and (not behind or is_label or is_dated)


def _latin_end(text: str) -> int:
    """Where the capitalised words that a text begins with end; words such as "van der" may be small."""
    end, has_comma, has_doctor = 0, False, False
    at = 0
    for _ in range(_MOST_WORDS):
        match = _WORD.match(text, at)
        if match is None or (at > 0 and match["gap"] is None):
            break
        word, is_parted = match["word"].rstrip(".").casefold(), (match["gap"] or "").startswith(",")
        is_small = word in _PARTICLES
        if not (is_small or _is_capital(match["word"])) or (is_parted and (has_comma or has_doctor)):
            break
        at = match.end()
        has_comma, has_doctor = has_comma or is_parted, has_doctor or word in _DOCTORS
        if is_small or word in _TITLES:
            continue
        end = at
        if len(word) > 2 and match["word"].endswith("."):  # of a sentence, and no initial
            return end - 1
    return end


def _is_capital(word: str) -> bool:
    """Example, al-Rashid, d'Arcy."""
    first, *rest = re.split(r"[-'’]", word)
    return word[0].isupper() or (first in (*_PARTICLES, "d") and bool(rest) and rest[0][:1].isupper())


def _is_of_text(low: str, words: DocumentWords) -> bool:
    """One word that is the head of a column or of a section: "Result"."""
    return any(
        match.start == 0 and match.end == len(low)
        for terms in words.bodies.values()
        for match in terms.find(low)
    )


def are_one_script(a: str, b: str) -> bool:
    """Both names are in Chinese characters, or neither: 张三 and Zhang San decide nothing about each other."""
    return bool(a and b) and is_han(a[0]) == is_han(b[0])


def may_be_one_person(a: str, b: str) -> bool:
    """Two names of one script that a slip of spelling, an initial, another order or a name left out tell apart."""
    if is_han(a[0]):
        return fuzz.ratio(*("".join(name.split()) for name in (a, b))) >= 60.0
    short, long = sorted((list(_parts(a)), list(_parts(b))), key=len)
    if not short:
        return True
    if fuzz.ratio("".join(sorted(short)), "".join(sorted(long))) >= _LEAST_ALIKE_WHOLE:
        return True
    joined = "".join(short), "".join(reversed(short))
    if len(short) == 1 and any(fuzz.ratio(one, "".join(long)) >= _LEAST_ALIKE_WHOLE for one in joined):
        return True
    return all(any(_is_one_part(part, other) for other in long) for part in short)


def _parts(name: str) -> Iterator[str]:
    folded = "".join(char if char.isalpha() else " " for char in plain(name).casefold().replace("’", ""))
    return (part for part in folded.replace("'", "").split() if part not in _TITLES | _PARTICLES)


def _is_one_part(a: str, b: str) -> bool:
    return a[0] == b[0] if 1 in (len(a), len(b)) else fuzz.ratio(a, b) >= _LEAST_ALIKE
