"""How much memory each worker took at most, as the kernel counts it, asked by the process that started them."""

import os
import re
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

SECONDS = 0.3
_PEAKS = re.compile(r"^(VmHWM|VmPeak):\s+(\d+) kB", re.MULTILINE)
_ENTRY = "workstation.reading.inside"


class Watch:
    """Looks at every worker of this process every 0.3 s. Peaks are the kernel's own, so none is missed but what a
    worker takes in the last moment before it dies."""

    def __init__(self) -> None:
        self._peaks: dict[str, tuple[int, int]] = {}
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._look, name="memory")

    @property
    def peaks(self) -> Mapping[str, tuple[int, int]]:
        """Bytes in memory and of address space by role; "tesseract" is the program that a text worker starts."""
        return dict(self._peaks)

    def _look(self) -> None:
        while not self._end.wait(SECONDS):
            for role, pid in _workers():
                self._note(role, pid)

    def _note(self, role: str, pid: int) -> None:
        found = {
            name: int(number) << 10 for name, number in _PEAKS.findall(_text(Path(f"/proc/{pid}/status")))
        }
        if found:
            held, space = self._peaks.get(role, (0, 0))
            self._peaks[role] = max(held, found["VmHWM"]), max(space, found["VmPeak"])

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *problem: object) -> None:
        self._end.set()
        self._thread.join()


def _workers() -> Iterator[tuple[str, int]]:
    """Role and number of each worker of this process, and of what workers started."""
    parents = {int(entry.name): _parent(entry) for entry in Path("/proc").iterdir() if entry.name.isdigit()}
    own = [pid for pid, parent in parents.items() if parent == os.getpid()]
    for pid in own:
        command = _text(Path(f"/proc/{pid}/cmdline")).split("\0")
        if any(_ENTRY in part for part in command):
            yield command[-2], pid
            yield from (("tesseract", child) for child, parent in parents.items() if parent == pid)


def _parent(entry: Path) -> int:
    fields = _text(entry / "stat").rpartition(")")[2].split()
    return int(fields[1]) if fields else 0


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
