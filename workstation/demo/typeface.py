# mypy: disable-error-code="no-untyped-call"
"""Which faces the demo's paper is set in, and how wide and high a word is in them.

Latin faces are the base fonts inside PyMuPDF; the Chinese ones are the system's Noto CJK when it is there
and PyMuPDF's own fallback when not. Nothing has to be installed for the demo to be made.
"""

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Literal

import pymupdf
from PIL import ImageFont

Family = Literal["times", "helv", "cour", "noto", "song", "hei"]
_BASE = {"times": ("tiro", "tibo"), "helv": ("helv", "hebo"), "cour": ("cour", "cobo")}
_CJK_FOLDER = Path("/usr/share/fonts/opentype/noto")
_CJK_NAME = {"song": "NotoSerifCJK", "hei": "NotoSansCJK", "noto": "NotoSansCJK"}
_SIMPLIFIED_CHINESE = 2
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


@dataclass(frozen=True, slots=True)
class Face:
    """A family in one weight."""

    family: Family
    bold: bool = False


def is_cjk(char: str) -> bool:
    """True for Han characters and full-width punctuation, which may break anywhere."""
    return "\u2e80" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef"


@cache
def pdf_font(face: Face) -> pymupdf.Font:
    """The face for a born-digital page; Chinese in PyMuPDF's own fallback."""
    if face.family in _BASE:
        return pymupdf.Font(_BASE[face.family][face.bold])
    if face.family == "noto":
        return pymupdf.Font(_BASE["helv"][face.bold])
    return pymupdf.Font("china-s")


@cache
def _source(face: Face) -> tuple[str | bytes, int]:
    if face.family in _BASE:
        return pdf_font(face).buffer, 0
    path = _CJK_FOLDER / f"{_CJK_NAME[face.family]}-{'Bold' if face.bold else 'Regular'}.ttc"
    if path.exists():
        return str(path), _SIMPLIFIED_CHINESE
    return pdf_font(face).buffer, 0


@cache
def shown_font(face: Face) -> pymupdf.Font:
    """The face as printed, to ask which characters it has."""
    source, _ = _source(face)
    if isinstance(source, bytes):
        return pymupdf.Font(fontbuffer=source)
    return pymupdf.Font(fontfile=source)


@cache
def raster_font(face: Face, size: float) -> ImageFont.FreeTypeFont:
    """The face at a size in pixels."""
    source, index = _source(face)
    file = BytesIO(source) if isinstance(source, bytes) else source
    return ImageFont.truetype(file, size, index=index, layout_engine=ImageFont.Layout.BASIC)


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a word with one size: superscript and subscript digits are set small and moved (pixels)."""

    text: str
    size: float
    raised: float


def _segment(char: str, size: float) -> Segment:
    if (plain := char.translate(_SUPERSCRIPTS)) != char:
        return Segment(plain, size * 0.62, size * 0.36)
    if (plain := char.translate(_SUBSCRIPTS)) != char:
        return Segment(plain, size * 0.62, size * -0.14)
    return Segment(char, size, 0.0)


def segments(text: str, size: float) -> tuple[Segment, ...]:
    """Splits a word at raised and lowered digits: '×10⁹/L' becomes '×10', a small '9', '/L'."""
    pieces: list[Segment] = []
    for char in text:
        piece = _segment(char, size)
        last = pieces[-1] if pieces else None
        if last is not None and last.raised == piece.raised:
            pieces[-1] = Segment(last.text + piece.text, last.size, last.raised)
        else:
            pieces.append(piece)
    return tuple(pieces)


@cache
def advance(face: Face, text: str, size: float) -> float:
    """The width of a word in pixels, pen to pen."""
    return sum(raster_font(face, piece.size).getlength(piece.text) for piece in segments(text, size))


@cache
def ink(face: Face, text: str, size: float) -> tuple[float, float, float, float]:
    """Where the ink of a word lies around its pen position: left, top, right, bottom in pixels."""
    pen, boxes = 0.0, []
    for piece in segments(text, size):
        font = raster_font(face, piece.size)
        left, top, right, bottom = font.getbbox(piece.text, anchor="ls")
        boxes.append((pen + left, top - piece.raised, pen + right, bottom - piece.raised))
        pen += font.getlength(piece.text)
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
