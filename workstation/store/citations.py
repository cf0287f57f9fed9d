"""Which pages carry evidence."""

from collections.abc import Sequence

from sqlalchemy import func, select

from workstation.store.store import ReadTx
from workstation.store.tables.record import EvidenceRow, Finding


def cited_counts(tx: ReadTx, review_id: str, page_ids: Sequence[str]) -> dict[str, int]:
    """How many pieces of evidence of a review stand on each of these pages."""
    query = (
        select(EvidenceRow.page_id, func.count())
        .join(Finding, Finding.id == EvidenceRow.finding_id)
        .where(
            Finding.review_id == review_id, Finding.standing == "stands", EvidenceRow.page_id.in_(page_ids)
        )
        .group_by(EvidenceRow.page_id)
    )
    return dict(tx.session.execute(query).all())
