"""What follows from the live draft: facts, lines of therapy, relapse timing, how every criteria set stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workstation.criteria.evaluate import evaluate_sets
from workstation.criteria.routing import outside_lbcl
from workstation.criteria.verdicts import Applicability, SetVerdict
from workstation.domain.facts import CaseFacts, derive
from workstation.domain.findings import DecisionKind, Record
from workstation.domain.possible import standing_values
from workstation.services.case_rights import require_editable
from workstation.services.missing_facts import missing_facts
from workstation.services.views import ComputedReading, RecommendationKind, SuitabilityView
from workstation.services.workspace import Workspace
from workstation.store import cases, record
from workstation.store.queue import QueueCounts, refresh_queue_row
from workstation.store.record import PagePlace
from workstation.store.store import ReadTx, WriteTx
from workstation.store.tables.cases import Review


@dataclass(frozen=True)
class Draft:
    """A review's record as it stands, with where its pages are and the facts that follow."""

    review: Review
    places: tuple[PagePlace, ...]
    record: Record
    facts: CaseFacts


def load_draft(ws: Workspace, tx: ReadTx, review: Review) -> Draft:
    places = record.page_places(tx, review.case_id)
    loaded = record.load_record(tx, review, places)
    return Draft(review, places, loaded, derive(loaded, ws.rules.dictionary, ws.rules.lexicon))


def case_facts(ws: Workspace, case_id: str) -> CaseFacts:
    """The facts of the live draft of a case."""
    with ws.read() as tx:
        return load_draft(ws, tx, cases.current_review(tx, case_id)).facts


def suitability(ws: Workspace, case_id: str, explained: bool = True) -> SuitabilityView:
    """How every criteria set stands on the live draft, what is missing, and the computed reading; `explained` as in
    `evaluated`."""
    with ws.read() as tx:
        draft = load_draft(ws, tx, cases.current_review(tx, case_id))
        return evaluated(ws, draft, explained)


def evaluated(ws: Workspace, draft: Draft, explained: bool = True) -> SuitabilityView:
    """The suitability of a draft; pure once the draft is loaded. `explained` False leaves out what would change
    each criterion."""
    rules = ws.rules
    verdicts = evaluate_sets(rules.sets, draft.facts, rules.dictionary, rules.lexicon, explained=explained)
    return SuitabilityView(
        as_of=draft.facts.as_of,
        verdicts=verdicts,
        missing=missing_facts(ws.rules, draft.facts, verdicts),
        computed=computed_reading(verdicts) if draft.record.findings else None,
        facts=draft.facts,
        review_id=draft.review.id,
        row_version=draft.review.row_version,
        outside=outside_lbcl(draft.facts, ws.rules.dictionary, ws.rules.lexicon),
    )


_ORDER = (
    RecommendationKind.MATCHES,
    RecommendationKind.INFORMATION_MISSING,
    RecommendationKind.NEEDS_DISCUSSION,
    RecommendationKind.DOES_NOT_MATCH,
)


def computed_reading(verdicts: Sequence[SetVerdict]) -> ComputedReading | None:
    """One reading for the queue: the most that any applicable set says, with the sets that say it."""
    said = [
        (verdict.recommendation.kind, verdict)
        for verdict in verdicts
        if verdict.recommendation is not None and verdict.applicability is not Applicability.NOT_APPLICABLE
    ]
    for kind in _ORDER:
        chosen = [verdict for found, verdict in said if found is kind]
        if chosen and chosen[0].recommendation is not None:
            ids = tuple(verdict.set_id for verdict in chosen)
            return ComputedReading(kind, ids, chosen[0].recommendation.message, chosen[0].name)
    return None


def open_conflicts(loaded: Record) -> tuple[tuple[str, str | None], ...]:
    """Fields (with their group) where different values stand and nobody has decided or explained."""
    explained = {
        (decision.field_id, decision.group_id)
        for decision in loaded.decisions
        if decision.kind is DecisionKind.EXPLAINED
    }
    return tuple(place for place in conflicts(loaded) if place not in explained)


def conflicts(loaded: Record) -> tuple[tuple[str, str | None], ...]:
    """Fields (with their group) where different values stand, explained or not."""
    places = dict.fromkeys(
        (finding.field_id, finding.group_id) for finding in loaded.findings if finding.stands
    )
    return tuple(place for place in places if len(standing_values(loaded, *place)) > 1)


def queue_counts(ws: Workspace, draft: Draft) -> QueueCounts:
    """The computed columns of the queue row; all empty while nothing has been found or looked for."""
    if not draft.record.findings:
        return QueueCounts()
    view = evaluated(ws, draft, explained=False)
    return QueueCounts(
        missing=len(view.missing),
        conflicts=len(open_conflicts(draft.record)),
        computed=None if view.computed is None else view.computed.kind.value,
        computed_for=None if view.computed is None else view.computed.name,
    )


def refresh_queue(ws: Workspace, tx: WriteTx, draft: Draft) -> None:
    """Writes the queue row of a changed draft, in the transaction of the change."""
    refresh_queue_row(tx, draft.review.case_id, queue_counts(ws, draft))


def counts_of(ws: Workspace, tx: ReadTx, case_id: str) -> QueueCounts:
    """The computed columns of a case from scratch, for rebuilding the queue."""
    return queue_counts(ws, load_draft(ws, tx, cases.current_review(tx, case_id)))


def refresh_case(ws: Workspace, tx: WriteTx, case_id: str) -> None:
    """Recomputes a case's queue row after something beside its findings changed (a document set aside)."""
    refresh_queue(ws, tx, load_draft(ws, tx, cases.current_review(tx, case_id)))


def set_as_of(ws: Workspace, review_id: str, day: date, row_version: int) -> SuitabilityView:
    """Moves the day on which the record is judged. Raises StaleError, NotAllowedError."""
    with ws.write() as tx:
        review = cases.review(tx, review_id)
        require_editable(ws, tx, review.case_id)
        with tx.changing(review.case_id, "set_as_of", review, row_version):
            review.as_of = day
        draft = load_draft(ws, tx, review)
        refresh_queue(ws, tx, draft)
        return evaluated(ws, draft)
