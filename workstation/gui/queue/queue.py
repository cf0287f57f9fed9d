"""The queue screen: wires views, filter, table and preview."""

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from workstation.domain.case import CaseStatus, Role
from workstation.domain.errors import WorkstationError
from workstation.gui.import_report import ImportReport
from workstation.gui.importing import Importer, ask_files, dropped_paths
from workstation.gui.kit.action_menu import ActionMenu, actions_at
from workstation.gui.kit.buttons import PrimaryButton, SecondaryButton
from workstation.gui.kit.keymap import label_of
from workstation.gui.kit.messages import EmptyState, InlineMessage
from workstation.gui.queue.bin import Bin
from workstation.gui.queue.filters import FilterRow
from workstation.gui.queue.new_case import NewCasePanel
from workstation.gui.queue.preview import Preview
from workstation.gui.queue.search_hits import SearchHits
from workstation.gui.queue.table import QueueTable
from workstation.gui.queue.views_rail import ViewsRail, view_word
from workstation.gui.screen import Screen, Session
from workstation.services import queue as verbs
from workstation.services.finding_text import search
from workstation.services.views import (
    Hit,
    ImportOutcome,
    QueueFilter,
    QueueRow,
    QueueView,
    QueueViewName,
)

PREVIEW_FROM = 1600
VIEWS_IN_WORDS_FROM = 1400
REFRESH_AFTER_MS = 300


class QueueScreen(Screen):
    """The first screen after the door; it knows the order of the cases (`CaseOrder`)."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        supervisor = Role.SUPERVISOR in session.user.roles and Role.REVIEWER not in session.user.roles
        first = QueueViewName.AWAITING_SIGNOFF if supervisor else QueueViewName.ALL_OPEN
        self._filter = QueueFilter(first)
        self._queue: QueueView | None = None
        self._creating = False
        self._deferring = False
        self._waiting_files: list[Path] = []
        self._came_back = ""
        self.views = ViewsRail()
        self.filters = FilterRow()
        self.table = QueueTable(session)
        self.preview = Preview(session)
        self.new_case = NewCasePanel(session)
        self.hits = SearchHits()
        self.importer = Importer(session, self)
        self.bin = Bin(session, self.table, self)
        self._message = InlineMessage()
        self.import_report = ImportReport(session, self.importer, self._message, self)
        self._empty = EmptyState("", self.tr("Show all"))
        self._middle = QStackedWidget()
        self._take = PrimaryButton(self.tr("Take next"), "flag")
        self._add = SecondaryButton(self.tr("Add documents"), "import")
        self._new = SecondaryButton(self.tr("New case"), "plus")
        self._refresh = QTimer(self)
        self._refresh.setSingleShot(True)
        self._refresh.setInterval(REFRESH_AFTER_MS)
        self.setAcceptDrops(True)
        self._lay_out()
        self._wire()
        self._bind()

    # Screen

    def title(self) -> str:
        return self.tr("Queue")

    def opened(self, **args: Any) -> None:
        self.app_bar.show_heading(self.tr("Queue"))
        self.app_bar.show_search(self.tr("Search all pages"))
        self.reload()
        self.table.setFocus()

    def panes(self) -> tuple[QWidget, ...]:
        return self.views, self.filters, self.table, self.preview

    def search(self, text: str) -> None:
        if text.strip():
            asked = partial(self._show_hits, text)
            self.session.client.read(search, text, done=asked, owner=self)

    # Order of the cases

    def neighbour(self, case_id: str, step: int, only_open: bool) -> str | None:
        """The case `step` places further in the filter, None at its ends."""
        rows = [
            row
            for row in self.table.rows
            if row.case_id == case_id or not only_open or row.status is not CaseStatus.SIGNED
        ]
        ids = [row.case_id for row in rows]
        if case_id not in ids:
            return None
        at = ids.index(case_id) + step
        return ids[at] if 0 <= at < len(ids) else None

    def place_of(self, case_id: str) -> str:
        """For example: 1 of 17 in All open."""
        ids = [row.case_id for row in self.table.rows]
        if case_id not in ids:
            return ""
        said = self.tr("%1 of %2 in %3").replace("%1", str(ids.index(case_id) + 1))
        return said.replace("%2", str(len(ids))).replace("%3", view_word(self._filter.view))

    # The list

    def reload(self) -> None:
        """Ask for the cases again."""
        client = self.session.client
        client.call(verbs.list_queue, self._filter, done=self._show)
        self.tell_reading()

    def _show(self, queue: QueueView) -> None:
        self._queue = queue
        self.views.show_queue(queue, self._filter.view)
        self.filters.show_queue(queue, self._filter)
        self._show_cases(queue)
        if self._middle.currentWidget() is self.hits:
            pass  # what was searched for stays until it is closed
        elif queue.rows:
            self._middle.setCurrentWidget(self.table)
        else:
            hidden = self.tr("No cases here. %n are hidden by filters.", "", queue.hidden)
            nothing = self.tr("No cases here.")
            narrows = self.filters.narrows
            self._empty.say(hidden if narrows else nothing, self.tr("Show all") if narrows else "")
            had_keys = self.table.hasFocus()
            self._middle.setCurrentWidget(self._empty)
            if had_keys:
                self.views.setFocus()
        self._take.explain(
            "" if queue.counts.get(QueueViewName.UNASSIGNED, 0) else self.tr("Nothing is unassigned.")
        )
        self._show_side()

    def _show_cases(self, queue: QueueView) -> None:
        in_bin = self._filter.view is QueueViewName.BIN
        self.bin.show_view(in_bin)
        self.preview.show_view(in_bin)
        self._defer_key.setEnabled(not in_bin)
        self._defer_key.setStatusTip(self.tr("This case is in the bin.") if in_bin else "")
        self.table.show_rows(queue.rows)
        if self._came_back in {row.case_id for row in queue.rows}:
            self._middle.setCurrentWidget(self.table)
            self.table.go_to(self._came_back)
            self.table.setFocus()
        self._came_back = ""

    def _bin_changed(self, came_back: str) -> None:
        self._message.say("note", "")
        self._came_back = came_back
        self.reload()

    def _bin_refused(self, error: WorkstationError) -> None:
        self._refused(error)
        self.reload()  # what was shown may be what is no longer so

    def _open_menu(self, at: QPoint) -> None:
        """What can be done with the current case."""
        menu = ActionMenu(self, actions_at(self.table))
        open_case = menu.addAction(label_of(self.session.keymap.spec("queue.open")))
        open_case.setShortcut(self.session.keymap.keys("queue.open")[0])
        open_case.setShortcutVisibleInContextMenu(True)
        open_case.triggered.connect(lambda: self._open(self.table.current_row()))
        menu.add_named("queue.defer", "queue.restore", "queue.bin")
        menu.popup(at)

    def _set_filter(self, chosen: QueueFilter) -> None:
        self._filter = chosen
        self.reload()

    def _choose_view(self, view: QueueViewName) -> None:
        self._set_filter(replace(self._filter, view=view))

    def _sort(self, sort: str) -> None:
        again = self._filter.sort == sort
        self._set_filter(
            replace(self._filter, sort=sort, descending=not self._filter.descending if again else False)
        )

    # Opening

    def _open(self, row: QueueRow | None) -> None:
        if row is None:
            return
        to_sign = row.status is CaseStatus.AWAITING_SIGNOFF and self._filter.view is not QueueViewName.BIN
        if to_sign and Role.SUPERVISOR in self.session.user.roles:
            self.signoff_asked.emit(row.case_id, {})
        else:
            self.case_asked.emit(row.case_id, {})

    def _take_next(self) -> None:
        self.session.client.call(verbs.take_next, done=self._taken, failed=self._refused)

    def _taken(self, case_id: str | None) -> None:
        if case_id is None:
            self._message.say("quiet", self.tr("Nothing is unassigned."))
        else:
            self.case_asked.emit(case_id, {})

    def _refused(self, error: WorkstationError) -> None:
        self._message.say("problem", self.session.say(error))

    def _show_hits(self, text: str, hits: tuple[Hit, ...]) -> None:
        numbers = {row.case_id: row.number for row in self.table.rows}
        self.hits.show_hits(text, hits, numbers)
        self._middle.setCurrentWidget(self.hits)

    def _open_hit(self, hit: Hit) -> None:
        self.case_asked.emit(hit.case_id, {"document_id": hit.document_id, "page_id": hit.page_id})

    def _close_hits(self) -> None:
        self._middle.setCurrentWidget(self.table)
        self.reload()
        self.table.setFocus()

    # Deferring

    def _ask_defer(self) -> None:
        """Ask in the preview, which opens for it where the window is narrow."""
        if self.table.current_row() is None:
            return
        self._deferring, self._creating = True, False
        self._show_side()
        self.preview.ask_defer()

    def _defer(self, row: QueueRow, until: date, reason: str) -> None:
        client = self.session.client
        client.call(
            verbs.defer,
            row.case_id,
            until,
            reason,
            row.row_version,
            done=self._deferred,
            failed=lambda error: self.preview.say(self.session.say(error)),
            owner=self,
        )

    def _deferred(self, _answer: None) -> None:
        self._deferring = False
        self.preview.show_row(None)
        self.reload()

    # Files and new cases

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._dropped("", dropped_paths(event.mimeData()))

    def _dropped(self, case_id: str, paths: list[Path]) -> None:
        if case_id:
            self.importer.add(case_id, paths)
        else:
            self._waiting_files = paths
            self._ask_new_case()

    def _choose_files(self) -> None:
        row = self.table.current_row()
        title = self.tr("Add documents to %1").replace("%1", row.number) if row else self.tr("Add documents")
        paths = ask_files(self, title)
        if paths:
            self._dropped(row.case_id if row is not None else "", paths)

    def _ask_new_case(self) -> None:
        self._creating = True
        self._show_side()
        self.new_case.ask()
        if self._waiting_files:
            said = self.tr("%n file(s) wait for the new case.", "", len(self._waiting_files))
            self._message.say("note", said)

    def _leave_new_case(self) -> None:
        self._creating = False
        self._waiting_files = []
        self._message.say("note", "")
        self._show_side()
        self.table.setFocus()

    def _created(self, case_id: str) -> None:
        files, self._waiting_files = self._waiting_files, []
        self._creating = False
        self._message.say("note", "")
        if files:
            self.importer.add(case_id, files)
        self.case_asked.emit(case_id, {})

    def _imported(self, outcomes: list[ImportOutcome]) -> None:
        self.import_report.show_run(outcomes)
        self.reload()

    # Layout

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.views.set_rail(self.width() < VIEWS_IN_WORDS_FROM)
        self._show_side()

    def _show_side(self) -> None:
        wide = self.width() >= PREVIEW_FROM or self._deferring
        self.new_case.setVisible(self._creating)
        self.preview.setVisible(wide and not self._creating and self.table.current_row() is not None)

    def _moved(self, row: QueueRow | None) -> None:
        self.preview.show_row(row)
        self._show_side()

    def _lay_out(self) -> None:
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        for page in (self.table, self._empty, self.hits):
            self._middle.addWidget(page)
        for widget in (self.filters, self._message, self.import_report.list, self._middle):
            middle.addWidget(widget)
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.views)
        across.addLayout(middle, 1)
        across.addWidget(self.preview)
        across.addWidget(self.new_case)
        self.new_case.hide()
        self.body.addLayout(across, 1)

    def _wire(self) -> None:
        self.views.chosen.connect(self._choose_view)
        self.filters.changed.connect(self._set_filter)
        table = self.table
        table.opened.connect(self._open)
        table.moved.connect(self._moved)
        table.sorted_by.connect(self._sort)
        table.dropped.connect(self._dropped)
        table.menu_asked.connect(self._open_menu)
        self.bin.changed.connect(self._bin_changed)
        self.bin.refused.connect(self._bin_refused)
        self.preview.follow_bin(self.bin.to_bin, self.bin.restore)
        self.preview.opened.connect(self._open)
        self.preview.deferred.connect(self._defer)
        self.new_case.created.connect(self._created)
        self.new_case.dismissed.connect(self._leave_new_case)
        self.hits.opened.connect(self._open_hit)
        self.hits.closed.connect(self._close_hits)
        self._empty.acted.connect(self.filters.clear)
        self.importer.finished.connect(self._imported)
        self.session.reading.page_read.connect(lambda _page: self._refresh.start())
        self._refresh.timeout.connect(self._reload_if_shown)

    def _reload_if_shown(self) -> None:
        if self.isVisible():
            self.reload()

    def _bind(self) -> None:
        bind = self.session.keymap.bind
        self._take.follow(bind(self, "queue.take_next", self._take_next))
        self._add.follow(bind(self, "case.add_documents", self._choose_files))
        self._new.follow(bind(self, "queue.new_case", self._ask_new_case))
        self.app_bar.set_actions((self._new, self._add), self._take)
        self._defer_key = bind(self, "queue.defer", self._ask_defer)
        bind(self, "edit.undo", self.bin.undo)
        bind(self, "queue.filter", self.filters.focus_first)
        bind(self, "queue.clear_filters", self.filters.clear)
        for number, view in enumerate(QueueViewName, start=1):
            bind(self, f"queue.view_{number}", partial(self._choose_view, view))
