"""The reviewer's recommendation, its submission as an immutable version, and the supervisor's decision on it."""

from collections.abc import Sequence

from workstation.criteria.verdicts import RecommendationKind
from workstation.domain.case import CaseStatus, Move, Role, apply
from workstation.domain.errors import InputError, NotAllowedError, StaleError
from workstation.domain.messages import Message
from workstation.exports.record_json import SignedStatement, canonical, sha256
from workstation.reading import ReadingPool
from workstation.services.case_rights import change_status, require_editable
from workstation.services.crops import make_crops
from workstation.services.derived import Draft, evaluated, load_draft, open_conflicts
from workstation.services.discussion import add_comment
from workstation.services.form import all_rows, form_of
from workstation.services.recommendations import differs, recommendation_sentence
from workstation.services.shown_times import local_time
from workstation.services.signoff import signoff, version_crop, version_view, versions
from workstation.services.users import require_role, sign_with_password
from workstation.services.version_record import Submission, build_record
from workstation.services.views import (
    AssessmentView,
    NewComment,
    RowMark,
    SignatureView,
    SubmissionCheck,
    SuitabilityView,
    VersionView,
)
from workstation.services.workspace import Workspace
from workstation.store import assessments, cases, readings
from workstation.store.store import ReadTx, WriteTx
from workstation.store.tables.assessment import Assessment, AssessmentVersion, Signature
from workstation.store.tables.cases import Case, Review

__all__ = [
    "MEANINGS",
    "draft_recommendation",
    "record_recommendation",
    "return_assessment",
    "sign_assessment",
    "signoff",
    "submission_check",
    "submit_assessment",
    "version_crop",
    "versions",
]

MEANINGS = ("approval", "review", "responsibility")
_NAMES_SETS = (RecommendationKind.MATCHES, RecommendationKind.DOES_NOT_MATCH)


# The draft


def draft_recommendation(ws: Workspace, case_id: str) -> AssessmentView:
    """The recommendation as it stands; empty before anything was recorded."""
    with ws.read() as tx:
        return _draft_view(tx, cases.current_review(tx, case_id))


def _draft_view(tx: ReadTx, review: Review) -> AssessmentView:
    row = assessments.draft(tx, review.id)
    if row is None:
        return AssessmentView(review.id, None, (), "", "", 0)
    kind = None if row.kind is None else RecommendationKind(row.kind)
    return AssessmentView(
        review.id, kind, tuple(row.set_ids), row.rationale, row.differing_reason, row.row_version
    )


def record_recommendation(
    ws: Workspace,
    review_id: str,
    kind: RecommendationKind | None,
    set_ids: Sequence[str],
    rationale: str,
    differing_reason: str,
    row_version: int,
) -> AssessmentView:
    """Saves the draft as it is typed. `row_version`: of the draft that was seen, 0 when there was none.

    Raises InputError for a set that does not exist, StaleError, NotAllowedError.
    """
    known = {one.id for one in ws.rules.sets}
    for set_id in set_ids:
        if set_id not in known:
            raise InputError("assessment.no_such_set", set=set_id)
    with ws.write() as tx:
        review = cases.review(tx, review_id)
        require_editable(ws, tx, review.case_id)
        row = assessments.draft(tx, review_id)
        if (row.row_version if row is not None else 0) != row_version:
            raise StaleError("store.stale")
        if row is None:
            row = Assessment(review_id=review_id, kind=None, set_ids=[], rationale="", differing_reason="")
            _fill(row, kind, set_ids, rationale, differing_reason)
            tx.add(review.case_id, "record_recommendation", row)
        else:
            with tx.changing(review.case_id, "record_recommendation", row):
                _fill(row, kind, set_ids, rationale, differing_reason)
        return _draft_view(tx, review)


def _fill(
    row: Assessment,
    kind: RecommendationKind | None,
    set_ids: Sequence[str],
    rationale: str,
    differing_reason: str,
) -> None:
    row.kind = None if kind is None else kind.value
    row.set_ids = list(dict.fromkeys(set_ids))
    row.rationale, row.differing_reason = rationale, differing_reason


# Submission


def submission_check(ws: Workspace, case_id: str) -> SubmissionCheck:
    """What stands in the way of submitting, and what the supervisor should know is open."""
    with ws.read() as tx:
        review = cases.current_review(tx, case_id)
        draft = load_draft(ws, tx, review)
        return _check(ws, tx, draft, _draft_view(tx, review), evaluated(ws, draft))


def _check(
    ws: Workspace, tx: ReadTx, draft: Draft, assessment: AssessmentView, view: SuitabilityView
) -> SubmissionCheck:
    case_id = draft.review.case_id
    seen = assessments.seen_pages(tx, case_id, ws.user.id)
    pages = dict.fromkeys(place.page_id for place in draft.places if not place.set_aside)
    unseen = tuple(page_id for page_id in pages if page_id not in seen)
    unread = readings.unread_pages(tx, case_id)
    conflicts = len(open_conflicts(draft.record))
    rows = all_rows(form_of(ws, tx, draft).sections)
    unsupported = sum(row.mark is RowMark.NO_SOURCE for row in rows)
    advisory = [
        Message(f"assessment.check.{name}", {"count": count})
        for name, count in (
            ("unseen", len(unseen)),
            ("unread", len(unread)),
            ("conflicts", conflicts),
            ("unsupported", unsupported),
        )
        if count
    ]
    blocking = tuple(_blocking(ws, cases.case(tx, case_id), assessment, view))
    return SubmissionCheck(unseen, conflicts, unsupported, blocking, tuple(advisory), unread)


def _blocking(ws: Workspace, case: Case, assessment: AssessmentView, view: SuitabilityView) -> list[Message]:
    found = []
    if CaseStatus(case.status) not in (CaseStatus.IN_REVIEW, CaseStatus.RETURNED):
        found.append(Message(f"assessment.check.status.{case.status}"))
    if case.owner_id not in (None, ws.user.id):
        found.append(Message("assessment.check.not_yours"))
    if assessment.kind is None:
        return [*found, Message("assessment.check.no_recommendation")]
    if assessment.kind in _NAMES_SETS and not assessment.set_ids:
        found.append(Message("assessment.check.no_set"))
    if not assessment.rationale.strip():
        found.append(Message("assessment.check.no_rationale"))
    if differs(assessment, view) and not assessment.differing_reason.strip():
        found.append(Message("assessment.check.no_differing_reason"))
    return found


def submit_assessment(ws: Workspace, pool: ReadingPool, case_id: str, row_version: int) -> VersionView:
    """Freezes the record as the next version and hands the case to a supervisor.

    Crops are made from the originals before the transaction; StaleError when the case or its record changed
    meanwhile. Raises NotAllowedError with the first thing that stands in the way.
    """
    require_role(ws, Role.REVIEWER)
    with ws.read() as tx:
        before = load_draft(ws, tx, cases.current_review(tx, case_id))
    crops = make_crops(ws, pool, before.record, before.places)
    with ws.write() as tx:
        case = require_editable(ws, tx, case_id)
        draft = load_draft(ws, tx, cases.current_review(tx, case_id))
        if draft.record != before.record or draft.places != before.places:
            raise StaleError("store.stale")
        version = _store_version(ws, tx, case, draft, crops)
        change_status(ws, tx, case, Move.SUBMIT, seen_version=row_version)
        return version_view(ws, tx, version)


def _store_version(
    ws: Workspace, tx: WriteTx, case: Case, draft: Draft, crops: dict[str, bytes]
) -> AssessmentVersion:
    assessment, view = _draft_view(tx, draft.review), evaluated(ws, draft)
    blocking = _check(ws, tx, draft, assessment, view).blocking
    if blocking:
        raise NotAllowedError(blocking[0].id)
    record = build_record(ws, _submission(ws, tx, case, draft, assessment, view, crops))
    data = canonical(record)
    version = AssessmentVersion(
        case_id=case.id,
        review_id=draft.review.id,
        number=record["version"]["number"],
        record=data,
        sha256=sha256(data),
        author_id=ws.user.id,
        submitted_at=tx.now,
    )
    tx.add(case.id, "submit_assessment", version)
    pictures = {sha256(picture): picture for picture in crops.values()}
    assessments.add_crops(tx, version.id, pictures.items())
    return version


def _submission(
    ws: Workspace,
    tx: ReadTx,
    case: Case,
    draft: Draft,
    assessment: AssessmentView,
    view: SuitabilityView,
    crops: dict[str, bytes],
) -> Submission:
    patient = cases.patient(tx, case.patient_id)
    last = assessments.last_version(tx, case.id)
    return Submission(
        case=case,
        number=cases.number_text(tx, case.number),
        patient=patient,
        aliases=tuple(alias.name for alias in cases.aliases(tx, patient.id)),
        draft=draft,
        form=form_of(ws, tx, draft),
        suitability=view,
        assessment=assessment,
        sentence=recommendation_sentence(ws.rules, assessment, view),
        crops=crops,
        seen=assessments.seen_pages(tx, case.id, ws.user.id),
        files=assessments.files_of(tx, case.id),
        audit_head=assessments.chain_head(tx, case.id),
        version_number=assessments.next_number(tx, case.id),
        previous_sha256=None if last is None else last.sha256,
        submitted_at=tx.now,
    )


# The supervisor


def return_assessment(
    ws: Workspace, case_id: str, comments: Sequence[NewComment], row_version: int
) -> VersionView:
    """Gives the case back to its reviewer with at least one comment; the draft opens again, the version stays."""
    if not any(comment.text.strip() for comment in comments):
        raise InputError("assessment.return_needs_comment")
    with ws.write() as tx:
        case = cases.case(tx, case_id)
        version = _current_version(tx, case_id)
        change_status(ws, tx, case, Move.RETURN, seen_version=row_version, author=version.author_id)
        for comment in comments:
            if comment.text.strip():
                add_comment(ws, tx, case_id, comment)
        return version_view(ws, tx, version)


def _current_version(tx: ReadTx, case_id: str) -> AssessmentVersion:
    version = assessments.last_version(tx, case_id)
    if version is None:
        raise NotAllowedError("assessment.nothing_submitted")
    return version


def sign_assessment(ws: Workspace, version_id: str, password: str, meaning: str) -> SignatureView:
    """Signs a version with the supervisor's own key, which the password typed again unwraps.

    What is signed is the canonical statement of hash, signer, meaning and time. Raises NotAllowedError (role, own
    assessment, not awaiting sign-off), StaleError when a newer version exists, WrongPasswordError.
    """
    if meaning not in MEANINGS:
        raise InputError("assessment.no_such_meaning")
    with ws.read() as tx:
        version = _signable(ws, tx, version_id)
        statement = _statement(ws, version, meaning)
    signed = sign_with_password(ws, password, statement.to_bytes())
    with ws.write() as tx:
        version = _signable(ws, tx, version_id)
        row = Signature(
            version_id=version_id,
            user_id=ws.user.id,
            statement=statement.to_bytes().decode(),
            public_key=signed.public_key,
            signature=signed.signature,
            signed_at=tx.now,
        )
        tx.add(version.case_id, "sign_assessment", row)
        case = cases.case(tx, version.case_id)
        change_status(ws, tx, case, Move.SIGN, author=version.author_id)
        view = version_view(ws, tx, version).signature
    if view is None:
        raise ValueError("a signed version has a signature")
    return view


def _signable(ws: Workspace, tx: ReadTx, version_id: str) -> AssessmentVersion:
    version = assessments.version(tx, version_id)
    case = cases.case(tx, version.case_id)
    apply(Move.SIGN, CaseStatus(case.status), ws.user.roles, ws.user.id, version.author_id)
    if _current_version(tx, version.case_id).id != version_id:
        raise StaleError("assessment.newer_version")
    if sha256(version.record) != version.sha256:
        raise NotAllowedError("assessment.version_altered")
    return version


def _statement(ws: Workspace, version: AssessmentVersion, meaning: str) -> SignedStatement:
    now = ws.store.now()
    return SignedStatement(
        record_sha256=version.sha256,
        signer_id=ws.user.id,
        login=ws.user.login,
        printed_name=ws.user.printed_name,
        meaning=meaning,
        signed_at=now.isoformat(),
        shown_time=local_time(now, ws.zone),
    )
