"""Files read on the command line without a workspace, by the real workers."""

import json
import os
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from pymupdf import mupdf

from tests.reading.scans import CHINESE, ENGLISH, Spoiling, encoded, pdf_of, scan_of
from workstation import __main__ as command
from workstation import __version__
from workstation.commands.reading_json import ReadingJson
from workstation.services.loose_files import LooseFile

ROOT = Path(__file__).parents[2]
PAGE = {
    *("page", "width", "height", "problem", "turn", "skew", "engine", "engine_version", "language"),
    *("confidence", "conditions", "seconds", "text", "words"),
}
STRIP_OFFSETS = 273
REPORTS = (
    (
        "Northfield Hospital",
        "Discharge summary",
        "Date of report: 12 March 2025. Page 1 of 2",
        "Diffuse large B-cell lymphoma, relapsed after six cycles of R-CHOP in 2024.",
        "The patient was admitted for restaging and for a biopsy of the left axilla.",
    ),
    (
        "Northfield Hospital, Discharge summary. Page 2 of 2",
        "Second line treatment with R-GDP is planned, a second opinion was asked for.",
        "The patient went home in good condition with support at home arranged.",
    ),
    (
        "Eastbrook Laboratory",
        "Laboratory report",
        "Date of report: 2 April 2025. Page 1 of 1",
        "Haemoglobin 98 g/L. Platelets 132. Neutrophils 2.4. Creatinine 71 umol/L. LDH 410 U/L.",
        "ALT 28 U/L. Bilirubin 12 umol/L. Potassium 4.1 mmol/L. Sodium 139 mmol/L.",
    ),
)
Run = Callable[..., int]


@pytest.fixture
def run() -> Run:
    def verb(*arguments: object, language: str = "en") -> int:
        return command.main(["--language", language, "read", *map(str, arguments)])

    return verb


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A scan that lies on its side and leans."""
    path = tmp_path / "scan.tif"
    image = scan_of(ENGLISH, dpi=200, how=Spoiling(turn=90, lean=1.0))
    path.write_bytes(encoded(image, "TIFF", dpi=(200, 200)))
    return path


@pytest.fixture
def born(tmp_path: Path) -> Path:
    path = tmp_path / "born.pdf"
    path.write_bytes(pdf_of(ENGLISH))
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.7 nothing follows")
    return path


def half_broken(folder: Path) -> Path:
    """Three pages; where the pixels of the second should be, the file has none."""
    stream = BytesIO()
    page = scan_of(ENGLISH, dpi=150)
    page.save(stream, "TIFF", save_all=True, append_images=[page, page], dpi=(150, 150))
    data = bytearray(stream.getvalue())
    (first,) = struct.unpack_from("<I", data, 4)
    (second,) = struct.unpack_from("<I", data, first + 2 + 12 * struct.unpack_from("<H", data, first)[0])
    for entry in range(second + 2, second + 2 + 12 * struct.unpack_from("<H", data, second)[0], 12):
        if struct.unpack_from("<H", data, entry) == (STRIP_OFFSETS,):
            struct.pack_into("<II", data, entry + 4, 1, 1 << 30)
    path = folder / "half.tif"
    path.write_bytes(data)
    return path


def report(path: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return told


def test_everything_that_is_promised_stands_in_the_json(
    run: Run, scan: Path, born: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(scan, born, "--json", tmp_path / "out.json", "--workers", 1) == 0
    told = report(tmp_path / "out.json")
    assert (told["schema"], told["schema_version"]) == ("workstation.reading", 1)
    assert told["program"] == f"workstation {__version__}"
    assert told["languages"] == ["eng", "chi_sim"]
    assert (told["pages_read"], told["pages_failed"]) == (2, 0)
    first, second = told["files"]
    assert [file["file"] for file in told["files"]] == [str(scan), str(born)]
    assert (first["media"], second["media"]) == ("tiff", "pdf")
    assert len(first["sha256"]) == 64 and first["problems"] == second["problems"] == []
    (page,) = first["pages"]
    assert set(page) >= PAGE
    assert (page["page"], page["turn"], page["engine"], page["language"]) == (1, 270, "tesseract", "eng")
    assert page["problem"] is None and 0.5 < abs(page["skew"]) < 1.5 and page["confidence"] > 0.8
    assert "Brandvoll" in page["text"]
    (own,) = second["pages"]
    assert (own["engine"], own["turn"], own["language"]) == ("text-layer", 0, "")
    assert capsys.readouterr().out.splitlines() == ["scan.tif: page 1 of 1", "born.pdf: page 1 of 1"]


def test_words_are_in_reading_order_with_corners_within_the_page(
    run: Run, scan: Path, tmp_path: Path
) -> None:
    run(scan, "--json", tmp_path / "out.json", "--workers", 1)
    (page,) = report(tmp_path / "out.json")["files"][0]["pages"]
    words = page["words"]
    assert "".join(word["text"] for word in words) == "".join(page["text"].split())
    assert [word["line"] for word in words] == sorted(word["line"] for word in words)
    assert [word["block"] for word in words] == sorted(word["block"] for word in words)
    for word in words:
        assert set(word) == {"text", "quad", "confidence", "engine", "line", "block"}
        assert len(word["quad"]) == 4
        assert all(0.0 <= side <= 1.0 for corner in word["quad"] for side in corner)
        assert word["engine"] in ("tesseract", "rapidocr") and 0.0 <= word["confidence"] <= 1.0
    # The page lies on its side, its top to the right: a word runs down the page as it lies.
    (top_left, top_right, _, bottom_left) = next(w for w in words if len(w["text"]) > 6)["quad"]
    assert top_right[1] - top_left[1] > 0.02
    assert top_left[0] > bottom_left[0]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_cannot_be_read_is_said_and_stops_nothing_else(
    run: Run,
    born: Path,
    broken: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    language: str,
) -> None:
    half, gone = half_broken(tmp_path), tmp_path / "gone.pdf"
    assert run(broken, half, gone, born, "--json", tmp_path / "o.json", language=language) == 1
    told = report(tmp_path / "o.json")
    files = {Path(file["file"]).name: file for file in told["files"]}
    assert list(files) == ["broken.pdf", "half.tif", "gone.pdf", "born.pdf"]
    assert (told["pages_read"], told["pages_failed"]) == (3, 1)
    first, lost, third = files["half.tif"]["pages"]
    assert "Brandvoll" in first["text"] and "Brandvoll" in third["text"]
    assert lost["problem"]["id"] == "reading.page_unreadable" and "words" not in lost
    assert files["gone.pdf"]["problems"][0]["id"] == "intake.cannot_read"
    assert files["broken.pdf"]["pages"] == [] and files["broken.pdf"]["sha256"] == ""
    assert "Brandvoll" in files["born.pdf"]["pages"][0]["text"]
    complained = capsys.readouterr().err
    for problem in (lost["problem"], *files["gone.pdf"]["problems"], *files["broken.pdf"]["problems"]):
        assert f"workstation: {problem['sentence']}\n" in complained


@pytest.mark.parametrize("language", ["en", "zh"])
def test_documents_are_told_apart_with_what_they_say_of_themselves(
    run: Run, tmp_path: Path, language: str
) -> None:
    """Two reports in one file: a letter of two pages, and a laboratory report."""
    document = pymupdf.open()
    for lines in REPORTS:
        page = document.new_page()
        for number, line in enumerate(lines):
            page.insert_text((60, 80 + 30 * number), line, fontsize=18 if number < 2 else 11)
    path = tmp_path / "packet.pdf"
    document.save(path)
    assert run(path, "--json", tmp_path / "o.json", language=language) == 0
    first, second = report(tmp_path / "o.json")["files"][0]["documents"]
    assert (first["pages"], second["pages"]) == ([1, 2], [3])
    assert (first["type"], second["type"]) == ("discharge_summary", "laboratory")
    assert first["language"] == second["language"] == "en"
    assert (first["date"]["raw"], first["date"]["page"]) == ("12 March 2025", 1)
    assert first["title"] == {"text": "Discharge summary", "page": 1}
    assert all(reason["sentence"] and reason["id"] for reason in first["reasons"])


def test_json_on_standard_output_is_nothing_but_json(scan: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "workstation", "--language", "en", "read", str(scan), "--json"],
        capture_output=True,
        check=True,
        timeout=120,
        cwd=ROOT,
    )
    told = json.load(BytesIO(ended.stdout))
    assert "Brandvoll" in told["files"][0]["pages"][0]["text"]
    assert ended.stderr == b""


def test_chinese_stands_as_it_is_in_utf_8(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "出院小结.png"
    path.write_bytes(encoded(scan_of(CHINESE, "china-s", dpi=200), dpi=(200, 200)))
    assert run(path, "--json", tmp_path / "o.json", "--languages", "chi_sim,eng") == 0
    assert "淋巴瘤" in (tmp_path / "o.json").read_text("utf-8")
    told = report(tmp_path / "o.json")
    assert told["languages"] == ["chi_sim", "eng"] and told["files"][0]["file"] == str(path)


def test_without_a_form_the_text_itself_is_printed(
    run: Run, born: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(born) == 0
    assert "Brandvoll" in capsys.readouterr().out


def test_a_searchable_pdf_says_what_the_json_says(run: Run, scan: Path, tmp_path: Path) -> None:
    assert run(scan, "--json", tmp_path / "o.json", "--pdf", tmp_path / "o.pdf") == 0
    (page,) = report(tmp_path / "o.json")["files"][0]["pages"]
    with pymupdf.open(tmp_path / "o.pdf") as made:
        assert made[0].get_text().split() == page["text"].split()


def test_several_searchable_pdfs_go_into_a_folder_and_over_nothing(
    run: Run, scan: Path, born: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "born.pdf").write_bytes(b"mine")
    long = born.rename(tmp_path / f"{'结' * 80}.pdf")
    assert run(scan, long, long, tmp_path / "gone", "--pdf", folder) == 1
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["born.pdf", "scan.tif.pdf", f"{'结' * 66}-2.pdf", f"{'结' * 66}.pdf"]
    assert (folder / "born.pdf").read_bytes() == b"mine"


def test_no_document_is_ever_written_over(
    run: Run, scan: Path, born: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = scan.read_bytes(), born.read_bytes()
    assert run(scan, "--pdf", born) == 1
    assert str(born) in capsys.readouterr().err
    with pytest.raises(SystemExit) as refused:
        run("--json", scan)
    assert refused.value.code == 2
    assert (scan.read_bytes(), born.read_bytes()) == before


def test_a_protected_file_opens_with_its_password(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    locked = pymupdf.open(stream=pdf_of(ENGLISH))
    path.write_bytes(locked.tobytes(encryption=mupdf.PDF_ENCRYPT_AES_256, user_pw="open", owner_pw="all"))
    assert run(path, "--json", tmp_path / "o.json") == 1
    assert report(tmp_path / "o.json")["files"][0]["problems"][0]["id"] == "reading.needs_password"
    password = tmp_path / "password"
    password.write_text("open\n")
    with password.open() as descriptor:
        assert (
            run(path, "--json", tmp_path / "o.json", "--file-password-fd", os.dup(descriptor.fileno())) == 0
        )
    assert "Brandvoll" in report(tmp_path / "o.json")["files"][0]["pages"][0]["text"]


def test_the_files_in_a_zip_come_one_by_one(run: Run, born: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "packet.zip", "w") as packed:
        packed.write(born, "letters/born.pdf")
        packed.writestr("notes.exe", b"MZ nothing for us")
    assert run(tmp_path / "packet.zip", "--json", tmp_path / "o.json", "--pdf", tmp_path / "papers") == 1
    first, second = report(tmp_path / "o.json")["files"]
    assert first["file"] == second["file"] == str(tmp_path / "packet.zip")
    assert first["name"].endswith("born.pdf") and "Brandvoll" in first["pages"][0]["text"]
    assert second["name"].endswith("notes.exe") and second["problems"]
    assert len(list(tmp_path.glob("papers*"))) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--json",),
        ("a.pdf", "--workspace", "ward", "--user", "mei"),
        ("--workspace", "ward", "--user", "mei", "--pdf", "o.pdf"),
        ("--workspace", "ward"),
    ],
)
def test_what_does_not_go_together_is_one_sentence(
    run: Run, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == 1
    told = capsys.readouterr()
    assert told.out == "" and "--workspace" in told.err and told.err.count("\n") == 1


def test_an_unfinished_report_leaves_no_file(
    run: Run, born: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_self: ReadingJson, _file: LooseFile) -> None:
        raise ZeroDivisionError

    folder = tmp_path / "results"
    monkeypatch.setattr(ReadingJson, "add", fail)
    with pytest.raises(ZeroDivisionError):
        run(born, "--json", folder / "o.json")
    assert list(folder.iterdir()) == []


def test_a_name_that_is_a_folders_is_one_sentence(
    run: Run, born: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "o.json").mkdir()
    assert run(born, "--json", tmp_path / "o.json") == 1
    assert capsys.readouterr().err.count("\n") == 1
