"""How the reader does on the tuning pages, kind by kind: `python -m tests.benchmarks.corpus.tune [--kind K …]`.

Pages go straight into a ReadingPool: no store, no other program. The seeds are not those of the benchmark's figures.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from statistics import fmean, median

from tests.benchmarks.corpus.degradations import BY_NAME
from tests.benchmarks.corpus.pages import LANGUAGES, MadePage, make_pages, page_names
from tests.benchmarks.measuring.errors import Seen, page_error, page_text
from tests.benchmarks.measuring.programs import WORKERS, settled
from workstation.reading import Engine, PageReading, ReadingPool, SourceFile

Read = tuple[MadePage, PageReading]


def read(pages: Sequence[MadePage], engines: Sequence[Engine]) -> list[Read]:
    with ReadingPool(reading_workers=WORKERS) as pool:
        futures = []
        for page in pages:
            with SourceFile(page.path.read_bytes(), page.path.name) as source:
                futures.append(pool.read_page(source, 0, engines=engines))
        readings = [settled(future) for future in futures]
    lost = [page.name.slug for page, reading in zip(pages, readings, strict=True) if reading is None]
    if lost:
        sys.stdout.write(f"could not be read: {', '.join(lost)}\n")
    return [(page, reading) for page, reading in zip(pages, readings, strict=True) if reading is not None]


def error(page: MadePage, reading: PageReading) -> float:
    return page_error([Seen.at(word.text, word.quad) for word in reading.words], page)


def lines(done: Sequence[Read], texts: bool) -> list[str]:
    """One line for each kind and one for all, and with `texts` what was read beside what stands there."""
    told = [
        f"{'kind':10} {'pages':>5} {'mean':>6} {'median':>6} {'worst':>6} {'CPU s':>6}  engines, turns, steps"
    ]
    kinds = list(dict.fromkeys(page.name.kind for page, _ in done))
    for kind in kinds:
        told.append(_line(kind, [each for each in done if each[0].name.kind == kind]))
    told.append(_line("all", done))
    for page, reading in done if texts else ():
        seen = [Seen.at(word.text, word.quad) for word in reading.words]
        told += ["", f"{page.name.slug} {error(page, reading):.2f} %  {page.path}", page.truth.text, "--"]
        told.append(page_text(seen, page))
    return told


def _line(kind: str, done: Sequence[Read]) -> str:
    errors = [error(page, reading) for page, reading in done]
    steps: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for _, reading in done:
        steps.update({step.name: step.cpu_seconds for step in reading.steps})
        words.update(word.engine.value for word in reading.words)
    spent = " ".join(f"{name} {seconds / len(done):.2f}" for name, seconds in steps.most_common())
    shares = " ".join(f"{name} {100 * count / words.total():.0f} %" for name, count in words.most_common())
    wrong = sum((page.turn + reading.turn) % 360 != 0 for page, reading in done)
    cpu = sum(steps.values()) / len(done)
    return (
        f"{kind:10} {len(done):5} {fmean(errors):6.2f} {median(errors):6.2f} {max(errors):6.2f} {cpu:6.2f}"
        f"  {shares}; not upright {wrong}; {spent}"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.corpus.tune", description=__doc__)
    parser.add_argument("--kind", action="append", choices=sorted(BY_NAME), help="these kinds alone")
    parser.add_argument("--language", choices=LANGUAGES, default="en")
    parser.add_argument("--pages", type=int, default=50, help="of all kinds together (50)")
    parser.add_argument("--engine", action="append", choices=["tesseract", "rapidocr"], help="these alone")
    parser.add_argument("--texts", action="store_true", help="what was read, beside what stands there")
    options = parser.parse_args(arguments)
    names = page_names("tuning", options.language, options.pages)
    wanted = [name for name in names if not options.kind or name.kind in options.kind]
    engines = tuple(Engine(name) for name in options.engine or ("tesseract", "rapidocr"))
    done = read(make_pages(wanted), engines)
    sys.stdout.write("\n".join(lines(done, options.texts)) + "\n")


if __name__ == "__main__":
    main()
