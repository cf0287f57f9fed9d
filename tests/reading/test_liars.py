"""The parent believes no worker: whatever one answers becomes a result that checks itself, or one sentence."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from functools import partialmethod
from typing import Any, NamedTuple

import pytest

from tests.reading.liar import LIES, Honest, LyingCrew, Told, changed, places
from tests.reading.packets import zip_of
from tests.reading.scans import ENGLISH, encoded, pdf_of, scan_of
from workstation.domain.geometry import Box, Quad
from workstation.reading import (
    Engine,
    FileProblem,
    ReadingPool,
    SourceFile,
    TesseractInstall,
    drawing,
    page_reader,
    probing,
    searchable,
    unpacking,
)
from workstation.reading.channel import Claims
from workstation.reading.crew import Crew
from workstation.reading.encoded import jpeg_size, png_size
from workstation.reading.worker import Worker

SCAN = encoded(scan_of(ENGLISH, dpi=100), dpi=(100, 100))
PACKET = zip_of([("a.png", SCAN)])
HERE = Box(0.1, 0.1, 0.6, 0.3)
QUADS = [Quad.of(HERE)]
REGION = page_reader.Region(HERE, 0, "eng", Engine.TESSERACT, 1.0)
SECOND = [Engine.RAPIDOCR]


class Call(NamedTuple):
    """The same call to the pool and, for a crew that lies, to what the pool calls."""

    data: bytes
    of_pool: Callable[[ReadingPool, SourceFile], Future[Any]]
    of_crew: Callable[[Crew, SourceFile], object]


CALLS: Mapping[str, Call] = {
    "probe": Call(SCAN, lambda pool, file: pool.probe(file), probing.probe),
    "render": Call(
        SCAN,
        lambda pool, file: pool.render(file, 0, scale=0.5),
        lambda crew, file: drawing.render(crew, file, 0, 0.5, None, 0),
    ),
    "crop": Call(
        SCAN,
        lambda pool, file: pool.crop(file, 0, QUADS),
        lambda crew, file: drawing.crop(crew, file, 0, QUADS),
    ),
    "read a scan": Call(
        SCAN,
        lambda pool, file: pool.read_page(file, 0, languages=["eng"]),
        lambda crew, file: page_reader.read_page(crew, file, 0, ("eng",)),
    ),
    "read by the second engine": Call(
        SCAN,
        lambda pool, file: pool.read_page(file, 0, languages=["chi_sim"], engines=SECOND),
        lambda crew, file: page_reader.read_page(crew, file, 0, ("chi_sim",), SECOND),
    ),
    "read a digital page": Call(
        pdf_of(ENGLISH),
        lambda pool, file: pool.read_page(file, 0, languages=["eng"]),
        lambda crew, file: page_reader.read_page(crew, file, 0, ("eng",)),
    ),
    "read a region": Call(
        SCAN,
        lambda pool, file: pool.read_region(file, 0, HERE),
        lambda crew, file: page_reader.read_region(crew, file, 0, REGION),
    ),
    "searchable": Call(
        SCAN,
        lambda pool, file: pool.searchable(file, {}),
        lambda crew, file: searchable.searchable(crew, file, {}),
    ),
    "unpack": Call(PACKET, lambda pool, file: pool.unpack(file), unpacking.unpack),
}


def _heard(worker: Worker, honest: Honest, *asked: Any) -> Claims:
    return honest.ask(worker, *asked)


@pytest.fixture(scope="module")
def told(tesseract: TesseractInstall) -> Mapping[str, Mapping[str, Sequence[Told]]]:
    """What honest workers answered to each call, by task."""
    found: dict[str, Mapping[str, Sequence[Told]]] = {}
    with ReadingPool(reading_workers=1, tesseract=tesseract) as pool:
        for name, call in CALLS.items():
            honest = Honest()
            with pytest.MonkeyPatch.context() as patch, SourceFile(call.data, name) as source:
                patch.setattr(Worker, "ask", partialmethod(_heard, honest))
                call.of_pool(pool, source).result(timeout=120)
            found[name] = honest.told
    return found


@pytest.fixture
def crew(
    told: Mapping[str, Mapping[str, Sequence[Told]]], tesseract: TesseractInstall
) -> Iterator[Callable[[str], LyingCrew]]:
    made: list[LyingCrew] = []

    def make(name: str) -> LyingCrew:
        made.append(LyingCrew(told[name], tesseract))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.mark.parametrize("name", CALLS)
def test_no_lie_becomes_anything_but_a_result_or_a_sentence(
    name: str, crew: Callable[[str], LyingCrew]
) -> None:
    """Every value of every answer that the call asks for, replaced by every lie, one at a time."""
    call, liars = CALLS[name], crew(name)
    asked: dict[str, Any] = {}

    def listen(task: str, answer: Any) -> Any:
        asked.setdefault(task, answer)
        return answer

    liars.lie = listen
    with SourceFile(SCAN, "lie.pdf") as source:
        call.of_crew(liars, source)
        assert asked
        refused = 0
        for task, honest in asked.items():
            for way in places(honest):
                for lie in LIES:
                    liars.lie = _one_lie(task, way, lie)
                    liars.begin_again()
                    try:
                        call.of_crew(liars, source)
                    except FileProblem:
                        refused += 1
    assert refused


def _one_lie(task: str, way: tuple[Any, ...], lie: Any) -> Callable[[str, Any], Any]:
    return lambda at, answer: changed(answer, way, lie) if at == task else answer


@pytest.mark.parametrize(
    "answer",
    [
        {"problem": "reading.too_many_pages"},
        {"problem": "reading.too_many_pages", "params": {"pages": "many"}},
        {"problem": "reading.too_large", "params": {"megabytes": 500}},
        {"problem": "checkup.title"},
        {"problem": ["reading.damaged"]},
        {"problem": ""},
    ],
)
def test_a_problem_that_is_none_is_a_lie(answer: dict[str, Any], crew: Callable[[str], LyingCrew]) -> None:
    liars = crew("probe")
    liars.lie = lambda task, honest: answer
    with SourceFile(SCAN, "lie.png") as source, pytest.raises(FileProblem) as caught:
        probing.probe(liars, source)
    assert (caught.value.message_id, caught.value.params) == ("reading.worker_lied", {"file": "lie.png"})


@pytest.mark.parametrize(
    "picture",
    [
        b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03",
        b"\xff\xd8\xff\xe0\x00\x01",
        b"\xff\xd8\xff",
        b"GIF89a",
    ],
)
def test_a_picture_that_says_it_is_huge_is_not_handed_to_the_window(
    picture: bytes, crew: Callable[[str], LyingCrew]
) -> None:
    liars = crew("probe")
    (honest,) = liars.told["picture"]
    liars.told = {**liars.told, "picture": [Told(honest.values, picture.ljust(1 << 16, b"\0"))]}
    with SourceFile(SCAN, "lie.png") as source, pytest.raises(FileProblem) as caught:
        probing.probe(liars, source)
    assert caught.value.message_id == "reading.worker_lied"


def test_the_size_of_a_picture_is_told_without_decoding_it() -> None:
    image = scan_of(ENGLISH, dpi=20)
    assert png_size(encoded(image)) == image.size
    for options in (
        {},
        {"progressive": True},
        {"dpi": (20, 20), "exif": b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"},
    ):
        assert jpeg_size(encoded(image, "JPEG", **options)) == image.size
    for reader in (png_size, jpeg_size):
        for data in (b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xdb", b"%PDF-1.7"):
            with pytest.raises(ValueError, match="not a"):
                reader(data)
