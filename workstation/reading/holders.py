"""What an opened ZIP or e-mail is to a page worker: files that can be listed and read."""

import lzma
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, Protocol

DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    OverflowError,
    RuntimeError,
)
"""What reading a file within may raise where it is damaged."""

MAX_MEMBERS = 1_000
MAX_UNPACKED_BYTES = 500 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """A file within: its name in plain letters, folders before it, and the bytes it claims to have."""

    name: str
    size: int


class HeldFiles(Protocol):
    """An opened ZIP or e-mail. Everything raises `FileProblem` without file name; the application adds it."""

    entries: tuple[Entry, ...]
    has_words: bool
    """It is a message that says something itself, which is not taken."""

    def open(self, index: int) -> IO[bytes]:
        """A file within as a stream. Reading it may raise any of `DAMAGE`."""
