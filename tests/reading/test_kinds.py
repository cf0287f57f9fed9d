"""What a file is by its bytes, and the one sentence for each kind that is not opened."""

import io
import zipfile

import pytest

from workstation.reading import FileProblem, ReadingPool, SourceFile
from workstation.reading.strangers import Stranger


def zip_of(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, data in files.items():
            made.writestr(name, data)
    return stream.getvalue()


def office(part: str) -> bytes:
    return zip_of(**{"[Content_Types].xml": b"<Types/>", "_rels/.rels": b"<r/>", part: b"<w/>"})


def ole_of(*streams: str) -> bytes:
    """The head and the directory of an old Office file, 512 bytes a sector, the directory in the second."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    head[30:32] = (9).to_bytes(2, "little")
    head[48:52] = (1).to_bytes(4, "little")
    entries = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *streams))
    return bytes(head) + bytes(512) + entries.ljust(512, b"\0")


def at(place: int, mark: bytes) -> bytes:
    return bytes(place) + mark + bytes(100)


STRANGERS = {
    Stranger.WORD: [office("word/document.xml"), ole_of("WordDocument", "1Table")],
    Stranger.EXCEL: [office("xl/workbook.xml"), ole_of("Workbook"), ole_of("Book")],
    Stranger.POWERPOINT: [office("ppt/presentation.xml"), ole_of("PowerPoint Document")],
    Stranger.LOCKED_OFFICE: [ole_of("EncryptionInfo", "EncryptedPackage")],
    Stranger.OUTLOOK: [ole_of("__nameid_version1.0", "__properties_version1.0")],
    Stranger.WINMAIL: [b"\x78\x9f\x3e\x22" + bytes(60)],
    Stranger.LOCKED_MAIL: [
        b"-----BEGIN PGP MESSAGE-----\n\nhQEMA",
        b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03\xa0\x80" + bytes(40),
    ],
    Stranger.MAILBOX: [
        b"!BDN" + bytes(60),
        b"From anna@example.org Mon Jun  2 08:00:00 2025\nFrom: A\nTo: B\n\n",
    ],
    Stranger.OPEN_DOCUMENT: [zip_of(**{"mimetype": b"x", "content.xml": b"", "META-INF/manifest.xml": b""})],
    Stranger.IWORK: [zip_of(**{"Index/Document.iwa": b"x", "preview.jpg": b"\xff\xd8\xff"})],
    Stranger.OFD: [zip_of(**{"OFD.xml": b"<ofd/>", "Doc_0/Document.xml": b"<d/>"})],
    Stranger.XPS: [zip_of(**{"[Content_Types].xml": b"", "FixedDocumentSequence.fdseq": b""})],
    Stranger.EBOOK: [zip_of(**{"mimetype": b"application/epub+zip", "META-INF/container.xml": b""})],
    Stranger.RTF: [rb"{\rtf1\ansi Discharge}"],
    Stranger.TEXT: [
        b"Discharge summary\r\n12 March 2024\r\n",
        "出院小结\n".encode("gb18030"),
        "\ufeffBefund\n".encode("utf-16"),
        b"a,b\n1,2\n",
    ],
    Stranger.WEB_PAGE: [
        b"<!DOCTYPE html><html><body>Report</body></html>",
        b"From: <Saved by Blink>\nSnapshot-Content-Location: https://x\nMIME-Version: 1.0\n\n",
    ],
    Stranger.DATA: [b"<?xml version='1.0'?><ClinicalDocument/>", b'{"resourceType": "Bundle"}'],
    Stranger.POSTSCRIPT: [b"%!PS-Adobe-3.0\n"],
    Stranger.PICTURE: [b"8BPS\0\1" + bytes(40), b"\xff\x0a" + bytes(40), b"\0\0\0\x18ftypcrx " + bytes(40)],
    Stranger.DICOM: [at(128, b"DICM")],
    Stranger.RAR: [b"Rar!\x1a\x07\x01\0" + bytes(40)],
    Stranger.SEVEN_ZIP: [b"7z\xbc\xaf\x27\x1c\0\4" + bytes(40)],
    Stranger.ARCHIVE: [b"\x1f\x8b\x08" + bytes(40), at(257, b"ustar\0")],
    Stranger.DISC: [at(32_769, b"CD001")],
    Stranger.FILM: [
        b"\0\0\0\x20ftypisom" + bytes(40),
        b"\0\0\0\x14ftypqt  " + bytes(40),
        b"\x1a\x45\xdf\xa3" + bytes(40),
    ],
    Stranger.SOUND: [b"ID3\4" + bytes(40), b"#!AMR\n" + bytes(40), b"\0\0\0\x20ftypM4A " + bytes(40)],
    Stranger.PROGRAM: [b"MZ\x90\0" + bytes(60), b"\x7fELF\2" + bytes(60), b"#!/bin/sh\nrm -rf /\n"],
    Stranger.SHORTCUT: [b"L\0\0\0\x01\x14\x02\0" + bytes(60), b"[InternetShortcut]\r\nURL=https://x\r\n"],
}


def test_every_stranger_is_tried() -> None:
    assert set(STRANGERS) == set(Stranger)


@pytest.mark.parametrize(
    ("kind", "data"), [(kind, data) for kind, each in STRANGERS.items() for data in each]
)
def test_stranger_is_named_whatever_its_name(pool: ReadingPool, kind: Stranger, data: bytes) -> None:
    with SourceFile(data, "report.pdf") as source, pytest.raises(FileProblem) as caught:
        pool.probe(source).result(timeout=30)
    assert (caught.value.message_id, caught.value.params) == (f"reading.kind.{kind}", {"file": "report.pdf"})


@pytest.mark.parametrize(
    "data",
    [
        zip_of(**{"a.pdf": b"%PDF-1.7"}),
        b"Received: from a by b\r\nFrom: A <a@example.org>\r\nSubject: packet\r\n\r\n",
        b"\xef\xbb\xbfFrom: a@example.org\nTo: b@example.org\n\nhello",
    ],
)
def test_what_holds_files_is_not_opened_as_pages(pool: ReadingPool, data: bytes) -> None:
    """A ZIP whose first file is a PDF has the mark of one within its first bytes."""
    with SourceFile(data, "packet") as source, pytest.raises(FileProblem) as caught:
        pool.probe(source).result(timeout=30)
    assert caught.value.message_id in ("reading.holds_files", "reading.mail_without_files")


def test_letter_that_begins_with_a_colon_is_no_mail(pool: ReadingPool) -> None:
    letter = b"Diagnosis: lymphoma\nDate: 12 March\nPlan: none\n"
    with SourceFile(letter, "x") as source, pytest.raises(FileProblem) as caught:
        pool.probe(source).result(timeout=30)
    assert caught.value.message_id == "reading.kind.text"
