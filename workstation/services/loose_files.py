"""Files read by themselves: no workspace, no password of one, nothing kept."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from workstation.domain.errors import InputError
from workstation.domain.messages import Message
from workstation.extraction.document_words import DocumentWords
from workstation.extraction.documents import propose_documents
from workstation.extraction.page_text import PageText
from workstation.extraction.proposals import DocumentProposal
from workstation.reading import FileProblem, PageReading, PageReport, ReadingPool, SourceFile
from workstation.services.intake import WORDS_LEFT, Arrival, ImportedFile, files_in, open_arrival

PAGES_AHEAD = 16
"""Pages that may wait for a worker while an earlier file is finished."""

Progress = Callable[[str, int, int], None]
_LANGUAGES = {"eng": "en", "chi_sim": "zh"}


@dataclass(frozen=True, slots=True)
class LoosePage:
    """Page `number` (from 1) of a file; width and height in points. It has a reading, or the problem with it."""

    number: int
    width: float
    height: float
    reading: PageReading | None = None
    problem: Message | None = None


@dataclass(frozen=True, slots=True)
class LooseFile:
    """What became of one file.

    `path`: on the disk. `name`: as sentences name it, which tells one file in a ZIP or an e-mail from another.
    `sha256` and `media` ("pdf", "png", …) are "" where it was not opened. `problems`: with the file, with pages
    that were lost, or with its searchable PDF; `searchable`: that PDF, if it was asked for and made.
    """

    path: Path
    name: str
    sha256: str = ""
    media: str = ""
    pages: tuple[LoosePage, ...] = ()
    problems: tuple[Message, ...] = ()
    searchable: bytes | None = None

    @property
    def is_read(self) -> bool:
        """Whether every page of it was read, or it is only a note on an e-mail."""
        if not self.pages:
            return all(problem.id == WORDS_LEFT for problem in self.problems)
        return len(self.readings) == len(self.pages)

    @property
    def readings(self) -> Mapping[int, PageReading]:
        """The readings there are, by page from 0."""
        return {page.number - 1: page.reading for page in self.pages if page.reading is not None}


def documents_in(file: LooseFile, words: DocumentWords) -> tuple[DocumentProposal, ...]:
    """The documents that the pages of a file make, as far as they were read; pages are numbered from 0."""
    pages = [
        PageText.of_words(index, reading.words, reading.turn, _LANGUAGES.get(reading.language, ""))
        for index, reading in file.readings.items()
    ]
    return propose_documents(pages, words)


def read_loose(
    pool: ReadingPool,
    paths: Iterable[Path],
    languages: Sequence[str],
    *,
    password: str | None = None,
    searchable: bool = False,
    on_page: Progress = lambda name, done, total: None,
) -> Iterator[LooseFile]:
    """Reads files, folders, and what is in ZIPs and e-mails, in their order; one that fails stops no other.

    `languages`: Tesseract's names of what may stand there, the likeliest first. `password`: of protected files.
    `searchable`: make a searchable PDF of each. `on_page(name, done, total)` hears of each page of a file.
    """
    begun: deque[_Begun | LooseFile] = deque()
    try:
        for path in files_in(paths):
            for found in _looked_into(pool, path, Arrival.at(path), password):
                begun.append(found if isinstance(found, LooseFile) else _begin(pool, path, found, languages))
                while len(begun) > 1 and sum(len(each.pages) for each in begun) > PAGES_AHEAD:
                    yield _finish(pool, begun.popleft(), on_page, searchable)
        while begun:
            yield _finish(pool, begun.popleft(), on_page, searchable)
    finally:
        for each in begun:
            if isinstance(each, _Begun):
                each.drop()


def _looked_into(
    pool: ReadingPool, path: Path, arrival: Arrival, password: str | None
) -> Iterator[ImportedFile | LooseFile]:
    """One file, or each of those in a ZIP or an e-mail; one that cannot be had with the reason."""
    try:
        found = open_arrival(pool, arrival, password)
    except InputError as problem:
        yield LooseFile(path, arrival.name, problems=(_message(problem),))
        return
    if isinstance(found, ImportedFile):
        yield found
        return
    for inner in found:
        yield from _looked_into(pool, path, inner, password)


@dataclass(frozen=True, slots=True)
class _Begun:
    """A file whose pages wait for the workers."""

    path: Path
    file: ImportedFile
    source: SourceFile
    pages: Sequence[Future[PageReading]]

    def drop(self) -> None:
        for page in self.pages:
            page.cancel()
        self.source.close()


def _begin(pool: ReadingPool, path: Path, file: ImportedFile, languages: Sequence[str]) -> _Begun:
    source = SourceFile(file.data, file.name, file.password)
    pages = [pool.read_page(source, page.index, languages=languages) for page in file.pages]
    return _Begun(path, file, source, pages)


def _finish(pool: ReadingPool, begun: _Begun | LooseFile, on_page: Progress, searchable: bool) -> LooseFile:
    if isinstance(begun, LooseFile):
        return begun
    try:
        digest = sha256(begun.file.data).hexdigest()
        read = LooseFile(begun.path, begun.file.name, digest, begun.file.media, _pages(begun, on_page))
        whole = replace(read, problems=begun.file.problems)
        return _with_pdf(pool, whole, begun.source) if searchable else whole
    finally:
        begun.drop()


def _pages(begun: _Begun, on_page: Progress) -> tuple[LoosePage, ...]:
    pages: list[LoosePage] = []
    for report, future in zip(begun.file.pages, begun.pages, strict=True):
        pages.append(_page(report, future))
        on_page(begun.file.name, len(pages), len(begun.pages))
    return tuple(pages)


def _page(report: PageReport, future: Future[PageReading]) -> LoosePage:
    page = LoosePage(report.index + 1, report.width, report.height)
    try:
        return replace(page, reading=future.result())
    except FileProblem as problem:
        return replace(page, problem=_message(problem))


def _with_pdf(pool: ReadingPool, file: LooseFile, source: SourceFile) -> LooseFile:
    try:
        return replace(file, searchable=pool.searchable(source, file.readings).result())
    except FileProblem as problem:
        return replace(file, problems=(*file.problems, _message(problem)))


def _message(problem: InputError) -> Message:
    return Message(problem.message_id, problem.params)
