"""The documents panel with real keys and a real mouse: divided, joined, ordered, linked, set aside, and undone."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.gui.conftest import HANNA, MARK
from tests.gui.desk.bench import Stay, key, pdf
from tests.services.test_document_proposals import as_read
from workstation.domain.case import Role
from workstation.domain.documents import LinkKind
from workstation.domain.messages import Message
from workstation.gui import language
from workstation.gui.desk.desk import DeskScreen
from workstation.gui.desk.pages.document_rows import DocumentsModel, Head, Row, Thumb
from workstation.gui.desk.pages.documents import DocumentsPanel
from workstation.reading import ReadingPool
from workstation.services.document_edits import retype_document
from workstation.services.intake import import_file, look_into
from workstation.services.pages import case_documents
from workstation.services.queue import assign, case_header
from workstation.services.readings import store_failure, store_reading
from workstation.services.rules import Rules
from workstation.services.undoing import undo
from workstation.services.users import add_user
from workstation.services.views import DocumentFacts, DocumentView, NewUser, PageView
from workstation.services.workspace import open_workspace
from workstation.settings import resources_dir

PATIENCE_MS = 20_000


@pytest.fixture(autouse=True)
def english(dressed: QApplication) -> None:
    """The window's English, plurals included."""
    language.speak(dressed, "en", resources_dir() / "translations")


def documents_of(stay: Stay) -> tuple[DocumentView, ...]:
    found: tuple[DocumentView, ...] = stay.thread.call(case_documents, stay.ward.dee).result(10)
    return found


class Case:
    """Dee's case on the desk: "pathology" of three pages (0, 1, 2) and "laboratory" of two (3, 4)."""

    def __init__(self, qtbot: QtBot, desk: DeskScreen, stay: Stay, page_ids: list[str]) -> None:
        self.qtbot, self.desk, self.stay, self.page_ids = qtbot, desk, stay, page_ids
        self.panel: DocumentsPanel = desk.side.documents

    def layout(self) -> list[list[int]]:
        """The documents as they are stored."""
        return [[self.page_ids.index(page.id) for page in each.pages] for each in documents_of(self.stay)]

    def shown(self) -> list[list[int]]:
        """The documents as the panel has them."""
        return [[self.page_ids.index(page.id) for page in each.pages] for each in self.panel.documents]

    def becomes(self, wanted: list[list[int]]) -> None:
        """Wait until this is stored and shown."""
        self.qtbot.waitUntil(lambda: self.shown() == wanted, timeout=PATIENCE_MS)
        assert self.layout() == wanted
        self.stay.settle(self.qtbot)

    def rows(self) -> list[Row]:
        model = self.panel.model()
        return [model.index(at, 0).data(DocumentsModel.RowRole) for at in range(model.rowCount())]

    def at(self) -> int | str:
        """Where the keys are: a page by its number, a head by the type of its document."""
        row = self.panel.current_row()
        assert row is not None
        return self.page_ids.index(row.page.id) if isinstance(row, Thumb) else row.document.type

    def row_of(self, what: int | str) -> int:
        for at, row in enumerate(self.rows()):
            if isinstance(row, Thumb) and what == self.page_ids.index(row.page.id):
                return at
            if isinstance(row, Head) and what == row.document.type:
                return at
        raise AssertionError(what)

    def go(self, what: int | str) -> None:
        """Put the keys on a page or a head."""
        for document in self.panel.documents:
            if what == document.type:
                self.panel.choose((document.id, ""))
            for page in document.pages:
                if what == self.page_ids.index(page.id):
                    self.panel.choose((document.id, page.id))
        assert self.at() == what

    def unfold(self) -> None:
        for kind in ("pathology", "laboratory"):
            self.go(kind)
            key(self.panel, Qt.Key.Key_Right)
        assert len(self.rows()) == 7

    def spot(self, what: int | str, across: float = 0.5, down: float = 0.5) -> QPoint:
        """A place on a row, as shares of its width and height."""
        self.panel.executeDelayedItemsLayout()
        rect = self.panel.visualRect(self.panel.model().index(self.row_of(what), 0))
        return QPoint(
            round(rect.left() + across * rect.width()), round(rect.top() + down * (rect.height() - 1))
        )

    def drag(self, start: QPoint, end: QPoint, let_go: bool = True) -> None:
        view = self.panel.viewport()
        QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
        for share in (0.3, 0.7, 1.0):
            at = QPointF(start) + (QPointF(end) - QPointF(start)) * share
            QTest.mouseMove(view, at.toPoint())
        if let_go:
            QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)

    def undo(self) -> None:
        key(self.panel, Qt.Key.Key_Z, ctrl=True)


OpenDesk = Callable[..., DeskScreen]
OpenCase = Callable[..., Case]


def bring(stay: Stay, pool: ReadingPool) -> list[str]:
    """Two files in Dee's case, read and described; answers the ids of their pages."""
    for kind, count in (("pathology", 3), ("laboratory", 2)):
        texts = tuple((f"Page {number} of the {kind} report",) for number in range(1, count + 1))
        file = look_into(pool, f"{kind}.pdf", pdf(texts))
        outcome = stay.thread.call(import_file, stay.ward.dee, file).result(10)
        document = next(each for each in documents_of(stay) if each.id == outcome.document_id)
        for page, (text,) in zip(document.pages, texts, strict=True):
            stay.thread.call(store_reading, page.id, as_read(text)).result(10)
        facts = DocumentFacts(kind, title=kind)
        stay.thread.call(retype_document, document.id, facts, document.row_version).result(10)
    return [page.id for document in documents_of(stay) for page in document.pages]


@pytest.fixture
def open_case(qtbot: QtBot, open_desk: OpenDesk, stay: Stay, pool: ReadingPool) -> OpenCase:
    page_ids = bring(stay, pool)

    def opened(width: int = 1920, height: int = 1400) -> Case:
        desk = open_desk(width, height)
        desk.opened(case_id=stay.ward.dee)
        made = Case(qtbot, desk, stay, page_ids)
        qtbot.waitUntil(
            lambda: len(made.panel.documents) == 2 and bool(desk.pages.canvas.pages), timeout=PATIENCE_MS
        )
        stay.settle(qtbot)
        desk.side.documents.setFocus()
        qtbot.waitUntil(desk.side.documents.hasFocus, timeout=PATIENCE_MS)
        return made

    return opened


@pytest.fixture
def case(open_case: OpenCase) -> Case:
    return open_case()


# Keys


def test_arrows_fold_unfold_and_walk(case: Case) -> None:
    case.go("laboratory")
    key(case.panel, Qt.Key.Key_Right)
    key(case.panel, Qt.Key.Key_Down)
    assert case.at() == 3
    key(case.panel, Qt.Key.Key_Return)
    case.qtbot.waitUntil(lambda: case.panel.current_page_id == case.page_ids[3], timeout=PATIENCE_MS)
    key(case.panel, Qt.Key.Key_Left)
    assert case.at() == "laboratory"
    key(case.panel, Qt.Key.Key_Left)
    assert [row.document.type for row in case.rows() if isinstance(row, Thumb)].count("laboratory") == 0


def test_s_splits_before_a_page_and_undo_joins_again(case: Case) -> None:
    case.go(1)
    key(case.panel, Qt.Key.Key_S)
    case.becomes([[0], [1, 2], [3, 4]])
    assert case.at() == 1
    assert case.desk.edits.toast.isVisible() and case.desk.edits.toast.text() == "Split before page 2"
    assert case.panel.hasFocus()
    case.undo()
    case.becomes([[0, 1, 2], [3, 4]])
    assert case.at() == 1


def test_the_toast_takes_it_back(case: Case) -> None:
    case.go(2)
    key(case.panel, Qt.Key.Key_S)
    case.becomes([[0, 1], [2], [3, 4]])
    QTest.mouseClick(case.desk.edits.toast._undo, Qt.MouseButton.LeftButton)
    case.becomes([[0, 1, 2], [3, 4]])


def test_where_nothing_can_be_split_it_says_so(case: Case) -> None:
    case.go(0)
    key(case.panel, Qt.Key.Key_S)
    assert case.desk.side.message.text() == "The document begins at this page already."
    case.go("pathology")
    key(case.panel, Qt.Key.Key_S)
    assert case.desk.side.message.text() == "Choose the page that begins a document, then split."
    key(case.panel, Qt.Key.Key_M)
    assert case.desk.side.message.text() == "There is no document before this one."
    assert case.layout() == [[0, 1, 2], [3, 4]]


def test_m_merges_with_the_document_before(case: Case) -> None:
    case.go("laboratory")
    key(case.panel, Qt.Key.Key_M)
    case.becomes([[0, 1, 2, 3, 4]])
    assert case.at() == "pathology"
    case.undo()
    case.becomes([[0, 1, 2], [3, 4]])
    case.go(4)
    key(case.panel, Qt.Key.Key_M)
    case.becomes([[0, 1, 2, 3, 4]])
    assert case.at() == 4


def test_alt_and_arrows_move_pages_within_and_across(case: Case) -> None:
    case.go(2)
    key(case.panel, Qt.Key.Key_Up, alt=True)
    case.becomes([[0, 2, 1], [3, 4]])
    assert case.at() == 2
    key(case.panel, Qt.Key.Key_Down, alt=True)
    case.becomes([[0, 1, 2], [3, 4]])
    key(case.panel, Qt.Key.Key_Down, alt=True)
    case.becomes([[0, 1], [2, 3, 4]])
    assert case.at() == 2
    key(case.panel, Qt.Key.Key_Up, alt=True)
    case.becomes([[0, 1, 2], [3, 4]])


def test_keys_pressed_faster_than_the_store_answers_are_all_done(case: Case) -> None:
    case.go(0)
    for _ in range(4):
        key(case.panel, Qt.Key.Key_Down, alt=True)
    case.becomes([[1, 2], [3, 0, 4]])
    assert case.at() == 0
    for _ in range(4):
        case.undo()
    case.becomes([[0, 1, 2], [3, 4]])


def test_several_pages_move_together(case: Case) -> None:
    case.unfold()
    case.go(1)
    key(case.panel, Qt.Key.Key_Down, shift=True)
    assert [row.page.number for row in case.panel.chosen_pages()] == [2, 3]
    key(case.panel, Qt.Key.Key_Up, alt=True)
    case.becomes([[1, 2, 0], [3, 4]])
    assert [row.page.number for row in case.panel.chosen_pages()] == [1, 2]
    key(case.panel, Qt.Key.Key_P)
    case.becomes([[0], [1, 2], [3, 4]])
    case.undo()
    case.becomes([[1, 2, 0], [3, 4]])


def test_alt_and_arrows_move_a_document(case: Case) -> None:
    case.go("laboratory")
    key(case.panel, Qt.Key.Key_Up, alt=True)
    case.becomes([[3, 4], [0, 1, 2]])
    assert case.at() == "laboratory"
    key(case.panel, Qt.Key.Key_Up, alt=True)
    assert case.desk.side.message.text() == "It stands first already."
    case.undo()
    case.becomes([[0, 1, 2], [3, 4]])


def test_a_digit_says_the_type_and_f2_asks_for_the_rest(case: Case) -> None:
    case.go("laboratory")
    key(case.panel, Qt.Key.Key_4)
    case.qtbot.waitUntil(lambda: case.panel.documents[1].type == "pet_ct", timeout=PATIENCE_MS)
    assert case.at() == "pet_ct"
    case.stay.settle(case.qtbot)
    case.undo()
    case.qtbot.waitUntil(lambda: case.panel.documents[1].type == "laboratory", timeout=PATIENCE_MS)
    key(case.panel, Qt.Key.Key_F2)
    bar = case.desk.pages.document_bar
    assert bar.isVisible() and bar._document is not None and bar._document.type == "laboratory"
    focused = bar.focusWidget()
    assert focused is not None
    key(focused, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert case.panel.hasFocus()


def test_x_sets_a_page_aside_goes_on_to_the_next_and_takes_back(case: Case) -> None:
    case.go(1)
    key(case.panel, Qt.Key.Key_X)
    case.becomes([[0, 2], [1], [3, 4]])
    assert [document.set_aside is not None for document in documents_of(case.stay)] == [False, True, False]
    assert case.at() == 2
    case.go(1)
    assert "another patient's, set aside" in str(case.panel.currentIndex().data())
    key(case.panel, Qt.Key.Key_X)
    case.qtbot.waitUntil(lambda: case.panel.documents[1].set_aside is None, timeout=PATIENCE_MS)
    case.stay.settle(case.qtbot)
    case.undo()
    case.qtbot.waitUntil(lambda: case.panel.documents[1].set_aside is not None, timeout=PATIENCE_MS)
    case.undo()
    case.becomes([[0, 1, 2], [3, 4]])


def test_k_links_with_the_document_chosen_by_arrows(case: Case) -> None:
    strip = case.desk.side.link_strip
    case.go("laboratory")
    key(case.panel, Qt.Key.Key_K)
    assert strip.isVisible() and "Choose the document" in strip.accessibleName()
    key(case.panel, Qt.Key.Key_C)
    key(case.panel, Qt.Key.Key_S)
    assert strip.isVisible()
    case.go("pathology")
    assert strip.accessibleName() == "What is “Laboratory” to “Pathology”?"
    key(case.panel, Qt.Key.Key_T)
    case.qtbot.waitUntil(lambda: bool(case.panel.documents[1].links), timeout=PATIENCE_MS)
    assert not strip.isVisible() and case.at() == "laboratory" and case.panel.hasFocus()
    (link,) = documents_of(case.stay)[1].links
    assert (link.kind, link.other_id) == (LinkKind.TRANSLATION_OF, documents_of(case.stay)[0].id)
    told = [
        str(case.panel.model().index(at, 0).data())
        for at, row in enumerate(case.rows())
        if isinstance(row, Head)
    ]
    assert told == [
        "Pathology, 3 pages, its translation: Laboratory",
        "Laboratory, 2 pages, translation of Pathology",
    ]
    case.stay.settle(case.qtbot)
    key(case.panel, Qt.Key.Key_K, shift=True)
    case.qtbot.waitUntil(lambda: not case.panel.documents[1].links, timeout=PATIENCE_MS)
    case.stay.settle(case.qtbot)
    case.undo()
    case.qtbot.waitUntil(lambda: bool(case.panel.documents[1].links), timeout=PATIENCE_MS)


def test_esc_leaves_linking_then_the_choice_then_the_panel(case: Case) -> None:
    case.go("laboratory")
    key(case.panel, Qt.Key.Key_K)
    key(case.panel, Qt.Key.Key_Escape)
    assert not case.desk.side.link_strip.isVisible() and case.panel.hasFocus()
    case.unfold()
    case.go(0)
    key(case.panel, Qt.Key.Key_Down, shift=True)
    key(case.panel, Qt.Key.Key_Escape)
    assert len(case.panel.selectedIndexes()) == 1 and case.panel.hasFocus()
    key(case.panel, Qt.Key.Key_Escape)
    assert case.desk.pages.canvas.hasFocus()


def test_the_page_on_screen_follows_to_its_new_document(case: Case) -> None:
    case.unfold()
    case.go(2)
    key(case.panel, Qt.Key.Key_Return)
    case.qtbot.waitUntil(lambda: case.panel.current_page_id == case.page_ids[2], timeout=PATIENCE_MS)
    key(case.panel, Qt.Key.Key_S)
    case.becomes([[0, 1], [2], [3, 4]])
    side = case.desk.pages.active
    page = side.current_page()
    assert page is not None and page.id == case.page_ids[2]
    assert side.current == documents_of(case.stay)[1].id


# Mouse


def test_a_page_is_dragged_between_pages(case: Case) -> None:
    case.unfold()
    case.drag(case.spot(2), case.spot(0, down=0.1))
    case.becomes([[2, 0, 1], [3, 4]])
    assert case.at() == 2
    case.undo()
    case.becomes([[0, 1, 2], [3, 4]])
    case.drag(case.spot(0), case.spot(3, down=0.9))
    case.becomes([[1, 2], [3, 0, 4]])


def test_chosen_pages_are_dragged_together(case: Case) -> None:
    case.unfold()
    view, ctrl = case.panel.viewport(), Qt.KeyboardModifier.ControlModifier
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, case.spot(0))
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, ctrl, case.spot(2))
    assert [row.page.number for row in case.panel.chosen_pages()] == [1, 3]
    case.drag(case.spot(2), case.spot(4, down=0.95))
    case.becomes([[1], [3, 4, 0, 2]])
    assert [row.page.number for row in case.panel.chosen_pages()] == [3, 4]


def test_pages_dragged_above_a_head_become_a_document(case: Case) -> None:
    case.unfold()
    case.drag(case.spot(1), case.spot("laboratory", down=0.1))
    case.becomes([[0, 2], [1], [3, 4]])


def test_pages_dragged_on_a_folded_head_go_to_its_end(case: Case) -> None:
    case.go("pathology")
    key(case.panel, Qt.Key.Key_Right)
    case.drag(case.spot(0), case.spot("laboratory", down=0.7))
    case.becomes([[1, 2], [3, 4, 0]])


def test_a_head_is_dragged_to_order_and_to_merge(case: Case) -> None:
    case.go("pathology")
    key(case.panel, Qt.Key.Key_Left)
    assert len(case.rows()) == 2
    case.drag(case.spot("laboratory"), case.spot("pathology", down=0.1))
    case.becomes([[3, 4], [0, 1, 2]])
    case.drag(case.spot("pathology"), case.spot("laboratory"))
    case.becomes([[3, 4, 0, 1, 2]])
    case.undo()
    case.becomes([[3, 4], [0, 1, 2]])


def test_esc_ends_a_drag_and_nothing_is_moved(case: Case) -> None:
    case.unfold()
    end = case.spot(0, down=0.1)
    case.drag(case.spot(2), end, let_go=False)
    assert case.panel._dragging.drop is not None
    key(case.panel, Qt.Key.Key_Escape)
    assert case.panel._dragging.drop is None
    view = case.panel.viewport()
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    case.stay.settle(case.qtbot)
    assert case.layout() == [[0, 1, 2], [3, 4]]


def test_a_drop_that_changes_nothing_asks_nothing(case: Case) -> None:
    case.unfold()
    case.drag(case.spot(1), case.spot(0, down=0.9), let_go=False)
    assert case.panel._dragging.drop is None
    key(case.panel, Qt.Key.Key_Escape)


def test_a_click_opens_a_page_and_a_head_unfolds(case: Case) -> None:
    view = case.panel.viewport()
    before = len(case.rows())
    plain = Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, plain, case.spot("laboratory"))
    assert len(case.rows()) == before + 2
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, plain, case.spot(4))
    case.qtbot.waitUntil(lambda: case.panel.current_page_id == case.page_ids[4], timeout=PATIENCE_MS)


def test_the_menu_prints_the_keys(case: Case) -> None:
    case.go(1)
    case.panel.menu_asked.emit(QPoint(10, 10))
    menu = next(menu for menu in case.panel.findChildren(QMenu) if menu.isVisible())
    keys = {action.text(): action.shortcut().toString() for action in menu.actions() if action.text()}
    assert keys["Split before this page"] == "S"
    assert keys["Merge with the document before"] == "M"
    assert keys["Move up"] == "Alt+Up"
    assert keys["Link with another document"] == "K"
    assert keys["Say what this document is"] == "F2"
    next(action for action in menu.actions() if action.text().startswith("Split")).trigger()
    menu.close()
    case.becomes([[0], [1, 2], [3, 4]])


# Marks


def test_a_page_that_failed_is_tried_again_by_mouse_and_key(case: Case) -> None:
    problem = Message("reading.page_unreadable", {"page": 1, "file": "laboratory.pdf"})
    case.stay.thread.call(store_failure, case.page_ids[3], problem).result(10)
    case.desk._reload_documents()
    case.go(3)
    case.qtbot.waitUntil(
        lambda: "could not be read" in str(case.panel.currentIndex().data()), timeout=PATIENCE_MS
    )
    rect = case.panel.visualRect(case.panel.currentIndex())
    row = case.panel.current_row()
    assert isinstance(row, Thumb)
    again = case.panel._painting.again(rect, row.page)
    assert again.height() >= 28
    view = case.panel.viewport()
    with case.qtbot.waitSignal(case.desk.edits.again_asked, timeout=PATIENCE_MS):
        QTest.mouseClick(
            view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, again.center().toPoint()
        )
    case.qtbot.waitUntil(
        lambda: "could not be read" not in str(case.panel.currentIndex().data()), timeout=PATIENCE_MS
    )
    with case.qtbot.waitSignal(case.desk.edits.again_asked, timeout=PATIENCE_MS):
        key(case.panel, Qt.Key.Key_F5)


def test_the_keys_stay_on_their_row_when_states_change(case: Case) -> None:
    case.go(4)
    case.desk._reload_documents()
    case.stay.settle(case.qtbot)
    assert case.at() == 4


def test_two_pages_lie_abreast_where_there_is_room(open_case: OpenCase) -> None:
    case = open_case(2560, 1370)
    assert case.panel.width() >= 231
    case.unfold()
    first, second, third = (case.spot(page) for page in (0, 1, 2))
    assert first.y() == second.y() and second.x() > first.x()
    assert third.x() == first.x() and third.y() > first.y()
    case.go(0)
    key(case.panel, Qt.Key.Key_Right)
    assert case.at() == 1
    key(case.panel, Qt.Key.Key_Left)
    key(case.panel, Qt.Key.Key_Down)
    assert case.at() == 2
    case.drag(case.spot(2), case.spot(0, across=0.2))
    case.becomes([[2, 0, 1], [3, 4]])


def test_a_picture_that_comes_is_painted_and_places_no_row_anew(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    case.unfold()
    case.qtbot.wait(50)
    asked: list[int] = []
    painted: list[int] = []
    size, paint = case.panel._painting._size, case.panel._painting._paint_thumb

    def sized(page: PageView) -> tuple[int, int]:
        asked.append(1)
        return size(page)

    def painting(*args: Any) -> None:
        painted.append(1)
        paint(*args)

    monkeypatch.setattr(case.panel._painting, "_paint_thumb", painting)
    monkeypatch.setattr(case.panel._painting, "_size", sized)
    case.panel._picture_came(case.panel.documents[0].pages[0].id)
    case.qtbot.waitUntil(lambda: bool(painted))
    case.qtbot.wait(50)
    assert len(painted) == 1
    assert len(asked) < 5, "of the one that is painted, not of all five pages"


# Refusals


def test_what_changed_meanwhile_is_told_and_shown_anew(case: Case) -> None:
    laboratory = case.panel.documents[1]
    case.stay.thread.call(
        retype_document, laboratory.id, DocumentFacts("discharge_summary"), laboratory.row_version
    ).result(10)
    case.go("laboratory")
    key(case.panel, Qt.Key.Key_M)
    case.qtbot.waitUntil(lambda: case.panel.documents[1].type == "discharge_summary", timeout=PATIENCE_MS)
    assert case.layout() == [[0, 1, 2], [3, 4]]
    assert case.desk.side.message.isVisible() and case.desk.side.message.text()
    case.stay.settle(case.qtbot)
    key(case.panel, Qt.Key.Key_M)
    case.becomes([[0, 1, 2, 3, 4]])
    assert not case.desk.side.message.isVisible()


def test_what_is_set_aside_stays_apart(case: Case) -> None:
    case.go("laboratory")
    key(case.panel, Qt.Key.Key_X)
    case.qtbot.waitUntil(lambda: case.panel.documents[1].set_aside is not None, timeout=PATIENCE_MS)
    case.stay.settle(case.qtbot)
    key(case.panel, Qt.Key.Key_M)
    case.qtbot.waitUntil(case.desk.side.message.isVisible, timeout=PATIENCE_MS)
    assert "stay apart" in case.desk.side.message.text()
    assert case.layout() == [[0, 1, 2], [3, 4]]


def test_a_case_in_other_hands_is_shown_and_not_changed(
    qtbot: QtBot, open_case: OpenCase, stay: Stay, loaded_rules: Rules
) -> None:
    case = open_case()
    li = NewUser("li", "Li Na", "LN", frozenset({Role.REVIEWER}), "another horse")
    with open_workspace(stay.ward.folder, HANNA.login, HANNA.password, rules=loaded_rules) as above:
        user = add_user(above, li)
        assign(above, stay.ward.dee, user.id, case_header(above, stay.ward.dee).row_version)
    case.desk._reload_header()
    stay.settle(qtbot)
    case.unfold()
    for pressed in (Qt.Key.Key_S, Qt.Key.Key_M, Qt.Key.Key_X, Qt.Key.Key_4, Qt.Key.Key_K):
        case.go(1)
        case.desk.side.message.say("note", "")
        key(case.panel, pressed)
        assert "Li Na" in case.desk.side.message.text()
    case.desk.side.message.say("note", "")
    case.drag(case.spot(2), case.spot(0, down=0.1))
    assert "Li Na" in case.desk.side.message.text()
    case.stay.settle(qtbot)
    assert case.layout() == [[0, 1, 2], [3, 4]]


# What is told


def test_marks_are_told_in_words(case: Case) -> None:
    case.unfold()
    problem = Message("reading.page_unreadable", {"page": 3, "file": "pathology.pdf"})
    case.stay.thread.call(store_failure, case.page_ids[2], problem).result(10)
    case.stay.ws.being_read = frozenset({case.page_ids[4]})
    case.desk._reload_documents()
    case.stay.settle(case.qtbot)
    model = case.panel.model()
    told = {case.row_of(page): str(model.index(case.row_of(page), 0).data()) for page in (2, 4)}
    assert told[case.row_of(2)] == "Page 3, not seen, could not be read"
    assert told[case.row_of(4)] == "Page 2, not seen, being read"
    name = model.index(case.row_of("pathology"), 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert name == "Pathology, 3 pages"


def test_what_was_done_and_its_undo_outlive_a_restart(case: Case, loaded_rules: Rules) -> None:
    case.go(1)
    key(case.panel, Qt.Key.Key_X)
    case.becomes([[0, 2], [1], [3, 4]])
    ward = case.stay.ward
    with open_workspace(ward.folder, MARK.login, MARK.password, rules=loaded_rules) as again:
        kept = case_documents(again, ward.dee)
        assert [each.set_aside is not None for each in kept] == [False, True, False]
        assert undo(again, ward.dee).done
        assert [len(each.pages) for each in case_documents(again, ward.dee)] == [3, 2]


def test_the_rail_shows_heads_alone_and_keys_work_on_them(case: Case) -> None:
    case.unfold()
    case.go(1)
    case.desk.side.set_width(44)
    case.qtbot.waitUntil(lambda: len(case.rows()) == 2, timeout=PATIENCE_MS)
    assert case.at() == "pathology"
    key(case.panel, Qt.Key.Key_Down)
    assert case.at() == "laboratory"
    key(case.panel, Qt.Key.Key_Up, alt=True)
    case.becomes([[3, 4], [0, 1, 2]])
    case.desk.side.set_width(188)
    case.qtbot.waitUntil(lambda: len(case.rows()) == 7, timeout=PATIENCE_MS)
