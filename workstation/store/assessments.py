"""Drafts, versions, signatures and comments: what services look up and store."""

from collections.abc import Iterable

from sqlalchemy import func, select

from workstation.domain.errors import NotFoundError
from workstation.store import audit
from workstation.store.store import ReadTx, WriteTx
from workstation.store.tables.assessment import (
    Assessment,
    AssessmentVersion,
    Comment,
    Crop,
    Signature,
    VersionCrop,
)
from workstation.store.tables.files import CaseFile, File, PageSeen


def draft(tx: ReadTx, review_id: str) -> Assessment | None:
    """The reviewer's draft, None before anything was recorded."""
    return tx.session.scalar(select(Assessment).where(Assessment.review_id == review_id))


def version(tx: ReadTx, version_id: str) -> AssessmentVersion:
    """The version; NotFoundError when there is none."""
    row = tx.session.get(AssessmentVersion, version_id)
    if row is None:
        raise NotFoundError("assessment.no_such_version")
    return row


def versions(tx: ReadTx, case_id: str) -> tuple[AssessmentVersion, ...]:
    """Every version of a case, first to last."""
    query = select(AssessmentVersion).where(AssessmentVersion.case_id == case_id)
    return tuple(tx.session.scalars(query.order_by(AssessmentVersion.number)))


def last_version(tx: ReadTx, case_id: str) -> AssessmentVersion | None:
    query = select(AssessmentVersion).where(AssessmentVersion.case_id == case_id)
    return tx.session.scalar(query.order_by(AssessmentVersion.number.desc()).limit(1))


def next_number(tx: ReadTx, case_id: str) -> int:
    last = tx.session.scalar(
        select(func.max(AssessmentVersion.number)).where(AssessmentVersion.case_id == case_id)
    )
    return (last or 0) + 1


def signature_of(tx: ReadTx, version_id: str) -> Signature | None:
    return tx.session.scalar(select(Signature).where(Signature.version_id == version_id))


def add_crops(tx: WriteTx, version_id: str, crops: Iterable[tuple[str, bytes]]) -> None:
    """Stores the pictures a version names, each once in the workspace. `crops`: SHA-256 and PNG bytes."""
    for sha256, data in crops:
        if tx.session.get(Crop, sha256) is None:
            tx.session.add(Crop(sha256=sha256, data=data))
            tx.session.flush()
        tx.session.add(VersionCrop(version_id=version_id, crop_sha256=sha256))
    tx.session.flush()


def crops_of(tx: ReadTx, version_id: str) -> dict[str, bytes]:
    """The pictures of a version by SHA-256."""
    query = (
        select(Crop.sha256, Crop.data)
        .join(VersionCrop, VersionCrop.crop_sha256 == Crop.sha256)
        .where(VersionCrop.version_id == version_id)
    )
    return {row.sha256: row.data for row in tx.session.execute(query)}


def crop(tx: ReadTx, sha256: str) -> bytes:
    """One picture; NotFoundError when there is none."""
    row = tx.session.get(Crop, sha256)
    if row is None:
        raise NotFoundError("assessment.no_such_crop")
    return row.data


def comments(tx: ReadTx, case_id: str) -> tuple[Comment, ...]:
    """Every comment of a case, oldest first."""
    return tuple(tx.session.scalars(select(Comment).where(Comment.case_id == case_id).order_by(Comment.id)))


def comment(tx: ReadTx, comment_id: str) -> Comment:
    """The comment; NotFoundError when there is none."""
    row = tx.session.get(Comment, comment_id)
    if row is None:
        raise NotFoundError("discussion.no_such_comment")
    return row


def seen_pages(tx: ReadTx, case_id: str, user_id: str) -> frozenset[str]:
    """Pages of the case that this user has had on screen."""
    query = select(PageSeen.page_id).where(PageSeen.case_id == case_id, PageSeen.user_id == user_id)
    return frozenset(tx.session.scalars(query))


def files_of(tx: ReadTx, case_id: str) -> tuple[tuple[str, str, str, int], ...]:
    """Id, SHA-256, name and size of every file of the case, in the order they came."""
    query = (
        select(File.id, File.sha256, CaseFile.name, File.size)
        .join(CaseFile, CaseFile.file_id == File.id)
        .where(CaseFile.case_id == case_id)
        .order_by(CaseFile.id)
    )
    return tuple((row.id, row.sha256, row.name, row.size) for row in tx.session.execute(query))


def chain_head(tx: ReadTx, case_id: str) -> tuple[int, str] | None:
    """Sequence number and hash of the last audit event of a case."""
    return audit.head_of(tx.session, case_id)
