"""The room of the desk: documents, page and record beside each other, or page and record as two tabs."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from workstation.gui.desk.documents_side import DocumentsSide
from workstation.gui.desk.pages.pane import PagePane
from workstation.gui.desk.record import RecordSide
from workstation.gui.desk.widths import Balance, Front, plan
from workstation.gui.kit.frames import Splitter, column
from workstation.gui.kit.tabs import TABBED_BELOW, Tab, TabRow
from workstation.gui.kit.theme import text_size


class DeskRoom(QWidget):
    """Shares the width as `widths.plan` says. A pane that is put away comes into view when something in it is asked
    for; the keys never stay in one that is not seen."""

    def __init__(self, side: DocumentsSide, pages: PagePane, record: RecordSide) -> None:
        super().__init__()
        self._side, self._pages, self._record = side, pages, record
        self._balance = Balance.BALANCED
        self._front = Front.RECORD
        self._peeking = False
        names = Tab(Front.PAGE.value, self.tr("Page")), Tab(Front.RECORD.value, self.tr("Record"))
        self.tabs = TabRow(self.tr("Page or record"), names)
        self.tabs.set_compact(True)
        self.tabs.hide()
        self._splitter = Splitter()
        for widget in (side, pages, record):
            self._splitter.addWidget(widget)
        self._splitter.setStretchFactor(1, 1)
        body = column(self.tabs, self._splitter, spacing=0)
        body.setStretchFactor(self._splitter, 1)
        self.setLayout(body)
        self._wire()

    def show_page(self) -> None:
        """Give the page room to be seen in."""
        if self._pages.isHidden():
            self._balance = Balance.PAGE
            self._bring_to_front(Front.PAGE)

    def show_record(self) -> None:
        """Give the record room to be seen in."""
        self._bring_to_front(Front.RECORD)

    def peek(self) -> None:
        """Space beside a page that is put away shows it, Space or Esc puts it away again; the keys stay. Where it is
        a tab of its own, they go there."""
        if self._is_narrow():
            self.show_page()
        elif self._pages.isHidden():
            self.show_page()
            self._peeking = True
        else:
            self._end_peek()

    def next_balance(self) -> None:
        """Another share of the width; the other tab where page and record are two."""
        self._peeking = False
        self._balance = self._balance.next
        self._bring_to_front(Front.RECORD if self._front is Front.PAGE else Front.PAGE)

    def share(self) -> None:
        """Share the width as it is now."""
        if self._is_narrow() and self.tabs.isHidden():
            self._front = Front.PAGE if self._pages.has_keys else Front.RECORD
        self.tabs.setVisible(self._is_narrow())
        self.tabs.choose(self._front.value)
        sides = len(self._pages.sides)
        widths = plan(self.width(), self._record.tab, self._balance, sides, self._front, text_size())
        keys = QApplication.focusWidget() or self
        page_had_keys, record_had_keys = self._pages.isAncestorOf(keys), self._record.isAncestorOf(keys)
        self._side.set_width(widths.documents)
        self._pages.setVisible(widths.page > 0)
        self._record.setVisible(widths.record > 0)
        self._splitter.setSizes([widths.documents, widths.page, widths.record])
        if page_had_keys and self._pages.isHidden():
            self._record.take_focus()
        elif record_had_keys and self._record.isHidden():
            self._pages.take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share()

    def _is_narrow(self) -> bool:
        return self.width() < TABBED_BELOW

    def _bring_to_front(self, front: Front) -> None:
        self._front = front
        self.share()

    def _end_peek(self) -> None:
        if self._peeking:
            self._tab_changed()

    def _tab_changed(self) -> None:
        self._peeking = False
        self._balance = Balance.BALANCED
        self.share()

    def _wire(self) -> None:
        pages, record = self._pages, self._record
        pages.room_wanted.connect(self.show_page)
        record.room_wanted.connect(self.show_record)
        pages.sides_changed.connect(self.share)
        record.tab_changed.connect(self._tab_changed)
        self.tabs.chosen.connect(lambda key: self._bring_to_front(Front(key)))
        record.timeline.view.left.connect(self._end_peek)
        record.suitability.matrix.left.connect(self._end_peek)
