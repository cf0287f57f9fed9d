"""Makes the corpus: the packets of all cases as files, with the truth beside them."""

import hashlib
import json
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np

from workstation.demo import files
from workstation.demo.drawing import Drawing
from workstation.demo.layout import compose
from workstation.demo.paper import print_page
from workstation.demo.scan import RECIPES, Scan, scan_page
from workstation.demo.script import Case, Hospital, PacketFile, load_cases, load_folder, load_hospitals
from workstation.demo.truth import PageTruth, page_truth
from workstation.domain.geometry import Quad

_DIGITAL_SCALE = 300 / 72
_JOBS = 2


@dataclass(frozen=True)
class CorpusFile:
    """One written file and what stands on each of its pages, in order."""

    path: Path
    sha256: str
    pages: tuple[PageTruth, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands: which file, which page in it (from 0), which quads in the page frame."""

    file: CorpusFile
    index: int
    quads: tuple[Quad, ...]


@dataclass(frozen=True)
class CorpusCase:
    """A case of the script with its files."""

    case: Case
    files: tuple[CorpusFile, ...]

    def page(self, document: str, number: int) -> tuple[CorpusFile, int]:
        """The first file that holds the page of a document, and its index there. Raises KeyError."""
        for file in self.files:
            for index, truth in enumerate(file.pages):
                if (truth.document, truth.number) == (document, number):
                    return file, index
        raise KeyError(f"{document}:{number}")

    def locate(self, document: str, number: int, quote: str) -> Place:
        """Where a quote of the case stands. Raises KeyError, QuoteNotFoundError."""
        file, index = self.page(document, number)
        return Place(file, index, file.pages[index].locate(quote))


@dataclass(frozen=True)
class Corpus:
    """All cases of the demo with their files."""

    folder: Path
    cases: tuple[CorpusCase, ...]

    def case(self, number: str) -> CorpusCase:
        """Raises KeyError."""
        for case in self.cases:
            if case.case.number == number:
                return case
        raise KeyError(number)


@dataclass(frozen=True, slots=True)
class _Job:
    """One file to make, with all it needs, so that it can go to another process."""

    case: Case
    packet_file: PacketFile
    hospitals: dict[str, Hospital]
    folder: Path


def make_corpus(folder: Path, resources: Path, jobs: int = _JOBS) -> Corpus:
    """Writes every packet of `resources/demo` into `folder`, one sub-folder per case number."""
    return _make(folder, load_folder(resources / "demo" / "cases"), _hospitals(resources), jobs)


def make_packets(folder: Path, script: Path, resources: Path, jobs: int = 1) -> Corpus:
    """Writes the packets of one script file (the packets of a journey) into `folder`."""
    hospitals = {**_hospitals(resources), **load_hospitals(script)}
    return _make(folder, load_cases(script), hospitals, jobs)


def _hospitals(resources: Path) -> dict[str, Hospital]:
    return load_hospitals(resources / "demo" / "hospitals.yaml")


def _make(folder: Path, cases: tuple[Case, ...], hospitals: dict[str, Hospital], jobs: int) -> Corpus:
    work = [
        _Job(case, packet_file, hospitals, folder / case.number)
        for case in cases
        for packet_file in case.files
        if not packet_file.same_as
    ]
    for case in cases:
        (folder / case.number / "truth").mkdir(parents=True, exist_ok=True)
    made = _run(work, jobs)
    done = {(job.case.number, job.packet_file.name): file for job, file in zip(work, made, strict=True)}
    return Corpus(folder, tuple(CorpusCase(case, _in_order(case, folder, done)) for case in cases))


def _run(work: list[_Job], jobs: int) -> list[CorpusFile]:
    if jobs <= 1:
        return [_make_file(job) for job in work]
    with ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_one_thread) as pool:
        return list(pool.map(_make_file, work))


def _one_thread() -> None:
    """As many threads as processes: OpenCV would otherwise start one per core in each."""
    cv2.setNumThreads(1)


def _in_order(case: Case, folder: Path, done: dict[tuple[str, str], CorpusFile]) -> tuple[CorpusFile, ...]:
    """The files of a case in the order of its script; a duplicate is a byte-for-byte copy."""
    result = []
    for packet_file in case.files:
        if not packet_file.same_as:
            result.append(done[case.number, packet_file.name])
            continue
        original = done[case.number, packet_file.same_as]
        path = folder / case.number / packet_file.name
        path.write_bytes(original.path.read_bytes())
        result.append(CorpusFile(path, original.sha256, original.pages))
    return tuple(result)


def _make_file(job: _Job) -> CorpusFile:
    makers = {"digital": _digital, "jpeg": _photograph, "tiff": _tiff, "scan": _scanned}
    data, pages = makers[job.packet_file.kind](job)
    path = job.folder / job.packet_file.name
    path.write_bytes(data)
    truth = {"file": path.name, "pages": [page.to_json() for page in pages]}
    beside = job.folder / "truth" / (path.name + ".json")
    beside.write_text(json.dumps(truth, ensure_ascii=False), encoding="utf-8")
    return CorpusFile(path, hashlib.sha256(data).hexdigest(), tuple(pages))


def _page_ids(packet_file: PacketFile) -> list[tuple[str, int]]:
    """Reads 'document:page' of a packet file."""
    pairs = [name.rpartition(":") for name in packet_file.pages]
    return [(document, int(number)) for document, _, number in pairs]


def _scan(job: _Job, document_id: str, number: int) -> tuple[Scan, PageTruth]:
    document = job.case.document(document_id)
    page = document.pages[number - 1]
    recipe = RECIPES[page.recipe or document.recipe]
    drawing = compose(document, number, job.hospitals[document.hospital], recipe.dpi / 72)
    scan = scan_page(
        print_page(drawing), recipe, page.turn, _seed(job.case.number, document_id, number, page.seed)
    )
    size = (scan.pixels.shape[1], scan.pixels.shape[0])
    return scan, page_truth(document_id, number, drawing, scan.matrix, size)


def _seed(*parts: str | int) -> int:
    digest = hashlib.sha256("/".join(map(str, parts)).encode()).digest()
    return int.from_bytes(digest[:8], "big")


def _scanned(job: _Job) -> tuple[bytes, list[PageTruth]]:
    made = [_scan(job, *page) for page in _page_ids(job.packet_file)]
    pictures = [(files.picture(scan), scan.pixels.shape[1] > scan.pixels.shape[0]) for scan, _ in made]
    return files.scanned_pdf(pictures), [truth for _, truth in made]


def _photograph(job: _Job) -> tuple[bytes, list[PageTruth]]:
    scan, truth = _scan(job, *_page_ids(job.packet_file)[0])
    return (files.turned_jpeg if job.packet_file.exif_turn else files.jpeg)(scan), [truth]


def _tiff(job: _Job) -> tuple[bytes, list[PageTruth]]:
    made = [_scan(job, *page) for page in _page_ids(job.packet_file)]
    return files.tiff([scan for scan, _ in made]), [truth for _, truth in made]


def _digital(job: _Job) -> tuple[bytes, list[PageTruth]]:
    drawings: list[Drawing] = []
    pages: list[PageTruth] = []
    for document_id, number in _page_ids(job.packet_file):
        document = job.case.document(document_id)
        drawing = compose(document, number, job.hospitals[document.hospital], _DIGITAL_SCALE)
        drawings.append(drawing)
        size = (drawing.width, drawing.height)
        pages.append(page_truth(document_id, number, drawing, np.eye(3), size))
    return files.digital_pdf(drawings), pages
