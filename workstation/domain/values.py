"""What a field can hold. Each value knows how it was written and checks itself when made."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from workstation.domain.dates import ClinicalDate

COMPARATORS = ("", "<", "<=", ">", ">=", "~")


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Coded:
    """A term of a vocabulary: `code` None = free text. `date` is the day of examination of a dated field."""

    code: str | None
    text: str
    date: ClinicalDate | None = None

    def __post_init__(self) -> None:
        if not self.code and not self.text:
            raise ValueError("a coded value needs a code or a text")


@dataclass(frozen=True, slots=True)
class CodedList:
    items: tuple[Coded, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number, of a planned number where one is stated (4 of 6 cycles)."""

    number: int
    of: int | None = None

    def __post_init__(self) -> None:
        if self.number < 0 or (self.of is not None and self.of < 0):
            raise ValueError(f"a count is not negative: {self.number} of {self.of}")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measured number. `comparator`: '' = exactly, '<' '<=' '>' '>=' as reported, '~' about. `unit`: as
    written, '' = none stated. `date`: day of the sample. `support`: code of what held the value up (gcsf,
    transfusion, oxygen), 'none' = stated to be without, None = not stated. `upper_limit`: the laboratory's
    own upper limit of normal, in the same unit. `raw`: the words.
    """

    comparator: str
    number: Decimal
    unit: str
    date: ClinicalDate | None = None
    support: str | None = None
    raw: str = ""
    upper_limit: Decimal | None = None

    def __post_init__(self) -> None:
        if self.comparator not in COMPARATORS:
            raise ValueError(f"not a comparator: {self.comparator!r}")
        if not self.number.is_finite() or (self.upper_limit is not None and not self.upper_limit.is_finite()):
            raise ValueError("a quantity is a finite number")


Value = Text | Coded | CodedList | Count | Quantity | ClinicalDate


def value_to_json(value: Value) -> dict[str, Any]:
    """The canonical form: `kind` and the fields; decimals as text."""
    match value:
        case Text():
            return {"kind": "text", "text": value.text}
        case Coded():
            return {"kind": "coded", **_coded_to_json(value)}
        case CodedList():
            return {"kind": "coded_list", "items": [_coded_to_json(item) for item in value.items]}
        case Count():
            return {"kind": "count", "number": value.number, "of": value.of}
        case Quantity():
            return {"kind": "quantity", **_quantity_to_json(value)}
        case ClinicalDate():
            return {"kind": "date", **value.to_json()}


def value_from_json(data: Mapping[str, Any]) -> Value:
    """The inverse of `value_to_json`. Raises ValueError for an unknown kind."""
    match data["kind"]:
        case "text":
            return Text(data["text"])
        case "coded":
            return _coded_from_json(data)
        case "coded_list":
            return CodedList(tuple(_coded_from_json(item) for item in data["items"]))
        case "count":
            return Count(data["number"], data["of"])
        case "quantity":
            return _quantity_from_json(data)
        case "date":
            return ClinicalDate.from_json(data)
        case other:
            raise ValueError(f"not a kind of value: {other!r}")


def _date_to_json(value: ClinicalDate | None) -> dict[str, Any] | None:
    return None if value is None else value.to_json()


def _date_from_json(data: Mapping[str, Any] | None) -> ClinicalDate | None:
    return None if data is None else ClinicalDate.from_json(data)


def _coded_to_json(value: Coded) -> dict[str, Any]:
    return {"code": value.code, "text": value.text, "date": _date_to_json(value.date)}


def _coded_from_json(data: Mapping[str, Any]) -> Coded:
    return Coded(data["code"], data["text"], _date_from_json(data.get("date")))


def _quantity_to_json(value: Quantity) -> dict[str, Any]:
    return {
        "comparator": value.comparator,
        "number": str(value.number),
        "unit": value.unit,
        "date": _date_to_json(value.date),
        "support": value.support,
        "raw": value.raw,
        "upper_limit": None if value.upper_limit is None else str(value.upper_limit),
    }


def _quantity_from_json(data: Mapping[str, Any]) -> Quantity:
    upper = data.get("upper_limit")
    return Quantity(
        data["comparator"],
        Decimal(data["number"]),
        data["unit"],
        _date_from_json(data["date"]),
        data["support"],
        data["raw"],
        None if upper is None else Decimal(upper),
    )
