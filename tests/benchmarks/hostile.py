"""./run bench hostile [DIR …] [--quick] [--seed N]: files and acts that mean harm, and what becomes of them.

Opens every PDF of the shared folder and every file of each DIR, tries forbidden acts inside real workers, and opens
thousands of spoiled files while a sound document lies open in the same workers. Prints one table; exits 1 where a
figure is missed.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.benchmarks.hostility import items, verdict
from tests.benchmarks.hostility.bases import bases
from tests.benchmarks.hostility.driving import CRASHED, Outcomes, drive
from tests.benchmarks.hostility.mutations import mutated
from tests.benchmarks.hostility.tempting import KINDS, Tried, try_all
from tests.benchmarks.hostility.verdict import Figure
from workstation.commands.console import table

ROOT = Path(__file__).parents[2]
SPOILED, SPOILED_QUICKLY = 3_000, 300
FIRST_PAGES = 2
READ_EVERY = 10
COSTLY = ("died", "timed_out", "lied", CRASHED, "bug")


def shared_folder() -> Path | None:
    """Where test files lie that nobody here wrote: as named, else beside the checkout."""
    named = os.environ.get("WORKSTATION_TEST_DATA")
    folder = Path(named) if named else ROOT.parent / "shared" / "data"
    return folder if folder.is_dir() else None


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, judge."""
    asked = _parser().parse_args(arguments)
    shared, started = shared_folder(), time.monotonic()
    figures: list[Figure] = []
    runs: list[Outcomes] = []
    tried = try_all()
    _say(*_acts_by_name(tried))
    figures += verdict.of_acts(tried)
    count = SPOILED_QUICKLY if asked.quick else SPOILED
    for what, chosen in _parts(shared, asked.folders, count):
        outcomes = drive(chosen, shared, asked.seed, _counter(what, len(chosen)))
        runs.append(outcomes)
        _say("", f"{what}:", *verdict.outcomes_table(outcomes), "", *verdict.slowest_table(outcomes))
        _say(*outcomes.crashes)
        figures += verdict.of_files(what, outcomes)
        if asked.keep:
            _keep(asked.keep, outcomes, shared, asked.seed)
    figures += verdict.of_memory(runs)
    _say("", *table([["measure", "found", "must be", ""], *(figure.row for figure in figures)]))
    missed = sum(not figure.is_reached for figure in figures)
    _say(
        "",
        f"{missed} of {len(figures)} figures missed; seed {asked.seed}; {time.monotonic() - started:.0f} s",
    )
    return 1 if missed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="run bench hostile", description=__doc__)
    parser.add_argument("folders", type=Path, nargs="*", metavar="DIR", help="further files to open")
    parser.add_argument(
        "--quick", action="store_true", help=f"{SPOILED_QUICKLY} spoiled files, not {SPOILED}"
    )
    parser.add_argument("--seed", type=int, default=20_261_124, help="which spoiled files")
    parser.add_argument(
        "--keep", type=Path, metavar="OUT", help="write spoiled files that cost a worker there"
    )
    return parser


def _keep(folder: Path, outcomes: Outcomes, shared: Path | None, seed: int) -> None:
    """The files for which a worker died, hung or was not believed, to be looked at."""
    folder.mkdir(parents=True, exist_ok=True)
    sound = bases(shared)
    for line in outcomes.results:
        number, ends = line["item"]["number"], {line["outcome"], *line.get("problems", ())}
        if number >= 0 and any(end.endswith(COSTLY) for end in ends):
            name, data = mutated(sound, number, seed)
            (folder / name).write_bytes(data)


def _parts(
    shared: Path | None, folders: Sequence[Path], count: int
) -> Iterator[tuple[str, Sequence[items.Item]]]:
    if shared is not None:
        yield "PDFs of the shared folder", list(items.of_manifest(shared, FIRST_PAGES))
    for folder in folders:
        yield f"files in {folder.name}", list(items.of_folder(folder, FIRST_PAGES))
    yield "spoiled files", list(items.spoiled(count, READ_EVERY))


def _acts_by_name(tried: Sequence[Tried]) -> list[str]:
    head = ["act", *KINDS.values(), "outside"]
    return table(
        [head, *([each.act, *(each.inside[role] for role in KINDS), each.outside] for each in tried)]
    )


def _counter(what: str, total: int) -> Callable[[int], None]:
    def count(done: int) -> None:
        if done % 100 == 0 or done == total:
            sys.stderr.write(f"{what}: {done} of {total}\n")

    return count


def _say(*lines: str) -> None:
    for line in lines:
        sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
