"""Files that a verb writes: whole or not at all, and never over another."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from workstation.domain.errors import InputError


def make_folder(folder: Path) -> None:
    """Raises InputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError("command.export.no_folder", folder=str(folder)) from error


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that gets its name only when all of it is written; readable by its owner alone.

    Raises InputError where its folder cannot be made or its name is a folder's, StoreError for a full disk or a
    folder that refuses.
    """
    from workstation.store.files_on_disk import told_plainly_on_disk

    if path.is_dir():
        raise InputError("command.read.exists", file=str(path))
    make_folder(path.parent)
    with (
        told_plainly_on_disk(path.parent),
        NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file,
    ):
        try:
            yield file
            file.flush()
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def free_name(wanted: Path) -> Path:
    """The path itself, or with a number where something is there already."""
    names = (
        wanted if number == 1 else wanted.with_stem(f"{wanted.stem}-{number}")
        for number in itertools.count(1)
    )
    return next(path for path in names if not path.exists())
