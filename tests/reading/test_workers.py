"""Workers that die, hang or lie cost one page; the next gets a new worker."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import CancelledError, Future, wait
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from tests.reading.scans import ENGLISH, encoded, pdf_of, pdf_of_scans, scan_of
from workstation.reading import (
    Engine,
    FileProblem,
    PageReading,
    ReadingPool,
    SourceFile,
    TesseractInstall,
    crew,
    page_reader,
    probing,
)
from workstation.reading.channel import Channel, Claims, FalseClaimError
from workstation.reading.worker import DOCUMENTS_KEPT_OPEN, Role, Worker

ROOT = Path(__file__).parents[2]
SCAN = encoded(scan_of(ENGLISH, dpi=100), dpi=(100, 100))


@pytest.fixture
def own_pool(tesseract: TesseractInstall) -> Iterator[ReadingPool]:
    with ReadingPool(reading_workers=1, tesseract=tesseract) as made:
        yield made


@pytest.fixture
def source() -> Iterator[SourceFile]:
    with SourceFile(SCAN, "scan.png") as made:
        yield made


def worker_pids(role: str) -> list[int]:
    """Running workers of this process that have, or have not, loaded what the role needs."""
    pids = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or b"workstation.reading.inside" not in _read(entry / "cmdline"):
            continue
        parent = int(_read(entry / "stat").rpartition(b")")[2].split()[1])
        is_text = b"mupdf" not in _read(entry / "maps")
        if parent == os.getpid() and is_text == (role == "text"):
            pids.append(int(entry.name))
    return pids


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def stop_new(role: str, before: set[int]) -> int:
    (pid,) = set(worker_pids(role)) - before
    os.kill(pid, signal.SIGSTOP)
    return pid


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[Role, Event]:
    """Set when a worker of the role is asked something; the asking itself is unchanged."""
    events = {role: Event() for role in Role}
    real = Worker.ask

    def ask(
        self: Worker, request: Mapping[str, Any], seconds: float, source: SourceFile | None = None
    ) -> Claims:
        events[self.role].set()
        return real(self, request, seconds, source)

    monkeypatch.setattr(Worker, "ask", ask)
    return events


@pytest.mark.parametrize("role", ["page", "text"])
def test_worker_killed_in_the_middle_of_a_page_costs_that_page(
    role: str, own_pool: ReadingPool, source: SourceFile, asked: dict[Role, Event]
) -> None:
    before = set(worker_pids(role))
    own_pool.read_page(source, 0).result(timeout=60)
    pid = stop_new(role, before)
    asked[Role(role)].clear()
    lost = own_pool.read_page(source, 0)
    after = own_pool.read_page(source, 0)
    assert asked[Role(role)].wait(20)
    os.kill(pid, signal.SIGKILL)
    with pytest.raises(FileProblem) as caught:
        lost.result(timeout=60)
    assert (caught.value.message_id, caught.value.params) == (
        "reading.page_worker_died",
        {"file": "scan.png", "page": 1},
    )
    assert "Brandvoll" in after.result(timeout=60).text


def test_worker_that_hangs_is_given_up(
    own_pool: ReadingPool, source: SourceFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = set(worker_pids("text"))
    own_pool.read_page(source, 0).result(timeout=60)
    pid = stop_new("text", before)
    monkeypatch.setattr(page_reader, "READ_SECONDS", 0.5)
    lost = own_pool.read_page(source, 0)
    with pytest.raises(FileProblem) as caught:
        lost.result(timeout=10)
    monkeypatch.undo()
    assert caught.value.message_id == "reading.page_timed_out"
    assert "Brandvoll" in own_pool.read_page(source, 0).result(timeout=60).text
    assert pid not in worker_pids("text")


def test_file_that_hangs_at_a_page_gives_the_pages_before(
    own_pool: ReadingPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker stops at the second page of three, and so does each that is tried after it."""
    before = set(worker_pids("page"))
    monkeypatch.setattr(probing, "PAGE_SECONDS", 0.3)
    monkeypatch.setattr(probing, "PATIENCE_SECONDS", 0.5)
    real = Worker.ask

    def ask(
        self: Worker, request: Mapping[str, Any], seconds: float, source: SourceFile | None = None
    ) -> Claims:
        if request.get("index", 0) >= 1:
            os.kill(self.pid, signal.SIGSTOP)
        return real(self, request, seconds, source)

    monkeypatch.setattr(Worker, "ask", ask)
    with SourceFile(pdf_of_scans(*[scan_of(ENGLISH, dpi=40)] * 3, dpi=40), "packet.pdf") as source:
        report = own_pool.probe(source).result(timeout=15)
    assert len(report.pages) == 1
    assert [(said.message_id, said.params["page"]) for said in report.problems] == [
        ("reading.damaged_after", 1)
    ]
    assert set(worker_pids("page")) == before, "stopped workers are gone"


def test_machine_without_tesseract_says_so(source: SourceFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with ReadingPool(reading_workers=1) as made, SourceFile(pdf_of(ENGLISH), "page.pdf") as digital:
        with pytest.raises(FileProblem) as caught:
            made.read_page(source, 0).result(timeout=30)
        assert caught.value.message_id == "reading.no_tesseract"
        assert made.read_page(digital, 0).result(timeout=30).engine == "text-layer"


def test_language_that_is_not_installed_is_left_out(own_pool: ReadingPool, source: SourceFile) -> None:
    assert own_pool.read_page(source, 0, languages=["klingon", "eng"]).result(timeout=60).language == "eng"
    with pytest.raises(FileProblem) as caught:
        own_pool.read_page(source, 0, languages=["klingon"]).result(timeout=60)
    assert (caught.value.message_id, caught.value.params) == ("reading.no_language", {"languages": "klingon"})


def test_cancelling_stops_a_running_page_within_two_seconds(
    own_pool: ReadingPool, source: SourceFile, asked: dict[Role, Event]
) -> None:
    before = set(worker_pids("text"))
    own_pool.read_page(source, 0).result(timeout=60)
    pid = stop_new("text", before)
    asked[Role.TEXT].clear()
    running = own_pool.read_page(source, 0)
    assert asked[Role.TEXT].wait(20)
    waiting = own_pool.read_page(source, 0)
    kept = own_pool.read_page(source, 0)
    started = time.monotonic()
    assert running.cancel()
    assert waiting.cancel()
    wait([running, waiting], timeout=2)
    assert time.monotonic() - started < 2
    with pytest.raises(CancelledError):
        running.result()
    assert "Brandvoll" in kept.result(timeout=60).text
    assert pid not in worker_pids("text")


def test_cancel_and_close_leave_nothing_behind(tesseract: TesseractInstall, source: SourceFile) -> None:
    before = set(worker_pids("page") + worker_pids("text"))
    with ReadingPool(reading_workers=2, tesseract=tesseract) as made:
        made.read_page(source, 0).result(timeout=60)
        futures: list[Future[PageReading]] = [made.read_page(source, 0) for _ in range(20)]
        made.cancel()
        assert all(future.cancelled() or future.done() for future in futures)
    assert set(worker_pids("page") + worker_pids("text")) == before
    with pytest.raises(RuntimeError, match="closed"):
        made.probe(source)


def test_urgent_page_goes_first(own_pool: ReadingPool, source: SourceFile, asked: dict[Role, Event]) -> None:
    before = set(worker_pids("text"))
    own_pool.read_page(source, 0).result(timeout=60)
    pid = stop_new("text", before)
    order: list[str] = []

    def read(name: str, priority: int) -> Future[PageReading]:
        future = own_pool.read_page(source, 0, priority=priority)
        future.add_done_callback(lambda _: order.append(name))
        return future

    asked[Role.TEXT].clear()
    futures = [read("first", 0)]
    assert asked[Role.TEXT].wait(20)
    futures += [read("later", 5), read("on screen", -1)]
    os.kill(pid, signal.SIGCONT)
    wait(futures, timeout=60)
    assert order == ["first", "on screen", "later"]


def test_closed_file_serves_the_work_that_was_handed_in(own_pool: ReadingPool) -> None:
    source = SourceFile(SCAN, "scan.png")
    reading, picture = own_pool.read_page(source, 0), own_pool.render(source, 0, scale=1.0)
    source.close()
    source.close()
    assert "Brandvoll" in reading.result(timeout=60).text
    assert picture.result(timeout=60).width > 0
    with pytest.raises(ValueError, match="closed"):
        own_pool.probe(source)
    with pytest.raises(ValueError, match="closed"):
        source.duplicate()


def test_screen_does_not_wait_for_reading(own_pool: ReadingPool, source: SourceFile) -> None:
    before = set(worker_pids("text"))
    own_pool.read_page(source, 0).result(timeout=60)
    pid = stop_new("text", before)
    reading = own_pool.read_page(source, 0)
    assert own_pool.render(source, 0, scale=1.0).result(timeout=20).width > 0
    assert not reading.done()
    os.kill(pid, signal.SIGCONT)
    assert reading.result(timeout=60).words


def test_reading_workers_are_polite(own_pool: ReadingPool, source: SourceFile) -> None:
    before = set(worker_pids("text"))
    own_pool.read_page(source, 0).result(timeout=60)
    (pid,) = set(worker_pids("text")) - before
    assert os.getpriority(os.PRIO_PROCESS, pid) >= 10


@pytest.mark.parametrize(
    "reply",
    [
        b"not json",
        b"[1, 2]",
        b"[" * 100_000,
        b'{"width": 1e999}',
        b'{"width": -5}',
        b'{"width": 20001}',
        b'{"width": true}',
        b'{"width": "12"}',
    ],
)
def test_what_a_worker_says_is_checked(reply: bytes) -> None:
    ours, theirs = Channel.pair()
    with theirs:
        theirs.sendall(len(reply).to_bytes(4, "big") + reply)
        with pytest.raises(FalseClaimError):
            ours.receive(1.0).whole("width", 1, 10_000)
    ours.close()


def test_message_without_end_is_refused_unread() -> None:
    ours, theirs = Channel.pair()
    with theirs:
        theirs.sendall(b"\xff\xff\xff\xff")
        with pytest.raises(FalseClaimError):
            ours.receive(1.0)
    ours.close()


def test_half_a_message_does_not_hold_the_application_up() -> None:
    ours, theirs = Channel.pair()
    with theirs:
        theirs.sendall((100).to_bytes(4, "big") + b"{")
        with pytest.raises(TimeoutError):
            ours.receive(0.1)
    ours.close()


@pytest.mark.parametrize("way", ["script", "module", "standard input"])
def test_pool_works_however_the_program_was_started(way: str, tmp_path: Path) -> None:
    """No `if __name__` is asked of the program, and none of it runs again in a worker."""
    (tmp_path / "page.pdf").write_bytes(pdf_of(ENGLISH))
    program = (
        "import sys, pathlib\n"
        "from workstation.reading import ReadingPool, SourceFile\n"
        "print('once')\n"
        "data = pathlib.Path(sys.argv[-1]).read_bytes()\n"
        "with ReadingPool() as pool, SourceFile(data, 'page.pdf') as source:\n"
        "    print(len(pool.probe(source).result().pages))\n"
    )
    (tmp_path / "program.py").write_text(program)
    start = {"script": ["program.py"], "module": ["-m", "program"], "standard input": ["-"]}[way]
    done = subprocess.run(
        [sys.executable, *start, str(tmp_path / "page.pdf")],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        input=program.encode(),
        stdout=subprocess.PIPE,
        check=True,
        timeout=60,
    )
    assert done.stdout.split() == [b"once", b"1"]


def test_drawing_that_is_cancelled_costs_no_worker(own_pool: ReadingPool, source: SourceFile) -> None:
    before = set(worker_pids("page"))
    own_pool.render(source, 0, scale=1.0).result(timeout=60)
    own = set(worker_pids("page")) - before
    for _ in range(20):
        own_pool.render(source, 0, scale=6.0).cancel()
        time.sleep(0.01)
    own_pool.render(source, 0, scale=1.0).result(timeout=60)
    assert set(worker_pids("page")) - before == own


def test_drawing_that_hangs_is_stopped_soon_after_it_is_cancelled(
    own_pool: ReadingPool, source: SourceFile
) -> None:
    before = set(worker_pids("page"))
    own_pool.render(source, 0, scale=1.0).result(timeout=60)
    pid = stop_new("page", before)
    hanging = own_pool.render(source, 0, scale=1.0)
    time.sleep(0.1)
    started = time.monotonic()
    assert hanging.cancel()
    own_pool.render(source, 0, scale=1.0).result(timeout=60)
    assert time.monotonic() - started < 10  # a drawing is given 15 s
    assert pid not in worker_pids("page")


def test_worker_is_renewed_between_pages_and_never_within_one(
    own_pool: ReadingPool, source: SourceFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "CALLS_PER_WORKER", 1)
    others, seen = set(worker_pids("page")), set()
    for _ in range(2):
        reading = own_pool.read_page(source, 0, engines=(Engine.RAPIDOCR,)).result(120)
        assert reading.words
        seen |= set(worker_pids("page")) - others
    assert len(seen) == 2


def test_a_file_let_go_of_before_the_worker_had_it_costs_no_other_page(
    own_pool: ReadingPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: SourceFile) -> int:
        raise ValueError("the source file is closed")

    with SourceFile(SCAN, "gone.png") as gone, monkeypatch.context() as patched:
        patched.setattr(SourceFile, "duplicate", refuse)
        with pytest.raises(ValueError, match="closed"):
            own_pool.render(gone, 0, scale=0.2).result(30)
    before = set(worker_pids("page"))
    for number in range(DOCUMENTS_KEPT_OPEN + 2):
        with SourceFile(SCAN, f"scan {number}.png") as source:
            assert own_pool.render(source, 0, scale=0.2).result(30).width > 0
    assert before <= set(worker_pids("page"))
