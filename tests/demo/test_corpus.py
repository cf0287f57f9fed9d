"""What the corpus holds, and that its truth lies where the pixels are."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pymupdf
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageOps

from workstation import settings
from workstation.demo.corpus import Corpus, CorpusCase, CorpusFile, make_packets
from workstation.demo.truth import PageTruth, QuoteNotFoundError
from workstation.domain.geometry import Box, Quad

Grey = NDArray[np.uint8]


def every_case(corpus: Corpus, journeys: tuple[Corpus, Corpus]) -> list[CorpusCase]:
    return [case for made in (corpus, *journeys) for case in made.cases]


def shown(path: Path) -> list[Grey]:
    """The pages as every viewer shows them, grey, one after the other."""
    if path.suffix == ".pdf":
        with pymupdf.open(path) as file:
            pictures = [page.get_pixmap(dpi=150, colorspace=pymupdf.csGRAY) for page in file]
            return [np.frombuffer(p.samples, np.uint8).reshape(p.height, p.width) for p in pictures]
    with Image.open(path) as image:
        frames = []
        for index in range(getattr(image, "n_frames", 1)):
            image.seek(index)
            frames.append(np.asarray(ImageOps.exif_transpose(image).convert("L")))
        return frames


def pages_with_pixels(cases: list[CorpusCase]) -> Iterator[tuple[CorpusFile, PageTruth, Grey]]:
    for case in cases:
        for file in case.files:
            for truth, pixels in zip(file.pages, shown(file.path), strict=True):
                yield file, truth, pixels


def part(pixels: Grey, box: Box) -> Grey:
    height, width = pixels.shape
    rows = slice(int(box.top * height), max(int(box.top * height) + 1, round(box.bottom * height)))
    columns = slice(int(box.left * width), max(int(box.left * width) + 1, round(box.right * width)))
    return pixels[rows, columns]


def shows_ink(pixels: Grey, box: Box) -> bool:
    """Something in the box stands out from its own ground (black on white, or white on a coloured band)."""
    spot = part(pixels, box)
    return bool(spot.size and int(spot.max()) - int(spot.min()) > 40)


def test_the_patients_are_five_english_two_chinese_one_mixed_and_a_letter(corpus: Corpus) -> None:
    kinds = []
    for case in corpus.cases:
        languages = {document.language for document in case.case.documents}
        kinds.append("mixed" if len(languages) > 1 else languages.pop())
    assert len(corpus.cases) >= 8
    assert kinds.count("en") >= 5
    assert kinds.count("zh") == 2
    assert kinds.count("mixed") == 1


def test_there_are_at_least_sixty_pages_and_less_than_forty_megabytes(corpus: Corpus) -> None:
    files = [file for case in corpus.cases for file in case.files]
    assert sum(len(file.pages) for file in files) >= 60
    assert sum(file.path.stat().st_size for file in files) < 40_000_000


def test_every_kind_of_report_is_there(corpus: Corpus) -> None:
    types = {document.type for case in corpus.cases for document in case.case.documents}
    assert types >= {
        "pathology",
        "discharge_summary",
        "treatment_history",
        "pet_ct",
        "laboratory",
        "echocardiogram",
    }


def test_every_container_is_there_and_opens(corpus: Corpus) -> None:
    kinds = {packet.kind for case in corpus.cases for packet in case.case.files}
    assert kinds == {"scan", "digital", "jpeg", "tiff"}
    tiff = next(file.path for case in corpus.cases for file in case.files if file.path.suffix == ".tif")
    with Image.open(tiff) as image:
        assert image.n_frames == 3  # type: ignore[attr-defined]


def test_one_file_comes_twice_byte_for_byte(corpus: Corpus) -> None:
    wren = corpus.case("LY-0147")
    assert len({file.sha256 for file in wren.files}) == len(wren.files) - 1
    assert wren.files[-1].path.read_bytes() == wren.files[-3].path.read_bytes()


def test_one_page_is_blank_one_upside_down_one_on_its_side(corpus: Corpus) -> None:
    lindqvist, okafor = corpus.case("LY-0151"), corpus.case("LY-0158")
    file, index = lindqvist.page("path25", 2)
    assert file.pages[index].words == ()
    file, index = lindqvist.page("discharge", 2)
    assert all(
        word.quad.x0 > word.quad.x1 and word.quad.y0 > word.quad.y3 for word in file.pages[index].words
    )
    file, index = okafor.page("pet", 1)
    height, width = shown(file.path)[index].shape
    assert width > height


def test_one_packet_is_a_single_file_of_several_reports(corpus: Corpus) -> None:
    file = next(file for file in corpus.case("LY-0162").files if file.path.name == "all.pdf")
    assert len({page.document for page in file.pages}) >= 5


def test_one_page_is_of_another_patient(corpus: Corpus) -> None:
    case = corpus.case("LY-0151")
    (stranger,) = [document for document in case.case.documents if document.other_patient]
    file, index = case.page(stranger.id, 1)
    assert case.case.patient.record_number not in file.pages[index].text
    assert len({page.document for page in file.pages}) > 1


def test_the_born_digital_file_carries_the_text_of_its_truth(corpus: Corpus) -> None:
    file = next(file for file in corpus.case("LY-0139").files if file.path.name == "Medical_summary.pdf")
    with pymupdf.open(file.path) as document:
        for page, truth in zip(document, file.pages, strict=True):
            assert set(page.get_text().split()) >= {word.text for word in truth.words}


def test_scans_carry_no_text(corpus: Corpus) -> None:
    digital = {packet.name for case in corpus.cases for packet in case.case.files if packet.kind == "digital"}
    for case in corpus.cases:
        for file in case.files:
            if file.path.suffix == ".pdf" and file.path.name not in digital:
                with pymupdf.open(file.path) as document:
                    assert not any(page.get_text().strip() for page in document), file.path.name


def test_every_quote_stands_on_its_page(corpus: Corpus, journeys: tuple[Corpus, Corpus]) -> None:
    for case in every_case(corpus, journeys):
        for fact in case.case.facts:
            for document, number, quote in fact.evidence:
                place = case.locate(document, number, quote)
                assert place.quads, (case.case.number, fact.field)
                assert all(quad.bounds.area > 0 for quad in place.quads)


def test_a_quote_that_does_not_stand_there_is_refused(corpus: Corpus) -> None:
    with pytest.raises(QuoteNotFoundError):
        corpus.case("LY-0147").locate("path26", 1, "mantle cell lymphoma")


def test_words_lie_on_their_ink(corpus: Corpus, journeys: tuple[Corpus, Corpus]) -> None:
    for file, truth, pixels in pages_with_pixels(every_case(corpus, journeys)):
        boxes = [word.quad.bounds for word in truth.words if word.text not in ("-", "·", ".")]
        missed = [box for box in boxes if not shows_ink(pixels, box)]
        assert len(missed) <= len(boxes) * 0.01, (file.path.name, truth.document, len(missed))


def test_between_two_lines_there_is_no_ink(corpus: Corpus) -> None:
    """The measure of the test above can fail: the white under the last line of a page is not ink."""
    file, index = corpus.case("LY-0147").page("petmay", 1)
    pixels = shown(file.path)[index]
    assert not shows_ink(pixels, Box(0.15, 0.75, 0.4, 0.77))


def test_a_quote_over_two_lines_has_two_quads(corpus: Corpus) -> None:
    quads = corpus.case("LY-0147").locate("history", 1, "last course in April 2026").quads
    assert 1 <= len(quads) <= 2
    everything = (
        corpus.case("LY-0147").locate("history", 2, "Prednisone 60 mg daily since 2 November 2026").quads
    )
    assert all(isinstance(quad, Quad) for quad in everything)


def test_the_same_seed_gives_the_same_bytes_and_another_page_other_pixels(tmp_path: Path) -> None:
    script = Path(__file__).parent.parent / "journey" / "packet.yaml"
    once = make_packets(tmp_path / "once", script, settings.resources_dir())
    twice = make_packets(tmp_path / "twice", script, settings.resources_dir())
    first, second = once.cases[0].files, twice.cases[0].files
    assert [file.sha256 for file in first] == [file.sha256 for file in second]
    assert [page.to_json() for file in first for page in file.pages] == [
        page.to_json() for file in second for page in file.pages
    ]
    assert len({file.sha256 for file in first}) == len(first)


def test_the_truth_stands_beside_each_file(corpus: Corpus) -> None:
    for case in corpus.cases:
        made = {packet.name for packet in case.case.files if not packet.same_as}
        beside = {
            path.name.removesuffix(".json") for path in (corpus.folder / case.case.number / "truth").iterdir()
        }
        assert beside == made


def test_all_packets_are_made_in_thirty_seconds_of_one_core(timed_corpus: tuple[Corpus, float]) -> None:
    assert timed_corpus[1] < 30


def test_photographs_that_lie_on_their_side_say_so(corpus: Corpus) -> None:
    turned = [
        corpus.folder / case.case.number / packet.name
        for case in corpus.cases
        for packet in case.case.files
        if packet.exif_turn
    ]
    assert turned
    for path in turned:
        with Image.open(BytesIO(path.read_bytes())) as image:
            exif: Any = image.getexif()
            assert exif[0x0112] == 6
            assert image.width > image.height
