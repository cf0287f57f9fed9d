"""Acts tried inside a worker's sandbox, where this is the worker's program, and outside, where it is run alone."""

import base64
import dataclasses
import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.reading.acts import Scene, outcome
from workstation.reading import inside
from workstation.reading.channel import Claims
from workstation.reading.worker import Worker, WorkerGoneError

ROOT = Path(__file__).parents[2]
SECONDS = 20.0


class _Tempted:
    """The real tasks, and one more."""

    def __init__(self, tasks: inside.Tasks) -> None:
        self._tasks = tasks
        self.allowance = tasks.allowance

    def do(self, request: Claims, descriptors: list[int]) -> dict[str, Any]:
        if request.text("task") == "act":
            return {"outcome": outcome(request.text("act"), _scene(request.text("scene", 1 << 20)))}
        return self._tasks.do(request, descriptors)


def main() -> None:
    """The program of a worker that may be tempted."""
    inside.main(lambda orders, canvas: _Tempted(inside.tasks_of(orders, canvas)))


def within(worker: Worker, act: str, scene: Scene) -> str:
    """What became of an act in a worker that runs this module: "done" or an error's name."""
    request = {"task": "act", "act": act, "scene": json.dumps(dataclasses.asdict(scene))}
    try:
        return worker.ask(request, SECONDS).text("outcome")
    except WorkerGoneError:
        return "done, and the worker is gone"


def outside(act: str, scene: Scene) -> str:
    """What becomes of the same act in a process without a sandbox."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.reading.forbidden", act],
        cwd=ROOT,
        input=json.dumps(dataclasses.asdict(scene)).encode(),
        stdout=subprocess.PIPE,
        check=False,
    )
    return done.stdout.decode().strip()


@contextmanager
def prepared(folder: Path) -> Iterator[Scene]:
    """A letter, a database, and two sockets that listen as a display and as a server do."""
    letter, database, display = folder / "letter.txt", folder / "workspace.db", folder / "X77"
    letter.write_bytes(b"private")
    database.write_bytes(b"SQLite format 3\0")
    program = base64.b64encode(Path("/bin/echo").read_bytes()).decode()
    with (
        _listening(str(display)),
        _listening(f"\0{display}"),
        socket.create_server(("127.0.0.1", 0)) as server,
    ):
        port = server.getsockname()[1]
        yield Scene(str(letter), str(database), str(display), port, program)


@contextmanager
def _listening(address: str) -> Iterator[None]:
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(address)
        end.listen()
        yield


def _scene(text: str) -> Scene:
    return Scene(**json.loads(text))


if __name__ == "__main__":
    print(outcome(sys.argv[1], _scene(sys.stdin.read())), flush=True)  # noqa: T201 - the answer of the control
