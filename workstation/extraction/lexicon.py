"""Loads the words of the field from resources/lexicon, and knows which words OCR confuses with each other."""

import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from workstation.domain.errors import DataFileError
from workstation.domain.lexicon import DiagnosisTerm, Drug, Lexicon, Regimen
from workstation.extraction.csv_rows import Row, bad, listed, rows

_COLUMNS = {
    "drugs.csv": ("generic", "name_zh", "aliases", "class", "confidence", "to_verify"),
    "regimens.csv": (
        *("id", "name", "aliases", "drugs", "other_drugs", "anthracycline", "anti_cd20", "platinum"),
        *("polatuzumab", "modality", "role", "cycle_days", "confidence", "to_verify"),
    ),
    "diagnoses.csv": (
        *("id", "kind", "group", "en", "zh", "abbreviations", "synonyms_en", "synonyms_zh", "confidence"),
    ),
}
_CONFIDENCE = ("high", "medium", "low")
_VERSION = "VERSION"
_CLASSES = (("0", "OoQD"), ("1", "lIi|"), ("5", "Ss"), ("8", "B"), ("2", "Zz"), ("6", "bG"))
_CONFUSED = str.maketrans({wrong: right for right, wrongs in _CLASSES for wrong in wrongs})


def load_lexicon(folder: Path) -> Lexicon:
    """Drugs, regimens and diagnoses of a folder. Raises DataFileError naming file and entry."""
    drugs = tuple(_drug(row) for row in _rows(folder, "drugs.csv"))
    generics = {drug.generic for drug in drugs}
    regimens = tuple(_regimen(row, generics) for row in _rows(folder, "regimens.csv"))
    diagnoses = tuple(_diagnosis(row) for row in _rows(folder, "diagnoses.csv"))
    version = (folder / _VERSION).read_text(encoding="utf-8").strip()
    try:
        return Lexicon(version, drugs, regimens, diagnoses)
    except ValueError as error:
        raise DataFileError("criteria.bad_file", file="lexicon", entry="-", problem=str(error)) from error


def lexicon_sha256(folder: Path) -> str:
    """The hash of all files of the lexicon, frozen with an assessment."""
    digest = hashlib.sha256()
    for name in sorted((*_COLUMNS, _VERSION)):
        content = (folder / name).read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def doubtful_names(folder: Path) -> frozenset[str]:
    """Names not yet checked against a second source: shown with that mark, never matched loosely."""
    named = (*_rows(folder, "drugs.csv"), *_rows(folder, "regimens.csv"))
    return frozenset(name for row in named for name in listed(row["to_verify"]))


def skeleton(name: str) -> str:
    """The name with everything OCR confuses put into one class: O/Q/D with 0, l/I with 1, S with 5, B with 8,
    Z with 2, b/G with 6; dashes and spaces removed; then without case. Two names of one skeleton cannot be
    told apart by repair."""
    plain = unicodedata.normalize("NFKC", name)
    kept = "".join(char for char in plain if not (char.isspace() or char in "-‐‑‒–—−"))
    return kept.translate(_CONFUSED).upper()


def digits_repaired(word: str) -> str:
    """The word with every letter that OCR takes a digit for turned into that digit: "2O24" is 2024."""
    return word.translate(_CONFUSED)


def skeleton_collisions(entries: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Skeletons shared by more than one entry, from pairs of (name, entry id): never repaired to either."""
    owners: dict[str, set[str]] = defaultdict(set)
    for name, entry in entries:
        owners[skeleton(name)].add(entry)
    return {key: frozenset(ids) for key, ids in owners.items() if len(ids) > 1}


def _rows(folder: Path, name: str) -> Iterator[Row]:
    for row in rows(folder, name, _COLUMNS[name]):
        if row["confidence"] not in _CONFIDENCE:
            raise bad(name, next(iter(row.values())), f"confidence is one of {', '.join(_CONFIDENCE)}")
        yield row


def _drug(row: Row) -> Drug:
    return Drug(row["generic"], row["name_zh"], listed(row["aliases"]), row["class"])


def _regimen(row: Row, generics: set[str]) -> Regimen:
    drugs = listed(row["drugs"])
    unknown = [drug for drug in drugs if drug not in generics]
    if unknown:
        raise bad("regimens.csv", row["id"], f"no drug {', '.join(unknown)}")
    try:
        return Regimen(
            id=row["id"],
            name=row["name"],
            aliases=listed(row["aliases"]),
            drugs=drugs,
            anthracycline=row["anthracycline"],
            anti_cd20=row["anti_cd20"],
            platinum=row["platinum"],
            polatuzumab=row["polatuzumab"],
            modality=row["modality"],
            role=row["role"],
            cycle_days=int(row["cycle_days"]) if row["cycle_days"] else None,
        )
    except ValueError as error:
        raise bad("regimens.csv", row["id"], str(error)) from error


def _diagnosis(row: Row) -> DiagnosisTerm:
    return DiagnosisTerm(
        id=row["id"],
        kind=row["kind"],
        group=row["group"],
        en=row["en"],
        zh=row["zh"],
        abbreviations=listed(row["abbreviations"]),
        synonyms_en=listed(row["synonyms_en"]),
        synonyms_zh=listed(row["synonyms_zh"]),
    )
