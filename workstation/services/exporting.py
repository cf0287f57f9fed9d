"""What leaves the workspace: the summary as PDF and the record as JSON, of a signed version, audited."""

import json
import os
from contextlib import ExitStack
from pathlib import Path
from tempfile import NamedTemporaryFile

from workstation import settings
from workstation.domain.case import Role
from workstation.domain.errors import InputError, NotAllowedError
from workstation.exports.record_json import RecordPackage, canonical, sha256
from workstation.exports.summary_pdf import SummaryWriter
from workstation.messages import LANGUAGES
from workstation.services.signoff import record_signature
from workstation.services.users import require_role
from workstation.services.workspace import Workspace
from workstation.store import assessments, cases, trail
from workstation.store.files_on_disk import told_plainly_on_disk


def export_summary(ws: Workspace, version_id: str, folder: Path, language: str) -> Path:
    """Writes the case summary of a signed version as PDF, with the record attached, into `folder`.

    The name tells case, version and language, never the patient. Raises NotAllowedError (role, not signed,
    altered), InputError for an unknown language or a missing Chinese font, DiskFullError, ReadOnlyError.
    """
    if language not in LANGUAGES:
        raise InputError("export.no_such_language", language=language)
    package, case_id, name = _package(ws, version_id)
    writer = SummaryWriter(settings.resources_dir())
    catalogue = ws.rules.catalogue
    data = writer.write(package, language, lambda message: catalogue.render(message, language))
    path = folder / f"{name}-summary-{language}.pdf"
    _hand_out(ws, case_id, "export_summary", version_id, path, data, language)
    return path


def export_record(ws: Workspace, version_id: str, folder: Path) -> Path:
    """Writes the record of a signed version as JSON, with signature, public key and crops. Raises as above."""
    package, case_id, name = _package(ws, version_id)
    path = folder / f"{name}-record.json"
    _hand_out(ws, case_id, "export_record", version_id, path, package.to_bytes(), "")
    return path


def _package(ws: Workspace, version_id: str) -> tuple[RecordPackage, str, str]:
    require_role(ws, Role.SUPERVISOR)
    with ws.read() as tx:
        version = assessments.version(tx, version_id)
        signature = assessments.signature_of(tx, version_id)
        if signature is None:
            raise NotAllowedError("export.not_signed")
        record = json.loads(version.record)
        if sha256(version.record) != version.sha256 or canonical(record) != version.record:
            raise NotAllowedError("export.version_altered")
        head = trail.last_hash(tx, version.case_id)
        case = cases.case(tx, version.case_id)
        package = RecordPackage(
            record,
            version.sha256,
            record_signature(signature),
            assessments.crops_of(tx, version_id),
            {} if head is None else {"chain": case.id, "seq": head[0], "hash": head[1]},
        )
        return package, case.id, f"{cases.number_text(tx, case.number)}-v{version.number}"


def _hand_out(
    ws: Workspace, case_id: str, verb: str, version_id: str, path: Path, data: bytes, language: str
) -> None:
    """Writes the file beside its place and swaps it in, in the transaction that records it: no event without a
    file, and no file when the event can't be kept."""
    told = {"file": path.name, "sha256": sha256(data), "language": language}
    with told_plainly_on_disk(path.parent), ExitStack() as undone:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = _written_beside(path, data)
        undone.callback(beside.unlink, missing_ok=True)
        with ws.write() as tx:
            trail.note_export(tx, case_id, verb, version_id, told)
            beside.replace(path)
            undone.callback(path.unlink)
        undone.pop_all()


def _written_beside(path: Path, data: bytes) -> Path:
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise
        return Path(file.name)
