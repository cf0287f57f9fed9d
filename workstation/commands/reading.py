"""Verbs that bring files in and read them."""

from argparse import Namespace
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from typing import TYPE_CHECKING

from workstation.commands.cases import signed_in
from workstation.commands.console import Console
from workstation.domain.messages import Message

if TYPE_CHECKING:
    from workstation.reading import PageReading, ReadingPool
    from workstation.services.views import ImportOutcome, PageTask
    from workstation.services.workspace import Workspace

# Pages handed to the workers together: many enough to keep them busy, few enough to show how it goes.
PAGES_AT_ONCE = 8


def import_files(asked: Namespace, console: Console) -> int:
    """Files into a case, one line each; 1 when one of them was not taken."""
    from workstation.reading import ReadingPool
    from workstation.services.intake import import_paths
    from workstation.services.queue import find_case
    from workstation.services.views import ImportState

    def tell(outcome: "ImportOutcome") -> None:
        for message in _told(outcome):
            console.say(message)

    with signed_in(asked, console) as ws, ReadingPool(reading_workers=1) as pool:
        password = None if asked.file_password_fd is None else console.password(asked.file_password_fd)
        case_id = find_case(ws, asked.case)
        outcomes = import_paths(ws, pool, case_id, asked.files, tell, password, asked.even_if_elsewhere)
    taken = {ImportState.ADDED, ImportState.PARTLY, ImportState.ALREADY_HERE, ImportState.NOTED}
    return 0 if all(outcome.state in taken for outcome in outcomes) else 1


def _told(outcome: "ImportOutcome") -> list[Message]:
    """What came in, and what there is to say of it."""
    told = [] if outcome.message is None else [outcome.message]
    if outcome.pages:
        told.insert(0, Message("command.import.added", {"file": outcome.name, "pages": outcome.pages}))
    return told


def read_waiting(asked: Namespace, console: Console) -> int:
    """Reads every page that waits, of one case or of all; 1 when a page could not be read."""
    from workstation.reading import ReadingPool
    from workstation.services.queue import find_case
    from workstation.services.readings import reading_progress

    with signed_in(asked, console) as ws:
        case_id = None if asked.case is None else find_case(ws, asked.case)
        with ReadingPool(reading_workers=asked.workers) as pool:
            _read_all(ws, pool, case_id, console)
        progress = reading_progress(ws, case_id)
    console.write(
        console.text("command.read.done", done=progress.done - progress.failed, failed=progress.failed)
    )
    return 1 if progress.failed else 0


def _read_all(ws: "Workspace", pool: "ReadingPool", case_id: str | None, console: Console) -> None:
    from workstation.services.readings import reading_progress

    while tasks := _next_tasks(ws, case_id):
        _read_together(ws, pool, tasks)
        progress = reading_progress(ws, case_id)
        console.write(console.text("command.read.progress", done=progress.done, total=progress.total))


def _next_tasks(ws: "Workspace", case_id: str | None) -> "Sequence[PageTask]":
    from workstation.services.reading_order import next_pages

    return next_pages(ws, limit=PAGES_AT_ONCE, only_case=case_id or "")


def _read_together(ws: "Workspace", pool: "ReadingPool", tasks: "Sequence[PageTask]") -> None:
    from workstation.services.intake import open_source

    with ExitStack() as stack:
        files = {task.file_id for task in tasks}
        sources = {file_id: stack.enter_context(open_source(ws, file_id)) for file_id in files}
        running = [
            (task, pool.read_page(sources[task.file_id], task.index, languages=task.languages))
            for task in tasks
        ]
        for task, future in running:
            _keep(ws, task, future)


def _keep(ws: "Workspace", task: "PageTask", future: "Future[PageReading]") -> None:
    from workstation.reading import FileProblem
    from workstation.services.readings import store_failure, store_reading

    try:
        reading = future.result()
    except FileProblem as problem:
        store_failure(ws, task.page_id, Message(problem.message_id, problem.params))
    else:
        store_reading(ws, task.page_id, reading)
