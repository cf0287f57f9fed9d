"""Verbs on what was submitted and signed: write it out, and check that nothing was changed."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.commands.cases import signed_in
from workstation.commands.console import Console, table
from workstation.commands.output import make_folder
from workstation.domain.errors import InputError
from workstation.domain.messages import Message

if TYPE_CHECKING:
    from workstation.services.views import Check, VersionView


def export(asked: Namespace, console: Console) -> int:
    """The summary (PDF) or the record (JSON) of a case's version into a folder; prints where it is."""
    from workstation.services.exporting import export_record, export_summary
    from workstation.services.queue import find_case
    from workstation.services.signoff import versions

    with signed_in(asked, console) as ws:
        version = _chosen(versions(ws, find_case(ws, asked.case)), asked)
        make_folder(asked.out)
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


def _checks_of(path: Path, named: bool) -> "list[Check]":
    """What can be said of one file, after its name where there are several; one without a record stops no other."""
    from workstation.services.verification import verify_file
    from workstation.services.views import Check

    try:
        if not path.is_file():
            raise InputError("command.verify.no_file", file=str(path))
        found = verify_file(path)
    except InputError as error:
        if not named:
            raise
        why = Message(error.message_id, error.params)
        return [Check("file", False, Message("command.verify.file", {"file": path.name, "why": why}))]
    name = Check("file", True, Message("command.verify.named", {"file": path.name}))
    return [name, *found] if named else list(found)


def verify(asked: Namespace, console: Console) -> int:
    """Exported files, or a case of a workspace: one line for each thing looked at; 1 when one does not hold."""
    from workstation.services.queue import find_case
    from workstation.services.rules import load_rules
    from workstation.services.verification import verify_case

    console.catalogue = load_rules().catalogue
    checks: list[Check] = []
    if asked.case is not None:
        if asked.workspace is None or asked.user is None:
            raise InputError("command.verify.no_door")
        with signed_in(asked, console) as ws:
            checks += verify_case(ws, find_case(ws, asked.case))
    for path in asked.files:
        checks += _checks_of(path, named=len(asked.files) > 1)
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
