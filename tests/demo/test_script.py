"""The texts of the demo: complete, consistent with the fields, and refused when wrong."""

from pathlib import Path

import pytest

from workstation import settings
from workstation.criteria.dictionary import load_dictionary
from workstation.demo.expected import expected_value, typed_text
from workstation.demo.script import Case, load_cases, load_folder, load_hospitals
from workstation.domain.dates import ClinicalDate
from workstation.domain.errors import DataFileError
from workstation.domain.fields import Field, FieldDictionary
from workstation.domain.values import Coded, Count, Quantity
from workstation.extraction.lexicon import load_lexicon
from workstation.services.typed_values import ValueReader

JOURNEY = Path(__file__).parent.parent / "journey"
COMPLETE = ("LY-0139", "LY-0144", "LY-0147", "LY-0151", "LY-0155", "LY-0158", "LY-0162", "LY-0201")


@pytest.fixture(scope="module")
def dictionary() -> FieldDictionary:
    return load_dictionary(settings.resources_dir() / "fields")


@pytest.fixture(scope="module")
def cases() -> tuple[Case, ...]:
    demo = load_folder(settings.resources_dir() / "demo" / "cases")
    return (*demo, *load_cases(JOURNEY / "packet.yaml"), *load_cases(JOURNEY / "second_packet.yaml"))


def test_every_fact_typed_as_written_means_what_the_script_expects(
    cases: tuple[Case, ...], dictionary: FieldDictionary
) -> None:
    reader = ValueReader(load_lexicon(settings.resources_dir() / "lexicon"))
    for case in cases:
        for fact in case.facts:
            field = dictionary.field(fact.field)
            typed = reader.typed(field, typed_text(fact.raw, fact.value, field))
            place = (case.number, fact.field, fact.raw)
            assert typed.warning is None, place
            expected = expected_value(fact.value, field, fact.raw)
            assert meaning(typed.value, field) == meaning(expected, field), place


def meaning(value: object, field: Field) -> object:
    """What two ways of writing the same value share: a number in the field's own unit."""
    match value:
        case ClinicalDate():
            return value.alternatives, value.precision
        case Coded():
            return value.code, value.date and value.date.alternatives
        case Quantity():
            day = value.date and value.date.alternatives
            unit = field.find_unit(value.unit)
            assert unit is not None, value.unit
            return value.comparator, value.number * unit.factor, day, value.support, value.upper_limit
        case Count():
            return value.number, value.of
    return value


def test_every_decisive_field_is_answered_or_looked_for(
    cases: tuple[Case, ...], dictionary: FieldDictionary
) -> None:
    for case in cases:
        if case.number in COMPLETE:
            answered = {fact.field for fact in case.facts} | set(case.not_found)
            asked = {f.id for f in dictionary.fields if f.decisive and not f.derived and f.group is None}
            assert asked - answered - dependent(case) == set(), case.number


def dependent(case: Case) -> set[str]:
    """Fields that ask about something the case says was never given."""
    said_no = {fact.field for fact in case.facts if fact.value == "no"} | set(case.not_found)
    follow = {"bispecific_given": "bispecific_last_dose", "bendamustine_given": "bendamustine_last_dose"}
    without_steroids = any(
        fact.field == "steroid_dose" and fact.value.startswith("0 ") for fact in case.facts
    )
    return {field for parent, field in follow.items() if parent in said_no} | (
        {"steroid_drug"} if without_steroids else set()
    )


def test_expected_answers_name_the_three_sets_and_are_consistent(cases: tuple[Case, ...]) -> None:
    shipped = {path.stem for path in (settings.resources_dir() / "criteria").glob("*.yaml")}
    for case in cases:
        assert case.expected is not None
        assert set(case.expected.sets) <= shipped
        for answer in case.expected.sets.values():
            assert (answer.label == "not_applicable") == (not answer.applicable)


def test_the_corpus_shows_every_situation_asked_for(cases: tuple[Case, ...]) -> None:
    by_number = {case.number: case for case in cases}
    classes = {number: case.expected.relapse_classes for number, case in by_number.items() if case.expected}
    assert classes["LY-0158"] == ("primary_refractory",)
    assert classes["LY-0147"] == ("early",)
    assert classes["LY-0151"] == ("early", "late")
    assert classes["LY-0144"] == ("late",)
    codes = {case.number: {f.value for f in case.facts if f.field == "diagnosis"} for case in cases}
    assert codes["LY-0162"] == {"hgbl_myc_bcl2"}
    assert codes["LY-0158"] == {"pmbcl"}
    assert codes["LY-0156"] == {"ptcl"}
    last_doses = [f.value for f in by_number["LY-0147"].facts if f.field == "episode_last_dose"]
    assert last_doses == ["2026-03-27", "2026-04"]


def test_the_journeys_use_nothing_of_the_demo() -> None:
    resources = settings.resources_dir() / "demo"
    shipped = "\n".join(path.read_text(encoding="utf-8") for path in resources.rglob("*.yaml"))
    for name in ("packet.yaml", "second_packet.yaml"):
        for case in load_cases(JOURNEY / name):
            assert case.patient.name not in shipped
            assert case.patient.record_number not in shipped
        assert not set(load_hospitals(JOURNEY / name)) & set(load_hospitals(resources / "hospitals.yaml"))


def test_the_second_packet_has_seven_english_and_three_chinese_pages() -> None:
    pages = [
        document.language
        for case in load_cases(JOURNEY / "second_packet.yaml")
        for document in case.documents
        for _ in document.pages
    ]
    assert (pages.count("en"), pages.count("zh")) == (7, 3)


@pytest.mark.parametrize(
    "text", ["number: [", "number: LY-1\npatient: {}\n", "cases: []\n", "number: LY-0001\nunknown: 1\n"]
)
def test_a_script_that_is_wrong_names_its_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError) as raised:
        load_cases(path)
    assert raised.value.params["file"] == "wrong.yaml"
