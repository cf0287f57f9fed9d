"""How a value stands on screen and on paper, in English and Chinese."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from workstation.domain.dates import ClinicalDate, Length, show, show_length
from workstation.domain.fields import Field, FieldType
from workstation.domain.lexicon import Lexicon
from workstation.domain.messages import Label
from workstation.domain.values import Coded, CodedList, Count, Quantity, Text, Value

_SIGNS = {"<=": "≤ ", ">=": "≥ ", "<": "< ", ">": "> ", "~": "~", "": ""}
_SUPPORT = {
    "gcsf": Label("under G-CSF", "G-CSF 支持下"),
    "transfusion": Label("after transfusion", "输血后"),
    "room_air": Label("room air", "未吸氧"),
    "oxygen": Label("on oxygen", "吸氧"),
    "none": Label("without support", "无支持"),
}


@dataclass(frozen=True, slots=True)
class ValueShower:
    """Shows values of fields with the names of one lexicon."""

    lexicon: Lexicon

    def both(self, field: Field, value: Value) -> Label:
        return Label(self.show(field, value, "en"), self.show(field, value, "zh"))

    def possibilities(self, field: Field, values: Sequence[Value]) -> Label:
        """Values that exclude each other, in words: "27 Mar 2026 or Apr 2026"; of a derived duration the shortest
        and the longest: "5 mo 29 d to 7 mo 2 d"."""
        shown = list(dict.fromkeys(self.both(field, value) for value in values))
        en, zh = (" to ", "至 ") if is_duration(field) else (" or ", " 或 ")
        return Label(en.join(label.en for label in shown), zh.join(label.zh for label in shown))

    def show(self, field: Field, value: Value, language: str) -> str:
        """The value in 'en' or 'zh', with its day; drug and regimen names as in the source."""
        match value:
            case Text():
                return value.text
            case Coded():
                return _joined(language, self._name(field, value, language), _day(value.date, language))
            case CodedList():
                return ("、" if language == "zh" else ", ").join(
                    self._name(field, item, language) for item in value.items
                )
            case Count():
                return _count(value, language)
            case Quantity():
                return (
                    show_length(_length(value), language)
                    if is_duration(field)
                    else _quantity(value, language)
                )
            case ClinicalDate():
                return show(value, language)

    def _name(self, field: Field, value: Coded, language: str) -> str:
        if value.code is None:
            return value.text
        term = field.term(value.code)
        if term is not None:
            return term.zh if language == "zh" else term.en
        return self._lexicon_name(field, value.code, language) or value.text or value.code

    def _lexicon_name(self, field: Field, code: str, language: str) -> str:
        match field.vocabulary_source:
            case "diagnoses":
                found = self.lexicon.diagnosis(code)
                return "" if found is None else (found.zh if language == "zh" and found.zh else found.en)
            case "regimens":
                regimen = self.lexicon.regimen(code)
                return "" if regimen is None else regimen.name
            case "drugs":
                drug = self.lexicon.drug(code)
                return "" if drug is None else (drug.zh if language == "zh" and drug.zh else drug.generic)
        return ""


def is_duration(field: Field) -> bool:
    """A derived time between two dates: its number is whole months and days of 32 to the month."""
    return field.derived and field.type is FieldType.QUANTITY and field.unit == "months"


def _length(value: Quantity) -> Length:
    months = int(value.number)
    return Length(months, int((value.number - months) * 32))


def _joined(language: str, *parts: str) -> str:
    return ("，" if language == "zh" else ", ").join(part for part in parts if part)


def _day(date: ClinicalDate | None, language: str) -> str:
    return "" if date is None else show(date, language)


def _count(value: Count, language: str) -> str:
    if value.of is None:
        return str(value.number)
    return f"{value.number} / {value.of}" if language == "zh" else f"{value.number} of {value.of}"


def _quantity(value: Quantity, language: str) -> str:
    number = f"{_SIGNS[value.comparator]}{_plain(value.number)} {value.unit}".strip()
    limit = "" if value.upper_limit is None else f"ULN {_plain(value.upper_limit)}"
    if limit and language == "zh":
        limit = f"正常上限 {_plain(value.upper_limit or Decimal(0))}"
    support = ""
    if value.support is not None:
        label = _SUPPORT.get(value.support)
        support = value.support if label is None else (label.zh if language == "zh" else label.en)
    return _joined(language, number, limit, support, _day(value.date, language))


def _plain(number: Decimal) -> str:
    """The number as written, never in scientific form."""
    return f"{number:f}"
