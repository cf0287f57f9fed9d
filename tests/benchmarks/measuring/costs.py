"""What a stretch of work cost: wall time, and the CPU seconds of this process with everything it started."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PARENT, _FIRST_TIME, _LAST_TIME = 1, 11, 15
"""Fields of /proc/PID/stat after the name: the parent, and user and system time, own and of ended children."""


@dataclass(slots=True)
class Cost:
    """Seconds."""

    wall: float = 0.0
    cpu: float = 0.0

    def add(self, other: "Cost") -> None:
        self.wall += other.wall
        self.cpu += other.cpu


@contextmanager
def measured() -> Iterator[Cost]:
    """The cost of what is done inside; known when it is done."""
    cost = Cost()
    cpu, started = tree_seconds(), time.monotonic()
    yield cost
    cost.wall, cost.cpu = time.monotonic() - started, tree_seconds() - cpu


def tree_seconds() -> float:
    """CPU seconds so far of this process and all below it, ended ones included."""
    processes = dict(_processes())
    below = {os.getpid()}
    grown = True
    while grown:
        more = {pid for pid, (parent, _) in processes.items() if parent in below} - below
        grown = bool(more)
        below |= more
    return sum(processes[pid][1] for pid in below if pid in processes) / _TICKS


def _processes() -> Iterator[tuple[int, tuple[int, int]]]:
    """Every process with its parent and its ticks."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            told = (folder / "stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        fields = told[told.rindex(")") + 2 :].split()
        yield int(folder.name), (int(fields[_PARENT]), sum(map(int, fields[_FIRST_TIME:_LAST_TIME])))
