"""A searchable PDF asked of a worker: what was read goes in through the canvas, the file comes out in parts."""

import dataclasses
import json
from collections.abc import Mapping

from workstation.reading.channel import FalseClaimError
from workstation.reading.crew import CANVAS_BYTES, Crew
from workstation.reading.pages import MAX_FILE_BYTES, Engine, PageReading, Word, gap
from workstation.reading.problems import FileProblem
from workstation.reading.source import SourceFile
from workstation.reading.worker import Role

OPEN_SECONDS = 30.0
PAGE_SECONDS = 0.5
PART_SECONDS = 15.0
MAX_SEARCHABLE_BYTES = MAX_FILE_BYTES + 500 * 1024 * 1024
_HEAD = b"%PDF-"


def searchable(crew: Crew, source: SourceFile, readings: Mapping[int, PageReading]) -> bytes:
    """The document as a PDF with the words of its readings (by page, from 0). Raises FileProblem."""
    texts = _texts(readings)
    if len(texts) > CANVAS_BYTES:
        raise FileProblem("reading.too_large", file=source.name, megabytes=CANVAS_BYTES >> 20)
    crew.canvas.write(texts)
    patience = OPEN_SECONDS + PAGE_SECONDS * len(readings)
    size, first = _part(crew, source, {"texts": len(texts)}, patience, MAX_SEARCHABLE_BYTES)
    if not first.startswith(_HEAD):
        raise crew.disbelieve(Role.SCREEN, source)
    parts, got = [first], len(first)
    while got < size:
        rest, part = _part(crew, source, {"at": got}, PART_SECONDS, size - got)
        if rest != size - got:
            raise crew.disbelieve(Role.SCREEN, source)
        parts.append(part)
        got += len(part)
    return b"".join(parts)


def _part(
    crew: Crew, source: SourceFile, more: Mapping[str, int], seconds: float, most: int
) -> tuple[int, bytes]:
    """How many bytes there are from here on, and the first of them."""
    answer = crew.ask(Role.SCREEN, {"task": "searchable", "index": 0, **more}, seconds, source)
    try:
        rest = answer.whole("rest", 1, most)
        return rest, crew.canvas.read(answer.whole("length", 1, min(rest, CANVAS_BYTES)))
    except FalseClaimError as error:
        raise crew.disbelieve(Role.SCREEN, source) from error


def _texts(readings: Mapping[int, PageReading]) -> bytes:
    """The words that each page lacks, as the worker takes them: text, corners, whether a space follows."""
    pages = {
        index: [
            (word.text, _corners(word), after is not None and gap(word, after) == " ")
            for word, after in zip(reading.words, (*reading.words[1:], None), strict=True)
        ]
        for index, reading in readings.items()
        if reading.words and reading.engine != Engine.TEXT_LAYER
    }
    return json.dumps(pages, separators=(",", ":"), ensure_ascii=False).encode()


def _corners(word: Word) -> list[float]:
    return [round(side, 5) for side in dataclasses.astuple(word.quad)]
