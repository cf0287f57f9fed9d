"""What this machine offers the program, row by row, and what to do about what it does not.

Needs no workspace and changes nothing.
"""

import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from pathlib import Path

from workstation import settings
from workstation.domain.messages import Message
from workstation.reading import FileProblem, Layer, ReadingPool, TesseractInstall
from workstation.services.protection import seals_of
from workstation.store.versions import database_library

NEEDED_LANGUAGES = ("eng", "chi_sim", "osd")
SECOND_ENGINE = ("rapidocr", "onnxruntime")
BUNDLED_FONTS = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf")
# A packet of scans is tens of megabytes: under the first work cannot go on, under the second it soon cannot.
LEAST_FREE_MB = 500
ENOUGH_FREE_MB = 5_000

_WORKER_SECONDS = 60.0


class Standing(StrEnum):
    """PRESENT: as it should be. LIMITED: work goes on with less. MISSING: needed."""

    PRESENT = "present"
    LIMITED = "limited"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One line of the table. `advice`: what to do; None when there is nothing to do."""

    subject: Message
    standing: Standing
    found: Message
    advice: Message | None = None


def check_machine(pool: ReadingPool, data_folder: Path | None = None) -> tuple[CheckRow, ...]:
    """Every row, in the order in which a page meets these parts. `data_folder`: where workspaces are kept."""
    return (
        *_tesseract(),
        second_engine(),
        *_sandbox(pool),
        _database(),
        _bundled_font(settings.resources_dir() / "fonts"),
        cjk_font(_chinese_families()),
        disk_space(data_folder or settings.user_data_dir()),
    )


def _tesseract() -> Iterator[CheckRow]:
    try:
        install = TesseractInstall.find()
    except FileProblem as problem:
        yield CheckRow(
            Message("checkup.tesseract"),
            Standing.MISSING,
            Message(problem.message_id, problem.params),
            Message("checkup.install_tesseract"),
        )
        return
    yield CheckRow(
        Message("checkup.tesseract"),
        Standing.PRESENT,
        Message("checkup.version", {"version": install.version}),
    )
    yield languages(install.languages)


def languages(present: Iterable[str]) -> CheckRow:
    """Trained data: English, Chinese and page orientation are needed."""
    here = set(present)
    lacking = [name for name in NEEDED_LANGUAGES if name not in here]
    found = Message("checkup.list", {"items": ", ".join(sorted(here)) or "–"})
    if not lacking:
        return CheckRow(Message("checkup.languages"), Standing.PRESENT, found)
    packages = " ".join(f"tesseract-ocr-{name.replace('_', '-')}" for name in lacking)
    return CheckRow(
        Message("checkup.languages"),
        Standing.MISSING,
        found,
        Message("checkup.install_packages", {"packages": packages}),
    )


def second_engine() -> CheckRow:
    """RapidOCR brings its models; it runs on a library that is installed beside it."""
    try:
        versions = [f"{name} {metadata.version(name)}" for name in SECOND_ENGINE]
    except metadata.PackageNotFoundError:
        return CheckRow(
            Message("checkup.second_engine"),
            Standing.MISSING,
            Message("checkup.none"),
            Message("checkup.install_libraries"),
        )
    return CheckRow(
        Message("checkup.second_engine"),
        Standing.PRESENT,
        Message("checkup.list", {"items": ", ".join(versions)}),
    )


def _sandbox(pool: ReadingPool) -> Iterator[CheckRow]:
    """Asks one worker of each kind, from inside. They do not start without a reading engine."""
    try:
        layers = pool.sandbox_level().result(timeout=_WORKER_SECONDS)
    except FileProblem as problem:
        is_impossible = problem.message_id == "reading.not_on_this_system"
        yield CheckRow(
            Message("checkup.sandbox"),
            Standing.MISSING if is_impossible else Standing.LIMITED,
            Message("checkup.sandbox_untold", {"why": Message(problem.message_id, problem.params)}),
            Message("checkup.use_linux") if is_impossible else None,
        )
        return
    yield from sandbox_rows(layers)


def sandbox_rows(layers: Iterable[Layer]) -> Iterator[CheckRow]:
    """One row per kind of worker: which protective layers hold, and why another does not."""
    for seal in seals_of(layers):
        yield CheckRow(
            Message(f"checkup.sandbox_{seal.worker}"),
            Standing.LIMITED if seal.lacking else Standing.PRESENT,
            seal.found,
            Message("checkup.sandbox_open", {"why": seal.lacking}) if seal.lacking else None,
        )


def _database() -> CheckRow:
    library = database_library()
    standing = Standing.PRESENT if library.is_safe and library.cipher else Standing.MISSING
    return CheckRow(
        Message("checkup.database"),
        standing,
        Message("checkup.database_versions", {"sqlite": library.sqlite, "cipher": library.cipher or "–"}),
        None if standing is Standing.PRESENT else Message("checkup.install_libraries"),
    )


def _bundled_font(folder: Path) -> CheckRow:
    lacking = [name for name in BUNDLED_FONTS if not (folder / name).is_file()]
    if lacking:
        found = Message("checkup.lacking", {"items": ", ".join(lacking)})
        return CheckRow(
            Message("checkup.font"), Standing.MISSING, found, Message("checkup.install_program_again")
        )
    return CheckRow(Message("checkup.font"), Standing.PRESENT, Message("checkup.list", {"items": "Inter"}))


def cjk_font(families: tuple[str, ...]) -> CheckRow:
    """A font with Chinese characters comes from the system; without one they are empty boxes."""
    if families:
        found = Message("checkup.list", {"items": families[0]})
        return CheckRow(Message("checkup.cjk_font"), Standing.PRESENT, found)
    return CheckRow(
        Message("checkup.cjk_font"),
        Standing.MISSING,
        Message("checkup.none"),
        Message("checkup.install_packages", {"packages": "fonts-noto-cjk fontconfig"}),
    )


def _chinese_families() -> tuple[str, ...]:
    program = shutil.which("fc-list")
    if program is None:
        return ()
    listed = subprocess.run(
        [program, ":lang=zh-cn", "family"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=20,
    )
    names = {line.split(",")[0].strip() for line in listed.stdout.splitlines()}
    return tuple(sorted(names - {""}, key=lambda name: ("Sans CJK SC" not in name, name)))


def disk_space(folder: Path) -> CheckRow:
    """Free space where workspaces are kept, in MB; `folder` need not exist yet."""
    there = next(place for place in (folder, *folder.parents) if place.is_dir())
    free = shutil.disk_usage(there).free // 1_000_000
    standing = Standing.PRESENT if free >= ENOUGH_FREE_MB else Standing.LIMITED
    if free < LEAST_FREE_MB:
        standing = Standing.MISSING
    return CheckRow(
        Message("checkup.disk"),
        standing,
        Message("checkup.disk_free", {"free": f"{free / 1000:.1f}", "folder": str(there)}),
        None if standing is Standing.PRESENT else Message("checkup.free_disk"),
    )
