"""Patients, their cases, and the reviews of a case."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workstation.store.tables.base import Base, Identified, Versioned


class Patient(Identified, Versioned, Base):
    """A person the department was asked about; `birth` is a clinical date as JSON."""

    __tablename__ = "patient"

    name: Mapped[str]
    birth: Mapped[dict[str, Any] | None]
    sex: Mapped[str | None]
    record_number: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]


class PatientAlias(Identified, Base):
    """Another spelling of the same person: characters, pinyin in either order, a former name."""

    __tablename__ = "patient_alias"
    __table_args__ = (UniqueConstraint("patient_id", "name"),)

    patient_id: Mapped[str] = mapped_column(ForeignKey("patient.id"))
    name: Mapped[str]
    created_at: Mapped[datetime]


class Case(Identified, Versioned, Base):
    """One question about one patient. `number` is the readable number without the workspace's prefix."""

    __tablename__ = "case"

    number: Mapped[int] = mapped_column(unique=True)
    patient_id: Mapped[str] = mapped_column(ForeignKey("patient.id"), index=True)
    question: Mapped[str] = mapped_column(default="")
    referrer: Mapped[str] = mapped_column(default="")
    referrer_place: Mapped[str] = mapped_column(default="")
    status: Mapped[str]
    urgency: Mapped[str]
    urgency_reason: Mapped[str] = mapped_column(default="")
    owner_id: Mapped[str | None] = mapped_column(ForeignKey("user.id"))
    owned_since: Mapped[datetime | None]
    received_at: Mapped[datetime]
    due_on: Mapped[date | None]
    deferred_until: Mapped[date | None]
    deferred_reason: Mapped[str] = mapped_column(default="")
    waiting_for: Mapped[list[str]] = mapped_column(default=list)
    in_bin_since: Mapped[datetime | None]


class Review(Identified, Versioned, Base):
    """One reading of a case by one reviewer: first, second, adjudication or amendment."""

    __tablename__ = "review"
    __table_args__ = (UniqueConstraint("case_id", "position"),)

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"))
    kind: Mapped[str] = mapped_column(default="first")
    position: Mapped[int] = mapped_column(default=1)
    as_of: Mapped[date]
    opened_at: Mapped[datetime]
