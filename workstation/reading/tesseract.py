"""The Tesseract of this machine: where it is, what it reads, and which files it needs to run."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from workstation.reading.problems import FileProblem

_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class TesseractInstall:
    """`languages`: names of the trained data present, which lie in `tessdata`. The program itself is only asked."""

    program: Path
    version: str
    languages: tuple[str, ...]
    tessdata: Path

    @classmethod
    def find(cls) -> Self:
        """Looks along PATH. Raises `FileProblem` `reading.no_tesseract`."""
        found = shutil.which("tesseract")
        if found is None:
            raise FileProblem("reading.no_tesseract")
        program = Path(found).resolve()
        listing = _output(program, "--list-langs").splitlines()
        folder = re.search(r'"([^"]+)"', listing[0]) if listing else None
        version = re.search(r"tesseract v?(\S+)", _output(program, "--version"))
        if folder is None or version is None:
            raise FileProblem("reading.no_tesseract")
        return cls(
            program=program,
            version=version.group(1),
            languages=tuple(line.strip() for line in listing[1:] if line.strip()),
            tessdata=Path(folder.group(1)).resolve(),
        )


def _output(program: Path, *arguments: str) -> str:
    done = subprocess.run(
        [program, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C"},
        timeout=_SECONDS,
        check=False,
    )
    return done.stdout.decode(errors="replace")
