"""The table of the benchmark: what was measured, what must be reached, and whether it was."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.benchmarks.hostility.driving import Outcomes
from tests.benchmarks.hostility.tempting import KINDS, Tried
from workstation.commands.console import table

LATEST_SECONDS = 15.0
MOST_BYTES = 2 << 30
ALIVE = ("pages", "pages, some lost", "files within", "reading.needs_password", "reading.wrong_password")
SLOWEST = 6


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table."""

    measure: str
    found: str
    must: str
    is_reached: bool

    @property
    def row(self) -> list[str]:
        return [self.measure, self.found, self.must, "reached" if self.is_reached else "MISSED"]


def none_of(measure: str, count: int, of: int) -> Figure:
    return Figure(measure, f"{count} of {of}", "0", count == 0 and of > 0)


def of_files(what: str, outcomes: Outcomes) -> Iterator[Figure]:
    """Crashes, lateness and the sound document."""
    results = outcomes.results
    late = [line for line in results if line["seconds"] > LATEST_SECONDS]
    yield none_of(f"{what}: application or parent crashes", len(outcomes.crashes), len(results))
    yield none_of(f"{what}: nothing said within {LATEST_SECONDS:.0f} s", len(late), len(results))
    looked = 4 * outcomes.looks
    yield none_of(f"{what}: pages of the sound document lost", outcomes.lost, looked)


def of_memory(all_outcomes: Sequence[Outcomes]) -> Iterator[Figure]:
    """The most of any worker of each role, in memory and of address space."""
    for role in sorted({role for outcomes in all_outcomes for role in outcomes.peaks}):
        peaks = [outcomes.peaks[role] for outcomes in all_outcomes if role in outcomes.peaks]
        held, space = (max(each[place] for each in peaks) for place in (0, 1))
        found = f"{held / 2**30:.2f} GiB, {space / 2**30:.2f} GiB"
        yield Figure(
            f"memory and address space at most: {role}", found, "2 GiB", max(held, space) <= MOST_BYTES
        )


def of_acts(tried: Sequence[Tried]) -> Iterator[Figure]:
    """One line for each group of acts: how many of them each kind of worker refused."""
    for group in dict.fromkeys(each.group for each in tried):
        own = [each for each in tried if each.group == group]
        refused = {
            kind: sum(not each.inside[role].startswith("done") for each in own)
            for role, kind in KINDS.items()
        }
        possible = sum(each.is_possible for each in own)
        found = ", ".join(str(count) for count in refused.values()) + f" of {len(own)}; {possible} outside"
        yield Figure(
            f"refused: {group}", found, "all; all done outside", all(each.is_refused for each in own)
        )


def outcomes_table(outcomes: Outcomes) -> list[str]:
    """How often what became of a file, and how it went on."""
    counted = Counter(line["outcome"] for line in outcomes.results)
    rows = [["became of it", "files"], *([name, str(count)] for name, count in counted.most_common())]
    later = Counter(problem for line in outcomes.results for problem in line.get("problems", ()))
    if later:
        rows += [["— and on the way", ""], *([name, str(count)] for name, count in later.most_common())]
    totals = [sum(line.get(name, 0) for line in outcomes.results) for name in ("pages", "rendered", "read")]
    return [*table(rows), "", f"{totals[0]} pages, {totals[1]} drawn for the screen, {totals[2]} read"]


def slowest_table(outcomes: Outcomes) -> list[str]:
    """The files that took longest until something was said of them."""
    slowest = sorted(outcomes.results, key=lambda line: -line["seconds"])[:SLOWEST]
    return table(
        [
            ["slowest", "seconds", ""],
            *([line["name"], f"{line['seconds']:.1f}", line["outcome"]] for line in slowest),
        ]
    )
