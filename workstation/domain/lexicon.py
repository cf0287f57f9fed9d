"""The words of the field: drugs, regimens and diagnoses, found by id or by any of their names."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

FLAGS = ("Y", "N", "variable")


def fold(name: str) -> str:
    """One spelling for lookups: NFKC, casefold, single spaces, plain hyphens."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    for dash in "‐‑‒–—−":
        folded = folded.replace(dash, "-")
    return " ".join(folded.split())


@dataclass(frozen=True, slots=True)
class Drug:
    """`generic` is its id."""

    generic: str
    zh: str
    aliases: tuple[str, ...]
    drug_class: str

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name in (self.generic, self.zh, *self.aliases) if name)


@dataclass(frozen=True, slots=True)
class Regimen:
    """`drugs` are generic names; the flags are 'Y', 'N' or 'variable'; `cycle_days` None = not a cycled
    regimen.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    drugs: tuple[str, ...]
    anthracycline: str
    anti_cd20: str
    platinum: str
    polatuzumab: str
    modality: str
    role: str
    cycle_days: int | None

    def __post_init__(self) -> None:
        for flag in (self.anthracycline, self.anti_cd20, self.platinum, self.polatuzumab):
            if flag not in FLAGS:
                raise ValueError(f"regimen {self.id}: {flag!r} is not one of {FLAGS}")

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name in (self.id, self.name, *self.aliases) if name)


@dataclass(frozen=True, slots=True)
class DiagnosisTerm:
    """`kind`: entity, category, modifier …; `group`: LBCL, other B-cell, T-cell …"""

    id: str
    kind: str
    group: str
    en: str
    zh: str
    abbreviations: tuple[str, ...] = ()
    synonyms_en: tuple[str, ...] = ()
    synonyms_zh: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(
            name
            for name in (self.id, self.en, self.zh, *self.abbreviations, *self.synonyms_en, *self.synonyms_zh)
            if name
        )


def _index(entries: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    index: dict[str, list[str]] = {}
    for name, entry_id in entries:
        ids = index.setdefault(fold(name), [])
        if entry_id not in ids:
            ids.append(entry_id)
    return {name: tuple(ids) for name, ids in index.items()}


@dataclass(frozen=True)
class Lexicon:
    """A published version of the words. A name may belong to several entries (R-CEOP): lookups by name give
    all.
    """

    version: str
    drugs: tuple[Drug, ...]
    regimens: tuple[Regimen, ...]
    diagnoses: tuple[DiagnosisTerm, ...]
    _drugs: Mapping[str, Drug] = field(init=False, repr=False, compare=False)
    _regimens: Mapping[str, Regimen] = field(init=False, repr=False, compare=False)
    _diagnoses: Mapping[str, DiagnosisTerm] = field(init=False, repr=False, compare=False)
    _names: Mapping[str, Mapping[str, tuple[str, ...]]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_drugs", {drug.generic: drug for drug in self.drugs})
        object.__setattr__(self, "_regimens", {regimen.id: regimen for regimen in self.regimens})
        object.__setattr__(self, "_diagnoses", {term.id: term for term in self.diagnoses})
        for kind, given, kept in (
            ("drug", self.drugs, self._drugs),
            ("regimen", self.regimens, self._regimens),
            ("diagnosis", self.diagnoses, self._diagnoses),
        ):
            if len(given) != len(kept):
                raise ValueError(f"two entries with one {kind} id")
        names = {
            "drugs": _index((name, drug.generic) for drug in self.drugs for name in drug.names),
            "regimens": _index((name, regimen.id) for regimen in self.regimens for name in regimen.names),
            "diagnoses": _index((name, term.id) for term in self.diagnoses for name in term.names),
        }
        object.__setattr__(self, "_names", names)

    def drug(self, generic: str) -> Drug | None:
        return self._drugs.get(generic)

    def regimen(self, regimen_id: str) -> Regimen | None:
        return self._regimens.get(regimen_id)

    def diagnosis(self, diagnosis_id: str) -> DiagnosisTerm | None:
        return self._diagnoses.get(diagnosis_id)

    def drugs_named(self, name: str) -> tuple[Drug, ...]:
        return tuple(self._drugs[key] for key in self._names["drugs"].get(fold(name), ()))

    def regimens_named(self, name: str) -> tuple[Regimen, ...]:
        return tuple(self._regimens[key] for key in self._names["regimens"].get(fold(name), ()))

    def diagnoses_named(self, name: str) -> tuple[DiagnosisTerm, ...]:
        return tuple(self._diagnoses[key] for key in self._names["diagnoses"].get(fold(name), ()))
