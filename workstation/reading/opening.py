"""Open a stranger's file, whatever it turns out to be. Only inside a page worker."""

import os

from workstation.reading.documents import Document
from workstation.reading.pages import FileKind
from workstation.reading.problems import FileProblem

_HEAD_BYTES = 1_024


def open_document(descriptor: int, password: str | None) -> Document:
    """The document behind a descriptor. Raises FileProblem."""
    head = os.pread(descriptor, _HEAD_BYTES, 0)
    kind = kind_of(head)
    if kind is FileKind.PDF:
        from workstation.reading.pdf import PdfDocument

        return PdfDocument(descriptor, password)
    from workstation.reading.images import ImageDocument

    return ImageDocument(descriptor, kind)


def kind_of(head: bytes) -> FileKind:
    """What a file is, by its first bytes. Raises `reading.not_a_document`."""
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if head.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if head[:4] in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"):
        return FileKind.TIFF
    if b"%PDF-" in head or (b" obj" in head and b"<<" in head):
        return FileKind.PDF
    raise FileProblem("reading.not_a_document")
