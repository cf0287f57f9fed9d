"""How the application and a worker talk: length-prefixed JSON over a socket pair, descriptors beside it.

JSON and not pickle: what comes from a worker may be hostile, and unpickling runs code.
"""

import json
import re
import socket
import struct
import time
from collections.abc import Mapping, Sequence
from typing import Any, Self

MAX_MESSAGE_BYTES = 8 * 1024 * 1024
"""More than a page full of words needs; taking one apart must not hold the window up or fill the memory."""

_MOST_DESCRIPTORS = 4
_LENGTH = struct.Struct("!I")
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


class ChannelClosedError(Exception):
    """The other side has gone."""


class FalseClaimError(Exception):
    """What a worker claims cannot be true."""


class Claims:
    """A message from the other side, believed only as far as each reading of it checks."""

    def __init__(self, values: object) -> None:
        if not isinstance(values, dict):
            raise FalseClaimError("not a mapping")
        self._values: dict[str, Any] = values

    def __contains__(self, name: str) -> bool:
        """Whether it is there and not null."""
        return self._values.get(name) is not None

    def whole(self, name: str, low: int, high: int) -> int:
        value = self._values.get(name)
        if type(value) is not int or not low <= value <= high:
            raise FalseClaimError(name)
        return value

    def number(self, name: str, low: float, high: float) -> float:
        value = self._values.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise FalseClaimError(name)
        if not low <= value <= high:  # which is not so for NaN either
            raise FalseClaimError(name)
        return float(value)

    def numbers(self, name: str, count: int, low: float, high: float) -> list[float]:
        values = self._values.get(name)
        if type(values) is not list or len(values) != count:
            raise FalseClaimError(name)
        return [Claims({name: value}).number(name, low, high) for value in values]

    def rows(self, name: str, most: int, count: int, largest: float) -> list[list[float]]:
        """Up to so many rows of `count` numbers between -largest and largest."""
        values = self._values.get(name)
        if type(values) is not list or len(values) > most:
            raise FalseClaimError(name)
        return [Claims({name: value}).numbers(name, count, -largest, largest) for value in values]

    def wholes(self, name: str, most: int) -> list[int]:
        """Up to so many numbers from 0 to that many."""
        values = self._values.get(name)
        if type(values) is not list or len(values) > most:
            raise FalseClaimError(name)
        return [Claims({name: value}).whole(name, 0, most) for value in values]

    def shares(self, name: str, most: int) -> dict[str, float]:
        """Up to so many named numbers, none negative."""
        values = self._values.get(name)
        if type(values) is not dict or len(values) > most:
            raise FalseClaimError(name)
        return {key[:40]: Claims(values).number(key, 0.0, 1e6) for key in values}

    def flag(self, name: str) -> bool:
        value = self._values.get(name)
        if type(value) is not bool:
            raise FalseClaimError(name)
        return value

    def text(self, name: str, longest: int = 200) -> str:
        """Text that can be stored and shown: JSON can also name halves of characters."""
        value = self._values.get(name)
        if type(value) is not str or len(value) > longest or _HALF_CHARACTER.search(value):
            raise FalseClaimError(name)
        return value

    def texts(self, name: str, most: int, longest: int) -> list[str]:
        values = self._values.get(name)
        if type(values) is not list or len(values) > most:
            raise FalseClaimError(name)
        return [Claims({name: value}).text(name, longest) for value in values]

    def inner(self, name: str) -> "Claims":
        return Claims(self._values.get(name))

    def each(self, name: str, most: int) -> list["Claims"]:
        values = self._values.get(name)
        if type(values) is not list or len(values) > most:
            raise FalseClaimError(name)
        return [Claims(value) for value in values]


class Channel:
    """One end of a socket pair."""

    def __init__(self, end: socket.socket) -> None:
        self._socket = end

    @classmethod
    def pair(cls) -> tuple[Self, socket.socket]:
        """This side's channel, and the socket that becomes the worker's standard input."""
        ours, theirs = socket.socketpair()
        return cls(ours), theirs

    def send(
        self, message: Mapping[str, Any], descriptors: Sequence[int] = (), seconds: float | None = None
    ) -> None:
        """Raises ChannelClosedError, TimeoutError."""
        body = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()
        self._socket.settimeout(seconds)
        try:
            socket.send_fds(self._socket, [_LENGTH.pack(len(body))], descriptors)
            self._socket.sendall(body)
        except (BrokenPipeError, ConnectionResetError) as error:
            raise ChannelClosedError from error

    def receive(self, seconds: float | None = None) -> Claims:
        """The next message. Descriptors sent with it are none of ours: the system closes them.

        Raises ChannelClosedError, TimeoutError, FalseClaimError.
        """
        deadline = _deadline(seconds)
        return self._message(self._exactly(_LENGTH.size, deadline), deadline)

    def receive_with_descriptors(self) -> tuple[Claims, list[int]]:
        """The next message, whenever it comes, and the descriptors sent with it. For a worker, which trusts us.

        Raises ChannelClosedError.
        """
        self._socket.settimeout(None)
        try:
            head, descriptors, _, _ = socket.recv_fds(self._socket, _LENGTH.size, _MOST_DESCRIPTORS)
        except ConnectionResetError as error:
            raise ChannelClosedError from error
        if not head:
            raise ChannelClosedError
        return self._message(head + self._exactly(_LENGTH.size - len(head), None), None), descriptors

    def _message(self, head: bytes, deadline: float | None) -> Claims:
        (length,) = _LENGTH.unpack(head)
        if length > MAX_MESSAGE_BYTES:
            raise FalseClaimError("message too long")
        body = self._exactly(length, deadline)
        try:
            return Claims(json.loads(body))
        except (ValueError, RecursionError) as error:
            raise FalseClaimError("not JSON") from error

    def _exactly(self, length: int, deadline: float | None) -> bytes:
        parts: list[bytes] = []
        while length:
            self._socket.settimeout(_remaining(deadline))
            try:
                part = self._socket.recv(min(length, 1 << 20))
            except ConnectionResetError as error:
                raise ChannelClosedError from error
            if not part:
                raise ChannelClosedError
            parts.append(part)
            length -= len(part)
        return b"".join(parts)

    def close(self) -> None:
        self._socket.close()


def _deadline(seconds: float | None) -> float | None:
    return None if seconds is None else time.monotonic() + seconds


def _remaining(deadline: float | None) -> float | None:
    if deadline is None:
        return None
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
