"""Forbidden acts, tried by a crafted task inside a real worker of each kind, and once outside as a control."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.reading import forbidden
from tests.reading.acts import GROUPS, Scene
from workstation.reading import TesseractInstall
from workstation.reading.crew import CANVAS_BYTES
from workstation.reading.source import Canvas
from workstation.reading.worker import Role, Worker

KINDS = {Role.SCREEN: "page worker", Role.PAGE: "page worker that reads", Role.TEXT: "text worker"}
DONE = "done"


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of an act: in each kind of worker, and outside."""

    group: str
    act: str
    inside: dict[Role, str]
    outside: str

    @property
    def is_refused(self) -> bool:
        """In every worker; a control that fails proves nothing."""
        return self.is_possible and not any(each.startswith(DONE) for each in self.inside.values())

    @property
    def is_possible(self) -> bool:
        return self.outside == DONE


def try_all() -> Sequence[Tried]:
    """Every act."""
    workers = _Workers()
    try:
        with tempfile.TemporaryDirectory() as folder, forbidden.prepared(Path(folder)) as scene:
            return [
                Tried(
                    group,
                    act.__name__,
                    workers.tempt(act.__name__, scene),
                    forbidden.outside(act.__name__, scene),
                )
                for group, acts in GROUPS.items()
                for act in acts
            ]
    finally:
        workers.close()


class _Workers:
    """One of each kind, another when it is gone."""

    def __init__(self) -> None:
        self._canvas = Canvas(CANVAS_BYTES)
        self._tesseract = TesseractInstall.find()
        self._workers: dict[Role, Worker] = {}

    def tempt(self, act: str, scene: Scene) -> dict[Role, str]:
        return {role: forbidden.within(self._worker(role), act, scene) for role in KINDS}

    def _worker(self, role: Role) -> Worker:
        worker = self._workers.get(role)
        if worker is None or not worker.is_alive:
            worker = Worker(role, self._canvas, 0, self._tesseract, "tests.reading.forbidden")
            worker.make_ready()
            self._workers[role] = worker
        return worker

    def close(self) -> None:
        for worker in self._workers.values():
            worker.close()
        self._canvas.close()
