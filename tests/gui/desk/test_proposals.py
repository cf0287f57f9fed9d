"""Documents out of files on the desk: offered in a line, reviewed in a list, accepted by key, undone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from tests.extraction.test_documents import DISCHARGE_1, DISCHARGE_2, LAB, PATHOLOGY_1, PATHOLOGY_2
from tests.gui.desk.bench import Stay, key, pdf
from tests.services.test_document_proposals import as_read
from workstation.gui import language
from workstation.gui.desk.desk import DeskScreen
from workstation.reading import ReadingPool
from workstation.services.intake import import_file, look_into
from workstation.services.pages import case_documents
from workstation.services.readings import store_reading
from workstation.services.views import DocumentView
from workstation.settings import resources_dir

OWN_LAB, OWN_PATHOLOGY_1, OWN_PATHOLOGY_2 = (
    text.replace("DOE, Jane", "OLSEN, Dee") for text in (LAB, PATHOLOGY_1, PATHOLOGY_2)
)
"""As they would name Dee, whose case it is."""
PACKET = (DISCHARGE_2, OWN_PATHOLOGY_2, OWN_LAB, DISCHARGE_1, OWN_PATHOLOGY_1)

PATIENCE_MS = 30_000
"""A busy machine reads and proposes slowly."""


@pytest.fixture(autouse=True)
def english(dressed: QApplication) -> None:
    """The window's English, plurals included."""
    language.speak(dressed, "en", resources_dir() / "translations")


def documents_of(stay: Stay) -> tuple[DocumentView, ...]:
    found: tuple[DocumentView, ...] = stay.thread.call(case_documents, stay.ward.dee).result(10)
    return found


def bring(stay: Stay, pool: ReadingPool, texts: tuple[str, ...]) -> None:
    """A file whose pages say these texts, imported into Dee's case and read."""
    file = look_into(pool, "packet.pdf", pdf(tuple((text,) for text in texts)))
    stay.thread.call(import_file, stay.ward.dee, file).result(10)
    (document,) = documents_of(stay)
    for page, text in zip(document.pages, texts, strict=True):
        stay.thread.call(store_reading, page.id, as_read(text)).result(10)


@pytest.fixture
def packet(open_desk: Callable[..., DeskScreen], stay: Stay, pool: ReadingPool, qtbot: QtBot) -> DeskScreen:
    """Dee's case with a packet of three reports, five pages shuffled, on the desk, once it is offered."""
    bring(stay, pool, PACKET)
    desk = open_desk()
    desk.opened(case_id=stay.ward.dee)
    qtbot.waitUntil(lambda: desk.side.proposal.isVisible(), timeout=PATIENCE_MS)
    return desk


def rows(desk: DeskScreen) -> list[str]:
    shown = desk.proposals.list.findChild(QListWidget)
    assert shown is not None
    return [shown.item(at).text() for at in range(shown.count())]


def test_a_line_offers_and_nothing_is_changed(packet: DeskScreen, stay: Stay) -> None:
    assert packet.side.proposal.text() == "This file looks like 3 documents"
    assert not packet.proposals.list.isVisible()
    assert [len(document.pages) for document in documents_of(stay)] == [5]


def test_the_list_shows_borders_and_reasons_and_goes_to_the_page(
    qtbot: QtBot, packet: DeskScreen, stay: Stay
) -> None:
    key(packet.pages.canvas, Qt.Key.Key_D, ctrl=True)
    shown = packet.proposals.list.findChild(QListWidget)
    assert shown is not None
    qtbot.waitUntil(shown.hasFocus, timeout=PATIENCE_MS)
    assert [" ".join(row.split()) for row in rows(packet)] == [
        "Discharge summary · 1 May 2021 · 滨江市中心医院 · pages 4, 1",
        "Pathology · 4 Mar 2021 or 3 Apr 2021 · Westmere General Hospital · pages 5, 2",
        "Laboratory · 2 May 2021 · Westmere General Hospital · page 3",
    ]
    key(shown, Qt.Key.Key_Down)
    pathology = documents_of(stay)[0].pages[4].id
    qtbot.waitUntil(lambda: packet.side.documents.current_page_id == pathology, timeout=PATIENCE_MS)
    qtbot.waitUntil(shown.hasFocus, timeout=PATIENCE_MS)
    said = [label.text() for label in packet.proposals.list.findChildren(QLabel)]
    assert any("same report number, S21-4410" in text for text in said)
    key(shown, Qt.Key.Key_Escape)
    assert not packet.proposals.list.isVisible()
    assert len(documents_of(stay)) == 1


def test_esc_gives_the_keys_back_to_where_they_came_from(qtbot: QtBot, packet: DeskScreen) -> None:
    for came_from in (packet.side.documents, packet.pages.canvas, packet.record.findings.list):
        came_from.setFocus()
        key(came_from, Qt.Key.Key_D, ctrl=True)
        shown = packet.proposals.list.findChild(QListWidget)
        assert shown is not None
        assert shown.hasFocus()
        key(shown, Qt.Key.Key_Escape)
        assert not packet.proposals.list.isVisible()
        assert came_from.hasFocus()


def test_enter_accepts_what_is_checked(qtbot: QtBot, packet: DeskScreen, stay: Stay) -> None:
    key(packet.pages.canvas, Qt.Key.Key_D, ctrl=True)
    shown = packet.proposals.list.findChild(QListWidget)
    assert shown is not None
    key(shown, Qt.Key.Key_Space)
    buttons = [button.text() for button in packet.proposals.list.findChildren(QPushButton)]
    assert "Accept 2 documents" in buttons
    key(shown, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(documents_of(stay)) == 3, timeout=PATIENCE_MS)
    assert [(document.type, len(document.pages)) for document in documents_of(stay)] == [
        ("other", 2),
        ("pathology", 2),
        ("laboratory", 1),
    ]
    qtbot.waitUntil(lambda: len(packet.documents) == 3, timeout=PATIENCE_MS)
    assert not packet.proposals.list.isVisible()


def test_one_key_accepts_all_and_undo_brings_the_offer_back(
    qtbot: QtBot, packet: DeskScreen, stay: Stay
) -> None:
    key(packet.pages.canvas, Qt.Key.Key_F2, shift=True)
    qtbot.waitUntil(
        lambda: [len(document.pages) for document in packet.documents] == [2, 2, 1], timeout=PATIENCE_MS
    )
    qtbot.waitUntil(lambda: not packet.side.proposal.isVisible(), timeout=PATIENCE_MS)
    key(packet.pages.canvas, Qt.Key.Key_Z, ctrl=True)
    qtbot.waitUntil(
        lambda: [len(document.pages) for document in packet.documents] == [5], timeout=PATIENCE_MS
    )
    qtbot.waitUntil(lambda: packet.side.proposal.isVisible(), timeout=PATIENCE_MS)


def test_a_page_that_names_another_patient_is_marked_and_left_to_the_reviewer(
    qtbot: QtBot, open_desk: Callable[..., DeskScreen], stay: Stay, pool: ReadingPool
) -> None:
    bring(stay, pool, (OWN_LAB, PATHOLOGY_1, DISCHARGE_1))
    desk = open_desk()
    desk.opened(case_id=stay.ward.dee)
    qtbot.waitUntil(lambda: desk.side.proposal.isVisible(), timeout=PATIENCE_MS)
    assert desk.side.proposal.text() == "This file looks like 3 documents. 1 page names another patient"
    lab, pathology, _ = rows(desk)
    assert "another patient" not in lab
    assert pathology.endswith("names another patient: DOE, Jane")
    shown = desk.proposals.list.findChild(QListWidget)
    assert shown is not None
    assert [shown.item(at).icon().isNull() for at in range(3)] == [True, False, True]
    key(desk.pages.canvas, Qt.Key.Key_D, ctrl=True)
    key(shown, Qt.Key.Key_Down)
    said = [label.text() for label in desk.proposals.list.findChildren(QLabel)]
    sentence = "names another patient: DOE, Jane. Check before you use it."
    assert any(text.startswith(f"Page 2 {sentence}") for text in said)
    qtbot.waitUntil(lambda: desk.pages.correcting.note.text() == f"This page {sentence}", timeout=PATIENCE_MS)
    told = [row.other for row in desk.side.documents._documents.rows]
    assert told == ["DOE, Jane", "", "DOE, Jane", ""]
    (document,) = documents_of(stay)
    assert document.set_aside is None


def test_what_was_read_fills_the_bar_and_enter_sets_it(
    qtbot: QtBot, open_desk: Callable[..., DeskScreen], stay: Stay, pool: ReadingPool
) -> None:
    bring(stay, pool, (OWN_LAB,))
    desk = open_desk()
    desk.opened(case_id=stay.ward.dee)
    (document,) = documents_of(stay)
    qtbot.waitUntil(lambda: document.id in desk.pages.document_bar._proposed, timeout=PATIENCE_MS)
    key(desk.pages.canvas, Qt.Key.Key_F2)
    bar = desk.pages.document_bar
    kind = bar.findChild(QComboBox)
    date, hospital = (
        field for field in bar.findChildren(QLineEdit) if not isinstance(field.parent(), QComboBox)
    )
    assert kind is not None
    assert (kind.currentData(), date.text(), hospital.text()) == (
        "laboratory",
        "2 May 2021",
        "Westmere General Hospital",
    )
    assert documents_of(stay)[0].type == "other"
    focused = bar.focusWidget()
    assert focused is not None
    key(focused, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: documents_of(stay)[0].type == "laboratory", timeout=PATIENCE_MS)
    named = documents_of(stay)[0]
    assert (named.title, named.hospital, named.language) == (
        "Laboratory report",
        "Westmere General Hospital",
        "en",
    )
