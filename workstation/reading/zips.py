"""The files in a ZIP. Only inside a page worker.

What a ZIP says of itself is believed only where it forbids something: a file gives at most the bytes it
claims, is compared with its checksum, and all claims together stay within the limits before one is unpacked.
"""

import os
import stat
import struct
import zipfile
import zlib
from typing import IO

from workstation.reading.documents import stream_of
from workstation.reading.holders import DAMAGE, MAX_MEMBERS, MAX_UNPACKED_BYTES, Entry
from workstation.reading.kinds import zipped_kind
from workstation.reading.names import JOINT, decoded, shown
from workstation.reading.problems import FileProblem

MAX_RATIO = 100
ALWAYS_UNPACKED_BYTES = 64 * 1024 * 1024
"""As much may come out of any ZIP: empty pages pack more tightly than 1 to 100."""

_UTF8_NAME, _ENCRYPTED, _STRONGLY = 0x800, 0x1, 0x2040
_AES = 99
_UNICODE_NAME = 0x7075
_LEFT_OUT = frozenset(("thumbs.db", "desktop.ini", "__macosx"))
_TRIED_BYTES = 2 * 1024 * 1024


class ZippedFiles:
    """All but folders, links, hidden files and what systems leave beside them."""

    has_words = False

    def __init__(self, descriptor: int, password: str | None) -> None:
        size = os.fstat(descriptor).st_size
        try:
            self._zip = zipfile.ZipFile(stream_of(descriptor))
        except (*DAMAGE, NotImplementedError) as error:
            raise FileProblem("reading.damaged") from error
        except MemoryError as error:
            raise FileProblem("reading.too_many_files") from error
        self._check_kind()
        named = ((shown(_name(info)) or "?", info) for info in self._zip.infolist() if _is_file(info))
        kept = [(name, info) for name, info in named if not _is_left_out(name)]
        self.entries = tuple(Entry(name, info.file_size) for name, info in kept)
        self._infos = [info for _, info in kept]
        self._check_amount(size)
        self._passwords = _written(password)
        self._check_password(password)

    def _check_kind(self) -> None:
        kind = zipped_kind([info.filename for info in self._zip.infolist()])
        if kind is not None:
            raise FileProblem(f"reading.kind.{kind}")

    def _check_amount(self, size: int) -> None:
        if not self.entries:
            raise FileProblem("reading.holds_nothing")
        if len(self.entries) > MAX_MEMBERS:
            raise FileProblem("reading.too_many_files")
        claimed = sum(entry.size for entry in self.entries)
        if claimed > max(ALWAYS_UNPACKED_BYTES, MAX_RATIO * size):
            raise FileProblem("reading.packed_too_tightly")
        if claimed > MAX_UNPACKED_BYTES:
            raise FileProblem("reading.unpacks_too_large")

    def _check_password(self, password: str | None) -> None:
        """The smallest locked file is tried; its checksum tells a wrong password from a right one."""
        locked = [info for info in self._infos if info.flag_bits & _ENCRYPTED]
        if any(info.compress_type == _AES or info.flag_bits & _STRONGLY for info in locked):
            raise FileProblem("reading.zip_locked_otherwise")
        if not locked:
            return
        if password is None:
            raise FileProblem("reading.needs_password")
        smallest = min(locked, key=lambda info: info.file_size)
        for written in self._passwords:
            if self._opens(smallest, written):
                self._passwords = (written,)
                return
        raise FileProblem("reading.wrong_password")

    def _opens(self, info: zipfile.ZipInfo, written: bytes) -> bool:
        try:
            with self._zip.open(info, pwd=written) as stream:
                stream.read(_TRIED_BYTES)
        except DAMAGE:
            return False
        return True

    def open(self, index: int) -> IO[bytes]:
        info = self._infos[index]
        password = self._passwords[0] if info.flag_bits & _ENCRYPTED else None
        try:
            return self._zip.open(info, pwd=password)
        except NotImplementedError as error:
            raise FileProblem("reading.packed_otherwise") from error
        except DAMAGE as error:
            raise FileProblem("reading.damaged") from error


def _name(info: zipfile.ZipInfo) -> str:
    """The name as it was meant: marked as UTF-8, kept beside in UTF-8, or in letters nobody told."""
    if info.flag_bits & _UTF8_NAME:
        return info.orig_filename
    raw = info.orig_filename.encode("cp437", "replace")
    beside = _unicode_name(info.extra, raw)
    return decoded(raw) if beside is None else beside


def _unicode_name(extra: bytes, raw: bytes) -> str | None:
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == _UNICODE_NAME and field[:1] == b"\1" and field[1:5] == struct.pack("<I", zlib.crc32(raw)):
            return field[5:].decode("utf-8", "replace")
    return None


def _is_file(info: zipfile.ZipInfo) -> bool:
    """Neither a folder nor a link or device of a Unix."""
    form = stat.S_IFMT(info.external_attr >> 16)
    return not info.is_dir() and not info.filename.endswith("\\") and form in (0, stat.S_IFREG)


def _is_left_out(name: str) -> bool:
    steps = name.split(JOINT)
    return any(step.startswith(".") or step.lower() in _LEFT_OUT for step in steps)


def _written(password: str | None) -> tuple[bytes, ...]:
    """The bytes a password may have been typed as."""
    if password is None:
        return ()
    return tuple(dict.fromkeys(password.encode(name, "replace") for name in ("utf-8", "gb18030", "cp437")))
