"""Pages in every quarter turn: none may be left with its text not upright, and none without text may be turned."""

from collections import Counter
from collections.abc import Iterator, Sequence

from tests.benchmarks.corpus.pages import MadePage, lying_names, make_pages
from tests.benchmarks.measuring.comparison import told
from tests.benchmarks.measuring.figures import Figure, printed
from tests.benchmarks.measuring.programs import WORKERS, settled
from workstation.reading import PageReading, ReadingPool, SourceFile

PAGES = {"en": 70, "zh": 30}
"""Each of them in four turns."""
LEAST = 400
_AT_ONCE = 40


def run(purpose: str, count: int | None) -> list[Figure]:
    """`count`: of base pages in both languages together."""
    wanted = PAGES if count is None else {"en": count - count * 3 // 10, "zh": count * 3 // 10}
    names = [name for language, each in wanted.items() for name in lying_names(purpose, language, each)]
    pages = make_pages(names)
    return list(figures(pages, list(readings(pages)), whole=count is None))


def readings(pages: Sequence[MadePage]) -> Iterator[PageReading | None]:
    """None for a page that could not be read."""
    with ReadingPool(reading_workers=WORKERS) as pool:
        for start in range(0, len(pages), _AT_ONCE):
            futures = []
            for page in pages[start : start + _AT_ONCE]:
                with SourceFile(page.path.read_bytes(), page.path.name) as source:
                    futures.append(pool.read_page(source, 0))
            for future in futures:
                yield settled(future)
            told(f"turns: {min(start + _AT_ONCE, len(pages))} of {len(pages)} pages")


def is_upright(page: MadePage, turn: int) -> bool:
    """Whether the page stands upright once it is turned so many degrees clockwise."""
    return (page.turn + turn) % 360 == 0


def figures(pages: Sequence[MadePage], read: Sequence[PageReading | None], whole: bool) -> Iterator[Figure]:
    """A page of stamps alone may be left as it lies; a page with text may not. `whole`: as many as must be.

    A page that could not be read counts as turned wrong.
    """
    wrong: Counter[str] = Counter()
    left: Counter[str] = Counter()
    unread: Counter[str] = Counter()
    bare_left = 0
    for page, reading in zip(pages, read, strict=True):
        kind = f"{page.name.language} {page.name.kind}"
        if reading is None:
            unread[kind] += 1
        elif is_upright(page, reading.turn):
            continue
        elif reading.turn:
            wrong[kind] += 1
        elif page.truth.words:
            left[kind] += 1
        else:
            bare_left += 1
    total = wrong.total() + left.total() + unread.total()
    enough = len(pages) >= LEAST if whole else None
    yield Figure("pages in every quarter turn", f"≥ {LEAST}", str(len(pages)), enough)
    yield Figure("turned wrong, or left with text not upright", "0", str(total), total == 0)
    yield printed("  turned to something not upright", _told(wrong))
    yield printed("  left lying, with text", _told(left))
    yield printed("  could not be read", _told(unread))
    yield printed("  left lying, stamps alone", str(bare_left))


def _told(kinds: Counter[str]) -> str:
    named = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
    return f"{kinds.total()}{f' ({named})' if named else ''}"
