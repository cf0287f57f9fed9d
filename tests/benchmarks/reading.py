"""Reading, measured: `./run bench reading` prints one table and fails where a figure is missed.

Pages are made from the texts of the demo, spoiled as the table in the README says, and kept under `.bench/corpus`.
Ours (a fresh workspace: import, two workers, store), OCRmyPDF and Tesseract read the same pages in turn, ten at a time.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence

from tests.benchmarks.measuring import borders, engines, languages, real, turns
from tests.benchmarks.measuring.figures import Figure, table
from tests.benchmarks.measuring.programs import Programs

PARTS = ("english", "chinese", "turns", "real", "borders", "engines")
_LANGUAGES = {"english": "en", "chinese": "zh"}


def measure(parts: Sequence[str], purpose: str, count: int | None) -> Iterator[Figure]:
    """The figures of some parts, in the order of `PARTS`."""
    spoken = [language for part, language in _LANGUAGES.items() if part in parts]
    if spoken or "real" in parts:
        with Programs() as programs:
            for language in spoken:
                yield from languages.run(programs, purpose, language, count)
            if "real" in parts:
                yield from real.run(programs, real.scans_folder())
    if "turns" in parts:
        yield from turns.run(purpose, count)
    if "borders" in parts:
        yield from borders.run(purpose)
    if "engines" in parts:
        yield from engines.run(purpose, count)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="./run bench reading", description=__doc__)
    parser.add_argument("--tuning", action="store_true", help="the tuning seeds and fewer pages")
    parser.add_argument("--only", action="append", choices=PARTS, help="this part alone; may be given again")
    parser.add_argument("--pages", type=int, help="so many pages of a language, or base pages to turn")
    options = parser.parse_args(arguments)
    purpose = "tuning" if options.tuning else "figures"
    figures: list[Figure] = []
    try:
        figures.extend(measure(options.only or PARTS, purpose, options.pages))
    finally:  # what was measured is told even where a later part breaks off
        sys.stdout.write(table(figures) + "\n")
    return 1 if any(figure.ok is False for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
