"""Days to pixels: a linear scale with month and year ticks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from workstation.domain.dates import add_months

SMALLEST_TICK = 46.0
STEPS = (1, 2, 3, 4, 6, 12, 24, 60, 120, 600, 1200, 6000)


@dataclass(frozen=True)
class TimeScale:
    """`first` lies at `left`; a day is `px_per_day` wide."""

    first: date
    left: float
    px_per_day: float

    def x(self, day: date) -> float:
        """Where a day begins."""
        return self.left + (day - self.first).days * self.px_per_day

    def ticks(self, last: date) -> Iterator[tuple[date, bool]]:
        """First days of months (every n-th so that names fit), and whether it is a January."""
        # A date with a slip of the pen may lie a thousand years away; it is drawn, not refused.
        fitting = (n for n in STEPS if n * 30.4 * self.px_per_day >= SMALLEST_TICK)
        step = next(fitting, STEPS[-1])
        day = date(self.first.year, 1, 1) if step >= 12 else date(self.first.year, self.first.month, 1)
        while (day.month - 1) % min(step, 12):
            day = add_months(day, 1)
        while day <= last:
            if day >= self.first:
                yield day, day.month == 1
            day = add_months(day, step)
