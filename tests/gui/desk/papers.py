"""Documents of many kinds of pages, imported into Ada's case: good scans and bad ones."""

import io

import pymupdf
from PIL import Image

from tests.gui.desk.bench import Stay
from tests.reading.scans import ENGLISH, encoded, scan_of
from workstation.reading import ReadingPool
from workstation.services.intake import import_file, look_into
from workstation.services.pages import case_documents
from workstation.services.views import DocumentView

A4 = (595.0, 842.0)
TOO_LARGE = (300_000.0, 300_000.0)
"""A sheet of more points than any is drawn."""


def scans(pages: int) -> bytes:
    """A PDF of grey scans at 150 dpi, each with a picture of its own."""
    made = pymupdf.open()
    for number in range(pages):
        words = ENGLISH.split()
        turned = " ".join(words[number % len(words) :] + words[: number % len(words)])
        page = made.new_page(width=A4[0], height=A4[1])
        page.insert_image(page.rect, stream=encoded(scan_of(turned, dpi=150), "JPEG", quality=70))
    return _bytes(made)


def coloured() -> bytes:
    """A page with a red ground."""
    made = pymupdf.open()
    page = made.new_page(width=A4[0], height=A4[1])
    page.draw_rect(page.rect, color=None, fill=(0.8, 0.2, 0.1))
    return _bytes(made)


def sheets(*sizes: tuple[float, float]) -> bytes:
    """A PDF with a line of text on pages of these sizes, in points; they may be of no size at all."""
    made = pymupdf.open()
    for number, (width, height) in enumerate(sizes, 1):
        page = made.new_page(width=A4[0], height=A4[1])
        page.insert_text((40, 60), f"Sheet {number}", fontsize=20)
        made.xref_set_key(page.xref, "MediaBox", f"[0 0 {width} {height}]")
    return _bytes(made)


def huge_picture(side: int = 20_000) -> bytes:
    """A black and white picture of so many pixels a side."""
    stream = io.BytesIO()
    image = Image.new("1", (side, side), 1)
    image.paste(0, (side // 4, side // 4, side // 2, side // 2))
    image.save(stream, "PNG")
    return stream.getvalue()


def imported(stay: Stay, pool: ReadingPool, name: str, data: bytes) -> DocumentView:
    """A file in Ada's case, looked into by the real worker."""
    outcome = import_file(stay.ws, stay.ward.ada, look_into(pool, name, data))
    return next(each for each in case_documents(stay.ws, stay.ward.ada) if each.id == outcome.document_id)


def _bytes(made: pymupdf.Document) -> bytes:
    data: bytes = made.tobytes()
    made.close()
    return data
