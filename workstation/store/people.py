"""Users, their signing keys and settings."""

from sqlalchemy import func, select

from workstation.domain.errors import NotFoundError
from workstation.store.store import ReadTx
from workstation.store.tables.people import SigningKey, User, UserSetting


def user(tx: ReadTx, user_id: str) -> User:
    """The user, also one who has been removed; NotFoundError when there is none."""
    row = tx.session.get(User, user_id)
    if row is None:
        raise NotFoundError("store.no_such_user")
    return row


def user_by_login(tx: ReadTx, login: str) -> User | None:
    """The user who signs in with this name, upper or lower case alike."""
    return tx.session.scalar(select(User).where(func.lower(User.login) == login.strip().lower()))


def users(tx: ReadTx) -> tuple[User, ...]:
    """Everybody, the removed included, by printed name."""
    return tuple(tx.session.scalars(select(User).order_by(User.printed_name, User.id)))


def signing_key(tx: ReadTx, user_id: str) -> SigningKey | None:
    """The pair a user signs with now."""
    query = select(SigningKey).where(SigningKey.user_id == user_id, SigningKey.retired_at.is_(None))
    return tx.session.scalar(query)


def setting(tx: ReadTx, user_id: str, name: str) -> dict[str, object] | None:
    """What a user has set, or None."""
    row = tx.session.get(UserSetting, (user_id, name))
    return row.value if row else None
