"""Every action and its keys as a painted list; a row is chosen by arrows or pointer, its key changed in place."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from workstation.gui.kit.actions import ActionSpec
from workstation.gui.kit.buttons import shown_key
from workstation.gui.kit.current import Role, role_font, scaled, tokens
from workstation.gui.kit.keymap import Keymap, label_of, place_name, pressed_key
from workstation.gui.kit.messages import announce
from workstation.gui.kit.paint import key_hint_width, paint_key_hint, paint_text
from workstation.gui.kit.tokens import Radius, Space


class KeyList(QWidget):
    """Groups flow into as many columns as fit. `change_asked`: the action whose key is to be changed; `pressed`: the
    new key of the action that waits for one; `cancelled`: Esc instead. `restore_asked`: the default key of an action.
    `moved`: another row is chosen.
    """

    change_asked = Signal(str)
    pressed = Signal(str, str)
    cancelled = Signal()
    restore_asked = Signal(str)
    moved = Signal(QRect)

    COLUMN = 380
    LINE = 26
    WIDEST = 460

    def __init__(self, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keymap = keymap
        self._wanted = ""
        self._current = ""
        self._waiting = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Actions and their keys"))
        keymap.changed.connect(self._again)
        self._again()

    def narrow(self, text: str) -> None:
        """Show only actions whose name, also in English, or key holds `text`."""
        self._wanted = text.casefold().strip()
        self._again()

    @property
    def current(self) -> str:
        """The action of the chosen row, "" without one."""
        return self._current

    @property
    def waiting(self) -> str:
        """The action whose new key is waited for, "" without one."""
        return self._waiting

    def wait_for_key(self, action_id: str) -> None:
        """The next key pressed is for this action; "" waits no more."""
        self._waiting = action_id
        if action_id:
            self._current = action_id
            self.setFocus()
            announce(self, self.tr("Press the new key for %1").replace("%1", self._label(action_id)))
        self.update()

    def choose(self, action_id: str) -> None:
        """Choose a row, and have it told and brought into view."""
        self._current = action_id
        self.update()
        spec = self._keymap.spec(action_id)
        self._describe()
        announce(self, f"{label_of(spec)}: {', '.join(self._keys(spec))}")
        self.moved.emit(self._places()[action_id].toAlignedRect())

    def shown_actions(self) -> list[ActionSpec]:
        """The actions that have a key and match, in the order of the list."""
        return [s for s in self._keymap.specs() if self._keys(s) and self._matches(s)]

    # Inside

    def _again(self) -> None:
        shown = [spec.id for spec in self.shown_actions()]
        if self._current not in shown:
            self._current = ""
        self._describe()
        self.updateGeometry()
        self.setMinimumHeight(self.heightForWidth(self.width()))
        self.update()

    def _describe(self) -> None:
        told = [self._keymap.spec(self._current)] if self._current else self.shown_actions()
        self.setAccessibleDescription("; ".join(f"{label_of(s)}: {', '.join(self._keys(s))}" for s in told))

    def _label(self, action_id: str) -> str:
        return label_of(self._keymap.spec(action_id))

    def _keys(self, spec: ActionSpec) -> list[str]:
        native = QKeySequence.SequenceFormat.NativeText
        return [shown_key(QKeySequence(key).toString(native)) for key in self._keymap.keys(spec.id)]

    def _matches(self, spec: ActionSpec) -> bool:
        text = f"{label_of(spec)} {spec.label} {' '.join(self._keys(spec))}".casefold()
        return self._wanted in text

    def _groups(self) -> list[tuple[str, list[ActionSpec]]]:
        groups: dict[str, list[ActionSpec]] = {}
        for spec in self.shown_actions():
            groups.setdefault(place_name(spec.where), []).append(spec)
        return list(groups.items())

    def _columns(self, width: int) -> list[list[tuple[str, list[ActionSpec]]]]:
        """Groups into columns of about equal length, in order."""
        count = max(1, width // self.COLUMN)
        groups = self._groups()
        total = sum(len(actions) + 2 for _, actions in groups)
        columns: list[list[tuple[str, list[ActionSpec]]]] = [[]]
        filled = 0
        for name, actions in groups:
            if filled and filled + (len(actions) + 2) / 2 > total / count and len(columns) < count:
                columns.append([])
                filled = 0
            columns[-1].append((name, actions))
            filled += len(actions) + 2
        return columns

    def _laid(self) -> list[tuple[QRectF, str | ActionSpec]]:
        """Where every head and every action lies, column by column."""
        columns = self._columns(self.width())
        wide, line = self.width() / max(len(columns), 1), scaled(self.LINE)
        laid: list[tuple[QRectF, str | ActionSpec]] = []
        for at, groups in enumerate(columns):
            y = 0.0
            for name, actions in groups:
                things: list[str | ActionSpec] = [name, *actions]
                for thing in things:
                    laid.append(
                        (QRectF(at * wide + Space.S, y, min(wide - Space.XL, self.WIDEST), line), thing)
                    )
                    y += line
                y += line
        return laid

    def _places(self) -> dict[str, QRectF]:
        return {thing.id: rect for rect, thing in self._laid() if isinstance(thing, ActionSpec)}

    # Events of the widget

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = [sum(len(actions) + 2 for _, actions in c) for c in self._columns(width)]
        return (max(lines, default=0) + 1) * scaled(self.LINE)

    def sizeHint(self) -> QSize:
        return QSize(self.COLUMN * 3, self.heightForWidth(self.COLUMN * 3))

    def event(self, event: QEvent) -> bool:
        # While a key is waited for, no shortcut takes it, and Tab does not leave.
        if self._waiting and isinstance(event, QKeyEvent):
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress:
                self._take(event)
                return True
        return super().event(event)

    def _take(self, event: QKeyEvent) -> None:
        key, action_id = pressed_key(event), self._waiting
        event.accept()
        if not key:
            return
        self.wait_for_key("")
        if key == "Esc":
            self.cancelled.emit()
        else:
            self.pressed.emit(action_id, key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        key = Qt.Key(event.key())
        if key in steps:
            self._step(steps[key])
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step_column(1 if key is Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current:
            self.change_asked.emit(self._current)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._current:
            self.restore_asked.emit(self._current)
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        shown = [thing.id for _, thing in self._laid() if isinstance(thing, ActionSpec)]
        if shown:
            at = shown.index(self._current) + by if self._current in shown else 0
            self.choose(shown[min(max(at, 0), len(shown) - 1)])

    def _step_column(self, by: int) -> None:
        """The row of the neighbouring column at the same height."""
        places = self._places()
        here = places.get(self._current)
        beside = {
            action_id: rect
            for action_id, rect in places.items()
            if here is not None and (rect.left() - here.left()) * by > 0
        }
        if here is not None and beside:
            near = min(abs(rect.left() - here.left()) for rect in beside.values())
            column = [a for a, rect in beside.items() if abs(abs(rect.left() - here.left()) - near) < 1]
            self.choose(min(column, key=lambda action_id: abs(beside[action_id].top() - here.top())))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self._current:
            self._step(1)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._waiting:
            self.wait_for_key("")
            self.cancelled.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for action_id, rect in self._places().items():
            if rect.contains(event.position()):
                self.setFocus()
                self.choose(action_id)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        if self._current:
            self.change_asked.emit(self._current)

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        for rect, thing in self._laid():
            if isinstance(thing, ActionSpec):
                self._paint_action(painter, rect, thing)
            else:
                paint_text(painter, rect, thing, role_font(Role.BODY, QFont.Weight.DemiBold), tokens().text)

    def _paint_action(self, painter: QPainter, rect: QRectF, spec: ActionSpec) -> None:
        t = tokens()
        if spec.id == self._current and self.hasFocus():
            painter.fillRect(rect.adjusted(-8, 0, 8, 0), QColor(t.tint))
            painter.fillRect(QRectF(rect.left() - 8, rect.top(), 3, rect.height()), QColor(t.accent))
        right = rect.right()
        if spec.id == self._waiting:
            right = self._paint_waiting(painter, rect)
        else:
            for key in reversed(self._keys(spec)):
                wide = key_hint_width(key)
                cap = QRectF(right - wide, rect.top(), wide, rect.height())
                paint_key_hint(painter, cap, key, t.text2, QColor(t.line), QColor(t.bg))
                right -= wide + Space.XS
            if self._keymap.keys(spec.id) != self._keymap.defaults(spec.id):
                right = self._paint_changed(painter, rect, right)
        room = QRectF(rect.left(), rect.top(), right - rect.left() - Space.S, rect.height())
        paint_text(painter, room, label_of(spec), role_font(Role.BODY), t.text2)

    def _paint_waiting(self, painter: QPainter, rect: QRectF) -> float:
        said = self.tr("Press the new key, Esc leaves it")
        wide = key_hint_width(said) + Space.S
        box = QRectF(rect.right() - wide, rect.top() + 2, wide, rect.height() - 4)
        pen = QPen(QColor(tokens().accent), 1.5)
        pen.setDashPattern([3, 2.2])
        painter.setPen(pen)
        painter.setBrush(QColor(tokens().surface))
        painter.drawRoundedRect(box, Radius.CONTROL - 2, Radius.CONTROL - 2)
        inner = box.adjusted(Space.S, 0, 0, 0)
        paint_text(painter, inner, said, role_font(Role.CAPTION), tokens().on_tint)
        return box.left()

    def _paint_changed(self, painter: QPainter, rect: QRectF, right: float) -> float:
        """The word that says a key is not the default one."""
        said = self.tr("changed")
        wide = key_hint_width(said)
        paint_text(
            painter,
            QRectF(right - wide, rect.top(), wide, rect.height()),
            said,
            role_font(Role.CAPTION),
            tokens().text3,
        )
        return right - wide
