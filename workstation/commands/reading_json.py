"""The shape of what `read --json` writes; the README describes it. A change of shape is a new version."""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Any, Self, TextIO

from workstation import __version__
from workstation.domain.messages import Message
from workstation.extraction.document_words import DocumentWords
from workstation.extraction.proposals import DocumentProposal, ReadText
from workstation.reading import PageReading, Word
from workstation.services.loose_files import LooseFile, LoosePage, documents_in

SCHEMA = "workstation.reading"
SCHEMA_VERSION = 1
Say = Callable[[Message], str]


class ReadingJson:
    """Writes one JSON object to a stream, file by file as each is read; complete when left without an error."""

    def __init__(self, stream: TextIO, languages: Sequence[str], words: DocumentWords, say: Say) -> None:
        self._stream = stream
        self._words = words
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
        documents = [_document(each, self._say) for each in documents_in(file, self._words)]
        told = _file(file, self._say) | {"documents": documents}
        self._stream.write(("," if self._files else "") + "\n" + _json(told))
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
        "problems": [_sentence(problem, say) for problem in file.problems],
        "pages": [_page(page, say) for page in file.pages],
    }


def _sentence(message: Message, say: Say) -> Mapping[str, str]:
    return {"id": message.id, "sentence": say(message)}


def _page(page: LoosePage, say: Say) -> dict[str, Any]:
    told: dict[str, Any] = {
        "page": page.number,
        "width": round(page.width, 2),
        "height": round(page.height, 2),
        "problem": None if page.problem is None else _sentence(page.problem, say),
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


def _document(proposal: DocumentProposal, say: Say) -> dict[str, Any]:
    date = proposal.date
    texts = {
        "title": proposal.title,
        "hospital": proposal.hospital,
        "author": proposal.author,
        "report_number": proposal.report_number,
        "patient_name": proposal.patient_name,
        "patient_id": proposal.patient_id,
    }
    return {
        "pages": [index + 1 for index in proposal.pages],
        "type": proposal.type,
        "language": proposal.language,
        "date": None if date is None else {"page": date.place.page + 1, **date.date.to_json()},
        **{name: _found(text) for name, text in texts.items()},
        "reasons": [_sentence(reason, say) for reason in proposal.reasons],
    }


def _found(text: ReadText | None) -> dict[str, Any] | None:
    return None if text is None else {"text": text.text, "page": text.place.page + 1}
