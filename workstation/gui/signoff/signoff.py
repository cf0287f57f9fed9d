"""The sign-off screen: what needs a look, its evidence, the decision. It reads the submitted version alone."""

from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from workstation.domain.errors import WorkstationError
from workstation.gui.case_words import identity, status_icon, status_word
from workstation.gui.exporting import Exporter
from workstation.gui.kit.buttons import SecondaryButton
from workstation.gui.kit.frames import Splitter
from workstation.gui.kit.messages import EmptyState, show_if
from workstation.gui.kit.tabs import TABBED_BELOW, Tab, TabRow
from workstation.gui.kit.theme import scaled
from workstation.gui.screen import Screen, Session
from workstation.gui.signoff.decision import RETURN, DecisionPane
from workstation.gui.signoff.evidence import EvidencePane
from workstation.gui.signoff.points import Point, attention_points, fact_point, undisputed_facts
from workstation.gui.signoff.points_side import PointsSide
from workstation.services import queue as queue_verbs
from workstation.services import signoff as verbs
from workstation.services.views import CaseHeader, SignoffView, VersionView

EVIDENCE: Final = "evidence"
DECISION: Final = "decision"
COMPACT_BELOW: Final = 1400
WIDE_FROM: Final = 2400


class SignoffScreen(Screen):
    """Opened with `case_id`, and optionally `version_id` for an earlier version."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._case_id = ""
        self._header: CaseHeader | None = None
        self._view: SignoffView | None = None
        self._seen: dict[str, frozenset[str]] = {}
        self.points = PointsSide(session)
        self.evidence = EvidencePane(session)
        self.decision = DecisionPane(session)
        self.exporter = Exporter(session, self, self.decision.export_message)
        self._splitter: QSplitter = Splitter()
        for widget in (self.points, self.evidence, self.decision):
            self._splitter.addWidget(widget)
        self._splitter.setStretchFactor(1, 1)
        names = Tab(EVIDENCE, self.tr("Evidence")), Tab(DECISION, self.tr("Assessment and decision"))
        self.tabs = TabRow(self.tr("Evidence or decision"), names)
        self.tabs.set_compact(True)
        self.tabs.hide()
        self._empty = EmptyState("", "", "")
        self._empty.setParent(self)
        self._empty.hide()
        self.body.addWidget(self.tabs)
        self.body.addWidget(self._splitter, 1)
        self.body.addWidget(self._empty, 1)
        self._desk = SecondaryButton("")
        self.app_bar.show_search("")
        self._wire()
        self._bind()

    # Screen

    def title(self) -> str:
        return self._header.number if self._header is not None else ""

    def opened(self, **args: Any) -> None:
        self._open(str(args["case_id"]), args.get("version_id"))

    def panes(self) -> tuple[QWidget, ...]:
        return self.points, self.tabs, self.evidence, self.decision

    # The version

    def _open(self, case_id: str, version_id: str | None = None) -> None:
        if case_id != self._case_id:
            self._case_id, self._view = case_id, None
        call = self.session.client.call
        call(queue_verbs.case_header, case_id, done=self._take_header)
        call(verbs.signoff, case_id, version_id, done=self._take_view, failed=self._nothing)
        self.points.discussion.show_case(case_id)

    def _reload(self) -> None:
        self._open(self._case_id)

    def _take_header(self, header: CaseHeader) -> None:
        self._header = header
        said = status_word(header.status)
        self.app_bar.show_case(header.patient.name, identity(header), said, status_icon(header.status))
        self.title_changed.emit()

    def _take_view(self, view: SignoffView) -> None:
        if view.version.case_id != self._case_id:
            return
        fresh = self._view is None or self._view.version.id != view.version.id
        self._view = view
        show_if(self._splitter, True)
        self._share_width()
        self._empty.hide()
        self.decision.show_view(view)
        self.exporter.show_version(view.version)
        if fresh:
            self.evidence.show_view(view)
            self.points.show_view(view)
        self._show_seen()
        self._show_status(view)
        self.session.client.call(verbs.versions, self._case_id, done=self._take_versions)
        if fresh and self._first_is_seen():
            self.points.list.next_point()
        if fresh:
            self.points.list.setFocus()

    def _take_versions(self, versions: tuple[VersionView, ...]) -> None:
        if self._view is not None and versions and versions[0].case_id == self._case_id:
            self.decision.summary.show_versions(versions, self._view.version.id)

    def _nothing(self, error: WorkstationError) -> None:
        self._view = None
        self._splitter.hide()
        self.exporter.show_version(None)
        key = self.session.keymap.shown("signoff.desk")
        self._empty.say(self.session.say(error), self.tr("Open desk"), key)
        self._empty.show()

    def _show_status(self, view: SignoffView) -> None:
        said = self.tr("%1 of %2 pages seen by the reviewer")
        self.status_bar.show_pages(said.replace("%1", str(view.pages_seen)).replace("%2", str(view.pages)))
        self.status_bar.show_note("")

    def _show_version(self, version_id: str) -> None:
        if self._view is not None and version_id != self._view.version.id:
            self._open(self._case_id, version_id)

    # Points

    def _seen_now(self) -> frozenset[str]:
        return self._seen.get(self._view.version.id, frozenset()) if self._view is not None else frozenset()

    def _first_is_seen(self) -> bool:
        point = self.points.list.current_point()
        return point is not None and point.key in self._seen_now()

    def _show_seen(self) -> None:
        view = self._view
        if view is None:
            return
        seen = self._seen_now()
        points = attention_points(view)
        checked = sum(point.key in seen for point in points)
        self.points.show_seen(seen, checked, len(points), len(undisputed_facts(view)))
        self.decision.signature.show_unchecked(len(points) - checked)

    def mark_seen(self) -> None:
        """The point was looked at: tick it and go to the next."""
        point = self.points.list.current_point()
        if point is not None and self._view is not None:
            self._seen[self._view.version.id] = self._seen_now() | {point.key}
            self._show_seen()
        self.points.list.next_point()

    def _show_point(self, point: Point) -> None:
        self._show_tab(EVIDENCE)
        self.evidence.show_point(point)
        self.points.discussion.show_point(point)
        place = None if point.row is None else (point.row.field_id, point.row.group_id)
        self.decision.show_about(place)

    def _go_to_fact(self, field_id: str, group_id: str | None) -> None:
        if self._view is None:
            return
        place = field_id, group_id
        points = (*attention_points(self._view), *undisputed_facts(self._view))
        found = next((p for p in points if p.row and (p.row.field_id, p.row.group_id) == place), None)
        if found is not None:
            self.points.list.go_to(found)
            self.points.list.setFocus()
            return
        row = next((r for r in self._view.rows if (r.field_id, r.group_id) == place), None)
        if row is not None:
            self._show_point(fact_point(row))

    # The decision

    def _decided(self, _outcome: object) -> None:
        self.points.list.setFocus()
        self._reload()

    def _begin_return(self) -> None:
        self._show_tab(DECISION)
        self.decision.choose(RETURN)

    def _comment(self) -> None:
        self.points.discussion.write()

    def _open_desk(self) -> None:
        args: dict[str, Any] = {}
        point = self.points.list.current_point()
        if point is not None and point.row is not None:
            args = {"field_id": point.row.field_id, "group_id": point.row.group_id}
        self.case_asked.emit(self._case_id, args)

    def _verified(self, at: str) -> None:
        self.status_bar.show_note(self.tr("Audit chain checked %1").replace("%1", at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.points.list.setFocus()
            return
        super().keyPressEvent(event)

    # Widths

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _show_tab(self, key: str) -> None:
        """Where evidence and decision are two tabs, the one that is asked for comes to the front."""
        self.tabs.choose(key)
        self._share_width()

    def _share_width(self) -> None:
        width = self.width()
        narrow = width < TABBED_BELOW
        self.tabs.setVisible(narrow and self._view is not None)
        for pane, key in ((self.evidence, EVIDENCE), (self.decision, DECISION)):
            pane.setVisible(not narrow or self.tabs.current() == key)
        small, large = width < COMPACT_BELOW, width >= WIDE_FROM
        left, right = (300, 372) if small else (420, 480) if large else (372, 424)
        left, right = min(scaled(left), left + 40), min(scaled(right), right + 72)
        self.decision.set_compact(small)
        self.points.setMinimumWidth(left - 60)
        self.decision.setMinimumWidth(right - 40)
        rest = width - left
        self._splitter.setSizes([left, rest, rest] if narrow else [left, rest - right, right])

    # Wiring

    def _wire(self) -> None:
        self.points.list.chosen.connect(self._show_point)
        self.tabs.chosen.connect(self._show_tab)
        self.evidence.fact_asked.connect(self._go_to_fact)
        self.decision.summary.version_asked.connect(self._show_version)
        for form in (self.decision.signature, self.decision.returning):
            form.reload_asked.connect(self._reload)
        self.decision.signature.signed.connect(self._decided)
        self.decision.returning.returned.connect(self._decided)
        self.decision.signed.verified.connect(self._verified)
        self._empty.acted.connect(self._open_desk)

    def _bind(self) -> None:
        bind = self.session.keymap.bind
        self.evidence.seen.follow(bind(self, "signoff.seen", self.mark_seen))
        self.evidence.comment.follow(bind(self, "comment.here", self._comment))
        self._desk.follow(bind(self, "signoff.desk", self._open_desk))
        bind(self, "signoff.return", self._begin_return)
        self.app_bar.set_actions((self._desk, self.exporter.button), None)
