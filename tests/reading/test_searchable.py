"""Searchable PDFs: the pages stay as they are, and what was read can be selected where it stands."""

import io
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pymupdf
import pytest
from PIL import Image
from pymupdf import mupdf
from rapidfuzz.distance import Levenshtein

from tests.reading.scans import CHINESE, ENGLISH, Spoiling, encoded, pdf_of, scan_of
from workstation.domain.geometry import Box, Quad
from workstation.reading import Engine, FileProblem, PageReading, ReadingPool, SourceFile, Word
from workstation.reading.channel import Claims
from workstation.reading.worker import Worker

WORDS = ("Lymphoma", "β2≥5", "relapsed", "淋巴瘤，", "复发", "𠮷")
TOLERANCE = 0.002


def box(left: float, top: float, width: float, height: float) -> Quad:
    return Quad.of(Box(left, top, left + width, top + height))


def invented() -> PageReading:
    """A line of Latin words, and a line each of Chinese ones."""
    words = [
        Word(text, box(0.1 + 0.25 * place, 0.3, 0.2, 0.03), 0.9, 0, 0) for place, text in enumerate(WORDS[:3])
    ]
    words += [
        Word(text, box(0.1, 0.4 + 0.1 * line, 0.2, 0.03), 0.9, line, 1)
        for line, text in enumerate(WORDS[3:], start=1)
    ]
    return PageReading(Engine.TESSERACT, "5", 0, 0.0, "eng", tuple(words), 0.1)


def searchable(
    pool: ReadingPool, data: bytes, readings: Mapping[int, PageReading], password: str | None = None
) -> pymupdf.Document:
    with SourceFile(data, "packet", password) as source:
        made = pool.searchable(source, readings).result(timeout=60)
    return pymupdf.open(stream=made)


def read_and_made(pool: ReadingPool, data: bytes) -> tuple[PageReading, pymupdf.Page]:
    with SourceFile(data, "scan") as source:
        reading = pool.read_page(source, 0).result(timeout=120)
        made = pool.searchable(source, {0: reading}).result(timeout=60)
    return reading, pymupdf.open(stream=made)[0]


def placed(page: pymupdf.Page) -> dict[str, Box]:
    """What can be selected on a page, and where it is seen, in fractions of the page."""
    found = {}
    for x0, y0, x1, y1, text, *_ in page.get_text("words"):
        seen = pymupdf.Rect(x0, y0, x1, y1) * page.rotation_matrix
        wide, high = page.rect.width, page.rect.height
        found[text] = Box(seen.x0 / wide, seen.y0 / high, seen.x1 / wide, seen.y1 / high)
    return found


def apart(one: Box, other: Box) -> float:
    pairs = zip(
        (one.left, one.top, one.right, one.bottom),
        (other.left, other.top, other.right, other.bottom),
        strict=True,
    )
    return max(abs(a - b) for a, b in pairs)


def pixels(page: pymupdf.Page) -> bytes:
    return bytes(page.get_pixmap(dpi=60).samples)


def odd_pages() -> pymupdf.Document:
    """A plain page, one that is cropped and turned, one that leaves its coordinates changed, one without resources."""
    document = pymupdf.open()
    for _ in range(4):
        page = document.new_page(width=600, height=800)
        page.draw_rect((100, 100, 200, 200), fill=(1, 0, 0))
    document[1].set_cropbox((50, 100, 550, 700))
    document[1].set_rotation(90)
    (content,) = document[2].get_contents()
    document.update_stream(content, b"q 0.5 0 0 0.5 20 20 cm " + document.xref_stream(content))
    document.xref_set_key(document[3].xref, "Resources", "null")
    return document


def test_words_stand_where_they_were_read_on_every_kind_of_page(pool: ReadingPool) -> None:
    reading = invented()
    made = searchable(pool, odd_pages().tobytes(), dict.fromkeys(range(4), reading))
    for page in made.pages():
        assert page.get_text().split() == list(WORDS)
        found = placed(page)
        for word in reading.words:
            assert apart(found[word.text], word.quad.bounds) < TOLERANCE, (page.number, word.text)


def test_the_pages_look_as_before_and_their_content_is_byte_for_byte_there(pool: ReadingPool) -> None:
    original = odd_pages()
    before = [
        (pixels(page), [original.xref_stream(x) for x in page.get_contents()]) for page in original.pages()
    ]
    made = searchable(pool, original.tobytes(), dict.fromkeys(range(4), invented()))
    after = [(pixels(page), [made.xref_stream(x) for x in page.get_contents()[1:]]) for page in made.pages()]
    assert after == before


def test_a_page_without_a_reading_or_with_good_text_of_its_own_gets_none(pool: ReadingPool) -> None:
    data = pdf_of(ENGLISH)
    reading, page = read_and_made(pool, data)
    assert reading.engine is Engine.TEXT_LAYER
    own = pymupdf.open(stream=data)[0].get_text()
    assert page.get_text() == own == searchable(pool, data, {})[0].get_text()


@pytest.mark.parametrize(
    "how", [Spoiling(), Spoiling(lean=1.5, noise=4), Spoiling(turn=90), Spoiling(turn=180)]
)
def test_what_is_read_of_a_scan_is_what_can_be_selected(pool: ReadingPool, how: Spoiling) -> None:
    scan = encoded(scan_of(ENGLISH, dpi=200, how=how), "TIFF", dpi=(200, 200))
    reading, page = read_and_made(pool, scan)
    assert reading.turn == (360 - how.turn) % 360
    assert Levenshtein.normalized_similarity(" ".join(reading.text.split()), " ".join(ENGLISH.split())) > 0.95
    lines = [line for line in reading.text.splitlines() if line]
    assert page.get_text().splitlines() == lines
    found = placed(page)
    once = [word for word in reading.words if [w.text for w in reading.words].count(word.text) == 1]
    far = [
        word.text for word in once if word.text in found and apart(found[word.text], word.quad.bounds) > 0.01
    ]
    assert len(once) > 50 and len(far) <= len(once) // 20, far


def test_chinese_can_be_selected(pool: ReadingPool) -> None:
    scan = encoded(scan_of(CHINESE, "china-s", dpi=200), "PNG", dpi=(200, 200))
    reading, page = read_and_made(pool, scan)
    assert reading.language == "chi_sim"
    assert "".join(page.get_text().split()) == "".join(reading.text.split())
    assert page.search_for("淋巴瘤")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
@pytest.mark.parametrize(("text", "font"), [(ENGLISH, "helv"), (CHINESE, "china-s")])
@pytest.mark.parametrize(("lean", "order"), [(0.0, "-nopgbrk"), (0.7, "-raw")])
def test_another_reader_finds_the_same_text(
    pool: ReadingPool, tmp_path: Path, text: str, font: str, lean: float, order: str
) -> None:
    """Poppler, whose own idea of lines (without "-raw") does not hold for lines that lean."""
    scan = encoded(scan_of(text, font, dpi=200, how=Spoiling(lean=lean)), "PNG", dpi=(200, 200))
    with SourceFile(scan, "scan") as source:
        reading = pool.read_page(source, 0).result(timeout=120)
        (tmp_path / "made.pdf").write_bytes(pool.searchable(source, {0: reading}).result(timeout=60))
    command = ["pdftotext", order, "-enc", "UTF-8", str(tmp_path / "made.pdf"), "-"]
    told = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    assert "".join(told.split()) == "".join(reading.text.split())
    if text is ENGLISH:
        assert told.split() == reading.text.split()


def test_a_hidden_layer_that_was_not_believed_makes_room(pool: ReadingPool) -> None:
    document = pymupdf.open()
    page = document.new_page(width=600, height=800)
    page.insert_image(page.rect, stream=encoded(scan_of(ENGLISH, dpi=72)))
    page.insert_text((60, 60), "gqrbage lqyer", render_mode=3)
    page.insert_text((60, 700), "Seen", fontsize=20)
    before = pixels(page)
    made = searchable(pool, document.tobytes(), {0: invented()})
    assert "gqrbage" not in made[0].get_text() and "Lymphoma" in made[0].get_text()
    assert "Seen" in made[0].get_text()
    assert pixels(made[0]) == before


def test_a_protected_file_stays_protected(pool: ReadingPool) -> None:
    data = odd_pages().tobytes(encryption=mupdf.PDF_ENCRYPT_AES_256, user_pw="open", owner_pw="all")
    made = searchable(pool, data, {0: invented()}, password="open")
    assert made.needs_pass and made.authenticate("open")
    assert "Lymphoma" in made[0].get_text()


@pytest.mark.parametrize("orientation", [1, 3, 6, 8, 5])
def test_a_photo_is_laid_down_as_it_is_seen(pool: ReadingPool, orientation: int) -> None:
    image = Image.new("RGB", (600, 400), "white")
    image.paste((200, 30, 30), (0, 0, 150, 100))
    exif = Image.Exif()
    exif[0x0112] = orientation
    stream = io.BytesIO()
    image.save(stream, "JPEG", exif=exif, quality=95, dpi=(100, 100))
    data = stream.getvalue()
    with SourceFile(data, "photo.jpg") as source:
        shown = pool.render(source, 0, scale=0.25).result(timeout=30)
        made = pymupdf.open(stream=pool.searchable(source, {}).result(timeout=30))
    pixmap = made[0].get_pixmap(matrix=pymupdf.Matrix(0.25, 0.25), alpha=False)
    assert (pixmap.width, pixmap.height) == (shown.width, shown.height)
    rows = np.frombuffer(shown.pixels, np.uint8).reshape(shown.height, shown.stride)
    wanted = rows[:, : 3 * shown.width].astype(int)
    got = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.stride)[:, : 3 * pixmap.width]
    assert np.abs(got - wanted).mean() < 8
    stored = made.extract_image(made[0].get_images()[0][0])["image"]
    assert (stored == data) == (orientation != 5)


def test_a_fax_stays_a_bit_a_pixel(pool: ReadingPool) -> None:
    page = encoded(scan_of(ENGLISH, dpi=200).point(lambda value: 255 if value > 128 else 0), "PNG")
    made = searchable(pool, page, {0: invented()})
    ((_, _, _, _, bits, *_),) = made[0].get_images()
    assert bits == 1 and "Lymphoma" in made[0].get_text()
    assert len(made.tobytes()) < 3 * len(page)


def test_a_worker_that_claims_an_impossible_size_is_not_believed(
    pool: ReadingPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Worker.ask

    def ask(
        self: Worker, request: Mapping[str, Any], seconds: float, source: SourceFile | None = None
    ) -> Claims:
        answer = real(self, request, seconds, source)
        return Claims({"rest": 1 << 40, "length": 10}) if request["task"] == "searchable" else answer

    monkeypatch.setattr(Worker, "ask", ask)
    with SourceFile(pdf_of(ENGLISH), "lie.pdf") as source, pytest.raises(FileProblem) as caught:
        pool.searchable(source, {}).result(timeout=30)
    assert caught.value.message_id == "reading.worker_lied"


def test_a_file_that_is_none_is_one_sentence(pool: ReadingPool) -> None:
    with (
        SourceFile(b"%PDF-1.7 nothing follows", "broken.pdf") as source,
        pytest.raises(FileProblem) as caught,
    ):
        pool.searchable(source, {0: invented()}).result(timeout=30)
    assert caught.value.message_id == "reading.damaged"


def test_a_file_that_is_repaired_on_the_way_gets_its_text_all_the_same(pool: ReadingPool) -> None:
    """A stray number before an object: it is noticed when the page is drawn, and everything is counted anew."""
    whole = odd_pages().tobytes(garbage=0, no_new_id=True)
    stream = whole.index(b" 0 obj", whole.index(b"stream") - 60)
    start = whole.rindex(b"\n", 0, stream) + 1
    spoiled = whole[:start] + b"x" * (stream - start) + whole[stream:]
    made = searchable(pool, spoiled, {0: invented()})
    assert made[0].get_text().split() == list(WORDS)


def test_a_file_that_cannot_be_written_again_says_so(pool: ReadingPool) -> None:
    document = odd_pages()
    spare = document.get_new_xref()
    document.update_object(spare, "<</Spoiled 12345678>>")
    document.xref_set_key(document.pdf_catalog(), "Spare", f"{spare} 0 R")
    spoiled = document.tobytes().replace(b"/Spoiled 12345678", b"/Spoiled <<<</(((")
    with SourceFile(spoiled, "spoiled.pdf") as source:
        assert pool.probe(source).result(timeout=30).pages
        with pytest.raises(FileProblem) as caught:
            pool.searchable(source, {0: invented()}).result(timeout=30)
    assert (caught.value.message_id, caught.value.params) == ("reading.not_written", {"file": "spoiled.pdf"})
