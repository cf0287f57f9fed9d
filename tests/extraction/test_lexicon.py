"""The lexicon: found by any name in two languages, and honest about the names OCR cannot tell apart."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from workstation.domain.errors import DataFileError
from workstation.domain.lexicon import Lexicon
from workstation.extraction.lexicon import (
    doubtful_names,
    lexicon_sha256,
    load_lexicon,
    skeleton,
    skeleton_collisions,
)

FOLDER = Path(__file__).parents[2] / "resources" / "lexicon"
MARKERS = (
    *("CD19", "CD20", "CD22", "CD79a", "CD79b", "PAX5", "CD3", "CD5", "CD10", "BCL6", "MUM1", "BCL2", "MYC"),
    *("Ki-67", "CD30", "EBER", "CyclinD1", "SOX11", "p53", "CD23", "CD138"),
)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon(FOLDER)


def test_numbers_of_entries(lexicon: Lexicon) -> None:
    assert (len(lexicon.drugs), len(lexicon.regimens), len(lexicon.diagnoses)) == (84, 80, 51)


@pytest.mark.parametrize("name", ["R-CHOP", "r–chop", "ＲＣＨＯＰ", "R-CHOP方案", "  r  chop "])
def test_regimen_by_any_name(lexicon: Lexicon, name: str) -> None:
    assert [regimen.id for regimen in lexicon.regimens_named(name)] == ["r_chop"]


def test_two_regimens_share_a_name_and_differ_in_anthracycline(lexicon: Lexicon) -> None:
    found = {regimen.id: regimen.anthracycline for regimen in lexicon.regimens_named("R-CEOP")}
    assert found == {"r_ceop_epi": "Y", "r_ceop_etop": "N"}


@pytest.mark.parametrize("name", ["利妥昔单抗", "美罗华", "Rituximab", "MabThera"])
def test_drug_by_any_name(lexicon: Lexicon, name: str) -> None:
    assert [drug.generic for drug in lexicon.drugs_named(name)] == ["rituximab"]


def test_large_b_cell_lymphoma_alone_is_not_dlbcl_nos(lexicon: Lexicon) -> None:
    """The generic word is ambiguous: it is an entry of its own, never silently the commonest entity."""
    for name in ("LBCL", "large B-cell lymphoma", "大B细胞淋巴瘤"):
        assert [term.id for term in lexicon.diagnoses_named(name)] == ["lbcl_unspecified"]
    assert [term.id for term in lexicon.diagnoses_named("弥漫性大B细胞淋巴瘤")] == ["dlbcl_nos"]


def test_t_cell_name_one_character_away_stays_a_t_cell_name(lexicon: Lexicon) -> None:
    assert [term.group for term in lexicon.diagnoses_named("间变性大细胞淋巴瘤")] == ["T/NK"]


def test_tafasitamab_is_not_anti_cd20(lexicon: Lexicon) -> None:
    regimen = lexicon.regimen("tafa_len")
    assert regimen is not None and regimen.anti_cd20 == "N"


def test_doubtful_names_are_kept_with_their_mark(lexicon: Lexicon) -> None:
    doubtful = doubtful_names(FOLDER)
    assert "替沙仑赛" in doubtful
    assert "利妥昔单抗" not in doubtful
    assert [drug.generic for drug in lexicon.drugs_named("替沙仑赛")] == ["tisagenlecleucel"]
    assert not [name for drug in lexicon.drugs for name in drug.names if "verify" in name]


@pytest.mark.parametrize(
    ("read", "true"), [("R-CH0P", "R-CHOP"), ("CD2O", "CD20"), ("MUMl", "MUM1"), ("R-EP0CH", "R-EPOCH")]
)
def test_ocr_confusions_share_a_skeleton(read: str, true: str) -> None:
    assert skeleton(read) == skeleton(true)


@pytest.mark.parametrize(("one", "other"), [("R-CHOP", "R-CHP"), ("R-CHOP", "R-COP"), ("CD20", "CD30")])
def test_different_names_keep_different_skeletons(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


def _short_names(lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    for regimen in lexicon.regimens:
        for name in (regimen.name, *regimen.aliases):
            if re.fullmatch(r"[A-Za-z0-9 +/-]{2,10}", name):
                yield name, regimen.id
    for term in lexicon.diagnoses:
        for name in term.abbreviations:
            yield name, f"dx:{term.id}"
    for marker in MARKERS:
        yield marker, f"marker:{marker}"


def test_exactly_the_known_skeletons_collide(lexicon: Lexicon) -> None:
    assert skeleton_collisions(_short_names(lexicon)) == {
        "EP0CHR": frozenset({"da_epoch_r", "r_epoch"}),
        "RCE0P": frozenset({"r_ceop_epi", "r_ceop_etop"}),
        "RT": frozenset({"dx:richter", "rt"}),
    }


@pytest.mark.parametrize(
    ("name", "old", "new", "entry"),
    [
        ("drugs.csv", "anti-CD20 mAb,high", "anti-CD20 mAb,certain", "rituximab"),
        ("regimens.csv", "rituximab;cyclophosphamide", "rituximabb;cyclophosphamide", "r_chop"),
        ("regimens.csv", "Y,Y,N,N,chemoimmunotherapy", "maybe,Y,N,N,chemoimmunotherapy", "r_chop"),
    ],
)
def test_bad_file_names_file_and_entry(tmp_path: Path, name: str, old: str, new: str, entry: str) -> None:
    folder = tmp_path / "lexicon"
    shutil.copytree(FOLDER, folder)
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        load_lexicon(folder)
    assert caught.value.params["file"] == name
    assert caught.value.params["entry"] == entry


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataFileError) as caught:
        load_lexicon(tmp_path)
    assert caught.value.params == {"file": "drugs.csv"}


def test_hash_changes_with_the_files(tmp_path: Path) -> None:
    folder = tmp_path / "lexicon"
    shutil.copytree(FOLDER, folder)
    assert lexicon_sha256(folder) == lexicon_sha256(FOLDER)
    (folder / "VERSION").write_text("1.0.1\n", encoding="utf-8")
    assert lexicon_sha256(folder) != lexicon_sha256(FOLDER)
