"""What reviewers establish: findings with their evidence, decisions about them, and the steps to undo."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workstation.store.tables.base import Base, Identified, Versioned


class FindingGroup(Identified, Versioned, Base):
    """One of several of a kind: an episode, a relapse. `position` (from 1) is the reviewer's order."""

    __tablename__ = "finding_group"

    review_id: Mapped[str] = mapped_column(ForeignKey("review.id"), index=True)
    kind: Mapped[str]
    position: Mapped[int]


class Finding(Identified, Versioned, Base):
    """One answer to one field. `value` is the value's JSON, None when it was looked for and not found."""

    __tablename__ = "finding"
    __table_args__ = (Index("ix_finding_review_id_field_id", "review_id", "field_id"),)

    review_id: Mapped[str] = mapped_column(ForeignKey("review.id"))
    field_id: Mapped[str]
    group_id: Mapped[str | None] = mapped_column(ForeignKey("finding_group.id"))
    state: Mapped[str]
    value: Mapped[dict[str, Any] | None]
    raw: Mapped[str] = mapped_column(default="")
    standing: Mapped[str] = mapped_column(default="stands")
    searched: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(default="")
    changed_at: Mapped[datetime]


class EvidenceRow(Identified, Base):
    """A place a finding was read from. Quads and confidence in millionths."""

    __tablename__ = "evidence"

    finding_id: Mapped[str] = mapped_column(ForeignKey("finding.id"), index=True)
    page_id: Mapped[str] = mapped_column(ForeignKey("page.id"), index=True)
    file_sha256: Mapped[str]
    quads: Mapped[list[Any]]
    quote: Mapped[str] = mapped_column(default="")
    polarity: Mapped[str]
    confidence: Mapped[int | None]
    reading_version: Mapped[str | None]
    added_by: Mapped[str] = mapped_column(ForeignKey("user.id"))
    added_at: Mapped[datetime]


class ConflictDecisionRow(Identified, Versioned, Base):
    """What was decided about two values of one field: resolved, or explained and left open."""

    __tablename__ = "conflict_decision"
    __table_args__ = (Index("ix_conflict_decision_review_id_field_id", "review_id", "field_id"),)

    review_id: Mapped[str] = mapped_column(ForeignKey("review.id"))
    field_id: Mapped[str]
    group_id: Mapped[str | None] = mapped_column(ForeignKey("finding_group.id"))
    kind: Mapped[str]
    text: Mapped[str]
    decided_by: Mapped[str] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime]


class LineOverrideRow(Identified, Versioned, Base):
    """A reviewer's own line number for an episode, with the reason."""

    __tablename__ = "line_override"
    __table_args__ = (UniqueConstraint("review_id", "group_id"),)

    review_id: Mapped[str] = mapped_column(ForeignKey("review.id"))
    group_id: Mapped[str] = mapped_column(ForeignKey("finding_group.id"))
    line: Mapped[int]
    reason: Mapped[str]


class UndoStep(Base):
    """One change of the record by one reviewer: `changes` holds every touched row before and after.

    A means of work, not part of the record: undoing writes the inverse as new audit events. `audit_seq`: the
    last event of the case's chain when the step was done; `undone`: it waits to be done again.
    """

    __tablename__ = "undo_step"
    __table_args__ = (Index("ix_undo_step_case_id_user_id", "case_id", "user_id", "key"),)

    key: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"))
    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    verb: Mapped[str]
    field_id: Mapped[str | None]
    group_id: Mapped[str | None]
    changes: Mapped[list[Any]]
    audit_seq: Mapped[int]
    undone: Mapped[bool] = mapped_column(default=False)
    done_at: Mapped[datetime]
