"""Files byte for byte, the documents made of their pages, and what has been looked at."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workstation.store.tables.base import Base, Identified, Versioned


class File(Identified, Base):
    """The bytes of one import, stored once per workspace; never changed. `password` opens it if it asks."""

    __tablename__ = "file"

    sha256: Mapped[str] = mapped_column(unique=True)
    size: Mapped[int]
    media: Mapped[str]
    password: Mapped[str | None]
    added_at: Mapped[datetime]


class FileChunk(Base):
    """One mebibyte of a file (the last one less)."""

    __tablename__ = "file_chunk"

    file_id: Mapped[str] = mapped_column(ForeignKey("file.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class CaseFile(Identified, Base):
    """A file was put into a case, under this name, by this person."""

    __tablename__ = "case_file"
    __table_args__ = (UniqueConstraint("case_id", "file_id"),)

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"))
    file_id: Mapped[str] = mapped_column(ForeignKey("file.id"), index=True)
    name: Mapped[str]
    added_by: Mapped[str] = mapped_column(ForeignKey("user.id"))
    added_at: Mapped[datetime]


class Page(Identified, Base):
    """Page `index` (from 0) of a file; width and height in the unit of the source (points or pixels)."""

    __tablename__ = "page"
    __table_args__ = (UniqueConstraint("file_id", "index"),)

    file_id: Mapped[str] = mapped_column(ForeignKey("file.id"))
    index: Mapped[int]
    width: Mapped[float]
    height: Mapped[float]
    has_text: Mapped[bool]


class PagePicture(Base):
    """The small JPEG of a page that can be shown before its file is open."""

    __tablename__ = "page_picture"

    page_id: Mapped[str] = mapped_column(ForeignKey("page.id"), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class Document(Identified, Versioned, Base):
    """An ordered list of pages in a case; `date` is a clinical date as JSON."""

    __tablename__ = "document"
    __table_args__ = (Index("ix_document_case_id_position", "case_id", "position"),)

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"))
    position: Mapped[int]
    type: Mapped[str] = mapped_column(default="other")
    title: Mapped[str] = mapped_column(default="")
    date: Mapped[dict[str, Any] | None]
    hospital: Mapped[str] = mapped_column(default="")
    author: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    grade: Mapped[str] = mapped_column(default="")
    set_aside_reason: Mapped[str | None]
    set_aside_by: Mapped[str | None] = mapped_column(ForeignKey("user.id"))


class DocumentPage(Base):
    """Page `position` (from 1) of a document; a page may be in two documents."""

    __tablename__ = "document_page"

    document_id: Mapped[str] = mapped_column(ForeignKey("document.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[str] = mapped_column(ForeignKey("page.id"), index=True)


class DocumentLink(Identified, Versioned, Base):
    """`document_id` is a translation, a copy or a newer version of `other_id` (`kind`), as a reviewer says."""

    __tablename__ = "document_link"
    __table_args__ = (UniqueConstraint("document_id", "other_id"),)

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("document.id"))
    other_id: Mapped[str] = mapped_column(ForeignKey("document.id"))
    kind: Mapped[str] = mapped_column(String(16))
    linked_by: Mapped[str] = mapped_column(ForeignKey("user.id"))
    linked_at: Mapped[datetime]


class PageSeen(Base):
    """This user has had this page of this case on screen."""

    __tablename__ = "page_seen"

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), primary_key=True)
    page_id: Mapped[str] = mapped_column(ForeignKey("page.id"), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"), primary_key=True)
    seen_at: Mapped[datetime]


class PageTurn(Versioned, Base):
    """Degrees clockwise by which a reviewer turned the view of a page; the file stays as it is."""

    __tablename__ = "page_turn"

    page_id: Mapped[str] = mapped_column(ForeignKey("page.id"), primary_key=True)
    turn: Mapped[int]


class ViewState(Base):
    """Where a user was in a document: page, zoom, scroll."""

    __tablename__ = "view_state"

    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"), primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("document.id"), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    state: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]
