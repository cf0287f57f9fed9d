"""The decisive tokens of a page: drugs and regimens, markers with their sign, dates, numbers with a unit.

They are looked for in the truth alone. A token is read exactly where it occurs in what was read, white space and widths
of characters (NFKC) aside, as often as it stands on the page.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache

from workstation import settings
from workstation.extraction.lexicon import load_lexicon

_LEAST_NAME, _LEAST_CHINESE_NAME = 4, 2
_MONTH = (
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:tember)?"
    "|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_MARKER = (
    r"(?:CD\d{1,3}[a-z]?|(?:BCL|bcl)-?[26]|(?:[Cc]-)?MYC|MUM1|Ki-?67|PAX5|TP53|[Pp]53|SOX11|[Cc]yclin ?D1"
    r"|EBER(?:-ISH)?|ALK|HBsAg|[Aa]nti-HBc|[Aa]nti-HCV|HBV[ -]DNA|HIV)"
)
_SIGN = (
    r"(?:\((?:[^()]{0,6}[+-][^()]{0,8}|[^()]{0,3}\d+ ?%\+?)\)|[+-]{1,3}(?!\w)|positive|negative|(?:not )?rearranged"
    r"|(?:about |labelling index |约)?\d+ ?%\+?|基因重排\([+-]\)|阳性|阴性)"
)
_UNIT = (
    r"(?:%|mg/m2|mg|g/d?L|[UI]U?/m?L|[mu\u03bc]mol/L|mL/min|mL|\u03bcg/L|ng/mL|kg|cm|mmHg|/?mm3?|MBq|Gy|°C"
    r"|[x×]? ?10(?:\^|e)?9/L|次/分)"
)
_PATTERNS = (
    rf"{_MARKER} ?{_SIGN}",
    r"\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{4}([-./])\d{1,2}\1\d{1,2}|\d{1,2}([-./]) ?\d{1,2}\2 ?\d{4}"
    rf"|(?:\d{{1,2}}[- ])?{_MONTH}[- ]\d{{4}}|(?:0?[1-9]|1[0-2])/\d{{4}}",
    None,  # the names of the lexicon
    rf"\d+(?:[.,]\d+)? ?{_UNIT}(?![A-Za-z])",
)


def decisive(text: str) -> Counter[str]:
    """The tokens of a text, without white space, and how often each occurs; none is part of another."""
    folded = _folded(text)
    taken: list[tuple[int, int]] = []
    for pattern in (_names() if each is None else re.compile(_bounded(each)) for each in _PATTERNS):
        for match in pattern.finditer(folded):
            start, end = match.span()
            if all(end <= first or last <= start for first, last in taken):
                taken.append((start, end))
    return Counter("".join(folded[start:end].split()) for start, end in taken)


def read_exactly(tokens: Counter[str], text: str) -> int:
    """How many of the tokens stand in the text that was read."""
    folded = _folded(text)
    return sum(min(wanted, _occurrences(token, folded)) for token, wanted in tokens.items())


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _occurrences(token: str, text: str) -> int:
    return len(re.findall(_bounded(r"\s*".join(map(re.escape, token))), text))


def _bounded(pattern: str) -> str:
    """A token neither begins nor ends within a Latin word or a number."""
    begins = r"(?:(?<![A-Za-z0-9])(?<!\d[.,])|(?=[^\x00-\x7f]))"
    ends = r"(?:(?![A-Za-z0-9])|(?<=[^A-Za-z0-9]))"
    return rf"{begins}(?:{pattern}){ends}"


@cache
def _names() -> re.Pattern[str]:
    """Drugs and regimens in both languages, the longer first; names too short to be told from words left out."""
    lexicon = load_lexicon(settings.resources_dir() / "lexicon")
    drugs = {name for drug in lexicon.drugs for name in drug.names}
    regimens = {name for regimen in lexicon.regimens for name in (regimen.name, *regimen.aliases)}
    exact = _alternatives(name for name in regimens if _is_long(name))
    any_case = _alternatives(name for name in drugs if _is_long(name))
    return re.compile(_bounded(f"{exact}|(?i:{any_case})"))


def _is_long(name: str) -> bool:
    return len(name) >= (_LEAST_NAME if name.isascii() else _LEAST_CHINESE_NAME)


def _alternatives(names: Iterable[str]) -> str:
    return "|".join(re.escape(_folded(name)) for name in sorted(names, key=len, reverse=True))
