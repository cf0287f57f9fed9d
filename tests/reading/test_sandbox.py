"""What strangers' bytes could do if they took over a worker: tried from inside real workers, with a control."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytesseract
import pytest

from tests.reading import forbidden
from workstation.reading import ReadingPool, TesseractInstall
from workstation.reading.crew import CANVAS_BYTES
from workstation.reading.sandbox import LayerName
from workstation.reading.source import Canvas
from workstation.reading.worker import Role, Worker, sweep_private_folders

ROOT = Path(__file__).parents[2]
TEXT_WORKER_MAY = {"fork"}


@pytest.fixture(scope="module")
def workers(tesseract: TesseractInstall) -> Iterator[dict[Role, Worker]]:
    canvas = Canvas(CANVAS_BYTES)
    made = {role: Worker(role, canvas, 0, tesseract, "tests.reading.forbidden") for role in Role}
    for worker in made.values():
        worker.make_ready()
    yield made
    for worker in made.values():
        worker.close()
    canvas.close()


@pytest.fixture
def users_file(tmp_path: Path) -> Path:
    path = tmp_path / "letter.txt"
    path.write_bytes(b"private")
    return path


@pytest.mark.parametrize("act", sorted(forbidden.ACTS))
@pytest.mark.parametrize("role", list(Role))
def test_act_is_refused_inside(role: Role, act: str, workers: dict[Role, Worker], users_file: Path) -> None:
    answer = workers[role].ask({"task": "act", "act": act, "path": str(users_file)}, 20.0)
    outcome = answer.text("outcome")
    if role is Role.TEXT and act in TEXT_WORKER_MAY:
        assert outcome == "done", "it must be able to start Tesseract"
    else:
        assert outcome != "done"
    assert users_file.read_bytes() == b"private"
    assert [path.name for path in users_file.parent.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("act", sorted(forbidden.ACTS))
def test_act_succeeds_outside(act: str, users_file: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.reading.forbidden", act, str(users_file)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
    )
    assert done.stdout.decode().strip() == "done"


def test_text_worker_writes_in_its_private_folder_alone(workers: dict[Role, Worker]) -> None:
    worker = workers[Role.TEXT]
    assert worker.folder is not None
    assert worker.folder.stat().st_mode & 0o077 == 0
    for path, expected in (
        (worker.folder / "page", "done"),
        (worker.folder.parent / "page", "PermissionError"),
    ):
        answer = worker.ask({"task": "act", "act": "write_file", "path": str(path)}, 20.0)
        assert answer.text("outcome") == expected


def test_text_worker_reads_no_program_of_ours(workers: dict[Role, Worker]) -> None:
    """The loader of shared libraries runs whatever it can read."""
    for path in (os.__file__, pytesseract.__file__, "/usr/bin/env"):
        answer = workers[Role.TEXT].ask({"task": "act", "act": "read_file", "path": path}, 20.0)
        assert answer.text("outcome") == "PermissionError", path


def test_private_folder_goes_with_its_worker(tesseract: TesseractInstall) -> None:
    canvas = Canvas(CANVAS_BYTES)
    worker = Worker(Role.TEXT, canvas, 0, tesseract)
    folder = worker.folder
    assert folder is not None
    assert folder.is_dir()
    worker.close()
    canvas.close()
    assert not folder.exists()


def test_folder_left_by_a_killed_application_is_swept() -> None:
    """Its number belongs to no process any more; the folder of a running one stays."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left, kept = (Path(f"/dev/shm/workstation-{pid}-test") for pid in (ended.pid, os.getpid()))
    for folder in (left, kept):
        folder.mkdir(exist_ok=True)
        (folder / "page.pgm").write_bytes(b"P5")
    sweep_private_folders()
    assert not left.exists()
    assert kept.exists()
    (kept / "page.pgm").unlink()
    kept.rmdir()


def test_workers_know_nothing_of_window_database_or_keys(workers: dict[Role, Worker]) -> None:
    for role, worker in workers.items():
        loaded = Path(f"/proc/{worker.pid}/maps").read_text()
        for stranger in ("PySide6", "sqlcipher3", "sqlalchemy", "cryptography"):
            assert stranger not in loaded, f"{stranger} in {role}"


def test_worker_inherits_no_environment(workers: dict[Role, Worker], monkeypatch: pytest.MonkeyPatch) -> None:
    for worker in workers.values():
        names = {
            entry.split(b"=")[0] for entry in Path(f"/proc/{worker.pid}/environ").read_bytes().split(b"\0")
        }
        assert b"HOME" not in names
        assert b"XDG_CONFIG_HOME" not in names


def test_every_layer_is_told_for_both_workers(pool: ReadingPool) -> None:
    layers = pool.sandbox_level().result(timeout=60)
    assert [(layer.worker, layer.name) for layer in layers] == [
        (worker, name) for worker in ("page", "text") for name in LayerName
    ]
    assert all(layer.enforced != bool(layer.why) for layer in layers)


def test_layer_that_the_machine_lacks_is_told_with_its_reason() -> None:
    """A machine without libseccomp: the other layers hold, and the missing one says why."""
    program = (
        "import sys; sys.modules['pyseccomp'] = None\n"
        "from workstation.reading.sandbox import Allowance, close_sandbox\n"
        "for name, enforced, why in close_sandbox(Allowance()): print(name, enforced, bool(why))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, check=True)
    lines = dict(line.split(" ", 1) for line in done.stdout.decode().splitlines())
    assert lines["calls"] == "False True"
    assert lines["limits"] == lines["privileges"] == "True False"
