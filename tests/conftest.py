"""What every test stands on: no display, a home of its own, no thread left behind."""

import os
import shutil
import tempfile
import threading
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

SHARED = "WORKSTATION_TEST_DATA"

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["OMP_THREAD_LIMIT"] = "1"


def pytest_configure(config: pytest.Config) -> None:
    """Settings, data and caches of the person who runs the tests are neither read nor written."""
    home = Path(tempfile.mkdtemp(prefix="workstation-tests-"))
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        os.environ[f"XDG_{name}_HOME"] = str(home / name.lower())
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Test files that nobody here wrote: read from where they are kept, never copied here."""
    named = os.environ.get(SHARED)
    if not named:
        pytest.skip(f"{SHARED} does not name the folder of test files")
    folder = Path(named)
    assert folder.is_dir(), f"{SHARED} names {folder}, which is not there"
    return folder


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where the shared files are there, a test that needs them may not be skipped."""
    report = yield
    if report.skipped and os.environ.get(SHARED) and "shared_data" in getattr(item, "fixturenames", ()):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped although {SHARED} is set"
    return report


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """A test ends the threads it started. (Threads of wider fixtures were there before.)"""
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before and not _is_foreign(thread)]
    for thread in left:
        thread.join(timeout=2)
    alive = [thread.name for thread in left if thread.is_alive()]
    assert not alive, f"threads left running: {', '.join(alive)}"


def _is_foreign(thread: threading.Thread) -> bool:
    """Stand-ins that Python makes when a thread of Qt's runs our code; Python cannot end them."""
    return isinstance(thread, threading._DummyThread)
