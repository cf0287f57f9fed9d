"""Minutes of work at the window: scrolling, zooming, tabs, cases, while fifty files come in and pages are read."""

import itertools
import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.benchmarks.measuring.figures import Figure, at_most, printed
from tests.benchmarks.measuring.heart import Stretch, percentile
from tests.benchmarks.measuring.sitting import Sitting

LONGEST_MS, USUAL_MS = 50.0, 16.0
DROPS = 5
STEP_SECONDS = 1 / 60
TABS = ("timeline", "suitability", "discussion", "history", "findings")


class Work:
    """One act after the other, each named in the heart's `during`."""

    def __init__(self, sitting: Sitting, waiting: Sequence[Path]) -> None:
        self._sitting = sitting
        self._waiting = list(waiting)
        self._files = len(waiting)
        self._chance = random.Random(7)
        self._acts: tuple[tuple[str, Callable[[], None]], ...] = (
            ("scrolling", self._scroll),
            ("zooming", self._zoom),
            ("turning pages", self._turn),
            ("jumping", self._jump),
            ("switching tabs", self._tabs),
            ("opening another case", self._case),
        )

    def go_on(self, seconds: float) -> Stretch:
        """Work for so long; how the GUI thread did in that time."""
        sitting, begun = self._sitting, time.monotonic()
        stretch = sitting.heart.since_here()
        end, drop_every = begun + seconds, seconds / (DROPS + 1)
        drops = 0
        for name, act in itertools.cycle(self._acts):
            now = time.monotonic()
            if now > end:
                break
            if drops < DROPS and now - begun > drops * drop_every:
                drops += 1
                self._drop()
            sitting.heart.during = name
            act()
        return stretch

    def _drop(self) -> None:
        """Some of the files fall on the case."""
        many = -(-self._files // DROPS)
        files, self._waiting = self._waiting[:many], self._waiting[many:]
        self._sitting.heart.during = "dropping files"
        self._sitting.person.hands.drop(self._sitting.desk, files)

    def _scroll(self) -> None:
        self._sitting.to_page()
        for _ in range(120):
            self._sitting.wheel(self._chance.choice((-120, -60, -60, 60)))
            self._sitting.rest(STEP_SECONDS)

    def _zoom(self) -> None:
        self._sitting.to_page()
        for angle in (120, 120, 120, -120, -120, -120, -120):
            self._sitting.wheel(angle, control=True)
            self._sitting.rest(0.2)
        self._sitting.press("2")
        self._sitting.rest(0.3)

    def _turn(self) -> None:
        self._sitting.to_page()
        for key in ("PgDown", "PgDown", "PgUp", "PgDown", "PgDown"):
            self._sitting.press(key)
            self._sitting.rest(0.4)

    def _jump(self) -> None:
        pages = len(self._sitting.desk.pages.canvas.pages)
        for _ in range(3):
            self._sitting.go_to_page(self._chance.randint(1, max(1, pages)))
            self._sitting.press("Return")
            self._sitting.rest(0.5)

    def _tabs(self) -> None:
        for key in TABS:
            self._sitting.person.show_tab(key)
            self._sitting.rest(0.3)

    def _case(self) -> None:
        """To the next case and back, so that the files go on coming into the same one."""
        self._sitting.press("Ctrl+PgUp")
        self._sitting.rest(1.0)
        self._sitting.press("Ctrl+PgDown")
        self._sitting.rest(1.0)


def work(sitting: Sitting, number: str, waiting: Sequence[Path], minutes: float) -> Iterator[Figure]:
    """The gaps of the GUI thread in minutes of work on a case."""
    sitting.open(number)
    sitting.rest(1.0)
    stretch = Work(sitting, waiting).go_on(minutes * 60)
    took = [gap.milliseconds for gap in stretch.gaps]
    own = [gap.own for gap in stretch.gaps]
    ran = [gap.computing for gap in stretch.gaps]
    over = sum(gap > LONGEST_MS for gap in took)
    yield at_most(
        f"GUI thread in {minutes:g} minutes of work, {len(waiting)} files imported: longest gap / p99",
        (LONGEST_MS, USUAL_MS),
        (max(took), percentile(took, 0.99)),
        f" ({over} gaps over {LONGEST_MS:g} ms; without waits for a core {max(own):.0f} / {percentile(own, 0.99):.0f}, "
        f"computing {max(ran):.0f} / {percentile(ran, 0.99):.0f})",
        unit=" ms",
        digits=0,
    )
    longest = max(stretch.pauses, default=0.0)
    yield printed("longest garbage collection in that time", f"{longest:.0f} ms")
