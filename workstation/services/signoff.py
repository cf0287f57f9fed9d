"""What a supervisor reads: built from the record of a version alone, never evaluated again."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from workstation.criteria.verdicts import RecommendationKind
from workstation.domain.case import CaseStatus, Move, apply
from workstation.domain.errors import NotAllowedError
from workstation.domain.geometry import MILLIONTHS, Quad
from workstation.domain.messages import Label, Message
from workstation.exports.record_json import RecordSignature, SignedStatement
from workstation.services.views import (
    AttentionItem,
    RowMark,
    SignatureView,
    SignoffCriterion,
    SignoffFact,
    SignoffLayer,
    SignoffRow,
    SignoffSet,
    SignoffSource,
    SignoffValue,
    SignoffView,
    VersionView,
)
from workstation.services.workspace import Workspace
from workstation.store import assessments, cases, people
from workstation.store.store import ReadTx
from workstation.store.tables.assessment import AssessmentVersion, Signature
from workstation.store.tables.cases import Case

Json = Mapping[str, Any]
NOTHING = Label("", "")


def versions(ws: Workspace, case_id: str) -> tuple[VersionView, ...]:
    """Every version of a case, first to last."""
    with ws.read() as tx:
        return tuple(version_view(ws, tx, row) for row in assessments.versions(tx, case_id))


def version_view(ws: Workspace, tx: ReadTx, row: AssessmentVersion) -> VersionView:
    signature = assessments.signature_of(tx, row.id)
    return VersionView(
        id=row.id,
        case_id=row.case_id,
        number=row.number,
        sha256=row.sha256,
        author=people.user(tx, row.author_id).printed_name,
        author_id=row.author_id,
        submitted_at=row.submitted_at,
        state=_state(tx, row, signature),
        signature=None if signature is None else signature_view(row, signature),
    )


def _state(tx: ReadTx, row: AssessmentVersion, signature: Signature | None) -> str:
    if signature is not None:
        return "signed"
    case = cases.case(tx, row.case_id)
    last = assessments.last_version(tx, row.case_id)
    waits = case.status == CaseStatus.AWAITING_SIGNOFF.value and last is not None and last.id == row.id
    return "submitted" if waits else "returned"


def record_signature(row: Signature) -> RecordSignature:
    """The stored signature as it travels in exports."""
    return RecordSignature(SignedStatement(**json.loads(row.statement)), row.public_key, row.signature)


def signature_view(version: AssessmentVersion, row: Signature) -> SignatureView:
    signature = record_signature(row)
    statement = signature.statement
    return SignatureView(
        printed_name=statement.printed_name,
        login=statement.login,
        meaning=statement.meaning,
        signed_at=row.signed_at,
        shown_time=statement.shown_time,
        public_key=row.public_key,
        valid=signature.is_valid() and statement.record_sha256 == version.sha256,
    )


def version_crop(ws: Workspace, crop_sha256: str) -> bytes:
    """The PNG of a crop that a version names."""
    with ws.read() as tx:
        return assessments.crop(tx, crop_sha256)


def signoff(ws: Workspace, case_id: str, version_id: str | None = None) -> SignoffView:
    """A submitted version of a case, by default the last; an earlier one can only be read.

    Raises NotAllowedError when nothing was submitted, NotFoundError for a version that is not there.
    """
    with ws.read() as tx:
        last = assessments.last_version(tx, case_id)
        if last is None:
            raise NotAllowedError("assessment.nothing_submitted")
        row = last if version_id is None else assessments.version(tx, version_id)
        case = cases.case(tx, row.case_id)
        version = version_view(ws, tx, row)
        closed = _closed(ws, case, row) if row.id == last.id else Message("assessment.newer_version")
    return _view(json.loads(row.record), version, closed, case.row_version)


def _closed(ws: Workspace, case: Case, version: AssessmentVersion) -> Message | None:
    """Why the signed-in user may not decide on the version; None when they may."""
    try:
        apply(Move.SIGN, CaseStatus(case.status), ws.user.roles, ws.user.id, version.author_id)
    except NotAllowedError as refused:
        return Message(refused.message_id, refused.params)
    return None


def _view(record: Json, version: VersionView, closed: Message | None, row_version: int) -> SignoffView:
    said = record["recommendation"]
    computed = said["computed"]
    rows = _rows(record)
    values = [value for row in rows for value in row.values]
    return SignoffView(
        version=version,
        case_number=record["case"]["number"],
        patient_name=record["patient"]["name"],
        patient_line=_label(record["patient"]["line"]),
        question=record["case"]["question"],
        kind=RecommendationKind(said["kind"]),
        set_ids=tuple(said["set_ids"]),
        sentence=_label(said["sentence"]),
        rationale=said["rationale"],
        differing_reason=said["differing_reason"],
        computed=None if computed is None else _label(computed["sentence"]),
        computed_kind=None if computed is None else RecommendationKind(computed["kind"]),
        agrees=not said["differing_reason"],
        submitted_shown=record["submitted_shown"],
        as_of_shown=_label(record["as_of_shown"]),
        attention=tuple(_attention(item, rows) for item in record["attention"]),
        deciding=tuple(_deciding(item) for item in record["deciding"]),
        rows=rows,
        sets=tuple(_set(item) for item in record["verdicts"]),
        overrides=sum(g["override"] is not None for s in record["form"] for g in s["groups"]),
        pages_seen=record["pages_seen"]["seen"],
        pages=record["pages_seen"]["of"],
        findings=len(record["input"]["findings"]),
        sources=sum(len(value.sources) for value in values),
        files=len(record["files"]),
        closed=closed,
        case_row_version=row_version,
    )


def _label(node: Mapping[str, str]) -> Label:
    return Label(node["en"], node["zh"])


def _rows(record: Json) -> tuple[SignoffRow, ...]:
    documents = {item["id"]: item for item in record["documents"]}
    made = []
    for section in record["form"]:
        place = _label(section["label"])
        made += [_row(row, place, NOTHING, documents) for row in section["rows"]]
        for group in section["groups"]:
            made += [_row(row, place, _label(group["title"]), documents) for row in group["rows"]]
    return tuple(made)


def _row(row: Json, section: Label, group: Label, documents: Mapping[str, Json]) -> SignoffRow:
    return SignoffRow(
        field_id=row["field"],
        group_id=row["group"],
        section=section,
        group_title=group,
        label=_label(row["label"]),
        mark=RowMark(row["mark"]),
        values=tuple(
            SignoffValue(
                _label(value["shown"]),
                value["raw"],
                tuple(_source(source, documents) for source in value["sources"]),
            )
            for value in row["values"]
        ),
        notes=tuple(_label(note) for note in row["notes"]),
    )


def _source(source: Json, documents: Mapping[str, Json]) -> SignoffSource:
    document = documents.get(source["document"])
    return SignoffSource(
        evidence_id=source["evidence"],
        page=source["page"],
        page_id=source["page_id"],
        document=NOTHING if document is None else _label(document["text"]),
        document_type="other" if document is None else document["type"],
        quads=tuple(Quad.from_json(quad) for quad in source["quads"]),
        quote=source["quote"],
        polarity=source["polarity"],
        confidence=_fraction(source["confidence"]),
        crop_sha256=source["crop"] or "",
    )


def _fraction(millionths: int | None) -> float | None:
    return None if millionths is None else millionths / MILLIONTHS


def _attention(item: Json, rows: Sequence[SignoffRow]) -> AttentionItem:
    place = item["field"], item["group"]
    row = next((row for row in rows if (row.field_id, row.group_id) == place), None)
    return AttentionItem(item["kind"], _label(item["title"]), _label(item["note"]), row)


def _deciding(item: Json) -> SignoffFact:
    return SignoffFact(
        field_id=item["field"],
        group_id=item["group"],
        label=_label(item["label"]),
        shown=_label(item["shown"]),
        pages=tuple(item["sources"]),
        confidence=_fraction(item["confidence"]),
        mark=RowMark(item["mark"]),
    )


def _criterion(item: Json) -> SignoffCriterion:
    return SignoffCriterion(
        topic=_label(item["topic"]),
        verdict=item["verdict"],
        borderline=item["borderline"],
        sentence=_label(item["sentence"]),
        reason=_label(item["reason"]),
    )


def _set(item: Json) -> SignoffSet:
    layers = tuple(
        SignoffLayer(
            id=layer["id"],
            title=_label(layer["title"]),
            verdict=layer["verdict"],
            borderline=layer["borderline"],
            met=layer["met"],
            of=layer["of"],
            open_criteria=tuple(_criterion(one) for one in layer["criteria"] if one["verdict"] != "met"),
        )
        for layer in item["layers"]
    )
    return SignoffSet(item["set_id"], _label(item["name"]), item["verdict"], _label(item["reason"]), layers)
