"""Figures: what was measured, what it must reach, and the table of them."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`reached` as it is shown. `ok`: None for what is printed only."""

    measure: str
    must: str
    reached: str
    ok: bool | None = None

    @property
    def verdict(self) -> str:
        return {None: "", True: "ok", False: "MISSED"}[self.ok]


def at_most(
    measure: str,
    limits: Sequence[float],
    values: Sequence[float],
    others: str = "",
    unit: str = " %",
    digits: int = 2,
) -> Figure:
    """Every value within its limit. `others`: what is told beside them."""
    must = " / ".join(f"≤ {limit:g}{unit}" for limit in limits)
    reached = " / ".join(f"{value:.{digits}f}{unit}" for value in values)
    ok = all(value <= limit for value, limit in zip(values, limits, strict=True))
    return Figure(measure, must, f"{reached}{others}", ok)


def at_least(measure: str, limit: float, value: float, unit: str = " ×", others: str = "") -> Figure:
    """A value that is not below its limit."""
    return Figure(measure, f"≥ {limit:g}{unit}", f"{value:.2f}{unit}{others}", value >= limit)


def printed(measure: str, reached: str) -> Figure:
    """A figure that is told and not judged."""
    return Figure(measure, "printed", reached)


def table(figures: Sequence[Figure]) -> str:
    """All figures below each other."""
    head = ("measure", "must reach", "reached", "")
    rows = [head, *((each.measure, each.must, each.reached, each.verdict) for each in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(line.rstrip() for line in lines)
