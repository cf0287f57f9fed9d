"""The field dictionary: complete, in two languages, and strict about its files."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from workstation.criteria.dictionary import dictionary_sha256, load_dictionary
from workstation.domain.errors import DataFileError
from workstation.domain.fields import FieldDictionary, FieldType

FOLDER = Path(__file__).parents[2] / "resources" / "fields"


@pytest.fixture(scope="module")
def dictionary() -> FieldDictionary:
    return load_dictionary(FOLDER)


def test_decisive_facts_are_all_named(dictionary: FieldDictionary) -> None:
    named = {field.id for field in dictionary.fields if field.decisive}
    expected = """
        diagnosis biopsy_sampling_date fish_myc transformed_from episode_regimen
        episode_drugs episode_status episode_disease episode_last_dose episode_residual
        relapse_biopsy response_to_latest_line transplant_kind cd19_kind cd19_status
        cd20_status bispecific_given bendamustine_last_dose cns_state ecog
        asct_position hbsag hiv active_infection anc
        alc platelets haemoglobin creatinine weight
        height bilirubin alt ast lvef
        spo2 steroid_dose bridging tempo
    """
    assert set(expected.split()) <= named


def test_background_is_folded(dictionary: FieldDictionary) -> None:
    assert not [field.id for field in dictionary.in_section("background") if field.decisive]


def test_every_label_stands_in_both_languages(dictionary: FieldDictionary) -> None:
    for field in dictionary.fields:
        assert all((field.en, field.zh, field.lay_en, field.lay_zh)), field.id
        assert all(term.en and term.zh for term in field.vocabulary), field.id


@pytest.mark.parametrize(
    ("field_id", "written", "factor"),
    [
        ("creatinine", "mg/dL", "88.4"),
        ("bilirubin", "mg/dl", "17.1"),
        ("crp", "mg/dL", "10"),
        ("ferritin", "ng/mL", "1"),
        ("haemoglobin", "g/dL", "10"),
        ("platelets", "K", "1"),
        ("platelets", "тыс/мкл", "1"),
        ("anc", "/µL", "0.001"),
        ("anc", "×10^9/L", "1"),
    ],
)
def test_units_convert(dictionary: FieldDictionary, field_id: str, written: str, factor: str) -> None:
    unit = dictionary.field(field_id).find_unit(written)
    assert unit is not None
    assert unit.factor == Decimal(factor)


def test_every_quantity_has_its_own_unit_at_factor_one(dictionary: FieldDictionary) -> None:
    for field in dictionary.fields:
        if field.type is FieldType.QUANTITY:
            assert field.unit is not None
            own = field.find_unit(field.unit)
            assert own is not None and own.factor == 1, field.id


@pytest.mark.parametrize(
    ("old", "new", "entry"),
    [
        ("decisive: true", "decisive: sometimes", "diagnosis"),
        ("type: coded, vocabulary: fish", "type: coded, vocabulary: fishy", "fish_myc"),
        ("id: fish_bcl2, type", "id: fish_bcl2, colour: red, type", "fish_bcl2"),
    ],
)
def test_bad_file_names_file_and_field(tmp_path: Path, old: str, new: str, entry: str) -> None:
    folder = tmp_path / "fields"
    shutil.copytree(FOLDER, folder)
    path = folder / "disease.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        load_dictionary(folder)
    assert caught.value.params["file"] == "disease.yaml"
    assert entry in str(caught.value.params["entry"])


def test_a_field_named_twice_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "fields"
    shutil.copytree(FOLDER, folder)
    path = folder / "cns.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("id: cns_state", "id: ecog"), encoding="utf-8")
    with pytest.raises(DataFileError):
        load_dictionary(folder)


def test_hash_changes_with_the_files(tmp_path: Path) -> None:
    folder = tmp_path / "fields"
    shutil.copytree(FOLDER, folder)
    assert dictionary_sha256(folder) == dictionary_sha256(FOLDER)
    (folder / "cns.yaml").write_bytes((folder / "cns.yaml").read_bytes() + b"\n")
    assert dictionary_sha256(folder) != dictionary_sha256(FOLDER)
