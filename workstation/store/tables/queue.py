"""The queue, one row per case: written with every change, and rebuildable."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from workstation.store.tables.base import Base


class QueueEntry(Base):
    """What the queue shows of a case; nothing here is true that is not true in the other tables."""

    __tablename__ = "queue_row"
    __table_args__ = (
        Index("ix_queue_row_order", "status", "owner_id", "urgency_rank", "due_on", "number"),
        Index("ix_queue_row_owner", "owner_id", "status"),
    )

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), primary_key=True)
    number: Mapped[int]
    number_text: Mapped[str]
    patient_name: Mapped[str]
    sex: Mapped[str | None]
    birth: Mapped[dict[str, Any] | None]
    question: Mapped[str]
    status: Mapped[str]
    urgency: Mapped[str]
    urgency_rank: Mapped[int]
    urgency_reason: Mapped[str]
    owner_id: Mapped[str | None]
    owner_initials: Mapped[str]
    received_at: Mapped[datetime]
    due_on: Mapped[date | None]
    deferred_until: Mapped[date | None]
    in_bin: Mapped[bool]
    documents: Mapped[int]
    pages: Mapped[int]
    pages_read: Mapped[int]
    pages_failed: Mapped[int]
    missing: Mapped[int] = mapped_column(default=0)
    conflicts: Mapped[int] = mapped_column(default=0)
    computed: Mapped[str | None]
    computed_for: Mapped[dict[str, Any] | None]
    search_text: Mapped[str]
    row_version: Mapped[int]
