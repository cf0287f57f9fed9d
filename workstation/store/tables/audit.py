"""The audit trail: chained events and the head of each chain."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from workstation.store.tables.base import Base


class AuditEvent(Base):
    """One change. `before` and `after` are the canonical JSON of the record; rows are never changed."""

    __tablename__ = "audit_event"
    __table_args__ = (
        Index("ix_audit_event_chain_seq", "chain", "seq", unique=True),
        Index("ix_audit_event_object", "kind", "object_id"),
    )

    key: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    chain: Mapped[str] = mapped_column(String(36))
    seq: Mapped[int]
    at: Mapped[datetime]
    user_id: Mapped[str]
    verb: Mapped[str]
    kind: Mapped[str]
    object_id: Mapped[str]
    before: Mapped[str | None]
    after: Mapped[str | None]
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class AuditHead(Base):
    """The last event of a chain; its row is updated in the transaction of the event."""

    __tablename__ = "audit_head"

    chain: Mapped[str] = mapped_column(String(36), primary_key=True)
    seq: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
