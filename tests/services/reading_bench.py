"""What tests of the reading share: files to read, and an ear for what the reader tells."""

import threading
from collections.abc import Callable
from pathlib import Path

import pymupdf

from workstation.domain.geometry import Box, Quad
from workstation.domain.messages import Message
from workstation.reading import PageReading, Word
from workstation.services.intake import ImportedFile

MakeFile = Callable[..., ImportedFile]
PROBLEM = Message("reading.timed_out", {"file": "path.pdf", "page": 1})
LINES = 12


def reading(text: str, engine: str = "tesseract", version: str = "5.3") -> PageReading:
    """As if these words had been read in one line."""
    words = tuple(
        Word(word, Quad.of(Box(place / 20, 0, (place + 1) / 20, 0.1)), 0.8, 0, 0)
        for place, word in enumerate(text.split())
    )
    return PageReading(engine, version, 0, 0.0, "eng", words, 0.5)


class Heard:
    """What the reader told, and a wait for so many pages."""

    def __init__(self) -> None:
        self.pages: list[str] = []
        self._change = threading.Condition()

    def __call__(self, page_id: str) -> None:
        with self._change:
            self.pages.append(page_id)
            self._change.notify_all()

    def wait_for(self, count: int, seconds: float = 60.0) -> list[str]:
        with self._change:
            assert self._change.wait_for(lambda: len(self.pages) >= count, seconds)
            return list(self.pages)


def text_packet(folder: Path, name: str, pages: int) -> Path:
    """A born-digital file whose every page says which one it is."""
    return _saved(folder, name, [_page(name, number) for number in range(1, pages + 1)])


def scanned_packet(folder: Path, name: str, pages: int) -> Path:
    """The same as pictures, which take the workers a second or so each."""
    scans = []
    for number in range(1, pages + 1):
        picture = _page(name, number)[0].get_pixmap(dpi=100, colorspace=pymupdf.csGRAY).tobytes("png")
        scan = pymupdf.open()
        page = scan.new_page()
        page.insert_image(page.rect, stream=picture)
        scans.append(scan)
    return _saved(folder, name, scans)


def _page(name: str, number: int) -> pymupdf.Document:
    document = pymupdf.open()
    page = document.new_page()
    for line in range(LINES):
        page.insert_text((72, 72 + 20 * line), f"{name} page {number}: diffuse large B-cell lymphoma")
    return document


def _saved(folder: Path, name: str, pages: list[pymupdf.Document]) -> Path:
    whole = pymupdf.open()
    for page in pages:
        whole.insert_pdf(page)
    path = folder / f"{name}.pdf"
    whole.save(path)
    return path
