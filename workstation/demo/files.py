# mypy: disable-error-code="no-untyped-call"
"""Puts scanned pages into the containers that packets come in: PDF, JPEG, multi-page TIFF."""

from io import BytesIO

import numpy as np
import pymupdf
from PIL import Image

from workstation.demo.drawing import Drawing
from workstation.demo.layout import A4_POINTS
from workstation.demo.scan import Scan
from workstation.demo.vector import add_page

_EXIF_ORIENTATION = 0x0112
_SHOW_TURNED_RIGHT = 6


def jpeg(scan: Scan) -> bytes:
    """The scan as JPEG with its resolution."""
    file = BytesIO()
    Image.fromarray(scan.pixels).save(file, "JPEG", quality=scan.quality, dpi=(scan.dpi, scan.dpi))
    return file.getvalue()


def turned_jpeg(scan: Scan) -> bytes:
    """A photograph stored lying on its side, with the EXIF mark by which every viewer shows it upright."""
    exif = Image.Exif()
    exif[_EXIF_ORIENTATION] = _SHOW_TURNED_RIGHT
    file = BytesIO()
    lying = np.ascontiguousarray(np.rot90(scan.pixels))
    Image.fromarray(lying).save(file, "JPEG", quality=scan.quality, exif=exif)
    return file.getvalue()


def one_bit_png(scan: Scan) -> bytes:
    """A fax page, one bit per dot."""
    file = BytesIO()
    Image.fromarray(scan.pixels).convert("1").save(file, "PNG", optimize=True)
    return file.getvalue()


def picture(scan: Scan) -> bytes:
    """The scan in the picture format its recipe asks for."""
    return one_bit_png(scan) if scan.one_bit else jpeg(scan)


def tiff(scans: list[Scan]) -> bytes:
    """A multi-page TIFF, JPEG-compressed as office scanners write it."""
    pages = [Image.fromarray(scan.pixels) for scan in scans]
    file = BytesIO()
    dpi = (scans[0].dpi, scans[0].dpi)
    options = {"compression": "jpeg", "quality": 72, "dpi": dpi}
    pages[0].save(file, "TIFF", save_all=True, append_images=pages[1:], **options)
    return file.getvalue()


def scanned_pdf(pictures: list[tuple[bytes, bool]]) -> bytes:
    """A PDF of pictures, each with its A4 page; True where the page lies in landscape."""
    with pymupdf.open() as file:
        for data, landscape in pictures:
            width, height = reversed(A4_POINTS) if landscape else A4_POINTS
            page = file.new_page(width=width, height=height)
            page.insert_image(page.rect, stream=data)
        return _bytes(file)


def digital_pdf(drawings: list[Drawing]) -> bytes:
    """A PDF with its own text, as a word processor writes it."""
    with pymupdf.open() as file:
        for drawing in drawings:
            add_page(file, drawing)
        file.subset_fonts()
        return _bytes(file)


def _bytes(file: pymupdf.Document) -> bytes:
    file.set_metadata({"producer": "office scanner"})
    data: bytes = file.tobytes(garbage=3, deflate=True, no_new_id=True)
    return data
