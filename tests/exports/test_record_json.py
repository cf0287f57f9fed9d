import json
from decimal import Decimal

import pytest

from tests.exports.sample import CROP, sample_package, sample_record
from workstation.domain.errors import InputError
from workstation.exports.record_json import (
    RecordPackage,
    RecordSignature,
    canonical,
    sha256,
)


def test_canonical_json_does_not_depend_on_the_order_of_keys() -> None:
    record = sample_record()
    shuffled = dict(reversed(list(record.items())))
    assert canonical(record) == canonical(shuffled)
    assert json.loads(canonical(record)) == record


def test_a_floating_number_is_refused_wherever_it_stands() -> None:
    with pytest.raises(TypeError, match=r"\$\.a\[1\]\.b"):
        canonical({"a": [1, {"b": 0.5}]})
    assert canonical({"a": str(Decimal("0.5"))}) == b'{"a":"0.5"}'


def test_a_package_comes_back_as_it_went_out() -> None:
    package = sample_package()
    again = RecordPackage.from_bytes(package.to_bytes())
    assert again == package
    assert again.to_bytes() == package.to_bytes()
    assert again.record_is_unchanged() and again.signature_holds() and again.changed_crops() == ()


def test_a_changed_record_shows_and_its_signature_does_not_hold_for_a_new_hash() -> None:
    package = sample_package()
    record = {**package.record, "as_of_shown": {"en": "1 Jan 2020", "zh": "2020-01-01"}}
    edited = RecordPackage(record, package.record_sha256, package.signature, package.crops)
    assert not edited.record_is_unchanged()
    rehashed = RecordPackage(record, sha256(canonical(record)), package.signature, package.crops)
    assert rehashed.record_is_unchanged()
    assert not rehashed.signature_holds()


def test_a_changed_name_time_or_meaning_breaks_the_signature() -> None:
    package = sample_package()
    assert package.signature is not None
    for name, value in (
        ("printed_name", "Somebody"),
        ("meaning", "review"),
        ("signed_at", "2026-01-01T00:00:00Z"),
    ):
        told = package.signature.to_json()
        told["statement"][name] = value
        assert not RecordSignature.from_json(told).is_valid()


def test_garbage_in_place_of_a_key_is_no_valid_signature() -> None:
    signature = sample_package().signature
    assert signature is not None
    assert not RecordSignature(signature.statement, "not hex", signature.signature).is_valid()
    assert not RecordSignature(signature.statement, "ab", signature.signature).is_valid()


def test_a_missing_or_changed_crop_is_named() -> None:
    package = sample_package()
    name = sha256(CROP)
    gone = RecordPackage(package.record, package.record_sha256, package.signature, {})
    other = RecordPackage(package.record, package.record_sha256, package.signature, {name: CROP + b"x"})
    assert gone.changed_crops() == other.changed_crops() == (name,)


def test_an_unsigned_package_says_so() -> None:
    assert not sample_package(signed=False).signature_holds()


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b"\xff", b'{"format": "workstation-assessment-package"}']
)
def test_other_bytes_are_no_package(data: bytes) -> None:
    with pytest.raises(InputError):
        RecordPackage.from_bytes(data)
