"""Loads criteria sets from resources/criteria and checks every rule against dictionary and lexicon."""

from pathlib import Path

from workstation.criteria import rules
from workstation.criteria.criteria_set import (
    CriteriaSet,
    Criterion,
    LinePosition,
    Outcome,
    Source,
    WorkedCase,
)
from workstation.criteria.datafile import bad_file, read_model, sha256_of, yaml_files
from workstation.criteria.set_models import BilingualModel, BlockModel, CaseModel, CriterionModel, SetModel
from workstation.criteria.verdicts import Layer, Severity
from workstation.domain.fields import Field, FieldDictionary, FieldType
from workstation.domain.lexicon import Lexicon
from workstation.domain.messages import Label

__all__ = ["CriteriaSet", "load_sets", "sets_sha256"]

BLOCKS = "blocks"


def load_sets(folder: Path, dictionary: FieldDictionary, lexicon: Lexicon) -> tuple[CriteriaSet, ...]:
    """Every set of a folder, by id. Raises DataFileError naming file and criterion."""
    checker = _Checker(dictionary, lexicon)
    blocks: dict[str, tuple[Criterion, ...]] = {}
    for path in yaml_files(folder / BLOCKS):
        block = read_model(path, BlockModel)
        blocks[block.block] = checker.criteria(path, block.criteria)
    made: dict[str, CriteriaSet] = {}
    for path in yaml_files(folder):
        loaded = _set(path, read_model(path, SetModel), blocks, checker)
        if loaded.id in made:
            raise bad_file(path, loaded.id, "another file holds this set")
        made[loaded.id] = loaded
    return tuple(made[key] for key in sorted(made))


def sets_sha256(folder: Path) -> str:
    """The hash of all files of criteria, frozen with an assessment."""
    return sha256_of((*yaml_files(folder), *yaml_files(folder / BLOCKS)))


def _set(
    path: Path, model: SetModel, blocks: dict[str, tuple[Criterion, ...]], checker: "_Checker"
) -> CriteriaSet:
    criteria = list(checker.criteria(path, model.criteria))
    for name in model.blocks:
        if name not in blocks:
            raise bad_file(path, model.set, f"no block {name}")
        criteria.extend(blocks[name])
    ids = [criterion.id for criterion in criteria]
    for criterion_id in ids:
        if ids.count(criterion_id) > 1:
            raise bad_file(path, criterion_id, "two criteria with one id")
    for case in model.worked_cases:
        if unknown := set(case.verdicts) - set(ids):
            raise bad_file(path, case.name, f"no criterion {', '.join(sorted(unknown))}")
    return CriteriaSet(
        id=model.set,
        version=model.version,
        name=_words(model.name),
        product=_words(model.product),
        country=_words(model.country),
        jurisdiction=model.jurisdiction,
        line=LinePosition(model.line),
        line_name=_words(model.line_name),
        line_mark=rules.Mark(model.line_confidence),
        criteria=tuple(criteria),
        outcomes=tuple(
            Outcome(_words(item.text), item.source, rules.Mark(item.confidence)) for item in model.outcomes
        ),
        worked_cases=tuple(_case(case) for case in model.worked_cases),
    )


def _words(model: BilingualModel) -> Label:
    return Label(model.en, model.zh)


def _case(model: CaseModel) -> WorkedCase:
    return WorkedCase(
        model.name,
        dict(model.facts),
        model.applicability,
        model.recommendation,
        dict(model.layers),
        dict(model.verdicts),
    )


class _Checker:
    """Turns checked models into criteria that fit the dictionary and the lexicon."""

    def __init__(self, dictionary: FieldDictionary, lexicon: Lexicon) -> None:
        self._dictionary = dictionary
        self._lexicon = lexicon

    def criteria(self, path: Path, models: tuple[CriterionModel, ...]) -> tuple[Criterion, ...]:
        made = []
        for model in models:
            try:
                made.append(self._criterion(model))
            except (ValueError, KeyError) as error:
                raise bad_file(path, model.id, str(error)) from error
        return tuple(made)

    def _criterion(self, model: CriterionModel) -> Criterion:
        rule = model.rule.rule()
        for atom in rules.atoms(rule):
            self._check_atom(atom)
        if rules.Mark(model.confidence) is rules.Mark.UNVERIFIED and not isinstance(rule, rules.Open):
            raise ValueError("a criterion marked ? is open: its source is not verified")
        return Criterion(
            id=model.id,
            layer=Layer(model.layer),
            severity=Severity(model.severity),
            topic=_words(model.topic),
            rule=rule,
            source=Source(model.source.key, model.source.locator, model.source.retrieved),
            mark=rules.Mark(model.confidence),
            note=None if model.note is None else _words(model.note),
            clinically_approved_by=model.clinically_approved_by,
        )

    def _check_atom(self, atom: rules.Atom) -> None:
        if isinstance(atom, rules.WithinMonths | rules.Defined):
            for asked in rules.fields_of(atom):
                self._field(asked)
        elif isinstance(atom, rules.Leaf):
            self._check_leaf(atom)

    def _check_leaf(self, leaf: rules.Leaf) -> None:
        field = self._field(leaf.field_id)
        if (field.group is None) != (leaf.quantifier is rules.Quantifier.ONE):
            raise ValueError(f"{field.id}: a repeating field needs a quantifier, another none")
        if leaf.max_age is not None and not field.dated:
            raise ValueError(f"{field.id}: a field without a date has no age")
        self._check_groups(leaf, field)
        self._check_test(leaf.test, field)
        for beside in leaf.beside:
            self._check_test(leaf.test, self._field(beside))

    def _check_groups(self, leaf: rules.Leaf, field: Field) -> None:
        for name, codes in leaf.where.items():
            filtered = self._field(name)
            if filtered.group != field.group:
                raise ValueError(f"{name} does not repeat together with {field.id}")
            self._check_codes(codes, filtered)
        if leaf.quantifier is rules.Quantifier.LATEST:
            ordered = self._field(leaf.latest_by or field.id)
            if ordered.type is not FieldType.DATE or ordered.group != field.group:
                raise ValueError(f"{ordered.id} cannot say which {field.id} is the latest")

    def _check_test(self, test: rules.Test, field: Field) -> None:
        match test:
            case rules.InCodes():
                self._check_codes(test.codes | test.borderline | set(test.unknown) | set(test.marks), field)
            case rules.Compared() if test.unit is None and not test.upper_limits:
                self._expect(field, FieldType.COUNT)
            case rules.Compared():
                self._check_quantity(test, field)
            case rules.Undetectable():
                self._expect(field, FieldType.QUANTITY)
            case rules.MonthsAgo():
                self._expect(field, FieldType.DATE)
            case rules.Stated():
                pass
            case rules.Fresh():
                if not field.dated and field.type is not FieldType.DATE:
                    raise ValueError(f"{field.id} has no date that could be old")

    def _check_quantity(self, test: rules.Compared, field: Field) -> None:
        self._expect(field, FieldType.QUANTITY)
        if test.unit is not None and test.unit != field.unit:
            raise ValueError(f"{field.id} is compared in {field.unit}, not in {test.unit}")
        if test.unsupported and not field.supported:
            raise ValueError(f"{field.id} has no support to ask for")

    def _check_codes(self, codes: frozenset[str] | set[str], field: Field) -> None:
        for code in codes:
            if field.vocabulary_source == "diagnoses":
                known = self._lexicon.diagnosis(code) is not None
            else:
                known = field.term(code) is not None
            if not known:
                raise ValueError(f"{field.id} has no code {code}")

    def _field(self, field_id: str) -> Field:
        if field_id not in self._dictionary:
            raise ValueError(f"no field {field_id}")
        return self._dictionary.field(field_id)

    @staticmethod
    def _expect(field: Field, kind: FieldType) -> None:
        if field.type is not kind:
            raise ValueError(f"{field.id} is a {field.type} field, the rule asks a {kind} field")
