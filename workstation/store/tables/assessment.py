"""The draft recommendation, the immutable versions made from it, their signatures, and the discussion."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workstation.store.tables.base import Base, Identified, Versioned


class Assessment(Identified, Versioned, Base):
    """The reviewer's recommendation while it can still change; one per review."""

    __tablename__ = "assessment"

    review_id: Mapped[str] = mapped_column(ForeignKey("review.id"), unique=True)
    kind: Mapped[str | None]
    set_ids: Mapped[list[str]] = mapped_column(default=list)
    rationale: Mapped[str] = mapped_column(default="")
    differing_reason: Mapped[str] = mapped_column(default="")


class AssessmentVersion(Identified, Base):
    """What was submitted: the canonical JSON of the record and its SHA-256. Never changed, never deleted."""

    __tablename__ = "assessment_version"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"))
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id"))
    number: Mapped[int]
    record: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str]
    author_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    submitted_at: Mapped[datetime]


class Crop(Base):
    """A picture of a cited place (PNG), stored once under its SHA-256."""

    __tablename__ = "crop"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class VersionCrop(Base):
    """A version names this crop."""

    __tablename__ = "version_crop"

    version_id: Mapped[str] = mapped_column(ForeignKey("assessment_version.id"), primary_key=True)
    crop_sha256: Mapped[str] = mapped_column(ForeignKey("crop.sha256"), primary_key=True)


class Signature(Identified, Base):
    """An Ed25519 signature over the statement (canonical JSON) that holds the version's hash."""

    __tablename__ = "signature"

    version_id: Mapped[str] = mapped_column(ForeignKey("assessment_version.id"), unique=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    statement: Mapped[str]
    public_key: Mapped[str]
    signature: Mapped[str]
    signed_at: Mapped[datetime]


class Comment(Identified, Versioned, Base):
    """A remark on the case, a field, or a page; open until somebody settles it."""

    __tablename__ = "comment"

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    field_id: Mapped[str | None]
    group_id: Mapped[str | None]
    page_id: Mapped[str | None] = mapped_column(ForeignKey("page.id"))
    text: Mapped[str]
    author_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    written_at: Mapped[datetime]
    settled_by: Mapped[str | None] = mapped_column(ForeignKey("user.id"))
    settled_at: Mapped[datetime | None]
