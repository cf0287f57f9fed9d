"""The application of the benchmark: opens what it is told on standard input, tells what became of it.

A process of its own, so that its death is counted and not suffered. Each line in is an item, each line out a result.
Beside the items it keeps a sound document open in the same workers, and looks at it again and again.
"""

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

from tests.benchmarks.hostility.bases import bases
from tests.benchmarks.hostility.items import Item
from tests.benchmarks.hostility.memory import Watch
from tests.benchmarks.hostility.mutations import mutated
from tests.reading.scans import ENGLISH, pdf_of_scans, scan_of
from workstation.reading import FileProblem, FileReport, ReadingPool, SourceFile

AT_ONCE = 2
PATIENCE_SECONDS = 300.0
MOST_RENDERED = 200
SCREEN_SCALE = 1.5
PAGES = 3
LOOK_EVERY = 25
PARTLY = "pages, some lost"
T = TypeVar("T")

_BUGS: tuple[type[Exception], ...] = (
    *(ArithmeticError, AssertionError, AttributeError, BufferError, EOFError, LookupError, MemoryError),
    *(NameError, OSError, RuntimeError, TypeError, ValueError),
)
"""Whatever the reading room lets through that is no sentence: counted as a crash."""


class Application:
    """One pool, used by a few threads, as the window uses it."""

    def __init__(self, pool: ReadingPool, spoiled: Callable[[int], tuple[str, bytes]]) -> None:
        self._pool = pool
        self._spoiled = spoiled

    def open(self, item: Item) -> dict[str, Any]:
        """What became of an item: outcome, seconds until it was told, pages, problems met on the way."""
        told: dict[str, Any] = {"name": item.name, "rendered": 0, "read": 0, "problems": [], "bugs": []}
        started = time.monotonic()
        try:
            told["name"], data = self._taken(item)
            started = time.monotonic()
            self._opened(item, data, told, started)
        except FileProblem as problem:
            told |= {"outcome": problem.message_id, "seconds": time.monotonic() - started}
        except _BUGS as bug:
            told["bugs"].append(f"{type(bug).__name__}: {bug}"[:200])
            told |= {"outcome": "bug", "seconds": time.monotonic() - started}
        return told

    def _taken(self, item: Item) -> tuple[str, bytes]:
        if item.number >= 0:
            return self._spoiled(item.number)
        return item.name, Path(item.path).read_bytes()

    def _opened(self, item: Item, data: bytes, told: dict[str, Any], started: float) -> None:
        with SourceFile(data, item.name) as source:
            try:
                report = _wait(self._pool.probe(source))
            except FileProblem as problem:
                if problem.message_id == "reading.needs_password" and item.password:
                    self._opened_with_password(item, data, told, started)
                    return
                if problem.message_id != "reading.holds_files":
                    raise
                self._unpacked(source, told, started)
                return
            told |= _told(report, time.monotonic() - started)
            self._used(source, report, item.reads, told)

    def _opened_with_password(self, item: Item, data: bytes, told: dict[str, Any], started: float) -> None:
        with SourceFile(data, item.name, item.password) as source:
            report = _wait(self._pool.probe(source))
            told |= _told(report, time.monotonic() - started)
            self._used(source, report, item.reads, told)

    def _unpacked(self, source: SourceFile, told: dict[str, Any], started: float) -> None:
        members = _wait(self._pool.unpack(source))
        told |= {"outcome": "files within", "seconds": time.monotonic() - started, "pages": 0}
        for member in members:
            if member.problem is not None or not member.data:
                told["problems"].append(member.problem.message_id if member.problem else "reading.empty")
                continue
            try:
                with SourceFile(member.data, member.name) as inner:
                    report = _wait(self._pool.probe(inner))
                    told["pages"] += len(report.pages)
                    self._used(inner, report, 0, told)
            except FileProblem as problem:
                told["problems"].append(problem.message_id)

    def _used(self, source: SourceFile, report: FileReport, reads: int, told: dict[str, Any]) -> None:
        """Every page drawn for the screen, the first ones read."""
        readings = [self._pool.read_page(source, index) for index in range(min(reads, len(report.pages)))]
        for index in range(min(len(report.pages), MOST_RENDERED)):
            told["rendered"] += _done(self._pool.render(source, index, scale=SCREEN_SCALE), told)
        for future in readings:
            told["read"] += _done(future, told)


def _wait(future: "Future[T]") -> T:
    return future.result(timeout=PATIENCE_SECONDS)


def _done(future: "Future[Any]", told: dict[str, Any]) -> bool:
    try:
        _wait(future)
    except FileProblem as problem:
        told["problems"].append(problem.message_id)
        return False
    return True


def _told(report: FileReport, seconds: float) -> dict[str, Any]:
    problems = [problem.message_id for problem in report.problems]
    lost = any(problem != "reading.page_reduced" for problem in problems)
    return {
        "outcome": PARTLY if lost else "pages",
        "seconds": seconds,
        "pages": len(report.pages),
        "problems": problems,
    }


class Sound:
    """A document that must not suffer: looked at again and again, always found as it was."""

    def __init__(self, pool: ReadingPool) -> None:
        scan = scan_of(ENGLISH, dpi=100)
        self._pool = pool
        self._source = SourceFile(pdf_of_scans(*[scan] * PAGES, dpi=100), "sound.pdf")
        self._pictures = [self._picture(index) for index in range(PAGES)]
        self._text = self._read(0)
        self.looks = 0

    def lost(self) -> int:
        """Pages that are not as they were, of the three drawn and the one read."""
        self.looks += 1
        changed = [_unlike(self._picture, index, self._pictures[index]) for index in range(PAGES)]
        return sum(changed) + _unlike(self._read, self.looks % PAGES, self._text)

    def _picture(self, index: int) -> Any:
        return _wait(self._pool.render(self._source, index, scale=1.0)).pixels

    def _read(self, index: int) -> Any:
        return _wait(self._pool.read_page(self._source, index, languages=["eng"])).text

    def close(self) -> None:
        self._source.close()


def _unlike(look: Callable[[int], Any], index: int, before: Any) -> bool:
    try:
        return bool(look(index) != before)
    except FileProblem:
        return True


def _items() -> Iterator[Item]:
    for line in sys.stdin:
        yield Item.from_json(json.loads(line))


def main(shared: str, seed: str) -> None:
    """Until standard input ends."""
    sound_files = bases(Path(shared) if shared else None)
    speaking = threading.Lock()

    def tell(result: dict[str, Any]) -> None:
        with speaking:
            sys.stdout.write(json.dumps(result) + "\n")
            sys.stdout.flush()

    with (
        ReadingPool(reading_workers=2) as pool,
        closing(Sound(pool)) as sound,
        Watch() as watch,
        ThreadPoolExecutor(AT_ONCE) as threads,
    ):
        application = Application(pool, lambda number: mutated(sound_files, number, int(seed)))

        def opened(item: Item) -> None:
            tell({"item": item.to_json(), "begun": True})
            tell({"item": item.to_json(), **application.open(item), "peaks": watch.peaks})

        waiting: list[Future[None]] = []
        for count, item in enumerate(_items(), 1):
            waiting.append(threads.submit(opened, item))
            if count % LOOK_EVERY == 0:
                tell({"sound": sound.lost()})
                while waiting:
                    waiting.pop(0).result()
        for future in waiting:
            future.result()
        tell({"sound": sound.lost(), "peaks": watch.peaks})


if __name__ == "__main__":
    main(*sys.argv[1:])
