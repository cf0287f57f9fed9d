from collections.abc import Iterator

import pytest
from sqlalchemy import text

from tests.services.bench import submitted
from workstation.reading import ReadingPool
from workstation.services import assessment
from workstation.services.verification import verify_case
from workstation.services.views import Check
from workstation.services.workspace import Workspace


@pytest.fixture(scope="module")
def pool() -> Iterator[ReadingPool]:
    with ReadingPool(reading_workers=1) as opened:
        yield opened


def failed(checks: tuple[Check, ...]) -> list[str]:
    return [check.name for check in checks if not check.ok]


@pytest.fixture
def signed(ws: Workspace, supervisor: Workspace, pool: ReadingPool, case_id: str) -> str:
    version = submitted(ws, pool, case_id)
    assessment.sign_assessment(supervisor, version.id, "a third horse", "approval")
    return case_id


def tamper(ws: Workspace, *statements: str) -> None:
    """What somebody with the key and without the program might do."""
    with ws.write() as tx:
        names = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%\\_no\\_%' ESCAPE '\\'"
        for (name,) in tx.session.execute(text(names)).all():
            tx.session.execute(text(f'DROP TRIGGER "{name}"'))
        for statement in statements:
            assert tx.session.connection().exec_driver_sql(statement).rowcount > 0


def test_an_untouched_case_passes_every_check(ws: Workspace, signed: str) -> None:
    checks = verify_case(ws, signed)
    assert failed(checks) == []
    assert [check.name for check in checks] == [
        "audit", "tables", "files", "version 1", "crops 1", "sources 1", "signature 1",
    ]  # fmt: skip
    for check in checks:
        assert all(ws.rules.catalogue.render(check.message, language) for language in ("en", "zh"))


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        ("UPDATE finding SET raw = 'other' WHERE field_id = 'ecog'", ["tables"]),
        ("DELETE FROM evidence", ["tables"]),
        ("UPDATE assessment SET rationale = 'other'", ["tables"]),
        ("UPDATE audit_event SET verb = 'other' WHERE seq = 3", ["audit"]),
        ("UPDATE file_chunk SET data = x'00'", ["files"]),
        ("UPDATE crop SET data = x'00'", ["crops 1"]),
    ],
)
def test_an_edited_row_is_found(ws: Workspace, signed: str, statement: str, names: list[str]) -> None:
    tamper(ws, statement)
    assert failed(verify_case(ws, signed)) == names


def test_an_edited_version_is_found_even_with_a_new_hash(ws: Workspace, signed: str) -> None:
    tamper(
        ws,
        "UPDATE assessment_version SET record = CAST(replace(CAST(record AS TEXT), 'R-CHOP', 'R-CHEP') AS BLOB)",
    )
    assert failed(verify_case(ws, signed)) == ["tables", "version 1"]


def test_a_signature_moved_to_another_hash_does_not_hold(ws: Workspace, signed: str) -> None:
    tamper(ws, "UPDATE assessment_version SET sha256 = 'ab'")
    assert "signature 1" in failed(verify_case(ws, signed))


def test_a_signature_under_a_key_nobody_had_does_not_hold(ws: Workspace, signed: str) -> None:
    tamper(ws, "UPDATE signing_key SET public_key = 'ab'")
    assert "signature 1" in failed(verify_case(ws, signed))
