"""What a Qt user would pick: QPdfView on the same pages, beside our window that goes on reading."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.measuring.figures import Figure, printed
from tests.benchmarks.measuring.heart import percentile
from tests.benchmarks.measuring.screens import virtual_screen
from tests.benchmarks.measuring.sitting import Sitting
from tests.benchmarks.measuring.turning import Amount

_PROGRAM = Path(__file__).with_name("qpdfview.py")


def run(sitting: Sitting, file: str, amount: Amount) -> Iterator[Figure]:
    """Key press to drawn page, and jump to drawn page, on a screen of its own."""
    python = Path(os.environ["WORKSTATION_PEERS"]) / "bin" / "python"
    sitting.heart.during = "another program runs"
    with virtual_screen() as environment:
        viewer = subprocess.Popen(
            [python, _PROGRAM, file, str(amount.turns), str(amount.jumps)],
            env={name: value for name, value in environment.items() if name != "PYTHONPATH"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        sitting.until(lambda: viewer.poll() is not None, "QPdfView does not come to an end", 600)
        out, told = viewer.communicate()
    if viewer.returncode:
        raise RuntimeError(f"QPdfView ended with {viewer.returncode}: {told.decode()[-2000:]}")
    took = json.loads(out)
    both = " / ".join(f"{percentile(took[name], 0.95):.0f} ms" for name in ("turn", "jump"))
    medians = " / ".join(f"{percentile(took[name], 0.5):.0f}" for name in ("turn", "jump"))
    yield printed(
        "QPdfView, key press to drawn page: neighbour / jump, p95",
        f"{both} (median {medians}; opened {took['open'][0]:.0f} ms)",
    )
