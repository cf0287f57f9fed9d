"""The reading loop, with the real workers: its order, stopping and going on, and what a killed program keeps."""

import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.services.reading_bench import Heard, MakeFile, scanned_packet, text_packet
from workstation.reading import ReadingPool
from workstation.services.finding_text import search
from workstation.services.intake import import_file, import_paths
from workstation.services.pages import case_documents, page_words
from workstation.services.reader import Reader
from workstation.services.reading_order import next_pages, read_next
from workstation.services.readings import reading_progress
from workstation.services.rules import Rules
from workstation.services.thread import StoreThread
from workstation.services.views import PageState, Progress
from workstation.services.workspace import Workspace, open_workspace
from workstation.store import audit
from workstation.store.tables.readings import Reading


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


def test_the_reader_reads_what_is_on_screen_first_and_then_everything(
    ws: Workspace, case_id: str, pool: ReadingPool, reader_of: StartReader, tmp_path: Path
) -> None:
    import_paths(ws, pool, case_id, [text_packet(tmp_path, "alpha", 2), text_packet(tmp_path, "beta", 3)])
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
    import_paths(ws, pool, case_id, [text_packet(tmp_path, "gamma", 3)])
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
    import_paths(ws, pool, case_id, [text_packet(tmp_path, "delta", 1)])
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
    import_paths(ws, pool, case_id, [text_packet(tmp_path, "sigma", 4)])
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
    import_paths(ws, pool, case_id, [text_packet(tmp_path, "omega", 6)])
    heard = Heard()
    reader = reader_of(2, heard)
    reader.start()
    heard.wait_for(1)
    reader.close()
    done = reading_progress(ws, case_id).done
    assert 1 <= done == len(set(heard.pages))
    assert len(next_pages(ws, limit=50)) == 6 - done


def test_another_page_on_screen_changes_what_comes_next(
    ws: Workspace, case_id: str, pool: ReadingPool, reader_of: StartReader, tmp_path: Path
) -> None:
    import_paths(ws, pool, case_id, [text_packet(tmp_path, "alpha", 4), text_packet(tmp_path, "beta", 3)])
    alpha, beta = case_documents(ws, case_id)
    order: list[str] = []
    heard = Heard()

    def turn_the_page(page_id: str) -> None:
        """After the second page somebody looks at another document: the very next page is of that."""
        order.append(page_id)
        if len(order) == 2:
            reader.look_at(case_id, beta.pages[1].id)
        heard(page_id)

    reader = reader_of(1, turn_the_page)
    reader.look_at(case_id, alpha.pages[0].id)
    reader.start()
    heard.wait_for(7)
    reader.close()
    a, b = alpha.pages, beta.pages
    assert order == [a[0].id, a[1].id, b[1].id, b[2].id, b[0].id, a[2].id, a[3].id]


def test_a_file_that_is_asked_for_while_reading_comes_next(
    ws: Workspace, case_id: str, pool: ReadingPool, reader_of: StartReader, tmp_path: Path
) -> None:
    names = ("alpha", "beta", "gamma")
    import_paths(ws, pool, case_id, [text_packet(tmp_path, name, 2) for name in names])
    alpha, beta, gamma = case_documents(ws, case_id)
    heard = Heard()

    def ask(page_id: str) -> None:
        if not heard.pages:
            read_next(ws, case_id, gamma.pages[0].file_id)
        heard(page_id)

    reader = reader_of(1, ask)
    reader.start()
    order = heard.wait_for(6)
    reader.close()
    whole = [alpha.pages[0], *gamma.pages, alpha.pages[1], *beta.pages]
    assert order == [page.id for page in whole]


def stored(ws: Workspace) -> int:
    with ws.read() as tx:
        return tx.session.scalar(select(func.count()).select_from(Reading)) or 0


def test_once_stopped_nothing_is_stored_and_the_rest_waits(
    ws: Workspace, case_id: str, pool: ReadingPool, reader_of: StartReader, tmp_path: Path
) -> None:
    """Stopped in the middle of pages that take the workers a while."""
    import_paths(ws, pool, case_id, [scanned_packet(tmp_path, "slow", 4)])
    heard = Heard()
    reader = reader_of(1, heard)
    reader.start()
    heard.wait_for(1)
    reader.pause()
    assert reader.wait_until_idle(30)
    kept = stored(ws)
    reader.look_again()
    reader.look_at(case_id, case_documents(ws, case_id)[0].pages[3].id)
    reader.close()
    assert stored(ws) == kept == len(heard.pages) < 4
    assert len(next_pages(ws, limit=9)) == 4 - kept
    assert ws.being_read == frozenset()


def test_the_time_left_is_told_once_pages_were_read(
    ws: Workspace, case_id: str, pool: ReadingPool, reader_of: StartReader, tmp_path: Path
) -> None:
    import_paths(ws, pool, case_id, [text_packet(tmp_path, "long", 6)])
    heard = Heard()
    reader = reader_of(1, heard)
    assert reader.pace.text is None
    began = time.monotonic()
    reader.start()
    heard.wait_for(6)
    reader.close()
    assert reader.pace.text is not None and reader.pace.scan is None
    assert 0 < reader.pace.text < time.monotonic() - began


READ_IN_ANOTHER_PROCESS = """
import signal
import sys
from pathlib import Path
from workstation.reading import ReadingPool
from workstation.services.reader import Reader
from workstation.services.thread import StoreThread
from workstation.services.workspace import open_workspace

ws = open_workspace(Path(sys.argv[1]), "hanna", "correct horse")
thread, pool = StoreThread(ws), ReadingPool(reading_workers=2)
Reader(thread, pool, 2, lambda page_id: print(page_id, flush=True)).start()
signal.pause()
"""


def read_and_be_killed(folder: Path, after_pages: int, then_seconds: float) -> list[str]:
    """Reads in a process of its own, killed so long after so many pages; those it told of."""
    command = [sys.executable, "-c", READ_IN_ANOTHER_PROCESS, str(folder)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
    ) as process:
        assert process.stdout is not None
        told = [process.stdout.readline() for _ in range(after_pages)]
        time.sleep(then_seconds)
        process.send_signal(signal.SIGKILL)
        told += process.stdout.readlines()
    assert process.returncode == -signal.SIGKILL and "" not in told
    return [line.strip() for line in told if line.endswith("\n")]


def test_a_program_killed_at_any_moment_loses_no_finished_page_and_goes_on(
    ws: Workspace, case_id: str, pool: ReadingPool, rules: Rules, tmp_path: Path
) -> None:
    check_killed_program(ws, case_id, pool, rules, tmp_path, pages=14, moments=(0, 1, 2))


@pytest.mark.long
def test_a_program_killed_twenty_times_loses_no_finished_page(
    ws: Workspace, case_id: str, pool: ReadingPool, rules: Rules, tmp_path: Path
) -> None:
    check_killed_program(ws, case_id, pool, rules, tmp_path, pages=100, moments=(0, 1, 2, 1) * 5)


def check_killed_program(
    ws: Workspace,
    case_id: str,
    pool: ReadingPool,
    rules: Rules,
    folder: Path,
    pages: int,
    moments: tuple[int, ...],
) -> None:
    """Kills a reading program a random while after so many pages each time, and counts after every restart."""
    import_paths(ws, pool, case_id, [scanned_packet(folder, "slow", pages)])
    ws.close()
    chance = random.Random(20_261_124)
    told: list[str] = []
    for after_pages in moments:
        told += read_and_be_killed(ws.folder, after_pages, chance.uniform(0.0, 0.6))
        with open_workspace(ws.folder, "hanna", "correct horse", rules) as again:
            states = {page.id: page.state for page in case_documents(again, case_id)[0].pages}
            assert all(states[page_id] is PageState.READ for page_id in told)
            assert set(states.values()) <= {PageState.READ, PageState.NOT_READ}
            assert reading_progress(again) == Progress(
                sum(state is PageState.READ for state in states.values()), pages
            )
    assert len(told) == len(set(told))
    with open_workspace(ws.folder, "hanna", "correct horse", rules) as again:
        finish(again, pool, pages)
        assert stored(again) == pages
        assert all(
            f"slow page {number}" in page_words(again, page.id).text
            for number, page in enumerate(case_documents(again, case_id)[0].pages, start=1)
        )
        with again.read() as tx:
            assert audit.verify_tables(tx.session, audit.WORKSPACE) == ()


def finish(ws: Workspace, pool: ReadingPool, pages: int) -> None:
    """Reads what is left."""
    heard, thread = Heard(), StoreThread(ws)
    left = pages - reading_progress(ws).done
    reader = Reader(thread, pool, 1, heard)
    reader.start()
    try:
        assert len(set(heard.wait_for(left, 30.0 * pages))) == left
    finally:
        reader.close()
        thread.close()


@pytest.mark.long
def test_how_long_stopping_takes(
    ws: Workspace, case_id: str, thread: StoreThread, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Prints the wall time of ten stops at random moments with two workers; how fast this machine is, is no test."""
    chance = random.Random(20_261_125)
    calls: list[float] = []
    stops: list[float] = []
    with ReadingPool(reading_workers=2) as pool:
        import_paths(ws, pool, case_id, [scanned_packet(tmp_path, "slow", 60)])
        heard = Heard()
        reader = Reader(thread, pool, 2, heard)
        reader.start()
        for _ in range(10):
            heard.wait_for(len(heard.pages) + 1)
            time.sleep(chance.uniform(0.0, 1.5))
            began = time.monotonic()
            reader.pause()
            calls.append(time.monotonic() - began)
            assert reader.wait_until_idle(30)
            stops.append(time.monotonic() - began)
            kept = stored(ws)
            reader.look_again()
            assert stored(ws) == kept
            reader.resume()
        reader.close()
    with capsys.disabled():
        sys.stdout.write(
            f"\nten stops: at most {max(stops):.3f} s until nothing is read; the call itself {max(calls):.3f} s\n"
        )
