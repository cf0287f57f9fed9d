"""A worker that dies, hangs or lies costs one page, which says so and can be tried again."""

import os
import signal
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.services.reading_bench import Heard, text_packet
from workstation import settings
from workstation.messages import Catalogue
from workstation.reading import ReadingPool, SourceFile, page_reader
from workstation.reading.channel import Claims
from workstation.reading.worker import Role, Worker
from workstation.services.intake import import_paths
from workstation.services.pages import case_documents, page_words
from workstation.services.reader import Reader
from workstation.services.readings import read_again, reading_progress
from workstation.services.thread import StoreThread
from workstation.services.views import PageState, Progress
from workstation.services.workspace import Workspace

LOST = 1
"""The page in the middle of three."""


@pytest.fixture
def pool() -> Iterator[ReadingPool]:
    with ReadingPool(reading_workers=1) as opened:
        yield opened


@pytest.fixture
def thread(ws: Workspace) -> Iterator[StoreThread]:
    opened = StoreThread(ws)
    yield opened
    opened.close()


def die(worker: Worker) -> None:
    os.kill(worker.pid, signal.SIGKILL)


def hang(worker: Worker) -> None:
    os.kill(worker.pid, signal.SIGSTOP)


def lie(worker: Worker) -> None:
    """Nothing is done to it: its answer is replaced."""


@pytest.mark.parametrize(
    ("fate", "sentence"),
    [(die, "reading.page_worker_died"), (hang, "reading.page_timed_out"), (lie, "reading.worker_lied")],
)
def test_a_lost_worker_costs_one_page_that_says_so_and_is_tried_again(
    fate: Any,
    sentence: str,
    ws: Workspace,
    case_id: str,
    pool: ReadingPool,
    thread: StoreThread,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import_paths(ws, pool, case_id, [text_packet(tmp_path, "epsilon", 3)])
    real = Worker.ask

    def ask(
        self: Worker, request: Mapping[str, Any], seconds: float, source: SourceFile | None = None
    ) -> Claims:
        is_lost = self.role is Role.PAGE and request.get("index") == LOST
        if is_lost:
            fate(self)
        answer = real(self, request, seconds, source)
        return Claims({"words": [{"text": "x"}]}) if is_lost else answer

    heard = Heard()
    reader = Reader(thread, pool, 1, heard)
    with monkeypatch.context() as patch:
        patch.setattr(Worker, "ask", ask)
        patch.setattr(page_reader, "PREPARE_SECONDS", 3.0)
        reader.start()
        heard.wait_for(3)
    (document,) = case_documents(ws, case_id)
    assert [page.state for page in document.pages] == [PageState.READ, PageState.FAILED, PageState.READ]
    assert reading_progress(ws, case_id) == Progress(3, 3, 1)
    page = document.pages[LOST]
    assert page.problem is not None and page.problem.id == sentence
    catalogue = Catalogue.load(settings.resources_dir() / "messages")
    for language in ("en", "zh"):
        assert "epsilon.pdf" in catalogue.render(page.problem, language)
    read_again(ws, [page.id])
    reader.look_again()
    heard.wait_for(4)
    reader.close()
    assert case_documents(ws, case_id)[0].pages[LOST].state is PageState.READ
    assert "epsilon page 2" in page_words(ws, page.id).text
    assert reading_progress(ws, case_id) == Progress(3, 3)
