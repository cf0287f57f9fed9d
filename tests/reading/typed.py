"""Lines as engines read them, typed at known places: every letter and space is half as wide as the line is high."""

import re

from workstation.reading.lines import Line, Piece
from workstation.reading.pages import Engine

HEIGHT = 30.0


def typed(
    text: str,
    left: float = 0.0,
    top: float = 0.0,
    height: float = HEIGHT,
    *,
    sure: float = 0.95,
    engine: Engine = Engine.TESSERACT,
) -> Line:
    """One line whose words are the pieces; several spaces in a row make a wide gap."""
    right, bottom = left + len(text) * height / 2, top + height
    pieces = tuple(
        Piece(found.group(), found.start() / len(text), found.end() / len(text), sure, engine)
        for found in re.finditer(r"\S+", text)
    )
    return Line((left, top, right, top, right, bottom, left, bottom), pieces)


def on_end(text: str, left: float, top: float, height: float = HEIGHT) -> Line:
    """A line that is read from its top downwards."""
    right, bottom = left + height, top + len(text) * height / 2
    return Line((right, top, right, bottom, left, bottom, left, top), typed(text).pieces)


def second(text: str, *, sure: float = 0.95) -> Line:
    """The same place as read by RapidOCR."""
    return typed(text, sure=sure, engine=Engine.RAPIDOCR)


def text_of(line: Line) -> str:
    return " ".join(piece.text for piece in line.pieces)
