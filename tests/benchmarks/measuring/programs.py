"""The programs that read the same pages: ours from file to store, OCRmyPDF, and Tesseract alone.

Each takes a batch of pages and gives for every page the words with their places; what is not the program's own work
(one PDF out of the batch, pictures for Tesseract) is done before the clock starts, in `prepare`.
"""

import csv
import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import pymupdf

from tests.benchmarks.measuring.errors import Seen
from workstation.domain.case import Role
from workstation.reading import Engine, FileProblem, PageReading, ReadingPool, SourceFile
from workstation.reading.pool import READING_NICENESS
from workstation.services.intake import import_file, look_into
from workstation.services.pages import case_documents
from workstation.services.queue import create_case
from workstation.services.reader import Reader
from workstation.services.rules import load_rules
from workstation.services.thread import StoreThread
from workstation.services.views import NewCase, NewPatient, NewUser
from workstation.services.workspace import create_workspace, open_workspace

WORKERS = 2
TESSERACT_NAMES = {"en": "eng", "zh": "chi_sim"}
_AS_NICE = ("nice", "-n", str(READING_NICENESS))
"""Our workers give way to others; on a machine that does something else too, the peers have to as well."""
_DPI = 300
_LOGIN, _PASSWORD = "bench", "a long password"
_LONGEST_SECONDS = 1800.0


@dataclass(frozen=True)
class Read:
    """What a program read of a page. `seconds`: wall time of this page alone, 0 where it is not known."""

    words: tuple[Seen, ...]
    seconds: float = 0.0
    reading: PageReading | None = None


class Program(Protocol):
    """Takes batches of pages, each a PDF of one page."""

    name: str

    def prepare(self, batch: Sequence[Path], language: str) -> None: ...

    def read(self) -> list[Read]:
        """The batch that was prepared."""
        ...


def joined(batch: Sequence[Path]) -> bytes:
    """One PDF out of many."""
    with pymupdf.open() as whole:
        for path in batch:
            with pymupdf.open(path) as part:
                whole.insert_pdf(part)
        return bytes(whole.tobytes(no_new_id=True))


class _ListeningPool(ReadingPool):
    """Keeps what was read, with the cost of its steps, which the store does not hold."""

    def __init__(self, workers: int) -> None:
        super().__init__(workers)
        self.readings: dict[tuple[str, int], PageReading] = {}

    def read_page(self, source: SourceFile, index: int, **how: Any) -> Future[PageReading]:
        future = super().read_page(source, index, **how)
        future.add_done_callback(lambda done: self._keep((source.name, index), done))
        return future

    def _keep(self, place: tuple[str, int], done: Future[PageReading]) -> None:
        if not done.cancelled() and done.exception() is None:
            self.readings[place] = done.result()


class Ours:
    """A workspace of its own in a folder of its own: import, then two workers that read, and the store."""

    name = "ours"

    def __init__(self, folder: Path) -> None:
        user = NewUser(_LOGIN, "Bench", "B", frozenset(Role), _PASSWORD)
        created = create_workspace(folder, "Bench", "Europe/Berlin", user)
        self._ws = open_workspace(created.folder, _LOGIN, _PASSWORD, load_rules())
        self._case = create_case(self._ws, NewCase(NewPatient("Bench")))
        self._pool = _ListeningPool(WORKERS)
        self._thread = StoreThread(self._ws)
        self._change = threading.Condition()
        self._done: set[str] = set()
        self._reader = Reader(self._thread, self._pool, WORKERS, self._hear)
        self._reader.start()
        self._batches = 0
        self._pages = 0
        self._data = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._reader.close()
        self._pool.close()
        self._thread.close()
        self._ws.close()

    def _hear(self, page_id: str) -> None:
        with self._change:
            self._done.add(page_id)
            self._change.notify_all()

    def prepare(self, batch: Sequence[Path], language: str) -> None:
        """The language is not told: it is found out for each page."""
        self._batches += 1
        self._pages = len(batch)
        self._data = joined(batch)

    def read(self) -> list[Read]:
        name = f"batch-{self._batches:03}.pdf"
        outcome = self._thread.call(_take_in, self._pool, self._case, name, self._data).result()
        self._reader.look_again()
        documents = self._thread.call(case_documents, self._case).result()
        ids = {page.id for each in documents if each.id == outcome for page in each.pages}
        with self._change:
            if not self._change.wait_for(lambda: ids <= self._done, _LONGEST_SECONDS):
                raise TimeoutError(f"{name}: {len(ids - self._done)} of {len(ids)} pages not read")
        found = [self._pool.readings.get((name, index)) for index in range(self._pages)]
        return [read_of(reading) for reading in found]


def _take_in(ws: Any, pool: ReadingPool, case_id: str, name: str, data: bytes) -> str | None:
    return import_file(ws, case_id, look_into(pool, name, data)).document_id


def read_of(reading: PageReading | None) -> Read:
    """A page that could not be read has no words."""
    if reading is None:
        return Read(())
    words = tuple(Seen.at(word.text, word.quad) for word in reading.words)
    return Read(words, reading.seconds, reading)


def settled(future: Future[PageReading]) -> PageReading | None:
    """What was read, or None where the page could not be read."""
    try:
        return future.result()
    except FileProblem:
        return None


def ran_second(read: Read) -> bool:
    """Whether RapidOCR read anything of the page, kept or not."""
    return read.reading is not None and Engine.RAPIDOCR in {step.name for step in read.reading.steps}


def kept_second(read: Read) -> bool:
    """Whether any word of the page is RapidOCR's."""
    return read.reading is not None and any(word.engine is Engine.RAPIDOCR for word in read.reading.words)


class OcrMyPdf:
    """`ocrmypdf --jobs 2` of the peers' folder, with its default options; the text layer of what it writes."""

    name = "OCRmyPDF"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._program = Path(os.environ["WORKSTATION_PEERS"]) / "bin" / "ocrmypdf"
        self._language = ""

    def prepare(self, batch: Sequence[Path], language: str) -> None:
        self._language = TESSERACT_NAMES[language]
        (self._folder / "in.pdf").write_bytes(joined(batch))

    def read(self) -> list[Read]:
        result = self._folder / "out.pdf"
        result.unlink(missing_ok=True)
        path = f"{self._program.parent}{os.pathsep}{os.environ['PATH']}"
        run = subprocess.run(
            [
                *(*_AS_NICE, self._program, "--jobs", str(WORKERS), "-l", self._language),
                *(self._folder / "in.pdf", result),
            ],
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
        )
        if not result.exists():
            raise RuntimeError(f"ocrmypdf gave {run.returncode}: {run.stderr[-2000:]}")
        with pymupdf.open(result) as document:
            return [Read(_layer_words(page)) for page in document]


def _layer_words(page: pymupdf.Page) -> tuple[Seen, ...]:
    """In the order in which they were written."""
    width, height = page.rect.width, page.rect.height
    return tuple(
        Seen(text, (left + right) / 2 / width, (top + bottom) / 2 / height)
        for left, top, right, bottom, text, *_ in page.get_text("words", sort=False)
    )


class Tesseract:
    """The bare program, two at a time, one thread each, on pictures of 300 dpi that lie ready."""

    name = "Tesseract"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._language = ""
        self._pictures: list[Path] = []

    def prepare(self, batch: Sequence[Path], language: str) -> None:
        self._language = TESSERACT_NAMES[language]
        self._pictures = []
        for number, path in enumerate(batch):
            picture = self._folder / f"{number:03}.png"
            with pymupdf.open(path) as document:
                document[0].get_pixmap(dpi=_DPI, alpha=False).save(picture)
            self._pictures.append(picture)

    def read(self) -> list[Read]:
        with ThreadPoolExecutor(WORKERS) as pool:
            return list(pool.map(self._read, self._pictures))

    def _read(self, picture: Path) -> Read:
        started = time.monotonic()
        run = subprocess.run(
            [*_AS_NICE, "tesseract", picture, "stdout", "-l", self._language, "--psm", "3", "tsv"],
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            capture_output=True,
            text=True,
            check=True,
        )
        seconds = time.monotonic() - started
        return Read(tuple(_tsv_words(run.stdout)), seconds)


def _tsv_words(table: str) -> list[Seen]:
    words, width, height = [], 1, 1
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == "1":
            width, height = int(row["width"]), int(row["height"])
        elif row["level"] == "5" and row["text"].strip():
            x = int(row["left"]) + int(row["width"]) / 2
            y = int(row["top"]) + int(row["height"]) / 2
            words.append(Seen(row["text"], x / width, y / height))
    return words


class Programs:
    """All three, in folders that are gone afterwards."""

    def __enter__(self) -> tuple[Ours, OcrMyPdf, Tesseract]:
        self._folder = tempfile.TemporaryDirectory(prefix="workstation-bench-")
        root = Path(self._folder.name)
        (root / "ocrmypdf").mkdir()
        (root / "tesseract").mkdir()
        self._ours = Ours(root / "ours")
        return self._ours, OcrMyPdf(root / "ocrmypdf"), Tesseract(root / "tesseract")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ours.__exit__(kind, error, trace)
        self._folder.cleanup()
