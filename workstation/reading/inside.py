"""The worker's side: take orders, import, close the sandbox, answer until the channel closes.

A bug here ends the process: it costs the page at hand, and the application starts another worker.
"""

import os
import socket
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from workstation.reading.channel import Channel, ChannelClosedError, Claims
from workstation.reading.kernel import die_with_parent
from workstation.reading.problems import FileProblem
from workstation.reading.sandbox import Allowance, close_sandbox


class Tasks(Protocol):
    """What one kind of worker can do."""

    allowance: Allowance

    def do(self, request: Claims, descriptors: list[int]) -> dict[str, Any]:
        """Answer one request. Raises FileProblem."""


def main(make_tasks: Callable[[Claims, int], Tasks] | None = None) -> None:
    """Serve the application on standard input; `make_tasks` gets its orders and the canvas."""
    channel = Channel(socket.socket(fileno=0))
    die_with_parent()
    try:
        _serve(channel, make_tasks or tasks_of)
    except ChannelClosedError:
        return
    except BaseException as error:
        channel.send({"crash": _where(error)})
        raise


def _serve(channel: Channel, make_tasks: Callable[[Claims, int], Tasks]) -> None:
    orders, (canvas,) = channel.receive_with_descriptors()
    os.nice(orders.whole("nice", 0, 19))
    tasks = make_tasks(orders, canvas)
    channel.send({"layers": [layer.to_json() for layer in close_sandbox(tasks.allowance)]})
    while True:
        request, descriptors = channel.receive_with_descriptors()
        channel.send(_answer(tasks.do, request, descriptors))


def tasks_of(orders: Claims, canvas: int) -> Tasks:
    """What the role in the orders can do. Imported here: each role loads only what it needs."""
    size = orders.whole("canvas", 1, 1 << 32)
    role = orders.text("role")
    if role == "text":
        from workstation.reading.text_tasks import TextTasks

        return TextTasks(orders, canvas, size)
    from workstation.reading.page_tasks import PageTasks

    return PageTasks(canvas, size, reads=role == "page")


def _answer(
    do: Callable[[Claims, list[int]], dict[str, Any]], request: Claims, descriptors: list[int]
) -> dict[str, Any]:
    try:
        return do(request, descriptors)
    except FileProblem as problem:
        return {"problem": problem.message_id, "params": problem.params}


def _where(error: BaseException) -> str:
    """Type and places of an error. Not its words: they may quote the page."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames]
    return f"{type(error).__name__} at {' < '.join(reversed(places))}"[:2_000]
