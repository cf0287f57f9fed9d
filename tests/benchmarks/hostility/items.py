"""What is opened: files of folders, and spoiled files by their number."""

import csv
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Item:
    """A file by its path, or the spoiled file of a `number`. `reads`: pages to be read of it."""

    name: str
    path: str = ""
    password: str = ""
    number: int = -1
    reads: int = 0

    @property
    def key(self) -> str:
        """What tells it from every other."""
        return self.path or str(self.number)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(**data)


def of_manifest(shared: Path, reads: int) -> Iterator[Item]:
    """The PDFs of the shared folder with the passwords that are known."""
    with (shared / "pdf" / "manifest.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            path = shared / row["path"]
            yield Item(path.name, str(path), row["password"], reads=reads)


def of_folder(folder: Path, reads: int) -> Iterator[Item]:
    """Every file in a folder and those within."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield Item(path.name, str(path), reads=reads)


def spoiled(count: int, read_every: int) -> Iterator[Item]:
    """So many; the first page of one in so many is read, too."""
    for number in range(count):
        yield Item(f"{number:04}", number=number, reads=int(number % read_every == 0))
