"""Criteria files: what they hold, and that a bad one is an error naming file and criterion."""

import shutil
from pathlib import Path

import pytest

from workstation.criteria.criteria_set import CriteriaSet, Criterion
from workstation.criteria.rules import Mark, Open
from workstation.criteria.sets import load_sets, sets_sha256
from workstation.criteria.verdicts import Layer, Severity
from workstation.domain.errors import DataFileError
from workstation.domain.fields import FieldDictionary
from workstation.domain.lexicon import Lexicon

FOLDER = Path(__file__).parents[2] / "resources" / "criteria"


def test_three_sets_with_every_layer(sets: dict[str, CriteriaSet]) -> None:
    assert sorted(sets) == ["axi_cel_cn_2l", "axi_cel_cn_3l", "relma_cel_cn_3l"]
    for one in sets.values():
        assert all(one.in_layer(layer) for layer in Layer)
        assert len(one.worked_cases) >= 10
        assert one.outcomes


def test_only_labels_stop(sets: dict[str, CriteriaSet]) -> None:
    for one in sets.values():
        stops = {criterion.layer for criterion in one.criteria if criterion.severity is Severity.HARD_STOP}
        assert stops == {Layer.LABEL}


def test_what_the_reference_could_not_find_is_open(sets: dict[str, CriteriaSet]) -> None:
    for one in sets.values():
        for criterion in one.criteria:
            assert (criterion.mark is Mark.UNVERIFIED) is isinstance(criterion.rule, Open), criterion.id


def test_the_same_criterion_id_means_the_same_criterion(sets: dict[str, CriteriaSet]) -> None:
    seen: dict[str, Criterion] = {}
    for one in sets.values():
        for criterion in one.criteria:
            assert seen.setdefault(criterion.id, criterion) == criterion


@pytest.mark.parametrize(
    ("old", "new", "entry"),
    [
        ("value: '75'", "value: 75.5", "ZUMA7.PLATELETS"),
        ("unit: umol/L", "unit: mg/dL", "ZUMA7.BILIRUBIN"),
        ("anchor: last_dose", "anchor: diagnosis", "AXI-CN-2L.STATE"),
        ("field: anthracycline_given", "field: anthracycline", "ZUMA7.ANTHRACYCLINE"),
        ("\n  confidence: F2", "\n  confidence: sure", "AXI-CN-2L.STATE"),
        ("in: [intended]", "in: [meant]", "ZUMA7.ASCT"),
        ("layer: trial\n  severity: advisory", "layer: trial\n  severity: hard_stop", "ZUMA7.STATE"),
        ("op: ==", "op: about", "AXI-CN-2L.LINES"),
    ],
)
def test_bad_file_names_file_and_criterion(
    tmp_path: Path, dictionary: FieldDictionary, lexicon: Lexicon, old: str, new: str, entry: str
) -> None:
    folder = tmp_path / "criteria"
    shutil.copytree(FOLDER, folder)
    path = folder / "axi_cel_cn_2l.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        load_sets(folder, dictionary, lexicon)
    assert caught.value.params["file"] == "axi_cel_cn_2l.yaml"
    assert entry in str(caught.value.params["entry"])


def test_unknown_block_is_named(tmp_path: Path, dictionary: FieldDictionary, lexicon: Lexicon) -> None:
    folder = tmp_path / "criteria"
    shutil.copytree(FOLDER, folder)
    path = folder / "axi_cel_cn_3l.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("blocks: [fitness, timing]", "blocks: [fitnes]"), encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        load_sets(folder, dictionary, lexicon)
    assert caught.value.params["file"] == "axi_cel_cn_3l.yaml"


def test_hash_covers_the_shared_blocks(tmp_path: Path) -> None:
    folder = tmp_path / "criteria"
    shutil.copytree(FOLDER, folder)
    assert sets_sha256(folder) == sets_sha256(FOLDER)
    block = folder / "blocks" / "timing.yaml"
    block.write_bytes(block.read_bytes() + b"\n")
    assert sets_sha256(folder) != sets_sha256(FOLDER)
