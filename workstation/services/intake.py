"""Intake: files into a case, byte for byte, each recognised when it comes again."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workstation.domain.case import CaseStatus, Role, is_editable
from workstation.domain.errors import InputError, NotAllowedError, WorkstationError
from workstation.domain.messages import Message
from workstation.reading import (
    PASSWORD_PROBLEMS,
    FileProblem,
    FileReport,
    PageReport,
    ReadingPool,
    SourceFile,
    name_of,
)
from workstation.services.users import require_role
from workstation.services.views import ImportOutcome, ImportState
from workstation.services.workspace import Workspace
from workstation.store import cases, files, people, readings
from workstation.store.queue import refresh_queue_row
from workstation.store.store import ReadTx, WriteTx
from workstation.store.tables.files import CaseFile, File

HOLDS_FILES = "reading.holds_files"
WORDS_LEFT = "reading.mail_words_left"


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file that has been looked into. `media`: "pdf", "jpeg", "heic" … (`FileKind`).

    `problems`: sentences about pages that were lost; `password`: opened it, and will open it again.
    """

    name: str
    data: bytes
    media: str
    pages: tuple[PageReport, ...]
    password: str | None = None
    problems: tuple[Message, ...] = ()

    @classmethod
    def of(cls, name: str, data: bytes, report: FileReport, password: str | None = None) -> "ImportedFile":
        """The file with what the reading room reported of it."""
        problems = tuple(Message(problem.message_id, problem.params) for problem in report.problems)
        return cls(name, data, report.kind.value, report.pages, password, problems)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file on its way into a case: on the disk at `path`, or out of a ZIP or an e-mail with its bytes.

    `problem`: why it could not be taken out of what it lay in, or what there is to say of it.
    """

    name: str
    path: Path | None = None
    data: bytes = b""
    problem: FileProblem | None = None

    @classmethod
    def at(cls, path: Path) -> "Arrival":
        return cls(name_of(path), path)


def import_file(
    ws: Workspace, case_id: str, imported: ImportedFile, even_if_elsewhere: bool = False
) -> ImportOutcome:
    """Puts a file into a case: bytes, pages, pictures and a first document in one transaction.

    A file that is in this case already is left alone; one that is in another case is named and waits for
    `even_if_elsewhere`. Raises NotAllowedError for a case that is submitted or signed.
    """
    require_role(ws, Role.REVIEWER)
    digest = files.sha256(imported.data)
    with ws.write() as tx:
        _require_open(tx, case_id)
        known = files.file_by_hash(tx, digest)
        if known is not None:
            places = files.case_files(tx, known.id)
            here = next((place for place in places if place.case_id == case_id), None)
            if here is not None:
                return _already_here(tx, imported.name, here)
            if places and not even_if_elsewhere:
                return _elsewhere(tx, imported.name, known, places)
            page_ids = [page.id for page in files.pages_of_file(tx, known.id)]
        else:
            known = files.add_file(tx, imported.data, imported.media, imported.password)
            page_ids = _add_pages(tx, known.id, imported.pages)
        return _put_into_case(tx, case_id, known.id, imported, page_ids)


def _require_open(tx: ReadTx, case_id: str) -> None:
    status = CaseStatus(cases.case(tx, case_id).status)
    if not is_editable(status):
        raise NotAllowedError(f"case.locked.{status.value}")


def _add_pages(tx: WriteTx, file_id: str, reports: Sequence[PageReport]) -> list[str]:
    ids = [
        files.add_page(tx, file_id, page.index, (page.width, page.height), page.has_text, page.picture).id
        for page in reports
    ]
    readings.add_tasks(tx, ids)
    return ids


def _put_into_case(
    tx: WriteTx, case_id: str, file_id: str, imported: ImportedFile, page_ids: Sequence[str]
) -> ImportOutcome:
    place = CaseFile(
        case_id=case_id, file_id=file_id, name=imported.name, added_by=tx.user_id, added_at=tx.now
    )
    tx.add(case_id, "import_file", place)
    document = files.add_document(tx, case_id, page_ids)
    refresh_queue_row(tx, case_id)
    state = ImportState.PARTLY if imported.problems else ImportState.ADDED
    message = imported.problems[0] if imported.problems else None
    return ImportOutcome(imported.name, state, message, file_id, document.id, len(page_ids))


def _already_here(tx: ReadTx, name: str, place: CaseFile) -> ImportOutcome:
    who = people.user(tx, place.added_by).printed_name
    message = Message("intake.already_here", {"file": name, "name": place.name, "who": who})
    return ImportOutcome(name, ImportState.ALREADY_HERE, message, place.file_id)


def _elsewhere(tx: ReadTx, name: str, file: File, places: Sequence[CaseFile]) -> ImportOutcome:
    numbers = ", ".join(cases.numbers(tx, (place.case_id for place in places)))
    message = Message("intake.elsewhere", {"file": name, "cases": numbers})
    return ImportOutcome(name, ImportState.ELSEWHERE, message, file.id)


def import_paths(
    ws: Workspace,
    pool: ReadingPool,
    case_id: str,
    paths: Iterable[Path],
    on_progress: Callable[[ImportOutcome], None] | None = None,
    password: str | None = None,
    even_if_elsewhere: bool = False,
) -> tuple[ImportOutcome, ...]:
    """Imports files and folders (with what is in them), one after the other; one that fails stops no other.

    What is in a ZIP or an e-mail comes file by file, named after it. `on_progress` hears of each as it is done.
    `password` is tried on files that ask for one.
    """
    outcomes: list[ImportOutcome] = []
    for path in files_in(paths):
        for outcome in _import(ws, pool, case_id, Arrival.at(path), password, even_if_elsewhere):
            outcomes.append(outcome)
            if on_progress is not None:
                on_progress(outcome)
    return tuple(outcomes)


def files_in(paths: Iterable[Path]) -> Iterator[Path]:
    """The files themselves, and of a folder all that is in it but hidden files, in the order of their names."""
    for path in paths:
        if path.is_dir():
            inside = (each for each in sorted(path.rglob("*")) if each.is_file())
            yield from (each for each in inside if not each.name.startswith("."))
        else:
            yield path


def _import(
    ws: Workspace,
    pool: ReadingPool,
    case_id: str,
    arrival: Arrival,
    password: str | None,
    even_if_elsewhere: bool,
) -> Iterator[ImportOutcome]:
    """One outcome, or one for each file in a ZIP or an e-mail."""
    try:
        found = open_arrival(pool, arrival, password)
    except InputError as problem:
        yield problem_outcome(arrival.name, problem)
        return
    if isinstance(found, ImportedFile):
        yield import_file(ws, case_id, found, even_if_elsewhere)
        return
    for inner in found:
        yield from _import(ws, pool, case_id, inner, password, even_if_elsewhere)


def open_arrival(
    pool: ReadingPool, arrival: Arrival, password: str | None = None
) -> ImportedFile | tuple[Arrival, ...]:
    """What has arrived, looked into; for a ZIP or an e-mail the files in it. Waits for the reading room.

    Raises FileProblem, and InputError `intake.cannot_read` for what is not on the disk any more.
    """
    if arrival.problem is not None and (password is None or not arrival.data):
        raise arrival.problem
    data = arrival.data if arrival.path is None else _bytes_at(arrival.path)
    try:
        return look_into(pool, arrival.name, data, password)
    except FileProblem as problem:
        if problem.message_id != HOLDS_FILES:
            raise
    with SourceFile(data, arrival.name, password) as source:
        members = pool.unpack(source).result()
    return tuple(Arrival(member.name, data=member.data, problem=member.problem) for member in members)


def _bytes_at(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError("intake.cannot_read", file=name_of(path)) from error


def look_into(pool: ReadingPool, name: str, data: bytes, password: str | None = None) -> ImportedFile:
    """Asks the reading room what a file holds; waits for the answer. Raises FileProblem.

    A password is kept only for a file that does not open without one.
    """
    try:
        with SourceFile(data, name) as source:
            return ImportedFile.of(name, data, pool.probe(source).result())
    except FileProblem as problem:
        if problem.message_id not in PASSWORD_PROBLEMS or password is None:
            raise
    with SourceFile(data, name, password) as source:
        return ImportedFile.of(name, data, pool.probe(source).result(), password)


def problem_outcome(name: str, problem: WorkstationError) -> ImportOutcome:
    """A file that was not taken, with the sentence that says why."""
    state = ImportState.FAILED
    if problem.message_id in PASSWORD_PROBLEMS:
        state = ImportState.NEEDS_PASSWORD
    elif problem.message_id == WORDS_LEFT:
        state = ImportState.NOTED
    return ImportOutcome(name, state, Message(problem.message_id, problem.params))


def file_bytes(ws: Workspace, file_id: str) -> bytes:
    """The original, byte for byte."""
    with ws.read() as tx:
        files.file(tx, file_id)
        return b"".join(files.chunks(tx, file_id))


def open_source(ws: Workspace, file_id: str) -> SourceFile:
    """The original as the reading room takes it, with its password; close it when done."""
    with ws.read() as tx:
        row = files.file(tx, file_id)
        names = [place.name for place in files.case_files(tx, file_id)]
        return SourceFile(files.chunks(tx, file_id), names[0] if names else "", row.password)
