"""A small ward to try the desk and the queue on: real files, really read, in a real encrypted workspace."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pymupdf
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.services.bench import EPISODE, evidence, new_group, png, review_of, set_new
from workstation.domain.dates import read_date
from workstation.gui.client import Client
from workstation.gui.kit.keymap import Keymap
from workstation.gui.reading import BackgroundReading
from workstation.gui.screen import Session
from workstation.reading import ReadingPool
from workstation.services import findings
from workstation.services.document_edits import retype_document
from workstation.services.intake import import_file, look_into, open_source
from workstation.services.pages import case_documents
from workstation.services.queue import create_case
from workstation.services.readings import store_reading
from workstation.services.thread import StoreThread
from workstation.services.views import DocumentFacts, DocumentView, NewCase, NewPatient, Urgency
from workstation.services.workspace import Workspace

LETTER = (
    (
        "Northfield Hospital, Department of Pathology",
        "Diffuse large B-cell lymphoma, NOS, germinal centre type.",
        "The biopsy was taken on 24 Nov 2024 from a left cervical node.",
        "CD20 positive, CD19 positive. MYC rearranged, BCL2 not rearranged.",
        "First treatment with R-CHOP is planned at this hospital.",
    ),
    (
        "Treatment history of the patient",
        "R-CHOP was given from 12 Dec 2024 to 27 Mar 2025, six cycles.",
        "After R-CHOP a complete response was seen on PET-CT of 8 May 2025.",
        "No transplant was done and no cellular therapy was given so far.",
        "After the last R-CHOP cycle neutropenia lasted for nine days.",
    ),
    (
        "Discharge summary of the second admission",
        "Relapse in the left axilla was proven by biopsy on 29 May 2025.",
        "ECOG performance status is 1 and creatinine was 88 umol/l.",
        "Hepatitis B surface antigen negative, hepatitis C negative.",
        "The patient asks for a second opinion about CAR-T treatment.",
    ),
)


@dataclass(frozen=True)
class Ward:
    """Where the workspace lies and what is in it: Ada has documents and a record, the others less."""

    folder: Path
    ada: str
    bo: str
    cyd: str
    dee: str


@dataclass(frozen=True)
class Stay:
    """A signed-in session and, on the side, the workspace itself to look at what was written."""

    session: Session
    thread: StoreThread
    ws: Workspace
    ward: Ward

    def settle(self, qtbot: QtBot) -> None:
        """Wait until the store has answered everything asked so far, and the window has heard it."""
        for _ in range(3):
            self.thread.call(_nothing).result(10)
            self.thread.read(_nothing).result(10)
            QApplication.processEvents()


def _nothing(_ws: Workspace) -> None:
    return None


def pdf(pages: tuple[tuple[str, ...], ...] = LETTER) -> bytes:
    """A born-digital A4 letter: its own text layer is good enough to be read."""
    made = pymupdf.open()
    for lines in pages:
        page = made.new_page(width=595, height=842)
        for number, line in enumerate(lines):
            page.insert_text((60, 90 + 40 * number), line, fontsize=12)
    data: bytes = made.tobytes()
    made.close()
    return data


def fill_ward(ws: Workspace, pool: ReadingPool, folder: Path) -> Ward:
    """Four cases: one with a letter of three pages, a scan and a record; one with a scan; two empty."""
    ada = create_case(
        ws,
        NewCase(
            NewPatient("Ada Lindt", read_date("14 Mar 1960"), "female", "88-412"),
            "Second-line CAR-T?",
            "Dr Odum",
            "Northfield",
            Urgency.URGENT,
            "Rapid progression",
            due_on=date(2026, 11, 20),
        ),
    )
    bo = create_case(ws, NewCase(NewPatient("Bo Chen", None, "male"), "CAR-T after relapse?"))
    cyd = create_case(
        ws, NewCase(NewPatient("Cyd Amari"), "Third line?", urgency=Urgency.HIGH, urgency_reason="x")
    )
    dee = create_case(ws, NewCase(NewPatient("Dee Olsen"), "Second opinion"))
    add_letter(ws, pool, ada)
    import_file(ws, ada, look_into(pool, "scan.png", png()))
    import_file(ws, bo, look_into(pool, "other.png", png(shade=210)))
    _record(ws, ada)
    return Ward(folder, ada, bo, cyd, dee)


def add_letter(
    ws: Workspace, pool: ReadingPool, case_id: str, pages: tuple[tuple[str, ...], ...] = LETTER
) -> str:
    """Imports the letter, says that it is pathology, and reads its pages; answers the document's id."""
    outcome = import_file(ws, case_id, look_into(pool, "letter.pdf", pdf(pages)))
    document = next(d for d in case_documents(ws, case_id) if d.id == outcome.document_id)
    facts = DocumentFacts("pathology", date=read_date("24 Nov 2024"))
    retype_document(ws, document.id, facts, document.row_version)
    source = open_source(ws, document.pages[0].file_id)
    try:
        for page in document.pages:
            store_reading(ws, page.id, pool.read_page(source, page.index).result(60))
    finally:
        source.close()
    return document.id


def letter_of(ws: Workspace, case_id: str) -> DocumentView:
    return next(d for d in case_documents(ws, case_id) if d.type == "pathology")


def _record(ws: Workspace, case_id: str) -> None:
    letter = letter_of(ws, case_id)
    for field_id, raw in (
        ("diagnosis", "DLBCL, NOS"),
        ("biopsy_sampling_date", "24 Nov 2024"),
        ("ecog", "1, 20 May 2025"),
        ("cd19_therapy_given", "no"),
        ("transplant_given", "no"),
    ):
        set_new(ws, case_id, field_id, raw)
    cited = (("diagnosis", 0, 0.12), ("biopsy_sampling_date", 0, 0.2), ("ecog", 2, 0.4), ("ecog", 1, 0.3))
    for field_id, page, top in cited:
        findings.cite(
            ws, review_of(ws, case_id), field_id, None, evidence(letter.pages[page].id, "words", top)
        )
    new_group(ws, case_id, "episode", EPISODE)
    new_group(ws, case_id, "relapse", {"relapse_kind": "relapse", "relapse_biopsy": "29 May 2025"})


def make_session(
    qtbot: QtBot, ws: Workspace, thread: StoreThread, pool: Callable[[], ReadingPool]
) -> Session:
    """What the window hands to its screens; the background reading is not started."""
    client = Client(thread)
    return Session(
        client=client,
        keymap=Keymap(parent=client),
        user=ws.user,
        catalogue=ws.rules.catalogue,
        rules=ws.rules,
        zone=ws.zone,
        pool=pool,
        reading=BackgroundReading(thread, pool, client),
    )


# Hands


def key(
    widget: QWidget, pressed: Qt.Key, *, ctrl: bool = False, shift: bool = False, alt: bool = False
) -> None:
    """Press a key with its modifiers on a widget."""
    held = Qt.KeyboardModifier.NoModifier
    if ctrl:
        held |= Qt.KeyboardModifier.ControlModifier
    if shift:
        held |= Qt.KeyboardModifier.ShiftModifier
    if alt:
        held |= Qt.KeyboardModifier.AltModifier
    QTest.keyClick(widget, pressed, held)


def click(
    widget: QWidget, at: QPointF | QPoint | None = None, button: Qt.MouseButton = Qt.MouseButton.LeftButton
) -> None:
    """Click a widget; a scroll area is clicked on its viewport."""
    target = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
    spot = target.rect().center() if at is None else at.toPoint() if isinstance(at, QPointF) else at
    QTest.mouseClick(target, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)


def drag(area: QAbstractScrollArea, start: QPointF, end: QPointF, steps: int = 4) -> None:
    """Press, move in steps, let go: with positions to a fraction of a pixel."""
    view = area.viewport()
    left = Qt.MouseButton.LeftButton
    _mouse(view, QEvent.Type.MouseButtonPress, start, left, left)
    for step in range(1, steps + 1):
        at = start + (end - start) * (step / steps)
        _mouse(view, QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton, left)
    _mouse(view, QEvent.Type.MouseButtonRelease, end, left, Qt.MouseButton.NoButton)


def _mouse(
    view: QWidget, kind: QEvent.Type, at: QPointF, button: Qt.MouseButton, held: Qt.MouseButton
) -> None:
    there = QPointF(view.mapToGlobal(at.toPoint()))
    event = QMouseEvent(kind, at, there, button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view, event)


def drop(target: QWidget, at: QPoint, paths: list[Path]) -> None:
    """Drag files over a widget and let them go there."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, plain = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(target, QDragEnterEvent(at, copy, mime, left, plain))
    QApplication.sendEvent(target, QDropEvent(QPointF(at), copy, mime, left, plain))


def wheel(area: QAbstractScrollArea, at: QPointF, notches: int, ctrl: bool = False) -> None:
    """Turn the wheel over a place of a scroll area."""
    view = area.viewport()
    held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        at,
        QPointF(view.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)
