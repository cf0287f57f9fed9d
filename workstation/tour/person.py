"""What a person does on each screen: enters, opens a case, adds files, reads, cites, types, submits, signs."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import QPointF, QSize, Qt, SignalInstance
from PySide6.QtGui import QPolygonF
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QMenu, QWidget

from workstation.domain.case import CaseStatus
from workstation.domain.geometry import Quad
from workstation.gui.desk.desk import DeskScreen
from workstation.gui.desk.findings.form_list import FormList
from workstation.gui.desk.pages.canvas import PageCanvas
from workstation.gui.kit.fields import PasswordField, TextArea
from workstation.gui.kit.messages import InlineMessage
from workstation.gui.kit.segments import SegmentedControl
from workstation.gui.queue.queue import QueueScreen
from workstation.gui.signoff.signoff import SignoffScreen
from workstation.gui.window import Window
from workstation.gui.words import in_language
from workstation.services.form import all_rows
from workstation.services.views import FormRow, FormView, Hit, Match, PageState
from workstation.tour.hands import Hands, StuckError
from workstation.tour.story import Reading

READING_SECONDS: Final = 150.0
TRIES: Final = 3
QUIET: Final = 0.1  # a page has come to rest, in seconds
W = TypeVar("W", bound=QWidget)


class Person:
    """Somebody at the window. Every verb returns when what it brings about stands on the screen."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.hands = Hands(window)

    # What is on the screen

    @property
    def queue(self) -> QueueScreen:
        return self._screen(QueueScreen)

    @property
    def desk(self) -> DeskScreen:
        return self._screen(DeskScreen)

    @property
    def signoff(self) -> SignoffScreen:
        return self._screen(SignoffScreen)

    def _screen(self, kind: type[W]) -> W:
        shown = self.window.current_screen()
        if not isinstance(shown, kind):
            raise StuckError(f"{kind.__name__} is not shown")
        return shown

    def shows(self, kind: type[QWidget]) -> bool:
        """Whether this screen is shown."""
        return isinstance(self.window.current_screen(), kind)

    def words(self, widget: QWidget | None = None) -> str:
        """Every word that stands on the screen, or on a part of it, a line a piece."""
        root = widget or self.window
        shown = [part for part in root.findChildren(QWidget) if part.isVisible()]
        pieces = [part.text() for part in shown if isinstance(part, QLabel | QAbstractButton)]
        pieces += [part.accessibleName() for part in shown if not isinstance(part, QLabel | QAbstractButton)]
        return "\n".join(piece for piece in pieces if piece)

    def messages(self) -> list[str]:
        """The sentences that the application says on this screen now."""
        found = self.window.findChildren(InlineMessage)
        return [message.text() for message in found if message.isVisible() and message.text()]

    def button(self, text: str, within: QWidget | None = None) -> QAbstractButton:
        """The visible button of that name. Raises StuckError when there is none."""
        for found in (within or self.window).findChildren(QAbstractButton):
            if found.isVisible() and text in (found.text(), found.accessibleName()):
                return found
        raise StuckError(f"no button says {text!r}")

    # The door

    def enter(self, login: str, password: str) -> None:
        """Type name and password at the door and come to the queue."""
        door, hands = self.window.door, self.hands
        hands.until(lambda: door.isVisible() and door.user.isEnabled(), "the door is not open")
        hands.click(door.user)
        hands.press("Ctrl+A")
        hands.type(login)
        hands.press("Tab")
        hands.type(password)
        hands.press("Return")

    def sign_in(self, login: str, password: str) -> None:
        """Enter, and wait for the queue."""
        self.enter(login, password)
        self.hands.until(lambda: self.shows(QueueScreen), f"{login} does not come in: {self.messages()}")

    def sign_out(self) -> None:
        """Through the menu under the initials."""
        screen = self.window.current_screen()
        if screen is None:
            raise StuckError("nobody is signed in")
        self.hands.click(screen.app_bar.user)
        self.hands.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu), "no user menu")
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            self.hands.click(menu, menu.actionGeometry(menu.actions()[-1]).center())
        self.hands.until(self.window.door.isVisible, "the door is not shown")

    def unlock(self, password: str) -> None:
        """Type the password on the lock."""
        field = next(one for one in self.window.findChildren(PasswordField) if one.isVisible())
        self.hands.click(field)
        self.hands.type(password)
        self.hands.press("Return")
        self.hands.until(lambda: not self.window.is_locked(), "the window stays locked")

    # The queue

    def new_case(self, *typed: str) -> None:
        """Ctrl+N, then the form from field to field; "" leaves one as it is. Ends on the desk."""
        self.hands.press("Ctrl+N")
        self.hands.until(self.queue.new_case.isVisible, "no form for a new case")
        for at, text in enumerate(typed):
            if at:
                self.hands.press("Tab")
            self.hands.type(text)
        self.hands.press("Return")
        self.hands.until(lambda: self.shows(DeskScreen), "the desk is not shown")
        self.hands.until(lambda: self._patient() == typed[0], "the new case does not come")
        self._until_desk()

    def open_case(self, number: str) -> None:
        """Go down the table to a case and open it with Enter."""
        table, hands = self.queue.table, self.hands
        hands.until(lambda: any(row.number == number for row in table.rows), f"{number} is not in the queue")
        hands.click(table.viewport())
        hands.press("Home", "Ctrl+Home")
        for _ in range(len(table.rows)):
            row = table.current_row()
            if row is not None and row.number == number:
                break
            hands.press("Down")
        hands.press("Return")

    def open_desk(self, number: str) -> None:
        """Open a case that leads to the desk."""
        self.open_case(number)
        self.hands.until(lambda: self.shows(DeskScreen), "the desk is not shown")
        self.hands.until(lambda: self.desk.title() == number, f"{number} does not come")
        self._until_desk()

    def open_signoff(self, number: str) -> None:
        """Open a case that waits for a signature."""
        waiting = CaseStatus.AWAITING_SIGNOFF
        self.hands.until(lambda: self._status(number) is waiting, f"{number} does not wait for a signature")
        self.open_case(number)
        self.hands.until(lambda: self.shows(SignoffScreen), "sign-off is not shown")
        self.hands.until(lambda: self.signoff.title() == number, "the version does not come")
        self.hands.until(lambda: self.signoff.decision.summary.sentence.text(), "no sentence to sign")

    def _status(self, number: str) -> CaseStatus | None:
        return next((row.status for row in self.queue.table.rows if row.number == number), None)

    def back(self) -> None:
        """Back to the queue."""
        screen = self.window.current_screen()
        if screen is None:
            raise StuckError("nobody is signed in")
        self.hands.click(screen.app_bar.back)
        self.hands.until(lambda: self.shows(QueueScreen), "the queue is not shown")

    def _until_desk(self) -> None:
        """Until the form of the case on the desk is shown, not the one that lay there before."""
        findings = self.desk.record.findings

        def is_shown() -> bool:
            form, header = findings.form, self.desk.header
            return form is not None and header is not None and form.case_id == header.case_id

        self.hands.until(is_shown, "no form is shown")

    def _patient(self) -> str:
        header = self.desk.header
        return header.patient.name if header is not None else ""

    # Files and pages

    def add_files(self, paths: Iterable[Path], documents: int) -> None:
        """Let files fall on the case; until that many documents are there and all is said."""
        self.hands.drop(self.desk, paths)
        side = self.desk.side
        self.hands.until(side.message.isVisible, "nothing is said of the files", 60)
        self.hands.until(lambda: len(self.desk.documents) == documents, "the documents do not come")

    def until_read(self) -> None:
        """Until every page of the case was read."""
        self.hands.until(self._all_read, "the pages are not read", READING_SECONDS)

    def _all_read(self) -> bool:
        pages = [page for document in self.desk.documents for page in document.pages]
        return all(page.state in (PageState.READ, PageState.FAILED) for page in pages)

    def see_every_page(self) -> None:
        """Open every page and look at it until it counts as seen."""
        for document in self.desk.documents:
            for page in document.pages:
                self.desk.pages.open_document(document.id, page.id)
                self.hands.until(partial(self._seen, page.id), "a page does not count as seen")

    def _seen(self, page_id: str) -> bool:
        return any(page.id == page_id and page.seen for doc in self.desk.documents for page in doc.pages)

    def find(self, text: str, context: str = "") -> Hit:
        """Ctrl+F, type, and Enter on to the first hit whose line holds `context`. Raises StuckError."""
        finder, hands = self.desk.pages.finder, self.hands
        self.close_find()
        hands.press("Ctrl+F")
        hands.until(finder.isVisible, "find does not open")
        hands.press("Ctrl+A")
        hands.type(text)
        hands.press("Return")
        hands.until(lambda: self._found(text), f"{text!r} is not found")
        hands.rest(QUIET)
        for _ in finder.hits:
            hit = finder.hits[finder.current]
            if hit.match is Match.AS_ASKED and context.casefold() in hit.context.casefold():
                return hit
            hands.press("Return")
        raise StuckError(f"{text!r} is found, but never in {context!r}")

    def _found(self, text: str) -> bool:
        finder = self.desk.pages.finder
        return finder.text == text and bool(finder.hits)

    def close_find(self) -> None:
        """Esc in the find bar."""
        finder = self.desk.pages.finder
        if finder.isVisible():
            self.hands.press("Ctrl+F", "Escape")
            self.hands.until(finder.isHidden, "find does not close")

    def select(self, quads: tuple[Quad, ...]) -> str:
        """Drag over words where they lie on the page; what is then selected."""
        canvas, page_id = self.desk.pages.canvas, self._current_page()
        first, last = canvas.polygon(page_id, quads[0]), canvas.polygon(page_id, quads[-1])
        start, end = _begin(first), _end(last)
        widest = max(
            (canvas.polygon(page_id, quad) for quad in quads), key=lambda one: one.boundingRect().width()
        )
        self._until_words(_middle(widest))
        self.hands.drag(canvas.viewport(), start, end)
        chosen = canvas.choice()
        return chosen.quote if chosen is not None else ""

    def _until_words(self, at: QPointF) -> None:
        """Words can be selected where the pointer over them is a beam."""
        paper = self.canvas.viewport()

        def is_beam() -> bool:
            self.hands.point(paper, at + QPointF(1, 0))
            self.hands.point(paper, at)
            return paper.cursor().shape() in (Qt.CursorShape.IBeamCursor, Qt.CursorShape.PointingHandCursor)

        self.hands.until(is_beam, "no word lies under the pointer")

    def select_hit(self, text: str, context: str = "") -> str:
        """Find words and drag over the hit."""
        return self.select(self.find(text, context).quads)

    def draw_box(self, quads: tuple[Quad, ...], wider: float) -> str:
        """B, then a box around words and `wider` times their width to the right; what is read inside."""
        canvas, page_id = self.desk.pages.canvas, self._current_page()
        self.hands.press("Alt+1", "B")
        self.hands.until(lambda: canvas.box_mode, "no box can be drawn")
        rect = canvas.polygon(page_id, quads[0]).boundingRect()
        more = QPointF(rect.width() * wider + 6, 6)
        self.hands.drag(canvas.viewport(), rect.topLeft() - QPointF(6, 6), rect.bottomRight() + more)
        self.hands.press("B")
        chosen = canvas.choice()
        return chosen.quote if chosen is not None and chosen.drawn else ""

    def _current_page(self) -> str:
        hit = self.desk.pages.finder.hits[self.desk.pages.finder.current]
        return hit.page_id

    # The form

    @property
    def form_list(self) -> FormList:
        return self.desk.record.findings.list

    @property
    def canvas(self) -> PageCanvas:
        return self.desk.pages.canvas

    def form(self) -> FormView:
        """The form on the screen."""
        form = self.desk.record.findings.form
        if form is None:
            raise StuckError("no form is shown")
        return form

    def row(self, field_id: str, group: int = 1) -> FormRow:
        """The row of a field; `group` counts the episodes or relapses from 1. Raises StuckError."""
        rows = [row for row in all_rows(self.form().sections) if row.field.id == field_id]
        if len(rows) < group:
            raise StuckError(f"the form has no row {field_id} {group}")
        return rows[group - 1]

    def shown(self, field_id: str, group: int = 1) -> list[str]:
        """The values that stand in a row, as they are shown in English."""
        return [value.shown_en for value in self.row(field_id, group).values if value.finding.stands]

    def sources(self, field_id: str, group: int = 1) -> int:
        """How many places are cited for a row."""
        return sum(len(value.spots) for value in self.row(field_id, group).values)

    def go_to(self, field_id: str, group: int = 1) -> None:
        """With the arrow keys to a row of the form, unfolding what hides it."""
        wanted = self.row(field_id, group)
        self.hands.press("Ctrl+1", "Alt+3")
        self._go_to_section(wanted.field.section)
        for _ in range(200):
            here = self.form_list.focused_row
            if here is not None and (here.field.id, here.group_id) == (field_id, wanted.group_id):
                return
            if (
                here is None
                and wanted.group_id is not None
                and (self.form_list.focused_group == wanted.group_id)
            ):
                self.hands.press("Right")
            self.hands.press("Down")
        raise StuckError(f"the keys do not reach {field_id}")

    def _go_to_section(self, section_id: str) -> None:
        """Press the chip of a section; one without a chip is reached from the top."""
        section = next(one for one in self.form().sections if one.section.id == section_id)
        title = in_language(section.section.en, section.section.zh)
        chips = self.desk.record.findings.chips.findChildren(QAbstractButton)
        chip = next((one for one in chips if one.text().startswith(title)), None)
        if chip is not None:
            self.hands.click(chip)
        else:
            self.hands.press("Home")

    def enter_value(self, field_id: str, text: str, group: int = 1) -> None:
        """Type a value into a row."""
        self.go_to(field_id, group)
        self.hands.press("Return")
        self.hands.until(lambda: self.form_list.editor.editing, f"{field_id} takes no value")
        self.hands.type(text)
        self.hands.press("Return")
        self._until_value(field_id, text, group)

    def add_value(self, field_id: str, text: str, group: int = 1) -> None:
        """Insert: a second value beside the one that stands."""
        self.go_to(field_id, group)
        self.hands.press("Ins")
        self.hands.until(lambda: self.form_list.editor.editing, f"{field_id} takes no second value")
        self.hands.type(text)
        self.hands.press("Return")
        self._until_value(field_id, text, group)

    def _until_value(self, field_id: str, text: str, group: int) -> None:
        def stands() -> bool:
            raws = [value.finding.raw for value in self.row(field_id, group).values]
            return text in raws

        self.hands.until(stands, f"{field_id} does not take {text!r}: {self.messages()}")

    def cite(self, field_id: str, text: str, context: str = "", group: int = 1) -> str:
        """Find words, drag over them, Ctrl+Return: evidence for a row. What was selected."""
        before = self.sources(field_id, group)
        for _ in range(TRIES):
            self.go_to(field_id, group)
            quote = self.select_hit(text, context)
            if _bare(text.casefold()) in _bare(quote.casefold()):
                self.hands.press("Ctrl+Return")
                self._until_cited(field_id, group, before)
                return quote
        raise StuckError(f"{text!r} can't be selected, {quote!r} is")

    def _until_cited(self, field_id: str, group: int, before: int) -> None:
        self.hands.until(
            lambda: self.sources(field_id, group) > before,
            f"{field_id} is not cited: {self.messages()}",
        )

    def record(self, reading: Reading) -> None:
        """Enter one thing that was read: from its words, or typed and then cited."""
        if reading.typed:
            self.enter_value(reading.field, reading.typed, reading.group)
        if reading.words:
            self.cite(reading.field, reading.words, reading.context, reading.group)

    def not_found(self, field_id: str) -> None:
        """Ctrl+B: looked for, and not found."""
        self.go_to(field_id)
        self.hands.press("Ctrl+B")
        self.hands.until(lambda: self.row(field_id).mark.value == "not_found", f"{field_id} keeps its mark")

    def new_episode(self) -> None:
        """Ctrl+Shift+N."""
        before = len(self.groups("episode"))
        self.hands.press("Ctrl+Shift+N")
        self.hands.until(lambda: len(self.groups("episode")) == before + 1, "no new episode")

    def new_relapse(self) -> None:
        """Down the form to "Add: relapse", Enter."""
        self._add("relapse", "response_to_latest_line")

    def _add(self, kind: str, above: str) -> None:
        before = len(self.groups(kind))
        self.go_to(above)
        for _ in range(40):
            self.hands.press("Down")
            if self.form_list.focused_row is None and self.form_list.focused_group is None:
                self.hands.press("Return")
                break
        self.hands.until(lambda: len(self.groups(kind)) == before + 1, f"no new {kind}")

    def groups(self, kind: str) -> list[str]:
        """The groups of a kind on the form, in order."""
        groups = [group for section in self.form().sections for group in section.groups]
        return [group.group.id for group in groups if group.kind.id == kind]

    def choose_value(self, field_id: str, at: int, group: int = 1) -> None:
        """Click the `at`-th of the values that stand in conflict: the rows under each other in the row of the field."""
        self.go_to(field_id, group)
        rect = self.form_list.value_place(at)
        self.hands.click(self.form_list.viewport(), rect.center().toPoint())

    # Timeline, suitability, submission

    def show_tab(self, key: str) -> None:
        """Ctrl+1 to Ctrl+5."""
        keys = ("findings", "timeline", "suitability", "discussion", "history")
        self.hands.press(f"Ctrl+{keys.index(key) + 1}")
        self.hands.until(lambda: self.desk.record.tab == key, f"{key} is not shown")

    def choose_recommendation(self, at: int) -> None:
        """Click one of the four sentences."""
        form = self.desk.record.suitability.recommendation
        kinds = form.findChild(SegmentedControl)
        if kinds is None:
            raise StuckError("no sentences to choose from")
        self.hands.click(kinds, kinds.segment_rects()[at].center().toPoint())
        self.hands.until(kinds.value, "nothing is chosen")

    def write_rationale(self, text: str) -> None:
        """Into the first field under the sentences."""
        form = self.desk.record.suitability.recommendation
        area = next(one for one in form.findChildren(TextArea) if one.isVisible())
        self.hands.click(area.viewport())
        self.hands.press("Ctrl+A")
        saved = SignalWatch(form.saved)
        self.hands.type(text)
        self.hands.until(lambda: saved.count > 0, "the rationale is not saved")

    def ask_to_submit(self) -> None:
        """Ctrl+Shift+M: what stands in the way is listed."""
        strip = self.desk.record.suitability.submission
        self.hands.press("Ctrl+Shift+M")
        self.hands.until(strip.isVisible, "nothing is said of submitting")

    def may_edit(self) -> bool:
        """Whether the record may be changed."""
        header = self.desk.header
        return header is not None and header.may_edit

    # Export

    def choose_folder(self, folder: Path) -> None:
        """Type a folder into the dialog that asks for one."""
        self.hands.until(lambda: self._dialog() is not None, "no folder is asked for")
        self.hands.press("Ctrl+A")
        self.hands.type(str(folder))
        self.hands.press("Return")
        self.hands.until(lambda: self._dialog() is None, "the dialog stays")

    def _dialog(self) -> QFileDialog | None:
        found = [dialog for dialog in self.window.findChildren(QFileDialog) if dialog.isVisible()]
        return found[0] if found else None

    # The window

    def resize(self, width: int, height: int) -> None:
        """Give the window a size and let it settle."""
        self.window.resize(QSize(width, height))
        self.hands.rest(0.05)


class SignalWatch:
    """Counts how often a signal came."""

    def __init__(self, signal: SignalInstance) -> None:
        self.count = 0
        signal.connect(self._came)

    def _came(self) -> None:
        self.count += 1


def _bare(text: str) -> str:
    """Letters and digits alone: find looks past hyphens and commas, and so do we."""
    return "".join(letter for letter in text if letter.isalnum())


def _begin(corners: QPolygonF) -> QPointF:
    """On the first letter of what lies in these corners."""
    return _middle(corners) - (corners.at(1) - corners.at(0)) * 0.47


def _end(corners: QPolygonF) -> QPointF:
    """On its last letter."""
    return _middle(corners) + (corners.at(1) - corners.at(0)) * 0.47


def _middle(corners: QPolygonF) -> QPointF:
    return corners.boundingRect().center()
