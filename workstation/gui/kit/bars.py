"""The two bars of every screen: who and what at the top, what is safe at the foot."""

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from workstation.gui.kit.buttons import Button, IconButton, QuietButton
from workstation.gui.kit.current import Role, role_font, scaled
from workstation.gui.kit.fields import SearchField
from workstation.gui.kit.frames import ElidedLabel, Label, Panel
from workstation.gui.kit.paint import hairline, paint_avatar
from workstation.gui.kit.pills import KeyHint, Pill, StatusLabel
from workstation.gui.kit.tokens import Height, Space, Tokens

COMPACT_BELOW = 1400
SEARCH = 150
NARROW_SEARCH = 96


class UserButton(QPushButton):
    """The signed-in user's initials, 30 px to hit; pressing asks for the user menu."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._initials = ""
        self.setProperty("radius", 15)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_user(self, initials: str, name: str) -> None:
        """Show another user."""
        self._initials = initials
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def sizeHint(self) -> QSize:
        side = scaled(Height.CONTROL)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_avatar(QPainter(self), QRectF(self.rect()).adjusted(1, 1, -1, -1), self._initials)


class AppBar(Panel):
    """Menu, back, identity, status, place in the filter; search, secondary actions, the primary one, user.

    Identity, status, primary action and user never give way; below 1400 px the others shrink to icons.
    """

    menu_asked = Signal()
    back_asked = Signal()
    user_asked = Signal()
    previous_asked = Signal()
    next_asked = Signal()
    searched = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", ("bottom",), parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(Space.M, 0, Space.M, 1)
        self._row.setSpacing(Space.M)
        self._actions = QHBoxLayout()
        self._secondary: list[Button] = []
        self._primary: Button | None = None
        self._searching = False
        self._make_left()
        self._make_right()

    def _make_left(self) -> None:
        self.menu = IconButton(self.tr("Menu"), "menu")
        self.menu.clicked.connect(self.menu_asked)
        self.back = QuietButton(self.tr("Queue"), "back", "")
        self.back.clicked.connect(self.back_asked)
        self._divider = _Upright()
        self._heading = Label("", Role.TITLE)
        self._identity = ElidedLabel("", Role.BODY, "text2")
        self._status = Pill("")
        self._place = Label("", Role.CAPTION, "text2")
        self.previous = IconButton(self.tr("Previous case"), "back")
        self.next = IconButton(self.tr("Next case"), "forward")
        self.previous.clicked.connect(self.previous_asked)
        self.next.clicked.connect(self.next_asked)
        left = (self.menu, self.back, self._divider, self._heading, self._identity, self._status)
        for widget in (*left, self._place):
            self._row.addWidget(widget)
        steps = self._steps = QHBoxLayout()
        steps.setSpacing(0)
        steps.addWidget(self.previous)
        steps.addWidget(self.next)
        self._row.addLayout(steps)
        self._row.addStretch(1)
        for widget in (self.back, self._divider, self._identity, self._status, self._place):
            widget.hide()
        self.previous.hide()
        self.next.hide()

    def _make_right(self) -> None:
        self.search = SearchField(self.tr("Search"))
        self.search.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.search.setMinimumWidth(SEARCH)
        self.search.setMaximumWidth(420)
        self.search.returnPressed.connect(lambda: self.searched.emit(self.search.text().strip()))
        self.search.installEventFilter(self)
        self._row.addWidget(self.search, 3)
        self._actions.setSpacing(Space.M)
        self._row.addLayout(self._actions)
        self.user = UserButton()
        self.user.clicked.connect(self.user_asked)
        self._row.addWidget(self.user)

    def show_heading(self, text: str) -> None:
        """Name the screen, where no patient is open."""
        self._heading.setText(text)
        for widget in (self.back, self._divider, self._identity, self._status, self._place):
            widget.hide()
        self.previous.hide()
        self.next.hide()

    def show_case(self, name: str, identity: str, status: str, status_icon: str = "edit") -> None:
        """Name the patient: "Wren, Adela", "61 F · born 12 Apr 1965 · LY-0147", "In review"."""
        self._heading.setText(name)
        self._identity.setText(identity)
        self._status.show_words(status, status_icon)
        for widget in (self.back, self._divider, self._identity, self._status):
            widget.show()
        self._fit()

    def show_place(self, text: str, has_previous: bool, has_next: bool) -> None:
        """Say where the case is in the filter: "1 of 17 in All open"; "" hides it."""
        self._place.setText(text)
        self._place.setVisible(bool(text))
        for button, possible in ((self.previous, has_previous), (self.next, has_next)):
            button.setVisible(bool(text))
            button.setEnabled(possible)
        self._fit()

    def show_search(self, placeholder: str) -> None:
        """Say what the search looks through; "" hides it."""
        self.search.setVisible(bool(placeholder))
        self.search.setPlaceholderText(placeholder)
        self.search.setAccessibleName(placeholder)
        self._fit()

    def ask_search(self) -> None:
        """Put the keys into the search, also where it was left out."""
        self._searching = True
        self._fit()
        self.search.setFocus()
        self.search.selectAll()

    def set_actions(self, secondary: tuple[Button, ...], primary: Button | None) -> None:
        """Put the screen's buttons at the right; the bar shrinks the secondary ones when room is short."""
        while self._actions.count():
            item = self._actions.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.setParent(None)
        self._secondary = list(secondary)
        self._primary = primary
        for button in (*secondary, *([primary] if primary else [])):
            self._actions.addWidget(button)
        self._fit()

    def show_user(self, initials: str, name: str) -> None:
        """Show who is signed in."""
        self.user.show_user(initials, name)

    def sizeHint(self) -> QSize:
        compact = self.window().width() < COMPACT_BELOW
        return QSize(600, scaled(Height.APP_BAR_COMPACT if compact else Height.APP_BAR))

    def minimumSizeHint(self) -> QSize:
        return QSize(600, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and event.type() is QEvent.Type.FocusOut:
            self._searching = False
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Give way in the order of the design: labels of secondary buttons, the place in the filter, then what the
        menu and the keys do as well."""
        self._identity.setMinimumWidth(0)
        ways = (
            self._shorten_buttons,
            self._leave_out_place,
            self.back.set_compact,
            self._narrow_search,
            self._leave_out_steps,
            self._leave_out_key,
            self._leave_out_search,
        )
        for give_way in ways:
            give_way(False)
        for give_way in ways:
            if self._needed() > self.width():
                give_way(True)
        if self._needed() <= self.width():
            self._identity.setMinimumWidth(self._identity.sizeHint().width())
        self.updateGeometry()

    def _shorten_buttons(self, short: bool) -> None:
        for button in self._secondary:
            button.set_compact(short)

    def _leave_out_place(self, out: bool) -> None:
        self._place.setVisible(bool(self._place.text()) and not out)

    def _narrow_search(self, narrow: bool) -> None:
        self.search.setMinimumWidth(NARROW_SEARCH if narrow else SEARCH)

    def _leave_out_steps(self, out: bool) -> None:
        for button in (self.previous, self.next):
            button.setVisible(bool(self._place.text()) and not out)

    def _leave_out_key(self, out: bool) -> None:
        if self._primary is not None:
            self._primary.set_keyless(out)

    def _leave_out_search(self, out: bool) -> None:
        """Its key brings it back while the keys are in it."""
        self.search.setVisible(bool(self.search.placeholderText()) and (not out or self._searching))

    def _needed(self) -> int:
        """The width at which nothing that must be read in full is cut."""
        for layout in (self._actions, self._steps, self._row):  # each keeps the sizes it last measured
            layout.invalidate()
        identity = 0
        if self._identity.isVisibleTo(self):
            identity = self._identity.sizeHint().width() - self._identity.minimumSizeHint().width()
        return self._row.minimumSize().width() + identity


class _Upright(QWidget):
    """A short upright line between back and identity."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(1)

    def sizeHint(self) -> QSize:
        return QSize(1, 24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        middle = self.height() / 2
        hairline(QPainter(self), 0, middle - 11, 0, middle + 11)


class SealButton(QuietButton):
    """How documents are opened: a shield, its sentence as name and tooltip; words beside it where one is missing."""

    _sentence = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "shield", "", parent)
        self.set_compact(True)
        self.set_height(Height.HIT)
        self._describe()

    def show_seal(self, sentence: str, missing: str) -> None:
        """Show another sentence; `missing` in a word or three, or ""."""
        self._sentence = sentence
        self._icon_name = "warning" if missing else "shield"
        self.setText(missing)
        self.set_compact(not missing)

    def _describe(self) -> None:
        self.setAccessibleName(self._sentence or self.tr("How documents are opened"))
        self.setToolTip(self._sentence)


class ReadingButton(QuietButton):
    """How far the reading is, as quiet as a label; pressing shows the list of what is being read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "clock", "", parent)
        self.set_height(Height.HIT)

    def show_words(self, text: str) -> None:
        """Show other words."""
        self.setText(text)
        self._describe()
        self.updateGeometry()

    def _describe(self) -> None:
        super()._describe()
        self.setAccessibleName(self.text() or self.tr("Reading"))

    def _font(self) -> QFont:
        return role_font(Role.CAPTION)

    def _colours(self, t: Tokens) -> tuple[QColor | None, QColor | None, QColor]:
        ground, edge, _ = super()._colours(t)
        return ground, edge, QColor(t.text2)


class StatusBar(Panel):
    """Saved, pages seen, reading, a note, the seal; the disclaimer and the key of all keys never give way.

    Where room is short the others show their icons alone, what is said last first.
    """

    keys_asked = Signal()
    reading_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", ("top",), parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, 0, Space.M, 0)
        row.setSpacing(Space.L)
        self.saved = StatusLabel("check", "")
        self.pages = StatusLabel("eye", "")
        self.reading = ReadingButton()
        self.reading.clicked.connect(self.reading_asked)
        self.note = StatusLabel("", "")
        for label in (self.saved, self.pages, self.reading, self.note):
            label.hide()
            row.addWidget(label)
        row.addStretch(1)
        self.seal = SealButton()
        self.seal.hide()
        row.addWidget(self.seal)
        self.disclaimer = Label("", Role.CAPTION, "text2")
        self.disclaimer.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row.addWidget(self.disclaimer)
        self._keys = _KeysLink(self.tr("keys"))
        self._keys.asked.connect(self.keys_asked)
        row.addWidget(self._keys)
        self.retranslate()

    def set_key(self, key: str) -> None:
        """The key that shows all keys."""
        self._keys.set_key(key)

    def retranslate(self) -> None:
        """Say the standing sentence in the window's language."""
        self.disclaimer.setText(
            self.tr("Preliminary assessment. Supports a reviewer's judgement, does not replace it.")
        )

    def show_saved(self, text: str, problem: bool = False) -> None:
        """ "Saved 10:42", or why not."""
        self._show(self.saved, text, "warning" if problem else "check", "not_met" if problem else "text2")

    def show_pages(self, text: str) -> None:
        """ "22 of 31 pages seen"."""
        self._show(self.pages, text, "eye", "text2")

    def show_reading(self, text: str) -> None:
        """ "Reading page 11 of 18, about 2 min left"."""
        self.reading.show_words(text)
        self.reading.setVisible(bool(text))
        self._fit()

    def show_note(self, text: str) -> None:
        """Something more; "" hides it."""
        self._show(self.note, text, "history", "text2")

    def show_seal(self, sentence: str, missing: str) -> None:
        """ "Documents are opened in sealed workers: 4 of 4 layers hold."; what is missing, in short, or ""."""
        self.seal.show_seal(sentence, missing)
        self.seal.show()
        self._fit()

    def _show(self, label: StatusLabel, text: str, icon_name: str, role: str) -> None:
        label.show_words(text, icon_name, role)
        label.setVisible(bool(text))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        giving_way = [
            part for part in (self.note, self.reading, self.pages, self.saved) if not part.isHidden()
        ]
        for part in giving_way:
            part.set_compact(False)
        for part in giving_way:
            self._row.invalidate()
            if self._row.sizeHint().width() > self.width():
                part.set_compact(True)

    def sizeHint(self) -> QSize:
        return QSize(600, scaled(Height.STATUS_BAR))

    def minimumSizeHint(self) -> QSize:
        return QSize(600, scaled(Height.STATUS_BAR))


class _KeysLink(QWidget):
    """A key cap and a word; pressing shows all keys."""

    asked = Signal()

    def __init__(self, word: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self._word = word
        self._hint = KeyHint("")
        row.addWidget(self._hint)
        row.addWidget(Label(word, Role.CAPTION, "text2"))

    def set_key(self, key: str) -> None:
        self._hint.set_key(key)
        self._hint.setVisible(bool(key))
        self.setAccessibleName(f"{key} {self._word}".strip())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.asked.emit()
