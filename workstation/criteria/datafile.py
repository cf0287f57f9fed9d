"""Reads a YAML data file with the safe loader and checks it; the error names file and entry."""

import hashlib
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic import Strict as StrictMode

from workstation.domain.errors import DataFileError

M = TypeVar("M", bound="Strict")
T = TypeVar("T")

Many = Annotated[tuple[T, ...], StrictMode(False)]
"""A YAML list, kept as a tuple; its items stay strict."""


class Strict(BaseModel):
    """Base of every data model: no unknown key, no silent conversion."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def _decimal(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError("write the number as quoted text or as a whole number")
    try:
        return Decimal(value)
    except InvalidOperation as error:
        raise ValueError(f"not a number: {value!r}") from error


Number = Annotated[Decimal, BeforeValidator(_decimal)]
"""A decimal written as quoted text or as a whole number; a float would drift."""


def yaml_files(folder: Path) -> tuple[Path, ...]:
    """The data files of a folder by name. Raises DataFileError when there is none."""
    files = tuple(sorted(folder.glob("*.yaml")))
    if not files:
        raise DataFileError("criteria.file_missing", file=str(folder))
    return files


def sha256_of(files: Iterable[Path]) -> str:
    """One hash over names and bytes, independent of the folder they lie in."""
    digest = hashlib.sha256()
    for file in sorted(files, key=lambda path: path.name):
        content = file.read_bytes()
        digest.update(f"{file.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def read_model(path: Path, model: type[M]) -> M:
    """The checked content of a file. Raises DataFileError naming file, entry and what is wrong with it."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise DataFileError("criteria.file_missing", file=path.name) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise bad_file(path, "-", " ".join(str(error).split())) from error
    try:
        return model.model_validate(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise bad_file(path, _entry(content, first["loc"]), str(first["msg"])) from error


def bad_file(path: Path, entry: str, problem: str) -> DataFileError:
    """The error that names a wrong entry of a file."""
    return DataFileError("criteria.bad_file", file=path.name, entry=entry, problem=problem)


def _entry(content: Any, location: tuple[int | str, ...]) -> str:
    """The place of a mistake, with the ids met on the way instead of list positions."""
    names: list[str] = []
    for step in location:
        content = _inside(content, step)
        named = content.get("id") if isinstance(content, dict) else None
        names.append(str(named) if named and isinstance(step, int) else str(step))
    return ".".join(names) or "-"


def _inside(content: Any, step: int | str) -> Any:
    if isinstance(content, dict):
        return content.get(step)
    if isinstance(content, list) and isinstance(step, int) and step < len(content):
        return content[step]
    return content
