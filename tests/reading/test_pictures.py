"""Pictures as phones, faxes and archives write them: pages, sizes, the right way up, through real workers."""

import io
import os
import struct
import threading
import zlib

import pillow_heif
import pytest
from PIL import Image

from tests.reading.scans import ENGLISH, encoded, scan_of
from tests.reading.test_render import picture_of
from workstation.domain.geometry import Box, Quad
from workstation.reading import FileKind, FileProblem, FileReport, ReadingPool, SourceFile

pillow_heif.register_heif_opener()

RED, WHITE = (255, 0, 0), (255, 255, 255)
EXIF_ORIENTATION = 0x0112


def marked(width: int = 400, height: int = 200) -> Image.Image:
    """A white sheet that is red where its upper left corner is."""
    sheet = Image.new("RGB", (width, height), "white")
    sheet.paste(RED, (0, 0, width // 4, height // 2))
    return sheet


def turned_by_exif(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = orientation
    return exif


def probe(pool: ReadingPool, data: bytes) -> FileReport:
    with SourceFile(data, "photo") as source:
        return pool.probe(source).result(timeout=30)


def drawn(pool: ReadingPool, data: bytes, index: int = 0, scale: float = 0.5) -> Image.Image:
    with SourceFile(data, "photo") as source:
        return picture_of(pool.render(source, index, scale=scale).result(timeout=30)).convert("RGB")


def is_red(image: Image.Image, across: float, down: float) -> bool:
    x, y = int(image.width * across), int(image.height * down)
    red, green, _ = image.crop((x, y, x + 1, y + 1)).convert("RGB").tobytes()
    return red > 200 and green < 80


def claimed(mode: str, width: int, height: int) -> bytes:
    """A small PNG whose head says that it is so large."""
    data = bytearray(encoded(Image.new(mode, (40, 40), "white"), "PNG"))
    data[16:24] = struct.pack(">II", width, height)
    data[29:33] = struct.pack(">I", zlib.crc32(bytes(data[12:29])))
    return bytes(data)


def tiff_of(*frames: Image.Image, **options: object) -> bytearray:
    stream = io.BytesIO()
    frames[0].save(stream, "TIFF", save_all=True, append_images=frames[1:], **options)
    return bytearray(stream.getvalue())


def directories(tiff: bytes | bytearray) -> list[int]:
    """Where the frames of a little-endian TIFF are described."""
    places, place = [], struct.unpack_from("<I", tiff, 4)[0]
    while place:
        places.append(place)
        (count,) = struct.unpack_from("<H", tiff, place)
        (place,) = struct.unpack_from("<I", tiff, place + 2 + 12 * count)
    return places


FORMS: dict[FileKind, tuple[str, dict[str, object]]] = {
    FileKind.HEIC: ("HEIF", {}),
    FileKind.AVIF: ("AVIF", {"speed": 10}),
    FileKind.WEBP: ("WEBP", {}),
    FileKind.BMP: ("BMP", {"dpi": (0, 0)}),
    FileKind.GIF: ("GIF", {}),
    FileKind.JPEG2000: ("JPEG2000", {}),
}


@pytest.mark.parametrize("kind", list(FORMS))
def test_a_picture_is_one_page_as_long_as_a4(pool: ReadingPool, kind: FileKind) -> None:
    form, options = FORMS[kind]
    data = encoded(marked(), form, **options)
    report = probe(pool, data)
    (page,) = report.pages
    assert (report.kind, report.problems) == (kind, ())
    assert (page.width, page.height) == pytest.approx((842, 421), abs=1)
    with Image.open(io.BytesIO(page.picture)) as small:
        assert is_red(small.convert("RGB"), 0.05, 0.1)
    image = drawn(pool, data)
    assert is_red(image, 0.1, 0.2) and not is_red(image, 0.9, 0.9)


@pytest.mark.parametrize("kind", list(FORMS))
def test_half_a_picture_is_a_sentence(pool: ReadingPool, kind: FileKind) -> None:
    form, options = FORMS[kind]
    data = encoded(scan_of(ENGLISH, dpi=60).convert("RGB"), form, **options)
    with pytest.raises(FileProblem) as caught:
        probe(pool, data[: len(data) // 2])
    assert caught.value.message_id == "reading.damaged"
    with pytest.raises(FileProblem):
        probe(pool, data[:40])
    assert len(probe(pool, data).pages) == 1, "the worker goes on"


def test_heic_is_cropped_and_read_like_any_page(pool: ReadingPool) -> None:
    data = encoded(scan_of(ENGLISH, dpi=150), "HEIF", quality=80)
    with SourceFile(data, "letter.heic") as source:
        png = pool.crop(source, 0, [Quad.of(Box(0.1, 0.1, 0.3, 0.2))]).result(timeout=30)
        text = pool.read_page(source, 0, languages=("eng",)).result(timeout=120).text
    with Image.open(io.BytesIO(png)) as crop:
        assert crop.width > 200
    assert "Brandvoll" in text and "lymphoma" in text


def test_heic_of_tiles_is_put_together(pool: ReadingPool) -> None:
    """Phones write a photograph as a grid of tiles, which libheif would decode on many threads."""
    image = drawn(pool, encoded(marked(1600, 1200), "HEIF", tile_size=512))
    assert image.width > image.height
    assert is_red(image, 0.2, 0.4) and not is_red(image, 0.3, 0.4) and not is_red(image, 0.2, 0.6)


def test_heic_with_several_pictures_has_as_many_pages(pool: ReadingPool) -> None:
    data = encoded(
        marked(), "HEIF", save_all=True, append_images=[Image.new("RGB", (100, 300), RED), marked(300, 300)]
    )
    report = probe(pool, data)
    assert [page.width > page.height for page in report.pages] == [True, False, False]
    assert is_red(drawn(pool, data, 1), 0.9, 0.9)
    assert not is_red(drawn(pool, data, 0), 0.9, 0.9), "going back shows the first again"


def test_heic_is_turned_as_it_says_and_once(pool: ReadingPool) -> None:
    """A phone writes the turn twice: as HEIC (irot) and as EXIF."""
    data = encoded(marked(), "HEIF", exif=turned_by_exif(6).tobytes())
    assert b"irot" in data
    (page,) = probe(pool, data).pages
    assert page.width < page.height
    assert is_red(drawn(pool, data), 0.9, 0.1)


def test_exif_alone_does_not_turn_heic(pool: ReadingPool) -> None:
    """The standard leaves EXIF without effect there, and no phone shows such a picture turned."""
    twice = encoded(marked(), "HEIF", exif=turned_by_exif(6).tobytes())
    data = twice.replace(b"irot", b"free")
    (page,) = probe(pool, data).pages
    assert page.width > page.height


def test_avif_is_turned_as_it_says(pool: ReadingPool) -> None:
    data = encoded(marked(), "AVIF", speed=10, exif=turned_by_exif(6).tobytes())
    (page,) = probe(pool, data).pages
    assert page.width < page.height
    assert is_red(drawn(pool, data), 0.9, 0.1)


@pytest.mark.parametrize(
    ("form", "kind"), [("GIF", FileKind.GIF), ("WEBP", FileKind.WEBP), ("PNG", FileKind.PNG)]
)
def test_of_moving_pictures_the_first_is_kept_and_said(pool: ReadingPool, form: str, kind: FileKind) -> None:
    data = encoded(marked(), form, save_all=True, append_images=[Image.new("RGB", (400, 200), RED)])
    report = probe(pool, data)
    assert (report.kind, len(report.pages)) == (kind, 1)
    assert [said.message_id for said in report.problems] == ["reading.first_picture"]
    assert not is_red(drawn(pool, data), 0.9, 0.9)


def test_what_a_camera_calls_its_resolution_is_not_believed(pool: ReadingPool) -> None:
    """72 dpi would make a page of one and a half metres out of a photograph."""
    (page,) = probe(pool, encoded(Image.new("L", (4032, 3024), 255), "JPEG", dpi=(72, 72))).pages
    assert (page.width, page.height) == pytest.approx((842, 631.5), abs=1)


def test_a_sliver_is_no_page(pool: ReadingPool) -> None:
    with pytest.raises(FileProblem) as caught:
        probe(pool, encoded(Image.new("1", (1, 60_000), 1)))
    assert caught.value.message_id == "reading.damaged"


# TIFF


@pytest.mark.parametrize("compression", ["group3", "group4", "tiff_ccitt"])
def test_fax_with_half_as_many_dots_down_the_page_keeps_its_shape(
    pool: ReadingPool, compression: str
) -> None:
    sheet = marked(1728, 1146).convert("1", dither=Image.Dither.NONE)
    data = bytes(tiff_of(sheet, sheet, compression=compression, dpi=(204, 98)))
    report = probe(pool, data)
    assert [(round(page.width), round(page.height)) for page in report.pages] == [(610, 842)] * 2
    image = drawn(pool, data, 1, scale=1.0)
    assert image.size == (610, 842)
    assert image.getpixel((100, 300)) == (0, 0, 0) and image.getpixel((500, 800)) == WHITE


def test_dots_that_are_told_by_their_shape_alone_keep_it(pool: ReadingPool) -> None:
    data = tiff_of(Image.new("1", (1728, 1146), 1), compression="group4", dpi=(204, 98))
    (place,) = directories(data)
    (count,) = struct.unpack_from("<H", data, place)
    for entry in range(place + 2, place + 2 + 12 * count, 12):
        if struct.unpack_from("<H", data, entry)[0] == 296:  # the unit of resolution
            struct.pack_into("<H", data, entry + 8, 1)
    (page,) = probe(pool, bytes(data)).pages
    assert page.height / page.width == pytest.approx(1146 / 98 / (1728 / 204), rel=0.01)


@pytest.mark.parametrize("compression", ["jpeg", "tiff_lzw", "tiff_adobe_deflate", "packbits", "zstd", "raw"])
def test_tiff_in_colour_whatever_its_compression(pool: ReadingPool, compression: str) -> None:
    data = bytes(
        tiff_of(marked(), Image.new("RGB", (200, 200), RED), compression=compression, dpi=(100, 100))
    )
    assert len(probe(pool, data).pages) == 2
    assert is_red(drawn(pool, data, 0), 0.1, 0.2) and not is_red(drawn(pool, data, 0), 0.9, 0.9)
    assert is_red(drawn(pool, data, 1), 0.9, 0.9)


@pytest.mark.parametrize("broken", [1, 3])
def test_frame_that_cannot_be_understood_costs_itself(pool: ReadingPool, broken: int) -> None:
    data = tiff_of(*(Image.new("L", (100 + 100 * n, 100), 255) for n in range(5)), dpi=(100, 100))
    struct.pack_into("<H", data, directories(data)[broken] + 2, 0xFFFE)  # its width is called something else
    report = probe(pool, bytes(data))
    assert [bool(page.picture) for page in report.pages] == [n != broken for n in range(5)]
    assert [(said.message_id, said.params["page"]) for said in report.problems] == [
        ("reading.page_unreadable", broken + 1)
    ]
    assert report.pages[4].width == pytest.approx(500 * 0.72)
    with SourceFile(bytes(data), "fax.tif") as source, pytest.raises(FileProblem) as caught:
        pool.render(source, broken, scale=1.0).result()
    assert caught.value.message_id == "reading.page_unreadable"


def test_frame_whose_pixels_are_spoiled_costs_itself(pool: ReadingPool) -> None:
    data = tiff_of(*(scan_of(ENGLISH, dpi=60) for _ in range(3)), compression="tiff_adobe_deflate")
    first, second, _ = directories(data)
    middle = (first + second) // 2
    data[middle - 3_000 : middle + 3_000] = b"\xa5" * 6_000
    report = probe(pool, bytes(data))
    assert len(report.pages) == 3
    assert [bool(page.picture) for page in report.pages] == [True, False, True]


def test_tiff_whose_last_frames_lead_nowhere_is_cut_there(pool: ReadingPool) -> None:
    data = tiff_of(*(Image.new("L", (100, 100), 255) for _ in range(3)))
    place = directories(data)[1]
    (count,) = struct.unpack_from("<H", data, place)
    struct.pack_into("<I", data, place + 2 + 12 * count, len(data) + 1_000)
    report = probe(pool, bytes(data))
    assert len(report.pages) == 2
    assert [said.message_id for said in report.problems] == ["reading.damaged_after"]


def test_tiff_that_leads_back_to_its_beginning_ends(pool: ReadingPool) -> None:
    data = tiff_of(*(Image.new("L", (100, 100), 255) for _ in range(3)))
    first, *_, last = directories(data)
    (count,) = struct.unpack_from("<H", data, last)
    struct.pack_into("<I", data, last + 2 + 12 * count, first)
    assert len(probe(pool, bytes(data)).pages) == 3


def test_grey_of_sixteen_bits_is_read(pool: ReadingPool) -> None:
    deep = (
        scan_of(ENGLISH, dpi=150)
        .convert("L")
        .convert("I")
        .point(lambda value: value * 257 + 0)
        .convert("I;16")
    )
    with SourceFile(encoded(deep, "PNG"), "deep.png") as source:
        assert pool.probe(source).result(timeout=60).pages[0].picture
        assert "lymphoma" in pool.read_page(source, 0).result(timeout=120).text


def test_a_png_that_claims_to_be_a_giant_costs_no_worker(pool: ReadingPool) -> None:
    report = probe(pool, claimed("L", 60_000, 60_000))
    assert [problem.message_id for problem in report.problems] == ["reading.page_too_large"]


def test_a_file_that_another_process_reads_too_is_drawn_whole(pool: ReadingPool) -> None:
    """A descriptor handed to two processes has one place in the file for both: the other one moves it."""
    stream = io.BytesIO()
    frames = [scan_of(ENGLISH, dpi=60).rotate(turn).convert("L") for turn in (0, 1, 2)]
    frames[0].save(stream, "TIFF", save_all=True, append_images=frames[1:], compression="tiff_lzw")
    done = threading.Event()
    with SourceFile(stream.getvalue(), "scan.tif") as source:
        descriptor = source.duplicate()

        def read_elsewhere() -> None:
            while not done.is_set():
                os.lseek(descriptor, 1, os.SEEK_SET)

        other = threading.Thread(target=read_elsewhere)
        other.start()
        try:
            for index in [0, 1, 2] * 20:
                image = picture_of(pool.render(source, index, scale=60 / 72).result(timeout=30))
                assert image.convert("L").tobytes() == frames[index].tobytes()
        finally:
            done.set()
            other.join()
            os.close(descriptor)


@pytest.mark.parametrize(("mode", "form"), [("L", "PNG"), ("RGB", "JPEG")])
def test_a_page_of_twenty_thousand_px_is_shown(pool: ReadingPool, mode: str, form: str) -> None:
    sheet = Image.new(mode, (14_000, 20_000), "white")
    sheet.paste("black", (0, 0, 7_000, 10_000))
    data = encoded(sheet, form)
    assert [problem.message_id for problem in probe(pool, data).problems] == ["reading.page_reduced"]
    shown = drawn(pool, data, scale=0.25)
    places = [(shown.width // 4, shown.height // 4), (3 * shown.width // 4, 3 * shown.height // 4)]
    assert [shown.getpixel(place) for place in places] == [(0, 0, 0), (255, 255, 255)]


def test_a_page_too_large_to_decode_is_told_and_costs_no_worker(pool: ReadingPool) -> None:
    report = probe(pool, claimed("RGB", 20_000, 9_000))
    assert [problem.message_id for problem in report.problems] == ["reading.page_too_large"]
    assert report.pages[0].picture == b""
    assert report.pages[0].width > report.pages[0].height
