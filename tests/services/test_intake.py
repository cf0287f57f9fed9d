from collections.abc import Callable, Iterator
from pathlib import Path

import pymupdf
import pytest
from sqlalchemy import func, select

from workstation.domain.case import Move
from workstation.domain.errors import DiskFullError, NotAllowedError
from workstation.domain.messages import Message
from workstation.reading import ReadingPool
from workstation.services.intake import (
    ImportedFile,
    file_bytes,
    import_file,
    import_paths,
    open_source,
)
from workstation.services.pages import case_documents, page_picture
from workstation.services.queue import case_header, change_status, claim, create_case, list_queue
from workstation.services.reading_order import next_pages
from workstation.services.readings import reading_progress
from workstation.services.rules import Rules
from workstation.services.views import ImportOutcome, ImportState, NewCase, NewPatient, PageState, Progress
from workstation.services.workspace import Workspace
from workstation.store import audit, cases, files
from workstation.store.tables.files import CaseFile, File, FileChunk, Page

MakeFile = Callable[..., ImportedFile]


@pytest.fixture(scope="module")
def pool() -> Iterator[ReadingPool]:
    with ReadingPool(reading_workers=1) as opened:
        yield opened


def write_pdf(path: Path, text: str, pages: int = 1, password: str | None = None) -> Path:
    document = pymupdf.open()
    for number in range(pages):
        document.new_page().insert_text((72, 72), f"{text} {number + 1}")
    if password is None:
        document.save(path)
    else:
        document.save(path, encryption=pymupdf.mupdf.PDF_ENCRYPT_AES_256, user_pw=password, owner_pw=password)
    document.close()
    return path


def count(ws: Workspace, table: type) -> int:
    with ws.read() as tx:
        return tx.session.scalar(select(func.count()).select_from(table)) or 0


def test_a_file_its_pages_and_a_document_arrive_together(
    ws: Workspace, case_id: str, make_file: MakeFile
) -> None:
    outcome = import_file(ws, case_id, make_file(pages=3))
    assert (outcome.state, outcome.message, outcome.pages) == (ImportState.ADDED, None, 3)
    (document,) = case_documents(ws, case_id)
    assert (document.id, document.type, document.file_name) == (outcome.document_id, "other", "path.pdf")
    assert [(page.number, page.index, page.state) for page in document.pages] == [
        (1, 0, PageState.NOT_READ),
        (2, 1, PageState.NOT_READ),
        (3, 2, PageState.NOT_READ),
    ]
    assert [page_picture(ws, page.id) for page in document.pages] == [b"jpeg 0", b"jpeg 1", b"jpeg 2"]
    (row,) = list_queue(ws).rows
    assert (row.documents, row.pages, row.reading) == (1, 3, Progress(0, 3))
    assert reading_progress(ws, case_id) == Progress(0, 3)


@pytest.mark.parametrize("size", [1, files.CHUNK_BYTES - 1, files.CHUNK_BYTES, 2 * files.CHUNK_BYTES + 5])
def test_the_original_comes_back_byte_for_byte(
    ws: Workspace, case_id: str, make_file: MakeFile, size: int
) -> None:
    data = bytes(range(251)) * (size // 251 + 1)
    outcome = import_file(ws, case_id, make_file(data[:size], password="open sesame"))
    assert outcome.file_id is not None
    assert file_bytes(ws, outcome.file_id) == data[:size]
    assert count(ws, FileChunk) == -(-size // files.CHUNK_BYTES)
    with open_source(ws, outcome.file_id) as source:
        assert (source.name, source.password, source.size) == ("path.pdf", "open sesame", size)


def test_the_same_file_again_says_who_added_it(
    ws: Workspace, other: Workspace, case_id: str, make_file: MakeFile
) -> None:
    first = import_file(ws, case_id, make_file())
    again = import_file(other, case_id, make_file(name="scan (2).pdf"))
    assert (again.state, again.file_id) == (ImportState.ALREADY_HERE, first.file_id)
    assert again.message == Message(
        "intake.already_here", {"file": "scan (2).pdf", "name": "path.pdf", "who": "Hanna Roth"}
    )
    assert (count(ws, File), count(ws, Page), len(case_documents(ws, case_id))) == (1, 2, 1)


def test_a_file_of_another_case_says_where_and_is_added_when_asked(
    ws: Workspace, case_id: str, make_file: MakeFile, rules: Rules
) -> None:
    first = import_file(ws, case_id, make_file())
    second_case = create_case(ws, NewCase(NewPatient("Bo Odum")))
    told = import_file(ws, second_case, make_file())
    assert (told.state, told.file_id) == (ImportState.ELSEWHERE, first.file_id)
    assert told.message is not None and "LY-0001" in rules.catalogue.render(told.message, "en")
    assert case_documents(ws, second_case) == ()
    added = import_file(ws, second_case, make_file(), even_if_elsewhere=True)
    assert (added.state, added.pages) == (ImportState.ADDED, 2)
    assert (count(ws, File), count(ws, Page), count(ws, CaseFile)) == (1, 2, 2)
    ours, theirs = case_documents(ws, case_id)[0], case_documents(ws, second_case)[0]
    assert [page.id for page in ours.pages] == [page.id for page in theirs.pages]


def test_a_full_disk_leaves_neither_file_nor_record(ws: Workspace, case_id: str, make_file: MakeFile) -> None:
    with ws.write() as tx:
        raw = tx.session.connection()
        pages = raw.exec_driver_sql("PRAGMA page_count").scalar_one()
        raw.exec_driver_sql(f"PRAGMA max_page_count={pages + 20}")
    with pytest.raises(DiskFullError):
        import_file(ws, case_id, make_file(b"x" * 3_000_000))
    assert (count(ws, File), count(ws, FileChunk), count(ws, Page), count(ws, CaseFile)) == (0, 0, 0, 0)
    assert case_documents(ws, case_id) == () and next_pages(ws) == ()


def test_a_submitted_case_takes_no_file(ws: Workspace, case_id: str, make_file: MakeFile) -> None:
    claim(ws, case_id, case_header(ws, case_id).row_version)
    with ws.write() as tx:
        change_status(ws, tx, cases.case(tx, case_id), Move.SUBMIT)
    with pytest.raises(NotAllowedError) as raised:
        import_file(ws, case_id, make_file())
    assert raised.value.message_id == "case.locked.awaiting_signoff"
    assert count(ws, File) == 0


def test_only_reviewers_import(supervisor: Workspace, case_id: str, make_file: MakeFile) -> None:
    with pytest.raises(NotAllowedError):
        import_file(supervisor, case_id, make_file())


def test_an_import_is_in_the_trail_without_its_password(
    ws: Workspace, case_id: str, make_file: MakeFile
) -> None:
    import_file(ws, case_id, make_file(password="open sesame"))
    with ws.read() as tx:
        case_events = [(event.verb, event.kind) for event in audit.events_of(tx.session, case_id)]
        everything = [*audit.events_of(tx.session, case_id), *audit.events_of(tx.session, audit.WORKSPACE)]
        assert audit.verify_tables(tx.session, case_id) == ()
        assert audit.verify_tables(tx.session, audit.WORKSPACE) == ()
    assert case_events[-3:] == [
        ("import_file", "case_file"),
        ("add_document", "document"),
        ("set_pages", "document_page"),
    ]
    assert all("open sesame" not in (event.after or "") for event in everything)


def test_folders_and_files_where_one_fails_and_the_others_go_on(
    ws: Workspace, case_id: str, pool: ReadingPool, tmp_path: Path
) -> None:
    packet = tmp_path / "packet"
    (packet / "inner").mkdir(parents=True)
    write_pdf(packet / "a.pdf", "Diffuse large B-cell lymphoma", pages=2)
    (packet / "b.pdf").write_bytes(b"")
    (packet / "c.pdf").write_bytes(b"this is no document")
    write_pdf(packet / "inner" / "d.pdf", "Treatment history")
    (packet / "inner" / "e.pdf").write_bytes((packet / "a.pdf").read_bytes())
    (packet / ".hidden").write_bytes(b"left alone")
    write_pdf(packet / "locked.pdf", "Sealed", password="open sesame")
    heard: list[ImportOutcome] = []
    outcomes = import_paths(ws, pool, case_id, [packet, tmp_path / "missing.pdf"], heard.append)
    assert [(outcome.name, outcome.state) for outcome in outcomes] == [
        ("a.pdf", ImportState.ADDED),
        ("b.pdf", ImportState.FAILED),
        ("c.pdf", ImportState.FAILED),
        ("d.pdf", ImportState.ADDED),
        ("e.pdf", ImportState.ALREADY_HERE),
        ("locked.pdf", ImportState.NEEDS_PASSWORD),
        ("missing.pdf", ImportState.FAILED),
    ]
    assert tuple(heard) == outcomes
    assert [outcome.message.id for outcome in outcomes if outcome.message] == [
        "reading.empty",
        "reading.kind.text",
        "intake.already_here",
        "reading.needs_password",
        "intake.cannot_read",
    ]
    assert [document.file_name for document in case_documents(ws, case_id)] == ["a.pdf", "d.pdf"]


def test_a_password_is_tried_and_kept_for_later(
    ws: Workspace, case_id: str, pool: ReadingPool, tmp_path: Path
) -> None:
    locked = write_pdf(tmp_path / "locked.pdf", "Sealed", password="open sesame")
    plain = write_pdf(tmp_path / "plain.pdf", "Open")
    (wrong,) = import_paths(ws, pool, case_id, [locked], password="no")
    assert (wrong.state, wrong.message and wrong.message.id) == (
        ImportState.NEEDS_PASSWORD,
        "reading.wrong_password",
    )
    right, other = import_paths(ws, pool, case_id, [locked, plain], password="open sesame")
    assert (right.state, other.state) == (ImportState.ADDED, ImportState.ADDED)
    assert right.file_id is not None and other.file_id is not None
    with open_source(ws, right.file_id) as source:
        assert source.password == "open sesame"
        assert "Sealed" in pool.read_page(source, 0).result().text
    with open_source(ws, other.file_id) as source:
        assert source.password is None
