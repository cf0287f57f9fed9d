"""What happens to the pages of the reading benchmark: the kinds, and the ranges drawn from for each page.

The README shows this table: `python -m tests.benchmarks.corpus.degradations` prints it, and a test compares.
"""

import sys
from dataclasses import dataclass
from typing import Literal

import numpy as np

from workstation.demo.scan import Recipe

Range = tuple[float, float]
Holds = Literal["text", "table", "stamps", "table alone", "stamps alone"]
QUARTER_TURNS = (90, 180, 270)


@dataclass(frozen=True, slots=True)
class Degradation:
    """One kind of page.

    `share`: of a hundred pages. `clean`: a careful office would call it a good scan. `points`: size of
    the print. `lean`: degrees at most (at least three tenths of it). `bend`: share of the width by which corners
    wander. `blur`: sigma in pixels. `noise`: sigma in grey levels. `specks`: grains of dust. `shade`: of uneven light.
    `fade`: how far ink is moved towards pale paper (0.45: contrast 0.55). `edge`: a dark strip at a side. `fax`: one
    bit a dot, coarse lines. `quality`: of the JPEG. `holds`: what must stand on the page.
    """

    name: str
    share: int
    clean: bool
    dpi: int
    points: Range
    lean: float
    blur: Range
    noise: Range
    fade: Range
    specks: Range
    shade: Range
    bend: Range = (0.0, 0.0)
    quality: Range = (60, 80)
    colour: bool = False
    edge: bool = False
    fax: bool = False
    turned: bool = False
    holds: Holds = "text"

    def recipe(self, random: np.random.Generator) -> Recipe:
        """The faults of one page."""

        def drawn(within: Range) -> float:
            return float(random.uniform(*within))

        return Recipe(
            dpi=self.dpi,
            colour=self.colour,
            skew=self.lean,
            bend=drawn(self.bend),
            blur=drawn(self.blur),
            noise=drawn(self.noise),
            specks=round(drawn(self.specks)),
            shade=drawn(self.shade),
            fade=drawn(self.fade),
            edge=self.edge,
            fax=self.fax,
            quality=round(drawn(self.quality)),
        )


NORMAL, SMALL = (9.0, 11.0), (7.8, 8.2)

# fmt: off
DEGRADATIONS = (
    Degradation("clean", 23, True, 300, NORMAL, 0.2, (0.35, 0.55), (0.5, 2), (0, 0.03), (0, 6), (0, 0.02)),
    Degradation("office", 13, True, 200, NORMAL, 0.8, (0.35, 0.5), (1, 3), (0, 0.08), (5, 40), (0, 0.04), edge=True),
    Degradation("colour", 6, True, 300, NORMAL, 0.8, (0.45, 0.65), (1, 3), (0, 0.08), (5, 40), (0, 0.04), edge=True,
                colour=True),
    Degradation("table", 4, True, 300, NORMAL, 0.8, (0.45, 0.65), (1, 3), (0, 0.08), (5, 40), (0, 0.04), edge=True,
                holds="table"),
    Degradation("skewed", 3, True, 300, NORMAL, 4.0, (0.35, 0.55), (0.5, 2), (0, 0.03), (0, 6), (0, 0.02)),
    Degradation("turned", 3, True, 200, NORMAL, 0.8, (0.35, 0.5), (1, 3), (0, 0.08), (5, 40), (0, 0.04), turned=True),
    Degradation("small", 9, True, 300, SMALL, 0.4, (0.35, 0.55), (0.5, 2), (0, 0.03), (0, 6), (0, 0.02)),
    Degradation("small-200", 4, False, 200, SMALL, 0.8, (0.35, 0.5), (1, 3), (0, 0.08), (5, 40), (0, 0.04)),
    Degradation("stamped", 3, False, 300, NORMAL, 0.8, (0.45, 0.65), (1, 3), (0, 0.08), (5, 40), (0, 0.04), edge=True,
                colour=True, holds="stamps"),
    Degradation("copy", 16, False, 300, NORMAL, 1.8, (1.5, 1.9), (19, 23), (0.45, 0.55), (40, 250), (0.02, 0.08),
                quality=(78, 90), edge=True),
    Degradation("worn", 6, False, 200, NORMAL, 1.9, (0.6, 0.9), (4, 8), (0.25, 0.45), (60, 200), (0.05, 0.12),
                (0.001, 0.003), edge=True),
    Degradation("fax", 4, False, 200, NORMAL, 0.6, (0.4, 0.6), (6, 14), (0, 0.05), (120, 350), (0, 0.03), fax=True),
    Degradation("phone", 6, False, 300, NORMAL, 1.5, (0.9, 1.5), (3, 7), (0, 0.1), (0, 0), (0.2, 0.4), (0.01, 0.025),
                colour=True),
)

# Pages that are hard to tell which way up they lie: only among those that are read in every quarter turn.
LYING = (
    Degradation("table-only", 15, False, 200, NORMAL, 0.8, (0.35, 0.5), (1, 3), (0, 0.08), (5, 40), (0, 0.04),
                edge=True, holds="table alone"),
    Degradation("stamp-only", 15, False, 200, NORMAL, 0.8, (0.35, 0.5), (1, 3), (0, 0.08), (5, 40), (0, 0.04),
                colour=True, holds="stamps alone"),
    Degradation("faint", 15, False, 300, NORMAL, 1.2, (0.8, 1.3), (8, 14), (0.55, 0.68), (20, 100), (0.02, 0.08)),
)
# fmt: on
BY_NAME = {kind.name: kind for kind in (*DEGRADATIONS, *LYING)}

_HELD = {
    "table": "with a table",
    "stamps": "1 to 3 stamps on the text",
    "table alone": "tables and nothing else",
    "stamps alone": "1 to 3 stamps and nothing else",
}
_COLUMNS = ("kind", "pages in 100", "dpi", "print, pt", "lean ≤ °", "blur σ px", "noise σ", "fade")
_MORE = ("specks", "shade", "bend", "JPEG", "besides")


def readme_table() -> str:
    """The table as it stands in the README."""
    head = (*_COLUMNS, *_MORE)
    rows = [head, ("---",) * len(head), *map(_row, DEGRADATIONS), *map(_row, LYING)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _row(kind: Degradation) -> tuple[str, ...]:
    besides = [
        name
        for name, holds in (
            ("good scan", kind.clean),
            ("colour", kind.colour),
            ("dark edge", kind.edge),
            ("one bit", kind.fax),
            ("a quarter turn", kind.turned),
            (_HELD.get(kind.holds, ""), kind.holds != "text"),
            ("only in every quarter turn", kind in LYING),
        )
        if holds
    ]
    ranges = (kind.blur, kind.noise, kind.fade, kind.specks, kind.shade, kind.bend)
    quality = "none" if kind.fax else _shown(kind.quality)
    shown = (_shown(kind.points), f"{kind.lean:g}", *map(_shown, ranges), quality, ", ".join(besides) or "–")
    return (kind.name, str(kind.share), str(kind.dpi), *shown)


def _shown(within: Range) -> str:
    low, high = within
    return f"{low:g}" if low == high else f"{low:g}–{high:g}"


if __name__ == "__main__":
    sys.stdout.write(readme_table() + "\n")
