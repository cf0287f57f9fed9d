"""Glyphs that look alike in print, told apart by what stands around them, where no engine can see a difference.

Applied to single words after both engines have had their say. Only shapes that mean nothing as they were read are
changed: a lone stroke is a figure one, a capital I followed by strokes within a sentence is a Roman numeral, letters
behind the name of a marker are its number, a lone dot between two words is a centred dot. A raised figure that was
taken for a sign, as in 10°/L, is put down as the nine of a blood count and marked as doubtful. One that is not there,
as in ×10/L, is marked too, and nothing is put in its place.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from workstation.reading.lines import Line, Piece

_ROMAN = re.compile(r"^([(\[]?)(?:[Il|1]{2,3})([a-zA-D]?[.,;:)\]]*)$")
_MARKER = re.compile(
    r"^([(\[/]?(?:CD|BCL|Bcl|MUM|PAX|SOX|LN|IRF|FOXP|Cyclin\s?D))(?=[0-9IlO|]{2})([0-9IlO|]*[IlO|][0-9IlO|]*)(?=$|[^A-Za-z])"
)
_LONE_DASHES = (["一"], ["=-"], ["—_"])
"""What is read of a dash that is all there is in a cell of a table."""
_FIGURES = str.maketrans("IlO|", "1101")
_RAISED = re.compile(r"(?<=10)(?:[°º®%'’\"”](?=/L)|[%°](?=L\b))")
_LOST = re.compile(r"[×xX] ?10/[Ll]\b")
_UNRAISED = re.compile(r"(?<=[×x]10)9(?=/L)")
_POWER = re.compile(r"(?<=10)[4A](?=9/L)")
_SATURATION = re.compile(r"(?<=[Ss][Pp]O)[2₂](?=\d{2,3} ?%)")
_MICRO = re.compile(r"μ(?=(?:g|m|l|L|mol|M)\b)")
DOUBTFUL = 0.5
"""Confidence of a word in which a raised figure could only be guessed from its unit, or not at all."""


def spelled(line: Line) -> Line:
    """The line with such words put right; places and confidence stay."""
    pieces = [part for piece in line.pieces for part in _without_saturation(piece)]
    return replace(line, pieces=tuple(_spelled(pieces)))


def _without_saturation(piece: Piece) -> Iterator[Piece]:
    """The lowered figure of SpO₂ and the share behind it are two words, though no engine sees it."""
    found = _SATURATION.search(piece.text)
    if found is None:
        yield piece
        return
    yield piece.part(0, found.end()).reworded(f"{piece.text[: found.start()]}₂")
    yield piece.part(found.end(), len(piece.text))


def _spelled(pieces: Sequence[Piece]) -> Iterator[Piece]:
    if [piece.text for piece in pieces] in _LONE_DASHES:
        yield pieces[0].reworded("-")
        return
    for index, piece in enumerate(pieces):
        before = pieces[index - 1].text if index else ""
        after = pieces[index + 1].text if index + 1 < len(pieces) else ""
        text = _word(_UNRAISED.sub("⁹", piece.text), before, after)
        guessed = _RAISED.search(text) or _LOST.search(f"{before[-1:]} {text}" if text[:2] == "10" else text)
        sure = min(piece.confidence, DOUBTFUL) if guessed else piece.confidence
        yield replace(piece.reworded(_RAISED.sub(_nine, text)), confidence=sure)


def _nine(found: re.Match[str]) -> str:
    """The raised figure, with the stroke behind it where both were taken for one sign."""
    return "⁹" if found.string[found.end()] == "/" else "⁹/"


def _word(text: str, before: str, after: str) -> str:
    if text in ("l", "|") and before and not before[-1].isdigit():
        return "1"
    if text[0] == "—" and text[1:2].isdigit() and not before[-1:].isdigit():
        text = f"-{text[1:]}"
    if text == "." and before and after:
        return "·"
    text = _POWER.sub("^", _MICRO.sub("µ", text))
    within = before and not before.endswith((".", "?", "!"))
    roman = _ROMAN.match(text)
    if roman and within and "I" in text and not text.isdigit():
        strokes = len(text) - len(roman.group(1)) - len(roman.group(2))
        return f"{roman.group(1)}{'I' * strokes}{roman.group(2)}"
    return _MARKER.sub(lambda found: found.group(1) + found.group(2).translate(_FIGURES), text)
