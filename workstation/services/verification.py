"""Does what is stored and what was exported still say what was submitted and signed?"""

import json
from collections.abc import Iterable
from pathlib import Path

from workstation import settings
from workstation.domain.errors import WorkstationError
from workstation.domain.messages import Message
from workstation.exports.record_json import RecordPackage, canonical, sha256
from workstation.exports.summary_pdf import SummaryWriter, read_attached
from workstation.messages import Catalogue
from workstation.services.signoff import record_signature
from workstation.services.views import Check
from workstation.services.workspace import Workspace
from workstation.store import assessments, cases, trail
from workstation.store.store import ReadTx
from workstation.store.tables.assessment import AssessmentVersion, Signature

PDF_START = b"%PDF"


def verify_case(ws: Workspace, case_id: str) -> tuple[Check, ...]:
    """Checks the audit chains, the tables against their events, and every version with its crops, signature and
    files. Raises NotFoundError when there is no such case."""
    with ws.read() as tx:
        cases.case(tx, case_id)
        chain, tables = trail.chain_problems(tx, case_id), trail.table_problems(tx, case_id)
        made = [
            _check(
                "audit", not chain, "verify.audit_ok", "verify.audit_broken",
                places=", ".join(f"{p.seq} {p.what}" for p in chain),
            ),
            _check(
                "tables", not tables, "verify.tables_ok", "verify.tables_differ",
                places=", ".join(f"{p.kind} {p.object_id}" for p in tables),
            ),
        ]  # fmt: skip
        altered = trail.altered_files(tx, case_id)
        made.append(
            _check("files", not altered, "verify.files_ok", "verify.files_altered", files=", ".join(altered))
        )
        for version in assessments.versions(tx, case_id):
            made += _version_checks(tx, version)
    return tuple(made)


def _check(name: str, ok: bool, yes: str, no: str, **params: str | int) -> Check:
    return Check(name, ok, Message(yes if ok else no, {} if ok else params))


def _version_checks(tx: ReadTx, version: AssessmentVersion) -> Iterable[Check]:
    number = str(version.number)
    record = json.loads(version.record)
    unchanged = sha256(version.record) == version.sha256 and canonical(record) == version.record
    yield Check(
        f"version {number}",
        unchanged,
        Message("verify.version_ok" if unchanged else "verify.version_altered", {"number": number}),
    )
    crops = assessments.crops_of(tx, version.id)
    named = {crop["sha256"] for crop in record["crops"]}
    whole = named <= set(crops) and all(sha256(data) == name for name, data in crops.items())
    yield Check(
        f"crops {number}",
        whole,
        Message("verify.crops_ok" if whole else "verify.crops_altered", {"number": number}),
    )
    gone = {file["sha256"] for file in record["files"]} - trail.known_file_hashes(tx, version.case_id)
    yield Check(
        f"sources {number}",
        not gone,
        Message("verify.sources_ok" if not gone else "verify.sources_gone", {"number": number}),
    )
    signature = assessments.signature_of(tx, version.id)
    if signature is not None:
        yield _signature_check(tx, version, signature)


def _signature_check(tx: ReadTx, version: AssessmentVersion, row: Signature) -> Check:
    signature = record_signature(row)
    statement = signature.statement
    holds = (
        signature.is_valid()
        and statement.record_sha256 == version.sha256
        and statement.signer_id == row.user_id
        and row.public_key in trail.public_keys_of(tx, row.user_id)
        and row.user_id != version.author_id
    )
    params = {"name": statement.printed_name, "time": statement.shown_time}
    said = "verify.signature_ok" if holds else "verify.signature_broken"
    return Check(f"signature {version.number}", holds, Message(said, params))


# Exported files


def verify_file(path: Path) -> tuple[Check, ...]:
    """Checks an exported summary (PDF) or record (JSON) without a workspace: the record against its hash, the
    crops, the signature with the key inside, and of a PDF its pages. Raises InputError for another kind of file.
    """
    data = path.read_bytes()
    if not data.startswith(PDF_START):
        return _package_checks(RecordPackage.from_bytes(data))
    package = read_attached(data)
    return (*_package_checks(package), _pages_check(package, data))


def _package_checks(package: RecordPackage) -> tuple[Check, ...]:
    record_ok = package.record_is_unchanged()
    changed = package.changed_crops()
    checks = [
        _check("record", record_ok, "verify.record_ok", "verify.record_altered"),
        _check("crops", not changed, "verify.crops_whole", "verify.crops_differ", count=len(changed)),
    ]
    if package.signature is None:
        return (*checks, Check("signature", False, Message("verify.not_signed")))
    statement = package.signature.statement
    holds = package.signature_holds()
    params = {
        "name": statement.printed_name,
        "time": statement.shown_time,
        "key": package.signature.public_key[:16],
    }
    said = "verify.signed_by" if holds else "verify.signature_wrong"
    return (*checks, Check("signature", holds, Message(said, params)))


def _pages_check(package: RecordPackage, pdf: bytes) -> Check:
    """The pages are what this installation writes from the record; said plainly where it can't tell."""
    resources = settings.resources_dir()
    catalogue = Catalogue.load(resources / "messages")
    language = package.pages.get("language", "en")
    try:
        same = SummaryWriter(resources).same_pages(
            package, pdf, lambda message: catalogue.render(message, language)
        )
    except (KeyError, TypeError, ValueError, WorkstationError):
        return Check("pages", False, Message("verify.pages_altered"))
    if same is None:
        writer = package.pages.get("writer", "")
        return Check("pages", False, Message("verify.pages_of_other_writer", {"writer": writer}))
    return _check("pages", same, "verify.pages_ok", "verify.pages_altered")
