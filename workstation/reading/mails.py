"""The files in an e-mail, those of messages forwarded in it included. Only inside a page worker.

Nothing a message points at is fetched. Its own words are not taken: whoever imports it is told, and can print
the message to PDF where they matter.
"""

import email
import email.header
import email.message
import email.policy
import email.utils
import io
import re
from collections.abc import Iterator
from email.message import Message
from typing import IO, TypeAlias

from workstation.reading.documents import stream_of
from workstation.reading.holders import DAMAGE, MAX_MEMBERS, MAX_UNPACKED_BYTES, Entry
from workstation.reading.names import JOINT, decoded, shown
from workstation.reading.problems import FileProblem

MAX_PARTS = 5_000
MAX_DEPTH = 20
SMALLEST_INLINE_BYTES = 4 * 1024
"""Smaller pictures within the text are marks of a letterhead, not pages."""

_SIGNATURES = frozenset(
    ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")
)
_TAG = re.compile(r"<[^>]*>")
_LOOKED_AT = 16 * 1024
_EXTENSION = re.compile(r"[a-z0-9]{1,8}")

Part: TypeAlias = "Message[str, str]"


class _AsWritten(email.policy.Compat32):
    """Headers as they stand: a damaged one costs itself, and its bytes can still be guessed at."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        return str(value)


class MailedFiles:
    """Attachments and pictures within the text."""

    def __init__(self, descriptor: int) -> None:
        try:
            with stream_of(descriptor) as stream:
                whole = email.message_from_binary_file(stream, policy=_AsWritten())
            found = list(_files(whole, "", MAX_DEPTH))
        except MemoryError as error:
            raise FileProblem("reading.unpacks_too_large") from error
        except DAMAGE as error:
            raise FileProblem("reading.damaged") from error
        self.has_words = any(_has_words(part) for _, part in found)
        files = [(name, part) for name, part in found if _is_file(part)]
        if len(files) > MAX_MEMBERS:
            raise FileProblem("reading.too_many_files")
        if not files:
            raise FileProblem("reading.mail_without_files")
        self.entries = tuple(Entry(name, _length(part)) for name, part in files)
        if sum(entry.size for entry in self.entries) > MAX_UNPACKED_BYTES:
            raise FileProblem("reading.unpacks_too_large")
        self._parts = [part for _, part in files]

    def open(self, index: int) -> IO[bytes]:
        try:
            return io.BytesIO(_content(self._parts[index]))
        except DAMAGE as error:
            raise FileProblem("reading.damaged") from error


def _files(whole: Part, before: str, depth: int) -> Iterator[tuple[str, Part]]:
    """Every part that is not made of parts, with its name; a forwarded message is before its own."""
    if depth == 0:
        raise FileProblem("reading.nested_too_deep")
    for number, part in enumerate(_leaves(whole), 1):
        name = f"{before}{_name(part) or _nameless(part, number)}"
        if part.get_content_type() == "message/rfc822":
            for inner in _inner(part):
                yield from _files(inner, f"{name}{JOINT}", depth - 1)
        else:
            yield name, part


def _leaves(whole: Part) -> Iterator[Part]:
    """Parts in their order, those of a forwarded message not among them."""
    waiting, seen = [whole], 0
    while waiting:
        part = waiting.pop()
        seen += 1
        if seen > MAX_PARTS:
            raise FileProblem("reading.too_many_files")
        if part.get_content_maintype() == "multipart":
            waiting.extend(reversed(_inner(part)))
        else:
            yield part


def _inner(part: Part) -> list[Part]:
    inner = part.get_payload()
    return [each for each in inner if isinstance(each, Message)] if isinstance(inner, list) else []


def _is_file(part: Part) -> bool:
    if part.get_content_type() in _SIGNATURES or _is_words(part):
        return False
    inline = part.get_content_maintype() == "image" and part.get_content_disposition() != "attachment"
    return not inline or _length(part) >= SMALLEST_INLINE_BYTES


def _is_words(part: Part) -> bool:
    """The message itself, not something put beside it."""
    if part.get_content_maintype() not in ("text", "message"):
        return False
    return part.get_content_disposition() != "attachment" and not _name(part)


def _has_words(part: Part) -> bool:
    if not _is_words(part):
        return False
    text = _content(part, _LOOKED_AT).decode("utf-8", "replace")
    if part.get_content_subtype() == "html":
        text = _TAG.sub("", text).replace("&nbsp;", " ")
    return bool(text.strip())


def _length(part: Part) -> int:
    """About how many bytes it has, found without unpacking it."""
    payload = part.get_payload()
    if not isinstance(payload, str):
        return 0
    return len(payload) * 3 // 4 if _encoding(part) == "base64" else len(payload)


def _encoding(part: Part) -> str:
    return str(part.get("content-transfer-encoding", "")).strip().lower()


def _content(part: Part, most: int | None = None) -> bytes:
    """What was attached, byte for byte; `most`: characters of the message that are looked at."""
    if most is not None and isinstance(part.get_payload(), str):
        short = Message(policy=part.policy)
        short["content-transfer-encoding"] = _encoding(part)
        short.set_payload(str(part.get_payload())[:most])
        part = short
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _name(part: Part) -> str:
    """The name it was sent under, "" where it has none."""
    written = part.get_param("filename", None, "content-disposition") or part.get_param("name", None)
    if written is None:
        return ""
    return shown(_in_letters(email.utils.collapse_rfc2231_value(written)))


def _in_letters(written: str) -> str:
    """A name in encoded words, or in bytes that nobody named the letters of."""
    if any("\udc80" <= letter <= "\udcff" for letter in written):
        return decoded(written.encode("utf-8", "surrogateescape"))
    if "=?" not in written:
        return written
    try:
        parts = email.header.decode_header(written)
    except DAMAGE:
        return written
    return "".join(_word(text, charset) for text, charset in parts)


def _word(text: bytes | str, charset: str | None) -> str:
    if isinstance(text, str):
        return text
    wider = "gb18030" if charset and charset.lower() in ("gb2312", "gbk") else charset
    try:
        return text.decode(wider) if wider else decoded(text)
    except (LookupError, UnicodeDecodeError):
        return decoded(text)


def _nameless(part: Part, number: int) -> str:
    if part.get_content_type() == "message/rfc822":
        subject = str(_inner(part)[0].get("subject", "")) if _inner(part) else ""
        return shown(_in_letters(subject)) or str(number)
    subtype = part.get_content_subtype().lower()
    return f"{number}.{subtype}" if _EXTENSION.fullmatch(subtype) else str(number)
