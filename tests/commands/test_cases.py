"""The verbs on cases, through the command line, on a workspace made for the test."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from workstation import __main__ as command
from workstation import settings
from workstation.domain.case import Role
from workstation.services.finding_text import find_in_case
from workstation.services.queue import case_header, create_case, find_case
from workstation.services.views import NewCase, NewPatient, NewUser
from workstation.services.workspace import create_workspace, open_workspace
from workstation.store.keys import KdfCost

PASSWORD = "correct horse 电池"
CHEAP = KdfCost(passes=1, memory_kib=64, lanes=1)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A workspace with one empty case, and the case's number."""
    folder = tmp_path_factory.mktemp("workspace") / "ward"
    first = NewUser("mei", "Mei Lin", "ML", frozenset({Role.REVIEWER}), PASSWORD)
    create_workspace(folder, "Ward", "Asia/Shanghai", first, cost=CHEAP)
    with open_workspace(folder, "mei", PASSWORD) as ws:
        case_id = create_case(ws, NewCase(NewPatient("Ada Wren")))
        return folder, case_header(ws, case_id).number


def run(
    verb: str, place: tuple[Path, str], *more: str, password: str = PASSWORD, language: str = "en"
) -> int:
    reading, writing = os.pipe()
    os.write(writing, f"{password}\n".encode())
    os.close(writing)
    door = ["--workspace", str(place[0]), "--user", "mei", "--password-fd", str(reading)]
    return command.main(["--language", language, verb, *door, *more])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_evaluate_shows_every_set_and_what_is_missing(
    place: tuple[Path, str], capsys: pytest.CaptureFixture[str], language: str
) -> None:
    assert run("evaluate", place, "--case", place[1], language=language) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    assert place[1] in shown.out
    for words in {"en": ("unknown", "missing", "axi"), "zh": ("无法判断", "缺少", "axi")}[language]:
        assert words in shown.out


def test_without_a_terminal_the_password_is_not_asked_for(place: tuple[Path, str]) -> None:
    door = ["--workspace", str(place[0]), "--user", "mei", "--case", place[1]]
    ended = subprocess.run(
        [sys.executable, "-m", "workstation", "--language", "en", "evaluate", *door],
        input=f"{PASSWORD}\n",
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        start_new_session=True,
        cwd=Path(__file__).parents[2],
    )
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "--password-fd" in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_a_wrong_password_opens_nothing(place: tuple[Path, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("evaluate", place, "--case", place[1], password="wrong") == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("workstation: ")
    assert shown.err.count("\n") == 1


def test_a_case_that_is_not_here_is_one_sentence(
    place: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("evaluate", place, "--case", "LY-9999") == 1
    assert "LY-9999" in capsys.readouterr().err


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A page as a scanner makes it: grey pixels, no text layer."""
    page = Image.new("L", (1240, 1754), 245)
    font = ImageFont.truetype(str(settings.resources_dir() / "fonts" / "Inter-Regular.otf"), 34)
    ImageDraw.Draw(page).text(
        (120, 200), "Diffuse large B-cell lymphoma\nrelapsed in March 2026", 30, font, spacing=20
    )
    path = tmp_path / "report.png"
    page.save(path, dpi=(150, 150))
    return path


def test_files_are_brought_in_and_read(
    place: tuple[Path, str], scan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = scan.with_name("broken.pdf")
    broken.write_bytes(b"%PDF-1.7 nothing follows")
    assert run("import", place, "--case", place[1], str(scan), str(broken)) == 1
    first, second = capsys.readouterr().out.splitlines()
    assert first == "report.png: added, 1 p"
    assert "broken.pdf" in second

    assert run("import", place, "--case", place[1], str(scan)) == 0
    assert "Mei Lin" in capsys.readouterr().out

    assert run("read", place, "--case", place[1], "--workers", "1") == 0
    assert capsys.readouterr().out.splitlines() == [
        "Pages: 1 of 1",
        "Pages read: 1. Pages that could not be read: 0.",
    ]
    with open_workspace(place[0], "mei", PASSWORD) as ws:
        case_id = find_case(ws, place[1])
        assert [hit.page_number for hit in find_in_case(ws, case_id, "lymphoma")] == [1]

    assert run("read", place) == 0
    assert capsys.readouterr().out.splitlines() == ["Pages read: 1. Pages that could not be read: 0."]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_case_without_a_version_cannot_be_exported(
    place: tuple[Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    assert run("export", place, "--case", place[1], "--out", str(tmp_path / "out"), language=language) == 1
    assert place[1] in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_an_untouched_case_verifies(place: tuple[Path, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("verify", place, "--case", place[1]) == 0
    assert "DOES NOT HOLD" not in capsys.readouterr().out


def test_verify_wants_something_to_look_at(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--language", "en", "verify"]) == 1
    assert "--case" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--language", "en", "verify", str(tmp_path / "gone.pdf")]) == 1
    assert capsys.readouterr().err == f"workstation: There is no file {tmp_path / 'gone.pdf'}.\n"


def test_a_file_that_is_no_export_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "other.json").write_text("[]")
    assert command.main(["--language", "en", "verify", str(tmp_path / "other.json")]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_one_file_that_is_no_export_does_not_stop_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("one.json", "two.json"):
        (tmp_path / name).write_text("[]")
    files = [str(tmp_path / name) for name in ("one.json", "gone.pdf", "two.json")]
    assert command.main(["--language", "en", "verify", *files]) == 1
    told = capsys.readouterr().out
    assert all(name in told for name in ("one.json", "gone.pdf", "two.json"))


def test_a_packet_tells_of_each_file_in_it(
    place: tuple[Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scan, letter, packet = (tmp_path / name for name in ("report.png", "letter.docx", "packet.zip"))
    Image.new("L", (400, 500), 200).save(scan)
    with zipfile.ZipFile(letter, "w") as made:
        made.writestr("word/document.xml", "<w/>")
    with zipfile.ZipFile(packet, "w") as made:
        made.write(scan, "scans/report.png")
    with zipfile.ZipFile(packet.with_name("mixed.zip"), "w") as made:
        made.write(letter, "letter.docx")
    assert run("import", place, "--case", place[1], str(packet)) == 0
    assert capsys.readouterr().out.splitlines() == ["packet.zip › scans › report.png: added, 1 p"]
    assert run("import", place, "--case", place[1], str(packet.with_name("mixed.zip"))) == 1
    (said,) = capsys.readouterr().out.splitlines()
    assert said.startswith("mixed.zip › letter.docx is a Word document. Ask for a PDF")
