"""What a page worker does with a ZIP or an e-mail: list what is in it, give it out piece by piece."""

import mmap
from collections.abc import Mapping
from typing import IO, Any

from workstation.reading.channel import Claims, FalseClaimError
from workstation.reading.holders import DAMAGE, MAX_MEMBERS, MAX_UNPACKED_BYTES, HeldFiles
from workstation.reading.kinds import HEAD_BYTES, Holder, kind_of
from workstation.reading.opening import open_holder
from workstation.reading.problems import FileProblem

PIECE_BYTES = 2 * 1024 * 1024
"""What is locked comes out at two megabytes a second."""


class UnpackTasks:
    """Keeps what it opened until told otherwise, and its place in the file that is being given out."""

    names = ("members", "member")

    def __init__(self, canvas: mmap.mmap, descriptors: Mapping[int, tuple[int, str | None]]) -> None:
        self._canvas = canvas
        self._descriptors = descriptors
        self._held: dict[int, HeldFiles] = {}
        self._reading: tuple[int, int] | None = None
        self._stream: IO[bytes] | None = None
        self._place = 0

    def close(self, key: int) -> None:
        self._held.pop(key, None)
        self._reading = None

    def do(self, task: str, key: int, request: Claims) -> dict[str, Any]:
        if key not in self._held:
            self._held[key] = open_holder(*self._descriptors[key])
        held = self._held[key]
        if task == "members":
            entries = [{"name": entry.name, "size": entry.size} for entry in held.entries]
            return {"members": entries, "words": held.has_words}
        index = request.whole("index", 0, MAX_MEMBERS)
        if index >= len(held.entries):
            raise FalseClaimError("index")
        try:
            return self._piece(held, key, index, request.whole("start", 0, MAX_UNPACKED_BYTES))
        except MemoryError as error:
            raise FileProblem("reading.unpacks_too_large") from error
        except DAMAGE as error:
            self._reading = None
            raise FileProblem("reading.damaged") from error

    def _piece(self, held: HeldFiles, key: int, index: int, start: int) -> dict[str, Any]:
        """The next bytes of a file within, on the canvas; its beginning also tells whether it holds others."""
        stream = self._at(held, key, index, start)
        piece = stream.read(PIECE_BYTES)
        self._canvas[: len(piece)] = piece
        self._place += len(piece)
        answer: dict[str, Any] = {"length": len(piece), "end": len(piece) < PIECE_BYTES}
        if start == 0:
            head = piece[: 9 * HEAD_BYTES]
            answer["holds"] = isinstance(kind_of(lambda count, place: head[place : place + count]), Holder)
        return answer

    def _at(self, held: HeldFiles, key: int, index: int, start: int) -> IO[bytes]:
        """The stream at that place; a worker that is new to it reads up to there again."""
        if self._stream is None or self._reading != (key, index) or self._place != start:
            self._stream, self._reading, self._place = held.open(index), (key, index), 0
            while self._place < start:
                skipped = self._stream.read(min(PIECE_BYTES, start - self._place))
                if not skipped:
                    raise EOFError
                self._place += len(skipped)
        return self._stream
