"""What a file is by its first bytes, whatever its name says: a document, what holds others, or a stranger."""

import re
import struct
from collections.abc import Callable
from enum import StrEnum

from workstation.reading.pages import FileKind
from workstation.reading.strangers import Stranger

Read = Callable[[int, int], bytes]
"""So many bytes from such a place."""

HEAD_BYTES = 4_096
_PDF_WITHIN = 1_024


class Holder(StrEnum):
    """What is opened for the files in it."""

    ZIP = "zip"
    MAIL = "mail"


Kind = FileKind | Holder | Stranger

_STARTS: tuple[tuple[bytes, Kind], ...] = (
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"II*\0", FileKind.TIFF),
    (b"MM\0*", FileKind.TIFF),
    (b"II+\0", FileKind.TIFF),
    (b"MM\0+", FileKind.TIFF),
    (b"GIF87a", FileKind.GIF),
    (b"GIF89a", FileKind.GIF),
    (b"\0\0\0\x0cjP  \r\n\x87\n", FileKind.JPEG2000),
    (b"\xff\x4f\xff\x51", FileKind.JPEG2000),
    (b"PK\x03\x04", Holder.ZIP),
    (b"PK\x05\x06", Holder.ZIP),
    (b"PK\x07\x08", Holder.ZIP),
    (b"Rar!\x1a\x07", Stranger.RAR),
    (b"7z\xbc\xaf\x27\x1c", Stranger.SEVEN_ZIP),
    (b"\x1f\x8b", Stranger.ARCHIVE),
    (b"BZh", Stranger.ARCHIVE),
    (b"\xfd7zXZ\0", Stranger.ARCHIVE),
    (b"\x28\xb5\x2f\xfd", Stranger.ARCHIVE),
    (b"MSCF", Stranger.ARCHIVE),
    (b"\x78\x9f\x3e\x22", Stranger.WINMAIL),
    (b"!BDN", Stranger.MAILBOX),
    (b"-----BEGIN PGP MESSAGE", Stranger.LOCKED_MAIL),
    (b"{\\rtf", Stranger.RTF),
    (b"%!PS", Stranger.POSTSCRIPT),
    (b"8BPS", Stranger.PICTURE),
    (b"\xff\x0a", Stranger.PICTURE),
    (b"\0\0\0\x0cJXL ", Stranger.PICTURE),
    (b"\0\0\1\0", Stranger.PICTURE),
    (b"\xd7\xcd\xc6\x9a", Stranger.PICTURE),
    (b"AT&TFORM", Stranger.PICTURE),
    (b"FUJIFILMCCD-RAW", Stranger.PICTURE),
    (b"ID3", Stranger.SOUND),
    (b"#!AMR", Stranger.SOUND),
    (b"#!SILK", Stranger.SOUND),
    (b"\x02#!SILK", Stranger.SOUND),
    (b"OggS", Stranger.SOUND),
    (b"fLaC", Stranger.SOUND),
    (b"\xff\xfb", Stranger.SOUND),
    (b"\xff\xf1", Stranger.SOUND),
    (b"\x1a\x45\xdf\xa3", Stranger.FILM),
    (b"FLV\x01", Stranger.FILM),
    (b"\0\0\1\xba", Stranger.FILM),
    (b"\0\0\1\xb3", Stranger.FILM),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", Stranger.FILM),
    (b"L\0\0\0\x01\x14\x02\0", Stranger.SHORTCUT),
    (b"[InternetShortcut]", Stranger.SHORTCUT),
    (b"MZ", Stranger.PROGRAM),
    (b"\x7fELF", Stranger.PROGRAM),
    (b"\xca\xfe\xba\xbe", Stranger.PROGRAM),
    (b"\xcf\xfa\xed\xfe", Stranger.PROGRAM),
    (b"#!", Stranger.PROGRAM),
)
_RIFF: dict[bytes, Kind] = {b"WEBP": FileKind.WEBP, b"AVI ": Stranger.FILM, b"WAVE": Stranger.SOUND}
_HEVC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx")
_AV1_BRANDS = (b"avif", b"avis")
_PICTURE_BRANDS = (b"mif1", b"msf1", b"miaf")
_BITMAP_HEADERS = (12, 40, 52, 56, 64, 108, 124)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("EncryptedPackage", Stranger.LOCKED_OFFICE),
    ("__properties_version1.0", Stranger.OUTLOOK),
    ("WordDocument", Stranger.WORD),
    ("Workbook", Stranger.EXCEL),
    ("Book", Stranger.EXCEL),
    ("PowerPoint Document", Stranger.POWERPOINT),
)
_ENVELOPED, _SIGNED = b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03", b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
_ZIPPED = (
    (re.compile(r"OFD\.xml"), Stranger.OFD),
    (re.compile(r"word/document\w*\.xml"), Stranger.WORD),
    (re.compile(r"xl/workbook\.(xml|bin)"), Stranger.EXCEL),
    (re.compile(r"ppt/presentation\.xml"), Stranger.POWERPOINT),
    (re.compile(r"Fixed\w+\.fdseq"), Stranger.XPS),
    (re.compile(r"META-INF/container\.xml"), Stranger.EBOOK),
    (re.compile(r"META-INF/manifest\.xml"), Stranger.OPEN_DOCUMENT),
    (re.compile(r"META-INF/MANIFEST\.MF|AndroidManifest\.xml"), Stranger.PROGRAM),
    (re.compile(r"Index/Document\.iwa|index\.(apxl|xml\.gz)|Index\.zip"), Stranger.IWORK),
)
_HEADER = re.compile(rb"([!-9;-~]+):")
_OF_MAIL = frozenset(
    name.encode()
    for name in (
        *("from", "to", "subject", "date", "message-id", "mime-version", "received", "return-path"),
        *("delivered-to", "content-type", "reply-to", "x-mailer", "dkim-signature"),
    )
)
_MAILBOX = re.compile(rb"From \S+ +(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z]")
_SAVED_PAGE = (b"snapshot-content-location:", b"from: <saved by")


def kind_of(read: Read) -> Kind | None:
    """What the bytes are; None for what nobody here knows."""
    head = read(HEAD_BYTES, 0)
    return _by_start(head) or _by_place(read, head) or _by_words(head)


def _by_start(head: bytes) -> Kind | None:
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head.startswith(b"BM") and int.from_bytes(head[14:18], "little") in _BITMAP_HEADERS:
        return FileKind.BMP
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        return _by_brand(head)
    return None


def _by_brand(head: bytes) -> Kind:
    """Of the many that begin as MP4 does: photographs as phones take them, sound, film."""
    brand = head[8:12]
    if brand in _PICTURE_BRANDS:
        brands = head[16 : min(int.from_bytes(head[:4], "big"), 256)]
        return FileKind.AVIF if any(each in brands for each in _AV1_BRANDS) else FileKind.HEIC
    if brand in _HEVC_BRANDS:
        return FileKind.HEIC
    if brand in _AV1_BRANDS:
        return FileKind.AVIF
    if brand == b"crx ":
        return Stranger.PICTURE
    return Stranger.SOUND if brand.startswith(b"M4A") else Stranger.FILM


def _by_place(read: Read, head: bytes) -> Kind | None:
    """What tells itself further in than by its first bytes."""
    start = head[:_PDF_WITHIN]
    if b"%PDF-" in start or (b" obj" in start and b"<<" in start):
        return FileKind.PDF
    if head.startswith(_OLE):
        return _of_streams(_streams(read, head))
    if head[128:132] == b"DICM":
        return Stranger.DICOM
    if head[257:262] == b"ustar":
        return Stranger.ARCHIVE
    if head[:1] == b"\x30" and any(mark in head[:64] for mark in (_ENVELOPED, _SIGNED)):
        return Stranger.LOCKED_MAIL
    if head.startswith(b"\1\0\0\0") and head[40:44] == b" EMF":
        return Stranger.PICTURE
    return Stranger.DISC if read(5, 32_769) == b"CD001" else None


def _streams(read: Read, head: bytes) -> set[str]:
    """Names in the first sectors of an OLE directory, the form of old Office files and Outlook messages."""
    shift, sector = struct.unpack_from("<H", head, 30)[0], struct.unpack_from("<I", head, 48)[0]
    if shift not in (9, 12) or sector > 1 << 24:
        return set()
    directory = read(HEAD_BYTES, (sector + 1) << shift)
    names = (directory[place : place + 64] for place in range(0, len(directory), 128))
    return {name.decode("utf-16-le", "replace").split("\0", 1)[0] for name in names}


def _of_streams(names: set[str]) -> Stranger | None:
    return next((kind for name, kind in _OLE_STREAMS if name in names), None)


def zipped_kind(names: list[str]) -> Stranger | None:
    """What a ZIP with these names in it really is, where it is more than a ZIP."""
    wanted = ((kind, pattern) for pattern, kind in _ZIPPED)
    return next((kind for kind, pattern in wanted if any(map(pattern.fullmatch, names))), None)


def _by_words(head: bytes) -> Kind | None:
    """What is written in letters."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Stranger.TEXT
    words = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not words or b"\0" in words:
        return None
    if _MAILBOX.match(words):
        return Stranger.MAILBOX
    if _is_mail(words):
        return Stranger.WEB_PAGE if any(mark in words.lower() for mark in _SAVED_PAGE) else Holder.MAIL
    small = words[:1_024].lower()
    if small.startswith((b"<!doctype html", b"<html")) or b"<html" in small:
        return Stranger.WEB_PAGE
    if b"<svg" in small:
        return Stranger.PICTURE
    if small.startswith(b"<?xml") or re.match(rb"[{\[]\s*[\"{\[]", small):
        return Stranger.DATA
    return Stranger.TEXT if _is_legible(words) else None


def _is_mail(words: bytes) -> bool:
    """Whether it begins with the header lines of a message, at least two of them its usual ones."""
    known = set()
    for line in words.splitlines()[:60]:
        if line[:1] in (b" ", b"\t"):
            continue
        found = _HEADER.match(line)
        if found is None:
            break
        known.add(found[1].lower())
    return len(known & _OF_MAIL) >= 2


def _is_legible(words: bytes) -> bool:
    if any(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in words):
        return False
    for encoding in ("utf-8", "gb18030"):
        for end in range(len(words), max(0, len(words) - 4), -1):  # the head may end within a letter
            try:
                words[:end].decode(encoding)
            except UnicodeDecodeError:
                continue
            return True
    return False
