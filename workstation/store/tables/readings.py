"""What was read from a page, what is still to be read, and what reviewers corrected."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workstation.store.tables.base import Base, Identified, Versioned


class Reading(Identified, Base):
    """One reading of a page by one version of one engine. Turn in degrees, skew in degrees.

    `conditions`: names of what makes the page hard to read ("faint", "glare", …), as the reading room found them.
    """

    __tablename__ = "reading"
    __table_args__ = (UniqueConstraint("page_id", "engine", "engine_version"),)

    page_id: Mapped[str] = mapped_column(ForeignKey("page.id"))
    engine: Mapped[str]
    engine_version: Mapped[str]
    language: Mapped[str]
    turn: Mapped[int]
    skew: Mapped[float]
    seconds: Mapped[float]
    confidence: Mapped[float | None]
    text: Mapped[str]
    conditions: Mapped[list[str]]
    read_at: Mapped[datetime]


class Word(Base):
    """Word `position` (from 0) of a reading in reading order; TL, TR, BR, BL in millionths of the page.

    `engine`: which engine read this word. `borders`: where each letter but the first begins, in millionths of the
    word's length; none where that was not measured.
    """

    __tablename__ = "word"
    __table_args__ = ({"sqlite_with_rowid": False},)

    reading_id: Mapped[str] = mapped_column(ForeignKey("reading.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    quad: Mapped[list[int]]
    confidence: Mapped[float]
    line: Mapped[int]
    block: Mapped[int]
    engine: Mapped[str]
    borders: Mapped[list[int] | None]


class ReadingTask(Base):
    """A page that waits to be read, or could not be: then `problem` is the message that says why.

    `wanted`: 0, or a number that grows each time somebody asks for pages to be read next. `language`: en or zh where
    somebody asked for one, else "".
    """

    __tablename__ = "reading_task"
    __table_args__ = (Index("ix_reading_task_state", "state", "added_at"),)

    page_id: Mapped[str] = mapped_column(ForeignKey("page.id"), primary_key=True)
    state: Mapped[str] = mapped_column(String(8), default="waiting")
    problem: Mapped[dict[str, Any] | None]
    added_at: Mapped[datetime]
    wanted: Mapped[int] = mapped_column(default=0)
    language: Mapped[str] = mapped_column(default="")


class Correction(Identified, Versioned, Base):
    """A reviewer's text for a spot of a page, laid over every reading, old and new."""

    __tablename__ = "correction"

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    page_id: Mapped[str] = mapped_column(ForeignKey("page.id"), index=True)
    quad: Mapped[list[int]]
    old_text: Mapped[str]
    new_text: Mapped[str]
    made_by: Mapped[str] = mapped_column(ForeignKey("user.id"))
    made_at: Mapped[datetime]


class PageByEye(Identified, Versioned, Base):
    """This reviewer read a page of this case by eye, because no engine can."""

    __tablename__ = "page_by_eye"
    __table_args__ = (UniqueConstraint("case_id", "page_id"),)

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"))
    page_id: Mapped[str] = mapped_column(ForeignKey("page.id"), index=True)
    reviewed_by: Mapped[str] = mapped_column(ForeignKey("user.id"))
    reviewed_at: Mapped[datetime]


class PageIndex(Base):
    """The integer under which the full-text index knows a page, and the letters of the page as `find` compares them.

    `rules`: by which the page was taken apart; `starts`: where its units begin, see `search_letters`.
    """

    __tablename__ = "page_index"

    key: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    page_id: Mapped[str] = mapped_column(ForeignKey("page.id"), unique=True)
    rules: Mapped[int] = mapped_column(default=0)
    alike: Mapped[str] = mapped_column(default="")
    written: Mapped[str] = mapped_column(default="")
    starts: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
