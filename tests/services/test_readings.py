import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pymupdf
import pytest
from sqlalchemy import func, select

from workstation.domain.errors import NotFoundError
from workstation.domain.geometry import Box, Quad
from workstation.domain.messages import Message
from workstation.reading import PageReading, ReadingPool, Word
from workstation.services.intake import ImportedFile, import_file, import_paths
from workstation.services.pages import case_documents, page_words, retype_document, search
from workstation.services.queue import create_case, list_queue
from workstation.services.reader import Reader
from workstation.services.readings import (
    next_pages,
    pages_near,
    read_again,
    reading_progress,
    store_failure,
    store_reading,
)
from workstation.services.rules import Rules
from workstation.services.thread import StoreThread
from workstation.services.views import (
    DocumentFacts,
    NewCase,
    NewPatient,
    PageState,
    Progress,
    Urgency,
)
from workstation.services.workspace import Workspace, open_workspace
from workstation.store import audit
from workstation.store.tables.readings import Reading
from workstation.store.tables.readings import Word as StoredWord

MakeFile = Callable[..., ImportedFile]
PROBLEM = Message("reading.timed_out", {"file": "path.pdf", "page": 1})


def reading(text: str, engine: str = "tesseract", version: str = "5.3") -> PageReading:
    words = tuple(
        Word(word, Quad.of(Box(place / 20, 0, (place + 1) / 20, 0.1)), 0.8, 0, 0)
        for place, word in enumerate(text.split())
    )
    return PageReading(engine, version, 0, 0.0, "eng", words, 0.5)


@pytest.fixture
def page_ids(ws: Workspace, case_id: str, make_file: MakeFile) -> list[str]:
    """Two documents of two pages each."""
    for name in ("a.pdf", "b.pdf"):
        import_file(ws, case_id, make_file(name.encode(), name=name))
    return [page.id for document in case_documents(ws, case_id) for page in document.pages]


def waiting(ws: Workspace, prefer: tuple[str, ...] = ()) -> list[str]:
    return [task.page_id for task in next_pages(ws, prefer, 50)]


def test_pages_come_in_the_order_of_the_case(ws: Workspace, case_id: str, page_ids: list[str]) -> None:
    assert waiting(ws) == page_ids
    (task,) = next_pages(ws)
    assert (task.page_id, task.index, task.case_id) == (page_ids[0], 0, case_id)
    assert task.languages == ("eng", "chi_sim")


def test_the_page_on_screen_comes_first_then_its_document_then_its_case(
    ws: Workspace, case_id: str, page_ids: list[str]
) -> None:
    a1, a2, b1, b2 = page_ids
    near = pages_near(ws, case_id, b2)
    assert near == (b2, b1, a1, a2)
    assert waiting(ws, near) == [b2, b1, a1, a2]
    store_reading(ws, b2, reading("done"))
    assert pages_near(ws, case_id, b2) == (b1, a1, a2)


def test_an_urgent_case_is_read_before_others(
    ws: Workspace, page_ids: list[str], make_file: MakeFile
) -> None:
    urgent = create_case(ws, NewCase(NewPatient("Bo"), urgency=Urgency.URGENT, urgency_reason="rapid"))
    import_file(ws, urgent, make_file(b"urgent", pages=1))
    (page,) = case_documents(ws, urgent)[0].pages
    assert waiting(ws) == [page.id, *page_ids]
    assert waiting(ws, (page_ids[3],))[:2] == [page_ids[3], page.id]


def test_a_chinese_document_is_read_as_chinese(ws: Workspace, case_id: str, page_ids: list[str]) -> None:
    document = case_documents(ws, case_id)[0]
    retype_document(ws, document.id, DocumentFacts("pathology", language="zh"), document.row_version)
    assert next_pages(ws)[0].languages == ("chi_sim", "eng")


def test_the_same_engine_version_replaces_and_another_is_kept_beside(
    ws: Workspace, page_ids: list[str]
) -> None:
    for text, version in (("first try", "5.3"), ("second try here", "5.3"), ("newer engine", "5.4")):
        store_reading(ws, page_ids[0], reading(text, version=version))
    assert page_words(ws, page_ids[0]).text == "newer engine"
    with ws.read() as tx:
        assert tx.session.scalar(select(func.count()).select_from(Reading)) == 2
        assert tx.session.scalar(select(func.count()).select_from(StoredWord)) == 5
        assert audit.verify_tables(tx.session, audit.WORKSPACE) == ()
    assert search(ws, "second try") == () and len(search(ws, "newer")) == 1


def test_a_blank_page_is_read(ws: Workspace, page_ids: list[str]) -> None:
    store_reading(ws, page_ids[0], PageReading("none", "1", 0, 0.0, "", (), 0.1))
    assert page_words(ws, page_ids[0]).text == ""
    assert reading_progress(ws) == Progress(1, 4)


def test_a_reading_of_no_page_is_refused(ws: Workspace) -> None:
    with pytest.raises(NotFoundError):
        store_reading(ws, "nothing", reading("text"))


def test_a_failure_is_kept_with_its_sentence_until_tried_again(
    ws: Workspace, case_id: str, page_ids: list[str]
) -> None:
    store_failure(ws, page_ids[0], PROBLEM)
    page = case_documents(ws, case_id)[0].pages[0]
    assert (page.state, page.problem) == (PageState.FAILED, PROBLEM)
    assert waiting(ws) == page_ids[1:]
    assert reading_progress(ws, case_id) == Progress(1, 4, 1)
    assert list_queue(ws).rows[0].reading == Progress(1, 4, 1)
    read_again(ws, [page_ids[0]])
    assert set(waiting(ws)) == set(page_ids)
    assert case_documents(ws, case_id)[0].pages[0].state is PageState.NOT_READ
    store_reading(ws, page_ids[0], reading("at last"))
    assert list_queue(ws).rows[0].reading == Progress(1, 4)


def test_reading_goes_on_where_it_was_after_a_restart(
    ws: Workspace, case_id: str, page_ids: list[str], rules: Rules
) -> None:
    store_reading(ws, page_ids[0], reading("kept"))
    store_failure(ws, page_ids[1], PROBLEM)
    ws.close()
    with open_workspace(ws.folder, "hanna", "correct horse", rules) as again:
        assert waiting(again) == page_ids[2:]
        assert page_words(again, page_ids[0]).text == "kept"
        assert reading_progress(again, case_id) == Progress(2, 4, 1)


# The loop, with the real workers


@pytest.fixture(scope="module")
def pool() -> Iterator[ReadingPool]:
    with ReadingPool(reading_workers=1) as opened:
        yield opened


@pytest.fixture
def thread(ws: Workspace) -> Iterator[StoreThread]:
    opened = StoreThread(ws)
    yield opened
    opened.close()


StartReader = Callable[..., Reader]


@pytest.fixture
def reader_of(thread: StoreThread, pool: ReadingPool) -> Iterator[StartReader]:
    """Makes readers, not started, and closes them at the end."""
    made: list[Reader] = []

    def make(at_once: int, on_read: Callable[[str], None]) -> Reader:
        made.append(Reader(thread, pool, at_once, on_read))
        return made[-1]

    yield make
    for reader in made:
        reader.close()


class Heard:
    """What the reader told, and a wait for so many pages."""

    def __init__(self) -> None:
        self.pages: list[str] = []
        self._change = threading.Condition()

    def __call__(self, page_id: str) -> None:
        with self._change:
            self.pages.append(page_id)
            self._change.notify_all()

    def wait_for(self, count: int) -> list[str]:
        with self._change:
            assert self._change.wait_for(lambda: len(self.pages) >= count, timeout=60)
            return list(self.pages)


def packet(folder: Path, name: str, pages: int) -> Path:
    """A born-digital file whose every page says which one it is."""
    document = pymupdf.open()
    for number in range(pages):
        page = document.new_page()
        for line in range(12):
            page.insert_text((72, 72 + 20 * line), f"{name} page {number + 1}: diffuse large B-cell lymphoma")
    document.save(folder / f"{name}.pdf")
    document.close()
    return folder / f"{name}.pdf"


def test_the_reader_reads_what_is_on_screen_first_and_then_everything(
    ws: Workspace, case_id: str, pool: ReadingPool, reader_of: StartReader, tmp_path: Path
) -> None:
    import_paths(ws, pool, case_id, [packet(tmp_path, "alpha", 2), packet(tmp_path, "beta", 3)])
    alpha, beta = case_documents(ws, case_id)
    heard = Heard()
    reader = reader_of(1, heard)
    reader.look_at(case_id, beta.pages[1].id)
    reader.start()
    order = heard.wait_for(5)
    reader.close()
    assert order == [
        *(beta.pages[number].id for number in (1, 2, 0)),
        *(page.id for page in alpha.pages),
    ]
    assert reading_progress(ws, case_id) == Progress(5, 5)
    assert "beta page 2" in page_words(ws, beta.pages[1].id).text
    assert {hit.page_id for hit in search(ws, "alpha page")} == {page.id for page in alpha.pages}
    assert ws.being_read == frozenset()


def test_a_paused_reader_reads_nothing_and_goes_on_when_resumed(
    ws: Workspace, case_id: str, pool: ReadingPool, reader_of: StartReader, tmp_path: Path
) -> None:
    heard = Heard()
    reader = reader_of(2, heard)
    reader.pause()
    reader.start()
    import_paths(ws, pool, case_id, [packet(tmp_path, "gamma", 3)])
    reader.look_again()
    assert reader.is_paused and reading_progress(ws) == Progress(0, 3)
    reader.resume()
    heard.wait_for(1)
    reader.pause()
    reader.resume()
    assert len(set(heard.wait_for(3))) == 3
    reader.close()
    assert reading_progress(ws) == Progress(3, 3)


def test_a_page_that_cannot_be_read_costs_that_page_alone(
    ws: Workspace,
    case_id: str,
    pool: ReadingPool,
    reader_of: StartReader,
    make_file: MakeFile,
    tmp_path: Path,
) -> None:
    import_file(ws, case_id, make_file(b"%PDF-1.7 that is none", name="broken.pdf", pages=1))
    import_paths(ws, pool, case_id, [packet(tmp_path, "delta", 1)])
    heard = Heard()
    reader = reader_of(2, heard)
    reader.start()
    heard.wait_for(2)
    reader.close()
    broken, delta = case_documents(ws, case_id)
    assert broken.pages[0].state is PageState.FAILED
    assert broken.pages[0].problem is not None and broken.pages[0].problem.id.startswith("reading.")
    assert delta.pages[0].state is PageState.READ


def limit_pages(ws: Workspace, spare: int | None) -> None:
    """Lets the database grow by so many pages more; None: without end."""
    with ws.write() as tx:
        raw = tx.session.connection()
        now = raw.exec_driver_sql("PRAGMA page_count").scalar_one()
        raw.exec_driver_sql(f"PRAGMA max_page_count={now + spare if spare is not None else 2**30}")


def test_a_full_disk_pauses_the_reader_and_loses_no_page(
    ws: Workspace, case_id: str, pool: ReadingPool, thread: StoreThread, tmp_path: Path
) -> None:
    import_paths(ws, pool, case_id, [packet(tmp_path, "sigma", 4)])
    limit_pages(ws, 0)
    heard, told = Heard(), Heard()
    reader = Reader(thread, pool, 1, heard, lambda problem: told(problem.message_id))
    reader.start()
    try:
        assert told.wait_for(1) == ["store.disk_full"]
        assert reader.is_paused
        limit_pages(ws, None)
        reader.resume()
        stored = reading_progress(ws).done
        heard.wait_for(4)
        assert stored < 4
    finally:
        reader.close()
    assert reading_progress(ws) == Progress(4, 4)
    assert sorted(heard.pages) == sorted(page.id for page in case_documents(ws, case_id)[0].pages)


def test_closing_in_the_middle_keeps_what_is_done(
    ws: Workspace, case_id: str, pool: ReadingPool, reader_of: StartReader, tmp_path: Path
) -> None:
    import_paths(ws, pool, case_id, [packet(tmp_path, "omega", 6)])
    heard = Heard()
    reader = reader_of(2, heard)
    reader.start()
    heard.wait_for(1)
    reader.close()
    done = reading_progress(ws, case_id).done
    assert 1 <= done == len(set(heard.pages))
    assert len(waiting(ws)) == 6 - done
