"""ZIPs, e-mails and photographs brought into a case: each file in them comes by itself."""

from collections.abc import Iterator
from pathlib import Path

import pillow_heif
import pytest
from PIL import ExifTags, Image

from tests.reading.packets import locked_zip, mail_of, zip_of
from tests.reading.scans import ENGLISH, encoded, pdf_of, scan_of, text_page
from workstation.reading import ReadingPool
from workstation.services.intake import file_bytes, import_paths, open_source
from workstation.services.pages import case_documents
from workstation.services.queue import create_case
from workstation.services.reading_order import next_pages
from workstation.services.readings import store_reading
from workstation.services.views import ImportOutcome, ImportState, NewCase, NewPatient
from workstation.services.workspace import Workspace
from workstation.store import files

pillow_heif.register_heif_opener()

PDF, SECOND = pdf_of(ENGLISH), pdf_of(ENGLISH, size=9)
PHOTO = encoded(scan_of(ENGLISH, dpi=60), "HEIF")
WORD = zip_of([("[Content_Types].xml", b"<t/>"), ("word/document.xml", b"<d/>")])


@pytest.fixture(scope="module")
def pool() -> Iterator[ReadingPool]:
    with ReadingPool(reading_workers=1) as opened:
        yield opened


@pytest.fixture
def packet(tmp_path: Path) -> Path:
    """A ZIP as a referring hospital sends it: a mail, a photograph, a Word letter, a spoiled scan."""
    sent = mail_of([("report.pdf", PDF)], words="Please see attached.")
    path = tmp_path / "packet.zip"
    path.write_bytes(
        zip_of(
            [
                ("mail.eml", sent),
                ("photos/IMG_0001.HEIC", PHOTO),
                ("letter.docx", WORD),
                ("scan.pdf", b"%PDF-1.7 nothing follows"),
                ("last.pdf", SECOND),
            ]
        )
    )
    return path


def told(outcomes: tuple[ImportOutcome, ...]) -> list[tuple[str, ImportState, str | None]]:
    return [(each.name, each.state, each.message.id if each.message else None) for each in outcomes]


def test_each_file_of_a_packet_comes_by_itself(
    ws: Workspace, case_id: str, pool: ReadingPool, packet: Path
) -> None:
    heard: list[ImportOutcome] = []
    outcomes = import_paths(ws, pool, case_id, [packet], heard.append)
    assert told(outcomes) == [
        ("packet.zip › mail.eml › report.pdf", ImportState.ADDED, None),
        ("packet.zip › mail.eml", ImportState.NOTED, "reading.mail_words_left"),
        ("packet.zip › photos › IMG_0001.HEIC", ImportState.ADDED, None),
        ("packet.zip › letter.docx", ImportState.FAILED, "reading.kind.word"),
        ("packet.zip › scan.pdf", ImportState.FAILED, "reading.damaged"),
        ("packet.zip › last.pdf", ImportState.ADDED, None),
    ]
    assert tuple(heard) == outcomes
    assert [document.file_name for document in case_documents(ws, case_id)] == [
        "packet.zip › mail.eml › report.pdf",
        "packet.zip › photos › IMG_0001.HEIC",
        "packet.zip › last.pdf",
    ]
    photo = outcomes[2].file_id
    assert photo is not None
    assert file_bytes(ws, photo) == PHOTO
    with ws.read() as tx:
        assert files.file(tx, photo).media == "heic"


def test_the_same_packet_again_adds_nothing(
    ws: Workspace, case_id: str, pool: ReadingPool, packet: Path
) -> None:
    first = import_paths(ws, pool, case_id, [packet])
    renamed = packet.rename(packet.with_name("again.zip"))
    again = import_paths(ws, pool, case_id, [renamed])
    assert [each.state for each in again if each.file_id] == [ImportState.ALREADY_HERE] * 3
    assert [each.file_id for each in again] == [each.file_id for each in first]
    assert len(case_documents(ws, case_id)) == 3


def test_a_file_is_recognised_in_a_packet_and_a_packet_in_another_case(
    ws: Workspace, case_id: str, pool: ReadingPool, packet: Path
) -> None:
    loose = packet.with_name("report.pdf")
    loose.write_bytes(PDF)
    import_paths(ws, pool, case_id, [loose])
    assert told(import_paths(ws, pool, case_id, [packet]))[0][1:] == (
        ImportState.ALREADY_HERE,
        "intake.already_here",
    )
    second = create_case(ws, NewCase(NewPatient("Bo Odum")))
    states = [each.state for each in import_paths(ws, pool, second, [packet]) if each.file_id]
    assert states == [ImportState.ELSEWHERE] * 3
    import_paths(ws, pool, second, [packet], even_if_elsewhere=True)
    assert len(case_documents(ws, second)) == 3


def test_the_same_file_twice_in_a_packet_comes_once(
    ws: Workspace, case_id: str, pool: ReadingPool, tmp_path: Path
) -> None:
    path = tmp_path / "twice.zip"
    path.write_bytes(zip_of([("a.pdf", PDF), ("copy/a.pdf", PDF)]))
    states = [each.state for each in import_paths(ws, pool, case_id, [path])]
    assert states == [ImportState.ADDED, ImportState.ALREADY_HERE]


def test_locked_packets_and_what_is_locked_in_them_take_one_password(
    ws: Workspace, case_id: str, pool: ReadingPool, tmp_path: Path
) -> None:
    path = tmp_path / "locked.zip"
    path.write_bytes(zip_of([("inner.zip", locked_zip(b"a.pdf", PDF, b"Birkenweg")), ("b.pdf", SECOND)]))
    assert told(import_paths(ws, pool, case_id, [path])) == [
        ("locked.zip › inner.zip", ImportState.NEEDS_PASSWORD, "reading.needs_password"),
        ("locked.zip › b.pdf", ImportState.ADDED, None),
    ]
    outcomes = import_paths(ws, pool, case_id, [path], password="Birkenweg")
    assert told(outcomes)[0] == ("locked.zip › inner.zip › a.pdf", ImportState.ADDED, None)


def test_a_name_on_the_disk_that_could_deceive_is_shown_plain(
    ws: Workspace, case_id: str, pool: ReadingPool, tmp_path: Path
) -> None:
    deceiving = tmp_path / "report\u202efdp.exe"
    deceiving.write_bytes(PDF)
    unreadable = Path(tmp_path.as_posix() + "/" + "病理.pdf".encode("gbk").decode("utf-8", "surrogateescape"))
    unreadable.write_bytes(SECOND)
    names = {each.name for each in import_paths(ws, pool, case_id, [deceiving, unreadable])}
    assert names == {"reportfdp.exe", "病理.pdf"}


# A date beside a document is not a date of it


UNDATED = (
    "Dear colleague, thank you for seeing this patient with large B-cell lymphoma. The patient is in good "
    "general condition and has no complaints. Haemoglobin and platelets are normal, the heart is sound, and "
    "there is no sign of infection. Please tell us whether cellular therapy may be considered. " * 3
)


def dated_photograph() -> bytes:
    """A letter without a date, photographed on a day that the camera wrote down in four places."""
    exif = Image.Exif()
    exif[ExifTags.Base.DateTime] = "2024:03:05 09:30:00"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2024:03:05 09:30:00"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeDigitized] = "2024:03:05 09:30:00"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSDateStamp] = "2024:03:05"
    data = encoded(scan_of(UNDATED), "JPEG", exif=exif)
    assert data.count(b"2024:03:05") == 4
    return data


def dated_pdf() -> bytes:
    with text_page(UNDATED) as document:
        document.set_metadata({"creationDate": "D:20240305093000", "modDate": "D:20240305093000"})
        data = bytes(document.tobytes())
    assert b"20240305" in data
    return data


@pytest.mark.parametrize(
    ("name", "data"),
    [("IMG_20240305_093000.jpg", dated_photograph()), ("2024-03-05 report.pdf", dated_pdf())],
)
def test_neither_the_camera_nor_the_name_of_a_file_dates_a_document(
    ws: Workspace, case_id: str, pool: ReadingPool, tmp_path: Path, name: str, data: bytes
) -> None:
    path = tmp_path / "2024-03-05.zip"
    path.write_bytes(zip_of([(f"2024/03/05/{name}", data)]))
    (outcome,) = import_paths(ws, pool, case_id, [path])
    assert outcome.state is ImportState.ADDED
    (task,) = next_pages(ws)
    with open_source(ws, task.file_id) as source:
        reading = pool.read_page(source, task.index, languages=("eng",)).result(timeout=120)
    assert "complaints" in reading.text
    store_reading(ws, task.page_id, reading)
    (document,) = case_documents(ws, case_id)
    assert "2024" in document.file_name
    assert document.date is None
    assert "2024" not in document.title
