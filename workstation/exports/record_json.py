"""The signed record as a file: canonical JSON, its hash, its signature and the crops it names.

A *record* is what a submitted version consists of: JSON without floating numbers (boxes are integers of a
millionth of the page, decimals are text), so that its canonical form (RFC 8785) and its SHA-256 are the same
everywhere. A *package* is the exported file: the record, its hash, the signature with the public key, the crops
by SHA-256 and the head of the audit chain at the time of export. Whoever has a package can check it without a
workspace.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from workstation.domain.errors import InputError

PACKAGE_FORMAT = "workstation-assessment-package"
PACKAGE_VERSION = 1


def canonical(record: Mapping[str, Any]) -> bytes:
    """The RFC 8785 form of a record. Raises TypeError for a floating number, whose form would be a matter of taste."""
    _refuse_floats(record, "$")
    return rfc8785.dumps(dict(record))


def _refuse_floats(value: Any, path: str) -> None:
    if isinstance(value, float):
        raise TypeError(f"a record holds no floating numbers: {path} = {value!r}")
    if isinstance(value, Mapping):
        for name, inner in value.items():
            _refuse_floats(inner, f"{path}.{name}")
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            _refuse_floats(inner, f"{path}[{index}]")


def sha256(data: bytes) -> str:
    """SHA-256 as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class SignedStatement:
    """What a signer puts a name to: the hash of the record and what the signature means. `signed_at` is UTC in ISO
    form, `shown_time` the same instant as the signer saw it, local with offset."""

    record_sha256: str
    signer_id: str
    login: str
    printed_name: str
    meaning: str
    signed_at: str
    shown_time: str

    def to_json(self) -> dict[str, str]:
        return {
            "record_sha256": self.record_sha256,
            "signer_id": self.signer_id,
            "login": self.login,
            "printed_name": self.printed_name,
            "meaning": self.meaning,
            "signed_at": self.signed_at,
            "shown_time": self.shown_time,
        }

    def to_bytes(self) -> bytes:
        """The bytes that are signed."""
        return canonical(self.to_json())


@dataclass(frozen=True, slots=True)
class RecordSignature:
    """An Ed25519 signature over a statement; keys and signature as hexadecimal digits."""

    statement: SignedStatement
    public_key: str
    signature: str

    def is_valid(self) -> bool:
        """The key inside made this signature over this statement. Says nothing about whose key it is."""
        try:
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.public_key))
            key.verify(bytes.fromhex(self.signature), self.statement.to_bytes())
        except (InvalidSignature, ValueError):
            return False
        return True

    def to_json(self) -> dict[str, Any]:
        return {
            "algorithm": "Ed25519",
            "statement": self.statement.to_json(),
            "public_key": self.public_key,
            "signature": self.signature,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "RecordSignature":
        return cls(SignedStatement(**data["statement"]), data["public_key"], data["signature"])


@dataclass(frozen=True)
class RecordPackage:
    """The exported record. `record_sha256` is what the record was signed under, kept apart so that an edited record
    shows; `crops` are PNG bytes by SHA-256; `audit_head` is {chain, seq, hash} at the time of export; `pages`
    names language and writer when the package travels inside a PDF."""

    record: Mapping[str, Any]
    record_sha256: str
    signature: RecordSignature | None
    crops: Mapping[str, bytes] = field(default_factory=dict)
    audit_head: Mapping[str, Any] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        return canonical(
            {
                "format": PACKAGE_FORMAT,
                "format_version": PACKAGE_VERSION,
                "record": self.record,
                "record_sha256": self.record_sha256,
                "signature": None if self.signature is None else self.signature.to_json(),
                "crops": {name: base64.b64encode(data).decode("ascii") for name, data in self.crops.items()},
                "audit_head": dict(self.audit_head),
                "pages": dict(self.pages),
            }
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> "RecordPackage":
        """Raises InputError when the bytes are not a package of a version this program knows."""
        try:
            read = json.loads(data)
            if read["format"] != PACKAGE_FORMAT or read["format_version"] != PACKAGE_VERSION:
                raise InputError("verify.not_a_record")
            signature = read["signature"]
            return cls(
                read["record"],
                read["record_sha256"],
                None if signature is None else RecordSignature.from_json(signature),
                {name: base64.b64decode(crop, validate=True) for name, crop in read["crops"].items()},
                read["audit_head"],
                read["pages"],
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError("verify.not_a_record") from error

    def record_is_unchanged(self) -> bool:
        """The record still has the hash it was submitted under."""
        try:
            return sha256(canonical(self.record)) == self.record_sha256
        except (TypeError, rfc8785.CanonicalizationError):
            return False

    def changed_crops(self) -> tuple[str, ...]:
        """Names of crops whose bytes are not what their name says, and of crops the record names but lacks."""
        wrong = {name for name, data in self.crops.items() if sha256(data) != name}
        named = {crop["sha256"] for crop in self.record.get("crops", ())}
        return tuple(sorted(wrong | (named - set(self.crops))))

    def signature_holds(self) -> bool:
        """There is a signature, it is about this record and it is valid."""
        return (
            self.signature is not None
            and self.signature.statement.record_sha256 == self.record_sha256
            and self.signature.is_valid()
        )
