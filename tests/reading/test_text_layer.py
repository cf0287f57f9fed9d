"""A page's own words are taken where they say what is seen, and only there."""

import pymupdf
import pytest
from PIL import Image

from tests.reading.scans import ENGLISH, MARGIN, encoded, pdf_of, scan_of, text_page
from workstation.reading import PageReading, ReadingPool, SourceFile


def read(pool: ReadingPool, document: pymupdf.Document | bytes) -> PageReading:
    data = document if isinstance(document, bytes) else bytes(document.tobytes())
    with SourceFile(data, "page.pdf") as source:
        return pool.read_page(source, 0).result(timeout=120)


def test_born_digital_page_is_not_read_again(pool: ReadingPool) -> None:
    reading = read(pool, pdf_of(ENGLISH))
    assert reading.engine == "text-layer"
    assert " ".join(reading.text.split()) == ENGLISH
    first = reading.words[0]
    assert (first.text, first.confidence) == ("Department", 1.0)
    assert first.quad.x0 == pytest.approx(MARGIN / 595, abs=0.002)


def test_words_of_a_rotated_and_cropped_page_lie_in_its_frame(pool: ReadingPool) -> None:
    with text_page(ENGLISH) as document:
        document[0].set_cropbox(pymupdf.Rect(50, 50, 545, 792))
        document[0].set_rotation(90)
        reading = read(pool, document)
    first = reading.words[0].quad
    assert reading.engine == "text-layer"
    assert first.bounds.right > 0.95, "the first line runs down the right edge"
    assert first.y0 == pytest.approx((MARGIN - 50) / 495, abs=0.01)
    assert first.x0 == pytest.approx(first.x1)


def test_hidden_layer_over_a_scan_is_not_believed(pool: ReadingPool) -> None:
    with pymupdf.open() as document:
        page = document.new_page(width=595, height=842)
        page.insert_image(page.rect, stream=encoded(scan_of(ENGLISH, dpi=150), "JPEG"))
        page.insert_text((60, 100), "CD19 negative, not a lymphoma, no treatment was given", render_mode=3)
        reading = read(pool, document)
    assert reading.engine == "tesseract"
    assert "CD19" not in reading.text
    assert "Brandvoll" in reading.text


def test_white_words_on_white_paper_are_not_believed(pool: ReadingPool) -> None:
    with pymupdf.open() as document:
        page = document.new_page(width=595, height=842)
        page.insert_image(page.rect, stream=encoded(scan_of(ENGLISH, dpi=150), "JPEG"))
        page.insert_text((60, 700), "CD19 negative, not a lymphoma", color=(1, 1, 1), fontsize=8)
        reading = read(pool, document)
    assert (reading.engine, "CD19" in reading.text) == ("tesseract", False)


def test_scan_under_a_typed_heading_is_read(pool: ReadingPool) -> None:
    with pymupdf.open() as document:
        page = document.new_page(width=595, height=842)
        page.insert_image(page.rect, stream=encoded(scan_of(ENGLISH, dpi=150), "JPEG"))
        page.insert_text((60, 40), "Copy sent by fax")
        reading = read(pool, document)
    assert reading.engine == "tesseract"
    assert "Copy" in reading.text
    assert "Brandvoll" in reading.text


@pytest.mark.parametrize(
    ("across", "down"),
    [
        (0, 100),
        (0, 8),
        (0, 16.5),
        (40, 0),
    ],
)
def test_words_that_lie_beside_what_is_seen_are_not_believed(
    pool: ReadingPool, across: float, down: float
) -> None:
    """A scan laid over words that were drawn elsewhere; a line is 16.5 points high."""
    with text_page(ENGLISH) as document:
        scan = scan_of(ENGLISH, dpi=144)
        moved = Image.new("L", scan.size, 255)
        moved.paste(scan, (round(2 * across), round(2 * down)))
        document[0].insert_image(document[0].rect, stream=encoded(moved, "JPEG"))
        reading = read(pool, document)
    assert reading.engine == "tesseract"
    assert "Brandvoll" in reading.text


def test_characters_without_meaning_are_read_from_the_picture(pool: ReadingPool) -> None:
    """A font whose codes mean nothing: what is seen is fine, what is told is not."""
    reading = read_told_otherwise(pool, b"<00> <FF> <E000>")
    assert reading.engine == "tesseract"
    assert "Relapse was confirmed by biopsy" in reading.text


def test_letters_that_stand_for_others_are_read_from_the_picture(pool: ReadingPool) -> None:
    """A font whose codes were moved, as some printers do: "Relapse was" is told as "5HODSVH ZDV"."""
    reading = read_told_otherwise(pool, b"<3F> <7E> <0022>")
    assert reading.engine == "tesseract"
    assert "Relapse was confirmed by biopsy" in reading.text


def test_font_that_tells_its_letters_is_believed(pool: ReadingPool) -> None:
    reading = read_told_otherwise(pool, b"<20> <7E> <0020>")
    assert (reading.engine, reading.text) == ("text-layer", f"{RELAPSE}")


RELAPSE = "Relapse was confirmed by biopsy of the left inguinal node."


def read_told_otherwise(pool: ReadingPool, codes: bytes) -> PageReading:
    """A page whose font says of its codes what they mean."""
    with text_page(RELAPSE) as document:
        for xref in range(1, document.xref_length()):
            if document.xref_get_key(xref, "Type")[1] == "/Font":
                map_xref = document.get_new_xref()
                document.update_object(map_xref, "<<>>")
                document.update_stream(map_xref, to_unicode(codes))
                document.xref_set_key(xref, "ToUnicode", f"{map_xref} 0 R")
        return read(pool, document)


def to_unicode(codes: bytes) -> bytes:
    """A map from a range of codes to the characters from one on."""
    return (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        b"1 begincodespacerange <00> <FF> endcodespacerange\n"
        b"1 beginbfrange " + codes + b" endbfrange\nendcmap end end"
    )


@pytest.mark.parametrize("hidden", ["white", "covered", "blacked out"])
def test_a_single_line_that_nobody_can_see_is_not_read(pool: ReadingPool, hidden: str) -> None:
    with text_page(ENGLISH) as document:
        page = document[0]
        page.insert_text(
            (60, 780), "HBsAg positive", fontsize=11, color=(1, 1, 1) if hidden == "white" else (0, 0, 0)
        )
        if hidden != "white":
            fill = (1, 1, 1) if hidden == "covered" else (0, 0, 0)
            page.draw_rect((56, 764, 200, 786), color=fill, fill=fill)
        reading = read(pool, document)
    assert "HBsAg" not in reading.text
    assert "lymphoma" in reading.text


@pytest.mark.parametrize("size", [(14_400, 14_400), (14_400, 2), (2, 14_400), (2, 2), (842, 3)])
def test_a_page_of_any_shape_is_read(pool: ReadingPool, size: tuple[float, float]) -> None:
    """Looked at, it would be larger than what a worker may hold, or less than a pixel high; it lives all the same."""
    with pymupdf.open() as document:
        page = document.new_page(width=595, height=842)
        page.insert_text((0, 2), "The biopsy was taken from a left cervical node.", fontsize=11)
        document.xref_set_key(page.xref, "MediaBox", f"[0 0 {size[0]} {size[1]}]")
        assert read(pool, document).engine
