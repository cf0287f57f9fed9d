"""Sound files spoiled as accidents and attackers spoil them; the same number always gives the same bytes."""

import random
import re
import struct
import zlib
from collections.abc import Callable, Sequence

LEAST_BYTES = 8
Spoil = Callable[[bytes, random.Random], bytes]

_PDF_NUMBERS = re.compile(
    rb"/(?:Length|Size|Count|Width|Height|BitsPerComponent|Columns|Colors|Predictor|N|First|Prev|K|Rows|Rotate)\s+(-?\d+)"
)
_PDF_BOXES = re.compile(rb"/(?:MediaBox|CropBox|W|Index|Decode|Matrix|BBox)\s*\[([^\]]*)\]")
_PDF_REFERENCES = re.compile(rb"\b(\d+) 0 R\b")
_PDF_XREF = re.compile(rb"(?:startxref\s+(\d+))|(?:(\d{10}) \d{5} n)")
_NAMES = (
    b"/Flate",
    b"/DCT",
    b"/JPX",
    b"/JBIG2",
    b"/CCITTFax",
    b"/LZW",
    b"/Kids",
    b"/Page",
    b"/Image",
    b"/Indexed",
)
_EXTREMES = (0, 1, -1, 2, 255, 32_767, 65_535, 99_999_999, 2**31 - 1, -(2**31), 2**32 - 1, 2**63)
_WORDS = (0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)


def flip_bits(data: bytes, dice: random.Random) -> bytes:
    spoiled = bytearray(data)
    for _ in range(2 ** dice.randrange(8)):
        spoiled[dice.randrange(len(spoiled))] ^= 1 << dice.randrange(8)
    return bytes(spoiled)


def write_over(data: bytes, dice: random.Random) -> bytes:
    at, length = dice.randrange(len(data)), 2 ** dice.randrange(12)
    return data[:at] + dice.randbytes(length) + data[at + length :]


def cut_off(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(1, len(data))]


def cut_out(data: bytes, dice: random.Random) -> bytes:
    start, end = sorted(dice.randrange(len(data)) for _ in range(2))
    return data[:start] + data[min(end, start + 4_096) :]


def repeat(data: bytes, dice: random.Random) -> bytes:
    start, length = dice.randrange(len(data)), 2 ** dice.randrange(13)
    return data[:start] + data[start : start + length] * dice.choice((2, 3, 50)) + data[start + length :]


def word_in_binary(data: bytes, dice: random.Random) -> bytes:
    """A number of two or four bytes, either way round, near the beginning, where headers are."""
    spoiled = bytearray(data)
    for _ in range(dice.randrange(1, 4)):
        form = dice.choice(("<H", ">H", "<I", ">I"))
        most = max(1, min(len(spoiled) - 4, dice.choice((64, 512, len(spoiled)))))
        struct.pack_into(form, spoiled, dice.randrange(most), _fitting(dice.choice(_WORDS), form))
    return bytes(spoiled)


def _fitting(value: int, form: str) -> int:
    return int(value & (0xFFFF if form.endswith("H") else 0xFFFFFFFF))


def png_header(data: bytes, dice: random.Random) -> bytes:
    """Another size or depth with a right checksum, so that it is believed."""
    if not data.startswith(b"\x89PNG") or len(data) < 33:
        return word_in_binary(data, dice)
    head = bytearray(data[12:29])
    struct.pack_into(">I", head, dice.choice((4, 8)), dice.choice((0, 1, 65_535, 10**6, 2**31 - 1)))
    if dice.random() < 0.3:
        head[12:14] = bytes((dice.choice((1, 2, 8, 16, 99)), dice.choice((0, 2, 3, 4, 6, 7))))
    return data[:12] + bytes(head) + struct.pack(">I", zlib.crc32(head)) + data[33:]


def pdf_number(data: bytes, dice: random.Random) -> bytes:
    return _replaced(data, _PDF_NUMBERS, str(dice.choice(_EXTREMES)).encode(), dice)


def pdf_box(data: bytes, dice: random.Random) -> bytes:
    numbers = " ".join(str(dice.choice((*_EXTREMES, 1e38, -1e38, 0.0001))) for _ in range(4))
    return _replaced(data, _PDF_BOXES, numbers.encode(), dice)


def pdf_reference(data: bytes, dice: random.Random) -> bytes:
    """A reference to another object: circles, pages that are fonts."""
    return _replaced(data, _PDF_REFERENCES, str(dice.randrange(1, 30)).encode(), dice)


def pdf_xref(data: bytes, dice: random.Random) -> bytes:
    return _replaced(
        data, _PDF_XREF, b"%010d" % dice.choice((0, 1, len(data), dice.randrange(len(data)), 10**9)), dice
    )


def pdf_name(data: bytes, dice: random.Random) -> bytes:
    here = [name for name in _NAMES if name in data]
    return data.replace(dice.choice(here), dice.choice(_NAMES), 1) if here else flip_bits(data, dice)


def _replaced(data: bytes, pattern: re.Pattern[bytes], new: bytes, dice: random.Random) -> bytes:
    """The number in one to three places where the pattern finds one."""
    for _ in range(dice.randrange(1, 4)):
        found = list(pattern.finditer(data))
        if not found:
            return flip_bits(data, dice)
        place = dice.choice(found)
        number = next(group for group in range(1, pattern.groups + 1) if place.group(group) is not None)
        data = data[: place.start(number)] + new + data[place.end(number) :]
    return data


def splice(data: bytes, other: bytes, dice: random.Random) -> bytes:
    """The head of one file and the tail of another, each cut anywhere."""
    return data[: dice.randrange(1, len(data))] + other[dice.randrange(len(other)) :]


ANY: Sequence[Spoil] = (flip_bits, write_over, cut_off, cut_out, repeat, word_in_binary)
PDF: Sequence[Spoil] = (pdf_number, pdf_number, pdf_box, pdf_reference, pdf_xref, pdf_name)
PNG: Sequence[Spoil] = (png_header,)


def mutated(bases: Sequence[tuple[str, bytes]], number: int, seed: int) -> tuple[str, bytes]:
    """The spoiled file of that number, and a name that says what it was and what was done to it."""
    dice = random.Random(f"{seed}/{number}")
    name, data = dice.choice(bases)
    if dice.random() < 0.08:
        other_name, other = dice.choice(bases)
        return f"{number:04}-splice-{other_name}-{name}", splice(data, other, dice)
    done = []
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        spoil = dice.choice(_ways(data))
        done.append(spoil.__name__)
        data = spoil(data, dice).ljust(LEAST_BYTES, b"\0")
    return f"{number:04}-{'-'.join(done)}-{name}", data


def _ways(data: bytes) -> Sequence[Spoil]:
    if b"%PDF" in data[:1024]:
        return (*ANY, *PDF)
    return (*ANY, *PNG) if data.startswith(b"\x89PNG") else ANY
