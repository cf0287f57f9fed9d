"""Pixels of pages, clips and crops."""

import io

import pymupdf
import pytest
from PIL import Image

from tests.reading.scans import ENGLISH, encoded, pdf_of, pdf_of_scans, scan_of
from workstation.domain.geometry import Box, Quad
from workstation.reading import FileProblem, PixelFormat, ReadingPool, RenderedImage, SourceFile


def picture_of(image: RenderedImage) -> Image.Image:
    mode = "L" if image.format is PixelFormat.GREY8 else "RGB"
    return Image.frombuffer(mode, (image.width, image.height), image.pixels, "raw", mode, image.stride, 1)


def corners(turned: int = 0) -> bytes:
    """A page of 300 x 200 points with a red square top left and a blue one bottom right."""
    with pymupdf.open() as document:
        page = document.new_page(width=300, height=200)
        page.draw_rect(pymupdf.Rect(0, 0, 40, 40), fill=(1, 0, 0), width=0)
        page.draw_rect(pymupdf.Rect(260, 160, 300, 200), fill=(0, 0, 1), width=0)
        page.set_rotation(turned)
        return bytes(document.tobytes())


def test_page_comes_at_the_scale_asked_for(pool: ReadingPool) -> None:
    with SourceFile(corners(), "page.pdf") as source:
        image = pool.render(source, 0, scale=2.0).result()
    picture = picture_of(image)
    assert (image.width, image.height, image.format) == (600, 400, PixelFormat.RGB888)
    assert picture.getpixel((10, 10)) == (255, 0, 0)
    assert picture.getpixel((590, 390)) == (0, 0, 255)
    assert picture.getpixel((300, 200)) == (255, 255, 255)


@pytest.mark.parametrize(("turn", "red"), [(90, (390, 10)), (180, (590, 390)), (270, (10, 590))])
def test_turn_is_clockwise(pool: ReadingPool, turn: int, red: tuple[int, int]) -> None:
    with SourceFile(corners(), "page.pdf") as source:
        picture = picture_of(pool.render(source, 0, scale=2.0, turn=turn).result())
    assert picture.getpixel(red) == (255, 0, 0)


def test_frame_has_the_pages_own_rotation_applied(pool: ReadingPool) -> None:
    with SourceFile(corners(turned=90), "page.pdf") as source:
        image = pool.render(source, 0, scale=1.0).result()
    assert (image.width, image.height) == (200, 300)
    assert picture_of(image).getpixel((190, 10)) == (255, 0, 0)


def test_clip_shows_its_part_alone(pool: ReadingPool) -> None:
    with SourceFile(corners(), "page.pdf") as source:
        image = pool.render(source, 0, scale=4.0, clip=Box(0.8, 0.75, 1.0, 1.0)).result()
    picture = picture_of(image)
    assert (image.width, image.height) == (240, 200)
    assert picture.getpixel((5, 5)) == (255, 255, 255)
    assert picture.getpixel((230, 190)) == (0, 0, 255)


def test_grey_scan_comes_as_grey(pool: ReadingPool) -> None:
    with SourceFile(pdf_of_scans(scan_of(ENGLISH, dpi=100), dpi=100), "scan.pdf") as source:
        image = pool.render(source, 0, scale=1.0).result()
    assert (image.format, image.stride % 4) == (PixelFormat.GREY8, 0)


def test_picture_beyond_the_limits_comes_smaller(pool: ReadingPool) -> None:
    with SourceFile(corners(), "page.pdf") as source:
        image = pool.render(source, 0, scale=60.0).result()
    assert max(image.width, image.height) <= 10_000
    assert 30_000_000 < image.width * image.height <= 40_000_000


def test_clip_of_a_picture_file(pool: ReadingPool) -> None:
    picture = Image.new("RGB", (1_000, 500), "white")
    picture.paste((0, 128, 0), (500, 250, 1_000, 500))
    with SourceFile(encoded(picture, dpi=(72, 72)), "photo.png") as source:
        image = picture_of(pool.render(source, 0, scale=1.0, clip=Box(0.5, 0.5, 1.0, 1.0)).result())
    assert image.size == (500, 250)
    assert image.getpixel((250, 125)) == (0, 128, 0)


def test_crop_is_a_png_around_the_quads(pool: ReadingPool) -> None:
    quads = [Quad.of(Box(0.0, 0.0, 0.1, 0.1)), Quad.of(Box(0.05, 0.05, 0.13, 0.2))]
    with SourceFile(corners(), "page.pdf") as source:
        png = pool.crop(source, 0, quads).result()
    with Image.open(io.BytesIO(png)) as crop:
        assert crop.format == "PNG"
        assert crop.size == pytest.approx(((39 + 4) * 300 / 72, (40 + 4) * 300 / 72), abs=2)
        assert crop.convert("RGB").getpixel((20, 20)) == (255, 0, 0)


def test_page_that_is_not_there_is_a_sentence(pool: ReadingPool) -> None:
    with SourceFile(pdf_of(ENGLISH), "page.pdf") as source, pytest.raises(FileProblem) as caught:
        pool.render(source, 7, scale=1.0).result()
    assert caught.value.params == {"file": "page.pdf", "page": 8}


def test_many_documents_stay_apart(pool: ReadingPool) -> None:
    """More than a worker keeps open, in turns: each shows its own page."""
    shades = [20, 60, 100, 140, 180, 220, 240]
    sources = [SourceFile(encoded(Image.new("L", (50, 50), shade)), f"{shade}.png") for shade in shades]
    for shade, source in [*zip(shades, sources, strict=True)] * 2:
        assert picture_of(pool.render(source, 0, scale=0.1).result()).getpixel((2, 2)) == shade
    for source in sources:
        source.close()


@pytest.mark.parametrize("wrong", [{"scale": 0.0}, {"scale": 1.0, "turn": 45}])
def test_wrong_calls_are_refused_at_once(pool: ReadingPool, wrong: dict[str, float]) -> None:
    with SourceFile(corners(), "page.pdf") as source, pytest.raises(ValueError, match="scale"):
        pool.render(source, 0, **wrong)  # type: ignore[arg-type]
