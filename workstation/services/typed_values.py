"""From what a reviewer typed, or the words that were cited, to a value of the field.

Nothing typed is refused or changed: what does not fit the field is kept as text, with the sentence that says
so, and no rule uses it. A dated field takes its day at the end ("88, 9 Nov 2026"); a supported one takes
words such as "under G-CSF"; a laboratory's limit is written "ULN 40".
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from workstation.domain.dates import ClinicalDate, DayOrder, Precision, read_date
from workstation.domain.fields import Field, FieldType
from workstation.domain.lexicon import Lexicon, fold
from workstation.domain.messages import Label, Message
from workstation.domain.values import Coded, CodedList, Count, Quantity, Text, Value
from workstation.services.typed_names import (
    DiagnosisNames,
    ending_bracket,
    is_long_dash,
    is_method,
    key,
    name_pattern,
    names_of_term,
    regimen_spellings,
    unwrapped,
    with_name_cut,
    without_method,
    without_name,
)
from workstation.services.typed_numbers import (
    AROUND,
    closed,
    is_range,
    read_count,
    read_quantity,
    split_limit,
    split_support,
    unit_doubt,
)


@dataclass(frozen=True, slots=True)
class Typed:
    """A value and, where it will not be used as typed, the sentence that says so."""

    value: Value
    warning: Message | None = None


_NEGATION = re.compile(
    r"\b(?:no|not|non(?!-(?:germinal|gcb))|without|never|possible|suspected|rule out)\b|[无未非没疑?？]", re.I
)
_SPLIT = re.compile(r"\s*[,;，；、+]\s*|\s+and\s+")
_LONE_DAY = re.compile(r"[\s,，;；(（]+(?P<day>\d{1,2})$")
_LIMIT_WORDS = re.compile(
    r"(?:(?:detection\s+)?limit(?:\s+of\s+detection)?|lo?lod|lod|检测下限|检出限|下限)\s*[:：=]?\s*", re.I
)
_COPIES = re.compile(r"(?:copies|cps?|拷贝)\s*/\s*(?:ml|毫升)", re.I)
_ABOUT = re.compile(r"(?:[~≈约]|about|around|approx(?:imately|\.)?|circa|ca\.)\s*", re.I)


class ValueReader:
    """Reads values of one case: `order` is how its documents write day and month, where that is known; `birth`
    rules out what a date could mean only before it ("12-Dec-25" in 1925)."""

    def __init__(
        self, lexicon: Lexicon, order: DayOrder | None = None, birth: ClinicalDate | None = None
    ) -> None:
        self._lexicon = lexicon
        self._order = order
        self._terms: dict[str, dict[str, tuple[str, ...]]] = {}
        self._birth = birth.hull if birth is not None else None

    def typed(self, field: Field, raw: str) -> Typed:
        """The value of what was typed. `raw` must hold something beside spaces."""
        text = raw.strip()
        match field.type:
            case FieldType.TEXT:
                return Typed(Text(text))
            case FieldType.DATE:
                return self._date(text)
            case FieldType.COUNT:
                return self._count(field, text)
            case FieldType.QUANTITY:
                return self._quantity(field, text)
            case FieldType.CODED:
                return self._coded(field, text)
            case FieldType.CODED_LIST:
                return self._coded_list(field, text)

    def quoted(self, field: Field, quote: str) -> Typed | None:
        """The value that cited words state without doubt; None when they state none, or several."""
        text = " ".join(quote.split()).strip(AROUND)
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

    def _read_date(self, text: str) -> ClinicalDate:
        """The date; of several readings only those since the patient's birth, when there is one."""
        date = read_date(text, self._order)
        if self._birth is None or not date.is_ambiguous:
            return date
        lived = [one for one in date.alternatives if one.latest >= self._birth.earliest]
        return ClinicalDate.of(date.raw, lived, date.precision) if lived else date

    def _date(self, text: str) -> Typed:
        date = self._read_date(text)
        if not date.is_known:
            about = _ABOUT.match(text)
            near = about is not None and self._read_date(text[about.end() :]).is_known
            doubt = "findings.about_a_date" if near else "findings.not_a_date"
            return Typed(date, Message(doubt, {"text": text}))
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
                part = text[words[start].start() : words[end - 1].end()].strip(AROUND + ".")
                if self._read_date(part).is_known:
                    yield part
                    start = end - 1
                    break
            start += 1

    def _split_day(self, text: str) -> tuple[str, ClinicalDate | None]:
        """What stands before the day of examination, and that day: "1, 10 Nov 2026", "88 (2026-11-09)"."""
        for gap in re.finditer(r"[\s,，;；(（@]+(?:on\s+|at\s+|于)?", text):
            head, tail = closed(text[: gap.start()]), text[gap.end() :].strip(AROUND)
            if head and len(tail) >= 4 and (date := self._read_date(tail)).is_known:
                day = _LONE_DAY.search(head)  # "88, 31 Feb 2026": the day belongs to a date that is none
                if day is not None and date.precision is Precision.MONTH and day.start() > 0:
                    return closed(head[: day.start()]), self._read_date(text[day.start("day") :])
                return head, date
        return text, None

    def _split_value(self, field: Field, text: str) -> tuple[str, ClinicalDate | None]:
        """The value without the field's name, and its day: "1" of "ECOG 1, Nov 2026", not the first of it."""
        return self._split_day(without_name(field, text)) if field.dated else (text, None)

    # Numbers

    def _count(self, field: Field, text: str) -> Typed:
        count = read_count(without_name(field, text))
        if count is None:
            return Typed(Text(text), Message("findings.not_a_count", {"text": text}))
        return Typed(count)

    def _quantity(self, field: Field, text: str) -> Typed:
        worded = self._worded(field, text)
        if worded is not None:
            return worded
        rest, limit = split_limit(without_name(field, text))
        rest, support = split_support(field, rest) if field.supported else (rest, None)
        rest, date = self._split_day(rest) if field.dated else (rest, None)
        rest = without_method(rest)
        if is_range(rest):
            return Typed(Text(text), Message("findings.a_range", {"text": text}))
        value = read_quantity(field, rest, date, support, limit, text)
        if value is None:
            return Typed(Text(text), Message("findings.not_a_number", {"text": text}))
        return Typed(value, unit_doubt(field, value.unit))

    def _worded(self, field: Field, text: str) -> Typed | None:
        """A word that a field of numbers takes instead of one: "not detected", "TND", "未检出"."""
        if not field.vocabulary:
            return None
        head, date = self._split_value(field, text)
        for part, day in ((text, None), (head, date)):
            codes = self._codes(field, part) or self._codes_beside_limit(field, part)
            if len(codes) == 1:
                return Typed(Coded(codes[0], part, day))
        return None

    def _codes_beside_limit(self, field: Field, text: str) -> tuple[str, ...]:
        """The word of "<20 IU/mL, not detected" or "not detectable (limit 10 IU/mL)"."""
        halves = re.fullmatch(r"(.+?)\s*[,，;；(（]\s*(.+?)\s*[)）]?", text)
        if halves is None:
            return ()
        for words, number in ((halves[1], halves[2]), (halves[2], halves[1])):
            limit = read_quantity(field, without_name(field, _LIMIT_WORDS.sub("", number)))
            if limit is None or not (field.find_unit(limit.unit) or _COPIES.fullmatch(limit.unit)):
                continue
            said = limit.comparator in ("<", "<=") or _LIMIT_WORDS.search(number)
            if said and (codes := self._codes(field, words)):
                return codes
        return ()

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
        head, date = self._split_value(field, text)
        for part, day in ((text, None), (head, date)):
            codes = self._codes(field, part)
            if len(codes) == 1:
                return Typed(Coded(codes[0], part, day))
            if codes:
                names = ", ".join(codes)
                doubt = Message("findings.several_meanings", {"text": part, "meanings": names})
                return Typed(Coded(None, part, day), doubt)
        return _without_code(field, head, date)

    def _codes(self, field: Field, text: str) -> tuple[str, ...]:
        """The codes of what was typed: by the whole, without the field's own name, out of brackets, or before
        a bracket that says the same once more."""
        value = without_name(field, text)
        for part in dict.fromkeys(
            (text, unwrapped(text), value, unwrapped(value), with_name_cut(field, text))
        ):
            if codes := self._codes_named(field, part):
                return codes
        split = ending_bracket(value)
        if split is None:
            return ()
        codes = self._codes(field, split[0])
        same = len(codes) == 1 and (is_method(split[1]) or self._codes_named(field, split[1]) == codes)
        return codes if same else ()

    def _codes_named(self, field: Field, text: str) -> tuple[str, ...]:
        """The codes that have this name, by code, label or synonym."""
        if is_long_dash(text):
            return ()
        own = self._terms_of(field).get(key(text), ())
        if own or field.vocabulary_source is None:
            return own
        match field.vocabulary_source:
            case "diagnoses":
                return self._diagnoses_named(text)
            case "regimens":
                found = map(self._lexicon.regimens_named, regimen_spellings(text))
                return tuple(regimen.id for regimen in next(filter(None, found), ()))
            case _:
                return tuple(drug.generic for drug in self._lexicon.drugs_named(text))

    def _terms_of(self, field: Field) -> dict[str, tuple[str, ...]]:
        """The codes of the field's own vocabulary by every name; put together once."""
        known = self._terms.get(field.id)
        if known is None:
            known = {}
            for term in field.vocabulary:
                for name in {key(name) for name in names_of_term(term)}:
                    known[name] = (*known.get(name, ()), term.code)
            self._terms[field.id] = known
        return known

    def _diagnoses_named(self, text: str) -> tuple[str, ...]:
        """By name, however it is punctuated; "DLBCL NOS" is the entity whose full name ends so. A cell of origin
        or another modifier alone is no diagnosis."""
        found = self._lexicon.diagnoses_named(text)
        if not found and (bare := re.sub(r",?\s+NOS$", "", text)) != text:
            found = tuple(t for t in self._lexicon.diagnoses_named(bare) if t.en.endswith("NOS"))
        named = tuple(term.id for term in found if term.kind != "modifier")
        return named or self._diagnosis_names.ids(text)

    @cached_property
    def _diagnosis_names(self) -> DiagnosisNames:
        return DiagnosisNames(self._lexicon)

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
        return _without_code(field, head, date) if field.free_text and not kept else None

    def _names_in(self, field: Field, text: str) -> Iterator[tuple[int, int, str]]:
        """Every stretch of words that names a term: start, end, code."""
        bounds = [m.span() for m in re.finditer(r"[A-Za-z0-9+./-]+|[\u3400-\u9fff]", text)]
        for first in range(len(bounds)):
            for last in range(first, min(first + 12, len(bounds))):
                start, end = bounds[first][0], bounds[last][1]
                name = text[start:end].strip(".,")
                codes = () if _is_sign(name) else self._codes_named(field, name)
                if len(codes) == 1:
                    yield start, end, codes[0]
        sign = r"\s*[(（]\s*([+-]{1,3})\s*[)）]|(\+{1,3}|-)(?![\w/±-])"
        for found in re.finditer(rf"(?:{name_pattern(field)})(?:{sign})", text, re.I):
            codes = self._codes_named(field, found[1] or found[2])
            if len(codes) == 1:
                yield *found.span(), codes[0]

    def _coded_list(self, field: Field, text: str) -> Typed:
        items = [
            self._coded(replace(field, type=FieldType.CODED), part) for part in _SPLIT.split(text) if part
        ]
        values = tuple(item.value for item in items if isinstance(item.value, Coded))
        doubt = next((item.warning for item in items if item.warning is not None), None)
        return Typed(CodedList(values), doubt)


def _without_code(field: Field, text: str, date: ClinicalDate | None) -> Typed:
    """Kept in its own words, with the sentence that no rule understands them."""
    kind = "findings.free_text" if field.free_text else "findings.not_in_vocabulary"
    return Typed(Coded(None, text, date), Message(kind, {"text": text, "field": Label(field.en, field.zh)}))


def _is_sign(name: str) -> bool:
    """A plus or minus: it means something only beside the name it belongs to."""
    return re.fullmatch(r"[+-]+", name) is not None


def _is_bare_text(field: Field, value: Value) -> bool:
    """A free text was taken for a coded field: perhaps a term stands within it."""
    return isinstance(value, Coded) and value.code is None and field.type is FieldType.CODED


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
