"""`workspace.keys`: the database key, wrapped once for every password that opens the workspace.

One salt and one set of Argon2id parameters per file, so that sign-in derives once and tries each slot. A slot
is a random id and a wrapped key: no names, no order, nothing that tells a password from the recovery key. The
file is replaced atomically and its last state kept as `.bak`. Only a demo workspace writes who its users are.
"""

import base64
import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from workstation.domain.errors import MissingKeysError, ReadOnlyError, StoreError, WrongPasswordError
from workstation.store.files_on_disk import told_plainly_on_disk
from workstation.store.tables.base import new_id

KEYS_NAME = "workspace.keys"
FORMAT = 1
KEY_BYTES = 32
NONCE_BYTES = 12
RECOVERY_BYTES = 20
_FOR_DATABASE = b"workstation database key"
_FOR_SIGNING = b"workstation signing key"


@dataclass(frozen=True, slots=True)
class KdfCost:
    """Argon2id's cost: passes, memory in KiB, lanes. The default takes about 0.2 s on a small machine."""

    passes: int = 3
    memory_kib: int = 65_536
    lanes: int = 4

    def __post_init__(self) -> None:
        if not (1 <= self.passes <= 64 and 8 <= self.memory_kib <= 4_194_304 and 1 <= self.lanes <= 16):
            raise StoreError("store.keys_damaged")


@dataclass(frozen=True, slots=True)
class Slot:
    id: str
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The key file as it stands on disk. `demo`: the public face of a demo workspace, else empty."""

    salt: bytes
    cost: KdfCost
    slots: tuple[Slot, ...]
    demo: Mapping[str, Any]

    @classmethod
    def new(cls, cost: KdfCost, demo: Mapping[str, Any] | None = None) -> Self:
        return cls(secrets.token_bytes(16), cost, (), dict(demo or {}))

    def derive(self, secret: str) -> "Secret":
        """The secret that a password or recovery key stands for in this file; slow on purpose."""
        raw = hash_secret_raw(
            secret.encode(),
            self.salt,
            self.cost.passes,
            self.cost.memory_kib,
            self.cost.lanes,
            KEY_BYTES,
            Type.ID,
        )
        return Secret(raw)

    def with_slot(self, secret: "Secret", database_key: bytes) -> "tuple[KeyFile, str]":
        """The file with one more slot, and the id of that slot."""
        slot = Slot(new_id(), _wrap(secret.for_database(), database_key, _FOR_DATABASE))
        return replace(self, slots=(*self.slots, slot)), slot.id

    def without_slot(self, slot_id: str) -> "KeyFile":
        return replace(self, slots=tuple(slot for slot in self.slots if slot.id != slot_id))

    def open(self, secret: "Secret") -> "tuple[bytes, frozenset[str]]":
        """The database key and every slot the secret opens; WrongPasswordError when it opens none."""
        opened: dict[str, bytes] = {}
        for slot in self.slots:
            try:
                opened[slot.id] = _unwrap(secret.for_database(), slot.wrapped, _FOR_DATABASE)
            except InvalidTag:
                continue
        if not opened:
            raise WrongPasswordError("door.wrong_password")
        return next(iter(opened.values())), frozenset(opened)


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """What Argon2id made of a password; two keys for two purposes are drawn from it."""

    raw: bytes

    def for_database(self) -> bytes:
        return self._expand(_FOR_DATABASE)

    def for_signing(self) -> bytes:
        return self._expand(_FOR_SIGNING)

    def _expand(self, purpose: bytes) -> bytes:
        return HKDF(hashes.SHA256(), KEY_BYTES, None, purpose).derive(self.raw)


def new_database_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def new_recovery_key() -> str:
    """A key to be printed once: 160 random bits as eight groups of four letters and digits."""
    text = base64.b32encode(secrets.token_bytes(RECOVERY_BYTES)).decode()
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def recovery_secret(typed: str) -> str:
    """A recovery key as typed, without its spaces and hyphens, in capitals."""
    return "".join(character for character in typed.upper() if character.isalnum())


def new_signing_pair(secret: Secret) -> tuple[str, bytes]:
    """A fresh Ed25519 pair: the public key as hex, the private key wrapped under the password's secret."""
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return public.hex(), _wrap(secret.for_signing(), private.private_bytes_raw(), _FOR_SIGNING)


def rewrap_signing(wrapped: bytes, old: Secret, new: Secret) -> bytes:
    """The same private key under another password's secret."""
    return _wrap(new.for_signing(), _unwrap(old.for_signing(), wrapped, _FOR_SIGNING), _FOR_SIGNING)


def sign(wrapped: bytes, secret: Secret, message: bytes) -> str:
    """The Ed25519 signature of a message as hex; WrongPasswordError when the secret is not this key's."""
    try:
        private = _unwrap(secret.for_signing(), wrapped, _FOR_SIGNING)
    except InvalidTag as error:
        raise WrongPasswordError("door.wrong_password") from error
    return Ed25519PrivateKey.from_private_bytes(private).sign(message).hex()


def verify(public_key: str, message: bytes, signature: str) -> bool:
    """Whether a signature (hex) over a message was made by the pair with this public key (hex)."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        key.verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _wrap(key: bytes, content: bytes, purpose: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, purpose)


def _unwrap(key: bytes, wrapped: bytes, purpose: bytes) -> bytes:
    return AESGCM(key).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], purpose)


def load(folder: Path) -> KeyFile:
    """Reads the key file of a workspace; MissingKeysError when it is not there, StoreError when damaged."""
    path = folder / KEYS_NAME
    try:
        with told_plainly_on_disk(folder):
            data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise MissingKeysError("door.keys_missing", file=KEYS_NAME) from error
    except ValueError as error:
        raise StoreError("store.keys_damaged") from error
    return _parse(data)


def _parse(data: Any) -> KeyFile:
    try:
        if data["format"] != FORMAT:
            raise StoreError("store.keys_newer")
        kdf = data["kdf"]
        return KeyFile(
            base64.b64decode(kdf["salt"], validate=True),
            KdfCost(int(kdf["passes"]), int(kdf["memory_kib"]), int(kdf["lanes"])),
            tuple(Slot(str(s["id"]), base64.b64decode(s["wrapped"], validate=True)) for s in data["slots"]),
            dict(data.get("demo", {})),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise StoreError("store.keys_damaged") from error


def save(folder: Path, keys: KeyFile) -> None:
    """Writes beside and swaps in; what was there before is kept as `.bak`."""
    path = folder / KEYS_NAME
    with told_plainly_on_disk(folder):
        if path.exists():
            shutil.copy2(path, path.with_name(KEYS_NAME + ".bak"))
        handle, beside = tempfile.mkstemp(dir=folder, prefix=KEYS_NAME)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(_plain(keys), file, indent=1)
                file.flush()
                os.fsync(file.fileno())
            Path(beside).replace(path)
            _settle(folder)
        finally:
            Path(beside).unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Asks the disk to keep the swap also through a power cut, where folders can be asked."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def refused(folder: Path) -> ReadOnlyError:
    """The folder may be read but not written."""
    return ReadOnlyError("door.folder_refused", folder=str(folder))


def _plain(keys: KeyFile) -> dict[str, Any]:
    slots = sorted(keys.slots, key=lambda slot: slot.wrapped)  # no order that tells who came first
    return {
        "format": FORMAT,
        "kdf": {
            "name": "argon2id",
            "salt": base64.b64encode(keys.salt).decode(),
            "passes": keys.cost.passes,
            "memory_kib": keys.cost.memory_kib,
            "lanes": keys.cost.lanes,
        },
        "slots": [{"id": s.id, "wrapped": base64.b64encode(s.wrapped).decode()} for s in slots],
        **({"demo": dict(keys.demo)} if keys.demo else {}),
    }
