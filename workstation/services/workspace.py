"""The door: making a workspace, describing it before sign-in, opening it."""

import os
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from workstation.domain.case import Role
from workstation.domain.errors import InputError, StoreError, WorkstationError, WrongPasswordError
from workstation.domain.messages import Message
from workstation.services.rules import Rules, load_rules
from workstation.services.views import DemoUser, DoorView, NewUser, UserView
from workstation.store import audit, keys, migrate, people
from workstation.store.cases import workspace_info
from workstation.store.files_on_disk import told_plainly_on_disk
from workstation.store.keys import KdfCost, KeyFile, Secret
from workstation.store.page_text import index_anew
from workstation.store.store import Clock, ReadTx, Store, WriteTx, utc_now
from workstation.store.tables.base import new_id
from workstation.store.tables.people import SigningKey, User, WorkspaceInfo

DATABASE_NAME = "workspace.db"
LEAST_PASSWORD = 8


@dataclass(frozen=True, slots=True)
class CreatedWorkspace:
    """A new workspace and the one chance to print its recovery key."""

    folder: Path
    recovery_key: str
    first_user_id: str


class Workspace:
    """An opened workspace and the person signed in to it; first argument of every verb."""

    def __init__(self, folder: Path, store: Store, rules: Rules, user: UserView, database_key: bytes) -> None:
        self.folder = folder
        self.store = store
        self.rules = rules
        self.user = user
        self.database_key = database_key
        # Pages in a worker at this moment; the reader replaces the set, views show it.
        self.being_read: frozenset[str] = frozenset()
        with store.read() as tx:
            info = workspace_info(tx)
            self.name, self.demo = info.name, info.demo
            self.zone = ZoneInfo(info.time_zone)

    def write(self) -> AbstractContextManager[WriteTx]:
        """One transaction by the signed-in user."""
        return self.store.write(self.user.id)

    def read(self) -> AbstractContextManager[ReadTx]:
        """A snapshot to read from."""
        return self.store.read()

    def today(self) -> date:
        """Today in the zone of the workspace."""
        return self.store.now().astimezone(self.zone).date()

    def close(self) -> None:
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def create_workspace(
    folder: Path,
    name: str,
    time_zone: str,
    first_user: NewUser,
    demo: bool = False,
    cost: KdfCost | None = None,
) -> CreatedWorkspace:
    """Makes `workspace.db` and `workspace.keys` in a folder (made if need be) with its first user.

    `time_zone`: an IANA name that defines today. `demo`: the door shows users and passwords. `cost`: of the
    password's derivation, cheap in tests only. Raises InputError for a folder in use, an unknown zone or a
    short password, StoreError for a full disk or a refused folder; then nothing is left behind.
    """
    _check_zone(time_zone)
    check_new_user(first_user, demo)
    with told_plainly_on_disk(folder):
        folder.mkdir(parents=True, exist_ok=True)
    if any((folder / file).exists() for file in (DATABASE_NAME, keys.KEYS_NAME)):
        raise InputError("door.folder_in_use", folder=str(folder))
    try:
        return _create(folder, name, time_zone, first_user, demo, cost or KdfCost())
    except BaseException:
        _remove(folder)
        raise


def _create(
    folder: Path, name: str, time_zone: str, first_user: NewUser, demo: bool, cost: KdfCost
) -> CreatedWorkspace:
    recovery_key, database_key = keys.new_recovery_key(), keys.new_database_key()
    file = KeyFile.new(cost, {"name": name, "users": []} if demo else None)
    file, recovery_slot = file.with_slot(file.derive(keys.recovery_secret(recovery_key)), database_key)
    secret = file.derive(first_user.password)
    file, slot = file.with_slot(secret, database_key)
    file = with_demo_user(file, first_user)
    keys.save(folder, file)
    migrate.bring_up_to_date(folder / DATABASE_NAME, database_key, create=True)
    user_id = new_id()
    with Store(folder / DATABASE_NAME, database_key) as store, store.write(user_id) as tx:
        info = WorkspaceInfo(
            name=name, time_zone=time_zone, demo=demo, recovery_slot=recovery_slot, created_at=tx.now
        )
        tx.add(audit.WORKSPACE, "create_workspace", info)
        add_user_rows(tx, user_id, first_user, slot, secret)
    return CreatedWorkspace(folder, recovery_key, user_id)


def _remove(folder: Path) -> None:
    for name in (DATABASE_NAME, keys.KEYS_NAME):
        for ending in ("", "-wal", "-shm", ".bak"):
            (folder / (name + ending)).unlink(missing_ok=True)


def _check_zone(time_zone: str) -> None:
    try:
        ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise InputError("door.unknown_zone", zone=time_zone) from error


def check_new_user(new: NewUser, demo: bool) -> None:
    """Raises InputError when a name is missing or the password is too short (a demo's may be short)."""
    if not (new.login.strip() and new.printed_name.strip() and new.initials.strip() and new.roles):
        raise InputError("users.incomplete")
    check_password(new.password, demo)


def check_password(password: str, demo: bool) -> None:
    if len(password) < (1 if demo else LEAST_PASSWORD):
        raise InputError("users.password_short", least=LEAST_PASSWORD)


def with_demo_user(file: KeyFile, new: NewUser) -> KeyFile:
    """The key file of a demo workspace with one more user for its door; any other file as it is."""
    if not file.demo:
        return file
    shown = {
        "login": new.login,
        "printed_name": new.printed_name,
        "password": new.password,
        "roles": sorted(role.value for role in new.roles),
    }
    return replace(file, demo={**file.demo, "users": [*file.demo["users"], shown]})


def with_demo_password(file: KeyFile, login: str, password: str | None) -> KeyFile:
    """The key file of a demo workspace whose door shows this user's new password, or (None) not this user."""
    if not file.demo:
        return file
    users = [
        {**shown, "password": password} if shown["login"] == login else shown
        for shown in file.demo["users"]
        if password is not None or shown["login"] != login
    ]
    return replace(file, demo={**file.demo, "users": users})


def add_user_rows(tx: WriteTx, user_id: str, new: NewUser, slot: str, secret: Secret) -> None:
    """Writes a user and the pair the user signs with."""
    row = User(
        id=user_id,
        login=new.login.strip(),
        printed_name=new.printed_name.strip(),
        initials=new.initials.strip(),
        roles=sorted(role.value for role in new.roles),
        key_slot=slot,
        created_at=tx.now,
    )
    tx.add(audit.WORKSPACE, "add_user", row)
    add_signing_key(tx, user_id, secret)


def add_signing_key(tx: WriteTx, user_id: str, secret: Secret) -> None:
    """A fresh pair for a user; the private key opens with the password behind `secret`."""
    public, wrapped = keys.new_signing_pair(secret)
    row = SigningKey(
        user_id=user_id, public_key=public, wrapped_private=wrapped, created_at=tx.now, retired_at=None
    )
    tx.add(audit.WORKSPACE, "add_signing_key", row)


def describe(folder: Path) -> DoorView:
    """What can be known without a password: the name, a demo's users, and what stands in the way."""
    try:
        file = _ready(folder)
    except WorkstationError as error:
        return DoorView(folder.name, (), Message(error.message_id, error.params))
    return DoorView(str(file.demo.get("name", folder.name)), _demo_users(file.demo), None)


def _demo_users(demo: Any) -> tuple[DemoUser, ...]:
    return tuple(
        DemoUser(u["login"], u["printed_name"], u["password"], frozenset(Role(role) for role in u["roles"]))
        for u in demo.get("users", ())
    )


def _ready(folder: Path) -> KeyFile:
    """The key file of a folder that can be opened; a StoreError that says what is missing."""
    if not (folder / DATABASE_NAME).is_file():
        raise StoreError("door.no_workspace", folder=str(folder))
    file = keys.load(folder)
    if (folder / DATABASE_NAME).stat().st_size == 0:
        raise StoreError("store.damaged")  # opening it would write into it
    if not os.access(folder, os.W_OK) or not os.access(folder / DATABASE_NAME, os.W_OK):
        raise keys.refused(folder)
    return file


def open_workspace(
    folder: Path, login: str, password: str, rules: Rules | None = None, clock: Clock = utc_now
) -> Workspace:
    """Opens a workspace for one of its users.

    Raises WrongPasswordError (also for an unknown or removed user), MissingKeysError, NewerWorkspaceError,
    ReadOnlyError, or another StoreError with its sentence.
    """
    file = _ready(folder)
    database_key, opened = file.open(file.derive(password))
    migrate.bring_up_to_date(folder / DATABASE_NAME, database_key)
    store = Store(folder / DATABASE_NAME, database_key, clock)
    try:
        with store.read() as tx:
            row = people.user_by_login(tx, login)
            if row is None or not row.active or row.key_slot not in opened:
                raise WrongPasswordError("door.wrong_password")
            user = user_view(row)
        index_anew(store, user.id)
        return Workspace(folder, store, rules or load_rules(), user, database_key)
    except BaseException:
        store.close()
        raise


def open_with_recovery(
    folder: Path,
    recovery_key: str,
    login: str,
    new_password: str,
    rules: Rules | None = None,
    clock: Clock = utc_now,
) -> Workspace:
    """Opens a workspace with the printed recovery key and gives one user a new password.

    The user signs with a fresh pair from now on, since the old one was wrapped under the lost password.
    """
    file = _ready(folder)
    database_key, opened = file.open(file.derive(keys.recovery_secret(recovery_key)))
    migrate.bring_up_to_date(folder / DATABASE_NAME, database_key)
    with Store(folder / DATABASE_NAME, database_key, clock) as store:
        with store.read() as tx:
            info, row = workspace_info(tx), people.user_by_login(tx, login)
            if info.recovery_slot not in opened or row is None or not row.active:
                raise WrongPasswordError("door.wrong_recovery_key")
            check_password(new_password, info.demo)
            user_id, login, old_slot = row.id, row.login, row.key_slot
        secret = file.derive(new_password)
        file, slot = file.with_slot(secret, database_key)
        keys.save(folder, file)
        with store.write(user_id) as tx:
            _give_new_key(tx, user_id, slot, secret)
        file = with_demo_password(file.without_slot(old_slot or ""), login, new_password)
        keys.save(folder, file)
    return open_workspace(folder, login, new_password, rules, clock)


def _give_new_key(tx: WriteTx, user_id: str, slot: str, secret: Secret) -> None:
    with tx.changing(audit.WORKSPACE, "recover", row := people.user(tx, user_id)):
        row.key_slot = slot
    retire_signing_key(tx, user_id)
    add_signing_key(tx, user_id, secret)


def retire_signing_key(tx: WriteTx, user_id: str) -> None:
    """Forgets the private half; the public half stays, so that old signatures can be checked."""
    pair = people.signing_key(tx, user_id)
    if pair is not None:
        with tx.changing(audit.WORKSPACE, "retire_signing_key", pair):
            pair.wrapped_private, pair.retired_at = None, tx.now


def user_view(row: User) -> UserView:
    """A user as the window shows one."""
    return UserView(
        row.id,
        row.login,
        row.printed_name,
        row.initials,
        frozenset(Role(role) for role in row.roles),
        row.active,
        row.row_version,
    )
