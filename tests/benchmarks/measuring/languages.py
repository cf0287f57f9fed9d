"""English and Chinese pages: how much is read wrong, and how fast, beside the peers."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from tests.benchmarks.corpus.pages import MadePage, make_pages, page_names
from tests.benchmarks.measuring.comparison import Record, compared
from tests.benchmarks.measuring.figures import Figure, at_least, at_most, printed
from tests.benchmarks.measuring.programs import OcrMyPdf, Ours, Program, Tesseract, kept_second, ran_second

PAGES = {"en": 140, "zh": 60}
TUNING_PAGES = {"en": 40, "zh": 20}
TITLES = {"en": "English", "zh": "Chinese"}
_LOST, _READ = 20.0, 1.0
_MUST_BE_LOST, _MUST_BE_READ = 15.0, 50.0
_CLEAN_TOKENS, _ALL_TOKENS = 99.0, 96.0


def pages_of(purpose: str, language: str, count: int | None) -> list[MadePage]:
    usual = (TUNING_PAGES if purpose == "tuning" else PAGES)[language]
    return make_pages(page_names(purpose, language, count or usual))


def figures(records: Mapping[str, Record], language: str) -> Iterator[Figure]:
    """All figures of a language."""
    ours = records[Ours.name]
    title = TITLES[language]
    yield from _errors(records, language)
    for name, record in records.items():
        clean, every = record.tokens(clean=True), record.tokens()
        measure = f"{title}: decisive tokens exact, good scans / all, {name}"
        if record is ours:
            reached = f"{clean:.2f} % / {every:.2f} %"
            must = f"≥ {_CLEAN_TOKENS:g} % / ≥ {_ALL_TOKENS:g} %"
            yield Figure(measure, must, reached, clean >= _CLEAN_TOKENS and every >= _ALL_TOKENS)
        else:
            yield printed(measure, f"{clean:.2f} % / {every:.2f} %")
    yield from _speeds(records, language)
    yield from _kinds(records, title)
    yield from _engines(ours, title)


def _errors(records: Mapping[str, Record], language: str) -> Iterator[Figure]:
    ours, title = records[Ours.name], TITLES[language]
    peers = [record for name, record in records.items() if name != Ours.name]
    for name, record in records.items():
        if record is not ours:
            yield printed(
                f"{title}: character error, median / mean, {name}",
                f"{record.median:.2f} % / {record.mean:.2f} %",
            )
    if language == "en":
        yield at_most(f"{title}: character error, median / mean, ours", (0.5, 1.5), (ours.median, ours.mean))
        below = all(ours.median < peer.median and ours.mean < peer.mean for peer in peers)
        yield Figure(f"{title}: both below both peers", "below", "below" if below else "not below", below)
        bare = records[Tesseract.name]
        yield at_least(
            f"corpus: Tesseract loses ≥ {_LOST:g} % of a page",
            _MUST_BE_LOST,
            bare.share(lambda error: error >= _LOST),
            " % of pages",
        )
        yield at_least(
            f"corpus: Tesseract loses ≤ {_READ:g} % of a page",
            _MUST_BE_READ,
            bare.share(lambda error: error <= _READ),
            " % of pages",
        )
    else:
        yield at_most(
            f"{title}: character error, mean, ours", (1.5,), (ours.mean,), f" (median {ours.median:.2f} %)"
        )
        below = all(ours.mean < peer.mean for peer in peers)
        yield Figure(f"{title}: mean below both peers", "below", "below" if below else "not below", below)


def _speeds(records: Mapping[str, Record], language: str) -> Iterator[Figure]:
    ours, ocrmypdf, bare = records[Ours.name], records[OcrMyPdf.name], records[Tesseract.name]
    title = TITLES[language]
    for name, record in records.items():
        yield printed(
            f"{title}: pages a minute, CPU s a page, {name}",
            f"{record.per_minute:.1f} / {record.cpu_per_page:.2f} s",
        )
    yield at_least(
        f"{title}: pages a minute, ours to {OcrMyPdf.name}",
        3.0 if language == "en" else 0.5,
        ours.per_minute / ocrmypdf.per_minute,
        others=f" (CPU {ocrmypdf.cpu_per_page / ours.cpu_per_page:.2f} ×)",
    )
    if language != "en":
        return
    yield at_least(
        f"{title}: pages a minute, ours to {Tesseract.name}, all pages",
        0.9,
        ours.per_minute / bare.per_minute,
        others=f" (CPU {bare.cpu_per_page / ours.cpu_per_page:.2f} ×)",
    )
    yield _without_second(ours, bare, title)


def _without_second(ours: Record, bare: Record, title: str) -> Figure:
    """Pages of which no word is the second engine's; what it cost to ask it in vain counts."""
    alone = [each.page.name.slug for each in ours.results if not kept_second(each.read)]
    never = sum(not ran_second(each.read) for each in ours.results)
    measure = f"{title}: the same where no word is the second engine's"
    if not alone:
        return Figure(measure, "≥ 1.2 ×", "no such page", False)
    told = f" ({len(alone)} of {len(ours.results)} pages; on {never} it did not run at all)"
    return at_least(measure, 1.2, bare.wall_of(alone) / ours.wall_of(alone), others=told)


def _kinds(records: Mapping[str, Record], title: str) -> Iterator[Figure]:
    kinds = {name: record.by_kind() for name, record in records.items()}
    for kind in next(iter(kinds.values())):
        reached = ", ".join(f"{name} {means[kind]:.2f} %" for name, means in kinds.items())
        yield printed(f"{title}: mean character error, {kind}", reached)


def _engines(ours: Record, title: str) -> Iterator[Figure]:
    """How often each engine won, and what the steps cost."""
    readings = [each.read.reading for each in ours.results if each.read.reading is not None]
    pages = Counter(str(reading.engine) for reading in readings)
    words = Counter(str(word.engine) for reading in readings for word in reading.words)
    yield printed(f"{title}: engine that read most of a page", _counted(pages))
    yield printed(f"{title}: engine of a word", _counted(words))
    steps: dict[str, float] = {}
    for reading in readings:
        for step in reading.steps:
            steps[step.name] = steps.get(step.name, 0.0) + step.cpu_seconds
    shown = sorted(steps.items(), key=lambda step: -step[1])
    yield printed(
        f"{title}: CPU s a page by step",
        ", ".join(f"{name} {seconds / len(readings):.3f}" for name, seconds in shown),
    )


def _counted(counts: Counter[str]) -> str:
    whole = counts.total() or 1
    return ", ".join(f"{name} {count} ({100 * count / whole:.1f} %)" for name, count in counts.most_common())


def run(programs: Sequence[Program], purpose: str, language: str, count: int | None) -> list[Figure]:
    """Reads the pages of a language by all programs."""
    records = compared(programs, pages_of(purpose, language, count), language)
    return list(figures(records, language))
