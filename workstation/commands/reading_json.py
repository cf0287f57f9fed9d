"""The shape of what `read --json` writes; the README describes it. A change of shape is a new version."""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Any, Self, TextIO

from workstation import __version__
from workstation.domain.messages import Message
from workstation.reading import PageReading, Word
from workstation.services.loose_files import LooseFile, LoosePage

SCHEMA = "workstation.reading"
SCHEMA_VERSION = 1
Say = Callable[[Message], str]


class ReadingJson:
    """Writes one JSON object to a stream, file by file as each is read; complete when left without an error."""

    def __init__(self, stream: TextIO, languages: Sequence[str], say: Say) -> None:
        self._stream = stream
        self._say = say
        self._files = self._read = self._failed = 0
        head = {
            "schema": SCHEMA,
            "schema_version": SCHEMA_VERSION,
            "program": f"workstation {__version__}",
            "languages": list(languages),
        }
        stream.write(f'{_json(head)[:-1]},"files":[')

    def add(self, file: LooseFile) -> None:
        self._stream.write(("," if self._files else "") + "\n" + _json(_file(file, self._say)))
        self._files += 1
        self._read += len(file.readings)
        self._failed += len(file.pages) - len(file.readings)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._stream.write(f'],"pages_read":{self._read},"pages_failed":{self._failed}}}\n')


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _file(file: LooseFile, say: Say) -> dict[str, Any]:
    return {
        "file": os.fsencode(file.path).decode(errors="replace"),
        "name": file.name,
        "sha256": file.sha256,
        "media": file.media,
        "problems": [_problem(problem, say) for problem in file.problems],
        "pages": [_page(page, say) for page in file.pages],
    }


def _problem(problem: Message, say: Say) -> Mapping[str, str]:
    return {"id": problem.id, "sentence": say(problem)}


def _page(page: LoosePage, say: Say) -> dict[str, Any]:
    told: dict[str, Any] = {
        "page": page.number,
        "width": round(page.width, 2),
        "height": round(page.height, 2),
        "problem": None if page.problem is None else _problem(page.problem, say),
    }
    return told if page.reading is None else told | _reading(page.reading)


def _reading(reading: PageReading) -> dict[str, Any]:
    return {
        "turn": reading.turn,
        "skew": round(reading.skew, 3),
        "engine": str(reading.engine),
        "engine_version": reading.engine_version,
        "language": reading.language,
        "confidence": None if reading.is_blank else round(reading.confidence, 4),
        "conditions": [condition.value for condition in reading.conditions],
        "seconds": round(reading.seconds, 3),
        "text": reading.text,
        "words": [_word(word) for word in reading.words],
    }


def _word(word: Word) -> dict[str, Any]:
    quad = word.quad
    corners = ((quad.x0, quad.y0), (quad.x1, quad.y1), (quad.x2, quad.y2), (quad.x3, quad.y3))
    return {
        "text": word.text,
        "quad": [[round(across, 6), round(down, 6)] for across, down in corners],
        "confidence": round(word.confidence, 4),
        "engine": word.engine.value,
        "line": word.line,
        "block": word.block,
    }
