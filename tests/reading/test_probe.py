"""What a file holds, and the one sentence for each that cannot be used."""

import io
from collections.abc import Iterator

import pymupdf
import pytest
from PIL import Image

from tests.reading.scans import CHINESE, ENGLISH, encoded, pdf_of, pdf_of_scans, scan_of, text_page
from workstation.reading import FileKind, FileProblem, FileReport, ReadingPool, SourceFile, probing


def without_pages() -> bytes:
    """A sound PDF with an empty page tree, which PyMuPDF itself refuses to write."""
    objects = [
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
        b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n",
    ]
    data, places = b"%PDF-1.4\n", []
    for item in objects:
        places.append(len(data))
        data += item
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(data)
    return data + b"xref\n0 3\n0000000000 65535 f \n" + table + tail


def probe(pool: ReadingPool, data: bytes, password: str | None = None) -> FileReport:
    with SourceFile(data, "packet.pdf", password) as source:
        return pool.probe(source).result(timeout=30)


def problem(pool: ReadingPool, data: bytes, password: str | None = None) -> FileProblem:
    with pytest.raises(FileProblem) as caught:
        probe(pool, data, password)
    return caught.value


def locked(password: str) -> bytes:
    with text_page(ENGLISH) as document:
        return bytes(
            document.tobytes(
                encryption=pymupdf.mupdf.PDF_ENCRYPT_AES_256, user_pw=password, owner_pw=f"{password}-owner"
            )
        )


def tiff_of(*images: Image.Image) -> bytes:
    stream = io.BytesIO()
    images[0].save(
        stream, "TIFF", save_all=True, append_images=images[1:], compression="tiff_lzw", dpi=(200, 200)
    )
    return stream.getvalue()


def darkest(picture: Image.Image) -> int:
    return min(picture.convert("L").tobytes())


def test_born_digital_pdf_has_pages_pictures_and_text(pool: ReadingPool) -> None:
    report = probe(pool, pdf_of(ENGLISH))
    (page,) = report.pages
    assert report.kind is FileKind.PDF
    assert not report.problems
    assert (page.width, page.height, page.has_text) == (595, 842, True)
    with Image.open(io.BytesIO(page.picture)) as picture:
        assert picture.format == "JPEG"
        assert max(picture.size) == 1_000
        assert darkest(picture) < 100, "the picture shows the text"


def test_scanned_pdf_has_no_text(pool: ReadingPool) -> None:
    report = probe(pool, pdf_of_scans(scan_of(ENGLISH, dpi=100), scan_of(CHINESE, "china-s", 100), dpi=100))
    assert [page.has_text for page in report.pages] == [False, False]


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_picture_file_is_one_page_in_points(pool: ReadingPool, form: str) -> None:
    report = probe(pool, encoded(Image.new("RGB", (1240, 1754), "white"), form, dpi=(150, 150)))
    (page,) = report.pages
    assert report.kind is FileKind(form.lower())
    assert (page.width, page.height) == pytest.approx((595.2, 841.92), abs=0.5)


def test_exif_turns_the_page_frame(pool: ReadingPool) -> None:
    picture = Image.new("L", (400, 200), 255)
    exif = picture.getexif()
    exif[0x0112] = 6
    (page,) = probe(pool, encoded(picture, "JPEG", exif=exif, dpi=(100, 100))).pages
    assert (page.width, page.height) == pytest.approx((144, 288))


def test_tiff_has_as_many_pages_as_frames(pool: ReadingPool) -> None:
    report = probe(pool, tiff_of(*(Image.new("L", (500 + 10 * n, 700), 255) for n in range(3))))
    assert report.kind is FileKind.TIFF
    assert [round(page.width) for page in report.pages] == [180, 184, 187]


def test_tiff_that_breaks_off_keeps_the_pages_before(pool: ReadingPool) -> None:
    whole = tiff_of(*(scan_of(ENGLISH, dpi=60) for _ in range(3)))
    report = probe(pool, whole[: int(len(whole) * 0.6)])
    assert [said.message_id for said in report.problems] == ["reading.damaged_after"]
    assert report.problems[0].params == {"file": "packet.pdf", "page": len(report.pages)}
    assert 1 <= len(report.pages) <= 2


def test_pdf_without_its_end_is_repaired_and_says_so(pool: ReadingPool) -> None:
    report = probe(pool, pdf_of(ENGLISH)[:-60])
    assert [said.message_id for said in report.problems] == ["reading.repaired"]


def test_pdf_cut_before_its_pages_is_damaged(pool: ReadingPool) -> None:
    assert problem(pool, pdf_of(ENGLISH)[:200]).message_id == "reading.damaged"


def test_pdf_cut_within_a_picture_is_kept_with_a_warning(pool: ReadingPool) -> None:
    whole = pdf_of_scans(scan_of(ENGLISH, dpi=60), dpi=60)
    report = probe(pool, whole[: len(whole) // 2])
    assert [said.message_id for said in report.problems] == ["reading.repaired"]


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_picture_cut_short_is_damaged(pool: ReadingPool, form: str) -> None:
    whole = encoded(scan_of(ENGLISH, dpi=60), form)
    assert problem(pool, whole[: len(whole) // 2]).message_id == "reading.damaged"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"hello, this is a letter", "reading.kind.text"),
        (b"PK\x03\x04" + bytes(100), "reading.damaged"),
        (bytes(5_000), "reading.not_a_document"),
    ],
)
def test_what_is_not_a_document_is_refused(pool: ReadingPool, data: bytes, sentence: str) -> None:
    said = problem(pool, data)
    assert (said.message_id, said.params) == (sentence, {"file": "packet.pdf"})


def test_empty_file_is_refused_before_any_worker() -> None:
    with pytest.raises(FileProblem) as caught:
        SourceFile(b"", "packet.pdf")
    assert caught.value.message_id == "reading.empty"


def test_file_beyond_500_mb_is_refused_while_it_comes_in() -> None:
    def chunks() -> Iterator[bytes]:
        chunk = bytes(16 << 20)
        for _ in range(33):
            yield chunk

    with pytest.raises(FileProblem) as caught:
        SourceFile(chunks(), "packet.pdf")
    assert (caught.value.message_id, caught.value.params["megabytes"]) == ("reading.too_large", 500)


def test_pdf_without_pages_is_refused(pool: ReadingPool) -> None:
    assert problem(pool, without_pages()).message_id == "reading.no_pages"


def test_pdf_with_more_than_2000_pages_is_refused(pool: ReadingPool) -> None:
    with pymupdf.open() as document:
        for _ in range(2_001):
            document.new_page(width=100, height=100)
        said = problem(pool, bytes(document.tobytes()))
    assert (said.message_id, said.params["pages"]) == ("reading.too_many_pages", 2_001)


def test_password_is_asked_for_and_tried(pool: ReadingPool) -> None:
    data = locked("Birkenweg")
    assert problem(pool, data).message_id == "reading.needs_password"
    assert problem(pool, data, "Lindenweg").message_id == "reading.wrong_password"
    assert len(probe(pool, data, "Birkenweg").pages) == 1


def test_page_of_20000_px_is_kept_at_a_reduced_size(pool: ReadingPool) -> None:
    picture = Image.new("L", (20_000, 600), 255)
    picture.paste(0, (9_000, 200, 11_000, 400))
    report = probe(pool, encoded(picture))
    assert [said.message_id for said in report.problems] == ["reading.page_reduced"]
    with Image.open(io.BytesIO(report.pages[0].picture)) as small:
        assert small.width == 1_000
        assert darkest(small) < 60


def test_one_damaged_page_costs_only_itself(pool: ReadingPool) -> None:
    with pymupdf.open() as document:
        for _ in range(3):
            document.new_page(width=200, height=300)
        document.xref_set_key(document[1].xref, "MediaBox", "[0 0 0 0]")
        document.xref_set_key(document[1].xref, "CropBox", "[5 5 5 5]")
        report = probe(pool, bytes(document.tobytes()))
    assert len(report.pages) == 3


@pytest.mark.parametrize(
    "box",
    [
        "[0 0 1e30 1e30]",
        "[0 0 2147483647 65535]",
        "[-1e38 0 1e38 792]",
        "[0 0 612 4294967295]",
        "[1e38 1e38 1e38 1e38]",
        "[0 0 100000 0.0001]",
    ],
)
def test_pages_of_impossible_size_cost_only_themselves(pool: ReadingPool, box: str) -> None:
    """Two that follow each other, between two sound ones."""
    with pymupdf.open() as document:
        for _ in range(4):
            document.new_page(width=200, height=300)
        for index in (1, 2):
            document.xref_set_key(document[index].xref, "MediaBox", box)
        report = probe(pool, bytes(document.tobytes()))
    assert [page.index for page in report.pages] == [0, 1, 2, 3]
    assert (report.pages[3].width, report.pages[3].height) == (200, 300)
    assert {said.message_id for said in report.problems} <= {"reading.page_unreadable"}


def test_a_file_of_slow_pages_is_there_soon_without_the_last_pictures(
    pool: ReadingPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probing, "PATIENCE_SECONDS", 2.0)
    monkeypatch.setattr(probing, "FAIR_SECONDS", 0.0)
    rings = "".join(f"{x} {y} 300 300 re S\n" for x in range(60) for y in range(50))
    with pymupdf.open() as document:
        for number in range(40):
            page = document.new_page(width=600, height=800 + number)
            page.insert_text((72, 72), "x")
            document.update_stream(page.get_contents()[0], rings.encode())
        report = probe(pool, bytes(document.tobytes()))
    assert [page.height for page in report.pages] == [800 + number for number in range(40)]
    drawn = [bool(page.picture) for page in report.pages]
    assert drawn[0] and not drawn[-1] and report.problems == ()


def test_the_pool_goes_on_after_bad_files(pool: ReadingPool) -> None:
    for data in (b"nonsense", without_pages(), encoded(scan_of(ENGLISH, dpi=60))[:900]):
        problem(pool, data)
    assert len(probe(pool, pdf_of(ENGLISH)).pages) == 1
