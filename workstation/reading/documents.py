"""What an open file is to a page worker: pages that can be drawn, and the sums that place a clip.

Pages are numbered from 0, sizes are points, pictures are Pillow images ("L" or "RGB") of the page frame.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from PIL import Image

from workstation.reading.pages import MAX_PIXELS, MAX_SIDE_PX, FileKind

_TURNED = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True, slots=True)
class Clip:
    """Part of a page in fractions of it; the whole page by default."""

    left: float = 0.0
    top: float = 0.0
    right: float = 1.0
    bottom: float = 1.0


WHOLE = Clip()


class Document(Protocol):
    """An open file. Everything raises `FileProblem` without file name; the application adds it."""

    kind: FileKind
    page_count: int
    is_repaired: bool
    """It was damaged; what could be found is here."""
    is_cut: bool
    """It breaks off after the last page that is here."""
    is_moving: bool
    """Its first picture is here, of several that follow one another in time."""

    def size(self, index: int) -> tuple[float, float]:
        """Width and height in points."""

    def has_text(self, index: int) -> bool:
        """Whether the page has a text layer of its own."""

    def is_reduced(self, index: int) -> bool:
        """Whether the page has more pixels than are kept."""

    def native_scale(self, index: int) -> float | None:
        """Pixels per point of the scan that fills the page, None where there is none."""

    def draw(self, index: int, scale: float, clip: Clip = WHOLE, grey: bool = False) -> Image.Image:
        """The page or a clip of it at `scale` pixels per point; "L" for grey pages or on demand."""


def stream_of(descriptor: int) -> BinaryIO:
    """The file behind a descriptor, read from a place of its own: a descriptor handed to several workers, or twice to
    one, has one place for all, and each would read where another has just been."""
    return Path(f"/dev/fd/{descriptor}").open("rb")


def turned(image: Image.Image, degrees: int) -> Image.Image:
    """The picture turned clockwise by a multiple of 90."""
    return image if degrees == 0 else image.transpose(_TURNED[degrees])


def fitting_scale(width: float, height: float, scale: float) -> float:
    """The scale asked for, or the largest at which a page of this size stays within the limits."""
    by_side = (MAX_SIDE_PX - 1) / max(width, height)
    by_area = (MAX_PIXELS / (width * height)) ** 0.5 * 0.999
    return float(min(scale, by_side, by_area))


def pixel_frame(width: float, height: float, scale: float, clip: Clip) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of a clip in whole pixels of the page at that scale; never empty."""
    left, right = _span(width * scale, clip.left, clip.right)
    top, bottom = _span(height * scale, clip.top, clip.bottom)
    return left, top, right, bottom


def _span(length: float, low: float, high: float) -> tuple[int, int]:
    end = max(1, round(length))
    first = min(end - 1, round(length * low))
    return first, max(first + 1, min(end, round(length * high)))
