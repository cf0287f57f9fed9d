"""F1: every action and its keys over the whole window, narrowed by typing; Enter does the first one left."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from workstation.gui.kit.actions import ActionSpec, Where
from workstation.gui.kit.buttons import IconButton, shown_key
from workstation.gui.kit.current import Role, role_font, scaled, tokens
from workstation.gui.kit.fields import SearchField
from workstation.gui.kit.frames import Label, Panel, column, row
from workstation.gui.kit.keymap import Keymap, label_of
from workstation.gui.kit.paint import key_hint_width, paint_key_hint, paint_text
from workstation.gui.kit.tokens import Space


def place_name(where: Where) -> str:
    """What a group of keys is called."""
    names = {
        Where.EVERYWHERE: QCoreApplication.translate("Places", "Everywhere"),
        Where.QUEUE: QCoreApplication.translate("Places", "Queue"),
        Where.LIST: QCoreApplication.translate("Places", "Queue"),
        Where.DESK: QCoreApplication.translate("Places", "Desk, also while typing"),
        Where.PAGE: QCoreApplication.translate("Places", "Page"),
        Where.FORM: QCoreApplication.translate("Places", "Findings"),
        Where.MATRIX: QCoreApplication.translate("Places", "Suitability"),
        Where.SIGNOFF: QCoreApplication.translate("Places", "Sign-off"),
    }
    return names[where]


class KeyList(QWidget):
    """The painted list: groups flow into as many columns as fit."""

    COLUMN = 380
    LINE = 26

    def __init__(self, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keymap = keymap
        self._wanted = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        keymap.changed.connect(self._again)

    def narrow(self, text: str) -> None:
        """Show only actions whose name or key holds `text`."""
        self._wanted = text.casefold().strip()
        self._again()

    def _again(self) -> None:
        self.setAccessibleDescription(
            "; ".join(f"{label_of(s)}: {', '.join(self._keys(s))}" for s in self.shown_actions())
        )
        self.updateGeometry()
        self.setMinimumHeight(self.heightForWidth(self.width()))
        self.update()

    def shown_actions(self) -> list[ActionSpec]:
        """The actions that have a key and match, in the order of the list."""
        return [s for s in self._keymap.specs() if self._keys(s) and self._matches(s)]

    def _keys(self, spec: ActionSpec) -> list[str]:
        native = QKeySequence.SequenceFormat.NativeText
        return [shown_key(QKeySequence(key).toString(native)) for key in self._keymap.keys(spec.id)]

    def _matches(self, spec: ActionSpec) -> bool:
        text = f"{label_of(spec)} {' '.join(self._keys(spec))}".casefold()
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

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = [sum(len(actions) + 2 for _, actions in c) for c in self._columns(width)]
        return (max(lines, default=0) + 1) * scaled(self.LINE)

    def sizeHint(self) -> QSize:
        return QSize(self.COLUMN * 3, self.heightForWidth(self.COLUMN * 3))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        columns = self._columns(self.width())
        width = self.width() / max(len(columns), 1)
        for at, groups in enumerate(columns):
            self._paint_column(painter, at * width, min(width - Space.XL, 460), groups)

    def _paint_column(
        self, painter: QPainter, x: float, width: float, groups: list[tuple[str, list[ActionSpec]]]
    ) -> None:
        t = tokens()
        line, y = scaled(self.LINE), 0.0
        for name, actions in groups:
            paint_text(
                painter,
                QRectF(x, y, width, line),
                name,
                role_font(Role.BODY, QFont.Weight.DemiBold),
                t.text,
            )
            y += line
            for spec in actions:
                self._paint_action(painter, QRectF(x, y, width, line), spec)
                y += line
            y += line

    def _paint_action(self, painter: QPainter, rect: QRectF, spec: ActionSpec) -> None:
        t = tokens()
        right = rect.right()
        for key in reversed(self._keys(spec)):
            wide = key_hint_width(key)
            cap = QRectF(right - wide, rect.top(), wide, rect.height())
            paint_key_hint(painter, cap, key, t.text2, QColor(t.line), QColor(t.bg))
            right -= wide + Space.XS
        room = QRectF(rect.left(), rect.top(), right - rect.left() - Space.S, rect.height())
        paint_text(painter, room, label_of(spec), role_font(Role.BODY), t.text2)


class KeyOverlay(Panel):
    """Lies over the window until Esc, F1 or the cross."""

    closed = Signal()
    chosen = Signal(str)

    def __init__(self, keymap: Keymap, over: QWidget) -> None:
        super().__init__("surface", (), over)
        self._over = over
        self._before: QWidget | None = None
        over.installEventFilter(self)
        title = Label(self.tr("Keys"), Role.HEADING)
        self.search = SearchField(self.tr("Type to narrow, Enter to do the first"))
        self.search.setMinimumWidth(320)
        self.search.left.connect(self.close_over)
        close = IconButton(self.tr("Close"), "close", "Esc")
        close.clicked.connect(self.close_over)
        self.list = KeyList(keymap)
        self.search.textChanged.connect(self.list.narrow)
        self.search.returnPressed.connect(self._choose)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.list)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.viewport().setAutoFillBackground(False)
        self.list.setAutoFillBackground(False)
        head = row(title, None, self.search, close, spacing=Space.M)
        self.setLayout(column(head, scroll, spacing=Space.L, margins=(32, 20, 24, 16)))
        self.setAccessibleName(self.tr("Keys"))
        self.hide()

    def show_over(self) -> None:
        """Cover the window and take the focus."""
        self._before = self._over.focusWidget()
        self.setGeometry(self._over.rect())
        self.search.clear()
        self.list.narrow("")
        self.show()
        self.raise_()
        self.search.setFocus()

    def close_over(self) -> None:
        """Uncover the window and give the focus back."""
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()
        self.closed.emit()

    def _choose(self) -> None:
        """Enter after typing: do the first action that is left."""
        left = self.list.shown_actions()
        if self.search.text().strip() and left:
            self.close_over()
            self.chosen.emit(left[0].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_over()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._over.rect())
        return super().eventFilter(watched, event)
