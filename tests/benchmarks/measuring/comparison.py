"""The same pages read by several programs in the same run, in turn by small batches, and what came of it."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from statistics import fmean, median

from tests.benchmarks.corpus.pages import MadePage
from tests.benchmarks.measuring.costs import Cost, measured
from tests.benchmarks.measuring.errors import page_error, spaced_text
from tests.benchmarks.measuring.programs import Program, Read
from tests.benchmarks.measuring.tokens import decisive, read_exactly

BATCH = 10


def batches(pages: Sequence[MadePage], size: int = BATCH) -> Iterator[Sequence[MadePage]]:
    for start in range(0, len(pages), size):
        yield pages[start : start + size]


def told(line: str) -> None:
    """Progress, beside the table."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


@dataclass(frozen=True)
class Result:
    """A page, what a program read of it, and its share of the wall time of its batch."""

    page: MadePage
    read: Read
    wall: float

    @cached_property
    def error(self) -> float:
        """Characters wrong, per hundred."""
        return page_error(self.read.words, self.page)


@dataclass
class Record:
    """What one program did with all pages."""

    results: list[Result] = field(default_factory=list)
    cost: Cost = field(default_factory=Cost)

    def add(self, pages: Sequence[MadePage], reads: Sequence[Read], cost: Cost) -> None:
        """A page's share of its batch's wall time: as its own time has, or the same for all where that is unknown."""
        self.cost.add(cost)
        whole = sum(read.seconds for read in reads)
        for page, read in zip(pages, reads, strict=True):
            share = read.seconds / whole if whole else 1 / len(pages)
            self.results.append(Result(page, read, share * cost.wall))

    @property
    def errors(self) -> list[float]:
        return [result.error for result in self.results]

    @property
    def mean(self) -> float:
        return fmean(self.errors)

    @property
    def median(self) -> float:
        return median(self.errors)

    def share(self, of: Callable[[float], bool]) -> float:
        """Per hundred, the pages whose error is so."""
        return 100.0 * sum(map(of, self.errors)) / len(self.results)

    def tokens(self, clean: bool | None = None) -> float:
        """Decisive tokens read exactly, per hundred; on good scans (True), on bad ones (False) or on all."""
        wanted = read = 0
        for result in self.results:
            if clean is None or result.page.is_clean == clean:
                tokens = decisive(result.page.truth.text)
                wanted += tokens.total()
                read += read_exactly(tokens, spaced_text(result.read.words, result.page))
        return 100.0 * read / wanted if wanted else 100.0

    @property
    def per_minute(self) -> float:
        return 60.0 * len(self.results) / self.cost.wall

    @property
    def cpu_per_page(self) -> float:
        return self.cost.cpu / len(self.results)

    def wall_of(self, slugs: Iterable[str]) -> float:
        """Wall time of some pages by their names."""
        chosen = set(slugs)
        return sum(result.wall for result in self.results if result.page.name.slug in chosen)

    def by_kind(self) -> dict[str, float]:
        """Mean error of each kind of page."""
        errors: dict[str, list[float]] = {}
        for result in self.results:
            errors.setdefault(result.page.name.kind, []).append(result.error)
        return {kind: fmean(each) for kind, each in errors.items()}


def compared(programs: Sequence[Program], pages: Sequence[MadePage], language: str) -> dict[str, Record]:
    """Every program reads every page; who begins changes with each batch."""
    records = {program.name: Record() for program in programs}
    for number, batch in enumerate(batches(pages)):
        first = number % len(programs)
        for program in (*programs[first:], *programs[:first]):
            program.prepare([page.path for page in batch], language)
            with measured() as cost:
                reads = program.read()
            records[program.name].add(batch, reads, cost)
        shown = ", ".join(
            f"{name} {record.mean:.2f} % {record.per_minute:.1f}/min {record.cpu_per_page:.2f} CPU s"
            for name, record in records.items()
        )
        told(f"{language}: {len(records[programs[0].name].results)} of {len(pages)} pages; {shown}")
    return records
