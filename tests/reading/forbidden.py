"""Acts that a worker must not be able to do. Run as a worker's program they are tried from inside its sandbox;
called in a process of their own they show that the act itself would succeed."""

import mmap
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from workstation.reading import inside
from workstation.reading.channel import Claims


def open_socket(_: str) -> None:
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()


def open_local_socket(_: str) -> None:
    for end in socket.socketpair():
        end.close()


def run_a_program(_: str) -> None:
    subprocess.run(["/bin/true"], check=True)


def run_through_the_loader(_: str) -> None:
    subprocess.run(["/lib64/ld-linux-x86-64.so.2", "/bin/true"], check=True, stderr=subprocess.DEVNULL)


def fork(_: str) -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


def read_accounts(_: str) -> None:
    Path("/etc/passwd").read_bytes()


def read_file(path: str) -> None:
    Path(path).read_bytes()


def write_file(path: str) -> None:
    with Path(path).open("ab") as file:
        file.write(b"x")


def write_beside(path: str) -> None:
    Path(path).with_name("new").write_bytes(b"x")


def list_folder(path: str) -> None:
    list(Path(path).parent.iterdir())


def change_mode(path: str) -> None:
    Path(path).chmod(0o600)


def signal_the_application(_: str) -> None:
    os.kill(os.getppid(), signal.SIGCONT)


def read_the_application(_: str) -> None:
    Path(f"/proc/{os.getppid()}/environ").read_bytes()


def take_much_memory(_: str) -> None:
    mmap.mmap(-1, 3 << 30).close()


ACTS: dict[str, Callable[[str], None]] = {
    act.__name__: act
    for act in (
        open_socket,
        open_local_socket,
        run_a_program,
        run_through_the_loader,
        fork,
        read_accounts,
        read_file,
        write_file,
        write_beside,
        list_folder,
        change_mode,
        signal_the_application,
        read_the_application,
        take_much_memory,
    )
}


def outcome(act: str, path: str) -> str:
    """ "done", or the name of the error."""
    try:
        ACTS[act](path)
    except (OSError, MemoryError, subprocess.CalledProcessError) as error:
        return type(error).__name__
    return "done"


class _Tempted:
    """The real tasks, and one more."""

    def __init__(self, tasks: inside.Tasks) -> None:
        self._tasks = tasks
        self.allowance = tasks.allowance

    def do(self, request: Claims, descriptors: list[int]) -> dict[str, Any]:
        if request.text("task") == "act":
            return {"outcome": outcome(request.text("act"), request.text("path", 4_096))}
        return self._tasks.do(request, descriptors)


def main() -> None:
    inside.main(lambda orders, canvas: _Tempted(inside.tasks_of(orders, canvas)))


if __name__ == "__main__":
    print(outcome(*sys.argv[1:]))  # noqa: T201 - the answer of the control
