"""What became of added files: one sentence that can be closed, and on demand each file with what to ask for."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from workstation.gui.importing import Importer
from workstation.gui.kit.buttons import IconButton
from workstation.gui.kit.frames import Label, Panel, row
from workstation.gui.kit.icons import icon
from workstation.gui.kit.messages import InlineMessage
from workstation.gui.kit.theme import Role, scaled
from workstation.gui.kit.tokens import Space
from workstation.gui.screen import Session
from workstation.services.views import ImportOutcome, ImportState

NOT_TAKEN = (ImportState.FAILED, ImportState.NEEDS_PASSWORD)
TAKEN = (ImportState.ADDED, ImportState.PARTLY)
TALLEST = 280
LINE_PAD = 10


class ImportReport(QObject):
    """`line` says how a run went, `list` what became of each file. Both can be closed and opened again."""

    def __init__(self, session: Session, importer: Importer, line: InlineMessage, screen: QWidget) -> None:
        super().__init__(screen)
        self._session = session
        self._importer = importer
        self._line = line
        self._screen = screen
        self._case_id = ""
        self._runs: dict[str, tuple[ImportOutcome, ...]] = {}
        self.list = ImportList()
        self.list.left.connect(self._leave_list)
        screen.installEventFilter(self)
        session.keymap.bind(screen, "case.import_report", self.open)

    def show_run(self, outcomes: Sequence[ImportOutcome]) -> None:
        """Say how a run went; what another case has already can be added here too. On the desk of a case the run of
        another is kept until that is opened."""
        case_id = self._importer.case_id if self._case_id else ""
        self._runs[case_id] = tuple(outcomes)
        if case_id != self._case_id:
            return
        told = self._told()
        failed = any(outcome.state in NOT_TAKEN for outcome in outcomes)
        alone = len(outcomes) == len(told) == 1
        self.list.show_lines(told)
        self._line.say("problem" if failed else "quiet", told[0][1] if alone else self._summary())
        if self._importer.has_elsewhere:
            self._line.add_action(self.tr("Add here too")).clicked.connect(self._importer.add_elsewhere)
        if told and not alone:
            self._line.add_action(self.tr("Show why") if failed else self.tr("Show")).clicked.connect(
                self.open
            )
        self._line.add_close(self.tr("Close"))

    def show_case(self, case_id: str) -> None:
        """This case is on the desk now: what is told is told of it."""
        self._case_id = case_id
        self.list.hide()

    @property
    def _outcomes(self) -> tuple[ImportOutcome, ...]:
        return self._runs.get(self._case_id, ())

    def open(self) -> None:
        """Show what became of each file, with the keys on it."""
        if self._told():
            self.list.show_lines(self._told())
            self.list.open_list(self._summary())
            return
        nothing = self.tr("No file has been added here since you signed in.")
        self._line.say("quiet", self._summary() if self._outcomes else nothing)
        self._line.add_close(self.tr("Close"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc that nothing else has used closes what is told."""
        if watched is not self._screen or event.type() is not QEvent.Type.KeyPress:
            return False
        closes = (
            isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self._line.can_be_closed
        )
        if closes:
            self._line.leave()
        return closes

    def _leave_list(self) -> None:
        self.list.hide()
        self._screen.setFocus()

    def _told(self) -> list[tuple[ImportState, str]]:
        found = self._outcomes
        said = [(one.state, self._session.say(one.message)) for one in found if one.message is not None]
        return sorted(said, key=lambda line: line[0] not in NOT_TAKEN)

    def _summary(self) -> str:
        """One sentence: what was not taken, else what was, else what was known already."""
        states = [outcome.state for outcome in self._outcomes]
        failed = sum(state in NOT_TAKEN for state in states)
        added = sum(state in TAKEN for state in states)
        known = sum(state in (ImportState.ELSEWHERE, ImportState.ALREADY_HERE) for state in states)
        if failed:
            whole = str(failed + added + known)
            return self.tr("%n of %1 file(s) were not taken.", "", failed).replace("%1", whole)
        if known and not added:
            return self.tr("%n file(s) are known already.", "", known)
        return self.tr("%n file(s) added.", "", added)


class ImportList(Panel):
    """A line a file: what it is, why it was not taken, what to ask for. `left`: Esc, or the cross."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__("surface", ("bottom",))
        self._said = Label("", Role.BODY, "text")
        self._lines: list[tuple[ImportState, str]] = []
        self._list = QListWidget()
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._list.setAccessibleName(self.tr("What became of added files"))
        close = IconButton(self.tr("Close"), "close", "Esc")
        close.clicked.connect(self.left)
        body = QVBoxLayout(self)
        body.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        body.setSpacing(Space.S)
        body.addLayout(row(self._said, None, close))
        body.addWidget(self._list)
        self.hide()

    def show_lines(self, lines: Sequence[tuple[ImportState, str]]) -> None:
        """Show these sentences, each with the state of its file."""
        if list(lines) == self._lines:
            return
        self._lines = list(lines)
        self._list.clear()
        for state, said in lines:
            bad = state in NOT_TAKEN
            item = QListWidgetItem(
                icon("warning" if bad else "document", "not_met" if bad else "text2"), said
            )
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._fit()

    def open_list(self, summary: str) -> None:
        """Show the list with the keys on it."""
        self._said.setText(summary)
        self.show()
        self._fit()
        self._list.setFocus()

    def lines(self) -> list[str]:
        """The sentences shown."""
        return [said for _state, said in self._lines]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Each line as high as its sentence is at this width; the list as high as its lines, up to a few."""
        room = self._list.viewport().width() - 3 * Space.L - Space.M
        metrics, total = self._list.fontMetrics(), 0
        for at in range(self._list.count()):
            item = self._list.item(at)
            box = metrics.boundingRect(0, 0, max(room, 100), 1000, int(Qt.TextFlag.TextWordWrap), item.text())
            high = box.height() + LINE_PAD
            item.setSizeHint(QSize(0, high))
            total += high
        self._list.setFixedHeight(min(total + 4, scaled(TALLEST)))
