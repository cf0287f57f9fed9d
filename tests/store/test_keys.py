import json
import shutil
from pathlib import Path

import pytest

from workstation.domain.errors import (
    DiskFullError,
    MissingKeysError,
    ReadOnlyError,
    StoreError,
    WrongPasswordError,
)
from workstation.store import keys
from workstation.store.files_on_disk import told_plainly_on_disk
from workstation.store.keys import KdfCost, KeyFile

CHEAP = KdfCost(1, 8, 1)
DATABASE_KEY = bytes(range(32))


def file_with(*passwords: str) -> tuple[KeyFile, list[str]]:
    file, slots = KeyFile.new(CHEAP), []
    for password in passwords:
        file, slot = file.with_slot(file.derive(password), DATABASE_KEY)
        slots.append(slot)
    return file, slots


def test_every_password_opens_the_same_key_by_its_own_slot() -> None:
    file, slots = file_with("first password", "second password")
    assert file.open(file.derive("first password")) == (DATABASE_KEY, frozenset(slots[:1]))
    assert file.open(file.derive("second password")) == (DATABASE_KEY, frozenset(slots[1:]))


def test_a_wrong_password_opens_nothing() -> None:
    file, _ = file_with("first password")
    for wrong in ("First password", "first password ", ""):
        with pytest.raises(WrongPasswordError):
            file.open(file.derive(wrong))


def test_a_removed_slot_no_longer_opens() -> None:
    file, slots = file_with("first password", "second password")
    with pytest.raises(WrongPasswordError):
        file.without_slot(slots[0]).open(file.derive("first password"))


def test_a_slot_that_was_tampered_with_does_not_open(tmp_path: Path) -> None:
    file, _ = file_with("first password")
    keys.save(tmp_path, file)
    path = tmp_path / keys.KEYS_NAME
    data = json.loads(path.read_text())
    wrapped = data["slots"][0]["wrapped"]
    data["slots"][0]["wrapped"] = (
        wrapped[:-6] + ("AAAA" if wrapped[-6:-2] != "AAAA" else "BBBB") + wrapped[-2:]
    )
    path.write_text(json.dumps(data))
    with pytest.raises(WrongPasswordError):
        keys.load(tmp_path).open(file.derive("first password"))


def test_the_file_holds_no_name_and_no_key(tmp_path: Path) -> None:
    file, _ = file_with("first password", "second password")
    keys.save(tmp_path, file)
    data = json.loads((tmp_path / keys.KEYS_NAME).read_text())
    assert set(data) == {"format", "kdf", "slots"}
    assert all(set(slot) == {"id", "wrapped"} for slot in data["slots"])
    assert data["kdf"]["name"] == "argon2id"
    assert keys.load(tmp_path).open(file.derive("second password"))[0] == DATABASE_KEY


def test_the_last_state_is_kept_beside(tmp_path: Path) -> None:
    one, _ = file_with("first password")
    keys.save(tmp_path, one)
    two, _ = one.with_slot(one.derive("second password"), DATABASE_KEY)
    keys.save(tmp_path, two)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["workspace.keys", "workspace.keys.bak"]
    shutil.move(tmp_path / "workspace.keys.bak", tmp_path / "workspace.keys")
    assert len(keys.load(tmp_path).slots) == 1


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingKeysError) as raised:
        keys.load(tmp_path)
    assert raised.value.message_id == "door.keys_missing"


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"format": 1}', '{"format": 1, "kdf": {}, "slots": []}']
)
def test_a_damaged_file_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / keys.KEYS_NAME).write_text(content)
    with pytest.raises(StoreError) as raised:
        keys.load(tmp_path)
    assert raised.value.message_id == "store.keys_damaged"


def test_a_cost_that_would_hang_the_machine_is_damage() -> None:
    with pytest.raises(StoreError):
        KdfCost(passes=10**9)


def test_a_file_of_a_newer_format_is_told(tmp_path: Path) -> None:
    (tmp_path / keys.KEYS_NAME).write_text('{"format": 2}')
    with pytest.raises(StoreError) as raised:
        keys.load(tmp_path)
    assert raised.value.message_id == "store.keys_newer"


def test_recovery_keys_are_long_and_forgiving_to_type() -> None:
    printed = keys.new_recovery_key()
    assert len(printed.split("-")) == 8 and printed != keys.new_recovery_key()
    assert keys.recovery_secret(printed.lower().replace("-", " ")) == printed.replace("-", "")


def test_signing_needs_the_password_and_survives_a_new_one() -> None:
    file, _ = file_with("first password", "second password")
    first, second = file.derive("first password"), file.derive("second password")
    public, wrapped = keys.new_signing_pair(first)
    with pytest.raises(WrongPasswordError):
        keys.sign(wrapped, second, b"message")
    moved = keys.rewrap_signing(wrapped, first, second)
    for signature in (keys.sign(wrapped, first, b"message"), keys.sign(moved, second, b"message")):
        assert keys.verify(public, b"message", signature)
        assert not keys.verify(public, b"another message", signature)
    assert not keys.verify(public, b"message", "00")
    assert not keys.verify("no key", b"message", keys.sign(wrapped, first, b"message"))


def test_a_secret_does_not_show_itself() -> None:
    file, _ = file_with("first password")
    assert file.derive("first password").raw.hex() not in repr(file.derive("first password"))


@pytest.mark.parametrize(("number", "kind"), [(28, DiskFullError), (13, ReadOnlyError), (30, ReadOnlyError)])
def test_what_the_disk_refuses_is_told(number: int, kind: type[StoreError]) -> None:
    with pytest.raises(kind), told_plainly_on_disk(Path("somewhere")):
        raise OSError(number, "refused")


def test_a_full_device_is_told() -> None:
    with pytest.raises(DiskFullError), told_plainly_on_disk(Path("somewhere")):
        Path("/dev/full").write_text("x")
