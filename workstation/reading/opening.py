"""Open a stranger's file, whatever it turns out to be. Only inside a page worker."""

import os

from workstation.reading.documents import Document
from workstation.reading.holders import HeldFiles
from workstation.reading.kinds import Holder, Kind, kind_of
from workstation.reading.pages import FileKind
from workstation.reading.problems import FileProblem
from workstation.reading.strangers import Stranger


def open_document(descriptor: int, password: str | None) -> Document:
    """The document behind a descriptor.

    Raises FileProblem: `reading.holds_files` for what is opened for the files in it, `reading.kind.…` for
    what is not opened at all.
    """
    kind = _kind(descriptor)
    if isinstance(kind, Holder):
        open_holder(descriptor, password)
        raise FileProblem("reading.holds_files")
    if kind is FileKind.PDF:
        from workstation.reading.pdf import PdfDocument

        return PdfDocument(descriptor, password)
    from workstation.reading.images import ImageDocument

    return ImageDocument(descriptor, kind)


def open_holder(descriptor: int, password: str | None) -> HeldFiles:
    """The files in a ZIP or an e-mail. Raises FileProblem; `reading.not_a_document` for anything else."""
    kind = _kind(descriptor)
    if kind is Holder.ZIP:
        from workstation.reading.zips import ZippedFiles

        return ZippedFiles(descriptor, password)
    if kind is Holder.MAIL:
        from workstation.reading.mails import MailedFiles

        return MailedFiles(descriptor)
    raise FileProblem("reading.not_a_document")


def _kind(descriptor: int) -> FileKind | Holder:
    kind: Kind | None = kind_of(lambda count, place: os.pread(descriptor, count, place))
    if isinstance(kind, Stranger):
        raise FileProblem(f"reading.kind.{kind}")
    if kind is None:
        raise FileProblem("reading.not_a_document")
    return kind
