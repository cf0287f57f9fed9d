"""Files read by themselves: no workspace, no password of one, nothing kept."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from workstation.domain.errors import InputError
from workstation.reading import FileProblem, FileReport, PageReading, PageReport, ReadingPool, SourceFile
from workstation.services.intake import files_in

PAGES_AHEAD = 16
"""Pages that may wait for a worker while an earlier file is finished."""

Progress = Callable[[Path, int, int], None]


@dataclass(frozen=True, slots=True)
class LoosePage:
    """Page `number` (from 1) of a file; width and height in points. It has a reading, or the problem with it."""

    number: int
    width: float
    height: float
    reading: PageReading | None = None
    problem: FileProblem | None = None


@dataclass(frozen=True, slots=True)
class LooseFile:
    """What became of one file.

    `sha256` and `media` ("pdf", "png", …) are "" where the file was not opened. `problems`: with the file, with
    pages that were lost, or with its searchable PDF; `searchable`: that PDF, if it was asked for and made.
    """

    path: Path
    sha256: str = ""
    media: str = ""
    pages: tuple[LoosePage, ...] = ()
    problems: tuple[InputError, ...] = ()
    searchable: bytes | None = None

    @property
    def is_read(self) -> bool:
        """Whether it was opened and every page of it was read."""
        return bool(self.pages) and len(self.readings) == len(self.pages)

    @property
    def readings(self) -> Mapping[int, PageReading]:
        """The readings there are, by page from 0."""
        return {page.number - 1: page.reading for page in self.pages if page.reading is not None}


def read_loose(
    pool: ReadingPool,
    paths: Iterable[Path],
    languages: Sequence[str],
    *,
    password: str | None = None,
    searchable: bool = False,
    on_page: Progress = lambda path, done, total: None,
) -> Iterator[LooseFile]:
    """Reads files and folders (with what is in them) in their order; one that fails stops no other.

    `languages`: Tesseract's names of what may stand there, the likeliest first. `password`: of protected files.
    `searchable`: make a searchable PDF of each. `on_page(path, done, total)` hears of each page of a file.
    """
    begun: deque[_Begun | LooseFile] = deque()
    try:
        for path in files_in(paths):
            begun.append(_begin(pool, path, languages, password))
            while len(begun) > 1 and sum(len(each.pages) for each in begun) > PAGES_AHEAD:
                yield _finish(pool, begun.popleft(), on_page, searchable)
        while begun:
            yield _finish(pool, begun.popleft(), on_page, searchable)
    finally:
        for each in begun:
            if isinstance(each, _Begun):
                each.drop()


@dataclass(frozen=True, slots=True)
class _Begun:
    """A file that was opened and whose pages wait for the workers."""

    path: Path
    source: SourceFile
    sha256: str
    report: FileReport
    pages: Sequence[Future[PageReading]]

    def drop(self) -> None:
        for page in self.pages:
            page.cancel()
        self.source.close()


def _begin(
    pool: ReadingPool, path: Path, languages: Sequence[str], password: str | None
) -> _Begun | LooseFile:
    try:
        data = path.read_bytes()
    except OSError:
        return LooseFile(path, problems=(InputError("intake.cannot_read", file=path.name),))
    failed = LooseFile(path, sha256(data).hexdigest())
    try:
        source = SourceFile(data, path.name, password)
    except FileProblem as problem:
        return replace(failed, problems=(problem,))
    try:
        report = pool.probe(source).result()
        pages = [pool.read_page(source, page.index, languages=languages) for page in report.pages]
    except FileProblem as problem:
        source.close()
        return replace(failed, problems=(problem,))
    except BaseException:
        source.close()
        raise
    return _Begun(path, source, failed.sha256, report, pages)


def _finish(pool: ReadingPool, begun: _Begun | LooseFile, on_page: Progress, searchable: bool) -> LooseFile:
    if isinstance(begun, LooseFile):
        return begun
    try:
        file = LooseFile(
            begun.path, begun.sha256, begun.report.kind.value, _pages(begun, on_page), begun.report.problems
        )
        return _with_pdf(pool, file, begun.source) if searchable else file
    finally:
        begun.drop()


def _pages(begun: _Begun, on_page: Progress) -> tuple[LoosePage, ...]:
    pages: list[LoosePage] = []
    for report, future in zip(begun.report.pages, begun.pages, strict=True):
        pages.append(_page(report, future))
        on_page(begun.path, len(pages), len(begun.pages))
    return tuple(pages)


def _page(report: PageReport, future: Future[PageReading]) -> LoosePage:
    page = LoosePage(report.index + 1, report.width, report.height)
    try:
        return replace(page, reading=future.result())
    except FileProblem as problem:
        return replace(page, problem=problem)


def _with_pdf(pool: ReadingPool, file: LooseFile, source: SourceFile) -> LooseFile:
    try:
        return replace(file, searchable=pool.searchable(source, file.readings).result())
    except FileProblem as problem:
        return replace(file, problems=(*file.problems, problem))
