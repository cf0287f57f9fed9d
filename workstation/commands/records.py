"""Verbs on what was submitted and signed: write it out, and check that nothing was changed."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.commands.cases import signed_in
from workstation.commands.console import Console, table
from workstation.domain.errors import InputError

if TYPE_CHECKING:
    from workstation.services.views import Check, VersionView


def export(asked: Namespace, console: Console) -> int:
    """The summary (PDF) or the record (JSON) of a case's version into a folder; prints where it is."""
    from workstation.services.exporting import export_record, export_summary
    from workstation.services.queue import find_case
    from workstation.services.signoff import versions

    with signed_in(asked, console) as ws:
        version = _chosen(versions(ws, find_case(ws, asked.case)), asked)
        _make_folder(asked.out)
        if asked.format == "pdf":
            path = export_summary(ws, version.id, asked.out, console.language)
        else:
            path = export_record(ws, version.id, asked.out)
    console.write(str(path))
    return 0


def _chosen(versions: "Sequence[VersionView]", asked: Namespace) -> "VersionView":
    """The version with the number asked for, else the newest."""
    found = [version for version in versions if asked.version in (None, version.number)]
    if not found:
        raise InputError("command.export.no_version", case=asked.case)
    return max(found, key=lambda version: version.number)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError("command.export.no_folder", folder=str(folder)) from error


def verify(asked: Namespace, console: Console) -> int:
    """Exported files, or a case of a workspace: one line for each thing looked at; 1 when one does not hold."""
    from workstation.services.queue import find_case
    from workstation.services.rules import load_rules
    from workstation.services.verification import verify_case, verify_file

    console.catalogue = load_rules().catalogue
    checks: list[Check] = []
    if asked.case is not None:
        if asked.workspace is None or asked.user is None:
            raise InputError("command.verify.no_door")
        with signed_in(asked, console) as ws:
            checks += verify_case(ws, find_case(ws, asked.case))
    for path in asked.files:
        if not path.is_file():
            raise InputError("command.verify.no_file", file=str(path))
        checks += verify_file(path)
    if not checks:
        raise InputError("command.verify.nothing")
    head = [console.text(f"command.verify.{name}") for name in ("state", "found")]
    rows = [
        [
            console.text("command.verify.holds" if one.ok else "command.verify.fails"),
            console.render(one.message),
        ]
        for one in checks
    ]
    console.write(*table([head, *rows]))
    return 0 if all(one.ok for one in checks) else 1
