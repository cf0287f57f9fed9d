import base64
import json
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from tests.services.bench import submitted
from workstation.domain.errors import InputError, NotAllowedError
from workstation.exports.summary_pdf import read_attached
from workstation.reading import ReadingPool
from workstation.services import assessment
from workstation.services.exporting import export_record, export_summary
from workstation.services.history import history
from workstation.services.verification import verify_file
from workstation.services.views import Check, VersionView
from workstation.services.workspace import Workspace


@pytest.fixture(scope="module")
def pool() -> Iterator[ReadingPool]:
    with ReadingPool(reading_workers=1) as opened:
        yield opened


@pytest.fixture
def signed(ws: Workspace, supervisor: Workspace, pool: ReadingPool, case_id: str) -> VersionView:
    version = submitted(ws, pool, case_id)
    assessment.sign_assessment(supervisor, version.id, "a third horse", "approval")
    return version


def failed(checks: tuple[Check, ...]) -> list[str]:
    return [check.name for check in checks if not check.ok]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_exported_summary_verifies_without_a_workspace(
    supervisor: Workspace, signed: VersionView, tmp_path: Path, language: str
) -> None:
    path = export_summary(supervisor, signed.id, tmp_path / "out", language)
    assert path.name == f"LY-0001-v1-summary-{language}.pdf"
    checks = verify_file(path)
    assert failed(checks) == []
    assert [check.name for check in checks] == ["record", "crops", "signature", "pages"]
    assert list(path.parent.iterdir()) == [path]


def test_the_pdf_is_tagged_archival_and_carries_the_record(
    supervisor: Workspace, signed: VersionView, tmp_path: Path
) -> None:
    path = export_summary(supervisor, signed.id, tmp_path, "en")
    package = read_attached(path.read_bytes())
    assert package.record_sha256 == signed.sha256
    with pikepdf.open(path) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")


def test_a_pdf_whose_record_was_changed_is_refused(
    supervisor: Workspace, signed: VersionView, tmp_path: Path
) -> None:
    path = export_summary(supervisor, signed.id, tmp_path, "en")
    changed = tmp_path / "changed.pdf"
    with pikepdf.open(path) as pdf:
        data = pdf.attachments["record.json"].get_file().read_bytes()
        del pdf.attachments["record.json"]
        other = data.replace(b"R-CHOP", b"R-CHEP")
        assert other != data
        pdf.attachments["record.json"] = pikepdf.AttachedFileSpec(pdf, other, filename="record.json")
        pdf.save(changed)
    assert {"record", "pages"} <= set(failed(verify_file(changed)))


def test_a_pdf_with_a_damaged_picture_inside_is_refused(
    supervisor: Workspace, signed: VersionView, tmp_path: Path
) -> None:
    path = export_summary(supervisor, signed.id, tmp_path, "en")
    changed = tmp_path / "changed.pdf"
    with pikepdf.open(path) as pdf:
        package = json.loads(pdf.attachments["record.json"].get_file().read_bytes())
        del pdf.attachments["record.json"]
        whole = {name: base64.b64decode(text) for name, text in package["crops"].items()}
        assert whole
        torn = {name: base64.b64encode(data[:60] + b"?" * 40).decode() for name, data in whole.items()}
        other = json.dumps({**package, "crops": torn}).encode()
        pdf.attachments["record.json"] = pikepdf.AttachedFileSpec(pdf, other, filename="record.json")
        pdf.save(changed)
    assert {"crops", "pages"} <= set(failed(verify_file(changed)))


def test_a_pdf_whose_pages_were_changed_is_refused(
    supervisor: Workspace, signed: VersionView, tmp_path: Path
) -> None:
    path = export_summary(supervisor, signed.id, tmp_path, "en")
    changed = tmp_path / "changed.pdf"
    with pikepdf.open(path) as pdf:
        pdf.pages[0].contents_add(b"q 1 0 0 rg 100 500 200 200 re f Q")
        pdf.save(changed)
    assert failed(verify_file(changed)) == ["pages"]


def test_a_pdf_without_a_record_is_named(tmp_path: Path) -> None:
    path = tmp_path / "plain.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path)
    with pytest.raises(InputError) as refused:
        verify_file(path)
    assert refused.value.message_id == "verify.no_record_inside"
    path.write_bytes(b"%PDF-1.7 torn")
    with pytest.raises(InputError) as refused:
        verify_file(path)
    assert refused.value.message_id == "verify.not_a_pdf"


def test_the_record_alone_verifies_and_a_changed_one_is_refused(
    supervisor: Workspace, signed: VersionView, tmp_path: Path
) -> None:
    path = export_record(supervisor, signed.id, tmp_path)
    assert failed(verify_file(path)) == []
    package = json.loads(path.read_text())
    package["signature"]["statement"]["printed_name"] = "Somebody Else"
    path.write_text(json.dumps(package))
    assert failed(verify_file(path)) == ["signature"]
    package["record"]["recommendation"]["rationale"] = "another"
    path.write_text(json.dumps(package))
    assert failed(verify_file(path)) == ["record", "signature"]


def test_what_is_no_record_is_named(tmp_path: Path) -> None:
    for number, content in enumerate(("", "{}", '{"format": 1}', "[]", "null")):
        path = tmp_path / f"{number}.json"
        path.write_text(content)
        with pytest.raises(InputError) as refused:
            verify_file(path)
        assert refused.value.message_id == "verify.not_a_record"


def test_every_export_is_in_the_audit_trail_with_its_hash(
    ws: Workspace, supervisor: Workspace, signed: VersionView, case_id: str, tmp_path: Path
) -> None:
    export_summary(supervisor, signed.id, tmp_path, "zh")
    export_record(supervisor, signed.id, tmp_path)
    record, summary = history(ws, case_id)[:2]
    assert (record.verb, summary.verb, summary.who) == ("export_record", "export_summary", "Mara Keller")


def test_only_a_supervisor_exports_and_only_what_is_signed(
    ws: Workspace, other: Workspace, supervisor: Workspace, pool: ReadingPool, case_id: str, tmp_path: Path
) -> None:
    version = submitted(ws, pool, case_id)
    with pytest.raises(NotAllowedError) as refused:
        export_summary(supervisor, version.id, tmp_path, "en")
    assert refused.value.message_id == "export.not_signed"
    with pytest.raises(NotAllowedError):
        export_summary(other, version.id, tmp_path, "en")
    with pytest.raises(InputError):
        export_summary(supervisor, version.id, tmp_path, "fr")


def test_a_file_that_cannot_be_written_leaves_no_event(
    ws: Workspace, supervisor: Workspace, signed: VersionView, case_id: str, tmp_path: Path
) -> None:
    before = len(history(ws, case_id))
    blocked = tmp_path / "LY-0001-v1-record.json"
    blocked.mkdir()
    with pytest.raises(IsADirectoryError):
        export_record(supervisor, signed.id, tmp_path)
    assert len(history(ws, case_id)) == before
    assert list(tmp_path.glob(".LY*")) == []
