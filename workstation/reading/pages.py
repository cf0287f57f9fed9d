"""What the reading room hands out. Every value checks itself: workers are not believed."""

import math
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from workstation.domain.geometry import Quad
from workstation.reading.problems import FileProblem

MAX_FILE_BYTES = 500 * 1024 * 1024
MAX_PAGES = 2_000
MAX_SIDE_PX = 10_000
MAX_PIXELS = 40_000_000
MAX_WORDS = 20_000
MAX_WORD_LENGTH = 1_000
MAX_PICTURE_BYTES = 4 * 1024 * 1024
PICTURE_SIDE_PX = 1_000
POINTS_PER_INCH = 72.0
TURNS = (0, 90, 180, 270)
_HAN_MARKS = "，。；：、！？"


class FileKind(StrEnum):
    """What is opened as pages; the value is what the store calls it."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    TIFF = "tiff"
    HEIC = "heic"
    AVIF = "avif"
    WEBP = "webp"
    BMP = "bmp"
    GIF = "gif"
    JPEG2000 = "jpeg2000"


class Engine(StrEnum):
    """What reads: Tesseract, RapidOCR, the page's own text layer, or nothing (a blank page)."""

    TESSERACT = "tesseract"
    RAPIDOCR = "rapidocr"
    TEXT_LAYER = "text-layer"
    NONE = "none"


class Condition(StrEnum):
    """What makes a page hard or impossible to read, told to whoever looks at it."""

    BLANK = "blank"
    FAINT = "faint"
    GLARE = "glare"
    CUT_OFF = "cut_off"
    TOO_SMALL = "too_small"
    SPREAD = "spread"
    POOR = "poor"
    """Read, and badly: by confidence, odd signs and words that no lexicon knows."""


class PixelFormat(StrEnum):
    GREY8 = "grey8"
    RGB888 = "rgb888"

    @property
    def bytes_per_pixel(self) -> int:
        return 1 if self is PixelFormat.GREY8 else 3


@dataclass(frozen=True, slots=True)
class PageReport:
    """One page of a probed file.

    `width`, `height`: points (1/72 inch) of the page frame; an image without a believable resolution is taken
    to be as long as an A4 page. `picture`: a JPEG whose long side is at most 1,000 px, empty where the page
    cannot be drawn. `has_text`: it has a text layer of its own; whether that is good is decided by reading.
    """

    index: int
    width: float
    height: float
    picture: bytes
    has_text: bool

    def __post_init__(self) -> None:
        if not 0 <= self.index < MAX_PAGES:
            raise ValueError(f"page index out of range: {self.index}")
        if not all(math.isfinite(side) and 0 < side < 1e6 for side in (self.width, self.height)):
            raise ValueError(f"page size out of range: {self.width} x {self.height}")
        if len(self.picture) > MAX_PICTURE_BYTES:
            raise ValueError(f"picture of {len(self.picture)} bytes")


@dataclass(frozen=True, slots=True)
class FileReport:
    """What a file holds. `problems` are sentences about pages that were lost or kept in part."""

    kind: FileKind
    pages: tuple[PageReport, ...]
    problems: tuple[FileProblem, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= len(self.pages) <= MAX_PAGES:
            raise ValueError(f"{len(self.pages)} pages")
        if [page.index for page in self.pages] != list(range(len(self.pages))):
            raise ValueError("pages out of order")


@dataclass(frozen=True, slots=True)
class Member:
    """A file out of a ZIP or an e-mail; `name` tells what it lay in: "packet.zip › report.pdf".

    `problem`: why it could not be taken out, or what there is to say of it. A ZIP that asks for a password
    keeps its bytes, so that it can be opened with one; nothing else with a problem has any.
    """

    name: str
    data: bytes = b""
    problem: FileProblem | None = None


@dataclass(frozen=True, slots=True)
class RenderedImage:
    """Pixels of a page or of a clip of it, rows from the top, `stride` bytes each (a multiple of 4)."""

    width: int
    height: int
    stride: int
    format: PixelFormat
    pixels: bytes

    def __post_init__(self) -> None:
        if not (0 < self.width <= MAX_SIDE_PX and 0 < self.height <= MAX_SIDE_PX):
            raise ValueError(f"image of {self.width} x {self.height}")
        if self.width * self.height > MAX_PIXELS:
            raise ValueError(f"image of {self.width * self.height} pixels")
        if self.stride < self.width * self.format.bytes_per_pixel or self.stride % 4:
            raise ValueError(f"stride {self.stride} for width {self.width}")
        if len(self.pixels) != self.stride * self.height:
            raise ValueError(f"{len(self.pixels)} bytes for {self.height} rows of {self.stride}")


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it was read.

    `quad`: its corners in the page frame. `confidence`: 0..1 as the engine gives it (1 for a text layer).
    `line`, `block`: running numbers on the page, in reading order, from 0. `engine`: which engine read it. `borders`:
    where each character but the first begins along the word (0..1), where that was measured.
    """

    text: str
    quad: Quad
    confidence: float
    line: int
    block: int
    engine: Engine = Engine.TESSERACT
    borders: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if self.borders and len(self.borders) != len(self.text) - 1:
            raise ValueError(f"{len(self.borders)} borders within {len(self.text)} characters")
        if not self.text or self.text != self.text.strip() or len(self.text) > MAX_WORD_LENGTH:
            raise ValueError("a word has 1 to 1,000 characters and no space around it")
        if any(unicodedata.category(character) in ("Cc", "Cs") for character in self.text):
            raise ValueError("a word holds no control character")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence {self.confidence}")
        if self.line < 0 or self.block < 0:
            raise ValueError(f"line {self.line}, block {self.block}")


@dataclass(frozen=True, slots=True)
class Step:
    """What one step of a reading cost its worker: CPU seconds (those of a program it started included)."""

    name: str
    cpu_seconds: float


@dataclass(frozen=True, slots=True)
class PageReading:
    """The words of one page in reading order.

    `engine`: the one that read most of it; each word names its own. `turn`: degrees clockwise that make the
    source page upright. `skew`: degrees clockwise by which its lines lean after that turn. `language`:
    Tesseract's name of the language it was read in ("" for a text layer or blank). `seconds`: wall time.
    """

    engine: str
    engine_version: str
    turn: int
    skew: float
    language: str
    words: tuple[Word, ...]
    seconds: float
    conditions: tuple[Condition, ...] = ()
    steps: tuple[Step, ...] = ()

    def __post_init__(self) -> None:
        if self.turn not in TURNS or not -45.0 <= self.skew <= 45.0:
            raise ValueError(f"turn {self.turn}, skew {self.skew}")
        if len(self.words) > MAX_WORDS:
            raise ValueError(f"{len(self.words)} words")
        if any(b.line < a.line for a, b in zip(self.words, self.words[1:], strict=False)):
            raise ValueError("lines out of order")

    @property
    def is_blank(self) -> bool:
        return not self.words

    @property
    def confidence(self) -> float:
        """Mean confidence over characters, 0..1; 0 for a blank page."""
        letters = sum(len(word.text) for word in self.words)
        return sum(word.confidence * len(word.text) for word in self.words) / letters if letters else 0.0

    @property
    def text(self) -> str:
        """Words joined by spaces, but for Han characters; a line each, an empty line between blocks."""
        return join_words(self.words)


_CELL_GAP = 2.8


def join_words(words: tuple[Word, ...]) -> str:
    parts: list[str] = []
    for before, word in zip((None, *words), words, strict=False):
        if before is not None:
            parts.append(gap(before, word))
        parts.append(word.text)
    return "".join(parts)


def gap(before: Word, after: Word) -> str:
    """What stands between two words that follow each other: nothing, a space, or one or two new lines."""
    if before.block != after.block:
        return "\n\n"
    if before.line != after.line:
        return "\n"
    if _stand_apart(before.quad, after.quad):
        return " "
    if before.text[-1] in _HAN_MARKS:
        return ""
    return "" if is_han(before.text[-1]) and is_han(after.text[0]) else " "


def _stand_apart(before: Quad, after: Quad) -> bool:
    """Whether two words of a line stand in different cells. Fractions of width and height of a page are taken for
    one measure, so the limit is wide: two to four letters, as the page lies."""
    across = (after.x0 + after.x3 - before.x1 - before.x2) / 2
    down = (after.y0 + after.y3 - before.y1 - before.y2) / 2
    return math.hypot(across, down) > _CELL_GAP * math.hypot(before.x3 - before.x0, before.y3 - before.y0)


def is_han(character: str) -> bool:
    """Whether the character is written without spaces around it: Han, CJK punctuation, full-width forms."""
    code = ord(character)
    return (
        0x2E80 <= code <= 0x303F
        or 0x3400 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0xFF00 <= code <= 0xFFEF
        or 0x20000 <= code <= 0x3FFFF
    )
