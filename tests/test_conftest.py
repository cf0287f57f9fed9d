"""What tests/conftest.py promises, proved on small test files of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).with_name("conftest.py")
NEEDS_SHARED = """
import pytest

def test_reads_a_shared_file(shared_data):
    assert shared_data.is_dir()

def test_gives_up(shared_data):
    pytest.skip("not today")
"""
LEAVES_A_THREAD = """
import threading

def test_leaves_a_thread():
    threading.Thread(target=threading.Event().wait, daemon=True, name="forgotten").start()

def test_ends_its_thread():
    thread = threading.Thread(target=int)
    thread.start()
"""


def run_pytest(folder: Path, content: str, shared: str | None = None) -> tuple[int, str]:
    (folder / "conftest.py").write_bytes(CONFTEST.read_bytes())
    (folder / "test_planted.py").write_text(content, encoding="utf-8")
    env = {name: value for name, value in os.environ.items() if name != "WORKSTATION_TEST_DATA"}
    if shared is not None:
        env["WORKSTATION_TEST_DATA"] = shared
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-rA",
        "-p",
        "no:cacheprovider",
        "--color=no",
        str(folder),
    ]
    run = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=60)
    return run.returncode, run.stdout


def test_without_the_shared_files_a_test_that_needs_them_is_skipped_with_the_reason(tmp_path: Path) -> None:
    code, said = run_pytest(tmp_path, NEEDS_SHARED)
    assert code == 0
    assert "WORKSTATION_TEST_DATA does not name the folder" in said
    assert "2 skipped" in said


def test_with_the_shared_files_no_such_test_may_be_skipped(tmp_path: Path) -> None:
    code, said = run_pytest(tmp_path, NEEDS_SHARED, shared=str(tmp_path))
    assert code == 1
    assert "test_gives_up was skipped although WORKSTATION_TEST_DATA is set" in said
    assert "1 failed, 1 passed" in said


def test_a_named_folder_that_is_not_there_fails(tmp_path: Path) -> None:
    code, said = run_pytest(tmp_path, NEEDS_SHARED, shared=str(tmp_path / "gone"))
    assert code == 1
    assert "which is not there" in said


def test_a_thread_left_behind_fails_its_test_alone(tmp_path: Path) -> None:
    code, said = run_pytest(tmp_path, LEAVES_A_THREAD)
    assert code == 1
    assert "threads left running: forgotten" in said
    assert "2 passed, 1 error" in said


@pytest.mark.parametrize("name", ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"])
def test_the_home_of_the_person_who_tests_is_left_alone(name: str) -> None:
    assert "workstation-tests-" in os.environ[name]
