import subprocess
import sys
from pathlib import Path

import pytest

from workstation.domain.case import Role
from workstation.domain.errors import (
    DiskFullError,
    InputError,
    MissingKeysError,
    NewerWorkspaceError,
    NotAllowedError,
    StaleError,
    StoreError,
    WrongPasswordError,
)
from workstation.services.rules import Rules
from workstation.services.users import (
    add_user,
    change_password,
    list_users,
    remove_user,
    sign_with_password,
    verify_signature,
)
from workstation.services.views import NewUser
from workstation.services.workspace import (
    CreatedWorkspace,
    Workspace,
    create_workspace,
    describe,
    open_with_recovery,
    open_workspace,
)
from workstation.store import audit
from workstation.store.engine import connect
from workstation.store.keys import KdfCost

PROJECT = Path(__file__).parents[2]
LI = NewUser("li", "Li Na", "LN", frozenset({Role.REVIEWER}), "another horse")


def test_a_new_workspace_is_two_files(created: CreatedWorkspace) -> None:
    assert sorted(path.name for path in created.folder.iterdir()) == ["workspace.db", "workspace.keys"]


def test_the_right_password_opens(ws: Workspace) -> None:
    assert (ws.user.login, ws.name, ws.demo, str(ws.zone)) == ("hanna", "Ward 4", False, "Europe/Berlin")
    assert str(ws.today()) == "2025-06-02"


@pytest.mark.parametrize(
    ("login", "password"), [("hanna", "wrong horse"), ("nobody", "correct horse"), ("hanna", "")]
)
def test_a_wrong_password_opens_nothing(
    created: CreatedWorkspace, rules: Rules, login: str, password: str
) -> None:
    with pytest.raises(WrongPasswordError) as raised:
        open_workspace(created.folder, login, password, rules)
    assert raised.value.message_id == "door.wrong_password"


def test_an_emptied_database_is_called_damaged_and_stays_as_it_is(
    created: CreatedWorkspace, rules: Rules
) -> None:
    database = created.folder / "workspace.db"
    database.write_bytes(b"")
    with pytest.raises(StoreError) as raised:
        open_workspace(created.folder, "hanna", "correct horse", rules)
    assert raised.value.message_id == "store.damaged"
    assert database.stat().st_size == 0


def test_another_users_password_does_not_sign_one_in(ws: Workspace, rules: Rules) -> None:
    add_user(ws, LI)
    with pytest.raises(WrongPasswordError):
        open_workspace(ws.folder, "hanna", LI.password, rules)


def test_two_users_may_have_the_same_password(ws: Workspace, rules: Rules) -> None:
    add_user(ws, NewUser("li", "Li Na", "LN", frozenset({Role.REVIEWER}), "correct horse"))
    for login in ("hanna", "li"):
        with open_workspace(ws.folder, login, "correct horse", rules) as opened:
            assert opened.user.login == login


def test_the_door_of_a_real_workspace_tells_no_user(created: CreatedWorkspace) -> None:
    door = describe(created.folder)
    assert (door.name, door.demo_users, door.problem) == ("ward", (), None)
    for path in created.folder.iterdir():
        assert b"hanna" not in path.read_bytes().lower() and b"Ward 4" not in path.read_bytes()


def test_the_door_of_a_demo_shows_users_and_passwords(
    tmp_path: Path, hanna: NewUser, cost: KdfCost, rules: Rules
) -> None:
    create_workspace(tmp_path, "Demo", "UTC", hanna, demo=True, cost=cost)
    with open_workspace(tmp_path, "hanna", hanna.password, rules) as ws:
        add_user(ws, NewUser("li", "Li Na", "LN", frozenset({Role.REVIEWER}), "li"))
        change_password(ws, hanna.password, "hanna")
    door = describe(tmp_path)
    assert door.name == "Demo"
    assert [(user.login, user.password) for user in door.demo_users] == [("hanna", "hanna"), ("li", "li")]
    with open_workspace(tmp_path, "hanna", "hanna", rules) as ws:
        (li,) = (user for user in list_users(ws) if user.login == "li")
        remove_user(ws, li.id, li.row_version)
    assert [user.login for user in describe(tmp_path).demo_users] == ["hanna"]


def test_what_stands_in_the_way_is_told_at_the_door(created: CreatedWorkspace, rules: Rules) -> None:
    def problem() -> str | None:
        found = describe(created.folder).problem
        return found.id if found else None

    database, keys = created.folder / "workspace.db", created.folder / "workspace.keys"
    keys.rename(created.folder / "elsewhere")
    assert problem() == "door.keys_missing"
    with pytest.raises(MissingKeysError):
        open_workspace(created.folder, "hanna", "correct horse", rules)
    keys.write_text("nonsense")
    assert problem() == "store.keys_damaged"
    (created.folder / "elsewhere").rename(keys)
    database.unlink()
    assert problem() == "door.no_workspace"
    with pytest.raises(StoreError):
        open_workspace(created.folder, "hanna", "correct horse", rules)


def test_a_file_that_is_no_database_is_told(created: CreatedWorkspace, rules: Rules) -> None:
    (created.folder / "workspace.db").write_bytes(b"not a database " * 1000)
    with pytest.raises(StoreError) as raised:
        open_workspace(created.folder, "hanna", "correct horse", rules)
    assert raised.value.message_id == "store.damaged"


def test_a_newer_workspace_is_told(created: CreatedWorkspace, rules: Rules) -> None:
    with open_workspace(created.folder, "hanna", "correct horse", rules) as ws:
        key = ws.database_key
    raw = connect(created.folder / "workspace.db", key)
    raw.execute("UPDATE alembic_version SET version_num = '2031'")
    raw.close()
    with pytest.raises(NewerWorkspaceError):
        open_workspace(created.folder, "hanna", "correct horse", rules)


def test_a_folder_in_use_is_left_alone(created: CreatedWorkspace, hanna: NewUser, cost: KdfCost) -> None:
    before = {path.name: path.read_bytes() for path in created.folder.iterdir()}
    with pytest.raises(InputError) as raised:
        create_workspace(created.folder, "Again", "UTC", hanna, cost=cost)
    assert raised.value.message_id == "door.folder_in_use"
    assert {path.name: path.read_bytes() for path in created.folder.iterdir()} == before


@pytest.mark.parametrize(
    ("zone", "user", "message"),
    [
        ("Mars/Olympus", LI, "door.unknown_zone"),
        ("UTC", NewUser("li", "Li Na", "LN", frozenset({Role.REVIEWER}), "short"), "users.password_short"),
        ("UTC", NewUser("", "Li Na", "LN", frozenset({Role.REVIEWER}), "long enough"), "users.incomplete"),
        ("UTC", NewUser("li", "Li Na", "LN", frozenset(), "long enough"), "users.incomplete"),
    ],
)
def test_a_workspace_that_cannot_be_made_leaves_nothing(
    tmp_path: Path, zone: str, user: NewUser, message: str
) -> None:
    with pytest.raises(InputError) as raised:
        create_workspace(tmp_path / "ward", "Ward", zone, user)
    assert raised.value.message_id == message
    assert not (tmp_path / "ward").exists()


REFUSED = """
import os, sys
from pathlib import Path
from workstation.domain.case import Role
from workstation.domain.errors import ReadOnlyError
from workstation.services.views import NewUser
from workstation.services.workspace import create_workspace, describe
from workstation.services import workspace
folder = Path(sys.argv[1])
if os.getuid() == 0:
    os.setuid(65534)
print(describe(folder / "ward").problem.id)
try:
    create_workspace(folder / "new", "N", "UTC", NewUser("a", "A", "A", frozenset(Role), "long enough"))
except ReadOnlyError as error:
    print(error.message_id)
"""


def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path, created: CreatedWorkspace) -> None:
    """In a process without root's powers, since root may write everywhere."""
    parents = [each for each in tmp_path.parents if each.is_relative_to("/tmp")]
    for each in parents:
        each.chmod(each.stat().st_mode | 0o011)
    for path, mode in ((tmp_path, 0o555), (created.folder, 0o555)):
        path.chmod(mode)
    for file in created.folder.iterdir():
        file.chmod(0o444)
    command = [sys.executable, "-c", REFUSED, str(tmp_path)]
    ended = subprocess.run(
        command, env={"PYTHONPATH": str(PROJECT)}, capture_output=True, text=True, timeout=60, check=False
    )
    tmp_path.chmod(0o755)
    created.folder.chmod(0o755)
    assert ended.stdout.split() == ["door.folder_refused", "door.folder_refused"], ended.stderr


def test_a_full_disk_loses_only_the_step(ws: Workspace) -> None:
    with pytest.raises(DiskFullError), ws.write() as tx:
        raw = tx.session.connection()
        pages = raw.exec_driver_sql("PRAGMA page_count").scalar_one()
        raw.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        tx.record(audit.WORKSPACE, "fill", "view", "x", None, {"text": "x" * 1_000_000})
    with ws.write() as tx:
        tx.session.connection().exec_driver_sql("PRAGMA max_page_count=1073741823")
    assert [user.login for user in list_users(ws)] == ["hanna"]
    with ws.read() as view:
        assert audit.verify_chain(view.session, audit.WORKSPACE) == ()


def test_the_recovery_key_gives_a_user_a_new_password(created: CreatedWorkspace, rules: Rules) -> None:
    with open_workspace(created.folder, "hanna", "correct horse", rules) as before:
        old = sign_with_password(before, "correct horse", b"message")
    with open_with_recovery(created.folder, created.recovery_key.lower(), "hanna", "new horse!", rules) as ws:
        assert ws.user.login == "hanna"
        new = sign_with_password(ws, "new horse!", b"message")
    assert new.public_key != old.public_key
    assert verify_signature(old.public_key, b"message", old.signature)
    with pytest.raises(WrongPasswordError):
        open_workspace(created.folder, "hanna", "correct horse", rules)


@pytest.mark.parametrize("key", ["AAAA-BBBB", "correct horse"])
def test_nothing_else_is_a_recovery_key(created: CreatedWorkspace, rules: Rules, key: str) -> None:
    with pytest.raises(WrongPasswordError):
        open_with_recovery(created.folder, key, "hanna", "new horse!", rules)
    with pytest.raises(WrongPasswordError):
        open_workspace(created.folder, "hanna", created.recovery_key, rules)


def test_a_changed_password_replaces_the_old_one_and_keeps_the_pair(ws: Workspace, rules: Rules) -> None:
    old = sign_with_password(ws, "correct horse", b"message")
    with pytest.raises(WrongPasswordError):
        change_password(ws, "wrong horse", "new horse!")
    change_password(ws, "correct horse", "new horse!")
    assert sign_with_password(ws, "new horse!", b"message") == old
    with pytest.raises(WrongPasswordError):
        sign_with_password(ws, "correct horse", b"message")
    with pytest.raises(WrongPasswordError):
        open_workspace(ws.folder, "hanna", "correct horse", rules)
    with open_workspace(ws.folder, "hanna", "new horse!", rules) as again:
        assert again.user.id == ws.user.id


def test_only_administrators_add_users(ws: Workspace, other: Workspace) -> None:
    with pytest.raises(NotAllowedError):
        add_user(other, NewUser("x", "X Y", "XY", frozenset({Role.REVIEWER}), "long enough"))
    with pytest.raises(InputError) as raised:
        add_user(ws, NewUser("LI", "Li Bo", "LB", frozenset({Role.REVIEWER}), "long enough"))
    assert raised.value.message_id == "users.login_taken"


def test_a_removed_user_is_kept_but_locked_out(ws: Workspace, other: Workspace, rules: Rules) -> None:
    (li,) = (user for user in list_users(ws) if user.login == "li")
    with pytest.raises(StaleError):
        remove_user(ws, li.id, li.row_version + 1)
    assert remove_user(ws, li.id, li.row_version).id == "users.removed"
    assert [(user.login, user.active) for user in list_users(ws)] == [("hanna", True), ("li", False)]
    with pytest.raises(WrongPasswordError):
        open_workspace(ws.folder, "li", "another horse", rules)
    with pytest.raises(NotAllowedError):
        remove_user(ws, ws.user.id, ws.user.row_version)
    with ws.read() as tx:
        assert audit.verify_chain(tx.session, audit.WORKSPACE) == ()
        assert audit.verify_tables(tx.session, audit.WORKSPACE) == ()


def test_the_sentences_of_the_door_exist(rules: Rules, created: CreatedWorkspace) -> None:
    (created.folder / "workspace.keys").unlink()
    problem = describe(created.folder).problem
    assert problem is not None
    assert "workspace.keys" in rules.catalogue.render(problem, "en")
    assert "workspace.keys" in rules.catalogue.render(problem, "zh")
