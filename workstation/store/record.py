"""The record of a review: loading it as the domain's types, changing it, and undoing changes."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from workstation.domain import findings as domain
from workstation.domain.dates import ClinicalDate
from workstation.domain.errors import NotFoundError
from workstation.domain.geometry import Quad
from workstation.domain.values import value_from_json
from workstation.store import cases
from workstation.store.store import ReadTx
from workstation.store.tables.audit import AuditEvent
from workstation.store.tables.cases import Review
from workstation.store.tables.files import CaseFile, Document, DocumentPage, File, Page
from workstation.store.tables.record import (
    ConflictDecisionRow,
    EvidenceRow,
    Finding,
    FindingGroup,
    LineOverrideRow,
)

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class PagePlace:
    """Where a page stands in a case: page `number` (from 1) of document `letter`-th (from 0)."""

    page_id: str
    file_id: str
    file_sha256: str
    file_name: str
    index: int
    document_id: str
    document_order: int
    document_type: str
    document_date: ClinicalDate | None
    set_aside: bool
    number: int


def page_places(tx: ReadTx, case_id: str) -> tuple[PagePlace, ...]:
    """Every page of every document of a case in reading order; a page may stand in two documents."""
    query = (
        select(Document, DocumentPage.position, Page, File.sha256, CaseFile.name)
        .join(DocumentPage, DocumentPage.document_id == Document.id)
        .join(Page, Page.id == DocumentPage.page_id)
        .join(File, File.id == Page.file_id)
        .outerjoin(CaseFile, (CaseFile.file_id == File.id) & (CaseFile.case_id == case_id))
        .where(Document.case_id == case_id)
        .order_by(Document.position, Document.id, DocumentPage.position)
    )
    order: dict[str, int] = {}
    return tuple(
        PagePlace(
            page_id=page.id,
            file_id=page.file_id,
            file_sha256=sha256,
            file_name=name or "",
            index=page.index,
            document_id=document.id,
            document_order=order.setdefault(document.id, len(order)),
            document_type=document.type,
            document_date=ClinicalDate.from_json(document.date) if document.date else None,
            set_aside=document.set_aside_reason is not None,
            number=number,
        )
        for document, number, page, sha256, name in tx.session.execute(query)
    )


def load_record(tx: ReadTx, review: Review, places: tuple[PagePlace, ...]) -> domain.Record:
    """Everything facts are derived from. A finding read only from pages that are set aside as another
    patient's is set aside with them."""
    case = cases.case(tx, review.case_id)
    patient = cases.patient(tx, case.patient_id)
    usable = {place.page_id for place in places if not place.set_aside}
    found = tuple(_without_foreign_pages(finding, usable) for finding in load_findings(tx, review.id))
    return domain.Record(
        groups=tuple(domain.FindingGroup(row.id, row.kind, row.position) for row in groups(tx, review.id)),
        findings=found,
        decisions=tuple(
            domain.ConflictDecision(row.field_id, row.group_id, domain.DecisionKind(row.kind), row.text)
            for row in decisions(tx, review.id)
        ),
        overrides=tuple(
            domain.LineOverride(row.group_id, row.line, row.reason) for row in overrides(tx, review.id)
        ),
        as_of=review.as_of,
        birth=ClinicalDate.from_json(patient.birth) if patient.birth else None,
        sex=patient.sex,
    )


def _without_foreign_pages(finding: domain.Finding, usable: set[str]) -> domain.Finding:
    if not finding.evidence or any(item.page_id in usable for item in finding.evidence):
        return finding
    return domain.Finding(
        finding.id,
        finding.field_id,
        finding.group_id,
        finding.state,
        finding.value,
        finding.raw,
        domain.Standing.SET_ASIDE,
        finding.searched,
        finding.note,
        finding.evidence,
        finding.row_version,
    )


def load_findings(tx: ReadTx, review_id: str) -> tuple[domain.Finding, ...]:
    """The findings of a review with their evidence, oldest first."""
    sources: dict[str, list[domain.Evidence]] = {}
    query = (
        select(EvidenceRow)
        .join(Finding, Finding.id == EvidenceRow.finding_id)
        .where(Finding.review_id == review_id)
        .order_by(EvidenceRow.id)
    )
    for row in tx.session.scalars(query):
        sources.setdefault(row.finding_id, []).append(as_evidence(row))
    rows = tx.session.scalars(select(Finding).where(Finding.review_id == review_id).order_by(Finding.id))
    return tuple(as_finding(row, tuple(sources.get(row.id, ()))) for row in rows)


def as_evidence(row: EvidenceRow) -> domain.Evidence:
    return domain.Evidence(
        id=row.id,
        page_id=row.page_id,
        file_sha256=row.file_sha256,
        quads=tuple(Quad.from_json(quad) for quad in row.quads),
        quote=row.quote,
        polarity=domain.Polarity(row.polarity),
        confidence=None if row.confidence is None else row.confidence / MILLION,
        reading_version=row.reading_version,
    )


def as_finding(row: Finding, evidence: tuple[domain.Evidence, ...]) -> domain.Finding:
    return domain.Finding(
        id=row.id,
        field_id=row.field_id,
        group_id=row.group_id,
        state=domain.FindingState(row.state),
        value=None if row.value is None else value_from_json(row.value),
        raw=row.raw,
        standing=domain.Standing(row.standing),
        searched=row.searched,
        note=row.note,
        evidence=evidence,
        row_version=row.row_version,
    )


# Rows, for changing them


def groups(tx: ReadTx, review_id: str, kind: str | None = None) -> tuple[FindingGroup, ...]:
    """The groups of a review by kind and the reviewer's order."""
    query = select(FindingGroup).where(FindingGroup.review_id == review_id)
    if kind is not None:
        query = query.where(FindingGroup.kind == kind)
    query = query.order_by(FindingGroup.kind, FindingGroup.position, FindingGroup.id)
    return tuple(tx.session.scalars(query))


def group(tx: ReadTx, review_id: str, group_id: str) -> FindingGroup:
    """The group; NotFoundError when the review has none with this id."""
    row = tx.session.get(FindingGroup, group_id)
    if row is None or row.review_id != review_id:
        raise NotFoundError("findings.no_such_group")
    return row


def finding(tx: ReadTx, review_id: str, finding_id: str) -> Finding:
    """The finding; NotFoundError when the review has none with this id."""
    row = tx.session.get(Finding, finding_id)
    if row is None or row.review_id != review_id:
        raise NotFoundError("findings.no_such_value")
    return row


def findings_at(tx: ReadTx, review_id: str, field_id: str, group_id: str | None) -> tuple[Finding, ...]:
    """Every finding of one field in one group, oldest first, the set aside included."""
    query = (
        select(Finding)
        .where(Finding.review_id == review_id, Finding.field_id == field_id, Finding.group_id.is_(group_id))
        .order_by(Finding.id)
    )
    if group_id is not None:
        query = (
            select(Finding)
            .where(Finding.review_id == review_id, Finding.field_id == field_id, Finding.group_id == group_id)
            .order_by(Finding.id)
        )
    return tuple(tx.session.scalars(query))


def findings_in_group(tx: ReadTx, group_id: str) -> tuple[Finding, ...]:
    return tuple(tx.session.scalars(select(Finding).where(Finding.group_id == group_id).order_by(Finding.id)))


def evidence(tx: ReadTx, evidence_id: str) -> EvidenceRow:
    """The evidence; NotFoundError when there is none."""
    row = tx.session.get(EvidenceRow, evidence_id)
    if row is None:
        raise NotFoundError("findings.no_such_evidence")
    return row


def evidence_of(tx: ReadTx, finding_id: str) -> tuple[EvidenceRow, ...]:
    query = select(EvidenceRow).where(EvidenceRow.finding_id == finding_id).order_by(EvidenceRow.id)
    return tuple(tx.session.scalars(query))


def decisions(tx: ReadTx, review_id: str) -> tuple[ConflictDecisionRow, ...]:
    query = select(ConflictDecisionRow).where(ConflictDecisionRow.review_id == review_id)
    return tuple(tx.session.scalars(query.order_by(ConflictDecisionRow.id)))


def decision_at(
    tx: ReadTx, review_id: str, field_id: str, group_id: str | None
) -> ConflictDecisionRow | None:
    """What was decided about one field in one group."""
    rows = (row for row in decisions(tx, review_id) if row.field_id == field_id)
    return next((row for row in rows if row.group_id == group_id), None)


def overrides(tx: ReadTx, review_id: str) -> tuple[LineOverrideRow, ...]:
    query = select(LineOverrideRow).where(LineOverrideRow.review_id == review_id)
    return tuple(tx.session.scalars(query.order_by(LineOverrideRow.id)))


def override_of(tx: ReadTx, group_id: str) -> LineOverrideRow | None:
    return tx.session.scalar(select(LineOverrideRow).where(LineOverrideRow.group_id == group_id))


def last_change(tx: ReadTx, review_id: str) -> datetime | None:
    """When a finding of the review was last written."""
    review = cases.review(tx, review_id)
    kinds = ("finding", "evidence", "finding_group", "conflict_decision", "line_override")
    return tx.session.scalar(
        select(func.max(AuditEvent.at)).where(AuditEvent.chain == review.case_id, AuditEvent.kind.in_(kinds))
    )
