"""A worker that lies: what honest workers answered, told again with something changed."""

import copy
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workstation.reading import SourceFile, TesseractInstall
from workstation.reading.channel import Claims
from workstation.reading.crew import Crew
from workstation.reading.worker import Role, Worker

KEPT_BYTES = 4 << 20

DELETED = object()
LIES: Sequence[Any] = (
    DELETED,
    *(None, True, False, 0, 1, -1, 1 << 31, 1 << 63, 10**400, -0.5, 0.5, 1e308, 1e-308),
    *(float("nan"), float("inf"), float("-inf")),
    *("", " ", "\0", "\ud800", "text", "pdf", "x" * 1_001, "reading.damaged", "reading.kind.word"),
    *([], {}, [None], [[]], {"": None}, [0] * 70_000, [{}] * 3_000, ["a"] * 3_000),
)
"""Each of another kind or beyond a bound."""


@dataclass(frozen=True)
class Told:
    """An honest answer, and the beginning of the canvas when it came."""

    values: Mapping[str, Any]
    canvas: bytes


class Honest:
    """What real workers answered, by task, one after the other."""

    def __init__(self) -> None:
        self.told: dict[str, list[Told]] = {}
        self._ask: Callable[..., Claims] = Worker.ask

    def ask(self, worker: Worker, request: Mapping[str, Any], seconds: float, source: Any = None) -> Claims:
        answer = self._ask(worker, request, seconds, source)
        canvas = worker._canvas.read(KEPT_BYTES)
        self.told.setdefault(request["task"], []).append(Told(copy.deepcopy(answer._values), canvas))
        return answer


class _Liar:
    """Answers what it is told to, from the canvas on as a worker would."""

    def __init__(self, crew: "LyingCrew") -> None:
        self._crew = crew

    def ask(self, request: Mapping[str, Any], seconds: float, source: SourceFile | None = None) -> Claims:
        told = self._crew.next_told(request["task"])
        self._crew.canvas.write(told.canvas)
        return Claims(self._crew.lie(request["task"], copy.deepcopy(dict(told.values))))


class LyingCrew(Crew):
    """A crew whose workers lie. `lie(task, answer)` may change the answer."""

    def __init__(self, told: Mapping[str, Sequence[Told]], tesseract: TesseractInstall) -> None:
        super().__init__(0, lambda: tesseract, lambda layers: None)
        self.told = told
        self.lie: Callable[[str, Any], Any] = lambda task, answer: answer
        self._heard: Counter[str] = Counter()

    def begin_again(self) -> None:
        """What comes is the same call as before, from its first question on."""
        self._heard.clear()

    def next_told(self, task: str) -> Told:
        """The honest answer to the next question of this task; nothing where none was asked."""
        told = self.told.get(task, [])
        self._heard[task] += 1
        return told[min(self._heard[task], len(told)) - 1] if told else Told({}, b"")

    def _worker(self, role: Role) -> Any:
        return _Liar(self)

    def _discard(self, role: Role) -> None:
        """There is no process to end."""


def places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Ways to every value within: keys and numbers; of a list only to the first."""
    found = [way] if way else []
    if isinstance(value, dict):
        for key, each in value.items():
            found += places(each, (*way, key))
    elif isinstance(value, list) and value:
        found += places(value[0], (*way, 0))
    return found


def changed(value: Any, way: tuple[Any, ...], lie: Any) -> Any:
    """The value with a lie in that place."""
    *up, last = way
    holder = value
    try:
        for step in up:
            holder = holder[step]
        if lie is DELETED:
            del holder[last]
        else:
            holder[last] = lie
    except (IndexError, KeyError):
        pass  # a later answer of the same task, which has no such place
    return value
