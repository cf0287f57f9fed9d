"""Loads the field dictionary of resources/fields: a head file, and one file of fields per section."""

from pathlib import Path
from typing import Literal

from workstation.criteria.datafile import Many, Number, Strict, bad_file, read_model, sha256_of, yaml_files
from workstation.domain.fields import Field, FieldDictionary, FieldType, GroupKind, Section, Term, Unit

HEAD = "dictionary.yaml"


class _Term(Strict):
    code: str
    en: str
    zh: str
    synonyms: Many[str] = ()


class _Unit(Strict):
    id: str
    factor: Number
    aliases: Many[str] = ()


class _Section(Strict):
    id: str
    en: str
    zh: str


class _Group(Strict):
    id: str
    en: str
    zh: str
    section: str
    title_fields: Many[str] = ()


class _Head(Strict):
    version: str
    sections: Many[_Section]
    groups: Many[_Group]
    vocabularies: dict[str, Many[_Term]]


class _Field(Strict):
    id: str
    en: str
    zh: str
    lay_en: str
    lay_zh: str
    names: Many[str] = ()
    type: Literal["text", "coded", "coded_list", "count", "quantity", "date"]
    group: str | None = None
    decisive: bool = False
    vocabulary: str | Many[_Term] = ()
    vocabulary_source: Literal["diagnoses", "regimens", "drugs"] | None = None
    free_text: bool = False
    unit: str | None = None
    units: Many[_Unit] = ()
    plausible: Many[Number] | None = None
    dated: bool = False
    supported: bool = False
    derived: bool = False


class _FieldFile(Strict):
    section: str
    fields: Many[_Field]


def load_dictionary(folder: Path) -> FieldDictionary:
    """The field dictionary of a folder, in the order of its sections.

    Raises DataFileError naming file and field when a file is missing or wrong.
    """
    head = read_model(folder / HEAD, _Head)
    shared = {name: _terms(terms) for name, terms in head.vocabularies.items()}
    order = {section.id: place for place, section in enumerate(head.sections)}
    by_section: dict[str, tuple[Field, ...]] = {}
    for path in yaml_files(folder):
        if path.name != HEAD:
            content = read_model(path, _FieldFile)
            if content.section not in order or content.section in by_section:
                raise bad_file(path, content.section, "the section is unknown or stands in two files")
            by_section[content.section] = _fields(path, content, shared)
    fields = tuple(field for section in order for field in by_section.get(section, ()))
    return _assemble(folder / HEAD, head, fields)


def dictionary_sha256(folder: Path) -> str:
    """The hash of all files of the dictionary, frozen with an assessment."""
    return sha256_of(yaml_files(folder))


def _terms(terms: tuple[_Term, ...]) -> tuple[Term, ...]:
    return tuple(Term(term.code, term.en, term.zh, term.synonyms) for term in terms)


def _fields(path: Path, content: _FieldFile, shared: dict[str, tuple[Term, ...]]) -> tuple[Field, ...]:
    made = []
    for entry in content.fields:
        try:
            made.append(_field(entry, content.section, shared))
        except (ValueError, KeyError) as error:
            raise bad_file(path, entry.id, str(error)) from error
    return tuple(made)


def _field(entry: _Field, section: str, shared: dict[str, tuple[Term, ...]]) -> Field:
    vocabulary = entry.vocabulary
    return Field(
        id=entry.id,
        en=entry.en,
        zh=entry.zh,
        lay_en=entry.lay_en,
        lay_zh=entry.lay_zh,
        type=FieldType(entry.type),
        section=section,
        group=entry.group,
        decisive=entry.decisive,
        vocabulary=shared[vocabulary] if isinstance(vocabulary, str) else _terms(vocabulary),
        vocabulary_source=entry.vocabulary_source,
        free_text=entry.free_text,
        unit=entry.unit,
        units=tuple(Unit(unit.id, unit.factor, unit.aliases) for unit in entry.units),
        plausible=_range(entry.plausible),
        dated=entry.dated,
        supported=entry.supported,
        derived=entry.derived,
        names=entry.names,
    )


def _range(limits: tuple[Number, ...] | None) -> tuple[Number, Number] | None:
    if limits is None:
        return None
    if len(limits) != 2:
        raise ValueError("a plausible range has two ends")
    return limits[0], limits[1]


def _assemble(path: Path, head: _Head, fields: tuple[Field, ...]) -> FieldDictionary:
    groups = tuple(
        GroupKind(group.id, group.en, group.zh, group.section, group.title_fields) for group in head.groups
    )
    sections = tuple(Section(section.id, section.en, section.zh) for section in head.sections)
    known = {field.id for field in fields}
    for group in groups:
        for title in group.title_fields:
            if title not in known:
                raise bad_file(path, group.id, f"no field {title}")
    try:
        return FieldDictionary(head.version, sections, groups, fields)
    except ValueError as error:
        raise bad_file(path, "fields", str(error)) from error
