"""The dictionary of fields: names every fact once, with its type, unit, vocabulary and section."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from decimal import Decimal
from enum import StrEnum


class FieldType(StrEnum):
    TEXT = "text"
    CODED = "coded"
    CODED_LIST = "coded_list"
    COUNT = "count"
    QUANTITY = "quantity"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit a value may be written in. number in this unit × `factor` = number in the field's own unit."""

    id: str
    factor: Decimal
    aliases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.factor.is_finite() or self.factor <= 0:
            raise ValueError(f"unit {self.id}: the factor must be positive")


@dataclass(frozen=True, slots=True)
class Term:
    """One answer of a closed vocabulary."""

    code: str
    en: str
    zh: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One fact. `group`: kind of group it repeats in, None = once per case. `vocabulary_source`: 'diagnoses',
    'regimens' or 'drugs' of the lexicon. `unit`: what the number is compared in. `plausible`: usual range
    in that unit. `dated`: the value carries its own day. `supported`: it can be held up (G-CSF,
    transfusion, oxygen). `names`: what else documents call it ("ECOG", "PS").
    A quantity with a vocabulary also takes those words instead of a number ("not detected").
    """

    id: str
    en: str
    zh: str
    lay_en: str
    lay_zh: str
    type: FieldType
    section: str
    group: str | None = None
    decisive: bool = False
    vocabulary: tuple[Term, ...] = ()
    vocabulary_source: str | None = None
    free_text: bool = False
    unit: str | None = None
    units: tuple[Unit, ...] = ()
    plausible: tuple[Decimal, Decimal] | None = None
    dated: bool = False
    supported: bool = False
    derived: bool = False
    names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.type is FieldType.QUANTITY and self.unit is None:
            raise ValueError(f"field {self.id}: a quantity needs a unit")
        if self.type in (FieldType.CODED, FieldType.CODED_LIST) and not (
            self.vocabulary or self.vocabulary_source or self.free_text
        ):
            raise ValueError(f"field {self.id}: a coded field needs a vocabulary")
        if self.plausible is not None and self.plausible[0] > self.plausible[1]:
            raise ValueError(f"field {self.id}: the plausible range is turned around")
        if len({term.code for term in self.vocabulary}) != len(self.vocabulary):
            raise ValueError(f"field {self.id}: a code stands twice")

    def label(self, language: str) -> str:
        return self.zh if language == "zh" else self.en

    def term(self, code: str) -> Term | None:
        return next((term for term in self.vocabulary if term.code == code), None)

    def find_unit(self, written: str) -> Unit | None:
        """The unit that was written, by id or alias, ignoring case, spaces and width; None if it does not
        fit.
        """
        wanted = fold_unit(written)
        for unit in self.units:
            if wanted in {fold_unit(name) for name in (unit.id, *unit.aliases)}:
                return unit
        if self.unit is not None and wanted == fold_unit(self.unit):
            return Unit(self.unit, Decimal(1))
        return None


def fold_unit(text: str) -> str:
    """One spelling for the ways a unit is written: width, case, spaces, micro signs, powers, times signs."""
    plain = unicodedata.normalize("NFKC", text).strip()
    # G/L counts thousand millions of cells, g/L weighs: only here the case tells.
    giga = plain.startswith("G/")
    folded = "giga" + plain[1:].casefold() if giga else plain.casefold()
    for written, plain in (("μ", "u"), ("µ", "u"), ("×", ""), ("·", ""), ("*", "^"), (" ", ""), ("／", "/")):
        folded = folded.replace(written, plain)
    return folded.removeprefix("x")


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class GroupKind:
    """A kind of repeating group; `title_fields` name it in lists."""

    id: str
    en: str
    zh: str
    section: str
    title_fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class FieldDictionary:
    """Every section, group kind and field of a published version."""

    version: str
    sections: tuple[Section, ...]
    groups: tuple[GroupKind, ...]
    fields: tuple[Field, ...]
    _by_id: Mapping[str, Field] = attribute(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_id = {field.id: field for field in self.fields}
        if len(by_id) != len(self.fields):
            raise ValueError("two fields with one id")
        sections, kinds = {s.id for s in self.sections}, {g.id for g in self.groups}
        for field in self.fields:
            if field.section not in sections:
                raise ValueError(f"field {field.id}: no section {field.section}")
            if field.group is not None and field.group not in kinds:
                raise ValueError(f"field {field.id}: no group {field.group}")
        object.__setattr__(self, "_by_id", by_id)

    def field(self, field_id: str) -> Field:
        """Raises KeyError when there is no such field."""
        return self._by_id[field_id]

    def __contains__(self, field_id: str) -> bool:
        return field_id in self._by_id

    def in_section(self, section_id: str) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.section == section_id)

    def in_group(self, kind: str) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.group == kind)
