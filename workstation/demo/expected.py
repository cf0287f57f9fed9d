"""Reads the short notation in which the script writes what a fact means.

dlbcl_nos                      a code of the field's vocabulary; several with `,` between them
2026-03-27, 2026-03, 2026      a date as precise as it is known
6/6                            a count, of how many planned
<20 IU/mL                      comparator, number, unit
…; on 2026-11-09               the date of a dated value; `support none` and `limit 45` likewise
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from workstation.domain.dates import ClinicalDate, read_date
from workstation.domain.fields import Field, FieldType
from workstation.domain.values import Coded, CodedList, Count, Quantity, Text, Value

_QUANTITY = re.compile(r"(?P<sign><=|>=|<|>|)\s*(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>.*)")


@dataclass(frozen=True, slots=True)
class Notation:
    """The parts of a written value: the value itself and what stands beside it."""

    main: str
    on: str = ""
    support: str = ""
    limit: str = ""

    @property
    def date(self) -> ClinicalDate | None:
        return read_date(self.on) if self.on else None


def split(written: str) -> Notation:
    """Takes '2.1 10^9/L; on 2026-11-09; support none' apart."""
    main, *rest = (part.strip() for part in written.split(";"))
    beside = dict(part.split(" ", 1) for part in rest)
    return Notation(main, beside.get("on", ""), beside.get("support", ""), beside.get("limit", ""))


def expected_value(written: str, field: Field, raw: str) -> Value:
    """The value a fact of the script stands for. Raises ValueError for a text outside the notation."""
    notation = split(written)
    if field.type is FieldType.DATE:
        return read_date(notation.main)
    if field.type is FieldType.COUNT:
        number, _, planned = notation.main.partition("/")
        return Count(int(number), int(planned) if planned else None)
    if field.type is FieldType.QUANTITY:
        return _quantity(notation, raw)
    if field.type is FieldType.TEXT:
        return Text(notation.main)
    if field.type is FieldType.CODED_LIST:
        return CodedList(tuple(Coded(code.strip(), raw) for code in notation.main.split(",")))
    return Coded(notation.main, raw, notation.date)


def _quantity(notation: Notation, raw: str) -> Quantity:
    match = _QUANTITY.fullmatch(notation.main)
    if match is None:
        raise ValueError(f"not a quantity: {notation.main!r}")
    limit = Decimal(notation.limit) if notation.limit else None
    return Quantity(
        comparator=match["sign"],
        number=Decimal(match["number"]),
        unit=match["unit"],
        date=notation.date,
        support=notation.support or None,
        raw=raw,
        upper_limit=limit,
    )


_SUPPORT_WORDS = {
    "": "",
    "none": "unsupported",
    "gcsf": "under G-CSF",
    "transfusion": "after transfusion",
    "room_air": "room air",
    "oxygen": "on oxygen",
}


def typed_text(raw: str, written: str, field: Field) -> str:
    """What a reviewer types into the form for a fact: a quantity with its support, limit and day."""
    if field.type is not FieldType.QUANTITY:
        return raw
    notation = split(written)
    limit = f"ULN {notation.limit}" if notation.limit else ""
    parts = (raw, _SUPPORT_WORDS[notation.support], limit, notation.on)
    return ", ".join(part for part in parts if part)
