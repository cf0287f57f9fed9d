"""A font without shapes: what an invisible text layer is set in, so that any character can be selected and found.

One empty TrueType glyph of half an em stands for every character; what each code means is told by the font's
ToUnicode table, which every viewer reads. Only inside a page worker.
"""

import struct
import unicodedata
from collections.abc import Sequence

import pymupdf

UNITS, ASCENT, DESCENT = 1000, 800, 200
"""Of an em: what lies above the base line and what lies below it; together one."""

NARROW, WIDE = 500, 1000
_NAME = "/Glyphless"
_MOST_IN_A_RANGE = 100


class Glyphless:
    """Gives every character a code and a width as it is met; `put_into` makes the font of a document."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}

    def code(self, text: str) -> str:
        """The text as hexadecimal codes, four digits a character."""
        return "".join(f"{self._codes.setdefault(char, len(self._codes) + 1):04x}" for char in text)

    def reserve(self, document: pymupdf.Document) -> int:
        """The number under which pages may name the font before it is made."""
        return int(document.get_new_xref())

    def put_into(self, document: pymupdf.Document, xref: int) -> None:
        """Make the font of all characters met so far, under a number that was reserved."""
        file = _stream(document, f"<</Length1 {len(FILE)}>>", FILE)
        glyphs = _stream(document, "<<>>", b"\0\1" * (len(self._codes) + 1))
        meanings = _stream(document, "<<>>", _meanings(list(self._codes)))
        descriptor = _object(
            document,
            f"<</Type/FontDescriptor/FontName{_NAME}/Flags 4/FontBBox[0 -{DESCENT} {NARROW} {ASCENT}]"
            f"/ItalicAngle 0/Ascent {ASCENT}/Descent -{DESCENT}/CapHeight {ASCENT}/StemV 80/FontFile2 {file} 0 R>>",
        )
        wide = " ".join(f"{code}[{WIDE}]" for char, code in self._codes.items() if width(char) == WIDE)
        font = _object(
            document,
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont{_NAME}/FontDescriptor {descriptor} 0 R"
            f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/DW {NARROW}/W[{wide}]/CIDToGIDMap {glyphs} 0 R>>",
        )
        document.update_object(
            xref,
            f"<</Type/Font/Subtype/Type0/BaseFont{_NAME}/Encoding/Identity-H"
            f"/DescendantFonts[{font} 0 R]/ToUnicode {meanings} 0 R>>",
        )


def width(text: str) -> int:
    """How far the text runs, in thousandths of an em: Chinese characters a whole one, others half."""
    return sum(WIDE if unicodedata.east_asian_width(char) in "WF" else NARROW for char in text)


def _object(document: pymupdf.Document, source: str) -> int:
    xref = int(document.get_new_xref())
    document.update_object(xref, source)
    return xref


def _stream(document: pymupdf.Document, source: str, data: bytes) -> int:
    xref = _object(document, source)
    document.update_stream(xref, data)
    return xref


def _meanings(characters: Sequence[str]) -> bytes:
    """The ToUnicode table: codes from 1 in the order of the characters."""
    lines = [
        f"<{code:04x}><{char.encode('utf-16-be').hex()}>" for code, char in enumerate(characters, start=1)
    ]
    parts = [lines[at : at + _MOST_IN_A_RANGE] for at in range(0, len(lines), _MOST_IN_A_RANGE)]
    tables = "".join(f"{len(part)} beginbfchar\n{chr(10).join(part)}\nendbfchar\n" for part in parts)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
        "/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000><ffff>\nendcodespacerange\n{tables}"
        "endcmap CMapName currentdict/CMap defineresource pop end end\n"
    ).encode()


def _file() -> bytes:
    """The smallest TrueType file that readers of fonts accept: two glyphs, both empty."""
    tables = {
        b"cmap": struct.pack(">4HI6H", 0, 1, 1, 0, 12, 6, 12, 0, 32, 1, 1),
        b"glyf": b"\0",
        b"head": struct.pack(
            ">4I2H2Q4h2H3h",
            *(0x10000, 0x10000, 0, 0x5F0F3CF5, 0, UNITS, 0, 0),
            *(0, -DESCENT, NARROW, ASCENT, 0, 6, 2, 0, 0),
        ),
        b"hhea": struct.pack(
            ">I3hH11hH", 0x10000, ASCENT, -DESCENT, 0, NARROW, *(0, 0, NARROW, 1), *([0] * 7), 1
        ),
        b"hmtx": struct.pack(">H2h", NARROW, 0, 0),
        b"loca": struct.pack(">3H", 0, 0, 0),
        b"maxp": struct.pack(">I14H", 0x10000, 2, *([0] * 13)),
        b"post": struct.pack(">2I2h5I", 0x30000, 0, 0, 0, 1, 0, 0, 0, 0),
    }
    directory = struct.pack(">I4H", 0x10000, len(tables), 128, 3, 0)
    at = len(directory) + 16 * len(tables)
    body = b""
    for name, data in tables.items():
        directory += name + struct.pack(">3I", _sum(data), at + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    return directory + body


def _sum(data: bytes) -> int:
    padded = data + b"\0" * (-len(data) % 4)
    total: int = sum(struct.unpack(f">{len(padded) // 4}I", padded))
    return total & 0xFFFFFFFF


FILE = _file()
