"""Who works here: adding and removing people, passwords, and signing with one."""

from dataclasses import dataclass

from workstation.domain.case import Role
from workstation.domain.errors import InputError, NotAllowedError, WrongPasswordError
from workstation.domain.messages import Message
from workstation.services.views import NewUser, UserView
from workstation.services.workspace import (
    Workspace,
    add_user_rows,
    check_new_user,
    check_password,
    retire_signing_key,
    user_view,
    with_demo_password,
    with_demo_user,
)
from workstation.store import audit, keys, people
from workstation.store.keys import KeyFile, Secret
from workstation.store.store import ReadTx
from workstation.store.tables.base import new_id
from workstation.store.tables.people import User


@dataclass(frozen=True, slots=True)
class SignedBytes:
    """An Ed25519 signature and the public key it is checked with, both as hex."""

    public_key: str
    signature: str


def list_users(ws: Workspace) -> tuple[UserView, ...]:
    """Everybody, the removed included (`active` False), by printed name."""
    with ws.read() as tx:
        return tuple(user_view(row) for row in people.users(tx))


def add_user(ws: Workspace, new: NewUser) -> UserView:
    """Adds a person; administrators only. Raises InputError for a user name that is taken."""
    _require_administrator(ws)
    check_new_user(new, ws.demo)
    with ws.read() as tx:
        if people.user_by_login(tx, new.login) is not None:
            raise InputError("users.login_taken", login=new.login.strip())
    file = keys.load(ws.folder)
    secret = file.derive(new.password)
    file, slot = file.with_slot(secret, ws.database_key)
    # The key file first: a slot that no user names opens nothing for anybody.
    keys.save(ws.folder, with_demo_user(file, new))
    user_id = new_id()
    with ws.write() as tx:
        add_user_rows(tx, user_id, new, slot, secret)
        return user_view(people.user(tx, user_id))


def change_password(ws: Workspace, old: str, new: str) -> None:
    """A new password for the signed-in user; WrongPasswordError when the old one is not right."""
    check_password(new, ws.demo)
    file = keys.load(ws.folder)
    old_secret = _own_secret(ws, file, old)
    new_secret = file.derive(new)
    both, slot = file.with_slot(new_secret, ws.database_key)
    keys.save(ws.folder, both)
    with ws.write() as tx:
        row, pair = people.user(tx, ws.user.id), people.signing_key(tx, ws.user.id)
        old_slot = row.key_slot or ""
        with tx.changing(audit.WORKSPACE, "change_password", row):
            row.key_slot = slot
        if pair is not None and pair.wrapped_private is not None:
            with tx.changing(audit.WORKSPACE, "rewrap_signing_key", pair):
                pair.wrapped_private = keys.rewrap_signing(pair.wrapped_private, old_secret, new_secret)
    keys.save(ws.folder, with_demo_password(both.without_slot(old_slot), ws.user.login, new))


def remove_user(ws: Workspace, user_id: str, row_version: int) -> Message:
    """Takes a person's access away; administrators only, and never one's own.

    The sentence that comes back says what removal does not do: someone who kept a copy of both files and the
    password can still open that copy.
    """
    _require_administrator(ws)
    if user_id == ws.user.id:
        raise NotAllowedError("users.not_yourself")
    with ws.write() as tx:
        row = people.user(tx, user_id)
        slot, login, name = row.key_slot or "", row.login, row.printed_name
        with tx.changing(audit.WORKSPACE, "remove_user", row, row_version):
            row.active, row.key_slot = False, None
        retire_signing_key(tx, user_id)
    keys.save(ws.folder, with_demo_password(keys.load(ws.folder).without_slot(slot), login, None))
    return Message("users.removed", {"name": name})


def sign_with_password(ws: Workspace, password: str, message: bytes) -> SignedBytes:
    """Signs bytes with the key of the signed-in user, unwrapped by the password typed again.

    Raises WrongPasswordError.
    """
    secret = _own_secret(ws, keys.load(ws.folder), password)
    with ws.read() as tx:
        pair = people.signing_key(tx, ws.user.id)
        if pair is None or pair.wrapped_private is None:
            raise NotAllowedError("users.no_signing_key")
        return SignedBytes(pair.public_key, keys.sign(pair.wrapped_private, secret, message))


def verify_signature(public_key: str, message: bytes, signature: str) -> bool:
    """Whether a signature (hex) over the bytes was made with this public key (hex)."""
    return keys.verify(public_key, message, signature)


def require_role(ws: Workspace, role: Role) -> None:
    """Raises NotAllowedError when the signed-in user does not hold the role."""
    if role not in ws.user.roles:
        raise NotAllowedError(f"case.needs_role.{role.value}")


def _require_administrator(ws: Workspace) -> None:
    require_role(ws, Role.ADMINISTRATOR)


def _own_secret(ws: Workspace, file: KeyFile, password: str) -> Secret:
    secret = file.derive(password)
    _, opened = file.open(secret)
    with ws.read() as tx:
        if _signed_in(ws, tx).key_slot not in opened:
            raise WrongPasswordError("door.wrong_password")
    return secret


def _signed_in(ws: Workspace, tx: ReadTx) -> User:
    return people.user(tx, ws.user.id)
