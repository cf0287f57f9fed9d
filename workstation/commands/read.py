"""The verb that reads: files by themselves, or the pages that wait in a workspace."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from workstation import settings
from workstation.commands.console import Console
from workstation.commands.output import free_name, whole_file
from workstation.commands.reading import read_waiting
from workstation.domain.errors import InputError

if TYPE_CHECKING:
    from workstation.commands.reading_json import ReadingJson
    from workstation.services.loose_files import LooseFile, Progress

STANDARD_OUTPUT = "-"
LONGEST_NAME = 200


def read(asked: Namespace, console: Console) -> int:
    """Reads; 1 when a file or a page could not be read. Raises InputError for what does not go together."""
    for_files = asked.json is not None or asked.pdf is not None or asked.languages is not None
    if asked.files and asked.workspace is None and asked.user is None and asked.case is None:
        return read_files(asked, console)
    if asked.files or for_files or asked.workspace is None or asked.user is None:
        raise InputError("command.read.what")
    return read_waiting(asked, console)


def read_files(asked: Namespace, console: Console) -> int:
    """Reads files and folders without a workspace: to JSON, to searchable PDFs, or their text to the terminal."""
    from workstation.reading import ReadingPool
    from workstation.reading.pool import DEFAULT_LANGUAGES
    from workstation.services.loose_files import read_loose

    languages = asked.languages or DEFAULT_LANGUAGES
    password = None if asked.file_password_fd is None else console.password(asked.file_password_fd)
    papers = None if asked.pdf is None else _Papers(asked.pdf, asked.files)
    with ExitStack() as stack:
        report = None if asked.json is None else stack.enter_context(_report(asked.json, languages, console))
        pool = stack.enter_context(ReadingPool(reading_workers=asked.workers))
        files = read_loose(
            pool,
            asked.files,
            languages,
            password=password,
            searchable=papers is not None,
            on_page=_progress(asked, console),
        )
        told = [_tell(file, report, papers, console) for file in files]
    return 0 if all(told) else 1


def _progress(asked: Namespace, console: Console) -> "Progress":
    """A line a page, but where standard output carries the result itself."""
    quiet = asked.json == STANDARD_OUTPUT or (asked.json is None and asked.pdf is None)

    def tell(name: str, done: int, total: int) -> None:
        if not quiet:
            console.write(console.text("command.read.page", file=name, done=done, total=total))

    return tell


def _tell(
    file: "LooseFile", report: "ReadingJson | None", papers: "_Papers | None", console: Console
) -> bool:
    """Hands a file out in the forms asked for; whether all of it is there."""
    for problem in (*file.problems, *(page.problem for page in file.pages)):
        if problem is not None:
            console.warn(problem)
    if report is not None:
        report.add(file)
    if papers is not None and file.searchable is not None:
        papers.keep(file.name, file.searchable)
    if report is None and papers is None:
        console.write(*(reading.text for reading in file.readings.values()))
    return file.is_read and (papers is None or file.searchable is not None)


@contextmanager
def _report(out: str, languages: Sequence[str], console: Console) -> "Iterator[ReadingJson]":
    from workstation.commands.reading_json import ReadingJson
    from workstation.extraction.document_words import load_document_words

    words = load_document_words(settings.resources_dir() / "lexicon")
    with _opened(out) as stream, ReadingJson(stream, languages, words, console.render) as report:
        yield report


@contextmanager
def _opened(out: str) -> Iterator[TextIO]:
    """UTF-8, whatever the terminal speaks."""
    if out == STANDARD_OUTPUT:
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        yield sys.stdout
        sys.stdout.flush()
        return
    with whole_file(Path(out)) as file:
        text = TextIOWrapper(file, encoding="utf-8", newline="\n")
        try:
            yield text
        finally:
            text.detach()


class _Papers:
    """Where searchable PDFs go: under the name given for one file, else into the folder of that name."""

    def __init__(self, out: Path, files: Sequence[Path]) -> None:
        self._out = out
        self._is_folder = len(files) > 1 or out.is_dir() or files[0].is_dir()
        if out.exists() and not self._is_folder:
            raise InputError("command.read.exists", file=str(out))

    def keep(self, name: str, data: bytes) -> None:
        plain = name if name.casefold().endswith(".pdf") else f"{name}.pdf"
        name = plain[:-4].encode()[:LONGEST_NAME].decode(errors="ignore") + ".pdf"
        with whole_file(free_name(self._out / name if self._is_folder else self._out)) as file:
            file.write(data)
