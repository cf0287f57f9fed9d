"""The workspace, the people who work in it, and what each of them has set."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from workstation.store.tables.base import Base, Identified, Versioned


class WorkspaceInfo(Identified, Versioned, Base):
    """The one row that says which workspace this is; `next_case_number` is taken by each new case."""

    __tablename__ = "workspace"

    name: Mapped[str]
    time_zone: Mapped[str]
    case_prefix: Mapped[str] = mapped_column(default="LY")
    next_case_number: Mapped[int] = mapped_column(default=1)
    demo: Mapped[bool] = mapped_column(default=False)
    recovery_slot: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[datetime]


class User(Identified, Versioned, Base):
    """A person. `key_slot` names the slot of the key file that this person's password opens."""

    __tablename__ = "user"

    login: Mapped[str] = mapped_column(unique=True)
    printed_name: Mapped[str]
    initials: Mapped[str]
    roles: Mapped[list[str]]
    active: Mapped[bool] = mapped_column(default=True)
    key_slot: Mapped[str | None] = mapped_column(String(36))
    created_at: Mapped[datetime]


class SigningKey(Identified, Versioned, Base):
    """An Ed25519 pair. The public half is never deleted; the private half is wrapped under the password."""

    __tablename__ = "signing_key"

    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"), index=True)
    public_key: Mapped[str]
    wrapped_private: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class UserSetting(Base):
    """One remembered preference of one user."""

    __tablename__ = "user_setting"

    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[dict[str, Any]]
