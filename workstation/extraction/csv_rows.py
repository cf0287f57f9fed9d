"""Reads a CSV file of the lexicon row by row; an error names the file and the entry."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from workstation.domain.errors import DataFileError

Row = dict[str, str]


def rows(folder: Path, name: str, columns: Sequence[str]) -> Iterator[Row]:
    """The rows of a file. Raises DataFileError for a missing file, other columns or a row of another length."""
    path = folder / name
    if not path.is_file():
        raise DataFileError("criteria.file_missing", file=name)
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines, strict=True)
        if tuple(reader.fieldnames or ()) != tuple(columns):
            raise bad(name, "-", f"the columns are {', '.join(reader.fieldnames or ())}")
        for row in reader:
            entry = next(iter(row.values()))
            if None in row or any(value is None for value in row.values()):
                raise bad(name, entry, "the row is too long or too short")
            if not entry:
                raise bad(name, "-", "an entry has no name")
            yield row


def listed(cell: str) -> tuple[str, ...]:
    """The parts of a cell between semicolons."""
    return tuple(part for part in (piece.strip() for piece in cell.split(";")) if part)


def bad(name: str, entry: str, problem: str) -> DataFileError:
    """The error that names a wrong entry of a file."""
    return DataFileError("criteria.bad_file", file=name, entry=entry, problem=problem)
