"""The list of the form: painted rows, one focus, one live editor; everything by key and by mouse."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QToolTip, QWidget
from shiboken6 import isValid

from workstation.domain.fields import GroupKind
from workstation.domain.findings import Finding
from workstation.gui.desk.findings.conflict_bar import ConflictBar
from workstation.gui.desk.findings.editor import Completions, ValueEditor
from workstation.gui.desk.findings.items import (
    AddItem,
    FoldItem,
    GroupItem,
    Placed,
    RowItem,
    SectionItem,
    item_key,
    place_items,
    row_key,
)
from workstation.gui.desk.findings.painting import FormPainter, PillSpot
from workstation.gui.desk.findings.telling import tell_item
from workstation.gui.kit.messages import announce
from workstation.gui.kit.theme import scaled, tokens
from workstation.gui.words import language
from workstation.messages import Catalogue
from workstation.services.form import all_rows
from workstation.services.views import FormRow, FormValue, FormView, RowMark

WIDE = 600


class FormList(QAbstractScrollArea):
    """Signals name what the reviewer asked for; the panel carries it out.

    `typed`: (row, finding or None, text). `source_asked`: a spot to show. `not_found_asked`, `add_value_asked`,
    `clear_asked`: a row. `group_asked`: kind id to add one of. `resolved`, `explained`: (row, finding id, reason).
    `focus_changed`: the row that would be cited, or None. `menu_asked`: (row, global place). `left`: Esc.
    """

    typed = Signal(object, object, str)
    source_asked = Signal(object)
    not_found_asked = Signal(object)
    clear_asked = Signal(object)
    group_asked = Signal(str)
    resolved = Signal(object, str, str)
    explained = Signal(object, str)
    focus_changed = Signal(object)
    menu_asked = Signal(object, object)
    left = Signal()

    def __init__(self, catalogue: Catalogue, completions: Completions, kinds: tuple[GroupKind, ...]) -> None:
        super().__init__()
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(self.tr("Findings"))
        self._catalogue = catalogue
        self._completions = completions
        self._kinds = kinds
        self._painter = FormPainter(catalogue)
        self._form: FormView | None = None
        self._placed: list[Placed] = []
        self._opened: set[str] = set()
        self._focus = ""
        self._pill = -1
        self._chosen: dict[str, str] = {}
        self._adding = False
        self._read_only = False
        self.editor = ValueEditor(self.viewport())
        self.editor.finished.connect(self._edited)
        self._bar = ConflictBar(self.viewport())
        self._bar.resolved.connect(self._resolve)
        self._bar.explained.connect(self._explain)
        self._bar.left.connect(self.setFocus)
        if isinstance(app := QApplication.instance(), QApplication):
            app.focusChanged.connect(self._keys_moved)

    # What is shown

    def show_form(self, form: FormView, read_only: bool) -> None:
        """Show a form; focus and what was unfolded stay where they were."""
        self._form, self._read_only = form, read_only
        self._lay_out()
        if not self._find(self._focus):
            self.editor.drop()
            self._focus = next((item_key(p.item) for p in self._placed if isinstance(p.item, RowItem)), "")
            self._tell_focus()
        self._place_bar()

    def focus_row(self, field_id: str, group_id: str | None) -> None:
        """Focus a field's row, unfolding what hides it."""
        if group_id is not None:
            self._opened.add(f"group:{group_id}")
        if self._form is not None:
            hiding = [s for s in self._form.sections if any(r.field.id == field_id for r in s.rows)]
            self._opened |= {f"fold:{section.section.id}" for section in hiding}
        self._lay_out()
        self._set_focus(row_key(field_id, group_id))

    def go_to_section(self, section_id: str) -> None:
        """Scroll to a section and focus its first row."""
        for at, placed in enumerate(self._placed):
            if isinstance(placed.item, SectionItem) and placed.item.section.section.id == section_id:
                self.verticalScrollBar().setValue(round(placed.rect.top()))
                if at + 1 < len(self._placed):
                    self._set_focus(item_key(self._placed[at + 1].item))
                return

    def open_group(self, group_id: str) -> None:
        """Unfold one of a repeating group and focus its first row."""
        self._opened.add(f"group:{group_id}")
        self._lay_out()
        first = next(
            (p.item for p in self._placed if isinstance(p.item, RowItem) and p.item.row.group_id == group_id),
            None,
        )
        if first is not None:
            self._set_focus(item_key(first))

    @property
    def focused_row(self) -> FormRow | None:
        """The row that has the keys."""
        placed = self._find(self._focus)
        return placed.item.row if placed is not None and isinstance(placed.item, RowItem) else None

    @property
    def focused_group(self) -> str | None:
        """The group whose head or row has the keys."""
        placed = self._find(self._focus)
        if placed is None:
            return None
        if isinstance(placed.item, GroupItem):
            return placed.item.group.group.id
        return placed.item.row.group_id if isinstance(placed.item, RowItem) else None

    def edited_finding(self, row: FormRow) -> Finding | None:
        """The finding that an edit of a row is about: the chosen value of a conflict, else the first."""
        value = self._edited_value(row)
        return value.finding if value is not None else None

    def chosen_finding(self, row: FormRow) -> str | None:
        """The value chosen in a conflict, by its finding's id."""
        chosen = self._chosen.get(row_key(row.field.id, row.group_id))
        return chosen if any(value.finding.id == chosen for value in _standing(row)) else None

    def next_marked(self, mark: RowMark, step: int) -> bool:
        """Focus the next row with a mark, around the end, unfolding what hides it; False when there is none."""
        rows = list(all_rows(self._form.sections)) if self._form is not None else []
        if not any(row.mark is mark for row in rows):
            return False
        keys = [row_key(row.field.id, row.group_id) for row in rows]
        here = keys.index(self._focus) if self._focus in keys else 0
        after = rows[here + 1 :] + rows[: here + 1] if step > 0 else rows[:here][::-1] + rows[here:][::-1]
        found = next(row for row in after if row.mark is mark)
        self.focus_row(found.field.id, found.group_id)
        return True

    def show_first_source(self) -> None:
        """Show the first source of the focused row."""
        placed = self._find(self._focus)
        pills = self._painter.pills(placed) if placed is not None else []
        if pills:
            self.source_asked.emit(pills[0].spot)

    def value_place(self, at: int = 0) -> QRectF:
        """Where the `at`-th value of the focused row lies in the viewport now; empty when no row is focused."""
        placed = self._find(self._focus)
        if placed is None:
            return QRectF()
        return self._painter.value_rect(placed, at).translated(0, -self.verticalScrollBar().value())

    def begin_edit(self, typed: str = "", adding: bool = False) -> None:
        """Open the editor on the focused row. `adding`: for one more value beside what stands."""
        placed = self._find(self._focus)
        if placed is None or not isinstance(placed.item, RowItem) or self._read_only:
            return
        row = placed.item.row
        if row.field.derived:
            return
        self._adding = adding
        value = None if adding else self._edited_value(row)
        text = value.finding.raw if value is not None and value.finding.value is not None else ""
        name = row.field.label(language())
        words = self._completions.of(row.field)
        self.editor.begin(self._editor_rect(placed), name, text, words, typed)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, placed = Qt.Key(event.key()), self._find(self._focus)
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 12, Qt.Key.Key_PageUp: -12}
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and key in steps:
            self._move(steps[key])
        elif plain and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._move(-len(self._placed) if key == Qt.Key.Key_Home else len(self._placed))
        elif plain and key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self._sideways(1 if key == Qt.Key.Key_Right else -1, placed)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self._enter(placed)
        elif key == Qt.Key.Key_Delete and plain and self.focused_row is not None and not self._read_only:
            self.clear_asked.emit(self.focused_row)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_Space and self._choose_next():
            event.accept()
        elif event.text().strip() and event.text().isprintable() and not _commands(event):
            self.begin_edit(event.text())
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            at = self._place_of(self._focus)
            if event.key() == Qt.Key.Key_Tab and at + 1 < len(self._placed):
                self._move(1)
                return True
            if event.key() == Qt.Key.Key_Backtab and at > 1:
                self._move(-1)
                return True
        return super().event(event)

    def _enter(self, placed: Placed | None) -> None:
        if placed is None:
            return
        item = placed.item
        if isinstance(item, GroupItem | FoldItem):
            self._toggle(item)
        elif isinstance(item, AddItem):
            self._ask_group(item)
        elif isinstance(item, RowItem) and self._pill >= 0:
            self.source_asked.emit(self._painter.pills(placed)[self._pill].spot)
        elif isinstance(item, RowItem) and item.row.mark is RowMark.CONFLICT:
            self._bar.focus_reason()
        else:
            self.begin_edit()

    def _sideways(self, step: int, placed: Placed | None) -> None:
        """Right from a value reaches its pills; on a group it unfolds."""
        if placed is None:
            return
        if isinstance(placed.item, GroupItem | FoldItem):
            if placed.item.open != (step > 0):
                self._toggle(placed.item)
            return
        count = len(self._painter.pills(placed))
        self._pill = min(max(self._pill + step, -1), count - 1)
        self.viewport().update()

    def _move(self, step: int) -> None:
        at = self._place_of(self._focus)
        walkable = [n for n, p in enumerate(self._placed) if not isinstance(p.item, SectionItem)]
        if not walkable:
            return
        here = min(range(len(walkable)), key=lambda n: abs(walkable[n] - at))
        target = walkable[min(max(here + step, 0), len(walkable) - 1)]
        self._set_focus(item_key(self._placed[target].item))

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        placed = self._at(event.position())
        if placed is None or isinstance(placed.item, SectionItem):
            return
        self._set_focus(item_key(placed.item))
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        item = placed.item
        if isinstance(item, GroupItem | FoldItem):
            self._toggle(item)
        elif isinstance(item, AddItem):
            self._ask_group(item)
        else:
            self._click_row(placed, self._to_content(event.position()))

    def _click_row(self, placed: Placed, spot: QPointF) -> None:
        pill = self._pill_at(placed, spot)
        if pill is not None:
            self.source_asked.emit(pill.spot)
            return
        for rect, value in self._painter.radio_rects(placed):
            if rect.contains(spot):
                self._choose(value)
                return
        if self._painter.value_rect(placed).contains(spot):
            self.begin_edit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        placed = self._at(event.position())
        pill = self._pill_at(placed, self._to_content(event.position())) if placed is not None else None
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if pill is not None else Qt.CursorShape.ArrowCursor
        )
        if pill is not None:
            QToolTip.showText(
                event.globalPosition().toPoint(), pill.spot.quote or self.tr("a drawn box"), self
            )
        elif placed is not None:
            QToolTip.showText(event.globalPosition().toPoint(), tell_item(placed.item, self._catalogue), self)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row = self.focused_row
        if row is not None and not self._read_only:
            self.menu_asked.emit(row, event.globalPos())

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(tokens().surface))
        offset = self.verticalScrollBar().value()
        painter.translate(0, -offset)
        area = QRectF(0, offset, self.viewport().width(), self.viewport().height())
        self._painter.has_keys = self._has_keys()
        for placed in self._placed:
            if placed.rect.intersects(area):
                key = item_key(placed.item)
                own = key == self._focus
                pill = self._pill if own and self._painter.has_keys else -1
                self._painter.paint(painter, placed, own, pill, self._chosen.get(key, ""))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self._place_bar()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.editor.finish()
        self._place_bar()
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._lay_out()

    def _has_keys(self) -> bool:
        """Whether the keys act in the list or in what lies over its rows."""
        keys = QApplication.focusWidget()
        return keys is not None and (keys is self or self.isAncestorOf(keys))

    def _keys_moved(self, _left: QWidget | None, _to: QWidget | None) -> None:
        # The keys also move while the list is being closed.
        if isValid(self) and self._has_keys() != self._painter.has_keys:
            self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(480), scaled(600))

    # Inside

    def _lay_out(self) -> None:
        if self._form is None:
            return
        width = float(self.viewport().width())
        self._painter.wide = width >= scaled(WIDE)
        self._placed = place_items(self._form, self._kinds, self._opened, width)
        height = self._placed[-1].rect.bottom() if self._placed else 0.0
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, round(height) - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(scaled(34))
        if self.editor.editing:
            self._place_editor()
        self.viewport().update()

    def _editor_rect(self, placed: Placed) -> QRectF:
        rect = self._painter.value_rect(placed).translated(0, -self.verticalScrollBar().value())
        rect.setRight(placed.rect.right() - 8)
        return rect.adjusted(-6, 2, 0, -2)

    def _place_editor(self) -> None:
        """The rows moved under the editor: it stays on its own."""
        placed = self._find(self._focus)
        if placed is not None:
            self.editor.setGeometry(self._editor_rect(placed).toRect())

    def _find(self, key: str) -> Placed | None:
        return next((placed for placed in self._placed if item_key(placed.item) == key), None)

    def _place_of(self, key: str) -> int:
        return next((at for at, placed in enumerate(self._placed) if item_key(placed.item) == key), 0)

    def _at(self, position: QPointF) -> Placed | None:
        spot = self._to_content(position)
        return next((placed for placed in self._placed if placed.rect.contains(spot)), None)

    def _to_content(self, position: QPointF) -> QPointF:
        return position + QPointF(0, self.verticalScrollBar().value())

    def _pill_at(self, placed: Placed, spot: QPointF) -> PillSpot | None:
        return next((pill for pill in self._painter.pills(placed) if pill.rect.contains(spot)), None)

    def _set_focus(self, key: str) -> None:
        changed = key != self._focus
        if changed:
            self.editor.finish()  # what stands there belongs to the row it was typed for
        self._focus = key
        if changed:
            self._pill = -1
        placed = self._find(key)
        if placed is not None:
            self._reveal(placed.rect)
        self._place_bar()
        self.viewport().update()
        if changed:
            self._tell_focus()

    def _tell_focus(self) -> None:
        placed = self._find(self._focus)
        if placed is not None:
            said = tell_item(placed.item, self._catalogue)
            self.setAccessibleDescription(said)
            announce(self, said)
        self.focus_changed.emit(self.focused_row)

    def _reveal(self, rect: QRectF) -> None:
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if rect.top() < bar.value() + scaled(34):
            bar.setValue(round(rect.top()) - scaled(34))
        elif rect.bottom() > bar.value() + height - scaled(34):
            bar.setValue(round(rect.bottom()) - height + scaled(34))

    def _toggle(self, item: GroupItem | FoldItem) -> None:
        self._opened ^= {item_key(item)}
        self._lay_out()
        self._place_bar()

    def _ask_group(self, item: AddItem) -> None:
        if not self._read_only:
            self.group_asked.emit(item.kind.id)

    def _edited_value(self, row: FormRow) -> FormValue | None:
        standing, chosen = _standing(row), self.chosen_finding(row)
        first = standing[0] if standing else None
        return next((value for value in standing if value.finding.id == chosen), first)

    def _edited(self, text: str, step: int) -> None:
        row = self.focused_row
        if row is not None and self.editor.changed:
            self.typed.emit(row, None if self._adding else self.edited_finding(row), text)
        self._adding = False
        if not self.editor.was_left:
            self.setFocus()
        if step:
            self._move(step)

    # Conflicts

    def _choose(self, value: FormValue) -> None:
        self._chosen[self._focus] = value.finding.id
        self._place_bar()
        self.viewport().update()

    def _choose_next(self) -> bool:
        """Space goes through the values of a conflict."""
        row = self.focused_row
        if row is None or row.mark is not RowMark.CONFLICT or self._read_only:
            return False
        standing, chosen = _standing(row), self.chosen_finding(row)
        at = next((n for n, value in enumerate(standing) if value.finding.id == chosen), -1)
        self._choose(standing[(at + 1) % len(standing)])
        return True

    def _place_bar(self) -> None:
        placed, row = self._find(self._focus), self.focused_row
        if placed is None or row is None or row.mark is not RowMark.CONFLICT or self._read_only:
            self._bar.hide()
            return
        foot = self._painter.foot_rect(placed).translated(0, -self.verticalScrollBar().value())
        self._bar.setGeometry(foot.adjusted(0, 0, 0, -1).toRect())
        explanation = row.decision.text if row.decision is not None else ""
        self._bar.show_for(self._focus, self.chosen_finding(row) is not None, explanation)

    def _resolve(self, reason: str) -> None:
        row = self.focused_row
        chosen = self.chosen_finding(row) if row is not None else None
        if row is not None and chosen is not None:
            self.setFocus()
            self.resolved.emit(row, chosen, reason)

    def _explain(self, text: str) -> None:
        row = self.focused_row
        if row is not None:
            self.setFocus()
            self.explained.emit(row, text)


def _standing(row: FormRow) -> list[FormValue]:
    return [value for value in row.values if value.finding.stands]


def _commands(event: QKeyEvent) -> bool:
    """Whether the key is held with Ctrl: then it asks for something and types nothing."""
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
