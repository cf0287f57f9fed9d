"""The ways a name is written: names of fields before their value, and spellings of diagnoses and regimens."""

import re
import unicodedata
from collections.abc import Iterator

from workstation.domain.fields import Field, Term
from workstation.domain.lexicon import Lexicon, fold

_HAN = r"[\u3400-\u9fff]"
_BRACKETED = re.compile(r"[(（\[【“\"'「]\s*(?P<inside>[^()（）\[\]【】]+?)\s*[)）\]】”\"'」]")
_ENDING = re.compile(
    r"(?P<outside>.*?\S)\s*[(（\[【]\s*(?P<inside>[^()（）\[\]【】]+?)\s*[)）\]】]", re.DOTALL
)
# A long dash is how a table says "nothing here"; only a hyphen or a minus is a sign.
_LONG_DASHES = re.compile(r"[‐‑‒–—―－一\s]*[‐‑‒–—―一][‐‑‒–—―－一\s]*")
_AFTER_NAME = r"\s*(?:评分|评估|定量|检测|检查|结果|score|status|level|grade)?\s*[:：=]?\s*"
_METHOD = re.compile(
    r"(?:by\s+|on\s+)?(?:pet|ct|pet\s*[-/]?\s*ct|mri|ihc|immunohistochemistry|免疫组化|fish|flow(?: cytometry)?|流式"
    r"|echo(?:cardiograph(?:y|ic)|cardiogram)?|muga|超声(?:心动图)?|心超|elisa|pcr|lugano(?: 2014)?|骨髓)"
    r"(?:\s*(?:评估|评价|检查))?",
    re.I,
)
_NOS = re.compile(r"非特指型|非特殊类型|非特殊型|未特指型|非特指|not otherwise specified")
_CYCLE = r"(?:cycles?|courses?|个?周期|个?疗程|程|次)"
_CYCLES = re.compile(
    rf"(?:\s*[x×*]\s*(?:[1-9]|1[0-2])\s*{_CYCLE}?|[\s,，]*(?:共|第)?\s*\d{{1,2}}\s*{_CYCLE})", re.I
)
_CYCLES_FIRST = re.compile(rf"(?:[1-9]|1[0-2])\s*{_CYCLE}\s*(?:of\s+)?", re.I)
_CALLED = re.compile(r"\s*(?:方案|化疗|治疗|regimen|protocol|chemotherapy)$", re.I)


def key(name: str) -> str:
    """One spelling for comparing: folded, without spaces beside Chinese characters and without a full stop."""
    folded = fold(name).strip(" .。")
    return re.sub(rf"\s+(?={_HAN})|(?<={_HAN})\s+", "", folded)


def is_long_dash(text: str) -> bool:
    """Nothing but dashes that are no minus sign, or the Chinese one that looks like a dash."""
    return _LONG_DASHES.fullmatch(text) is not None


def names_of_term(term: Term) -> tuple[str, ...]:
    return (term.code, term.code.replace("_", " "), term.en, term.zh, *term.synonyms)


def names_of(field: Field) -> tuple[str, ...]:
    """What a document may call the field, longest first: "Neutrophils (ANC)" is Neutrophils and ANC too."""
    names = {*field.names, field.en, field.zh}
    for label in (field.en, field.zh):
        split = _ENDING.fullmatch(label)
        if split is not None:
            names |= {split["outside"], split["inside"]}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def name_pattern(field: Field) -> str:
    """An expression for any name of the field that does not go on into a longer word or number."""
    return "|".join(_bounded(name) for name in names_of(field))


def _bounded(name: str) -> str:
    words = r"[\s-]*".join(re.escape(part) for part in re.split(r"[\s-]+", name))
    if name[-1].isdigit():
        return words + r"(?![0-9A-Za-z])"
    return words + r"(?![A-Za-z])" if name[-1].isascii() and name[-1].isalpha() else words


def without_name(field: Field, text: str) -> str:
    """The value after the field's own name: "ECOG: 1", "HBsAg 阳性", "CD19+"; the text itself when it does not
    begin with a name or holds nothing more."""
    found = re.match(rf"(?:{name_pattern(field)}){_AFTER_NAME}", text, re.I)
    return text[found.end() :].strip() or text if found else text


def with_name_cut(field: Field, text: str) -> str:
    """The value around the field's own name: "no MYC rearrangement", "未检测到MYC重排"."""
    return (
        re.sub(rf"(?<![A-Za-z0-9-])(?:{name_pattern(field)})", " ", text, count=1, flags=re.I).strip() or text
    )


def unwrapped(text: str) -> str:
    """Without the one pair of brackets or quotes around the whole."""
    found = _BRACKETED.fullmatch(text.strip())
    return found["inside"] if found else text


def ending_bracket(text: str) -> tuple[str, str] | None:
    """What stands before a bracket at the end, and what stands in it."""
    found = _ENDING.fullmatch(text.strip())
    return (found["outside"], found["inside"]) if found else None


def is_method(text: str) -> bool:
    """The words name only how something was examined."""
    return _METHOD.fullmatch(" ".join(text.split())) is not None


def without_method(text: str) -> str:
    """The measured value without how it was examined: "62% (echo)", "62 % by echo"."""
    split = ending_bracket(text)
    if split is not None and is_method(split[1]):
        return split[0]
    found = re.search(r"\s+by\s+\S+$", text, re.I)
    return text[: found.start()] if found and is_method(found.group().strip()) else text


def regimen_spellings(text: str) -> Iterator[str]:
    """The name as typed and without what does not belong to it: number of cycles, "方案", quotes."""
    yield text
    bare = re.sub(r"[“”\"'「」]", "", unicodedata.normalize("NFKC", text)).strip()
    bare = _CYCLES_FIRST.sub("", bare, count=1) if _CYCLES_FIRST.match(bare) else bare
    for _ in range(3):
        bare = _CALLED.sub("", bare)
        cycles = re.search(rf"(?:{_CYCLES.pattern}|\s*\({_CYCLES.pattern.strip()}\s*\))$", bare, re.I)
        bare = bare[: cycles.start()] if cycles else bare
    yield bare
    joined = re.sub(r"\s*([-+/])\s*", r"\1", bare)
    yield joined
    if not re.search(r"\s[x×*]$", joined, re.I):
        yield re.sub(r"\s+", "-", joined)
        yield re.sub(r"\s+", "", joined)


class DiagnosisNames:
    """Diagnoses by spellings that differ only in punctuation, 性 after 弥漫, or the way NOS is said."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._by_spelling: dict[str, list[str]] = {}
        self._modifiers: set[str] = set()
        for term in lexicon.diagnoses:
            for name in term.names:
                owners = self._by_spelling.setdefault(_spelling(name), [])
                if term.id not in owners and term.kind != "modifier":
                    owners.append(term.id)
            if term.kind == "modifier" and term.group in ("COO", "biology"):
                self._modifiers |= {_spelling(name) for name in term.names}

    def ids(self, text: str) -> tuple[str, ...]:
        """The entries of this spelling; a cell of origin or a double expression beside the entity does not
        make it another one."""
        found = self._by_spelling.get(_spelling(text))
        if found is not None:
            return tuple(found)
        parts = [part for part in re.split(r"\s*[,，;；、()（）]\s*", text) if part]
        entities = [part for part in parts if _spelling(part) not in self._modifiers]
        if len(entities) == 1 < len(parts):
            return tuple(self._by_spelling.get(_spelling(entities[0]), ()))
        return ()


def _spelling(name: str) -> str:
    plain = _NOS.sub("nos", key(name)).replace("gray", "grey").replace("纵膈", "纵隔")
    plain = re.sub(r"(?<=弥漫|原发|继发)性", "", plain)
    return re.sub(r"[\s,，、()（）-]+", "", plain)
