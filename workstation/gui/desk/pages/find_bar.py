"""Find in the case: "3 of 18", Enter and Shift+Enter move, all hits are listed with their line.

The first hits are shown at once and the others brought in behind them, so that a case of a thousand pages is no
slower than one of ten.
"""

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workstation.gui.client import Client
from workstation.gui.desk.pages.hit_list import HitList
from workstation.gui.kit.buttons import IconButton
from workstation.gui.kit.fields import LineField
from workstation.gui.kit.frames import Label, Panel, row
from workstation.gui.kit.theme import Role
from workstation.gui.kit.tokens import Space
from workstation.services.finding_text import find, find_every, hits_at
from workstation.services.views import Found, Hit, Match, Place

TYPING_PAUSE_MS = 120
RENEW_AFTER_MS = 600
REST_AFTER_MS = 250
AT_ONCE = 20
_LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class FindBar(Panel):
    """`hit_chosen`: the `Hit` to show. `hits_changed`: `hits` are others. `closed`: Esc."""

    hit_chosen = Signal(object)
    hits_changed = Signal()
    closed = Signal()

    def __init__(self, client: Client, parent: QWidget | None = None) -> None:
        super().__init__("surface", ("bottom",), parent)
        self._client = client
        self._case_id = ""
        self._found: Found | None = None
        self._at = 0
        self._awaited = False
        self._loading = False
        self._field = LineField(self.tr("Find in this case"), self.tr("Find in this case"))
        self._count = Label("", Role.CAPTION, "text2")
        self._list = HitList()
        self._told = Label("", Role.CAPTION, "text3", wrap=True)
        self._pause = QTimer(self, interval=TYPING_PAUSE_MS, singleShot=True)
        self._renewal = QTimer(self, interval=RENEW_AFTER_MS, singleShot=True)
        self._rest = QTimer(self, interval=REST_AFTER_MS, singleShot=True)
        self.back = IconButton(self.tr("Previous hit"), "back")
        self.forward = IconButton(self.tr("Next hit"), "forward")
        self._lay_out()
        self._field.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self._ask)
        self._renewal.timeout.connect(self._ask_again)
        self._rest.timeout.connect(self._ask_rest)
        self._list.chosen.connect(self._go)

    def _lay_out(self) -> None:
        previous, following = self.back, self.forward
        close = IconButton(self.tr("Close find"), "close", "Esc")
        body = QVBoxLayout(self)
        body.setContentsMargins(0, Space.S, 0, Space.S)
        body.setSpacing(Space.XS)
        margins = (Space.M, 0, Space.M, 0)
        body.addLayout(row(self._field, self._count, previous, following, close, margins=margins))
        body.addWidget(self._list)
        body.addLayout(row(self._told, margins=margins))
        self._list.hide()
        self._told.hide()
        previous.clicked.connect(self.previous)
        following.clicked.connect(self.next)
        close.clicked.connect(self.close_bar)

    # Opened and closed

    def show_case(self, case_id: str) -> None:
        """Another case: nothing is looked for in it yet."""
        self._case_id = case_id
        self.hide()
        self._show(None)

    def open_bar(self, text: str = "") -> None:
        """Show the bar with the cursor in it; `text` (a selection) is looked for at once."""
        self.show()
        if text and text != self._field.text():
            self._field.setText(text)
        elif self._field.text():
            self._ask()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def close_bar(self) -> None:
        """Hide the bar and forget its hits."""
        self.hide()
        self._show(None)
        self.closed.emit()

    def renew(self) -> None:
        """Pages were read or corrected: look again, soon, and stay at the hit that is shown."""
        if self.isVisible() and self._found is not None:
            self._renewal.start()

    # What is shown

    @property
    def text(self) -> str:
        """The text whose hits are shown; "" while there is no answer."""
        return self._found.text if self._found is not None else ""

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The hits, as far as they have come."""
        return self._list.hits.hits()

    @property
    def current(self) -> int:
        """The hit shown, counted from 0."""
        return self._at

    @property
    def current_hit(self) -> Hit | None:
        """The hit shown, if there is one."""
        return self._list.hits.hit(self._at)

    @property
    def count_text(self) -> str:
        return self._count.text()

    @property
    def told_text(self) -> str:
        """How the hits match, and how much of the case could be searched."""
        return self._told.text()

    def next(self) -> None:
        """To the next hit, after the last one to the first."""
        self._go(self._at + 1)

    def previous(self) -> None:
        """To the hit before."""
        self._go(self._at - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._pause.isActive():
                self._ask()
            elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.previous()
            else:
                self.next()
        elif event.key() in _LIST_KEYS and self._field.hasFocus():
            self._list.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    # Asking

    def _ask(self) -> None:
        self._pause.stop()
        text = self._field.text().strip()
        if text:
            self._send(text, None)
        else:
            self._show(None)

    def _ask_again(self) -> None:
        if self._found is not None and self.isVisible():
            self._send(self._found.text, self._place())

    def _send(self, text: str, stay_at: Place | None) -> None:
        asked = partial(self._take, self._case_id, stay_at)
        verb = find if stay_at is None else find_every
        self._client.read(verb, self._case_id, text, done=asked, owner=self)

    def _take(self, case_id: str, stay_at: Place | None, found: Found) -> None:
        if case_id != self._case_id or self.isHidden() or found.text != self._field.text().strip():
            return
        self._show(found)
        if stay_at is None:
            self._go(0)
        else:
            self._stay(stay_at)
        self._rest.start()  # not at once: who types on would have to wait for it

    def _ask_rest(self) -> None:
        """The whole case after the first places, and the hits that are missing."""
        found = self._found
        if found is None or found.complete:
            self._load()
        elif not self._pause.isActive():
            asked = partial(self._take_every, found)
            self._client.read(find_every, self._case_id, found.text, done=asked, owner=self)

    def _take_every(self, first: Found, found: Found) -> None:
        """The places of the whole case, in place of the first ones."""
        if first is self._found:
            at = self._place()
            self._show(found)
            self._stay(at)
            self._load()

    def _stay(self, at: Place | None) -> None:
        """At the place that was shown, wherever it is among the new ones."""
        places = self._list.hits.places
        self._at = places.index(at) if at in places else 0
        self._list.show_row(self._at)
        self._show_count()

    def _place(self) -> Place | None:
        places = self._list.hits.places
        return places[self._at] if self._at < len(places) else None

    def _show(self, found: Found | None) -> None:
        self._found, self._at, self._awaited = found, 0, False
        if found is not None:
            self._list.hits.show(found.text, found.places, found.hits)
        else:
            self._list.hits.show("", (), ())
        self._list.fit_height()
        self._list.setVisible(bool(found and found.places))
        self._show_count()
        self._told.setText(self._summary(found) if found and found.complete else "")
        self._told.setVisible(bool(found))
        self.hits_changed.emit()

    # Hits that come later

    def _load(self) -> None:
        """Bring in hits that have not come yet, those around the one that is waited for first."""
        start = self._list.hits.missing(self._at if self._awaited else 0)
        if start is None or self._loading or self._found is None or self._pause.isActive():
            return
        self._loading = True
        some = self._list.hits.places[start : start + AT_ONCE]
        asked = partial(self._take_more, self._found, start)
        self._client.read(hits_at, some, done=asked, owner=self)

    def _take_more(self, found: Found, start: int, hits: list[Hit | None]) -> None:
        self._loading = False
        if found is self._found:
            come = [hit for hit in hits if hit is not None]
            if len(come) < len(hits):  # a page was read anew meanwhile
                self._ask_again()
                return
            self._list.hits.add(start, come)
            self.hits_changed.emit()
            if self._awaited and self.current_hit is not None:
                self._go(self._at)
        self._load()

    def _go(self, at: int) -> None:
        count = len(self._list.hits.places)
        if not count:
            return
        self._at = at % count
        self._list.show_row(self._at)
        self._show_count()
        hit = self.current_hit
        self._awaited = hit is None
        if hit is not None:
            self.hit_chosen.emit(hit)
        else:
            self._load()

    # Words

    def _show_count(self) -> None:
        if self._found is None:
            self._count.setText("")
        elif not self._found.places:
            self._count.setText(self.tr("no hits"))
        elif not self._found.complete:
            self._count.setText(self.tr("%1 of …").replace("%1", str(self._at + 1)))
        else:
            said = self.tr("%1 of more than %2") if self._found.more else self.tr("%1 of %2")
            total = str(len(self._found.places))
            self._count.setText(said.replace("%1", str(self._at + 1)).replace("%2", total))

    def _summary(self, found: Found) -> str:
        counted = (
            (self.tr("%n as written", "", found.count(Match.AS_ASKED)), Match.AS_ASKED),
            (self.tr("%n by another name", "", found.count(Match.OTHER_NAME)), Match.OTHER_NAME),
            (self.tr("%n that look alike", "", found.count(Match.LOOK_ALIKE)), Match.LOOK_ALIKE),
        )
        parts = [said for said, match in counted if found.count(match)]
        parts.append(self.tr("%n page(s) searched", "", found.searched.read))
        if found.searched.unread:
            parts.append(self.tr("%n page(s) not read yet", "", found.searched.unread))
        return " · ".join(parts)
