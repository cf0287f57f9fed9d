"""A part of a page read again by both engines, beside what stood there; taken, cited, or left."""

from collections.abc import Iterator
from dataclasses import replace

import pymupdf
import pytest

from tests.services.bench import review_of, row_of
from workstation.domain.geometry import Box, Quad
from workstation.domain.page_words import PageWord, text_of
from workstation.reading import Engine, PageReading, ReadingPool, Word
from workstation.services import findings
from workstation.services.anchors import out_of_place
from workstation.services.by_eye import review_by_eye
from workstation.services.corrections import correct_words, take_region
from workstation.services.finding_text import find_in_case
from workstation.services.intake import import_file, look_into, open_source
from workstation.services.pages import case_documents, page_words
from workstation.services.readings import store_reading
from workstation.services.region import (
    RegionText,
    Way,
    first_way,
    read_spot,
    region_evidence,
    region_text,
    spot_of,
)
from workstation.services.views import NewEvidence, PageView
from workstation.services.workspace import Workspace

LINES = (
    "Immunohistochemistry of the node",
    "CD20 positive, Ki-67 80 %",
    "MYC rearranged",
    "The morphology is that of a diffuse large B-cell lymphoma.",
    "The specimen was taken from the left side of the neck in the morning.",
    "It was received fresh and divided for flow cytometry and histology.",
    "A second opinion has been asked for and will be reported separately.",
)
SECOND_LINE = Box(0.08, 0.228, 0.6, 0.256)
MISREAD = {"CD20": "CD2O", "80": "8O", "rearranged": "rearrang3d"}


@pytest.fixture(scope="module")
def pool() -> Iterator[ReadingPool]:
    with ReadingPool(reading_workers=1) as opened:
        yield opened


@pytest.fixture(scope="module")
def scan() -> bytes:
    """A report as a picture."""
    made = pymupdf.open()
    sheet = made.new_page(width=595, height=842)
    for number, line in enumerate(LINES):
        sheet.insert_text((60, 842 * (0.2 + 0.05 * number)), line, fontsize=13)
    data: bytes = sheet.get_pixmap(dpi=130).tobytes("png")
    made.close()
    return data


@pytest.fixture
def page(ws: Workspace, pool: ReadingPool, case_id: str, scan: bytes) -> PageView:
    """The scan, read with mistakes in two of its lines."""
    import_file(ws, case_id, look_into(pool, "scan.png", scan))
    page = case_documents(ws, case_id)[0].pages[0]
    with open_source(ws, page.file_id) as source:
        store_reading(ws, page.id, misread(pool.read_page(source, 0).result(60)))
    return case_documents(ws, case_id)[0].pages[0]


def misread(reading: PageReading) -> PageReading:
    words = tuple(replace(word, text=MISREAD.get(word.text, word.text)) for word in reading.words)
    return replace(reading, words=words)


def again(ws: Workspace, pool: ReadingPool, page: PageView, way: Way | None = None) -> RegionText:
    """The second line, read as asked."""
    spot = spot_of(page, page_words(ws, page.id).words, SECOND_LINE)
    asked = way or first_way(spot)
    with open_source(ws, page.file_id) as source:
        return region_text(spot, asked, read_spot(pool, source, spot, asked).result(60))


@pytest.mark.parametrize(
    "way",
    [Way(Engine.TESSERACT, "eng", 2.0), Way(Engine.RAPIDOCR, "eng", 1.0), Way(Engine.RAPIDOCR, "eng", 2.0)],
)
def test_either_engine_reads_a_line_beside_what_stood_there(
    ws: Workspace, pool: ReadingPool, page: PageView, way: Way
) -> None:
    text = again(ws, pool, page, way)
    assert text_of(text.spot.stood) == "CD2O positive, Ki-67 8O %"
    assert text_of(text.read) == "CD20 positive, Ki-67 80 %"
    assert {word.engine for word in text.read} == {way.engine}
    (line,) = text.lines
    assert line.differs
    assert text.confidence is not None


def test_what_was_read_again_is_taken_searched_and_undone(
    ws: Workspace, pool: ReadingPool, case_id: str, page: PageView
) -> None:
    text = again(ws, pool, page)
    take_region(ws, case_id, page.id, text.spot.stood, text.read)
    lines = [line for line in page_words(ws, page.id).text.splitlines() if line]
    assert lines[1:3] == ["CD20 positive, Ki-67 80 %", "MYC rearrang3d"]
    assert [hit.context for hit in find_in_case(ws, case_id, "80 %")] == ["CD20 positive, Ki-67 80 %"]
    assert not again(ws, pool, page).differs
    findings.undo(ws, case_id)
    assert again(ws, pool, page).differs


def test_a_corrected_page_keeps_its_corrections_when_it_is_read_again(
    ws: Workspace, pool: ReadingPool, case_id: str, page: PageView
) -> None:
    text = again(ws, pool, page)
    take_region(ws, case_id, page.id, text.spot.stood, text.read)
    with open_source(ws, page.file_id) as source:
        other = pool.read_page(source, 0, engines=(Engine.RAPIDOCR,)).result(60)
    store_reading(ws, page.id, replace(misread(other), engine_version="later"))
    assert "CD20 positive, Ki-67 80 %" in page_words(ws, page.id).text.splitlines()
    assert out_of_place(ws, case_id).corrections == ()


def test_words_read_again_are_cited_without_correcting_the_page(
    ws: Workspace, pool: ReadingPool, case_id: str, page: PageView
) -> None:
    text = again(ws, pool, page)
    findings.cite(ws, review_of(ws, case_id), "cd20_status", None, cut(region_evidence(text, "supports")))
    (value,) = row_of(findings.the_form(ws, case_id), "cd20_status").values
    assert value.spots[0].quote == "CD20 positive"
    assert value.spots[0].confidence == text.confidence
    assert "CD2O" in page_words(ws, page.id).text
    assert out_of_place(ws, case_id).sources == ()


def cut(evidence: NewEvidence) -> NewEvidence:
    """Two words of the line, which state one value."""
    assert evidence.reading_version is not None and evidence.reading_version.startswith("region ")
    assert evidence.quote == "CD20 positive, Ki-67 80 %"
    return replace(evidence, quote="CD20 positive")


def test_a_spot_holds_its_words_whole_and_leaves_out_scraps_of_others(ws: Workspace, page: PageView) -> None:
    words = page_words(ws, page.id).words
    ki67 = next(word for word in words if word.text == "Ki-67")
    middle = ki67.quad.middle
    spot = spot_of(
        page, words, Box(middle[0] - 0.005, middle[1] - 0.005, middle[0] + 0.005, middle[1] + 0.005)
    )
    assert [word.text for word in spot.stood] == ["Ki-67"]
    bounds = ki67.quad.bounds
    assert spot.box.left < bounds.left and spot.box.right > bounds.right
    edge = next(word for word in words if word.text == "positive,")
    wide = spot_of(page, words, Box(edge.quad.bounds.right - 0.02, bounds.top, bounds.right, bounds.bottom))
    assert [word.text for word in wide.stood] == ["Ki-67"]
    scrap = Word("ve,", edge.quad.part(0.7, 1.0), 0.5, 0, 0, Engine.RAPIDOCR)
    whole = Word("Ki-67", ki67.quad, 0.9, 0, 0, Engine.RAPIDOCR)
    text = region_text(wide, first_way(wide), (scrap, whole))
    assert [word.text for word in text.read] == ["Ki-67"]
    assert not text.differs


def test_the_first_way_is_the_other_engine_in_the_language_that_stands_there(page: PageView) -> None:
    box = Box(0.1, 0.1, 0.3, 0.12)

    def way(text: str, engine: Engine) -> Way:
        word = PageWord(text, Quad.of(box), 0.5, 0, 0, engine)
        return first_way(spot_of(page, [word], box))

    assert way("CD2O", Engine.TESSERACT) == Way(Engine.RAPIDOCR, "eng", 2.0)
    assert way("CD2O", Engine.RAPIDOCR) == Way(Engine.TESSERACT, "eng", 2.0)
    assert way("\u6dcb\u5df4\u7624", Engine.RAPIDOCR) == Way(Engine.TESSERACT, "chi_sim", 2.0)
    assert first_way(spot_of(page, [], box)).engine is Engine.RAPIDOCR


# Sources that read otherwise by now


def quoted(ws: Workspace, page: PageView, *texts: str) -> NewEvidence:
    words = [next(word for word in page_words(ws, page.id).words if word.text == text) for text in texts]
    quads = tuple(word.quad for word in words)
    return NewEvidence(page.id, quads, " ".join(texts), "supports", "tesseract 5", 0.9)


def test_a_source_that_reads_otherwise_is_listed_and_a_corrected_one_is_not(
    ws: Workspace, pool: ReadingPool, case_id: str, page: PageView
) -> None:
    review = review_of(ws, case_id)
    findings.set_value(ws, review, "fish_myc", None, "rearranged")
    findings.set_value(ws, review, "cd20_status", None, "positive")
    findings.cite(ws, review, "fish_myc", None, quoted(ws, page, "MYC", "rearrang3d"))
    findings.cite(ws, review, "fish_myc", None, replace(quoted(ws, page, "node"), quote="lump"))
    correct_words(
        ws, case_id, page.id, [w for w in page_words(ws, page.id).words if w.text == "CD2O"], "CD20"
    )
    findings.cite(ws, review, "cd20_status", None, quoted(ws, page, "CD20", "positive,"))
    assert [loose.quote for loose in out_of_place(ws, case_id).sources] == ["lump"]
    with open_source(ws, page.file_id) as source:
        better = pool.read_page(source, 0).result(60)
    as_before = tuple(
        replace(word, text="CD2O" if word.text == "CD20" else word.text) for word in better.words
    )
    store_reading(ws, page.id, replace(better, words=as_before, engine_version="later"))
    (loose,) = out_of_place(ws, case_id).sources
    assert (loose.field_id, loose.quote, loose.reads_now) == ("fish_myc", "lump", "node")
    review_by_eye(ws, case_id, page.id)
    assert out_of_place(ws, case_id).sources == ()


def test_a_correction_that_fits_nothing_any_more_is_listed(
    ws: Workspace, case_id: str, page: PageView
) -> None:
    words = page_words(ws, page.id).words
    correct_words(ws, case_id, page.id, words[:1], "Immunostains")
    reading = PageReading("tesseract", "later", 0, 0.0, "eng", (), 0.1)
    store_reading(ws, page.id, reading)
    (listed,) = out_of_place(ws, case_id).corrections
    assert listed.new_text == "Immunostains"
