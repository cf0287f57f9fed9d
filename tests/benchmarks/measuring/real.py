"""Real scans with their text, reported apart: who made them did not know this program."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pymupdf

from tests.benchmarks.corpus.pages import ROOT
from tests.benchmarks.measuring.errors import Seen, character_error, normalised
from tests.benchmarks.measuring.figures import Figure, printed
from tests.benchmarks.measuring.programs import Program

FILES = (
    ("phototest.tif", "phototest.gold.txt"),
    ("phototest-rotated-L.png", "phototest.gold.txt"),
    ("phototest-rotated-R.png", "phototest.gold.txt"),
    ("phototest-rotated-180.png", "phototest.gold.txt"),
    ("linn.png", "linn.txt"),
    ("8071_093.3B.tif", "8071_093.3B.txt"),
)


def scans_folder() -> Path:
    """`scans` in the folder that WORKSTATION_TEST_DATA names, else beside the checkout."""
    named = os.environ.get("WORKSTATION_TEST_DATA")
    return (Path(named) if named else ROOT.parent / "shared" / "data") / "scans"


def run(programs: Sequence[Program], folder: Path) -> Iterator[Figure]:
    """Each file as a PDF of its picture at its own resolution, for every program the same."""
    if not folder.is_dir():
        yield printed("real scans", "not measured: WORKSTATION_TEST_DATA names no folder with them")
        return
    with tempfile.TemporaryDirectory() as made:
        paths = [_as_pdf(folder / name, Path(made)) for name, _ in FILES]
        errors: dict[str, list[float]] = {}
        for program in programs:
            program.prepare(paths, "en")
            errors[program.name] = [
                _error(read.words, folder / text)
                for read, (_, text) in zip(program.read(), FILES, strict=True)
            ]
    for place, (name, _) in enumerate(FILES):
        shown = ", ".join(f"{program} {found[place]:.2f} %" for program, found in errors.items())
        yield printed(f"real: character error, {name}", shown)


def _as_pdf(path: Path, folder: Path) -> Path:
    target = folder / f"{path.stem}.pdf"
    with pymupdf.open(path) as picture:
        target.write_bytes(picture.convert_to_pdf())
    return target


def _error(words: Sequence[Seen], truth: Path) -> float:
    wanted = normalised(truth.read_text(encoding="utf-8", errors="replace"), "en")
    return character_error(normalised(" ".join(word.text for word in words), "en"), wanted)
