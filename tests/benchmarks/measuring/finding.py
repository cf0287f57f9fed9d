"""Find in a case of a thousand read pages: from Enter in the bar until its list is on the screen.

The real bar, store thread and encrypted workspace; the readings are made up, of the words and slips of real ones.
`python -m tests.benchmarks.measuring.finding` prints the figures alone.
"""

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.benchmarks.measuring.figures import Figure, at_most, printed, table
from workstation.domain.case import Role
from workstation.domain.geometry import Box, Quad
from workstation.gui.client import Client
from workstation.gui.desk.pages.find_bar import FindBar
from workstation.gui.kit.theme import apply
from workstation.reading import PageReading, PageReport, Word
from workstation.services.asking_packet import ask_packet
from workstation.services.intake import ImportedFile, import_file
from workstation.services.pages import case_documents
from workstation.services.queue import create_case
from workstation.services.readings import store_reading
from workstation.services.thread import StoreThread
from workstation.services.views import NewCase, NewPatient, NewUser
from workstation.services.workspace import Workspace, create_workspace, open_workspace
from workstation.store.keys import KdfCost

PAGES, LINES, WORDS_A_LINE, ROUNDS = 1000, 36, 10, 5
MOST_MS = 50.0
LOGIN, PASSWORD = "bench", "a long bench horse"
_PROSE = (
    "the patient was seen with node biopsy of left cervical axilla and no fever weight loss marrow involvement "
    "response after cycles given on day in clinic blood count normal liver kidney function follow up showed"
)
_PLAIN = tuple(_PROSE.split())
_SAID = (
    *("CD20", "CD2O", "CDl9", "R-CHOP", "MabThera", "lymphoma", "Ki-67", "80%", "2025-03-27", "BCL6", "GCB"),
    *(
        "弥漫大B细胞淋巴瘤",
        "末次化疗时间",
        "美罗华",
        "完全缓解",
        "免疫组化",
        "患者",
        "复发",
        "淋巴瘤",
        "ECOG",
    ),
)
# Rare and frequent words, in both languages, with and without other names; one that is nowhere.
QUERIES = (
    "R-CHOP",
    "cd20",
    "rituximab",
    "末次化疗",
    "淋巴瘤",
    "node biopsy",
    "the",
    "tafasitamab",
    "page 777",
)


@dataclass(frozen=True)
class _Scratch:
    folder: Path
    case_id: str


def run(pages: int = PAGES) -> Iterator[Figure]:
    """The figures, on a workspace made for it and thrown away. A QApplication must be there."""
    with tempfile.TemporaryDirectory(prefix="workstation-finding-") as scratch:
        made = _make(Path(scratch) / "ward", pages)
        with open_workspace(made.folder, LOGIN, PASSWORD) as ws:
            thread = StoreThread(ws)
            client = Client(thread)
            try:
                yield from _measure(client, made.case_id, pages)
                yield _asked(ws, made.case_id)
            finally:
                client.close()
                thread.close()


def _measure(client: Client, case_id: str, pages: int) -> Iterator[Figure]:
    window = _Watched(client)
    window.bar.show_case(case_id)
    window.bar.open_bar()
    first = window.milliseconds(QUERIES[0])
    took = {query: [window.milliseconds(query) for _ in range(ROUNDS)] for query in QUERIES}
    counts = {query: window.count(query) for query in QUERIES}
    every = sorted(ms for each in took.values() for ms in each)
    slowest = max(took, key=lambda query: max(took[query]))
    yield at_most(
        f"find in {pages:,} read pages, list shown: the first time / p95",
        (MOST_MS,) * 2,
        (first, every[int(len(every) * 0.95)]),
        f" (median {every[len(every) // 2]:.0f}; slowest {every[-1]:.0f}, “{slowest}”)",
        unit=" ms",
        digits=0,
    )
    yield printed("hits of each", ", ".join(f"{query} {counts[query]}" for query in QUERIES))
    window.close()


def _asked(ws: Workspace, case_id: str) -> Figure:
    begun = time.perf_counter()
    answers = len(ask_packet(ws, case_id, "末次化疗").answers)
    took = (time.perf_counter() - begun) * 1000
    return printed("asking the packet, answered by the store", f"{took:.0f} ms for {answers} lines")


class _Watched(QWidget):
    """The bar in a window."""

    def __init__(self, client: Client) -> None:
        super().__init__()
        self.bar = FindBar(client, self)
        self.resize(1000, 700)
        self.bar.setGeometry(0, 0, 1000, 400)
        self._answers = QEventLoop(self)
        self.bar.hits_changed.connect(self._answers.quit)
        self.show()

    def milliseconds(self, query: str) -> float:
        """From Enter until the list has been painted, or until it is said that there is nothing."""
        self._ask("")
        self.bar._field.setText(query)
        begun = time.perf_counter()
        QTest.keyClick(self.bar._field, Qt.Key.Key_Return)
        while self.bar.text != query:
            self._answers.exec()
        self.bar.repaint()
        return (time.perf_counter() - begun) * 1000

    def count(self, query: str) -> str:
        """What the bar says of a text."""
        self.milliseconds(query)
        while self.bar.count_text.endswith("…"):
            self._answers.exec()
        return self.bar.count_text

    def _ask(self, text: str) -> None:
        """Look for something else and let what is still coming come."""
        self.bar._field.setText(text)
        QTest.keyClick(self.bar._field, Qt.Key.Key_Return)
        QTest.qWait(300)


def _make(folder: Path, pages: int) -> _Scratch:
    user = NewUser(LOGIN, "Bench", "B", frozenset(Role), PASSWORD)
    create_workspace(folder, "Bench", "UTC", user, cost=KdfCost(1, 8, 1))
    chance = random.Random(7)
    with open_workspace(folder, LOGIN, PASSWORD) as ws:
        case_id = create_case(ws, NewCase(NewPatient("Bench")))
        reports = tuple(PageReport(index, 595.0, 842.0, b"", False) for index in range(pages))
        import_file(ws, case_id, ImportedFile("many.pdf", b"%PDF made up", "pdf", reports))
        (document,) = case_documents(ws, case_id)
        for page in document.pages:
            store_reading(ws, page.id, _reading(chance, page.number))
    return _Scratch(folder, case_id)


def _reading(chance: random.Random, number: int) -> PageReading:
    words = []
    for line in range(LINES):
        for at in range(WORDS_A_LINE):
            box = Box(at / WORDS_A_LINE, line / LINES, (at + 0.9) / WORDS_A_LINE, (line + 0.7) / LINES)
            text = chance.choice(_SAID) if chance.random() < 0.05 else chance.choice(_PLAIN)
            words.append(Word(text, Quad.of(box), 0.9, line, line // 6))
    foot = (Word(text, Quad.of(Box(0.4, 0.98, 0.5, 0.99)), 0.9, LINES, 7) for text in ("page", str(number)))
    return PageReading("tesseract", "5", 0, 0.0, "eng", (*words, *foot), 0.9)


if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    apply(app)
    sys.stdout.write(table(list(run())) + "\n")
