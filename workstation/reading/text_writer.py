"""A searchable PDF of a document: its pages as they are and, invisible, what was read of them. In a page worker.

The new text stands in a content stream of its own before those of the page, which are not touched. Only a text
layer that is invisible itself, and that was not believed, makes room for what was read in its place.
"""

import io
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

import pymupdf
from PIL import Image
from pymupdf import mupdf

from workstation.reading.documents import Document
from workstation.reading.glyphless import ASCENT, DESCENT, UNITS, Glyphless, width
from workstation.reading.pages import FileKind
from workstation.reading.pdf import DAMAGE, PdfDocument
from workstation.reading.problems import FileProblem

Words = Sequence[Sequence[Any]]
"""Of one page: text, eight fractions of the page frame (TL, TR, BR, BL), whether a space follows on the line."""

A4: Final = (595.0, 842.0)
JPEG_QUALITY: Final = 92
_FONT: Final = "WorkstationText"
_ORIENTATION: Final = 0x0112
_TURNS: Final = {1: 0, 3: 180, 6: 270, 8: 90}
"""Of an orientation in EXIF: degrees anticlockwise, as PyMuPDF turns a picture."""
_WITHOUT_LOSS: Final = (FileKind.PNG, FileKind.TIFF, FileKind.BMP, FileKind.GIF)
_NARROWEST: Final = 0.01


def searchable(document: Document, descriptor: int, texts: Mapping[int, Words]) -> bytes:
    """The document as a PDF with the words of `texts` (by page, from 0) in its pages. Raises FileProblem.

    The open document is changed by it: it must be used for nothing else.
    """
    try:
        made = document.file if isinstance(document, PdfDocument) else _of_pictures(document, descriptor)
        for index in texts:  # before anything is added: a file that is repaired on the way loses what was
            _clear_invisible(made.load_page(index))
        font = Glyphless()
        number = font.reserve(made)
        for index, words in texts.items():
            _write(made.load_page(index), words, font, number)
        font.put_into(made, number)
        stream = io.BytesIO()
        made.save(stream, encryption=mupdf.PDF_ENCRYPT_KEEP, deflate=document.kind is not FileKind.PDF)
        return stream.getvalue()
    except (*DAMAGE, MemoryError) as error:
        raise FileProblem("reading.not_written") from error


@dataclass(frozen=True, slots=True)
class _Placed:
    """A word as it stands on the paper: the ends of its foot, and its height as a vector."""

    start: pymupdf.Point
    end: pymupdf.Point
    up: pymupdf.Point

    @classmethod
    def of(cls, sides: Sequence[float], paper: pymupdf.Matrix) -> Self:
        top_left, _, end, start = (
            pymupdf.Point(sides[at], sides[at + 1]) * paper for at in range(0, len(sides), 2)
        )
        return cls(start, end, top_left - start)

    def text(self, font: Glyphless, text: str, start: pymupdf.Point, end: pymupdf.Point) -> str:
        """The operators that set a text exactly between two points of the foot."""
        ems = width(text) / UNITS
        foot = start + self.up * (DESCENT / (ASCENT + DESCENT))
        matrix = ((end.x - start.x) / ems, (end.y - start.y) / ems, self.up.x, self.up.y, foot.x, foot.y)
        return f"{' '.join(f'{value:.4f}' for value in matrix)} Tm <{font.code(text)}> Tj\n"

    def space(self, font: Glyphless, before: "_Placed") -> str:
        """A space that reaches to the next word; of next to no width where there is no room."""
        along = self.end - self.start
        room = max(((before.start - self.end) * along) / (abs(along) ** 2 or 1.0), _NARROWEST)
        return self.text(font, " ", self.end, self.end + along * room)


def _write(page: pymupdf.Page, words: Words, font: Glyphless, number: int) -> None:
    paper = _paper(page)
    placed = [_Placed.of(sides, paper) for _, sides, _ in words]
    parts: list[str] = []
    for (text, _, spaced), here, after in zip(words, placed, (*placed[1:], None), strict=True):
        parts.append(here.text(font, text, here.start, here.end))
        if spaced and after is not None:
            parts.append(here.space(font, after))
    _put_before(page, f"q BT 3 Tr /{_FONT} 1 Tf\n{''.join(parts)}ET Q\n".encode(), number)


def _paper(page: pymupdf.Page) -> pymupdf.Matrix:
    """From fractions of the page as it is seen to the coordinates of its content.

    Asked of MuPDF itself, since PyMuPDF's own matrix leaves out where the CropBox begins.
    """
    box, seen = mupdf.FzRect(), mupdf.FzMatrix()
    mupdf.pdf_page_transform(mupdf.pdf_page_from_fz_page(page.this), box, seen)
    content = ~pymupdf.Matrix(seen.a, seen.b, seen.c, seen.d, seen.e, seen.f)
    paper: pymupdf.Matrix = pymupdf.Matrix(page.rect.width, page.rect.height) * content
    return paper


def _put_before(page: pymupdf.Page, content: bytes, font: int) -> None:
    """A content stream before those that are there: it starts from a clean state, whatever they leave behind."""
    document = page.parent
    pdf = mupdf.pdf_document_from_fz_document(document.this)
    stream = int(document.get_new_xref())
    document.update_object(stream, "<<>>")
    document.update_stream(stream, content)
    own = mupdf.pdf_page_from_fz_page(page.this).obj()
    contents = mupdf.pdf_new_array(pdf, 2)
    mupdf.pdf_array_push(contents, mupdf.pdf_new_indirect(pdf, stream, 0))
    for each in _streams(mupdf.pdf_dict_gets(own, "Contents")):
        mupdf.pdf_array_push(contents, each)
    mupdf.pdf_dict_puts(own, "Contents", contents)
    resources = _inner(own, "Resources", mupdf.pdf_dict_get_inheritable(own, mupdf.pdf_new_name("Resources")))
    fonts = _inner(resources, "Font", mupdf.pdf_dict_gets(resources, "Font"))
    mupdf.pdf_dict_puts(fonts, _FONT, mupdf.pdf_new_indirect(pdf, font, 0))


def _streams(contents: mupdf.PdfObj) -> list[mupdf.PdfObj]:
    """What draws a page: one stream, or several one after the other."""
    if mupdf.pdf_is_array(contents):
        return [mupdf.pdf_array_get(contents, at) for at in range(mupdf.pdf_array_len(contents))]
    return [contents] if mupdf.pdf_is_stream(contents) else []


def _inner(outer: mupdf.PdfObj, name: str, found: mupdf.PdfObj) -> mupdf.PdfObj:
    """A dictionary within another, made where there is none."""
    return found if mupdf.pdf_is_dict(found) else mupdf.pdf_dict_puts_dict(outer, name, 4)


def _clear_invisible(page: pymupdf.Page) -> None:
    """Take away text that nobody can see; not where links or fields could suffer with it."""
    hidden = any(kind == "ignore-text" for kind, _ in page.get_bboxlog())
    if not hidden or page.first_annot or page.first_widget or page.first_link:
        return
    page.add_redact_annot(page.rect)
    page.apply_redactions(
        images=mupdf.PDF_REDACT_IMAGE_NONE,
        graphics=mupdf.PDF_REDACT_LINE_ART_NONE,
        text=mupdf.PDF_REDACT_TEXT_REMOVE_INVISIBLE,
    )


def _of_pictures(document: Document, descriptor: int) -> pymupdf.Document:
    """A PDF of the same pages; one that cannot be decoded stays white."""
    made = pymupdf.open()
    for index in range(document.page_count):
        try:
            wide, high = document.size(index)
            page = made.new_page(width=wide, height=high)
            _put_picture(page, document, index, descriptor)
        except FileProblem:
            if made.page_count == index:
                made.new_page(width=A4[0], height=A4[1])
    return made


def _put_picture(page: pymupdf.Page, document: Document, index: int, descriptor: int) -> None:
    """A JPEG as it is, byte for byte, laid down turned; anything else as it is decoded for reading."""
    if document.kind is FileKind.JPEG:
        data = os.pread(descriptor, os.fstat(descriptor).st_size, 0)
        with Image.open(io.BytesIO(data)) as stored:
            turn = _TURNS.get(stored.getexif().get(_ORIENTATION, 1))
        if turn is not None:
            page.insert_image(page.rect, stream=data, rotate=turn, keep_proportion=False)
            return
    picture = document.draw(index, document.native_scale(index) or 1.0)
    page.insert_image(page.rect, stream=_encoded(picture, document.kind), keep_proportion=False)


def _encoded(picture: Image.Image, kind: FileKind) -> bytes:
    """Without loss where the source had none, a bit a pixel where it is black and white."""
    stream = io.BytesIO()
    if kind in _WITHOUT_LOSS:
        colours = picture.getcolors(2) if picture.mode == "L" else None
        bits = colours is not None and {colour for _, colour in colours} <= {0, 255}
        (picture.convert("1") if bits else picture).save(stream, "PNG")
    else:
        picture.save(stream, "JPEG", quality=JPEG_QUALITY)
    return stream.getvalue()
