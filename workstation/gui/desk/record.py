"""The right side of the desk: tabs over findings, timeline, suitability, discussion and history."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from workstation.gui.desk.discussion import DiscussionPanel
from workstation.gui.desk.findings.panel import FindingsPanel
from workstation.gui.desk.history import HistoryPanel
from workstation.gui.desk.suitability.panel import SuitabilityPanel
from workstation.gui.desk.timeline.panel import TimelinePanel
from workstation.gui.kit.announcer import Announcer
from workstation.gui.kit.frames import Panel
from workstation.gui.kit.tabs import Tab, TabRow
from workstation.gui.screen import Session
from workstation.services.views import CaseHeader, FormChange, FormRow, FormView, NewEvidence

TABS = ("findings", "timeline", "suitability", "discussion", "history")


class RecordSide(Panel):
    """`form_changed`: a FormView. `aimed`: the field that a citation goes to. `source_asked`: a spot.

    `pages_changed`: ids of pages whose words or state undo has changed. `documents_changed`: undo has changed
    documents. `stepped`: what undo did (UndoOutcome, the sentence about it). `saved`: something was written.
    `status_changed`: the case moved on. `tab_changed`: another tab is shown. `room_wanted`: it is put away and
    something in it is asked for. Its keys act wherever the keys are within `keys_in`, also while it is put away.
    """

    form_changed = Signal(object)
    aimed = Signal(str, str)
    source_asked = Signal(object)
    saved = Signal()
    status_changed = Signal()
    tab_changed = Signal()
    page_wanted = Signal()
    page_asked = Signal(str)
    pages_changed = Signal(object)
    documents_changed = Signal()
    stepped = Signal(object, str)
    room_wanted = Signal()

    def __init__(self, session: Session, keys_in: QWidget | None = None) -> None:
        super().__init__("surface", ("left",))
        self._keys_in = keys_in or self
        self._session = session
        self._header: CaseHeader | None = None
        self._open_comments: int | None = None
        self._unknown: int | None = None
        self._drawn: dict[str, FormView] = {}
        self.findings = FindingsPanel(session.client, session.rules, session.keymap, self._keys_in)
        self.timeline = TimelinePanel(session.catalogue)
        self.suitability = SuitabilityPanel(session)
        self.discussion = DiscussionPanel(session)
        self.history = HistoryPanel(session)
        self._tabs = TabRow(self.tr("Record"), self._labels())
        self._stack = QStackedWidget()
        for panel in (self.findings, self.timeline, self.suitability, self.discussion, self.history):
            self._stack.addWidget(panel)
        body = QVBoxLayout(self)
        body.setContentsMargins(1, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self._tabs)
        body.addWidget(self._stack, 1)
        self._news = Announcer(self)
        self._wire()

    @property
    def tab(self) -> str:
        """The key of the tab shown."""
        return self._tabs.current()

    def show_case(self, header: CaseHeader) -> None:
        """Show the record of a case."""
        self._header = header
        self.findings.show_case(header)
        self.suitability.show_case(header)
        self.discussion.show_case(header)
        self._show_history()

    def show_tab(self, key: str) -> None:
        """Go to a tab."""
        if key != self._tabs.current():
            self._tabs.choose(key)
            self._chosen(key)

    def cite(self, evidence: NewEvidence) -> None:
        """Evidence for the focused field."""
        self.findings.cite(evidence)

    def read_by_eye(self, evidence: NewEvidence, typed: str) -> None:
        """A value read by eye in a box, for the focused field."""
        self.findings.read_by_eye(evidence, typed)

    def take(self, change: FormChange) -> None:
        """A change of the record that was made elsewhere."""
        self.findings.take(change)

    def focus_field(self, field_id: str, group_id: str | None) -> None:
        """Bring a field into view with the keys on it."""
        self._open_tab("findings")
        self.findings.focus_field(field_id, group_id)

    def take_focus(self) -> None:
        """Give the keys to what is shown."""
        self._come_into_view()
        shown = self._stack.currentWidget()
        if shown is self.findings:
            self.findings.list.setFocus()
        elif shown is self.timeline:
            self.timeline.view.setFocus()
        elif shown is not None:
            shown.setFocus()

    def finish(self) -> None:
        """Send what is still being typed."""
        self.findings.list.editor.finish()
        self.suitability.recommendation.save()

    def submit(self) -> None:
        """Show what stands in the way of submitting, and submit from there."""
        self._open_tab("suitability")
        self.suitability.begin_submit()

    def saved_text(self) -> str:
        """For example: Saved 10:42."""
        now = datetime.now(self._session.zone)
        return self.tr("Saved %1").replace("%1", now.strftime("%H:%M"))

    def _wire(self) -> None:
        findings, keymap = self.findings, self._session.keymap
        self._tabs.chosen.connect(self._chosen)
        findings.changed.connect(self._form_changed)
        findings.aimed.connect(self.aimed)
        findings.saved.connect(self._saved)
        findings.pages_changed.connect(self.pages_changed)
        findings.documents_changed.connect(self.documents_changed)
        findings.stepped.connect(self.stepped)
        findings.page_wanted.connect(self.page_wanted)
        findings.comment_asked.connect(self._comment)
        findings.discussion_asked.connect(partial(self.show_tab, "discussion"))
        self.suitability.saved.connect(self.saved)
        self.suitability.changed.connect(partial(self._news.tell, "verdicts"))
        self.saved.connect(lambda: self._news.tell("saved", self.saved_text()))
        self.suitability.page_asked.connect(self.page_asked)
        self.suitability.status_changed.connect(self.status_changed)
        self.suitability.counted.connect(self._count_unknown)
        self.suitability.field_asked.connect(self.focus_field)
        self.timeline.field_asked.connect(self.focus_field)
        self.discussion.field_asked.connect(self.focus_field)
        self.discussion.counted.connect(self._count_comments)
        for panel in (findings, self.timeline, self.suitability):
            panel.source_asked.connect(self.source_asked)
        for key in TABS:
            keymap.bind(self._keys_in, f"record.{key}", partial(self._go_to_tab, key))
        findings.room_wanted.connect(partial(self._open_tab, "findings"))
        keymap.bind(self._keys_in, "comment.here", lambda: self._comment(findings.list.focused_row))

    def _form_changed(self, form: FormView) -> None:
        self._show_form(form)
        self.form_changed.emit(form)

    def _show_form(self, form: FormView) -> None:
        """Draw the form where it is looked at; a tab that is not shown draws it when it is chosen, once."""
        if self._drawn.get(self.tab) is form:
            return
        self._drawn[self.tab] = form
        if self.tab == "timeline":
            self.timeline.show_form(form)
        elif self.tab == "suitability":
            self.suitability.show_form(form)

    def _saved(self) -> None:
        self.suitability.refresh()
        self.saved.emit()

    def _come_into_view(self) -> None:
        if self.isHidden():
            self.room_wanted.emit()

    def _open_tab(self, key: str) -> None:
        self._come_into_view()
        self.show_tab(key)

    def _go_to_tab(self, key: str) -> None:
        self.show_tab(key)
        self.take_focus()

    def _chosen(self, key: str) -> None:
        if self.findings.form is not None:
            self._show_form(self.findings.form)
        self._stack.setCurrentIndex(TABS.index(key))
        if key == "history":
            self._show_history()
        self.tab_changed.emit()

    def _show_history(self) -> None:
        if self._header is not None and self.tab == "history":
            self.history.show_case(self._header)

    def _comment(self, form_row: FormRow | None) -> None:
        self._open_tab("discussion")
        if form_row is not None:
            self.discussion.write_about(form_row)

    def _count_comments(self, count: int) -> None:
        self._open_comments = count or None
        self._tabs.set_tabs(self._labels())

    def _count_unknown(self, count: int) -> None:
        self._unknown = count or None
        self._tabs.set_tabs(self._labels())

    def _labels(self) -> tuple[Tab, ...]:
        return (
            Tab("findings", self.tr("Findings")),
            Tab("timeline", self.tr("Timeline")),
            Tab("suitability", self.tr("Suitability"), self._unknown),
            Tab("discussion", self.tr("Discussion"), self._open_comments),
            Tab("history", self.tr("History")),
        )
