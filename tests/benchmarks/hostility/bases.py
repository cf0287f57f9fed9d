"""Small sound files of every kind that is opened: real ones of the shared folder, and some made here."""

import io
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pillow_heif
from PIL import Image

from tests.reading.packets import mail_of, zip_of
from tests.reading.scans import CHINESE, ENGLISH, encoded, pdf_of, pdf_of_scans, scan_of

LARGEST_BYTES = 150_000
KINDS = (".pdf", ".fuzz", ".png", ".jpg", ".jpeg", ".tif", ".tiff")


def bases(shared: Path | None) -> list[tuple[str, bytes]]:
    """Name and bytes, always in the same order."""
    return [*made(), *(_real(shared) if shared is not None else ())]


def _real(shared: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(shared.rglob("*")):
        if path.suffix.casefold() in KINDS and 0 < path.stat().st_size <= LARGEST_BYTES:
            yield path.name, path.read_bytes()


def made() -> Iterator[tuple[str, bytes]]:
    """Files made here."""
    scan = scan_of(ENGLISH, dpi=72)
    faxed = scan.convert("1")
    text = _settled(pdf_of(ENGLISH))
    yield "text.pdf", text
    yield "chinese.pdf", _settled(pdf_of(CHINESE, "china-s"))
    yield "scans.pdf", _settled(pdf_of_scans(scan, scan, dpi=72))
    for form in ("PNG", "GIF", "BMP", "WEBP", "JPEG2000", "AVIF"):
        yield f"scan.{form.casefold()}", encoded(scan, form)
    yield "scan.jpg", encoded(scan, "JPEG", quality=60)
    yield "photo.jpg", encoded(scan.convert("RGB"), "JPEG", progressive=True, quality=60)
    for packing in ("group4", "tiff_lzw", "jpeg", "tiff_deflate"):
        first = faxed if packing == "group4" else scan
        yield (
            f"{packing}.tif",
            encoded(first, "TIFF", compression=packing, save_all=True, append_images=[first]),
        )
    yield "phone.heic", _heic(scan)
    random.seed(0)  # of the boundary that the e-mail draws
    yield "packet.zip", zip_of([("a.pdf", text), ("b/c.png", encoded(scan))])
    yield "mail.eml", mail_of([("a.pdf", text)], words="Please see the report.")


def _settled(data: bytes) -> bytes:
    """A PDF without the numbers that are drawn for each new one."""
    return re.sub(rb"<[0-9A-Fa-f]{32}>", b"<" + b"0" * 32 + b">", data)


def _heic(image: Image.Image) -> bytes:
    stream = io.BytesIO()
    pillow_heif.from_pillow(image.convert("RGB")).save(stream, quality=50)
    return stream.getvalue()
