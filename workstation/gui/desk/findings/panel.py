"""The findings tab: chips, the form, what went wrong in place, undo; carries out what the list asks for."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from workstation.domain.case import CaseStatus
from workstation.domain.errors import WorkstationError
from workstation.domain.fields import GroupKind
from workstation.domain.findings import Finding
from workstation.domain.messages import Message
from workstation.gui.client import Client
from workstation.gui.desk.findings.editor import Completions
from workstation.gui.desk.findings.form_list import FormList
from workstation.gui.desk.findings.line_bar import LineBar
from workstation.gui.desk.findings.section_chips import SectionChips
from workstation.gui.kit.frames import Rule
from workstation.gui.kit.keymap import Keymap
from workstation.gui.kit.messages import InlineMessage, Toast
from workstation.gui.words import in_language, language
from workstation.services import by_eye, finding_groups, findings, form, own_edits, undoing
from workstation.services.rules import Rules
from workstation.services.views import (
    CaseHeader,
    FormChange,
    FormGroup,
    FormRow,
    FormView,
    NewEvidence,
    RowMark,
    UndoOutcome,
)


class FindingsPanel(QWidget):
    """`changed`: a `FormView` after every change. `source_asked`: a spot to show on the page.

    `aimed`: (label, reason): the field that a citation goes to, or why there is none. `saved`: something was
    written. `comment_asked`: a row to comment on. `page_wanted`: Esc. `pages_changed`: ids of pages that undo changed.
    `documents_changed`: undo changed documents. `stepped`: an UndoOutcome and what is said of it. `room_wanted`: a row
    is gone to, though the panel may be put away. Its steps act wherever the keys are within `keys_in`.
    """

    changed = Signal(object)
    source_asked = Signal(object)
    aimed = Signal(str, str)
    saved = Signal()
    comment_asked = Signal(object)
    page_wanted = Signal()
    discussion_asked = Signal()
    pages_changed = Signal(object)
    documents_changed = Signal()
    stepped = Signal(object, str)
    room_wanted = Signal()

    def __init__(self, client: Client, rules: Rules, keymap: Keymap, keys_in: QWidget | None = None) -> None:
        super().__init__()
        self._keys_in = keys_in or self
        self._client = client
        self._rules = rules
        self._header: CaseHeader | None = None
        self._form: FormView | None = None
        self._under_way: dict[tuple[str, str, str | None], deque[Future[FormChange]]] = {}
        kinds: tuple[GroupKind, ...] = rules.dictionary.groups
        self.chips = SectionChips()
        self.list = FormList(rules.catalogue, Completions(rules.lexicon, self), kinds)
        self._message = InlineMessage()
        self._lines = LineBar()
        self._toast = Toast(self)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        for widget in (self.chips, Rule(), self._message, self._lines):
            body.addWidget(widget)
        body.addWidget(self.list, 1)
        self._wire()
        self._bind(keymap)

    # The case

    def show_case(self, header: CaseHeader) -> None:
        """Show the form of a case."""
        before, self._header = self._header, header
        if before is None or (before.case_id, before.may_edit) != (header.case_id, header.may_edit):
            self._message.say("note", "")
            self._lines.hide()
        if header.status is CaseStatus.RETURNED and header.may_edit:
            self._message.say("note", self.tr("The supervisor returned this case with a comment."))
            self._message.add_action(self.tr("Read it")).clicked.connect(self.discussion_asked)
        if not header.may_edit and header.locked_reason is not None:
            self._message.say("quiet", self._rules.catalogue.render(header.locked_reason, language()))
        self._client.call(form.the_form, header.case_id, done=self.show_form)

    def show_form(self, view: FormView) -> None:
        """Show a form that came from anywhere."""
        if self._header is None or view.case_id != self._header.case_id:
            return
        self._form = view
        self.chips.show_sections(view.sections)
        self.list.show_form(view, read_only=not self._header.may_edit)
        self._aim(self.list.focused_row)
        self.changed.emit(view)

    @property
    def form(self) -> FormView | None:
        return self._form

    def focus_field(self, field_id: str, group_id: str | None) -> None:
        """Bring a field's row into view with the keys on it."""
        self.list.focus_row(field_id, group_id)
        self.list.setFocus()

    def cite(self, evidence: NewEvidence) -> None:
        """Evidence for the focused row."""
        row = self.list.focused_row
        if row is None:
            return
        self._do_at(row, findings.cite, evidence, self.list.chosen_finding(row))

    def read_by_eye(self, evidence: NewEvidence, typed: str) -> None:
        """A value of the focused row as somebody reads it in a box."""
        row = self.list.focused_row
        if row is not None:
            self._do_at(row, by_eye.read_by_eye, evidence, typed)

    def undo(self) -> None:
        """Take back the last change of this record."""
        self._step(undoing.undo)

    def redo(self) -> None:
        """Make it again."""
        self._step(undoing.redo)

    # What the list asks for

    def _typed(self, row: FormRow, finding: Finding | None, text: str) -> None:
        if finding is None and any(value.finding.stands for value in row.values):
            self._do_at(row, findings.add_value, text)
        else:
            self._do_at(row, own_edits.set_seen_value, text, finding, self._before(row))

    def _not_found(self) -> None:
        self.list.editor.finish()
        row = self.list.focused_row
        if row is not None and not row.field.derived:
            self._do_at(row, findings.looked_for_not_found)

    def _clear(self, row: FormRow) -> None:
        finding = self.list.edited_finding(row)
        if finding is not None:
            self._do_at(row, own_edits.clear_seen_value, finding, self._before(row))
            self._toast.show_text(self.tr("Cleared %1").replace("%1", row.field.label(language())))

    def _resolve(self, row: FormRow, finding_id: str, reason: str) -> None:
        self._do_at(row, findings.resolve_conflict, finding_id, reason)

    def _explain(self, row: FormRow, text: str) -> None:
        self._do_at(row, findings.explain_conflict, text)

    def _add_group(self, kind: str) -> None:
        self._do(finding_groups.add_group, kind, then=self._open_group)

    def _open_group(self, change: FormChange) -> None:
        if change.group_id is not None:
            self.list.open_group(change.group_id)

    def _move_group(self, step: int) -> None:
        group = self._group(self.list.focused_group)
        if group is not None:
            self._do(finding_groups.move_group, group.group.id, group.group.position + step)

    def _override(self, group_id: str, line: int, reason: str) -> None:
        self._do(finding_groups.override_line, group_id, line, reason)

    def _menu(self, row: FormRow, at: QPoint) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(self.tr("Add another value"), lambda: self.list.begin_edit(adding=True))
        menu.addAction(self.tr("Looked for, not found"), self._not_found)
        menu.addAction(self.tr("Comment"), lambda: self.comment_asked.emit(row))
        evidence = [spot for value in row.values for spot in value.spots]
        for spot in evidence:
            said = self.tr("Remove source: %1").replace("%1", spot.quote or self.tr("a drawn box"))
            menu.addAction(said, partial(self._do, findings.remove_evidence, spot.evidence_id))
        group = self._group(row.group_id)
        if group is not None:
            menu.addSeparator()
            if group.kind.id == "episode":
                menu.addAction(self.tr("Set the line of therapy…"), lambda: self._lines.ask(group))
                if group.override is not None:
                    menu.addAction(
                        self.tr("Let the rule number the line"),
                        lambda: self._do(finding_groups.clear_override, group.group.id),
                    )
            menu.addAction(
                self.tr("Remove: %1").replace("%1", in_language(group.title_en, group.title_zh)),
                lambda: self._do(finding_groups.remove_group, group.group.id),
            )
        menu.popup(at)

    # Doing

    def _do(
        self, verb: Callable[..., FormChange], *args: Any, then: Callable[[FormChange], None] | None = None
    ) -> None:
        if self._header is None:
            return

        def done(change: FormChange) -> None:
            self.take(change)
            if then is not None:
                then(change)

        self._client.call(verb, self._header.review_id, *args, done=done, failed=self._failed)

    def _do_at(self, row: FormRow, verb: Callable[..., FormChange], *args: Any) -> None:
        """Change a row. Until that is answered, a further edit of the row rests on it."""
        if self._header is None:
            return
        place = row.field.id, row.group_id
        under_way = self._under_way.setdefault((self._header.review_id, *place), deque())

        def done(change: FormChange) -> None:
            under_way.popleft()
            self.take(change)

        def failed(error: WorkstationError) -> None:
            under_way.popleft()
            self._failed(error)

        asked = (verb, self._header.review_id, *place, *args)
        under_way.append(self._client.call(*asked, done=done, failed=failed, owner=self))

    def _before(self, row: FormRow) -> own_edits.Before:
        """The last change of a row that is not answered yet."""
        review = self._header.review_id if self._header is not None else ""
        under_way = self._under_way.get((review, row.field.id, row.group_id))
        return under_way[-1] if under_way else None

    def take(self, change: FormChange) -> None:
        """Show what a change made of the form."""
        self._message.say("note", "")
        self.show_form(change.form)
        if change.warning is not None:
            self._message.say("warning", self._rules.catalogue.render(change.warning, language()))
        self.saved.emit()

    def _step(self, verb: Callable[..., UndoOutcome]) -> None:
        if self._header is not None:
            self._client.call(verb, self._header.case_id, done=self._stepped, failed=self._failed)

    def _stepped(self, outcome: UndoOutcome) -> None:
        if outcome.form is not None:
            self.show_form(outcome.form)
        if outcome.done and outcome.field_id is not None:
            self.list.focus_row(outcome.field_id, outcome.group_id)
        if outcome.page_ids:
            self.pages_changed.emit(outcome.page_ids)
        if outcome.documents:
            self.documents_changed.emit()
        self._say(outcome.message, "quiet")
        self.stepped.emit(outcome, self._rules.catalogue.render(outcome.message, language()))
        if outcome.done:
            self.saved.emit()

    def hush(self) -> None:
        """What was said last is said elsewhere."""
        self._message.say("quiet", "")

    def _failed(self, error: WorkstationError) -> None:
        self._message.say("problem", self._rules.catalogue.render_error(error, language()))

    def _say(self, message: Message, kind: str) -> None:
        self._message.say(kind, self._rules.catalogue.render(message, language()))

    # Inside

    def _wire(self) -> None:
        form_list = self.list
        form_list.typed.connect(self._typed)
        form_list.source_asked.connect(self.source_asked)
        form_list.clear_asked.connect(self._clear)
        form_list.group_asked.connect(self._add_group)
        form_list.resolved.connect(self._resolve)
        form_list.explained.connect(self._explain)
        form_list.focus_changed.connect(self._aim)
        form_list.menu_asked.connect(self._menu)
        form_list.left.connect(self.page_wanted)
        self._lines.decided.connect(self._override)
        self._lines.left.connect(form_list.setFocus)
        self.chips.picked.connect(form_list.go_to_section)
        self._toast.undone.connect(self.undo)

    def _bind(self, keymap: Keymap) -> None:
        form_list = self.list
        keymap.tell("edit.undo", self, self._toast.set_key)
        keymap.bind(form_list, "form.not_found", self._not_found)
        keymap.bind(form_list, "form.add_value", lambda: form_list.begin_edit(adding=True))
        keymap.bind(form_list, "episode.up", lambda: self._move_group(-1))
        keymap.bind(form_list, "episode.down", lambda: self._move_group(1))
        keymap.bind(self, "field.not_found", self._not_found)
        keymap.bind(self, "source.show", form_list.show_first_source)
        keymap.bind(self, "episode.new", lambda: self._add_group("episode"))
        for action, mark in (("conflict", RowMark.CONFLICT), ("unsupported", RowMark.NO_SOURCE)):
            keymap.bind(self._keys_in, f"next.{action}", partial(self._next, mark, 1))
            keymap.bind(self._keys_in, f"previous.{action}", partial(self._next, mark, -1))

    def _next(self, mark: RowMark, step: int) -> None:
        self.room_wanted.emit()
        if self.list.next_marked(mark, step):
            self.list.setFocus()
        elif mark is RowMark.CONFLICT:
            self._message.say("quiet", self.tr("No open conflict."))
        else:
            self._message.say("quiet", self.tr("Every value has a source."))

    def _aim(self, row: FormRow | None) -> None:
        if row is None:
            self.aimed.emit("", self.tr("Choose a field on the right to cite for."))
        elif row.field.derived:
            self.aimed.emit("", self.tr("This value is derived; cite for what it is derived from."))
        elif self._header is not None and not self._header.may_edit:
            self.aimed.emit("", self.tr("This record is read-only."))
        else:
            self.aimed.emit(row.field.label(language()), "")

    def _group(self, group_id: str | None) -> FormGroup | None:
        if self._form is None or group_id is None:
            return None
        groups = (group for section in self._form.sections for group in section.groups)
        return next((group for group in groups if group.group.id == group_id), None)
