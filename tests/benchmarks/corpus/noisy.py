"""Scans of A4 at 300 dpi in grey, as large as their noise makes them, and files of many pages of them.

A few sheets are drawn and used again, each time in an object of its own with a comment of its own: making a file of a
thousand pages takes seconds, and a reader of it still has a thousand pictures to decode.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.reading.scans import ENGLISH, Spoiling, encoded, scan_of

DPI = 300
SHEETS = 6
_WORDS = ENGLISH.split()


@dataclass(frozen=True)
class Grain:
    """How noisy a scan is (grey values) and how it is packed; together that makes its size."""

    noise: float
    quality: int


COARSE = Grain(14.0, 76)
"""About 1.6 MB a page."""
FINE = Grain(0.0, 60)
"""About 0.3 MB a page."""


def sheets(grain: Grain, count: int = SHEETS) -> list[bytes]:
    """JPEGs of pages with different texts."""
    return [_sheet(grain, number) for number in range(count)]


def _sheet(grain: Grain, number: int) -> bytes:
    words = random.Random(number).sample(_WORDS, len(_WORDS))
    scan = scan_of(" ".join(words), dpi=DPI, how=Spoiling(noise=grain.noise))
    return encoded(scan, "JPEG", quality=grain.quality)


def commented(jpeg: bytes, comment: str) -> bytes:
    """The same picture in other bytes: with a comment behind its first marker."""
    told = comment.encode()
    return jpeg[:2] + b"\xff\xfe" + (len(told) + 2).to_bytes(2, "big") + told + jpeg[2:]


def write_pdf(path: Path, pictures: list[bytes], pages: int) -> Path:
    """A PDF of so many pages of A4, each one picture; the pictures follow each other again and again."""
    places: list[int] = []
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        for number, body in enumerate(_objects(path.stem, pictures, pages), 1):
            places.append(file.tell())
            file.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        start = file.tell()
        file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
        file.writelines(b"%010d 00000 n \n" % place for place in places)
        file.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, start))
    return path


def _objects(name: str, pictures: list[bytes], pages: int) -> Iterator[bytes]:
    """Catalogue, list of pages, then page, content and picture of each."""
    yield b"<< /Type /Catalog /Pages 2 0 R >>"
    kids = b" ".join(b"%d 0 R" % (3 + 3 * at) for at in range(pages))
    yield b"<< /Type /Pages /Count %d /Kids [%b] >>" % (pages, kids)
    draw = b"q 595.2 0 0 842.16 0 0 cm /P Do Q"
    for at in range(pages):
        first = 3 + 3 * at
        yield (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595.2 842.16] /Contents %d 0 R "
            b"/Resources << /XObject << /P %d 0 R >> >> >>" % (first + 1, first + 2)
        )
        yield b"<< /Length %d >>\nstream\n%b\nendstream" % (len(draw), draw)
        jpeg = commented(pictures[at % len(pictures)], f"{name} {at}")
        yield (
            b"<< /Type /XObject /Subtype /Image /Width 2480 /Height 3509 /ColorSpace /DeviceGray "
            b"/BitsPerComponent 8 /Filter /DCTDecode /Length %d >>\nstream\n%b\nendstream" % (len(jpeg), jpeg)
        )
