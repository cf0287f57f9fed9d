"""The beat of the GUI thread: how long it kept nobody else's turn, and where it was when it was late.

A timer beats every 5 ms; a gap is the time between two beats. A thread of its own looks at the stacks of the process
while a beat is late, and at the memory of the process.
"""

import faulthandler
import gc
import re
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 5
LOOK_SECONDS = 0.008
LATE_MS = 12.0
_OURS = "/workstation/"
_DRIVING = ("/tests/", "/workstation/tour/")
_THREAD = re.compile(r"(Current t|T)hread 0x(?P<id>[0-9a-f]+)")
_LINE = re.compile(r'  File "(?P<file>.*)", line (?P<line>\d+|\?+) in (?P<name>.*)')
_IDLE = ("threading.py", "queue.py", "selectors.py", "socket.py", "subprocess.py", "channel.py", "thread.py")
_MIB = 1 << 20
Line = tuple[str, str, str]
"""File, number, function."""


@dataclass(slots=True)
class Gap:
    """Milliseconds between two beats. `without_core`: how many of them the thread waited for a core that others had;
    `computing`: how many it ran. What is left of a long gap it waited for the interpreter, which another thread had.
    `places`: how often the GUI thread was seen where, while the beat was late."""

    during: str
    milliseconds: float
    without_core: float
    computing: float
    places: Counter[str] = field(default_factory=Counter)

    @property
    def own(self) -> float:
        """What an idle machine would have taken too."""
        return self.milliseconds - self.without_core


class Heart(QObject):
    """Beats in the thread in which it is made, from `start` to `stop`. `during`: what is being done, for the gaps."""

    def __init__(self) -> None:
        super().__init__()
        self.during = ""
        self.gaps: list[Gap] = []
        self.collected: list[float] = []
        self.peak_memory = 0.0
        self.last = time.monotonic()
        self.places: Counter[str] = Counter()
        self._collecting, self._waited, self._ran = 0.0, _seconds_without_core(), time.thread_time()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._looker = _Looker(self)

    def start(self) -> None:
        gc.callbacks.append(self._note_collection)
        self.last = time.monotonic()
        self._timer.start()
        self._looker.start()

    def stop(self) -> None:
        self._timer.stop()
        self._looker.done.set()
        self._looker.join()
        gc.callbacks.remove(self._note_collection)

    def since_here(self) -> "Stretch":
        """The gaps and the pauses for garbage from now on, as they come."""
        return Stretch(self, len(self.gaps), len(self.collected))

    def memory_from_here(self) -> None:
        """The peak of memory counts from now on."""
        self.peak_memory = resident_mib()

    def _beat(self) -> None:
        now = time.monotonic()
        places, self.places = self.places, Counter()
        waited, ran = _seconds_without_core(), time.thread_time()
        passed, starved, computed = now - self.last, waited - self._waited, ran - self._ran
        self.gaps.append(Gap(self.during, passed * 1000, starved * 1000, computed * 1000, places))
        self.last, self._waited, self._ran = now, waited, ran

    def _note_collection(self, phase: str, _info: dict[str, Any]) -> None:
        if phase == "start":
            self._collecting = time.monotonic()
        else:
            self.collected.append((time.monotonic() - self._collecting) * 1000)


@dataclass(frozen=True)
class Stretch:
    """What a heart has noted since a moment."""

    heart: Heart
    gap: int
    pause: int

    @property
    def gaps(self) -> list[Gap]:
        return self.heart.gaps[self.gap :]

    @property
    def pauses(self) -> list[float]:
        """Milliseconds each."""
        return self.heart.collected[self.pause :]


class _Looker(threading.Thread):
    def __init__(self, heart: Heart) -> None:
        super().__init__(name="looker", daemon=True)
        self.done = threading.Event()
        self._heart = heart
        self._watched = threading.get_ident()

    def run(self) -> None:
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as file:
            self._file: IO[str] = file
            self._look()

    def _look(self) -> None:
        looks = 0
        while not self.done.wait(LOOK_SECONDS):
            looks += 1
            if (time.monotonic() - self._heart.last) * 1000 > LATE_MS:
                self._heart.places[self._place()] += 1
            if looks % 20 == 0:
                self._heart.peak_memory = max(self._heart.peak_memory, resident_mib())

    def _place(self) -> str:
        stacks = self._stacks()
        here = _told(stacks.pop(self._watched, []))
        busy = sorted(_told(stack, 1) for stack in stacks.values() if stack and not _waits(stack))
        return f"{here}   [{'; '.join(busy)}]" if busy else here

    def _stacks(self) -> dict[int, list[Line]]:
        """The stack of every other thread, the innermost line first. Written by the fault handler: frames taken hold
        of here would let what belongs to the GUI thread, a painter say, die in this one."""
        self._file.seek(0)
        self._file.truncate()
        faulthandler.dump_traceback(self._file, all_threads=True)
        self._file.seek(0)
        stacks: dict[int, list[Line]] = {}
        lines: list[Line] = []
        for told in self._file.read().splitlines():
            if head := _THREAD.match(told):
                lines = stacks[int(head["id"], 16)] = []
            elif line := _LINE.match(told):
                lines.append((line["file"], line["line"], line["name"]))
        stacks.pop(threading.get_ident(), None)
        return stacks


def _waits(stack: list[Line]) -> bool:
    """Whether a thread waits for others: the interpreter is not kept busy by it."""
    return stack[0][0].endswith(_IDLE)


def _told(stack: list[Line], most: int = 4) -> str:
    """The innermost lines of the application, the innermost first."""
    ours = [line for line in stack if _OURS in line[0] and not any(name in line[0] for name in _DRIVING)]
    return (
        " < ".join(f"{Path(file).name}:{number} {name}" for file, number, name in ours[:most]) or "event loop"
    )


def _seconds_without_core() -> float:
    """How long this thread could have run and did not, because every core was taken."""
    return int(Path("/proc/thread-self/schedstat").read_text(encoding="ascii").split()[1]) / 1e9


def resident_mib(kind: str = "VmRSS") -> float:
    """The memory of this process that is in use, in MiB; or one kind of it: RssAnon, RssFile, RssShmem."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{kind}:"):
            return int(line.split()[1]) * 1024 / _MIB
    raise RuntimeError("this system does not tell the memory of a process")


def told_memory() -> str:
    """What the memory of this process consists of."""
    own, files, shared = (resident_mib(kind) for kind in ("RssAnon", "RssFile", "RssShmem"))
    return f"{own:.0f} own, {files:.0f} of files, {shared:.0f} shared with workers"


def percentile(values: list[float], share: float) -> float:
    """The value that so large a share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def told_places(gaps: list[Gap], over: float, most: int = 16) -> list[str]:
    """Where the GUI thread was in gaps longer than `over` ms, what it spent there first; what it waited for a core is
    told apart."""
    own: Counter[tuple[str, str]] = Counter()
    starved: Counter[tuple[str, str]] = Counter()
    longest: dict[tuple[str, str], float] = {}
    for gap in gaps:
        if gap.milliseconds <= over:
            continue
        seen = gap.places or Counter({"not seen": 1})
        for place, count in seen.items():
            key, share = (gap.during, place), count / seen.total()
            own[key] += round(gap.own * share)
            starved[key] += round(gap.without_core * share)
            longest[key] = max(longest.get(key, 0.0), gap.milliseconds)
    return [
        f"{milliseconds:6} ms and {starved[during, place]} without a core, in gaps to {longest[during, place]:.0f} ms, "
        f"{during}: {place}"
        for (during, place), milliseconds in own.most_common(most)
    ]
