"""What each engine is worth: the same pages read with both, and with either switched off."""

from collections.abc import Iterator, Sequence
from statistics import fmean, median

from tests.benchmarks.corpus.pages import MadePage
from tests.benchmarks.measuring.comparison import told
from tests.benchmarks.measuring.errors import page_error
from tests.benchmarks.measuring.figures import Figure, printed
from tests.benchmarks.measuring.languages import TITLES, pages_of
from tests.benchmarks.measuring.programs import WORKERS, read_of, settled
from workstation.reading import Engine, ReadingPool, SourceFile

TUNING_PAGES = 20
PAGES = {"en": 70, "zh": 30}
"""Half of those whose errors are reported."""
VARIANTS = {
    "both engines": (Engine.TESSERACT, Engine.RAPIDOCR),
    "RapidOCR switched off": (Engine.TESSERACT,),
    "Tesseract switched off": (Engine.RAPIDOCR,),
}


def run(purpose: str, count: int | None) -> Iterator[Figure]:
    for language, usual in PAGES.items():
        pages = pages_of(purpose, language, count or (TUNING_PAGES if purpose == "tuning" else usual))
        for variant, engines in VARIANTS.items():
            told(f"engines: {TITLES[language]}, {variant}")
            read = errors(pages, engines)
            measure = f"{TITLES[language]}: character error, median / mean, {variant}"
            yield printed(measure, f"{median(read):.2f} % / {fmean(read):.2f} % ({len(pages)} pages)")


def errors(pages: Sequence[MadePage], engines: Sequence[Engine]) -> list[float]:
    """The character error of each page, read by these engines."""
    with ReadingPool(reading_workers=WORKERS) as pool:
        futures = []
        for page in pages:
            with SourceFile(page.path.read_bytes(), page.path.name) as source:
                futures.append(pool.read_page(source, 0, engines=engines))
        reads = [read_of(settled(future)) for future in futures]
    return [page_error(read.words, page) for page, read in zip(pages, reads, strict=True)]
