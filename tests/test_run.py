"""The `run` script: what it skips, what it installs, and how it tells what went wrong."""

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements.lock"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A checkout with `run` and its lock, and stand-ins for the system's programs, each of which tells its use."""
    for name in ("run", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path)
    stand_in(tmp_path, "apt-get", "exit 100")
    stand_in(tmp_path, "apt-cache", "echo '  Candidate: 1.0'")
    stand_in(tmp_path, "sudo", 'exec "$@"')
    stand_in(tmp_path, "dpkg-query", installed())
    return tmp_path


def stand_in(desk: Path, name: str, does: str) -> None:
    program = desk / "bin" / name
    program.parent.mkdir(exist_ok=True)
    program.write_text(f'#!/bin/sh\necho "{name} $*" >>"{desk}/used"\n{does}\n', encoding="utf-8")
    program.chmod(0o755)


def installed(but: str = "") -> str:
    """A dpkg-query that says every package it is asked for is installed, but those named."""
    return (
        f"for p in $*; do case $p in -*|*Status*) ;; {but or 'none'}) ;; "
        "*) printf 'installed:%s ' \"$p\";; esac; done"
    )


def with_venv(desk: Path, stamp: str | None = None) -> None:
    python = desk / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "started with: $*"\n', encoding="utf-8")
    python.chmod(0o755)
    digest = hashlib.sha256((desk / "requirements.lock").read_bytes()).hexdigest()
    (desk / ".venv" / "installed").write_text(stamp or f"{digest} {desk}/.venv\n", encoding="utf-8")


def start(desk: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    env = {"PATH": f"{desk}/bin:{os.environ['PATH']}", "HOME": str(desk), **more}
    return subprocess.run([desk / "run", *arguments], env=env, capture_output=True, text=True, timeout=30)


def used(desk: Path) -> str:
    log = desk / "used"
    return log.read_text(encoding="utf-8") if log.exists() else ""


def test_a_second_start_installs_nothing(desk: Path) -> None:
    with_venv(desk)
    run = start(desk, "evaluate", "--case", "LY-0147")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == "started with: -m workstation evaluate --case LY-0147\n"
    assert re.findall(r"^(\S+)", used(desk), re.MULTILINE) == ["dpkg-query"]


def test_the_window_opens_on_the_demo_where_there_is_a_display(desk: Path) -> None:
    with_venv(desk)
    assert start(desk, DISPLAY=":0").stdout == "started with: -m workstation app --demo\n"


def test_a_verb_with_the_name_of_one_of_runs_is_reached_behind_workstation(desk: Path) -> None:
    with_venv(desk)
    assert start(desk, "workstation", "check").stdout == "started with: -m workstation check\n"


def test_tests_get_their_arguments_and_no_display(desk: Path) -> None:
    with_venv(desk)
    python = desk / ".venv" / "bin" / "python"
    python.write_text('#!/bin/sh\necho "$QT_QPA_PLATFORM $PYTHONPATH $*"\n', encoding="utf-8")
    assert start(desk, "test", "-x", "tests/gui").stdout == f"offscreen {desk} -m pytest -n 2 -x tests/gui\n"


def test_a_changed_lock_is_installed_again(desk: Path) -> None:
    with_venv(desk, stamp="0123 elsewhere")
    run = start(desk, "check")
    assert "run: installing the libraries of requirements.lock …" in run.stderr
    assert "-m pip install --disable-pip-version-check --no-input --require-hashes" in (
        (desk / "build" / "install.log").read_text(encoding="utf-8")
    )
    assert (desk / ".venv" / "installed").read_text(encoding="utf-8").endswith(f" {desk}/.venv\n")


def test_only_what_is_missing_is_installed_without_recommends(desk: Path) -> None:
    with_venv(desk)
    stand_in(desk, "dpkg-query", installed(but="libxcb-cursor0|libglib2.0-0t64"))
    stand_in(desk, "apt-get", "exit 0")
    assert start(desk, "--version").returncode == 0
    installs = [line for line in used(desk).splitlines() if line.startswith("apt-get install")]
    assert installs == ["apt-get install -y --no-install-recommends libxcb-cursor0"]


@pytest.mark.parametrize(
    ("offered", "taken"), [("libglib2.0-0t64", "libglib2.0-0t64"), ("libglib2.0-0", "libglib2.0-0")]
)
def test_a_package_is_installed_under_the_name_it_has_here(desk: Path, offered: str, taken: str) -> None:
    with_venv(desk)
    stand_in(desk, "dpkg-query", installed(but="libglib2.0-0t64|libglib2.0-0"))
    stand_in(desk, "apt-cache", f"if [ $2 = {offered} ]; then echo '  Candidate: 2.80'; fi")
    stand_in(desk, "apt-get", "exit 0")
    assert start(desk, "--version").returncode == 0
    assert f"--no-install-recommends {taken}\n" in used(desk)


def test_an_install_step_that_fails_is_told_in_one_line(desk: Path) -> None:
    with_venv(desk)
    stand_in(desk, "dpkg-query", installed(but="libxcb-cursor0"))
    stand_in(desk, "apt-get", "echo no network here; exit 100")
    run = start(desk, "check")
    log = desk / "build" / "install.log"
    assert run.returncode == 1
    assert run.stderr.splitlines() == [
        "run: reading the package lists …",
        f"run: reading the package lists failed; the reason is at the end of {log}",
    ]
    assert "no network here" in log.read_text(encoding="utf-8")


def test_a_python_that_is_too_old_is_said(desk: Path) -> None:
    run = start(desk, "check", WORKSTATION_PYTHON="no-such-python")
    assert run.returncode == 1
    assert run.stderr.splitlines()[-1] == (
        "run: no Python 3.11 or newer was found; name one in WORKSTATION_PYTHON"
    )


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 1, "./run tour --out DIR"),
        (("bench",), 2, "no benchmark named ''"),
        (("bench", "nothing-of-that-name"), 2, "no benchmark named 'nothing-of-that-name'"),
    ],
)
def test_run_says_in_one_line_why_it_does_not_go_on(arguments: tuple[str, ...], code: int, said: str) -> None:
    bare = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    run = subprocess.run([ROOT / "run", *arguments], env=bare, capture_output=True, text=True, timeout=30)
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (code, "", 1)
    assert said in run.stderr
