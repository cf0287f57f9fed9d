"""The page, measured: `./run bench page` prints one table and fails where a figure is missed.

The real window (door, queue, desk, store, sealed workers, reading) on a virtual screen, driven by key and wheel events;
beside it MuPDF alone, and QPdfView as a program of its own. Files and the workspace are made under `.bench/page`.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks.measuring import rendering, screens, window
from tests.benchmarks.measuring.figures import Figure, printed, table
from tests.benchmarks.measuring.packets_of_scans import Made, made
from tests.benchmarks.measuring.turning import Amount
from tests.benchmarks.measuring.window import Orders

PARTS = ("rendering", *window.ORDER)
ROOT = Path(".bench/page")
MANY, HEAVY, MINUTES, RENDERED = 1000, 80, 5.0, 40
QUICK = Amount(turns=8, jumps=8, scroll_seconds=4.0, cases=5, found=100)
QUICK_MANY, QUICK_HEAVY, QUICK_MINUTES, QUICK_RENDERED = 150, 24, 0.3, 10


def measure(
    parts: Sequence[str], given: Made, minutes: float, amount: Amount, pages: int
) -> Iterator[Figure]:
    """The figures of some parts, in the order of `PARTS`; what is known of long gaps is written as it comes."""
    yield printed("screen, cores", f"{screens.kind()}, {os.cpu_count()}")
    if "rendering" in parts:
        yield from rendering.run(Path(given.heavy_file), pages)
    shown = tuple(part for part in parts if part in window.ORDER)
    if shown:
        yield from _at_the_window(shown, given, minutes, amount)


def _at_the_window(parts: tuple[str, ...], given: Made, minutes: float, amount: Amount) -> Iterator[Figure]:
    """In a process of its own, on a copy of the workspace."""
    with (
        tempfile.TemporaryDirectory(prefix="workstation-bench-") as scratch,
        screens.virtual_screen() as screen,
    ):
        folder, out = Path(scratch) / "workspace", Path(scratch) / "out.json"
        shutil.copytree(given.workspace, folder)
        orders = Orders(
            workspace=str(folder),
            password=given.password,
            many=given.many,
            heavy=given.heavy,
            heavy_file=str(Path(given.heavy_file).absolute()),
            waiting=given.waiting,
            parts=parts,
            minutes=minutes,
            amount=amount,
            out=str(out),
        )
        told = Path(scratch) / "orders.json"
        told.write_text(json.dumps(asdict(orders)), encoding="utf-8")
        environment = {**screen, "XDG_CONFIG_HOME": scratch, "XDG_DATA_HOME": scratch}
        run = subprocess.run([sys.executable, "-m", window.__name__, told], env=environment, check=False)
        if not out.exists():
            yield Figure("window", "", f"it ended with {run.returncode} before it was through", ok=False)
            return
        answer = json.loads(out.read_text(encoding="utf-8"))
    yield from (Figure(**figure) for figure in answer["figures"])
    sys.stdout.write("\n".join(["where the GUI thread was:", *answer["places"], "", ""]))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="./run bench page", description=__doc__)
    parser.add_argument(
        "--minutes", type=float, help=f"so long is worked for the longest gap; {MINUTES:g} by default"
    )
    parser.add_argument("--quick", action="store_true", help="fewer pages, for working on it")
    parser.add_argument("--again", action="store_true", help="on the workspace that was made last time")
    parser.add_argument("--only", action="append", choices=PARTS, help="this part alone; may be given again")
    options = parser.parse_args(arguments)
    quick = options.quick
    minutes = options.minutes or (QUICK_MINUTES if quick else MINUTES)
    many, heavy = (QUICK_MANY, QUICK_HEAVY) if quick else (MANY, HEAVY)
    given = made(ROOT / ("quick" if quick else "full"), many, heavy, options.again)
    figures: list[Figure] = []
    amount, pages = (QUICK, QUICK_RENDERED) if quick else (Amount(), RENDERED)
    try:
        figures.extend(measure(options.only or PARTS, given, minutes, amount, pages))
    finally:  # what was measured is told even where a later part breaks off
        sys.stdout.write(table(figures) + "\n")
    return 1 if any(figure.ok is False for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
