"""Files that nobody here wrote: pages, a password request or one clear sentence each, and the pool goes on."""

import csv
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from workstation.reading import FileProblem, FileReport, PageReading, ReadingPool, SourceFile

SECONDS = 15.0
PASSWORD = {"reading.needs_password", "reading.wrong_password"}


def rows(shared_data: Path) -> Iterator[tuple[Path, str]]:
    with (shared_data / "pdf" / "manifest.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            yield shared_data / row["path"], row["password"]


def probe(pool: ReadingPool, path: Path, password: str | None) -> FileReport | FileProblem:
    started = time.monotonic()
    with SourceFile(path.read_bytes(), path.name, password or None) as source:
        try:
            return pool.probe(source).result(timeout=SECONDS)
        except FileProblem as problem:
            return problem
        finally:
            assert time.monotonic() - started < SECONDS


def read(pool: ReadingPool, path: Path) -> PageReading:
    with SourceFile(path.read_bytes(), path.name) as source:
        return pool.read_page(source, 0).result(timeout=60)


def test_every_file_gives_pages_or_a_password_request_or_a_sentence(
    pool: ReadingPool, shared_data: Path
) -> None:
    folders: dict[str, list[FileReport | FileProblem]] = {}
    for path, password in rows(shared_data):
        folders.setdefault(path.relative_to(shared_data / "pdf").parts[0], []).append(
            probe(pool, path, password)
        )
    assert len(folders) == 7
    for folder, results in folders.items():
        usable = [item for item in results if isinstance(item, FileReport) or item.message_id in PASSWORD]
        assert usable or folder == "qpdf-fuzz", f"nothing of {folder} can be opened"
        assert not [item for item in results if isinstance(item, FileProblem) and "died" in item.message_id]


def test_known_passwords_open_their_files(pool: ReadingPool, shared_data: Path) -> None:
    plain = [(path, password) for path, password in rows(shared_data) if password and " " not in password]
    assert plain
    for path, password in plain:
        assert isinstance(probe(pool, path, password), FileReport), path.name


def test_first_page_of_a_file_of_each_folder_is_read(pool: ReadingPool, shared_data: Path) -> None:
    seen: set[str] = set()
    for path, password in rows(shared_data):
        folder = path.relative_to(shared_data / "pdf").parts[0]
        if folder in seen or not isinstance(probe(pool, path, password), FileReport):
            continue
        seen.add(folder)
        with SourceFile(path.read_bytes(), path.name, password or None) as source:
            reading = pool.read_page(source, 0).result(timeout=60)
        assert bool(reading.words) == (reading.engine != "none")
    assert len(seen) >= 6


@pytest.mark.parametrize(
    ("name", "turn"),
    [
        ("phototest.tif", 0),
        ("phototest-rotated-R.png", 270),
        ("phototest-rotated-L.png", 90),
        ("phototest-rotated-180.png", 180),
    ],
)
def test_known_scan_in_every_direction(pool: ReadingPool, shared_data: Path, name: str, turn: int) -> None:
    reading = read(pool, shared_data / "scans" / name)
    wanted = " ".join((shared_data / "scans" / "phototest.gold.txt").read_text().split())
    assert reading.turn == turn
    assert Levenshtein.distance(" ".join(reading.text.split()), wanted) <= 3


def test_picture_stored_upside_down_with_its_exif(pool: ReadingPool, shared_data: Path) -> None:
    reading = read(pool, shared_data / "scans" / "img_exif_orientation.jpg")
    assert (reading.text, reading.turn) == ("我是中国人", 0)
