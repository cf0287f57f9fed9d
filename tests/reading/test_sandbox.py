"""What strangers' bytes could do if they took over a worker: tried from inside real workers, with a control."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytesseract
import pytest

from tests.reading import forbidden
from tests.reading.acts import ACTS, Scene
from workstation.reading import ReadingPool, TesseractInstall
from workstation.reading.crew import CANVAS_BYTES
from workstation.reading.sandbox import LayerName
from workstation.reading.source import Canvas
from workstation.reading.worker import Role, Worker

ROOT = Path(__file__).parents[2]


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
def scene(tmp_path: Path) -> Iterator[Scene]:
    with forbidden.prepared(tmp_path) as made:
        yield made


@pytest.mark.parametrize("act", ACTS)
def test_act_succeeds_outside_and_is_refused_inside(
    act: str, workers: dict[Role, Worker], scene: Scene
) -> None:
    before = sorted(path.name for path in Path(scene.letter).parent.iterdir())
    for role, worker in workers.items():
        assert not forbidden.within(worker, act, scene).startswith("done"), role
    assert Path(scene.letter).read_bytes() == b"private"
    assert sorted(path.name for path in Path(scene.letter).parent.iterdir()) == before
    assert forbidden.outside(act, scene) == "done"


def test_text_worker_reads_no_program_of_ours(workers: dict[Role, Worker], scene: Scene) -> None:
    """The loader of shared libraries runs whatever it can read."""
    for path in (os.__file__, pytesseract.__file__, "/usr/bin/env"):
        asked = replace(scene, letter=path)
        assert forbidden.within(workers[Role.TEXT], "read_a_users_file", asked) == "PermissionError", path


def test_line_of_which_tesseract_complains_is_read_all_the_same(tesseract: TesseractInstall) -> None:
    """By itself it writes its complaint to /dev/null, and ends with the worker where it cannot."""
    canvas = Canvas(CANVAS_BYTES)
    canvas.write(b"\xff")
    worker = Worker(Role.TEXT, canvas, 0, tesseract)
    worker.make_ready()
    line = {"at": 0, "width": 1, "height": 1}
    answer = worker.ask({"task": "read", "language": "eng", "lines": [line]}, 20.0)
    assert [each.each("words", 10) for each in answer.each("lines", 1)] == [[]]
    worker.close()
    canvas.close()


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


CLOSING = (
    "import sys\n"
    "{before}\n"
    "from workstation.reading.sandbox import Allowance, close_sandbox\n"
    "layers = {{layer.name.value: (layer.why, layer.made_of) for layer in close_sandbox(Allowance())}}\n"
    "{after}\n"
    "print(layers)"
)


def closed(before: str, after: str = "") -> dict[str, tuple[Any, Any]]:
    """Why each layer did not close, or "", and what it is made of, in a process of its own; what `after` adds."""
    program = CLOSING.format(before=before, after=after)
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, check=True)
    told: dict[str, tuple[Any, Any]] = ast.literal_eval(done.stdout.decode())
    return told


def test_layer_that_the_machine_lacks_is_told_with_its_reason() -> None:
    """A machine without libseccomp: the other layers hold, and the missing one says why."""
    layers = closed("sys.modules['pyseccomp'] = None")
    assert layers["calls"][0]
    assert layers["limits"] == layers["privileges"] == ("", "")
    assert layers["files"][1].startswith("Landlock ")


def test_files_layer_closes_network_and_signals_where_the_kernel_can() -> None:
    """Without the layer of calls, so that it is the other one that refuses."""
    after = (
        "import os, socket\n"
        "made = layers['files'][1].split()\n"
        "def refused(act):\n"
        "    try: act()\n"
        "    except PermissionError: return True\n"
        "    return False\n"
        "layers['refused'] = ('' , [refused(lambda: os.kill(os.getppid(), 0)),\n"
        "    refused(lambda: socket.socket().connect(('127.0.0.1', 9)))])"
    )
    layers = closed("sys.modules['pyseccomp'] = None\nimport os, socket", after)
    version = int(layers["files"][1].split()[1])
    assert layers["refused"][1] == [version >= 6, version >= 4]


def test_a_thread_that_runs_already_is_told_since_it_would_stay_free() -> None:
    before = "import threading\nevent = threading.Event()\nthreading.Thread(target=event.wait).start()"
    layers = closed(before, "event.set()")
    assert layers["files"][0] == layers["calls"][0] == "2 threads were running"
    assert layers["limits"] == ("", "")


def test_calls_refuse_writing_and_signals_where_the_kernel_has_no_landlock() -> None:
    after = (
        "import os\n"
        "def refused(act):\n"
        "    try: act()\n"
        "    except OSError: return True\n"
        "    return False\n"
        "layers['refused'] = ('', [refused(lambda: open('/dev/null', 'w')),\n"
        "    refused(lambda: os.kill(os.getppid(), 0)), refused(lambda: open('/dev/null'))])"
    )
    layers = closed("sys.modules['landlock'] = None", after)
    assert layers["files"][0]
    assert layers["refused"][1] == [True, True, False]
