"""Runs the application of the benchmark over items and counts what becomes of it, and of them."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from tests.benchmarks.hostility.items import Item

ROOT = Path(__file__).parents[3]
CRASHED = "the application ended"


@dataclass
class Outcomes:
    """What a run came to. `results`: one mapping per item; `crashes`: times the application ended before its work
    did, and errors in it that nobody caught; `lost`: pages of the sound document that were not as they were, in
    so many `looks`; `peaks`: bytes in memory and of address space, by role."""

    results: list[dict[str, Any]] = field(default_factory=list)
    crashes: list[str] = field(default_factory=list)
    looks: int = 0
    lost: int = 0
    peaks: dict[str, tuple[int, int]] = field(default_factory=dict)

    def take(self, line: dict[str, Any]) -> None:
        for role, (held, space) in line.get("peaks", {}).items():
            before = self.peaks.get(role, (0, 0))
            self.peaks[role] = max(held, before[0]), max(space, before[1])
        if "sound" in line:
            self.looks += 1
            self.lost += line["sound"]
        elif "outcome" in line:
            self.results.append(line)
            self.crashes += [f"{line['name']}: {bug}" for bug in line["bugs"]]


def drive(
    items: Sequence[Item], shared: Path | None, seed: int, on_result: Callable[[int], None]
) -> Outcomes:
    """Every item once; an application that ends is started again behind the items it was at. `on_result` hears how
    many are done."""
    outcomes = Outcomes()
    waiting = list(items)
    while waiting:
        at_hand = _run(waiting, shared, seed, outcomes, lambda: on_result(len(outcomes.results)))
        if at_hand is None:
            break
        for item in at_hand:
            ended = {"item": item.to_json(), "name": item.name, "outcome": CRASHED, "seconds": 0.0}
            outcomes.results.append(ended)
        done = {Item.from_json(line["item"]).key for line in outcomes.results}
        waiting = [item for item in waiting if item.key not in done]
    return outcomes


def _run(
    items: Sequence[Item], shared: Path | None, seed: int, outcomes: Outcomes, on_result: Callable[[], None]
) -> list[Item] | None:
    """None when all was done, else what the application was at when it ended."""
    program = [sys.executable, "-m", "tests.benchmarks.hostility.app", str(shared or ""), str(seed)]
    with subprocess.Popen(program, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as application:
        assert application.stdin and application.stdout
        lines = [json.dumps(item.to_json()).encode() + b"\n" for item in items]
        begun: dict[str, Item] = {}
        feeding = threading.Thread(target=_feed, args=(application.stdin, lines))
        feeding.start()
        for line in map(json.loads, application.stdout):
            if line.get("begun"):
                item = Item.from_json(line["item"])
                begun[item.key] = item
            elif "outcome" in line:
                begun.pop(Item.from_json(line["item"]).key, None)
                outcomes.take(line)
                on_result()
            else:
                outcomes.take(line)
        feeding.join()
    if application.returncode == 0:
        return None
    outcomes.crashes.append(
        f"{CRASHED} with {application.returncode} at {', '.join(each.name for each in begun.values()) or 'nothing'}"
    )
    return list(begun.values()) or list(items)


def _feed(standard_input: IO[bytes], lines: Sequence[bytes]) -> None:
    try:
        with standard_input:
            standard_input.writelines(lines)
    except BrokenPipeError:
        return
