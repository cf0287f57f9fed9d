# mypy: disable-error-code="no-untyped-call"
"""Writes a drawing as a born-digital PDF page, with its own text layer."""

import pymupdf

from workstation.demo.drawing import Drawing, PlacedWord
from workstation.demo.layout import A4_POINTS
from workstation.demo.typeface import pdf_font, segments


def _colour(colour: tuple[int, int, int]) -> tuple[float, float, float]:
    return colour[0] / 255, colour[1] / 255, colour[2] / 255


def add_page(file: pymupdf.Document, drawing: Drawing) -> None:
    """Appends the drawing as an A4 page with real text."""
    page = file.new_page(width=A4_POINTS[0], height=A4_POINTS[1])
    scale = drawing.scale
    for panel in drawing.panels:
        box = pymupdf.Rect(panel.left, panel.top, panel.right, panel.bottom) / scale
        page.draw_rect(box, color=None, fill=_colour(panel.colour))
    for rule in drawing.rules:
        start, end = pymupdf.Point(rule.x0, rule.y0) / scale, pymupdf.Point(rule.x1, rule.y1) / scale
        page.draw_line(start, end, color=_colour(rule.colour), width=rule.width / scale)
    for colour in sorted({word.colour for word in drawing.words}):
        writer = pymupdf.TextWriter(page.rect)
        for word in drawing.words:
            if word.colour == colour:
                _write(writer, word, scale)
        writer.write_text(page, color=_colour(colour))


def _write(writer: pymupdf.TextWriter, word: PlacedWord, scale: float) -> None:
    x = word.x
    font = pdf_font(word.face)
    for piece in segments(word.text, word.size):
        writer.append(
            (x / scale, (word.baseline - piece.raised) / scale),
            piece.text,
            font=font,
            fontsize=piece.size / scale,
        )
        x += font.text_length(piece.text, fontsize=piece.size)
