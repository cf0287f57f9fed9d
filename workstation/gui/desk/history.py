"""The history tab: who changed what, when, what was and what is; the newest first."""

from functools import partial

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QVBoxLayout, QWidget

from workstation.criteria.verdicts import RecommendationKind
from workstation.domain.case import CaseStatus
from workstation.gui.case_words import status_word
from workstation.gui.desk.discussion import shown_time
from workstation.gui.desk.suitability.states import kind_word
from workstation.gui.kit.theme import scaled
from workstation.gui.kit.tokens import Height
from workstation.gui.screen import Session
from workstation.gui.words import document_type
from workstation.services import history
from workstation.services.views import CaseHeader, HistoryEntry

Index = QModelIndex | QPersistentModelIndex
NARROW, WIDE = ("0000-00-00", 70), ("0000-00-00 00:00", 110)
"""What of the time stands in a line, and px of the name: both break into two lines in a narrow record."""
WIDE_FROM = 600
CELL_PAD = 14
SHARES = (0.44, 0.22, 0.34)
"""What was done, what was, what is: of the rest."""


class HistoryModel(QAbstractTableModel):
    """Columns: time, who, what, before, after."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._entries: tuple[HistoryEntry, ...] = ()

    def show_entries(self, entries: tuple[HistoryEntry, ...]) -> None:
        """Show these entries, the newest first."""
        self.beginResetModel()
        self._entries = tuple(sorted(entries, key=lambda entry: entry.seq, reverse=True))
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index | None = None) -> int:
        return 5

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("Time"),
            self.tr("Who"),
            self.tr("What"),
            self.tr("Before"),
            self.tr("After"),
        )[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        entry = self._entries[index.row()]
        return (
            shown_time(entry.at, self._session.zone),
            entry.who,
            self._session.say(entry.summary),
            _told(entry.kind, entry.was),
            _told(entry.kind, entry.now),
        )[index.column()]


def _told(kind: str, text: str) -> str:
    """What a record says of itself: coded where it is a status, a kind of document or of recommendation."""
    if kind == "case" and text in tuple(CaseStatus):
        return status_word(CaseStatus(text))
    if kind == "assessment" and text in tuple(RecommendationKind):
        return kind_word(RecommendationKind(text))
    return document_type(text) if kind == "document" and text else text


class _Table(QTableView):
    """Its columns share the width there is."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width()
        time, name = WIDE if room >= scaled(WIDE_FROM) else NARROW
        fixed = (self.fontMetrics().horizontalAdvance(time) + CELL_PAD, scaled(name))
        rest = room - sum(fixed)
        widths = (*fixed, *(int(rest * share) for share in SHARES))
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)


class HistoryPanel(QWidget):
    """The audit trail of the case, read when the tab is shown."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._model = HistoryModel(session)
        table = _Table()
        table.setModel(self._model)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(scaled(Height.QUEUE_ROW))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setCornerButtonEnabled(False)
        table.setWordWrap(True)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setAccessibleName(self.tr("History"))
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(table)
        self._case_id = ""
        self.setFocusProxy(table)

    def show_case(self, header: CaseHeader) -> None:
        """Read the trail of a case."""
        if header.case_id != self._case_id:
            self._model.show_entries(())
        self._case_id = header.case_id
        asked = partial(self._take, header.case_id)
        self._session.client.read(history.history, header.case_id, done=asked, owner=self)

    def _take(self, case_id: str, entries: tuple[HistoryEntry, ...]) -> None:
        if case_id == self._case_id:
            self._model.show_entries(entries)
