"""The application of the benchmark: the real window on a workspace, in a process of its own.

`python -m tests.benchmarks.measuring.window ORDERS`: does what the orders (JSON) say, and writes into their `out` the
figures, where the GUI thread was in its long gaps, and what broke off.
"""

import faulthandler
import json
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.benchmarks.measuring import finding, other_viewer, turning, working
from tests.benchmarks.measuring.eye import Eye
from tests.benchmarks.measuring.figures import Figure
from tests.benchmarks.measuring.heart import Heart, told_places
from tests.benchmarks.measuring.sitting import LOGIN, Sitting
from tests.benchmarks.measuring.turning import Amount
from workstation.app import Composition, application, load_screens, start_log
from workstation.settings import Settings
from workstation.tour.hands import StuckError
from workstation.tour.person import Person

SIZE = (1920, 1040)
FIRST_CASE = "LY-0147"
ORDER = ("opening", "turning", "scrolling", "memory", "cases", "work", "viewer", "finding")


@dataclass(frozen=True)
class Orders:
    """What to do: `parts` of `ORDER`, on the workspace in a folder; where to write."""

    workspace: str
    password: str
    many: str
    heavy: str
    heavy_file: str
    waiting: tuple[str, ...]
    parts: tuple[str, ...]
    minutes: float
    amount: Amount
    out: str


def measure(sitting: Sitting, orders: Orders) -> Iterator[Figure]:
    """The figures of the parts asked for; a part that breaks off is a figure missed."""
    amount, waiting = orders.amount, [Path(name) for name in orders.waiting]
    parts: dict[str, Callable[[], Iterable[Figure]]] = {
        "opening": lambda: turning.open_many(sitting, orders.many),
        "turning": lambda: turning.turn_pages(sitting, orders.heavy, amount),
        "scrolling": lambda: turning.scroll(sitting, orders.many, amount),
        "memory": lambda: turning.scroll_end_to_end(sitting, orders.many),
        "cases": lambda: turning.next_cases(sitting, amount),
        "work": lambda: working.work(sitting, orders.heavy, waiting, orders.minutes),
        "viewer": lambda: other_viewer.run(sitting, orders.heavy_file, amount),
        "finding": lambda: finding.run(amount.found),
    }
    for part in ORDER:
        if part not in orders.parts:
            continue
        sitting.heart.during = part
        try:
            yield from parts[part]()
        except (StuckError, RuntimeError) as problem:
            yield Figure(part, "", f"broke off: {problem}", ok=False)


def _come_in(sitting: Sitting, password: str) -> None:
    """Through the door, and one case opened, as on any day before the first figure."""
    sitting.heart.during = "coming in"
    sitting.person.sign_in(LOGIN, password)
    sitting.heart.during = "opening the first case"
    sitting.open(FIRST_CASE)
    sitting.rest(2.0)


def main(orders_file: str) -> None:
    faulthandler.enable()
    given = json.loads(Path(orders_file).read_text(encoding="utf-8"))
    orders = Orders(**{**given, "amount": Amount(**given["amount"])})
    app = application(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    start_log(Path(orders.out).parent)
    eye, heart = Eye(), Heart()
    with Composition(app, Path(orders.workspace), Settings(language="en", scheme="light")) as composed:
        composed.window.resize(*SIZE)
        composed.window.show()
        composed.window.activateWindow()
        threading.Thread(target=load_screens, name="screens").start()
        sitting = Sitting(Person(composed.window), eye, heart)
        heart.start()
        figures: list[Figure] = []
        try:
            _come_in(sitting, orders.password)
            for figure in measure(sitting, orders):
                figures.append(figure)
        finally:
            heart.stop()
            told = {
                "figures": [asdict(figure) for figure in figures],
                "platform": app.platformName(),
                "places": told_places(
                    [gap for gap in heart.gaps if gap.during != "finding"], working.LONGEST_MS
                ),
            }
            Path(orders.out).write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
