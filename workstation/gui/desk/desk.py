"""The case desk: wires documents, page and record; each does its own work."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from workstation.gui.case_words import identity, status_icon, status_word
from workstation.gui.desk.document_edits import DocumentEdits
from workstation.gui.desk.documents_side import DocumentsSide
from workstation.gui.desk.pages.marks import Mark, MarkKind
from workstation.gui.desk.pages.pane import PagePane
from workstation.gui.desk.proposals import Proposals
from workstation.gui.desk.record import RecordSide
from workstation.gui.desk.room import DeskRoom
from workstation.gui.exporting import Exporter
from workstation.gui.import_report import ImportReport
from workstation.gui.importing import Importer, ask_files, dropped_paths
from workstation.gui.kit.buttons import PrimaryButton
from workstation.gui.kit.messages import InlineMessage
from workstation.gui.screen import Screen, Session
from workstation.gui.words import language
from workstation.services import pages as page_verbs
from workstation.services import queue as queue_verbs
from workstation.services.form import all_rows
from workstation.services.views import (
    CaseHeader,
    DocumentsAsLeft,
    DocumentView,
    EvidenceSpot,
    FormChange,
    FormRow,
    FormView,
    ImportOutcome,
    PageView,
    UndoOutcome,
)

REFRESH_AFTER_MS = 150


class DeskScreen(Screen):
    """Opened with `case_id`, and optionally `page_id`, `document_id`, `field_id`, `group_id` to start at."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._case_id = ""
        self._header: CaseHeader | None = None
        self._documents: tuple[DocumentView, ...] = ()
        self._start: dict[str, Any] = {}
        self.pages = PagePane(session.client, session.pool(), session.keymap, session.say, self)
        self.side = DocumentsSide(self.pages.pictures)
        self.record = RecordSide(session, self)
        self.importer = Importer(session, self)
        self.import_report = ImportReport(session, self.importer, self.side.message, self)
        self.room = DeskRoom(self.side, self.pages, self.record)
        self.body.addWidget(self.room, 1)
        self._refresh = QTimer(self)
        self._refresh.setSingleShot(True)
        self._refresh.setInterval(REFRESH_AFTER_MS)
        self._submit = PrimaryButton(self.tr("Submit…"), "sign")
        self.edits = DocumentEdits(session, self.side, self.pages, self)
        self.proposals = Proposals(session, self.side.proposal, self)
        self.body.insertWidget(0, self.proposals.list)
        self.body.insertWidget(0, self.import_report.list)
        told = InlineMessage("quiet", "", self)
        self.body.insertWidget(0, told)
        self.exporter = Exporter(session, self, told)
        self.setAcceptDrops(True)
        self._wire()
        self._bind()

    # Screen

    def title(self) -> str:
        return self._header.number if self._header is not None else ""

    def opened(self, **args: Any) -> None:
        self._start = dict(args)
        self._open(str(args["case_id"]))

    def panes(self) -> tuple[QWidget, ...]:
        return self.side, *self.pages.panes, self.record

    def leaving(self) -> None:
        self.record.finish()
        self.pages.keep_view()

    @property
    def header(self) -> CaseHeader | None:
        """The case on the desk."""
        return self._header

    @property
    def documents(self) -> tuple[DocumentView, ...]:
        """Its documents, as last read."""
        return self._documents

    # The case

    def _open(self, case_id: str) -> None:
        if case_id != self._case_id:
            self._documents = ()  # pages still on screen are no longer this case's: none of them is seen for it
        self._case_id = case_id
        self.side.message.say("note", "")
        self.import_report.show_case(case_id)
        client = self.session.client
        client.call(queue_verbs.open_case, case_id, done=self._take_header)
        taken = partial(self._take_documents, case_id)
        client.call(page_verbs.documents_as_left, case_id, done=taken, owner=self)
        self.tell_reading()

    def reading_case(self) -> str | None:
        return self._case_id

    def _take_header(self, header: CaseHeader) -> None:
        if header.case_id != self._case_id:
            return
        fresh = self._header is None or self._header.case_id != header.case_id
        self._header = header
        said = status_word(header.status)
        self.app_bar.show_case(header.patient.name, identity(header), said, status_icon(header.status))
        closed = self.session.say(header.locked_reason) if header.locked_reason is not None else ""
        self._submit.explain(closed)
        self.pages.allow("" if header.may_edit else closed)
        self.proposals.allow(header.may_edit)
        self.edits.show_case(header)
        self.record.show_case(header)
        self.exporter.show_case(header.case_id)
        self.title_changed.emit()
        if fresh:
            self.record.take_focus()
        if fresh and "field_id" in self._start:
            self.record.focus_field(str(self._start["field_id"]), self._start.get("group_id"))

    def _take_documents(self, case_id: str, left: DocumentsAsLeft) -> None:
        if case_id != self._case_id:
            return
        documents = self._documents = left.documents
        self.side.documents.show_documents(documents)
        self.proposals.show_documents(case_id, documents)
        self.pages.show_case(self._case_id, documents, left.states)
        page_id, document_id = self._start.pop("page_id", ""), self._start.pop("document_id", "")
        if page_id and document_id:
            self.pages.open_document(str(document_id), str(page_id))
        self._show_seen()

    def _reload_documents(self) -> None:
        if self._case_id:
            asked = partial(self._refresh_documents, self._case_id)
            self.session.client.call(page_verbs.case_documents, self._case_id, done=asked, owner=self)
            self.tell_reading()

    def _refresh_documents(self, case_id: str, documents: tuple[DocumentView, ...]) -> None:
        if case_id != self._case_id:
            return
        page, document_id = self.pages.active.current_page(), self.pages.active.current
        self._documents = documents
        self.side.documents.show_documents(documents)
        self.proposals.show_documents(case_id, documents)
        self.pages.show_documents(documents)
        self._follow(page, document_id)
        self.edits.documents_shown()
        self._show_seen()

    def _reload_header(self) -> None:
        self.session.client.call(queue_verbs.case_header, self._case_id, done=self._take_header)

    # Page and record

    def _page_shown(self, document_id: str, page_id: str) -> None:
        self.side.documents.show_current(document_id, page_id)
        self.session.reading.look_at(self._case_id, page_id)

    def _seen(self, page_ids: list[str]) -> None:
        known = {page.id for document in self._documents for page in document.pages if page.seen}
        here = {page.id for document in self._documents for page in document.pages}
        fresh = [page_id for page_id in page_ids if page_id in here - known]
        if fresh:
            client = self.session.client
            client.call(page_verbs.mark_seen, self._case_id, tuple(fresh), done=self._seen_marked)

    def _seen_marked(self, _new: int) -> None:
        self._refresh.start()

    def _page_read(self, page_id: str) -> None:
        if any(page.id == page_id for document in self._documents for page in document.pages):
            self.pages.words_changed(page_id)
            self._refresh.start()

    def _page_changed(self, change: FormChange, page_id: str) -> None:
        """Words of a page were corrected, or it was reviewed by eye."""
        self.record.take(change)
        self._pages_changed((page_id,))

    def _pages_changed(self, page_ids: tuple[str, ...]) -> None:
        for page_id in page_ids:
            self.pages.words_changed(page_id)
        self._reload_documents()

    def _form_changed(self, form: FormView) -> None:
        focused = self.record.findings.list.focused_row
        marks: list[Mark] = []
        for row in all_rows(form.sections):
            own = focused is not None and _place(row) == _place(focused)
            for value in row.values:
                marks += [_mark(spot, row.field.label(language()), own) for spot in value.spots]
        self.pages.show_evidence(_merged(marks))

    def _focus_changed(self, label: str, reason: str) -> None:
        self.pages.aim(label, reason)
        row = self.record.findings.list.focused_row
        self.pages.asker.aim(row.field.id if row is not None else "", label, reason)
        form = self.record.findings.form
        if form is not None:
            self._form_changed(form)

    def _evidence_clicked(self, evidence_id: str) -> None:
        row = self._resting_on(evidence_id)
        if row is not None:
            self.record.focus_field(*_place(row))

    def _evidence_stepped(self, evidence_id: str) -> None:
        row = self._resting_on(evidence_id)
        if row is not None:
            self.record.findings.list.focus_row(*_place(row))  # marked; the keys stay on the page

    def _resting_on(self, evidence_id: str) -> FormRow | None:
        form = self.record.findings.form
        rows = all_rows(form.sections) if form is not None else ()
        spots = ((row, spot) for row in rows for value in row.values for spot in value.spots)
        return next((row for row, spot in spots if spot.evidence_id == evidence_id), None)

    def _open_page(self, page_id: str) -> None:
        self._look_at_page(page_id)
        self._to_page()

    def _to_page(self) -> None:
        """Give the keys to the page, with room to be seen in."""
        self.room.show_page()
        self.pages.take_focus()

    def _to_next_page(self) -> None:
        """Alt+1: to the page; from there to the other side, where there are two."""
        if not self.pages.has_keys:
            self._to_page()
        elif len(self.pages.sides) == 2:
            self.pages.change_sides()

    def _back_to_page(self) -> None:
        """Esc from beside it; a page that is put away stays so."""
        if self.pages.isHidden():
            self.record.take_focus()
        else:
            self.pages.take_focus()

    def _open_picked(self, document_id: str, page_id: str) -> None:
        self.room.show_page()
        self.pages.open_document(document_id, page_id)

    def _show_page(self, page_id: str) -> None:
        """A page with room to be seen in; the keys stay."""
        self.room.show_page()
        self._look_at_page(page_id)

    def _look_at_page(self, page_id: str) -> None:
        for document in self._documents:
            if any(page.id == page_id for page in document.pages):
                self.pages.open_document(document.id, page_id)

    def _documents_accepted(self, change: FormChange) -> None:
        self._documents_edited(change)
        self._back_to_page()

    def _show_source(self, spot: EvidenceSpot) -> None:
        self.room.show_page()
        self.pages.show_source(spot)
        self.pages.canvas.setFocus()

    # Files

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.add_files(dropped_paths(event.mimeData()))

    def add_files(self, paths: list[Path]) -> None:
        """Bring files and folders into the case."""
        if self._case_id:
            self.importer.add(self._case_id, paths)

    def choose_files(self) -> None:
        """Ask which files to add."""
        self.add_files(ask_files(self, self.tr("Add documents")))

    def _import_came(self, _outcome: ImportOutcome) -> None:
        self._refresh.start()

    def _import_done(self, outcomes: list[ImportOutcome]) -> None:
        self.import_report.show_run(outcomes)
        self._reload_documents()
        self._reload_header()

    # What documents there are

    def _documents_edited(self, change: FormChange | None) -> None:
        if change is not None:
            self.record.take(change)
        self._documents_changed()

    def _documents_changed(self) -> None:
        self._reload_documents()
        self._reload_header()

    def _stepped(self, outcome: UndoOutcome, said: str) -> None:
        """Show what undo or redo changed; it is told on the page when the keys are there."""
        if self.pages.active.has_keys:
            self.pages.tell(said)
            self.record.findings.hush()
        page, changed = self.pages.active.current_page(), (*outcome.page_ids, *outcome.turned)
        if changed and (page is None or page.id not in changed):
            self._look_at_page(changed[0])
        if outcome.field_id is not None:
            self.record.show_tab("findings")

    def _follow(self, page: PageView | None, document_id: str) -> None:
        """A page that was on screen stays there when it goes to another place or document."""
        shown = self.pages.active.current_page()
        if page is None or (
            shown is not None and (shown.id, self.pages.active.current) == (page.id, document_id)
        ):
            return
        self._look_at_page(page.id)

    # Status bar

    def _show_seen(self) -> None:
        pages = [page for document in self._documents for page in document.pages]
        seen = sum(page.seen for page in pages)
        said = self.tr("%1 of %2 pages seen").replace("%1", str(seen)).replace("%2", str(len(pages)))
        self.status_bar.show_pages(said if pages else "")

    def _saved(self) -> None:
        self.status_bar.show_saved(self.record.saved_text())
        if self._header is not None and self._header.owner is None:
            self._reload_header()  # the first change took the case: its status and owner are others now

    # Wiring

    def _wire(self) -> None:
        pages, record, side = self.pages, self.record, self.side
        side.documents.picked.connect(self._open_picked)
        side.documents.name_asked.connect(pages.name_document)
        pages.document_bar.named.connect(self.edits.retype)
        pages.document_bar.set_aside_asked.connect(self.edits.set_aside)
        pages.document_bar.taken_back.connect(self.edits.take_back)
        self.edits.changed.connect(self._documents_edited)
        self.edits.undo_asked.connect(record.findings.undo)
        self.edits.left.connect(self._back_to_page)
        for asked in (pages.again_asked, self.edits.again_asked):
            asked.connect(self.session.reading.look_again)
            asked.connect(self._reload_documents)
        self.proposals.described.connect(pages.document_bar.propose)
        self.proposals.others_named.connect(pages.name_others)
        self.proposals.others_named.connect(side.documents.name_others)
        self.proposals.picked.connect(self._show_page)
        self.proposals.changed.connect(self._documents_accepted)
        self.proposals.left.connect(self._back_to_page)
        side.add_asked.connect(self.choose_files)
        pages.add_asked.connect(self.choose_files)
        pages.page_shown.connect(self._page_shown)
        pages.seen.connect(self._seen)
        pages.cited.connect(record.cite)
        pages.read_by_eye.connect(record.read_by_eye)
        pages.changed.connect(self._page_changed)
        pages.undo_asked.connect(record.findings.undo)
        record.pages_changed.connect(self._pages_changed)
        record.documents_changed.connect(self._documents_changed)
        record.stepped.connect(self._stepped)
        pages.evidence_clicked.connect(self._evidence_clicked)
        pages.evidence_stepped.connect(self._evidence_stepped)
        pages.record_wanted.connect(record.take_focus)
        pages.turned.connect(self._reload_documents)
        record.form_changed.connect(self._form_changed)
        record.aimed.connect(self._focus_changed)
        record.source_asked.connect(self._show_source)
        record.saved.connect(self._saved)
        record.page_wanted.connect(self._to_page)
        record.page_asked.connect(self._open_page)
        record.status_changed.connect(self._reload_header)
        self.session.reading.page_read.connect(self._page_read)
        self.importer.came.connect(self._import_came)
        self.importer.finished.connect(self._import_done)
        self._refresh.timeout.connect(self._reload_documents)

    def _bind(self) -> None:
        bind = self.session.keymap.bind
        self._submit.follow(bind(self, "case.submit", self.record.submit))
        self.app_bar.set_actions((self.exporter.button,), self._submit)
        bind(self, "case.add_documents", self.choose_files)
        self.session.keymap.tell("case.add_documents", self.side, self.side.set_key)
        bind(self, "documents.review", self.proposals.review)
        bind(self, "documents.accept", self.proposals.accept_all)
        bind(self.record.findings.list, "form.ask", self.pages.open_ask)
        bind(self.side.documents, "documents.ask", self.pages.open_ask)
        timeline, matrix = self.record.timeline.view, self.record.suitability.matrix
        bind(timeline, "timeline.ask", self.pages.open_ask)
        bind(timeline, "timeline.peek", self.room.peek)
        bind(matrix, "matrix.ask", self.pages.open_ask)
        bind(matrix, "matrix.peek", self.room.peek)
        bind(self, "edit.undo", self.record.findings.undo)
        bind(self, "edit.redo", self.record.findings.redo)
        bind(self, "go.back", self.pages.go_back)
        bind(self, "go.forward", self.pages.go_forward)
        bind(self, "pane.page", self._to_next_page)
        bind(self, "pane.documents", self.side.documents.setFocus)
        bind(self, "pane.record", self.record.take_focus)
        bind(self, "pane.widths", self.room.next_balance)


def _merged(marks: list[Mark]) -> list[Mark]:
    """One mark a place, however many values rest on it; the focused field's comes through."""
    by_place: dict[tuple[object, ...], Mark] = {}
    for mark in marks:
        place = (mark.kind, mark.page_id, mark.quads)
        if place not in by_place or mark.focused:
            by_place[place] = mark
    return list(by_place.values())


def _place(row: FormRow) -> tuple[str, str | None]:
    return row.field.id, row.group_id


def _mark(spot: EvidenceSpot, label: str, focused: bool) -> Mark:
    kind = MarkKind.CONTRADICTS if spot.polarity == "contradicts" else MarkKind.EVIDENCE
    return Mark(kind, spot.page_id, spot.quads, spot.evidence_id, label, focused)
