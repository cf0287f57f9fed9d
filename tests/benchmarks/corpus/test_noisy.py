"""The scans of the page's benchmark are what its table says they are."""

from pathlib import Path

import pymupdf
import pytest

from tests.benchmarks.corpus.noisy import COARSE, FINE, Grain, sheets, write_pdf

MEGABYTE = 1_000_000


@pytest.mark.parametrize(("grain", "least", "most"), [(COARSE, 1.5, 1.7), (FINE, 0.25, 0.35)])
def test_a_page_has_the_size_that_is_told(grain: Grain, least: float, most: float) -> None:
    (page,) = sheets(grain, 1)
    assert least * MEGABYTE <= len(page) <= most * MEGABYTE


def test_every_page_is_a_picture_of_its_own(tmp_path: Path) -> None:
    pictures = sheets(FINE, 2)
    with pymupdf.open(write_pdf(tmp_path / "many.pdf", pictures, 5)) as document:
        assert not document.is_repaired
        assert document.page_count == 5
        numbers = [page.get_images()[0][0] for page in document]
        assert len(set(numbers)) == 5
        held = [document.xref_stream_raw(number) for number in numbers]
        assert len(set(held)) == 5
        pixels = [document[at].get_pixmap(dpi=30).samples for at in range(5)]
        assert pixels[0] == pixels[2] == pixels[4] != pixels[1] == pixels[3]
