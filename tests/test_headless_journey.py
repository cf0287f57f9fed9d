"""The second journey, by the command line alone: demo, import, read, evaluate, export, verify."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from workstation.demo.corpus import make_packets
from workstation.services.workspace import describe
from workstation.settings import resources_dir

ROOT = Path(__file__).parents[1]
PACKET = Path(__file__).parent / "journey" / "packet.yaml"
NEW, SIGNED = "LY-0162", "LY-0156"


class Shell:
    """Runs the command in a workspace; the password goes through a descriptor, never the command line."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.passwords: dict[str, str] = {}

    def run(self, *arguments: str, user: str = "") -> subprocess.CompletedProcess[str]:
        """The finished command; signed in as `user` where one is given."""
        door: tuple[str, ...] = ()
        read, write = os.pipe()
        try:
            if user:
                os.write(write, f"{self.passwords[user]}\n".encode())
                door = ("--workspace", str(self.folder), "--user", user, "--password-fd", str(read))
            os.close(write)
            return subprocess.run(
                [sys.executable, "-m", "workstation", "--language", "en", *arguments, *door],
                cwd=ROOT,
                capture_output=True,
                text=True,
                timeout=180,
                pass_fds=(read,),
                check=False,
            )
        finally:
            os.close(read)


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """A demo workspace, made by the command."""
    folder = tmp_path_factory.mktemp("headless") / "demo"
    made = Shell(folder)
    done = made.run("demo", str(folder))
    assert done.returncode == 0, done.stderr
    made.passwords = {user.login: user.password for user in describe(folder).demo_users}
    assert all(password in done.stdout for password in made.passwords.values())
    yield made


@pytest.fixture(scope="module")
def packet(shell: Shell, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The scans of the main journey and a file that is none."""
    made = make_packets(tmp_path_factory.mktemp("packet"), PACKET, resources_dir())
    files = [file.path for file in made.cases[0].files]
    broken = files[0].parent / "notes.pdf"
    broken.write_bytes(b"these are no pages")
    return [*files, broken]


@pytest.fixture(scope="module")
def imported(shell: Shell, packet: list[Path]) -> subprocess.CompletedProcess[str]:
    return shell.run("import", *map(str, packet), "--case", NEW, user="mkeller")


@pytest.fixture(scope="module")
def read(shell: Shell, imported: subprocess.CompletedProcess[str]) -> subprocess.CompletedProcess[str]:
    return shell.run("read", "--case", NEW, user="mkeller")


@pytest.fixture(scope="module")
def exported(shell: Shell, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    out = tmp_path_factory.mktemp("exports")
    for kind in ("pdf", "json"):
        done = shell.run("export", "--case", SIGNED, "--out", str(out), "--format", kind, user="hroth")
        assert done.returncode == 0, done.stderr
        assert str(out) in done.stdout
    return sorted(out.iterdir())


def test_a_wrong_password_opens_nothing(shell: Shell) -> None:
    other = Shell(shell.folder)
    other.passwords = {"mkeller": "guessed"}
    done = other.run("evaluate", "--case", NEW, user="mkeller")
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1


def test_files_are_imported_and_the_broken_one_is_named(
    imported: subprocess.CompletedProcess[str],
) -> None:
    assert imported.returncode == 1
    assert "notes.pdf is a text file. Print it to PDF and add that." in imported.stdout
    for name in ("pathology.pdf", "history_and_discharge.pdf", "petct.jpg", "laboratory.tif"):
        assert name in imported.stdout


def test_every_page_of_the_case_is_read(read: subprocess.CompletedProcess[str]) -> None:
    assert read.returncode == 0, read.stderr


def test_a_second_reading_finds_nothing_to_do(shell: Shell, read: subprocess.CompletedProcess[str]) -> None:
    again = shell.run("read", "--case", NEW, user="mkeller")
    assert again.returncode == 0


def test_every_criteria_set_is_evaluated_with_what_is_missing(shell: Shell) -> None:
    done = shell.run("evaluate", "--case", "LY-0147", user="mkeller")
    assert done.returncode == 0, done.stderr
    for name in ("axi_cel_cn_2l", "axi_cel_cn_3l", "relma_cel_cn_3l"):
        assert name in done.stdout
    assert "it supports a reviewer's judgement and does not replace it" in done.stdout


def test_a_signed_case_is_exported_as_pdf_and_json(exported: list[Path]) -> None:
    assert [path.suffix for path in exported] == [".json", ".pdf"]


def test_a_reviewer_exports_nothing(shell: Shell, tmp_path: Path) -> None:
    done = shell.run("export", "--case", SIGNED, "--out", str(tmp_path), user="mkeller")
    assert done.returncode == 1
    assert list(tmp_path.iterdir()) == []


def test_exported_files_hold(shell: Shell, exported: list[Path]) -> None:
    done = shell.run("verify", *map(str, exported))
    assert done.returncode == 0, done.stdout


def test_a_changed_record_does_not_hold(shell: Shell, exported: list[Path], tmp_path: Path) -> None:
    whole = exported[0].read_text(encoding="utf-8")
    changed = tmp_path / exported[0].name
    changed.write_text(whole.replace("does_not_match", "matches", 1), encoding="utf-8")
    assert changed.read_text(encoding="utf-8") != whole
    assert shell.run("verify", str(changed)).returncode == 1


def test_the_case_holds(shell: Shell) -> None:
    done = shell.run("verify", "--case", SIGNED, user="hroth")
    assert done.returncode == 0, done.stdout
