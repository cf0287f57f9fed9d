"""From what a reviewer typed, or the words that were cited, to a value of the field.

Nothing typed is refused or changed: what does not fit the field is kept as text, with the sentence that says
so, and no rule uses it. A dated field takes its day at the end ("88, 9 Nov 2026"); a supported one takes
words such as "under G-CSF"; a laboratory's limit is written "ULN 40".
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from workstation.domain.dates import ClinicalDate, DayOrder, Precision, read_date
from workstation.domain.fields import Field, FieldType, Term
from workstation.domain.lexicon import Lexicon, fold
from workstation.domain.messages import Label, Message
from workstation.domain.values import Coded, CodedList, Count, Quantity, Text, Value


@dataclass(frozen=True, slots=True)
class Typed:
    """A value and, where it will not be used as typed, the sentence that says so."""

    value: Value
    warning: Message | None = None


_SUPPORT = (
    ("gcsf", r"(?:under|on|with|after)?\s*g-?csf|filgrastim|升白针?后?|粒细胞集落刺激因子后?"),
    ("transfusion", r"(?:after|on|with)?\s*transfusions?|transfused|输血后?|输注后"),
    ("room_air", r"(?:on\s+)?(?:room|ambient)\s+air|未吸氧|室内空气|空气"),
    ("oxygen", r"(?:on|with)\s+(?:o2|oxygen)|吸氧"),
    (
        "none",
        r"\b(?:without|no|not(?:\s+(?:under|on|after|with))?)\s+(?:g-?csf|filgrastim|transfusions?|transfused|support)"
        r"|unsupported|untransfused|[未无](?:使?用)?(?:升白针?|粒细胞集落刺激因子|输血)|无支持",
    ),
)
_NO_SUPPORT_FIRST = (_SUPPORT[-1], *_SUPPORT[:-1])
_LIMIT = re.compile(r"[,(;\s]*(?:ULN|upper limit(?: of normal)?|上限)\s*[:=]?\s*(\d+(?:\.\d+)?)\)?", re.I)
_QUANTITY = re.compile(
    r"(?P<comparator><=|>=|≤|≥|<|>|~|≈|about|approx\.?|约|大于等于|小于等于|大于|小于)?\s*"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<unit>\S.*)?",
    re.I,
)
_COMPARATORS = {
    "≤": "<=", "≥": ">=", "≈": "~", "about": "~", "approx": "~", "approx.": "~", "约": "~",
    "大于等于": ">=", "小于等于": "<=", "大于": ">", "小于": "<",
}  # fmt: skip
_COUNT = re.compile(
    r"(?:共|x|×)?\s*(?P<number>\d{1,3})\s*(?:cycles?|courses?|次|个?周期|个?疗程|程)?\s*"
    r"(?:(?:of|out of|/|／)\s*(?:a\s+)?(?:planned\s+)?(?P<of>\d{1,3})(?:\s*planned)?\s*"
    r"(?:cycles?|courses?|次|个?周期|个?疗程|程)?)?",
    re.I,
)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NEGATION = re.compile(
    r"\b(?:no|not|non(?!-(?:germinal|gcb))|without|never|possible|suspected|rule out)\b|[无未非没疑?？]", re.I
)
_SPLIT = re.compile(r"\s*[,;，；、+]\s*|\s+and\s+")
_LONE_DAY = re.compile(r"[\s,，;；(（]+(?P<day>\d{1,2})$")
_AROUND = " \t\r\n,;，；、。:：()（）"


class ValueReader:
    """Reads values of one case: `order` is how its documents write day and month, where that is known."""

    def __init__(self, lexicon: Lexicon, order: DayOrder | None = None) -> None:
        self._lexicon = lexicon
        self._order = order

    def typed(self, field: Field, raw: str) -> Typed:
        """The value of what was typed. `raw` must hold something beside spaces."""
        text = raw.strip()
        match field.type:
            case FieldType.TEXT:
                return Typed(Text(text))
            case FieldType.DATE:
                return self._date(text)
            case FieldType.COUNT:
                return _count(text)
            case FieldType.QUANTITY:
                return self._quantity(field, text)
            case FieldType.CODED:
                return self._coded(field, text)
            case FieldType.CODED_LIST:
                return self._coded_list(field, text)

    def quoted(self, field: Field, quote: str) -> Typed | None:
        """The value that cited words state without doubt; None when they state none, or several."""
        text = " ".join(quote.split()).strip(_AROUND)
        if not text:
            return None
        whole = self.typed(field, text)
        if whole.warning is None and not _is_bare_text(field, whole.value):
            return replace(whole)
        match field.type:
            case FieldType.DATE:
                return self._date_within(text)
            case FieldType.QUANTITY:
                return self._quantity_within(field, text)
            case FieldType.CODED:
                return self._coded_within(field, text)
            case _:
                return whole if field.free_text or field.type is FieldType.TEXT else None

    # Dates

    def _date(self, text: str) -> Typed:
        date = read_date(text, self._order)
        if not date.is_known:
            return Typed(date, Message("findings.not_a_date", {"text": text}))
        if date.is_ambiguous:
            return Typed(date, Message("findings.ambiguous_date", {"text": text, "date": date}))
        return Typed(date)

    def _date_within(self, text: str) -> Typed | None:
        found = list(self._dates_in(text))
        return self._date(found[0]) if len(found) == 1 else None

    def _dates_in(self, text: str) -> Iterator[str]:
        """The longest stretches of words that are dates, left to right, none within another."""
        words = list(re.finditer(r"[^\s,;()（），；。]+", text))
        start = 0
        while start < len(words):
            for end in range(min(start + 4, len(words)), start, -1):
                part = text[words[start].start() : words[end - 1].end()].strip(_AROUND + ".")
                if read_date(part, self._order).is_known:
                    yield part
                    start = end - 1
                    break
            start += 1

    def _split_day(self, text: str) -> tuple[str, ClinicalDate | None]:
        """What stands before the day of examination, and that day: "1, 10 Nov 2026", "88 (2026-11-09)"."""
        for gap in re.finditer(r"[\s,，;；(（@]+(?:on\s+|at\s+|于)?", text):
            head, tail = _closed(text[: gap.start()]), text[gap.end() :].strip(_AROUND)
            if head and len(tail) >= 4 and (date := read_date(tail, self._order)).is_known:
                day = _LONE_DAY.search(head)  # "88, 31 Feb 2026": the day belongs to a date that is none
                if day is not None and date.precision is Precision.MONTH and day.start() > 0:
                    return _closed(head[: day.start()]), read_date(text[day.start("day") :], self._order)
                return head, date
        return text, None

    # Numbers

    def _quantity(self, field: Field, text: str) -> Typed:
        rest, date = self._split_day(text) if field.dated else (text, None)
        rest, support = _split_support(rest) if field.supported else (rest, None)
        rest, limit = _split_limit(rest)
        found = _QUANTITY.fullmatch(_plain_powers(rest.strip(_AROUND)))
        if found is None:
            return Typed(Text(text), Message("findings.not_a_number", {"text": text}))
        sign = (found["comparator"] or "").casefold()
        number = Decimal(found["number"].replace(",", ""))
        unit = (found["unit"] or "").strip(_AROUND)
        if re.search(r"\d", field.unit or "") is None and re.match(r"\d", unit):
            return Typed(Text(text), Message("findings.not_a_number", {"text": text}))
        value = Quantity(_COMPARATORS.get(sign, sign), number, unit, date, support, text, limit)
        return Typed(value, _unit_doubt(field, unit))

    def _quantity_within(self, field: Field, text: str) -> Typed | None:
        """The one number in the words whose unit fits the field."""
        found = []
        for start in re.finditer(r"(?:[<>≤≥~]=?\s*)?(?<![\w.^])\d", text):
            for end in reversed([m.end() for m in re.finditer(r"\S+", text) if m.end() > start.start()]):
                typed = self._quantity(field, text[start.start() : end].rstrip("."))
                if typed.warning is None and isinstance(typed.value, Quantity) and typed.value.unit:
                    found.append(typed)
                    break
        return found[0] if len(found) == 1 else None

    # Words

    def _coded(self, field: Field, text: str) -> Typed:
        head, date = self._split_day(text) if field.dated else (text, None)
        for part, day in ((text, None), (head, date)):
            codes = self._codes_named(field, part)
            if len(codes) == 1:
                return Typed(Coded(codes[0], part, day))
            if codes:
                names = ", ".join(codes)
                doubt = Message("findings.several_meanings", {"text": part, "meanings": names})
                return Typed(Coded(None, part, day), doubt)
        if field.free_text:
            return Typed(Coded(None, head, date))
        doubt = Message("findings.not_in_vocabulary", {"text": head, "field": Label(field.en, field.zh)})
        return Typed(Coded(None, head, date), doubt)

    def _codes_named(self, field: Field, text: str) -> tuple[str, ...]:
        """The codes that have this name, by code, label or synonym."""
        wanted = fold(text)
        own = tuple(term.code for term in field.vocabulary if wanted in {fold(name) for name in _names(term)})
        if own or field.vocabulary_source is None:
            return own
        match field.vocabulary_source:
            case "diagnoses":
                return self._diagnoses_named(text)
            case "regimens":
                return tuple(regimen.id for regimen in self._lexicon.regimens_named(text))
            case _:
                return tuple(drug.generic for drug in self._lexicon.drugs_named(text))

    def _diagnoses_named(self, text: str) -> tuple[str, ...]:
        """By name; "DLBCL NOS" is the entity whose full name ends so."""
        found = self._lexicon.diagnoses_named(text)
        if not found and (bare := re.sub(r",?\s+NOS$", "", text)) != text:
            found = tuple(t for t in self._lexicon.diagnoses_named(bare) if t.en.endswith("NOS"))
        return tuple(term.id for term in found)

    def _coded_within(self, field: Field, text: str) -> Typed | None:
        """The one term that stands in the words; none where a word could turn its meaning around."""
        head, date = self._split_day(text) if field.dated else (text, None)
        spans = sorted(self._names_in(field, head), key=lambda span: (span[0] - span[1], span[0]))
        kept: list[tuple[int, int, str]] = []
        for start, end, code in spans:
            if all(end <= other[0] or start >= other[1] for other in kept):
                kept.append((start, end, code))
        rest = head
        for start, end, _ in kept:
            rest = rest[:start] + " " * (end - start) + rest[end:]
        if len({code for _, _, code in kept}) == 1 and not _NEGATION.search(rest):
            start, end, code = kept[0]
            return Typed(Coded(code, head[start:end], date))
        return Typed(Coded(None, head, date)) if field.free_text and not kept else None

    def _names_in(self, field: Field, text: str) -> Iterator[tuple[int, int, str]]:
        """Every stretch of words that names a term: start, end, code."""
        bounds = [m.span() for m in re.finditer(r"[A-Za-z0-9+./-]+|[\u3400-\u9fff]", text)]
        for first in range(len(bounds)):
            for last in range(first, min(first + 12, len(bounds))):
                start, end = bounds[first][0], bounds[last][1]
                codes = self._codes_named(field, text[start:end].strip(".,"))
                if len(codes) == 1:
                    yield start, end, codes[0]

    def _coded_list(self, field: Field, text: str) -> Typed:
        items = [
            self._coded(replace(field, type=FieldType.CODED), part) for part in _SPLIT.split(text) if part
        ]
        values = tuple(item.value for item in items if isinstance(item.value, Coded))
        doubt = next((item.warning for item in items if item.warning is not None), None)
        return Typed(CodedList(values), doubt)


def _closed(text: str) -> str:
    """Without the marks around it, but with the bracket that closes one within: "none (MRI or CSF),"."""
    head = text.strip(_AROUND)
    end = text.find(head) + len(head)
    opened = sum(head.count(sign) for sign in "(（") - sum(head.count(sign) for sign in ")）")
    return head + text[end] if opened > 0 and text[end : end + 1] in (")", "）") else head


def _names(term: Term) -> tuple[str, ...]:
    return (term.code, term.code.replace("_", " "), term.en, term.zh, *term.synonyms)


def _is_bare_text(field: Field, value: Value) -> bool:
    """A free text was taken for a coded field: perhaps a term stands within it."""
    return isinstance(value, Coded) and value.code is None and field.type is FieldType.CODED


def _count(text: str) -> Typed:
    found = _COUNT.fullmatch(text)
    if found is None:
        return Typed(Text(text), Message("findings.not_a_count", {"text": text}))
    return Typed(Count(int(found["number"]), int(found["of"]) if found["of"] else None))


def _plain_powers(text: str) -> str:
    """Superscript digits as "^9", so that ten to the ninth stays what it is."""
    powered = re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda m: "^" + m.group().translate(_SUPERSCRIPTS), text)
    return unicodedata.normalize("NFKC", powered)


def _unit_doubt(field: Field, unit: str) -> Message | None:
    if not unit:
        return Message("findings.unit_missing", {"unit": field.unit or ""})
    if field.find_unit(unit) is None:
        return Message("findings.unit_does_not_fit", {"unit": unit, "fits": _fitting(field)})
    return None


def _fitting(field: Field) -> str:
    return ", ".join(
        dict.fromkeys((*([field.unit] if field.unit else []), *(unit.id for unit in field.units)))
    )


def _split_support(text: str) -> tuple[str, str | None]:
    for code, words in _NO_SUPPORT_FIRST:
        found = re.search(rf"[\s,;(（]*(?:{words})[)）]?", text, re.I)
        if found:
            return (text[: found.start()] + " " + text[found.end() :]).strip(), code
    return text, None


def _split_limit(text: str) -> tuple[str, Decimal | None]:
    found = _LIMIT.search(text)
    if found is None:
        return text, None
    return (text[: found.start()] + " " + text[found.end() :]).strip(), Decimal(found[1])


def differ(values: Iterable[Value]) -> bool:
    """Whether values say different things; how a date or number was written does not count."""
    return len({_meaning(value) for value in values}) > 1


def _meaning(value: Value) -> object:
    match value:
        case ClinicalDate():
            return value.alternatives or value.raw
        case Coded():
            return (value.code or fold(value.text), _meaning(value.date) if value.date else None)
        case CodedList():
            return frozenset(_meaning(item) for item in value.items)
        case Quantity():
            day = _meaning(value.date) if value.date else None
            return (value.comparator, value.number, fold(value.unit), day, value.support)
        case Text():
            return fold(value.text)
        case Count():
            return value
