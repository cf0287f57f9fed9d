"""Puts the corpus into a workspace through the services, each case as far as the plan says.

Evidence are drawn boxes on the true places of the words: no reading is stored, so reading then really runs.
"""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby

from workstation.criteria.verdicts import RecommendationKind
from workstation.demo.corpus import CorpusCase, CorpusFile
from workstation.demo.expected import typed_text
from workstation.demo.plan import CasePlan, Comment, Plan, Recommended
from workstation.demo.script import Document, Fact
from workstation.domain.dates import read_date
from workstation.domain.findings import Polarity
from workstation.reading import ReadingPool
from workstation.services import assessment, derived, discussion, findings, pages, queue
from workstation.services.document_edits import set_aside
from workstation.services.document_places import describe
from workstation.services.intake import ImportedFile, import_file, look_into
from workstation.services.many_findings import Entry, record_findings
from workstation.services.views import (
    CaseHeader,
    DocumentFacts,
    DocumentView,
    ImportState,
    NewCase,
    NewComment,
    NewEvidence,
    NewPatient,
    Urgency,
)
from workstation.services.workspace import Workspace
from workstation.store import document_pages, files
from workstation.store.queue import refresh_queue_row


class StoryClock:
    """Tells the time of the story: each step comes a little after the one before."""

    def __init__(self) -> None:
        self._moment = datetime(2026, 11, 9, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self._moment += timedelta(seconds=7)
        return self._moment

    def go_to(self, day: str, hour: int) -> None:
        """Moves on to an hour (UTC) of a day; time never goes back."""
        wanted = datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC) + timedelta(hours=hour)
        self._moment = max(self._moment, wanted)


@dataclass(frozen=True)
class Cast:
    """The people of the demo, each signed in to the same workspace."""

    people: Mapping[str, Workspace]
    passwords: Mapping[str, str]

    def __getitem__(self, login: str) -> Workspace:
        return self.people[login]


@dataclass
class Seeder:
    """Plays the plan of the demo, case by case."""

    plan: Plan
    cast: Cast
    pool: ReadingPool
    clock: StoryClock
    clerk: str

    def open_case(self, corpus: CorpusCase) -> str:
        """Creates the case and imports its packet; answers its id."""
        script = corpus.case
        self.clock.go_to(script.received, 7)
        ws = self.cast[self.clerk]
        referrer, _, place = script.referrer.partition(", ")
        case_id = queue.create_case(
            ws,
            NewCase(
                patient=NewPatient(
                    script.patient.name,
                    read_date(script.patient.birth_date),
                    script.patient.sex,
                    script.patient.record_number,
                    script.patient.aliases,
                ),
                question=script.question,
                referrer=referrer,
                referrer_place=place,
                urgency=Urgency(script.urgency),
                urgency_reason=script.urgency_reason,
                received_at=self.clock(),
                due_on=date.fromisoformat(script.due),
                number=int(script.number.rpartition("-")[2]),
            ),
        )
        # The next file is looked into while this one is stored.
        with ThreadPoolExecutor(1) as ahead:
            looked = ahead.map(self._look_into, corpus.files)
            for file, imported in zip(corpus.files, looked, strict=True):
                self._import(ws, case_id, corpus, file, imported)
        return case_id

    def _look_into(self, file: CorpusFile) -> ImportedFile:
        return look_into(self.pool, file.path.name, file.path.read_bytes())

    def _import(
        self, ws: Workspace, case_id: str, corpus: CorpusCase, file: CorpusFile, imported: ImportedFile
    ) -> None:
        outcome = import_file(ws, case_id, imported)
        if outcome.state is ImportState.ADDED and outcome.document_id is not None:
            self._sort(ws, case_id, corpus, file, outcome.document_id)

    def _sort(self, ws: Workspace, case_id: str, corpus: CorpusCase, file: CorpusFile, first: str) -> None:
        """Divides a file into its documents and says what each is, as part of its arrival: nobody's decision yet,
        so nothing to undo, and nobody's case."""
        ids = [page.id for page in _document(ws, case_id, first).pages]
        parts = [
            (corpus.case.document(name), tuple(page_id for _, page_id in run))
            for name, run in groupby(zip(file.pages, ids, strict=True), lambda pair: pair[0].document)
        ]
        with ws.write() as tx:
            row = files.document(tx, first)
            document_pages.write(tx, case_id, first, {"pages": parts[0][1]})
            rows = [row, *(files.add_document(tx, case_id, page_ids) for _, page_ids in parts[1:])]
            for row, (script, _) in zip(rows, parts, strict=True):
                with tx.changing(case_id, "retype_document", row):
                    describe(row, _facts(script))
            refresh_queue_row(tx, case_id)

    # What the people did

    def play(self, corpus: CorpusCase, case_id: str, plan: CasePlan) -> None:
        """Brings an imported case to the state of its plan."""
        if plan.state == "new":
            return
        ws = self.cast[plan.by]
        header = queue.case_header(ws, case_id)
        queue.claim(ws, case_id, header.row_version)
        header = queue.case_header(ws, case_id)
        derived.set_as_of(
            ws, header.review_id, date.fromisoformat(self.plan.as_of), _review_version(ws, case_id)
        )
        desk = _Desk(ws, corpus, header)
        desk.look_at(plan)
        desk.record(plan)
        if plan.comment:
            discussion.comment(ws, case_id, desk.new_comment(plan.comment))
        if plan.waiting_for:
            due = queue.case_header(ws, case_id)
            queue.wait_for_documents(ws, case_id, plan.waiting_for, due.due_on, due.row_version)
        if plan.recommendation:
            self._submit(ws, desk, plan, plan.recommendation)

    def _submit(self, ws: Workspace, desk: "_Desk", plan: CasePlan, wanted: Recommended) -> None:
        case_id = desk.header.case_id
        assessment.record_recommendation(
            ws,
            desk.header.review_id,
            RecommendationKind(wanted.kind),
            wanted.sets,
            wanted.rationale,
            wanted.differing,
            assessment.draft_recommendation(ws, case_id).row_version,
        )
        version = assessment.submit_assessment(
            ws, self.pool, case_id, queue.case_header(ws, case_id).row_version
        )
        if plan.returned:
            above = self.cast[plan.returned_by]
            comment = desk.new_comment(plan.returned)
            seen = queue.case_header(above, case_id).row_version
            assessment.return_assessment(above, case_id, (comment,), seen)
        if plan.signed_by:
            signer = self.cast[plan.signed_by]
            assessment.sign_assessment(signer, version.id, self.cast.passwords[plan.signed_by], "approval")


def _facts(script: Document) -> DocumentFacts:
    return DocumentFacts(
        script.type,
        script.title.replace(" ", "") if script.language == "zh" else script.title,
        read_date(script.date),
        script.hospital,
        script.author,
        script.language,
        script.grade,
    )


def _document(ws: Workspace, case_id: str, document_id: str) -> DocumentView:
    return next(view for view in pages.case_documents(ws, case_id) if view.id == document_id)


def _review_version(ws: Workspace, case_id: str) -> int:
    return derived.suitability(ws, case_id).row_version


class _Desk:
    """One reviewer at one case: facts are typed and their places drawn."""

    def __init__(self, ws: Workspace, corpus: CorpusCase, header: CaseHeader) -> None:
        self.ws, self.corpus, self.header = ws, corpus, header
        self._page_ids: dict[tuple[str, int], str] = {}
        self._documents: dict[str, str] = {}
        self._groups: Mapping[str, str] = {}
        self._index_pages()

    def _index_pages(self) -> None:
        """Which page of the workspace is which page of the script."""
        by_name = {file.path.name: file for file in self.corpus.files}
        for view in pages.case_documents(self.ws, self.header.case_id):
            for page in view.pages:
                truth = by_name[view.file_name].pages[page.index]
                self._page_ids[truth.document, truth.number] = page.id
                self._documents[truth.document] = view.id

    def look_at(self, plan: CasePlan) -> None:
        """Opens the pages of the plan (all when none is named) and sets aside what is another patient's."""
        seen = [
            page_id
            for (document, _), page_id in self._page_ids.items()
            if not plan.seen or document in plan.seen
        ]
        pages.mark_seen(self.ws, self.header.case_id, seen)
        if plan.set_aside:
            view = _document(self.ws, self.header.case_id, self._documents[plan.set_aside.document])
            versions = {view.id: view.row_version}
            set_aside(self.ws, self.header.case_id, plan.set_aside.reason, versions)

    def record(self, plan: CasePlan) -> None:
        """Types the facts of the plan with their sources, then what was looked for in vain."""
        facts = [fact for fact in self.corpus.case.facts if plan.facts == "all" or fact.field in plan.facts]
        kinds = {fact.group: fact.group.partition(":")[0] for fact in facts if fact.group}
        review_id = self.header.review_id
        made = record_findings(self.ws, review_id, kinds, [self._entry(fact) for fact in facts])
        self._groups = made.groups
        for field_id in plan.not_found:
            findings.looked_for_not_found(self.ws, review_id, field_id, None)
        if plan.explained:
            group = self._groups.get(plan.explained.group)
            findings.explain_conflict(self.ws, review_id, plan.explained.field, group, plan.explained.text)

    def _entry(self, fact: Fact) -> Entry:
        field = self.ws.rules.dictionary.field(fact.field)
        typed = typed_text(fact.raw, fact.value, field)
        return Entry(fact.field, fact.group, typed, tuple(self._evidence(fact)))

    def _evidence(self, fact: Fact) -> Iterator[NewEvidence]:
        for document, number, quote in fact.evidence:
            place = self.corpus.locate(document, number, quote)
            yield NewEvidence(
                page_id=self._page_ids[document, number],
                quads=place.quads,
                quote="",
                polarity=Polarity.SUPPORTS.value,
                reading_version=None,
                confidence=None,
            )

    def new_comment(self, comment: Comment) -> NewComment:
        return NewComment(comment.text, comment.field or None, self._groups.get(comment.group))
